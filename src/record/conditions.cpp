// Terms of a query → SQL. Doors: select_events(), select_articles(), select_statements(), select_actors(), select_posts().
#include "record/conditions.h"

#include <cmath>

#include "base/utf8.h"
#include "record/queries.h"

namespace demarche {
namespace {

using Field = QueryTerm::Field;

constexpr int kLongestInterval = 366;  // days that an event's interval may reach beyond its first day and still be found by them

std::string upper(std::string_view s) {
  std::string out(s);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 0x20);
  }
  return out;
}

std::string marks(std::size_t n) {
  std::string out = "(";
  for (std::size_t k = 0; k < n; ++k) out += k > 0 ? ", ?" : "?";
  return out + ")";
}

Error not_here(const QueryTerm& t, std::string_view about) {
  return {ErrorKind::kUsage, "query:" + std::to_string(t.at + 1), "'" + std::string(name_of(t.field)) + ":' says nothing about " + std::string(about), {}};
}

/// Builds WHERE term by term.
class Conditions {
 public:
  explicit Conditions(Database& db) : db_(db) {}

  void add(const std::string& condition, const std::vector<Value>& more = {}, bool negated = false) {
    if (!where.empty()) where += " AND ";
    where += negated ? "NOT (" + condition + ")" : "(" + condition + ")";
    values.insert(values.end(), more.begin(), more.end());
  }
  void among(const std::string& column, const QueryTerm& t, bool capitals = false) {
    std::vector<Value> all;
    for (const std::string& v : t.values) all.emplace_back(capitals ? upper(v) : v);
    add(column + " IN " + marks(all.size()), all, t.negated);
  }
  /// Equal without regard to capitals.
  void same(const std::string& column, const QueryTerm& t) {
    std::string condition;
    std::vector<Value> all;
    for (const std::string& v : t.values) condition += (condition.empty() ? "" : " OR ") + column + " = ? COLLATE NOCASE", all.emplace_back(v);
    add(condition, all, t.negated);
  }
  void number(const std::string& column, const QueryTerm& t) {
    std::string condition = column + " IS NOT NULL";
    std::vector<Value> all;
    if (std::isfinite(t.least)) condition += " AND " + column + (t.least_open ? " > ?" : " >= ?"), all.emplace_back(t.least);
    if (std::isfinite(t.most)) condition += " AND " + column + (t.most_open ? " < ?" : " <= ?"), all.emplace_back(t.most);
    add(condition, all, t.negated);
  }
  void words(const std::string& article_column, const QueryTerm& t, std::string_view column = {}) {
    add(article_column + " IN (SELECT rowid FROM search WHERE search MATCH ?)", {fts_of(t.values, column)}, t.negated);
  }

  std::string where;
  std::vector<Value> values;

 protected:
  Database& db_;
};

/// Days that `since`, `until` and `on` leave, over all terms.
struct Days {
  std::optional<Day> from, to;
  void take(const QueryTerm& t) {
    if (t.field != Field::kUntil && (!from || *from < t.from)) from = t.from;
    if (t.field != Field::kSince && (!to || t.to < *to)) to = t.to;
  }
};

class EventConditions : public Conditions {
 public:
  explicit EventConditions(Database& db) : Conditions(db) {}

  Result<Selection> run(const Query& query, Sequence changed_after) {
    for (const QueryTerm& t : query.terms) {
      if (is_days(t)) days_.take(t);
    }
    Selection out = driver(query);
    values = out.values;
    where = out.where;
    if (days_.from) {
      add(out.day + " >= ?", {to_string(Day{days_.from->since_1970 - kLongestInterval})});
      add("e.day_to >= ?", {to_string(*days_.from)});
    }
    if (days_.to) add(out.day + " <= ?", {to_string(*days_.to)});
    if (changed_after > 0) add("e.changed > ?", {changed_after});
    for (const QueryTerm& t : query.terms) {
      if (&t == driven_ || &t == also_driven_ || is_days(t)) continue;
      if (!term(t)) return not_here(t, "events");
    }
    if (where.empty()) where = "1";
    out.where = where, out.values = values;
    return out;
  }

 private:
  static bool is_days(const QueryTerm& t) { return !t.negated && (t.field == Field::kSince || t.field == Field::kUntil || t.field == Field::kOn); }

  const QueryTerm* single(const Query& query, Field field) const {
    for (const QueryTerm& t : query.terms) {
      if (t.field == field && !t.negated && t.values.size() == 1) return &t;
    }
    return nullptr;
  }
  /// A term with one party that has a code.
  const QueryTerm* coded(const Query& query, Field field, std::string& code) {
    const QueryTerm* t = single(query, field);
    if (!t) return nullptr;
    code = meaning_of_party(db_, t->values[0]).code;
    return code.empty() ? nullptr : t;
  }

