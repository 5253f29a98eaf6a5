// A time expression against the day of publication, the narrative's day and the tense of its clause → the days it means.
// Relies on base/day for the calendar. Door: resolve.
//
// Grain is kept: "in April" is the whole month, "two weeks ago" the week around that day. What the tense rules out is cut off: of
// "this month" in the past tense only the days up to publication are left.
#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/day.h"
#include "reading/times.h"

namespace demarche {
namespace {

constexpr int kDaysInWeek = 7;

Day plus(Day d, int days) { return Day{d.since_1970 + days}; }
DateRange range_of(Day from, Day to) { return {from, to, {}}; }
DateRange one(Day d) { return {d, d, {}}; }
int length(const DateRange& r) { return r.to.since_1970 - r.from.since_1970 + 1; }

/// A month counted on from year 0, so that months can be added; kept within what the calendar can write.
int month_index(CivilDay c) { return c.year * 12 + c.month - 1; }
int sound_month(int month) { return std::clamp(month, 12, 9999 * 12 + 11); }
Day first_of(int month) {
  month = sound_month(month);
  return day_of({month / 12, month % 12 + 1, 1});
}
Day last_of(int month) {
  month = sound_month(month);
  return day_of({month / 12, month % 12 + 1, days_in_month(month / 12, month % 12 + 1)});
}
DateRange months(int first, int count) { return range_of(first_of(first), last_of(first + count - 1)); }

/// The same day `n` months on; the last of the month where it has no such day.
Day plus_months(Day d, int n) {
  const CivilDay c = civil_of(d);
  const int m = sound_month(month_index(c) + n);
  return day_of({m / 12, m % 12 + 1, std::min(c.day, days_in_month(m / 12, m % 12 + 1))});
}

bool is_sound(int year) { return year >= 1 && year <= 9999; }

class Resolver {
 public:
  explicit Resolver(const Anchor& anchor) : anchor_(anchor), now_(anchor.published) {}

  std::optional<DateRange> read(const TimeExpression& x) const {
    if (x.edge == Edge::kUntil) return std::nullopt;
    std::optional<DateRange> r = point(x.at, x.edge);
    if (!r) return std::nullopt;
    if (x.to) {
      if (const auto end = second(x, *r)) r->to = std::max(r->to, end->to);
    }
    return bounded(x, *r);
  }

 private:
  [[nodiscard]] bool past() const { return anchor_.direction == Direction::kPast; }
  [[nodiscard]] bool future() const { return anchor_.direction == Direction::kFuture; }
  [[nodiscard]] std::optional<DateRange> story() const {
    if (anchor_.story) return anchor_.story;
    return now_ ? std::optional(one(*now_)) : std::nullopt;
  }

  /// The end of a range lies behind its beginning: "from Saturday to Monday", "December to January".
  [[nodiscard]] std::optional<DateRange> second(const TimeExpression& x, const DateRange& first) const {
    TimePoint p = *x.to;
    if (p.kind == TimeKind::kWeekday) {
      const int ahead = (p.day - weekday(first.from) + kDaysInWeek) % kDaysInWeek;
      return one(plus(first.from, ahead));
    }
    if (p.kind == TimeKind::kDate && !p.year) {
      p.year = civil_of(first.from).year;
      if (p.month < civil_of(first.from).month) ++p.year;
    }
    return date(p);
  }

  [[nodiscard]] std::optional<DateRange> bounded(const TimeExpression& x, DateRange r) const {
    switch (x.edge) {
      case Edge::kSince:
        if (!now_ || r.from > *now_) return std::nullopt;
        return range_of(r.from, *now_);
      case Edge::kFor:
        return x.at.kind == TimeKind::kReach && x.at.shift == Shift::kNone ? std::nullopt : std::optional(r);
      case Edge::kBy:
        if (now_ && !past() && r.to >= *now_) return range_of(*now_, r.to);
        return r;
      case Edge::kBefore:
        if (now_ && !past() && r.from > *now_) return range_of(*now_, plus(r.from, -1));
        return std::nullopt;
      case Edge::kAfter:
        if (now_ && !future() && r.from <= *now_) return range_of(r.from, *now_);
        return std::nullopt;
      default:
        return r;
    }
  }

  [[nodiscard]] std::optional<DateRange> point(const TimePoint& p, Edge edge) const {
    std::optional<DateRange> r = whole(p, edge);
    if (!r) return std::nullopt;
    if (p.slice) r = slice(*r, p.slice, p.slices);
    return clipped(p, *r);
  }

