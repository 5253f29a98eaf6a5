// Names of the closed sets of the public header demarche/reading.h.
#include <array>

#include "demarche/reading.h"

namespace demarche {
namespace {

constexpr std::array<std::string_view, kEventTypes> kTypes{"AGREE",   "CONSULT", "SUPPORT",  "CONCEDE", "COOPERATE", "AID",      "RETREAT", "REQUEST",
                                                           "ACCUSE",  "REJECT",  "THREATEN", "PROTEST", "SANCTION",  "MOBILIZE", "COERCE",  "ASSAULT"};
constexpr std::array<std::string_view, 8> kStatuses{"done", "announced", "planned", "threatened", "requested", "alleged", "denied", "negated"};
constexpr std::array<std::string_view, 11> kKinds{"country", "organisation", "group", "party", "movement", "company", "media", "people", "person", "place", "unknown"};

}  // namespace

std::string_view name_of(EventType type) { return kTypes[static_cast<std::size_t>(type)]; }
std::string_view name_of(EventStatus status) { return kStatuses[static_cast<std::size_t>(status)]; }
std::string_view name_of(ActorKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::optional<EventType> event_type_of(std::string_view name) {
  for (std::size_t k = 0; k < kTypes.size(); ++k) {
    if (kTypes[k] == name) return static_cast<EventType>(k);
  }
  return std::nullopt;
}

std::string_view quad_of(EventType type) {
  if (type <= EventType::kConcede) return "verbal-cooperation";
  if (type <= EventType::kRetreat) return "material-cooperation";
  if (type <= EventType::kThreaten) return "verbal-conflict";
  return "material-conflict";
}

}  // namespace demarche
