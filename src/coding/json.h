// A Reading as JSON: the form of docs/reading.md.
#pragma once

#include <string>

#include "demarche/reading.h"

namespace demarche {

/// Appends the reading as one JSON object on one line, without a line break behind it. Actors are named "a1", events "e1",
/// statements "s1", by their place; offsets count code points of the text.
void write_json(const Reading& reading, std::string& out);

}  // namespace demarche
