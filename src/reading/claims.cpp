// What one side says of another: accusations by their verb, hostile deeds that a statement lays at another's door, words of
// reproach; and statements that the other side denies or admits, which makes them claims (claim_answers). Relies on speech, denials, frames.
// Door: read_claims().
#include <algorithm>

#include "base/utf8.h"
#include "reading/claims.h"

namespace demarche {
namespace {

class Accusations : public ClaimSides {
 public:
  Accusations(const Tree& tree, const Lexicon& lexicon, Mentions& mentions, const Arguments& arguments, const std::vector<FrameMatch>& frames, const SpeechMap& speech)
      : ClaimSides(tree, lexicon, mentions, arguments, speech),
        frames_(frames),
        claim_verb_(lexicon.class_named("claim-verb")),
        charge_verb_(lexicon.class_named("charge-verb")),
        blame_noun_(lexicon.class_named("blame-noun")),
        handiwork_(lexicon.class_named("handiwork-noun")) {}

  std::vector<ClaimReading> all() {
    for (std::size_t k = 0; k < speech_.statements().size(); ++k) draft(k);
    answer_claims(tree_, lexicon_, mentions_, arguments_, speech_, drafts_);
    std::vector<ClaimReading> out;
    for (ClaimDraft& draft : drafts_) {
      if (draft.about.empty() || draft.by.empty()) continue;
      // what witnesses or diplomats tell of a side is no side's claim until that side denies it
      if (!draft.denial && std::none_of(draft.by.begin(), draft.by.end(), [&](ActorId a) { return is_side(a); })) continue;
      ClaimReading c;
      c.claim.by = std::move(draft.by);
      c.claim.about = std::move(draft.about);
      c.range = draft.range;
      c.claim.span = span(draft.range);
      if (draft.denial) c.claim.denied_by = draft.denial->by, c.claim.denial_span = span(draft.denial->range);
      out.push_back(std::move(c));
    }
    std::sort(out.begin(), out.end(), [](const ClaimReading& a, const ClaimReading& b) { return a.range.begin < b.range.begin; });
    return out;
  }

 private:
  // ---- what is an accusation by its own words

  void draft(std::size_t k) {
    const Speech& s = statement(k);
    const Saying& saying = s.saying;
    if (saying.content.empty() || saying.stance == Stance::kPromise || saying.stance == Stance::kPraise || saying.stance == Stance::kDeny) return;
    ClaimDraft out{k, {s.speaker}, {}, s.range, false, {}};
    if (saying.form == SayingForm::kAct && lexicon_.in_class(s.verb, claim_verb_)) {
      out.about = others(parties(arguments_.patients(saying.verb)), s.speaker);
      if (out.about.empty()) {  // "the West", a party without a code
        for (WordId w : arguments_.patients(saying.verb)) {
          if (const auto id = mentions_.resolve(w); id && mentions_.is_name(w)) append_new(out.about, *id);
        }
      }
      if (!out.about.empty()) out.is_charge = true, drafts_.push_back(std::move(out));
      return;
    }
    if (saying.stance == Stance::kDeny || saying.stance == Stance::kRequest) return;
    out.about = accused(s);
    out.is_charge = !out.about.empty() || lexicon_.in_class(s.verb, charge_verb_) || reproached_;
    if (out.is_charge) drafts_.push_back(std::move(out));
  }

  /// Whom the words of a statement hold to something bad; sets reproached_ where the words do and name nobody.
  std::vector<ActorId> accused(const Speech& s) {
    reproached_ = false;
    std::vector<ActorId> out;
    if (exculpates(s)) return out;
    for (WordRange r : s.saying.content) {
      for (WordId w = r.begin; w < r.end; ++w) {
        if (s.saying.form == SayingForm::kClause && tree_.in_backdrop(w, s.saying.verb)) continue;
        if (const FrameMatch* f = hostile_frame(w)) {
          for (ActorId a : others(f->source, s.speaker)) {
            if (is_side(a)) append_new(out, a);
          }
          if (!out.empty()) return out;
        }
        if (!is_reproach(w)) continue;
        const Factuality fact = factualities_.of(w);
        if (fact.is_negated || fact.modality == Modality::kFuture || fact.modality == Modality::kConditional) continue;
        reproached_ = true;
        for (ActorId a : doers(w, r, s.speaker)) append_new(out, a);
        if (!out.empty()) return out;
      }
    }
    if (lexicon_.in_class(s.verb, charge_verb_) && s.saying.form == SayingForm::kClause) {
      for (WordRange r : s.saying.content) {
        for (WordId w = r.begin; w < r.end; ++w) {
          if (d_[w].rel != Rel::kNsubj) continue;
          out = others(parties(tree_.coordinated(w)), s.speaker);
          if (!out.empty()) return out;
        }
      }
    }
    return blamed(s);
  }

