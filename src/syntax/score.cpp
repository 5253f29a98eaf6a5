// How well a system's document agrees with a gold one, counted as the CoNLL 2018 shared task does (conll18_ud_eval.py by Straka,
// Popel, Zeman and others): words are aligned by the characters they cover, the words of multiword tokens by their longest common
// subsequence. Door: score.
#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "syntax/syntax.h"

namespace demarche {
namespace {

/// Characters are counted without white space.
struct Range {
  std::uint32_t begin = 0, end = 0;
  friend bool operator==(const Range&, const Range&) = default;
};

struct Unit {
  Range range;  ///< of the token
  WordId word;
  bool multiword;
};

bool is_space(char32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
         c == 0x205F;
}

/// A document as the evaluation sees it.
struct View {
  explicit View(const Document& d) : doc(d) {
    for (const Sentence& s : doc.sentences) read(s);
  }

  void read(const Sentence& s) {
    const auto from = static_cast<std::uint32_t>(characters.size());
    for (WordId at = s.begin; at < s.end;) {
      WordId last = at;
      while (last + 1 < s.end && doc[last].joined_to_next) ++last;
      const Range range = append({doc[at].span.begin, doc[last].span.end});
      tokens.push_back(range);
      for (; at <= last; ++at)
        words.push_back(
            {range, at, doc[last].joined_to_next || (at < last) || (at > 0 && at > s.begin && doc[at - 1].joined_to_next)});
    }
    sentences.push_back({from, static_cast<std::uint32_t>(characters.size())});
  }

  Range append(Span span) {
    Range out{static_cast<std::uint32_t>(characters.size()), 0};
    for (std::size_t at = span.begin; at < span.end;) {
      const char32_t c = next_code_point(doc.text(), at);
      if (!is_space(c)) characters.push_back(c);
    }
    out.end = static_cast<std::uint32_t>(characters.size());
    return out;
  }

  const Document& doc;
  std::u32string characters;
  std::vector<Range> tokens, sentences;
  std::vector<Unit> words;
};

Score::Count agreement(const std::vector<Range>& gold, const std::vector<Range>& system) {
  Score::Count out{gold.size(), system.size(), 0};
  for (std::size_t g = 0, s = 0; g < gold.size() && s < system.size();) {
    if (gold[g] == system[s])
      ++out.correct, ++g, ++s;
    else if (gold[g].begin < system[s].begin || (gold[g].begin == system[s].begin && gold[g].end < system[s].end))
      ++g;
    else
      ++s;
  }
  return out;
}

class Aligner {
 public:
  Aligner(const View& gold, const View& system) : gold_(gold), system_(system) {}

  /// Pairs of (gold word, system word).
  std::vector<std::pair<WordId, WordId>> run() {
    std::size_t g = 0, s = 0;
    while (g < gold_.words.size() && s < system_.words.size()) {
      const Unit &a = gold_.words[g], &b = system_.words[s];
      if (a.multiword || b.multiword)
        multiword(g, s);
      else if (a.range == b.range)
        pairs_.emplace_back(gold_.words[g++].word, system_.words[s++].word);
      else if (a.range.begin <= b.range.begin)
        ++g;
      else
        ++s;
    }
    return std::move(pairs_);
  }

 private:
  static bool beyond(const std::vector<Unit>& words, std::size_t at, std::uint32_t end) {
    if (at >= words.size()) return true;
    return words[at].multiword ? words[at].range.begin >= end : words[at].range.end > end;
  }

  void multiword(std::size_t& g, std::size_t& s) {
    const auto &a = gold_.words, &b = system_.words;
    std::uint32_t end = 0;
    if (a[g].multiword) {
      end = a[g].range.end;
      if (!b[s].multiword && b[s].range.begin < a[g].range.begin) ++s;
    } else {
      end = b[s].range.end;
      if (!a[g].multiword && a[g].range.begin < b[s].range.begin) ++g;
    }
    const std::size_t g0 = g, s0 = s;
    while (!beyond(a, g, end) || !beyond(b, s, end)) {
      const bool take_gold = g < a.size() && (s >= b.size() || a[g].range.begin <= b[s].range.begin);
      const Unit& u = take_gold ? a[g++] : b[s++];
      if (u.multiword) end = std::max(end, u.range.end);
    }
    align_by_form(g0, g, s0, s);
  }

  [[nodiscard]] bool same(std::size_t g, std::size_t s) const {
    return lower(gold_.doc[gold_.words[g].word].form) == lower(system_.doc[system_.words[s].word].form);
  }

  void align_by_form(std::size_t g0, std::size_t g1, std::size_t s0, std::size_t s1) {
    const std::size_t n = g1 - g0, m = s1 - s0;
    if (n == 0 || m == 0) return;
    std::vector<std::uint32_t> lcs((n + 1) * (m + 1), 0);
    const auto at = [&](std::size_t g, std::size_t s) -> std::uint32_t& { return lcs[g * (m + 1) + s]; };
    for (std::size_t g = n; g-- > 0;) {
      for (std::size_t s = m; s-- > 0;) {
        at(g, s) = std::max(at(g + 1, s), at(g, s + 1));
        if (same(g0 + g, s0 + s)) at(g, s) = std::max(at(g, s), 1 + at(g + 1, s + 1));
      }
    }
    for (std::size_t g = 0, s = 0; g < n && s < m;) {
      if (same(g0 + g, s0 + s))
        pairs_.emplace_back(gold_.words[g0 + g++].word, system_.words[s0 + s++].word);
      else if (at(g, s) == at(g + 1, s))
        ++g;
      else
        ++s;
    }
  }

