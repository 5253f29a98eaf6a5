// Points of time that are counted: "last week", "the past two days", "two weeks ago", "the following day", "within 72 hours", and
// parts of a stretch: "the end of May", "later this month". Relies on the words, and on the parse to tell "two days after the
// vote" from "two days after". Doors: PointScan's readers.
#include <algorithm>

#include "reading/points.h"

namespace demarche {

TimePoint PointScan::unit_at(TimeUnit unit, int count, Shift shift, bool story) {
  TimePoint p;
  p.kind = TimeKind::kUnit, p.unit = unit, p.count = count, p.shift = shift, p.from_story = story;
  return p;
}

TimePoint PointScan::offset(TimeUnit unit, int count, bool story) {
  TimePoint p;
  p.kind = TimeKind::kOffset, p.unit = unit, p.count = count, p.from_story = story;
  return p;
}

TimePoint PointScan::reach(TimeUnit unit, int count, bool vague, Shift shift) {
  TimePoint p;
  p.kind = TimeKind::kReach, p.unit = unit, p.count = count, p.is_vague = vague, p.shift = shift;
  return p;
}

/// "last week", "next Friday", "this month", "the past two days", "last night", "this morning".
PointScan::Read PointScan::shifted(WordId w) const {
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
      case TimeUnit::kNight:
        return Found{offset(TimeUnit::kNight, way, way > 0), k + 1};
      case TimeUnit::kWeekend: {
        TimePoint p;
        p.kind = TimeKind::kWeekend, p.shift = shift;
        return Found{p, k + 1};
      }
      case TimeUnit::kHour:
        return std::nullopt;
      case TimeUnit::kDay:
        if (way > 0) return Found{offset(TimeUnit::kDay, 1, true), k + 1};
        return past ? Read(Found{reach(TimeUnit::kDay, -1, false, shift), k + 1}) : std::nullopt;
      default:
        break;
    }
    const int fold = same(k, "fortnight") ? 2 : 1;
    if (past || fold == 2 || (unit(k) == TimeUnit::kDecade && way != 0))
      return Found{reach(unit(k), way * fold, false, shift), k + 1};
    return Found{unit_at(unit(k), way, shift, false), k + 1};
  }
  if (way == 0) return std::nullopt;
  if (kind(k) == K::kRecent) ++k;
  const auto [n, vague, behind] = count_of(k);
  if (n && kind(behind) == K::kUnit) return Found{reach(unit(behind), way * n * fold_of(behind), vague, shift), behind + 1};
  return std::nullopt;
}

