// `demarche ingest`: articles in, the record grows.
// Threads read batches of articles; one at a time writes what is ready, in the order of the input, some hundred articles a
// transaction. Articles that the record has are left out before they are read, so a second run finishes what a first one began.
// Door: add_ingest.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <thread>

#include "base/day.h"
#include "base/ordered.h"
#include "cli/batches.h"
#include "cli/commands.h"

namespace demarche {
namespace {

constexpr auto kCommitAfter = std::chrono::seconds(2);
constexpr std::size_t kFailuresTold = 10;     // at once; the summary counts all
constexpr std::size_t kPlacesShown = 3;       // a cause, in the summary
constexpr int kInterrupted = 130;             // as shells have it

struct IngestOptions {
  std::vector<std::string> inputs;
  std::string kind = "auto";
  std::string published;
  std::string failures;
  RecordChoice record;
  LexiconOptions lexicon;
  unsigned jobs = 0;
  std::size_t commit = 512;
  int patience_s = 30;
  bool all = false, quiet = false;
};

std::atomic<bool> interrupted{false};

void interrupt(int) { interrupted = true; }

/// What could not be read, by cause.
class Failures {
 public:
  Status open(const std::string& path) {
    if (path.empty()) return Done{};
    file_.reset(std::fopen(path.c_str(), "we"));
    if (!file_) return Error{ErrorKind::kUnreadable, path, "cannot be written: " + std::generic_category().message(errno), {}};
    return Done{};
  }
  /// True where it is to be told at once.
  bool add(const Error& error) {
    Cause& cause = causes_[error.message];
    if (cause.places.size() < kPlacesShown) cause.places.push_back(error.where);
    ++cause.many;
    if (file_) std::fprintf(file_.get(), "%s\n", error.text().c_str());
    return ++many_ <= kFailuresTold;
  }
  void write_summary() const {
    if (many_ == 0) return;
    std::fprintf(stderr, "Could not be read: %zu\n", many_);
    std::vector<std::pair<std::string, Cause>> all(causes_.begin(), causes_.end());
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.second.many > b.second.many; });
    for (const auto& [message, cause] : all) {
      std::string places;
      for (const std::string& p : cause.places) places += (places.empty() ? "" : ", ") + p;
      std::fprintf(stderr, "  %6zu  %s (%s%s)\n", cause.many, message.c_str(), places.c_str(), cause.many > cause.places.size() ? ", …" : "");
    }
  }
  [[nodiscard]] std::size_t many() const { return many_; }

 private:
  struct Cause {
    std::size_t many = 0;
    std::vector<std::string> places;
  };
  struct Close {
    void operator()(std::FILE* f) const { std::fclose(f); }
  };
  std::map<std::string, Cause> causes_;
  std::size_t many_ = 0;
  std::unique_ptr<std::FILE, Close> file_;
};

/// A batch that is read and waits to be written.
struct Ready {
  std::vector<Prepared> readings;
  std::vector<FinishedInput> finished;
  std::uint64_t bytes_done = 0;
};

/// Writes what is ready, several batches a transaction.
class Writer {
 public:
  Writer(Record& record, Progress& progress, std::size_t commit) : record_(record), progress_(progress), commit_(commit) {}

  bool take(Ready&& ready) {
    for (Prepared& p : ready.readings) waiting_.readings.push_back(std::move(p));
    for (FinishedInput& f : ready.finished) waiting_.finished.push_back(std::move(f));
    waiting_.bytes_done = ready.bytes_done;
    const bool due = waiting_.readings.size() >= commit_ || Clock::now() - last_ >= kCommitAfter || interrupted;
    return !due || flush();
  }

  bool flush() {
    last_ = Clock::now();
    if (waiting_.readings.empty() && waiting_.finished.empty()) return true;
    auto written = record_.write(waiting_.readings, {.now = now(), .finished = std::move(waiting_.finished)});
    if (!written) {
      error_ = written.error();
      return false;
    }
    for (const Written& w : *written) {
      ++(w.is_new ? added : known);
      same_text += w.same_text_as != 0;
      events += w.new_events, reports += w.reports;
    }
    progress_.show(added + known, waiting_.bytes_done);
    waiting_ = {};
    last_ = Clock::now();
    return true;
  }

  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  std::uint64_t added = 0, known = 0, same_text = 0, events = 0, reports = 0;

