// On whose word an event rests: the statement that it stands in gives `attributed_to`; a claim makes it alleged, and a denial by
// the accused side makes it denied. What a side says of its own deeds stands as told. Relies on speech. Door: attribute_events().
#include <algorithm>

#include "coding/alike.h"
#include "coding/coding.h"
#include "reading/speech.h"

namespace demarche {
namespace {

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

void attribute_events(const Tree& tree, const SpeechMap& speech, const std::vector<ClaimReading>& claims, const std::vector<Actor>& actors, std::vector<Event>& events) {
  const Document& document = tree.document();
  for (Event& e : events) {
    if (e.trigger.empty()) continue;
    const WordId w = word_at(document, e.trigger.front().begin);
    const Speech* said = w < document.words.size() ? speech.at(w) : nullptr;
    if (!said || (said->saying.form == SayingForm::kClause && tree.in_backdrop(w, said->saying.verb))) continue;
    e.attributed_to = {said->speaker};
    if (!may_be_alleged(e)) continue;
    if (same_side(said->speaker, e.source, actors)) {  // of its own deeds a side is believed; "reportedly" stays
      if (e.status == EventStatus::kAlleged && said->saying.stance != Stance::kAccuse && said->saying.stance != Stance::kDeny) e.status = EventStatus::kDone;
      continue;
    }
    if (said->saying.stance == Stance::kAccuse) e.status = EventStatus::kAlleged;
    for (const ClaimReading& c : claims) {
      if (!c.range.has(w) || !share_side(c.claim.about, e.source, actors)) continue;
      e.status = share_side(c.claim.denied_by, e.source, actors) ? EventStatus::kDenied : EventStatus::kAlleged;
    }
  }
}

}  // namespace demarche
