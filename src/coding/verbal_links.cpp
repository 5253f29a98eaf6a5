// Verbal answers: a denial answers the charge, a refusal the demand, an acceptance the offer, a note of protest the deed.
// Relies on moves and data/words/links.words. Door: link_verbal_answers.
#include <algorithm>

#include "base/utf8.h"
#include "coding/moves.h"

namespace demarche {
namespace {

constexpr std::uint32_t kVerbalReach = 4;  // sentences back in which a denial looks for what it denies

class VerbalAnswers {
 public:
  VerbalAnswers(const ArticleView& view, Moves& moves) : tree_(*view.tree), document_(tree_.document()), view_(view), moves_(moves), events_(moves.events()) {
    const Lexicon& lx = *view.lexicon;
    deed_ = lx.class_named("deed-noun"), charge_ = lx.class_named("charge-noun"), plea_ = lx.class_named("plea-noun");
    threat_ = lx.class_named("threat-noun"), protest_ = lx.class_named("protest-noun"), accept_ = lx.class_named("accept-word"), deny_ = lx.class_named("deny-verb");
    mirror_ = lx.class_named("mirror-verb");
  }

  void link() {
    for (std::uint32_t a = 0; a < events_.size(); ++a) {
      verbal_answer(a);
      said_of_the_clause(a);
      protest(a);
    }
  }

 private:
  /// "denied the charge", "rejected the demand", "accepted": what was said to the doer before.
  void verbal_answer(std::uint32_t a) {
    const Event& e = events_[a];
    if (e.type != EventType::kReject && e.type != EventType::kAgree) return;
    if (!e.responds_to.empty() || moves_[a].heads.empty()) return;
    const bool denies = says(a, deny_) || says(a, charge_) || says_word(a, "deny");
    const bool accepts = e.type == EventType::kAgree;
    if (accepts && !says(a, accept_)) return;
    if (says_one_of(a, {"call", "cancel", "postpone", "scrap", "boycott"})) return;  // a visit called off answers no words
    std::vector<EventType> wanted;
    std::uint32_t reach = kVerbalReach;
    const bool bare = accepts && view_.arguments->patients(moves_[a].heads.front()).empty();  // "Malaysia proposed a truce, and Cambodia accepted"
    if (accepts) wanted = bare || about(a, plea_) ? std::vector<EventType>{EventType::kRequest, EventType::kAgree} : std::vector<EventType>{EventType::kRequest};
    else if (about(a, charge_)) wanted = {EventType::kAccuse};
    else if (about(a, plea_)) wanted = {EventType::kRequest, EventType::kAgree, EventType::kThreaten};
    else if (about(a, threat_)) wanted = {EventType::kThreaten};
    else if (denies || is_quoted_retort(a)) wanted = {EventType::kAccuse};
    else if (says_one_of(a, {"refuse", "decline", "turn", "veto"})) wanted = {EventType::kRequest}, reach = 1;
    else wanted = {EventType::kRequest, EventType::kAccuse}, reach = 1;
    const auto found = said_before(a, wanted, reach);
    if (!found) return;
    moves_.add(a, *found, accepts ? "accepts what was asked" : wanted.front() == EventType::kAccuse ? "denies the charge" : "rejects the demand");
  }

