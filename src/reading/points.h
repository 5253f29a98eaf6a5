// How a single point of time is read off words: the class that points.cpp, distances.cpp and expressions.cpp share. Internal to
// the readers of time; times.h is their door.
//
//   points       what has a name: "Monday", "10 October 2021", "mid-2019", "the summer", "Christmas Eve"
//   distances    what is counted: "last week", "two weeks ago", "the following day", "within 72 hours", "the end of May"
//   expressions  the rules in their order, and what stands around a point
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "reading/times.h"

namespace demarche {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool begins_with_digit(std::string_view form) { return !form.empty() && is_digit(form.front()); }
/// At most four digits as a number; nothing for anything else.
std::optional<int> whole_number(std::string_view form);
/// A year of four digits, 1500 to 2199.
std::optional<int> year_form(std::string_view form);
/// "10th", "first" … "tenth": 1..31; 0 for all else.
int ordinal(std::string_view form);

/// Reads points of time off the words [begin, end) of a document. Every reader looks at a word and those behind it, and gives
/// nothing where no such point begins there.
class PointScan {
 public:
  /// A point, the word behind it, and whether it is the distance between two events ("two days after …").
  struct Found {
    TimePoint at;
    WordId next;
    bool is_relation = false;
  };
  using Read = std::optional<Found>;

  PointScan(const Document& document, WordId begin, WordId end);

  /// The point that begins at `w`, by the first rule that reads one.
  [[nodiscard]] Read core(WordId w) const;
  /// Whether any word may be part of a time at all.
  [[nodiscard]] bool may_hold_times() const { return may_hold_times_; }

 protected:
  using K = TimeWordKind;
  struct Rule {
    std::string_view name;
    bool (*when)(const PointScan&, WordId);
    Read (PointScan::*read)(WordId) const;
  };
  template <K k>
  static bool of_kind(const PointScan& s, WordId w) {
    return s.kind(w) == k;
  }
  static bool starts_digit(const PointScan& s, WordId w) { return begins_with_digit(s.form(w)); }
  static bool may_count(const PointScan& s, WordId w) {
    const Upos u = s.document_[w].upos;
    return begins_with_digit(s.form(w)) || s.kind(w) == K::kVagueNumber || u == Upos::kNum || u == Upos::kDet ||
           u == Upos::kPropn || u == Upos::kNoun;
  }
  static bool may_rank(const PointScan& s, WordId w) {
    return s.same(w + 1, "half") || (s.kind(w + 1) == K::kUnit && s.unit(w + 1) == TimeUnit::kQuarter);
  }
  static bool is_long_word(const PointScan& s, WordId w) { return s.form(w).size() >= 3; }

  struct Count {
    int n = 0;
    bool vague = false;
    WordId next = 0;
  };

  // ---- words ----
  [[nodiscard]] std::string_view form(WordId w) const { return w < end_ ? document_[w].form : std::string_view(); }
  [[nodiscard]] bool same(WordId w, std::string_view word) const { return w < end_ && same_word(document_[w].form, word); }
  [[nodiscard]] K kind(WordId w) const { return w < end_ ? words_[w - begin_].kind : K::kNone; }
  [[nodiscard]] int value(WordId w) const { return w < end_ ? words_[w - begin_].value : 0; }
  [[nodiscard]] bool is_dash(WordId w) const { return form(w) == "-" || form(w) == "–" || form(w) == "—"; }
  [[nodiscard]] bool is_edge(WordId w, Edge e) const { return kind(w) == K::kEdge && value(w) == static_cast<int>(e); }
  [[nodiscard]] bool is_night(WordId w) const { return kind(w) == K::kUnit && value(w) == static_cast<int>(TimeUnit::kNight); }
  [[nodiscard]] bool is_capital(WordId w) const { return !form(w).empty() && form(w).front() >= 'A' && form(w).front() <= 'Z'; }
  [[nodiscard]] bool before(WordId w, std::string_view word) const { return w > begin_ && same(w - 1, word); }
  [[nodiscard]] bool is_verbal(WordId w) const { return document_[w].upos == Upos::kVerb || document_[w].upos == Upos::kAux; }
  [[nodiscard]] TimeUnit unit(WordId w) const { return static_cast<TimeUnit>(value(w)); }
  [[nodiscard]] bool is_singular(WordId w) const { return !form(w).ends_with('s') && !form(w).ends_with('S'); }
  [[nodiscard]] int fold_of(WordId w) const { return same(w, "fortnight") || same(w, "fortnights") ? 2 : 1; }
  [[nodiscard]] WordId skip_article(WordId w) const { return same(w, "the") ? w + 1 : w; }
  [[nodiscard]] std::optional<int> year_at(WordId w) const { return w < end_ ? year_form(form(w)) : std::nullopt; }

  // ---- points with a name ----
  [[nodiscard]] WordId skip_day_time(WordId w) const;
  [[nodiscard]] int day_number(WordId w) const;
  [[nodiscard]] bool is_month(WordId w) const;
  [[nodiscard]] bool is_weekday(WordId w) const;
  [[nodiscard]] bool is_year(WordId w) const;
  static TimePoint date(int year, int month, int day);
  int last_day(WordId& w, int first) const;
  int year_behind(WordId& w) const;
  void away_behind(TimePoint& p, WordId& w, TimeUnit which) const;
  Read month(WordId w) const;
  [[nodiscard]] bool counts_things(WordId number, WordId month) const;
  Read day_month(WordId w) const;
  Read figures(WordId w) const;
  Read iso(std::string_view ten, WordId w) const;
  static Read iso_parts(const std::array<int, 3>& n, WordId w);
  static Read either_order(int first, int second, int year, char sign, WordId w);
  Read weekday(WordId w) const;
  Read year(WordId w) const;
  Read decade(WordId w) const;
  Read season(WordId w) const;
  Read plain_season(WordId w) const;
  Read mid_word(WordId w) const;
  Read day_name(WordId w) const;
  Read overnight(WordId w) const;
  Read midnight(WordId w) const;
  Read immediately(WordId w) const;
  Read feast(WordId w) const;

  // ---- counted points ----
  static TimePoint unit_at(TimeUnit unit, int count, Shift shift, bool story);
  static TimePoint offset(TimeUnit unit, int count, bool story);
  static TimePoint reach(TimeUnit unit, int count, bool vague, Shift shift = Shift::kNone);
  Read shifted(WordId w) const;
  [[nodiscard]] Count count_of(WordId w) const;
  Read storied(WordId w) const;
  Read part(WordId w) const;
  static void cut(TimePoint& p, int which);
  Read ends(WordId w) const;
  Read of_what(WordId w) const;
  Read nth_part(WordId w) const;
  Read unit_end(WordId w) const;
  Read counted(WordId w) const;
  Read uncounted(WordId w) const;
  Read distance(WordId first, WordId at, int n, bool vague) const;
  [[nodiscard]] bool governs(WordId w) const;
  Read day_beside(WordId w) const;
  Read weekend(WordId w) const;
  Read lone_unit(WordId w) const;
  Read recent(WordId w) const;

  const Document& document_;
  WordId begin_, end_;
  std::vector<TimeWord> words_;
  bool may_hold_times_ = false;
};

}  // namespace demarche