  [[nodiscard]] std::optional<DateRange> whole(const TimePoint& p, Edge edge) const {
    switch (p.kind) {
      case TimeKind::kDate:
        return date(p);
      case TimeKind::kDecade:
        return months(p.year * 12, 120);
      case TimeKind::kSeason:
        return season(p);
      default:
        break;
    }
    if (!now_) return std::nullopt;
    switch (p.kind) {
      case TimeKind::kWeekday:
        return weekday_of_week(p);
      case TimeKind::kWeekend:
        return weekend(p);
      case TimeKind::kUnit:
        return unit(p);
      case TimeKind::kOffset:
        return offset(p);
      case TimeKind::kReach:
        return reach(p, edge);
      case TimeKind::kOvernight:
        return future() ? range_of(*now_, plus(*now_, 1)) : range_of(plus(*now_, -1), *now_);
      default:
        return std::nullopt;
    }
  }

  /// Of what holds the day of publication, the tense takes one side. By the words "earlier" and "later", too.
  [[nodiscard]] std::optional<DateRange> clipped(const TimePoint& p, DateRange r) const {
    if (!now_) return r;
    const bool holds_now = r.from <= *now_ && *now_ <= r.to;
    if (!holds_now || length(r) == 1 || p.kind == TimeKind::kOffset || p.kind == TimeKind::kReach ||
        p.kind == TimeKind::kOvernight)
      return r;
    if (p.side < 0 || (p.side == 0 && past()))
      r.to = *now_;
    else if (p.side > 0 || future())
      r.from = *now_;
    return r;
  }

  // ---- dates ----

  [[nodiscard]] static std::optional<DateRange> in_year(const TimePoint& p, int year) {
    if (!is_sound(year)) return std::nullopt;
    if (!p.month) return months(year * 12, 12);
    if (!p.day) return months(year * 12 + p.month - 1, 1);
    if (!exists({year, p.month, p.day})) return std::nullopt;
    const Day first = day_of({year, p.month, p.day});
    const bool more = p.last_day > p.day && exists({year, p.month, p.last_day});
    return range_of(first, more ? day_of({year, p.month, p.last_day}) : first);
  }

  [[nodiscard]] std::optional<DateRange> date(const TimePoint& p) const {
    if (p.year && p.is_two_digit_order && now_) {
      TimePoint swapped = p;
      std::swap(swapped.month, swapped.day);
      const auto a = in_year(p, p.year);
      const auto b = in_year(swapped, p.year);
      const auto far = [&](const std::optional<DateRange>& r) {
        return r ? std::abs(r->from.since_1970 - now_->since_1970) : INT32_MAX;
      };
      const bool ruled_out = a && ((past() && a->from > *now_) || (future() && a->from < *now_));
      return b && (!a || ruled_out || (far(b) < far(a) && far(b) < 32)) ? b : a;
    }
    if (p.year) return in_year(p, p.year);
    if (!now_) return std::nullopt;
    if (p.away) return in_year(p, civil_of(p.from_story ? story()->from : *now_).year + *p.away);
    return nearest(p.shift, [&](int year) { return in_year(p, year); });
  }

  /// Of what comes once a year, the one that shift and tense ask for: the last before publication, the next after it, the
  /// nearest.
  template <class InYear>
  [[nodiscard]] std::optional<DateRange> nearest(Shift shift, InYear&& in) const {
    const int year = civil_of(*now_).year;
    std::optional<DateRange> best;
    const auto distance = [&](const DateRange& r) {
      return r.from > *now_ ? r.from.since_1970 - now_->since_1970 : r.to < *now_ ? now_->since_1970 - r.to.since_1970 : 0;
    };
    for (int y = year - 4; y <= year + 4; ++y) {  // the 29th of February comes every four years
      const std::optional<DateRange> r = in(y);
      if (!r) continue;
      if (shift == Shift::kLast   ? r->to >= *now_
          : shift == Shift::kNext ? r->from <= *now_
          : shift == Shift::kThis ? civil_of(r->from).year != year
          : past()                ? r->from > *now_
                                  : future() && r->to < *now_)
        continue;
      if (!best || distance(*r) < distance(*best)) best = r;
    }
    return best;
  }

