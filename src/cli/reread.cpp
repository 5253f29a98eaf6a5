// `demarche reread` and `demarche diff`: the archive read with another lexicon or model, and what that changed. Doors: add_reread(), add_diff().
#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <map>
#include <memory>
#include <thread>

#include "base/ordered.h"
#include "cli/ask.h"
#include "cli/batches.h"
#include "cli/ladder.h"
#include "record/diff.h"

namespace demarche {
namespace {

constexpr std::size_t kBatch = 64;  // articles that are read together
constexpr std::size_t kCommit = 512;
constexpr std::size_t kPage = 1000;
constexpr int kInterrupted = 130;

struct Options {
  std::vector<std::string> words;
  RecordChoice record;
  LexiconOptions lexicon;
  unsigned jobs = 0;
  bool all = false, dry_run = false, summary = false;
  std::string format;
};

std::atomic<bool> interrupted{false};
void interrupt(int) { interrupted = true; }

// ---- how differences are shown ----

/// Counts by what changed, and prints articles as they come.
class DiffReport {
 public:
  explicit DiffReport(const Options& o) : json_(o.format == "jsonl"), only_summary_(o.summary) {}

  void add(ArticleKey key, const Article& article, const Versions& before, const Versions& after, const std::vector<Difference>& all) {
    ++articles_;
    if (all.empty()) return;
    ++changed_;
    for (const Difference& d : all) count(d);
    if (only_summary_) return;
    const std::string text = json_ ? as_json(key, article, before, after, all) : as_text(key, article, before, after, all);
    std::fputs(text.c_str(), stdout);
  }

  /// `nothing` is said where there was no article to compare.
  void finish(const char* nothing) const {
    std::FILE* const to = json_ || !only_summary_ ? stderr : stdout;
    if (articles_ == 0) {
      std::fprintf(to, "%s\n", nothing);
      return;
    }
    std::fprintf(to, "%zu of %zu articles read otherwise\n", changed_, articles_);
    if (json_) return;
    std::vector<std::pair<std::string, std::size_t>> all(counts_.begin(), counts_.end());
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    for (std::size_t n = 0; n < all.size() && n < 40; ++n) std::fprintf(to, "%7zu  %s\n", all[n].second, all[n].first.c_str());
    if (all.size() > 40) std::fprintf(to, "         and %zu other kinds\n", all.size() - 40);
  }

 private:
  void count(const Difference& d) {
    const char* kind = d.kind == Difference::Kind::kAdded ? "added" : d.kind == Difference::Kind::kRemoved ? "removed" : "changed";
    std::string name = d.what + " " + kind;
    if (d.what == "event" && d.kind != Difference::Kind::kChanged) name += ": " + (d.entry_after.empty() ? d.entry_before : d.entry_after);
    if (d.what == "event" && d.kind == Difference::Kind::kChanged) {
      name += d.entry_before == d.entry_after ? ": " + d.entry_after : ": " + d.entry_before + " → " + d.entry_after;
      std::vector<std::string> fields;
      for (const FieldDifference& f : d.fields) fields.push_back(f.field);
      if (d.entry_before == d.entry_after) name += " (" + joined(fields, ", ") + ")";
    }
    ++counts_[name];
  }

  static std::string as_text(ArticleKey key, const Article& article, const Versions& before, const Versions& after, const std::vector<Difference>& all) {
    const Page page = Page::of_output();
    std::string out;
    write_wrapped(key_text('A', key) + "  " + one_line(article.title.empty() ? article.id : article.title) + "  [" + versions_differ(before, after) + "]", 0, 4, page, out);
    for (const Difference& d : all) {
      const char* mark = d.kind == Difference::Kind::kAdded ? "+ " : d.kind == Difference::Kind::kRemoved ? "- " : "~ ";
      write_wrapped(std::string("  ") + mark + (d.what == "event" ? "" : d.what + " ") + one_line(d.text), 0, 6, page, out);
      for (const FieldDifference& f : d.fields) write_wrapped("      " + f.field + ": " + one_line(f.before) + " → " + one_line(f.after), 0, 8, page, out);
      if (!d.why.empty()) write_wrapped("      " + d.why, 0, 8, page, out);
    }
    return out + "\n";
  }

