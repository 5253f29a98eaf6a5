// ICEWS (20 columns, header), Phoenix (26, none) and POLECAT (40, header), all with tabs. Doors: write_icews(), write_phoenix(), write_polecat().
#include <algorithm>
#include <array>

#include "base/day.h"
#include "base/lists.h"
#include "record/events.h"
#include "record/export.h"

namespace demarche {
namespace {

constexpr std::string_view kIcewsHeader =
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\t"
    "Sentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n";
constexpr std::string_view kPolecatHeader =
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tActor COW\tPrimary Actor Sector\tActor Sectors\t"
    "Actor Title\tActor Name Raw\tWikipedia Actor ID\tRecipient Name\tRecipient Country\tRecipient COW\tPrimary Recipient Sector\tRecipient Sectors\tRecipient Title\t"
    "Recipient Name Raw\tWikipedia Recipient ID\tPlacename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\tGeoNames ID\tRaw Placename\tFeature Type\tSource\t"
    "Publication Date\tStory People\tStory Organizations\tStory Locations\tLanguage\tVersion\n";

struct SectorName {
  std::string_view code, name;
};
constexpr std::array kSectors = {SectorName{"GOV", "Government"},   SectorName{"MIL", "Military"},      SectorName{"REB", "Rebel"},         SectorName{"OPP", "Opposition"},
                                 SectorName{"PTY", "Parties"},      SectorName{"COP", "Police"},        SectorName{"JUD", "Judicial"},      SectorName{"SPY", "Intelligence"},
                                 SectorName{"MED", "Media"},        SectorName{"EDU", "Education"},     SectorName{"BUS", "Business"},      SectorName{"CRM", "Criminal"},
                                 SectorName{"CVL", "Civilian"},     SectorName{"LEG", "Legislative"},   SectorName{"IGO", "International Government Organization"},
                                 SectorName{"NGO", "Nongovernmental Organization"}, SectorName{"UAF", "Unidentified Forces"}, SectorName{"REL", "Religious"},
                                 SectorName{"LAB", "Labor"},        SectorName{"REF", "Refugees"},      SectorName{"ELI", "Elite"}};

std::string sector_names(const RecordedActor& a) {
  std::vector<std::string> out;
  for (const std::string& code : a.sector) {
    const auto known = std::find_if(kSectors.begin(), kSectors.end(), [&](const SectorName& s) { return s.code == code; });
    out.emplace_back(known == kSectors.end() ? code : std::string(known->name));
  }
  return joined(out, ",");
}

bool is_located(const Place& p) { return p.latitude != 0 || p.longitude != 0; }
bool is_country(const Place& p, const ExportContext& context) { return p.name == context.country_name(p.country); }

int phoenix_quad(const std::string& root) {
  if (root <= "02") return 0;
  if (root <= "05") return 1;
  if (root <= "08") return 2;
  return root <= "13" || root == "16" ? 3 : 4;
}

std::string upper(std::string s) {
  for (char& c : s) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 0x20);
  }
  return s;
}

template <class Text>
std::string all_of(const ExportRow& row, Text&& text) {
  std::vector<std::string> out;
  for (const ExportTelling& t : *row.tellings) {
    std::string value = text(t);
    std::replace(value.begin(), value.end(), ';', ',');
    if (!value.empty() && std::find(out.begin(), out.end(), value) == out.end()) out.push_back(std::move(value));
  }
  return joined(out, ";");
}

}  // namespace

// ---- ICEWS ----

void write_icews_header(std::string& out) { out += kIcewsHeader; }

void write_icews(const ExportRow& row, const ExportContext& context, std::string& out) {
  const RecordedEvent& e = *row.event;
  TabLine line(out, "NA");
  const auto actor = [&](const RecordedActor* a) {
    if (!a) return void(line.empty(3));
    line.cell(a->name).cell(sector_names(*a)).cell(context.country_name(a->country));
  };
  line.cell(row.id()).cell(to_string(e.from));
  actor(row.source);
  line.cell(context.cameo_text(e.cameo)).cell(e.cameo).cell(fixed_number(e.goldstein, 1));
  actor(row.target);
  line.cell(row.lead->article).cell(row.lead->sentence + 1).cell(row.lead->publisher.empty() ? host_of(row.lead->url) : row.lead->publisher);
  if (!e.place) return void(line.empty(6));
  line.cell(is_country(*e.place, context) ? "" : e.place->name).empty(2).cell(context.country_name(e.place->country));
  if (is_located(*e.place)) line.cell(fixed_number(e.place->latitude, 4)).cell(fixed_number(e.place->longitude, 4));
  else line.empty(2);
}

