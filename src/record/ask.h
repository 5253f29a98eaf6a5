// What the answers share. Internal to the record layer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "demarche/record.h"
#include "record/conditions.h"
#include "record/queries.h"
#include "record/record.h"

namespace demarche {

/// One moment of the record for several statements: others may write meanwhile, this reader does not see it.
class ReadScope {
 public:
  explicit ReadScope(Database& db) : db_(db), began_(sqlite3_get_autocommit(db.handle()) != 0) {
    db.forget_failure();
    if (began_) db.run(sql::kBegin);
  }
  ~ReadScope() {
    if (began_) sqlite3_exec(db_.handle(), "COMMIT", nullptr, nullptr, nullptr);
  }
  ReadScope(const ReadScope&) = delete;
  ReadScope& operator=(const ReadScope&) = delete;

 private:
  Database& db_;
  bool began_;
};

/// The columns of an event with its leading report, for event_of(). Aliases: e events, t tellings, a articles.
extern const std::string kEventColumns;
extern const std::string kEventJoins;
RecordedEvent event_of(Rows& row);
/// Fills source, target and attributed_to from the leading telling.
void fill_parties(Database& db, RecordedEvent& event);

/// An actor from six columns: key, name, code, country, kind, sector.
RecordedActor actor_of(Rows& row, int column);

/// " AND (day, key) < (?, ?) ORDER BY … LIMIT ?" by a window; fails where `after` is no mark of ours.
Result<std::string> page_clause(const Window& window, const std::string& day, const std::string& key, std::vector<Value>& values);
std::string page_mark(std::string_view day, std::int64_t key);
/// The whole number behind `text[at]` to its end, as a mark of a page has it; fails where it is none.
Result<std::int64_t> number_of_mark(std::string_view text, std::size_t at);

template <class Enum>
Enum enum_named(std::string_view name, int many) {
  for (int n = 0; n < many; ++n) {
    if (name_of(static_cast<Enum>(n)) == name) return static_cast<Enum>(n);
  }
  return static_cast<Enum>(0);
}
inline EventStatus status_named(std::string_view name) { return enum_named<EventStatus>(name, static_cast<int>(EventStatus::kNegated) + 1); }
inline Verdict verdict_named(std::string_view name) { return enum_named<Verdict>(name.substr(0, name.find(' ')), 4); }
inline ActorKind kind_named(std::string_view name) { return enum_named<ActorKind>(name, static_cast<int>(ActorKind::kUnknown) + 1); }
inline DayBasis basis_named(std::string_view name) { return enum_named<DayBasis>(name, 4); }

Error no_such(const Record::State& state, char letter, std::int64_t key, std::string_view what);

}  // namespace demarche
