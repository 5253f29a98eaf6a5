// Months, days of the week, and the words that only ever tell a time. Relies on nothing but the word itself.
// Doors: month_of, weekday_of, is_time_word.
#include "reading/calendar.h"

#include <algorithm>
#include <array>

#include "reading/reading.h"

namespace demarche {
namespace {

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c; }

bool equal_ignoring_case(std::string_view word, std::string_view lower) {
  return word.size() == lower.size() && std::equal(word.begin(), word.end(), lower.begin(), [](char a, char b) { return small(a) == b; });
}

/// Which of `names` a word is, in full or cut to one of the lengths `shortest` … `longest`; -1 for none.
template <std::size_t N>
int index_of(std::string_view word, const std::array<std::string_view, N>& names, std::size_t shortest, std::size_t longest) {
  if (!word.empty() && word.back() == '.') word.remove_suffix(1);
  if (word.size() < shortest || word.size() > 9) return -1;
  for (std::size_t k = 0; k < N; ++k) {
    if (word.size() != names[k].size() && word.size() > longest) continue;
    if (word.size() <= names[k].size() && equal_ignoring_case(word, names[k].substr(0, word.size()))) return static_cast<int>(k);
  }
  return -1;
}

constexpr std::array<std::string_view, 12> kMonths{"january", "february", "march",     "april",   "may",      "june",
                                                   "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> kWeekdays{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
/// Names that are written with a capital and name a time, and nothing else.
constexpr std::array<std::string_view, 20> kNamedTimes{"ramadan", "easter",  "christmas", "passover", "nowruz", "diwali", "gmt",
                                                       "bst",     "utc",     "est",       "edt",      "cet",    "cest",   "a.m.",
                                                       "p.m.",    "a.m",     "p.m",       "noon",     "midnight", "hanukkah"};

bool is_noun_like(Upos u) { return u == Upos::kPropn || u == Upos::kNoun || u == Upos::kX; }
bool begins_large(std::string_view word) { return !word.empty() && word.front() >= 'A' && word.front() <= 'Z'; }

}  // namespace

int month_of(std::string_view word) {
  if (equal_ignoring_case(word, "sept") || equal_ignoring_case(word, "sept.")) return 9;
  return index_of(word, kMonths, 3, 3) + 1;
}

int weekday_of(std::string_view word) {
  // "Tues", "Thur", "Thurs" are in use; "Sun" alone is a star or a newspaper, "Sat" a verb: only with the dot
  const bool dotted = !word.empty() && word.back() == '.';
  const std::string_view bare = dotted ? word.substr(0, word.size() - 1) : word;
  if (bare.size() < 6 && !dotted && !equal_ignoring_case(bare, "tues") && !equal_ignoring_case(bare, "thurs")) return -1;
  return index_of(bare, kWeekdays, 3, 5);
}

bool is_time_word(const Word& w) {
  if (!is_noun_like(w.upos)) return false;
  // part of a person's or a body's name: "April Jones", "the Sunday Times", "June 4th Movement"
  if (w.name == NameKind::kPerson || w.name == NameKind::kOrganisation) return false;
  if (begins_large(w.form) && (weekday_of(w.form) >= 0 || month_of(w.form) > 0)) return true;
  return std::any_of(kNamedTimes.begin(), kNamedTimes.end(), [&](std::string_view t) { return equal_ignoring_case(w.form, t); });
}

}  // namespace demarche
