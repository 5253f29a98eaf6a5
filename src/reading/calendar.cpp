// Months, days of the week and the other words that time expressions are made of. Relies on nothing but the word itself.
// Doors: time_word, month_of, weekday_of, is_time_word.
#include <algorithm>
#include <array>

#include "reading/times.h"

namespace demarche {
namespace {

using K = TimeWordKind;

struct Entry {
  std::string_view word;
  K kind;
  int value;
};

constexpr int unit(TimeUnit u) { return static_cast<int>(u); }
constexpr int edge(Edge e) { return static_cast<int>(e); }

/// In alphabetical order; a static_assert below holds it so.
constexpr std::array kWords = std::to_array<Entry>({
    {"after", K::kEdge, edge(Edge::kAfter)},
    {"afternoon", K::kDayTime, 0},
    {"afterward", K::kDistance, 1},
    {"afterwards", K::kDistance, 1},
    {"ago", K::kDistance, 0},
    {"apr", K::kMonth, 4},
    {"apr.", K::kMonth, 4},
    {"april", K::kMonth, 4},
    {"aug", K::kMonth, 8},
    {"aug.", K::kMonth, 8},
    {"august", K::kMonth, 8},
    {"autumn", K::kSeason, 2},
    {"before", K::kEdge, edge(Edge::kBefore)},
    {"beginning", K::kEnds, 1},
    {"by", K::kEdge, edge(Edge::kBy)},
    {"close", K::kEnds, 3},
    {"coming", K::kRecent, 1},
    {"couple", K::kVagueNumber, 2},
    {"dawn", K::kDayTime, 0},
    {"day", K::kUnit, unit(TimeUnit::kDay)},
    {"daybreak", K::kDayTime, 0},
    {"days", K::kUnit, unit(TimeUnit::kDay)},
    {"dec", K::kMonth, 12},
    {"dec.", K::kMonth, 12},
    {"decade", K::kUnit, unit(TimeUnit::kDecade)},
    {"decades", K::kUnit, unit(TimeUnit::kDecade)},
    {"december", K::kMonth, 12},
    {"during", K::kEdge, edge(Edge::kDuring)},
    {"dusk", K::kDayTime, 0},
    {"earlier", K::kPart, 4},
    {"early", K::kPart, 1},
    {"end", K::kEnds, 3},
    {"evening", K::kDayTime, 0},
    {"fall", K::kSeason, 2},
    {"feb", K::kMonth, 2},
    {"feb.", K::kMonth, 2},
    {"february", K::kMonth, 2},
    {"few", K::kVagueNumber, 3},
    {"following", K::kStory, 1},
    {"for", K::kEdge, edge(Edge::kFor)},
    {"fortnight", K::kUnit, unit(TimeUnit::kWeek)},
    {"fortnights", K::kUnit, unit(TimeUnit::kWeek)},
    {"fri.", K::kWeekday, 4},
    {"friday", K::kWeekday, 4},
    {"from", K::kEdge, edge(Edge::kFrom)},
    {"half", K::kEnds, 4},
    {"hence", K::kDistance, 2},
    {"hour", K::kUnit, unit(TimeUnit::kHour)},
    {"hours", K::kUnit, unit(TimeUnit::kHour)},
    {"in", K::kEdge, edge(Edge::kIn)},
    {"jan", K::kMonth, 1},
    {"jan.", K::kMonth, 1},
    {"january", K::kMonth, 1},
    {"jul", K::kMonth, 7},
    {"jul.", K::kMonth, 7},
    {"july", K::kMonth, 7},
    {"jun", K::kMonth, 6},
    {"jun.", K::kMonth, 6},
    {"june", K::kMonth, 6},
    {"last", K::kShift, -1},
    {"late", K::kPart, 3},
    {"later", K::kPart, 5},
    {"lunchtime", K::kDayTime, 0},
    {"mar", K::kMonth, 3},
    {"mar.", K::kMonth, 3},
    {"march", K::kMonth, 3},
    {"may", K::kMonth, 5},
    {"mid", K::kPart, 2},
    {"midday", K::kDayTime, 0},
    {"middle", K::kEnds, 2},
    {"midnight", K::kDayTime, 1},
    {"mon.", K::kWeekday, 0},
    {"monday", K::kWeekday, 0},
    {"month", K::kUnit, unit(TimeUnit::kMonth)},
    {"months", K::kUnit, unit(TimeUnit::kMonth)},
    {"morning", K::kDayTime, 0},
    {"next", K::kShift, 1},
    {"night", K::kUnit, unit(TimeUnit::kNight)},
    {"nightfall", K::kDayTime, 0},
    {"nights", K::kUnit, unit(TimeUnit::kNight)},
    {"noon", K::kDayTime, 0},
    {"nov", K::kMonth, 11},
    {"nov.", K::kMonth, 11},
    {"november", K::kMonth, 11},
    {"oct", K::kMonth, 10},
    {"oct.", K::kMonth, 10},
    {"october", K::kMonth, 10},
    {"outset", K::kEnds, 1},
    {"over", K::kEdge, edge(Edge::kDuring)},
    {"overnight", K::kOvernight, 0},
    {"past", K::kShift, -1},
    {"preceding", K::kStory, -1},
    {"previous", K::kStory, -1},
    {"previously", K::kDistance, -1},
    {"quarter", K::kUnit, unit(TimeUnit::kQuarter)},
    {"quarters", K::kUnit, unit(TimeUnit::kQuarter)},
    {"recent", K::kRecent, -1},
    {"same", K::kStory, 0},
    {"sat.", K::kWeekday, 5},
    {"saturday", K::kWeekday, 5},
    {"sep", K::kMonth, 9},
    {"sep.", K::kMonth, 9},
    {"sept", K::kMonth, 9},
    {"sept.", K::kMonth, 9},
    {"september", K::kMonth, 9},
    {"several", K::kVagueNumber, 3},
    {"since", K::kEdge, edge(Edge::kSince)},
    {"spring", K::kSeason, 0},
    {"start", K::kEnds, 1},
    {"summer", K::kSeason, 1},
    {"sun.", K::kWeekday, 6},
    {"sunday", K::kWeekday, 6},
    {"sunrise", K::kDayTime, 0},
    {"sunset", K::kDayTime, 0},
    {"that", K::kStory, 0},
    {"this", K::kShift, 0},
    {"throughout", K::kEdge, edge(Edge::kDuring)},
    {"thu.", K::kWeekday, 3},
    {"thur.", K::kWeekday, 3},
    {"thurs", K::kWeekday, 3},
    {"thurs.", K::kWeekday, 3},
    {"thursday", K::kWeekday, 3},
    {"till", K::kEdge, edge(Edge::kUntil)},
    {"today", K::kDayName, 0},
    {"tomorrow", K::kDayName, 1},
    {"tonight", K::kDayName, 0},
    {"tue.", K::kWeekday, 1},
    {"tues", K::kWeekday, 1},
    {"tues.", K::kWeekday, 1},
    {"tuesday", K::kWeekday, 1},
    {"until", K::kEdge, edge(Edge::kUntil)},
    {"upcoming", K::kRecent, 1},
    {"wed.", K::kWeekday, 2},
    {"wednesday", K::kWeekday, 2},
    {"week", K::kUnit, unit(TimeUnit::kWeek)},
    {"weekend", K::kUnit, unit(TimeUnit::kWeekend)},
    {"weekends", K::kUnit, unit(TimeUnit::kWeekend)},
    {"weeks", K::kUnit, unit(TimeUnit::kWeek)},
    {"winter", K::kSeason, 3},
    {"within", K::kEdge, edge(Edge::kWithin)},
    {"year", K::kUnit, unit(TimeUnit::kYear)},
    {"years", K::kUnit, unit(TimeUnit::kYear)},
    {"yesterday", K::kDayName, -1},
});
static_assert(std::is_sorted(kWords.begin(), kWords.end(), [](const Entry& a, const Entry& b) { return a.word < b.word; }));
constexpr std::size_t kLongestWord = 10;

/// Names that are written with a capital, or abbreviated, and name a time and nothing else.
constexpr std::array kNamedTimes = std::to_array<std::string_view>(
    {"ramadan", "easter", "christmas", "passover", "nowruz", "hanukkah", "diwali", "gmt", "bst",  "utc",
     "est",     "edt",    "cet",       "cest",     "a.m.",   "p.m.",     "a.m",    "p.m", "noon", "midnight"});

constexpr char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c; }
bool begins_large(std::string_view word) { return !word.empty() && word.front() >= 'A' && word.front() <= 'Z'; }
bool is_noun_like(Upos u) { return u == Upos::kPropn || u == Upos::kNoun || u == Upos::kX; }

}  // namespace

