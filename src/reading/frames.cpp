// Predicate words → frames of the lexicon. Each head word gets the most specific frame whose parts and conditions hold and whose
// sides can be filled. Relies on tree, mentions, arguments. Door: match_frames.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/utf8.h"
#include "reading/frame_contents.h"
#include "reading/frame_parts.h"
#include "reading/parties.h"
#include "reading/reading.h"

namespace demarche {
namespace {

constexpr int kPartWeight = 10;
constexpr int kConditionWeight = 4;
constexpr int kWideWeight = 1000;
constexpr int kOwnWeight = 9;  // a user's frame goes before a built-in one that asks for no more words and two conditions more

class Matcher {
 public:
  Matcher(const Tree& tree, const Lexicon& lexicon, Mentions& mentions, const Arguments& arguments, FrameWatcher* watcher)
      : tree_(tree), document_(tree.document()), lexicon_(lexicon), mentions_(mentions), arguments_(arguments), parties_(tree, lexicon, mentions, arguments),
        parts_(tree, lexicon, mentions, arguments), watcher_(watcher), money_(lexicon.class_named("money")), report_(lexicon.class_named("report-verb")), games_{lexicon.class_named("sport-word"), lexicon.class_named("sport"), lexicon.class_named("show-word")} {}

  std::vector<FrameMatch> all() {
    std::vector<FrameMatch> out;
    for (WordId w = 0; w < document_.words.size(); ++w) {
      if (auto match = best_at(w)) out.push_back(std::move(*match));
    }
    swallow_contents(tree_, lexicon_, arguments_, out);
    return out;
  }

 private:
  // ---- conditions

  bool sentence_has(WordId head, const Test& test) {
    const std::uint32_t s = tree_.sentence_of(head);
    if (test.kind == TestKind::kClass) return has_class(s, test.cls) || (is_game(test.cls) && is_played_around(s, test.cls));
    const Sentence& sentence = document_.sentences[s];
    for (WordId w = sentence.begin; w < sentence.end; ++w) {
      if (!mentions_.is_listed(w) && is_lemma(w, test.lemma)) return true;
    }
    return false;
  }

  /// Whether a word of the sentence that is part of no listed name is of the class: the Arab League plays no games.
  bool has_class(std::uint32_t s, ClassId cls) {
    const auto [at, is_new] = sentence_classes_.try_emplace({s, cls}, false);
    if (!is_new) return at->second;
    const Sentence& sentence = document_.sentences[s];
    for (WordId w = sentence.begin; w < sentence.end && !at->second; ++w) at->second = !mentions_.is_listed(w) && lexicon_.in_class(document_, sentence.begin, w, cls);
    return at->second;
  }

  /// Sport and show have words of war and peace for their own; the sentences beside tell them apart: "It was a friendly match."
  [[nodiscard]] bool is_game(ClassId cls) const { return cls != kNoClass && std::find(games_.begin(), games_.end(), cls) != games_.end(); }
  bool is_played_around(std::uint32_t s, ClassId cls) {
    return (s > 0 && has_class(s - 1, cls)) || (s + 1 < document_.sentences.size() && has_class(s + 1, cls));
  }

  bool is_lemma(WordId w, std::string_view lemma) const {
    const auto blank = lemma.rfind(' ');
    if (!parts_.is_word(w, blank == std::string_view::npos ? lemma : lemma.substr(blank + 1), kNoClass)) return false;
    if (blank == std::string_view::npos) return true;
    return w > tree_.sentence(w).begin && is_lemma(w - 1, lemma.substr(0, blank));
  }

  /// "recalled Hornak": a person whom the article has named with his office is what the office is.
  [[nodiscard]] bool has_office_in(const Actor& who, ClassId cls) const {
    if (who.kind != ActorKind::kPerson || who.role.empty()) return false;
    const auto blank = who.role.rfind(' ');
    return lexicon_.in_class(who.role, cls) || (blank != std::string::npos && lexicon_.in_class(std::string_view(who.role).substr(blank + 1), cls));
  }

  /// "hundreds" of "hundreds of women": conditions may ask for either.
  [[nodiscard]] WordId counter_of(WordId w) const {
    const Word& x = document_.words[w];
    return x.rel == Rel::kNmod && x.subrel != SubRel::kPoss && x.head != kNoWord && tree_.has_preposition(w, "of") ? x.head : kNoWord;
  }

