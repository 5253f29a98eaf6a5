// Days of the Gregorian calendar as text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "demarche/article.h"

namespace demarche {

struct CivilDay { int year = 1970; int month = 1; int day = 1; };  ///< month and day count from 1

Day day_of(CivilDay civil);            ///< the civil day must exist
CivilDay civil_of(Day day);
bool exists(CivilDay civil);           ///< month 1..12, day within the month, year 1..9999
std::optional<Day> parse_day(std::string_view iso);  ///< "2021-10-18", or an ISO time that begins so; nullopt otherwise
std::string to_string(Day day);        ///< "2021-10-18"
int weekday(Day day);                  ///< 0 = Monday … 6 = Sunday
int days_in_month(int year, int month);

}  // namespace demarche
