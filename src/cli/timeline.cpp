// `demarche timeline`, `chain` and `actor`: the record as a story. Doors: add_timeline(), add_chain(), add_actor().
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/ask.h"
#include "cli/ladder.h"

namespace demarche {
namespace {

struct Options {
  std::vector<std::string> words;
  RecordChoice record;
  RowOptions rows;
};

bool is_terminal_form(const RowOptions& o) { return o.format.empty() && o.fields.empty() && o.output.empty() && ::isatty(STDOUT_FILENO) == 1; }

/// "2021-10-06  NATO → RUS  withdraws the accreditation of 8 persons  (E12, 3 reports)"
void write_move(const RecordedEvent& e, const std::vector<RecordedLink>& links, const Page& page, std::string& out) {
  std::string line = days_text(e.from, e.to) + (e.day_basis == DayBasis::kText ? "  " : "? ") + party_text(e.source) + (e.target.empty() ? "" : " → " + party_text(e.target)) + "  " +
                     one_line(deed_text(e)) + "  (" + key_text('E', e.key) + (e.reports > 1 ? ", " + std::to_string(e.reports) + " reports" : "");
  std::string answers;
  for (const RecordedLink& l : links) {
    if (l.event == e.key) answers += (answers.empty() ? "" : ", ") + key_text('E', l.answers) + (l.basis == "text" ? "" : "?");
  }
  line += (answers.empty() ? "" : "; answers " + answers) + ")";
  write_wrapped(line, 0, 12, page, out);
}

// ---- timeline ----

/// The first one or two words that are no terms are parties.
std::string timeline_query(const std::vector<std::string>& words) {
  std::vector<std::string> parties, rest;
  for (const std::string& w : words) (w.find(':') == std::string::npos && parties.size() < 2 ? parties : rest).push_back(w);
  const auto quoted = [](const std::string& s) { return "\"" + s + "\""; };
  std::string out = parties.size() == 2 ? "between:" + quoted(parties[0]) + "," + quoted(parties[1]) : parties.size() == 1 ? "actor:" + quoted(parties[0]) : "";
  if (!rest.empty()) out += (out.empty() ? "" : " ") + query_text(rest);
  return out;
}

int timeline(const Options& o) {
  const auto query = parse_query(timeline_query(o.words), today());
  if (!query) return failed_with(query.error());
  auto record = open_record(o.record, Access::kRead, {});
  if (!record) return complain(record.error()), kInputFailed;
  if (!is_terminal_form(o.rows) && o.rows.format != "table") return write_rows(*record, &Record::events, *query, o.rows, event_columns(), event_cells, true, "events");
  // A page shows the newest moves, oldest of them first, as people read a story.
  Window window;
  window.limit = o.rows.limit > 0 ? static_cast<std::size_t>(o.rows.limit) : o.rows.limit == 0 ? 1'000'000 : 100;
  const auto events = record->events(*query, window);
  if (!events) return failed_with(events.error());
  std::string out;
  const Page page = Page::of_output();
  for (auto e = events->rows.rbegin(); e != events->rows.rend(); ++e) {
    const auto links = record->links_of(e->key);
    if (!links) return failed_with(links.error());
    write_move(*e, *links, page, out);
  }
  if (events->rows.empty()) std::fprintf(stderr, "demarche: no events\n");
  std::fputs(out.c_str(), stdout);
  if (!events->next.empty()) std::fprintf(stderr, "demarche: there are earlier events; --limit 0 shows all\n");
  return 0;
}

// ---- chain ----

int chain(const Options& o) {
  const auto key = event_key_of(o.words[0]);
  if (!key) return failed_with(key.error());
  auto record = open_record(o.record, Access::kRead, {});
  if (!record) return complain(record.error()), kInputFailed;
  std::vector<RecordedLink> links;
  const auto events = record->chain(*key, &links);
  if (!events) return failed_with(events.error());
  if (is_terminal_form(o.rows) || o.rows.format == "table") {
    std::string out;
    const Page page = Page::of_output();
    for (const RecordedEvent& e : *events) {
      write_move(e, links, page, out);
      for (const RecordedLink& l : links) {
        if (l.event == e.key) write_wrapped("              " + key_text('E', l.answers) + ": " + l.why, 0, 16, page, out);
      }
    }
    std::fputs(out.c_str(), stdout);
    return 0;
  }
  RowWriter writer;
  if (const Status opened = writer.open(o.rows, event_columns()); !opened) return failed_with(opened.error());
  for (const RecordedEvent& e : *events) {
    const auto detail = record->event(e.key);
    if (!detail) return failed_with(detail.error());
    if (!writer.row(*detail, event_cells(e))) break;
  }
  return writer.finish("events");
}

// ---- actor ----

int actor(const Options& o) {
  std::string name = joined(o.words, " ");
  auto record = open_record(o.record, Access::kRead, {});
  if (!record) return complain(record.error()), kInputFailed;
  auto exact = parse_query("actor:\"" + name + "\"");
  if (!exact) return failed_with(exact.error());
  Window window;
  window.limit = 1;
  const auto found = record->actors(*exact, window);
  if (!found) return failed_with(found.error());
  if (found->rows.empty()) exact = parse_query("\"" + name + "\"");  // part of a name
  if (!exact) return failed_with(exact.error());
  if (!is_terminal_form(o.rows) && o.rows.format != "table") return write_rows(*record, &Record::actors, *exact, o.rows, actor_columns(), actor_cells, false, "actors");
  RowOptions some = o.rows;
  some.format = "table";
  if (some.limit < 0) some.limit = 20;
  if (const int failed = write_rows(*record, &Record::actors, *exact, some, actor_columns(), actor_cells, false, "actors"); failed != 0) return failed;
  const auto about = parse_query("actor:\"" + name + "\"");
  const auto partners = record->partners(name, 8);
  if (!partners) return failed_with(partners.error());
  if (!partners->empty()) std::printf("\nMost often with:\n");
  for (const Partner& p : *partners)
    std::printf("  %-12s %6lld done to it, %6lld done by it\n", p.code.c_str(), static_cast<long long>(p.to), static_cast<long long>(p.from));
  window.limit = 10;
  const auto events = record->events(*about, window);
  if (!events) return failed_with(events.error());
  if (!events->rows.empty()) std::printf("\nLast events:\n");
  std::string out;
  for (const RecordedEvent& e : events->rows) write_move(e, {}, Page::of_output(), out);
  std::fputs(out.c_str(), stdout);
  return 0;
}

template <class Run>
void add(CLI::App& root, int& exit_code, const char* name, const char* about, const char* argument, const char* argument_about, bool needed, const char* notes, Run run) {
  CLI::App* const command = root.add_subcommand(name, about);
  const auto o = std::make_shared<Options>();
  CLI::Option* words = command->add_option(argument, o->words, argument_about);
  if (needed) words->required();
  command->footer(notes);
  add_record_option(*command, o->record);
  add_row_options(*command, o->rows);
  command->callback([o, run, &exit_code] { exit_code = run(*o); });
}

}  // namespace

Result<EventKey> event_key_of(const std::string& word) {
  const auto query = parse_query("event:" + word);
  if (!query) return Error{ErrorKind::kUsage, {}, "'" + word + "' is no event; write E12", {}};
  return static_cast<EventKey>(std::stoll(query->terms[0].values[0]));
}

void add_timeline(CLI::App& root, int& exit_code) {
  add(root, exit_code, "timeline", "What two sides did to each other, in order of days", "parties", "One or two parties, by code or name, and further terms of a query", true,
      "Examples:\n  demarche timeline RUS NATO since:2021\n  demarche timeline Mali France type:COERCE,ASSAULT --format csv\n\n"
      "A day with a question mark is that of the story or of publication: the text names none. A link with one was concluded\n"
      "by the record; 'demarche chain' says why.\n",
      timeline);
}
void add_chain(CLI::App& root, int& exit_code) {
  add(root, exit_code, "chain", "The events that lead to one and follow from it", "event", "An event: E12", true, "A link says whether a text speaks of it or the record concluded it, and why.\n", chain);
}
void add_actor(CLI::App& root, int& exit_code) {
  add(root, exit_code, "actor", "An actor: how often, with whom, what last", "name", "A code or a name, or part of one", true, "", actor);
}

}  // namespace demarche
