// Feeds, alerts and their messages as JSON. Doors: write().
#include "record/watched_json.h"

#include "record/json.h"
#include "record/record.h"

namespace demarche {
namespace {

void number(JsonWriter& json, std::string_view name, std::int64_t n) { json.key(name), json.integer(n); }
void flag(JsonWriter& json, std::string_view name, bool is) { json.key(name), json.boolean(is); }
void instant(JsonWriter& json, std::string_view name, Instant at) {
  if (at != 0) json.field(name, iso_instant(at));
}

}  // namespace

void write(JsonWriter& json, const Feed& f) {
  json.object([&] {
    json.field("key", key_text('F', f.key));
    json.field("url", f.wants.url);
    json.field("name", f.wants.name);
    json.field("title", f.title);
    json.field("kind", name_of(f.wants.kind));
    number(json, "every", f.wants.every);
    flag(json, "full_text", f.wants.full_text);
    flag(json, "paused", f.wants.is_paused);
    instant(json, "added_at", f.added_at);
    instant(json, "last_poll", f.last_poll);
    instant(json, "last_good", f.last_good);
    if (!f.wants.is_paused) instant(json, "next_poll", f.next_poll);
    number(json, "failures", f.failures);
    json.field("note", f.note);
    number(json, "items", f.items);
    number(json, "waiting", f.waiting);
    number(json, "articles", f.articles);
  });
}

void write(JsonWriter& json, const Alert& a, bool with_secret) {
  json.object([&] {
    json.field("name", a.wants.name);
    json.field("query", a.wants.query);
    json.field("channel", name_of(a.wants.channel));
    json.array("target", [&] {
      for (const std::string& t : a.wants.target) json.string(t);
    });
    flag(json, "has_secret", !a.wants.secret.empty());
    if (with_secret) json.field_unless_empty("secret", a.wants.secret);
    json.field("digest", name_of(a.wants.digest));
    flag(json, "changes", a.wants.tells_changes);
    number(json, "max_age", a.wants.max_age);
    flag(json, "paused", a.wants.is_paused);
    instant(json, "added_at", a.added_at);
    instant(json, "looked_at", a.looked_at);
    instant(json, "next_digest", a.next_digest);
    json.field("note", a.note);
    number(json, "matches", a.matches);
    number(json, "waiting", a.waiting);
    number(json, "failed", a.failed);
  });
}

void write(JsonWriter& json, const Delivery& d) {
  json.object([&] {
    json.field("id", d.id);
    json.field("kind", d.kind);
    number(json, "events", d.events);
    json.field("subject", d.subject);
    json.field("state", d.state);
    number(json, "tries", d.tries);
    instant(json, "made_at", d.made_at);
    if (d.state == "waiting") instant(json, "next_try", d.next_try);
    instant(json, "ended_at", d.ended_at);
    json.field("note", d.note);
  });
}

}  // namespace demarche
