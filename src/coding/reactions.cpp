// Reactions: what is said or done about a thing told before, by whomever and to whomever that was done. "Jordan condemned the attack",
// "Warsaw thanked the president", "demanded the release of the ship", "promised a firm response", "refused to step down", tear gas
// against a crowd, measures of outsiders after a coup. Relies on moves and data/words/links.words. Door: link_reactions.
#include <algorithm>

#include "coding/moves.h"

namespace demarche {
namespace {

constexpr std::uint32_t kReach = 6;  // sentences back in which a plea, a refusal or a thank-you finds its occasion

class Reactions {
 public:
  Reactions(const ArticleView& view, Moves& moves) : tree_(*view.tree), document_(tree_.document()), view_(view), moves_(moves), events_(moves.events()) {
    const Lexicon& lx = *view.lexicon;
    response_ = lx.class_named("response-noun"), respond_ = lx.class_named("response-verb"), release_ = lx.class_named("release-noun");
    resign_ = lx.class_named("resign-word"), remedy_ = lx.class_named("remedy-word");
  }

  void link() {
    for (std::uint32_t a = 0; a < events_.size(); ++a) {
      if (moves_[a].heads.empty() || moves_[a].sources.empty() || events_[a].status == EventStatus::kNegated) continue;
      if (events_[a].responds_to.empty()) to_what_is_named(a);
      if (!events_[a].responds_to.empty()) continue;
      promised_answer(a);
      thanks(a);
      plea_for_the_taken(a);
      if (events_[a].responds_to.empty()) plea_for_remedy(a);
      gives_what_was_asked(a);
      refusal_to_a_crowd(a);
      force_against_a_crowd(a);
    }
    for (std::uint32_t a = 0; a < events_.size(); ++a) {
      if (moves_[a].heads.empty() || moves_[a].sources.empty() || !events_[a].responds_to.empty()) continue;
      with_a_reaction(a);
      after_a_coup(a);
    }
  }

 private:
  [[nodiscard]] bool is(WordId w, ClassId cls) const { return view_.lexicon->in_class(document_.words[w].lemma, cls); }

  // ---- what a noun takes up

  /// The nouns that a telling speaks of: its objects, what stands behind its prepositions, those of its clause, nouns among its words.
  [[nodiscard]] WordList spoken_of(std::uint32_t a) const {
    WordList out;
    const auto take = [&](const WordList& all) {
      for (const WordId w : all) {
        if (std::find(out.begin(), out.end(), w) == out.end()) out.push_back(w);
      }
    };
    for (const WordId h : moves_[a].heads) {
      take(view_.arguments->patients(h));
      for (const std::string_view p : {"against", "over", "at", "for", "of", "on", "to", "about", "with"}) take(view_.arguments->with_preposition(h, p));
      for (const WordId c : view_.arguments->clauses(h)) {
        if (document_.words[c].upos == Upos::kVerb && events_[a].type != EventType::kThreaten) continue;  // "charged that the move had shown …" charges somebody with more
        take(view_.arguments->patients(c));
        for (const WordId k : tree_.children(c)) {
          if (document_.words[k].rel == Rel::kNsubj) take({k});
        }
      }
      // "threatened that it would leave if Bamako carried out the threat"
      if (events_[a].type != EventType::kThreaten) continue;
      for (WordId w = h; w < tree_.sentence(h).end; ++w) {
        if (document_.words[w].rel == Rel::kObj && tree_.within(w, h)) take({w});
      }
    }
    for (const WordId w : moves_[a].words) {
      if (document_.words[w].upos == Upos::kNoun && document_.words[w].rel != Rel::kRoot) take({w});
    }
    return out;
  }

  void to_what_is_named(std::uint32_t a) {
    const EventType t = events_[a].type;
    const bool speaks = t == EventType::kAccuse || t == EventType::kReject || t == EventType::kSupport || t == EventType::kThreaten;
    if (t == EventType::kProtest) return against_what_it_names(a);
    if (!speaks || (!events_[a].measure.empty() && t != EventType::kAccuse)) return;
    for (const WordId n : spoken_of(a)) {
      if (t == EventType::kReject) refused_in_one_breath(a, n);
      for (const std::uint32_t b : moves_.taken_up(n, a)) moves_.add(a, b, rule_of(t));
    }
  }