bool same_word(std::string_view word, std::string_view lower) {
  return word.size() == lower.size() &&
         std::equal(word.begin(), word.end(), lower.begin(), [](char a, char b) { return small(a) == b; });
}

TimeWord time_word(std::string_view form) {
  if (form.size() < 2 || form.size() > kLongestWord) return {};
  std::array<char, kLongestWord> lowered{};
  std::transform(form.begin(), form.end(), lowered.begin(), small);
  const std::string_view word(lowered.data(), form.size());
  const auto at =
      std::lower_bound(kWords.begin(), kWords.end(), word, [](const Entry& e, std::string_view w) { return e.word < w; });
  if (at == kWords.end() || at->word != word) return {};
  return {at->kind, static_cast<std::int16_t>(at->value)};
}

int month_of(std::string_view form) {
  const TimeWord w = time_word(form);
  return w.kind == K::kMonth ? w.value : 0;
}

int weekday_of(std::string_view form) {
  const TimeWord w = time_word(form);
  return w.kind == K::kWeekday ? w.value : -1;
}

bool is_time_word(const Word& w) {
  if (!is_noun_like(w.upos)) return false;
  // part of a person's or a body's name: "April Jones", "the Sunday Times"
  if (w.name == NameKind::kPerson || w.name == NameKind::kOrganisation) return false;
  if (begins_large(w.form) && (weekday_of(w.form) >= 0 || month_of(w.form) > 0)) return true;
  return std::any_of(kNamedTimes.begin(), kNamedTimes.end(), [&](std::string_view t) { return same_word(w.form, t); });
}

}  // namespace demarche
