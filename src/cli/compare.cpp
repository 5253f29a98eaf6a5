// `demarche compare`: another project's event files beside the record. Door: add_compare.
#include <CLI/CLI.hpp>
#include <cmath>
#include <memory>

#include "cli/ask.h"
#include "feeds/lines.h"
#include "record/foreign.h"

namespace demarche {
namespace {

struct Options {
  std::vector<std::string> files, words;
  int days = 1;
  bool json = false;
  RecordChoice record;
};

constexpr std::size_t kFailuresTold = 10;

void write_coverage(JsonWriter& json, std::string_view name, const Coverage& c) {
  json.object(name, [&] {
    json.key("events"), json.integer(c.events);
    json.key("same_dyad"), json.integer(c.same_dyad);
    json.key("same_dyad_and_type"), json.integer(c.same_type);
  });
}

std::string json_of(const Comparison& c) {
  std::string out;
  JsonWriter json(out);
  json.object([&] {
    json.key("foreign_rows"), json.integer(c.foreign_rows);
    json.key("foreign_between_known_parties"), json.integer(c.foreign_usable);
    json.field("from", to_string(c.from)), json.field("to", to_string(c.to));
    write_coverage(json, "foreign_in_record", c.foreign_in_ours), write_coverage(json, "record_in_foreign", c.ours_in_foreign);
    json.key("monthly_correlation"), json.fixed(c.monthly_correlation, 3);
    json.object("by_type", [&] {
      for (int n = 0; n < kEventTypes; ++n) write_coverage(json, name_of(static_cast<EventType>(n)), c.by_type[static_cast<std::size_t>(n)]);
    });
    for (const auto& named : {std::pair("only_foreign", &c.missed), std::pair("only_record", &c.extra)}) {
      const auto& [name, all] = named;
      const auto* const list = all;  // clang 14 captures no structured binding
      json.object(name, [&] {
        for (const auto& [dyad, many] : *list) json.key(dyad), json.integer(many);
      });
    }
  });
  return out + "\n";
}

std::string percent(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return "–";
  char out[16];
  std::snprintf(out, sizeof out, "%.1f %%", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
  return out;
}

void print(const Comparison& c, std::string_view format) {
  std::printf("%lld events of %s, %lld of them between two parties known here\n", static_cast<long long>(c.foreign_rows), std::string(format).c_str(), static_cast<long long>(c.foreign_usable));
  if (c.foreign_in_ours.events + c.ours_in_foreign.events == 0) return void(std::printf("No day is covered by both.\n"));
  std::printf("From %s to %s, the days that both cover:\n", to_string(c.from).c_str(), to_string(c.to).c_str());
  const auto line = [](const char* what, const Coverage& v) {
    std::printf("  %-22s %9lld events; in the other: dyad %8s, dyad and type %8s\n", what, static_cast<long long>(v.events), percent(v.same_dyad, v.events).c_str(), percent(v.same_type, v.events).c_str());
  };
  line(std::string(format).c_str(), c.foreign_in_ours), line("this record", c.ours_in_foreign);
  if (!std::isnan(c.monthly_correlation)) std::printf("  Counts by dyad and month go together with r = %.2f.\n", c.monthly_correlation);
  std::printf("\nOf %s, by type:\n", std::string(format).c_str());
  for (int n = 0; n < kEventTypes; ++n) {
    const Coverage& v = c.by_type[static_cast<std::size_t>(n)];
    if (v.events > 0) line(std::string(name_of(static_cast<EventType>(n))).c_str(), v);
  }
  for (const auto& [what, list] : {std::pair("Only there, most often:", &c.missed), std::pair("Only here, most often:", &c.extra)}) {
    if (list->empty()) continue;
    std::printf("\n%s\n", what);
    for (const auto& [dyad, many] : *list) std::printf("  %-24s %8lld\n", dyad.c_str(), static_cast<long long>(many));
  }
}

int run(const Options& o) {
  const auto query = query_of(o.words);
  if (!query) return failed_with(query.error());
  auto record = open_record(o.record, Access::kRead, {});
  if (!record) return failed_with(record.error());
  std::vector<ForeignEvent> events;
  std::string format;
  std::size_t failures = 0;
  const auto fail = [&](const Error& error) {
    if (++failures <= kFailuresTold) complain(error);
  };
  for (const std::string& path : o.files) {
    ForeignReader reader(Lexicon::embedded(), path);
    const Status read = each_line(path, [&](std::string_view line) {
      auto event = reader.line(line);
      if (!event) return fail(event.error()), !reader.format().empty();  // of a file that is none of these, the first line tells it all
      if (*event) events.push_back(**std::move(event));
      return true;
    });
    if (!read) fail(read.error());
    if (format.empty()) format = reader.format();
  }
  if (failures > kFailuresTold) std::fprintf(stderr, "demarche: and %zu further failures\n", failures - kFailuresTold);
  if (events.empty() && failures > 0) return kInputFailed;
  const auto compared = compare(*record, *query, events, o.days);
  if (!compared) return failed_with(compared.error());
  if (o.json) std::fputs(json_of(*compared).c_str(), stdout);
  else print(*compared, format);
  return failures > 0 ? kInputFailed : 0;
}

}  // namespace

void add_compare(CLI::App& root, int& exit_code) {
  CLI::App* const command = root.add_subcommand("compare", "Hold the record against event files of GDELT, ICEWS, POLECAT or Phoenix");
  const auto o = std::make_shared<Options>();
  command->add_option("files", o->files, "Event files, packed with gzip or zstd or not; told apart by their columns")->required();
  command->add_option("--query", o->words, "Which events of the record; all by default");
  command->add_option("--days", o->days, "How many days apart the same event may be dated")->check(CLI::Range(0, 31))->capture_default_str();
  command->add_flag("--json", o->json, "As JSON");
  add_record_option(*command, o->record);
  command->footer("Counts how many of their events the record has, and how many of its events they have: the same two parties within --days, and the\nsame PLOVER type. CAMEO codes are taken to PLOVER types by data/codes/cameo.codes; statements (01) have none and are passed over.\n");
  command->callback([o, &exit_code] { exit_code = run(*o); });
}

}  // namespace demarche
