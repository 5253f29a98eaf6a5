// A Document: an article cut into sentences and words, tagged and parsed after Universal Dependencies.
#pragma once

#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <memory_resource>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/article.h"

namespace demarche {

/// Universal part of speech, in the order of the UD documentation.
enum class Upos : std::uint8_t {
  kAdj, kAdp, kAdv, kAux, kCconj, kDet, kIntj, kNoun, kNum, kPart, kPron, kPropn, kPunct, kSconj, kSym, kVerb, kX,
};

/// The morphology that reading needs, one bit each; the full CoNLL-U feature string stands in `Word::feats`.
enum Morph : std::uint32_t {
  kSing = 1u << 0, kPlur = 1u << 1,
  kPast = 1u << 2, kPres = 1u << 3,
  kFin = 1u << 4, kInf = 1u << 5, kPart = 1u << 6, kGer = 1u << 7,
  kPassive = 1u << 8, kImperative = 1u << 9, kSubjunctive = 1u << 10,
  kPoss = 1u << 11, kPerson1 = 1u << 12, kPerson2 = 1u << 13, kPerson3 = 1u << 14,
  kNegative = 1u << 15, kDefinite = 1u << 16, kIndefinite = 1u << 17,
  kMasc = 1u << 18, kFem = 1u << 19, kNeut = 1u << 20, kComparative = 1u << 21, kSuperlative = 1u << 22,
};

/// Kind of a named span as the tagger sees it.
enum class NameKind : std::uint8_t { kNone, kPerson, kOrganisation, kPlace, kOther };

/// Index of a word in Document::words.
using WordId = std::uint32_t;
inline constexpr WordId kNoWord = std::numeric_limits<WordId>::max();

/// Basic dependency relations of UD; the subtype is a separate small enum so that either can be asked alone.
enum class Rel : std::uint8_t {
  kRoot, kNsubj, kCsubj, kObj, kIobj, kCcomp, kXcomp, kObl, kVocative, kExpl, kDislocated, kAdvcl, kAdvmod, kDiscourse, kAux,
  kCop, kMark, kNmod, kAppos, kNummod, kAcl, kAmod, kDet, kClf, kCase, kConj, kCc, kFixed, kFlat, kCompound, kList, kParataxis,
  kOrphan, kGoeswith, kReparandum, kPunct, kDep,
};
enum class SubRel : std::uint8_t { kNone, kPass, kAgent, kPoss, kPrt, kRelcl, kTmod, kNpmod, kUnmarked, kPreconj, kPredet, kDesc, kOuter, kOther };

/// One syntactic word. `form` and `lemma` point into storage that the Document owns.
struct Word {
  Span span;               ///< bytes of Article::text; the words of "don't" share no byte ("do", "n't")
  std::string_view form;   ///< as written
  std::string_view lemma;  ///< lower case but for proper nouns
  std::string_view feats;   ///< CoNLL-U FEATS, "_" for none; a view of the model's or of the document's storage
  std::string_view deprel;  ///< the relation as written, with its subtype: "nsubj:pass"; storage as of `feats`
  std::uint32_t morph = 0; ///< bits of Morph
  WordId head = kNoWord;   ///< absolute index; kNoWord for the root of the sentence
  Upos upos = Upos::kX;
  Rel rel = Rel::kDep;
  SubRel subrel = SubRel::kNone;
  NameKind name = NameKind::kNone;
  bool name_begins = false;   ///< first word of a named span
  bool space_after = true;
  bool joined_to_next = false;  ///< next word belongs to the same multiword token ("do|n't")

  [[nodiscard]] bool is(Morph bits) const { return (morph & bits) != 0; }
};

/// Words [begin, end) of the document, the bytes they cover, and the word that heads the tree.
struct Sentence {
  WordId begin = 0;
  WordId end = 0;
  WordId root = kNoWord;
  Span span;
  bool paragraph_begins = false;  ///< first sentence of its paragraph

  [[nodiscard]] WordId size() const { return end - begin; }
};

/// An article with its sentences and words. Movable, not copyable: words hold views into the article's text and into `strings`,
/// both of which stay where they are when the Document moves.
struct Document {
  explicit Document(Article a = {})
      : article(std::make_unique<Article>(std::move(a))), strings(std::make_unique<std::pmr::monotonic_buffer_resource>(4096)) {}

  std::unique_ptr<Article> article;
  std::unique_ptr<std::pmr::monotonic_buffer_resource> strings;  ///< owns what views point to; freed with the Document
  std::vector<Sentence> sentences;
  std::vector<Word> words;
  std::vector<std::string> comments;  ///< of CoNLL-U input, all comment lines of a sentence in one string; empty otherwise

  [[nodiscard]] const Word& operator[](WordId w) const { return words[w]; }
  [[nodiscard]] Word& operator[](WordId w) { return words[w]; }
  [[nodiscard]] const std::string& text() const { return article->text; }

  /// Copies `s` into the document's own storage.
  std::string_view keep(std::string_view s) {
    if (s.empty()) return {};
    char* to = static_cast<char*>(strings->allocate(s.size(), 1));
    std::memcpy(to, s.data(), s.size());
    return {to, s.size()};
  }
};

std::string_view name_of(Upos upos);  ///< "NOUN"
std::string_view name_of(Rel rel);    ///< "nsubj"
Upos upos_of(std::string_view name);  ///< kX where the name is none of UD's

/// "nsubj:pass" to its two parts; kDep and kOther where unknown.
void split_deprel(std::string_view deprel, Rel& rel, SubRel& subrel);
/// Bits of Morph in a CoNLL-U FEATS string.
std::uint32_t morph_of(std::string_view feats);

}  // namespace demarche
