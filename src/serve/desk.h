// The threads that answer. Each sits at a desk with its own connection to the record; sockets are other threads' business.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "coding/reader.h"
#include "demarche/record.h"
#include "serve/kept.h"
#include "serve/metrics.h"
#include "serve/serve.h"

namespace demarche {

class AccessLog;
class Hub;
class Web;

/// What all desks and connections share. Outlives them.
struct House {
  ServeOptions options;
  bool is_loopback = true;
  bool is_read_only = false;
  std::uint16_t port = 0;
  std::string reading_key;
  Metrics metrics;
  KeptAnswers kept{std::size_t{32} << 20};
  std::unique_ptr<Hub> hub;
  std::unique_ptr<Web> web;
  std::unique_ptr<AccessLog> log;
  std::atomic<bool> is_draining{false};
};

/// One thread's place. Not shared.
class Desk {
 public:
  Desk(House& house, Record record) : house_(house), record_(std::move(record)) {}

  [[nodiscard]] House& house() { return house_; }
  [[nodiscard]] const Record& record() const { return record_; }
  /// The record for writing; opened at the first call. kUnreadable where it cannot be written.
  Result<Record*> pen();
  /// Made at the first call, which costs about 0.1 s.
  /// With which articles that are sent in are read, and corrections understood.
  [[nodiscard]] const Lexicon& lexicon() const;
  Reader& reader();

 private:
  House& house_;
  Record record_;
  std::optional<Record> pen_;
  std::unique_ptr<Reader> reader_;
};

/// Several desks with one queue before them.
class Desks {
 public:
  using Job = std::function<void(Desk&)>;

  /// Opens a connection a desk and starts the threads.
  static Result<std::unique_ptr<Desks>> open(House& house, unsigned many);
  Desks(const Desks&) = delete;
  Desks& operator=(const Desks&) = delete;
  ~Desks();

  /// False where too many wait already; the job is then not taken. Any thread.
  bool take(Job job);
  [[nodiscard]] std::size_t waiting() const;
  /// Does what waits, takes no more, and ends the threads.
  void close();

 private:
  explicit Desks(House& house) : house_(house) {}
  void work(Desk& desk);

  House& house_;
  mutable std::mutex mutex_;
  std::condition_variable work_;
  std::deque<Job> jobs_;
  bool closing_ = false;
  std::vector<std::unique_ptr<Desk>> desks_;
  std::vector<std::thread> threads_;
};

}  // namespace demarche
