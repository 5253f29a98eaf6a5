// `demarche export`: the record's events in the forms of the field. Door: add_export.
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/ask.h"
#include "record/export.h"

namespace demarche {
namespace {

struct Options {
  std::vector<std::string> words;
  std::string format = "csv", output;
  RecordChoice record;
};

int run(const Options& o) {
  const auto query = query_of(o.words);
  if (!query) return failed_with(query.error());
  auto record = open_record(o.record, Access::kRead, {});
  if (!record) return complain(record.error()), kInputFailed;
  const auto format = export_format_of(o.format);
  if (!format) {
    RowOptions rows;
    rows.format = "csv", rows.output = o.output;
    return write_rows(*record, &Record::events, *query, rows, event_columns(), event_cells, true, "events");
  }
  Output output;
  if (!o.output.empty()) {
    if (const Status opened = output.open(o.output); !opened) return failed_with(opened.error());
  }
  std::optional<Error> error;
  const auto counts = export_events(*record, *query, {*format, &Lexicon::embedded()}, [&](std::string_view text) { return output.write(text, error); });
  if (!counts) return failed_with(counts.error());
  if (error) return complain(*error), kInputFailed;
  std::fprintf(stderr, "%lld events in %lld rows", static_cast<long long>(counts->events), static_cast<long long>(counts->rows));
  if (counts->left_out > 0) std::fprintf(stderr, "; %lld left out, which are planned, denied or negated ('status:' in the query asks for them)", static_cast<long long>(counts->left_out));
  std::fprintf(stderr, "\n");
  return 0;
}

constexpr const char* kNotes =
    "Formats:\n"
    "  csv             every field, with a header\n"
    "  plover          JSON Lines after the PLOVER manual, with all further fields under 'demarche'\n"
    "  gdelt           GDELT 2.0 events, 61 columns, no header\n"
    "  gdelt-mentions  GDELT 2.0 mentions, 16 columns, no header\n"
    "  icews           20 columns with a header, missing values NA\n"
    "  phoenix         26 columns, no header\n"
    "  polecat         40 columns with a header, missing values None\n\n"
    "Rows come in order of days; the same record gives the same bytes. Times are UTC. How to load each in pandas and R: docs/record.md.\n\n"
    "Example:\n  demarche export --format gdelt source:RUS since:2021 --output rus.export.CSV\n";

}  // namespace

void add_export(CLI::App& root, int& exit_code) {
  CLI::App* const command = root.add_subcommand("export", "The record's events as GDELT, ICEWS, Phoenix, POLECAT, PLOVER or CSV");
  const auto o = std::make_shared<Options>();
  command->footer(kNotes);
  command->add_option("query", o->words, "Which events; nothing means all");
  command->add_option("--format", o->format, "The form")->check(CLI::IsMember({"csv", "plover", "gdelt", "gdelt-mentions", "icews", "phoenix", "polecat"}))->capture_default_str();
  command->add_option("--output,-o", o->output, "Write to this file instead of standard output");
  add_record_option(*command, o->record);
  command->callback([o, &exit_code] { exit_code = run(*o); });
}

}  // namespace demarche
