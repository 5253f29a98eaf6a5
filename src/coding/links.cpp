// Who answers whom. Three kinds of evidence: words that say so (link_cues), verbal answers to what was said to one ("denied the
// charge"), and mirror images: the like measure the other way round within days. Relies on events' words, sides, dates, types.
// Door: link_events.
#include <algorithm>

#include "base/utf8.h"
#include "coding/coding.h"
#include "coding/link_cues.h"

namespace demarche {
namespace {

constexpr int kMirrorDays = 21;       // an answer in kind comes within three weeks
constexpr std::uint32_t kPackageReach = 3;  // sentences behind the answer in which further measures are one package with it
constexpr std::uint32_t kVerbalReach = 4;  // sentences back in which a denial looks for what it denies

constexpr std::string_view kMirrorRule = "the like measure the other way round";

bool is_conflict(EventType t) { return quad_of(t) == "verbal-conflict" || quad_of(t) == "material-conflict"; }
bool is_material(EventType t) { return quad_of(t) == "material-conflict"; }

/// Measures that answer each other in kind.
int family_of(std::string_view measure) {
  constexpr std::string_view kFamilies[][5] = {{"expel", "withdraw-accreditation", "declare-unwelcome", "reduce-staff", ""},
                                               {"close-post", "suspend-mission", "", "", ""},
                                               {"recall-envoy", "", "", "", ""},
                                               {"ban-entry", "impose-sanctions", "freeze-assets", "embargo", "extend-sanctions"},
                                               {"close-border", "close-airspace", "", "", ""},
                                               {"suspend-treaty", "suspend-talks", "", "", ""}};
  for (int f = 0; f < static_cast<int>(std::size(kFamilies)); ++f) {
    for (const std::string_view m : kFamilies[f]) {
      if (!m.empty() && m == measure) return f;
    }
  }
  return -1;
}

class Linker {
 public:
  Linker(const ArticleView& view, std::vector<Event>& events)
      : tree_(*view.tree), document_(tree_.document()), view_(view), events_(events), sides_(tree_, *view.lexicon, *view.mentions) {
    const Lexicon& lx = *view.lexicon;
    deed_ = lx.class_named("deed-noun"), charge_ = lx.class_named("charge-noun"), plea_ = lx.class_named("plea-noun");
    threat_ = lx.class_named("threat-noun"), protest_ = lx.class_named("protest-noun"), accept_ = lx.class_named("accept-word"), deny_ = lx.class_named("deny-verb");
    for (const Event& e : events_) moves_.push_back(move_of(e));
  }

  void link() {
    for (const LinkCue& cue : find_link_cues(tree_, *view_.lexicon, *view_.arguments, sides_)) by_cue(cue);
    for (std::uint32_t a = 0; a < events_.size(); ++a) {
      verbal_answer(a);
      said_of_the_clause(a);
      protest(a);
    }
    same_package();
    same_occasion();
    for (std::uint32_t a = 0; a < events_.size(); ++a) mirror(a);
    for (Event& e : events_) order(e);
  }

 private:
  /// An event with what links ask of it.
  struct Move {
    WordList heads;                        ///< the topmost word of each telling
    std::vector<ActorId> sources, targets; ///< sides
    bool is_earlier = false;               ///< told as past of the past: "had expelled", "earlier", "last month"
  };

  Move move_of(const Event& e) {
    Move m;
    std::vector<WordId> words;
    for (const Span s : e.trigger) {
      const auto at = std::lower_bound(document_.words.begin(), document_.words.end(), s.begin, [](const Word& w, std::uint32_t b) { return w.span.begin < b; });
      for (auto w = at; w != document_.words.end() && w->span.begin < s.end; ++w) words.push_back(static_cast<WordId>(w - document_.words.begin()));
    }
    for (const WordId w : words) {
      const WordId up = document_.words[w].head;
      if (std::find(words.begin(), words.end(), up) == words.end()) m.heads.push_back(w);
    }
    // of one sentence's words, those under another's are parts of the telling
    std::erase_if(m.heads, [&](WordId w) {
      return std::any_of(m.heads.begin(), m.heads.end(), [&](WordId o) { return o != w && tree_.within(w, o); });
    });
    const auto take = [&](std::vector<ActorId>& to, const std::vector<ActorId>& from) {
      for (const ActorId a : from) {
        if (const auto s = sides_.of(a); s && std::none_of(to.begin(), to.end(), [&](ActorId t) { return sides_.same(t, *s); })) to.push_back(*s);
      }
    };
    take(m.sources, e.source);
    take(m.targets, e.target);
    for (const WordId h : m.heads) m.is_earlier = m.is_earlier || is_earlier(h);
    return m;
  }

