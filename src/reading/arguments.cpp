// Who fills which role of a predicate: subjects and objects through passives, control, coordination, participles and relative
// clauses; possessors, "by" and "of" with nouns; light verbs. Relies on tree. Door: Arguments::fillers.
#include <algorithm>

#include "base/utf8.h"
#include "reading/reading.h"

namespace demarche {
namespace {

constexpr int kMaxDepth = 6;

bool is_relative_pronoun(const Word& w) {
  return w.upos == Upos::kPron && (w.lemma == "who" || w.lemma == "which" || w.lemma == "that" || w.lemma == "whom");
}

bool is_subject(const Word& w) { return w.rel == Rel::kNsubj && w.subrel != SubRel::kPass && w.subrel != SubRel::kOuter; }
/// "in exchange for", "in line with": the noun is half a preposition.
bool is_linking_noun(const Word& w) {
  static constexpr std::string_view kNouns[] = {"exchange", "return", "line", "accordance", "light", "view", "case", "spite", "terms", "wake", "bid", "effort", "attempt", "move", "order"};
  return std::find(std::begin(kNouns), std::end(kNouns), w.lemma) != std::end(kNouns);
}

bool is_passive_subject(const Word& w) { return w.rel == Rel::kNsubj && w.subrel == SubRel::kPass; }

void append_new(WordList& to, const WordList& more) {
  for (const WordId w : more) {
    if (std::find(to.begin(), to.end(), w) == to.end()) to.push_back(w);
  }
}

}  // namespace

Arguments::Arguments(const Tree& tree, const Lexicon& lexicon)
    : tree_(&tree), lexicon_(&lexicon), light_(lexicon.class_named("light-verb")), light_passive_(lexicon.class_named("light-verb-passive")), counter_(lexicon.class_named("counter-noun")), asking_(lexicon.class_named("asking-verb")),
      measure_(lexicon.class_named("by-measure")), naming_(lexicon.class_named("naming-verb")),
      aspect_(lexicon.class_named("aspect-verb")), rising_(lexicon.class_named("rising-verb")), gripping_(lexicon.class_named("gripping-verb")) {}

/// "by the U.N.'s count", "by Monday", "by all accounts": no doer.
bool Arguments::is_measure_or_time(const Word& w) const {
  return w.upos == Upos::kNum || is_time_word(w) || lexicon_->in_class(w.lemma, measure_);
}

/// "dozens of activists", "a group of hackers": what is counted is meant, not the counter.
WordId Arguments::counted(WordId w) const {
  const Tree& t = *tree_;
  for (int depth = 0; depth < 3; ++depth) {
    const Word& x = t.word(w);
    const bool counter = (x.upos == Upos::kNoun && lexicon_->in_class(x.lemma, counter_)) || x.upos == Upos::kNum ||
                         ((x.upos == Upos::kDet || x.upos == Upos::kPron || x.upos == Upos::kAdj) && lexicon_->in_class(x.lemma, counter_));
    if (!counter) return w;
    WordId of = kNoWord;
    for (const WordId c : t.children(w)) {
      if (t.word(c).rel == Rel::kNmod && t.word(c).subrel != SubRel::kPoss && t.has_preposition(c, "of")) { of = c; break; }
    }
    if (of == kNoWord) return w;
    w = of;
  }
  return w;
}

/// The words of a coordination; a relative pronoun stands for the noun that its clause modifies.
WordList Arguments::expand(WordId w) const {
  const Tree& t = *tree_;
  if (is_relative_pronoun(t.word(w))) {
    for (WordId up = t.word(w).head; up != kNoWord; up = t.word(up).head) {
      if (t.word(up).rel == Rel::kAcl && t.word(up).head != kNoWord) {
        // "Chile and Colombia are among half a dozen neighbours that have recalled …"
        for (WordId noun = t.word(up).head, steps = 0; steps < 3; ++steps) {
          const WordId subject = t.child(noun, Rel::kNsubj);
          if (subject != kNoWord && t.word(noun).upos == Upos::kNoun && (t.child(noun, Rel::kCop) != kNoWord) && !is_relative_pronoun(t.word(subject)) &&
              (t.word(subject).upos == Upos::kPropn || t.child(subject, Rel::kConj) != kNoWord)) {
            return expand(subject);
          }
          if (t.word(noun).rel != Rel::kNmod || t.word(noun).head == kNoWord) break;
          noun = t.word(noun).head;
        }
      }
      if (t.word(up).rel == Rel::kAcl) return t.word(up).head == kNoWord ? WordList{} : t.coordinated(t.word(up).head);
      if (t.word(up).rel != Rel::kConj && t.word(up).rel != Rel::kXcomp) break;
    }
    return {};
  }
  WordList out = t.coordinated(w);
  for (WordId& c : out) c = counted(c);
  return out;
}

/// "called his counterpart to thank him", "received the envoy to discuss trade": the infinitive says what the subject did it for.
bool Arguments::is_contact(WordId verb) const {
  static constexpr std::string_view kContacts[] = {"call", "phone", "telephone", "ring", "meet", "receive", "visit", "host", "greet", "see"};
  if (std::find(std::begin(kContacts), std::end(kContacts), tree_->word(verb).lemma) == std::end(kContacts) || tree_->is_passive(verb)) return false;
  return tree_->child(verb, Rel::kObj) != kNoWord;
}

/// "launched operations to detain them": what the subject does it by.
bool Arguments::is_means(WordId verb) const {
  static constexpr std::string_view kMeans[] = {"launch", "mount", "begin", "start", "conduct", "carry", "run", "undertake", "set", "stage"};
  return std::find(std::begin(kMeans), std::end(kMeans), tree_->word(verb).lemma) != std::end(kMeans) && !tree_->is_passive(verb) && tree_->child(verb, Rel::kNsubj) != kNoWord;
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

WordList Arguments::verb_agents(WordId w, int depth) const {
  const Tree& t = *tree_;
  if (depth > kMaxDepth || w == kNoWord) return {};
  const bool passive = t.is_passive(w);
  WordId doer = kNoWord;
  for (const WordId c : t.children(w)) {
    const Word& x = t.word(c);
    const bool outer = x.rel == Rel::kNsubj && x.subrel == SubRel::kOuter && t.word(w).upos == Upos::kVerb;  // "the ministers are to meet"
    const bool fits = passive ? (x.rel == Rel::kObl && (x.subrel == SubRel::kAgent || t.has_preposition(c, "by")) && !is_measure_or_time(x)) : is_subject(x) || outer;
    if (fits && (doer == kNoWord || c < w)) doer = c;  // of two subjects, the one beside the verb
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
  while (t.word(w).rel == Rel::kNmod && t.word(w).head != kNoWord && lexicon_->in_class(t.word(t.word(w).head).lemma, counter_)) w = t.word(w).head;  // "a round of talks"
  const Word& x = t.word(w);
  if (x.head == kNoWord) return kNoWord;
  const WordId up = x.head;
  if (t.word(up).upos != Upos::kVerb) return kNoWord;
  const bool object = x.rel == Rel::kObj || is_passive_subject(x) || (x.rel == Rel::kObl && t.word(up).lemma == "come");
  if (!object) return kNoWord;
  if (lexicon_->in_class(t.word(up).lemma, light_passive_)) return passive = true, up;
  return lexicon_->in_class(t.word(up).lemma, light_) ? up : kNoWord;
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
  if (out.empty() && t.word(w).rel == Rel::kObl && t.word(w).head != kNoWord && t.word(t.word(w).head).upos != Upos::kVerb && t.has_preposition(w, "at")) {
    if (const WordId subject = t.child(t.word(w).head, Rel::kNsubj); subject != kNoWord) return expand(subject);  // "are back at the table"
  }
  if (out.empty()) {
    if (const WordId subject = t.child(w, Rel::kNsubj); subject != kNoWord) return expand(subject);  // "was critical of"
    if (expletive(w) != kNoWord && t.word(w).rel == Rel::kCcomp && t.word(w).head != kNoWord) return verb_agents(t.word(w).head, 1);
  }
  return out;
}

/// "Mongolia said it is ready to host": the parser takes "it" for one that stands for nothing.
WordId Arguments::expletive(WordId w) const { return tree_->word(w).upos == Upos::kAdj ? tree_->child(w, Rel::kExpl) : kNoWord; }

/// An object that the parser took for a prepositional phrase: "freed at least 19 men", "called off the strike".
bool Arguments::is_hidden_object(WordId verb, WordId w) const {
  static constexpr std::string_view kParticles[] = {"off", "out", "up", "down", "over", "back", "away"};
  static constexpr std::string_view kAbout[] = {"at", "up", "over", "around", "about", "some", "under", "to", "between"};
  const Tree& t = *tree_;
  if (t.word(w).rel != Rel::kObl || w < verb) return false;
  for (const WordId c : t.children(w)) {
    const Word& x = t.word(c);
    if (x.rel != Rel::kCase && x.rel != Rel::kAdvmod) continue;
    if (c == verb + 1 && std::find(std::begin(kParticles), std::end(kParticles), x.lemma) != std::end(kParticles)) return true;
    static constexpr std::string_view kIn[] = {"call", "haul", "fly", "ship", "truck", "bring", "ferry"};  // "called in the envoy", "flew in engineers"
    if (c == verb + 1 && x.lemma == "in" && t.word(w).upos == Upos::kNoun && std::find(std::begin(kIn), std::end(kIn), t.word(verb).lemma) != std::end(kIn)) return true;
    if (c == verb + 1 && t.child(w, Rel::kNummod) != kNoWord && std::find(std::begin(kAbout), std::end(kAbout), x.lemma) != std::end(kAbout)) return true;
  }
  return false;
}

WordList Arguments::patients(WordId w) const {
  const Tree& t = *tree_;
  const Word& v = t.word(w);
  if (v.upos == Upos::kVerb || v.upos == Upos::kAux) {
    if (t.is_passive(w)) {
      const bool headline = t.is_headline_passive(w);
      for (const WordId c : t.children(w)) {
        if (is_passive_subject(t.word(c)) || (headline && is_subject(t.word(c)))) return expand(c);
      }
      if (v.rel == Rel::kAcl && v.subrel != SubRel::kRelcl && v.head != kNoWord) return t.coordinated(v.head);
      if (v.rel == Rel::kConj && v.head != kNoWord) {
        // "asked to join and was turned down": one subject, with a verb of either voice
        const bool active = t.word(v.head).upos == Upos::kVerb && !t.is_passive(v.head) && t.child(w, Rel::kAux, SubRel::kPass) != kNoWord;
        return active ? verb_agents(v.head, 0) : patients(v.head);
      }
      if (v.rel == Rel::kXcomp && v.head != kNoWord) return verb_agents(v.head, 0);
      if (v.rel == Rel::kAdvcl && v.head != kNoWord) {  // "Accused of spying, the two were expelled"
        for (const WordId c : t.children(v.head)) {
          if (t.word(c).rel == Rel::kNsubj) return expand(c);
        }
      }
    }
    WordList out;
    for (const WordId c : t.children(w)) {
      if (t.word(c).rel != Rel::kObj || is_named_so(w, c)) continue;
      if (!out.empty() && c > 0 && t.word(c - 1).form == ":") continue;  // "Iran frees tourist: official"
      append_new(out, expand(c));
    }
    // "Peru recalled its ambassador": an object that the parser took for a second subject
    if (const WordId first = t.child(w, Rel::kNsubj); out.empty() && first != kNoWord && first < w) {
      for (const WordId c : t.children(w)) {
        if (c > w && is_subject(t.word(c)) && t.child(w, Rel::kCcomp) == kNoWord) append_new(out, expand(c));
      }
    }
    // "has frozen direct support": a verb with a subject of its own that the parser made its object's attribute
    if (out.empty() && v.rel == Rel::kAmod && v.head != kNoWord && v.head > w && t.child(w, Rel::kNsubj) != kNoWord) out = t.coordinated(v.head);
    for (const WordId c : t.children(w)) {
      if (out.empty() && t.word(c).rel == Rel::kIobj) out = expand(c);
    }
    for (const WordId c : t.children(w)) {
      if (out.empty() && is_hidden_object(w, c)) out = expand(c);
    }
    if (!out.empty()) return out;
    // "the men whom Turkey expelled": the object is what the relative clause modifies
    if (v.rel == Rel::kAcl && v.subrel == SubRel::kRelcl && v.head != kNoWord && t.child(w, Rel::kNsubj) != kNoWord &&
        !is_relative_pronoun(t.word(t.child(w, Rel::kNsubj)))) {
      return t.coordinated(v.head);
    }
    // "detained and deported the men": the object stands with a later verb of the coordination
    for (const WordId c : t.children(w)) {
      if (t.word(c).rel == Rel::kConj && t.word(c).upos == Upos::kVerb && t.child(c, Rel::kNsubj) == kNoWord && c == w + 2) {
        for (const WordId o : t.children(c)) {
          if (t.word(o).rel == Rel::kObj) append_new(out, expand(o));
        }
      }
    }
    return out;
  }
  WordList of, possessor;
  bool by = false;
  for (const WordId c : t.children(w)) {
    const Word& x = t.word(c);
    if (x.rel == Rel::kNmod && x.subrel != SubRel::kPoss) {
      if (t.has_preposition(c, "of")) append_new(of, expand(c));
      if (t.has_preposition(c, "by")) by = true;
    } else if (x.subrel == SubRel::kPoss && by) {
      append_new(possessor, expand(c));
    } else if (x.subrel == SubRel::kPoss) {
      possessor = expand(c);
    }
  }
  if (!of.empty()) return of;
  if (by && !possessor.empty()) return possessor;
  bool passive = false;
  if (const WordId light = light_verb(w, passive); light != kNoWord && passive) return verb_agents(light, 0);
  return {};
}

/// "pulled out of Gaza" is from Gaza.
bool Arguments::is_out_of(WordId verb, WordId w) const {
  const Tree& t = *tree_;
  if (!t.has_preposition(w, "of") && !t.has_preposition(w, "out")) return false;
  if (t.has_preposition(w, "out")) return true;
  const auto children = t.children(verb);
  return std::any_of(children.begin(), children.end(), [&](WordId c) { return t.word(c).rel == Rel::kCompound && t.word(c).subrel == SubRel::kPrt && t.word(c).lemma == "out"; });
}

WordList Arguments::with_preposition(WordId w, std::string_view prep) const {
  const Tree& t = *tree_;
  WordList out;
  for (const WordId c : t.children(w)) {
    const Word& x = t.word(c);
    const bool nominal = x.rel == Rel::kObl || x.rel == Rel::kNmod || x.rel == Rel::kObj || x.rel == Rel::kXcomp || x.rel == Rel::kAdvcl ||
                         x.rel == Rel::kAcl || x.rel == Rel::kConj;
    if (prep == "by" && is_measure_or_time(x)) continue;
    if (prep == "from" && nominal && x.rel == Rel::kObl && is_out_of(w, c)) append_new(out, expand(c));
    if (prep == "in" && is_linking_noun(x)) continue;
    if (nominal && x.subrel != SubRel::kPoss && t.has_preposition(c, prep)) append_new(out, expand(c));
  }
  return out;
}

/// "barred them from entering", "talked them into leaving".
bool Arguments::is_marked_deed(WordId clause) const {
  for (const WordId c : tree_->children(clause)) {
    const Word& x = tree_->word(c);
    if (x.rel == Rel::kMark && (x.lemma == "from" || x.lemma == "of" || x.lemma == "into")) return true;
  }
  return false;
}

/// "called Putin a war criminal": the verb's second object is what it says of the first.
bool Arguments::is_named_so(WordId verb, WordId object) const {
  const Tree& t = *tree_;
  const WordId first = t.child(verb, Rel::kObj);
  const bool is_second = t.child(verb, Rel::kIobj) != kNoWord || (first != kNoWord && first < object && t.child(object, Rel::kDet) != kNoWord && t.child(object, Rel::kCase) == kNoWord);
  return t.word(object).rel == Rel::kObj && is_second && lexicon_->in_class(t.word(verb).lemma, naming_);
}

WordList Arguments::clauses(WordId w) const {
  const Tree& t = *tree_;
  WordList out;
  for (const WordId c : t.children(w)) {
    const Word& x = t.word(c);
    const bool complement = x.rel == Rel::kCcomp || x.rel == Rel::kXcomp || (x.rel == Rel::kCsubj && x.is(kInf) && expletive(w) != kNoWord) || (x.rel == Rel::kAcl && x.subrel != SubRel::kRelcl) ||
                            (x.rel == Rel::kAdvcl && (x.is(kInf) || x.is(kGer) || is_marked_deed(c))) ||
                            (x.rel == Rel::kAdvmod && x.upos == Upos::kAdj && c > w);  // "held accountable"
    if (complement || is_named_so(w, c)) append_new(out, t.coordinated(c));
  }
  return out;
}

/// A phrase that the parser hung from a verb that only says that something begins, goes on, rises: "started shipping gas to Poland",
/// "protests erupted in Lebanon", "calls mounted for Thailand to free them"; and where a verb's object says so: "unrest gripped Haiti".
WordList Arguments::lent_phrase(WordId w, std::string_view prep) const {
  const Tree& t = *tree_;
  const WordId up = t.word(w).head;
  if (up == kNoWord || t.word(up).upos != Upos::kVerb) return {};
  if (t.word(w).rel == Rel::kXcomp && t.word(w).upos == Upos::kVerb) return lexicon_->in_class(t.word(up).lemma, aspect_) ? with_preposition(up, prep) : WordList{};
  if (t.word(w).rel != Rel::kNsubj || t.word(w).upos == Upos::kVerb) return {};
  if (lexicon_->in_class(t.word(up).lemma, rising_)) return with_preposition(up, prep);
  return prep == "in" && lexicon_->in_class(t.word(up).lemma, gripping_) ? patients(up) : WordList{};
}

WordList Arguments::fillers(WordId w, const Role& role, std::span<const WordId> helpers) const {
  const Tree& t = *tree_;
  const auto in_clauses = [&](auto&& ask) {
    WordList out;
    WordList all = clauses(w);
    for (const WordId h : helpers) append_new(all, clauses(h));
    for (const WordId p : patients(w)) append_new(all, clauses(p));
    for (const WordId c : all) append_new(out, ask(c));
    return out;
  };
  switch (role.kind) {
    case RoleKind::kAgent: {
      WordList out = agents(w);
      if (out.empty() && t.word(w).upos == Upos::kVerb) {
        // an agentless passive with its doer in the trigger's noun: "sanctions were imposed by" is handled by verb_agents
        for (const WordId h : helpers) {
          if (t.word(h).rel != Rel::kObl) append_new(out, noun_agents(h));  // "stripped of their accreditation": theirs who lose it
        }
      }
      return out;
    }
    case RoleKind::kPatient: {
      WordList out = patients(w);
      if (t.word(w).upos != Upos::kVerb) return out;
      const auto is_helper = [&](WordId p) { return std::find(helpers.begin(), helpers.end(), p) != helpers.end(); };
      if (out.empty() || !std::all_of(out.begin(), out.end(), is_helper)) return out;
      // "set fire to the offices", "laid siege to the town": the trigger's own object is no patient, its preposition's is
      for (const WordId h : helpers) {
        const Word& x = t.word(h);
        if (x.upos == Upos::kAdp && x.rel == Rel::kCase && x.head != kNoWord && !is_helper(x.head)) return expand(x.head);
      }
      return out;
    }
    case RoleKind::kRecipient: {
      if (const WordId r = t.child(w, Rel::kIobj); r != kNoWord) return expand(r);
      return fillers(w, Role{RoleKind::kPrep, "to"}, helpers);
    }
    case RoleKind::kClause: {
      WordList out = clauses(w);
      for (const WordId h : helpers) append_new(out, clauses(h));
      if (t.word(w).upos == Upos::kVerb) {  // "barred a researcher from leaving": the parser may hang the clause from the object
        for (const WordId p : patients(w)) append_new(out, clauses(p));
      }
      return out;
    }
    case RoleKind::kClauseAgent:
      return in_clauses([&](WordId c) {
        for (const WordId s : t.children(c)) {
          if (t.word(s).rel == Rel::kNsubj) return expand(s);
        }
        if (t.word(c).rel == Rel::kXcomp || t.word(c).rel == Rel::kAcl || t.word(c).rel == Rel::kCcomp) {
          if (const WordId o = t.child(w, Rel::kObj); o != kNoWord) return expand(o);
        }
        return WordList{};
      });
    case RoleKind::kClausePatient: return in_clauses([&](WordId c) { return patients(c); });
    case RoleKind::kSelf: return {w};
    case RoleKind::kSentence: return {};
    case RoleKind::kPrep: {
      WordList out = with_preposition(w, role.prep);
      for (const WordId h : helpers) append_new(out, with_preposition(h, role.prep));
      // "imposed sanctions on": the parser may hang the phrase from either the verb or its object
      if (t.word(w).upos == Upos::kVerb && role.prep != "of") {
        for (const WordId p : patients(w)) append_new(out, with_preposition(p, role.prep));
      }
      bool passive = false;
      if (const WordId light = light_verb(w, passive); light != kNoWord) append_new(out, with_preposition(light, role.prep));
      if (out.empty()) out = lent_phrase(w, role.prep);
      if (const WordId up = t.word(w).head; out.empty() && up != kNoWord && t.word(w).rel == Rel::kNsubj && t.word(up).lemma == "take" && role.prep == "between") {
        out = with_preposition(up, role.prep);  // "talks took place between …": the phrase hangs from the verb, or from "place"
        if (const WordId place = t.child(up, Rel::kObj); out.empty() && place != kNoWord) out = with_preposition(place, role.prep);
      }
      return out;
    }
  }
  return {};
}

}  // namespace demarche