  /// "had nothing to do with it", "played no part in it", "was not behind it": clears whom it names.
  [[nodiscard]] bool exculpates(const Speech& s) const {
    for (WordRange r : s.saying.content) {
      for (WordId w = r.begin; w + 1 < r.end; ++w) {
        const std::string form = lower(d_[w].form);
        if (form == "nothing" && w + 3 < r.end && d_[w + 1].lemma == "to" && d_[w + 2].lemma == "do" && d_[w + 3].lemma == "with") return true;
        if (form == "no" && is_any(d_[w + 1].lemma, {"part", "role", "hand", "link", "connection"})) return true;
        if (is_any(form, {"not", "n't", "n’t"}) && is_any(d_[w + 1].lemma, {"behind", "involved", "responsible"})) return true;
      }
    }
    return false;
  }

  [[nodiscard]] const FrameMatch* hostile_frame(WordId w) const {
    for (const FrameMatch& f : frames_) {
      if (f.head != w) continue;
      const EventType t = lexicon_.frame(f.frame).type;
      if (t != EventType::kAssault && t != EventType::kCoerce && t != EventType::kMobilize) return nullptr;
      const Factuality fact = factualities_.of(w);
      return fact.is_negated || fact.modality == Modality::kFuture || fact.modality == Modality::kConditional ? nullptr : &f;
    }
    return nullptr;
  }

  /// Whose a reproach is, the speaker's own side left out: its own doer or owner, what stands in its phrase, else the subject of
  /// the clause that it stands in.
  std::vector<ActorId> doers(WordId w, WordRange within, ActorId speaker) {
    std::vector<ActorId> out = others(parties(arguments_.agents(w)), speaker);
    if (!out.empty()) return out;
    for (WordId k = w + 1; k < within.end && k < w + 8 && out.empty(); ++k) {  // "a plot hatched in London"; what is hijacked is the victim
      if (!tree_.within(k, w) || !(tree_.has_preposition(k, "in") || tree_.has_preposition(k, "from") || tree_.has_preposition(k, "by"))) continue;
      if (const auto id = mentions_.resolve(k); id && is_side(*id)) append_new(out, *id);
    }
    out = others(std::move(out), speaker);
    if (!out.empty()) return out;
    for (WordId up = d_[w].head; up != kNoWord && within.has(up); up = d_[up].head) {
      if (!tree_.is_predicate(up) && d_[up].upos != Upos::kVerb && d_[up].upos != Upos::kNoun) continue;
      out = others(parties(arguments_.agents(up)), speaker);
      if (!out.empty()) return out;
    }
    return out;
  }

  /// "responsibility lay with Bratislava", "to blame"
  std::vector<ActorId> blamed(const Speech& s) {
    for (WordRange r : s.saying.content) {
      for (WordId w = r.begin; w < r.end; ++w) {
        if (lexicon_.in_class(d_[w].lemma, handiwork_) && tree_.child(w, Rel::kCop) != kNoWord) {  // "was the work of Chinese intelligence"
          for (WordId k : tree_.children(w)) {
            if (!tree_.has_preposition(k, "of")) continue;
            if (auto out = others(parties({k}), s.speaker); !out.empty()) return out;
          }
        }
        if (!lexicon_.in_class(d_[w].lemma, blame_noun_)) continue;
        for (WordId k = w + 1; k < r.end; ++k) {
          if (!tree_.has_preposition(k, "with") && !tree_.has_preposition(k, "on")) continue;
          if (auto out = others(parties(tree_.coordinated(k)), s.speaker); !out.empty()) return out;
        }
      }
    }
    return {};
  }

  const std::vector<FrameMatch>& frames_;
  ClassId claim_verb_, charge_verb_, blame_noun_, handiwork_;
  std::vector<ClaimDraft> drafts_;
  bool reproached_ = false;
};

}  // namespace

std::vector<ClaimReading> read_claims(const Tree& tree, const Lexicon& lexicon, Mentions& mentions, const Arguments& arguments,
                                      const std::vector<FrameMatch>& frames, const SpeechMap& speech) {
  return Accusations(tree, lexicon, mentions, arguments, frames, speech).all();
}

}  // namespace demarche