  [[nodiscard]] std::optional<DateRange> season(const TimePoint& p) const {
    const auto in = [&](int year) { return std::optional(months(year * 12 + 2 + 3 * p.day, 3)); };
    if (p.year) return in(p.year);
    if (!now_) return std::nullopt;
    return nearest(p.shift, in);
  }

  // ---- days of the week ----

  [[nodiscard]] DateRange weekday_of_week(const TimePoint& p) const {
    if (p.from_story) return weekday_in_story(p);
    if (p.away) return one(plus(*now_, p.day - weekday(*now_) + kDaysInWeek * *p.away));
    const int back = (weekday(*now_) - p.day + kDaysInWeek) % kDaysInWeek;
    const int ahead = (kDaysInWeek - back) % kDaysInWeek;
    switch (p.shift) {
      // "last Friday" is not said of yesterday: of what lies less than three days back it means the week before
      case Shift::kLast:
        return one(plus(*now_, back < 3 ? -back - kDaysInWeek : -back));
      case Shift::kNext:
        return one(plus(*now_, p.day - weekday(*now_) + kDaysInWeek));
      case Shift::kThis:
        return one(plus(*now_, past() ? -back : ahead));
      default:
        return one(plus(*now_, future() ? ahead : -back));
    }
  }
  [[nodiscard]] DateRange weekday_in_story(const TimePoint& p) const {
    const DateRange s = *story();
    const int ahead = (p.day - weekday(s.to) + kDaysInWeek) % kDaysInWeek;
    if (p.count > 0) return one(plus(s.to, ahead == 0 ? kDaysInWeek : ahead));
    const int back = (weekday(s.from) - p.day + kDaysInWeek) % kDaysInWeek;
    if (p.count < 0) return one(plus(s.from, back == 0 ? -kDaysInWeek : -back));
    return one(ahead <= 3 ? plus(s.to, ahead) : plus(s.from, -back));
  }

  [[nodiscard]] DateRange weekend(const TimePoint& p) const {
    const int saturday = now_->since_1970 - weekday(*now_) + 5;  // of this week
    const bool has_begun = weekday(*now_) >= 5;
    int of = future() || has_begun ? saturday : saturday - kDaysInWeek;
    if (p.shift == Shift::kLast) of = saturday - kDaysInWeek;
    if (p.shift == Shift::kNext) of = saturday + kDaysInWeek;
    if (p.shift == Shift::kThis && !past()) of = saturday;
    return range_of(Day{of}, Day{of + 1});
  }

  // ---- units ----

  [[nodiscard]] std::optional<DateRange> unit(const TimePoint& p) const {
    const Day ref = p.from_story ? story()->from : *now_;
    const CivilDay c = civil_of(ref);
    switch (p.unit) {
      case TimeUnit::kDay:
        return one(plus(ref, p.count));
      case TimeUnit::kWeek: {
        const Day monday = plus(ref, kDaysInWeek * p.count - weekday(ref));
        return range_of(monday, plus(monday, 6));
      }
      case TimeUnit::kMonth:
        return months(month_index(c) + p.count, 1);
      case TimeUnit::kQuarter:
        return months(c.year * 12 + (c.month - 1) / 3 * 3 + 3 * p.count, 3);
      case TimeUnit::kYear:
        return months((c.year + p.count) * 12, 12);
      case TimeUnit::kDecade:
        return months((c.year / 10 + p.count) * 120, 120);
      default:
        return std::nullopt;
    }
  }

  [[nodiscard]] std::optional<DateRange> offset(const TimePoint& p) const {
    const DateRange ref = p.from_story ? *story() : one(*now_);
    if (p.is_vague) return vaguely(ref, p.unit, p.count < 0 ? -1 : 1);
    return moved(ref, p.count, p.unit == TimeUnit::kNight ? TimeUnit::kDay : p.unit);
  }

  /// "days ago", "a few weeks later": two to some seven units off.
  [[nodiscard]] static DateRange vaguely(const DateRange& ref, TimeUnit unit, int way) {
    static constexpr int kLeast = 2, kMost = 7;
    if (unit == TimeUnit::kHour) return moved(ref, way, unit);
    const DateRange near = stepped(ref, way * kLeast, unit);
    const DateRange far = stepped(ref, way * kMost, unit);
    return way < 0 ? range_of(far.from, near.to) : range_of(near.from, far.to);
  }
  /// moved() without slack.
  [[nodiscard]] static DateRange stepped(const DateRange& r, int n, TimeUnit unit) {
    const auto step = [&](Day d) {
      switch (unit) {
        case TimeUnit::kWeek:
          return plus(d, kDaysInWeek * n);
        case TimeUnit::kMonth:
          return plus_months(d, n);
        case TimeUnit::kQuarter:
          return plus_months(d, 3 * n);
        case TimeUnit::kYear:
          return plus_months(d, 12 * n);
        case TimeUnit::kDecade:
          return plus_months(d, 120 * n);
        case TimeUnit::kHour:
          return plus(d, n / 24);
        default:
          return plus(d, n);
      }
    };
    return range_of(step(r.from), step(r.to));
  }

