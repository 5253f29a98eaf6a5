// Which frames of a sentence are told only as part of another one. A stage of the frames; see frames.cpp.
#pragma once

#include <vector>

#include "reading/reading.h"

namespace demarche {

/// Marks the matches that lie in what another match says (`is_swallowed`): the content of those that absorb it, and event nouns that
/// are the object of a match's verb. `matches` stand in order of their heads. Cost: quadratic in the matches of one sentence.
void swallow_contents(const Tree& tree, const Lexicon& lexicon, const Arguments& arguments, std::vector<FrameMatch>& matches);

/// "a man suspected of belonging to the group", "those accused of the raid": whether the predicate is a participle on a noun that
/// names no accuser, and so tells nothing that happens.
[[nodiscard]] bool only_describes(const Tree& tree, const Arguments& arguments, WordId head);

}  // namespace demarche
