// What a sentence tells by pointing at a move told before: "Germany has done likewise", "Riga did the same to the Belarusians", "it
// would not follow suit", "had not responded in kind"; and what it leaves out because it was just said: "France did not", "so did
// Latvia", "Berlin has yet to", "Pakistan followed with five Indians", "and Sweden $2 million". The move is the earlier one's, by
// another side. Door: code_echoes().
#include <algorithm>
#include <string_view>

#include "coding/alike.h"
#include "coding/coding.h"

namespace demarche {
namespace {

/// Whether the copied move goes where the first one went, or back at who made it; kSaid: "made the same request"; kSo: "did so".
enum class Echo : std::uint8_t { kNone, kAlike, kBack, kSaid, kSo };

/// A clause whose verb was left out: who does it, and what else the clause says.
struct Gap {
  WordList doers;
  WordId amount = kNoWord;    ///< "… and Sweden $2 million"
  bool is_negated = false;    ///< "France did not", "has yet to"
  bool is_ahead = false;      ///< "Jordan is expected to", "Uganda will"
  bool same_sentence = false;  ///< the move stands in its own sentence
};

class Echoes {
 public:
  Echoes(const ArticleView& view, std::vector<Event>& events) : view_(view), tree_(*view.tree), document_(tree_.document()), events_(events) {}

  void run() {
    std::vector<Event> found;
    for (WordId w = 0; w < document_.words.size(); ++w) {
      const std::vector<Gap> gaps = gaps_at(w);
      for (const Gap& gap : gaps) {
        if (auto event = left_out(w, gap)) found.push_back(std::move(*event));
      }
      if (!gaps.empty()) continue;
      if (document_.words[w].upos != Upos::kVerb) continue;
      const Echo echo = echo_at(w);
      if (echo == Echo::kNone) continue;
      if (auto event = told(w, echo)) found.push_back(std::move(*event));
    }
    for (Event& e : found) {
      const bool is_spelt_out = std::any_of(events_.begin(), events_.end(), [&](const Event& o) {
        return o.type == e.type && !touches(o, e) && o.sentences == e.sentences && shares(o.source, e.source);
      });
      if (is_spelt_out) continue;  // "Panama followed suit, telling the consul to go"
      std::erase_if(events_, [&](const Event& o) { return touches(o, e) && (o.source.empty() || shares(o.source, e.source)); });  // its words read by themselves
      const auto after = std::find_if(events_.begin(), events_.end(), [&](const Event& o) { return begin_of(o) > begin_of(e); });
      events_.insert(after, std::move(e));
    }
  }

 private:
  static std::uint32_t begin_of(const Event& e) { return e.trigger.empty() ? 0 : e.trigger.front().begin; }
  [[nodiscard]] const Actor& actor(ActorId a) const { return view_.mentions->actors()[a]; }
  [[nodiscard]] bool shares(const std::vector<ActorId>& a, const std::vector<ActorId>& b) const { return share_side(a, b, view_.mentions->actors()); }

  static bool touches(const Event& a, const Event& b) {
    return std::any_of(a.trigger.begin(), a.trigger.end(), [&](Span s) { return b.trigger.front().begin < s.end && s.begin < b.trigger.front().end; });
  }

  template <std::size_t N>
  static bool is_one_of(std::string_view word, const std::string_view (&all)[N]) {
    return std::find(std::begin(all), std::end(all), word) != std::end(all);
  }

