// Who deals with whom in an article, as the sentences by themselves tell it: what open sides are filled from.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "demarche/reading.h"

namespace demarche {

/// Counts of an article's events by pairs of codes. `actors` must outlive it and may grow meanwhile.
/// Cost: one pass over the events and their sides; a question costs the partners of a side.
class Dealings {
 public:
  explicit Dealings(const std::vector<Actor>& actors) : actors_(actors) {}

  /// Counts the events; places ("talks in Vienna") count as parties only where nobody else deals with anybody.
  void count(const std::vector<Event>& events);

  /// With whom a side deals most in this article; of equals, the first. Nobody where it deals with nobody.
  [[nodiscard]] std::optional<ActorId> partner(const std::vector<ActorId>& side) const;
  /// The party with whom most events of the article lie, three at least.
  [[nodiscard]] std::optional<ActorId> hub_actor() const;
  [[nodiscard]] const std::string& hub() const { return hub_; }  ///< its code, with two events at least; "" where there is none
  /// The two sides whom the article is about; none where no pair deals more than once, or the hub deals with its own people most.
  [[nodiscard]] std::vector<ActorId> protagonists() const;
  /// Whether a country deals with its own people (crowds, parties, courts, prisoners) more than with all others together, three events at least.
  [[nodiscard]] bool is_at_home(const std::string& code) const;

 private:
  void count_pairs(const std::vector<Event>& events, bool places_too);
  void count_own(const Event& e);
  /// With whom a code deals most, and in how many events.
  [[nodiscard]] std::pair<std::optional<ActorId>, std::size_t> partner_of(const std::string& code) const;

  const std::vector<Actor>& actors_;
  std::map<std::string, std::vector<ActorId>> partners_;  ///< by code: the other side of each event
  std::map<std::string, std::size_t> own_;                ///< by code of a country: events among its own
  std::string hub_;
};

}  // namespace demarche
