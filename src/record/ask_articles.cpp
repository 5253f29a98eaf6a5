// Articles, their readings, and what is said in them, as answers. Doors: Record::articles(), article(), reading(), statements().
#include "coding/json.h"
#include "record/ask.h"
#include "record/queries.h"

namespace demarche {
namespace {

RecordedArticle article_of(Rows& r) {
  RecordedArticle a;
  a.key = r.integer(0), a.id = r.text(1), a.title = r.text(2), a.byline = r.text(3), a.source = r.text(4), a.url = r.text(5), a.language = r.text(6);
  a.published = r.day(7), a.published_basis = r.text(8), a.first_seen = r.text(9), a.same_text_as = r.integer(10), a.revises = r.integer(11);
  a.events = r.integer(12), a.excerpt = r.text(13);
  return a;
}

constexpr std::string_view kColumns =
    "a.key, a.id, a.title, a.byline, a.source, a.url, a.language, a.published, a.published_basis, a.first_seen, coalesce(a.same_text_as, 0), "
    "coalesce(a.revises, 0), (SELECT count(*) FROM tellings t WHERE t.article = a.key), ";

/// The words sought, for the excerpt; "" where none are.
std::string sought(const Query& query) {
  for (const QueryTerm& t : query.terms) {
    if (t.field == QueryTerm::Field::kText && !t.negated) return fts_of(t.values);
  }
  return {};
}

}  // namespace

Result<Answer<RecordedArticle>> Record::articles(const Query& query, const Window& window) const {
  Database& db = state_->db;
  const ReadScope scope(db);
  auto selection = select_articles(db, query);
  if (!selection) return selection.error();
  const auto page = page_clause(window, selection->day, selection->key, selection->values);
  if (!page) return page.error();
  Answer<RecordedArticle> out;
  std::string last_day;
  {
    Rows rows = db.rows_of("SELECT " + std::string(kColumns) + "substr(a.text, 1, 200), " + selection->day + " FROM " + selection->from + " WHERE " +
                               selection->where + *page,
                           selection->values);
    while (rows.next()) {
      if (out.rows.size() == window.limit) {
        if (!out.rows.empty()) out.next = page_mark(last_day, out.rows.back().key);
        break;
      }
      out.rows.push_back(article_of(rows));
      last_day = rows.text(14);
    }
  }
  if (const std::string words = sought(query); !words.empty()) {
    for (RecordedArticle& a : out.rows) {
      Rows found = db.rows(sql::kExcerpt, words, a.key);
      if (found.next()) a.excerpt = found.text(0);
    }
  }
  if (!db.ok()) return *db.failure();
  return out;
}

Result<RecordedArticle> Record::article(ArticleKey key) const {
  Database& db = state_->db;
  const ReadScope scope(db);
  Rows row = db.rows(sql::kArticle, key);
  if (!row.next()) return db.ok() ? no_such(*state_, 'A', key, "article") : *db.failure();
  return article_of(row);
}

Result<Reading> Record::reading(ArticleKey key) const {
  Database& db = state_->db;
  const ReadScope scope(db);
  Rows row = db.rows(sql::kCurrentReading, key);
  if (!row.next()) return db.ok() ? no_such(*state_, 'A', key, "article") : *db.failure();
  const std::string where = state_->path + ": article A" + std::to_string(key);
  const Result<std::string> json = unpack(row.view(0));
  if (!json) return Error{json.error().kind, where, "its reading " + json.error().message, {}};
  return read_reading(*json, where, row.text(1));
}

Result<Answer<RecordedStatement>> Record::statements(const Query& query, const Window& window) const {
  Database& db = state_->db;
  const ReadScope scope(db);
  auto selection = select_statements(db, query);
  if (!selection) return selection.error();
  const auto page = page_clause(window, selection->day, selection->key, selection->values);
  if (!page) return page.error();
  Answer<RecordedStatement> out;
  Rows r = db.rows_of(
      "SELECT s.key, s.article, p.key, p.name, p.code, p.country, p.kind, p.sector, s.toward, s.quoted, s.verb, s.stance, "
      "substr(a.text, s.begins + 1, s.ends - s.begins), s.day, a.title, a.source, a.url FROM " +
          selection->from + " WHERE " + selection->where + *page,
      selection->values);
  std::int64_t last = 0;
  while (r.next()) {
    if (out.rows.size() == window.limit) {
      if (!out.rows.empty()) out.next = page_mark(to_string(out.rows.back().day.value_or(Day{})), last);
      break;
    }
    RecordedStatement& s = out.rows.emplace_back();
    last = r.integer(0);
    s.article = r.integer(1), s.speaker = actor_of(r, 2), s.toward = r.text(8), s.quoted = r.integer(9) != 0, s.verb = r.text(10), s.stance = r.text(11);
    s.text = r.text(12), s.day = r.day(13), s.title = r.text(14), s.publisher = r.text(15), s.url = r.text(16);
  }
  if (!db.ok()) return *db.failure();
  return out;
}

}  // namespace demarche