  [[nodiscard]] Echo echo_at(WordId v) const {
    static constexpr std::string_view kSaying[] = {"make", "issue", "voice", "repeat", "raise", "send"};
    static constexpr std::string_view kSaid[] = {"request", "demand", "appeal", "call", "offer", "accusation", "charge", "threat", "complaint", "promise", "pledge", "warning"};
    static constexpr std::string_view kAnswer[] = {"respond", "reply", "retaliate", "answer", "reciprocate", "react"};
    static constexpr std::string_view kModel[] = {"suit", "example", "lead"};
    static constexpr std::string_view kAct[] = {"do", "take", "act", "respond", "adopt"};
    static constexpr std::string_view kStep[] = {"step", "measure", "action", "move", "thing", "decision"};
    const std::string_view verb = document_.words[v].lemma;
    for (const WordId c : tree_.children(v)) {
      const Word& x = document_.words[c];
      if (is_one_of(verb, kAnswer) && x.lemma == "kind" && tree_.has_preposition(c, "in")) return Echo::kBack;
      if (verb == "reciprocate" && tree_.child(v, Rel::kObj) == kNoWord && view_.arguments->with_preposition(v, "by").empty() && view_.arguments->with_preposition(v, "with").empty()) return Echo::kBack;
      if (verb == "follow" && x.rel == Rel::kObj && is_one_of(x.lemma, kModel)) return Echo::kAlike;
      if (is_one_of(verb, kSaying) && x.rel == Rel::kObj && is_one_of(x.lemma, kSaid)) {
        for (const WordId d : tree_.children(c)) {
          if (document_.words[d].lemma == "same" || document_.words[d].lemma == "similar") return Echo::kSaid;
        }
      }
      if (!is_one_of(verb, kAct)) continue;
      if (verb == "do" && x.rel == Rel::kAdvmod && x.lemma == "so") return Echo::kSo;
      if (x.rel == Rel::kAdvmod && (x.lemma == "likewise" || x.lemma == "similarly")) return Echo::kAlike;
      if (x.rel != Rel::kObj) continue;
      if (verb == "do" && x.lemma == "same") return Echo::kAlike;
      if (!is_one_of(x.lemma, kStep)) continue;
      for (const WordId d : tree_.children(c)) {
        if (document_.words[d].lemma == "same" || document_.words[d].lemma == "similar") return Echo::kAlike;
      }
    }
    return Echo::kNone;
  }

  // ---- clauses that leave their verb out

  [[nodiscard]] bool has_child(WordId w, std::string_view lemma) const {
    const auto children = tree_.children(w);
    return std::any_of(children.begin(), children.end(), [&](WordId c) { return document_.words[c].lemma == lemma; });
  }

  [[nodiscard]] std::vector<Gap> gaps_at(WordId w) const {
    if (auto all = tally(w); !all.empty()) return all;
    for (const auto kind : {&Echoes::stranded, &Echoes::bare_to, &Echoes::follower, &Echoes::gapped}) {
      if (auto gap = (this->*kind)(w)) return {*gap};
    }
    return {};
  }

  /// "Qatar gave $20 million, followed by Kuwait with $15 million and Oman with $2 million".
  [[nodiscard]] std::vector<Gap> tally(WordId w) const {
    const Word& v = document_.words[w];
    std::vector<Gap> out;
    if (v.lemma != "follow" || v.upos != Upos::kVerb || !tree_.is_passive(w)) return out;
    for (WordId k = w + 2; k + 1 < tree_.sentence(w).end && document_.words[w + 1].lemma == "by"; ++k) {
      const Word& with = document_.words[k + 1];
      if (with.lemma != "with" || with.head == kNoWord || document_.words[k].upos != Upos::kPropn || parties({k}).empty()) continue;
      Gap gap;
      gap.doers = {k};
      gap.amount = with.head;
      gap.same_sentence = true;
      out.push_back(std::move(gap));
    }
    return out;
  }