  /// "rejected a demand by Belgium for their release": the demand is told by the refusal's own object.
  void refused_in_one_breath(std::uint32_t a, WordId object) {
    for (const std::uint32_t b : moves_.in_sentence(tree_.sentence_of(object))) {
      const EventType t = events_[b].type;
      const bool asks = t == EventType::kRequest || t == EventType::kAgree || t == EventType::kThreaten;
      if (asks && b != a && std::find(moves_[b].heads.begin(), moves_[b].heads.end(), object) != moves_[b].heads.end()) moves_.add(a, b, "rejects the demand");
    }
  }

  [[nodiscard]] static std::string_view rule_of(EventType t) {
    switch (t) {
      case EventType::kSupport: return "welcomes what was told";
      case EventType::kReject: return "rejects what was told";
      case EventType::kThreaten: return "threatens over what was told";
      default: return "condemns what was told";
    }
  }

  /// "demonstrated against an air strike": the deed told within what is protested against.
  void against_what_it_names(std::uint32_t a) {
    for (const WordId h : moves_[a].heads) {
      for (const std::string_view p : {"against", "over", "at", "about"}) {
        for (const WordId n : view_.arguments->with_preposition(h, p)) {
          for (const std::uint32_t b : moves_.in_sentence(tree_.sentence_of(h))) {
            const EventType t = events_[b].type;
            if (b != a && moves_.told_within(b, n) && (is_material(t) || t == EventType::kConsult || t == EventType::kAgree)) moves_.add(a, b, "a protest against what was done");
          }
          for (const std::uint32_t b : moves_.taken_up(n, a)) moves_.add(a, b, "a protest against what was done");
        }
      }
    }
  }

  // ---- what a verb takes up

  /// "promised a firm response", "vowed to retaliate".
  void promised_answer(std::uint32_t a) {
    if (events_[a].type != EventType::kThreaten) return;
    const bool answers = std::any_of(moves_[a].words.begin(), moves_[a].words.end(), [&](WordId w) { return is_answer_word(w); }) ||
                         std::any_of(moves_[a].heads.begin(), moves_[a].heads.end(), [&](WordId h) {
                           const WordList clauses = view_.arguments->clauses(h), objects = view_.arguments->patients(h);
                           return std::any_of(clauses.begin(), clauses.end(), [&](WordId c) { return is_answer_word(c); }) ||
                                  std::any_of(objects.begin(), objects.end(), [&](WordId o) { return is_answer_word(o); });
                         });
    if (!answers) return;
    for (const std::uint32_t b : moves_.deeds_before(a)) {
      if (is_before(b, a)) moves_.add(a, b, "promises an answer");
    }
  }

  [[nodiscard]] bool is_answer_word(WordId w) const {
    const Word& x = document_.words[w];
    if (x.lemma == "protest" || x.lemma == "kind" || x.lemma == "fire" || x.lemma == "hit" || x.lemma == "strike" || x.lemma == "return") return false;
    return (x.upos == Upos::kNoun && is(w, response_)) || (x.upos == Upos::kVerb && is(w, respond_)) || x.lemma == "unanswered" || x.lemma == "unpunished";
  }

  /// "Djibouti thanked Asmara": for what Asmara did for Djibouti.
  void thanks(std::uint32_t a) {
    if (events_[a].type != EventType::kSupport) return;
    const auto& words = moves_[a].words;
    if (std::none_of(words.begin(), words.end(), [&](WordId w) { return document_.words[w].lemma == "thank" || document_.words[w].lemma == "gratitude" || document_.words[w].lemma == "thanks"; })) return;
    std::vector<std::uint32_t> found;
    for (std::uint32_t b = 0; b < events_.size(); ++b) {
      const EventType t = events_[b].type;
      const bool favour = t == EventType::kRetreat || t == EventType::kAid || t == EventType::kConcede || (t == EventType::kAgree && events_[b].source != events_[b].target);
      if (!favour || !is_before(b, a) || moves_.by_same(a, b) || events_[b].status == EventStatus::kNegated) continue;
      const bool for_doer = moves_.sides().shares(moves_[a].sources, moves_[b].targets);
      const bool by_thanked = moves_.sides().meets(moves_[a].targets, moves_[b].sources) || moves_[b].sources.empty();
      if (for_doer && by_thanked) found.push_back(b);
    }
    if (!found.empty()) moves_.add(a, moves_.nearest(found, moves_[a].heads.front()), "thanks for what was done");
  }

