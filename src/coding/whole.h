// Readings of an article's sections → one Reading of the whole. Part of the coding layer.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "demarche/reading.h"

namespace demarche {

/// Joins the readings of an article's sections, in order. An actor, and a post, that several sections know is one; what was told of
/// events stays as each section told it. Time: linear in what is added.
class Whole {
 public:
  /// `begin` is where the section's text begins in the article's. The reading's own article is not looked at.
  void add(Reading section, std::uint32_t begin);
  /// The actors of all sections so far, and which of them is the last section's.
  [[nodiscard]] const std::vector<Actor>& actors() const { return whole_.actors; }
  [[nodiscard]] ActorId actor_of(ActorId of_section) const { return actor_of_[of_section]; }
  /// The joined reading, without article and versions. Leaves nothing behind.
  Reading take();

 private:
  void add_actors(std::vector<Actor>&& actors, std::uint32_t begin);
  void add_events(std::vector<Event>&& events, std::uint32_t begin);
  void add_posts(std::vector<Post>&& posts, std::uint32_t begin);
  void renumber(ActorId& id) const { id = actor_of_[id]; }
  void renumber(std::vector<ActorId>& ids) const;
  void move(PostChange& change, std::uint32_t begin) const;

  Reading whole_;
  std::vector<ActorId> actor_of_;  ///< the section's actors in the whole
  std::uint32_t first_event_ = 0, first_sentence_ = 0;
  std::map<std::string, ActorId> actors_;
  std::map<std::string, std::size_t> posts_;
};

}  // namespace demarche
