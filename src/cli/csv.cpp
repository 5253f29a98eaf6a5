// Events as a table: RFC 4180 quoting, lists joined by ";". Doors: write_csv_header(), write_csv().
#include <charconv>
#include <cstdio>

#include "base/csv.h"
#include "base/day.h"
#include "cli/commands.h"

namespace demarche {
namespace {

constexpr std::string_view kHeader =
    "article_id,published,event_id,event,cameo,quad,goldstein,mode,context,measure,source_codes,source_names,target_codes,"
    "target_names,status,date_from,date_to,place,quantity,trigger,sentence,confidence,entry\n";

std::string day_text(std::optional<Day> day) { return day ? to_string(*day) : std::string(); }

/// The list's parts by `text_of`, ";" between.
template <class List, class TextOf>
std::string joined(const List& list, TextOf&& text_of) {
  std::string out;
  for (std::size_t n = 0; n < list.size(); ++n) {
    if (n > 0) out += ';';
    out += text_of(list[n]);
  }
  return out;
}
std::string joined(const std::vector<std::string>& list) {
  return joined(list, [](const std::string& s) -> const std::string& { return s; });
}

std::string fixed(double value, int decimals) {
  char out[64];
  std::snprintf(out, sizeof out, "%.*f", decimals, value + 0.0);
  return out;
}
std::string shortest(double value) {
  char out[400];
  return {out, std::to_chars(out, out + sizeof out, value, std::chars_format::fixed).ptr};
}

}  // namespace

void write_csv_header(std::string& out) { out += kHeader; }

void write_csv(const Reading& reading, std::string& out) {
  const auto code = [&](ActorId a) { return reading.actors[a].actor_code.empty() ? reading.actors[a].code : reading.actors[a].actor_code; };
  const auto name = [&](ActorId a) { return reading.actors[a].name; };
  const auto words = [&](Span s) { return std::string_view(reading.article.text).substr(s.begin, s.size()); };
  const auto number = [](std::uint32_t n) { return std::to_string(n); };
  for (std::size_t n = 0; n < reading.events.size(); ++n) {
    const Event& e = reading.events[n];
    CsvLine line(out);
    line.cell(reading.article.id).cell(day_text(reading.article.published)).cell("e" + std::to_string(n + 1)).cell(type_of(e)).cell(e.cameo);
    line.cell(quad_of(e)).cell(fixed(e.goldstein, 1)).cell(joined(e.mode)).cell(joined(e.context)).cell(e.measure);
    line.cell(joined(e.source, code)).cell(joined(e.source, name)).cell(joined(e.target, code)).cell(joined(e.target, name));
    line.cell(name_of(e.status));
    line.cell(e.date ? to_string(e.date->from) : "").cell(e.date ? to_string(e.date->to) : "");
    line.cell(e.place ? e.place->name : "").cell(e.quantity ? shortest(e.quantity->value) : "").cell(joined(e.trigger, words));
    line.cell(joined(e.sentences, number)).cell(fixed(e.confidence, 2)).cell(e.entry);
  }
}

}  // namespace demarche
