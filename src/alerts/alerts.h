// The alerts layer: who is told of what is new, and that it arrives.
//
// The stages, one .cpp each:
//   look       an alert's query over what changed → matches and messages, in one transaction
//   preview    what an alert would have found
//   message    events → words for people and JSON
//   sign       Standard Webhooks: the signature
//   channels   a message → the request of a webhook, of ntfy, of an SMTP server
//   command    a message → a program's standard input
//   deliver    the outbox: tries, and tries again
//
// What stands in the record is demarche/alerts.h. WallClock and network are handed in, as in the feeds layer.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/alerts.h"
#include "feeds/network.h"

namespace demarche {

// ---- look ----

/// An alert speaks at most so often an hour; what is more comes together in one message.
inline constexpr std::int64_t kMostAnHour = 30;
/// More events than this in one look are told together.
inline constexpr std::size_t kMostAtOnce = 10;
/// The same for the first look after a pause of the program.
inline constexpr std::size_t kMostAfterPause = 5;
/// Events that one message shows; it counts the others.
inline constexpr std::size_t kMostInDigest = 100;
/// Seconds between two messages that tell a flood.
inline constexpr std::int64_t kFloodGap = 600;

/// An alert's query as of today, with the days that an event may be old.
Result<Query> alert_query(const AlertWish& wants, Instant now);
/// Looks through what changed since the alert was last looked through, and puts messages into the outbox. `after_pause`: the program
/// has just begun, so what it finds may have gathered over days. False where another process looked through it meanwhile: nothing was
/// written, and the alert is to be read and looked through anew.
Result<bool> look(Record& record, const Alert& alert, Instant now, bool after_pause);

// ---- preview ----

struct AlertPreview {
  std::int64_t many = 0;              ///< events of these days that it finds
  std::vector<RecordedEvent> events;  ///< the newest of them
  std::int64_t messages = 0;          ///< that it would have sent: one an event, or one an hour or day with events
};
/// What an alert would have caught among events of the last `days` days.
Result<AlertPreview> preview(const Record& record, const AlertWish& wants, Instant now, int days = 30, std::size_t limit = kMostInDigest);

// ---- message ----

NewDelivery message_of_event(const AlertWish& alert, const RecordedEvent& event, const std::vector<RecordedLink>& answers, bool is_change, Instant now);
/// `many` counts events, of which `events` are shown.
NewDelivery message_of_digest(const AlertWish& alert, const std::vector<RecordedEvent>& events, std::int64_t many, Instant now);
NewDelivery message_of_test(const AlertWish& alert, Instant now);
/// "Norway → Russia: expels 8 persons", "Norway → RUS: …" where diplomats are the target
std::string headline(const RecordedEvent& event);

// ---- sign ----

/// "v1," and base64 of HMAC-SHA256 over "ID.TIMESTAMP.BODY", under the key within "whsec_…". "" where the secret is none.
std::string webhook_signature(std::string_view secret, std::string_view id, Instant timestamp, std::string_view body);

// ---- channels ----

/// Where mail is handed over.
struct MailServer {
  std::string url;                    ///< "smtp://localhost:25", "smtps://mail.example.org:465"; "" where none is set
  std::string from, user, password;
  bool needs_tls = false;
};
/// The request that carries a message; kUsage where mail has no server.
Result<WebRequest> request_of(const AlertWish& alert, const Delivery& message, const MailServer& mail, Instant now);
/// RFC 5322, with everything that is not ASCII encoded.
std::string mail_of(const std::vector<std::string>& to, const Delivery& message, const std::string& from);

// ---- command ----

/// Programs that take a message on their standard input. No shell: the program is started with its arguments as they stand.
class Commands {
 public:
  explicit Commands(WallClock& clock);
  ~Commands();
  Commands(const Commands&) = delete;
  Commands& operator=(const Commands&) = delete;

  struct Ended {
    std::uint64_t ticket = 0;
    bool is_good = false;   ///< ended with status 0
    std::string note;       ///< how it ended, and the end of what it said
  };
  /// `input` is given whole, and then the end of the file.
  void start(std::uint64_t ticket, const std::vector<std::string>& program, const std::vector<std::string>& environment, std::string input);
  /// Feeds them, and gives those that ended; those that take longer than 30 s are killed. Never waits.
  std::vector<Ended> step();
  [[nodiscard]] bool empty() const { return running_.empty() && ended_.empty(); }

 private:
  struct Process;
  WallClock& clock_;
  std::vector<std::unique_ptr<Process>> running_;
  std::vector<Ended> ended_;
};

// ---- deliver ----

/// Seconds for which a message is held by who sends it. It holds on while it lives; when it dies, others send the message after these.
inline constexpr std::int64_t kHeld = 30;

/// What happened, for a log.
struct DeliveryNote {
  Instant at = 0;
  std::string alert;   ///< its name; "" for the record's own troubles
  std::string words;   ///< "delivered msg_… (event) to …", "…: the server answers 500, again at …"
};

struct DeliverOptions {
  MailServer mail;
  int timeout_ms = 20'000;        ///< of one try
  std::function<void(const DeliveryNote&)> told;
};

/// When a message is tried again after its nth failure (1 …); nothing after the last. 5 s, 30 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h.
std::optional<std::int64_t> retry_delay(int failures);

/// Looks through the alerts, and sends what stands in the outbox. One thread; the connection is this deliverer's own while it runs.
/// Deliverers of other processes may empty the same outbox: each holds what it is sending, for kHeld at a time.
class Deliverer {
 public:
  Deliverer(Record& record, Network& network, WallClock& clock, DeliverOptions options);

  /// Until stopped. What is under way then has three seconds to end; the rest is let go, and tried again by others or at the next start.
  void run(std::stop_token stop);
  /// One look at every alert, and one try of all that is due.
  void run_once(std::stop_token stop = {});
  /// One turn of run(): at most so long where nothing is to do. For tests.
  void step(std::int64_t at_most_ms);
  /// One try of this message alone; its end is noted.
  void send_now(const Delivery& delivery, const Alert& alert);

 private:
  void pump(std::int64_t at_most_ms);
  void look_through();
  void hold_on_to();
  void leave();
  void start_due();
  void start(const Delivery& delivery, const Alert& alert);
  void end(const WebReply& reply, DeliveryKey key);
  void end_command(const Commands::Ended& ended);
  void settle(const Delivery& delivery, bool is_good, bool is_final, std::int64_t retry_after_ms, const std::string& note);
  void tell(const std::string& alert, std::string words);
  [[nodiscard]] bool is_busy() const { return !under_way_.empty(); }

  Record& record_;
  Network& network_;
  WallClock& clock_;
  DeliverOptions options_;
  Commands commands_;
  struct UnderWay {
    Delivery delivery;
    std::string alert;
    AlertChannel channel = AlertChannel::kWebhook;
  };
  std::map<DeliveryKey, UnderWay> under_way_;
  std::set<AlertKey> looked_;      ///< alerts that this process has looked through once
  Holder holder_;
  Instant next_hold_ = 0;          ///< when what is under way is to be held on to
  std::int64_t next_look_ms_ = 0, quiet_until_ms_ = 0;
  Sequence last_change_ = -1;
  Instant next_timed_ = 0;
};

}  // namespace demarche
