// What was done, in plain words.
#pragma once

#include <string>

#include "demarche/reading.h"

namespace demarche {

/// What was done, without the parties: "expels 8 persons", "closes a post (planned)".
std::string deed_in_words(const Event& event);
/// "8", "2.5": without an exponent.
std::string number_in_words(double value);

}  // namespace demarche
