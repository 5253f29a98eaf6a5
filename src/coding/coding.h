// The coding layer: frames of one article become events in PLOVER and CAMEO.
//
// The stages, one .cpp each:
//   alike    questions that several stages ask alike  (alike.h)
//   events   frames → events: the codebook's type logic, status, attribution
//   spoken   statements, claims and denials that are events
//   occasions   who did what a measure in the same sentence answers
//   titles   what the title adds to the lead's events  (titles.h)
//   dealings   who deals with whom in the article  (dealings.h)
//   echoes   moves told as "the same" or "in kind", or with their verb left out
//   doers    who claims, arrests, protests, is blamed  (doers.h)
//   sides    who the other side is where a sentence does not say
//   attribution  on whose word events rest: attributed, alleged, denied
//   merge    the same event told twice becomes one
//   principals   whom the parties act for: what links and posts compare  (principals.h)
//   link_cues, verbal_links, reactions, links   who answers whom       (link_cues.h, moves.h)
//   post_mentions, post_changes, posts   the ledger of missions         (post_mentions.h, post_changes.h)
//   coded_phrases, pattern_fit, patterns   events by a users' pattern dictionary instead (coded_phrases.h, patterns.h)
//   whole    readings of a long article's sections become one reading  (whole.h)
//   reader   the public door (reader.h)
//   json     a Reading as one line of JSON (json.h)
#pragma once

#include <string>
#include <vector>

#include "coding/reader.h"
#include "reading/reading.h"
#include "reading/speech.h"

namespace demarche {

/// Everything the stages ask of one article.
struct ArticleView {
  const Tree* tree;
  const Lexicon* lexicon;
  Mentions* mentions;
  const Arguments* arguments;
  const Factualities* factualities;
  const Dates* dates;
  const Quantities* quantities = nullptr;  ///< none: events get no quantity
  const Places* places = nullptr;          ///< none: events get no place
};

/// Events of the article, in order of their triggers; swallowed frames give none. `trace` may be null.
std::vector<Event> code_events(const ArticleView& view, const std::vector<FrameMatch>& matches, Trace* trace);

/// Adds what is done by being said: statements by their stance, claims, denials.
void code_spoken(const ArticleView& view, const SpeechMap& speech, const std::vector<ClaimReading>& claims, std::vector<Event>& events);

/// Fills the open sides of deeds that are told as the occasion of a move: "recalled its envoy over the killing of a Canadian" is told of
/// the host's killing. Deeds that stay without any side are dropped.
void complete_occasions(const ArticleView& view, std::vector<Event>& events);

/// Adds moves that the text tells by pointing at another side's: "did the same", "followed suit", "responded in kind".
void code_echoes(const ArticleView& view, std::vector<Event>& events);

/// Fills sides that a sentence leaves open from the other events of the article, and from whose words tell them.
/// `trace` may be null.
void complete_sides(const ArticleView& view, const SpeechMap& speech, std::vector<Event>& events, Trace* trace);

/// Sets `attributed_to` of events that stand in somebody's statement, and makes those alleged or denied that are claims.
void attribute_events(const Tree& tree, const SpeechMap& speech, const std::vector<ClaimReading>& claims, const std::vector<Actor>& actors, std::vector<Event>& events);

/// Joins events of the same type between the same parties with the same measure; the first keeps its words, sentences add up.
std::vector<Event> merge_events(std::vector<Event> events, const std::vector<Actor>& actors);

/// Fills `responds_to` and `responds_rule`: which events of the article each one answers, by words that say so, as a verbal answer
/// (a denial to a charge), or as the like measure the other way round within three weeks. No event answers its own side.
void link_events(const ArticleView& view, std::vector<Event>& events);

/// The posts that the article says are changed, in order of text; a post without a change is none. Changes of more than a year
/// before publication are history and left out. May add actors (a state that only its city stood for).
std::vector<Post> read_posts(const ArticleView& view, const std::vector<Event>& events);

}  // namespace demarche