  static std::string as_json(ArticleKey key, const Article& article, const Versions& before, const Versions& after, const std::vector<Difference>& all) {
    std::string out;
    JsonWriter json(out);
    const auto versions = [&](const char* name, const Versions& v) {
      json.object(name, [&] { json.field("program", v.program), json.field("model", v.model), json.field("lexicon", v.lexicon); });
    };
    json.object([&] {
      json.field("article", key_text('A', key));
      json.field("id", article.id);
      versions("before", before), versions("after", after);
      json.array("differences", [&] {
        for (const Difference& d : all) {
          json.object([&] {
            json.field("kind", d.kind == Difference::Kind::kAdded ? "added" : d.kind == Difference::Kind::kRemoved ? "removed" : "changed");
            json.field("what", d.what), json.field("text", d.text);
            json.field_unless_empty("sentence", d.sentence);
            json.field_unless_empty("entry_before", d.entry_before), json.field_unless_empty("entry_after", d.entry_after);
            json.array("fields", [&] {
              for (const FieldDifference& f : d.fields) json.object([&] { json.field("field", f.field), json.field("before", f.before), json.field("after", f.after); });
            });
            json.field("why", d.why);
          });
        }
      });
    });
    return out + "\n";
  }

  bool json_, only_summary_;
  std::size_t articles_ = 0, changed_ = 0;
  std::map<std::string, std::size_t> counts_;
};

// ---- reread ----

struct ToRead {
  std::vector<ArticleKey> keys;
  std::vector<Article> articles;
};
struct Read {
  std::vector<ArticleKey> keys;
  std::vector<Prepared> readings;
  std::vector<Reading> plain;  ///< of a dry run
};

int reread(const Options& o) {
  std::vector<Error> errors;
  const auto lexicon = ChosenLexicon::choose(o.lexicon, errors);
  if (!lexicon) return complain_all(errors);
  auto reader = open_record(o.record, Access::kRead, {});
  if (!reader) return complain(reader.error()), kInputFailed;
  const Versions versions = Reader(Model::embedded(), lexicon->get()).versions();
  const auto many = reader->count_to_reread(versions, o.all);
  if (!many) return failed_with(many.error());
  std::optional<Record> record;
  if (!o.dry_run) {
    auto opened = open_record(o.record, Access::kWrite, "demarche reread");
    if (!opened) return complain(opened.error()), kInputFailed;
    record.emplace(*std::move(opened));
  }
  std::signal(SIGINT, interrupt);
  std::signal(SIGTERM, interrupt);

  std::optional<Error> failure;
  Progress progress(static_cast<std::uint64_t>(*many), false);
  DiffReport report(o);
  ArticleKey after = 0;
  std::uint64_t done = 0, changed = 0;
  Read waiting;
  const auto flush = [&] {
    if (waiting.keys.empty()) return true;
    const auto written = record->rewrite(waiting.keys, waiting.readings, {.now = now()});
    if (!written) return failure = written.error(), false;
    for (const Written& w : *written) changed += w.is_new;
    waiting = {};
    return true;
  };
  const unsigned jobs = o.jobs != 0 ? o.jobs : std::max(1u, std::thread::hardware_concurrency());
  run_in_order<std::optional<Reader>, ToRead>(
      jobs, kBatchesAhead,
      [&](ToRead& batch) {
        batch = {};
        if (interrupted) return false;
        auto articles = reader->articles_to_reread(versions, after, kBatch, o.all);
        if (!articles) return failure = articles.error(), false;
        for (StoredArticle& a : *articles) batch.keys.push_back(a.key), batch.articles.push_back(std::move(a.article));
        if (!batch.keys.empty()) after = batch.keys.back();
        return !batch.keys.empty();
      },
      [&](std::optional<Reader>& r, ToRead&& batch) {
        if (!r) r.emplace(Model::embedded(), lexicon->get());
        Read out;
        out.keys = std::move(batch.keys);
        std::vector<Reading> readings = r->read(std::move(batch.articles));
        if (o.dry_run) out.plain = std::move(readings);
        else for (Reading& reading : readings) out.readings.push_back(prepare(std::move(reading)));
        return out;
      },
      [&](Read&& read) {
        done += read.keys.size();
        if (o.dry_run) {
          for (std::size_t n = 0; n < read.keys.size(); ++n) {
            const auto before = reader->reading(read.keys[n]);
            if (!before) return failure = before.error(), false;
            report.add(read.keys[n], read.plain[n].article, before->versions, read.plain[n].versions, diff_readings(*before, read.plain[n]));
          }
        } else {
          waiting.keys.insert(waiting.keys.end(), read.keys.begin(), read.keys.end());
          for (Prepared& p : read.readings) waiting.readings.push_back(std::move(p));
          if (waiting.keys.size() >= kCommit && !flush()) return false;
        }
        progress.show(done, done);
        return true;
      });
  if (!failure && !o.dry_run) flush();
  progress.clear();
  if (failure) return failed_with(*failure);
  if (o.dry_run) report.finish("nothing to compare: these versions of program, model and lexicon have read every article; --all reads them once more");
  else std::fprintf(stderr, "%llu articles read anew, %llu of them say something else; 'demarche diff' shows what and why\n", static_cast<unsigned long long>(done), static_cast<unsigned long long>(changed));
  if (interrupted) std::fprintf(stderr, "demarche: stopped; what was read anew is kept, and the same command goes on from there\n");
  return interrupted ? kInterrupted : 0;
}

// ---- diff ----

/// The article's current reading against the one before it.
std::optional<Error> add_difference(const Record& record, ArticleKey key, DiffReport& report) {
  const auto marks = record.readings_of(key);
  if (!marks) return marks.error();
  const auto current = std::find_if(marks->begin(), marks->end(), [](const ReadingMark& m) { return m.is_current; });
  if (current == marks->end() || current == marks->begin()) return std::nullopt;
  const auto before = record.reading_of(std::prev(current)->key), after = record.reading_of(current->key);
  if (!before || !after) return before ? after.error() : before.error();
  report.add(key, after->article, before->versions, after->versions, diff_readings(*before, *after));
  return std::nullopt;
}

int diff(const Options& o) {
  auto record = open_record(o.record, Access::kRead, {});
  if (!record) return complain(record.error()), kInputFailed;
  DiffReport report(o);
  if (!o.words.empty()) {
    std::string text = query_text(o.words);
    if (o.words.size() == 1 && o.words[0].size() > 1 && (o.words[0][0] | 0x20) == 'a' && o.words[0].find_first_not_of("0123456789", 1) == std::string::npos) text = "article:" + o.words[0];
    const auto query = parse_query(text, today());
    if (!query) return failed_with(query.error());
    Window window;
    window.limit = kPage;
    do {
      const auto page = record->articles(*query, window);
      if (!page) return failed_with(page.error());
      for (const RecordedArticle& a : page->rows) {
        if (const auto failed = add_difference(*record, a.key, report)) return failed_with(*failed);
      }
      window.after = page->next;
    } while (!window.after.empty());
  } else {
    for (ArticleKey after = 0;;) {
      const auto keys = record->articles_with_earlier_readings(after, kPage);
      if (!keys) return failed_with(keys.error());
      if (keys->empty()) break;
      for (const ArticleKey key : *keys) {
        if (const auto failed = add_difference(*record, key, report)) return failed_with(*failed);
      }
      after = keys->back();
    }
  }
  report.finish("nothing to compare: none of these articles was read more than once");
  return 0;
}

}  // namespace

void add_reread(CLI::App& root, int& exit_code) {
  CLI::App* const command = root.add_subcommand("reread", "Read the record's articles anew, with this program's or your own lexicon and model");
  const auto o = std::make_shared<Options>();
  add_record_option(*command, o->record);
  add_lexicon_options(*command, o->lexicon);
  command->add_option("--jobs,-j", o->jobs, "Threads; 0 means as many as there are cores")->check(CLI::Range(0, 1024))->capture_default_str();
  command->add_flag("--all", o->all, "Also articles that these versions have read already");
  command->add_flag("--dry-run", o->dry_run, "Change nothing; show what would be read otherwise, and why");
  command->add_flag("--summary", o->summary, "Of --dry-run: only how often what changes");
  command->add_option("--format", o->format, "Of --dry-run: text or jsonl")->check(CLI::IsMember({"text", "jsonl"}));
  command->footer("Earlier readings are kept: 'demarche diff' compares them. Events keep their keys where the same words tell them still.\n"
                  "Interrupted, it goes on where it stopped.\n");
  command->callback([o, &exit_code] { exit_code = reread(*o); });
}

void add_diff(CLI::App& root, int& exit_code) {
  CLI::App* const command = root.add_subcommand("diff", "What the last 'reread' changed, article by article, and why");
  const auto o = std::make_shared<Options>();
  command->add_option("query", o->words, "Articles (A3) or a query; nothing means all that were read more than once");
  add_record_option(*command, o->record);
  command->add_flag("--summary", o->summary, "Only how often what changed");
  command->add_option("--format", o->format, "text or jsonl")->check(CLI::IsMember({"text", "jsonl"}));
  command->callback([o, &exit_code] { exit_code = diff(*o); });
}

}  // namespace demarche
