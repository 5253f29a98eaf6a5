// `demarche stats`: pairs of actors in numbers, and whether one answers the other. Door: add_stats.
#include <CLI/CLI.hpp>
#include <cmath>
#include <memory>

#include "base/csv.h"
#include "cli/ask.h"
#include "cli/stats_svg.h"
#include "record/statistics.h"

namespace demarche {
namespace {

struct Options {
  std::vector<std::string> words;
  std::string by = "month", format, output;
  long limit = 20;
  RecordChoice record;
};

std::string fixed(double value, int decimals) {
  char out[48];
  if (std::isnan(value)) return {};
  std::snprintf(out, sizeof out, "%.*f", decimals, value + 0.0);
  return out;
}

std::string json_of(const DyadSeries& s, const Reciprocity& r) {
  std::string out;
  JsonWriter json(out);
  write(json, s, r);
  return out + "\n";
}

std::string csv_of(const DyadSeries& s) {
  std::string out;
  {
    CsvLine line(out);
    for (const char* c : {"from", "to", "source", "target", "events", "net", "verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"}) line.cell(c);
  }
  for (const DyadPeriod& p : s.periods) {
    for (const bool forth : {true, false}) {
      const Deeds& d = forth ? p.first : p.second;
      CsvLine line(out);
      line.cell(to_string(p.from)).cell(to_string(p.to)).cell(forth ? s.first : s.second).cell(forth ? s.second : s.first).cell(std::to_string(d.events)).cell(fixed(d.net, 1));
      for (const std::int64_t n : d.by_quad) line.cell(std::to_string(n));
    }
  }
  return out;
}

/// "████▌" of a net score: to the right for cooperation, to the left for conflict.
std::string bar(double value, double largest) {
  constexpr int kHalf = 12;
  const int n = largest > 0 ? static_cast<int>(std::lround(std::abs(value) / largest * kHalf)) : 0;
  std::string left, right;
  for (int k = 0; k < kHalf; ++k) left += value < 0 && k >= kHalf - n ? "█" : " ";
  for (int k = 0; k < kHalf; ++k) right += value > 0 && k < n ? "█" : " ";
  return left + "│" + right;
}

std::string table_of(const DyadSeries& s, const Reciprocity& r, const Page& page) {
  std::string out;
  double largest = 0;
  for (const DyadPeriod& p : s.periods) largest = std::max({largest, std::abs(p.first.net), std::abs(p.second.net)});
  char line[256];
  std::snprintf(line, sizeof line, "%-10s  %6s %8s  %-25s  %6s %8s  %-25s\n", std::string(name_of(s.step)).c_str(), "events", "net", (s.first + " → " + s.second).c_str(), "events", "net",
                (s.second + " → " + s.first).c_str());
  out += line;
  for (const DyadPeriod& p : s.periods) {
    if (p.first.events == 0 && p.second.events == 0 && s.periods.size() > 60) continue;  // of a long series only what happened
    out += to_string(p.from);
    for (const Deeds* d : {&p.first, &p.second}) {
      std::snprintf(line, sizeof line, "  %6lld %8s  ", static_cast<long long>(d->events), fixed(d->net, 1).c_str());
      out += line + bar(d->net, largest);
    }
    while (out.back() == ' ') out.pop_back();
    out += '\n';
  }
  if (!r.lags.empty()) {
    std::snprintf(line, sizeof line, "\n%5s  %-20s  %-20s  %s\n", "lag", (s.second + " follows " + s.first).c_str(), (s.first + " follows " + s.second).c_str(), "chance");
    out += line;
    for (const LagCorrelation& l : r.lags) {
      std::snprintf(line, sizeof line, "%5d  %20s  %20s  ±%s\n", l.lag, fixed(l.second_follows, 2).c_str(), fixed(l.first_follows, 2).c_str(), fixed(l.chance, 2).c_str());
      out += line;
    }
  }
  out += '\n';
  write_wrapped(r.explanation, 0, 0, page, out);
  return out;
}

int put(const std::string& text, const std::string& path) {
  Output output;
  if (!path.empty()) {
    if (const Status opened = output.open(path); !opened) return failed_with(opened.error());
  }
  std::optional<Error> error;
  output.write(text, error);
  if (error) return complain(*error), kInputFailed;
  return 0;
}

int totals(const Record& record, const Query& query, const Options& o) {
  const auto all = top_dyads(record, query, o.limit > 0 ? static_cast<std::size_t>(o.limit) : 1'000'000);
  if (!all) return failed_with(all.error());
  std::string out;
  if (o.format == "csv" || (o.format.empty() && o.output.ends_with(".csv"))) {
    {
      CsvLine line(out);
      for (const char* c : {"source", "target", "events", "net", "verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"}) line.cell(c);
    }
    for (const DyadTotal& d : *all) {
      CsvLine line(out);
      line.cell(d.source).cell(d.target).cell(std::to_string(d.deeds.events)).cell(fixed(d.deeds.net, 1));
      for (const std::int64_t n : d.deeds.by_quad) line.cell(std::to_string(n));
    }
  } else if (o.format == "json") {
    JsonWriter json(out);
    json.array([&] {
      for (const DyadTotal& d : *all) json.object([&] { json.field("source", d.source), json.field("target", d.target), json.key("deeds"), write(json, d.deeds); });
    });
    out += '\n';
  } else if (o.format == "svg") {
    return wrong_use("a picture needs two parties: demarche stats RUS NATO --format svg");
  } else {
    char line[256];
    std::snprintf(line, sizeof line, "%-12s %-12s %8s %10s %9s %9s %9s %9s\n", "SOURCE", "TARGET", "EVENTS", "NET", "VERB COOP", "MAT COOP", "VERB CONF", "MAT CONF");
    out += line;
    for (const DyadTotal& d : *all) {
      std::snprintf(line, sizeof line, "%-12s %-12s %8lld %10s %9lld %9lld %9lld %9lld\n", d.source.c_str(), d.target.c_str(), static_cast<long long>(d.deeds.events), fixed(d.deeds.net, 1).c_str(),
                    static_cast<long long>(d.deeds.by_quad[0]), static_cast<long long>(d.deeds.by_quad[1]), static_cast<long long>(d.deeds.by_quad[2]), static_cast<long long>(d.deeds.by_quad[3]));
      out += line;
    }
  }
  return put(out, o.output);
}

int stats(const Options& o) {
  std::vector<std::string> parties, rest;
  for (const std::string& w : o.words) (w.find(':') == std::string::npos && parties.size() < 2 ? parties : rest).push_back(w);
  if (parties.size() == 1) rest.push_back("actor:\"" + parties[0] + "\"");
  const auto query = query_of(rest);
  if (!query) return failed_with(query.error());
  auto record = open_record(o.record, Access::kRead, {});
  if (!record) return failed_with(record.error());
  if (parties.size() < 2) return totals(*record, *query, o);
  const Step step = o.by == "day" ? Step::kDay : o.by == "week" ? Step::kWeek : Step::kMonth;
  const auto series = dyad_series(*record, parties[0], parties[1], *query, step);
  if (!series) return failed_with(series.error());
  if (series->periods.empty()) std::fprintf(stderr, "demarche: no events between %s and %s\n", series->first.c_str(), series->second.c_str());
  const Reciprocity answer = reciprocity(*series);
  if (o.format == "csv" || (o.format.empty() && o.output.ends_with(".csv"))) return put(csv_of(*series), o.output);
  if (o.format == "json") return put(json_of(*series, answer), o.output);
  if (o.format == "svg" || (o.format.empty() && o.output.ends_with(".svg"))) return put(stats_svg(*series, answer), o.output);
  return series->periods.empty() ? 0 : put(table_of(*series, answer, Page::of_output()), o.output);
}

constexpr const char* kNotes =
    "The net score is the sum of Goldstein scores: above 0 there was more cooperation, below 0 more conflict. Events that are planned,\n"
    "denied or negated do not count, but where the query asks for a status.\n\n"
    "Examples:\n"
    "  demarche stats                                   the pairs with most events\n"
    "  demarche stats RUS NATO --by month               what each did to the other, and who answers whom\n"
    "  demarche stats RUS UKR quad:material-conflict --by week --output war.svg\n";

}  // namespace

void add_stats(CLI::App& root, int& exit_code) {
  CLI::App* const command = root.add_subcommand("stats", "Pairs of actors in numbers: counts, net score, who answers whom");
  const auto o = std::make_shared<Options>();
  command->footer(kNotes);
  command->add_option("parties", o->words, "None, one or two parties, by code or name, and further terms of a query");
  command->add_option("--by", o->by, "day, week or month")->check(CLI::IsMember({"day", "week", "month"}))->capture_default_str();
  command->add_option("--format", o->format, "table (the default), csv, json or svg; the ending of --output decides too")->check(CLI::IsMember({"table", "csv", "json", "svg"}));
  command->add_option("--limit", o->limit, "Pairs shown where no two parties are named; 0 means all")->capture_default_str();
  command->add_option("--output,-o", o->output, "Write to this file instead of standard output");
  add_record_option(*command, o->record);
  command->callback([o, &exit_code] { exit_code = stats(*o); });
}

}  // namespace demarche
