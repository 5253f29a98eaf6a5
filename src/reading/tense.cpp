// The tense in which a clause speaks, as far as it decides whether "Monday" lies before or after publication. Relies on tree.
// Doors: tense_of, heads_clause.
#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "reading/times.h"
#include "syntax/inflection.h"

namespace demarche {
namespace {

bool is_aux(const Word& w) { return w.rel == Rel::kAux || w.rel == Rel::kCop; }

constexpr std::array<std::string_view, 9> kWill{"will", "would", "shall", "'ll", "’ll", "wo", "'d", "’d", "should"};
constexpr std::array<std::string_view, 6> kMay{"may", "might", "could", "can", "must", "ca"};
constexpr std::array<std::string_view, 4> kHave{"has", "have", "'ve", "’ve"};
constexpr std::array<std::string_view, 3> kWas{"was", "were", "did"};

bool is_infinitive(const Tree& t, WordId w) {
  const Word& v = t.word(w);
  if (v.is(kFin)) return false;
  return std::any_of(t.children(w).begin(), t.children(w).end(), [&](WordId c) {
    return (t.word(c).rel == Rel::kMark || t.word(c).upos == Upos::kPart) && same_word(t.word(c).form, "to") && c < w;
  });
}

/// Whether a finite verb that the tagger took for a present is a past by its form: "froze", "vetoed" are nothing else; "shut",
/// "hit" are both, and news tells of the past.
bool is_past_by_form(const Word& v) {
  if (!v.is(kFin) || !(v.is(kPres) || v.is(kImperative)) || v.form.ends_with('s') || v.form.ends_with("ing")) return false;
  const auto& english = syntax::Inflection::english();
  const std::string form = lower(v.form);
  bool sure = false;
  const std::string base = english.verb(form, kPast | kFin, &sure);
  if (!sure) return false;
  return base == form ? english.bend(base).past.front() == form : !english.is_verb(form);
}

bool tree_has_subject(const Tree& t, WordId w) { return t.child(w, Rel::kNsubj) != kNoWord; }

struct Auxiliaries {
  bool will = false, may = false, have = false, had = false, was = false, is = false, to = false;
};

Auxiliaries auxiliaries(const Tree& t, WordId w) {
  Auxiliaries out;
  for (const WordId c : t.children(w)) {
    const Word& x = t.word(c);
    if (!is_aux(x)) continue;
    if ((same_word(x.form, "'d") || same_word(x.form, "’d")) && t.word(w).is(kPart))
      out.had = true;
    else if (is_any(x.form, kWill))
      out.will = true;
    else if (is_any(x.form, kMay))
      out.may = true;
    else if (is_any(x.form, kHave))
      out.have = true;
    else if (same_word(x.form, "had"))
      out.had = true;
    else if (is_any(x.form, kWas))
      out.was = true;
    else if (x.is(kFin))
      out.is = true;
  }
  return out;
}

Tense tense(const Tree& t, const TenseWords& words, WordId w, int depth);

/// The tense of what stands over a word that has none of its own.
Tense above(const Tree& t, const TenseWords& words, WordId w, int depth) {
  const WordId up = t.word(w).head;
  return up == kNoWord ? Tense::kNone : tense(t, words, up, depth + 1);
}

Tense infinitive(const Tree& t, const TenseWords& words, WordId w, int depth) {
  const Word& v = t.word(w);
  if (v.rel == Rel::kXcomp && v.head != kNoWord) {
    const Word& up = t.word(v.head);
    const bool forced =
        words.lexicon->in_class(up.lemma, words.implicative) || same_word(up.form, "forced") || same_word(up.form, "made") || same_word(up.form, "had");
    if (forced) return tense(t, words, v.head, depth + 1);
  }
  return Tense::kFuture;
}

Tense tense(const Tree& t, const TenseWords& words, WordId w, int depth) {
  if (depth > 24) return Tense::kNone;
  const Word& v = t.word(w);
  const Auxiliaries aux = auxiliaries(t, w);
  if (aux.will) return aux.have ? Tense::kPast : Tense::kFuture;  // "would have banned" lies behind us
  if (aux.may) return aux.have ? Tense::kPast : Tense::kPresent;
  const bool predicate = v.upos == Upos::kVerb || v.upos == Upos::kAux || aux.is || aux.was || aux.had || aux.have;
  if (words.lexicon->in_class(v.form, words.ahead) && (aux.is || aux.was || (v.rel == Rel::kAcl && !aux.had))) return Tense::kFuture;
  if (is_infinitive(t, w)) {
    if (aux.is || aux.was) return Tense::kFuture;  // "is to meet", "was to meet"
    if (aux.have || aux.had) return Tense::kPast;  // "to have met"
    return infinitive(t, words, w, depth);
  }
  if (aux.had) return Tense::kPluperfect;
  if (aux.have) return Tense::kPerfect;
  if (aux.was) return Tense::kPast;
  if (aux.is) return Tense::kPresent;
  if (v.is(kFin) && v.is(kPast)) return Tense::kPast;
  if (is_past_by_form(v) && (v.is(kPres) || tree_has_subject(t, w))) return Tense::kPast;
  if (v.is(kFin) && v.is(kPres)) return Tense::kPresent;
  // a verb of a coordination shares the auxiliaries of the first: "has closed its border and recalled its envoy"
  if (v.rel == Rel::kConj && v.head != kNoWord) {
    const Tense first = tense(t, words, v.head, depth + 1);
    return v.is(kPart) && v.is(kPast) && first == Tense::kPresent ? Tense::kPast : first;
  }
  if (v.upos == Upos::kVerb && v.is(kPart) && v.is(kPast)) {
    // "signed in May" behind a noun; "accused of spying" before the subject shares the clause's
    if (v.rel == Rel::kAcl || v.rel == Rel::kAmod) return Tense::kPast;
    return v.head == kNoWord ? Tense::kPast : above(t, words, w, depth);
  }
  if (predicate || v.head != kNoWord) return above(t, words, w, depth);
  return Tense::kNone;
}

}  // namespace

TenseWords::TenseWords(const Lexicon& lx)
    : lexicon(&lx), ahead(lx.class_named("ahead-word")), upcoming(lx.class_named("upcoming-word")), implicative(lx.class_named("implicative-verb")), setting(lx.class_named("setting-verb")) {}

Tense tense_of(const Tree& tree, const TenseWords& words, WordId w) { return tense(tree, words, w, 0); }

bool heads_clause(const Tree& tree, WordId w) {
  const Word& v = tree.word(w);
  if (v.upos == Upos::kVerb) return v.rel != Rel::kAmod && v.rel != Rel::kCompound && v.rel != Rel::kCase && v.rel != Rel::kFixed;
  if (v.head == kNoWord || v.rel == Rel::kCcomp || v.rel == Rel::kXcomp || v.rel == Rel::kAdvcl || v.rel == Rel::kParataxis)
    return true;
  if (v.rel == Rel::kAcl) return true;
  return tree.child(w, Rel::kCop) != kNoWord || tree.child(w, Rel::kNsubj) != kNoWord;
}

}  // namespace demarche
