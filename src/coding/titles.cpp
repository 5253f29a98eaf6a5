// A title is one more telling of what the lead tells: "Mali army shells camp in Chad" above "The army said on Monday …". It may name
// the side that the sentences leave open. Relies on events before open sides are guessed. Doors: moves_of_title(), complete_from_title().
#include "coding/titles.h"

#include <algorithm>

#include "coding/alike.h"

namespace demarche {
namespace {

constexpr std::uint32_t kLead = 3;  ///< sentences that may tell what the title tells, a dateline among them

std::vector<std::string> codes_of(const std::vector<ActorId>& side, const std::vector<Actor>& actors) {
  std::vector<std::string> out;
  for (const ActorId a : side) {
    if (!actors[a].code.empty() && std::find(out.begin(), out.end(), actors[a].code) == out.end()) out.push_back(actors[a].code);
  }
  return out;
}

class TitleReader {
 public:
  TitleReader(const ArticleView& view, std::vector<Event>& events, Trace* trace) : mentions_(*view.mentions), document_(view.tree->document()), events_(events), trace_(trace) {}

  void take(const TitleMove& move) {
    for (Event& e : events_) {
      if (e.sentences.empty() || e.sentences.front() >= kLead || !is_same(move, e)) continue;
      fill(e.source, move.source, e, "source");
      fill(e.target, move.target, e, "target");
      return;
    }
  }

 private:
  [[nodiscard]] const std::vector<Actor>& actors() const { return mentions_.actors(); }

  /// The same type and measure, and no side that says another party; one side at least is shared, or measure or code say enough.
  [[nodiscard]] bool is_same(const TitleMove& move, const Event& e) const {
    if (e.type != move.type || e.measure != move.measure || (e.status == EventStatus::kNegated) != move.is_negated) return false;
    const Meeting source = meet(e.source, move.source), target = meet(e.target, move.target);
    if (source == Meeting::kApart || target == Meeting::kApart) return false;
    return source == Meeting::kShared || target == Meeting::kShared || !e.measure.empty() || e.cameo == move.cameo;
  }

  enum class Meeting : std::uint8_t { kOpen, kShared, kApart };
  [[nodiscard]] Meeting meet(const std::vector<ActorId>& side, const std::vector<std::string>& told) const {
    const std::vector<std::string> own = codes_of(side, actors());
    if (own.empty() || told.empty()) return Meeting::kOpen;
    const bool shared = std::any_of(own.begin(), own.end(), [&](const std::string& c) { return std::find(told.begin(), told.end(), c) != told.end(); });
    return shared ? Meeting::kShared : Meeting::kApart;
  }

  void fill(std::vector<ActorId>& side, const std::vector<std::string>& told, const Event& e, std::string_view which) {
    if (told.empty() || !codes_of(side, actors()).empty()) return;
    if (told.size() == 1 && side.size() == 1 && settle(side.front(), told.front())) {
      note(e, which, told.front());
      return;
    }
    for (const std::string& code : told) side.push_back(mentions_.state(code));
    note(e, which, told.front());
  }

  /// "The army": a body without a country is the title's from here on.
  bool settle(ActorId id, const std::string& code) {
    Actor& who = mentions_.actors()[id];
    if (who.sector.empty() || who.represents || who.kind == ActorKind::kPlace || who.kind == ActorKind::kCountry) return false;
    const ActorId state = mentions_.state(code);
    if (actors()[state].kind != ActorKind::kCountry) return false;
    Actor& settled = mentions_.actors()[id];  // state() may have moved them
    settled.code = settled.country = code;
    settled.represents = state;
    return true;
  }

  void note(const Event& e, std::string_view which, const std::string& code) const {
    if (!trace_ || e.trigger.empty()) return;
    trace_->notes.push_back({e.sentences.front(), word_at(document_, e.trigger.front().begin), e.entry, true, "its " + std::string(which) + " is " + code + " (the title says)"});
  }

  Mentions& mentions_;
  const Document& document_;
  std::vector<Event>& events_;
  Trace* trace_;
};

}  // namespace

std::vector<TitleMove> moves_of_title(const Reading& title) {
  std::vector<TitleMove> out;
  for (const Event& e : title.events) {
    TitleMove move{e.type, e.measure, e.cameo, e.status == EventStatus::kNegated, codes_of(e.source, title.actors), codes_of(e.target, title.actors)};
    if (!move.source.empty() || !move.target.empty()) out.push_back(std::move(move));
  }
  return out;
}

void complete_from_title(const ArticleView& view, const std::vector<TitleMove>& moves, std::vector<Event>& events, Trace* trace) {
  TitleReader reader(view, events, trace);
  for (const TitleMove& move : moves) reader.take(move);
}

}  // namespace demarche
