// Who answers whom. Three kinds of evidence: words that say so (link_cues), verbal answers to what was said to one (verbal_links),
// and mirror images: the like measure the other way round within days. Relies on moves. Door: link_events.
#include <algorithm>

#include "base/utf8.h"
#include "coding/coding.h"
#include "coding/link_cues.h"
#include "coding/moves.h"

namespace demarche {
namespace {

constexpr int kMirrorDays = 21;            // an answer in kind comes within three weeks
constexpr std::uint32_t kPackageReach = 3; // sentences behind the answer in which further measures are one package with it
constexpr std::uint32_t kAllegedReach = 6; // sentences behind an accusation in which what is alleged is told
constexpr std::uint32_t kBackReach = 4;    // sentences back in which "this" finds what it takes up
constexpr std::string_view kMirrorRule = "the like measure the other way round";

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
      : tree_(*view.tree), document_(tree_.document()), view_(view), events_(events), moves_(view, events) {}

  void link() {
    for (const LinkCue& cue : find_link_cues(tree_, *view_.lexicon, *view_.arguments, moves_.sides())) by_cue(cue);
    link_verbal_answers(view_, moves_);
    link_reactions(view_, moves_);
    same_package();
    same_occasion();
    for (std::uint32_t a = 0; a < events_.size(); ++a) mirror(a);
    spark();
    for (Event& e : events_) Moves::order(e);
  }

 private:
  // ---- what words say

  /// The first verb of a coordination, up from any of its members: "suspended … and ordered … after …" answers as a whole.
  [[nodiscard]] WordId whole(WordId w) const {
    for (int steps = 0; steps < 16; ++steps) {
      const Word& x = document_.words[w];
      if (x.head == kNoWord || x.rel != Rel::kConj || document_.words[x.head].upos != Upos::kVerb) break;
      if (tree_.child(w, Rel::kNsubj) != kNoWord) break;  // "Canada expelled one, and India threw out another in return"
      w = x.head;
    }
    return w;
  }

  [[nodiscard]] bool lies_in_cause(std::uint32_t e, const LinkCue& cue) const {
    return std::any_of(cue.cause.begin(), cue.cause.end(), [&](WordId c) {
      // a cause that is itself the clause around the answer is no shelter for the answer
      const bool around = std::any_of(cue.answering.begin(), cue.answering.end(), [&](WordId a) { return tree_.within(a, c); });
      if (!around) return moves_.told_within(e, c);
      return std::any_of(moves_[e].heads.begin(), moves_[e].heads.end(), [&](WordId h) {
        return tree_.within(h, whole(c)) && std::none_of(cue.answering.begin(), cue.answering.end(), [&](WordId a) { return tree_.within(h, a); });
      });
    });
  }

  std::vector<std::uint32_t> answering(const LinkCue& cue) {
    std::vector<std::uint32_t> out;
    for (const std::uint32_t e : moves_.in_sentence(tree_.sentence_of(cue.word))) {
      if (lies_in_cause(e, cue)) continue;
      if (cue.by && !moves_[e].sources.empty() && !moves_.sides().shares({*cue.by}, moves_[e].sources)) continue;
      const bool answers = std::any_of(cue.answering.begin(), cue.answering.end(), [&](WordId a) {
        const WordId top = whole(a);
        return std::any_of(moves_[e].heads.begin(), moves_[e].heads.end(), [&](WordId h) { return tree_.within(h, top) && in_clause(h, top, cue); });
      });
      if (answers) out.push_back(e);
    }
    if (out.empty() && cue.is_back_reference) out = taken_up(cue);
    if (out.empty() && cue.rule == "responds by" && cue.cause.empty()) out = announced(cue);
    return out;
  }

  /// "Minsk struck back within the hour. It recalled its ambassador …": the answer is told in the next sentence.
  std::vector<std::uint32_t> announced(const LinkCue& cue) {
    const std::uint32_t here = tree_.sentence_of(cue.word);
    const auto& told = moves_.in_sentence(here);
    const bool only_itself = std::all_of(told.begin(), told.end(), [&](std::uint32_t e) { return moves_.told_within(e, cue.word) && !is_material(events_[e].type); });
    if (!only_itself || here + 1 >= document_.sentences.size()) return {};
    if (!cue.by) return announced_by_several(here);
    std::vector<std::uint32_t> out;
    for (const std::uint32_t e : moves_.in_sentence(here + 1)) {
      if (!is_material(events_[e].type) || (cue.by && !moves_.sides().shares({*cue.by}, moves_[e].sources))) continue;
      out.push_back(e);
    }
    return out;
  }

