// Alerts as the record keeps them, and what they found. Doors: add_alert(), change_alert(), remove_alert(), alert(), alerts(), wrong_with(), note_look().
#include "demarche/alerts.h"

#include <sodium.h>

#include <algorithm>

#include "base/lists.h"
#include "base/utf8.h"
#include "record/conditions.h"
#include "record/queries.h"
#include "record/record.h"
#include "record/watched_queries.h"

namespace demarche {
namespace {

constexpr std::size_t kLongestName = 80, kLongestQuery = 4096, kLongestTarget = 4096;
constexpr std::string_view kChannels[] = {"webhook", "mail", "ntfy", "command"};
constexpr std::string_view kDigests[] = {"", "hour", "day"};
constexpr std::size_t kSecretBytes = 24;

std::string lines_of(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& p : parts) out += (out.empty() ? "" : "\n") + p;
  return out;
}

std::vector<std::string> parts_of(std::string_view lines) {
  std::vector<std::string> out;
  for (;;) {
    const std::size_t end = lines.find('\n');
    out.emplace_back(lines.substr(0, end));
    if (end == std::string_view::npos) return out;
    lines.remove_prefix(end + 1);
  }
}

Alert alert_of(const Rows& r) {
  Alert a;
  a.key = r.integer(0), a.wants.name = r.text(1), a.wants.query = r.text(2);
  a.wants.channel = alert_channel_of(r.view(3)).value_or(AlertChannel::kWebhook), a.wants.target = parts_of(r.view(4)), a.wants.secret = r.text(5);
  a.wants.digest = digest_of(r.view(6)).value_or(Digest::kNone), a.wants.tells_changes = r.integer(7) != 0, a.wants.max_age = r.integer(8);
  a.wants.is_paused = r.integer(9) != 0;
  a.added_at = r.integer(10), a.seen = r.integer(11), a.looked_at = r.integer(12), a.next_digest = r.integer(13), a.note = r.text(14);
  a.matches = r.integer(15), a.waiting = r.integer(16), a.failed = r.integer(17);
  return a;
}

bool has_control(std::string_view s) {
  return std::any_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; });
}

bool is_web_address(std::string_view s) {
  const std::string small = lower(s.substr(0, 8));
  return (small.starts_with("http://") || small.starts_with("https://")) && s.find(' ') == std::string_view::npos && !has_control(s);
}

bool is_mail_address(std::string_view s) {
  const std::size_t at = s.rfind('@');
  return at != std::string_view::npos && at > 0 && at + 1 < s.size() && s.find_first_of(" <>,;\"\r\n") == std::string_view::npos && !has_control(s);
}

/// "whsec_" and base64 of 24 to 64 bytes, as Standard Webhooks wants it.
bool is_secret(std::string_view s) {
  if (!s.starts_with("whsec_")) return false;
  s.remove_prefix(6);
  unsigned char bytes[65];
  std::size_t size = 0;
  const char* end = nullptr;
  return sodium_base642bin(bytes, sizeof bytes, s.data(), s.size(), nullptr, &size, &end, sodium_base64_VARIANT_ORIGINAL) == 0 && end == s.data() + s.size() && size >= kSecretBytes &&
         size <= 64;
}

std::string new_secret() {
  [[maybe_unused]] static const int begun = sodium_init();
  unsigned char bytes[kSecretBytes];
  randombytes_buf(bytes, sizeof bytes);
  char text[sodium_base64_ENCODED_LEN(kSecretBytes, sodium_base64_VARIANT_ORIGINAL)];
  sodium_bin2base64(text, sizeof text, bytes, sizeof bytes, sodium_base64_VARIANT_ORIGINAL);
  return std::string("whsec_") + text;
}

Error no_such_alert(const Record& record, std::string_view name) {
  return {ErrorKind::kNotFound, record.path(), "there is no alert '" + std::string(name) + "'; 'demarche alerts list' shows all", {}};
}

/// Whether the record can answer the query, as of today.
std::optional<Error> wrong_query(Database& db, const std::string& text, Instant now) {
  const auto query = parse_query(text, Day{static_cast<std::int32_t>(now / 86400)});
  if (!query) return query.error();
  db.forget_failure();
  const auto selection = select_events(db, *query);
  if (!selection) return selection.error();
  return std::nullopt;
}

}  // namespace

std::string_view name_of(AlertChannel channel) { return kChannels[static_cast<std::size_t>(channel)]; }
std::string_view name_of(Digest digest) { return kDigests[static_cast<std::size_t>(digest)]; }