  [[nodiscard]] bool is_earlier(WordId w) const {
    for (const WordId c : tree_.children(w)) {
      const Word& x = document_.words[c];
      const std::string form = lower(x.form);
      if (x.rel == Rel::kAux && form == "had") return true;
      if (x.rel == Rel::kAdvmod && (form == "earlier" || form == "already" || form == "previously")) return true;
    }
    return false;
  }

  // ---- sides and times

  [[nodiscard]] bool by_same(std::uint32_t a, std::uint32_t b) const { return sides_.shares(moves_[a].sources, moves_[b].sources); }

  /// b was done to a's doer, or by those whom a hits, and by somebody else than a's doer.
  [[nodiscard]] bool opposed(std::uint32_t a, std::uint32_t b) const {
    if (a == b || moves_[a].sources.empty() || by_same(a, b)) return false;
    const bool hits_doer = sides_.shares(moves_[a].sources, moves_[b].targets);
    const bool hits_back = sides_.shares(moves_[a].targets, moves_[b].sources);
    if (hits_doer && (hits_back || moves_[a].targets.empty() || moves_[b].sources.empty())) return true;
    return hits_back && moves_[b].targets.empty();
  }

  [[nodiscard]] bool contradicts_time(std::uint32_t a, std::uint32_t b) const {
    const auto& x = events_[a].date;
    const auto& y = events_[b].date;
    return x && y && !x->is_inferred && !y->is_inferred && x->to < y->from;
  }

  void add(std::uint32_t a, std::uint32_t b, std::string_view rule) {
    if (a == b || contradicts_time(a, b) || by_same(a, b)) return;
    if (events_[a].status == EventStatus::kNegated) return;
    if (std::find(events_[b].responds_to.begin(), events_[b].responds_to.end(), a) != events_[b].responds_to.end()) return;
    auto& to = events_[a].responds_to;
    if (std::find(to.begin(), to.end(), b) != to.end()) return;
    to.push_back(b);
    events_[a].responds_rule.emplace_back(rule);
  }

  static void order(Event& e) {
    std::vector<std::size_t> by(e.responds_to.size());
    for (std::size_t k = 0; k < by.size(); ++k) by[k] = k;
    std::sort(by.begin(), by.end(), [&](std::size_t x, std::size_t y) { return e.responds_to[x] < e.responds_to[y]; });
    std::vector<std::uint32_t> to;
    std::vector<std::string> rules;
    for (const std::size_t k : by) to.push_back(e.responds_to[k]), rules.push_back(std::move(e.responds_rule[k]));
    e.responds_to = std::move(to);
    e.responds_rule = std::move(rules);
  }

  // ---- what words say

  [[nodiscard]] bool told_within(std::uint32_t e, WordId top) const {
    return std::any_of(moves_[e].heads.begin(), moves_[e].heads.end(), [&](WordId h) { return tree_.within(h, top); });
  }
  [[nodiscard]] bool told_in(std::uint32_t e, std::uint32_t sentence) const {
    return std::any_of(moves_[e].heads.begin(), moves_[e].heads.end(), [&](WordId h) { return tree_.sentence_of(h) == sentence; });
  }

  /// The first verb of a coordination, up from any of its members: "suspended … and ordered … after …" answers as a whole.
  [[nodiscard]] WordId whole(WordId w) const {
    for (int steps = 0; steps < 16; ++steps) {
      const Word& x = document_.words[w];
      if (x.head == kNoWord || x.rel != Rel::kConj || document_.words[x.head].upos != Upos::kVerb) break;
      w = x.head;
    }
    return w;
  }

