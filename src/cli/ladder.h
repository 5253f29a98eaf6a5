// The exchange as a ladder: moves and what they answer, in the order in which they were made. What report and picture share.
#pragma once

#include <string>
#include <vector>

#include "coding/deeds.h"
#include "demarche/reading.h"

namespace demarche {

/// One move on the ladder.
struct Rung {
  std::uint32_t event = 0;
  std::size_t depth = 0;  ///< 0 for a move that answers none; else one more than the deepest move it answers
};

/// Moves that hang together by answers, with the sides that make and suffer them.
struct Exchange {
  std::vector<ActorId> sides;  ///< states and organisations first, the busiest before the others; of the first two, who moves first
  std::vector<Rung> rungs;     ///< a move stands behind those it answers, else in order of days, then of the text
};

struct Ladder {
  std::vector<Exchange> exchanges;    ///< in the order of their first moves
  std::vector<std::uint32_t> others;  ///< events that neither answer nor are answered, in order of the text
};

Ladder ladder_of(const Reading& reading);
/// The sides of some moves, in the order of Exchange::sides.
std::vector<ActorId> sides_in(const Reading& reading, const std::vector<Rung>& rungs);

/// The state or organisation that an actor acts for; the actor itself where it acts for none.
ActorId side_of(const Reading& reading, ActorId actor);
/// The sides of several actors, none twice: a state and its minister are one.
std::vector<ActorId> sides_of(const Reading& reading, const std::vector<ActorId>& actors);
/// "Russia", "NATO": an organisation's acronym where it has one, else the actor's name.
std::string short_name(const Reading& reading, ActorId actor);
/// "Russia and NATO"; "?" for nobody.
std::string short_names(const Reading& reading, const std::vector<ActorId>& actors);
/// The posts that rest on an event: "NATO’s information office in Moscow".
std::vector<std::string> posts_changed_by(const Reading& reading, std::uint32_t event);
/// The rules by which an event answers others, each once: "in response to, tit-for-tat".
std::string answer_rules(const Event& event);
/// Sentences as people count them: "sentences 2, 6".
std::string in_sentences(const std::vector<std::uint32_t>& sentences);
/// Indices of the sentences that a span touches.
std::vector<std::uint32_t> sentences_at(const Reading& reading, Span span);
/// Before and after of one change: "staff 20 → 10", "open → suspended".
std::string change_in_words(const PostChange& change);
/// The words that say an event, joined by "…".
std::string trigger_in_words(const Reading& reading, const std::vector<Span>& trigger);
/// White space runs as one space each, other control characters left out, so that no article can steer a terminal.
std::string one_line(std::string_view text);

}  // namespace demarche
