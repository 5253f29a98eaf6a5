// Dictionaries of TABARI, PETRARCH and PETRARCH2 → sources of ours (.dictionary). Door: import_dictionaries.
//
//   import          which file is what; comments; the report
//   import_actors   actors with their days, agents, discards
//   import_verbs    synonym sets, verb blocks with their forms, patterns
//
// What carries over is written so that it means the same (docs/lexicon.md says how); every line that does not is named with its cause.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lexicon/lexicon.h"

namespace demarche {

enum class DictionaryDialect : std::uint8_t {
  kTabari,     ///< words without "_" behind them are stems; a verb's patterns stand right under it
  kPetrarch,   ///< words are whole; blocks "--- NAME [CODE] ---"
  kPetrarch2,  ///< the same, with { } for noun phrases and ( ) for phrases with a preposition in patterns
};

struct Imported {
  std::vector<SourceFile> files;  ///< "actors.dictionary", …; none is empty
  std::vector<Error> unused;      ///< lines, or parts of one, that could not be used: FILE:LINE, cause, the line
  std::size_t actors = 0, names = 0, agents = 0, sets = 0, verbs = 0, forms = 0, patterns = 0, discards = 0;
};

/// Never fails: what cannot be read is reported. Files are told apart by their names (…actors…, …agents…, …verbs…, …discards…, …issues…),
/// else by what stands in them.
Imported import_dictionaries(std::span<const SourceFile> files, DictionaryDialect dialect);

// ---- shared by the stages; internal

namespace lexicon::import {

/// A line that says something, comments gone.
struct Line {
  std::string_view file;
  std::uint32_t number = 0;  ///< from 1
  std::string_view text;     ///< trimmed
  std::string_view raw;
  bool is_indented = false;
  bool is_behind_blank = false;  ///< an empty line stands before it
};

std::vector<Line> lines_of(const SourceFile& file);

/// Takes notes of what cannot be used.
class Report {
 public:
  explicit Report(std::vector<Error>& unused) : unused_(unused) {}
  void add(const Line& line, std::string cause);

 private:
  std::vector<Error>& unused_;
};

std::string place_of(const Line& line);  ///< "FILE:LINE"
bool is_usable(std::string_view name);  ///< holds a word, and is not too long
/// "city" → "cities", "boss" → "bosses": the regular plural of the dictionaries' own rule, in capitals.
std::string plural_of(std::string_view word);
/// Text in the words of ours: blanks squeezed, no blank around "_", none of the signs that mean something to us.
std::string squeezed(std::string_view text);
/// Where `dialect` is TABARI: "~" behind each word that no "_" follows.
std::string with_stems(std::string_view name, DictionaryDialect dialect);
/// One between braces, cut at blanks; `rest` is what stands before them. False where there are none.
bool take_braces(std::string_view& rest, std::vector<std::string>& forms);

void import_actors(const std::vector<Line>& lines, DictionaryDialect dialect, std::string& out, Imported& counts, Report& report);
void import_agents(const std::vector<Line>& lines, DictionaryDialect dialect, std::string& out, Imported& counts, Report& report);
void import_discards(const std::vector<Line>& lines, std::string& out, Imported& counts, Report& report);
void import_verbs(const std::vector<Line>& lines, DictionaryDialect dialect, std::string& out, Imported& counts, Report& report);

}  // namespace lexicon::import
}  // namespace demarche
