// How the record and another set of events cover each other. Door: compare().
#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "base/day.h"
#include "record/ask.h"
#include "record/foreign.h"

namespace demarche {
namespace {

constexpr std::size_t kDyadsShown = 20;

struct Dated {
  Day day;
  EventType type;
};
/// Events by dyad, "RUS → NATO", in order of days.
using ByDyad = std::unordered_map<std::string, std::vector<Dated>>;

void sort_days(ByDyad& all) {
  for (auto& [dyad, events] : all) std::sort(events.begin(), events.end(), [](const Dated& a, const Dated& b) { return a.day < b.day; });
}

/// Counts how much of `of` the other set has too; `each` is told of every event within the days.
template <class Each>
Coverage coverage(const ByDyad& of, const ByDyad& in, Day from, Day to, int days, Each&& each) {
  Coverage all;
  for (const auto& [dyad, events] : of) {
    const auto other = in.find(dyad);
    for (const Dated& e : events) {
      if (e.day < from || to < e.day) continue;
      bool same_dyad = false, same_type = false;
      if (other != in.end()) {
        auto at = std::lower_bound(other->second.begin(), other->second.end(), Day{e.day.since_1970 - days}, [](const Dated& d, Day day) { return d.day < day; });
        for (; at != other->second.end() && at->day.since_1970 <= e.day.since_1970 + days; ++at) same_dyad = true, same_type |= at->type == e.type;
      }
      ++all.events;
      all.same_dyad += same_dyad, all.same_type += same_type;
      each(dyad, e, same_dyad, same_type);
    }
  }
  return all;
}

std::vector<std::pair<std::string, std::int64_t>> most(const std::unordered_map<std::string, std::int64_t>& counts) {
  std::vector<std::pair<std::string, std::int64_t>> out(counts.begin(), counts.end());
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; });
  if (out.size() > kDyadsShown) out.resize(kDyadsShown);
  return out;
}

/// Pearson's r of the counts by dyad and month, over all that either set has.
double monthly(const ByDyad& a, const ByDyad& b, Day from, Day to) {
  std::unordered_map<std::string, std::pair<double, double>> cells;
  const auto count = [&](const ByDyad& of, bool first) {
    for (const auto& [dyad, events] : of) {
      for (const Dated& e : events) {
        if (e.day < from || to < e.day) continue;
        auto& cell = cells[dyad + to_string(e.day).substr(0, 7)];
        ++(first ? cell.first : cell.second);
      }
    }
  };
  count(a, true), count(b, false);
  const auto n = static_cast<double>(cells.size());
  double x = 0, y = 0, xx = 0, yy = 0, xy = 0;
  for (const auto& [name, c] : cells) x += c.first, y += c.second, xx += c.first * c.first, yy += c.second * c.second, xy += c.first * c.second;
  const double vx = xx - x * x / n, vy = yy - y * y / n;
  return n < 3 || vx <= 0 || vy <= 0 ? std::numeric_limits<double>::quiet_NaN() : (xy - x * y / n) / std::sqrt(vx * vy);
}

}  // namespace

Result<Comparison> compare(const Record& record, const Query& query, const std::vector<ForeignEvent>& foreign, int days) {
  Comparison out;
  ByDyad theirs, ours;
  std::optional<Day> their_first, their_last, our_first, our_last;
  const auto widen = [](std::optional<Day>& first, std::optional<Day>& last, Day day) {
    if (!first || day < *first) first = day;
    if (!last || *last < day) last = day;
  };
  out.foreign_rows = static_cast<std::int64_t>(foreign.size());
  for (const ForeignEvent& e : foreign) {
    if (e.source.empty() || e.target.empty() || e.source == e.target) continue;
    ++out.foreign_usable;
    theirs[e.source + " → " + e.target].push_back({e.day, e.type});
    widen(their_first, their_last, e.day);
  }
  Database& db = record.state().db;
  const ReadScope scope(db);
  auto selection = select_events(db, query);
  if (!selection) return selection.error();
  {
    Rows r = db.rows_of("SELECT y.source, y.target, y.day, e.type FROM dyads y CROSS JOIN events e ON e.key = y.event WHERE y.source <> y.target AND e.status NOT IN "
                        "('planned', 'denied', 'negated') AND e.key IN (SELECT e.key FROM " + selection->from + " WHERE " + selection->where + ")",
                        selection->values);
    while (r.next()) {
      const Day day = r.day(2).value_or(Day{});
      ours[r.text(0) + " → " + r.text(1)].push_back({day, event_type_of(r.view(3)).value_or(EventType::kConsult)});
      widen(our_first, our_last, day);
    }
  }
  if (!db.ok()) return *db.failure();
  sort_days(theirs), sort_days(ours);
  out.monthly_correlation = std::numeric_limits<double>::quiet_NaN();
  if (!their_first || !our_first) return out;
  out.from = std::max(*their_first, *our_first), out.to = std::min(*their_last, *our_last);
  std::unordered_map<std::string, std::int64_t> missed, extra;
  out.foreign_in_ours = coverage(theirs, ours, out.from, out.to, days, [&](const std::string& dyad, const Dated& e, bool same_dyad, bool same_type) {
    Coverage& c = out.by_type[static_cast<std::size_t>(e.type)];
    ++c.events, c.same_dyad += same_dyad, c.same_type += same_type;
    if (!same_dyad) ++missed[dyad];
  });
  out.ours_in_foreign = coverage(ours, theirs, out.from, out.to, days, [&](const std::string& dyad, const Dated&, bool same_dyad, bool) {
    if (!same_dyad) ++extra[dyad];
  });
  out.missed = most(missed), out.extra = most(extra);
  out.monthly_correlation = monthly(theirs, ours, out.from, out.to);
  return out;
}

}  // namespace demarche
