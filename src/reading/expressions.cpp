// Runs of words → time expressions, still without a day: "late last month" is slice 3 of 3 of the month before. Relies on the words
// and a little on tags (so that "May said" and "the march" are none) and heads. Door: find_times.
//
// Rules stand in kRules with a human name each; a rule looks at one word and those behind it, never back, so that one pass over the
// sentence does. What stands before the expression ("since", "by the end of") is read once it is found.
#include <algorithm>
#include <array>

#include "base/day.h"
#include "reading/times.h"

namespace demarche {
namespace {

using K = TimeWordKind;

constexpr int kFirstYear = 1500, kLastYear = 2199;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The whole form as a number without sign; nothing for anything else.
std::optional<int> whole(std::string_view form) {
  if (form.empty() || form.size() > 4 || !std::all_of(form.begin(), form.end(), is_digit)) return std::nullopt;
  int value = 0;
  for (const char c : form) value = value * 10 + (c - '0');
  return value;
}

std::optional<int> year_form(std::string_view form) {
  const auto n = form.size() == 4 ? whole(form) : std::nullopt;
  return n && *n >= kFirstYear && *n <= kLastYear ? n : std::nullopt;
}

/// "10th", "first" … "fourth": 1..31, else 0.
int ordinal(std::string_view form) {
  static constexpr std::array<std::string_view, 10> kWords{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"};
  for (std::size_t k = 0; k < kWords.size(); ++k) {
    if (same_word(form, kWords[k])) return static_cast<int>(k) + 1;
  }
  if (form.size() < 3 || form.size() > 4 || !is_digit(form.front())) return 0;
  const std::string_view end = form.substr(form.size() - 2);
  if (end != "st" && end != "nd" && end != "rd" && end != "th") return 0;
  const auto n = whole(form.substr(0, form.size() - 2));
  return n && *n >= 1 && *n <= 31 ? *n : 0;
}

/// First year of "1990s", "90s", "nineties"; 0 for all else.
int decade_form(std::string_view form) {
  static constexpr std::array<std::string_view, 8> kWords{"twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"};
  for (std::size_t k = 0; k < kWords.size(); ++k) {
    if (same_word(form, kWords[k])) return 1920 + 10 * static_cast<int>(k);
  }
  if (!form.empty() && form.front() == '\'') form.remove_prefix(1);
  if (form.starts_with("’")) form.remove_prefix(3);
  if (form.size() < 3 || form.back() != 's') return 0;
  const std::string_view digits = form.substr(0, form.size() - 1);
  const auto n = whole(digits);
  if (!n || *n % 10 != 0) return 0;
  if (digits.size() == 4) return *n >= kFirstYear && *n <= kLastYear ? *n : 0;
  return digits.size() == 2 && *n >= 20 ? 1900 + *n : 0;
}

class Scanner {
 public:
  Scanner(const Document& document, WordId begin, WordId end) : document_(document), begin_(begin), end_(end) {}

  std::vector<TimeExpression> all() {
    words_.reserve(end_ - begin_);
    bool any = false;
    for (WordId w = begin_; w < end_; ++w) {
      words_.push_back(time_word(document_[w].form));
      any = any || words_.back().kind != K::kNone || is_digit(document_[w].form.front()) || document_[w].form.size() >= 8;
    }
    if (!any) return {};
    std::vector<TimeExpression> out;
    for (WordId w = begin_; w < end_;) {
      if (auto x = expression(w, out.empty() ? begin_ : out.back().end)) {
        w = x->end;
        out.push_back(*std::move(x));
      } else {
        ++w;
      }
    }
    return out;
  }

 private:
  struct Found {
    TimePoint at;
    WordId next;
    bool is_relation = false;
  };
  using Read = std::optional<Found>;
  struct Rule {
    std::string_view name;
    bool (*when)(const Scanner&, WordId);
    Read (Scanner::*read)(WordId) const;
  };

  // ---- words ----

  [[nodiscard]] std::string_view form(WordId w) const { return w < end_ ? document_[w].form : std::string_view(); }
  [[nodiscard]] bool same(WordId w, std::string_view word) const { return w < end_ && same_word(document_[w].form, word); }
  [[nodiscard]] K kind(WordId w) const { return w < end_ ? words_[w - begin_].kind : K::kNone; }
  [[nodiscard]] int value(WordId w) const { return w < end_ ? words_[w - begin_].value : 0; }
  [[nodiscard]] bool is_dash(WordId w) const { return form(w) == "-" || form(w) == "–" || form(w) == "—"; }
  [[nodiscard]] bool is_edge(WordId w, Edge e) const { return kind(w) == K::kEdge && value(w) == static_cast<int>(e); }
  [[nodiscard]] bool is_night(WordId w) const { return kind(w) == K::kUnit && value(w) == static_cast<int>(TimeUnit::kNight); }
  [[nodiscard]] bool is_capital(WordId w) const { return w < end_ && form(w).front() >= 'A' && form(w).front() <= 'Z'; }
  [[nodiscard]] bool before(WordId w, std::string_view word) const { return w > begin_ && same(w - 1, word); }

  /// Behind "Friday": "night", "morning", "at noon" add nothing to the day.
  [[nodiscard]] WordId skip_day_time(WordId w) const {
    if (kind(w) == K::kDayTime || is_night(w)) return w + 1;
    if (same(w, "at") && kind(w + 1) == K::kDayTime) return w + 2;
    return w;
  }
  [[nodiscard]] WordId skip_article(WordId w) const { return same(w, "the") ? w + 1 : w; }
  /// A day of the month, "10" or "10th"; 0 where the word is none.
  [[nodiscard]] int day_number(WordId w) const {
    if (w >= end_) return 0;
    if (const auto n = whole(form(w)); n && form(w).size() <= 2 && *n >= 1 && *n <= 31) return *n;
    return is_digit(form(w).front()) ? ordinal(form(w)) : 0;
  }
  [[nodiscard]] std::optional<int> year_at(WordId w) const { return w < end_ ? year_form(form(w)) : std::nullopt; }

  // ---- points ----

  /// A month's name that is one: "May" between a preposition and a number, not "Theresa May said" or "may".
  [[nodiscard]] bool is_month(WordId w) const {
    if (kind(w) != K::kMonth || !is_capital(w) || document_[w].upos == Upos::kAux) return false;
    if (day_number(w + 1) || year_at(w + 1) || (same(w + 1, ",") && year_at(w + 2))) return true;
    if (w > begin_ && (day_number(w - 1) || (same(w - 1, "of") && w > begin_ + 1 && day_number(w - 2)))) return true;
    if (document_[w].name == NameKind::kPerson || document_[w].upos == Upos::kVerb) return false;
    const bool common = same(w, "may") || same(w, "march") || same(w, "april") || same(w, "june") || same(w, "august") || same(w, "jan") || same(w, "mar");
    if (!common) return document_[w].name != NameKind::kOrganisation;
    if (w == begin_) return same(w + 1, "'s") || same(w + 1, "’s");
    const K k = kind(w - 1);
    if (k == K::kEdge || k == K::kShift || k == K::kPart || k == K::kStory || k == K::kWeekday || is_dash(w - 1)) return true;
    static constexpr std::array<std::string_view, 15> kBefore{"of", "the", "a", "to", "and", "or", "through", "between", "every", "each", "on", "around", "about", "(", ","};
    return document_[w].upos == Upos::kPropn && std::any_of(kBefore.begin(), kBefore.end(), [&](std::string_view b) { return same(w - 1, b); }) &&
           !(is_capital(w + 1) && document_[w + 1].upos == Upos::kPropn);
  }

  /// "Monday", and not "the Sunday Times", "Bloody Sunday".
  [[nodiscard]] bool is_weekday(WordId w) const {
    if (kind(w) != K::kWeekday || !is_capital(w)) return false;
    const Word& word = document_[w];
    if (word.name == NameKind::kPerson || (word.name == NameKind::kOrganisation && is_capital(w + 1) && document_[w + 1].upos == Upos::kPropn)) return false;
    return !(w > begin_ + 1 && is_capital(w - 1) && kind(w - 1) == K::kNone && document_[w - 1].upos == Upos::kAdj);
  }

  /// A year stands alone ("in 2014"), not before what it counts ("2000 troops").
  [[nodiscard]] bool is_year(WordId w) const {
    if (!year_at(w)) return false;
    if (w > begin_) {
      const std::string_view p = form(w - 1);
      if (p == "$" || p == "€" || p == "£" || is_digit(p.front()) || same(w - 1, "than") || same(w - 1, "least") || same(w - 1, "some")) return false;
    }
    if (w + 1 >= end_) return true;
    const Word& next = document_[w + 1];
    const bool counts = (next.upos == Upos::kNoun && next.is(kPlur)) || next.upos == Upos::kNum || next.upos == Upos::kAdj || next.upos == Upos::kSym;
    if (w == begin_) return !counts && document_[w].upos == Upos::kNum && document_[w].rel != Rel::kNummod;
    const bool framed = kind(w - 1) == K::kEdge || kind(w - 1) == K::kPart || kind(w - 1) == K::kSeason || same(w - 1, "of") || same(w - 1, "(") ||
                        same(w - 1, "year") || same(w - 1, "around") || same(w - 1, "to") || same(w - 1, "and") || same(w - 1, "between") || is_dash(w - 1) ||
                        same(w - 1, "the") || same(w - 1, "'s") || same(w - 1, "’s") || same(w - 1, "a") || same(w - 1, "its") || same(w - 1, "their");
    if (!framed || (next.upos == Upos::kNum && form(w + 1) != "-")) return false;
    // "In 2014 troops took …" is a year to news, whatever the parser made of it; "in 2000 villages" is a number
    return !counts || (*year_at(w) % 100 == 0 ? !next.is(kPlur) : kind(w - 1) == K::kEdge || document_[w].rel != Rel::kNummod);
  }

  static TimePoint date(int year, int month, int day) {
    TimePoint p;
    p.year = year, p.month = month, p.day = day;
    return p;
  }

  /// "-12", "to 12", "and 12" behind the day of a month: the last day; moves `w` behind it.
  int last_day(WordId& w, int first) const {
    const bool link = is_dash(w) || same(w, "to") || same(w, "and") || same(w, "through") || same(w, "or");
    const int last = link ? day_number(w + 1) : 0;
    if (last <= first || (w + 2 < end_ && (kind(w + 2) == K::kUnit || (document_[w + 2].upos == Upos::kNoun && kind(w + 2) == K::kNone && document_[w + 2].is(kPlur))))) return 0;
    w += 2;
    return last;
  }

  /// ", 2021", "2021" behind a date or month; moves `w` behind it.
  int year_behind(WordId& w) const {
    const WordId k = same(w, ",") ? w + 1 : w;
    const auto year = year_at(k);
    if (!year) return 0;
    if (k > w && k + 1 < end_ && document_[k + 1].upos == Upos::kNoun && document_[k + 1].is(kPlur)) return 0;  // "In May, 2000 men"
    w = k + 1;
    return *year;
  }

  Read month(WordId w) const {
    if (!is_month(w)) return std::nullopt;
    TimePoint p = date(0, value(w), 0);
    if (p.month == 5 && same(w + 1, "day")) return Found{date(0, 5, 1), w + 2};
    WordId k = w + 1;
    if (const int day = day_number(k); day && !counts_things(k, w)) {
      p.day = day, ++k;
      p.last_day = last_day(k, day);
    } else if (same(k, "the") && day_number(k + 1) && !is_digit(form(k + 1).back())) {
      p.day = day_number(k + 1), k += 2;
    }
    p.year = year_behind(k);
    return Found{p, k};
  }

  /// "In May 12 people died": the number belongs to the noun behind it.
  [[nodiscard]] bool counts_things(WordId number, WordId month) const {
    if (before(month, "on") || number + 1 >= end_) return false;
    const Word& next = document_[number + 1];
    return document_[number].rel == Rel::kNummod && next.upos == Upos::kNoun && next.is(kPlur) && kind(number + 1) == K::kNone;
  }

  /// "10 October 2021", "10-12 October", "the 10th of October".
  Read day_month(WordId w) const {
    const int day = day_number(w);
    if (!day) return std::nullopt;
    WordId k = w + 1;
    const int last = last_day(k, day);
    if (same(k, "of")) ++k;
    else if (!last && kind(k) != K::kMonth) return std::nullopt;
    if (kind(k) != K::kMonth || !is_capital(k) || document_[k].upos == Upos::kAux) return std::nullopt;
    TimePoint p = date(0, value(k), day);
    p.last_day = last;
    ++k;
    p.year = year_behind(k);
    return Found{p, k};
  }

  /// "2021-10-18", "2021/10/18", "10/12/2021", "18.10.2021"; "10/12" only behind a preposition of days.
  Read figures(WordId w) const {
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
      n[parts] = *whole(f.substr(from, k - from)), width[parts] = k - from, ++parts;
      if (k == f.size()) break;
      if ((f[k] != '-' && f[k] != '/' && f[k] != '.') || (sign && f[k] != sign) || k + 1 == f.size()) return std::nullopt;
      sign = f[k++];
    }
    if (parts == 3 && width[0] == 4) return iso_parts(n, w);
    if (parts == 2 && sign == '/' && (before(w, "on") || kind(w - (w > begin_)) == K::kEdge) && width[0] <= 2 && width[1] <= 2) return either_order(n[0], n[1], 0, sign, w);
    if (parts == 3 && width[2] == 4 && width[0] <= 2 && width[1] <= 2) return either_order(n[0], n[1], n[2], sign, w);
    return std::nullopt;
  }
  Read iso(std::string_view ten, WordId w) const {
    const auto day = parse_day(ten);
    if (!day) return std::nullopt;
    const CivilDay c = civil_of(*day);
    return Found{date(c.year, c.month, c.day), w + 1};
  }
  static Read iso_parts(const std::array<int, 3>& n, WordId w) {
    if (!exists({n[0], n[1], n[2]})) return std::nullopt;
    return Found{date(n[0], n[1], n[2]), w + 1};
  }
  /// With dots the day comes first; with strokes the month does (American), unless it cannot.
  static Read either_order(int first, int second, int year, char sign, WordId w) {
    int month = sign == '/' ? first : second;
    int day = sign == '/' ? second : first;
    if (month > 12) std::swap(month, day);
    if (month < 1 || month > 12 || day < 1 || !exists({year ? year : 2000, month, day})) return std::nullopt;
    TimePoint p = date(year, month, day);
    p.is_two_digit_order = sign == '/' && day <= 12;
    return Found{p, w + 1};
  }

  Read weekday(WordId w) const {
    if (!is_weekday(w)) return std::nullopt;
    WordId k = skip_day_time(w + 1);
    // "Monday, Oct. 18", "Monday (18 October)"
    const WordId d = same(k, ",") || form(k) == "(" ? k + 1 : k;
    if (const Read full = kind(d) == K::kMonth ? month(d) : day_month(d); full && full->at.day) return Found{full->at, form(k) == "(" && form(full->next) == ")" ? full->next + 1 : full->next};
    TimePoint p;
    p.kind = TimeKind::kWeekday, p.day = value(w);
    return Found{p, k};
  }

  Read year(WordId w) const {
    if (!is_year(w)) return std::nullopt;
    return Found{date(*year_at(w), 0, 0), w + 1};
  }

  Read decade(WordId w) const {
    WordId k = w;
    const bool apostrophe = form(w) == "'" || form(w) == "’";
    if (apostrophe) ++k;
    const int first = k < end_ ? decade_form(form(k)) : 0;
    if (!first || (first >= 1920 && form(k).size() < 5 && !apostrophe && is_digit(form(k).front()) && !before(k, "the") && kind(k - (k > begin_)) != K::kPart)) return std::nullopt;
    TimePoint p;
    p.kind = TimeKind::kDecade, p.year = first;
    return Found{p, k + 1};
  }

  /// "the summer of 2019", "spring 2019", "in the spring"; "last summer" comes from `shifted`.
  Read season(WordId w) const {
    if (kind(w) != K::kSeason || is_verbal(w) || (is_capital(w) && w > begin_)) return std::nullopt;
    TimePoint p;
    p.kind = TimeKind::kSeason, p.day = value(w);
    WordId k = w + 1;
    if (same(k, "of") && year_at(k + 1)) p.year = *year_at(k + 1), k += 2;
    else if (year_at(k)) p.year = *year_at(k), ++k;
    if (p.year) return Found{p, k};
    const bool framed = before(w, "the") ? w > begin_ + 1 && (kind(w - 2) == K::kEdge || same(w - 2, "of")) : w > begin_ && (kind(w - 1) == K::kEdge || kind(w - 1) == K::kPart);
    return framed && !same(w, "fall") ? Read(Found{p, k}) : std::nullopt;
  }
  [[nodiscard]] bool is_verbal(WordId w) const { return document_[w].upos == Upos::kVerb || document_[w].upos == Upos::kAux; }

  static TimePoint unit_at(TimeUnit unit, int count, Shift shift, bool story) {
    TimePoint p;
    p.kind = TimeKind::kUnit, p.unit = unit, p.count = count, p.shift = shift, p.from_story = story;
    return p;
  }
  static TimePoint offset(TimeUnit unit, int count, bool story) {
    TimePoint p;
    p.kind = TimeKind::kOffset, p.unit = unit, p.count = count, p.from_story = story;
    return p;
  }
  static TimePoint reach(TimeUnit unit, int count, bool vague, Shift shift = Shift::kNone) {
    TimePoint p;
    p.kind = TimeKind::kReach, p.unit = unit, p.count = count, p.is_vague = vague, p.shift = shift;
    return p;
  }
  [[nodiscard]] TimeUnit unit(WordId w) const { return static_cast<TimeUnit>(value(w)); }

  /// "last week", "next Friday", "this month", "the past two days", "last night", "this morning".
  Read shifted(WordId w) const {
    int way = value(w);
    WordId k = w + 1;
    if (way == 0 && kind(k) == K::kShift) way = value(k), ++k;  // "this past week"
    const Shift shift = way < 0 ? Shift::kLast : way > 0 ? Shift::kNext : Shift::kThis;
    const bool past = same(k - 1, "past");
    if (is_weekday(k) || (kind(k) == K::kMonth && is_month(k)) || kind(k) == K::kSeason) {
      Read r = kind(k) == K::kWeekday ? weekday(k) : kind(k) == K::kMonth ? month(k) : plain_season(k);
      if (r) r->at.shift = shift;
      return r;
    }
    if (kind(k) == K::kDayTime && !past) return Found{offset(TimeUnit::kDay, way, false), k + 1};
    if (kind(k) == K::kUnit && is_singular(k)) {
      switch (unit(k)) {
        case TimeUnit::kNight: return Found{offset(TimeUnit::kNight, way, way > 0), k + 1};
        case TimeUnit::kWeekend: {
          TimePoint p;
          p.kind = TimeKind::kWeekend, p.shift = shift;
          return Found{p, k + 1};
        }
        case TimeUnit::kHour: return std::nullopt;
        case TimeUnit::kDay:
          if (way > 0) return Found{offset(TimeUnit::kDay, 1, true), k + 1};
          return past ? Read(Found{reach(TimeUnit::kDay, -1, false, shift), k + 1}) : std::nullopt;
        default: break;
      }
      const int fold = same(k, "fortnight") ? 2 : 1;
      if (past || fold == 2 || (unit(k) == TimeUnit::kDecade && way != 0)) return Found{reach(unit(k), way * fold, false, shift), k + 1};
      return Found{unit_at(unit(k), way, shift, false), k + 1};
    }
    if (way == 0) return std::nullopt;
    if (kind(k) == K::kRecent) ++k;
    const auto [n, vague, behind] = count_of(k);
    if (n && kind(behind) == K::kUnit) return Found{reach(unit(behind), way * n * fold_of(behind), vague, shift), behind + 1};
    return std::nullopt;
  }
  Read plain_season(WordId w) const {
    if (is_verbal(w)) return std::nullopt;
    TimePoint p;
    p.kind = TimeKind::kSeason, p.day = value(w);
    return Found{p, w + 1};
  }
  [[nodiscard]] bool is_singular(WordId w) const { return form(w).back() != 's' && form(w).back() != 'S'; }
  [[nodiscard]] int fold_of(WordId w) const { return same(w, "fortnight") || same(w, "fortnights") ? 2 : 1; }

  struct Count {
    int n = 0;
    bool vague = false;
    WordId next = 0;
  };
  /// "two", "72", "a", "several", "a couple of" before a unit.
  [[nodiscard]] Count count_of(WordId w) const {
    if (same(w, "a") || same(w, "an")) {
      if (kind(w + 1) == K::kUnit) return {1, false, w + 1};
      if (kind(w + 1) == K::kVagueNumber) ++w;
      else if (!same(w + 1, "dozen")) return {};
    }
    if (kind(w) == K::kVagueNumber) {
      const WordId k = same(w + 1, "of") ? w + 2 : w + 1;
      return {value(w), value(w) > 2, k};
    }
    if (w >= end_) return {};
    const auto number = number_at(document_, w, end_);
    if (!number || number->value < 1 || number->value > 5000 || number->begin != w) return {};
    WordId k = number->end;
    if (is_dash(k) && !document_[k].space_after) ++k;  // "72-hour"
    return {static_cast<int>(number->upper.value_or(number->value)), number->upper.has_value() || number->about, k};
  }

  /// "the previous month", "that night", "the following Monday", "the same day".
  Read storied(WordId w) const {
    if (same(w, "that") && document_[w].upos != Upos::kDet) return std::nullopt;
    const WordId k = w + 1;
    const int way = value(w);
    if (is_weekday(k)) {
      TimePoint p;
      p.kind = TimeKind::kWeekday, p.day = value(k), p.from_story = true, p.count = way;
      return Found{p, skip_day_time(k + 1)};
    }
    if (kind(k) == K::kDayTime) return Found{offset(TimeUnit::kDay, way, true), k + 1};
    if (kind(k) == K::kUnit && is_singular(k)) {
      if (unit(k) == TimeUnit::kHour) return std::nullopt;
      if (unit(k) == TimeUnit::kDay || unit(k) == TimeUnit::kNight) return Found{offset(TimeUnit::kDay, way, true), skip_day_time(k + 1)};
      if (unit(k) == TimeUnit::kWeekend) return std::nullopt;
      return Found{unit_at(unit(k), way, Shift::kNone, true), k + 1};
    }
    if (way == 0) return std::nullopt;
    const auto [n, vague, behind] = count_of(k);
    if (!n || kind(behind) != K::kUnit) return std::nullopt;
    Found f{reach(unit(behind), way * n * fold_of(behind), vague), behind + 1};
    f.at.from_story = true;
    return f;
  }

  /// "late March", "early next week", "mid-2019", "later this month", "earlier in the day", "late on Thursday".
  Read part(WordId w) const {
    const int which = value(w);
    WordId k = w + 1;
    if (which == 2 && is_dash(k)) ++k;
    const WordId inner = same(k, "on") || same(k, "in") ? skip_article(k + 1) : k;
    Read r;
    if (inner != k && kind(inner) == K::kUnit && is_singular(inner) && same(inner - 1, "the")) {
      r = Found{unit_at(unit(inner), 0, Shift::kThis, unit(inner) != TimeUnit::kDay && false), inner + 1};
    } else {
      r = core(inner);
    }
    if (!r || r->is_relation || r->at.kind == TimeKind::kReach) return std::nullopt;
    if (r->at.kind == TimeKind::kOffset && r->at.from_story) return which <= 3 ? r : std::nullopt;
    cut(r->at, which);
    return r;
  }
  static void cut(TimePoint& p, int which) {
    if (which == 4) p.side = -1;
    else if (which == 5) p.side = 1;
    else p.slice = static_cast<std::int8_t>(which), p.slices = 3;
  }
  /// "mid-October", "mid-2019", "mid-1990s" as one word.
  Read mid_word(WordId w) const {
    const std::string_view f = form(w);
    if (f.size() < 7 || !same_word(f.substr(0, 4), "mid-")) return std::nullopt;
    const std::string_view rest = f.substr(4);
    TimePoint p;
    WordId k = w + 1;
    if (const int m = month_of(rest)) p = date(0, m, 0), p.year = year_behind(k);
    else if (const auto y = year_form(rest)) p = date(*y, 0, 0);
    else if (const int d = decade_form(rest)) p.kind = TimeKind::kDecade, p.year = d;
    else if (const TimeWord t = time_word(rest); t.kind == K::kSeason) p.kind = TimeKind::kSeason, p.day = t.value;
    else if (t.kind == K::kUnit && t.value == static_cast<int>(TimeUnit::kWeek)) p = unit_at(TimeUnit::kWeek, 0, Shift::kThis, false);
    else return std::nullopt;
    p.slice = 2, p.slices = 3;
    return Found{p, k};
  }

  /// "the end of May", "the start of the year", "the middle of next week", "year's end".
  Read ends(WordId w) const {
    if (!same(w + 1, "of")) return std::nullopt;
    Read r = of_what(w + 2);
    if (!r || r->is_relation) return std::nullopt;
    static constexpr std::array<std::int8_t, 4> kSlice{1, 3, 6, 1}, kSlices{6, 5, 6, 2};
    const int which = value(w) - 1;
    r->at.slice = kSlice[static_cast<std::size_t>(which)], r->at.slices = kSlices[static_cast<std::size_t>(which)];
    return r;
  }
  /// What stands behind "of": "the year", "this month", "2019", "October".
  Read of_what(WordId w) const {
    const WordId k = skip_article(w);
    if (k > w && kind(k) == K::kUnit && is_singular(k)) return Found{unit_at(unit(k), 0, Shift::kThis, false), k + 1};
    return core(k);
  }
  /// "the first half of 2019", "the third quarter of last year"; the year may be unsaid.
  Read nth_part(WordId w) const {
    const int n = ordinal(form(w));
    const bool half = same(w + 1, "half");
    const bool quarter = kind(w + 1) == K::kUnit && unit(w + 1) == TimeUnit::kQuarter;
    if (n < 1 || !(half || quarter) || n > (half ? 2 : 4)) return std::nullopt;
    Read r = same(w + 2, "of") ? of_what(w + 3) : is_year(w + 2) ? year(w + 2) : std::nullopt;
    if (!r) {
      if (half || same(w + 2, "of")) return std::nullopt;
      r = Found{unit_at(TimeUnit::kYear, 0, Shift::kThis, false), w + 2};
    }
    r->at.slice = static_cast<std::int8_t>(n), r->at.slices = half ? 2 : 4;
    return r;
  }
  Read unit_end(WordId w) const {
    WordId k = w + 1;
    if (same(k, "'s") || same(k, "’s")) ++k;
    else if (is_dash(k)) ++k;
    else return std::nullopt;
    if (!same(k, "end") || !is_singular(w)) return std::nullopt;
    TimePoint p = unit_at(unit(w), 0, Shift::kThis, false);
    p.slice = 6, p.slices = 6;
    return Found{p, k + 1};
  }

  /// "two weeks ago", "three days later", "a year earlier", "two days after the vote", "within 72 hours", "in two weeks' time".
  Read counted(WordId w) const {
    const auto [n, vague, at] = count_of(w);
    if (!n || kind(at) != K::kUnit) return std::nullopt;
    return distance(w, at, n * fold_of(at), vague);
  }
  /// "weeks ago", "hours after the vote": as many as one likes.
  Read uncounted(WordId w) const {
    if (is_singular(w) || (w > begin_ && (kind(w - 1) == K::kVagueNumber))) return std::nullopt;
    return distance(w, w, 0, true);
  }
  Read distance(WordId first, WordId at, int n, bool vague) const {
    const TimeUnit u = unit(at) == TimeUnit::kNight ? TimeUnit::kDay : unit(at);
    if (u == TimeUnit::kWeekend || u == TimeUnit::kQuarter || u == TimeUnit::kSeason) return std::nullopt;
    WordId k = at + 1;
    const auto found = [&](int way, bool story, bool relation) {
      TimePoint p = offset(u, way * n, story);
      p.is_vague = vague;
      if (n == 0) p.count = way;
      return Found{p, k + 1, relation};
    };
    if (kind(k) == K::kDistance) {
      if (value(k) == 0) return found(-1, false, false);
      if (value(k) == 2) return found(1, false, false);
      return found(value(k), true, false);
    }
    if (kind(k) == K::kPart && value(k) >= 4) return found(value(k) == 4 ? -1 : 1, true, false);
    if (is_edge(k, Edge::kBefore) || is_edge(k, Edge::kAfter)) {
      const int way = is_edge(k, Edge::kBefore) ? -1 : 1;
      return found(way, true, governs(k));
    }
    if (same(k, "from") && same(k + 1, "now")) return ++k, found(1, false, false);
    if ((form(k) == "'" || form(k) == "’" || form(k) == "'s" || form(k) == "’s") && same(k + 1, "time")) return ++k, found(1, false, false);
    // a bare stretch of time is a date only behind "within" and "in"
    if (n && first > begin_ && (is_edge(first - 1, Edge::kIn) || is_edge(first - 1, Edge::kWithin))) return Found{reach(u, n, vague), k};
    if (!n && u == TimeUnit::kHour && first > begin_ && is_edge(first - 1, Edge::kWithin)) return Found{reach(TimeUnit::kDay, 1, true), k};
    return std::nullopt;
  }
  /// Whether "before" or "after" at `w` governs a phrase or a clause: "two days after the vote", not "two days after."
  [[nodiscard]] bool governs(WordId w) const {
    if (w + 1 >= end_) return false;
    const Word& next = document_[w + 1];
    if (next.upos == Upos::kPunct || next.upos == Upos::kCconj || next.upos == Upos::kAux || next.upos == Upos::kAdp) return false;
    return document_[w].rel == Rel::kCase || document_[w].rel == Rel::kMark || next.upos == Upos::kDet || next.upos == Upos::kPropn || next.upos == Upos::kNoun ||
           next.upos == Upos::kPron;
  }

  /// "the day before", "the night before last", "the day after tomorrow".
  Read day_beside(WordId w) const {
    if (!(is_edge(w + 1, Edge::kBefore) || is_edge(w + 1, Edge::kAfter)) || !is_singular(w) || !before(w, "the")) return std::nullopt;
    const int way = is_edge(w + 1, Edge::kBefore) ? -1 : 1;
    const bool day = unit(w) == TimeUnit::kDay || unit(w) == TimeUnit::kNight;
    if (kind(w + 2) == K::kDayName && value(w + 2) == way) return Found{offset(TimeUnit::kDay, 2 * way, false), w + 3};
    if (way < 0 && same(w + 2, "last")) {
      if (day) return Found{offset(TimeUnit::kDay, -2, false), w + 3};
      return Found{unit_at(unit(w), -2, Shift::kNone, false), w + 3};
    }
    if (way > 0 && same(w + 2, "next") && !day) return Found{unit_at(unit(w), 2, Shift::kNone, false), w + 3};
    Found f = day ? Found{offset(TimeUnit::kDay, way, true), w + 2} : Found{unit_at(unit(w), way, Shift::kNone, true), w + 2};
    f.is_relation = day && governs(w + 1);
    if (!day && governs(w + 1)) return std::nullopt;
    return f;
  }

  Read weekend(WordId w) const {
    TimePoint p;
    p.kind = TimeKind::kWeekend;
    return Found{p, w + 1};
  }
  Read lone_unit(WordId w) const {
    if (Read r = unit_end(w)) return r;
    if (Read r = day_beside(w)) return r;
    if (unit(w) == TimeUnit::kWeekend && is_singular(w) && !before(w, "every")) return weekend(w);
    if (unit(w) == TimeUnit::kYear && is_year(w + 1)) return year(w + 1);
    return uncounted(w);
  }
  /// "in recent weeks", "in the coming days".
  Read recent(WordId w) const {
    if (kind(w + 1) != K::kUnit) return std::nullopt;
    return Found{reach(unit(w + 1), value(w), true), w + 2};
  }
  Read day_name(WordId w) const { return Found{offset(TimeUnit::kDay, value(w), false), skip_day_time(w + 1)}; }
  Read overnight(WordId w) const {
    TimePoint p;
    p.kind = TimeKind::kOvernight;
    return Found{p, w + 1};
  }
  /// "effective midnight", "from midnight": the night between publication and the day after it.
  Read midnight(WordId w) const {
    if (value(w) != 1 || w == begin_ || !(same(w - 1, "effective") || is_edge(w - 1, Edge::kFrom) || is_edge(w - 1, Edge::kUntil) || same(w - 1, "at") || is_edge(w - 1, Edge::kBy) ||
                        same(w - 1, "of"))) {
      return std::nullopt;
    }
    return overnight(w);
  }
  /// "effective immediately", "with immediate effect".
  Read immediately(WordId w) const {
    if (same(w, "immediately") && before(w, "effective")) return Found{offset(TimeUnit::kDay, 0, false), w + 1};
    if (same(w, "immediate") && same(w + 1, "effect") && before(w, "with")) return Found{offset(TimeUnit::kDay, 0, false), w + 2};
    return std::nullopt;
  }
  Read feast(WordId w) const {
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

  static constexpr auto is_kind(K k) {
    return k;
  }
  template <K k>
  static bool of_kind(const Scanner& s, WordId w) {
    return s.kind(w) == k;
  }
  static bool starts_digit(const Scanner& s, WordId w) { return is_digit(s.form(w).front()); }
  static bool may_count(const Scanner& s, WordId w) {
    return is_digit(s.form(w).front()) || s.kind(w) == K::kVagueNumber || s.document_[w].upos == Upos::kNum || s.document_[w].upos == Upos::kDet || s.document_[w].upos == Upos::kPropn ||
           s.document_[w].upos == Upos::kNoun;
  }
  static bool may_rank(const Scanner& s, WordId w) { return s.same(w + 1, "half") || (s.kind(w + 1) == K::kUnit && s.unit(w + 1) == TimeUnit::kQuarter); }
  static bool is_long_word(const Scanner& s, WordId w) { return s.form(w).size() >= 3; }

  /// First match wins.
  [[nodiscard]] Read core(WordId w) const {
    static constexpr std::array kRules = std::to_array<Rule>({
        {"two weeks ago", may_count, &Scanner::counted},
        {"10 October 2021", starts_digit, &Scanner::day_month},
        {"2021-10-18", starts_digit, &Scanner::figures},
        {"first half of 2019", may_rank, &Scanner::nth_part},
        {"in 2014", starts_digit, &Scanner::year},
        {"1990s", is_long_word, &Scanner::decade},
        {"'90s", [](const Scanner& s, WordId k) { return s.form(k) == "'" || s.form(k) == "’"; }, &Scanner::decade},
        {"on a named day", of_kind<K::kWeekday>, &Scanner::weekday},
        {"in a named month", of_kind<K::kMonth>, &Scanner::month},
        {"last week", of_kind<K::kShift>, &Scanner::shifted},
        {"the following day", of_kind<K::kStory>, &Scanner::storied},
        {"late March", of_kind<K::kPart>, &Scanner::part},
        {"mid-2019", is_long_word, &Scanner::mid_word},
        {"the end of May", of_kind<K::kEnds>, &Scanner::ends},
        {"yesterday", of_kind<K::kDayName>, &Scanner::day_name},
        {"overnight", of_kind<K::kOvernight>, &Scanner::overnight},
        {"from midnight", of_kind<K::kDayTime>, &Scanner::midnight},
        {"in recent days", of_kind<K::kRecent>, &Scanner::recent},
        {"spring 2019", of_kind<K::kSeason>, &Scanner::season},
        {"the weekend, days ago, year's end", of_kind<K::kUnit>, &Scanner::lone_unit},
        {"effective immediately", is_long_word, &Scanner::immediately},
        {"Christmas Eve", is_long_word, &Scanner::feast},
    });
    if (w >= end_) return std::nullopt;
    for (const Rule& rule : kRules) {
      if (!rule.when(*this, w)) continue;
      if (Read r = (this->*rule.read)(w)) return r;
    }
    return std::nullopt;
  }

  // ---- what stands around a point ----

  /// "to Nov. 5", "-2016", "and Sunday" behind a point of the same kind.
  void range(TimeExpression& x, bool between) const {
    WordId k = x.end;
    const bool dash = is_dash(k);
    const bool link = dash || same(k, "to") || same(k, "through") || is_edge(k, Edge::kUntil) || same(k, "and") || same(k, "or");
    if (!link) return;
    const bool joins = same(k, "and") || same(k, "or");
    k = skip_article(k + 1);
    if (same(k, "on")) return;
    // "2014-16"
    if (x.at.kind == TimeKind::kDate && x.at.year && !x.at.month && dash) {
      if (const auto n = whole(form(k)); n && form(k).size() == 2 && x.at.year % 100 < *n) {
        x.to = date(x.at.year / 100 * 100 + *n, 0, 0), x.end = k + 1;
        return;
      }
    }
    Read r = core(k);
    if (!r && !joins && year_at(k)) r = Found{date(*year_at(k), 0, 0), k + 1};
    if (!r || r->is_relation || r->at.kind != x.at.kind || r->at.from_story || r->at.shift != Shift::kNone) return;
    if (x.at.kind == TimeKind::kDate && (x.at.month == 0) != (r->at.month == 0)) return;
    if (x.at.kind == TimeKind::kDate && (x.at.day == 0) != (r->at.day == 0)) return;
    if (x.at.kind != TimeKind::kDate && x.at.kind != TimeKind::kWeekday) return;
    if (joins && !between && x.at.kind == TimeKind::kDate && !x.at.day && !x.at.month) return;  // "in 2014 and 2016": two years, not three
    x.to = r->at, x.end = r->next;
  }

  /// Reads the words before the point: "since", "by the end of", "as of", "from midnight on".
  void edges(TimeExpression& x, WordId floor) const {
    WordId k = x.core;
    for (int steps = 0; k > floor && steps < 6; ++steps) {
      const WordId p = k - 1;
      if (kind(p) == K::kEdge) {
        x.edge = static_cast<Edge>(value(p));
        k = p;
        break;
      }
      if (same(p, "effective") || same(p, "starting") || same(p, "beginning")) {
        x.edge = Edge::kFrom, k = p;
        break;
      }
      if (same(p, "of") && p > floor && same(p - 1, "as")) {
        x.edge = Edge::kFrom, k = p - 1;
        break;
      }
      if (same(p, "with") && same(x.core, "immediate")) {
        x.edge = Edge::kFrom, k = p;
        break;
      }
      if (same(p, "to") && document_[p].upos == Upos::kAdp && !x.at.from_story) {  // "postponed to Friday"
        x.edge = Edge::kUntil, k = p;
        break;
      }
      const bool clock = kind(p) == K::kDayTime || same(p, "a.m.") || same(p, "p.m.") || same(p, "gmt") || (is_digit(form(p).front()) && form(p).find(':') != std::string_view::npos);
      const bool light = same(p, "on") || same(p, "at") || same(p, "the") || same(p, "around") || same(p, "about") || same(p, "only") || same(p, "just") || same(p, "between") || clock ||
                         (kind(p) == K::kPart && value(p) <= 3) || (kind(p) == K::kUnit && unit(p) == TimeUnit::kNight);
      if (!light) break;
      k = p;
      // "noon on Monday": go on to "until"; "held on Monday": stop
      if ((same(p, "on") || same(p, "at")) && !(p > floor && (kind(p - 1) == K::kDayTime || same(p - 1, "a.m.") || same(p - 1, "p.m.") || kind(p - 1) == K::kPart ||
                                                            (is_digit(form(p - 1).front()) && form(p - 1).find(':') != std::string_view::npos)))) {
        break;
      }
    }
    x.begin = k;
    if (x.edge == Edge::kIn && x.at.kind != TimeKind::kReach) x.edge = Edge::kAt;
    if (x.edge == Edge::kFrom && same(k, "from") && k > floor && (same(k - 1, "effective") || same(k - 1, "effect") || same(k - 1, "as") || same(k - 1, "starting"))) --k, x.begin = k;
    static constexpr std::array<std::string_view, 6> kLikely{"probably", "likely", "possibly", "perhaps", "maybe", "presumably"};
    x.is_likely = k > floor && std::any_of(kLikely.begin(), kLikely.end(), [&](std::string_view l) { return same(k - 1, l); });
  }

  /// The word by which the expression hangs in the tree: the first that is no preposition and whose head lies outside.
  [[nodiscard]] WordId head_of(WordId begin, WordId end) const {
    for (WordId w = begin; w < end; ++w) {
      const Word& x = document_[w];
      if ((x.head == kNoWord || x.head < begin || x.head >= end) && x.upos != Upos::kPunct && x.upos != Upos::kDet && x.rel != Rel::kCase && x.rel != Rel::kMark) return w;
    }
    return begin;
  }

  std::optional<TimeExpression> expression(WordId w, WordId floor) const {
    const Read r = core(w);
    if (!r) return std::nullopt;
    TimeExpression x;
    x.core = w, x.begin = w, x.end = r->next, x.at = r->at, x.is_relation = r->is_relation;
    edges(x, floor);
    if (!x.is_relation && x.at.kind != TimeKind::kReach) range(x, same(x.begin, "between") || (x.begin + 1 < end_ && same(x.core - (x.core > begin_), "between")));
    x.head = head_of(x.begin, x.end);
    return x;
  }

  const Document& document_;
  WordId begin_, end_;
  std::vector<TimeWord> words_;
};

}  // namespace

std::vector<TimeExpression> find_times(const Document& document, WordId begin, WordId end) { return Scanner(document, begin, end).all(); }

}  // namespace demarche
