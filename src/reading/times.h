// What the stages that read time and number share; other layers see only reading.h.
//
//   calendar      single words: months, weekdays, units, "last", "ago", "overnight"
//   numbers       runs of words → a number, exact or not: "two dozen", "1.5bn", "at least 12", "hundreds"
//   expressions   runs of words → a time expression, still without a day: "late last month", "two weeks after"
//   anchors       a time expression + day of publication + tense + the narrative's day → the days it means
//   tense         the tense in which a clause speaks
//
// The words are closed classes of the language (twelve months, seven days, the numerals, some dozens of adverbs and
// prepositions), which is why they stand in the program and not in the lexicon.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "reading/reading.h"

namespace demarche {

// ---------------------------------------------------------------- calendar

enum class TimeUnit : std::uint8_t { kHour, kDay, kNight, kWeekend, kWeek, kMonth, kSeason, kQuarter, kYear, kDecade };

/// What a word can be within a time expression; `value` of TimeWord says which one of its kind.
enum class TimeWordKind : std::uint8_t {
  kNone,
  kMonth,     ///< 1..12
  kWeekday,   ///< 0 = Monday … 6 = Sunday
  kUnit,      ///< TimeUnit; "fortnight" is kWeek with `count` 2
  kSeason,    ///< 0 = spring … 3 = winter
  kShift,     ///< "this" 0, "last", "past" -1, "next", "coming" +1
  kStory,     ///< counts from the day the story tells of: "previous" -1, "same", "that" 0, "following" +1
  kPart,      ///< "early" 1, "mid" 2, "late" 3, "earlier" 4, "later" 5
  kEnds,      ///< "beginning", "start" 1, "middle" 2, "end", "close" 3, "half" 4
  kDistance,  ///< "ago" 0, "earlier", "before", "previously" -1, "later", "after", "afterwards" +1, "hence" 2
  kDayName,   ///< days from publication: "yesterday" -1, "today" 0, "tomorrow" +1
  kOvernight,
  kDayTime,      ///< "morning", "noon", "midnight" (0 of all but midnight, which is 1)
  kDecade,       ///< first year: "1990s", "'90s", "nineties"
  kRecent,       ///< "recent" -1, "coming", "upcoming" +1
  kOrdinal,      ///< 1.. of "first", "10th"
  kVagueNumber,  ///< "few" 3, "several" 3, "couple" 2, "some" 0
  kEdge,         ///< Edge
};

/// How a preposition or its like bounds the time behind it.
enum class Edge : std::uint8_t {
  kAt,     ///< "on Monday", "in June", or no word at all
  kSince,  ///< from then until the day of publication
  kFrom,   ///< begins then: "from Nov. 1", "effective July 1", "as of Monday"
  kUntil,  ///< ends then: says nothing of when it happened
  kBy,     ///< then at the latest
  kBefore,
  kAfter,
  kIn,  ///< "in two weeks"
  kWithin,
  kFor,     ///< a duration ("for two weeks") or a plan ("due for Monday")
  kDuring,  ///< "during", "over", "throughout"
};

struct TimeWord {
  TimeWordKind kind = TimeWordKind::kNone;
  std::int16_t value = 0;
};

/// The word's part in time expressions, whatever its capitals; of letters only, digits give kNone. Cost: one binary search.
TimeWord time_word(std::string_view form);
/// 1..12 of a month's name or abbreviation ("October", "Oct.", "OCT", "Sept"), however capitalised; 0 for all else.
int month_of(std::string_view form);
/// 0 = Monday … 6 = Sunday of a weekday's name or abbreviation ("Mon.", "Tues"), however capitalised; -1 for all else.
int weekday_of(std::string_view form);
/// Whether `word` is `lower` but for ASCII capitals.
bool same_word(std::string_view word, std::string_view lower);
template <std::size_t N>
bool is_any(std::string_view word, const std::array<std::string_view, N>& lower) {
  return std::any_of(lower.begin(), lower.end(), [&](std::string_view l) { return same_word(word, l); });
}

// ---------------------------------------------------------------- numbers

/// A number as a run of words gives it. A vague one is an interval: "hundreds" is 200 to 999, "dozens" 24 to 99.
struct Number {
  double value = 0;
  std::optional<double> upper;  ///< of "20 to 30", "hundreds"; absent where the number is one
  bool at_least = false;        ///< "at least", "more than"
  bool at_most = false;         ///< "up to", "fewer than"
  bool about = false;           ///< "some", "nearly", and all vague words
  WordId begin = 0, end = 0;    ///< the words, with those that qualify it
};

/// Digits with or without commas ("1,200", "2.5"), one word of a numeral ("eleven", "sixty"); nothing for all else.
std::optional<double> plain_number(std::string_view form);
/// The number that begins at word `w`, qualifying words ("at least") included; nothing where none begins there.
std::optional<Number> number_at(const Document& document, WordId w, WordId end);

// ---------------------------------------------------------------- expressions

enum class TimeKind : std::uint8_t {
  kDate,     ///< year, month, day; 0 where unsaid: a day, a month or a year
  kWeekday,  ///< `day`, 0 = Monday
  kWeekend,
  kUnit,    ///< the `unit` that holds the reference day, or the one `shift` further
  kOffset,  ///< `count` units before (negative) or after the reference day
  kReach,   ///< the `count` units up to (negative) or from the reference day on
  kSeason,  ///< `day`, 0 = spring
  kDecade,  ///< `year` is its first
  kOvernight,
};

/// How `shift` was said.
enum class Shift : std::int8_t { kNone = 0, kThis, kLast, kNext };

/// One point or stretch of time as the words give it.
struct TimePoint {
  TimeKind kind = TimeKind::kDate;
  TimeUnit unit = TimeUnit::kDay;
  Shift shift = Shift::kNone;
  int year = 0, month = 0, day = 0;
  int last_day = 0;                   ///< of "October 10-12"
  int count = 0;                      ///< of kOffset, kReach and, for kUnit, how many units away
  bool is_vague = false;              ///< "days ago": the count is unsaid
  bool from_story = false;            ///< counted from the day that the narrative tells of: "two days later", "that night"
  std::int8_t slice = 0, slices = 1;  ///< "early March" is slice 1 of 3; 0 = the whole
  std::int8_t side = 0;               ///< "earlier this month" -1, up to now; "later this month" +1, from now on
  std::optional<int> away;       ///< "in May last year", "on Friday next week": years or weeks from the reference day's
  bool is_two_digit_order = false;    ///< "10/12/2021": day and month may stand the other way round
};

struct TimeExpression {
  WordId begin = 0, end = 0;  ///< all words, with the preposition
  WordId core = 0;            ///< first word behind the preposition
  WordId head = 0;            ///< the word by which it hangs in the tree
  Edge edge = Edge::kAt;
  TimePoint at;
  std::optional<TimePoint> to;  ///< end of a range: "from Nov. 1 to Nov. 5", "Saturday and Sunday"
  bool is_relation = false;     ///< "two days after the attack": the distance between two events; `at` is a kOffset
  bool is_likely = false;       ///< "probably from Nov. 1"
};

/// All time expressions of the words [begin, end), in order, none within another. Cost: linear in the words.
std::vector<TimeExpression> find_times(const Document& document, WordId begin, WordId end);

// ---------------------------------------------------------------- tense

[[nodiscard]] inline bool is_past(Tense t) { return t == Tense::kPluperfect || t == Tense::kPast || t == Tense::kPerfect; }

/// The tense of the predicate `w`, or of the clause that a noun stands in. Infinitives speak of what is to come unless the verb
/// over them says that it came about ("managed to", "was forced to"); participles share their clause's tense.
Tense tense_of(const Tree& tree, const TenseWords& words, WordId w);
/// Whether `w` heads a clause or is a participle with phrases of its own.
bool heads_clause(const Tree& tree, WordId w);

// ---------------------------------------------------------------- anchors

/// What a time expression is read against.
struct Anchor {
  std::optional<Day> published;
  std::optional<DateRange> story;  ///< the days that the narrative has come to
  Direction direction = Direction::kUnknown;
};

/// The days that an expression means. Nothing where it gives none: a duration, an "until", a weekday without a day of
/// publication. "since" reaches to the day of publication; all else keeps the grain of the words.
std::optional<DateRange> resolve(const TimeExpression& expression, const Anchor& anchor);
/// `range` moved by `count` units; a unit coarser than the range widens it by half a unit on either side.
DateRange moved(const DateRange& range, int count, TimeUnit unit);

// ---------------------------------------------------------------- dates, attachment

/// A time expression in its place in the tree, with the days it means.
struct Dates::Timed {
  TimeExpression x;
  std::optional<DateRange> days;
  std::optional<DateRange> point;  ///< the days without the preposition: of "since June", June
  WordId governor = kNoWord;       ///< the word it hangs from
  WordId clause = kNoWord;         ///< nearest word above it that heads a clause; kNoWord where none does
  bool is_of_noun = false;         ///< "Monday's blast", "the 2014 accord", "the revolution of 1979"
};

inline bool is_relative(const Word& w) { return w.rel == Rel::kAcl && w.subrel == SubRel::kRelcl; }
inline bool is_verb(const Word& w) { return w.upos == Upos::kVerb || w.upos == Upos::kAux; }
inline int days_between(Day a, Day b) { return b.since_1970 - a.since_1970; }
/// "Monday's blast", "the 2014 accord", "the revolution of 1979": the word tells which, not when.
bool is_named_by_time(const Tree& tree, WordId w);

}  // namespace demarche
