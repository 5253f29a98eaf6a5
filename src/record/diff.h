// What one reading of an article says and another does not, and why. Door: diff_readings().
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "demarche/reading.h"

namespace demarche {

struct FieldDifference {
  std::string field, before, after;
};

/// One thing that differs: told by the one only, by the other only, or by both otherwise.
struct Difference {
  enum class Kind : std::uint8_t { kAdded, kRemoved, kChanged };
  Kind kind = Kind::kChanged;
  std::string what;  ///< "event", "statement", "claim", "post"
  std::string text;  ///< in one line: "ACCUSE RUS → NATO “condemned”"
  std::string sentence;
  std::string entry_before, entry_after;  ///< of events: the lexicon's entry
  std::vector<FieldDifference> fields;    ///< of kChanged
  std::string why;   ///< in words
};

/// Events are paired by the words that tell them, then by what they tell. In order of the text.
std::vector<Difference> diff_readings(const Reading& before, const Reading& after);

/// "lexicon 1a → 2b; model and program the same"
std::string versions_differ(const Versions& before, const Versions& after);

}  // namespace demarche
