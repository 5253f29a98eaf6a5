// Terms of a query about articles, statements, actors and posts → SQL. Doors: select_articles(), select_statements(), select_actors(),
// select_posts(), fts_of(), meaning_of_party().
#include "base/utf8.h"
#include "record/queries.h"
#include "record/terms.h"

namespace demarche {
namespace {

using Field = QueryTerm::Field;

/// "x = code or x_name = name", for posts.
void post_side(Conditions& c, Database& db, const QueryTerm& t, const std::string& column) {
  std::string condition;
  std::vector<Value> all;
  for (const std::string& v : t.values) {
    const PartyMeaning who = meaning_of_party(db, v);
    condition += (condition.empty() ? "" : " OR ") + column + " = ? OR " + column + "_name = ? COLLATE NOCASE";
    all.emplace_back(who.code.empty() ? v : who.code), all.emplace_back(v);
  }
  c.add(condition, all, t.negated);
}

Selection finished(Selection out, Conditions& c) {
  out.where = c.where.empty() ? "1" : c.where;
  out.values = std::move(c.values);
  return out;
}

}  // namespace

std::string fts_of(const std::vector<std::string>& values, std::string_view column) {
  std::string out = column.empty() ? "" : std::string(column) + " : (";
  for (std::size_t n = 0; n < values.size(); ++n) {
    out += n > 0 ? " OR \"" : "\"";
    for (const char c : values[n]) out.append(c == '"' ? 2 : 1, c);
    out += "\"";
  }
  return column.empty() ? out : out + ")";
}

PartyMeaning meaning_of_party(Database& db, const std::string& value) {
  PartyMeaning out;
  for (const std::string& code : {value, capitals_of(value)}) {
    if (db.integer(sql::kCodeKnown, code)) return out.code = code, out;
  }
  Rows rows = db.rows(sql::kActorsNamed, value);
  while (rows.next()) {
    const std::string_view kind = rows.view(1);
    if ((kind == "country" || kind == "organisation" || kind == "group") && !rows.view(2).empty()) {
      out.code = rows.text(2);
      out.keys.clear();
      return out;
    }
    out.keys.push_back(rows.integer(0));
  }
  return out;
}

Result<Selection> select_articles(Database& db, const Query& query) {
  Conditions c(db);
  Query about_events;
  for (const QueryTerm& t : query.terms) {
    switch (t.field) {
      case Field::kText: c.words("a.key", t); break;
      case Field::kTitle: c.words("a.key", t, "title"); break;
      case Field::kPublisher: c.same("a.source", t); break;
      case Field::kLanguage: c.among("a.language", t); break;
      case Field::kUrl: {
        std::string condition;
        std::vector<Value> all;
        for (const std::string& v : t.values) condition += (condition.empty() ? "" : " OR ") + ("substr(a.url, 1, " + std::to_string(count_code_points(v)) + ") = ?"), all.emplace_back(v);
        c.add(condition, all, t.negated);
        break;
      }
      case Field::kSince: c.add("a.published >= ?", {to_string(t.from)}, t.negated); break;
      case Field::kUntil: c.add("a.published <= ?", {to_string(t.to)}, t.negated); break;
      case Field::kOn: c.add("a.published BETWEEN ? AND ?", {to_string(t.from), to_string(t.to)}, t.negated); break;
      case Field::kSeen: c.add("a.first_seen >= ?", {to_string(t.from)}, t.negated); break;
      case Field::kArticle: c.keys("a.key", t); break;
      default: about_events.terms.push_back(t);
    }
  }
  if (!about_events.terms.empty()) {
    auto events = select_events(db, about_events);
    if (!events) return events.error();
    c.add("a.key IN (SELECT t.article FROM " + events->from + " JOIN tellings t ON t.event = e.key WHERE " + events->where + ")", events->values);
  }
  return finished({"articles a", "", "coalesce(a.published, substr(a.first_seen, 1, 10))", "a.key", {}}, c);
}

Result<Selection> select_statements(Database& db, const Query& query) {
  Conditions c(db);
  for (const QueryTerm& t : query.terms) {
    switch (t.field) {
      case Field::kActor:
      case Field::kSource:
      case Field::kSpeaker: {
        std::string condition;
        std::vector<Value> all;
        for (const std::string& v : t.values) {
          const PartyMeaning who = meaning_of_party(db, v);
          if (!condition.empty()) condition += " OR ";
          if (!who.code.empty()) condition += "s.speaker IN (SELECT key FROM actors WHERE code = ?)", all.emplace_back(who.code);
          else condition += "s.speaker IN (SELECT key FROM actors WHERE name = ?)", all.emplace_back(v);
        }
        c.add(condition, all, t.negated);
        break;
      }
      case Field::kStance: c.among("s.stance", t); break;
      case Field::kSince: c.add("s.day >= ?", {to_string(t.from)}, t.negated); break;
      case Field::kUntil: c.add("s.day <= ?", {to_string(t.to)}, t.negated); break;
      case Field::kOn: c.add("s.day BETWEEN ? AND ?", {to_string(t.from), to_string(t.to)}, t.negated); break;
      case Field::kText: c.words("s.article", t); break;
      case Field::kTitle: c.words("s.article", t, "title"); break;
      case Field::kPublisher: c.same("a.source", t); break;
      case Field::kArticle: c.keys("s.article", t); break;
      default: return not_here(t, "statements");
    }
  }
  return finished({"statements s JOIN articles a ON a.key = s.article JOIN actors p ON p.key = s.speaker", "", "s.day", "s.key", {}}, c);
}

Result<Selection> select_actors(Database& db, const Query& query) {
  Conditions c(db);
  for (const QueryTerm& t : query.terms) {
    switch (t.field) {
      case Field::kActor: {
        std::string condition;
        std::vector<Value> all;
        for (const std::string& v : t.values) condition += (condition.empty() ? "" : " OR ") + std::string("p.name = ? OR p.code = ?"), all.emplace_back(v), all.emplace_back(capitals_of(v));
        c.add(condition, all, t.negated);
        break;
      }
      case Field::kText: {
        std::string condition;
        std::vector<Value> all;
        for (const std::string& v : t.values) condition += (condition.empty() ? "" : " OR ") + std::string("instr(lower(p.name), lower(?)) > 0"), all.emplace_back(v);
        c.add(condition, all, t.negated);
        break;
      }
      case Field::kKind: c.among("p.kind", t); break;
      case Field::kCode: c.among("p.code", t, true); break;
      case Field::kCountry: c.among("p.country", t, true); break;
      case Field::kSector: {
        std::string condition;
        std::vector<Value> all;
        for (const std::string& v : t.values) condition += (condition.empty() ? "" : " OR ") + std::string("instr('; ' || p.sector || '; ', ?) > 0"), all.emplace_back("; " + capitals_of(v) + "; ");
        c.add(condition, all, t.negated);
        break;
      }
      default: return not_here(t, "actors");
    }
  }
  return finished({"actors p", "", "", "p.key", {}}, c);
}

Result<Selection> select_posts(Database& db, const Query& query) {
  Conditions c(db);
  for (const QueryTerm& t : query.terms) {
    switch (t.field) {
      case Field::kHolder: post_side(c, db, t, "p.holder"); break;
      case Field::kHost: post_side(c, db, t, "p.host"); break;
      case Field::kActor: {
        Conditions holder(db), host(db);
        QueryTerm plain = t;
        plain.negated = false;
        post_side(holder, db, plain, "p.holder"), post_side(host, db, plain, "p.host");
        for (Value& v : host.values) holder.values.push_back(std::move(v));
        c.add(holder.where + " OR " + host.where, holder.values, t.negated);
        break;
      }
      case Field::kKind: c.among("p.kind", t); break;
      case Field::kPlace: c.same("p.place", t); break;
      case Field::kText: {
        std::string condition;
        std::vector<Value> all;
        for (const std::string& v : t.values) condition += (condition.empty() ? "" : " OR ") + std::string("instr(lower(p.name), lower(?)) > 0"), all.emplace_back(v);
        c.add(condition, all, t.negated);
        break;
      }
      case Field::kStatus: return Error{ErrorKind::kUsage, "query:" + std::to_string(t.at + 1), "'status:' asks about events; a post's states are in its history", {}};
      case Field::kSince: c.add("EXISTS (SELECT 1 FROM post_changes c WHERE c.post = p.key AND c.day_to >= ?)", {to_string(t.from)}, t.negated); break;
      case Field::kUntil: c.add("EXISTS (SELECT 1 FROM post_changes c WHERE c.post = p.key AND c.day_from <= ?)", {to_string(t.to)}, t.negated); break;
      case Field::kOn: c.add("EXISTS (SELECT 1 FROM post_changes c WHERE c.post = p.key AND c.day_to >= ? AND c.day_from <= ?)", {to_string(t.from), to_string(t.to)}, t.negated); break;
      default: return not_here(t, "posts");
    }
  }
  return finished({"posts p", "", "", "p.key", {}}, c);
}

}  // namespace demarche
