// Two sides in numbers: how much they do to each other, how friendly it is, and whether one answers the other. Doors: dyad_series(), reciprocity(), top_dyads().
#pragma once

#include <array>
#include <string>
#include <vector>

#include "demarche/record.h"

namespace demarche {

enum class Step : std::uint8_t { kDay, kWeek, kMonth };  ///< weeks begin on Monday
std::string_view name_of(Step step);  ///< "day"

/// What one side did to the other in one period.
struct Deeds {
  std::int64_t events = 0;
  std::array<std::int64_t, 4> by_quad{};  ///< verbal and material cooperation, verbal and material conflict
  double net = 0;                         ///< sum of Goldstein scores: above 0 more cooperation, below 0 more conflict
};

struct DyadPeriod {
  Day from, to;  ///< both inclusive
  Deeds first, second;  ///< of the first side to the second, and back
};

struct DyadSeries {
  std::string first, second;  ///< codes
  Step step = Step::kMonth;
  std::vector<DyadPeriod> periods;  ///< without gaps, from the first event to the last; empty where there is none
  Deeds first_total, second_total;
};

/// Events between two parties (codes or names) that a query narrows further. Without a status in it, planned, denied and negated ones
/// are left out. kNotFound where a party has no code in this record.
Result<DyadSeries> dyad_series(const Record& record, const std::string& first, const std::string& second, const Query& query, Step step);

/// How strongly one side's net score goes with the other's some periods later.
struct LagCorrelation {
  int lag = 0;       ///< periods
  double second_follows = 0, first_follows = 0;  ///< correlation of the other's score `lag` periods later; NaN where there is none
  double chance = 0; ///< two unrelated series with as much memory as these stay within ± this 19 times in 20
};

struct Reciprocity {
  std::size_t periods = 0;
  double first_memory = 0, second_memory = 0;  ///< correlation of each score with its own one period before
  std::vector<LagCorrelation> lags;            ///< 0, 1, …; empty where the periods are too few to say
  std::string explanation;                     ///< in plain words
};
Reciprocity reciprocity(const DyadSeries& series);

struct DyadTotal {
  std::string source, target;
  Deeds deeds;
};
/// The pairs with most events among those that a query asks for.
Result<std::vector<DyadTotal>> top_dyads(const Record& record, const Query& query, std::size_t limit);

class JsonWriter;
/// Each writes one object, as a value of the writer. json_statistics.cpp.
void write(JsonWriter& json, const Deeds& deeds);
void write(JsonWriter& json, const DyadSeries& series, const Reciprocity& reciprocity);

/// The period that a day lies in.
DyadPeriod period_of(Day day, Step step);

}  // namespace demarche
