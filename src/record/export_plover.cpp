// PLOVER JSON Lines: one event a line, the fields of the manual, and all that this record knows beyond them under "demarche". Door: write_plover().
#include "base/day.h"
#include "base/json.h"
#include "record/events.h"
#include "record/export.h"
#include "record/json.h"

namespace demarche {
namespace {

void strings(JsonWriter& json, std::string_view name, const std::vector<std::string>& all) {
  json.array(name, [&] {
    for (const std::string& s : all) json.string(s);
  });
}

void entities(JsonWriter& json, std::string_view name, const std::vector<RecordedActor>& actors, const ExportContext& context, ArticleKey article) {
  json.array(name, [&] {
    for (const RecordedActor& a : actors) {
      json.object([&] {
        json.field("code", a.code.empty() ? a.country : a.code);
        strings(json, "sector", a.sector);
        json.field("entity_text", a.name);
        json.field_unless_empty("office", context.role(a.key, article));
      });
    }
  });
}

void place(JsonWriter& json, const Place& p, const ExportContext& context) {
  const std::string country = context.country_name(p.country);
  const bool is_country = p.name == country;
  json.object("event_loc", [&] {
    json.field("extracted_place", p.name);
    json.field("resolved_place", p.name);
    if (p.latitude != 0 || p.longitude != 0) {
      json.key("lat"), json.number(p.latitude);
      json.key("lon"), json.number(p.longitude);
    }
    if (!is_country) json.field("city", p.name);
    json.field_unless_empty("country", country);
    json.field_unless_empty("country_code", p.country);
    json.key("resolution"), json.integer(is_country ? 1 : 4);
  });
}

}  // namespace

void write_plover(const RecordedEvent& e, const std::vector<ExportTelling>& tellings, const ExportContext& context, std::string& out) {
  const ExportTelling* lead = &tellings.front();
  for (const ExportTelling& t : tellings) {
    if (t.is_lead) lead = &t;
  }
  JsonWriter json(out);
  json.object([&] {
    json.field("id", key_text('E', e.key));
    json.key("has_event"), json.boolean(true);
    json.field("date", to_string(e.from));
    if (e.to != e.from) json.field("enddate", to_string(e.to));
    entities(json, "actor", e.source, context, lead->article);
    entities(json, "recipient", e.target, context, lead->article);
    strings(json, "event", e.has_type ? std::vector{std::string(name_of(e.type))} : std::vector<std::string>());
    if (e.place) place(json, *e.place, context);
    strings(json, "event_text", {lead->trigger_text});
    json.key("quad_code"), json.integer(quad_number(e));
    json.key("event_scale"), json.fixed(e.goldstein, 1);
    std::vector<std::string> mode = e.mode;  // the manual's auxiliary modes say how far an event happened
    if (e.status == EventStatus::kNegated) mode.emplace_back("negation");
    if (e.status == EventStatus::kAnnounced || e.status == EventStatus::kPlanned) mode.emplace_back("future");
    strings(json, "mode", mode);
    strings(json, "context", e.context);
    if (const EventKey answered = context.answered(e.key); answered != 0) json.field("link", key_text('E', answered));
    json.field("text", lead->sentence_text);
    json.object("text_info", [&] {
      json.key("sequence"), json.integer(lead->sentence + 1);
      json.key("start"), json.integer(lead->trigger_begin - lead->sentence_begin);
      json.key("end"), json.integer(lead->trigger_end - lead->sentence_begin);
      json.field("text_story", key_text('A', lead->article));
    });
    json.object("cite_info", [&] {
      json.field("citation", lead->id);
      json.field_unless_empty("url", lead->url);
      json.field_unless_empty("title", lead->title);
      json.field("language", lead->language);
      json.field_unless_empty("publication", lead->publisher.empty() ? host_of(lead->url) : lead->publisher);
      const Versions v = context.versions(lead->article);
      json.field("coder", "demarche " + v.program);
      json.field("codebook", "PLOVER 2021");
      json.field("version", "model " + v.model + " lexicon " + v.lexicon);
    });
    json.field("coder", "demarche");
    json.field("coded_date", e.first_seen.substr(0, 10));
    json.field("coded_time", e.first_seen.substr(11, 8));
    json.key("demarche"), write(json, e);
  });
  out += '\n';
}

}  // namespace demarche