  const View& gold_;
  const View& system_;
  std::vector<std::pair<WordId, WordId>> pairs_;
};

/// The features that UD defines for all languages, in their order.
std::string universal(std::string_view feats) {
  static constexpr std::array<std::string_view, 21> kUniversal = {
      "PronType", "NumType",  "Poss", "Reflex", "Foreign", "Abbr",  "Gender",  "Animacy",  "Number", "Case",  "Definite",
      "Degree",   "VerbForm", "Mood", "Tense",  "Aspect",  "Voice", "Evident", "Polarity", "Person", "Polite"};
  std::string out;
  while (!feats.empty()) {
    const std::size_t bar = feats.find('|');
    const std::string_view item = feats.substr(0, bar);
    if (std::find(kUniversal.begin(), kUniversal.end(), item.substr(0, item.find('='))) != kUniversal.end())
      out.append(item).append("|");
    feats = bar == std::string_view::npos ? std::string_view{} : feats.substr(bar + 1);
  }
  return out;
}

std::string_view basic(std::string_view deprel) { return deprel.substr(0, deprel.find(':')); }

struct Named {
  Range range;
  NameKind kind;
  friend bool operator==(const Named&, const Named&) = default;
};

std::vector<Named> names_of(const View& view) {
  std::vector<Named> out;
  const Word* before = nullptr;
  for (const Unit& u : view.words) {
    const Word& w = view.doc[u.word];
    const bool goes_on =
        before != nullptr && before->name == w.name && !w.name_begins && w.name != NameKind::kNone && !out.empty();
    if (goes_on)
      out.back().range.end = u.range.end;
    else if (w.name != NameKind::kNone)
      out.push_back({u.range, w.name});
    before = &w;
  }
  return out;
}

void count_names(const View& gold, const View& system, std::array<Score::Count, 5>& out) {
  const std::vector<Named> a = names_of(gold), b = names_of(system);
  if (a.empty()) return;
  const auto of = [&](const Named& n) -> Score::Count& { return out[static_cast<std::size_t>(n.kind)]; };
  for (const Named& n : a) ++of(n).gold;
  for (const Named& n : b) {
    ++of(n).system;
    if (std::find(a.begin(), a.end(), n) != a.end()) ++of(n).correct;
  }
}

}  // namespace

void Score::add(const Score& s) {
  tokens.add(s.tokens), sentences.add(s.sentences), words.add(s.words), upos.add(s.upos), ufeats.add(s.ufeats),
      lemmas.add(s.lemmas);
  uas.add(s.uas), las.add(s.las), las_subtypes.add(s.las_subtypes);
  for (std::size_t k = 0; k < names_by_kind.size(); ++k) names_by_kind[k].add(s.names_by_kind[k]);
}

Score::Count Score::names() const {
  Count out;
  for (const NameKind k : {NameKind::kPerson, NameKind::kOrganisation, NameKind::kPlace}) out.add(names_by_kind[static_cast<std::size_t>(k)]);
  return out;
}

Result<Score> score(const Document& gold, const Document& system) {
  const View g(gold), s(system);
  if (g.characters != s.characters) {
    const auto [a, b] = std::mismatch(g.characters.begin(), g.characters.end(), s.characters.begin(), s.characters.end());
    const auto excerpt = [](auto from, auto end) {
      std::string out;
      for (int k = 0; k < 20 && from != end; ++k) append_utf8(out, *from++);
      return out;
    };
    return Error{ErrorKind::kUsage,
                 gold.article->id,
                 "the texts differ at \"" + excerpt(a, g.characters.end()) + "\" and \"" + excerpt(b, s.characters.end()) + "\"",
                 {}};
  }
  const auto pairs = Aligner(g, s).run();
  std::vector<WordId> partner(system.words.size(), kNoWord);  // gold word of each system word
  for (const auto& [a, b] : pairs) partner[b] = a;

  Score out;
  out.tokens = agreement(g.tokens, s.tokens);
  out.sentences = agreement(g.sentences, s.sentences);
  count_names(g, s, out.names_by_kind);
  const Score::Count none{gold.words.size(), system.words.size(), 0};
  out.upos = out.ufeats = out.lemmas = out.uas = out.las = out.las_subtypes = none;
  out.words = {none.gold, none.system, pairs.size()};
  for (const auto& [a, b] : pairs) {
    const Word &x = gold[a], &y = system[b];
    const bool head = x.head == kNoWord ? y.head == kNoWord : y.head != kNoWord && partner[y.head] == x.head;
    out.upos.correct += x.upos == y.upos ? 1u : 0u;
    out.ufeats.correct += universal(x.feats) == universal(y.feats) ? 1u : 0u;
    out.lemmas.correct += x.lemma.empty() || x.lemma == y.lemma ? 1u : 0u;
    out.uas.correct += head ? 1u : 0u;
    out.las.correct += head && basic(x.deprel) == basic(y.deprel) ? 1u : 0u;
    out.las_subtypes.correct += head && x.deprel == y.deprel ? 1u : 0u;
  }
  return out;
}

}  // namespace demarche