  [[nodiscard]] bool lies_in_cause(std::uint32_t e, const LinkCue& cue) const {
    return std::any_of(cue.cause.begin(), cue.cause.end(), [&](WordId c) {
      // a cause that is itself the clause around the answer is no shelter for the answer
      const bool around = std::any_of(cue.answering.begin(), cue.answering.end(), [&](WordId a) { return tree_.within(a, c); });
      if (!around) return told_within(e, c);
      return std::any_of(moves_[e].heads.begin(), moves_[e].heads.end(), [&](WordId h) {
        return tree_.within(h, whole(c)) && std::none_of(cue.answering.begin(), cue.answering.end(), [&](WordId a) { return tree_.within(h, a); });
      });
    });
  }

  std::vector<std::uint32_t> answering(const LinkCue& cue) {
    std::vector<std::uint32_t> out;
    for (std::uint32_t e = 0; e < events_.size(); ++e) {
      if (lies_in_cause(e, cue)) continue;
      if (cue.by && !moves_[e].sources.empty() && !sides_.shares({*cue.by}, moves_[e].sources)) continue;
      const bool answers = std::any_of(cue.answering.begin(), cue.answering.end(), [&](WordId a) {
        const WordId top = whole(a);
        return std::any_of(moves_[e].heads.begin(), moves_[e].heads.end(), [&](WordId h) { return tree_.within(h, top) && in_clause(h, top, cue); });
      });
      if (answers) out.push_back(e);
    }
    if (out.empty() && cue.is_back_reference) out = taken_up(cue);
    return out;
  }

  /// Between a head and the clause that answers lie no relative clauses and no other cause.
  [[nodiscard]] bool in_clause(WordId h, WordId top, const LinkCue& cue) const {
    for (WordId w = h; w != top && w != kNoWord; w = document_.words[w].head) {
      const Word& x = document_.words[w];
      if (x.rel == Rel::kAcl && x.subrel == SubRel::kRelcl && !(cue.word != kNoWord && tree_.within(cue.word, w))) return false;
      if (cue.is_temporal && (x.rel == Rel::kAdvcl || x.rel == Rel::kParataxis) && !x.is(kGer) && !tree_.within(cue.word, w) && !x.is(kPart)) return false;
      if (tree_.has_preposition(w, "after") || tree_.has_preposition(w, "over") || tree_.has_preposition(w, "despite") || tree_.has_preposition(w, "since")) return false;
    }
    return true;
  }

  /// "All this was the West's reply", "the move came in response to": what the sentences before told, of that side where there is any.
  std::vector<std::uint32_t> taken_up(const LinkCue& cue) {
    const std::uint32_t here = tree_.sentence_of(cue.word);
    const bool all = takes_up_all(cue);
    std::uint32_t first = here;  // of the paragraph, or of the one before where the cue opens its own
    while (first > 0 && (first == here || !document_.sentences[first].paragraph_begins)) --first;
    std::vector<std::uint32_t> out, others;
    for (std::uint32_t s = here; s-- > (all ? first : here > kVerbalReach ? here - kVerbalReach : 0);) {
      for (std::uint32_t e = 0; e < events_.size(); ++e) {
        if (!is_material(events_[e].type) || !told_in(e, s) || events_[e].status == EventStatus::kNegated) continue;
        const bool own = !cue.by || sides_.shares({*cue.by}, moves_[e].sources);
        auto& to = own ? out : others;
        if (std::find(to.begin(), to.end(), e) == to.end()) to.push_back(e);
      }
      if (!all && !(out.empty() && others.empty())) break;
    }
    return out.empty() ? others : out;
  }

  [[nodiscard]] bool takes_up_all(const LinkCue& cue) const {
    for (const WordId c : tree_.children(cue.word)) {
      if (lower(document_.words[c].form) == "all" && c < cue.word) return true;
    }
    return std::any_of(cue.answering.begin(), cue.answering.end(), [&](WordId w) {
      const std::string form = lower(document_.words[w].form);
      return document_.words[w].is(kPlur) || form == "all" || form == "these" || form == "those" || form == "they" ||
             (tree_.child(w, Rel::kDet) != kNoWord && lower(document_.words[tree_.child(w, Rel::kDet)].form) == "all");
    });
  }

  void by_cue(const LinkCue& cue) {
    for (const std::uint32_t a : answering(cue)) {
      if (events_[a].type == EventType::kConsult && cue.is_temporal) continue;
      if (events_[a].type == EventType::kReject && cue.cause.empty()) continue;  // what was said to the doer is answered, not what was done
      for (const std::uint32_t b : causes(cue, a)) add(a, b, cue.rule);
    }
  }

