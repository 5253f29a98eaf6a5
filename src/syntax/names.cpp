// Which words are names, and of whom or what: a linear chain over classes (B-PER, I-PER …), scored by hashed features
// (name_features.cpp) and decided in two rounds. The second round knows how the first read the same word elsewhere in the article:
// what is plainly a person in "Mr. Hale said" is one in "Hale left" too. Relies on models/english.names.
// Doors: Namer::name, NameChain.
#include "syntax/names.h"

#include <algorithm>
#include <bit>
#include <cstdio>
#include <cstdlib>

#include "syntax/network.h"

extern "C" const unsigned char demarche_english_names[];
extern "C" const unsigned char demarche_english_names_end[];

namespace demarche::syntax {
namespace {

NameKind kind_of(std::string_view name) {
  if (name == "PER") return NameKind::kPerson;
  if (name == "ORG") return NameKind::kOrganisation;
  if (name == "LOC") return NameKind::kPlace;
  return NameKind::kOther;
}

NameClass class_of(std::string_view line) {
  if (line.size() < 3 || line[1] != '-') return {};
  return {kind_of(line.substr(2)), line[0] == 'B'};
}

}  // namespace

// ---- classes and weights ----

NameClasses::NameClasses(std::span<const std::string_view> lines) {
  for (const std::string_view line : lines) all.push_back(class_of(line));
  may_follow.assign(lines.size() * lines.size(), 1);
  for (std::size_t before = 0; before < lines.size(); ++before) {
    for (std::size_t after = 0; after < lines.size(); ++after) {
      const bool inside = all[after].kind != NameKind::kNone && !all[after].begins;
      const bool same = lines[before].size() > 2 && lines[before].substr(2) == lines[after].substr(std::min<std::size_t>(2, lines[after].size()));
      may_follow[before * lines.size() + after] = !inside || same ? 1 : 0;
    }
  }
}

Result<NameChain> NameChain::from_bytes(Bytes bytes, const std::string& where, bool checksum) {
  NameChain out;
  TensorReader in(bytes, where);
  std::vector<std::string_view> lines;
  if (!in.header(checksum) || !in.directory() || !in.lines("names", lines, 100)) return in.error();
  const Tensor* const weights = in.find("chain.w");
  const std::uint64_t rows = weights == nullptr ? 1 : weights->dims[0];
  if (lines.empty()) in.fail("has an empty list of classes");
  else if (!std::has_single_bit(rows) || rows > (std::uint64_t{1} << 24)) in.fail_at("chain.w", "has rows other than a power of two");
  else if (in.matrix("chain.w", 0, rows, lines.size(), out.weights) && in.matrix("chain.steps", 0, lines.size(), lines.size(), out.steps)) {
    out.classes = NameClasses(lines);
    return out;
  }
  return in.error();
}

const NameChain& NameChain::embedded() {
  static const NameChain built_in = [] {
    const auto size = static_cast<std::size_t>(demarche_english_names_end - demarche_english_names);
    auto chain = from_bytes(std::as_bytes(std::span(demarche_english_names, size)), "the built-in names", false);
    if (chain) return *std::move(chain);
    std::fprintf(stderr, "demarche: %s\n", chain.error().text().c_str());  // the program itself is damaged: nothing can be done
    std::abort();
  }();
  return built_in;
}

// ---- deciding ----

void Namer::name(Document& doc, std::span<const std::string_view> shown, const NameHints* hints) {
  for (Word& w : doc.words) w.name = NameKind::kNone, w.name_begins = false;
  features_.read(doc, shown, hints);
  score();
  decide();
  note_kinds();
  add_kinds();
  decide();
  write(doc);
}

/// A row of scores for each word of each stretch, one after another.
void Namer::score() {
  const std::size_t classes = chain_.classes.size();
  scores_.clear();
  for (const NameFeatures::Stretch& s : features_.stretches()) {
    for (WordId w = s.begin; w < s.end; ++w) {
      scores_.resize(scores_.size() + classes, 0.0f);
      for (const std::uint32_t feature : features_.of(s, w)) add(feature, scores_.data() + scores_.size() - classes);
    }
  }
}

void Namer::add(std::uint32_t feature, float* row) const {
  const Matrix& chain = chain_.weights;
  const std::size_t at = feature & (chain.rows - 1);
  for (std::size_t c = 0; c < chain.cols; ++c) row[c] += chain.at(at, c);
}

/// The best classes by the scores, into `choices_`.
void Namer::decide() {
  const std::size_t classes = chain_.classes.size(), n = scores_.size() / classes;
  choices_.resize(n);
  std::size_t at = 0;
  for (const NameFeatures::Stretch& s : features_.stretches()) {
    const std::size_t size = s.end - s.begin;
    rows_.resize(size);
    for (std::size_t k = 0; k < size; ++k) rows_[k] = scores_.data() + (at + k) * classes;
    best_names(chain_.classes, rows_, &chain_.steps, viterbi_, back_, {choices_.data() + at, size});
    at += size;
  }
}

/// Counts how often each word was read as what.
void Namer::note_kinds() {
  kinds_.clear();
  std::size_t at = 0;
  for (const NameFeatures::Stretch& s : features_.stretches()) {
    for (WordId w = s.begin; w < s.end; ++w) ++kinds_[features_.lower(w)][static_cast<std::size_t>(chain_.classes[choices_[at++].name].kind)];
  }
}

/// Tells each word how it was read elsewhere in the article.
void Namer::add_kinds() {
  const std::size_t classes = chain_.classes.size();
  std::size_t at = 0;
  for (const NameFeatures::Stretch& s : features_.stretches()) {
    for (WordId w = s.begin; w < s.end; ++w, ++at) {
      std::array<std::uint32_t, 5> others = kinds_.at(features_.lower(w));
      --others[static_cast<std::size_t>(chain_.classes[choices_[at].name].kind)];
      for (const std::uint32_t feature : elsewhere(others)) add(feature, scores_.data() + at * classes);
    }
  }
}

/// Features of how often a word was read as each kind elsewhere: as what mostly, whether nearly always, and how often.
std::array<std::uint32_t, 2> Namer::elsewhere(const std::array<std::uint32_t, 5>& others) {
  std::uint32_t all = 0;
  for (const std::uint32_t n : others) all += n;
  if (all == 0) return {hash_of("=alone"), hash_of("#alone")};
  const auto most = std::max_element(others.begin(), others.end());
  const char kind = static_cast<char>('0' + (most - others.begin()));
  const std::string often{'=', kind, *most * 3 >= all * 2 ? '!' : '?'};
  const std::string many{'#', kind, static_cast<char>('0' + std::min<std::uint32_t>(*most, 3))};
  return {hash_of(often), hash_of(many)};
}

void Namer::write(Document& doc) {
  std::size_t at = 0;
  for (const NameFeatures::Stretch& s : features_.stretches()) {
    for (WordId w = s.begin; w < s.end; ++w) {
      const NameClass& c = chain_.classes[choices_[at++].name];
      doc[w].name = c.kind;
      doc[w].name_begins = c.begins;
    }
  }
}

}  // namespace demarche::syntax
