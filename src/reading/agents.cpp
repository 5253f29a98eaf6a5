// Who does what a predicate says: subjects through passives, control, coordination, participles and relative clauses; possessors,
// "by"-phrases and light verbs with nouns. One half of Arguments; relies on tree. Door: Arguments::agents.
#include <algorithm>

#include "base/utf8.h"
#include "reading/argument_words.h"
#include "reading/reading.h"

namespace demarche {
namespace {

constexpr int kMaxDepth = 6;

/// "NATO this month reduced": a time that the parser took for a second subject.
bool is_this_time(const Tree& t, WordId w) {
  const std::string_view lemma = t.word(w).lemma;
  if (lemma != "week" && lemma != "month" && lemma != "year" && lemma != "morning" && lemma != "night" && lemma != "weekend" && lemma != "evening" && lemma != "summer") return false;
  const auto children = t.children(w);
  return std::any_of(children.begin(), children.end(), [&](WordId c) {
    const std::string_view x = t.word(c).lemma;
    return x == "this" || x == "last" || x == "next" || x == "that" || x == "early" || x == "late";
  });
}

}  // namespace

/// "called his counterpart to thank him", "received the envoy to discuss trade": the infinitive says what the subject did it for.
bool Arguments::is_contact(WordId verb) const {
  if (!lexicon_->in_class(tree_->word(verb).lemma, contact_) || tree_->is_passive(verb)) return false;
  return tree_->child(verb, Rel::kObj) != kNoWord;
}

/// "launched operations to detain them": what the subject does it by.
bool Arguments::is_means(WordId verb) const {
  return lexicon_->in_class(tree_->word(verb).lemma, launching_) && !tree_->is_passive(verb) && tree_->child(verb, Rel::kNsubj) != kNoWord;
}

/// "accused Mali of arming", "called on Israel to halt": the object of the verb above does what the clause says.
WordList Arguments::object_control(WordId w, WordId up) const {
  const Tree& t = *tree_;
  if (t.word(up).upos != Upos::kVerb || (t.word(w).is(kInf) && (is_contact(up) || is_means(up)))) return {};
  bool of_doing = false, to_do = t.word(w).is(kInf);
  for (const WordId c : t.children(w)) {
    if (t.word(c).rel != Rel::kMark) continue;
    const std::string_view m = t.word(c).lemma;
    if (m == "of" || m == "for" || m == "from" || m == "into" || m == "against") of_doing = true;
    if (m == "to") to_do = true;
  }
  if (!of_doing && !(to_do && lexicon_->in_class(t.word(up).lemma, asking_))) return {};
  if (!of_doing && t.word(up).lemma == "call" && t.child(up, Rel::kObj) != kNoWord) return {};  // "called Modi to congratulate him"
  if (t.is_passive(up)) {
    for (const WordId c : t.children(up)) {
      if (is_passive_subject(t.word(c))) return expand(c);
    }
    return {};
  }
  for (const WordId c : t.children(up)) {
    if (t.word(c).rel == Rel::kObj || t.word(c).rel == Rel::kIobj) return expand(c);
  }
  for (const WordId c : t.children(up)) {
    if (t.word(c).rel == Rel::kObl && (t.has_preposition(c, "on") || t.has_preposition(c, "to")) && c < w) return expand(c);
  }
  return {};
}

/// "The port was taken from Iraq by Iran": the doer's phrase, where the parser hung it from another phrase of the predicate.
WordId Arguments::misplaced_by(WordId w) const {
  const Tree& t = *tree_;
  WordList level{w};
  for (int depth = 0; depth < 3; ++depth) {
    WordList next;
    for (const WordId k : level) {
      for (const WordId c : t.children(k)) {
        const Word& x = t.word(c);
        if (x.rel != Rel::kNmod && x.rel != Rel::kObl && x.rel != Rel::kObj && !is_passive_subject(x)) continue;
        if (depth > 0 && c > w && x.subrel != SubRel::kPoss && t.has_preposition(c, "by") && (x.upos == Upos::kPropn || x.upos == Upos::kNoun)) return c;
        next.push_back(c);
      }
    }
    level = std::move(next);
  }
  return kNoWord;
}

/// "Finland is to provide equipment", where the parser took "is" for a copula and Finland for the subject of all that follows.
WordId Arguments::stray_subject(WordId w) const {
  for (const WordId c : tree_->children(w)) {
    const Word& x = tree_->word(c);
    if (x.rel == Rel::kNsubj && x.subrel == SubRel::kOuter && tree_->word(w).is(kInf)) return c;
  }
  return kNoWord;
}

/// "called on both to show restraint, and China, which also claims it, accused India": a subject that the parser joined to a noun before it.
WordId Arguments::coordinate_before(WordId verb, WordId first) const {
  const Tree& t = *tree_;
  for (WordId n = verb; n-- > first + 1;) {
    const Word& x = t.word(n);
    if (x.rel != Rel::kConj || (x.upos != Upos::kPropn && x.upos != Upos::kNoun)) continue;
    const WordId cc = t.child(n, Rel::kCc);
    if (cc == kNoWord || cc > n || cc == 0 || t.word(cc - 1).form != "," || !t.within(n, first)) return kNoWord;
    for (WordId k = n + 1; k < verb; ++k) {
      if (!t.within(k, n) && t.word(k).upos != Upos::kPunct && t.word(k).head != verb) return kNoWord;
    }
    return n;
  }
  return kNoWord;
}

WordList Arguments::verb_agents(WordId w, int depth) const {
  const Tree& t = *tree_;
  if (depth > kMaxDepth || w == kNoWord) return {};
  const bool passive = t.is_passive(w);
  WordId doer = kNoWord;
  for (const WordId c : t.children(w)) {
    const Word& x = t.word(c);
    const bool outer = x.rel == Rel::kNsubj && x.subrel == SubRel::kOuter && t.word(w).upos == Upos::kVerb;  // "the ministers are to meet"
    const bool fits = passive ? (x.rel == Rel::kObl && (x.subrel == SubRel::kAgent || t.has_preposition(c, "by")) && !is_measure_or_time(x)) : is_subject(x) || outer;
    if (fits && (doer == kNoWord || (c < w && !is_this_time(t, c)))) doer = c;  // of two subjects, the one beside the verb
  }
  if (doer == kNoWord && !passive) doer = stray_subject(w);
  if (doer != kNoWord && is_time_word(t.word(doer))) {  // "Israel Friday reimposed": the parser took the day for the subject
    WordId name = kNoWord;
    for (const WordId c : t.children(doer)) {
      if (c < doer && (t.word(c).upos == Upos::kPropn || t.word(c).upos == Upos::kNoun)) name = c;
    }
    if (name == kNoWord && doer > t.sentence(doer).begin && t.word(doer - 1).upos == Upos::kPropn) name = doer - 1;
    doer = name;
  }
  if (doer != kNoWord) {
    WordList out = expand(doer);
    for (const WordId c : t.children(w)) {  // "Russia, China agree": headlines have commas for "and"
      if (passive || c >= doer || !is_subject(t.word(c)) || t.word(c + 1).form != "," || t.word(c).upos != Upos::kPropn) continue;
      const auto left = t.children(doer);
      const WordId first = left.empty() ? doer : std::min(doer, left.front());
      if (c + 2 == first) append_new(out, expand(c));
    }
    return out;
  }
  if (passive) {
    const WordId by = misplaced_by(w);
    return by == kNoWord ? WordList{} : expand(by);
  }
  const Word& v = t.word(w);
  for (const WordId c : t.children(w)) {  // "Chile frees dozens": a subject that the parser took for part of a name
    const Word& x = t.word(c);
    if (x.rel == Rel::kCompound && x.subrel != SubRel::kPrt && c < w && (x.upos == Upos::kPropn || x.upos == Upos::kNoun) && (v.is(kFin) || v.head == kNoWord)) return expand(c);
  }
  if (v.head == kNoWord) return {};
  const WordId up = v.head;
  const auto subject_of = [&](WordId verb) -> WordList {
    for (const WordId c : t.children(verb)) {
      if (t.word(c).rel == Rel::kNsubj) return expand(c);
    }
    return verb_agents(verb, depth + 1);
  };
  switch (v.rel) {
    case Rel::kConj:
      if (const WordId own = coordinate_before(w, up); own != kNoWord) return expand(own);
      // "expelled two diplomats and closed its embassy": the second verb has the first one's subject, whatever its voice
      if ((v.is(kFin) || (v.is(kInf) && lower(v.form) != v.lemma)) && t.word(up).upos == Upos::kVerb && !t.word(up).is(kFin)) {
        // "banned them from entering and froze their assets": a finite verb goes with the finite verb above
        for (WordId above = t.word(up).head, steps = 0; above != kNoWord && steps < 4; above = t.word(above).head, ++steps) {
          if (t.word(above).upos == Upos::kVerb && t.word(above).is(kFin)) return subject_of(above);
        }
      }
      return subject_of(up);
    case Rel::kXcomp: {
      const bool of_subject = v.is(kInf) && (is_contact(up) || is_means(up));
      if (const WordId object = t.child(up, Rel::kObj); object != kNoWord && t.word(up).upos == Upos::kVerb && !of_subject) return expand(object);
      if (const WordId person = t.child(up, Rel::kIobj); person != kNoWord) return expand(person);
      return subject_of(up);
    }
    case Rel::kAdvcl:
      if (WordList controller = object_control(w, up); !controller.empty()) return controller;
      return t.is_predicate(up) ? subject_of(up) : WordList{};
    case Rel::kParataxis:
      return t.is_predicate(up) ? subject_of(up) : WordList{};
    case Rel::kAcl:
      if (v.subrel == SubRel::kRelcl) return {};
      if (v.is(kInf) || t.child(w, Rel::kMark) != kNoWord) return noun_agents(up).empty() ? agents(up) : noun_agents(up);  // "decision to expel"
      return t.coordinated(up);                                                                // "troops shelling the town"
    case Rel::kCcomp:
      if (WordList controller = object_control(w, up); !controller.empty()) return controller;
      return v.is(kInf) || v.is(kGer) ? subject_of(up) : WordList{};
    default:
      return {};
  }
}

WordList Arguments::noun_agents(WordId w) const {
  const Tree& t = *tree_;
  WordList by, possessor, modifier;
  bool has_of_patient = false;
  for (const WordId c : t.children(w)) {
    const Word& x = t.word(c);
    if ((x.rel == Rel::kNmod || x.rel == Rel::kObl) && x.subrel != SubRel::kPoss) {
      if (t.has_preposition(c, "by")) append_new(by, expand(c));
      if (t.has_preposition(c, "of")) has_of_patient = true;
    } else if (x.subrel == SubRel::kPoss) {
      append_new(possessor, expand(c));
    } else if ((x.rel == Rel::kAmod || x.rel == Rel::kCompound) && (x.upos == Upos::kAdj || x.upos == Upos::kPropn || x.upos == Upos::kNoun)) {
      append_new(modifier, t.coordinated(c));
    } else if (x.rel == Rel::kAmod && x.upos == Upos::kVerb) {  // "a Saudi-led strike"
      for (const WordId d : t.children(c)) {
        if (t.word(d).rel == Rel::kCompound || t.word(d).rel == Rel::kObl || t.word(d).rel == Rel::kAmod || t.word(d).rel == Rel::kAdvmod) append_new(modifier, {d});
      }
    }
  }
  if (by.empty() && has_of_patient) {  // "the capture of the port by Iran"
    if (const WordId lower_by = misplaced_by(w); lower_by != kNoWord) by = expand(lower_by);
  }
  if (!by.empty()) return by;
  if (!possessor.empty()) return possessor;
  return modifier;
}

WordId Arguments::light_verb(WordId w, bool& passive) const {
  const Tree& t = *tree_;
  passive = false;
  while (t.word(w).rel == Rel::kNmod && t.word(w).head != kNoWord && lexicon_->in_class(t.word(t.word(w).head).lemma, counter_)) {  // "a round of talks"
    w = t.word(w).head;
    const std::string_view counter = t.word(w).lemma;
    if (counter == "number" || counter == "toll" || counter == "total" || counter == "figure" || counter == "count") return kNoWord;  // "put the number of arrests at 100"
  }
  const Word& x = t.word(w);
  if (x.head == kNoWord) return kNoWord;
  const WordId up = x.head;
  if (t.word(up).upos != Upos::kVerb) return kNoWord;
  // "responded with an air strike": who responds does what the noun says
  static constexpr std::string_view kAnswering[] = {"respond", "retaliate", "reply", "answer", "react", "reciprocate", "counter"};
  const bool answering = std::find(std::begin(kAnswering), std::end(kAnswering), t.word(up).lemma) != std::end(kAnswering);
  if (answering && x.rel == Rel::kObl && t.has_preposition(w, "with") && !t.is_passive(up)) return up;
  const bool object = x.rel == Rel::kObj || is_passive_subject(x) || (x.rel == Rel::kObl && t.word(up).lemma == "come");
  if (!object) return kNoWord;
  if (lexicon_->in_class(t.word(up).lemma, light_passive_)) return passive = true, up;
  return lexicon_->in_class(t.word(up).lemma, light_) ? up : kNoWord;
}

/// "The two governments signed a truce after a week of talks in Banjul": those who then do something have talked.
WordList Arguments::talkers(WordId talks) const {
  static constexpr std::string_view kWhen[] = {"after", "following", "during", "at"};
  const Tree& t = *tree_;
  WordId w = talks;
  while (t.word(w).rel == Rel::kNmod && t.word(w).head != kNoWord && t.has_preposition(w, "of")) w = t.word(w).head;
  const Word& x = t.word(w);
  if (x.rel != Rel::kObl || x.head == kNoWord || t.word(x.head).upos != Upos::kVerb || t.is_passive(x.head)) return {};
  if (std::none_of(std::begin(kWhen), std::end(kWhen), [&](std::string_view p) { return t.has_preposition(w, p); })) return {};
  return verb_agents(x.head, 1);
}

WordList Arguments::agents(WordId w) const {
  const Tree& t = *tree_;
  if (t.word(w).upos == Upos::kVerb || t.word(w).upos == Upos::kAux) return verb_agents(w, 0);
  WordList out = noun_agents(w);
  bool passive = false;
  if (const WordId light = light_verb(w, passive); light != kNoWord && !passive) {
    if (WordList subject = verb_agents(light, 0); !subject.empty()) return subject;
  }
  if (out.empty() && t.word(w).rel == Rel::kObl && t.word(w).head != kNoWord && t.word(t.word(w).head).upos == Upos::kVerb) {
    // "arrived for talks", "is on a visit": the subject's own doing
    const std::string prep = t.preposition(w);
    if (prep == "on" || prep == "for" || prep == "in" || prep == "from") out = verb_agents(t.word(w).head, 1);
  }
  if (out.empty() && (t.word(w).rel == Rel::kObl || t.word(w).rel == Rel::kNmod) && t.word(w).head != kNoWord && t.word(t.word(w).head).upos != Upos::kVerb) {
    const std::string prep = t.preposition(w);  // "are back at the table", "was in Tonga for talks"
    const WordId subject = prep == "at" || prep == "for" || prep == "on" ? t.child(t.word(w).head, Rel::kNsubj) : kNoWord;
    if (subject != kNoWord) return expand(subject);
  }
  if (out.empty() && lexicon_->in_class(t.word(w).lemma, talks_)) out = talkers(w);
  if (out.empty()) {
    if (const WordId subject = t.child(w, Rel::kNsubj); subject != kNoWord) return expand(subject);  // "was critical of"
    if (expletive(w) != kNoWord && t.word(w).rel == Rel::kCcomp && t.word(w).head != kNoWord) return verb_agents(t.word(w).head, 1);
  }
  return out;
}

/// "Mongolia said it is ready to host": the parser takes "it" for one that stands for nothing.
WordId Arguments::expletive(WordId w) const { return tree_->word(w).upos == Upos::kAdj ? tree_->child(w, Rel::kExpl) : kNoWord; }

}  // namespace demarche