  std::vector<std::uint32_t> causes(const LinkCue& cue, std::uint32_t a) {
    std::vector<std::uint32_t> out;
    for (std::uint32_t b = 0; b < events_.size(); ++b) {
      if (b == a || by_same(a, b) || !lies_in_cause(b, cue)) continue;
      if (cue.is_request && events_[b].type != EventType::kRequest) continue;
      if (!fits(a, b)) continue;
      if (cue.is_temporal && !is_answer_in_time(a, b)) continue;
      out.push_back(b);
    }
    prefer_deeds(out, cue);
    if (!out.empty() || cue.is_temporal || cue.is_request) return out;
    for (const WordId c : cue.cause) {
      for (const std::uint32_t b : named_deeds(c, a)) {
        if (std::find(out.begin(), out.end(), b) == out.end()) out.push_back(b);
      }
    }
    if (cue.cause.empty() && out.empty()) out = deeds_before(a);
    return out;
  }

  /// Moves in a quarrel answer moves in a quarrel; what is friendly, or asks, answers what was asked or threatened.
  [[nodiscard]] bool fits(std::uint32_t a, std::uint32_t b) const {
    const EventType x = events_[a].type, y = events_[b].type;
    if (x == EventType::kRequest || x == EventType::kSupport || x == EventType::kConsult || x == EventType::kAgree || x == EventType::kAid || x == EventType::kCooperate) {
      return y == EventType::kRequest || y == EventType::kThreaten;
    }
    return is_conflict(y);
  }

  /// Beside what was done, that it was complained of is not what is answered.
  void prefer_deeds(std::vector<std::uint32_t>& all, const LinkCue&) const {
    const auto deed = [&](std::uint32_t e) { return is_material(events_[e].type); };
    if (std::any_of(all.begin(), all.end(), deed)) std::erase_if(all, [&](std::uint32_t e) { return !deed(e); });
  }

  /// "after", "over" join an answer and its occasion only where the sides are opposed and both are moves in a quarrel.
  [[nodiscard]] bool is_answer_in_time(std::uint32_t a, std::uint32_t b) const {
    const EventType t = events_[a].type;
    const bool moves = is_conflict(t) || t == EventType::kConcede || t == EventType::kRetreat || t == EventType::kAgree;
    if (!moves || t == EventType::kAccuse) return opposed(a, b) && is_material(events_[b].type) && is_conflict(t);
    if (opposed(a, b)) return true;
    // "recalled its envoy after three engineers were arrested": the one side is not said
    const bool unsaid = moves_[b].sources.empty() || moves_[b].targets.empty();
    return unsaid && !by_same(a, b) && is_material(t);
  }

  /// "NATO's actions", "the sanctions", "the expulsion": events that the noun takes up.
  std::vector<std::uint32_t> named_deeds(WordId noun, std::uint32_t a) {
    const Word& x = document_.words[noun];
    const bool charge = view_.lexicon->in_class(x.lemma, charge_);
    const bool plea = view_.lexicon->in_class(x.lemma, plea_);
    const bool deed = view_.lexicon->in_class(x.lemma, deed_);
    if (!charge && !deed && !plea) return {};
    const auto owner = owner_of(noun);
    std::vector<std::uint32_t> found;
    std::vector<std::uint32_t> like;
    for (std::uint32_t b = 0; b < events_.size(); ++b) {
      if (b == a || by_same(a, b) || events_[b].status == EventStatus::kNegated) continue;
      const EventType t = events_[b].type;
      if (deed && !charge && !is_material(t)) continue;
      if (!deed && charge && t != EventType::kAccuse) continue;
      if (!deed && !charge && t != EventType::kRequest && t != EventType::kAgree && t != EventType::kThreaten) continue;
      if (owner && !sides_.shares({*owner}, moves_[b].sources)) continue;
      if (!fits(a, b) || (!opposed(a, b) && !(owner && moves_[b].targets.empty()))) continue;
      found.push_back(b);
      if (says_the_same(x.lemma, b)) like.push_back(b);
    }
    if (!like.empty()) found = like;
    if (found.size() > 1 && !x.is(kPlur)) found = {nearest(found, noun)};
    return found;
  }