  /// The nearest of the wanted kinds that was said to the doer; the first kind before the others, near before far.
  std::optional<std::uint32_t> said_before(std::uint32_t a, const std::vector<EventType>& wanted, std::uint32_t reach) {
    for (const EventType type : wanted) {
      std::vector<std::uint32_t> near, far;
      for (std::uint32_t b = 0; b < events_.size(); ++b) {
        if (a == b || events_[b].type != type || events_[b].status == EventStatus::kNegated || moves_.by_same(a, b) || moves_[a].sources.empty()) continue;
        const bool to_doer = moves_.sides().shares(moves_[a].sources, moves_[b].targets);
        const bool back = moves_.sides().shares(moves_[a].targets, moves_[b].sources);
        if (!back && !moves_[a].targets.empty() && !moves_[b].sources.empty()) continue;
        if (!to_doer && !(back && moves_[b].targets.empty())) continue;
        bool is_near = false, is_before = false;
        for (const WordId h : moves_[a].heads) {
          const std::uint32_t here = tree_.sentence_of(h);
          for (const WordId o : moves_[b].heads) {
            const std::uint32_t there = tree_.sentence_of(o);
            is_near = is_near || (there + reach >= here && there <= here);
            is_before = is_before || there < here;
          }
        }
        if (is_near) near.push_back(b);
        else if (is_before && to_doer && back && type == EventType::kAccuse) far.push_back(b);
      }
      if (type == EventType::kRequest && reach > 1) {
        std::erase_if(near, [&](std::uint32_t b) { return moves_.first_word(b) > moves_[a].heads.back() && tree_.sentence_of(moves_.first_word(b)) != tree_.sentence_of(moves_[a].heads.back()); });
      }
      if (!near.empty()) return moves_.nearest(near, moves_[a].heads.front());
      if (!far.empty()) return moves_.nearest(far, moves_[a].heads.front());
    }
    return std::nullopt;
  }

  /// "'We struck only soldiers,' he retorted": a rejection whose words are the speaker's own.
  [[nodiscard]] bool is_quoted_retort(std::uint32_t a) const {
    for (const WordId h : moves_[a].heads) {
      const Sentence& s = tree_.sentence(h);
      for (WordId w = s.begin; w < s.end; ++w) {
        const std::string_view lemma = document_.words[w].lemma;
        if (document_.words[w].upos == Upos::kVerb && (lemma == "retort" || lemma == "counter" || lemma == "reply" || lemma == "respond")) return true;
        if (document_.words[w].form == "“" || document_.words[w].form == "\"") return true;
      }
    }
    return false;
  }

  /// "In a move that Asuncion calls void, they agreed …"; "…, a step that Berlin condemned": the clause around it is answered.
  void said_of_the_clause(std::uint32_t a) {
    const EventType t = events_[a].type;
    const bool mirrors = says(a, mirror_);
    if ((t != EventType::kReject && t != EventType::kAccuse && !mirrors) || !events_[a].responds_to.empty()) return;
    for (const WordId h : moves_[a].heads) {
      WordId noun = h;
      if (document_.words[h].upos != Upos::kNoun) {
        WordId relative = h;
        while (relative != kNoWord && document_.words[relative].rel != Rel::kAcl) relative = document_.words[relative].head;
        if (relative == kNoWord || document_.words[relative].subrel != SubRel::kRelcl) continue;
        noun = document_.words[relative].head;
      }
      if (noun == kNoWord || !(view_.lexicon->in_class(document_.words[noun].lemma, deed_) || view_.lexicon->in_class(document_.words[noun].lemma, charge_))) continue;
      const Rel r = document_.words[noun].rel;
      const bool in_a_move = r == Rel::kObl && tree_.has_preposition(noun, "in");
      if (!in_a_move && r != Rel::kAppos && r != Rel::kParataxis) continue;
      const WordId clause = document_.words[noun].head;
      for (std::uint32_t b = 0; b < events_.size(); ++b) {
        if (b == a || moves_.by_same(a, b) || moves_[b].sources.empty()) continue;
        const bool there = std::any_of(moves_[b].heads.begin(), moves_[b].heads.end(), [&](WordId o) {
          return tree_.sentence_of(o) == tree_.sentence_of(h) && !tree_.within(o, noun) && (tree_.within(o, clause) || tree_.within(clause, o));
        });
        if (there) moves_.add(a, b, mirrors ? "mirrors what the other side did" : "said of what the sentence tells");
      }
    }
  }

