// Reading → JSON, schema demarche.reading/1.
//
// Relies on: base/json, text (OffsetMap). Door: write_json().
#include "coding/json.h"

#include "base/day.h"
#include "base/json.h"
#include "text/text.h"

namespace demarche {
namespace {

constexpr std::string_view kSchema = "demarche.reading/1";

/// Writes the parts of one reading; the order of the functions is that of the fields.
class ReadingWriter {
 public:
  ReadingWriter(const Reading& reading, std::string& out, bool with_text)
      : reading_(reading), offsets_(reading.article.text), json_(out), with_text_(with_text) {}

  void write() {
    json_.object([&] {
      json_.field("schema", kSchema);
      json_.object("article", [&] { article(); });
      each("actors", reading_.actors, [&](const Actor& a, std::size_t n) { actor(a, n); });
      each("events", reading_.events, [&](const Event& e, std::size_t n) { event(e, n); });
      each("statements", reading_.statements, [&](const Statement& s, std::size_t n) { statement(s, n); });
      each("claims", reading_.claims, [&](const Claim& c, std::size_t) { claim(c); });
      each("posts", reading_.posts, [&](const Post& p, std::size_t) { post(p); });
      spans("sentences", reading_.sentences);
    });
  }

 private:
  void article() {
    const Article& a = reading_.article;
    json_.field("id", a.id);
    json_.field_unless_empty("title", a.title);
    json_.field_unless_empty("source", a.source);
    json_.field_unless_empty("url", a.url);
    json_.field_unless_empty("byline", a.byline);
    if (a.published) json_.field("published", to_string(*a.published));
    json_.field_unless_empty("published_basis", a.published_basis);
    json_.field_unless_empty("language", a.language);
    json_.field_unless_empty("dateline", a.dateline);
    if (with_text_) json_.field("text", a.text);
    json_.object("versions", [&] {
      json_.field("program", reading_.versions.program);
      json_.field("model", reading_.versions.model);
      json_.field("lexicon", reading_.versions.lexicon);
    });
  }

  void actor(const Actor& a, std::size_t n) {
    json_.field("id", id('a', n));
    json_.field("name", a.name);
    json_.field("code", a.code);
    json_.field_unless_empty("actor_code", a.actor_code);
    json_.field("country", a.country);
    json_.field("kind", name_of(a.kind));
    strings("sector", a.sector);
    json_.field("role", a.role);
    if (a.represents) json_.field("represents", id('a', *a.represents));
    spans("mentions", a.mentions);
  }

  void event(const Event& e, std::size_t n) {
    json_.field("id", id('e', n));
    json_.field("event", type_of(e));
    strings("mode", e.mode);
    strings("context", e.context);
    json_.field("cameo", e.cameo);
    json_.field("quad", quad_of(e));
    json_.key("goldstein"), json_.fixed(e.goldstein, 1);
    json_.field("measure", e.measure);
    ids("source", 'a', e.source);
    ids("target", 'a', e.target);
    if (e.quantity) quantity(*e.quantity);
    if (e.date) date("date", *e.date);
    if (e.place) place(*e.place);
    json_.field("status", name_of(e.status));
    ids("attributed_to", 'a', e.attributed_to);
    spans("trigger", e.trigger);
    sentences(e.sentences);
    ids("responds_to", 'e', e.responds_to);
    if (!e.responds_rule.empty()) strings("responds_rule", e.responds_rule);
    json_.key("confidence"), json_.fixed(e.confidence, 2);
    json_.field("rule", e.rule);
    json_.field("entry", e.entry);
  }

  void statement(const Statement& s, std::size_t n) {
    json_.field("id", id('s', n));
    json_.field("speaker", id('a', s.speaker));
    if (!s.with.empty()) ids("with", 'a', s.with);
    json_.key("quoted"), json_.boolean(s.quoted);
    json_.key("span"), span(s.span);
    json_.field("verb", s.verb);
    json_.field("stance", s.stance);
    ids("toward", 'a', s.toward);
    if (s.date) date("date", *s.date);
  }

  void claim(const Claim& c) {
    one_or_many("by", c.by);
    one_or_many("about", c.about);
    json_.key("span"), span(c.span);
    ids("denied_by", 'a', c.denied_by);
    if (c.denial_span) json_.key("denial_span"), span(*c.denial_span);
  }

