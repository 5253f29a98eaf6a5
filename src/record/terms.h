// What the terms of a query have in common on their way to SQL. Internal to conditions*.cpp.
#pragma once

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "record/conditions.h"

namespace demarche {

inline std::string capitals_of(std::string_view s) {
  std::string out(s);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 0x20);
  }
  return out;
}

inline std::string marks(std::size_t n) {
  std::string out = "(";
  for (std::size_t k = 0; k < n; ++k) out += k > 0 ? ", ?" : "?";
  return out + ")";
}

inline Error not_here(const QueryTerm& t, std::string_view about) {
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
    for (const std::string& v : t.values) all.emplace_back(capitals ? capitals_of(v) : v);
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
  void keys(const std::string& column, const QueryTerm& t) {
    std::vector<Value> all;
    for (const std::string& v : t.values) all.emplace_back(static_cast<std::int64_t>(std::stoll(v)));
    add(column + " IN " + marks(all.size()), all, t.negated);
  }

  std::string where;
  std::vector<Value> values;

 protected:
  Database& db_;
};

}  // namespace demarche
