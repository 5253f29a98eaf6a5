// Two sides in numbers. Doors: dyad_series(), reciprocity(), top_dyads().
//
// Reciprocity is the lagged correlation of the two net scores. Scores that have memory (a bad month follows a bad month) go together by
// chance more often than ones without; so the band of chance is that of n(1 − ab)/(1 + ab) independent periods, where a and b are the
// series' own correlations from one period to the next (Bartlett 1946).
#include "record/statistics.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "base/day.h"
#include "record/ask.h"
#include "record/export.h"

namespace demarche {
namespace {

constexpr std::size_t kFewestPeriods = 10;  // of which anything can be said
constexpr double kTwoSigma = 1.96;

int most_lags(Step step) { return step == Step::kDay ? 14 : step == Step::kWeek ? 8 : 6; }

void add(Deeds& to, int quad, double goldstein) {
  ++to.events;
  ++to.by_quad[static_cast<std::size_t>(quad - 1)];
  to.net += goldstein;
}

void add(Deeds& to, const Deeds& more) {
  to.events += more.events, to.net += more.net;
  for (std::size_t q = 0; q < to.by_quad.size(); ++q) to.by_quad[q] += more.by_quad[q];
}

/// The query with one more party on each side, and without what did not happen.
Query narrowed(const Query& query, const std::string& source, const std::string& target) {
  Query out = query;
  const auto party = [&](QueryTerm::Field field, const std::string& code) {
    QueryTerm t;
    t.field = field, t.values = {code};
    out.terms.push_back(t);
  };
  if (!source.empty()) party(QueryTerm::Field::kSource, source), party(QueryTerm::Field::kTarget, target);
  const bool asks = std::any_of(query.terms.begin(), query.terms.end(), [](const QueryTerm& t) { return t.field == QueryTerm::Field::kStatus; });
  if (!asks) {
    QueryTerm t;
    t.field = QueryTerm::Field::kStatus, t.negated = true, t.values = {"planned", "denied", "negated"};
    out.terms.push_back(t);
  }
  return out;
}

struct Deed {
  Day day;
  int quad;  ///< 1 to 4
  double goldstein;
};

Result<std::vector<Deed>> deeds_of(Database& db, const Query& query) {
  auto selection = select_events(db, query);
  if (!selection) return selection.error();
  std::vector<Deed> out;
  Rows r = db.rows_of("SELECT e.day_from, e.type, e.cameo, e.goldstein FROM " + selection->from + " WHERE " + selection->where, selection->values);
  RecordedEvent e;
  while (r.next()) {
    const auto type = event_type_of(r.view(1));
    e.has_type = type.has_value(), e.type = type.value_or(EventType::kConsult), e.cameo = r.text(2);
    out.push_back({r.day(0).value_or(Day{}), quad_number(e), r.real(3)});
  }
  if (!db.ok()) return *db.failure();
  return out;
}

/// Pearson's r of x[t] with y[t + lag]; NaN where one of them never changes.
double correlation(const std::vector<double>& x, const std::vector<double>& y, int lag) {
  const auto n = static_cast<int>(x.size()) - lag;
  if (n < 3) return std::numeric_limits<double>::quiet_NaN();
  double mean_x = 0, mean_y = 0;
  for (int t = 0; t < n; ++t) mean_x += x[static_cast<std::size_t>(t)], mean_y += y[static_cast<std::size_t>(t + lag)];
  mean_x /= n, mean_y /= n;
  double xy = 0, xx = 0, yy = 0;
  for (int t = 0; t < n; ++t) {
    const double dx = x[static_cast<std::size_t>(t)] - mean_x, dy = y[static_cast<std::size_t>(t + lag)] - mean_y;
    xy += dx * dy, xx += dx * dx, yy += dy * dy;
  }
  return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : std::numeric_limits<double>::quiet_NaN();
}

std::string number(double value, int decimals) {
  char out[32];
  std::snprintf(out, sizeof out, "%.*f", decimals, value + 0.0);
  return out;
}

std::string many(int n, std::string_view what) { return std::to_string(n) + " " + std::string(what) + (n == 1 ? "" : "s"); }

/// "NATO's score goes with RUS's of 1 month before (r = 0.55; chance alone stays within ±0.39)"
std::string strongest(const std::string& leader, const std::string& follower, const std::vector<LagCorrelation>& lags, bool second, std::string_view step) {
  const LagCorrelation* best = nullptr;
  const auto value = [&](const LagCorrelation& l) { return second ? l.second_follows : l.first_follows; };
  for (const LagCorrelation& l : lags) {
    if (l.lag > 0 && !std::isnan(value(l)) && std::abs(value(l)) > l.chance && (!best || std::abs(value(l)) > std::abs(value(*best)))) best = &l;
  }
  if (!best) return follower + "'s score does not follow " + leader + "'s: at no later period does it go with it more than chance allows. ";
  const bool same = value(*best) > 0;
  return follower + "'s score follows " + leader + "'s after " + many(best->lag, step) + " (r = " + number(value(*best), 2) + "; chance alone stays within ±" +
         number(best->chance, 2) + "): " + (same ? "when " + leader + " is harsher than usual, " + follower + " tends to be harsher later, and milder after milder deeds. "
                                                 : "when " + leader + " is harsher than usual, " + follower + " tends to be milder later, and the other way round. ");
}

std::string explained(const DyadSeries& s, const Reciprocity& r) {
  const std::string step(name_of(s.step));
  const auto total = [](const std::string& by, const std::string& to, const Deeds& d) {
    return by + " did " + std::to_string(d.events) + " things to " + to + " (net score " + number(d.net, 1) + ")";
  };
  std::string out = "In " + many(static_cast<int>(s.periods.size()), step) + ", " + total(s.first, s.second, s.first_total) + ", and " + total(s.second, s.first, s.second_total) + ". ";
  if (r.lags.empty()) return out + "These are too few " + step + "s, or one side's score never changes, so that nothing can be said of how one answers the other.";
  const LagCorrelation& now = r.lags.front();
  if (std::isnan(now.second_follows) || std::abs(now.second_follows) <= now.chance) out += "Within one " + step + " the two scores do not go together (r = " + number(now.second_follows, 2) + "). ";
  else if (now.second_follows > 0) out += "Within one " + step + " each tends to be harsh when the other is (r = " + number(now.second_follows, 2) + "; chance alone stays within ±" + number(now.chance, 2) + "). ";
  else out += "Within one " + step + " one tends to be mild when the other is harsh (r = " + number(now.second_follows, 2) + "). ";
  out += strongest(s.first, s.second, r.lags, true, step) + strongest(s.second, s.first, r.lags, false, step);
  return out + "Correlation shows that moves go together in time, not that one causes the other.";
}

}  // namespace

std::string_view name_of(Step step) { return step == Step::kDay ? "day" : step == Step::kWeek ? "week" : "month"; }

DyadPeriod period_of(Day day, Step step) {
  DyadPeriod p;
  if (step == Step::kDay) return p.from = p.to = day, p;
  if (step == Step::kWeek) {
    p.from = Day{day.since_1970 - weekday(day)};
    p.to = Day{p.from.since_1970 + 6};
    return p;
  }
  const CivilDay c = civil_of(day);
  p.from = day_of({c.year, c.month, 1});
  p.to = day_of({c.year, c.month, days_in_month(c.year, c.month)});
  return p;
}

Result<DyadSeries> dyad_series(const Record& record, const std::string& first, const std::string& second, const Query& query, Step step) {
  Database& db = record.state().db;
  const ReadScope scope(db);
  DyadSeries out;
  out.step = step;
  for (const auto& [name, code] : {std::pair(&first, &out.first), std::pair(&second, &out.second)}) {
    *code = meaning_of_party(db, *name).code;
    if (code->empty()) return Error{ErrorKind::kNotFound, record.path(), "no state or organisation is called '" + *name + "' here", {}};
  }
  const auto there = deeds_of(db, narrowed(query, out.first, out.second)), back = deeds_of(db, narrowed(query, out.second, out.first));
  if (!there || !back) return there ? back.error() : there.error();
  std::optional<Day> begin, end;
  for (const auto* deeds : {&*there, &*back}) {
    for (const Deed& d : *deeds) {
      if (!begin || d.day < *begin) begin = d.day;
      if (!end || *end < d.day) end = d.day;
    }
  }
  if (!begin) return out;
  for (DyadPeriod p = period_of(*begin, step); p.from <= *end; p = period_of(Day{p.to.since_1970 + 1}, step)) out.periods.push_back(p);
  const auto at = [&](Day day) -> DyadPeriod& {
    return *std::prev(std::upper_bound(out.periods.begin(), out.periods.end(), day, [](Day d, const DyadPeriod& p) { return d < p.from; }));
  };
  for (const Deed& d : *there) add(at(d.day).first, d.quad, d.goldstein);
  for (const Deed& d : *back) add(at(d.day).second, d.quad, d.goldstein);
  for (const DyadPeriod& p : out.periods) add(out.first_total, p.first), add(out.second_total, p.second);
  return out;
}

Reciprocity reciprocity(const DyadSeries& s) {
  Reciprocity out;
  out.periods = s.periods.size();
  std::vector<double> x, y;
  for (const DyadPeriod& p : s.periods) x.push_back(p.first.net), y.push_back(p.second.net);
  const auto or_none = [](double r) { return std::isnan(r) ? 0 : r; };
  out.first_memory = or_none(correlation(x, x, 1)), out.second_memory = or_none(correlation(y, y, 1));
  const bool both_change = !std::isnan(correlation(x, y, 0));
  if (x.size() >= kFewestPeriods && both_change) {
    const double memory = std::clamp(out.first_memory * out.second_memory, -0.9, 0.9);
    for (int lag = 0; lag <= most_lags(s.step) && lag + static_cast<int>(kFewestPeriods) <= static_cast<int>(x.size()); ++lag) {
      const double independent = (static_cast<double>(x.size()) - lag) * (1 - memory) / (1 + memory);
      out.lags.push_back({lag, correlation(x, y, lag), correlation(y, x, lag), std::min(1.0, kTwoSigma / std::sqrt(std::max(1.0, independent)))});
    }
  }
  out.explanation = explained(s, out);
  return out;
}

Result<std::vector<DyadTotal>> top_dyads(const Record& record, const Query& query, std::size_t limit) {
  Database& db = record.state().db;
  const ReadScope scope(db);
  auto selection = select_events(db, narrowed(query, {}, {}));
  if (!selection) return selection.error();
  std::vector<DyadTotal> out;
  Rows r = db.rows_of(
      "SELECT source, target, count(*), sum(goldstein), sum(quad = 1), sum(quad = 2), sum(quad = 3), sum(quad = 4) FROM ("
      "SELECT y.source, y.target, e.goldstein, CASE WHEN e.type IN ('AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE') THEN 1 WHEN e.type IN ('COOPERATE', 'AID', 'RETREAT') THEN 2 "
      "WHEN e.type IN ('REQUEST', 'ACCUSE', 'REJECT', 'THREATEN') THEN 3 WHEN e.type <> '' THEN 4 WHEN substr(e.cameo, 1, 2) <= '05' THEN 1 "
      "WHEN substr(e.cameo, 1, 2) <= '09' THEN 2 WHEN substr(e.cameo, 1, 2) <= '14' THEN 3 ELSE 4 END AS quad "
      "FROM dyads y CROSS JOIN events e ON e.key = y.event WHERE y.source <> y.target AND e.key IN (SELECT e.key FROM " +
          selection->from + " WHERE " + selection->where + ")) GROUP BY source, target ORDER BY count(*) DESC, source, target LIMIT " + std::to_string(limit),
      selection->values);
  while (r.next()) {
    DyadTotal& d = out.emplace_back();
    d.source = r.text(0), d.target = r.text(1), d.deeds.events = r.integer(2), d.deeds.net = r.real(3);
    for (int q = 0; q < 4; ++q) d.deeds.by_quad[static_cast<std::size_t>(q)] = r.integer(4 + q);
  }
  if (!db.ok()) return *db.failure();
  return out;
}

}  // namespace demarche