 private:
  using Clock = std::chrono::steady_clock;
  Record& record_;
  Progress& progress_;
  std::size_t commit_;
  Ready waiting_;
  Clock::time_point last_ = Clock::now();
  std::optional<Error> error_;
};

FinishedInput mark_of(const Inputs::File& file, std::uint64_t articles = 0, std::uint64_t failures = 0) {
  std::error_code failed;
  const std::filesystem::path absolute = std::filesystem::absolute(file.path, failed);
  return {failed ? file.path : absolute.lexically_normal().string(), file.size, file.modified, articles, failures};
}

class Ingest {
 public:
  Ingest(const IngestOptions& o, std::optional<Day> published, Record& record, Record& reader, const Lexicon& lexicon)
      : o_(o), record_(record), reader_(reader), lexicon_(lexicon),
        batches_(o.inputs, *source_kind_of(o.kind), published, [this](const Error& error) { fail(error); }) {
    batches_.wanted = [this](const Item& item) { return is_wanted(item); };
    if (!o.all) batches_.inputs().skip = [this](const Inputs::File& file) { return is_finished(file); };
  }

  Status open_failures() { return failures_.open(o_.failures); }

  int run() {
    const auto begin = std::chrono::steady_clock::now();
    Progress progress(o_.quiet ? 0 : batches_.inputs().bytes(), o_.quiet);
    progress_ = &progress;
    Writer writer(record_, progress, o_.commit);
    const unsigned jobs = o_.jobs != 0 ? o_.jobs : std::max(1u, std::thread::hardware_concurrency());
    run_in_order<std::optional<Reader>, Batch>(
        jobs, kBatchesAhead, [&](Batch& batch) { return !interrupted && batches_.next(batch); },
        [&](std::optional<Reader>& reader, Batch&& batch) { return read(reader, std::move(batch)); }, [&](Ready&& ready) { return writer.take(std::move(ready)); });
    if (!writer.error()) writer.flush();
    progress.clear();
    progress_ = nullptr;
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return end(writer, seconds);
  }

 private:
  void fail(const Error& error) {
    if (!failures_.add(error)) return;
    if (progress_) progress_->clear();
    complain(error);
    if (failures_.many() == kFailuresTold) std::fprintf(stderr, "demarche: further failures are told in the summary%s\n", o_.failures.empty() ? "; --failures FILE keeps all" : "");
  }

  bool is_wanted(const Item& item) {
    const auto known = reader_.has({&item.article, 1});
    if (!known || !known->front()) return true;
    ++known_;
    return false;
  }
  bool is_finished(const Inputs::File& file) {
    if (!file.is_regular || file.path == "-") return false;
    const auto known = reader_.has_input(mark_of(file));
    if (!known || !*known) return false;
    ++skipped_;
    return true;
  }

  Ready read(std::optional<Reader>& reader, Batch&& batch) const {
    if (!reader) reader.emplace(Model::embedded(), lexicon_);
    Ready out;
    std::vector<Reading> readings(batch.items.size());
    std::vector<Article> articles;
    std::vector<std::size_t> places;
    for (std::size_t n = 0; n < batch.items.size(); ++n) {
      Item& item = batch.items[n];
      if (item.coded) readings[n] = std::move(*item.coded), readings[n].article = std::move(item.article);
      else articles.push_back(std::move(item.article)), places.push_back(n);
    }
    std::vector<Reading> read = reader->read(std::move(articles));
    for (std::size_t n = 0; n < read.size(); ++n) readings[places[n]] = std::move(read[n]);
    for (std::size_t n = 0; n < readings.size(); ++n) out.readings.push_back(prepare(std::move(readings[n]), batch.origins[n]));
    for (const Batch::Done& done : batch.done) {
      if (done.file.is_regular && done.file.path != "-") out.finished.push_back(mark_of(done.file, done.articles, done.failures));
    }
    out.bytes_done = batch.bytes_done;
    return out;
  }

