// Alerts that a record keeps: saved queries, who is told of what they find, and the outbox of what is still to be told.
//
// An alert is looked through from one place in the feed of changes to the next; what it finds, the messages about it and the new
// place are written in one transaction. A message stands in the outbox until it has arrived: at least once, under the same id.
//
// Each writing call is one transaction. Threads and connections as for Record. Nothing here reads a clock or opens a socket.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/record.h"
#include "demarche/result.h"

namespace demarche {

using AlertKey = std::int64_t;
using DeliveryKey = std::int64_t;

enum class AlertChannel : std::uint8_t { kWebhook, kMail, kNtfy, kCommand };
std::string_view name_of(AlertChannel channel);  ///< "webhook", "mail", "ntfy", "command"
std::optional<AlertChannel> alert_channel_of(std::string_view name);

/// How often an alert speaks: at once, or all of an hour or a day together.
enum class Digest : std::uint8_t { kNone, kHour, kDay };
std::string_view name_of(Digest digest);  ///< "", "hour", "day"
std::optional<Digest> digest_of(std::string_view name);
/// When the first digest after `now` is due: the full hour, or six in the morning UTC; 0 for kNone.
Instant next_digest_after(Digest digest, Instant now);

/// What its reader wants of an alert.
struct AlertWish {
  std::string name = {};
  std::string query = {};           ///< of the record's query language; days such as since:7d are counted from the day it is asked
  AlertChannel channel = AlertChannel::kWebhook;
  std::vector<std::string> target = {};  ///< webhook, ntfy: one address; mail: addresses; command: program and its arguments
  std::string secret = {};          ///< webhook: "whsec_…", made where it is ""; ntfy: a token, or ""
  Digest digest = Digest::kNone;
  bool tells_changes = false;       ///< tells again where day, number or status of a told event change
  std::int64_t max_age = 30;        ///< days that an event may be old; 0: any age
  bool is_paused = false;
};

struct Alert {
  AlertKey key = 0;
  AlertWish wants;
  Instant added_at = 0;
  Sequence seen = 0;                ///< place in the feed of changes up to which it was looked through
  Instant looked_at = 0, next_digest = 0;
  std::string note;                 ///< why it was paused by itself; "" for nothing
  std::int64_t matches = 0, waiting = 0, failed = 0;  ///< events found; messages that are still to be sent; that could not be
};

/// A message about events, as it stands in the outbox.
struct Delivery {
  DeliveryKey key = 0;
  AlertKey alert = 0;
  std::string id;                   ///< "msg_…": the same at every try
  std::string kind;                 ///< "event", "change", "digest", "test"
  std::int64_t events = 0;
  std::string subject, words;       ///< for people
  std::string body;                 ///< JSON
  Instant made_at = 0, next_try = 0, ended_at = 0;  ///< ended_at 0: it has not
  int tries = 0;
  std::string state;                ///< "waiting", "delivered", "failed"
  std::string note;                 ///< what the last try said
};

/// kUsage, naming the field, where name, query, target or secret cannot be; where another alert has this name. Looks only at what
/// comes after now.
Result<Alert> add_alert(Record& record, AlertWish wants, Instant now);
/// Everything but what was found already. An empty secret keeps the one there is.
Result<Alert> change_alert(Record& record, std::string_view name, AlertWish wants, Instant now);
Status remove_alert(Record& record, std::string_view name);
Result<Alert> alert(const Record& record, std::string_view name);
/// In the order they were added.
Result<std::vector<Alert>> alerts(const Record& record);
/// Why an alert cannot be as it is wished; nothing where it can.
std::optional<Error> wrong_with(const AlertWish& wants);

/// Newest first; of all alerts where `alert` is 0. `before` 0 begins.
Result<std::vector<Delivery>> deliveries(const Record& record, AlertKey alert, DeliveryKey before, std::size_t limit);
/// Sends failed messages of an alert (0: of all) again. How many.
Result<std::int64_t> retry_deliveries(Record& record, AlertKey alert, Instant now);

// ---- for those that look and send ----

/// One event that an alert has found.
struct AlertMatch {
  EventKey event = 0;
  std::uint64_t state = 0;  ///< hash of what was told of it
  bool is_change = false;
};
/// A message to be put into the outbox, with the matches that it tells.
struct NewDelivery {
  std::string id, kind, subject, words, body;
  std::vector<EventKey> events;
  std::int64_t many = 0;    ///< events it counts, beyond those it shows
};
/// What one look at an alert came to; written whole.
struct AlertLook {
  Sequence seen = 0;
  Instant at = 0, next_digest = 0;
  std::vector<AlertMatch> matches;        ///< new ones; those that no delivery tells wait for a digest
  std::vector<NewDelivery> deliveries;
  bool tells_waiting = false;             ///< the last delivery, where there is one, tells all that waited for a digest
  Sequence seen_before = 0;               ///< where the alert stood when the look began: Alert::seen, Alert::next_digest
  Instant digest_before = 0;
};
/// Writes nothing and is false where the alert stands elsewhere by now: another process has looked meanwhile, and a new look is due.
Result<bool> note_look(Record& record, AlertKey alert, const AlertLook& look);
/// Of these events, those that the alert has found before, with what was told of them.
Result<std::vector<AlertMatch>> known_matches(const Record& record, AlertKey alert, const std::vector<EventKey>& events);
/// What waits for a digest, in the order it was found; at most `limit`. And how many there are in all.
Result<std::vector<EventKey>> waiting_matches(const Record& record, AlertKey alert, std::size_t limit, std::int64_t& many);
/// Messages that an alert made since `since`, tests left out.
Result<std::int64_t> count_deliveries(const Record& record, AlertKey alert, Instant since);
/// Puts a message into the outbox that no event asked for. The caller sends it; others do two minutes later, where it is there still.
Result<Delivery> add_test(Record& record, AlertKey alert, const NewDelivery& message, Instant now);

/// Who sends: a number of one process's own, drawn at random, never 0.
using Holder = std::int64_t;
/// Takes messages that are due, and holds them for this holder until then: nobody else gets them before, unless they are let go. So two
/// processes never send the same message while both are well, and what a dead one held goes out once its time is over.
Result<std::vector<Delivery>> take_deliveries(Record& record, Holder holder, Instant now, Instant until, std::size_t limit);
/// Holds on to messages, as far as they are this holder's still.
Status hold_on(Record& record, Holder holder, const std::vector<DeliveryKey>& keys, Instant until);
/// Lets go of all that a holder holds: it stops.
Status let_go(Record& record, Holder holder);
/// When the next message or digest is due; nothing where none waits.
Result<std::optional<Instant>> next_delivery(const Record& record);
enum class Outcome : std::uint8_t { kDelivered, kAgain, kFailed };
/// Messages of an alert that are kept to be looked up; older ones go, once they are delivered.
inline constexpr std::int64_t kDeliveriesKept = 1000;
/// How one try ended; nobody holds the message any longer. `next_try` counts for kAgain. What another has delivered meanwhile stays so.
Status note_try(Record& record, DeliveryKey key, Outcome outcome, Instant now, Instant next_try, const std::string& note);
/// Pauses an alert that its receiver no longer wants.
Status pause_alert(Record& record, AlertKey key, const std::string& why);

}  // namespace demarche
