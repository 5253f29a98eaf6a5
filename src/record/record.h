// The record layer: readings go in, answers come out; one SQLite file. The public door is demarche/record.h.
//
// The stages, one .cpp each:
//   sqlite      statements, rows and errors as values
//   schema      the layout and its migrations (schema/NNNN.sql)
//   writer      who may write: one at a time, named to those that wait
//   open        a file becomes a Record
//   prepare     a reading → hashes, JSON, MinHash: all that needs no record
//   write       readings → rows, in one transaction
//   events      a telling → its event: found, joined, summed up
//   links       which event answers which; posts: the ledger
//   judge, mend what readers found of events, laid over the readings;  correct: joined and parted by hand
//   reread, diff, check, maintain  the archive read anew, compared, looked through, copied, pruned
//   language    the query's text → terms;  conditions, conditions_events: terms → SQL
//   ask, ask_events, …  the answers;  export*, foreign, compare, statistics, examples: other forms of them
//   queries.h   every constant statement, by name
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/lists.h"
#include "demarche/record.h"
#include "record/sqlite.h"
#include "record/writer.h"
#include "text/text.h"

namespace demarche {

/// "2021-10-18T09:00:00Z"
std::string iso_instant(Instant instant);

// ---- schema ----

/// PRAGMA application_id of a record: "DMRC".
inline constexpr std::int32_t kApplicationId = 0x444D5243;
/// The layout this program writes.
int newest_layout();
/// Brings the layout to the newest, each step in the transaction of the caller.
Status migrate(Database& db, int from_layout);

// ---- a reading without the record ----

class PreparedReading {
 public:
  Reading reading;
  std::string origin;
  std::string hash;        ///< content_hash
  std::string json;        ///< zstd of the reading without its text
  std::vector<std::int64_t> bands;  ///< MinHash bands of the text; empty where it is too short
  std::optional<OffsetMap> offsets;
  /// Code points before byte `offset` of the text.
  [[nodiscard]] std::uint32_t at(std::uint32_t offset) const { return static_cast<std::uint32_t>(offsets->code_points(offset)); }
};

/// zstd of a text, and back. `limit` bounds what comes back.
std::string pack(std::string_view text);
Result<std::string> unpack(std::string_view packed, std::size_t limit = std::size_t{1} << 30);

/// MinHash bands of the five-word runs of a text; empty for texts of fewer than 24 words.
std::vector<std::int64_t> bands_of(std::string_view text);
/// Share of five-word runs that two texts have in common: of all of both, and of the smaller one.
struct Likeness {
  double jaccard = 0, contained = 0;
};
Likeness likeness(std::string_view a, std::string_view b);
bool is_same_text(Likeness likeness);

/// 16-bit hashes of the content words of a sentence, sorted, none twice; and the share that two have in common (of the smaller).
std::string content_words(std::string_view sentence);
double shared_words(std::string_view a, std::string_view b);

/// FNV-1a, 64 bits: for signatures that are kept in files.
std::uint64_t stable_hash(std::string_view bytes, std::uint64_t seed = 14695981039346656037ull);

// ---- state ----

struct Record::State {
  std::string path;
  RecordOptions options;
  Database db;
  WriterLock writer;
  std::unordered_map<std::string, ActorKey> actors;  ///< keys of actors met lately; emptied when it grows large
  std::unordered_map<std::string, std::int64_t> versions, origins;

  /// Runs `act` in a transaction of the one writer; all of it or nothing.
  template <class Act>
  Status transact(Act&& act) {
    if (const Status begun = begin(); !begun) return begun;
    act();
    return end();
  }
  Status begin();
  Status end();  ///< commits, or rolls back where something failed
};

}  // namespace demarche
