// Words of the calendar and words for numbers: what the date and the quantity readers share. These are closed classes of the
// language (twelve months, seven days, the numerals), which is why they stand here and not in the lexicon. ASCII letters only.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "demarche/document.h"

namespace demarche {

/// 1..12 of a month's name or its abbreviation ("October", "Oct.", "OCT", "Sept"), however capitalised; 0 for all else.
int month_of(std::string_view word);
/// 0 = Monday … 6 = Sunday of a day's name or abbreviation ("Monday", "Mon.", "Tues"), however capitalised; -1 for all else.
int weekday_of(std::string_view word);

}  // namespace demarche
