// What one sentence leaves open about the sides of an event and the article tells: the other side of an exchange. "Moscow has denied
// it" aims at whoever accused Moscow; "three staff of the embassy were told to leave" is the host's doing. Door: complete_sides.
#include <algorithm>

#include "coding/coding.h"

namespace demarche {
namespace {

/// Acts that are aimed at somebody even where the sentence does not say at whom.
bool is_aimed(EventType t) {
  switch (t) {
    case EventType::kReject: case EventType::kAccuse: case EventType::kSanction: case EventType::kThreaten: case EventType::kRequest:
    case EventType::kConcede: case EventType::kRetreat: case EventType::kAgree: case EventType::kSupport: case EventType::kConsult:
    case EventType::kAssault: case EventType::kCoerce: case EventType::kMobilize: return true;
    default: return false;
  }
}

/// Acts whose doer is the other side where the sentence only tells who suffers them.
bool is_suffered(EventType t) {
  return t == EventType::kSanction || t == EventType::kAccuse || t == EventType::kReject || t == EventType::kThreaten || t == EventType::kRequest;
}

class Completer {
 public:
  Completer(const ArticleView& view, std::vector<Event>& events) : actors_(view.mentions->actors()), dateline_(view.mentions->dateline()), events_(events) {}

  void run() {
    for (std::size_t k = 0; k < events_.size(); ++k) {
      Event& e = events_[k];
      const bool no_target = !is_coded(e.target);
      const bool no_source = is_open(e.source);
      const bool at_itself = !no_target && e.source.size() == 1 && is_within(e.target, e.source);
      if ((no_target || at_itself) && !no_source && is_aimed(e.type)) {
        auto other = counterpart(k, e.source);
        if (!other) other = focus(e);
        if (other) {
          if (at_itself) e.target.clear();
          add(e.target, *other);
        }
      } else if (no_source && !no_target && is_suffered(e.type)) {
        auto other = counterpart(k, e.target);
        if (!other && e.source.empty() && e.type == EventType::kSanction && dateline_ && !has_code(e.target, actors_[*dateline_].code)) other = dateline_;
        if (other) add(e.source, *other);
      }
    }
  }

 private:
  /// Nobody there whom the lexicon or the text gives a code, and nobody named.
  [[nodiscard]] bool is_open(const std::vector<ActorId>& side) const {
    return std::all_of(side.begin(), side.end(), [&](ActorId a) { return actors_[a].code.empty() && actors_[a].kind == ActorKind::kUnknown; });
  }

  [[nodiscard]] bool is_coded(const std::vector<ActorId>& side) const {
    return std::any_of(side.begin(), side.end(), [&](ActorId a) { return !actors_[a].code.empty(); });
  }

  [[nodiscard]] bool has_code(const std::vector<ActorId>& side, const std::string& code) const {
    return std::any_of(side.begin(), side.end(), [&](ActorId a) { return actors_[a].code == code; });
  }

  /// Whether all of a side act for the other side's codes.
  [[nodiscard]] bool is_within(const std::vector<ActorId>& side, const std::vector<ActorId>& other) const {
    return std::all_of(side.begin(), side.end(), [&](ActorId a) { return !actors_[a].code.empty() && has_code(other, actors_[a].code); });
  }

  static void add(std::vector<ActorId>& side, ActorId who) {
    if (std::find(side.begin(), side.end(), who) == side.end()) side.push_back(who);
  }

  /// The state or organisation behind an actor.
  [[nodiscard]] ActorId principal(ActorId a) const { return actors_[a].represents && !actors_[*actors_[a].represents].code.empty() ? *actors_[a].represents : a; }

  /// With whom `side` dealt in the nearest other event, earlier ones first.
  [[nodiscard]] std::optional<ActorId> counterpart(std::size_t at, const std::vector<ActorId>& side) const {
    for (std::size_t k = at; k-- > 0;) {
      if (const auto other = other_side(events_[k], side)) return other;
    }
    for (std::size_t k = at + 1; k < events_.size(); ++k) {
      if (const auto other = other_side(events_[k], side)) return other;
    }
    return std::nullopt;
  }

  /// At whom most other events of the same type are aimed: "Yemen also broke off relations". Two at least, or nobody.
  [[nodiscard]] std::optional<ActorId> focus(const Event& e) const {
    std::optional<ActorId> best;
    std::size_t most = 1;
    for (const Event& o : events_) {
      if (o.type != e.type || &o == &e) continue;
      for (const ActorId t : o.target) {
        const std::string& code = actors_[t].code;
        if (code.empty() || has_code(e.source, code)) continue;
        const auto count = static_cast<std::size_t>(
            std::count_if(events_.begin(), events_.end(), [&](const Event& x) { return x.type == e.type && &x != &e && has_code(x.target, code); }));
        if (count > most) most = count, best = principal(t);
      }
    }
    return best;
  }

  [[nodiscard]] std::optional<ActorId> other_side(const Event& e, const std::vector<ActorId>& side) const {
    for (const ActorId a : side) {
      const std::string& code = actors_[a].code;
      if (code.empty()) continue;
      const bool does = has_code(e.source, code), suffers = has_code(e.target, code);
      if (does == suffers) continue;
      for (const ActorId b : does ? e.target : e.source) {
        if (!actors_[b].code.empty() && actors_[b].code != code) return principal(b);
      }
    }
    return std::nullopt;
  }

  const std::vector<Actor>& actors_;
  std::optional<ActorId> dateline_;
  std::vector<Event>& events_;
};

}  // namespace

void complete_sides(const ArticleView& view, std::vector<Event>& events) { Completer(view, events).run(); }

}  // namespace demarche
