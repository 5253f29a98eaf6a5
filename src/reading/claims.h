// What the readers of claims share: a claim in the making, and who is on whose side. Internal to claims.cpp and claim_answers.cpp.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <vector>

#include "reading/speech.h"
#include "reading/speech_forms.h"

namespace demarche {

inline void append_new(std::vector<ActorId>& to, ActorId id) {
  if (std::find(to.begin(), to.end(), id) == to.end()) to.push_back(id);
}

/// A claim as far as it is read: `about` may stay empty until somebody denies it.
struct ClaimDraft {
  std::size_t statement;
  std::vector<ActorId> by, about;
  WordRange range;
  bool is_charge = false;  ///< an accusation by its own words, whoever denies it
  std::optional<Denial> denial;
};

class ClaimSides {
 public:
  ClaimSides(const Tree& tree, const Lexicon& lexicon, Mentions& mentions, const Arguments& arguments, const SpeechMap& speech)
      : tree_(tree),
        d_(tree.document()),
        lexicon_(lexicon),
        mentions_(mentions),
        arguments_(arguments),
        speech_(speech),
        factualities_(tree, lexicon),
        reproach_(lexicon.class_named("reproach")) {}

 protected:
  ~ClaimSides() = default;

  [[nodiscard]] Span span(WordRange r) const { return {d_[r.begin].span.begin, d_[r.end - 1].span.end}; }
  [[nodiscard]] const Speech& statement(std::size_t k) const { return speech_.statements()[k]; }
  [[nodiscard]] static bool is_any_of(Stance stance, std::initializer_list<Stance> all) { return std::find(all.begin(), all.end(), stance) != all.end(); }

  [[nodiscard]] bool same_side(ActorId a, ActorId b) const {
    const Actor& x = mentions_.actors()[a];
    const Actor& y = mentions_.actors()[b];
    return a == b || (!x.code.empty() && x.code == y.code);
  }
  [[nodiscard]] bool same_side(ActorId a, const std::vector<ActorId>& side) const {
    return std::any_of(side.begin(), side.end(), [&](ActorId b) { return same_side(a, b); });
  }
  /// A party that can be held to something: a state, an organisation, a group, or who acts for one.
  [[nodiscard]] bool is_side(ActorId a) const { return !mentions_.actors()[a].code.empty(); }

  std::vector<ActorId> parties(const WordList& heads) {
    std::vector<ActorId> out;
    for (WordId w : heads) {
      if (const auto id = mentions_.resolve(w); id && is_side(*id)) append_new(out, *id);
      else {
        for (ActorId inner : mentions_.inside(w)) {
          if (is_side(inner)) append_new(out, inner);
        }
      }
    }
    return out;
  }
  /// Without those of the speaker's own side.
  std::vector<ActorId> others(std::vector<ActorId> all, ActorId speaker) const {
    std::erase_if(all, [&](ActorId a) { return same_side(a, speaker); });
    return all;
  }

  [[nodiscard]] bool is_reproach(WordId w) const {
    const Word& x = d_[w];
    if (x.upos == Upos::kPropn || x.upos == Upos::kAux) return false;
    return lexicon_.in_class(d_, tree_.sentence(w).begin, w, reproach_);
  }

  const Tree& tree_;
  const Document& d_;
  const Lexicon& lexicon_;
  Mentions& mentions_;
  const Arguments& arguments_;
  const SpeechMap& speech_;
  Factualities factualities_;
  ClassId reproach_;
};

/// Sets against the drafts who denies and who admits them, and adds claims that only their denial or admission tells of.
void answer_claims(const Tree& tree, const Lexicon& lexicon, Mentions& mentions, const Arguments& arguments, const SpeechMap& speech, std::vector<ClaimDraft>& drafts);

}  // namespace demarche
