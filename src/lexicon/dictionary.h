// A pattern dictionary: users' own actors, agents, verbs and patterns after the manner of TABARI and PETRARCH, with codes of their
// own. Where a lexicon holds verbs of this kind, they alone make the events (coding/patterns.h); the lexicon's frames then rest.
//
// Words are compared in lower case, word by word as the tokeniser cuts them; marks between words and the possessive "'s" count for
// nothing. In a phrase a blank lets other words stand between, "_" does not, and "~" behind a word means that it begins so.
//
// A Dictionary is immutable; any number of threads may use one. Its views end with the lexicon that owns it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "demarche/article.h"

namespace demarche {

/// What an entry of a .dictionary file is.
enum class DictionaryKind : std::uint8_t { kActor, kAgent, kWords, kVerb, kDiscard, kDiscardArticle };

struct PhraseWord {
  std::string_view text;
  bool is_stem = false;  ///< the word begins so
  bool is_next = false;  ///< stands next to the word before it, nothing between
};
using Phrase = std::vector<PhraseWord>;

/// The words of a sentence that count, in lower case.
using Tokens = std::span<const std::string>;

/// Whether a word, in lower case, counts: it holds a letter, digit or sign of money, and is no possessive "'s".
bool counts_as_word(std::string_view token);
/// A word of a text as it is compared: lower case, apostrophes straight.
std::string token_of(std::string_view form);

/// What a pattern asks for beside its verb.
enum class ElementKind : std::uint8_t {
  kWord,
  kSet,       ///< "&currency": one phrase of a set
  kSource,    ///< "$": a noun phrase with a code, who does it
  kTarget,    ///< "+": a noun phrase with a code, to whom
  kSkip,      ///< "^": any noun phrase
  kCompound,  ///< "%": two or more coordinated noun phrases with codes, who do it to each other
  kGroup,     ///< "{state visit}": words of one noun phrase
};
struct Element {
  ElementKind kind = ElementKind::kWord;
  bool is_next = false;  ///< nothing between it and the element on its left
  PhraseWord word;       ///< of kWord
  std::uint32_t set = 0; ///< of kSet
  std::vector<Element> group;  ///< of kGroup: words and sets
};

/// A code, and where the pattern tells both directions, that of the way back ("031:032").
struct EventCodes {
  std::string_view forth, back;
};

struct VerbPattern {
  std::vector<Element> before;  ///< nearest to the verb first
  std::vector<Element> after;
  bool joins_before = false, joins_after = false;  ///< "in_*", "*_off": nothing between that element and the verb
  EventCodes codes;
  std::string_view text;
};

struct VerbEntry {
  std::string_view name;
  std::vector<VerbPattern> patterns;  ///< the longest first
};

class Dictionary {
 public:
  struct DatedCode {
    std::string_view code;
    bool is_dated = false;
    Day from{INT32_MIN}, to{INT32_MAX};
  };
  struct ActorMatch {
    std::size_t words = 0;  ///< tokens from the first to behind the last; 0 = none
    std::span<const DatedCode> codes;
    /// The code of a day: the first dated line that holds it, else the first without days; "" where none. Without a day, the
    /// first without days, else the last dated one.
    [[nodiscard]] std::string_view code_on(const Day* day) const;
  };
  struct AgentMatch {
    std::size_t words = 0;
    std::string_view code;  ///< without its "~"
    bool goes_before = false;  ///< "NGO~": before the actor's code
  };
  struct VerbMatch {
    const VerbEntry* verb = nullptr;
    EventCodes codes;  ///< of this form, where no pattern fits; forth is "" where it has none
    std::size_t begin = 0, end = 0;  ///< tokens
    std::size_t head = 0;            ///< the token that is the verb itself
  };

  [[nodiscard]] bool empty() const { return actors_.empty() && agents_.empty() && verbs_.empty() && discards_.empty(); }
  /// Whether it makes events; else it only lends its codes to actors.
  [[nodiscard]] bool has_verbs() const { return !verbs_.empty(); }

