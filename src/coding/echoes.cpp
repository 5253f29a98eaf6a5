// What a sentence tells by pointing at a move told before: "Germany has done likewise", "Riga did the same to the Belarusians", "it
// would not follow suit", "had not responded in kind", "Libya followed with four Lebanese". The move is the earlier one's, by another side. Door: code_echoes().
#include <algorithm>
#include <string_view>

#include "coding/alike.h"
#include "coding/coding.h"

namespace demarche {
namespace {

/// Whether the copied move goes where the first one went, or back at who made it; kSaid: "made the same request"; kSo: "did so";
/// kNamed: "followed with four Lebanese", at those named.
enum class Echo : std::uint8_t { kNone, kAlike, kBack, kSaid, kSo, kNamed };

class Echoes {
 public:
  Echoes(const ArticleView& view, std::vector<Event>& events) : view_(view), tree_(*view.tree), document_(tree_.document()), events_(events) {}

  void run() {
    std::vector<Event> found;
    for (WordId w = 0; w < document_.words.size(); ++w) {
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
      if (verb == "follow" && tree_.has_preposition(c, "with") && is_counted(c) && tree_.child(v, Rel::kObj) == kNoWord && !named_with(v).empty()) return Echo::kNamed;
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

  [[nodiscard]] bool is_counted(WordId w) const { return document_.words[w].upos == Upos::kNum || tree_.child(w, Rel::kNummod) != kNoWord; }

  /// Whom "with four Lebanese" names, also where the parser takes the number for the head.
  [[nodiscard]] std::vector<ActorId> named_with(WordId v) const {
    for (const WordId w : view_.arguments->with_preposition(v, "with")) {
      std::vector<ActorId> all = parties({w});
      if (all.empty()) all = view_.mentions->inside(w);
      for (const WordId c : tree_.children(w)) {
        if (all.empty()) all = parties({c});
      }
      if (!all.empty()) return all;
    }
    return {};
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
      if ((echo == Echo::kBack || echo == Echo::kNamed) && e.type != EventType::kSanction && e.type != EventType::kCoerce && e.type != EventType::kAssault && e.type != EventType::kMobilize) continue;
      const std::uint32_t ago = here - std::min(here, e.sentences.front());
      if (ago > kFar || (ago > kNear && e.measure.empty())) continue;
      if (!best || begin_of(e) > begin_of(*best)) best = &e;
    }
    return best;
  }

  std::optional<Event> told(WordId v, Echo echo) const {
    const std::vector<ActorId> doers = parties(view_.arguments->agents(v));
    if (doers.empty()) return std::nullopt;
    const Event* move = move_before(v, doers, echo);
    if (!move) return std::nullopt;
    Event e = *move;
    e.source = doers;
    const std::vector<ActorId> at = parties(view_.arguments->with_preposition(v, "to"));
    if (echo == Echo::kNamed) e.target = named_with(v);
    else if (!at.empty()) e.target = at;
    else if (echo == Echo::kBack || shares(move->target, doers)) e.target = move->source;
    std::erase_if(e.target, [&](ActorId t) { return shares({t}, doers); });
    e.rule = "a move copied from another side's";
    e.entry = "construction";
    e.trigger = {document_.words[v].span};
    e.sentences = {tree_.sentence_of(v)};
    e.date = view_.dates->of(v);
    e.quantity.reset();
    if (echo == Echo::kNamed && view_.quantities) {
      for (const WordId w : view_.arguments->with_preposition(v, "with")) {
        if (!e.quantity) e.quantity = view_.quantities->of_phrase(w);
      }
    }
    e.place.reset();
    e.attributed_to.clear();
    e.responds_to.clear();
    e.confidence = 0.6;
    const Factuality fact = view_.factualities->of(v);
    if (fact.modality == Modality::kConditional) return std::nullopt;
    e.status = fact.is_negated                        ? EventStatus::kNegated
               : fact.modality == Modality::kFuture   ? EventStatus::kAnnounced
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
