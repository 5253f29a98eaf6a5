// Doers that a sentence leaves out and no other side of an exchange is: who claims or is blamed for a deed of force, the state that
// arrests, the country whose crowd protests. Relies on events as their sentences tell them. Door: settle_doers().
#include "coding/doers.h"

#include <algorithm>
#include <string_view>

#include "coding/alike.h"

namespace demarche {
namespace {

bool is_coded(const std::vector<ActorId>& side, const std::vector<Actor>& actors) {
  return std::any_of(side.begin(), side.end(), [&](ActorId a) { return !actors[a].code.empty(); });
}

class DoerSettler {
 public:
  DoerSettler(const ArticleView& view, std::vector<Event>& events, Trace* trace) : mentions_(*view.mentions), document_(view.tree->document()), events_(events), trace_(trace) {}

  void run() {
    join_claims_of_responsibility();
    settle_doers();
    settle_blame();
  }

 private:
  [[nodiscard]] const std::vector<Actor>& actors() const { return mentions_.actors(); }

  /// "Two engineers were shot dead. The army of X said it had carried out the attack": one deed, and whose.
  void join_claims_of_responsibility() {
    constexpr std::uint32_t kNear = 3;  // sentences
    for (std::size_t k = 1; k < events_.size();) {
      Event& claim = events_[k];
      const bool fits = claim.type == EventType::kAssault && is_coded(claim.source, actors()) && !is_coded(claim.target, actors()) && !claim.sentences.empty();
      const auto deed = !fits ? events_.begin() + static_cast<std::ptrdiff_t>(k) : std::find_if(events_.begin(), events_.begin() + static_cast<std::ptrdiff_t>(k), [&](const Event& o) {
        return o.type == EventType::kAssault && o.source.empty() && !o.target.empty() && !o.sentences.empty() && o.sentences.front() < claim.sentences.front() &&
               o.sentences.front() + kNear >= claim.sentences.front();
      });
      if (deed == events_.begin() + static_cast<std::ptrdiff_t>(k)) {
        ++k;
        continue;
      }
      deed->source = claim.source;
      deed->sentences.insert(deed->sentences.end(), claim.sentences.begin(), claim.sentences.end());
      events_.erase(events_.begin() + static_cast<std::ptrdiff_t>(k));
    }
  }

  /// Crowds and jailers first: who deals with whom in the article is counted with them.
  void settle_doers() {
    for (std::size_t k = 0; k < events_.size(); ++k) {
      Event& e = events_[k];
      if (e.type == EventType::kProtest) settle_crowd(e.source);
      if (!e.source.empty() || is_aside(document_, e) || done_before(events_, k, actors())) continue;
      const auto state = jailer(e);
      if (!state) continue;
      e.source = {*state};
      if (!is_coded(e.target, actors())) e.target.push_back(*state);  // whom no word calls a foreigner is at home there
      if (trace_) note_side(*trace_, document_, e, "its source is " + actors()[*state].code + " (arrests and trials are the work of the state where they happen)");
    }
  }

  /// "Nine soldiers were killed when a convoy was ambushed; the army blames the rebels": a deed of force whose doer only the blame names.
  void settle_blame() {
    for (std::size_t k = 1; k < events_.size(); ++k) {
      const Event& blame = events_[k];
      const WordId w = blame.trigger.empty() ? kNoWord : word_at(document_, blame.trigger.front().begin);
      if (blame.type != EventType::kAccuse || w >= document_.words.size() || document_.words[w].lemma != "blame" || !is_coded(blame.target, actors()) || blame.sentences.empty()) continue;
      for (std::size_t d = k; d-- > 0;) {
        Event& deed = events_[d];
        if (deed.sentences.empty() || deed.sentences.front() + 1 < blame.sentences.front()) break;
        if (deed.type != EventType::kAssault || !deed.source.empty() || deed.status != EventStatus::kDone) continue;
        deed.source = blame.target;
        deed.status = EventStatus::kAlleged;
        deed.attributed_to = blame.source;
        if (trace_) note_side(*trace_, document_, deed, "its source is " + actors()[blame.target.front()].name + " (whom the next sentence blames)");
      }
    }
  }