  [[nodiscard]] bool says_the_same(std::string_view noun, std::uint32_t e) const {
    const std::string_view measure = events_[e].measure;
    struct Pair { std::string_view noun, measure; };
    static constexpr Pair kPairs[] = {{"expulsion", "expel"}, {"expulsion", "withdraw-accreditation"}, {"closure", "close-post"}, {"closure", "close-border"}, {"suspension", "suspend"},
                                      {"sanction", "sanctions"}, {"sanction", "freeze-assets"}, {"sanction", "ban-entry"}, {"sanction", "embargo"}, {"ban", "ban-entry"},
                                      {"ban", "embargo"}, {"recall", "recall-envoy"}, {"withdrawal", "recall-envoy"}, {"withdrawal", "withdraw"}, {"round", "sanctions"}, {"round", "freeze-assets"},
                                      {"tariff", "sanctions"}, {"cut", "reduce-staff"}, {"ouster", "expel"}, {"ejection", "expel"}};
    for (const Pair& p : kPairs) {
      if (p.noun == noun && measure.find(p.measure) != std::string_view::npos) return true;
    }
    const std::string_view stem = noun.substr(0, 5);
    return std::any_of(moves_[e].heads.begin(), moves_[e].heads.end(), [&](WordId h) { return lower(document_.words[h].lemma).starts_with(stem); });
  }

  [[nodiscard]] std::optional<ActorId> owner_of(WordId noun) {
    for (const WordId c : tree_.children(noun)) {
      const Word& x = document_.words[c];
      const bool owns = x.subrel == SubRel::kPoss || x.rel == Rel::kAmod || x.rel == Rel::kCompound || ((x.rel == Rel::kNmod || x.rel == Rel::kObl) && (tree_.has_preposition(c, "by") || tree_.has_preposition(c, "of")));
      if (!owns) continue;
      if (const auto side = sides_.at(c)) return side;
    }
    return std::nullopt;
  }

  [[nodiscard]] WordId first_word(std::uint32_t e) const { return moves_[e].heads.empty() ? 0 : moves_[e].heads.front(); }

  [[nodiscard]] std::uint32_t nearest(const std::vector<std::uint32_t>& all, WordId to) const {
    const auto far = [&](std::uint32_t e) {
      WordId best = kNoWord;
      for (const WordId h : moves_[e].heads) best = std::min(best, h > to ? h - to + 100 : to - h);  // what comes later is farther
      return best;
    };
    return *std::min_element(all.begin(), all.end(), [&](std::uint32_t x, std::uint32_t y) { return far(x) < far(y); });
  }

  /// "in kind", "hit back": the last deeds of the other side against the doer, told in one sentence before; else the ones told as earlier.
  std::vector<std::uint32_t> deeds_before(std::uint32_t a) {
    std::vector<std::uint32_t> candidates;
    for (std::uint32_t b = 0; b < events_.size(); ++b) {
      if (opposed(a, b) && fits(a, b) && is_conflict(events_[b].type) && events_[b].status != EventStatus::kNegated && !contradicts_time(a, b)) candidates.push_back(b);
    }
    prefer_deeds(candidates, {});
    if (candidates.empty()) return {};
    const WordId here = moves_[a].heads.empty() ? 0 : moves_[a].heads.front();
    const std::uint32_t last = nearest(candidates, here);
    const std::uint32_t sentence = tree_.sentence_of(nearest_head(last, here));
    std::erase_if(candidates, [&](std::uint32_t b) { return !told_in(b, sentence) || !by_same(b, last); });
    return candidates;
  }

  [[nodiscard]] WordId nearest_head(std::uint32_t e, WordId to) const {
    WordId best = first_word(e);
    const auto far = [&](WordId h) { return h > to ? h - to + 100 : to - h; };
    for (const WordId h : moves_[e].heads) {
      if (far(h) < far(best)) best = h;
    }
    return best;
  }

