// Who fills which role of a predicate: subjects and objects through passives, control, coordination, participles and relative
// clauses; prepositions, complements. Who does it is in agents.cpp. Relies on tree. Door: Arguments::fillers.
#include <algorithm>

#include "reading/argument_words.h"
#include "reading/reading.h"

namespace demarche {
Arguments::Arguments(const Tree& tree, const Lexicon& lexicon)
    : tree_(&tree), lexicon_(&lexicon), light_(lexicon.class_named("light-verb")), light_passive_(lexicon.class_named("light-verb-passive")), counter_(lexicon.class_named("counter-noun")), asking_(lexicon.class_named("asking-verb")), talks_(lexicon.class_named("talks")),
      measure_(lexicon.class_named("by-measure")), naming_(lexicon.class_named("naming-verb")), linking_(lexicon.class_named("linking-noun")),
      contact_(lexicon.class_named("contact-verb")), launching_(lexicon.class_named("launching-verb")),
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
      if (t.word(c).upos == Upos::kAdj && is_last_of_naming(w, c)) {
        append_new(out, expand(c - 1));
        continue;
      }
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
    if (prep == "in" && lexicon_->in_class(x.lemma, linking_)) continue;  // "in exchange for"
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

/// "called the outcome shameful", "called the decision reckless": the adjective that the parser took for a noun's head, or for an adverb.
bool Arguments::is_last_of_naming(WordId verb, WordId c) const {
  if (!lexicon_->in_class(tree_->word(verb).lemma, naming_) || c <= verb + 1) return false;
  const Word& x = tree_->word(c);
  if (x.rel == Rel::kObj) return tree_->child(c, Rel::kCompound) == c - 1;
  const WordId object = tree_->child(verb, Rel::kObj);
  return object != kNoWord && object + 1 == c && tree_->child(c, Rel::kCase) == kNoWord;
}

WordList Arguments::clauses(WordId w) const {
  const Tree& t = *tree_;
  WordList out;
  for (const WordId c : t.children(w)) {
    const Word& x = t.word(c);
    const bool complement = x.rel == Rel::kCcomp || x.rel == Rel::kXcomp || (x.rel == Rel::kCsubj && x.is(kInf) && expletive(w) != kNoWord) || (x.rel == Rel::kAcl && x.subrel != SubRel::kRelcl) ||
                            (x.rel == Rel::kAdvcl && (x.is(kInf) || x.is(kGer) || is_marked_deed(c))) ||
                            (x.rel == Rel::kAdvmod && (x.upos == Upos::kAdj || is_last_of_naming(w, c)) && c > w) ||  // "held accountable"
                            (x.upos == Upos::kAdj && x.rel == Rel::kObj && is_last_of_naming(w, c));
    if (complement || is_named_so(w, c)) append_new(out, t.coordinated(c));
  }
  return out;
}

/// A phrase that the parser hung from a verb that only says that something begins, goes on, rises: "started shipping gas to Poland",
/// "protests erupted in Lebanon", "calls mounted for Thailand to free them"; and where a verb's object says so: "unrest gripped Haiti".
WordList Arguments::lent_phrase(WordId w, std::string_view prep) const {
  const Tree& t = *tree_;
  const WordId up = t.word(w).head;
  if (up == kNoWord) return {};
  if (t.word(up).upos != Upos::kVerb) {  // "was in Tonga for talks": where its bearer was
    const bool is_there = t.word(w).upos == Upos::kNoun && (t.word(w).rel == Rel::kObl || t.word(w).rel == Rel::kNmod) && t.child(up, Rel::kCop) != kNoWord && t.has_preposition(up, prep);
    return is_there ? expand(up) : WordList{};
  }
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
