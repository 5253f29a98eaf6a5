// `demarche query`: the record asked for events, articles, actors or statements. Door: add_query.
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/ask.h"

namespace demarche {
namespace {

struct QueryOptions {
  std::vector<std::string> words;
  std::string about = "events";
  bool oldest_first = false, count = false;
  RecordChoice record;
  RowOptions rows;
};

int run(const QueryOptions& o) {
  const auto query = query_of(o.words);
  if (!query) return complain(query.error()), kWrongUse;
  auto record = open_record(o.record, Access::kRead, {});
  if (!record) return complain(record.error()), kInputFailed;
  if (o.count) {
    const auto n = record->count_events(*query);
    if (!n) return failed_with(n.error());
    std::printf("%lld\n", static_cast<long long>(*n));
    return 0;
  }
  const bool oldest = o.oldest_first;
  if (o.about == "articles") return write_rows(*record, &Record::articles, *query, o.rows, article_columns(), article_cells, oldest, "articles");
  if (o.about == "actors") return write_rows(*record, &Record::actors, *query, o.rows, actor_columns(), actor_cells, oldest, "actors");
  if (o.about == "statements") return write_rows(*record, &Record::statements, *query, o.rows, statement_columns(), statement_cells, oldest, "statements");
  return write_rows(*record, &Record::events, *query, o.rows, event_columns(), event_cells, oldest, "events");
}

std::string notes() {
  std::string out = "A query is words side by side that must all hold: FIELD:VALUE, FIELD:A,B (either), -FIELD:VALUE (not), or plain words,\nwhich are sought in the text.\n\n";
  for (const QueryFieldHelp& f : query_fields()) {
    out += "  " + std::string(f.example) + std::string(f.example.size() < 26 ? 26 - f.example.size() : 1, ' ') + std::string(f.takes) + "\n";
  }
  return out + "\nExamples:\n"
               "  demarche query source:RUS target:NATO since:2021-10\n"
               "  demarche query measure:expel,close-post -status:denied --format csv > measures.csv\n"
               "  demarche query 'text:\"liaison office\"' --about articles\n"
               "  demarche query type:SANCTION reports:>=3 --json key,date.from,source.code,target.code\n";
}

}  // namespace

Result<Query> query_of(const std::vector<std::string>& words) { return parse_query(query_text(words), today()); }

int failed_with(const Error& error) {
  complain(error);
  return error.kind == ErrorKind::kUsage ? kWrongUse : kInputFailed;
}

void add_query(CLI::App& root, int& exit_code) {
  CLI::App* const command = root.add_subcommand("query", "Ask the record: who did what to whom, when");
  const auto o = std::make_shared<QueryOptions>();
  command->footer(notes());
  command->add_option("query", o->words, "What is asked; nothing asks for all");
  command->add_option("--about", o->about, "What the rows are: events, articles, actors or statements")
      ->check(CLI::IsMember({"events", "articles", "actors", "statements"}))
      ->capture_default_str();
  command->add_flag("--oldest-first", o->oldest_first, "Begin with the oldest");
  command->add_flag("--count", o->count, "Only the number of events");
  add_record_option(*command, o->record);
  add_row_options(*command, o->rows);
  command->allow_extras(false);
  command->callback([o, &exit_code] { exit_code = run(*o); });
}

}  // namespace demarche
