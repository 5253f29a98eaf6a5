// `demarche record …`: what is in the record, and its keeping: check, backup, restore, prune. Corrections by hand are in correct.cpp.
// Door: add_record.
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/ask.h"

namespace demarche {
namespace {

struct Options {
  RecordChoice record;
  std::vector<std::string> words;
  std::string before, older_than;
  std::int64_t keep_changes = -1;
  bool force = false, repair = false, dry_run = false, earlier_readings = false, compact = false, json = false;
};

constexpr std::size_t kFaultsShown = 50;

std::string grouped(std::int64_t n) {
  std::string digits = std::to_string(n);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, " ");
  return digits;
}

// ---- info ----

int info(const Options& o) {
  auto record = open_record(o.record, Access::kRead, {});
  if (!record) return failed_with(record.error());
  const auto c = record->counts();
  if (!c) return failed_with(c.error());
  if (o.json) {
    std::string out;
    JsonWriter json(out);
    write(json, *c);
    std::printf("%s\n", out.c_str());
    return 0;
  }
  std::printf("%s\n", record->path().c_str());
  const auto line = [](const char* what, std::int64_t n) { std::printf("  %-12s %14s\n", what, grouped(n).c_str()); };
  line("articles", c->articles), line("texts", c->texts), line("readings", c->readings), line("events", c->events), line("reports", c->tellings), line("actors", c->actors);
  line("statements", c->statements), line("claims", c->claims), line("posts", c->posts), line("links", c->links);
  std::printf("  %-12s %14s bytes", "file", grouped(c->bytes).c_str());
  if (c->articles > 0) std::printf(", %s an article", grouped(c->bytes / c->articles).c_str());
  std::printf("\n");
  if (!c->first_day.empty()) std::printf("  events from %s to %s\n", c->first_day.c_str(), c->last_day.c_str());
  return 0;
}

// ---- check, rebuild ----

int check(const Options& o) {
  auto record = open_record(o.record, Access::kWrite, "demarche record check");
  if (!record && record.error().kind == ErrorKind::kUnreadable) record = open_record(o.record, Access::kRead, {});
  if (!record) return failed_with(record.error());
  if (o.repair) {
    if (const Status done = record->rebuild(); !done) return failed_with(done.error());
  }
  std::size_t shown = 0;
  const auto report = record->check([&](const std::string& fault) {
    if (++shown <= kFaultsShown) std::printf("%s\n", fault.c_str());
  });
  if (!report) return failed_with(report.error());
  if (shown > kFaultsShown) std::printf("… and %zu more\n", shown - kFaultsShown);
  std::printf("%s articles, %s readings, %s events, %s reports: ", grouped(report->articles).c_str(), grouped(report->readings).c_str(), grouped(report->events).c_str(),
              grouped(report->tellings).c_str());
  std::printf(report->faults == 0 ? "clean\n" : "%lld faults\n", static_cast<long long>(report->faults));
  if (!report->search_checked) std::printf("The file is read-only: its search index was not checked.\n");
  if (report->faults > 0 && !o.repair) std::printf("'demarche record check --repair' makes anew what follows from articles and readings.\n");
  return report->faults == 0 ? 0 : kInputFailed;
}

// ---- backup, restore ----

int backup(const Options& o) {
  auto record = open_record(o.record, Access::kRead, {});
  if (!record) return failed_with(record.error());
  if (const Status done = record->back_up(o.words[0]); !done) return failed_with(done.error());
  std::fprintf(stderr, "%s holds a copy of %s\n", o.words[0].c_str(), record->path().c_str());
  return 0;
}

int restore(const Options& o) {
  auto record = open_record(o.record, Access::kCreate, "demarche record restore");
  if (!record) return failed_with(record.error());
  const auto counts = record->counts();
  if (!counts) return failed_with(counts.error());
  if (counts->articles > 0 && !o.force)
    return wrong_use("'" + record->path() + "' holds " + grouped(counts->articles) + " articles, which the copy would replace; --force does it");
  if (const Status done = record->restore_from(o.words[0]); !done) return failed_with(done.error());
  std::fprintf(stderr, "%s is as %s was\n", record->path().c_str(), o.words[0].c_str());
  return 0;
}

// ---- prune ----

int prune(const Options& o) {
  PruneOptions p;
  p.dry_run = o.dry_run, p.earlier_readings = o.earlier_readings;
  if (o.keep_changes >= 0) p.keep_changes = o.keep_changes;
  if (!o.before.empty() && !o.older_than.empty()) return wrong_use("--before and --older-than say the same; give one");
  const std::string& when = o.before.empty() ? o.older_than : o.before;
  if (!when.empty()) {
    const auto parsed = parse_query("since:" + when, today());
    if (!parsed) return wrong_use("'" + when + "' is no day such as 2020-01-01, nor an age such as 365d");
    p.before = parsed->terms[0].from;
  }
  if (!p.before && !p.earlier_readings && !p.keep_changes && !o.compact) return wrong_use("nothing to prune: give --older-than, --before, --earlier-readings, --keep-changes or --compact");
  auto record = open_record(o.record, o.dry_run ? Access::kRead : Access::kWrite, "demarche record prune");
  if (!record) return failed_with(record.error());
  const auto report = record->prune(p);
  if (!report) return failed_with(report.error());
  std::printf("%s: %s articles, %s events that nobody else tells, %s earlier readings, %s changes of the feed\n", o.dry_run ? "Would go" : "Gone", grouped(report->articles).c_str(),
              grouped(report->events).c_str(), grouped(report->readings).c_str(), grouped(report->changes).c_str());
  if (o.compact && !o.dry_run) {
    if (const Status done = record->compact(); !done) return failed_with(done.error());
  }
  return 0;
}

// ---- an older layout ----

int upgrade(const Options& o) {
  auto record = open_record(o.record, Access::kWrite, "demarche record upgrade");
  if (!record) return failed_with(record.error());
  return 0;
}

}  // namespace

