// The words that must stand with a frame's trigger: particles, objects, objects of prepositions, modifiers, wherever the parser hung
// them. Relies on tree, mentions, arguments. Doors: FrameParts::may_head, FrameParts::match.
#include "reading/frame_parts.h"

#include <algorithm>

#include "base/utf8.h"

namespace demarche {

bool FrameParts::may_head(WordId w, TriggerPos pos) const {
  const Word& x = document_.words[w];
  switch (pos) {
    case TriggerPos::kVerb:
      if (x.upos == Upos::kVerb) return !(x.rel == Rel::kAmod && x.is(kPart)) || tree_.child(w, Rel::kNsubj) != kNoWord;
      return false;
    case TriggerPos::kNoun:
      if (x.upos != Upos::kNoun && x.upos != Upos::kPropn) return false;
      return !mentions_.is_listed(w) && x.rel != Rel::kCompound && x.rel != Rel::kFlat;
    case TriggerPos::kAdj: return x.upos == Upos::kAdj || (x.upos == Upos::kVerb && x.is(kPart)) || x.upos == Upos::kAdp;
  }
  return false;
}

bool FrameParts::is_word(WordId w, std::string_view lemma, ClassId cls) const {
  const Word& x = document_.words[w];
  if (!lemma.empty()) {
    if (x.lemma == lemma) return true;
    return x.upos == Upos::kPropn && lower(x.form) == lemma;
  }
  return cls != kNoClass && lexicon_.in_class(document_, tree_.sentence(w).begin, w, cls);
}

/// `whole` is the last part found that is no modifier: what a modifier of a part stands before.
WordId FrameParts::find_part(WordId head, const Part& part, const WordList& found, WordId whole) const {
  switch (part.kind) {
    case PartKind::kParticle: return find_particle(head, part, found);
    case PartKind::kObject: {
      for (const WordId p : arguments_.patients(head)) {
        if (is_word(p, part.lemma, part.cls)) return p;
        for (const WordId c : measured_in(p)) {
          if (is_word(c, part.lemma, part.cls)) return c;
        }
      }
      for (const WordId c : tree_.children(head)) {
        const Rel r = document_.words[c].rel;
        if ((r == Rel::kObj || r == Rel::kXcomp || r == Rel::kCompound || r == Rel::kAdvmod || (r == Rel::kObl && (is_span_of_time(c, part) || (document_.words[c].subrel != SubRel::kUnmarked && document_.words[c].subrel != SubRel::kTmod)))) && tree_.child(c, Rel::kCase) == kNoWord &&
            is_word(c, part.lemma, part.cls)) {
          return c;
        }
      }
      // "declared the chargé d'affaires in Managua persona non grata": the parser hangs the Latin words anywhere
      for (WordId k = head + 1; part.cls != kNoClass && k < tree_.sentence(head).end; ++k) {
        if (lower(document_.words[k].form) == "persona" && is_word(k, part.lemma, part.cls)) return k;
      }
      return kNoWord;
    }
    case PartKind::kPrepObject: {
      for (const WordId f : arguments_.fillers(head, Role{RoleKind::kPrep, part.prep}, found)) {
        if (is_word(f, part.lemma, part.cls)) return f;
      }
      for (const WordId p : arguments_.patients(head)) {  // "stripped 30 men of their citizenship": the parser hangs the phrase from the object
        for (const WordId c : tree_.children(p)) {
          if (c > p && p > head && document_.words[c].rel == Rel::kNmod && document_.words[c].subrel != SubRel::kPoss && tree_.has_preposition(c, part.prep) && is_word(c, part.lemma, part.cls)) return c;
        }
      }
      return kNoWord;
    }
    case PartKind::kModifier: {
      const WordId of = part.of_trigger ? head : whole;
      for (const WordId c : tree_.children(of)) {
        if (is_word(c, part.lemma, part.cls)) return c;
        for (const WordId d : tree_.children(c)) {
          if (d < of && is_word(d, part.lemma, part.cls)) return d;
        }
      }
      return of > tree_.sentence(of).begin && is_word(of - 1, part.lemma, part.cls) ? of - 1 : kNoWord;
    }
  }
  return kNoWord;
}

/// "on Monday", "on May 23".
bool FrameParts::is_day(WordId w) const {
  if (is_time_word(document_.words[w])) return true;
  const auto children = tree_.children(w);
  return document_.words[w].upos == Upos::kNum && std::any_of(children.begin(), children.end(), [&](WordId c) { return is_time_word(document_.words[c]); });
}

/// "gave the junta a week to leave", where the trigger asks for the week; not "gave it boats last week".
bool FrameParts::is_span_of_time(WordId w, const Part& part) const {
  return part.cls == kNoClass && tree_.child(w, Rel::kAmod) == kNoWord && (tree_.child(w, Rel::kNummod) != kNoWord || tree_.child(w, Rel::kDet) != kNoWord);
}

bool FrameParts::is_before_hyphen(WordId w) const {
  return w + 1 < tree_.sentence(w).end && document_.words[w + 1].form == "-" && document_.words[w + 1].span.begin == document_.words[w].span.end;
}

WordId FrameParts::find_particle(WordId head, const Part& part, const WordList& found) const {
  const auto governs = [&](WordId w) -> WordId {
    for (const WordId c : tree_.children(w)) {
      const Word& x = document_.words[c];
      const bool beside = x.rel == Rel::kCompound || x.rel == Rel::kAdvmod || x.rel == Rel::kXcomp || x.rel == Rel::kAmod || x.rel == Rel::kObl ||
                          x.rel == Rel::kMark || x.rel == Rel::kObj;
      if (beside && is_word(c, part.lemma, part.cls) && !is_before_hyphen(c)) return c;
      if (x.rel == Rel::kObl || x.rel == Rel::kNmod || x.rel == Rel::kAdvcl || x.rel == Rel::kAcl || x.rel == Rel::kXcomp || x.rel == Rel::kAdvmod) {
        if (is_day(c)) continue;  // "called the minister on Monday" is no "call on"
        for (const WordId d : tree_.children(c)) {
          const Rel r = document_.words[d].rel;
          if (is_before_hyphen(d)) continue;  // "gave in-principle approval" is no "give in"
          if ((r == Rel::kCase || r == Rel::kMark) && document_.words[d].lemma == part.lemma) return d;
          if (x.rel == Rel::kAdvmod && r == Rel::kCase && document_.words[d].lemma == part.lemma) return d;
        }
      }
    }
    return kNoWord;
  };
  if (const WordId w = governs(head); w != kNoWord) return w;
  for (const WordId f : found) {
    if (const WordId w = governs(f); w != kNoWord) return w;
  }
  if (document_.words[head].upos == Upos::kVerb) {
    for (const WordId p : arguments_.patients(head)) {
      if (tree_.within(p, head) == false) continue;
      if (const WordId w = governs(p); w != kNoWord && document_.words[w].upos == Upos::kAdp) return w;
    }
  }
  // a particle that the parser hung elsewhere stands right behind its verb
  const WordId next = head + 1;
  // ("set free 15 prisoners")
  if (next < tree_.sentence(head).end && document_.words[next].lemma == part.lemma && (document_.words[next].upos == Upos::kAdp || document_.words[next].upos == Upos::kAdj) && !is_before_hyphen(next)) return next;
  return kNoWord;
}

bool FrameParts::match(WordId head, const Trigger& trigger, WordList& found) const {
  WordId whole = head;
  for (const Part& part : trigger.parts) {
    const WordId w = find_part(head, part, found, whole);
    if (w == kNoWord) return false;
    found.push_back(w);
    if (part.kind != PartKind::kModifier) whole = w;
  }
  return true;
}

/// "90 million guilders in development aid", "€14m of technical aid": what the money is.
WordList FrameParts::measured_in(WordId w) const {
  const Word& x = document_.words[w];
  const bool money = x.upos == Upos::kSym || x.upos == Upos::kNum || is_word(w, "", money_);
  if (!money) return {};
  WordList out;
  for (const WordId c : tree_.children(w)) {
    const Word& y = document_.words[c];
    if (y.rel == Rel::kNmod && y.subrel != SubRel::kPoss && (tree_.has_preposition(c, "in") || tree_.has_preposition(c, "of"))) out.push_back(c);
  }
  return out;
}

}  // namespace demarche