  [[nodiscard]] bool says(std::uint32_t e, ClassId cls) const {
    return std::any_of(moves_[e].heads.begin(), moves_[e].heads.end(), [&](WordId h) { return view_.lexicon->in_class(document_.words[h].lemma, cls); });
  }
  [[nodiscard]] bool says_one_of(std::uint32_t e, std::initializer_list<std::string_view> lemmas) const {
    return std::any_of(lemmas.begin(), lemmas.end(), [&](std::string_view lemma) { return says_word(e, lemma); });
  }
  [[nodiscard]] bool says_word(std::uint32_t e, std::string_view lemma) const {
    return std::any_of(moves_[e].heads.begin(), moves_[e].heads.end(), [&](WordId h) { return document_.words[h].lemma == lemma; });
  }
  /// Whether a word of the class stands among the objects of the event's verb.
  [[nodiscard]] bool about(std::uint32_t e, ClassId cls) const {
    for (const WordId h : moves_[e].heads) {
      if (document_.words[h].upos == Upos::kNoun && view_.lexicon->in_class(document_.words[h].lemma, cls)) return true;
      for (const WordId p : view_.arguments->patients(h)) {
        if (view_.lexicon->in_class(document_.words[p].lemma, cls)) return true;
      }
      // "says the charges rest on forged remarks"
      for (WordId w = h + 1; w < tree_.sentence(h).end && w < h + 8; ++w) {
        const WordId det = tree_.child(w, Rel::kDet);
        if (document_.words[w].rel == Rel::kNsubj && det != kNoWord && tree_.within(w, h) && view_.lexicon->in_class(document_.words[w].lemma, cls)) return true;
      }
    }
    return false;
  }

  /// A note of protest, an envoy called in, a complaint against something: against the last deed of the other side.
  void protest(std::uint32_t a) {
    const Event& e = events_[a];
    for (const WordId h : moves_[a].heads) {
      if (!e.responds_to.empty()) return;
      WordList nouns = view_.arguments->patients(h);
      nouns.push_back(h);
      for (const WordId n : nouns) {
        if (!view_.lexicon->in_class(document_.words[n].lemma, protest_)) continue;
        for (const std::string_view prep : {"against", "over", "at"}) {
          for (const WordId c : view_.arguments->with_preposition(n, prep)) {
            for (const std::uint32_t b : moves_.named_deeds(c, a)) moves_.add(a, b, "a protest against what was done");
          }
        }
      }
    }
    if (!e.responds_to.empty() || moves_[a].targets.empty()) return;
    const bool lodged = e.type == EventType::kAccuse && !moves_[a].sources.empty() && std::any_of(moves_[a].words.begin(), moves_[a].words.end(), [&](WordId w) { return view_.lexicon->in_class(document_.words[w].lemma, protest_) && document_.words[w].upos == Upos::kNoun; });
    if (lodged && e.measure.empty()) return complaint(a);
    if (e.measure != "protest-note" && e.measure != "summon-envoy") return;
    for (const std::uint32_t b : moves_.deeds_before(a)) {
      if (is_material(events_[b].type)) moves_.add(a, b, "a protest against what was done");
    }
  }

  /// "lodged a complaint with the bloc": against the last deed that the doer suffered, whoever hears the complaint.
  void complaint(std::uint32_t a) {
    std::vector<std::uint32_t> found;
    for (std::uint32_t b = 0; b < events_.size(); ++b) {
      const EventStatus s = events_[b].status;
      if (!is_material(events_[b].type) || (s != EventStatus::kDone && s != EventStatus::kAnnounced && s != EventStatus::kAlleged) || moves_.by_same(a, b)) continue;
      if (moves_.first_word(b) < moves_.first_word(a) && moves_.sides().shares(moves_[a].sources, moves_[b].targets) && !moves_[b].sources.empty()) found.push_back(b);
    }
    if (!found.empty()) moves_.add(a, moves_.nearest(found, moves_[a].heads.front()), "a protest against what was done");
  }

  const Tree& tree_;
  const Document& document_;
  const ArticleView& view_;
  Moves& moves_;
  const std::vector<Event>& events_;
  ClassId deed_ = kNoClass, charge_ = kNoClass, plea_ = kNoClass, threat_ = kNoClass, protest_ = kNoClass, accept_ = kNoClass, deny_ = kNoClass, mirror_ = kNoClass;
};

}  // namespace

void link_verbal_answers(const ArticleView& view, Moves& moves) { VerbalAnswers(view, moves).link(); }

}  // namespace demarche
