// Moves and answers in order, and the small words around them. Door: ladder_of.
#include "cli/ladder.h"

#include <algorithm>
#include <numeric>

namespace demarche {
namespace {

/// Whether an event's day is said of it, and not only the story's.
bool is_dated(const Event& e) { return e.date && !e.date->is_inferred; }

/// Moves that hang together, each set as the smallest of its events.
std::vector<std::uint32_t> joined(const Reading& r) {
  std::vector<std::uint32_t> set(r.events.size());
  std::iota(set.begin(), set.end(), 0U);
  const auto find = [&](std::uint32_t e) {
    while (set[e] != e) e = set[e] = set[set[e]];
    return e;
  };
  for (std::uint32_t e = 0; e < r.events.size(); ++e) {
    for (const std::uint32_t b : r.events[e].responds_to) {
      const std::uint32_t x = find(e), y = find(b);
      set[std::max(x, y)] = std::min(x, y);
    }
  }
  for (std::uint32_t e = 0; e < set.size(); ++e) set[e] = find(e);
  return set;
}

/// Moves in order, each behind what it answers; answers that run in a circle are cut where the circle is met first.
std::vector<Rung> ordered(const Reading& r, std::vector<std::uint32_t> events) {
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    const Event &x = r.events[a], &y = r.events[b];
    if (is_dated(x) && is_dated(y) && x.date->from != y.date->from) return x.date->from < y.date->from;
    return a < b;
  };
  std::stable_sort(events.begin(), events.end(), before);
  std::vector<Rung> out;
  std::vector<bool> done(r.events.size(), false);
  while (out.size() < events.size()) {
    const auto free = [&](std::uint32_t e) {
      return !done[e] && std::all_of(r.events[e].responds_to.begin(), r.events[e].responds_to.end(), [&](std::uint32_t b) { return done[b]; });
    };
    auto next = std::find_if(events.begin(), events.end(), free);
    if (next == events.end()) next = std::find_if(events.begin(), events.end(), [&](std::uint32_t e) { return !done[e]; });
    Rung rung{*next, 0};
    for (const std::uint32_t b : r.events[*next].responds_to) {
      const auto answered = std::find_if(out.begin(), out.end(), [&](const Rung& o) { return o.event == b; });
      if (answered != out.end()) rung.depth = std::max(rung.depth, answered->depth + 1);
    }
    done[*next] = true;
    out.push_back(rung);
  }
  return out;
}

}  // namespace

std::vector<ActorId> sides_in(const Reading& r, const std::vector<Rung>& rungs) {
  std::vector<ActorId> sides;
  std::vector<int> parts;
  for (const Rung& rung : rungs) {
    for (const auto* parties : {&r.events[rung.event].source, &r.events[rung.event].target}) {
      for (const ActorId side : sides_of(r, *parties)) {
        const auto at = std::find(sides.begin(), sides.end(), side);
        if (at != sides.end()) ++parts[static_cast<std::size_t>(at - sides.begin())];
        else sides.push_back(side), parts.push_back(1);
      }
    }
  }
  std::vector<std::size_t> order(sides.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto weight = [&](std::size_t n) { return (r.actors[sides[n]].code.empty() ? 0 : 1000) + parts[n]; };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return weight(a) > weight(b); });
  // of two that are as busy, the one that moves first stands left
  if (order.size() > 1 && order[1] < order[0] && weight(order[1]) >= 1000) std::swap(order[0], order[1]);
  std::vector<ActorId> out;
  for (const std::size_t n : order) out.push_back(sides[n]);
  return out;
}

Ladder ladder_of(const Reading& r) {
  Ladder ladder;
  const std::vector<std::uint32_t> set = joined(r);
  for (std::uint32_t e = 0; e < set.size(); ++e) {
    std::vector<std::uint32_t> members;
    for (std::uint32_t k = e; k < set.size(); ++k) {
      if (set[k] == e) members.push_back(k);
    }
    if (members.size() == 1) ladder.others.push_back(e);
    if (members.size() < 2) continue;
    Exchange exchange;
    exchange.rungs = ordered(r, std::move(members));
    exchange.sides = sides_in(r, exchange.rungs);
    ladder.exchanges.push_back(std::move(exchange));
  }
  return ladder;
}