  /// The longest name (most words) that begins at `at`; with `is_tight`, only one without other words in between. Cost: one hash
  /// look-up for most words.
  [[nodiscard]] ActorMatch actor_at(Tokens tokens, std::size_t at, bool is_tight = false) const;
  [[nodiscard]] AgentMatch agent_at(Tokens tokens, std::size_t at, bool is_tight = false) const;
  /// The longest verb whose own word stands at `at`.
  [[nodiscard]] VerbMatch verb_at(Tokens tokens, std::size_t at) const;
  /// Whether a phrase of this kind (kDiscard, kDiscardArticle) stands in the sentence; `phrase` is then set to it.
  [[nodiscard]] bool is_discarded(Tokens sentence, DictionaryKind kind, std::string_view& phrase) const;

  /// Ends behind the phrase where it begins at `at` and stays before `end`; 0 where it does not.
  static std::size_t match(const Phrase& phrase, Tokens tokens, std::size_t at, std::size_t end);
  [[nodiscard]] const std::vector<Phrase>& set(std::uint32_t n) const { return sets_[n]; }
  static bool is_word(const PhraseWord& word, std::string_view token) {
    return word.is_stem ? token.starts_with(word.text) : token == word.text;
  }

  [[nodiscard]] std::size_t actors() const { return actors_.size(); }
  [[nodiscard]] std::size_t agents() const { return agents_.size(); }
  [[nodiscard]] std::size_t patterns() const;
  [[nodiscard]] const std::vector<VerbEntry>& verbs() const { return verbs_; }

  /// One line of the image, in the order of the sources; what `text` and `more` hold depends on the kind (dictionary.cpp).
  enum class LineKind : std::uint8_t {
    kActor, kActorName, kActorCode, kAgent, kAgentName, kAgentCode, kSet, kSetMember, kVerb, kForm, kPattern, kDiscard, kDiscardArticle,
  };
  struct Line {
    LineKind kind = LineKind::kActor;
    std::string_view text, more;
    bool is_dated = false;
    Day from{INT32_MIN}, to{INT32_MAX};
  };
  /// False where the lines do not make a dictionary (damage); `text` and `more` must outlive it.
  bool fill(std::span<const Line> lines);

 private:
  struct Named {
    Phrase phrase;
    std::uint32_t entry = 0;
  };
  struct Form {
    Phrase phrase;
    std::uint32_t verb = 0;
    std::uint32_t head = 0;  ///< which word of the phrase is the verb
    EventCodes codes;
  };
  /// Phrases by one of their words.
  struct ByWord {
    std::unordered_map<std::string_view, std::vector<std::uint32_t>> whole;
    std::unordered_map<std::string_view, std::vector<std::uint32_t>> stems;
    void add(const PhraseWord& word, std::uint32_t n) { (word.is_stem ? stems : whole)[word.text].push_back(n); }
    template <class See>
    void each(std::string_view token, See see) const {
      if (const auto at = whole.find(token); at != whole.end()) {
        for (const std::uint32_t n : at->second) see(n);
      }
      for (std::size_t size = stems.empty() ? 0 : token.size(); size > 0; --size) {
        const auto at = stems.find(token.substr(0, size));
        if (at == stems.end()) continue;
        for (const std::uint32_t n : at->second) see(n);
      }
    }
  };

  std::vector<Named> actors_, agents_;
  std::vector<std::vector<DatedCode>> actor_codes_;
  std::vector<std::string_view> agent_codes_;
  std::vector<std::vector<Phrase>> sets_;
  std::unordered_map<std::string_view, std::uint32_t> set_names_;
  std::vector<VerbEntry> verbs_;
  std::vector<Form> forms_;
  std::vector<std::pair<Phrase, bool>> discards_;  ///< true: the whole article
  std::vector<std::string_view> discard_texts_;
  ByWord actor_words_, agent_words_, form_words_;
};

namespace lexicon {

/// "old_town hall~" to words, which are views of it; empty where there is none. The word behind a "+" is the `head` (else 0).
Phrase phrase_of(std::string_view text, std::size_t* head = nullptr);
/// The same with all words next to each other: for members of sets.
Phrase closed_phrase_of(std::string_view text);
/// A pattern's text to its elements, which are views of it; `set_named` gives a set's number, or a negative one where there is none.
/// What is wrong, and where in the text; nothing where it is well.
struct PatternFault {
  std::string message;
  std::string_view at;
};
using SetNamed = std::function<std::int64_t(std::string_view)>;
std::optional<PatternFault> parse_pattern(std::string_view text, const SetNamed& set_named, VerbPattern& out);
/// "031:032".
EventCodes codes_of(std::string_view text);

}  // namespace lexicon
}  // namespace demarche
