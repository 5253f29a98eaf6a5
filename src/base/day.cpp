// Days ↔ civil dates by the algorithm of Howard Hinnant's "chrono-compatible low-level date algorithms" (public domain idea),
// with std::chrono's calendar types doing the arithmetic.
#include "base/day.h"

#include <charconv>
#include <chrono>
#include <cstdio>

namespace demarche {
namespace {

std::chrono::year_month_day to_chrono(CivilDay c) {
  return std::chrono::year(c.year) / std::chrono::month(static_cast<unsigned>(c.month)) / std::chrono::day(static_cast<unsigned>(c.day));
}

std::optional<int> number(std::string_view digits) {
  int value = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (failed != std::errc() || end != digits.data() + digits.size() || digits.front() == '-') return std::nullopt;
  return value;
}

}  // namespace

Day day_of(CivilDay civil) {
  return Day{static_cast<std::int32_t>(std::chrono::sys_days(to_chrono(civil)).time_since_epoch().count())};
}

CivilDay civil_of(Day day) {
  const std::chrono::year_month_day ymd{std::chrono::sys_days{std::chrono::days{day.since_1970}}};
  return {int(ymd.year()), static_cast<int>(unsigned(ymd.month())), static_cast<int>(unsigned(ymd.day()))};
}

bool exists(CivilDay c) {
  return c.year >= 1 && c.year <= 9999 && c.month >= 1 && c.month <= 12 && c.day >= 1 && c.day <= 31 && to_chrono(c).ok();
}

std::optional<Day> parse_day(std::string_view iso) {
  if (iso.size() < 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  if (iso.size() > 10 && iso[10] != 'T' && iso[10] != ' ') return std::nullopt;
  const auto y = number(iso.substr(0, 4));
  const auto m = number(iso.substr(5, 2));
  const auto d = number(iso.substr(8, 2));
  if (!y || !m || !d || !exists({*y, *m, *d})) return std::nullopt;
  return day_of({*y, *m, *d});
}

std::string to_string(Day day) {
  const CivilDay c = civil_of(day);
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", c.year, c.month, c.day);
  return buffer;
}

int weekday(Day day) {
  const std::chrono::weekday w{std::chrono::sys_days{std::chrono::days{day.since_1970}}};
  return static_cast<int>(w.iso_encoding()) - 1;
}

int days_in_month(int year, int month) {
  const auto last = std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(month)) / std::chrono::last;
  return static_cast<int>(unsigned(last.day()));
}

}  // namespace demarche
