// Arc scores → the best tree with exactly one child of the root. Most sentences need no search: where each word's best head
// already gives such a tree, that is it. Otherwise every arc from the root pays a penalty larger than all scores together, which
// makes the best tree use one of them only, and Chu-Liu/Edmonds finds it by contraction on a dense matrix: each contraction of k
// nodes costs O(k·n), and all contractions together remove n nodes, so O(n²). Door: best_tree.
#include <algorithm>
#include <cmath>
#include <limits>

#include "syntax/network.h"

namespace demarche::syntax {
namespace {

constexpr std::uint32_t kNone = 0xFFFFFFFF;
constexpr double kLowest = -std::numeric_limits<double>::infinity();

double bounded(float score) {
  if (std::isnan(score)) return -1e6;
  return std::clamp(static_cast<double>(score), -1e6, 1e6);
}

/// Whether following heads leads every word to the root, and one word there at once.
bool is_tree(std::span<const std::uint32_t> heads, std::vector<std::uint32_t>& state) {
  const std::size_t n = heads.size();
  if (std::count(heads.begin(), heads.end(), 0u) != 1) return false;
  state.assign(n + 1, 0);  // 0: not seen; k: seen on the walk from word k
  for (std::uint32_t start = 1; start <= n; ++start) {
    std::uint32_t at = start;
    while (at != 0 && state[at] == 0) {
      state[at] = start;
      at = heads[at - 1];
    }
    if (at != 0 && state[at] == start) return false;
  }
  return true;
}

void best_heads(std::span<const float> scores, std::size_t stride, std::span<std::uint32_t> heads) {
  for (std::size_t i = 0; i < heads.size(); ++i) {
    const float* const row = scores.data() + i * stride;
    std::uint32_t best = 0;
    for (std::uint32_t j = 1; j <= heads.size(); ++j) {
      if (j != i + 1 && row[j] > row[best]) best = j;
    }
    heads[i] = best;
  }
}

/// The matrix of Chu-Liu/Edmonds. A slot is a row and column of it; it stands for a word or, after a contraction, for a cycle of
/// slots. Nodes are numbered on: 0 the root, 1 … n the words, then each contraction makes one.
class Contraction {
 public:
  Contraction(std::span<const float> scores, std::size_t stride, std::size_t n, TreeSpace& s) : n_(n), width_(n + 1), s_(s) {
    s.weight.resize(std::max(s.weight.size(), width_ * width_));
    s.edge_head.resize(s.weight.size());
    s.edge_dep.resize(s.weight.size());
    double low = 0, high = 0;
    for (std::uint32_t dep = 1; dep <= n; ++dep) {
      for (std::uint32_t head = 0; head <= n; ++head) {
        const std::size_t at = cell(head, dep);
        s.weight[at] = bounded(scores[(dep - 1) * stride + head]);
        s.edge_head[at] = head;
        s.edge_dep[at] = dep;
        low = std::min(low, s.weight[at]);
        high = std::max(high, s.weight[at]);
      }
    }
    const double penalty = (high - low + 1) * static_cast<double>(n + 1);
    for (std::uint32_t dep = 1; dep <= n; ++dep) s.weight[cell(0, dep)] -= penalty;
    s.slot_node.resize(width_);
    s.active.clear();
    for (std::uint32_t k = 0; k <= n; ++k) {
      s.slot_node[k] = k;
      s.active.push_back(k);
    }
    s.parent.assign(2 * width_, kNone);
    s.in_head.assign(2 * width_, 0);
    s.in_dep.assign(2 * width_, 0);
    s.in_weight.assign(width_, 0);
    s.state.assign(width_, 0);
    nodes_ = static_cast<std::uint32_t>(width_);
  }

  void run(std::span<std::uint32_t> heads) {
    enum : std::uint32_t { kNew = 0, kOnPath = 1, kDone = 2 };
    s_.state[0] = kDone;
    for (std::uint32_t start = 1; start <= n_; ++start) {
      if (s_.state[start] != kNew) continue;
      s_.path.assign(1, start);
      s_.state[start] = kOnPath;
      for (;;) {
        const std::uint32_t from = choose_arc(s_.path.back());
        if (s_.state[from] == kDone) break;
        if (s_.state[from] == kNew) {
          s_.state[from] = kOnPath;
          s_.path.push_back(from);
        } else {
          contract_to(from, kDone);
        }
      }
      for (const std::uint32_t slot : s_.path) s_.state[slot] = kDone;
    }
    expand(heads);
  }

