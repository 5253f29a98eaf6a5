// Readings of an article's sections → one Reading of the whole: numbers of actors, events and sentences, and spans, are moved to where
// they stand in the whole. Door: class Whole.
#include "coding/whole.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace demarche {
namespace {

Span moved(Span s, std::uint32_t by) { return {s.begin + by, s.end + by}; }

void move_all(std::vector<Span>& spans, std::uint32_t by) {
  for (Span& s : spans) s = moved(s, by);
}

void move_all(std::vector<std::uint32_t>& numbers, std::uint32_t by) {
  for (std::uint32_t& n : numbers) n += by;
}

template <class T>
void append(std::vector<T>& to, std::vector<T>&& more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::string words_of(const Actor& a) {
  std::string key = std::to_string(static_cast<int>(a.kind)) + '\n' + a.code + '\n' + a.country + '\n' + a.name + '\n' + a.role + '\n' + a.actor_code;
  for (const std::string& s : a.sector) key += '\n' + s;
  return key;
}

/// What makes two sections' actors one: all that a reading says of them, and of whom they represent.
std::string key_of(const Actor& a, const std::vector<Actor>& all) { return a.represents ? words_of(a) + "\nfor\n" + words_of(all[*a.represents]) : words_of(a); }

/// "several gunmen" of two sections need not be the same men.
bool is_one_everywhere(const Actor& a) { return a.kind != ActorKind::kUnknown || !a.code.empty(); }

std::string key_of(const Post& p) {
  return std::to_string(p.holder ? *p.holder : ~0u) + '\n' + std::to_string(p.host ? *p.host : ~0u) + '\n' + p.kind + '\n' + p.name;
}

bool is_same(const PostChange& a, const PostChange& b) {
  return a.what == b.what && a.to_status == b.to_status && a.from == b.from && a.to == b.to;
}

}  // namespace

void Whole::renumber(std::vector<ActorId>& ids) const {
  for (ActorId& id : ids) renumber(id);
}

void Whole::add_actors(std::vector<Actor>&& actors, std::uint32_t begin) {
  const auto old = static_cast<ActorId>(whole_.actors.size());
  std::vector<std::string> keys;
  for (const Actor& a : actors) keys.push_back(is_one_everywhere(a) ? key_of(a, actors) : std::string());
  actor_of_.clear();
  for (std::size_t k = 0; k < actors.size(); ++k) {
    move_all(actors[k].mentions, begin);
    auto id = static_cast<ActorId>(whole_.actors.size());
    if (!keys[k].empty()) id = actors_.try_emplace(std::move(keys[k]), id).first->second;
    actor_of_.push_back(id);
    if (id == whole_.actors.size()) whole_.actors.push_back(std::move(actors[k]));
    else append(whole_.actors[id].mentions, std::move(actors[k].mentions));
  }
  // whom an actor represents may stand behind it: numbers come last
  for (ActorId id = old; id < whole_.actors.size(); ++id) {
    if (whole_.actors[id].represents) renumber(*whole_.actors[id].represents);
  }
}

void Whole::add_events(std::vector<Event>&& events, std::uint32_t begin) {
  for (Event& e : events) {
    renumber(e.source);
    renumber(e.target);
    renumber(e.attributed_to);
    move_all(e.trigger, begin);
    move_all(e.sentences, first_sentence_);
    move_all(e.responds_to, first_event_);
  }
  append(whole_.events, std::move(events));
}

void Whole::move(PostChange& c, std::uint32_t begin) const {
  if (c.event) *c.event += first_event_;
  move_all(c.trigger, begin);
  move_all(c.sentences, first_sentence_);
}

void Whole::add_posts(std::vector<Post>&& posts, std::uint32_t begin) {
  for (Post& p : posts) {
    if (p.holder) renumber(*p.holder);
    if (p.host) renumber(*p.host);
    for (PostChange& c : p.changes) move(c, begin);
    const auto [at, is_new] = posts_.try_emplace(key_of(p), whole_.posts.size());
    if (is_new) {
      whole_.posts.push_back(std::move(p));
      continue;
    }
    std::vector<PostChange>& known = whole_.posts[at->second].changes;
    for (PostChange& c : p.changes) {
      const auto told = std::find_if(known.begin(), known.end(), [&](const PostChange& k) { return is_same(k, c); });
      if (told == known.end()) {
        known.push_back(std::move(c));
        continue;
      }
      append(told->trigger, std::move(c.trigger));
      append(told->sentences, std::move(c.sentences));
    }
  }
}

void Whole::add(Reading section, std::uint32_t begin) {
  first_event_ = static_cast<std::uint32_t>(whole_.events.size());
  first_sentence_ = static_cast<std::uint32_t>(whole_.sentences.size());
  add_actors(std::move(section.actors), begin);
  add_events(std::move(section.events), begin);
  for (Statement& s : section.statements) {
    renumber(s.speaker);
    renumber(s.with);
    renumber(s.toward);
    s.span = moved(s.span, begin);
  }
  append(whole_.statements, std::move(section.statements));
  for (Claim& c : section.claims) {
    renumber(c.by);
    renumber(c.about);
    renumber(c.denied_by);
    c.span = moved(c.span, begin);
    if (c.denial_span) c.denial_span = moved(*c.denial_span, begin);
  }
  append(whole_.claims, std::move(section.claims));
  add_posts(std::move(section.posts), begin);
  move_all(section.sentences, begin);
  append(whole_.sentences, std::move(section.sentences));
}

Reading Whole::take() {
  actors_.clear();
  posts_.clear();
  return std::exchange(whole_, {});
}

}  // namespace demarche
