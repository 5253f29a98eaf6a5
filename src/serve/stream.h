// What is new, sent as it happens. One thread looks at the record's feed of changes; each message is made once for each query that
// somebody listens with, and given to all who do.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "demarche/record.h"
#include "serve/desk.h"

namespace demarche {

/// Text of one or more server-sent events, shared by all who are sent it.
using Message = std::shared_ptr<const std::string>;

/// One client's stream: messages wait here until its connection takes them. Bounded: a client that does not keep up is dropped, and
/// may come back with Last-Event-ID.
class Subscriber {
 public:
  Subscriber(Query query, Sequence after, bool is_resumed) : query_(std::move(query)), after_(after), is_resumed_(is_resumed) {}

  /// Called once, by the connection: `wake` is called, on any thread, when there is something to take, or the stream ends.
  void listen(std::function<void()> wake);
  /// What waits, all of it; empty where nothing does.
  std::vector<Message> take();
  /// True once nothing more will come: the client was too slow, or the server ends.
  [[nodiscard]] bool is_over() const { return is_over_; }
  /// The connection is gone.
  void leave();
  [[nodiscard]] bool has_left() const { return has_left_; }

 private:
  friend class Hub;
  enum class Push : std::uint8_t { kTaken, kTooSlow };
  Push push(const Message& message);
  void end();

  const Query query_;
  Sequence after_;          ///< what it has been sent, or has asked to come after
  const bool is_resumed_;
  mutable std::mutex mutex_;
  std::function<void()> wake_;
  std::deque<Message> waiting_;
  std::size_t bytes_ = 0;
  std::atomic<bool> is_over_{false}, has_left_{false};
};

class Hub {
 public:
  /// Opens a connection of its own and starts the thread.
  static Result<std::unique_ptr<Hub>> open(House& house);
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;
  ~Hub();

  /// From now on it is sent what its query asks for; a stream that resumes first what it missed. Any thread.
  void join(std::shared_ptr<Subscriber> subscriber);
  /// Ends all streams and the thread.
  void close();
  /// Changes when the record is not what it was (restored from a copy): ETags and places in its feed then mean nothing any more.
  [[nodiscard]] std::string epoch() const { return std::to_string(started_) + "." + std::to_string(epoch_); }

 private:
  using Group = std::vector<std::shared_ptr<Subscriber>>;

  Hub(House& house, Record record, Sequence last) : house_(house), record_(std::move(record)), last_(last) {}
  void work();
  void welcome();
  bool look();
  void send(const Group& to, const Message& message);
  void send_reset(const Group& to, Sequence now);

  House& house_;
  Record record_;
  Sequence last_;  ///< changes up to here have been sent
  Instant started_ = 0;
  std::atomic<int> epoch_{0};
  std::mutex mutex_;
  std::condition_variable wake_;
  Group coming_;
  std::map<std::string, Group> groups_;  ///< by the query's text
  bool closing_ = false;
  std::thread thread_;
};

/// Messages for those of the changes that a query asks for, in order, each thing once a kind. messages.cpp.
Result<std::vector<Message>> messages_of(const Record& record, const Query& query, const std::vector<Change>& changes);

}  // namespace demarche
