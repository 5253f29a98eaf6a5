// Counts who deals with whom in an article: the two sides of an exchange, or one country's quarrel with itself. Door: class Dealings.
#include "coding/dealings.h"

#include <algorithm>
#include <set>

#include "reading/reading.h"

namespace demarche {
namespace {

/// "South American ministers": of no one party.
bool is_region(const Actor& a) { return a.kind == ActorKind::kPeople && a.country.empty(); }

}  // namespace

void Dealings::count(const std::vector<Event>& events) {
  partners_.clear(), own_.clear(), hub_.clear();
  count_pairs(events, false);
  if (partners_.empty()) count_pairs(events, true);
  for (const Event& e : events) count_own(e);
}

void Dealings::count_pairs(const std::vector<Event>& events, bool places_too) {
  for (const Event& e : events) {
    std::set<std::string> doers, aims;
    for (const ActorId s : e.source) doers.insert(actors_[s].code);
    for (const ActorId t : e.target) aims.insert(actors_[t].code);
    if (doers != aims && std::includes(doers.begin(), doers.end(), aims.begin(), aims.end())) continue;  // "both told their citizens": not each other
    for (const ActorId s : e.source) {
      for (const ActorId t : e.target) {
        const std::string &a = actors_[s].code, &b = actors_[t].code;
        if (!places_too && (actors_[s].kind == ActorKind::kPlace || actors_[t].kind == ActorKind::kPlace)) continue;
        if (a.empty() || b.empty() || a == b || is_region(actors_[s]) || is_region(actors_[t])) continue;
        partners_[a].push_back(principal_of(t, actors_));
        partners_[b].push_back(principal_of(s, actors_));
      }
    }
  }
  std::size_t most = 1;
  for (const auto& [code, with] : partners_) {
    if (with.size() > most) most = with.size(), hub_ = code;
  }
}

/// "Police fired on the crowd", "the union called a strike", "two editors were arrested": one country's parties only, not both the state itself.
void Dealings::count_own(const Event& e) {
  std::set<std::string> codes;
  bool is_inner = e.type == EventType::kProtest;
  for (const auto* side : {&e.source, &e.target}) {
    for (const ActorId a : *side) {
      const Actor& who = actors_[a];
      if (who.code.empty() || who.code != who.country || who.kind == ActorKind::kPlace) continue;
      codes.insert(who.code);
      const std::string_view sector = who.sector.empty() ? std::string_view() : who.sector.front();
      is_inner = is_inner || (who.kind != ActorKind::kCountry && sector != "GOV" && sector != "MIL" && sector != "SPY");
    }
  }
  if (codes.size() == 1 && is_inner) ++own_[*codes.begin()];
}

bool Dealings::is_at_home(const std::string& code) const {
  constexpr std::size_t kFew = 3;  // events
  const auto own = own_.find(code);
  if (own == own_.end() || own->second < kFew) return false;
  const auto abroad = partners_.find(code);
  return abroad == partners_.end() || own->second > abroad->second.size();
}

std::optional<ActorId> Dealings::partner(const std::vector<ActorId>& side) const {
  for (const ActorId a : side) {
    if (const auto best = partner_of(actors_[a].code); best.first) return best.first;
  }
  return std::nullopt;
}

std::pair<std::optional<ActorId>, std::size_t> Dealings::partner_of(const std::string& code) const {
  const auto with = partners_.find(code);
  if (code.empty() || with == partners_.end()) return {};
  std::map<std::string_view, std::size_t> times;
  for (const ActorId p : with->second) ++times[actors_[p].code];
  std::optional<ActorId> best;
  std::size_t most = 0;
  for (const ActorId p : with->second) {
    const std::size_t n = times[actors_[p].code];
    if (n > most) most = n, best = p;
  }
  return {best, most};
}

std::optional<ActorId> Dealings::hub_actor() const {
  const auto with = partners_.find(hub_);
  if (hub_.empty() || with == partners_.end() || with->second.size() < 3) return std::nullopt;
  for (ActorId a = 0; a < actors_.size(); ++a) {
    if (actors_[a].code == hub_) return principal_of(a, actors_);
  }
  return std::nullopt;
}

std::vector<ActorId> Dealings::protagonists() const {
  const auto with = partners_.find(hub_);
  if (hub_.empty() || with == partners_.end() || is_at_home(hub_)) return {};
  std::optional<ActorId> hub, other;
  for (ActorId a = 0; a < actors_.size() && !hub; ++a) {
    if (actors_[a].code == hub_) hub = principal_of(a, actors_), other = partner({a});
  }
  if (!hub || !other) return {};
  return {*hub, *other};
}

}  // namespace demarche
