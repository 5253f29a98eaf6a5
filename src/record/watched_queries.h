// The constant statements about feeds and alerts, by name; queries.h has all others.
#pragma once

#include <string_view>

namespace demarche::sql {

// ---- feeds ----

inline constexpr std::string_view kFeeds =
    "SELECT f.key, f.url, f.name, f.kind, f.every, f.full_text, f.is_paused, f.title, f.added_at, f.next_poll, f.last_poll, f.last_good, f.failures, f.note, f.etag, "
    "f.last_modified, f.body, (SELECT count(*) FROM feed_items i WHERE i.feed = f.key), "
    "(SELECT count(*) FROM waiting_items w JOIN feed_items i ON i.key = w.item WHERE i.feed = f.key), "
    "(SELECT count(*) FROM feed_items i WHERE i.feed = f.key AND i.article IS NOT NULL) "
    "FROM feeds f WHERE ?1 = 0 OR f.key = ?1 ORDER BY f.key";
inline constexpr std::string_view kDueFeeds =
    "SELECT key, url, name, kind, every, full_text, is_paused, title, added_at, next_poll, last_poll, last_good, failures, note, etag, last_modified, body, 0, 0, 0 "
    "FROM feeds WHERE is_paused = 0 AND next_poll <= ? ORDER BY next_poll, key LIMIT ?";
inline constexpr std::string_view kNextDue = "SELECT min(next_poll) FROM feeds WHERE is_paused = 0";
inline constexpr std::string_view kFeedOfUrl = "SELECT key FROM feeds WHERE url = ?";
inline constexpr std::string_view kAddFeed = "INSERT INTO feeds (url, name, kind, every, full_text, is_paused, added_at, next_poll) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
inline constexpr std::string_view kSetFeed = "UPDATE feeds SET url = ?, name = ?, kind = ?, every = ?, full_text = ?, is_paused = ? WHERE key = ?";
inline constexpr std::string_view kForgetPolls =
    "UPDATE feeds SET etag = '', last_modified = '', body = 0, title = '', failures = 0, note = '', next_poll = ? WHERE key = ?";
inline constexpr std::string_view kSoonerPoll = "UPDATE feeds SET next_poll = min(next_poll, ?) WHERE key = ? AND failures = 0";
inline constexpr std::string_view kDropFeed = "DELETE FROM feeds WHERE key = ?";
inline constexpr std::string_view kNotePoll =
    "UPDATE feeds SET last_poll = ?1, next_poll = ?2, note = ?3, failures = CASE WHEN ?4 THEN 0 ELSE failures + 1 END, last_good = CASE WHEN ?4 THEN ?1 ELSE last_good END, "
    "title = coalesce(?5, title), etag = coalesce(?6, etag), last_modified = coalesce(?7, last_modified), body = coalesce(?8, body), "
    "kind = CASE WHEN kind = 'auto' THEN coalesce(?10, kind) ELSE kind END WHERE key = ?9";

// ---- their items ----

inline constexpr std::string_view kItem = "SELECT key, mark, readings FROM feed_items WHERE feed = ? AND name = ?";
inline constexpr std::string_view kItemOfUrl = "SELECT article FROM feed_items WHERE url = ? AND url <> 0 AND (feed <> ? OR mark = ?) LIMIT 1";
inline constexpr std::string_view kAddItem = "INSERT INTO feed_items (feed, name, mark, url, first_seen, article, note) VALUES (?, ?, ?, ?, ?, ?, ?)";
inline constexpr std::string_view kReviseItem = "UPDATE feed_items SET mark = ?, url = ? WHERE key = ?";
inline constexpr std::string_view kAddWaiting =
    "INSERT OR REPLACE INTO waiting_items (item, wants_page, tries, next_try, id, title, byline, source, url, published, published_basis, language, text) "
    "VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
inline constexpr std::string_view kWaiting =
    "SELECT w.item, i.feed, w.wants_page, w.tries, w.next_try, w.id, w.title, w.byline, w.source, w.url, w.published, w.published_basis, w.language, w.text "
    "FROM waiting_items w JOIN feed_items i ON i.key = w.item WHERE w.next_try <= ? ORDER BY w.next_try, w.item LIMIT ?";
inline constexpr std::string_view kCountWaiting = "SELECT count(*) FROM waiting_items";
inline constexpr std::string_view kPostpone = "UPDATE waiting_items SET tries = tries + 1, next_try = ?, wants_page = ? WHERE item = ?";
inline constexpr std::string_view kNoteItem = "UPDATE feed_items SET note = ? WHERE key = ?";
inline constexpr std::string_view kEndItem = "UPDATE feed_items SET article = ?, readings = readings + 1 WHERE key = ?";
inline constexpr std::string_view kGiveUpItem = "UPDATE feed_items SET note = ?, readings = readings + 1 WHERE key = ?";
inline constexpr std::string_view kDropWaiting = "DELETE FROM waiting_items WHERE item = ?";

// ---- alerts ----

inline constexpr std::string_view kAlerts =
    "SELECT a.key, a.name, a.query, a.channel, a.target, a.secret, a.digest, a.tells_changes, a.max_age, a.is_paused, a.added_at, a.seen, a.looked_at, a.next_digest, a.note, "
    "(SELECT count(*) FROM alert_matches m WHERE m.alert = a.key), (SELECT count(*) FROM deliveries d WHERE d.alert = a.key AND d.state = 'waiting'), "
    "(SELECT count(*) FROM deliveries d WHERE d.alert = a.key AND d.state = 'failed') FROM alerts a WHERE ?1 = '' OR a.name = ?1 ORDER BY a.key";
inline constexpr std::string_view kAlertNamed = "SELECT key FROM alerts WHERE name = ?";
inline constexpr std::string_view kAddAlert =
    "INSERT INTO alerts (name, query, channel, target, secret, digest, tells_changes, max_age, is_paused, added_at, seen, looked_at, next_digest) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
inline constexpr std::string_view kSetAlert =
    "UPDATE alerts SET name = ?, query = ?, channel = ?, target = ?, secret = ?, digest = ?, tells_changes = ?, max_age = ?, is_paused = ?, note = '', next_digest = ?, seen = ? "
    "WHERE key = ?";
inline constexpr std::string_view kPauseAlert = "UPDATE alerts SET is_paused = 1, note = ? WHERE key = ?";
inline constexpr std::string_view kDropAlert = "DELETE FROM alerts WHERE key = ?";
inline constexpr std::string_view kNoteLook = "UPDATE alerts SET seen = ?1, looked_at = ?2, next_digest = ?3 WHERE key = ?4 AND seen = ?5 AND next_digest = ?6";
inline constexpr std::string_view kMatch = "SELECT event, state, is_change FROM alert_matches WHERE alert = ? AND event = ?";
inline constexpr std::string_view kAddMatch = "INSERT OR REPLACE INTO alert_matches (alert, event, state, is_change, at, delivery) VALUES (?, ?, ?, ?, ?, NULL)";
inline constexpr std::string_view kTellMatch = "UPDATE alert_matches SET delivery = ? WHERE alert = ? AND event = ?";
inline constexpr std::string_view kTellWaiting = "UPDATE alert_matches SET delivery = ? WHERE alert = ? AND delivery IS NULL";
inline constexpr std::string_view kWaitingMatches = "SELECT event FROM alert_matches WHERE alert = ? AND delivery IS NULL ORDER BY at, event LIMIT ?";
inline constexpr std::string_view kCountWaitingMatches = "SELECT count(*) FROM alert_matches WHERE alert = ? AND delivery IS NULL";
inline constexpr std::string_view kCountDeliveries = "SELECT count(*) FROM deliveries WHERE alert = ? AND made_at > ? AND kind <> 'test'";

// ---- the outbox ----

inline constexpr std::string_view kAddDelivery =
    "INSERT INTO deliveries (alert, id, kind, events, subject, words, body, made_at, next_try, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting')";
inline constexpr std::string_view kDeliveries =
    "SELECT key, alert, id, kind, events, subject, words, body, made_at, next_try, coalesce(ended_at, 0), tries, state, note FROM deliveries "
    "WHERE (?1 = 0 OR alert = ?1) AND (?2 = 0 OR key < ?2) ORDER BY key DESC LIMIT ?3";
inline constexpr std::string_view kDueDeliveries =
    "SELECT key, alert, id, kind, events, subject, words, body, made_at, next_try, coalesce(ended_at, 0), tries, state, note FROM deliveries "
    "WHERE state = 'waiting' AND next_try <= ?1 AND held_until <= ?1 AND (kind = 'test' OR alert IN (SELECT key FROM alerts WHERE is_paused = 0)) ORDER BY next_try, key LIMIT ?2";
inline constexpr std::string_view kHoldDelivery = "UPDATE deliveries SET held_by = ?, held_until = ? WHERE key = ?";
inline constexpr std::string_view kHoldOn = "UPDATE deliveries SET held_until = ?3 WHERE key = ?1 AND held_by = ?2";
inline constexpr std::string_view kLetGo = "UPDATE deliveries SET held_by = 0, held_until = 0 WHERE held_by = ?";
inline constexpr std::string_view kDeliveryByKey =
    "SELECT key, alert, id, kind, events, subject, words, body, made_at, next_try, coalesce(ended_at, 0), tries, state, note FROM deliveries WHERE key = ?";
inline constexpr std::string_view kNextDelivery =
    "SELECT min(t) FROM (SELECT min(next_try) AS t FROM deliveries WHERE state = 'waiting' AND alert IN (SELECT key FROM alerts WHERE is_paused = 0) "
    "UNION ALL SELECT min(next_digest) FROM alerts a WHERE is_paused = 0 AND next_digest > 0 AND EXISTS (SELECT 1 FROM alert_matches m WHERE m.alert = a.key AND m.delivery IS NULL))";
inline constexpr std::string_view kDelivered = "UPDATE deliveries SET state = 'delivered', tries = tries + 1, ended_at = ?, note = ?, held_by = 0, held_until = 0 WHERE key = ?";
inline constexpr std::string_view kTryAgain = "UPDATE deliveries SET tries = tries + 1, next_try = ?, note = ?, held_by = 0, held_until = 0 WHERE key = ? AND state = 'waiting'";
inline constexpr std::string_view kNotDelivered = "UPDATE deliveries SET state = 'failed', tries = tries + 1, ended_at = ?, note = ?, held_by = 0, held_until = 0 WHERE key = ? AND state = 'waiting'";
inline constexpr std::string_view kForgetDelivered =
    "DELETE FROM deliveries WHERE state = 'delivered' AND alert = (SELECT alert FROM deliveries WHERE key = ?1) AND key <= "
    "(SELECT d.key FROM deliveries d WHERE d.alert = (SELECT alert FROM deliveries WHERE key = ?1) ORDER BY d.key DESC LIMIT 1 OFFSET ?2)";
inline constexpr std::string_view kRetryDeliveries =
    "UPDATE deliveries SET state = 'waiting', tries = 0, next_try = ?1, ended_at = NULL WHERE state = 'failed' AND (?2 = 0 OR alert = ?2)";

}  // namespace demarche::sql
