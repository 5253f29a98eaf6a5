// The sides of an article: the states and organisations that its parties act for. What posts and links compare.
//
// A minister, an army, "Moscow" and "Russia" are one side. A side is an ActorId: that of the state or organisation itself where
// the article names it, else that of whoever stands for it.
#pragma once

#include <string_view>
#include <vector>

#include "reading/reading.h"

namespace demarche {

class Principals {
 public:
  /// `mentions` must outlive it; new actors may be added (a state that only its city stood for).
  Principals(const Tree& tree, const Lexicon& lexicon, Mentions& mentions);

  /// The state or organisation that an actor acts for; nothing for actors without a code and for companies and media.
  [[nodiscard]] std::optional<ActorId> of(ActorId actor);
  /// The side that the noun phrase headed by `head` names, or the one within it ("the Russian capital").
  [[nodiscard]] std::optional<ActorId> at(WordId head);
  [[nodiscard]] bool same(ActorId a, ActorId b) const;
  [[nodiscard]] bool shares(const std::vector<ActorId>& a, const std::vector<ActorId>& b) const;  ///< some side stands in both
  /// Some side stands in both, or is an organisation of which one in the other is a member.
  [[nodiscard]] bool meets(const std::vector<ActorId>& a, const std::vector<ActorId>& b) const;
  [[nodiscard]] std::string_view code(ActorId a) const { return mentions_.actors()[a].code; }
  [[nodiscard]] bool is_organisation(ActorId a) const { return mentions_.actors()[a].kind == ActorKind::kOrganisation; }

  /// The other side, seen from `word`: the one named nearest in its sentence, else in the two before, else most often.
  [[nodiscard]] std::optional<ActorId> opposite(ActorId side, WordId word);
  /// For whom "we" and "our" at a word speak: the speaker of the quotation around it.
  [[nodiscard]] std::optional<ActorId> speaker(WordId word);
  [[nodiscard]] ActorId of_code(std::string_view code);  ///< the state or organisation of a code; added where the article has none

 private:
  struct Named {
    WordId word;
    ActorId side;
  };
  const std::vector<Named>& named();
  [[nodiscard]] bool has_member(ActorId organisation, ActorId state) const;

  const Tree& tree_;
  const Lexicon& lexicon_;
  Mentions& mentions_;
  std::vector<Named> named_;  ///< in order of text
  bool is_listed_ = false;
};

}  // namespace demarche