  // ---- verbal answers

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
    if (accepts) wanted = {EventType::kRequest};
    else if (about(a, charge_)) wanted = {EventType::kAccuse};
    else if (about(a, plea_)) wanted = {EventType::kRequest, EventType::kAgree, EventType::kThreaten};
    else if (about(a, threat_)) wanted = {EventType::kThreaten};
    else if (denies || is_quoted_retort(a)) wanted = {EventType::kAccuse};
    else if (says_one_of(a, {"refuse", "decline", "turn", "veto"})) wanted = {EventType::kRequest}, reach = 1;
    else wanted = {EventType::kRequest, EventType::kAccuse}, reach = 1;
    const auto found = said_before(a, wanted, reach);
    if (!found) return;
    add(a, *found, accepts ? "accepts what was asked" : wanted.front() == EventType::kAccuse ? "denies the charge" : "rejects the demand");
  }

  /// The nearest of the wanted kinds that was said to the doer; the first kind before the others, near before far.
  std::optional<std::uint32_t> said_before(std::uint32_t a, const std::vector<EventType>& wanted, std::uint32_t reach) {
    for (const EventType type : wanted) {
      std::vector<std::uint32_t> near, far;
      for (std::uint32_t b = 0; b < events_.size(); ++b) {
        if (a == b || events_[b].type != type || events_[b].status == EventStatus::kNegated || by_same(a, b) || moves_[a].sources.empty()) continue;
        const bool to_doer = sides_.shares(moves_[a].sources, moves_[b].targets);
        const bool back = sides_.shares(moves_[a].targets, moves_[b].sources);
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
        std::erase_if(near, [&](std::uint32_t b) { return first_word(b) > moves_[a].heads.back() && tree_.sentence_of(first_word(b)) != tree_.sentence_of(moves_[a].heads.back()); });
      }
      if (!near.empty()) return nearest(near, moves_[a].heads.front());
      if (!far.empty()) return nearest(far, moves_[a].heads.front());
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
    if ((t != EventType::kReject && t != EventType::kAccuse) || !events_[a].responds_to.empty()) return;
    for (const WordId h : moves_[a].heads) {
      WordId noun = h;
      if (document_.words[h].upos != Upos::kNoun) {
        WordId relative = h;
        while (relative != kNoWord && document_.words[relative].rel != Rel::kAcl) relative = document_.words[relative].head;
        if (relative == kNoWord || document_.words[relative].subrel != SubRel::kRelcl) continue;
        noun = document_.words[relative].head;
      }
      if (noun == kNoWord || !view_.lexicon->in_class(document_.words[noun].lemma, deed_)) continue;
      const Rel r = document_.words[noun].rel;
      const bool in_a_move = r == Rel::kObl && tree_.has_preposition(noun, "in");
      if (!in_a_move && r != Rel::kAppos && r != Rel::kParataxis) continue;
      const WordId clause = document_.words[noun].head;
      for (std::uint32_t b = 0; b < events_.size(); ++b) {
        if (b == a || by_same(a, b) || moves_[b].sources.empty()) continue;
        const bool there = std::any_of(moves_[b].heads.begin(), moves_[b].heads.end(), [&](WordId o) {
          return tree_.sentence_of(o) == tree_.sentence_of(h) && !tree_.within(o, noun) && (tree_.within(o, clause) || tree_.within(clause, o));
        });
        if (there) add(a, b, "said of what the sentence tells");
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

  /// "It added that an accord would be suspended": further measures of the same doer, told in the next sentences as of the same
  /// time, answer what the first one is said to answer.
  void same_package() {
    const std::vector<Event> told = events_;
    for (std::uint32_t a = 0; a < events_.size(); ++a) {
      if (!is_measure(a) || !events_[a].responds_to.empty() || moves_[a].heads.empty()) continue;
      for (std::uint32_t first = 0; first < told.size(); ++first) {
        if (first == a || !is_measure(first) || told[first].responds_to.empty() || moves_[first].heads.empty()) continue;
        if (!by_same(a, first) || !sides_.shares(moves_[a].targets, moves_[first].targets)) continue;
        if (moves_[a].is_earlier != moves_[first].is_earlier || !same_time(a, first)) continue;
        const std::uint32_t here = tree_.sentence_of(moves_[a].heads.front()), there = tree_.sentence_of(moves_[first].heads.front());
        if (here < there || here > there + kPackageReach) continue;
        for (std::size_t k = 0; k < told[first].responds_to.size(); ++k) add(a, told[first].responds_to[k], "one package with an answer");
      }
    }
  }
  /// "NATO also halved the team": what the other side did to the doer in one go, told in the sentence of what is answered or the one
  /// behind it, is answered with it.
  void same_occasion() {
    const std::vector<Event> told = events_;
    for (std::uint32_t a = 0; a < events_.size(); ++a) {
      if (!is_measure(a)) continue;
      for (std::size_t k = 0; k < told[a].responds_to.size(); ++k) {
        const std::uint32_t first = told[a].responds_to[k];
        if (!is_measure(first) || told[a].responds_rule[k] == kMirrorRule) continue;
        for (std::uint32_t b = 0; b < events_.size(); ++b) {
          if (b == first || !is_measure(b) || !by_same(b, first) || !opposed(a, b) || !same_time(b, first)) continue;
          if (!is_told_beside(b, first)) continue;
          add(a, b, "one occasion with what is answered");
        }
      }
    }
  }
  /// Some telling of b stands in the sentence of some telling of `first`, or in the next one.
  [[nodiscard]] bool is_told_beside(std::uint32_t b, std::uint32_t first) const {
    return std::any_of(moves_[b].heads.begin(), moves_[b].heads.end(), [&](WordId h) {
      const std::uint32_t here = tree_.sentence_of(h);
      return told_in(first, here) || (here > 0 && told_in(first, here - 1) && !document_.sentences[here].paragraph_begins);
    });
  }
  [[nodiscard]] bool is_measure(std::uint32_t e) const {
    const Event& x = events_[e];
    return x.type == EventType::kSanction && (x.status == EventStatus::kDone || x.status == EventStatus::kAnnounced);
  }
  [[nodiscard]] bool same_time(std::uint32_t a, std::uint32_t b) const {
    const auto& x = events_[a].date;
    const auto& y = events_[b].date;
    return !x || !y || (x->from <= y->to && y->from <= x->to);
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
            for (const std::uint32_t b : named_deeds(c, a)) add(a, b, "a protest against what was done");
          }
        }
      }
    }
    if (e.measure != "protest-note" && e.measure != "summon-envoy") return;
    if (!e.responds_to.empty() || moves_[a].targets.empty()) return;
    for (const std::uint32_t b : deeds_before(a)) {
      if (is_material(events_[b].type)) add(a, b, "a protest against what was done");
    }
  }

