// The archive read anew. Doors: Record::articles_to_reread(), rewrite(), readings_of().
//
// All that follows from an article's old reading goes, all that follows from the new one comes; the events keep their keys where the
// same words tell them. Where the new reading says what the old one said, only the reading is kept.
#include <algorithm>

#include "coding/json.h"
#include "record/ask.h"
#include "record/queries.h"
#include "record/write.h"

namespace demarche {
namespace {

/// Whether the new reading says the same as the current one, whoever made them.
bool says_the_same(Database& db, ArticleKey article, const PreparedReading& p) {
  Rows r = db.rows(sql::kCurrentReading, article);
  if (!r.next()) return false;
  const Result<std::string> old_json = unpack(r.view(0));
  if (!old_json) return false;
  const std::size_t at = old_json->find(R"("versions":{)");
  const std::size_t end = at == std::string::npos ? at : old_json->find('}', at);
  std::string json;
  write_json_without_text(p.reading, json);
  const std::size_t new_at = json.find(R"("versions":{)");
  const std::size_t new_end = new_at == std::string::npos ? new_at : json.find('}', new_at);
  if (end == std::string::npos || new_end == std::string::npos) return false;
  return std::string_view(*old_json).substr(0, at) == std::string_view(json).substr(0, new_at) && std::string_view(*old_json).substr(end) == std::string_view(json).substr(new_end);
}

Written rewrite_one(Record::State& s, ArticleKey article, const PreparedReading& p, const std::string& now) {
  Database& db = s.db;
  Written out;
  out.article = article;
  ArticleKey text = 0;
  std::string first_seen;
  {
    Rows r = db.rows(sql::kHashAndTwin, article);
    if (!r.next()) return db.fail(no_such(s, 'A', article, "article")), out;
    if (r.view(0) != p.hash) return db.fail({ErrorKind::kUsage, s.path, "this reading is not one of article A" + std::to_string(article), {}}), out;
    text = r.integer(1), first_seen = r.text(2);
  }
  const bool same = says_the_same(db, article, p);
  const std::int64_t versions = versions_key(s, p.reading.versions);
  db.run(sql::kRetireReading, article);
  db.run(sql::kDropReadingOfVersions, article, versions);
  db.run(sql::kAddReading, article, versions, now, Blob{p.json});
  if (same) return out;
  out.is_new = true;
  project_again(s, p, article, text, first_seen, false, &out);
  return out;
}

}  // namespace

std::vector<EarlierTelling> take_away(Database& db, ArticleKey article) {
  std::vector<EarlierTelling> out;
  std::vector<TellingKey> keys;
  for (Rows r = db.rows(sql::kTellingsOfArticle, article); r.next();) {
    EarlierTelling t;
    keys.push_back(r.integer(0));
    t.key = r.integer(0);
    t.event = r.integer(1), t.ordinal = static_cast<std::uint32_t>(r.integer(2)), t.signature = static_cast<std::uint64_t>(r.integer(3));
    t.trigger_begin = static_cast<std::uint32_t>(r.integer(4)), t.trigger_end = static_cast<std::uint32_t>(r.integer(5)), t.type = r.text(6), t.why = r.text(7);
    out.push_back(std::move(t));
  }
  for (const std::string_view drop : {sql::kDropStatements, sql::kDropClaims, sql::kDropPostChanges, sql::kDropAppearances, sql::kDropLinksOfArticle}) db.run(drop, article);
  for (const TellingKey key : keys) db.run(sql::kDropParties, key), db.run(sql::kDropTelling, key);
  return out;
}

std::vector<EventKey> project_again(Record::State& s, const PreparedReading& p, ArticleKey article, ArticleKey text, const std::string& first_seen, bool same_reading, Written* written) {
  std::vector<EarlierTelling> earlier = take_away(s.db, article);
  std::vector<EventKey> told_before;
  for (const EarlierTelling& t : earlier) told_before.push_back(t.event);
  Projection projection(s, p, article, text, first_seen);
  Written nobody_asks;
  projection.run(written ? *written : nobody_asks, std::move(earlier), same_reading);
  std::vector<EventKey> events = projection.events();
  std::sort(events.begin(), events.end());
  events.erase(std::unique(events.begin(), events.end()), events.end());
  for (const EventKey event : told_before) {
    if (!std::binary_search(events.begin(), events.end(), event) && s.db.integer(sql::kEventKnown, event)) refresh_event(s.db, event, Change::Kind::kEventChanged);
  }
  return events;
}

Result<std::vector<StoredArticle>> Record::articles_to_reread(const Versions& v, ArticleKey after, std::size_t limit, bool all) const {
  Database& db = state_->db;
  const ReadScope scope(db);
  std::vector<StoredArticle> out;
  for (Rows r = db.rows(sql::kArticlesToReread, after, all, v.program, v.model, v.lexicon, static_cast<std::int64_t>(limit)); r.next();) {
    StoredArticle& s = out.emplace_back();
    Article& a = s.article;
    s.key = r.integer(0);
    a.id = r.text(1), a.title = r.text(2), a.byline = r.text(3), a.source = r.text(4), a.url = r.text(5), a.published = r.day(6), a.published_basis = r.text(7);
    a.language = r.text(8), a.text = r.text(9);
  }
  if (!db.ok()) return *db.failure();
  return out;
}

Result<std::int64_t> Record::count_to_reread(const Versions& v, bool all) const {
  Database& db = state_->db;
  const ReadScope scope(db);
  const auto n = db.integer(sql::kCountToReread, all, v.program, v.model, v.lexicon);
  if (!db.ok()) return *db.failure();
  return n.value_or(0);
}

Result<std::vector<Written>> Record::rewrite(std::span<const ArticleKey> keys, std::span<const Prepared> readings, const WriteOptions& options) {
  State& s = *state_;
  std::vector<Written> out;
  const std::string now = iso_instant(options.now);
  const Status done = s.transact([&] {
    for (std::size_t n = 0; n < keys.size() && n < readings.size() && s.db.ok(); ++n) out.push_back(rewrite_one(s, keys[n], *readings[n], now));
  });
  if (!done) return done.error();
  return out;
}

Result<std::vector<ReadingMark>> Record::readings_of(ArticleKey article) const {
  Database& db = state_->db;
  const ReadScope scope(db);
  std::vector<ReadingMark> out;
  for (Rows r = db.rows(sql::kReadingsOfArticle, article); r.next();) out.push_back({r.integer(0), {r.text(1), r.text(2), r.text(3)}, r.text(4), r.integer(5) != 0});
  if (!db.ok()) return *db.failure();
  if (out.empty()) return no_such(*state_, 'A', article, "article");
  return out;
}

Result<Reading> Record::reading_of(std::int64_t reading_key) const {
  Database& db = state_->db;
  const ReadScope scope(db);
  Rows row = db.rows(sql::kReadingByKey, reading_key);
  if (!row.next()) return db.ok() ? Error{ErrorKind::kNotFound, state_->path, "there is no reading " + std::to_string(reading_key), {}} : *db.failure();
  const std::string where = state_->path + ": article A" + std::to_string(row.integer(2));
  const Result<std::string> json = unpack(row.view(0));
  if (!json) return Error{json.error().kind, where, "its reading " + json.error().message, {}};
  return read_reading(*json, where, row.text(1));
}

Result<std::vector<ArticleKey>> Record::articles_with_earlier_readings(ArticleKey after, std::size_t limit) const {
  Database& db = state_->db;
  const ReadScope scope(db);
  std::vector<ArticleKey> out;
  for (Rows r = db.rows(sql::kArticlesWithEarlier, after, static_cast<std::int64_t>(limit)); r.next();) out.push_back(r.integer(0));
  if (!db.ok()) return *db.failure();
  return out;
}

}  // namespace demarche
