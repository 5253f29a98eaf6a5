// How far the text says that a predicate holds: negation, future, modals, conditions, purposes, speech around it.
// Relies on tree and the lexicon's word classes. Door: Factualities::of.
#include <algorithm>

#include "base/utf8.h"
#include "reading/reading.h"

namespace demarche {
Factualities::Factualities(const Tree& tree, const Lexicon& lexicon)
    : tree_(&tree),
      lexicon_(&lexicon),
      negator_(lexicon.class_named("negator")),
      speech_(lexicon.class_named("speech-verb")),
      future_(lexicon.class_named("future-verb")),
      doubt_(lexicon.class_named("doubt-verb")),
      attempt_(lexicon.class_named("attempt-verb")),
      light_(lexicon.class_named("light-verb")),
      forbear_(lexicon.class_named("forbear-verb")),
      happen_(lexicon.class_named("happen-verb")),
      plan_(lexicon.class_named("plan-verb")),
      unfulfilled_(lexicon.class_named("unfulfilled-verb")),
      see_to_(lexicon.class_named("see-to-verb")),
      hearsay_(lexicon.class_named("hearsay-word")),
      will_(lexicon.class_named("will-noun")) {}

/// "would have scuppered the talks": what the verb does to a meeting that the text knows says nothing of the meeting itself.
bool Factualities::is_existing(WordId noun, WordId verb) const {
  if (lexicon_->in_class(tree_->word(verb).lemma, light_)) return false;
  bool definite = false, clause = false;
  for (const WordId c : tree_->children(noun)) {
    const Word& x = tree_->word(c);
    if (x.rel == Rel::kDet && x.lemma == "the") definite = true;
    if (x.rel == Rel::kAcl && x.subrel == SubRel::kRelcl) clause = true;
    if (x.rel == Rel::kNmod && tree_->has_preposition(c, "between")) clause = true;
  }
  return definite && clause;
}

/// "stopped short of blaming", "refrained from", "avoided": what is not done.
bool Factualities::holds_back(WordId verb) const {
  const Word& v = tree_->word(verb);
  if (lexicon_->in_class(v.lemma, forbear_)) return true;
  if (v.lemma != "stop" && v.lemma != "fall") return false;
  const auto children = tree_->children(verb);
  return std::any_of(children.begin(), children.end(), [&](WordId c) { return tree_->word(c).lemma == "short"; });
}

/// "those", "anyone", "any country": nobody in particular, of whom a clause in the present says only who would be meant.
bool Factualities::is_anybody(WordId w) const {
  const std::string form = lower(tree_->word(w).form);
  if (form == "those" || form == "anyone" || form == "anybody" || form == "everyone" || form == "whoever") return true;
  const auto children = tree_->children(w);
  return std::any_of(children.begin(), children.end(), [&](WordId c) { return tree_->word(c).rel == Rel::kDet && lower(tree_->word(c).form) == "any"; });
}

/// A finite clause in the past: what a noun is known by.
bool Factualities::is_told_as_past(WordId clause) const {
  const Word& x = tree_->word(clause);
  bool past = x.is(kPast) && x.is(kFin);
  for (const WordId c : tree_->children(clause)) {
    const Word& w = tree_->word(c);
    if (w.rel != Rel::kAux && w.rel != Rel::kCop) continue;
    if (w.lemma == "will" || w.lemma == "would" || w.lemma == "may" || w.lemma == "can" || w.lemma == "could" || w.lemma == "might") return false;
    past = past || (w.is(kPast) && w.is(kFin)) || w.lemma == "have";
  }
  return past;
}

/// "would be regarded as", "sees it as": what follows is a name for something else.
bool Factualities::is_regarded(WordId verb) const {
  static constexpr std::string_view kVerbs[] = {"regard", "consider", "treat", "see", "view", "interpret", "count", "take", "describe", "denounce", "condemn", "brand"};
  if (std::find(std::begin(kVerbs), std::end(kVerbs), tree_->word(verb).lemma) == std::end(kVerbs)) return false;
  const auto children = tree_->children(verb);
  return std::any_of(children.begin(), children.end(), [&](WordId c) { return tree_->word(c).rel == Rel::kAux && tree_->word(c).lemma != "be" && tree_->word(c).lemma != "have"; });
}

/// "no plans to send troops", "no intention of resigning": what nobody wants does not happen.
bool Factualities::has_no(WordId noun) const {
  const auto children = tree_->children(noun);
  return std::any_of(children.begin(), children.end(), [&](WordId c) { return tree_->word(c).rel == Rel::kDet && lower(tree_->word(c).form) == "no"; });
}

/// Verbs that say of an event that it is: "take place", "begin", "resume".
bool Factualities::happens(WordId verb) const {
  if (tree_->word(verb).lemma == "take") {
    const WordId object = tree_->child(verb, Rel::kObj);
    return object != kNoWord && tree_->word(object).lemma == "place";
  }
  return lexicon_->in_class(tree_->word(verb).lemma, happen_);
}

/// "Will Kenya shut its embassy?": a question outside quotations tells of nothing.
bool Factualities::is_asked(WordId head) const {
  const Sentence& s = tree_->sentence(head);
  if (s.end <= s.begin || tree_->word(s.end - 1).form != "?") return false;
  for (WordId w = s.begin; w < s.end; ++w) {
    if (tree_->word(w).upos == Upos::kPunct && (tree_->word(w).form == "\"" || tree_->word(w).form == "“" || tree_->word(w).form == "”")) return false;
  }
  for (WordId w = head; w != kNoWord; w = tree_->word(w).head) {  // what the question takes for granted is told: "Why did Kenya, which shut …"
    if (tree_->word(w).rel == Rel::kAcl || tree_->word(w).rel == Rel::kNmod || tree_->word(w).rel == Rel::kAdvcl) return false;
  }
  return true;
}

Factuality Factualities::of(WordId head) const {
  const Tree& t = *tree_;
  Factuality out;
  const auto raise = [&](Modality m) {
    if (out.modality == Modality::kFact) out.modality = m;
  };
  // words that hang from the predicate itself (or from the verb whose coordination it shares)
  const auto look_at = [&](WordId w, bool is_head) {
    for (const WordId c : t.children(w)) {
      const Word& x = t.word(c);
      if ((x.rel == Rel::kAdvmod || x.rel == Rel::kDet || x.rel == Rel::kCc || x.rel == Rel::kMark || x.rel == Rel::kAux || x.rel == Rel::kCase) &&
          lexicon_->in_class(x.lemma, negator_) && !(x.lemma == "instead" && x.rel == Rel::kAdvmod)) {  // "has instead moved a brigade" has moved it
        out.is_negated = true;
      }
      if (x.lemma == "due" && c < w && t.word(w).is(kInf)) raise(Modality::kFuture), out.is_plan = true;  // "is due to visit", whatever the parser makes of "due to"
      if (x.rel == Rel::kAux) {
        const std::string form = lower(x.form);
        if (form == "will" || form == "'ll" || form == "’ll" || form == "wo" || form == "shall") raise(Modality::kFuture);
        if (form == "may" || form == "might" || form == "could" || form == "can" || form == "would") raise(Modality::kPossible);
        if (x.lemma == "be" && t.word(w).is(kInf)) raise(Modality::kFuture);  // "was to meet"
        if (form == "must" || form == "should" || form == "ought") raise(Modality::kNecessary);
      }
      if (x.rel == Rel::kCop && x.lemma == "be" && t.word(w).upos == Upos::kVerb && t.word(w).is(kInf)) raise(Modality::kFuture);  // the same, as the parser has it at times
      if (x.rel == Rel::kNsubj) {
        for (const WordId d : t.children(c)) {
          if (t.word(d).rel == Rel::kDet && (lower(t.word(d).form) == "no" || lower(t.word(d).form) == "neither")) out.is_negated = true;
        }
        if (lower(t.word(c).form) == "nobody" || lower(t.word(c).form) == "none" || lower(t.word(c).form) == "neither") out.is_negated = true;
      }
      if (x.rel == Rel::kObj && is_head) {  // "offered nothing", "promised no troops"
        const std::string form = lower(x.form);
        if (form == "nothing" || form == "nobody" || form == "none" || form == "neither" || has_no(c)) out.is_negated = true;
      }
      if (x.rel == Rel::kMark && is_head && x.lemma == "to" && t.word(w).is(kInf) && t.child(w, Rel::kNsubj) != kNoWord && t.child(w, Rel::kAux) == kNoWord &&
          (t.word(w).rel == Rel::kRoot || t.word(w).rel == Rel::kParataxis || t.word(w).rel == Rel::kConj)) {
        raise(Modality::kFuture);  // "Kenya to close embassy in Somalia"
      }
      if (x.rel == Rel::kMark && is_head) {
        if (x.lemma == "if" || x.lemma == "unless") raise(Modality::kConditional);
      }
    }
  };
  look_at(head, true);
  for (const WordId c : t.children(head)) {
    const Word& x = t.word(c);
    if (x.rel == Rel::kAdvmod && lexicon_->in_class(x.lemma, hearsay_)) out.is_reported = true;
  }
  out.is_asked = is_asked(head);
  WordId w = head;
  bool is_nominal = true;  // no verb stands between the predicate and w: "after hours of talks"
  for (int steps = 0; steps < 24; ++steps) {
    const Word& x = t.word(w);
    const WordId up = x.head;
    if (up == kNoWord) break;
    const Word& v = t.word(up);
    switch (x.rel) {
      case Rel::kConj:
        // shares the auxiliaries of the first verb unless it has a subject of its own
        if (t.child(w, Rel::kNsubj) == kNoWord && v.upos == Upos::kVerb) {
          bool negated = out.is_negated;
          look_at(up, false);
          out.is_negated = negated;
        }
        break;
      case Rel::kXcomp:
      case Rel::kCcomp:
      case Rel::kParataxis: {
        if (holds_back(up) && x.rel != Rel::kParataxis) out.is_negated = !out.is_negated;
        if (x.rel == Rel::kXcomp) {
          if (lexicon_->in_class(v.lemma, plan_)) out.is_plan = true;
          if ((v.lemma == "decide" || v.lemma == "vote" || v.lemma == "resolve" || v.lemma == "opt") && v.is(kPast)) out.is_decided = true;
          if (lexicon_->in_class(v.lemma, future_) || v.lemma == "go" || (v.lemma == "be" && x.is(kInf))) raise(Modality::kFuture);
          if (lexicon_->in_class(v.lemma, attempt_)) raise(Modality::kPossible);
          bool was = out.is_negated;
          out.is_negated = false;
          look_at(up, false);
          out.is_negated = was != out.is_negated;
          if (v.lemma == "fail") out.is_failed = true;
          if (lexicon_->in_class(v.lemma, unfulfilled_)) out.is_negated = !out.is_negated;
          if (v.lemma == "need" || (v.lemma == "have" && v.upos != Upos::kAux)) raise(Modality::kNecessary);
        } else if (x.rel == Rel::kCcomp && lexicon_->in_class(v.lemma, future_)) {
          raise(Modality::kFuture);
        } else if (x.rel == Rel::kCcomp && lexicon_->in_class(v.lemma, see_to_)) {
          const bool was = out.is_negated;  // "we will see to it that the office is shut"
          look_at(up, false);
          out.is_negated = was;
        }
        if (out.speech == kNoWord && lexicon_->in_class(v.lemma, speech_)) out.speech = up;
        if (lexicon_->in_class(v.lemma, doubt_) && x.rel != Rel::kParataxis) out.is_alleged = true;
        break;
      }
      case Rel::kAdvcl: {
        if (t.is_backdrop(w)) return out;
        if (holds_back(up)) out.is_negated = !out.is_negated;
        const WordId mark = t.child(w, Rel::kMark);
        const std::string_view m = mark == kNoWord ? std::string_view() : t.word(mark).lemma;
        if (m == "if" || m == "unless" || m == "until") raise(Modality::kConditional);
        if (m == "to" || x.is(kInf)) raise(Modality::kPurpose);
        break;
      }
      case Rel::kAcl:
        if (x.subrel == SubRel::kRelcl && is_told_as_past(w)) return out;  // "will not prosecute those who had blocked a road": they did
        if (x.subrel == SubRel::kRelcl && is_anybody(up)) raise(Modality::kConditional);  // "sanctions against those who block relief", "any state that joins"
        if (x.subrel != SubRel::kRelcl && x.is(kInf) && lexicon_->in_class(v.lemma, will_) && has_no(up)) out.is_negated = true;
        if (x.subrel != SubRel::kRelcl && (x.is(kInf) || (t.child(w, Rel::kMark) != kNoWord))) {
          raise(v.lemma == "decision" || v.lemma == "order" ? Modality::kFact : Modality::kPurpose);
        }
        break;
      case Rel::kObj:
      case Rel::kNsubj:
      case Rel::kObl:
      case Rel::kNmod:
        // an event noun has the status of the verb that it is argument of
        if (w == head && v.upos == Upos::kVerb && x.rel == Rel::kNsubj && x.subrel == SubRel::kNone && happens(up)) look_at(up, false);  // "talks did not take place"
        if (w == head && v.upos == Upos::kVerb && !is_existing(w, up) && (x.rel == Rel::kObj || (x.rel == Rel::kNsubj && x.subrel == SubRel::kPass))) {
          look_at(up, false);
          if (lexicon_->in_class(v.lemma, future_)) raise(Modality::kFuture);
        }
        for (const WordId c : t.children(w)) {
          if (w == head && t.word(c).rel == Rel::kDet && lower(t.word(c).form) == "no") out.is_negated = true;
        }
        if (is_nominal && (t.has_preposition(w, "after") || t.has_preposition(w, "since") || t.has_preposition(w, "following"))) return out;  // "promised it after a meeting": that was
        if (x.rel == Rel::kObl && t.has_preposition(w, "as") && is_regarded(up)) raise(Modality::kConditional);  // "would be seen as a declaration of war"
        if (x.rel == Rel::kObl || x.rel == Rel::kNmod) {
          if (w == head) {
            for (const WordId c : t.children(w)) {
              if (t.word(c).rel == Rel::kCase && (t.word(c).lemma == "without" || t.word(c).lemma == "against")) {
                if (t.word(c).lemma == "without") out.is_negated = true;
              }
            }
          }
        }
        break;
      default: break;
    }
    is_nominal = is_nominal && v.upos != Upos::kVerb;
    w = up;
  }
  return out;
}

}  // namespace demarche
