// What `demarche watch` and `demarche up` share: the watcher and the deliverer over one record.
#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "cli/network_choice.h"
#include "feeds/watcher.h"

namespace demarche {

struct WatchingOptions {
  NetworkChoice network;
  bool once = false, all = false, quiet = false, without_alerts = false;
  int patience_s = 30;
};
void add_watching_options(CLI::App& command, WatchingOptions& o);

class Watching {
 public:
  /// Opens the record twice (watcher, deliverer) and the network. The lexicon must outlive it.
  static Result<std::unique_ptr<Watching>> open(const std::string& record, const Lexicon& lexicon, const WatchingOptions& o);
  ~Watching();
  Watching(const Watching&) = delete;
  Watching& operator=(const Watching&) = delete;

  /// How many feeds are watched.
  [[nodiscard]] std::size_t feeds() const;
  /// Polls, reads and sends until stopped, or until all is done where it is wanted once.
  Status run(const std::stop_token& stop);

 private:
  struct State;
  explicit Watching(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace demarche