ActorId side_of(const Reading& r, ActorId actor) {
  for (int steps = 0; steps < 4 && r.actors[actor].represents; ++steps) actor = *r.actors[actor].represents;
  const std::string& code = r.actors[actor].code;
  if (code.empty()) return actor;
  for (ActorId a = 0; a < r.actors.size(); ++a) {  // the state itself, where the article names it, before those who share its code
    if (r.actors[a].code == code && (r.actors[a].kind == ActorKind::kCountry || r.actors[a].kind == ActorKind::kOrganisation)) return a;
  }
  return actor;
}

std::vector<ActorId> sides_of(const Reading& r, const std::vector<ActorId>& actors) {
  std::vector<ActorId> out;
  for (const ActorId a : actors) {
    const ActorId side = side_of(r, a);
    if (std::find(out.begin(), out.end(), side) == out.end()) out.push_back(side);
  }
  // beside those with a code, words that resolved to nobody say nothing
  const auto coded = [&](ActorId a) { return !r.actors[a].code.empty(); };
  if (std::any_of(out.begin(), out.end(), coded)) std::erase_if(out, [&](ActorId a) { return !coded(a) && r.actors[a].kind == ActorKind::kUnknown; });
  return out;
}

std::string short_name(const Reading& r, ActorId actor) {
  const Actor& a = r.actors[actor];
  const bool acronym = a.kind == ActorKind::kOrganisation && !a.code.empty() && a.name.size() > a.code.size();
  return one_line(acronym ? a.code : a.name);
}

std::string short_names(const Reading& r, const std::vector<ActorId>& actors) {
  std::string out;
  for (std::size_t n = 0; n < actors.size(); ++n) out += (n == 0 ? "" : n + 1 == actors.size() ? " and " : ", ") + short_name(r, actors[n]);
  return out.empty() ? "?" : out;
}

std::vector<std::string> posts_changed_by(const Reading& r, std::uint32_t event) {
  std::vector<std::string> out;
  for (const Post& p : r.posts) {
    if (std::any_of(p.changes.begin(), p.changes.end(), [&](const PostChange& c) { return c.event == event; })) out.push_back(one_line(p.name));
  }
  return out;
}

std::string answer_rules(const Event& e) {
  std::string out;
  for (const std::string& rule : e.responds_rule) {
    if (out.find(rule) == std::string::npos) out += (out.empty() ? "" : ", ") + rule;
  }
  return out;
}

std::string in_sentences(const std::vector<std::uint32_t>& sentences) {
  std::string out = sentences.size() == 1 ? "sentence " : "sentences ";
  for (std::size_t n = 0; n < sentences.size(); ++n) out += (n > 0 ? ", " : "") + std::to_string(sentences[n] + 1);
  return out;
}

std::vector<std::uint32_t> sentences_at(const Reading& r, Span span) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t s = 0; s < r.sentences.size(); ++s) {
    if (r.sentences[s].overlaps(span)) out.push_back(s);
  }
  return out;
}

std::string change_in_words(const PostChange& c) {
  if (c.what == "staff-limit") return "staff " + (c.from ? number_in_words(*c.from) : "?") + " → " + (c.to ? number_in_words(*c.to) : one_line(c.to_status));
  if (c.what == "head") return "head → " + one_line(c.to_status);
  if (c.what == "seat") return "moved to " + one_line(c.to_status);
  if (c.what == "protecting-power") return "interests looked after by " + one_line(c.to_status);
  const bool reopened = c.to_status == "open";
  return (reopened ? "not open → " : "open → ") + one_line(c.to_status);
}

std::string trigger_in_words(const Reading& r, const std::vector<Span>& trigger) {
  std::string out;
  for (const Span s : trigger) out += (out.empty() ? "" : " … ") + one_line(std::string_view(r.article.text).substr(s.begin, s.size()));
  return out;
}

std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == ' ' || byte == '\n' || byte == '\t') {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (byte > ' ' && byte != 0x7F) {
      out += c;
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace demarche
