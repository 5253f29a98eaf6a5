// Events by a users' pattern dictionary (lexicon/dictionary.h), after the manner of TABARI and PETRARCH: a verb of the dictionary, the
// pattern around it that fits, and who stands before and behind it. The lexicon's frames and the codebook's type logic have no part
// in this; what the dictionary's authors meant is what is coded.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "coding/coded_phrases.h"
#include "coding/reader.h"

namespace demarche {

/// The words on one side of a verb, from the verb outward.
struct VerbSide {
  static constexpr std::size_t kNoPhrase = static_cast<std::size_t>(-1);

  std::vector<std::string> tokens;
  std::vector<WordId> words;
  std::vector<std::size_t> phrases;  ///< index of the noun phrase that each word is in
  bool is_before = false;            ///< outward is against the order of the text

  [[nodiscard]] std::size_t size() const { return tokens.size(); }
};

/// A pattern that fits, with the noun phrases that it names.
struct PatternFit {
  const VerbPattern* pattern = nullptr;
  std::optional<std::size_t> source, target, compound;  ///< indices of phrases
  bool compound_is_before = false;
  std::vector<WordId> words;  ///< the words that it asked for
};

/// The first (longest) pattern of the verb that fits, or nothing. Cost is bounded: a pattern that needs too many trials does not fit.
std::optional<PatternFit> fit_patterns(const VerbEntry& verb, const Dictionary& dictionary, const std::vector<CodedPhrase>& phrases,
                                       const VerbSide& before, const VerbSide& after);

/// Fills actors and events of a reading; actors are kept by their codes, which stand in `actor_code`. `trace` may be null.
void code_by_patterns(const Tree& tree, const Lexicon& lexicon, const Dates& dates, Reading& reading, Trace* trace);

/// Gives the actors of a reading the codes that the dictionary has for the words of their first mention that it knows.
void lend_actor_codes(const Tree& tree, const Lexicon& lexicon, std::vector<Actor>& actors);

}  // namespace demarche
