// `demarche show` and `demarche posts`: one event, article or post whole; the ledger of posts. Doors: add_show(), add_posts().
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <memory>

#include "cli/ask.h"
#include "cli/ladder.h"
#include "coding/json.h"

namespace demarche {
namespace {

struct Options {
  std::vector<std::string> words;
  std::string holder, host, kind;
  RecordChoice record;
  RowOptions rows;
};

bool wants_text(const RowOptions& o) { return o.fields.empty() && (o.format == "table" || (o.format.empty() && o.output.empty() && ::isatty(STDOUT_FILENO) == 1)); }

std::string publication(const std::string& publisher, const std::optional<Day>& published) {
  return (publisher.empty() ? "unnamed source" : one_line(publisher)) + (published ? ", " + to_string(*published) : "");
}

void write_event(const EventDetail& d, const Page& page, std::string& out) {
  const RecordedEvent& e = d.event;
  const auto line = [&](const std::string& text, std::size_t hang) { write_wrapped(text, 0, hang, page, out); };
  line(key_text('E', e.key) + "  " + party_text(e.source) + (e.target.empty() ? "" : " → " + party_text(e.target)) + "  " + one_line(deed_text(e)), 6);
  line("  " + days_text(e.from, e.to) + " (by the " + (e.day_basis == DayBasis::kText ? "text" : e.day_basis == DayBasis::kStory ? "day of the story" : e.day_basis == DayBasis::kPublished ? "day of publication" : "day it was seen") + ")" +
           (e.place ? ", " + one_line(e.place->name) : ""), 4);
  line("  " + (e.has_type ? std::string(name_of(e.type)) : "no PLOVER type") + (e.mode.empty() ? "" : " / " + joined(e.mode, ", ")) + (e.context.empty() ? "" : " [" + joined(e.context, ", ") + "]") + ", CAMEO " + e.cameo +
           (e.has_type ? ", " + std::string(quad_of(e.type)) : "") + ", " + std::string(name_of(e.status)) + ", confidence " + number_in_words(std::round(e.confidence * 100) / 100), 4);
  line("  " + std::to_string(e.reports) + (e.reports == 1 ? " report, " : " reports, ") + std::to_string(e.sources) + (e.sources == 1 ? " publisher, " : " publishers, ") +
           std::to_string(e.texts) + (e.texts == 1 ? " text" : " texts") + "; first seen " + e.first_seen, 4);
  if (!d.judgements.empty()) {
    std::vector<std::string> keys;
    for (const std::int64_t c : d.judgements) keys.push_back(key_text('C', c));
    line("  found " + std::string(name_of(e.verdict)) + " by a reader (" + joined(keys, ", ") + ")", 4);
  }
  for (const RecordedLink& l : d.answers) line("  answers " + key_text('E', l.answers) + ": " + l.why, 4);
  for (const RecordedLink& l : d.answered_by) line("  answered by " + key_text('E', l.event) + ": " + l.why, 4);
  if (!d.corrections.empty()) out += "\nCorrected:\n";
  for (const Correction& c : d.corrections) line("  " + c.field + ": " + one_line(c.from) + " → " + one_line(c.to) + " (" + key_text('A', c.article) + ", " + c.at + ")", 4);
  out += "\nReports:\n";
  for (const Telling& t : d.tellings) {
    line("  " + key_text('A', t.article) + (t.is_lead ? "*" : " ") + " " + publication(t.publisher, t.published) + (t.same_text_as != 0 ? ", text of " + key_text('A', t.same_text_as) : "") +
             (t.quantity ? ", " + number_in_words(t.quantity->value) + " " + t.quantity->unit : "") + (t.status == d.event.status ? "" : ", " + std::string(name_of(t.status))), 6);
    line("      “" + one_line(t.sentence) + "”", 6);
    if (!t.why.empty()) line("      joined: " + t.why, 6);
  }
}

std::string change_text(const RecordedPostChange& c) {
  PostChange change;
  change.what = c.what, change.from = c.from, change.to = c.to, change.to_status = c.to_status;
  return change_in_words(change);
}

void write_post(const RecordedPost& p, const Page& page, std::string& out) {
  write_wrapped(key_text('P', p.key) + "  " + one_line(p.name.empty() ? p.kind : p.name) + " (" + p.kind + " of " + p.holder + (p.host.empty() ? "" : " with " + p.host) +
                    (p.place.empty() ? "" : ", " + one_line(p.place)) + ")" + (p.status.empty() ? "" : ": " + one_line(p.status)), 0, 6, page, out);
  for (const RecordedPostChange& c : p.history) {
    write_wrapped("    " + days_text(c.from_day, c.to_day) + (c.day_basis == DayBasis::kText ? "  " : "? ") + change_text(c) + (c.certainty.empty() ? "" : " (" + c.certainty + ")") + "  (" +
                      (c.event != 0 ? key_text('E', c.event) + ", " : "") + key_text('A', c.article) + (c.reports > 1 ? ", " + std::to_string(c.reports) + " reports" : "") + ")", 0, 16, page, out);
  }
}

const std::vector<Column>& post_columns() {
  static const std::vector<Column> columns = {{"key", "KEY"}, {"holder", "HOLDER"}, {"host", "HOST"}, {"kind", "KIND"}, {"name", "NAME", false, true}, {"place", "PLACE"}, {"status", "STATUS"},
                                              {"history", "HISTORY", false, true}};
  return columns;
}
std::vector<std::string> post_cells(const RecordedPost& p) {
  std::vector<std::string> steps;
  for (const RecordedPostChange& c : p.history) steps.push_back(to_string(c.from_day) + " " + change_text(c));
  return {key_text('P', p.key), p.holder, p.host, p.kind, p.name, p.place, p.status, joined(steps)};
}

// ---- show ----

template <class T>
int show_json(const T& value, const RowOptions& o) {
  RowWriter writer;
  RowOptions one = o;
  if (one.format.empty() && one.fields.empty()) one.format = "jsonl";
  if (one.format == "csv") return wrong_use("'show' has no CSV; 'demarche query event:E12 --format csv' has");
  if (const Status opened = writer.open(one, {}); !opened) return failed_with(opened.error());
  writer.row(value, {});
  return writer.finish("rows");
}

int show_article(const Record& record, ArticleKey key, const RowOptions& o, const Page& page) {
  const auto reading = record.reading(key);
  const auto article = record.article(key);
  if (!reading || !article) return failed_with(reading ? article.error() : reading.error());
  std::string out;
  if (wants_text(o)) {
    write_report(*reading, page, out);
    if (article->same_text_as != 0) out += "\nNearly the text of " + key_text('A', article->same_text_as) + ".\n";
    if (article->revises != 0) out += "\nRevises " + key_text('A', article->revises) + ".\n";
  } else {
    write_json(*reading, out);
    out += '\n';
  }
  std::fputs(out.c_str(), stdout);
  return 0;
}

int show(const Options& o) {
  const std::string& word = o.words[0];
  const char letter = static_cast<char>(word[0] & ~0x20);
  std::int64_t key = 0;
  try {
    std::size_t end = 0;
    key = std::stoll(word.substr(1), &end);
    if (end + 1 != word.size()) key = 0;
  } catch (const std::exception&) {
  }
  if (key <= 0 || (letter != 'E' && letter != 'A' && letter != 'P')) return wrong_use("'" + word + "' is neither an event (E12), an article (A3) nor a post (P5)");
  auto record = open_record(o.record, Access::kRead, {});
  if (!record) return complain(record.error()), kInputFailed;
  const Page page = Page::of_output();
  std::string out;
  if (letter == 'A') return show_article(*record, key, o.rows, page);
  if (letter == 'E') {
    const auto event = record->event(key);
    if (!event) return failed_with(event.error());
    if (!wants_text(o.rows)) return show_json(*event, o.rows);
    write_event(*event, page, out);
  } else {
    const auto post = record->post(key);
    if (!post) return failed_with(post.error());
    if (!wants_text(o.rows)) return show_json(*post, o.rows);
    write_post(*post, page, out);
  }
  std::fputs(out.c_str(), stdout);
  return 0;
}

// ---- posts ----

int posts(const Options& o) {
  std::vector<std::string> words = o.words;
  for (const auto& [field, value] : {std::pair("holder", o.holder), std::pair("host", o.host), std::pair("kind", o.kind)}) {
    if (!value.empty()) words.push_back(std::string(field) + ":\"" + value + "\"");
  }
  const auto query = query_of(words);
  if (!query) return failed_with(query.error());
  auto record = open_record(o.record, Access::kRead, {});
  if (!record) return complain(record.error()), kInputFailed;
  if (!wants_text(o.rows)) return write_rows(*record, &Record::posts, *query, o.rows, post_columns(), post_cells, false, "posts");
  Window window;
  window.limit = o.rows.limit > 0 ? static_cast<std::size_t>(o.rows.limit) : o.rows.limit == 0 ? 1'000'000 : 100;
  const auto found = record->posts(*query, window);
  if (!found) return failed_with(found.error());
  std::string out;
  for (const RecordedPost& p : found->rows) write_post(p, Page::of_output(), out);
  if (found->rows.empty()) std::fprintf(stderr, "demarche: no posts\n");
  std::fputs(out.c_str(), stdout);
  if (!found->next.empty()) std::fprintf(stderr, "demarche: there are more posts; --limit 0 shows all\n");
  return 0;
}

}  // namespace

void add_show(CLI::App& root, int& exit_code) {
  CLI::App* const command = root.add_subcommand("show", "An event, an article or a post, whole");
  const auto o = std::make_shared<Options>();
  command->add_option("key", o->words, "E12, A3 or P5")->required()->expected(1);
  command->footer("An event is shown with every report that tells it, why each was joined, what was corrected, and what it answers.\n");
  add_record_option(*command, o->record);
  add_row_options(*command, o->rows);
  command->callback([o, &exit_code] { exit_code = show(*o); });
}

void add_posts(CLI::App& root, int& exit_code) {
  CLI::App* const command = root.add_subcommand("posts", "The ledger of missions: each post with its states over time");
  const auto o = std::make_shared<Options>();
  command->add_option("query", o->words, "Terms: holder, host, actor, kind, place, since, until, words of the name");
  command->add_option("--holder", o->holder, "Whose posts, by code or name");
  command->add_option("--host", o->host, "Where they stand, by code or name");
  command->add_option("--kind", o->kind, "embassy, consulate, mission, office or delegation");
  command->footer("Examples:\n  demarche posts --holder RUS\n  demarche posts host:NATO since:2021-10 --format csv\n");
  add_record_option(*command, o->record);
  add_row_options(*command, o->rows);
  command->callback([o, &exit_code] { exit_code = posts(*o); });
}

}  // namespace demarche