void add_record(CLI::App& root, int& exit_code) {
  CLI::App* const group = root.add_subcommand("record", "The record itself: what is in it, check, backup, restore, prune, corrections");
  group->require_subcommand(1);
  const auto o = std::make_shared<Options>();
  const auto add = [&](const char* name, const char* about, int (*run)(const Options&)) {
    CLI::App* const command = group->add_subcommand(name, about);
    add_record_option(*command, o->record);
    command->callback([o, run, &exit_code] { exit_code = run(*o); });
    return command;
  };
  add("info", "How much is in it, and how large it is", info)->add_flag("--json", o->json, "As JSON");
  CLI::App* command = add("check", "Look for damage: integrity, counts, dangling references, every reading and event", check);
  command->add_flag("--repair", o->repair, "First make anew what follows from articles and readings");
  command->footer("Exit status: 0 clean, 1 faults.\n");
  add("upgrade", "Bring a record of an older Demarche up to date (writing to it does so too)", upgrade);
  add("backup", "A compact copy, whole at one moment, while others read and write", backup)->add_option("file", o->words, "A file that does not exist yet")->required()->expected(1);
  command = add("restore", "Make the record what a copy holds", restore);
  command->add_option("file", o->words, "A copy")->required()->expected(1);
  command->add_flag("--force", o->force, "Also where the record holds articles, which go");
  command = add("prune", "Let go of what is old", prune);
  command->add_option("--older-than", o->older_than, "Articles published longer ago: 365d");
  command->add_option("--before", o->before, "Articles published before this day: 2020-01-01");
  command->add_flag("--earlier-readings", o->earlier_readings, "Readings that a later 'reread' replaced");
  command->add_option("--keep-changes", o->keep_changes, "Keep so many of the feed's last changes");
  command->add_flag("--compact", o->compact, "Give the room back to the file system");
  command->add_flag("--dry-run", o->dry_run, "Only say what would go");
  add_corrections(*group, exit_code);
}

}  // namespace demarche