std::optional<AlertChannel> alert_channel_of(std::string_view name) {
  const auto found = std::find(std::begin(kChannels), std::end(kChannels), name);
  if (found == std::end(kChannels)) return std::nullopt;
  return static_cast<AlertChannel>(found - std::begin(kChannels));
}

std::optional<Digest> digest_of(std::string_view name) {
  const auto found = std::find(std::begin(kDigests), std::end(kDigests), name);
  if (found == std::end(kDigests)) return std::nullopt;
  return static_cast<Digest>(found - std::begin(kDigests));
}

Instant next_digest_after(Digest digest, Instant now) {
  constexpr Instant kMorning = 6 * 3600;
  if (digest == Digest::kNone) return 0;
  if (digest == Digest::kHour) return (now / 3600 + 1) * 3600;
  return ((now - kMorning) / 86400 + 1) * 86400 + kMorning;
}

std::optional<Error> wrong_with(const AlertWish& w) {
  const auto wrong = [&](const char* field, std::string what) { return Error{ErrorKind::kUsage, "alert '" + w.name + "'", std::string(field) + " " + std::move(what), {}}; };
  if (w.name.empty() || w.name.size() > kLongestName || has_control(w.name) || w.name.find('/') != std::string::npos)
    return Error{ErrorKind::kUsage, {}, "an alert's name is 1 to 80 bytes without a slash or control characters", {}};
  if (w.query.size() > kLongestQuery) return wrong("query", "is longer than the limit of 4,096 bytes");
  if (w.max_age < 0 || w.max_age > 36500) return wrong("max_age", "is a number of days from 0 (any age) to 36500");
  if (w.target.empty()) return wrong("target", "is missing: an address, or a program");
  if (lines_of(w.target).size() > kLongestTarget) return wrong("target", "is longer than the limit of 4,096 bytes");
  for (const std::string& t : w.target) {
    if (has_control(t)) return wrong("target", "holds a control character");
    if (w.channel == AlertChannel::kMail && !is_mail_address(t)) return wrong("target", "'" + t + "' is no mail address such as desk@example.org");
  }
  if (w.channel == AlertChannel::kWebhook || w.channel == AlertChannel::kNtfy) {
    if (w.target.size() != 1 || !is_web_address(w.target[0])) return wrong("target", "is not one address that begins with http:// or https://");
  }
  if (w.channel == AlertChannel::kCommand && !w.target[0].starts_with('/')) return wrong("target", "'" + w.target[0] + "' is no absolute path of a program");
  if (w.channel == AlertChannel::kWebhook && !w.secret.empty() && !is_secret(w.secret)) return wrong("secret", "is not 'whsec_' and base64 of 24 to 64 bytes");
  if (w.channel == AlertChannel::kNtfy && has_control(w.secret)) return wrong("secret", "holds a control character");
  return std::nullopt;
}

Result<Alert> add_alert(Record& record, AlertWish w, Instant now) {
  if (auto wrong = wrong_with(w)) return *std::move(wrong);
  Record::State& s = record.state();
  if (auto wrong = wrong_query(s.db, w.query, now)) return *std::move(wrong);
  if (w.channel == AlertChannel::kWebhook && w.secret.empty()) w.secret = new_secret();
  bool known = false;
  const Status done = s.transact([&] {
    if ((known = s.db.integer(sql::kAlertNamed, w.name).has_value())) return;
    s.db.run(sql::kAddAlert, w.name, w.query, name_of(w.channel), lines_of(w.target), w.secret, name_of(w.digest), w.tells_changes, w.max_age, w.is_paused, now,
             s.db.integer(sql::kLastChange).value_or(0), now, next_digest_after(w.digest, now));
  });
  if (!done) return done.error();
  if (known) return Error{ErrorKind::kUsage, record.path(), "there is an alert '" + w.name + "' already", {}};
  return alert(record, w.name);
}