  // ---- mirror images

  void mirror(std::uint32_t a) {
    const Event& e = events_[a];
    const int family = family_of(e.measure);
    if (family < 0 || !e.responds_to.empty() || (e.status != EventStatus::kDone && e.status != EventStatus::kAnnounced)) return;
    for (std::uint32_t b = 0; b < events_.size(); ++b) {
      const Event& o = events_[b];
      if (a == b || family_of(o.measure) != family || o.status != EventStatus::kDone) continue;
      if (!sides_.shares(moves_[a].sources, moves_[b].targets) || !sides_.shares(moves_[a].targets, moves_[b].sources)) continue;
      if (!is_later(a, b)) continue;
      add(a, b, kMirrorRule);
    }
  }

  /// a comes after b, and within weeks: by dates, else by "had", "earlier", "already" in b's telling.
  [[nodiscard]] bool is_later(std::uint32_t a, std::uint32_t b) const {
    const auto& x = events_[a].date;
    const auto& y = events_[b].date;
    if (x && y && !x->is_inferred && !y->is_inferred) {
      if (x->from.since_1970 - y->to.since_1970 > kMirrorDays) return false;
      if (y->to < x->from || (y->from < x->from && y->to < x->to)) return true;
      if (!(x->from == y->from && x->to == y->to)) return false;
    }
    return moves_[b].is_earlier && !moves_[a].is_earlier;
  }

  const Tree& tree_;
  const Document& document_;
  const ArticleView& view_;
  std::vector<Event>& events_;
  Principals sides_;
  ClassId deed_ = kNoClass, charge_ = kNoClass, plea_ = kNoClass, threat_ = kNoClass, protest_ = kNoClass, accept_ = kNoClass, deny_ = kNoClass;
  std::vector<Move> moves_;
};

}  // namespace

void link_events(const ArticleView& view, std::vector<Event>& events) { Linker(view, events).link(); }

}  // namespace demarche