  /// Conditions ask for what a pronoun stands for: "It was reopened", said of an embassy.
  bool passes(WordId head, WordId w, const Test& test) {
    if (document_.words[w].upos == Upos::kPron) {
      const auto meant = mentions_.antecedent(w);
      if (meant && document_.words[*meant].upos != Upos::kPron && passes_itself(head, *meant, test)) return true;
    }
    return passes_itself(head, w, test);
  }

  bool passes_itself(WordId head, WordId w, const Test& test) {
    for (const WordId c : parts_.measured_in(w)) {
      if (passes_itself(head, c, test)) return true;
    }
    switch (test.kind) {
      case TestKind::kClass: {
        if (const WordId counter = counter_of(w); counter != kNoWord && lexicon_.in_class(document_, tree_.sentence(w).begin, counter, test.cls)) return true;
        const WordId begin = tree_.sentence(w).begin;
        if (lexicon_.in_class(document_, begin, w, test.cls)) return true;
        if (const auto id = mentions_.resolve(w); id && has_office_in(mentions_.actors()[*id], test.cls)) return true;
        if (const std::string_view noun = noun_of_name(w); !noun.empty() && lexicon_.in_class(noun, test.cls)) return true;
        for (const WordId c : tree_.children(w)) {
          const Rel r = document_.words[c].rel;
          if ((r == Rel::kCompound || r == Rel::kFlat) && lexicon_.in_class(document_, begin, c, test.cls)) return true;
        }
        return false;
      }
      case TestKind::kLemma: {
        if (is_lemma(w, test.lemma)) return true;
        if (const std::string_view noun = noun_of_name(w); noun == test.lemma || (noun == "rebel" && (test.lemma == "group" || test.lemma == "militant"))) return true;
        if (is_copular_with(w, test.lemma)) return true;
        if (document_.words[w].upos == Upos::kNum) {  // "left 100 dead"
          for (const WordId c : tree_.children(w)) {
            if (document_.words[c].rel == Rel::kAmod && is_lemma(c, test.lemma)) return true;
          }
        }
        if (test.lemma == "people" && is_a_people(w)) return true;  // "Kurds rallied"
        if (const WordId counter = counter_of(w); counter != kNoWord && is_lemma(counter, test.lemma)) return true;
        for (const WordId c : tree_.children(w)) {
          if (document_.words[c].rel == Rel::kCompound && is_lemma(c, test.lemma)) return true;
        }
        return false;
      }
      case TestKind::kPerson: return mentions_.is_person(w);
      case TestKind::kCountry: return kind_is(w, {ActorKind::kCountry});
      case TestKind::kOrganisation: return kind_is(w, {ActorKind::kOrganisation, ActorKind::kGroup, ActorKind::kParty, ActorKind::kCompany, ActorKind::kMovement});
      case TestKind::kActor: return mentions_.resolve(w).has_value() || !mentions_.inside(w).empty();
      case TestKind::kName: return mentions_.is_name(w);
      case TestKind::kNumber: return document_.words[w].upos == Upos::kNum || tree_.child(w, Rel::kNummod) != kNoWord;
      case TestKind::kMoney: {
        return document_.words[w].upos == Upos::kSym || parts_.is_word(w, "", money_);
      }
      case TestKind::kNothing: case TestKind::kSeveral: return false;  // asked of all fillers together
      case TestKind::kClause: return tree_.is_predicate(w);
      case TestKind::kOwn: return is_own(head, w);
    }
    return false;
  }

  /// "Russia was behind the blast": the preposition is what is said.
  [[nodiscard]] bool is_copular_with(WordId w, std::string_view preposition) const {
    return tree_.child(w, Rel::kCop) != kNoWord && tree_.preposition(w) == preposition;
  }

  bool is_a_people(WordId w) {
    const auto id = mentions_.resolve(w);
    return id && mentions_.actors()[*id].kind == ActorKind::kPeople && document_.words[w].upos != Upos::kAdj;
  }

  /// "its ambassador", "Germany's envoys" where Germany acts: the thing belongs to the doer.
  bool is_own(WordId head, WordId w) {
    for (const WordId c : tree_.children(w)) {
      if (document_.words[c].subrel != SubRel::kPoss) continue;
      const auto owner = mentions_.resolve(c);
      if (!owner) continue;
      for (const WordId a : arguments_.agents(head)) {
        const auto doer = mentions_.resolve(a);
        if (doer && (*doer == *owner || (!mentions_.actors()[*owner].code.empty() && mentions_.actors()[*doer].code == mentions_.actors()[*owner].code))) return true;
      }
    }
    return false;
  }

