// SQLite with its errors as values. Internal to the record layer.
//
// A Database keeps its first failure: after it, statements do nothing and rows are empty, until forget_failure(). So a row of
// statements reads without a check behind each, and ends in `return db.status()`.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "base/day.h"
#include "demarche/result.h"

namespace demarche {

/// Bytes that are no text.
struct Blob {
  std::string_view bytes;
};

/// A value for a statement made on the spot.
using Value = std::variant<std::int64_t, double, std::string>;

/// A key that is written as NULL where it is 0.
struct KeyOrNull {
  std::int64_t key = 0;
};

class Database;

/// The rows of a running statement; ends it when it goes. Views of text and blobs live until the next next().
class Rows {
 public:
  Rows(Database* database, sqlite3_stmt* statement, bool* busy) : database_(database), statement_(statement), busy_(busy) {}
  Rows(Rows&& other) noexcept
      : database_(other.database_), statement_(std::exchange(other.statement_, nullptr)), busy_(std::exchange(other.busy_, nullptr)) {}
  Rows& operator=(Rows&&) = delete;
  ~Rows();

  bool next();
  [[nodiscard]] bool is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
  [[nodiscard]] double real(int column) const { return sqlite3_column_double(statement_, column); }
  [[nodiscard]] std::string_view view(int column) const;
  [[nodiscard]] std::string text(int column) const { return std::string(view(column)); }
  [[nodiscard]] std::optional<Day> day(int column) const { return parse_day(view(column)); }
  [[nodiscard]] int columns() const { return statement_ ? sqlite3_column_count(statement_) : 0; }
  [[nodiscard]] std::string_view name(int column) const { return sqlite3_column_name(statement_, column); }

 private:
  friend class Database;
  Database* database_;
  sqlite3_stmt* statement_;
  bool* busy_;  ///< of the cached statement; null where the statement is this object's own
};

class Database {
 public:
  Database() = default;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database() { close(); }

  /// `flags` as for sqlite3_open_v2.
  /// `is_frozen`: the file cannot change while it is open, and is read without locks and logs.
  Status open(const std::string& path, int flags, int patience_ms, bool is_frozen = false);
  void close();
  [[nodiscard]] bool is_open() const { return handle_ != nullptr; }
  [[nodiscard]] sqlite3* handle() const { return handle_; }
  [[nodiscard]] const std::string& path() const { return path_; }

  // ---- statements; ? are bound in order ----

  /// Runs a constant statement to its end. `sql` must be a constant of the program: it is prepared once and kept by its address.
  template <class... T>
  bool run(std::string_view sql, const T&... values) {
    Rows rows = this->rows(sql, values...);
    while (rows.next()) {}
    return ok();
  }
  /// The rows of a constant statement.
  template <class... T>
  Rows rows(std::string_view sql, const T&... values) {
    Rows rows = start(sql, &cache_[sql.data()]);
    int at = 0;
    if (rows.statement_) (bind(rows.statement_, ++at, values), ...);
    return rows;
  }
  /// The rows of a statement made on the spot, with its values. Questions (SELECT) are kept prepared by their text, some hundred of them.
  Rows rows_of(const std::string& sql, const std::vector<Value>& values);
  /// Several statements without values.
  bool script(const std::string& sql);
  /// The first column of the first row; nullopt where there is none (or NULL).
  template <class... T>
  std::optional<std::int64_t> integer(std::string_view sql, const T&... values) {
    Rows rows = this->rows(sql, values...);
    if (!rows.next() || rows.is_null(0)) return std::nullopt;
    return rows.integer(0);
  }
  [[nodiscard]] std::int64_t last_key() const { return sqlite3_last_insert_rowid(handle_); }
  [[nodiscard]] int changed_rows() const { return sqlite3_changes(handle_); }

  // ---- failure ----

  [[nodiscard]] bool ok() const { return !failure_; }
  [[nodiscard]] Status status() const { return failure_ ? Status(*failure_) : Status(Done{}); }
  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }
  void forget_failure() { failure_.reset(), code_ = SQLITE_OK; }
  /// SQLite's code of the failure.
  [[nodiscard]] int failure_code() const { return code_; }
  void fail(Error error) {
    if (!failure_) failure_ = std::move(error);
  }
  void fail(int code);  ///< with SQLite's own words

 private:
  friend class Rows;
  struct Cached {
    sqlite3_stmt* statement = nullptr;
    bool busy = false;
  };

  Rows start(std::string_view sql, Cached* cached);
  /// Where a question made on the spot is kept; null where it is not.
  Cached* place_for(const std::string& sql);

  static void bind(sqlite3_stmt* s, int at, std::int64_t value) { sqlite3_bind_int64(s, at, value); }
  static void bind(sqlite3_stmt* s, int at, int value) { sqlite3_bind_int64(s, at, value); }
  static void bind(sqlite3_stmt* s, int at, std::uint32_t value) { sqlite3_bind_int64(s, at, value); }
  static void bind(sqlite3_stmt* s, int at, std::uint64_t value) { sqlite3_bind_int64(s, at, static_cast<std::int64_t>(value)); }
  static void bind(sqlite3_stmt* s, int at, bool value) { sqlite3_bind_int64(s, at, value ? 1 : 0); }
  static void bind(sqlite3_stmt* s, int at, double value) { sqlite3_bind_double(s, at, value); }
  static void bind(sqlite3_stmt* s, int at, std::nullopt_t) { sqlite3_bind_null(s, at); }
  static void bind(sqlite3_stmt* s, int at, std::string_view value) {
    sqlite3_bind_text64(s, at, value.data() ? value.data() : "", value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  }
  static void bind(sqlite3_stmt* s, int at, const std::string& value) { bind(s, at, std::string_view(value)); }
  static void bind(sqlite3_stmt* s, int at, const char* value) { bind(s, at, std::string_view(value)); }
  static void bind(sqlite3_stmt* s, int at, Blob value) {
    sqlite3_bind_blob64(s, at, value.bytes.data() ? value.bytes.data() : "", value.bytes.size(), SQLITE_TRANSIENT);
  }
  static void bind(sqlite3_stmt* s, int at, KeyOrNull value) {
    if (value.key != 0) sqlite3_bind_int64(s, at, value.key);
    else sqlite3_bind_null(s, at);
  }
  static void bind(sqlite3_stmt* s, int at, Day value) { bind(s, at, to_string(value)); }
  template <class T>
  static void bind(sqlite3_stmt* s, int at, const std::optional<T>& value) {
    if (value) bind(s, at, *value);
    else sqlite3_bind_null(s, at);
  }

  std::string path_;
  sqlite3* handle_ = nullptr;
  std::unordered_map<const char*, Cached> cache_;  ///< nodes keep their place
  std::unordered_map<std::string, Cached> made_;   ///< questions made on the spot, by their text
  std::optional<Error> failure_;
  int code_ = SQLITE_OK;
};

}  // namespace demarche
