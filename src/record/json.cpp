// Answers as JSON. Doors: write().
#include "record/json.h"

#include "base/day.h"
#include "coding/json.h"
#include "record/words.h"

namespace demarche {
namespace {

void strings(JsonWriter& json, std::string_view name, const std::vector<std::string>& all) {
  json.array(name, [&] {
    for (const std::string& s : all) json.string(s);
  });
}
template <class T>
void objects(JsonWriter& json, std::string_view name, const std::vector<T>& all) {
  json.array(name, [&] {
    for (const T& one : all) write(json, one);
  });
}
void day(JsonWriter& json, std::string_view name, const std::optional<Day>& d) {
  if (d) json.field(name, to_string(*d));
}
void number(JsonWriter& json, std::string_view name, std::int64_t n) { json.key(name), json.integer(n); }
void key(JsonWriter& json, std::string_view name, char letter, std::int64_t n) {
  if (n != 0) json.field(name, key_text(letter, n));
}
void range(JsonWriter& json, Day from, Day to, std::string_view basis) {
  json.object("date", [&] {
    json.field("from", to_string(from));
    json.field("to", to_string(to));
    json.field_unless_empty("basis", basis);
  });
}
void quantity(JsonWriter& json, const std::optional<Quantity>& q) {
  if (!q) return;
  json.object("quantity", [&] {
    json.key("value"), json.number(q->value);
    json.field_unless_empty("unit", q->unit);
    write_quantity_details(json, *q);
  });
}
void place(JsonWriter& json, const std::optional<Place>& p) {
  if (p) json.key("place"), write_place(json, *p);
}

/// The fields of an event, without the brackets around them.
void event_fields(JsonWriter& json, const RecordedEvent& e) {
  json.field("key", key_text('E', e.key));
  number(json, "uid", static_cast<std::int64_t>(e.uid));
  json.field("event", e.has_type ? name_of(e.type) : std::string_view());
  strings(json, "mode", e.mode);
  strings(json, "context", e.context);
  json.field("cameo", e.cameo);
  json.field("quad", e.has_type ? quad_of(e.type) : std::string_view());
  json.key("goldstein"), json.fixed(e.goldstein, 1);
  json.field("measure", e.measure);
  json.field("deed", deed_text(e));
  json.field("status", name_of(e.status));
  objects(json, "source", e.source);
  objects(json, "target", e.target);
  if (!e.attributed_to.empty()) objects(json, "attributed_to", e.attributed_to);
  range(json, e.from, e.to, name_of(e.day_basis));
  place(json, e.place);
  quantity(json, e.quantity);
  json.key("confidence"), json.fixed(e.confidence, 2);
  number(json, "reports", e.reports);
  number(json, "sources", e.sources);
  number(json, "texts", e.texts);
  json.field("first_seen", e.first_seen);
  json.object("article", [&] {
    json.field("key", key_text('A', e.article));
    json.field_unless_empty("title", e.title);
    json.field_unless_empty("source", e.publisher);
    json.field_unless_empty("url", e.url);
    day(json, "published", e.published);
  });
  json.field("sentence", e.sentence);
  json.field("trigger", e.trigger);
  json.field_unless_empty("verdict", name_of(e.verdict));
}

}  // namespace

std::string key_text(char letter, std::int64_t key) { return letter + std::to_string(key); }

void write(JsonWriter& json, const RecordedActor& a) {
  json.object([&] {
    number(json, "key", a.key);
    json.field("name", a.name);
    json.field("code", a.code);
    json.field("country", a.country);
    json.field("kind", name_of(a.kind));
    strings(json, "sector", a.sector);
    if (a.articles > 0) number(json, "articles", a.articles);
    if (a.events > 0) number(json, "events", a.events);
  });
}

void write(JsonWriter& json, const RecordedEvent& e) {
  json.object([&] { event_fields(json, e); });
}

void write(JsonWriter& json, const Telling& t) {
  json.object([&] {
    json.field("article", key_text('A', t.article));
    json.field("event_of_article", "e" + std::to_string(t.ordinal + 1));
    json.field_unless_empty("title", t.title);
    json.field_unless_empty("source", t.publisher);
    json.field_unless_empty("url", t.url);
    day(json, "published", t.published);
    json.field("first_seen", t.first_seen);
    json.field("status", name_of(t.status));
    if (t.date) range(json, t.date->from, t.date->to, t.date->is_inferred ? "story" : "text");
    quantity(json, t.quantity);
    place(json, t.place);
    json.key("confidence"), json.fixed(t.confidence, 2);
    json.field("sentence", t.sentence);
    json.field("trigger", t.trigger);
    json.array("trigger_span", [&] { json.integer(t.trigger_begin), json.integer(t.trigger_end); });
    objects(json, "source_actors", t.source);
    objects(json, "target_actors", t.target);
    json.field("why", t.why);
    json.key("lead"), json.boolean(t.is_lead);
    key(json, "same_text_as", 'A', t.same_text_as);
    json.field_unless_empty("verdict", name_of(t.verdict));
  });
}

void write(JsonWriter& json, const RecordedLink& l) {
  json.object([&] {
    json.field("event", key_text('E', l.event));
    json.field("answers", key_text('E', l.answers));
    json.field("basis", l.basis);
    json.field("why", l.why);
    json.key("confidence"), json.fixed(l.confidence, 2);
  });
}

void write(JsonWriter& json, const HandCorrection& c) {
  json.object([&] {
    json.field("key", key_text('C', c.key));
    json.field("what", c.what);
    key(json, "event", 'E', c.event);
    key(json, "other", 'E', c.other);
    json.field_unless_empty("who", c.who);
    json.field("why", c.why);
    json.field("at", c.at);
    json.field_unless_empty("undone_at", c.undone_at);
    if (c.what == "mend") json.key("mend"), json.raw(mend_json(c.mend));
    if (c.what == "merge" || c.what == "split") return;
    json.array("places", [&] {
      for (const JudgedPlace& p : c.places) {
        json.object([&] {
          json.field("article", key_text('A', p.article));
          json.field("sentence", p.sentence);
          json.field("trigger", p.trigger);
          json.field("as_read", p.as_read);
          json.field("entry", p.entry);
          key(json, "event", 'E', p.event);
        });
      }
    });
  });
}

void write(JsonWriter& json, const EventDetail& d) {
  json.object([&] {
    event_fields(json, d.event);
    objects(json, "tellings", d.tellings);
    json.array("corrections", [&] {
      for (const Correction& c : d.corrections) {
        json.object([&] {
          json.field("field", c.field);
          json.field("from", c.from);
          json.field("to", c.to);
          json.field("article", key_text('A', c.article));
          json.field("at", c.at);
        });
      }
    });
    objects(json, "answers", d.answers);
    objects(json, "answered_by", d.answered_by);
    if (d.judgements.empty()) return;
    json.array("judgements", [&] {
      for (const std::int64_t c : d.judgements) json.string(key_text('C', c));
    });
  });
}

void write(JsonWriter& json, const RecordedArticle& a) {
  json.object([&] {
    json.field("key", key_text('A', a.key));
    json.field("id", a.id);
    json.field_unless_empty("title", a.title);
    json.field_unless_empty("byline", a.byline);
    json.field_unless_empty("source", a.source);
    json.field_unless_empty("url", a.url);
    day(json, "published", a.published);
    json.field_unless_empty("published_basis", a.published_basis);
    json.field("language", a.language);
    json.field("first_seen", a.first_seen);
    key(json, "same_text_as", 'A', a.same_text_as);
    key(json, "revises", 'A', a.revises);
    number(json, "events", a.events);
    json.field("excerpt", a.excerpt);
  });
}

void write(JsonWriter& json, const RecordedPost& p) {
  json.object([&] {
    json.field("key", key_text('P', p.key));
    json.field("holder", p.holder);
    json.field_unless_empty("holder_name", p.holder_name);
    json.field("host", p.host);
    json.field_unless_empty("host_name", p.host_name);
    json.field("kind", p.kind);
    json.field("name", p.name);
    json.field_unless_empty("place", p.place);
    json.field_unless_empty("status", p.status);
    json.array("history", [&] {
      for (const RecordedPostChange& c : p.history) {
        json.object([&] {
          json.field("what", c.what);
          if (c.from) json.key("from"), json.number(*c.from);
          if (c.to) json.key("to"), json.number(*c.to);
          else json.field_unless_empty("to", c.to_status);
          range(json, c.from_day, c.to_day, name_of(c.day_basis));
          json.field_unless_empty("certainty", c.certainty);
          key(json, "event", 'E', c.event);
          key(json, "article", 'A', c.article);
          number(json, "reports", c.reports);
        });
      }
    });
  });
}

void write(JsonWriter& json, const RecordedStatement& s) {
  json.object([&] {
    json.key("speaker"), write(json, s.speaker);
    json.field("toward", s.toward);
    json.key("quoted"), json.boolean(s.quoted);
    json.field("verb", s.verb);
    json.field("stance", s.stance);
    json.field("text", s.text);
    day(json, "day", s.day);
    json.field("article", key_text('A', s.article));
    json.field_unless_empty("title", s.title);
    json.field_unless_empty("source", s.publisher);
    json.field_unless_empty("url", s.url);
  });
}

void write(JsonWriter& json, const Change& c) {
  json.object([&] {
    number(json, "sequence", c.sequence);
    json.field("kind", name_of(c.kind));
    json.field("key", key_text(c.kind == Change::Kind::kArticle ? 'A' : c.kind == Change::Kind::kPost ? 'P' : 'E', c.key));
  });
}

void write(JsonWriter& json, const RecordCounts& c) {
  json.object([&] {
    number(json, "articles", c.articles);
    number(json, "texts", c.texts);
    number(json, "readings", c.readings);
    number(json, "events", c.events);
    number(json, "tellings", c.tellings);
    number(json, "actors", c.actors);
    number(json, "statements", c.statements);
    number(json, "claims", c.claims);
    number(json, "posts", c.posts);
    number(json, "links", c.links);
    number(json, "bytes", c.bytes);
    json.field_unless_empty("first_day", c.first_day);
    json.field_unless_empty("last_day", c.last_day);
  });
}

}  // namespace demarche
