// Who did what a sentence tells without its doer, where that takes no exchange of two sides to know.
#pragma once

#include <string>
#include <vector>

#include "coding/coding.h"

namespace demarche {

/// Gives deeds of force to whoever claims them or is blamed for them, arrests and charges to the state where they happen, protests of
/// crowds without a nationality to the article's country. `trace` may be null. Cost: linear in the events, but for deeds near a claim.
void settle_doers(const ArticleView& view, std::vector<Event>& events, Trace* trace);

/// The last deed before that the same person suffered: "He has not been charged" is said of those who hold him.
const Event* done_before(const std::vector<Event>& events, std::size_t at, const std::vector<Actor>& actors);
/// "Mexico, often accused of cruelty, …": by whom, nobody asks.
bool is_aside(const Document& document, const Event& e);

/// What `explain` shows of a side that the article filled.
void note_side(Trace& trace, const Document& document, const Event& e, std::string why);

}  // namespace demarche
