// e → tag, lemma script, name, head and label of each word. One product gives the outputs of all heads for many sentences at
// once; arcs and labels then go sentence by sentence and a few words at a time. Relies on kernels and tree. Door: decide.
#include <algorithm>
#include <limits>

#include "syntax/network.h"

namespace demarche::syntax {
namespace {

constexpr std::size_t kLabelWords = 24;  // words whose K × R label rows are held at once

struct Sentence {
  const float* logits;  ///< row of the first word
  std::size_t stride;
  std::size_t n;
  std::span<Choice> out;

  [[nodiscard]] const float* row(std::size_t i) const { return logits + i * stride; }
};

void choose_classes(const Network& net, const Sentence& s) {
  for (std::size_t i = 0; i < s.n; ++i) {
    s.out[i].tag = static_cast<std::uint16_t>(arg_max(s.row(i) + net.at.tag, net.tags.size()));
    s.out[i].script = static_cast<std::uint16_t>(arg_max(s.row(i) + net.at.lemma, net.scripts.size()));
  }
}

void choose_names(const Network& net, const Sentence& s, HeadSpace& space) {
  space.rows.resize(s.n);
  for (std::size_t i = 0; i < s.n; ++i) space.rows[i] = s.row(i) + net.at.name;
  best_names(net.names, space.rows, nullptr, space.viterbi, space.back, s.out);
}

/// Root's vector and behind it those of the words.
const float* governors(const Sentence& s, const AlignedFloats& root, std::size_t width, std::size_t at, AlignedFloats& out) {
  float* const to = out.reserve((s.n + 1) * width);
  std::copy_n(root.data(), width, to);
  for (std::size_t i = 0; i < s.n; ++i) std::copy_n(s.row(i) + at, width, to + (i + 1) * width);
  return to;
}

/// Rows of the vectors at column `at`, quantised.
void quantise_rows(const Sentence& s, std::size_t from, std::size_t n, std::size_t at, std::size_t width, HeadSpace& space) {
  space.quantised.reserve(n * width);
  space.scales.resize(std::max(space.scales.size(), n));
  for (std::size_t i = 0; i < n; ++i) {
    space.scales[i] = quantise(s.row(from + i) + at, width, width, space.quantised.data() + i * width);
  }
}

void choose_heads(const Network& net, const Sentence& s, HeadSpace& space) {
  const std::size_t width = net.arc, stride = s.n + 1;
  const float* const g = governors(s, net.arc_root, width, net.at.arc_head, space.governors);
  quantise_rows(s, 0, s.n, net.at.arc_dep, width, space);
  float* const d = space.through.reserve(s.n * width);
  multiply(net.arc_u, space.quantised.data(), width, space.scales.data(), s.n, net.arc_v.data(), width, d, width);
  float* const arcs = space.arcs.reserve(s.n * stride);
  for (std::size_t i = 0; i < s.n; ++i) dots(d + i * width, g, width, stride, width, arcs + i * stride);
  space.heads.resize(std::max(space.heads.size(), s.n));
  best_tree({arcs, s.n * stride}, stride, s.n, {space.heads.data(), s.n}, space.tree);
  for (std::size_t i = 0; i < s.n; ++i) s.out[i].head = space.heads[i];
}

/// The best label of a word, given its K rows and K numbers; only the root's child may be `root`, and it must.
std::uint16_t best_label(const Network& net, const float* through, const float* g, std::uint32_t head, float* logits) {
  const std::size_t labels = net.labels.size();
  if (head == 0 && net.root_label < labels) return static_cast<std::uint16_t>(net.root_label);
  dots(g, through, net.label, labels, net.label, logits);
  const float* const numbers = through + labels * net.label;
  for (std::size_t k = 0; k < labels; ++k) logits[k] += numbers[k];
  if (net.root_label < labels) logits[net.root_label] = std::numeric_limits<float>::lowest();
  return static_cast<std::uint16_t>(arg_max(logits, labels));
}

void choose_labels(const Network& net, const Sentence& s, HeadSpace& space) {
  const float* const g = governors(s, net.label_root, net.label, net.at.label_head, space.governors);
  const std::size_t columns = round_up(net.labels.size() * net.label + net.labels.size(), kPanel);
  float* const through = space.through.reserve(kLabelWords * columns);
  float* const logits = space.arcs.reserve(round_up(net.labels.size(), kPanel));
  for (std::size_t from = 0; from < s.n; from += kLabelWords) {
    const std::size_t n = std::min(kLabelWords, s.n - from);
    quantise_rows(s, from, n, net.at.label_dep, net.label, space);
    multiply(net.label_u, space.quantised.data(), net.label, space.scales.data(), n, net.label_bias.data(), columns, through,
             columns);
    for (std::size_t i = 0; i < n; ++i) {
      Choice& word = s.out[from + i];
      word.label = best_label(net, through + i * columns, g + word.head * net.label, word.head, logits);
    }
  }
}

}  // namespace

void best_names(const NameClasses& names, std::span<const float* const> logits, const Matrix* steps, std::vector<float>& score,
                std::vector<std::uint8_t>& back, std::span<Choice> out) {
  const std::size_t classes = names.size(), n = logits.size();
  score.resize(2 * classes);
  back.resize(std::max(back.size(), n * classes));
  float* best = score.data();
  float* next = score.data() + classes;
  for (std::size_t c = 0; c < classes; ++c) {
    const bool inside = names[c].kind != NameKind::kNone && !names[c].begins;
    best[c] = inside ? -1e9f : logits[0][c];
  }
  for (std::size_t i = 1; i < n; ++i) {
    for (std::size_t c = 0; c < classes; ++c) {
      std::size_t from = 0;
      float most = -1e30f;
      for (std::size_t b = 0; b < classes; ++b) {
        const float step = steps != nullptr ? steps->at(b, c) : 0.0f;
        const float value = best[b] + (names.may_follow[b * classes + c] != 0 ? step : -1e9f);
        if (value > most) most = value, from = b;
      }
      next[c] = most + logits[i][c];
      back[i * classes + c] = static_cast<std::uint8_t>(from);
    }
    std::swap(best, next);
  }
  std::size_t c = static_cast<std::size_t>(std::max_element(best, best + classes) - best);
  for (std::size_t i = n; i-- > 0;) {
    out[i].name = static_cast<std::uint8_t>(c);
    if (i > 0) c = back[i * classes + c];
  }
}

void decide(const Network& net, const std::uint8_t* e, std::span<const std::uint32_t> sizes, HeadSpace& space,
            std::span<Choice> out) {
  const std::size_t stride = net.at.end;
  float* const logits = space.logits.reserve(out.size() * stride);
  multiply(net.heads, e, 2 * net.hidden, nullptr, out.size(), net.heads_bias.data(), stride, logits, stride);
  for (std::size_t i = 0; i < out.size(); ++i) leaky_relu(logits + i * stride + net.at.arc_dep, net.at.end - net.at.arc_dep);
  std::size_t at = 0;
  for (const std::uint32_t n : sizes) {
    const Sentence s{logits + at * stride, stride, n, out.subspan(at, n)};
    choose_classes(net, s);
    choose_names(net, s, space);
    choose_heads(net, s, space);
    choose_labels(net, s, space);
    at += n;
  }
}

}  // namespace demarche::syntax