  int end(const Writer& w, double seconds) {
    if (w.error()) complain(*w.error());
    if (!o_.quiet) {
      std::fprintf(stderr, "%llu articles added (%llu with a text known already), %llu in the record before; %llu new events, %llu further reports; %.1f s, %.0f articles/s\n",
                   static_cast<unsigned long long>(w.added), static_cast<unsigned long long>(w.same_text), static_cast<unsigned long long>(w.known + known_),
                   static_cast<unsigned long long>(w.events), static_cast<unsigned long long>(w.reports), seconds,
                   static_cast<double>(w.added + w.known + known_) / std::max(seconds, 1e-3));
      if (skipped_ > 0) std::fprintf(stderr, "%llu files were read to their end before and are unchanged (--all reads them again)\n", static_cast<unsigned long long>(skipped_));
      failures_.write_summary();
    }
    if (w.error() || interrupted) std::fprintf(stderr, "demarche: stopped; what was added is kept, and the same command goes on from there\n");
    if (w.error()) return kInputFailed;
    if (interrupted) return kInterrupted;
    return failures_.many() > 0 ? kInputFailed : 0;
  }

  const IngestOptions& o_;
  Record& record_;
  Record& reader_;
  const Lexicon& lexicon_;
  Progress* progress_ = nullptr;
  Failures failures_;
  Batches batches_;
  std::uint64_t known_ = 0, skipped_ = 0;
};

int ingest(IngestOptions o) {
  std::optional<Day> published;
  if (!o.published.empty()) {
    if (o.published.size() == 10) published = parse_day(o.published);
    if (!published) return wrong_use("--published: '" + o.published + "' is no day such as 2021-10-18");
  }
  if (o.inputs.empty()) {
    if (::isatty(STDIN_FILENO) == 1) return wrong_use("no input: name files or folders, or - for standard input");
    o.inputs.emplace_back("-");
  }
  std::vector<Error> errors;
  const auto lexicon = ChosenLexicon::choose(o.lexicon, errors);
  if (!lexicon) return complain_all(errors);
  auto record = open_record(o.record, Access::kCreate, "demarche ingest", o.patience_s);
  if (!record) return complain(record.error()), kInputFailed;
  auto reader = open_record({record->path()}, Access::kRead, {});
  if (!reader) return complain(reader.error()), kInputFailed;
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on the file's size is an error like a full disk
  std::signal(SIGINT, interrupt);
  std::signal(SIGTERM, interrupt);
  Ingest run(o, published, *record, *reader, lexicon->get());
  if (const Status opened = run.open_failures(); !opened) return complain(opened.error()), kInputFailed;
  return run.run();
}

constexpr const char* kNotes =
    "Inputs: text, web pages, JSON Lines, CSV, RSS and Atom files, WARC archives, readings written by 'demarche code --format json';\n"
    "packed with gzip or zstd or not; folders with all below them; - for standard input. See docs/record.md.\n\n"
    "The same article twice changes nothing. Nearly the same text in another paper is kept as a further report of that text.\n"
    "Kill it at any moment: what was added is whole, and the same command goes on from there. Files that were read to their end\n"
    "are not opened again while their size and time are the same.\n\n"
    "Exit status: 0 all well, 1 some input could not be read or the record not be written, 2 wrong use, 130 interrupted.\n";

}  // namespace

void add_ingest(CLI::App& root, int& exit_code) {
  CLI::App* const command = root.add_subcommand("ingest", "Read articles into the record");
  const auto o = std::make_shared<IngestOptions>();
  command->footer(kNotes);
  command->add_option("inputs", o->inputs, "Files, folders, or - for standard input, which is the default");
  add_record_option(*command, o->record);
  command->add_option("--input", o->kind, "What the inputs are: text, html, jsonl, csv, feed, warc, readings or auto")->check(CLI::IsMember(kSourceKinds))->capture_default_str();
  command->add_option("--published", o->published, "Day of publication (YYYY-MM-DD) of articles that state none");
  command->add_option("--jobs,-j", o->jobs, "Threads; 0 means as many as there are cores")->check(CLI::Range(0, 1024))->capture_default_str();
  command->add_option("--failures", o->failures, "Write everything that could not be read to this file");
  command->add_option("--commit", o->commit, "Articles a transaction: fewer lose less where the power fails, more are faster")->check(CLI::Range(1, 100000))->capture_default_str();
  command->add_option("--patience", o->patience_s, "Seconds to wait for another writer of the same record")->check(CLI::Range(0, 86400))->capture_default_str();
  command->add_flag("--all", o->all, "Open files again that were read to their end before");
  command->add_flag("--quiet,-q", o->quiet, "No progress and no summary; failures are still told");
  add_lexicon_options(*command, o->lexicon);
  command->callback([o, &exit_code] { exit_code = ingest(*o); });
}

}  // namespace demarche
