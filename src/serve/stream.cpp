// What is new, sent as it happens. Doors: Hub::open(), Hub::join(), open_stream().
#include "serve/stream.h"

#include <charconv>
#include <chrono>

#include "serve/views.h"

namespace demarche {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kLongestQueue = std::size_t{2} << 20;  // bytes that wait for one client
constexpr std::size_t kAtOnce = 500;                         // changes in one look
constexpr Sequence kFarBehind = 5000;                        // more changes than this are not told one by one: a whole archive came in
constexpr std::size_t kMostMissed = 2000;                    // changes that a stream which comes back is told

Message message_of(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

/// Who listens from a place that the feed no longer knows, or is too far behind, is told to ask anew.
Message reset_message(Sequence now) {
  return message_of("id: " + std::to_string(now) + "\nevent: reset\ndata: {\"sequence\":" + std::to_string(now) + "}\n\n");
}

}  // namespace

// ---- one client ----

void Subscriber::listen(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
  if (!waiting_.empty() || is_over_) wake_();
}

std::vector<Message> Subscriber::take() {
  const std::lock_guard lock(mutex_);
  std::vector<Message> out(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(waiting_.end()));
  waiting_.clear();
  bytes_ = 0;
  return out;
}

void Subscriber::leave() {
  const std::lock_guard lock(mutex_);
  has_left_ = true;
  wake_ = nullptr;  // it holds the connection
  waiting_.clear();
}

Subscriber::Push Subscriber::push(const Message& message) {
  const std::lock_guard lock(mutex_);
  if (is_over_ || has_left_) return Push::kTaken;
  if (bytes_ + message->size() > kLongestQueue) {
    is_over_ = true;
    waiting_.clear();
    if (wake_) wake_();
    return Push::kTooSlow;
  }
  bytes_ += message->size();
  waiting_.push_back(message);
  if (wake_ && waiting_.size() == 1) wake_();
  return Push::kTaken;
}

void Subscriber::end() {
  const std::lock_guard lock(mutex_);
  is_over_ = true;
  if (wake_) wake_();
}

// ---- all clients ----

Result<std::unique_ptr<Hub>> Hub::open(House& house) {
  auto record = Record::open(house.options.record, {.access = Access::kRead, .cache_mib = 8});
  if (!record) return record.error();
  const auto last = record->last_change();
  if (!last) return last.error();
  std::unique_ptr<Hub> out(new Hub(house, *std::move(record), *last));
  out->started_ = house.options.clock();
  out->thread_ = std::thread([hub = out.get()] { hub->work(); });
  return out;
}

Hub::~Hub() { close(); }

void Hub::join(std::shared_ptr<Subscriber> subscriber) {
  {
    const std::lock_guard lock(mutex_);
    if (closing_) return subscriber->end();
    coming_.push_back(std::move(subscriber));
  }
  wake_.notify_one();
}

void Hub::close() {
  {
    const std::lock_guard lock(mutex_);
    if (closing_) return;
    closing_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Hub::work() {
  const auto heartbeat = std::chrono::seconds(house_.options.heartbeat_s);
  const Message comment = message_of(":\n\n");
  Clock::time_point next_beat = Clock::now() + heartbeat;
  bool is_behind = false;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, std::chrono::milliseconds(is_behind ? 0 : house_.options.poll_ms), [&] { return closing_ || !coming_.empty(); });
      if (closing_) break;
    }
    is_behind = look();
    welcome();
    if (Clock::now() < next_beat) continue;
    next_beat = Clock::now() + heartbeat;
    for (auto& [query, group] : groups_) send(group, comment);
    for (auto at = groups_.begin(); at != groups_.end();) {
      std::erase_if(at->second, [](const auto& s) { return s->has_left() || s->is_over(); });
      at = at->second.empty() ? groups_.erase(at) : std::next(at);
    }
  }
  for (auto& [query, group] : groups_) {
    for (const auto& s : group) s->end();
  }
  const std::lock_guard lock(mutex_);
  for (const auto& s : coming_) s->end();
}

/// New streams: who resumes is sent what it missed, then joins those with the same query.
void Hub::welcome() {
  Group coming;
  {
    const std::lock_guard lock(mutex_);
    coming.swap(coming_);
  }
  for (auto& s : coming) {
    if (s->is_resumed_ && s->after_ < last_) {
      const auto changes = record_.changes(s->after_, kMostMissed);
      const bool is_whole = changes && changes->size() < kMostMissed && (changes->empty() || changes->front().sequence == s->after_ + 1);
      const auto messages = is_whole ? messages_of(record_, s->query_, *changes) : Result<std::vector<Message>>(Error{});
      if (messages) {
        for (const Message& m : *messages) send({s}, m);
      } else {
        send_reset({s}, last_);
      }
    } else if (s->is_resumed_ && s->after_ > last_) {
      send_reset({s}, last_);  // a place in another record's feed
    } else {
      // The place from which to resume, should nothing happen before the connection breaks.
      send({s}, message_of("id: " + std::to_string(last_) + "\nevent: ready\ndata: {\"sequence\":" + std::to_string(last_) + "}\n\n"));
    }
    groups_[s->query_.text].push_back(std::move(s));
  }
}

/// Sends what is new; whether there is more.
bool Hub::look() {
  const auto last = record_.last_change();
  if (!last || *last == last_) return false;  // a record that cannot be read now may be so again; /readiness tells
  if (*last < last_ || *last - last_ > kFarBehind) {
    if (*last < last_) ++epoch_;
    last_ = *last;
    for (auto& [query, group] : groups_) send_reset(group, last_);
    return false;
  }
  const auto changes = record_.changes(last_, kAtOnce);
  if (!changes || changes->empty()) return false;
  for (auto& [text, group] : groups_) {
    const auto messages = messages_of(record_, group.front()->query_, *changes);
    if (!messages) {
      send_reset(group, changes->back().sequence);
      continue;
    }
    for (const Message& m : *messages) send(group, m);
  }
  last_ = changes->back().sequence;
  return changes->size() == kAtOnce;
}

void Hub::send(const Group& to, const Message& message) {
  for (const auto& s : to) {
    if (s->push(message) == Subscriber::Push::kTooSlow) ++house_.metrics.streams_dropped;
    else ++house_.metrics.messages;
  }
}

void Hub::send_reset(const Group& to, Sequence now) { send(to, reset_message(now)); }

Result<Reply> open_stream(Desk& desk, const Request& request) {
  const auto query = query_of(request);
  if (!query) return query.error();
  // A query that says nothing about events fails here, not silently later.
  if (const auto tried = desk.record().events(*query, {.limit = 1}); !tried) return tried.error();
  std::string_view from = request.last_event_id.empty() ? request.parameters.get("after") : std::string_view(request.last_event_id);
  Sequence after = 0;
  if (!from.empty()) {
    const auto [end, failed] = std::from_chars(from.data(), from.data() + from.size(), after);
    if (failed != std::errc() || end != from.data() + from.size() || after < 0) return Error{ErrorKind::kUsage, {}, "'" + std::string(from) + "' is no place in the feed of changes; it is a number", {}};
  }
  Reply out;
  out.type = "text/event-stream; charset=utf-8";
  out.headers = {{"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}};
  out.stream = std::make_shared<Subscriber>(*query, after, !from.empty());
  return out;
}

}  // namespace demarche
