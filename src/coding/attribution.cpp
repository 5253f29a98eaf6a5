// On whose word an event rests: the statement that it stands in gives `attributed_to`; a claim makes it alleged, and a denial by
// the accused side makes it denied. What a side says of its own deeds stands as told. Relies on speech. Door: attribute_events().
#include <algorithm>

#include "coding/coding.h"
#include "reading/speech.h"

namespace demarche {
namespace {

bool same_side(ActorId a, const std::vector<ActorId>& side, const std::vector<Actor>& actors) {
  return std::any_of(side.begin(), side.end(), [&](ActorId b) { return a == b || (!actors[a].code.empty() && actors[a].code == actors[b].code); });
}
bool share_side(const std::vector<ActorId>& a, const std::vector<ActorId>& b, const std::vector<Actor>& actors) {
  return std::any_of(a.begin(), a.end(), [&](ActorId x) { return same_side(x, b, actors); });
}

WordId word_at(const Document& d, std::uint32_t byte) {
  const auto at = std::partition_point(d.words.begin(), d.words.end(), [&](const Word& w) { return w.span.end <= byte; });
  return at == d.words.end() ? kNoWord : static_cast<WordId>(at - d.words.begin());
}

/// Deeds can be alleged; a verbal act is done by being spoken, and what is planned or denied stays so.
bool may_be_alleged(const Event& e) {
  if (e.status != EventStatus::kDone && e.status != EventStatus::kAlleged) return false;
  switch (e.type) {
    case EventType::kAgree:
    case EventType::kRequest:
    case EventType::kAccuse:
    case EventType::kReject:
    case EventType::kThreaten: return false;
    default: return true;
  }
}

}  // namespace

void attribute_events(const Document& document, const SpeechMap& speech, const std::vector<ClaimReading>& claims, const std::vector<Actor>& actors, std::vector<Event>& events) {
  for (Event& e : events) {
    if (e.trigger.empty()) continue;
    const WordId w = word_at(document, e.trigger.front().begin);
    const Speech* said = speech.at(w);
    if (!said) continue;
    e.attributed_to = {said->speaker};
    if (!may_be_alleged(e) || same_side(said->speaker, e.source, actors)) continue;
    if (said->saying.stance == Stance::kAccuse) e.status = EventStatus::kAlleged;
    for (const ClaimReading& c : claims) {
      if (!c.range.has(w) || !share_side(c.claim.about, e.source, actors)) continue;
      e.status = share_side(c.claim.denied_by, e.source, actors) ? EventStatus::kDenied : EventStatus::kAlleged;
    }
  }
}

}  // namespace demarche
