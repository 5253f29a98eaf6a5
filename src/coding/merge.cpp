// The same event told twice in one article becomes one event with all its sentences. Door: merge_events.
#include <algorithm>
#include <set>

#include "coding/coding.h"

namespace demarche {
namespace {

/// A side as the codes acted for: a minister's deed is his country's.
std::set<std::string> side_of(const std::vector<ActorId>& side, const std::vector<Actor>& actors) {
  std::set<std::string> out;
  const bool coded = std::any_of(side.begin(), side.end(), [&](ActorId a) { return !actors[a].code.empty(); });
  for (const ActorId a : side) {
    if (coded && actors[a].code.empty()) continue;  // "the work" beside the one whose work it is
    out.insert(actors[a].code.empty() ? "?" + std::to_string(a) : actors[a].code);
  }
  return out;
}

/// "the expulsion of diplomats" is a looser word for the accreditations withdrawn from them.
bool is_same_measure(std::string_view a, std::string_view b) {
  const auto sends_out = [](std::string_view m) { return m == "expel" || m == "withdraw-accreditation" || m == "declare-unwelcome"; };
  return a == b || (sends_out(a) && sends_out(b));
}

/// Whether the text gives two events days that do not meet; what it does not give proves nothing.
bool are_apart(const std::optional<DateRange>& a, const std::optional<DateRange>& b) {
  if (!a || !b || a->is_inferred || b->is_inferred) return false;
  return a->to < b->from || b->to < a->from;
}

/// What the text says goes before what was inferred; else the first telling's.
template <class T>
void take_said(std::optional<T>& to, const std::optional<T>& more) {
  if (more && (!to || (to->is_inferred && !more->is_inferred))) to = more;
}

/// Of two days that the text gives, the one within the other.
void take_narrower(std::optional<DateRange>& to, const std::optional<DateRange>& more) {
  if (to && more && !more->is_inferred && more->from >= to->from && more->to <= to->to) to = more;
}

/// "flew to Lomé", "was received by": a visit told by the guest's side and by the host's.
bool is_visit_and_reception(const Event& a, const Event& b, const std::vector<Actor>& actors) {
  if (a.type != EventType::kConsult || b.type != EventType::kConsult || a.status != b.status || are_apart(a.date, b.date)) return false;
  if (!(a.cameo == "043" && b.cameo != "043") && !(a.cameo != "043" && b.cameo == "043")) return false;
  const auto source = side_of(a.source, actors), target = side_of(a.target, actors);
  return !source.empty() && !target.empty() && source == side_of(b.target, actors) && target == side_of(b.source, actors);
}

/// Two tellings of one event: same type, measure and parties, and one status does not contradict the other.
bool is_same(const Event& a, const Event& b, const std::vector<Actor>& actors) {
  if (is_visit_and_reception(a, b, actors)) return true;
  if (a.type != b.type || !is_same_measure(a.measure, b.measure)) return false;
  if ((a.status == EventStatus::kNegated) != (b.status == EventStatus::kNegated)) return false;
  if (side_of(a.source, actors) != side_of(b.source, actors) || side_of(a.target, actors) != side_of(b.target, actors)) return false;
  if (are_apart(a.date, b.date)) return false;
  if (!a.measure.empty()) return true;
  // "Nine soldiers were killed when a convoy was ambushed": one attack and its toll
  const auto is_toll = [](const Event& e) { return e.entry.starts_with("assault-kill") || e.entry.starts_with("assault-wound"); };
  if (a.type == EventType::kAssault && a.sentences == b.sentences && is_toll(a) != is_toll(b) && a.cameo != "181" && b.cameo != "181") return true;
  return a.cameo == b.cameo && (a.entry == b.entry || a.sentences == b.sentences);
}

template <class T>
void take_missing(std::vector<T>& to, const std::vector<T>& more) {
  for (const T& x : more) {
    if (std::find(to.begin(), to.end(), x) == to.end()) to.push_back(x);
  }
}

}  // namespace

std::vector<Event> merge_events(std::vector<Event> events, const std::vector<Actor>& actors) {
  std::vector<Event> out;
  for (Event& e : events) {
    const auto twin = std::find_if(out.begin(), out.end(), [&](const Event& o) { return is_same(o, e, actors); });
    if (twin == out.end()) {
      out.push_back(std::move(e));
      continue;
    }
    if (twin->measure == "expel" && e.measure != "expel") twin->measure = e.measure, twin->entry = e.entry, twin->mode = e.mode;
    take_missing(twin->sentences, e.sentences);
    std::sort(twin->sentences.begin(), twin->sentences.end());
    take_missing(twin->trigger, e.trigger);
    if (!twin->quantity) twin->quantity = e.quantity;
    if (twin->status == EventStatus::kAlleged && e.status == EventStatus::kDone) twin->status = e.status, twin->attributed_to = e.attributed_to;  // the writer tells it too
    take_said(twin->date, e.date);
    take_narrower(twin->date, e.date);
    take_said(twin->place, e.place);
    twin->confidence = std::max(twin->confidence, e.confidence);
  }
  return out;
}

}  // namespace demarche
