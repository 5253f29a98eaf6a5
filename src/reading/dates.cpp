// Days near a predicate, against the day of publication. Grain is kept: "in April" is the whole month. Relies on tree.
// Doors: date_near, quantity_of.
#include <array>
#include <charconv>

#include "base/day.h"
#include "base/utf8.h"
#include "reading/reading.h"

namespace demarche {
namespace {

int month_of(std::string_view word) {
  static constexpr std::array<std::string_view, 12> kMonths{"january", "february", "march",     "april",   "may",      "june",
                                                            "july",    "august",   "september", "october", "november", "december"};
  std::string w = lower(word);
  if (!w.empty() && w.back() == '.') w.pop_back();
  if (w == "sept") return 9;
  for (std::size_t m = 0; m < kMonths.size(); ++m) {
    if (w == kMonths[m] || (w.size() == 3 && kMonths[m].starts_with(w))) return static_cast<int>(m) + 1;
  }
  return 0;
}

int weekday_of(std::string_view word) {
  static constexpr std::array<std::string_view, 7> kDays{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
  const std::string w = lower(word);
  for (std::size_t d = 0; d < kDays.size(); ++d) {
    if (w == kDays[d]) return static_cast<int>(d);
  }
  return -1;
}

std::optional<int> integer(std::string_view s) {
  int value = 0;
  const auto [end, failed] = std::from_chars(s.data(), s.data() + s.size(), value);
  if (failed != std::errc() || end != s.data() + s.size()) return std::nullopt;
  return value;
}

DateRange month_range(int year, int month) { return {day_of({year, month, 1}), day_of({year, month, days_in_month(year, month)}), {}}; }

/// Reads the date expression that begins at `w`; `words` says how many words it took.
std::optional<DateRange> read_at(const Document& d, WordId w, WordId end, std::optional<Day> published, bool future, WordId& words) {
  const std::string form = lower(d.words[w].form);
  const auto next = [&](WordId k) { return w + k < end ? lower(d.words[w + k].form) : std::string(); };
  words = 1;
  if (const int month = month_of(d.words[w].form); month && d.words[w].upos == Upos::kPropn) {
    const int behind = w + 1 < end ? integer(d.words[w + 1].form).value_or(0) : 0;
    int day = behind >= 1 && behind <= 31 ? behind : 0;  // 0: the whole month
    std::optional<int> year;
    WordId at = day ? 2 : 1;
    if (w + at < end && d.words[w + at].form == ",") ++at;
    if (w + at < end) year = integer(d.words[w + at].form);
    if (year && (*year < 1900 || *year > 2100)) year.reset();
    if (year) words = at + 1;
    else words = day ? 2 : 1;
    if (!day && w > 0) {  // "18 October"
      if (const int before = integer(d.words[w - 1].form).value_or(0); before >= 1 && before <= 31 && d.words[w - 1].upos == Upos::kNum) day = before;
    }
    if (!year && published) {
      const CivilDay now = civil_of(*published);
      year = now.year;
      const bool later = month > now.month || (month == now.month && day > now.day);
      const bool earlier = month < now.month || (month == now.month && day && day < now.day);
      if (later && !future) --*year;
      if (earlier && future) ++*year;
    }
    if (!year) return std::nullopt;
    if (!day) return month_range(*year, month);
    if (!exists({*year, month, day})) return std::nullopt;
    const Day one = day_of({*year, month, day});
    return DateRange{one, one, {}};
  }
  if (const auto year = integer(form); year && form.size() == 4 && *year >= 1900 && *year <= 2100 && w > 0) {
    const std::string before = lower(d.words[w - 1].form);
    if (before == "in" || before == "since" || before == "of") return DateRange{day_of({*year, 1, 1}), day_of({*year, 12, 31}), {}};
  }
  if (!published) return std::nullopt;
  const Day now = *published;
  const CivilDay civil = civil_of(now);
  const auto shift = [&](int by) { return DateRange{Day{now.since_1970 + by}, Day{now.since_1970 + by}, {}}; };
  if (form == "today" || form == "tonight") return shift(0);
  if (form == "yesterday") return shift(-1);
  if (form == "tomorrow") return shift(1);
  if (const int wanted = weekday_of(form); wanted >= 0) {
    int back = (weekday(now) - wanted + 7) % 7;
    const std::string before = w > 0 ? lower(d.words[w - 1].form) : "";
    if (before == "last" && back == 0) back = 7;
    if (future || before == "next") return shift(back == 0 ? (before == "next" ? 7 : 0) : 7 - back);
    return shift(-back);
  }
  const std::string unit = next(1);
  if ((form == "this" || form == "last" || form == "next" || form == "past") && (unit == "week" || unit == "month" || unit == "year")) {
    words = 2;
    const int step = form == "this" ? 0 : form == "next" ? 1 : -1;
    const std::string before = w > 0 ? lower(d.words[w - 1].form) : "";
    if (unit == "week") {
      const int monday = now.since_1970 - weekday(now) + 7 * step;
      DateRange r{Day{monday}, Day{monday + 6}, {}};
      if (before == "earlier") r.to = now;
      return r;
    }
    if (unit == "year") {
      DateRange r{day_of({civil.year + step, 1, 1}), day_of({civil.year + step, 12, 31}), {}};
      if (before == "earlier") r.to = now;
      return r;
    }
    int month = civil.month + step;
    int year = civil.year;
    if (month < 1) month = 12, --year;
    if (month > 12) month = 1, ++year;
    DateRange r = month_range(year, month);
    if (before == "earlier") r.to = now;
    return r;
  }
  if ((unit == "days" || unit == "weeks" || unit == "months" || unit == "day" || unit == "week") && w + 2 < end) {
    static constexpr std::array<std::string_view, 11> kNumbers{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};
    std::optional<int> n = integer(form);
    for (std::size_t k = 0; k < kNumbers.size(); ++k) {
      if (form == kNumbers[k]) n = static_cast<int>(k);
    }
    if (form == "a") n = 1;
    if (n && *n < 1000 && (next(2) == "ago" || next(2) == "earlier" || next(2) == "before")) {
      words = 3;
      const int size = unit.starts_with("day") ? 1 : unit.starts_with("week") ? 7 : 30;
      const int slack = size == 1 ? 0 : size / 2;
      return DateRange{Day{now.since_1970 - *n * size - slack}, Day{now.since_1970 - *n * size + slack}, {}};
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<DateRange> date_near(const Tree& tree, WordId head, std::optional<Day> published) {
  const Document& d = tree.document();
  const Sentence& s = tree.sentence(head);
  bool future = false;
  for (const WordId c : tree.children(head)) future = future || (tree.word(c).rel == Rel::kAux && lower(tree.word(c).form) == "will");
  // the predicate's own adjuncts first, then those of the clauses around it, then any of the sentence
  std::optional<DateRange> best;
  int best_distance = 1 << 20;
  for (WordId w = s.begin; w < s.end; ++w) {
    WordId words = 0;
    std::optional<DateRange> found = read_at(d, w, s.end, published, future, words);
    if (!found) continue;
    int distance = 0;
    WordId at = w;
    while (at != kNoWord && !tree.within(head, at) && distance < 40) at = d.words[at].head, ++distance;
    for (WordId up = head; up != at && up != kNoWord && distance < 60; up = d.words[up].head) distance += 2;
    if (distance < best_distance) {
      best_distance = distance;
      found->text = d.text().substr(d.words[w].span.begin, d.words[w + words - 1].span.end - d.words[w].span.begin);
      best = std::move(found);
    }
    w += words - 1;
  }
  return best;
}

std::optional<Quantity> quantity_of(const Tree& tree, const WordList& patients) {
  static constexpr std::array<std::string_view, 13> kNumbers{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"};
  for (const WordId p : patients) {
    const WordId n = tree.child(p, Rel::kNummod);
    if (n == kNoWord) continue;
    const std::string form = lower(tree.word(n).form);
    std::string digits;
    for (const char c : form) {
      if (c != ',') digits.push_back(c);
    }
    std::optional<int> value = integer(digits);
    for (std::size_t k = 0; k < kNumbers.size(); ++k) {
      if (form == kNumbers[k]) value = static_cast<int>(k);
    }
    if (form == "dozen") value = 12;
    if (value) return Quantity{static_cast<double>(*value), "person"};
  }
  return std::nullopt;
}

}  // namespace demarche