  [[nodiscard]] std::optional<DateRange> reach(const TimePoint& p, Edge edge) const {
    const DateRange ref = p.from_story || (edge == Edge::kWithin && past()) ? *story() : one(*now_);
    // "in two weeks" is a day to come; in the past tense it is how long something took
    if (edge == Edge::kIn && p.shift == Shift::kNone && !p.is_vague)
      return past() ? std::nullopt : std::optional(moved(ref, p.count, p.unit));
    if (edge == Edge::kIn && p.shift == Shift::kNone && past() && p.count > 0) return std::nullopt;
    const int many = p.is_vague ? (p.count < 0 ? -std::max(6, -p.count) : std::max(6, p.count)) : p.count;
    const DateRange far =
        p.unit == TimeUnit::kHour ? stepped(ref, (many + (many < 0 ? -23 : 23)) / 24 * 24, p.unit) : stepped(ref, many, p.unit);
    return many < 0 ? range_of(far.from, ref.to) : range_of(ref.from, far.to);
  }

  // ---- slices ----

  [[nodiscard]] static DateRange slice(const DateRange& r, int k, int of) {
    const int days = length(r);
    if (days <= 2) return r;
    const CivilDay first = civil_of(r.from);
    const CivilDay last = civil_of(r.to);
    const bool whole_months = first.day == 1 && last.day == days_in_month(last.year, last.month);
    const int count = month_index(last) - month_index(first) + 1;
    if (whole_months && count % 120 == 0) return cut(first.year, count / 12, k, of, 12);
    if (whole_months && count > 2) return cut(month_index(first), count, k, of, 1);
    const int from = days * (k - 1) / of;
    const int to = (days * k + of - 1) / of - 1;
    return range_of(plus(r.from, from), plus(r.from, to));
  }
  /// Slice k of `of` of `count` steps of `months_each` months from `first` on; slices that share a step both have it.
  [[nodiscard]] static DateRange cut(int first, int count, int k, int of, int months_each) {
    const int from = count * (k - 1) / of;
    const int to = (count * k + of - 1) / of;
    return months((first + from) * months_each, (to - from) * months_each);
  }

  const Anchor& anchor_;
  std::optional<Day> now_;
};

}  // namespace

DateRange moved(const DateRange& r, int count, TimeUnit unit) {
  const auto widened = [&](Day from, Day to, int days_of_unit) {
    const int slack = to.since_1970 - from.since_1970 + 1 < days_of_unit ? days_of_unit / 2 : 0;
    return range_of(plus(from, -slack), plus(to, slack));
  };
  switch (unit) {
    case TimeUnit::kHour:
      if (std::abs(count) >= 24) return range_of(plus(r.from, count / 24), plus(r.to, count / 24));
      return count < 0 ? range_of(plus(r.from, -1), r.to) : range_of(r.from, plus(r.to, 1));
    case TimeUnit::kWeek:
      return widened(plus(r.from, kDaysInWeek * count), plus(r.to, kDaysInWeek * count), kDaysInWeek);
    case TimeUnit::kMonth:
      return widened(plus_months(r.from, count), plus_months(r.to, count), 28);
    case TimeUnit::kSeason:
    case TimeUnit::kQuarter:
      return widened(plus_months(r.from, 3 * count), plus_months(r.to, 3 * count), 90);
    case TimeUnit::kYear:
      return widened(plus_months(r.from, 12 * count), plus_months(r.to, 12 * count), 365);
    case TimeUnit::kDecade:
      return widened(plus_months(r.from, 120 * count), plus_months(r.to, 120 * count), 3652);
    default:
      return range_of(plus(r.from, count), plus(r.to, count));
  }
}

std::optional<DateRange> resolve(const TimeExpression& expression, const Anchor& anchor) {
  return Resolver(anchor).read(expression);
}

}  // namespace demarche
