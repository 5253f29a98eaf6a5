// Runs of words → time expressions, still without a day: "late last month" is slice 3 of 3 of the month before. The rules that
// read points stand in kRules with a human name each; what stands before and between points ("since", "by", "from … to") is read
// once a point is found. One pass over the sentence. Door: find_times.
#include <algorithm>
#include <array>

#include "reading/points.h"

namespace demarche {

/// First match wins.
PointScan::Read PointScan::core(WordId w) const {
  static constexpr std::array kRules = std::to_array<Rule>({
      {"two weeks ago", may_count, &PointScan::counted},
      {"10 October 2021", starts_digit, &PointScan::day_month},
      {"2021-10-18", starts_digit, &PointScan::figures},
      {"first half of 2019", may_rank, &PointScan::nth_part},
      {"in 2014", starts_digit, &PointScan::year},
      {"1990s", is_long_word, &PointScan::decade},
      {"'90s", [](const PointScan& s, WordId k) { return s.form(k) == "'" || s.form(k) == "’"; }, &PointScan::decade},
      {"on a named day", of_kind<K::kWeekday>, &PointScan::weekday},
      {"in a named month", of_kind<K::kMonth>, &PointScan::month},
      {"last week", of_kind<K::kShift>, &PointScan::shifted},
      {"the following day", of_kind<K::kStory>, &PointScan::storied},
      {"late March", of_kind<K::kPart>, &PointScan::part},
      {"mid-2019", is_long_word, &PointScan::mid_word},
      {"the end of May", of_kind<K::kEnds>, &PointScan::ends},
      {"yesterday", of_kind<K::kDayName>, &PointScan::day_name},
      {"overnight", of_kind<K::kOvernight>, &PointScan::overnight},
      {"from midnight", of_kind<K::kDayTime>, &PointScan::midnight},
      {"in recent days", of_kind<K::kRecent>, &PointScan::recent},
      {"spring 2019", of_kind<K::kSeason>, &PointScan::season},
      {"the weekend, days ago, year's end", of_kind<K::kUnit>, &PointScan::lone_unit},
      {"effective immediately", is_long_word, &PointScan::immediately},
      {"Christmas Eve", is_long_word, &PointScan::feast},
  });
  if (w >= end_) return std::nullopt;
  for (const Rule& rule : kRules) {
    if (!rule.when(*this, w)) continue;
    if (Read r = (this->*rule.read)(w)) return r;
  }
  return std::nullopt;
}

namespace {

class Scanner : public PointScan {
 public:
  using PointScan::PointScan;

  std::vector<TimeExpression> all() {
    std::vector<TimeExpression> out;
    if (!may_hold_times()) return out;
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
      if (const auto n = whole_number(form(k)); n && form(k).size() == 2 && x.at.year % 100 < *n) {
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
    if (joins && !between && x.at.kind == TimeKind::kDate && !x.at.day && !x.at.month)
      return;  // "in 2014 and 2016": two years, not three
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
      const bool clock = kind(p) == K::kDayTime || same(p, "a.m.") || same(p, "p.m.") || same(p, "gmt") ||
                         (begins_with_digit(form(p)) && form(p).find(':') != std::string_view::npos);
      const bool light = same(p, "on") || same(p, "at") || same(p, "the") || same(p, "around") || same(p, "about") ||
                         same(p, "only") || same(p, "just") || same(p, "between") || clock ||
                         (kind(p) == K::kPart && value(p) <= 3) || (kind(p) == K::kUnit && unit(p) == TimeUnit::kNight);
      if (!light) break;
      k = p;
      // "noon on Monday": go on to "until"; "held on Monday": stop
      if ((same(p, "on") || same(p, "at")) &&
          !(p > floor && (kind(p - 1) == K::kDayTime || same(p - 1, "a.m.") || same(p - 1, "p.m.") || kind(p - 1) == K::kPart ||
                          (begins_with_digit(form(p - 1)) && form(p - 1).find(':') != std::string_view::npos)))) {
        break;
      }
    }
    x.begin = k;
    if (x.edge == Edge::kIn && x.at.kind != TimeKind::kReach) x.edge = Edge::kAt;
    if (x.edge == Edge::kFrom && same(k, "from") && k > floor &&
        (same(k - 1, "effective") || same(k - 1, "effect") || same(k - 1, "as") || same(k - 1, "starting")))
      --k, x.begin = k;
    static constexpr std::array<std::string_view, 6> kLikely{"probably", "likely", "possibly", "perhaps", "maybe", "presumably"};
    x.is_likely = k > floor && std::any_of(kLikely.begin(), kLikely.end(), [&](std::string_view l) { return same(k - 1, l); });
  }

  /// The word by which the expression hangs in the tree: the first that is no preposition and whose head lies outside.
  [[nodiscard]] WordId head_of(WordId begin, WordId end) const {
    for (WordId w = begin; w < end; ++w) {
      const Word& x = document_[w];
      if ((x.head == kNoWord || x.head < begin || x.head >= end) && x.upos != Upos::kPunct && x.upos != Upos::kDet &&
          x.rel != Rel::kCase && x.rel != Rel::kMark)
        return w;
    }
    return begin;
  }

  std::optional<TimeExpression> expression(WordId w, WordId floor) const {
    const Read r = core(w);
    if (!r) return std::nullopt;
    TimeExpression x;
    x.core = w, x.begin = w, x.end = r->next, x.at = r->at, x.is_relation = r->is_relation;
    edges(x, floor);
    if (!x.is_relation && x.at.kind != TimeKind::kReach)
      range(x, same(x.begin, "between") || (x.begin + 1 < end_ && same(x.core - (x.core > begin_), "between")));
    x.head = head_of(x.begin, x.end);
    return x;
  }
};

}  // namespace

std::vector<TimeExpression> find_times(const Document& document, WordId begin, WordId end) {
  return Scanner(document, begin, end).all();
}

}  // namespace demarche
