// How English words bend: an inflected form → its dictionary form, by the lists of data/inflection and by rule.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "demarche/document.h"
#include "demarche/result.h"

namespace demarche::syntax {

/// Immutable once filled; any number of threads may ask. Forms are in lower case throughout; `morph` are bits of Morph, which
/// decide where a form alone does not ("found": to find or to found).
class Inflection {
 public:
  /// The built-in one, from data/inflection; made at the first call, in about half a millisecond.
  static const Inflection& english();

  /// Reads the lines of one file, each of which is found by its first word: "verb", "noun", "adj", "tail" (irregular.txt), an
  /// ending and "e" or "-" (endings.txt), or else names regular verbs (verbs.txt). `text` must outlive the object.
  /// kMalformed, "FILE:LINE", where a line is none of these.
  Status add_verbs(std::string_view text, const std::string& where);
  Status add_irregular(std::string_view text, const std::string& where);
  Status add_endings(std::string_view text, const std::string& where);

  /// The dictionary form. `sure`, where given, becomes whether a list vouches for it: the form bends one of its words.
  [[nodiscard]] std::string verb(std::string_view form, std::uint32_t morph, bool* sure = nullptr) const;
  /// Of a plural; a form that is none comes back as it is.
  [[nodiscard]] std::string noun(std::string_view form, bool* sure = nullptr) const;
  /// Of a comparative ("er") or superlative ("est").
  [[nodiscard]] std::string adjective(std::string_view form, bool* sure = nullptr) const;

  /// All forms of a verb: itself, -s, past, participle, -ing; every spelling in use.
  struct Paradigm {
    std::vector<std::string> third, past, participle, gerund;
  };
  [[nodiscard]] Paradigm bend(std::string_view base) const;
  [[nodiscard]] bool is_verb(std::string_view base) const { return verbs_.count(base) != 0; }
  /// Regular and irregular verbs, in no order.
  [[nodiscard]] std::vector<std::string_view> verbs() const;

 private:
  enum Flag : std::uint8_t { kRegular = 1, kDoubles = 2, kMayDouble = 4, kIrregular = 8 };
  struct Ending {
    std::string_view pattern;
    bool adds_e;
  };
  [[nodiscard]] std::optional<std::string> known_verb(std::string_view form, std::uint32_t morph) const;
  [[nodiscard]] std::optional<std::string> listed_verb(std::string_view form, std::uint32_t morph) const;
  [[nodiscard]] bool bends_so(std::string_view base, std::string_view form, std::string_view suffix) const;
  [[nodiscard]] std::string stem_to_base(std::string stem) const;
  [[nodiscard]] std::string guessed_verb(std::string_view form, std::uint32_t morph) const;

  std::unordered_map<std::string_view, std::uint8_t> verbs_;
  std::unordered_map<std::string_view, std::string_view> verb_of_, noun_of_, adjective_of_;  ///< irregular form → base
  std::unordered_map<std::string_view, std::string_view> irregular_;                         ///< verb → its line
  std::vector<std::pair<std::string_view, std::string_view>> tails_;                         ///< plural, singular
  std::vector<Ending> endings_;                                                              ///< longest first
};

}  // namespace demarche::syntax
