// What an article's title adds to the events that its first sentences tell.
#pragma once

#include <string>
#include <vector>

#include "coding/coding.h"

namespace demarche {

/// An event that a title tells, with its sides as codes of states, organisations and groups.
struct TitleMove {
  EventType type = EventType::kConsult;
  std::string measure, cameo;
  bool is_negated = false;
  std::vector<std::string> source, target;
};

/// The moves of a title that was read as a text of its own; those without a code on either side are left out.
std::vector<TitleMove> moves_of_title(const Reading& title);

/// Fills sides that events of the article's first sentences leave open from the title's telling of the same event; a group without a
/// country ("the army", "police", "officers") is given the title's. Adds no event: what only the title tells has no words in the text
/// that an event could rest on. `trace` may be null. Cost: moves times events of the lead.
void complete_from_title(const ArticleView& view, const std::vector<TitleMove>& moves, std::vector<Event>& events, Trace* trace);

}  // namespace demarche
