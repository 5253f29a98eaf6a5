// The weights made ready: classes taken apart, words indexed, matrices packed (packing.cpp). Runs once per model, at load; what it
// costs is start-up time, so nothing here looks at the embedding tables. Door: Network's constructor.
#include "syntax/network.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <utility>

namespace demarche::syntax {
namespace {

/// The part of `line` before its first tab; `line` keeps what follows it.
std::string_view take_field(std::string_view& line) {
  const std::size_t tab = line.find('\t');
  const std::string_view field = line.substr(0, tab);
  line = tab == std::string_view::npos ? std::string_view{} : line.substr(tab + 1);
  return field;
}

TagClass tag_of(std::string_view line) {
  const Upos upos = upos_of(take_field(line));
  const std::string_view feats = take_field(line);
  return {upos, morph_of(feats), feats.empty() ? std::string_view("_") : feats};
}

LabelClass label_of(std::string_view line) {
  LabelClass out{Rel::kDep, SubRel::kNone, line};
  split_deprel(line, out.rel, out.subrel);
  return out;
}

ScriptClass script_of(std::string_view line) {
  ScriptClass out;
  const std::string_view cut = take_field(line);
  std::from_chars(cut.data(), cut.data() + cut.size(), out.cut);
  out.add = take_field(line);
  out.lower_case = line == "l";
  return out;
}

}  // namespace

LineIndex::LineIndex(std::span<const std::string_view> keys) : keys_(keys) {
  slots_.resize(std::bit_ceil(std::max<std::size_t>(8, keys.size() * 2)));
  mask_ = static_cast<std::uint32_t>(slots_.size() - 1);
  for (std::size_t line = 0; line < keys.size(); ++line) {
    const std::uint32_t hash = hash_of(keys[line]);
    std::uint32_t at = hash & mask_;
    while (slots_[at].line != kNone && !(slots_[at].hash == hash && keys_[slots_[at].line] == keys[line])) at = (at + 1) & mask_;
    if (slots_[at].line == kNone) slots_[at] = {hash, static_cast<std::uint32_t>(line)};
  }
}

std::uint32_t LineIndex::find(std::string_view key) const {
  if (slots_.empty()) return kNone;
  const std::uint32_t hash = hash_of(key);
  for (std::uint32_t at = hash & mask_; slots_[at].line != kNone; at = (at + 1) & mask_) {
    if (slots_[at].hash == hash && keys_[slots_[at].line] == key) return slots_[at].line;
  }
  return kNone;
}

namespace {

void index_classes(Network& net) {
  const Weights& w = net.weights;
  std::transform(w.tags.begin(), w.tags.end(), std::back_inserter(net.tags), tag_of);
  std::transform(w.labels.begin(), w.labels.end(), std::back_inserter(net.labels), label_of);
  std::transform(w.scripts.begin(), w.scripts.end(), std::back_inserter(net.scripts), script_of);
  net.names = NameClasses(w.names);
  net.root_label = static_cast<std::uint32_t>(std::find(w.labels.begin(), w.labels.end(), "root") - w.labels.begin());
}

void index_words(Network& net) {
  const Weights& w = net.weights;
  net.vocab = LineIndex(w.vocab);
  net.lemma_keys.reserve(w.lemmas.size());
  for (const std::string_view line : w.lemmas) net.lemma_keys.push_back(line.substr(0, std::min(line.rfind('\t'), line.size())));
  net.lemmas = LineIndex(net.lemma_keys);
}

}  // namespace

Network::Network(Weights w) : weights(std::move(w)) {
  index_classes(*this);
  index_words(*this);
  pack(*this);
}

char Network::casing_of(std::string_view lower_form) const {
  std::string key(lower_form);
  std::replace_if(
      key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; }, '0');
  const std::uint32_t line = vocab.find(key);
  return line < weights.casing.size() ? weights.casing[line] : '-';
}

}  // namespace demarche::syntax