  /// "France did not", "so did Latvia", "as has Kenya", "but Greece did", "Uganda will not": an auxiliary without its verb.
  [[nodiscard]] std::optional<Gap> stranded(WordId w) const {
    static constexpr std::string_view kAux[] = {"do", "have", "will", "would", "can", "could"};
    static constexpr std::string_view kBeside[] = {"not", "so", "too", "either", "neither", "nor", "also", "never", "likewise", "yet", "but", "and", "as", "soon", "n't", "n’t", "though", "however"};
    const Word& v = document_.words[w];
    if ((v.upos != Upos::kVerb && v.upos != Upos::kAux) || !is_one_of(v.lemma, kAux)) return std::nullopt;
    if (v.rel != Rel::kRoot && v.rel != Rel::kConj && v.rel != Rel::kParataxis && v.rel != Rel::kAdvcl) return std::nullopt;
    Gap gap;
    WordId behind = kNoWord;
    bool points_back = false;
    for (const WordId c : tree_.children(w)) {
      const Word& x = document_.words[c];
      if (x.rel == Rel::kPunct || x.rel == Rel::kConj || x.rel == Rel::kParataxis) continue;
      if (x.rel == Rel::kNsubj && c < w) gap.doers.push_back(c);
      else if ((x.rel == Rel::kNsubj || x.rel == Rel::kObj) && c > w) behind = c;
      else if (is_one_of(x.lemma, kBeside)) {
        if (x.lemma == "not" || x.lemma == "never" || x.lemma == "nor" || x.lemma == "neither" || x.form == "n't" || x.form == "n’t") gap.is_negated = true;
        points_back = points_back || x.lemma == "so" || x.lemma == "as" || x.lemma == "nor" || x.lemma == "neither";
      } else if (x.rel != Rel::kObl && x.rel != Rel::kAdvmod) {
        return std::nullopt;
      }
      if (x.rel == Rel::kXcomp || x.rel == Rel::kCcomp) return std::nullopt;
    }
    if (behind != kNoWord && (!points_back || !gap.doers.empty())) return std::nullopt;  // "did its best"
    if (behind != kNoWord) gap.doers.push_back(behind);
    if (v.lemma == "have" && behind == kNoWord && !gap.is_negated && !points_back) return std::nullopt;
    gap.is_ahead = v.lemma == "will";
    if (gap.doers.empty()) return std::nullopt;
    return gap;
  }

  /// "Berlin has yet to", "Jordan is expected to", "Mali refused to": an infinitive of which only "to" is said.
  [[nodiscard]] std::optional<Gap> bare_to(WordId w) const {
    static constexpr std::string_view kAhead[] = {"expect", "plan", "intend", "promise", "vow", "pledge", "want", "hope", "about", "likely", "due", "set", "ready"};
    static constexpr std::string_view kNot[] = {"refuse", "decline", "yet", "have", "fail"};
    const Word& v = document_.words[w];
    const auto is_bare = [&](WordId c) {
      const Word& x = document_.words[c];
      const WordId next = c + 1;
      return x.lemma == "to" && x.upos == Upos::kPart && tree_.children(c).empty() && x.rel == Rel::kXcomp && next < tree_.sentence(c).end && document_.words[next].upos == Upos::kPunct;
    };
    const auto children = tree_.children(w);
    if (std::none_of(children.begin(), children.end(), is_bare)) return std::nullopt;
    Gap gap;
    gap.is_negated = is_one_of(v.lemma, kNot) && (v.lemma != "have" || has_child(w, "yet"));
    gap.is_ahead = is_one_of(v.lemma, kAhead);
    if (!gap.is_negated && !gap.is_ahead) return std::nullopt;
    for (const WordId c : children) {
      if (document_.words[c].rel == Rel::kNsubj) gap.doers.push_back(c);
      if (document_.words[c].lemma == "not") gap.is_negated = true, gap.is_ahead = false;
    }
    if (gap.doers.empty()) return std::nullopt;
    return gap;
  }

  /// "Pakistan followed within hours with five Indians", "and Russia soon followed".
  [[nodiscard]] std::optional<Gap> follower(WordId w) const {
    const Word& v = document_.words[w];
    if (v.lemma != "follow" || v.upos != Upos::kVerb || tree_.is_passive(w) || tree_.child(w, Rel::kObj) != kNoWord) return std::nullopt;
    WordId subject = tree_.child(w, Rel::kNsubj);
    if (subject == kNoWord && v.rel == Rel::kConj) {  // "expelled five diplomats, and Chad followed": taken for one of those expelled
      WordId before = w;
      while (before > tree_.sentence(w).begin + 1 && document_.words[before - 1].upos == Upos::kAdv) --before;
      if (before > tree_.sentence(w).begin && document_.words[before - 1].rel == Rel::kConj && document_.words[before - 1].upos == Upos::kPropn) subject = before - 1;
    }
    if (subject == kNoWord) return std::nullopt;
    Gap gap;
    gap.doers = {subject};
    gap.is_ahead = has_child(w, "will");
    gap.is_negated = has_child(w, "not");
    for (WordId k = w + 1; k < tree_.sentence(w).end && gap.amount == kNoWord; ++k) {
      if (tree_.has_preposition(k, "with")) gap.amount = k;
    }
    return gap;
  }