  /// "Kenya and Uganda", "Greek and Turkish officers": parties of more than one code.
  bool are_several(const WordList& fillers) {
    std::set<std::string> codes;
    for (const WordId f : fillers) {
      std::vector<ActorId> here = mentions_.several(f);
      if (const auto id = mentions_.resolve(f); id && here.empty()) here.push_back(*id);
      for (const ActorId a : here) codes.insert(mentions_.actors()[a].code);
    }
    codes.erase("");
    return codes.size() > 1;
  }

  /// What a listed name is a name of: "Boko Haram captured", said as of rebels; "" where it is no body's, or a state's.
  std::string_view noun_of_name(WordId w) {
    if (!mentions_.is_listed(w) || mentions_.use(w) != NameUse::kName) return {};
    const auto id = mentions_.resolve(w);
    if (!id) return {};
    const Actor& who = mentions_.actors()[*id];
    const std::string_view sector = who.sector.empty() ? std::string_view() : std::string_view(who.sector.front());
    switch (who.kind) {
      case ActorKind::kGroup: return is_irregular(who) ? "rebel" : std::string_view();
      case ActorKind::kParty: return "party";
      case ActorKind::kCompany: return "company";
      case ActorKind::kMedia: return "newspaper";
      case ActorKind::kMovement: return sector == "LAB" ? "union" : "movement";
      default: return {};
    }
  }

  bool kind_is(WordId w, std::initializer_list<ActorKind> kinds) {
    const auto id = mentions_.resolve(w);
    return id && std::find(kinds.begin(), kinds.end(), mentions_.actors()[*id].kind) != kinds.end();
  }

  /// `when to actor` and the like: a condition that only asks for somebody there.
  static bool asks_for_party(const Condition& c) {
    static constexpr std::string_view kPreps[] = {"to", "for", "in", "with"};
    if (c.role.kind != RoleKind::kPrep || std::find(std::begin(kPreps), std::end(kPreps), c.role.prep) == std::end(kPreps)) return false;
    return std::any_of(c.tests.begin(), c.tests.end(), [](const Test& t) { return t.kind == TestKind::kActor || t.kind == TestKind::kName; });
  }

  bool holds(WordId head, const WordList& parts, const Condition& condition) {
    bool any = false;
    if (condition.role.kind == RoleKind::kSentence) {
      for (const Test& t : condition.tests) any = any || sentence_has(head, t);
      return any != condition.unless;
    }
    WordList fillers;
    if (condition.role.kind == RoleKind::kSelf) {
      for (const WordId c : tree_.children(head)) fillers.push_back(c);
      for (const WordId p : parts) {
        for (const WordId c : tree_.children(p)) fillers.push_back(c);
      }
    } else {
      fillers = arguments_.fillers(head, condition.role, parts);
    }
    for (const Test& t : condition.tests) {
      if (t.kind == TestKind::kNothing) {
        any = any || fillers.empty();
      } else if (t.kind == TestKind::kSeveral) {
        any = any || are_several(fillers);
      } else {
        any = any || std::any_of(fillers.begin(), fillers.end(), [&](WordId f) { return passes(head, f, t); });
      }
      if (any) break;
    }
    if (!any && !condition.unless && asks_for_party(condition)) {
      // "donations for the hungry of Sarajevo": a party further down in the same content serves as well
      FrameMatch self;
      self.head = head;
      self.parts = parts;
      any = parties_.has_party_within(self);
    }
    return any != condition.unless;
  }

  // ---- the best frame at a word

