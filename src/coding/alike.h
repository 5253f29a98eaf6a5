// Small questions that several stages of coding ask alike: whether parties act for the same side, which word stands at a byte.
#pragma once

#include <algorithm>
#include <vector>

#include "demarche/reading.h"
#include "reading/reading.h"

namespace demarche {

/// The same party, or two of one code.
inline bool same_side(ActorId a, ActorId b, const std::vector<Actor>& actors) { return a == b || (!actors[a].code.empty() && actors[a].code == actors[b].code); }
inline bool same_side(ActorId a, const std::vector<ActorId>& side, const std::vector<Actor>& actors) {
  return std::any_of(side.begin(), side.end(), [&](ActorId b) { return same_side(a, b, actors); });
}
inline bool share_side(const std::vector<ActorId>& a, const std::vector<ActorId>& b, const std::vector<Actor>& actors) {
  return std::any_of(a.begin(), a.end(), [&](ActorId x) { return same_side(x, b, actors); });
}

/// Acts that are aimed at somebody even where the sentence does not say at whom.
inline bool is_aimed(EventType t) {
  switch (t) {
    case EventType::kReject: case EventType::kAccuse: case EventType::kSanction: case EventType::kThreaten: case EventType::kRequest:
    case EventType::kConcede: case EventType::kRetreat: case EventType::kAgree: case EventType::kSupport: case EventType::kConsult:
    case EventType::kAssault: case EventType::kCoerce: case EventType::kMobilize: case EventType::kAid: case EventType::kProtest: return true;
    default: return false;
  }
}

/// The first word that ends behind a byte of the text; the number of words where there is none.
inline WordId word_at(const Document& d, std::uint32_t byte) {
  const auto at = std::partition_point(d.words.begin(), d.words.end(), [&](const Word& w) { return w.span.end <= byte; });
  return static_cast<WordId>(at - d.words.begin());
}

}  // namespace demarche
