// `demarche watch`: feeds polled, articles read, alerts sent, until it is told to end. Door: add_watch.
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <memory>
#include <stop_token>
#include <thread>

#include "cli/ask.h"
#include "cli/watching.h"

namespace demarche {
namespace {

struct Options {
  RecordChoice record;
  LexiconOptions lexicon;
  WatchingOptions watching;
};

/// Waits for SIGINT or SIGTERM in a thread of its own, so that the end needs nothing that a signal handler may not do.
class StopBySignal {
 public:
  StopBySignal() {
    sigemptyset(&signals_);
    for (const int s : {SIGINT, SIGTERM, SIGUSR2}) sigaddset(&signals_, s);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);  // threads begun later inherit it
    waiter_ = std::thread([this] {
      int got = 0;
      sigwait(&signals_, &got);
  source_.request_stop();
    });
  }
  ~StopBySignal() {
    pthread_kill(waiter_.native_handle(), SIGUSR2);
    waiter_.join();
  }
  StopBySignal(const StopBySignal&) = delete;
  StopBySignal& operator=(const StopBySignal&) = delete;
  [[nodiscard]] std::stop_token token() { return source_.get_token(); }

 private:
  sigset_t signals_{};
  std::stop_source source_;
  std::thread waiter_;
};

int watch(const Options& o) {
  std::vector<Error> errors;
  const auto lexicon = ChosenLexicon::choose(o.lexicon, errors);
  if (!lexicon) return complain_all(errors);
  const auto made = open_record(o.record, Access::kCreate, "demarche watch", o.watching.patience_s);  // with its folder, where that is missing
  if (!made) return failed_with(made.error());
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  StopBySignal signals;
  auto watching = Watching::open(made->path(), lexicon->get(), o.watching);
  if (!watching) return failed_with(watching.error());
  if ((*watching)->feeds() == 0) std::fprintf(stderr, "demarche: no feed is watched yet; 'demarche feeds add URL' adds one\n");
  const Status done = (*watching)->run(signals.token());
  return done ? 0 : failed_with(done.error());
}

constexpr const char* kNotes =
    "Feeds are chosen by 'demarche feeds', alerts by 'demarche alerts'. One line a poll goes to standard error, times in UTC.\n"
    "Kill it at any moment: no item is lost, none is read twice. SIGTERM and Ctrl-C end it in order. See docs/watch.md.\n\n"
    "Exit status: 0 ended as it was told, 1 the record could not be written, 2 wrong use.\n";

}  // namespace

void add_watch(CLI::App& root, int& exit_code) {
  CLI::App* const command = root.add_subcommand("watch", "Poll the feeds, read what is new into the record, send alerts");
  const auto o = std::make_shared<Options>();
  command->footer(kNotes);
  add_record_option(*command, o->record);
  command->add_flag("--once", o->watching.once, "Poll what is due, read it, send alerts, and end");
  command->add_flag("--all", o->watching.all, "As --once, but every feed is polled, due or not");
  command->add_flag("--quiet,-q", o->watching.quiet, "No log");
  add_watching_options(*command, o->watching);
  add_lexicon_options(*command, o->lexicon);
  command->callback([o, &exit_code] { exit_code = watch(*o); });
}

}  // namespace demarche