  /// "demanded the release of the ship", "called on Conakry to free the men": the arrest, seizure or kidnapping told before.
  void plea_for_the_taken(std::uint32_t a) {
    if (events_[a].type != EventType::kRequest) return;
    const WordId h = moves_[a].heads.front();
    bool frees = false;
    for (WordId w = tree_.sentence(h).begin; w < tree_.sentence(h).end; ++w) {
      const std::string_view lemma = document_.words[w].lemma;
      const bool word = is(w, release_) || lemma == "free" || lemma == "liberate" || (lemma == "let" && w + 2 < tree_.sentence(h).end);
      frees = frees || (word && lemma != "let" && (tree_.within(w, h) || std::find(moves_[a].words.begin(), moves_[a].words.end(), w) != moves_[a].words.end()));
    }
    if (!frees) return;
    std::vector<std::uint32_t> found;
    for (std::uint32_t b = 0; b < events_.size(); ++b) {
      const std::string_view code = events_[b].cameo;
      const bool takes = code.starts_with("173") || code.starts_with("181") || code.starts_with("171");
      if (!takes || !is_before(b, a) || is_far(b, a) || moves_.by_same(a, b)) continue;
      const bool of_asked = moves_[a].targets.empty() || moves_[b].sources.empty() || moves_.sides().meets(moves_[a].targets, moves_[b].sources);
      if (of_asked) found.push_back(b);
    }
    if (!found.empty()) moves_.add(a, moves_.nearest(found, h), "asks for what was taken");
  }

  /// "demanded compensation", "asked for an explanation": for the last deed that the asker suffered from whom he asks.
  void plea_for_remedy(std::uint32_t a) {
    if (events_[a].type != EventType::kRequest) return;
    const WordId h = moves_[a].heads.front();
    WordList asked = moves_[a].words;
    for (const WordId w : view_.arguments->patients(h)) asked.push_back(w);
    for (const WordId w : view_.arguments->with_preposition(h, "for")) asked.push_back(w);
    for (const WordId w : view_.arguments->clauses(h)) asked.push_back(w);
    if (std::none_of(asked.begin(), asked.end(), [&](WordId w) { return is(w, remedy_); })) return;
    std::vector<std::uint32_t> found;
    for (std::uint32_t b = 0; b < events_.size(); ++b) {
      if (is_material(events_[b].type) && is_before(b, a) && !is_far(b, a) && moves_.opposed(a, b) && moves_.hits_back(a, b) && events_[b].status != EventStatus::kNegated) found.push_back(b);
    }
    if (!found.empty()) moves_.add(a, moves_.nearest(found, h), "asks for a remedy");
  }

  /// "Nepal appealed to India for help. India sent 60 doctors": what one side asked of the other shortly before.
  void gives_what_was_asked(std::uint32_t a) {
    constexpr std::uint32_t kSoon = 3;  // sentences
    const EventType t = events_[a].type;
    if (t != EventType::kAid && t != EventType::kRetreat && t != EventType::kConcede && t != EventType::kCooperate) return;
    const WordId h = moves_[a].heads.front();
    std::vector<std::uint32_t> found;
    for (std::uint32_t b = 0; b < events_.size(); ++b) {
      if (events_[b].type != EventType::kRequest || events_[b].status == EventStatus::kNegated || !is_before(b, a) || moves_.by_same(a, b)) continue;
      if (tree_.sentence_of(moves_.nearest_head(b, h)) + kSoon < tree_.sentence_of(h)) continue;
      const auto& sides = moves_.sides();
      if (sides.shares(moves_[a].sources, moves_[b].targets) && sides.shares(moves_[a].targets, moves_[b].sources)) found.push_back(b);
    }
    if (!found.empty()) moves_.add(a, moves_.nearest(found, h), "gives what was asked");
  }

