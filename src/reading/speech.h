// Who says what: quotations and reported speech, and what one side says of another.
//
// The stages, in order, one .cpp each:
//   quotes     quotation marks → quotations, over sentences and paragraphs
//   sayings    predicates of speech in a sentence → the speaker's phrase and the words that are said
//   speakers   the speaker's phrase → a party: pronouns, "the official", "the statement"
//   speech     sayings and quotations → statements, and for every word the statement that it stands in
//   denials    statements and clauses that call something untrue
//   claims     what one side says of another  (claims.h)
//   claim_answers   who denies it, who admits it
//
// Stages keep no state between articles; all belong to one thread and end with the Document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reading/reading.h"

namespace demarche {

/// Words [begin, end) of the document.
struct WordRange {
  WordId begin = 0;
  WordId end = 0;

  [[nodiscard]] bool empty() const { return end <= begin; }
  [[nodiscard]] bool has(WordId w) const { return begin <= w && w < end; }
  [[nodiscard]] bool overlaps(WordRange other) const { return begin < other.end && other.begin < end; }
  friend bool operator==(WordRange, WordRange) = default;
};

/// In what spirit something is said.
enum class Stance : std::uint8_t { kAssert, kAccuse, kDeny, kPromise, kThreaten, kPraise, kRequest, kInform };
std::string_view name_of(Stance stance);  ///< "assert"

/// The word classes of speech, looked up once an article.
struct SpeechWords {
  explicit SpeechWords(const Lexicon& lexicon);

  const Lexicon* lexicon;
  ClassId clause_verb, quotation_verb, label_verb, act_verb, audience, spoken_thing, speaker_word, claim_noun, denial_word, reproach, figure, group_noun, side_noun;
  ClassId accuse, deny, promise, threaten, praise, request, inform;
  ClassId negator;
  ClassId hearer, told, double_verb, plain, refusal, citing, going_on, speaker_again, source;  ///< how single verbs and nouns of speech behave

  /// The verb at `w` with its particle where a class knows it so ("go on"), else its lemma.
  [[nodiscard]] std::string verb(const Tree& tree, WordId w, ClassId cls) const;
  [[nodiscard]] bool is(const Tree& tree, WordId w, ClassId cls) const { return !verb(tree, w, cls).empty(); }
  [[nodiscard]] Stance stance(const Tree& tree, WordId verb) const;
};

// ---------------------------------------------------------------- quotes

/// The words from an opening quotation mark to its closing one, both within. `words` counts what stands between.
struct Quotation {
  WordRange range;
  WordId words = 0;
};

/// All quotations, in order of text. A mark that is never closed ends with its paragraph, unless the next paragraph opens with one.
std::vector<Quotation> find_quotations(const Document& document);

// ---------------------------------------------------------------- sayings

enum class SayingForm : std::uint8_t {
  kClause,     ///< "said that …", "…, she added", "“…,” he said"
  kAct,        ///< "accused Minsk of", "called for restraint", "called the step unfriendly"
  kAccording,  ///< "according to police"
  kHeading,    ///< "Lavrov: …"
};

/// A predicate of speech and what belongs to it.
struct Saying {
  SayingForm form = SayingForm::kClause;
  WordId verb = kNoWord;     ///< the verb, "according", the colon
  WordId speaker = kNoWord;  ///< head of the phrase of who speaks; kNoWord where none is named
  WordId office = kNoWord;   ///< a second word for the same speaker, where the parser keeps office and name apart
  WordRange clause;          ///< the words that only tell that it is said, subject to verb
  std::vector<WordRange> content;  ///< what is said, in order of text, without `clause`
  Stance stance = Stance::kAssert;
};

/// The charge that a verb answers and that stands before it, kNoWord where none does: "an allegation that Tehran has rejected", "a
/// charge dismissed by Baku", "the claims were denied by Lima". `claim_noun` is the class of words for charges.
[[nodiscard]] WordId charge_before(const Tree& tree, const Lexicon& lexicon, ClassId claim_noun, WordId verb);

/// All sayings in order of their verbs. Those that the text says did not happen or may happen are none.
std::vector<Saying> find_sayings(const Tree& tree, const SpeechWords& words, const Arguments& arguments, const std::vector<Quotation>& quotations);

// ---------------------------------------------------------------- speech

/// One statement: everything that one speaker says in one go.
struct Speech {
  Saying saying;
  ActorId speaker = 0;
  std::vector<ActorId> with;  ///< further speakers of a joint statement: "both sides said"
  bool is_quoted = false;
  WordRange range;   ///< from its first to its last word, the words between that name the speaker included
  Span span;
  std::string verb;  ///< lemma, with its particle
  std::vector<ActorId> toward;
  std::optional<DateRange> date;
};

/// All statements of an article, and for every word the innermost one whose content it is.
class SpeechMap {
 public:
  SpeechMap(std::vector<Speech> statements, std::size_t words);

  [[nodiscard]] const std::vector<Speech>& statements() const { return statements_; }
  /// The innermost statement in whose content the word stands, or nullptr where the writer speaks. The verb of saying and the
  /// phrase that names the speaker are the writer's own words.
  [[nodiscard]] const Speech* at(WordId w) const { return w < at_.size() && at_[w] ? &statements_[at_[w] - 1] : nullptr; }

 private:
  std::vector<Speech> statements_;
  std::vector<std::uint32_t> at_;  ///< by word: index into statements_ + 1
};

/// Reads all statements. Resolves speakers, and so may add parties to `mentions`.
SpeechMap read_speech(const Tree& tree, const Lexicon& lexicon, Mentions& mentions, const Arguments& arguments, const Dates& dates);

/// The public form, in order of text.
std::vector<Statement> statements_of(const SpeechMap& speech);

// ---------------------------------------------------------------- denials

/// Somebody calls something untrue, or tells it otherwise.
struct Denial {
  std::size_t statement = 0;    ///< index into SpeechMap::statements
  std::vector<ActorId> by;
  WordRange range;
  bool is_outright = false;     ///< names a charge or says that it is untrue; else only a contrary account
  bool is_anaphoric = false;    ///< of "it", "the charge": means what was said before
  bool is_general = false;      ///< of "the allegations", "all charges": means several
};

/// All denials in order of text. A contrary account is one only beside the claim that it contradicts: read_claims decides.
std::vector<Denial> find_denials(const Tree& tree, const Lexicon& lexicon, const SpeechMap& speech);

// ---------------------------------------------------------------- claims

/// What one side says of another, with the statement that says it.
struct ClaimReading {
  Claim claim;
  WordRange range;
};

/// All claims in order of text.
std::vector<ClaimReading> read_claims(const Tree& tree, const Lexicon& lexicon, Mentions& mentions, const Arguments& arguments,
                                      const std::vector<FrameMatch>& frames, const SpeechMap& speech);

}  // namespace demarche