  /// "Three unions called a strike", "thousands rallied": a crowd under no country's name is at home where the event or the report is.
  void settle_crowd(const std::vector<ActorId>& side) const {
    const auto scene = mentions_.scene_state();
    if (!scene || actors()[*scene].kind != ActorKind::kCountry || is_coded(side, actors())) return;
    for (const ActorId a : side) {
      Actor& who = mentions_.actors()[a];
      if (who.kind == ActorKind::kPerson) continue;
      who.code = who.country = actors()[*scene].code;
      if (who.sector.empty()) who.sector = {"CVL"};
      if (who.kind == ActorKind::kUnknown) who.kind = ActorKind::kPeople;
    }
  }

  /// "Three Turks were arrested in Vienna", "has not been charged": what only a state does, where no word names another doer.
  [[nodiscard]] std::optional<ActorId> jailer(const Event& e) const {
    static constexpr std::string_view kByState[] = {"173", "115", "116"};  // arrest, detention; charges; verdicts
    if (e.type != EventType::kCoerce && e.type != EventType::kAccuse) return std::nullopt;
    const bool investigates = e.type == EventType::kAccuse && std::find(e.mode.begin(), e.mode.end(), "investigate") != e.mode.end();
    if (e.target.empty() || (!investigates && std::none_of(std::begin(kByState), std::end(kByState), [&](std::string_view c) { return e.cameo.starts_with(c); }))) return std::nullopt;
    if (e.place && !e.place->country.empty() && !e.place->is_inferred) return mentions_.state(e.place->country);
    if (const auto scene = mentions_.scene_state()) return scene;
    return std::nullopt;
  }

  Mentions& mentions_;
  const Document& document_;
  std::vector<Event>& events_;
  Trace* trace_;
};

}  // namespace

const Event* done_before(const std::vector<Event>& events, std::size_t at, const std::vector<Actor>& actors) {
  const Event& e = events[at];
  if (e.target.empty() || !is_aimed(e.type)) return nullptr;
  const Event* found = nullptr;
  for (std::size_t k = 0; k < events.size(); ++k) {
    const Event& o = events[k];
    if (k == at || (k > at && found)) continue;  // "were freed on Monday. The army had detained them in April."
    if (!is_coded(o.source, actors) || (o.type != EventType::kCoerce && o.type != EventType::kAssault && o.type != EventType::kRetreat)) continue;
    const bool same = std::any_of(e.target.begin(), e.target.end(), [&](ActorId t) {
      // soldiers are not struck by their own side
      const bool own = e.type == EventType::kAssault && !actors[t].code.empty() && same_side(t, o.source, actors);
      return actors[t].kind != ActorKind::kCountry && !own && std::find(o.target.begin(), o.target.end(), t) != o.target.end();
    });
    if (same) found = &o;
  }
  return found;
}

bool is_aside(const Document& document, const Event& e) {
  const WordId w = e.trigger.empty() ? kNoWord : word_at(document, e.trigger.front().begin);
  if (w >= document.words.size()) return false;
  const Word& x = document.words[w];
  return x.upos == Upos::kVerb && x.is(kPart) && x.is(kPast) && (x.rel == Rel::kAdvcl || x.rel == Rel::kAcl) && x.subrel != SubRel::kRelcl && e.source.empty();
}

void note_side(Trace& trace, const Document& document, const Event& e, std::string why) {
  if (e.trigger.empty() || e.sentences.empty()) return;
  trace.notes.push_back({e.sentences.front(), word_at(document, e.trigger.front().begin), e.entry, true, std::move(why)});
}

void settle_doers(const ArticleView& view, std::vector<Event>& events, Trace* trace) { DoerSettler(view, events, trace).run(); }

}  // namespace demarche