Result<Alert> change_alert(Record& record, std::string_view name, AlertWish w, Instant now) {
  if (auto wrong = wrong_with(w)) return *std::move(wrong);
  Record::State& s = record.state();
  if (auto wrong = wrong_query(s.db, w.query, now)) return *std::move(wrong);
  const auto before = alert(record, name);
  if (!before) return before.error();
  if (w.secret.empty() && w.channel == before->wants.channel) w.secret = before->wants.secret;
  if (w.channel == AlertChannel::kWebhook && w.secret.empty()) w.secret = new_secret();
  bool taken = false;
  const Status done = s.transact([&] {
    const auto other = s.db.integer(sql::kAlertNamed, w.name);
    if ((taken = other && *other != before->key)) return;
    // What came while it was paused, or before it asked this, is not told.
    const bool begins = before->wants.is_paused || w.query != before->wants.query;
    const Sequence seen = begins ? s.db.integer(sql::kLastChange).value_or(0) : before->seen;
    const Instant digest = w.digest == before->wants.digest ? before->next_digest : next_digest_after(w.digest, now);
    s.db.run(sql::kSetAlert, w.name, w.query, name_of(w.channel), lines_of(w.target), w.secret, name_of(w.digest), w.tells_changes, w.max_age, w.is_paused, digest, seen, before->key);
  });
  if (!done) return done.error();
  if (taken) return Error{ErrorKind::kUsage, record.path(), "there is an alert '" + w.name + "' already", {}};
  return alert(record, w.name);
}

Status remove_alert(Record& record, std::string_view name) {
  const auto there = alert(record, name);
  if (!there) return there.error();
  Record::State& s = record.state();
  return s.transact([&] { s.db.run(sql::kDropAlert, there->key); });
}

Status pause_alert(Record& record, AlertKey key, const std::string& why) {
  Record::State& s = record.state();
  return s.transact([&] { s.db.run(sql::kPauseAlert, why, key); });
}

Result<Alert> alert(const Record& record, std::string_view name) {
  Database& db = record.state().db;
  db.forget_failure();
  if (!name.empty()) {
    Rows r = db.rows(sql::kAlerts, name);
    if (r.next()) return alert_of(r);
  }
  return db.ok() ? no_such_alert(record, name) : *db.failure();
}

Result<std::vector<Alert>> alerts(const Record& record) {
  Database& db = record.state().db;
  db.forget_failure();
  std::vector<Alert> out;
  for (Rows r = db.rows(sql::kAlerts, ""); r.next();) out.push_back(alert_of(r));
  if (!db.ok()) return *db.failure();
  return out;
}

// ---- what they found ----

Result<std::vector<AlertMatch>> known_matches(const Record& record, AlertKey alert, const std::vector<EventKey>& events) {
  Database& db = record.state().db;
  db.forget_failure();
  std::vector<AlertMatch> out;
  for (const EventKey event : events) {
    Rows r = db.rows(sql::kMatch, alert, event);
    if (r.next()) out.push_back({r.integer(0), static_cast<std::uint64_t>(r.integer(1)), r.integer(2) != 0});
  }
  if (!db.ok()) return *db.failure();
  return out;
}

Result<std::vector<EventKey>> waiting_matches(const Record& record, AlertKey alert, std::size_t limit, std::int64_t& many) {
  Database& db = record.state().db;
  db.forget_failure();
  std::vector<EventKey> out;
  for (Rows r = db.rows(sql::kWaitingMatches, alert, limit); r.next();) out.push_back(r.integer(0));
  many = db.integer(sql::kCountWaitingMatches, alert).value_or(0);
  if (!db.ok()) return *db.failure();
  return out;
}

Result<bool> note_look(Record& record, AlertKey alert, const AlertLook& look) {
  Record::State& s = record.state();
  bool is_ours = false;
  const Status done = s.transact([&] {
    s.db.run(sql::kNoteLook, look.seen, look.at, look.next_digest, alert, look.seen_before, look.digest_before);
    is_ours = s.db.changed_rows() == 1;
    if (!is_ours) return;
    for (const AlertMatch& m : look.matches) s.db.run(sql::kAddMatch, alert, m.event, m.state, m.is_change, look.at);
    for (const NewDelivery& d : look.deliveries) {
      s.db.run(sql::kAddDelivery, alert, d.id, d.kind, d.many, d.subject, d.words, d.body, look.at, look.at);
      const DeliveryKey key = s.db.last_key();
      for (const EventKey event : d.events) s.db.run(sql::kTellMatch, key, alert, event);
      if (look.tells_waiting && &d == &look.deliveries.back()) s.db.run(sql::kTellWaiting, key, alert);
    }
    if (look.tells_waiting && look.deliveries.empty()) s.db.run(sql::kTellWaiting, 0, alert);  // none of them is an event of its own any longer
  });
  if (!done) return done.error();
  return is_ours;
}

}  // namespace demarche
