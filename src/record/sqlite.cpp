// SQLite's statements, rows and errors as values. Door: class Database.
#include "record/sqlite.h"

#include <cstdio>

namespace demarche {
namespace {

ErrorKind kind_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT: return ErrorKind::kMalformed;
    case SQLITE_TOOBIG: return ErrorKind::kTooLarge;
    case SQLITE_ERROR:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISUSE: return ErrorKind::kMalformed;
    default: return ErrorKind::kUnreadable;
  }
}

/// What people can do something about is said in their words; the rest in SQLite's.
std::string words_of(int code, sqlite3* handle) {
  switch (code & 0xFF) {
    case SQLITE_FULL: return "cannot be written: the disk is full";
    case SQLITE_READONLY: return "cannot be written: the file or its folder is read-only";
    case SQLITE_CANTOPEN: return "cannot be opened";
    case SQLITE_NOTADB: return "is no record: its first bytes are not those of an SQLite file";
    case SQLITE_CORRUPT: return std::string("is damaged: ") + (handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code)) + "; see 'demarche record check'";
    case SQLITE_BUSY: return "is locked by another program";
    case SQLITE_IOERR:
      if (code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_SHMSIZE || code == SQLITE_IOERR_TRUNCATE)
        return "cannot be written: the disk refuses (full, over a quota, or failing)";
      return std::string("cannot be read or written: ") + sqlite3_errstr(code);
    default: return handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  }
}

/// A path as it stands in an address: what means something there is written by its bytes.
std::string in_address(const std::string& path) {
  std::string out;
  for (const char c : path) {
    if (c == '?' || c == '#' || c == '%') {
      char hex[4];
      std::snprintf(hex, sizeof hex, "%%%02X", static_cast<unsigned char>(c));
      out += hex;
    } else {
      out.push_back(c);
    }
  }
  return out;
}

}  // namespace

Rows::~Rows() {
  if (!statement_) return;
  if (busy_) {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
    *busy_ = false;
  } else {
    sqlite3_finalize(statement_);
  }
}

bool Rows::next() {
  if (!statement_ || !database_->ok()) return false;
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_->fail(sqlite3_extended_errcode(database_->handle_));
  return false;
}

std::string_view Rows::view(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return bytes ? std::string_view(static_cast<const char*>(bytes), static_cast<std::size_t>(size)) : std::string_view();
}

Status Database::open(const std::string& path, int flags, int patience_ms, bool is_frozen) {
  // SQLite's count of its own memory is behind one lock for all connections; nobody here asks for it.
  static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  (void)uncounted;
  path_ = path;
  const std::string name = is_frozen ? "file:" + in_address(path) + "?immutable=1" : path;
  flags |= SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | (is_frozen ? SQLITE_OPEN_URI : 0);
  const int code = sqlite3_open_v2(name.c_str(), &handle_, flags, nullptr);
  if (code != SQLITE_OK) {
    fail(code);
    close();
    return *failure_;
  }
  sqlite3_busy_timeout(handle_, patience_ms);
  return Done{};
}

void Database::close() {
  for (auto& [sql, cached] : cache_) sqlite3_finalize(cached.statement);
  for (auto& [sql, cached] : made_) sqlite3_finalize(cached.statement);
  cache_.clear(), made_.clear();
  if (handle_) sqlite3_close_v2(handle_);
  handle_ = nullptr;
}

void Database::fail(int code) {
  if (failure_) return;
  code_ = code;
  failure_ = Error{kind_of(code), path_, words_of(code, handle_), {}};
}

Rows Database::start(std::string_view sql, Cached* cached) {
  if (!ok() || !handle_) return {this, nullptr, nullptr};
  if (cached && cached->statement && !cached->busy) {
    cached->busy = true;
    return {this, cached->statement, &cached->busy};
  }
  const bool keep = cached && !cached->statement;
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), keep ? SQLITE_PREPARE_PERSISTENT : 0, &statement, nullptr);
  if (code != SQLITE_OK) {
    fail(code);
    return {this, nullptr, nullptr};
  }
  if (!keep) return {this, statement, nullptr};
  cached->statement = statement;
  cached->busy = true;
  return {this, statement, &cached->busy};
}

Database::Cached* Database::place_for(const std::string& sql) {
  constexpr std::size_t kMostKept = 256;
  if (!sql.starts_with("SELECT")) return nullptr;  // a PRAGMA may act while it is prepared
  if (made_.size() >= kMostKept && !made_.contains(sql)) {
    for (auto at = made_.begin(); at != made_.end();) {
      if (at->second.busy) {
        ++at;
        continue;
      }
      sqlite3_finalize(at->second.statement);
      at = made_.erase(at);
    }
  }
  return &made_[sql];
}

Rows Database::rows_of(const std::string& sql, const std::vector<Value>& values) {
  Rows rows = start(sql, place_for(sql));
  if (!rows.statement_) return rows;
  int at = 0;
  for (const Value& value : values) std::visit([&](const auto& v) { bind(rows.statement_, ++at, v); }, value);
  return rows;
}

bool Database::script(const std::string& sql) {
  if (!ok() || !handle_) return false;
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(sqlite3_extended_errcode(handle_));
  return ok();
}

}  // namespace demarche