  std::optional<FrameMatch> best_at(WordId w) {
    const Word& x = document_.words[w];
    if (x.upos != Upos::kVerb && x.upos != Upos::kNoun && x.upos != Upos::kPropn && x.upos != Upos::kAdj && x.upos != Upos::kAdp) return std::nullopt;
    if (x.upos == Upos::kPropn && is_time_word(x)) return std::nullopt;  // "in March"
    const std::string lemma = x.upos == Upos::kPropn ? lower(x.lemma) : std::string(x.lemma);
    std::vector<FrameMatch> candidates;
    for (const Trigger& trigger : lexicon_.triggers(lemma)) {
      if (!parts_.may_head(w, trigger.pos)) continue;
      FrameMatch match;
      match.head = w;
      match.trigger = &trigger;
      match.frame = trigger.frame;
      if (!parts_.match(w, trigger, match.parts)) continue;
      match.specificity = kPartWeight * static_cast<int>(match.parts.size());
      if (lexicon_.frame(trigger.frame).is_own) match.specificity += kOwnWeight;
      if (lexicon_.frame(trigger.frame).is_wide) match.specificity -= kWideWeight;
      for (const Condition& c : lexicon_.frame(trigger.frame).conditions) {
        if (!c.unless) match.specificity += kConditionWeight;
      }
      candidates.push_back(std::move(match));
    }
    // the most telling frame wins: words and conditions that hold, then sides that its own roles fill
    FrameMatch* best = nullptr;
    int best_score = -10 * kWideWeight;
    for (FrameMatch& match : candidates) {
      const Frame& frame = lexicon_.frame(match.frame);
      std::string why;
      bool good = true;
      for (const Condition& c : frame.conditions) {
        if (!holds(w, match.parts, c)) {
          why = describe(c);
          good = false;
          break;
        }
      }
      if (good && frame.type == EventType::kThreaten && is_plain_report(w)) good = false, why = "what it reports is no future deed";
      if (good && frame.type == EventType::kRequest && match.parts.empty() && is_plain_insistence(w)) good = false, why = "insists that it is so, not that it be done";
      if (good) good = parties_.fill(match, frame, why);
      if (watcher_) watcher_->tried(w, frame.name, good, why);
      const int score = match.specificity + match.fit;
      if (good && score > best_score) best = &match, best_score = score;
    }
    if (!best) return std::nullopt;
    best->is_swallowed = lexicon_.frame(best->frame).type == EventType::kAccuse && only_describes(tree_, arguments_, w);  // and what it describes with it
    parties_.fill_unlisted(*best, lexicon_.frame(best->frame));
    return std::move(*best);
  }

  /// "said it launched strikes": speech about what has happened, which threatens nobody.
  [[nodiscard]] bool is_plain_report(WordId w) const {
    if (!lexicon_.in_class(document_.words[w].lemma, report_)) return false;
    bool any = false;
    for (const WordId c : arguments_.clauses(w)) {
      any = true;
      if (document_.words[c].is(kInf)) return false;
      for (const WordId a : tree_.children(c)) {
        if (document_.words[a].rel == Rel::kAux && (document_.words[a].lemma != "be" && document_.words[a].lemma != "have" && document_.words[a].lemma != "do")) return false;
        if (document_.words[a].rel == Rel::kMark && (document_.words[a].lemma == "if" || document_.words[a].lemma == "unless")) return false;
      }
      for (const WordId x : tree_.children(c)) {  // "is going to", "is ready to"
        if (document_.words[x].rel == Rel::kXcomp && document_.words[x].is(kInf)) return false;
      }
    }
    return any;
  }

  /// "insisted that it would not yield", "told them the vote was fair": no demand. Those have a bare verb, or "must" or "should".
  [[nodiscard]] bool is_plain_insistence(WordId w) const {
    if (document_.words[w].lemma != "insist" && document_.words[w].lemma != "tell") return false;
    const WordList clauses = arguments_.clauses(w);
    return std::any_of(clauses.begin(), clauses.end(), [&](WordId c) {
      if (document_.words[c].is(kPast) && document_.words[c].is(kFin)) return true;
      const auto children = tree_.children(c);
      return std::any_of(children.begin(), children.end(), [&](WordId a) {
        static constexpr std::string_view kMandates[] = {"must", "should", "shall", "ought", "be"};
        const Word& x = document_.words[a];
        return x.rel == Rel::kAux && x.is(kFin) && std::find(std::begin(kMandates), std::end(kMandates), x.lemma) == std::end(kMandates);
      });
    });
  }

  static std::string describe(const Condition& c) {
    static constexpr std::string_view kRoles[] = {"agent", "patient", "recipient", "clause", "clause-agent", "clause-patient", "self", "sentence", ""};
    std::string out = c.unless ? "excluded by its " : "asks for another ";
    out += c.role.kind == RoleKind::kPrep ? std::string(c.role.prep) + "-phrase" : std::string(kRoles[static_cast<int>(c.role.kind)]);
    return out;
  }

  const Tree& tree_;
  const Document& document_;
  const Lexicon& lexicon_;
  Mentions& mentions_;
  const Arguments& arguments_;
  Parties parties_;
  FrameParts parts_;
  FrameWatcher* watcher_;
  ClassId money_, report_;
  std::array<ClassId, 3> games_;
  std::map<std::pair<std::uint32_t, ClassId>, bool> sentence_classes_;
};

}  // namespace

std::vector<FrameMatch> match_frames(const Tree& tree, const Lexicon& lexicon, Mentions& mentions, const Arguments& arguments, FrameWatcher* watcher) {
  return Matcher(tree, lexicon, mentions, arguments, watcher).all();
}

}  // namespace demarche
