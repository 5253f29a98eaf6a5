// An event in plain words: who, what, when; for tables, feeds and alerts.
#pragma once

#include <string>
#include <vector>

#include "demarche/record.h"

namespace demarche {

/// "RUS, BLR": codes, or names where there is no code, each once; "?" for nobody.
std::string party_text(const std::vector<RecordedActor>& actors);
/// "expels 8 persons (announced)"
std::string deed_text(const RecordedEvent& event);
/// "2021-10-18", "2021-10-01 to 2021-10-17"
std::string days_text(Day from, Day to);

}  // namespace demarche