// ---- Phoenix ----

void write_phoenix(const ExportRow& row, const ExportContext& context, std::string& out) {
  const RecordedEvent& e = *row.event;
  const std::string day = compact_day(e.from);
  TabLine line(out);
  line.cell(std::to_string(row.id()) + "_demarche").cell(day).cell(day.substr(0, 4)).cell(day.substr(4, 2)).cell(day.substr(6, 2));
  for (const RecordedActor* a : {row.source, row.target}) {
    if (!a) {
      line.empty(4);
      continue;
    }
    const CameoActor c = cameo_actor(*a);
    line.cell(c.full).cell(c.country.empty() || !c.group.empty() ? c.group : c.country).cell(c.role).cell(joined(c.others, ";"));
  }
  std::vector<std::string> issues;
  for (const std::string& c : e.context) issues.push_back(upper(c) + ",1");
  line.cell(e.cameo).cell(root_of(e.cameo)).cell(phoenix_quad(root_of(e.cameo))).cell(fixed_number(e.goldstein, 1)).cell(joined(issues, ";"));
  const bool located = e.place && is_located(*e.place);
  line.cell(located ? fixed_number(e.place->latitude, 4) : "").cell(located ? fixed_number(e.place->longitude, 4) : "");
  line.cell(e.place && !is_country(*e.place, context) ? e.place->name : "").empty().cell(e.place ? e.place->country : "");
  line.cell(all_of(row, [](const ExportTelling& t) { return "A" + std::to_string(t.article) + "_" + std::to_string(t.sentence + 1); }));
  line.cell(all_of(row, [](const ExportTelling& t) { return t.url; }));
  line.cell(all_of(row, [](const ExportTelling& t) { return t.publisher.empty() ? host_of(t.url) : t.publisher; }));
}

// ---- POLECAT ----

void write_polecat_header(std::string& out) { out += kPolecatHeader; }

void write_polecat(const ExportRow& row, const ExportContext& context, std::string& out) {
  const RecordedEvent& e = *row.event;
  const ExportTelling& lead = *row.lead;
  TabLine line(out, "None");
  const auto actor = [&](const RecordedActor* a, const std::string& raw) {
    if (!a) return void(line.empty(8));
    line.cell(a->name).cell(a->country).cell(cow_of(a->country)).cell(a->sector.empty() ? "" : a->sector.front()).cell(joined(a->sector)).cell(context.role(a->key, lead.article));
    line.cell(raw.empty() ? a->name : raw).empty();
  };
  line.cell("E" + std::to_string(e.key) + "-" + std::to_string(row.number)).cell(to_string(e.from)).cell(e.has_type ? name_of(e.type) : std::string_view()).cell(joined(e.mode)).cell(fixed_number(e.goldstein, 1));
  line.cell(quad_number(e)).cell(joined(e.context));
  const bool first_pair = row.number == 0;  // the words stored are those of the first of each side
  actor(row.source, first_pair ? lead.source_text : "");
  actor(row.target, first_pair ? lead.target_text : "");
  if (e.place) {
    line.cell(e.place->name).cell(is_country(*e.place, context) ? "" : e.place->name).empty(2).cell(e.place->country);
    line.cell(is_located(*e.place) ? fixed_number(e.place->latitude, 4) : "").cell(is_located(*e.place) ? fixed_number(e.place->longitude, 4) : "");
    line.empty().cell(e.place->name).empty();
  } else {
    line.empty(10);
  }
  line.cell(lead.publisher.empty() ? host_of(lead.url) : lead.publisher).cell(lead.published ? to_string(*lead.published) : "");
  for (const char* kind : {"person", "organisation", "country"}) line.cell(joined(context.story_actors(lead.article, kind)));
  const Versions v = context.versions(lead.article);
  line.cell(lead.language).cell("demarche " + v.program + " model " + v.model + " lexicon " + v.lexicon);
}

}  // namespace demarche
