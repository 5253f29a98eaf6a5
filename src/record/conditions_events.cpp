// Terms of a query about events → SQL. Door: select_events().
#include <algorithm>

#include "base/utf8.h"
#include "record/queries.h"
#include "record/terms.h"

namespace demarche {
namespace {

using Field = QueryTerm::Field;

constexpr int kLongestInterval = 366;  // days that an event's interval may reach beyond its first day and still be found by them

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
    if (!asks_for_wrong(query)) add("e.verdict <> 'wrong'");
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

  /// Who asks by verdict, or for one event by its key, gets what readers threw out too.
  static bool asks_for_wrong(const Query& query) {
    return std::any_of(query.terms.begin(), query.terms.end(), [](const QueryTerm& t) { return t.field == Field::kVerdict || (t.field == Field::kEvent && !t.negated); });
  }

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
      case Field::kVerdict: {
        std::vector<Value> all;
        for (const std::string& v : t.values) all.emplace_back(v == "none" ? std::string() : v);
        return add("e.verdict IN " + marks(all.size()), all, t.negated), true;
      }
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
          all.emplace_back(v), all.emplace_back(capitals_of(v));
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

 private:
  Days days_;
  const QueryTerm* driven_ = nullptr;
  const QueryTerm* also_driven_ = nullptr;
};

}  // namespace

Result<Selection> select_events(Database& db, const Query& query, Sequence changed_after) { return EventConditions(db).run(query, changed_after); }

}  // namespace demarche