/// "two", "72", "a", "several", "a couple of" before a unit.
PointScan::Count PointScan::count_of(WordId w) const {
  if (same(w, "a") || same(w, "an")) {
    if (kind(w + 1) == K::kUnit) return {1, false, w + 1};
    if (kind(w + 1) == K::kVagueNumber)
      ++w;
    else if (!same(w + 1, "dozen"))
      return {};
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
PointScan::Read PointScan::storied(WordId w) const {
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
    if (unit(k) == TimeUnit::kDay || unit(k) == TimeUnit::kNight)
      return Found{offset(TimeUnit::kDay, way, true), skip_day_time(k + 1)};
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
PointScan::Read PointScan::part(WordId w) const {
  const int which = value(w);
  WordId k = w + 1;
  if (which == 2 && is_dash(k)) ++k;
  const WordId inner = same(k, "on") || same(k, "in") ? skip_article(k + 1) : k;
  if (kind(inner) == K::kPart || kind(inner) == K::kEnds) return std::nullopt;
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

void PointScan::cut(TimePoint& p, int which) {
  if (which == 4)
    p.side = -1;
  else if (which == 5)
    p.side = 1;
  else
    p.slice = static_cast<std::int8_t>(which), p.slices = 3;
}

/// "the end of May", "the start of the year", "the middle of next week", "year's end".
PointScan::Read PointScan::ends(WordId w) const {
  if (!same(w + 1, "of") || kind(skip_article(w + 2)) == K::kEnds) return std::nullopt;
  Read r = of_what(w + 2);
  if (!r || r->is_relation) return std::nullopt;
  static constexpr std::array<std::int8_t, 4> kSlice{1, 3, 6, 1}, kSlices{6, 5, 6, 2};
  const int which = value(w) - 1;
  r->at.slice = kSlice[static_cast<std::size_t>(which)], r->at.slices = kSlices[static_cast<std::size_t>(which)];
  return r;
}

/// What stands behind "of": "the year", "this month", "2019", "October".
PointScan::Read PointScan::of_what(WordId w) const {
  const WordId k = skip_article(w);
  if (k > w && kind(k) == K::kUnit && is_singular(k)) return Found{unit_at(unit(k), 0, Shift::kThis, false), k + 1};
  return core(k);
}

/// "the first half of 2019", "the third quarter of last year"; the year may be unsaid.
PointScan::Read PointScan::nth_part(WordId w) const {
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

PointScan::Read PointScan::unit_end(WordId w) const {
  WordId k = w + 1;
  if (same(k, "'s") || same(k, "’s"))
    ++k;
  else if (is_dash(k))
    ++k;
  else
    return std::nullopt;
  if (!same(k, "end") || !is_singular(w)) return std::nullopt;
  TimePoint p = unit_at(unit(w), 0, Shift::kThis, false);
  p.slice = 6, p.slices = 6;
  return Found{p, k + 1};
}

/// "two weeks ago", "three days later", "a year earlier", "two days after the vote", "within 72 hours", "in two weeks' time".
PointScan::Read PointScan::counted(WordId w) const {
  const auto [n, vague, at] = count_of(w);
  if (!n || kind(at) != K::kUnit) return std::nullopt;
  return distance(w, at, n * fold_of(at), vague);
}

/// "weeks ago", "hours after the vote": as many as one likes.
PointScan::Read PointScan::uncounted(WordId w) const {
  if (is_singular(w) || (w > begin_ && (kind(w - 1) == K::kVagueNumber))) return std::nullopt;
  return distance(w, w, 0, true);
}

PointScan::Read PointScan::distance(WordId first, WordId at, int n, bool vague) const {
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
  if ((form(k) == "'" || form(k) == "’" || form(k) == "'s" || form(k) == "’s") && same(k + 1, "time"))
    return ++k, found(1, false, false);
  // a bare stretch of time is a date only behind "within" and "in"
  if (n && first > begin_ && (is_edge(first - 1, Edge::kIn) || is_edge(first - 1, Edge::kWithin)))
    return Found{reach(u, n, vague), k};
  if (!n && u == TimeUnit::kHour && first > begin_ && is_edge(first - 1, Edge::kWithin))
    return Found{reach(TimeUnit::kDay, 1, true), k};
  return std::nullopt;
}

/// Whether "before" or "after" at `w` governs a phrase or a clause: "two days after the vote", not "two days after."
bool PointScan::governs(WordId w) const {
  if (w + 1 >= end_) return false;
  const Word& next = document_[w + 1];
  if (next.upos == Upos::kPunct || next.upos == Upos::kCconj || next.upos == Upos::kAux || next.upos == Upos::kAdp) return false;
  return document_[w].rel == Rel::kCase || document_[w].rel == Rel::kMark || next.upos == Upos::kDet ||
         next.upos == Upos::kPropn || next.upos == Upos::kNoun || next.upos == Upos::kPron;
}

/// "the day before", "the night before last", "the day after tomorrow".
PointScan::Read PointScan::day_beside(WordId w) const {
  if (!(is_edge(w + 1, Edge::kBefore) || is_edge(w + 1, Edge::kAfter)) || !is_singular(w) || !before(w, "the"))
    return std::nullopt;
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

PointScan::Read PointScan::weekend(WordId w) const {
  TimePoint p;
  p.kind = TimeKind::kWeekend;
  return Found{p, w + 1};
}

PointScan::Read PointScan::lone_unit(WordId w) const {
  if (Read r = unit_end(w)) return r;
  if (Read r = day_beside(w)) return r;
  if (unit(w) == TimeUnit::kWeekend && is_singular(w) && !before(w, "every")) return weekend(w);
  if (unit(w) == TimeUnit::kYear && is_year(w + 1)) return year(w + 1);
  return uncounted(w);
}

/// "in recent weeks", "in the coming days".
PointScan::Read PointScan::recent(WordId w) const {
  if (kind(w + 1) != K::kUnit) return std::nullopt;
  return Found{reach(unit(w + 1), value(w), true), w + 2};
}

}  // namespace demarche
