// GDELT 2.0: 61 columns of events, 16 of mentions; tabs, no header. Doors: write_gdelt(), write_gdelt_mentions().
// Columns after the GDELT 2.0 event codebook; what this record does not know (tone, religion, ethnicity, administrative divisions) is empty.
#include <algorithm>
#include <cmath>

#include "base/day.h"
#include "base/utf8.h"
#include "record/events.h"
#include "record/export.h"

namespace demarche {
namespace {

/// Columns 6–15 of the first actor, 16–25 of the second.
void write_actor(TabLine& line, const RecordedActor* actor) {
  if (!actor) return void(line.empty(10));
  const CameoActor c = cameo_actor(*actor);
  std::string name = actor->name;
  for (char& ch : name) {
    if (ch >= 'a' && ch <= 'z') ch = static_cast<char>(ch - 0x20);
  }
  line.cell(c.full).cell(name).cell(c.country).cell(c.group).empty(3).cell(c.role);
  line.cell(c.others.empty() ? "" : c.others[0]).cell(c.others.size() < 2 ? "" : c.others[1]);
}

/// 1 a country, 4 a town of the world; 0 nowhere.
int geo_type(const std::optional<Place>& place, const ExportContext& context) {
  if (!place) return 0;
  return place->name == context.country_name(place->country) ? 1 : 4;
}

/// Eight columns of a place: type, full name, country, two divisions, latitude, longitude, feature.
void write_place(TabLine& line, const std::optional<Place>& place, const ExportContext& context) {
  if (!place) return void(line.cell("0").empty(7));
  const int type = geo_type(place, context);
  const std::string country = context.country_name(place->country), fips = fips_of(place->country);
  const bool located = place->latitude != 0 || place->longitude != 0;
  line.cell(type).cell(type == 1 || country.empty() ? place->name : place->name + ", " + country).cell(fips).cell(fips).empty();
  line.cell(located ? fixed_number(place->latitude, 4) : "").cell(located ? fixed_number(place->longitude, 4) : "").empty();
}

std::string publisher_of(const ExportTelling& t) {
  const std::string host = host_of(t.url);
  return host.empty() ? t.publisher : host;
}

}  // namespace

void write_gdelt(const ExportRow& row, const ExportContext& context, std::string& out) {
  const RecordedEvent& e = *row.event;
  const CivilDay day = civil_of(e.from);
  std::int64_t mentions = 0, first_sentence = row.lead->sentence;
  for (const ExportTelling& t : *row.tellings) mentions += t.mentions, first_sentence = std::min(first_sentence, t.sentence);
  TabLine line(out);
  line.cell(row.id()).cell(compact_day(e.from)).cell(compact_day(e.from).substr(0, 6)).cell(day.year);
  line.cell(fixed_number(day.year + (day.month * 30 + day.day) / 365.0, 4));  // as the codebook computes it
  write_actor(line, row.source);
  write_actor(line, row.target);
  line.cell(first_sentence == 0 ? "1" : "0");
  line.cell(e.cameo).cell(base_of(e.cameo)).cell(root_of(e.cameo)).cell(quad_of_cameo(e.cameo)).cell(fixed_number(e.goldstein, 1));
  line.cell(mentions).cell(e.sources).cell(e.reports).empty();
  line.cell("0").empty(7).cell("0").empty(7);  // where the actors are is not read
  write_place(line, e.place, context);
  line.cell(compact_instant(e.first_seen)).cell(row.lead->url.empty() ? row.lead->id : row.lead->url);
}

void write_gdelt_mentions(const ExportRow& row, const ExportContext&, std::string& out) {
  const RecordedEvent& e = *row.event;
  for (const ExportTelling& t : *row.tellings) {
    TabLine line(out);
    line.cell(row.id()).cell(compact_day(e.from) + "000000").cell(t.published ? compact_day(*t.published) + "000000" : compact_instant(t.first_seen));
    line.cell(t.url.empty() ? "2" : "1").cell(publisher_of(t)).cell(t.url.empty() ? t.id : t.url);
    line.cell(t.sentence + 1).cell(t.source_begin.value_or(-1)).cell(t.target_begin.value_or(-1)).cell(t.trigger_begin).cell("1");
    line.cell(static_cast<std::int64_t>(std::lround(t.confidence * 10)) * 10).cell(t.length).empty(3);
  }
}

}  // namespace demarche
