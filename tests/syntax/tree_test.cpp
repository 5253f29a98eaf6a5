// The tree search against trying out every tree.
#include <gtest/gtest.h>

#include <random>

#include "syntax/network.h"

namespace demarche::syntax {
namespace {

/// Every word reaches the root, which has one child.
bool is_one_tree(const std::vector<std::uint32_t>& heads) {
  if (std::count(heads.begin(), heads.end(), 0u) != 1) return false;
  for (std::uint32_t start : heads) {
    std::uint32_t at = start;
    for (std::size_t step = 0; at != 0 && step <= heads.size(); ++step) at = heads[at - 1];
    if (at != 0) return false;
  }
  return true;
}

double weight(const std::vector<float>& scores, const std::vector<std::uint32_t>& heads) {
  double sum = 0;
  for (std::size_t i = 0; i < heads.size(); ++i) sum += scores[i * (heads.size() + 1) + heads[i]];
  return sum;
}

double best_by_trying(const std::vector<float>& scores, std::size_t n) {
  double best = -1e30;
  std::vector<std::uint32_t> heads(n, 0);
  for (;;) {
    if (is_one_tree(heads)) best = std::max(best, weight(scores, heads));
    std::size_t k = 0;
    while (k < n && ++heads[k] > n) heads[k++] = 0;
    if (k == n) return best;
  }
}

TEST(Tree, IsTheBestOfAll) {
  std::mt19937 random(3);
  std::uniform_real_distribution<float> real(-10, 10);
  TreeSpace space;
  for (int round = 0; round < 3000; ++round) {
    const std::size_t n = 1 + round % 5;
    std::vector<float> scores(n * (n + 1));
    for (float& s : scores) s = round % 4 == 0 ? std::round(real(random) / 4) : real(random);  // some with ties
    if (round % 3 == 0) {
      for (std::size_t i = 0; i < n; ++i) scores[i * (n + 1)] += 15;  // many want to be the root's child
    }
    std::vector<std::uint32_t> heads(n);
    best_tree(scores, n + 1, n, heads, space);
    ASSERT_TRUE(is_one_tree(heads));
    ASSERT_NEAR(weight(scores, heads), best_by_trying(scores, n), 1e-3) << "round " << round;
  }
}

TEST(Tree, HasOneRootInLongSentences) {
  std::mt19937 random(5);
  std::normal_distribution<float> real(0, 3);
  TreeSpace space;
  for (const std::size_t n : {50u, 137u, 400u}) {
    std::vector<float> scores(n * (n + 1));
    for (float& s : scores) s = real(random);
    std::vector<std::uint32_t> heads(n);
    best_tree(scores, n + 1, n, heads, space);
    EXPECT_TRUE(is_one_tree(heads));
  }
}

// Everyone's best head is the next word, the last one's the first: one cycle through all.
TEST(Tree, BreaksOneLongCycleAtItsCheapestWord) {
  const std::size_t n = 100;
  std::vector<float> scores(n * (n + 1), -5);
  for (std::size_t i = 0; i < n; ++i) scores[i * (n + 1) + (i + 1) % n + 1] = i == 41 ? 1.0f : 2.0f;
  std::vector<std::uint32_t> heads(n);
  TreeSpace space;
  best_tree(scores, n + 1, n, heads, space);
  EXPECT_TRUE(is_one_tree(heads));
  EXPECT_EQ(heads[41], 0u);
}

TEST(Tree, IsATreeWhateverTheNumbers) {
  const float nan = std::nanf(""), inf = INFINITY;
  TreeSpace space;
  for (const float fill : {nan, inf, -inf, 0.0f, 3e38f}) {
    std::vector<float> scores(7 * 8, fill);
    std::vector<std::uint32_t> heads(7);
    best_tree(scores, 8, 7, heads, space);
    EXPECT_TRUE(is_one_tree(heads)) << fill;
    for (std::size_t k = 0; k < scores.size(); k += 3) scores[k] = static_cast<float>(k % 5) - 2;
    best_tree(scores, 8, 7, heads, space);
    EXPECT_TRUE(is_one_tree(heads)) << fill;
  }
}

}  // namespace
}  // namespace demarche::syntax
