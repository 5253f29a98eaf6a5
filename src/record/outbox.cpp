// Messages that are still to be sent, and those that were. Doors: take_deliveries(), note_try(), deliveries(), retry_deliveries().
#include "demarche/alerts.h"
#include "record/record.h"
#include "record/watched_queries.h"

namespace demarche {
namespace {

constexpr Instant kTestPause = 120;  // seconds: who makes a test sends it, and only a test that is left behind is sent by others

Delivery delivery_of(const Rows& r) {
  Delivery d;
  d.key = r.integer(0), d.alert = r.integer(1), d.id = r.text(2), d.kind = r.text(3), d.events = r.integer(4), d.subject = r.text(5), d.words = r.text(6), d.body = r.text(7);
  d.made_at = r.integer(8), d.next_try = r.integer(9), d.ended_at = r.integer(10), d.tries = static_cast<int>(r.integer(11)), d.state = r.text(12), d.note = r.text(13);
  return d;
}

}  // namespace

Result<std::vector<Delivery>> deliveries(const Record& record, AlertKey alert, DeliveryKey before, std::size_t limit) {
  Database& db = record.state().db;
  db.forget_failure();
  std::vector<Delivery> out;
  for (Rows r = db.rows(sql::kDeliveries, alert, before, limit); r.next();) out.push_back(delivery_of(r));
  if (!db.ok()) return *db.failure();
  return out;
}

Result<std::vector<Delivery>> take_deliveries(Record& record, Holder holder, Instant now, Instant until, std::size_t limit) {
  Record::State& s = record.state();
  s.db.forget_failure();
  const bool is_any = s.db.rows(sql::kDueDeliveries, now, 1).next();  // asked first: the pen is for those who write
  if (!s.db.ok()) return *s.db.failure();
  std::vector<Delivery> out;
  if (!is_any) return out;
  const Status done = s.transact([&] {
    for (Rows r = s.db.rows(sql::kDueDeliveries, now, limit); r.next();) out.push_back(delivery_of(r));
    for (const Delivery& d : out) s.db.run(sql::kHoldDelivery, holder, until, d.key);
  });
  if (!done) return done.error();
  return out;
}

Status hold_on(Record& record, Holder holder, const std::vector<DeliveryKey>& keys, Instant until) {
  Record::State& s = record.state();
  return s.transact([&] {
    for (const DeliveryKey key : keys) s.db.run(sql::kHoldOn, key, holder, until);
  });
}

Status let_go(Record& record, Holder holder) {
  Record::State& s = record.state();
  return s.transact([&] { s.db.run(sql::kLetGo, holder); });
}

Result<std::optional<Instant>> next_delivery(const Record& record) {
  Database& db = record.state().db;
  db.forget_failure();
  const std::optional<Instant> at = db.integer(sql::kNextDelivery);
  if (!db.ok()) return *db.failure();
  return at;
}

Result<std::int64_t> count_deliveries(const Record& record, AlertKey alert, Instant since) {
  Database& db = record.state().db;
  db.forget_failure();
  const auto n = db.integer(sql::kCountDeliveries, alert, since);
  if (!db.ok()) return *db.failure();
  return n.value_or(0);
}

Result<Delivery> add_test(Record& record, AlertKey alert, const NewDelivery& m, Instant now) {
  Record::State& s = record.state();
  DeliveryKey key = 0;
  const Status done = s.transact([&] {
    s.db.run(sql::kAddDelivery, alert, m.id, m.kind, m.many, m.subject, m.words, m.body, now, now + kTestPause);
    key = s.db.last_key();
  });
  if (!done) return done.error();
  Rows r = s.db.rows(sql::kDeliveryByKey, key);
  if (!r.next()) return Error{ErrorKind::kNotFound, record.path(), "the message is gone", {}};
  return delivery_of(r);
}

Status note_try(Record& record, DeliveryKey key, Outcome outcome, Instant now, Instant next_try, const std::string& note) {
  Record::State& s = record.state();
  return s.transact([&] {
    if (outcome == Outcome::kDelivered) s.db.run(sql::kDelivered, now, note, key), s.db.run(sql::kForgetDelivered, key, kDeliveriesKept);
    else if (outcome == Outcome::kFailed) s.db.run(sql::kNotDelivered, now, note, key);
    else s.db.run(sql::kTryAgain, next_try, note, key);
  });
}

Result<std::int64_t> retry_deliveries(Record& record, AlertKey alert, Instant now) {
  Record::State& s = record.state();
  std::int64_t many = 0;
  const Status done = s.transact([&] {
    s.db.run(sql::kRetryDeliveries, now, alert);
    many = s.db.changed_rows();
  });
  if (!done) return done.error();
  return many;
}

}  // namespace demarche