  Selection driver(const Query& query) {
    for (const QueryTerm& t : query.terms) {  // events named by their keys: nothing else needs to be walked through
      if (t.field == Field::kEvent && !t.negated) return {"events e", "", "e.day_from", "e.key", {}};
    }
    std::string source, target;
    const QueryTerm* const s = coded(query, Field::kSource, source);
    const QueryTerm* const t = coded(query, Field::kTarget, target);
    if (s && t) {
      driven_ = s, also_driven_ = t;
      return {"dyads d CROSS JOIN events e ON e.key = d.event", "d.source = ? AND d.target = ?", "d.day", "d.event", {source, target}};
    }
    if (const QueryTerm* pair = pair_of(query)) {
      driven_ = pair;
      const PartyMeaning a = meaning_of_party(db_, pair->values[0]), b = meaning_of_party(db_, pair->values[1]);
      const std::string one = "SELECT day, event FROM dyads WHERE source = ? AND target = ?" + day_bounds();
      Selection out{"(" + one + " UNION " + one + ") d CROSS JOIN events e ON e.key = d.event", "1", "d.day", "d.event", {}};
      for (const auto& [from, to] : {std::pair(a.code, b.code), std::pair(b.code, a.code)}) {
        out.values.emplace_back(from), out.values.emplace_back(to);
        if (days_.from) out.values.emplace_back(to_string(Day{days_.from->since_1970 - kLongestInterval}));
        if (days_.to) out.values.emplace_back(to_string(*days_.to));
      }
      return out;
    }
    if (s || t) {
      driven_ = s ? s : t;
      return {"sides d CROSS JOIN events e ON e.key = d.event", "d.side = ? AND d.code = ?", "d.day", "d.event", {s ? "s" : "t", s ? source : target}};
    }
    for (const auto& [field, prefix] : {std::pair(Field::kMeasure, "measure/"), std::pair(Field::kMode, "mode/"), std::pair(Field::kContext, "context/"), std::pair(Field::kType, "type/")}) {
      if (const QueryTerm* label = single(query, field)) {
        driven_ = label;
        return {"labels d CROSS JOIN events e ON e.key = d.event", "d.label = ?", "d.day", "d.event", {prefix + label->values[0]}};
      }
    }
    return {"events e", "", "e.day_from", "e.key", {}};
  }

  [[nodiscard]] std::string day_bounds() const { return std::string(days_.from ? " AND day >= ?" : "") + (days_.to ? " AND day <= ?" : ""); }

  const QueryTerm* pair_of(const Query& query) {
    for (const QueryTerm& t : query.terms) {
      if (t.field != Field::kBetween || t.negated) continue;
      if (!meaning_of_party(db_, t.values[0]).code.empty() && !meaning_of_party(db_, t.values[1]).code.empty()) return &t;
    }
    return nullptr;
  }

  /// "the event has one of these parties on one of these sides"
  void party(const QueryTerm& t, const std::vector<std::string>& sides) {
    std::string condition;
    std::vector<Value> all;
    for (const std::string& value : t.values) {
      const PartyMeaning who = meaning_of_party(db_, value);
      for (const std::string& side : sides) {
        if (!condition.empty()) condition += " OR ";
        if (!who.code.empty()) {
          condition += "EXISTS (SELECT 1 FROM sides x WHERE x.side = '" + side + "' AND x.code = ? AND x.day = e.day_from AND x.event = e.key)";
          all.emplace_back(who.code);
        } else if (!who.keys.empty()) {
          condition += "e.key IN (SELECT t.event FROM parties p JOIN tellings t ON t.key = p.telling WHERE p.side = '" + side + "' AND p.actor IN " + marks(who.keys.size()) + ")";
          for (const ActorKey key : who.keys) all.emplace_back(key);
        } else {
          condition += "0";
        }
      }
    }
    add(condition, all, t.negated);
  }

  void between(const QueryTerm& t) {
    const auto one_way = [](const std::string& from, const std::string& to) {
      QueryTerm s, g;
      s.values = {from}, g.values = {to};
      return std::pair(s, g);
    };
    Conditions sides(db_);
    std::string whole;
    std::vector<Value> all;
    for (const auto& [from, to] : {one_way(t.values[0], t.values[1]), one_way(t.values[1], t.values[0])}) {
      EventConditions way(db_);
      way.party(from, {"s"}), way.party(to, {"t"});
      whole += (whole.empty() ? "(" : " OR (") + way.where + ")";
      for (Value& v : way.values) all.push_back(std::move(v));
    }
    add(whole, all, t.negated);
  }

  void label(const QueryTerm& t, std::string_view prefix) {
    std::vector<Value> all;
    for (const std::string& v : t.values) all.emplace_back(std::string(prefix) + v);
    add("EXISTS (SELECT 1 FROM labels x WHERE x.label IN " + marks(all.size()) + " AND x.day = e.day_from AND x.event = e.key)", all, t.negated);
  }

  void of_article(const std::string& condition, const std::vector<Value>& all, bool negated) {
    add("EXISTS (SELECT 1 FROM tellings t JOIN articles a ON a.key = t.article WHERE t.event = e.key AND (" + condition + "))", all, negated);
  }