  /// "Norway gave $3 million to Malawi and Sweden $2 million": the parser makes the amount the clause, or the party one day's neighbour.
  [[nodiscard]] std::optional<Gap> gapped(WordId w) const {
    const Word& x = document_.words[w];
    if (x.rel != Rel::kConj || x.head == kNoWord || x.upos == Upos::kVerb || x.upos == Upos::kAux) return std::nullopt;
    Gap gap;
    gap.same_sentence = true;
    const bool amount = (x.upos == Upos::kSym || x.upos == Upos::kNum || x.upos == Upos::kNoun) && document_.words[x.head].upos == Upos::kVerb;
    if (const WordId subject = tree_.child(w, Rel::kNsubj); amount && subject != kNoWord && subject < w && tree_.child(w, Rel::kCop) == kNoWord) {
      gap.doers = {subject};
      gap.amount = w;
      return gap;
    }
    // "Peru recalled its ambassador on Monday, and Bolivia on Tuesday"
    const WordId next = w + 1;
    const bool timed = is_time_word(document_.words[x.head]) && !is_time_word(x) && next + 1 < tree_.sentence(w).end && document_.words[next].upos == Upos::kAdp &&
                       is_time_word(document_.words[next + 1]);
    if (!timed) return std::nullopt;
    gap.doers = {w};
    return gap;
  }

  [[nodiscard]] std::optional<Event> left_out(WordId w, const Gap& gap) const {
    const std::vector<ActorId> doers = parties(gap.doers);
    if (doers.empty()) return std::nullopt;
    const Event* move = last_move(w, doers, gap.same_sentence);
    if (!move && document_.words[w].lemma == "follow" && !gap.same_sentence) move = move_before(w, doers, Echo::kAlike);
    if (!move) return std::nullopt;
    Event e = copy_of(*move, w, doers);
    if (gap.doers.front() > w) e.trigger = {view_.mentions->phrase(gap.doers.front())};  // of a tally, each party's own words
    if (gap.amount != kNoWord) {
      if (view_.quantities) e.quantity = view_.quantities->of_phrase(gap.amount);
      if (const std::vector<ActorId> at = parties({gap.amount}); !at.empty() && !shares(at, doers)) e.target = at;
    }
    const bool by_nature = e.type == EventType::kRequest || e.type == EventType::kThreaten;
    if (gap.is_negated) e.status = EventStatus::kNegated;
    else if (gap.is_ahead) e.status = EventStatus::kAnnounced;
    else if (move->status == EventStatus::kNegated) e.status = by_nature ? (e.type == EventType::kRequest ? EventStatus::kRequested : EventStatus::kThreatened) : EventStatus::kDone;
    return e;
  }

  /// The move that a clause without its verb takes up: the last before it in its own sentence, else in the one before.
  [[nodiscard]] const Event* last_move(WordId w, const std::vector<ActorId>& doers, bool same_sentence) const {
    const std::uint32_t here = tree_.sentence_of(w);
    const Event* best = nullptr;
    for (const Event& e : events_) {
      if (begin_of(e) >= document_.words[w].span.begin || e.sentences.empty() || e.source.empty() || shares(e.source, doers)) continue;
      const std::uint32_t ago = here - std::min(here, e.sentences.front());
      if (ago > (same_sentence ? 0u : 1u)) continue;
      if (document_.words[w].lemma == "follow" && (e.target.empty() || shares(e.source, e.target))) continue;  // nobody follows a coup at home
      if (!best || begin_of(e) > begin_of(*best)) best = &e;
    }
    return best;
  }

  [[nodiscard]] std::vector<ActorId> parties(const WordList& words) const {
    std::vector<ActorId> out;
    for (const WordId w : words) {
      const std::vector<ActorId> all = view_.mentions->several(w);
      if (all.empty()) {
        if (const auto id = view_.mentions->resolve(w); id && !actor(*id).code.empty()) out.push_back(*id);
      }
      out.insert(out.end(), all.begin(), all.end());
    }
    return out;
  }