  /// "The neighbours answered quickly. Togo recalled its envoy, … Ghana …": what the rest of the paragraph tells.
  std::vector<std::uint32_t> announced_by_several(std::uint32_t here) {
    std::vector<std::uint32_t> out;
    for (std::uint32_t s = here + 1; s < document_.sentences.size() && !document_.sentences[s].paragraph_begins && s <= here + kPackageReach; ++s) {
      for (const std::uint32_t e : moves_.in_sentence(s)) {
        const EventType t = events_[e].type;
        if ((is_material(t) || t == EventType::kReject || t == EventType::kAccuse) && std::find(out.begin(), out.end(), e) == out.end()) out.push_back(e);
      }
    }
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
    for (std::uint32_t s = here; s-- > (all ? first : here > kBackReach ? here - kBackReach : 0);) {
      for (const std::uint32_t e : moves_.in_sentence(s)) {
        if (!is_material(events_[e].type) || events_[e].status == EventStatus::kNegated) continue;
        const bool own = !cue.by || moves_.sides().shares({*cue.by}, moves_[e].sources);
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
      if (cue.is_sequel) {
        sequel(a, cue);
        continue;
      }
      if (events_[a].type == EventType::kConsult && cue.is_temporal) continue;
      if (!cue.by && cue.cause.empty() && tree_.sentence_of(cue.word) != tree_.sentence_of(moves_.first_word(a))) {  // several answer what all have heard of
        if (const auto coup = moves_.coup_in_target(a)) {
          moves_.add(a, *coup, cue.rule);
          continue;
        }
      }
      if (events_[a].type == EventType::kReject && cue.cause.empty()) continue;  // what was said to the doer is answered, not what was done
      for (const std::uint32_t b : causes(cue, a)) moves_.add(a, b, cue.rule);
      if (cue.is_temporal && events_[a].responds_to.empty()) for_what_it_alleges(a, cue);
    }
  }

  /// "shut its border after the neighbour's soldiers were accused of flogging traders": what is alleged is what is answered.
  void for_what_it_alleges(std::uint32_t a, const LinkCue& cue) {
    if (!is_material(events_[a].type)) return;
    const std::uint32_t here = tree_.sentence_of(cue.word);
    for (const std::uint32_t own : moves_.in_sentence(here)) {
      const bool accuses = events_[own].type == EventType::kAccuse && lies_in_cause(own, cue);
      if (!accuses || !moves_.by_same(a, own) || !moves_.sides().shares(moves_[a].targets, moves_[own].targets)) continue;
      for (std::uint32_t b = 0; b < events_.size(); ++b) {
        if (!is_material(events_[b].type) || (events_[b].status != EventStatus::kAlleged && events_[b].status != EventStatus::kDenied) || !moves_.opposed(a, b)) continue;
        const std::uint32_t there = tree_.sentence_of(moves_.first_word(b));
        if (there >= here && there <= here + kAllegedReach) moves_.add(a, b, "after what it accuses the other side of");
      }
    }
  }

  /// "Algeria cut ties. Morocco closed its embassy three days later": a measure against a measure just told.
  void sequel(std::uint32_t a, const LinkCue& cue) {
    if (!is_material(events_[a].type) || !events_[a].responds_to.empty()) return;
    const std::uint32_t here = tree_.sentence_of(cue.word);
    for (const std::uint32_t b : moves_.deeds_before(a)) {
      const WordId told = moves_.nearest_head(b, cue.word);
      if (!is_material(events_[b].type) || told > cue.word || told > moves_.nearest_head(a, cue.word) || tree_.sentence_of(told) + kBackReach < here) continue;
      if (events_[b].status == EventStatus::kDone) moves_.add(a, b, cue.rule);
    }
  }

  std::vector<std::uint32_t> causes(const LinkCue& cue, std::uint32_t a) {
    std::vector<std::uint32_t> out;
    for (const std::uint32_t b : moves_.in_sentence(tree_.sentence_of(cue.word))) {
      if (b == a || moves_.by_same(a, b) || !lies_in_cause(b, cue)) continue;
      if (cue.is_request && events_[b].type != EventType::kRequest) continue;
      const bool slighted = is_slighted(a, b, cue);
      if (!slighted && !moves_.fits(a, b)) continue;
      if (cue.is_temporal && !slighted && !is_answer_in_time(a, b)) continue;
      out.push_back(b);
    }
    moves_.prefer_deeds(out);
    if (cue.is_temporal && out.empty()) {  // "because of the coup", told before
      for (const WordId c : cue.cause) {
        for (const std::uint32_t b : moves_.taken_up(c, a)) {
          if (is_conflict(events_[a].type) && is_material(events_[b].type)) out.push_back(b);
        }
      }
    }
    if (!out.empty() || cue.is_temporal || cue.is_request) return out;
    for (const WordId c : cue.cause) {
      for (const std::uint32_t b : moves_.named_deeds(c, a)) {
        if (std::find(out.begin(), out.end(), b) == out.end()) out.push_back(b);
      }
    }
    if (cue.cause.empty() && out.empty()) out = moves_.deeds_before(a);
    return out;
  }

  /// "after", "over" join an answer and its occasion only where the sides are opposed and both are moves in a quarrel.
  [[nodiscard]] bool is_answer_in_time(std::uint32_t a, std::uint32_t b) {
    const EventType t = events_[a].type;
    const bool moves = is_conflict(t) || t == EventType::kConcede || t == EventType::kRetreat || t == EventType::kAgree;
    if (!moves || t == EventType::kAccuse) return moves_.opposed(a, b) && is_material(events_[b].type) && is_conflict(t);
    if (moves_.opposed(a, b)) return true;
    if (moves_.hits_back(a, b)) {  // what the other side did to somebody else, or to its own people
      const EventType o = events_[b].type;
      return is_conflict(t) ? is_material(o) : o == EventType::kRetreat || o == EventType::kConcede;
    }
    // "recalled its envoy after three engineers were arrested": the one side is not said
    const bool unsaid = moves_[b].sources.empty() || moves_[b].targets.empty();
    return unsaid && !moves_[a].sources.empty() && !moves_.by_same(a, b) && is_material(t) && !moves_.sides().shares(moves_[a].targets, moves_[b].targets);
  }

  /// "recalled its envoy after Peru recognised Kosovo": a diplomatic measure against a friendly act of the other side towards a third.
  [[nodiscard]] bool is_slighted(std::uint32_t a, std::uint32_t b, const LinkCue& cue) {
    const Event& e = events_[a];
    const bool said = !cue.is_temporal && !cue.is_request;  // "the recognition drew a rebuke": words that leave no doubt
    const bool diplomatic = said ? is_conflict(e.type) : !e.measure.empty() && (moves_.is_measure(a) || e.type == EventType::kAccuse);
    const EventType o = events_[b].type;
    const bool friendly = o == EventType::kSupport || o == EventType::kConsult || o == EventType::kAgree || o == EventType::kAid;
    const bool of_mine = events_[b].measure == "recognise";  // a part of the doer's own country, by another's leave
    return diplomatic && friendly && events_[b].status == EventStatus::kDone && moves_.hits_back(a, b) && (of_mine || !moves_.sides().shares(moves_[a].sources, moves_[b].targets));
  }

  // ---- what goes together

  /// "It added that an accord would be suspended": further measures of the same doer, told in the next sentences as of the same
  /// time, answer what the first one is said to answer.
  void same_package() {
    const std::vector<Event> told = events_;
    for (std::uint32_t a = 0; a < events_.size(); ++a) {
      const bool is_measure = moves_.is_measure(a) || (events_[a].type == EventType::kSanction && events_[a].status == EventStatus::kPlanned);
      if (!is_measure || !events_[a].responds_to.empty() || moves_[a].heads.empty()) continue;
      for (std::uint32_t first = 0; first < told.size(); ++first) {
        if (first == a || !moves_.is_measure(first) || told[first].responds_to.empty() || moves_[first].heads.empty()) continue;
        if (!moves_.by_same(a, first) || !moves_.sides().shares(moves_[a].targets, moves_[first].targets)) continue;
        if (moves_[a].is_earlier != moves_[first].is_earlier || !moves_.same_time(a, first)) continue;
        const std::uint32_t here = tree_.sentence_of(moves_[a].heads.front()), there = tree_.sentence_of(moves_[first].heads.front());
        if (here < there || here > there + kPackageReach) continue;
        for (std::size_t k = 0; k < told[first].responds_to.size(); ++k) moves_.add(a, told[first].responds_to[k], "one package with an answer");
      }
    }
  }
  /// "NATO also halved the team": what the other side did to the doer in one go, told in the sentence of what is answered or the one
  /// behind it, is answered with it.
  void same_occasion() {
    const std::vector<Event> told = events_;
    for (std::uint32_t a = 0; a < events_.size(); ++a) {
      if (!moves_.is_measure(a) && events_[a].type != EventType::kThreaten) continue;
      for (std::size_t k = 0; k < told[a].responds_to.size(); ++k) {
        const std::uint32_t first = told[a].responds_to[k];
        if (!moves_.is_measure(first) || told[a].responds_rule[k] == kMirrorRule) continue;
        for (std::uint32_t b = 0; b < events_.size(); ++b) {
          if (b == first || !moves_.is_measure(b) || !moves_.by_same(b, first) || !moves_.opposed(a, b) || !moves_.same_time(b, first)) continue;
          if (!is_told_beside(b, first)) continue;
          moves_.add(a, b, "one occasion with what is answered");
        }
      }
    }
  }
  /// Some telling of b stands in the sentence of some telling of `first`, or in one beside it in its paragraph.
  [[nodiscard]] bool is_told_beside(std::uint32_t b, std::uint32_t first) const {
    return std::any_of(moves_[b].heads.begin(), moves_[b].heads.end(), [&](WordId h) {
      const std::uint32_t here = tree_.sentence_of(h);
      const auto next_to = [&](std::uint32_t there) { return there > 0 && there < document_.sentences.size() && !document_.sentences[there].paragraph_begins; };
      return moves_.told_in(first, here) || (next_to(here) && moves_.told_in(first, here - 1)) || (next_to(here + 1) && moves_.told_in(first, here + 1));
    });
  }
  // ---- the spark

  /// "Somalia cut ties a day after Kenya recognised …" leads the report: what others do or say against Kenya in it is about that deed.
  void spark() {
    constexpr std::uint32_t kLead = 3;  // sentences, a dateline among them
    constexpr int kDays = 14;
    const auto& published = document_.article->published;
    std::optional<std::uint32_t> first;
    std::uint32_t victim = 0;  // whose answer leads the report
    for (std::uint32_t a = 0; a < events_.size() && !first; ++a) {
      if (moves_[a].heads.empty() || tree_.sentence_of(moves_.first_word(a)) >= kLead || !is_conflict(events_[a].type)) continue;
      for (const std::uint32_t b : events_[a].responds_to) {
        const bool told_here = !moves_[b].heads.empty() && tree_.sentence_of(moves_.first_word(b)) < kLead;
        const bool abroad = !moves_.sides().shares(moves_[a].sources, moves_[b].sources) && !moves_.sides().shares(moves_[b].sources, moves_[b].targets);
        if (told_here && abroad && !moves_[b].sources.empty() && events_[b].responds_to.empty() && events_[b].status == EventStatus::kDone) first = b, victim = a;
      }
    }
    if (!first) return;
    for (std::uint32_t a = 0; a < events_.size(); ++a) {
      const Event& e = events_[a];
      const bool measure = moves_.is_measure(a) && !e.measure.empty();
      const bool judged = (e.type == EventType::kAccuse || e.type == EventType::kThreaten) && !moves_.sides().shares(moves_[a].sources, moves_[victim].sources);
      if (a == *first || e.entry == "construction" || !(measure || judged) || !e.responds_to.empty() || moves_[a].heads.empty() || moves_[a].is_earlier) continue;
      if (e.status == EventStatus::kNegated || e.status == EventStatus::kAlleged || e.status == EventStatus::kDenied) continue;
      if (moves_.first_word(a) <= moves_.first_word(*first) || !moves_.hits_back(a, *first)) continue;
      const auto &x = e.date, &y = events_[*first].date;
      if (x && y && (x->to < y->from || x->from.since_1970 - y->to.since_1970 > kDays)) continue;
      if (x && !x->is_inferred && published && published->since_1970 - x->to.since_1970 > kDays / 2) continue;  // what the report digs out again
      moves_.add(a, *first, "about the deed that the report begins with");
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
      if (!moves_.sides().shares(moves_[a].sources, moves_[b].targets) || !moves_.sides().shares(moves_[a].targets, moves_[b].sources)) continue;
      if (!is_later(a, b)) continue;
      moves_.add(a, b, kMirrorRule);
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
      // of two on one day, told in sentences of their own, the news of the first goes before
      if (moves_[a].heads.empty() || moves_[b].heads.empty()) return false;
      if (!moves_[a].is_earlier && tree_.sentence_of(moves_.first_word(b)) < tree_.sentence_of(moves_.first_word(a))) return true;
    }
    return moves_[b].is_earlier && !moves_[a].is_earlier;
  }

  const Tree& tree_;
  const Document& document_;
  const ArticleView& view_;
  std::vector<Event>& events_;
  Moves moves_;
};

}  // namespace

void link_events(const ArticleView& view, std::vector<Event>& events) { Linker(view, events).link(); }

}  // namespace demarche