  void post(const Post& p) {
    if (p.holder) json_.field("holder", id('a', *p.holder));
    if (p.host) json_.field("host", id('a', *p.host));
    json_.field("kind", p.kind);
    json_.field("name", p.name);
    if (p.place) place(*p.place);
    each("changes", p.changes, [&](const PostChange& c, std::size_t) { change(c); });
  }

  void change(const PostChange& c) {
    json_.field("what", c.what);
    if (c.from) json_.key("from"), json_.number(*c.from);
    if (c.to) json_.key("to"), json_.number(*c.to);
    else json_.field_unless_empty("to", c.to_status);
    if (c.event) json_.field("event", id('e', *c.event));
    if (c.effective) {
      json_.object("effective", [&] {
        days(*c.effective);
        json_.field_unless_empty("certainty", c.certainty);
      });
    }
    if (!c.trigger.empty()) spans("trigger", c.trigger);
    if (!c.sentences.empty()) sentences(c.sentences);
    json_.field_unless_empty("rule", c.rule);
  }

  void quantity(const Quantity& q) {
    json_.object("quantity", [&] {
      json_.key("value"), json_.number(q.value);
      json_.field_unless_empty("unit", q.unit);
      write_quantity_details(json_, q);
    });
  }

  void place(const Place& p) { json_.key("place"), write_place(json_, p); }

  void date(std::string_view name, const DateRange& d) {
    json_.object(name, [&] { days(d); });
  }
  void days(const DateRange& d) {
    json_.field("from", to_string(d.from));
    json_.field("to", to_string(d.to));
    json_.field_unless_empty("text", d.text);
    if (d.is_inferred) json_.key("inferred"), json_.boolean(true);
  }

  // ---- small shapes ----

  static std::string id(char letter, std::size_t index) { return letter + std::to_string(index + 1); }

  void span(Span s) {
    json_.array([&] {
      json_.integer(static_cast<std::int64_t>(offsets_.code_points(s.begin)));
      json_.integer(static_cast<std::int64_t>(offsets_.code_points(s.end)));
    });
  }
  void spans(std::string_view name, const std::vector<Span>& all) {
    json_.array(name, [&] {
      for (const Span s : all) span(s);
    });
  }
  void strings(std::string_view name, const std::vector<std::string>& all) {
    json_.array(name, [&] {
      for (const std::string& s : all) json_.string(s);
    });
  }
  void ids(std::string_view name, char letter, const std::vector<std::uint32_t>& all) {
    json_.array(name, [&] {
      for (const std::uint32_t n : all) json_.string(id(letter, n));
    });
  }
  void sentences(const std::vector<std::uint32_t>& all) {
    json_.array("sentences", [&] {
      for (const std::uint32_t s : all) json_.integer(s);
    });
  }
  void one_or_many(std::string_view name, const std::vector<ActorId>& all) {
    if (all.size() == 1) return json_.field(name, id('a', all.front()));
    ids(name, 'a', all);
  }
  template <class T, class Write>
  void each(std::string_view name, const std::vector<T>& all, Write&& one) {
    json_.array(name, [&] {
      for (std::size_t n = 0; n < all.size(); ++n) json_.object([&] { one(all[n], n); });
    });
  }

  const Reading& reading_;
  OffsetMap offsets_;
  JsonWriter json_;
  bool with_text_;
};

}  // namespace

void write_place(JsonWriter& json, const Place& p) {
  json.object([&] {
    json.field("name", p.name);
    json.field_unless_empty("country", p.country);
    if (p.latitude != 0 || p.longitude != 0) {  // else the lexicon knows no position
      json.key("lat"), json.number(p.latitude);
      json.key("lon"), json.number(p.longitude);
    }
    if (p.is_inferred) json.key("inferred"), json.boolean(true);
  });
}

void write_quantity_details(JsonWriter& json, const Quantity& q) {
  json.field_unless_empty("of", q.thing);
  json.field_unless_empty("bound", q.bound);
  if (q.upper) json.key("upper"), json.number(*q.upper);
  if (q.killed) json.key("killed"), json.number(*q.killed);
  if (q.injured) json.key("injured"), json.number(*q.injured);
}

void write_json(const Reading& reading, std::string& out) { ReadingWriter(reading, out, true).write(); }
void write_json_without_text(const Reading& reading, std::string& out) { ReadingWriter(reading, out, false).write(); }

}  // namespace demarche
