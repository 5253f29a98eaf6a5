// Actors, posts, the feed of changes and the counts, as answers. Doors: Record::actors(), posts(), post(), changes(), counts().
#include <algorithm>

#include "record/ask.h"
#include "record/queries.h"

namespace demarche {
namespace {

/// Where a page begins: answers without a day are numbered.
Result<std::int64_t> offset_of(const Window& window) {
  if (window.after.empty()) return std::int64_t{0};
  return number_of_mark(window.after, 0);
}

std::optional<double> number_of(Rows& r, int column) { return r.is_null(column) ? std::nullopt : std::optional(r.real(column)); }

RecordedPostChange change_of(Rows& r) {
  RecordedPostChange c;
  c.what = r.text(0), c.from = number_of(r, 1), c.to = number_of(r, 2), c.to_status = r.text(3), c.event = r.integer(4), c.article = r.integer(5);
  c.from_day = r.day(6).value_or(Day{}), c.to_day = r.day(7).value_or(c.from_day), c.day_basis = basis_named(r.view(8)), c.certainty = r.text(9);
  return c;
}

/// Whether two reports tell the same change: of the same event, or alike and about the same day.
bool is_same(const RecordedPostChange& a, const RecordedPostChange& b) {
  if (a.what != b.what || a.to_status != b.to_status || a.to != b.to) return false;
  if (a.event != 0 && a.event == b.event) return true;
  const int apart = std::max(a.from_day.since_1970 - b.to_day.since_1970, b.from_day.since_1970 - a.to_day.since_1970);
  return apart <= (a.day_basis == DayBasis::kText && b.day_basis == DayBasis::kText ? 1 : 3);
}

std::vector<RecordedPostChange> history_of(Database& db, PostKey post) {
  std::vector<RecordedPostChange> out;
  for (Rows r = db.rows(sql::kPostHistory, post); r.next();) {
    RecordedPostChange c = change_of(r);
    const auto twin = std::find_if(out.begin(), out.end(), [&](const RecordedPostChange& o) { return is_same(o, c); });
    if (twin == out.end()) {
      out.push_back(std::move(c));
      continue;
    }
    ++twin->reports;
    if (twin->day_basis != DayBasis::kText && c.day_basis == DayBasis::kText) twin->from_day = c.from_day, twin->to_day = c.to_day, twin->day_basis = c.day_basis;
    if (!twin->from) twin->from = c.from;
    if (twin->event == 0) twin->event = c.event;
    if (c.certainty.empty()) twin->certainty.clear();
  }
  std::stable_sort(out.begin(), out.end(), [](const RecordedPostChange& a, const RecordedPostChange& b) { return a.from_day < b.from_day; });
  return out;
}

RecordedPost post_of(Rows& r) {
  RecordedPost p;
  p.key = r.integer(0), p.holder = r.text(1), p.host = r.text(2), p.holder_name = r.text(3), p.host_name = r.text(4);
  p.kind = r.text(5), p.name = r.text(6), p.place = r.text(7);
  return p;
}

void fill_history(Database& db, RecordedPost& p) {
  p.history = history_of(db, p.key);
  for (const RecordedPostChange& c : p.history) {
    if (c.what == "status") p.status = c.to_status;
  }
}

}  // namespace

std::string_view name_of(Change::Kind kind) {
  constexpr std::string_view kNames[] = {"article", "event", "report", "event-changed", "event-gone", "post", "link"};
  return kNames[static_cast<std::size_t>(kind)];
}

Result<Answer<RecordedActor>> Record::actors(const Query& query, const Window& window) const {
  Database& db = state_->db;
  const ReadScope scope(db);
  auto selection = select_actors(db, query);
  if (!selection) return selection.error();
  const auto offset = offset_of(window);
  if (!offset) return offset.error();
  Answer<RecordedActor> out;
  {
    Rows r = db.rows_of("SELECT p.key, p.name, p.code, p.country, p.kind, p.sector, (SELECT count(*) FROM appearances x WHERE x.actor = p.key) AS n FROM actors p WHERE " +
                            selection->where + " ORDER BY n DESC, p.key LIMIT " + std::to_string(window.limit + 1) + " OFFSET " + std::to_string(*offset),
                        selection->values);
    while (r.next()) {
      if (out.rows.size() == window.limit) {
        out.next = std::to_string(static_cast<std::size_t>(*offset) + window.limit);
        break;
      }
      out.rows.push_back(actor_of(r, 0));
      out.rows.back().articles = r.integer(6);
    }
  }
  for (RecordedActor& a : out.rows) a.events = db.integer(sql::kEventsOfActor, a.key).value_or(0);
  if (!db.ok()) return *db.failure();
  return out;
}

Result<std::vector<Partner>> Record::partners(const std::string& actor, std::size_t limit) const {
  Database& db = state_->db;
  const ReadScope scope(db);
  std::vector<Partner> out;
  const std::string code = meaning_of_party(db, actor).code;
  if (!code.empty()) {
    Rows r = db.rows(sql::kPartners, code, static_cast<std::int64_t>(limit));
    while (r.next()) out.push_back({r.text(0), r.integer(1), r.integer(2)});
  }
  if (!db.ok()) return *db.failure();
  return out;
}

Result<Answer<RecordedPost>> Record::posts(const Query& query, const Window& window) const {
  Database& db = state_->db;
  const ReadScope scope(db);
  auto selection = select_posts(db, query);
  if (!selection) return selection.error();
  const auto offset = offset_of(window);
  if (!offset) return offset.error();
  Answer<RecordedPost> out;
  {
    Rows r = db.rows_of("SELECT p.key, p.holder, p.host, p.holder_name, p.host_name, p.kind, p.name, p.place FROM posts p WHERE " + selection->where +
                            " ORDER BY p.holder, p.host, p.kind, p.place, p.key LIMIT " + std::to_string(window.limit + 1) + " OFFSET " + std::to_string(*offset),
                        selection->values);
    while (r.next()) {
      if (out.rows.size() == window.limit) {
        out.next = std::to_string(static_cast<std::size_t>(*offset) + window.limit);
        break;
      }
      out.rows.push_back(post_of(r));
    }
  }
  for (RecordedPost& p : out.rows) fill_history(db, p);
  if (!db.ok()) return *db.failure();
  return out;
}

Result<RecordedPost> Record::post(PostKey key) const {
  Database& db = state_->db;
  const ReadScope scope(db);
  Rows row = db.rows(sql::kPostByKey, key);
  if (!row.next()) return db.ok() ? no_such(*state_, 'P', key, "post") : *db.failure();
  RecordedPost out = post_of(row);
  fill_history(db, out);
  if (!db.ok()) return *db.failure();
  return out;
}

Result<std::vector<Change>> Record::changes(Sequence after, std::size_t limit) const {
  Database& db = state_->db;
  const ReadScope scope(db);
  std::vector<Change> out;
  for (Rows r = db.rows(sql::kChanges, after, static_cast<std::int64_t>(limit)); r.next();)
    out.push_back({r.integer(0), static_cast<Change::Kind>(r.integer(1)), r.integer(2)});
  if (!db.ok()) return *db.failure();
  return out;
}

Result<Sequence> Record::last_change() const {
  Database& db = state_->db;
  const ReadScope scope(db);
  const auto last = db.integer(sql::kLastChange);
  if (!db.ok()) return *db.failure();
  return last.value_or(0);
}

Result<RecordCounts> Record::counts() const {
  Database& db = state_->db;
  const ReadScope scope(db);
  RecordCounts c;
  if (Rows r = db.rows(sql::kCounts); r.next()) {
    c.articles = r.integer(0), c.texts = r.integer(1), c.readings = r.integer(2), c.events = r.integer(3), c.tellings = r.integer(4), c.actors = r.integer(5);
    c.statements = r.integer(6), c.claims = r.integer(7), c.posts = r.integer(8), c.links = r.integer(9), c.first_day = r.text(10), c.last_day = r.text(11);
  }
  c.bytes = db.integer(sql::kPages).value_or(0) * db.integer(sql::kPageSize).value_or(0);
  if (!db.ok()) return *db.failure();
  return c;
}

}  // namespace demarche
