// The watcher and the deliverer over one record, with a log line for all they do. Doors: class Watching, add_watching_options().
#include "cli/watching.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <thread>

#include "alerts/alerts.h"
#include "cli/alert_choice.h"

namespace demarche {
namespace {

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

}  // namespace

struct Watching::State {
  State(Record watched, Record outbox, std::unique_ptr<Network> fetching, std::unique_ptr<Network> sending, const Lexicon& lexicon, WatchOptions watch, DeliverOptions deliver)
      : record(std::move(watched)), posted(std::move(outbox)), network(std::move(fetching)), postman(std::move(sending)), reader(Model::embedded(), lexicon),
        watcher(record, reader, *network, system_clock(), std::move(watch)), deliverer(posted, *postman, system_clock(), std::move(deliver)) {}

  Record record, posted;
  std::unique_ptr<Network> network, postman;
  Reader reader;
  Watcher watcher;
  Deliverer deliverer;
  bool sends = true, once = false;
};

Watching::Watching(std::unique_ptr<State> state) : state_(std::move(state)) {}
Watching::~Watching() = default;

Result<std::unique_ptr<Watching>> Watching::open(const std::string& path, const Lexicon& lexicon, const WatchingOptions& o) {
  auto record = Record::open(path, {.access = Access::kCreate, .patience_ms = o.patience_s * 1000, .writer = "demarche watch"});
  if (!record) return record.error();
  auto outbox = Record::open(path, {.access = Access::kWrite, .patience_ms = o.patience_s * 1000, .writer = "demarche watch (alerts)"});
  if (!outbox) return outbox.error();
  auto network = open_network(o.network);
  if (!network) return network.error();
  auto postman = open_network(o.network);
  if (!postman) return postman.error();
  auto deliver = deliver_options();
  if (!deliver) return deliver.error();
  WatchOptions watch;
  watch.limits = limits_of(o.network);
  watch.once = o.once || o.all, watch.all = o.all;
  if (!o.quiet) {
    watch.told = [](const WatchNote& note) { log(note); };
    deliver->told = [](const DeliveryNote& note) { log(note); };
  }
  auto state = std::make_unique<State>(*std::move(record), *std::move(outbox), *std::move(network), *std::move(postman), lexicon, std::move(watch), *std::move(deliver));
  state->sends = !o.without_alerts, state->once = o.once || o.all;
  return std::unique_ptr<Watching>(new Watching(std::move(state)));
}

std::size_t Watching::feeds() const {
  const auto all = demarche::feeds(state_->record);
  return all ? all->size() : 0;
}

Status Watching::run(const std::stop_token& stop) {
  std::thread postal;
  if (state_->sends && !state_->once) postal = std::thread([&] { state_->deliverer.run(stop); });
  const Status done = state_->watcher.run(stop);
  if (postal.joinable()) postal.join();
  else if (state_->sends) state_->deliverer.run_once(stop);
  return done;
}

void add_watching_options(CLI::App& command, WatchingOptions& o) {
  command.add_flag("--no-alerts", o.without_alerts, "Leave alerts to another process");
  command.add_option("--patience", o.patience_s, "Seconds to wait for another writer of the same record")->check(CLI::Range(0, 86400))->capture_default_str();
  add_network_options(command, o.network);
}

}  // namespace demarche