  /// "refused to step down", told after a march: the crowd's wish is refused.
  void refusal_to_a_crowd(std::uint32_t a) {
    if (events_[a].type != EventType::kReject) return;
    const WordId h = moves_[a].heads.front();
    const WordList clauses = view_.arguments->clauses(h);
    const bool stays = std::any_of(moves_[a].words.begin(), moves_[a].words.end(), [&](WordId w) { return is(w, resign_); }) ||
                       std::any_of(clauses.begin(), clauses.end(), [&](WordId c) { return is(c, resign_); });
    if (!stays) return;
    std::vector<std::uint32_t> found;
    for (std::uint32_t b = 0; b < events_.size(); ++b) {
      if (events_[b].type != EventType::kProtest || !is_before(b, a) || is_far(b, a) || moves_.by_same(a, b)) continue;
      if (moves_.sides().shares(moves_[a].sources, moves_[b].targets)) found.push_back(b);
    }
    if (found.empty()) return;
    const std::uint32_t b = moves_.nearest(found, h);
    moves_.add(a, b, "refuses what a crowd demands");
    events_[a].target = moves_[b].sources;  // whoever the article is about else
  }

  /// "Police fired tear gas when they tried to break in": the nearest protest of the same country, in this sentence or the one before.
  void force_against_a_crowd(std::uint32_t a) {
    const Event& e = events_[a];
    if (!e.cameo.starts_with("175") || !moves_.sides().shares(moves_[a].sources, moves_[a].targets)) return;
    const WordId h = moves_[a].heads.front();
    const std::uint32_t here = tree_.sentence_of(h);
    std::vector<std::uint32_t> found;
    for (std::uint32_t b = 0; b < events_.size(); ++b) {
      if (events_[b].type != EventType::kProtest || events_[b].status != EventStatus::kDone || moves_.by_same(a, b) || !moves_.sides().shares(moves_[a].sources, moves_[b].targets)) continue;
      if (moves_.told_in(b, here) || (here > 0 && moves_.told_in(b, here - 1))) found.push_back(b);
    }
    if (!found.empty()) moves_.add(a, moves_.nearest(found, h), "force against a crowd");
  }

  // ---- what goes with it

  /// "condemned the violence and suspended its aid": a measure in one sentence with a reaction, by the same and against the same.
  void with_a_reaction(std::uint32_t a) {
    if (!moves_.is_measure(a)) return;
    const WordId h = moves_[a].heads.front();
    for (const std::uint32_t first : moves_.in_sentence(tree_.sentence_of(h))) {
      if (first == a || events_[first].type != EventType::kAccuse || events_[first].responds_to.empty() || !moves_.by_same(a, first)) continue;
      if (!moves_[a].targets.empty() && !moves_.sides().shares(moves_[a].targets, moves_[first].targets) && !moves_.sides().shares(moves_[a].targets, moves_[a].sources)) continue;
      for (const std::uint32_t b : std::vector<std::uint32_t>(events_[first].responds_to)) {
        if (is_material(events_[b].type)) moves_.add(a, b, "one package with a reaction");
      }
    }
  }

  /// Outsiders' measures against a country whose coup was told before.
  void after_a_coup(std::uint32_t a) {
    const Event& e = events_[a];
    const bool measure = moves_.is_measure(a) || (e.type == EventType::kReject && (!e.measure.empty() || e.cameo.starts_with("125"))) || (e.type == EventType::kAccuse && e.measure == "summon-envoy");
    if (!measure || moves_.sides().shares(moves_[a].sources, moves_[a].targets)) return;
    if (const auto coup = moves_.coup_in_target(a)) moves_.add(a, *coup, "a measure after a coup");
  }

  // ---- where things are told

  [[nodiscard]] bool is_before(std::uint32_t b, std::uint32_t a) const { return moves_.first_word(b) < moves_.first_word(a) && !moves_.contradicts_time(a, b); }
  [[nodiscard]] bool is_far(std::uint32_t b, std::uint32_t a) const {
    const WordId h = moves_[a].heads.front();
    return tree_.sentence_of(moves_.nearest_head(b, h)) + kReach < tree_.sentence_of(h);
  }

  const Tree& tree_;
  const Document& document_;
  const ArticleView& view_;
  Moves& moves_;
  std::vector<Event>& events_;
  ClassId response_ = kNoClass, respond_ = kNoClass, release_ = kNoClass, resign_ = kNoClass, remedy_ = kNoClass;
};

}  // namespace

void link_reactions(const ArticleView& view, Moves& moves) { Reactions(view, moves).link(); }

}  // namespace demarche
