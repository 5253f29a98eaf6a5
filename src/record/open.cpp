// A file becomes a Record: opened, told apart from other files, brought up to date. Doors: Record::open(), State::begin(), State::end().
#include <unistd.h>

#include <filesystem>

#include "record/queries.h"
#include "record/record.h"

namespace demarche {
namespace {

constexpr int kBusyMs = 10'000;  // for SQLite's own locks: checkpoints, other programs

std::string pragma(Database& db, const std::string& name) {
  Rows rows = db.rows_of("PRAGMA " + name, {});
  return rows.next() ? rows.text(0) : "";
}

/// Whether this file, or one yet to be made here, and the logs beside it can be written. A read-only disk refuses root too.
bool can_write(const std::string& path, bool exists) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return ::access(folder.empty() ? "." : folder.c_str(), W_OK) == 0 && (!exists || ::access(path.c_str(), W_OK) == 0);
}

/// SQLite keeps the readers of a log in FILE-shm, also for those that only read. Where none can be made, a record that has no log can still be
/// read as it stands: "frozen".
Result<bool> must_be_frozen(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  if (::access(folder.empty() ? "." : folder.c_str(), W_OK) == 0) return false;
  std::error_code none;
  if (const auto size = std::filesystem::file_size(path + "-wal", none); none || size == 0) return true;
  if (::access((path + "-shm").c_str(), R_OK) == 0) return false;  // somebody writes, and lets others read beside it
  return Error{ErrorKind::kUnreadable, path, "cannot be read here: it was not closed (its log " + path + "-wal holds changes) and its folder is read-only; copy both files elsewhere", {}};
}

Status set_up(Database& db, const RecordOptions& options) {
  db.script("PRAGMA foreign_keys = ON; PRAGMA cache_size = -" + std::to_string(std::max(1, options.cache_mib) * 1024) + "; PRAGMA temp_store = MEMORY;"
            "PRAGMA journal_size_limit = 67108864; PRAGMA trusted_schema = ON");
  if (options.access == Access::kRead) return db.status();
  // A commit is durable when it returns: "synchronous = FULL" in WAL mode waits for the log to be on the disk.
  if (pragma(db, "journal_mode = WAL") != "wal" && db.ok())
    return Error{ErrorKind::kUnreadable, db.path(), "cannot be written: no write-ahead log can be kept here (a read-only file or a network folder?)", {}};
  db.script("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000");
  return db.status();
}

/// Refuses files that are none of ours, or of a later version of us.
Status check_kind(Database& db, int layout) {
  if (!db.ok()) return db.status();
  const std::string id = pragma(db, "application_id");
  if (!db.ok()) return db.status();
  const bool is_empty = db.integer(sql::kTables).value_or(0) == 0;
  if (is_empty && layout == 0) return Done{};
  if (id != std::to_string(kApplicationId)) return Error{ErrorKind::kMalformed, db.path(), "is an SQLite file, but no record of Demarche", {}};
  if (layout > newest_layout())
    return Error{ErrorKind::kUnsupported, db.path(),
                 "was made by a newer Demarche (layout " + std::to_string(layout) + ", this program knows " + std::to_string(newest_layout()) + "); nothing was changed", {}};
  return Done{};
}

}  // namespace

std::string iso_instant(Instant instant) {
  std::int64_t day = instant / 86400, second = instant % 86400;
  if (second < 0) second += 86400, --day;
  char time[16];
  std::snprintf(time, sizeof time, "T%02d:%02d:%02dZ", static_cast<int>(second / 3600), static_cast<int>(second / 60 % 60), static_cast<int>(second % 60));
  return to_string(Day{static_cast<std::int32_t>(day)}) + time;
}

Result<Record> Record::open(const std::string& path, const RecordOptions& options) {
  auto state = std::make_unique<State>();
  state->path = path;
  state->options = options;
  state->writer.set(path, options.writer, options.patience_ms);
  std::error_code ignored;
  const bool exists = std::filesystem::exists(path, ignored);
  if (!exists && options.access != Access::kCreate) return Error{ErrorKind::kNotFound, path, "there is no record here; 'demarche ingest' makes one", {}};
  if (std::filesystem::is_directory(path, ignored)) return Error{ErrorKind::kUnreadable, path, "is a folder, not a record", {}};
  const int flags = options.access == Access::kRead     ? SQLITE_OPEN_READONLY
                    : options.access == Access::kCreate ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                                        : SQLITE_OPEN_READWRITE;
  if (options.access != Access::kRead && !can_write(path, exists))
    return Error{ErrorKind::kUnreadable, path, "cannot be written: the file or its folder is read-only, or not there", {}};
  Result<bool> frozen = options.access == Access::kRead ? must_be_frozen(path) : Result<bool>(false);
  if (!frozen) return frozen.error();
  Database& db = state->db;
  if (const Status opened = db.open(path, flags, kBusyMs, *frozen); !opened) return opened.error();

  const auto layout_of = [&] { return std::atoi(pragma(db, "user_version").c_str()); };
  int layout = layout_of();
  if (const Status known = check_kind(db, layout); !known) return known.error();
  if (options.access == Access::kRead) {
    if (layout == 0) return Error{ErrorKind::kMalformed, path, "is empty: no record was begun here", {}};
    if (layout < newest_layout())
      return Error{ErrorKind::kUnsupported, path, "has the layout of an older Demarche; 'demarche record upgrade' brings it up to date", {}};
    if (const Status ready = set_up(db, options); !ready) return ready.error();
    return Record(std::move(state));
  }
  if (const Status free = state->writer.take(); !free) return free.error();  // two that open at once must not both migrate
  const Status ready = set_up(db, options);
  if (ready && layout_of() < newest_layout()) {
    layout = layout_of();
    db.script("BEGIN IMMEDIATE");
    if (migrate(db, layout)) db.script("COMMIT");
    else sqlite3_exec(db.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
  state->writer.give();
  if (!ready) return ready.error();
  if (!db.ok()) return *db.failure();
  return Record(std::move(state));
}

Record::Record(std::unique_ptr<State> state) : state_(std::move(state)) {}
Record::Record(Record&&) noexcept = default;
Record& Record::operator=(Record&&) noexcept = default;
Record::~Record() = default;

const std::string& Record::path() const { return state_->path; }

Status Record::State::begin() {
  if (options.access == Access::kRead) return Error{ErrorKind::kUsage, path, "was opened for reading only", {}};
  db.forget_failure();
  if (const Status free = writer.take(); !free) return free;
  if (!db.script("BEGIN IMMEDIATE")) writer.give();
  return db.status();
}

Status Record::State::end() {
  if (db.ok()) db.script("COMMIT");
  const Status result = db.status();
  if (!result) {
    if (sqlite3_get_autocommit(db.handle()) == 0) sqlite3_exec(db.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    actors.clear(), versions.clear(), origins.clear();  // keys that were rolled back
    db.forget_failure();
  }
  writer.give();
  return result;
}

}  // namespace demarche
