// `demarche watch`: feeds polled, articles read, alerts sent, until it is told to end. Door: add_watch.
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <memory>
#include <stop_token>
#include <thread>

#include "alerts/alerts.h"
#include "cli/alert_choice.h"
#include "cli/ask.h"
#include "cli/network_choice.h"
#include "feeds/watcher.h"

namespace demarche {
namespace {

struct Options {
  RecordChoice record;
  LexiconOptions lexicon;
  NetworkChoice network;
  bool once = false, all = false, quiet = false, without_alerts = false;
  int patience_s = 30;
};

/// "2026-11-23 16:00:00  F1 The Courier: 200 in 0.2 s, 3 new; next at …"
void log(const WatchNote& n) {
  std::string line = time_text(n.at_ms / 1000) + "  ";
  if (n.feed != 0) line += "F" + std::to_string(n.feed) + " " + n.name + ": ";
  char seconds[32];
  std::snprintf(seconds, sizeof seconds, " in %.1f s", static_cast<double>(n.took_ms) / 1000);
  if (n.what == WatchNote::What::kPolled) {
    line += (n.status != 0 ? std::to_string(n.status) : "no answer") + seconds;
    if (n.is_unchanged) line += ", unchanged";
    else if (n.words.empty() || n.new_items + n.revised > 0) line += ", " + std::to_string(n.new_items) + " new" + (n.revised > 0 ? ", " + std::to_string(n.revised) + " revised" : "");
    if (!n.words.empty()) line += "; " + n.words;
    line += "; next at " + time_text(n.next_poll);
  } else if (n.what == WatchNote::What::kRead) {
    line += std::to_string(n.articles) + (n.articles == 1 ? " article" : " articles") + " read, " + std::to_string(n.events) + " new events, " + std::to_string(n.reports) + " further reports";
    if (n.known > 0) line += "; " + std::to_string(n.known) + " in the record before";
  } else {
    line += n.words;
  }
  std::fprintf(stderr, "%s\n", line.c_str());
}

void log(const DeliveryNote& n) {
  std::fprintf(stderr, "%s  alert %s: %s\n", time_text(n.at).c_str(), n.alert.c_str(), n.words.c_str());
}

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
      if (got != SIGUSR2) signal_ = got;
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
  [[nodiscard]] std::stop_source& source() { return source_; }

 private:
  sigset_t signals_{};
  std::stop_source source_;
  std::thread waiter_;
  int signal_ = 0;
};

int watch(const Options& o) {
  std::vector<Error> errors;
  const auto lexicon = ChosenLexicon::choose(o.lexicon, errors);
  if (!lexicon) return complain_all(errors);
  auto record = open_record(o.record, Access::kCreate, "demarche watch", o.patience_s);
  if (!record) return failed_with(record.error());
  auto outbox = open_record({record->path()}, Access::kWrite, "demarche watch (alerts)", o.patience_s);
  if (!outbox) return failed_with(outbox.error());
  auto network = open_network(o.network);
  if (!network) return failed_with(network.error());
  auto postman = open_network(o.network);
  if (!postman) return failed_with(postman.error());
  auto alerting = deliver_options();
  if (!alerting) return failed_with(alerting.error());
  const auto there = feeds(*record);
  if (!there) return failed_with(there.error());
  if (there->empty()) std::fprintf(stderr, "demarche: no feed is watched yet; 'demarche feeds add URL' adds one\n");

  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  StopBySignal signals;
  Reader reader(Model::embedded(), lexicon->get());
  WatchOptions options;
  options.limits = limits_of(o.network);
  options.once = o.once || o.all, options.all = o.all;
  if (!o.quiet) {
    options.told = [](const WatchNote& note) { log(note); };
    alerting->told = [](const DeliveryNote& note) { log(note); };
  }
  Watcher watcher(*record, reader, **network, system_clock(), std::move(options));
  Deliverer deliverer(*outbox, **postman, system_clock(), *std::move(alerting));
  std::thread postal;
  if (!o.without_alerts && !o.once && !o.all) postal = std::thread([&] { deliverer.run(signals.token()); });
  const Status done = watcher.run(signals.token());
  if (postal.joinable()) postal.join();
  else if (!o.without_alerts) deliverer.run_once(signals.token());
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
  command->add_flag("--once", o->once, "Poll what is due, read it, send alerts, and end");
  command->add_flag("--all", o->all, "As --once, but every feed is polled, due or not");
  command->add_flag("--no-alerts", o->without_alerts, "Leave alerts to another process");
  command->add_flag("--quiet,-q", o->quiet, "No log");
  command->add_option("--patience", o->patience_s, "Seconds to wait for another writer of the same record")->check(CLI::Range(0, 86400))->capture_default_str();
  add_network_options(*command, o->network);
  add_lexicon_options(*command, o->lexicon);
  command->callback([o, &exit_code] { exit_code = watch(*o); });
}

}  // namespace demarche
