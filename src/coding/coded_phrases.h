// The noun phrases of a sentence with the codes that a users' pattern dictionary gives them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reading/reading.h"

namespace demarche {

/// The words of a sentence that count for a dictionary, and where each stands.
struct SentenceTokens {
  std::vector<std::string> tokens;
  std::vector<WordId> words;

  SentenceTokens() = default;
  SentenceTokens(const Document& document, WordId begin, WordId end);
};

/// A noun phrase without what hangs behind its head.
struct CodedPhrase {
  struct Agent {
    std::string code;
    bool goes_before = false;
  };
  WordId begin = 0, end = 0, head = 0;
  std::vector<std::string> actors;  ///< codes of the actor it names on the day: several for "FRO/BIL/SAM", else one; empty for none
  std::vector<Agent> agents;        ///< in order of text
  std::size_t group = 0;            ///< the phrases that are coordinated with it bear the same number
  bool is_absorbed = false;         ///< its actor went to the agent before it: "soldiers of Gondor"
  std::vector<std::string> codes;   ///< actor and agents composed: "ARNGOV", "---GOV" for an agent without an actor; empty for nobody

  [[nodiscard]] bool codes_are_none() const { return actors.empty() && agents.empty(); }
};

/// Composes "NGO~", "ARN" and "~GOV" to "NGOARNGOV"; an agent's code that is there already, in steps of three letters, is not
/// repeated. "---" stands for an actor that is none.
std::string compose_code(std::string_view actor, const std::vector<CodedPhrase::Agent>& agents);

/// All noun phrases of a sentence in order of text. Agents take the actor of an "of", "from", "in" phrase behind them, and in
/// "Danish media and government" of the words before the first.
std::vector<CodedPhrase> coded_phrases(const Tree& tree, const Sentence& sentence, const Dictionary& dictionary, const std::optional<Day>& day);

}  // namespace demarche
