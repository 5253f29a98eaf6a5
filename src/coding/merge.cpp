// The same event told twice in one article becomes one event with all its sentences. Door: merge_events.
#include <algorithm>

#include "coding/coding.h"

namespace demarche {
namespace {

bool same_set(std::vector<ActorId> a, std::vector<ActorId> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}

/// Two tellings of one event: same type, measure and parties, and one status does not contradict the other.
bool is_same(const Event& a, const Event& b) {
  if (a.type != b.type || a.measure != b.measure) return false;
  if ((a.status == EventStatus::kNegated) != (b.status == EventStatus::kNegated)) return false;
  if (!same_set(a.source, b.source) || !same_set(a.target, b.target)) return false;
  if (!a.measure.empty()) return true;
  return a.cameo == b.cameo && (a.entry == b.entry || a.sentences == b.sentences);
}

template <class T>
void take_missing(std::vector<T>& to, const std::vector<T>& more) {
  for (const T& x : more) {
    if (std::find(to.begin(), to.end(), x) == to.end()) to.push_back(x);
  }
}

}  // namespace

std::vector<Event> merge_events(std::vector<Event> events) {
  std::vector<Event> out;
  for (Event& e : events) {
    const auto twin = std::find_if(out.begin(), out.end(), [&](const Event& o) { return is_same(o, e); });
    if (twin == out.end()) {
      out.push_back(std::move(e));
      continue;
    }
    take_missing(twin->sentences, e.sentences);
    std::sort(twin->sentences.begin(), twin->sentences.end());
    take_missing(twin->trigger, e.trigger);
    if (!twin->quantity) twin->quantity = e.quantity;
    if (!twin->date) twin->date = e.date;
    twin->confidence = std::max(twin->confidence, e.confidence);
  }
  return out;
}

}  // namespace demarche
