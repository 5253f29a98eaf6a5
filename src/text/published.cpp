// A day of publication as sites and wires write it.
//
// Relies on: base/day.h. Door: parse_published().
// Days in digits whose order cannot be told ("04/05/2021") are left unread rather than guessed.
#include <algorithm>
#include <array>

#include "base/day.h"
#include "base/utf8.h"
#include "text/glyph.h"
#include "text/text.h"

namespace demarche {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"january", "february", "march",     "april",   "may",      "june",
                                                      "july",    "august",   "september", "october", "november", "december"};

/// 1 to 12 for a month's name or its first three letters and more; 0 otherwise.
int month_of(std::string_view word) {
  if (word.size() < 3) return 0;
  for (std::size_t k = 0; k < kMonths.size(); ++k) {
    if (kMonths[k].starts_with(word)) return static_cast<int>(k) + 1;
  }
  return 0;
}

struct Pieces {
  std::array<std::string, 8> words;  ///< runs of letters or digits, in small letters
  std::size_t size = 0;
};

Pieces pieces_of(std::string_view s) {
  Pieces out;
  for (std::size_t at = 0; at < s.size() && out.size < out.words.size();) {
    const bool digits = is_digit(s[at]);
    if (!digits && !is_ascii_letter(s[at])) { ++at; continue; }
    const std::size_t from = at;
    while (at < s.size() && (digits ? is_digit(s[at]) : is_ascii_letter(s[at]))) ++at;
    out.words[out.size++] = lower(s.substr(from, at - from));
  }
  return out;
}

int number_of(std::string_view digits) {
  if (digits.empty() || digits.size() > 4 || !is_digit(digits[0])) return -1;
  int n = 0;
  for (const char c : digits) n = n * 10 + (c - '0');
  return n;
}

std::optional<Day> day_if(int year, int month, int day) {
  if (year < 1000 || !exists({year, month, day})) return std::nullopt;
  return day_of({year, month, day});
}

/// "18 October 2021", "Oct. 18, 2021", "Monday, 18th of October 2021"
std::optional<Day> with_named_month(const Pieces& p) {
  int month = 0, day = 0, year = 0;
  for (std::size_t k = 0; k < p.size; ++k) {
    const int n = number_of(p.words[k]);
    if (n < 0) month = month == 0 ? month_of(p.words[k]) : month;
    else if (day == 0 && n <= 31) day = n;
    else if (year == 0 && n >= 1000) year = n;
  }
  return day_if(year, month, day);
}

/// "2021/10/18", "18.10.2021", "10/18/2021"
std::optional<Day> in_digits(const Pieces& p, bool dots) {
  if (p.size < 3) return std::nullopt;
  const int a = number_of(p.words[0]), b = number_of(p.words[1]), c = number_of(p.words[2]);
  if (a >= 1000) return day_if(a, b, c);
  if (dots || a > 12) return day_if(c, b, a);
  if (b > 12 || a == b) return day_if(c, a, b);
  return std::nullopt;
}

}  // namespace

std::optional<Day> parse_published(std::string_view words) {
  while (!words.empty() && static_cast<unsigned char>(words.front()) <= ' ') words.remove_prefix(1);
  words = words.substr(0, 64);
  if (const auto day = parse_day(words)) return day;
  const Pieces p = pieces_of(words);
  if (p.size == 0) return std::nullopt;
  if (p.words[0].size() == 8 || p.words[0].size() == 14) {  // 20211018, 20211018090000
    const std::string& d = p.words[0];
    if (is_digit(d[0])) return day_if(number_of(d.substr(0, 4)), number_of(d.substr(4, 2)), number_of(d.substr(6, 2)));
  }
  const bool starts_in_digits = is_digit(p.words[0][0]) && p.size >= 2 && is_digit(p.words[1][0]);
  return starts_in_digits ? in_digits(p, words.find('.') < words.find_first_of("/-")) : with_named_month(p);
}

}  // namespace demarche