  /// The move that is copied: the nearest told before by another side; of those further back than a sentence, one between named sides
  /// with a measure.
  [[nodiscard]] const Event* move_before(WordId v, const std::vector<ActorId>& doers, Echo echo) const {
    constexpr std::uint32_t kNear = 1, kFar = 20;  // sentences
    const std::uint32_t here = tree_.sentence_of(v);
    const Event* best = nullptr;
    for (const Event& e : events_) {
      if (begin_of(e) >= document_.words[v].span.begin || e.sentences.empty()) continue;
      const bool is_last = here - std::min(here, e.sentences.front()) <= 1;
      if (e.status == EventStatus::kNegated && !is_last) continue;  // "Laos has not condemned it. Malaysia did so."
      if (e.source.empty() || shares(e.source, doers)) continue;
      const bool is_said = e.type == EventType::kAccuse || e.type == EventType::kConsult || e.type == EventType::kRequest || e.type == EventType::kThreaten || e.type == EventType::kAgree;
      if (is_said && !(is_last && (echo == Echo::kSaid || echo == Echo::kSo))) continue;
      if (!is_said && echo == Echo::kSaid) continue;
      if (echo == Echo::kBack && e.type != EventType::kSanction && e.type != EventType::kCoerce && e.type != EventType::kAssault && e.type != EventType::kMobilize) continue;
      const std::uint32_t ago = here - std::min(here, e.sentences.front());
      if (ago > kFar || (ago > kNear && e.measure.empty())) continue;
      if (!best || begin_of(e) > begin_of(*best)) best = &e;
    }
    return best;
  }

  /// The move as another side's; what hit the new doer goes back where it came from.
  [[nodiscard]] Event copy_of(const Event& move, WordId v, const std::vector<ActorId>& doers) const {
    Event e = move;
    e.source = doers;
    if (shares(move.target, doers)) e.target = move.source;
    std::erase_if(e.target, [&](ActorId t) { return shares({t}, doers); });
    e.rule = "a move copied from another side's";
    e.entry = "construction";
    e.trigger = {document_.words[v].span};
    e.sentences = {tree_.sentence_of(v)};
    e.date = view_.dates->of(v);
    e.quantity.reset();
    e.place.reset();
    e.responds_to.clear();
    e.confidence = 0.6;
    return e;
  }

  std::optional<Event> told(WordId v, Echo echo) const {
    const std::vector<ActorId> doers = parties(view_.arguments->agents(v));
    if (doers.empty()) return std::nullopt;
    const Event* move = move_before(v, doers, echo);
    if (!move) return std::nullopt;
    Event e = copy_of(*move, v, doers);
    const std::vector<ActorId> at = parties(view_.arguments->with_preposition(v, "to"));
    if (!at.empty()) e.target = at;
    else if (echo == Echo::kBack) e.target = move->source;
    std::erase_if(e.target, [&](ActorId t) { return shares({t}, doers); });
    e.attributed_to.clear();
    const Factuality fact = view_.factualities->of(v);
    if (fact.modality == Modality::kConditional) return std::nullopt;
    e.status = fact.is_negated                        ? EventStatus::kNegated
               : fact.modality == Modality::kFuture   ? EventStatus::kAnnounced
               : fact.modality == Modality::kPossible && fact.speech != kNoWord  // "announced that they would follow suit"
                   ? (tree_.word(fact.speech).lemma == "announce" ? EventStatus::kAnnounced : EventStatus::kPlanned)
               : fact.modality == Modality::kPossible ? EventStatus::kThreatened
               : e.type == EventType::kRequest        ? EventStatus::kRequested
               : e.type == EventType::kThreaten       ? EventStatus::kThreatened
               : fact.modality == Modality::kFact     ? EventStatus::kDone
                                                      : EventStatus::kPlanned;
    return e;
  }

  const ArticleView& view_;
  const Tree& tree_;
  const Document& document_;
  std::vector<Event>& events_;
};

}  // namespace

void code_echoes(const ArticleView& view, std::vector<Event>& events) { Echoes(view, events).run(); }

}  // namespace demarche
