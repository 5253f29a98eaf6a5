// Copies, and letting go of what is old. Doors: Record::back_up(), restore_from(), prune(), compact().
#include <filesystem>

#include "record/ask.h"
#include "record/queries.h"
#include "record/write.h"

namespace demarche {
namespace {

constexpr int kPagesAtOnce = 4096;
constexpr std::int64_t kArticlesAtOnce = 200;  // a transaction, so that others can write between

/// All that an article left in the record, but the article's keys in the feed.
void drop_article(Database& db, ArticleKey article) {
  const std::vector<EarlierTelling> told = take_away(db, article);
  std::vector<std::int64_t> bands;
  if (Rows r = db.rows(sql::kTextOfArticle, article); r.next()) bands = bands_of(r.view(0));
  for (const std::int64_t band : bands) db.run(sql::kDropBand, band, article);
  db.run(sql::kDropJudgedOfArticle, article);
  db.run(sql::kDropReadings, article);
  if (const auto heir = db.integer(sql::kNextTwin, article)) {  // the next paper with this text stands for it now
    db.run(sql::kClearTwin, *heir);
    db.run(sql::kSetTwins, *heir, article);
  }
  db.run(sql::kClearRevises, article);
  db.run(sql::kDropArticle, article);
  for (const EarlierTelling& t : told) {
    if (db.integer(sql::kEventKnown, t.event)) refresh_event(db, t.event, Change::Kind::kEventChanged);
  }
}

Status check_copy(const std::string& path) {
  auto copy = Record::open(path);
  if (!copy) return copy.error();
  Database& db = copy->state().db;
  for (Rows r = db.rows(sql::kIntegrity); r.next();) {
    if (r.view(0) != "ok") return Error{ErrorKind::kMalformed, path, "is a damaged copy: " + r.text(0), {}};
  }
  return db.status();
}

}  // namespace

Status Record::back_up(const std::string& path) const {
  Database& db = state_->db;
  db.forget_failure();
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored)) return Error{ErrorKind::kUsage, path, "is there already; a copy never replaces a file", {}};
  const std::string half = path + ".part";
  std::filesystem::remove(half, ignored);
  if (!db.run(sql::kVacuumInto, half)) {
    Error error = *db.failure();
    db.forget_failure();
    std::filesystem::remove(half, ignored);
    error.where = path;
    return error;
  }
  if (const Status whole = check_copy(half); !whole) {
    std::filesystem::remove(half, ignored);
    return whole;
  }
  std::filesystem::rename(half, path, ignored);
  if (ignored) return Error{ErrorKind::kUnreadable, path, "cannot be written: " + ignored.message(), {}};
  return Done{};
}

Status Record::restore_from(const std::string& path) {
  State& s = *state_;
  if (s.options.access == Access::kRead) return Error{ErrorKind::kUsage, s.path, "was opened for reading only", {}};
  if (const Status whole = check_copy(path); !whole) return whole;
  Database from;
  if (const Status opened = from.open(path, SQLITE_OPEN_READONLY, 0); !opened) return opened;
  s.db.forget_failure();
  if (const Status free = s.writer.take(); !free) return free;
  // SQLite's own copier writes within the record's locks: readers see the old record or the new one, nothing between.
  sqlite3_backup* const copier = sqlite3_backup_init(s.db.handle(), "main", from.handle(), "main");
  int code = copier ? SQLITE_OK : sqlite3_extended_errcode(s.db.handle());
  while (copier && (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED)) {
    code = sqlite3_backup_step(copier, kPagesAtOnce);
    if (code == SQLITE_DONE) break;
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) sqlite3_sleep(20);
  }
  if (copier) sqlite3_backup_finish(copier);
  s.actors.clear(), s.versions.clear(), s.origins.clear();
  s.writer.give();
  if (code != SQLITE_DONE) {
    s.db.fail(code);
    const Error error = *s.db.failure();
    s.db.forget_failure();
    return error;
  }
  // The copy was compact and without a log of its own; the record keeps one again.
  s.db.script("PRAGMA journal_mode = WAL");
  return s.db.status();
}

Result<PruneReport> Record::prune(const PruneOptions& o) {
  State& s = *state_;
  Database& db = s.db;
  PruneReport out;
  if (o.dry_run) {
    const ReadScope scope(db);
    if (o.before) out.articles = db.integer(sql::kCountArticlesBefore, *o.before).value_or(0), out.events = db.integer(sql::kCountEventsBefore, *o.before).value_or(0);
    if (o.earlier_readings) out.readings = db.integer(sql::kCountEarlier).value_or(0);
    if (o.keep_changes) out.changes = db.integer(sql::kCountOldChanges, *o.keep_changes).value_or(0);
    if (!db.ok()) return *db.failure();
    return out;
  }
  for (ArticleKey after = 0; o.before;) {
    bool more = false;
    const Status done = s.transact([&] {
      std::vector<ArticleKey> keys;
      for (Rows r = db.rows(sql::kArticlesBefore, *o.before, after, kArticlesAtOnce); r.next();) keys.push_back(r.integer(0));
      const std::int64_t events_before = db.integer(sql::kCountAllEvents).value_or(0);
      for (const ArticleKey key : keys) drop_article(db, key);
      out.articles += static_cast<std::int64_t>(keys.size());
      out.events += events_before - db.integer(sql::kCountAllEvents).value_or(0);
      if (!keys.empty()) after = keys.back();
      more = keys.size() == static_cast<std::size_t>(kArticlesAtOnce);
      if (!more) {
        db.run(sql::kDropEmptyPosts);
        db.run(sql::kDropIdleActors);
        s.actors.clear();
      }
    });
    if (!done) return done.error();
    if (!more) break;
  }
  const Status done = s.transact([&] {
    if (o.earlier_readings) db.run(sql::kDropEarlier), out.readings = db.changed_rows();
    if (o.keep_changes) db.run(sql::kDropOldChanges, *o.keep_changes), out.changes = db.changed_rows();
  });
  if (!done) return done.error();
  return out;
}

Status Record::compact() {
  State& s = *state_;
  s.db.forget_failure();
  if (const Status free = s.writer.take(); !free) return free;
  s.db.script("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
  s.writer.give();
  return s.db.status();
}

}  // namespace demarche
