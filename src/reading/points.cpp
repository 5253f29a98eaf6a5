// Points of time that have a name: weekdays, months, dates in words and figures, years, decades, seasons, feasts. Relies on the
// words and a little on tags (so that "May said" and "the march" are none). Doors: PointScan's readers.
#include "reading/points.h"

#include <algorithm>

#include "base/day.h"

namespace demarche {
namespace {

constexpr int kFirstYear = 1500, kLastYear = 2199;

}  // namespace

std::optional<int> whole_number(std::string_view form) {
  if (form.empty() || form.size() > 4 || !std::all_of(form.begin(), form.end(), is_digit)) return std::nullopt;
  int value = 0;
  for (const char c : form) value = value * 10 + (c - '0');
  return value;
}

std::optional<int> year_form(std::string_view form) {
  const auto n = form.size() == 4 ? whole_number(form) : std::nullopt;
  return n && *n >= kFirstYear && *n <= kLastYear ? n : std::nullopt;
}

int ordinal(std::string_view form) {
  static constexpr std::array<std::string_view, 10> kWords{"first", "second",  "third",  "fourth", "fifth",
                                                           "sixth", "seventh", "eighth", "ninth",  "tenth"};
  for (std::size_t k = 0; k < kWords.size(); ++k) {
    if (same_word(form, kWords[k])) return static_cast<int>(k) + 1;
  }
  if (form.size() < 3 || form.size() > 4 || !is_digit(form.front())) return 0;
  const std::string_view end = form.substr(form.size() - 2);
  if (end != "st" && end != "nd" && end != "rd" && end != "th") return 0;
  const auto n = whole_number(form.substr(0, form.size() - 2));
  return n && *n >= 1 && *n <= 31 ? *n : 0;
}

namespace {

/// First year of "1990s", "90s", "nineties"; 0 for all else.
int decade_form(std::string_view form) {
  static constexpr std::array<std::string_view, 8> kWords{"twenties", "thirties",  "forties",  "fifties",
                                                          "sixties",  "seventies", "eighties", "nineties"};
  for (std::size_t k = 0; k < kWords.size(); ++k) {
    if (same_word(form, kWords[k])) return 1920 + 10 * static_cast<int>(k);
  }
  if (!form.empty() && form.front() == '\'') form.remove_prefix(1);
  if (form.starts_with("’")) form.remove_prefix(3);
  if (form.size() < 3 || form.back() != 's') return 0;
  const std::string_view digits = form.substr(0, form.size() - 1);
  const auto n = whole_number(digits);
  if (!n || *n % 10 != 0) return 0;
  if (digits.size() == 4) return *n >= kFirstYear && *n <= kLastYear ? *n : 0;
  return digits.size() == 2 && *n >= 20 ? 1900 + *n : 0;
}

}  // namespace

PointScan::PointScan(const Document& document, WordId begin, WordId end) : document_(document), begin_(begin), end_(end) {
  words_.reserve(end - begin);
  for (WordId w = begin; w < end; ++w) {
    const std::string_view form = document[w].form;
    words_.push_back(time_word(form));
    may_hold_times_ =
        may_hold_times_ || words_.back().kind != K::kNone || begins_with_digit(form) || form.size() >= 8;
  }
}

/// Behind "Friday": "night", "morning", "at noon" add nothing to the day.
WordId PointScan::skip_day_time(WordId w) const {
  if (kind(w) == K::kDayTime || is_night(w)) return w + 1;
  if (same(w, "at") && kind(w + 1) == K::kDayTime) return w + 2;
  return w;
}

/// A day of the month, "10" or "10th"; 0 where the word is none.
int PointScan::day_number(WordId w) const {
  if (w >= end_) return 0;
  if (const auto n = whole_number(form(w)); n && form(w).size() <= 2 && *n >= 1 && *n <= 31) return *n;
  return begins_with_digit(form(w)) ? ordinal(form(w)) : 0;
}

/// A month's name that is one: "May" between a preposition and a number, not "Theresa May said" or "may".
bool PointScan::is_month(WordId w) const {
  if (kind(w) != K::kMonth || !is_capital(w) || document_[w].upos == Upos::kAux) return false;
  if (same(w, "may") && same(w + 1, "day") && w > begin_) return true;
  if (day_number(w + 1) || year_at(w + 1) || (same(w + 1, ",") && year_at(w + 2))) return true;
  if (w > begin_ && (day_number(w - 1) || (same(w - 1, "of") && w > begin_ + 1 && day_number(w - 2)))) return true;
  if (document_[w].name == NameKind::kPerson || document_[w].upos == Upos::kVerb) return false;
  const bool common = same(w, "may") || same(w, "march") || same(w, "april") || same(w, "june") || same(w, "august") ||
                      same(w, "jan") || same(w, "mar");
  if (!common) return document_[w].name != NameKind::kOrganisation;
  if (w == begin_) return same(w + 1, "'s") || same(w + 1, "’s");
  const K k = kind(w - 1);
  if (k == K::kEdge || k == K::kShift || k == K::kPart || k == K::kStory || k == K::kWeekday || is_dash(w - 1)) return true;
  static constexpr std::array<std::string_view, 15> kBefore{"of",    "the",  "a",  "to",     "and",   "or", "through", "between",
                                                            "every", "each", "on", "around", "about", "(",  ","};
  return document_[w].upos == Upos::kPropn &&
         std::any_of(kBefore.begin(), kBefore.end(), [&](std::string_view b) { return same(w - 1, b); }) &&
         !(is_capital(w + 1) && document_[w + 1].upos == Upos::kPropn);
}

/// "Monday", and not "the Sunday Times", "Bloody Sunday".
bool PointScan::is_weekday(WordId w) const {
  if (kind(w) != K::kWeekday || !is_capital(w)) return false;
  const Word& word = document_[w];
  if (word.name == NameKind::kPerson ||
      (word.name == NameKind::kOrganisation && is_capital(w + 1) && document_[w + 1].upos == Upos::kPropn))
    return false;
  return !(w > begin_ + 1 && is_capital(w - 1) && kind(w - 1) == K::kNone && document_[w - 1].upos == Upos::kAdj);
}

/// A year stands alone ("in 2014"), not before what it counts ("2000 troops").
bool PointScan::is_year(WordId w) const {
  if (!year_at(w)) return false;
  if (w > begin_) {
    const std::string_view p = form(w - 1);
    if (p == "$" || p == "€" || p == "£" || begins_with_digit(p) || same(w - 1, "than") || same(w - 1, "least") ||
        same(w - 1, "some"))
      return false;
  }
  if (w + 1 >= end_) return true;
  const Word& next = document_[w + 1];
  const bool counts = (next.upos == Upos::kNoun && next.is(kPlur)) || next.upos == Upos::kNum || next.upos == Upos::kAdj ||
                      next.upos == Upos::kSym;
  if (w == begin_) return !counts && document_[w].upos == Upos::kNum && document_[w].rel != Rel::kNummod;
  const bool framed = kind(w - 1) == K::kEdge || kind(w - 1) == K::kPart || kind(w - 1) == K::kSeason || same(w - 1, "of") ||
                      same(w - 1, "(") || same(w - 1, "year") || same(w - 1, "around") || same(w - 1, "to") ||
                      same(w - 1, "and") || same(w - 1, "between") || is_dash(w - 1) || same(w - 1, "the") || same(w - 1, "'s") ||
                      same(w - 1, "’s") || same(w - 1, "a") || same(w - 1, "its") || same(w - 1, "their");
  if (!framed || (next.upos == Upos::kNum && form(w + 1) != "-")) return false;
  // "In 2014 troops took …" is a year to news, whatever the parser made of it; "in 2000 villages" is a number
  return !counts || (*year_at(w) % 100 == 0 ? !next.is(kPlur) : kind(w - 1) == K::kEdge || document_[w].rel != Rel::kNummod);
}

TimePoint PointScan::date(int year, int month, int day) {
  TimePoint p;
  p.year = year, p.month = month, p.day = day;
  return p;
}

/// "-12", "to 12", "and 12" behind the day of a month: the last day; moves `w` behind it.
int PointScan::last_day(WordId& w, int first) const {
  const bool link = is_dash(w) || same(w, "to") || same(w, "and") || same(w, "through") || same(w, "or");
  const int last = link ? day_number(w + 1) : 0;
  if (last <= first || (w + 2 < end_ && (kind(w + 2) == K::kUnit || (document_[w + 2].upos == Upos::kNoun &&
                                                                     kind(w + 2) == K::kNone && document_[w + 2].is(kPlur)))))
    return 0;
  w += 2;
  return last;
}

/// ", 2021", "2021" behind a date or month; moves `w` behind it.
int PointScan::year_behind(WordId& w) const {
  const WordId k = same(w, ",") ? w + 1 : w;
  const auto year = year_at(k);
  if (!year) return 0;
  if (k > w && k + 1 < end_ && document_[k + 1].upos == Upos::kNoun && document_[k + 1].is(kPlur))
    return 0;  // "In May, 2000 men"
  w = k + 1;
  return *year;
}

/// "last year", "of next week" behind a date or a weekday: -1, 0, +1 from publication; "of that year", "the following year": from the
/// days that the narrative has come to. Moves `w` behind it.
void PointScan::away_behind(TimePoint& p, WordId& w, TimeUnit which) const {
  WordId k = same(w, "of") ? w + 1 : w;
  if (kind(k) != K::kShift) k = skip_article(k);
  const bool story = kind(k) == K::kStory && which == TimeUnit::kYear && (!same(k, "that") || document_[k].upos == Upos::kDet);
  if ((!story && kind(k) != K::kShift) || same(k, "past") || kind(k + 1) != K::kUnit || unit(k + 1) != which || !is_singular(k + 1)) return;
  w = k + 2;
  p.away = value(k);
  p.from_story = story;
}

PointScan::Read PointScan::month(WordId w) const {
  if (!is_month(w)) return std::nullopt;
  TimePoint p = date(0, value(w), 0);
  if (p.month == 5 && same(w + 1, "day")) {
    p.day = 1;
    WordId behind = w + 2;
    away_behind(p, behind, TimeUnit::kYear);
    return Found{p, behind};
  }
  WordId k = w + 1;
  if (const int day = day_number(k); day && !counts_things(k, w)) {
    p.day = day, ++k;
    p.last_day = last_day(k, day);
  } else if (same(k, "the") && day_number(k + 1) && !is_digit(form(k + 1).back())) {
    p.day = day_number(k + 1), k += 2;
  }
  p.year = year_behind(k);
  if (!p.year) away_behind(p, k, TimeUnit::kYear);
  return Found{p, k};
}

/// "In May 12 people died": the number belongs to the noun behind it.
bool PointScan::counts_things(WordId number, WordId month) const {
  if (before(month, "on") || number + 1 >= end_) return false;
  const Word& next = document_[number + 1];
  return document_[number].rel == Rel::kNummod && next.upos == Upos::kNoun && next.is(kPlur) && kind(number + 1) == K::kNone;
}

/// "10 October 2021", "10-12 October", "the 10th of October".
PointScan::Read PointScan::day_month(WordId w) const {
  const int day = day_number(w);
  if (!day) return std::nullopt;
  WordId k = w + 1;
  const int last = last_day(k, day);
  if (same(k, "of"))
    ++k;
  else if (!last && kind(k) != K::kMonth)
    return std::nullopt;
  if (kind(k) != K::kMonth || !is_capital(k) || document_[k].upos == Upos::kAux) return std::nullopt;
  TimePoint p = date(0, value(k), day);
  p.last_day = last;
  ++k;
  p.year = year_behind(k);
  if (!p.year) away_behind(p, k, TimeUnit::kYear);
  return Found{p, k};
}

/// "2021-10-18", "2021/10/18", "10/12/2021", "18.10.2021"; "10/12" only behind a preposition of days.
PointScan::Read PointScan::figures(WordId w) const {
  std::array<int, 3> n{};
  std::array<std::size_t, 3> width{};
  std::size_t parts = 0;
  char sign = 0;
  const std::string_view f = form(w);
  if (f.size() > 10 && f.size() >= 20 && f[10] == 'T') return iso(f.substr(0, 10), w);
  for (std::size_t k = 0; k < f.size();) {
    const std::size_t from = k;
    while (k < f.size() && is_digit(f[k])) ++k;
    if (k == from || k - from > 4 || parts == 3) return std::nullopt;
    n[parts] = *whole_number(f.substr(from, k - from)), width[parts] = k - from, ++parts;
    if (k == f.size()) break;
    if ((f[k] != '-' && f[k] != '/' && f[k] != '.') || (sign && f[k] != sign) || k + 1 == f.size()) return std::nullopt;
    sign = f[k++];
  }
  if (parts == 3 && width[0] == 4) return iso_parts(n, w);
  if (parts == 2 && sign == '/' && (before(w, "on") || kind(w - (w > begin_)) == K::kEdge) && width[0] <= 2 && width[1] <= 2)
    return either_order(n[0], n[1], 0, sign, w);
  if (parts == 3 && width[2] == 4 && width[0] <= 2 && width[1] <= 2) return either_order(n[0], n[1], n[2], sign, w);
  return std::nullopt;
}

PointScan::Read PointScan::iso(std::string_view ten, WordId w) const {
  const auto day = parse_day(ten);
  if (!day) return std::nullopt;
  const CivilDay c = civil_of(*day);
  return Found{date(c.year, c.month, c.day), w + 1};
}

PointScan::Read PointScan::iso_parts(const std::array<int, 3>& n, WordId w) {
  if (!exists({n[0], n[1], n[2]})) return std::nullopt;
  return Found{date(n[0], n[1], n[2]), w + 1};
}

/// With dots the day comes first; with strokes the month does (American), unless it cannot.
PointScan::Read PointScan::either_order(int first, int second, int year, char sign, WordId w) {
  int month = sign == '/' ? first : second;
  int day = sign == '/' ? second : first;
  if (month > 12) std::swap(month, day);
  if (month < 1 || month > 12 || day < 1 || !exists({year ? year : 2000, month, day})) return std::nullopt;
  TimePoint p = date(year, month, day);
  p.is_two_digit_order = sign == '/' && day <= 12;
  return Found{p, w + 1};
}

PointScan::Read PointScan::weekday(WordId w) const {
  if (!is_weekday(w)) return std::nullopt;
  WordId k = skip_day_time(w + 1);
  // "Monday, Oct. 18", "Monday (18 October)"
  const WordId d = same(k, ",") || form(k) == "(" ? k + 1 : k;
  if (const Read full = kind(d) == K::kMonth ? month(d) : day_month(d); full && full->at.day)
    return Found{full->at, form(k) == "(" && form(full->next) == ")" ? full->next + 1 : full->next};
  TimePoint p;
  p.kind = TimeKind::kWeekday, p.day = value(w);
  away_behind(p, k, TimeUnit::kWeek);
  return Found{p, k};
}

PointScan::Read PointScan::year(WordId w) const {
  if (!is_year(w)) return std::nullopt;
  return Found{date(*year_at(w), 0, 0), w + 1};
}

PointScan::Read PointScan::decade(WordId w) const {
  WordId k = w;
  const bool apostrophe = form(w) == "'" || form(w) == "’";
  if (apostrophe) ++k;
  const int first = k < end_ ? decade_form(form(k)) : 0;
  if (!first || (first >= 1920 && form(k).size() < 5 && !apostrophe && begins_with_digit(form(k)) && !before(k, "the") &&
                 kind(k - (k > begin_)) != K::kPart))
    return std::nullopt;
  TimePoint p;
  p.kind = TimeKind::kDecade, p.year = first;
  return Found{p, k + 1};
}

/// "the summer of 2019", "spring 2019", "in the spring"; "last summer" comes from `shifted`.
PointScan::Read PointScan::season(WordId w) const {
  if (kind(w) != K::kSeason || is_verbal(w) || (is_capital(w) && w > begin_)) return std::nullopt;
  TimePoint p;
  p.kind = TimeKind::kSeason, p.day = value(w);
  WordId k = w + 1;
  if (same(k, "of") && year_at(k + 1))
    p.year = *year_at(k + 1), k += 2;
  else if (year_at(k))
    p.year = *year_at(k), ++k;
  if (p.year) return Found{p, k};
  const bool framed = before(w, "the") ? w > begin_ + 1 && (kind(w - 2) == K::kEdge || same(w - 2, "of"))
                                       : w > begin_ && (kind(w - 1) == K::kEdge || kind(w - 1) == K::kPart);
  return framed && !same(w, "fall") ? Read(Found{p, k}) : std::nullopt;
}

PointScan::Read PointScan::plain_season(WordId w) const {
  if (is_verbal(w)) return std::nullopt;
  TimePoint p;
  p.kind = TimeKind::kSeason, p.day = value(w);
  return Found{p, w + 1};
}

/// "mid-October", "mid-2019", "mid-1990s" as one word.
PointScan::Read PointScan::mid_word(WordId w) const {
  const std::string_view f = form(w);
  if (f.size() < 7 || !same_word(f.substr(0, 4), "mid-")) return std::nullopt;
  const std::string_view rest = f.substr(4);
  TimePoint p;
  WordId k = w + 1;
  if (const int m = month_of(rest))
    p = date(0, m, 0), p.year = year_behind(k);
  else if (const auto y = year_form(rest))
    p = date(*y, 0, 0);
  else if (const int d = decade_form(rest))
    p.kind = TimeKind::kDecade, p.year = d;
  else if (const TimeWord t = time_word(rest); t.kind == K::kSeason)
    p.kind = TimeKind::kSeason, p.day = t.value;
  else if (t.kind == K::kUnit && t.value == static_cast<int>(TimeUnit::kWeek))
    p = unit_at(TimeUnit::kWeek, 0, Shift::kThis, false);
  else
    return std::nullopt;
  p.slice = 2, p.slices = 3;
  return Found{p, k};
}

PointScan::Read PointScan::day_name(WordId w) const {
  return Found{offset(TimeUnit::kDay, value(w), false), skip_day_time(w + 1)};
}

PointScan::Read PointScan::overnight(WordId w) const {
  TimePoint p;
  p.kind = TimeKind::kOvernight;
  return Found{p, w + 1};
}

/// "effective midnight", "from midnight": the night between publication and the day after it.
PointScan::Read PointScan::midnight(WordId w) const {
  if (value(w) != 1 || w == begin_ ||
      !(same(w - 1, "effective") || is_edge(w - 1, Edge::kFrom) || is_edge(w - 1, Edge::kUntil) || same(w - 1, "at") ||
        is_edge(w - 1, Edge::kBy) || same(w - 1, "of"))) {
    return std::nullopt;
  }
  return overnight(w);
}

/// "effective immediately", "with immediate effect".
PointScan::Read PointScan::immediately(WordId w) const {
  if (same(w, "immediately") && before(w, "effective")) return Found{offset(TimeUnit::kDay, 0, false), w + 1};
  if (same(w, "immediate") && same(w + 1, "effect") && before(w, "with")) return Found{offset(TimeUnit::kDay, 0, false), w + 2};
  return std::nullopt;
}

PointScan::Read PointScan::feast(WordId w) const {
  if (same(w, "christmas")) {
    if (same(w + 1, "eve")) return Found{date(0, 12, 24), w + 2};
    if (same(w + 1, "day")) return Found{date(0, 12, 25), w + 2};
    TimePoint p = date(0, 12, 24);
    p.last_day = 26;
    return is_capital(w + 1) ? std::nullopt : Read(Found{p, w + 1});
  }
  if (same(w, "new") && same(w + 1, "year") && (same(w + 2, "'s") || same(w + 2, "’s"))) {
    if (same(w + 3, "eve")) return Found{date(0, 12, 31), w + 4};
    if (same(w + 3, "day")) return Found{date(0, 1, 1), w + 4};
  }
  return std::nullopt;
}

}  // namespace demarche