  bool term(const QueryTerm& t) {
    switch (t.field) {
      case Field::kSource: return party(t, {"s"}), true;
      case Field::kTarget: return party(t, {"t"}), true;
      case Field::kActor: return party(t, {"s", "t"}), true;
      case Field::kBetween: return between(t), true;
      case Field::kType: return among("e.type", t), true;
      case Field::kMode: return label(t, "mode/"), true;
      case Field::kContext: return label(t, "context/"), true;
      case Field::kMeasure: return among("e.measure", t), true;
      case Field::kCameo: {
        std::string condition;
        std::vector<Value> all;
        for (const std::string& v : t.values) {
          condition += (condition.empty() ? "" : " OR ") + ("substr(e.cameo, 1, " + std::to_string(v.size()) + ") = ?");
          all.emplace_back(v);
        }
        return add(condition, all, t.negated), true;
      }
      case Field::kQuad: {
        std::vector<Value> types;
        for (int n = 0; n < kEventTypes; ++n) {
          const auto type = static_cast<EventType>(n);
          for (const std::string& v : t.values) {
            if (quad_of(type) == v) types.emplace_back(std::string(name_of(type)));
          }
        }
        return add("e.type IN " + marks(types.size()), types, t.negated), true;
      }
      case Field::kStatus: return among("e.status", t), true;
      case Field::kGoldstein: return number("e.goldstein", t), true;
      case Field::kConfidence: return number("e.confidence", t), true;
      case Field::kQuantity: return number("e.quantity", t), true;
      case Field::kReports: return number("e.reports", t), true;
      case Field::kSources: return number("e.sources", t), true;
      case Field::kSince: return add("e.day_to >= ?", {to_string(t.from)}, t.negated), true;
      case Field::kUntil: return add("e.day_from <= ?", {to_string(t.to)}, t.negated), true;
      case Field::kOn: return add("e.day_to >= ? AND e.day_from <= ?", {to_string(t.from), to_string(t.to)}, t.negated), true;
      case Field::kSeen: return add("e.first_seen >= ?", {to_string(t.from)}, t.negated), true;
      case Field::kPlace: {
        std::string condition;
        std::vector<Value> all;
        for (const std::string& v : t.values) {
          condition += (condition.empty() ? "" : " OR ") + std::string("coalesce(e.place, '') = ? COLLATE NOCASE OR coalesce(e.place_country, '') = ?");
          all.emplace_back(v), all.emplace_back(upper(v));
        }
        return add(condition, all, t.negated), true;
      }
      case Field::kCountry: return among("coalesce(e.place_country, '')", t, true), true;
      case Field::kText:
        return add("e.key IN (SELECT t.event FROM tellings t WHERE t.article IN (SELECT rowid FROM search WHERE search MATCH ?))", {fts_of(t.values)}, t.negated), true;
      case Field::kTitle:
        return add("e.key IN (SELECT t.event FROM tellings t WHERE t.article IN (SELECT rowid FROM search WHERE search MATCH ?))", {fts_of(t.values, "title")}, t.negated), true;
      case Field::kPublisher: {
        Conditions c(db_);
        QueryTerm plain = t;
        plain.negated = false;
        c.same("a.source", plain);
        return of_article(c.where, c.values, t.negated), true;
      }
      case Field::kLanguage: {
        Conditions c(db_);
        QueryTerm plain = t;
        plain.negated = false;
        c.among("a.language", plain);
        return of_article(c.where, c.values, t.negated), true;
      }
      case Field::kUrl: {
        std::string condition;
        std::vector<Value> all;
        for (const std::string& v : t.values) condition += (condition.empty() ? "" : " OR ") + ("substr(a.url, 1, " + std::to_string(count_code_points(v)) + ") = ?"), all.emplace_back(v);
        return of_article(condition, all, t.negated), true;
      }
      case Field::kEvent: return keys("e.key", t), true;
      case Field::kArticle: {
        std::vector<Value> all;
        for (const std::string& v : t.values) all.emplace_back(static_cast<std::int64_t>(std::stoll(v)));
        return add("e.key IN (SELECT t.event FROM tellings t WHERE t.article IN " + marks(all.size()) + ")", all, t.negated), true;
      }
      default: return false;
    }
  }

 public:
  void keys(const std::string& column, const QueryTerm& t) {
    std::vector<Value> all;
    for (const std::string& v : t.values) all.emplace_back(static_cast<std::int64_t>(std::stoll(v)));
    add(column + " IN " + marks(all.size()), all, t.negated);
  }

 private:
  Days days_;
  const QueryTerm* driven_ = nullptr;
  const QueryTerm* also_driven_ = nullptr;
};

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
  for (const std::string& code : {value, upper(value)}) {
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

Result<Selection> select_events(Database& db, const Query& query, Sequence changed_after) { return EventConditions(db).run(query, changed_after); }

Result<Selection> select_articles(Database& db, const Query& query) {
  EventConditions c(db);
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
  EventConditions c(db);
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
        for (const std::string& v : t.values) condition += (condition.empty() ? "" : " OR ") + std::string("p.name = ? OR p.code = ?"), all.emplace_back(v), all.emplace_back(upper(v));
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
        for (const std::string& v : t.values) condition += (condition.empty() ? "" : " OR ") + std::string("instr('; ' || p.sector || '; ', ?) > 0"), all.emplace_back("; " + upper(v) + "; ");
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
