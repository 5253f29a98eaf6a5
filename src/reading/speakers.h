// Who speaks: internal to the speech stages.
#pragma once

#include "reading/speech.h"

namespace demarche {

/// Resolves the speakers of an article's sayings; asks must come in order of text, for each answer helps the next.
class Speakers {
 public:
  Speakers(const Tree& tree, const SpeechWords& words, Mentions& mentions) : tree_(tree), d_(tree.document()), words_(words), mentions_(mentions) {}

  /// The party that speaks; nothing where the phrase names nobody ("both say", "it is said"). `in_quotation`: the saying stands
  /// within somebody's quoted words.
  std::optional<ActorId> resolve(const Saying& saying, bool in_quotation);
  /// The others who say it together with that party.
  std::vector<ActorId> together(const Saying& saying, ActorId speaker);

 private:
  struct Heard {
    WordId at;
    ActorId id;
  };

  // speaking_for.cpp: whom a speaker without a country speaks for
  std::optional<ActorId> principal(ActorId id, const Saying& saying);
  [[nodiscard]] bool is_guessed(ActorId id, const Saying& saying);
  std::optional<ActorId> of_office_beside(const Saying& saying);
  std::optional<ActorId> of_own_phrase(const Saying& saying);
  std::optional<ActorId> of_owner(const Saying& saying);
  std::optional<ActorId> of_place(const Saying& saying);
  std::optional<ActorId> of_apposition(ActorId id, const Saying& saying);
  std::optional<ActorId> of_text(const Saying& saying);
  std::optional<ActorId> coded(WordId head);

  std::optional<ActorId> party(const Saying& saying, bool in_quotation);
  std::optional<ActorId> pronoun(WordId head, const Saying& saying);
  std::optional<ActorId> spoken_thing(WordId head, const Saying& saying);
  std::optional<ActorId> one_of(WordId head);
  std::optional<ActorId> group_before(WordId head);
  std::optional<ActorId> same_office(WordId head);
  std::optional<ActorId> recent(WordId before, const Saying& saying, bool person, bool plural);
  bool is_generic(WordId head);
  [[nodiscard]] bool can_speak(const Saying& saying) const;
  [[nodiscard]] bool is_definite(WordId head) const;
  [[nodiscard]] bool is_bare(ActorId id) const { return mentions_.actors()[id].code.empty(); }

  const Tree& tree_;
  const Document& d_;
  const SpeechWords& words_;
  Mentions& mentions_;
  std::vector<Heard> heard_;
};

}  // namespace demarche