 private:
  [[nodiscard]] std::size_t cell(std::size_t head, std::size_t dep) const { return dep * width_ + head; }

  /// Remembers the best arc into `slot` and returns the slot it comes from.
  std::uint32_t choose_arc(std::uint32_t slot) {
    double most = kLowest;
    std::uint32_t best = 0;
    for (const std::uint32_t from : s_.active) {
      if (from != slot && s_.weight[cell(from, slot)] > most) most = s_.weight[cell(from, slot)], best = from;
    }
    const std::uint32_t node = s_.slot_node[slot];
    s_.in_weight[slot] = most;
    s_.in_head[node] = s_.edge_head[cell(best, slot)];
    s_.in_dep[node] = s_.edge_dep[cell(best, slot)];
    return best;
  }

  /// The path's end, back to `first`, is a cycle: makes it one node, in the slot of `first`.
  void contract_to(std::uint32_t first, std::uint32_t gone) {
    const auto begin = std::find(s_.path.begin(), s_.path.end(), first);
    const std::uint32_t node = nodes_++;
    for (auto slot = begin; slot != s_.path.end(); ++slot) s_.parent[s_.slot_node[*slot]] = node;
    for (auto slot = begin + 1; slot != s_.path.end(); ++slot) s_.state[*slot] = gone;
    s_.order.assign(begin, s_.path.end());  // the cycle
    std::erase_if(s_.active, [&](std::uint32_t slot) {
      return slot != first && std::find(s_.order.begin(), s_.order.end(), slot) != s_.order.end();
    });
    for (const std::uint32_t other : s_.active) {
      if (other != first) merge(first, other);
    }
    s_.slot_node[first] = node;
    s_.path.erase(begin + 1, s_.path.end());
  }

  /// The best arc from `other` into the cycle, as a gain over the arc it replaces, and the best one out of the cycle to `other`.
  void merge(std::uint32_t first, std::uint32_t other) {
    double in = kLowest, out = kLowest;
    std::size_t in_at = 0, out_at = 0;
    for (const std::uint32_t slot : s_.order) {
      const double gain = s_.weight[cell(other, slot)] - s_.in_weight[slot];
      if (gain > in) in = gain, in_at = cell(other, slot);
      if (other != 0 && s_.weight[cell(slot, other)] > out) out = s_.weight[cell(slot, other)], out_at = cell(slot, other);
    }
    move_arc(in_at, cell(other, first), in);
    if (other != 0) move_arc(out_at, cell(first, other), out);
  }

  void move_arc(std::size_t from, std::size_t to, double weight) {
    s_.weight[to] = weight;
    s_.edge_head[to] = s_.edge_head[from];
    s_.edge_dep[to] = s_.edge_dep[from];
  }

  /// From the last contraction to the first: the arc into a cycle replaces the one of the member it ends at.
  void expand(std::span<std::uint32_t> heads) {
    for (std::uint32_t node = nodes_; node-- > width_;) {
      std::uint32_t member = s_.in_dep[node];
      while (s_.parent[member] != node) member = s_.parent[member];
      s_.in_head[member] = s_.in_head[node];
      s_.in_dep[member] = s_.in_dep[node];
    }
    for (std::uint32_t word = 1; word <= n_; ++word) heads[word - 1] = s_.in_head[word];
  }

  std::size_t n_;
  std::size_t width_;
  TreeSpace& s_;
  std::uint32_t nodes_ = 0;
};

}  // namespace

void best_tree(std::span<const float> scores, std::size_t stride, std::size_t n, std::span<std::uint32_t> heads,
               TreeSpace& space) {
  best_heads(scores, stride, heads);
  if (!is_tree(heads, space.state)) Contraction(scores, stride, n, space).run(heads);
}

}  // namespace demarche::syntax
