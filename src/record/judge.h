// What readers found of events, between the tables and a reading. Internal to the record layer.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "record/events.h"

namespace demarche {

// ---- mend.cpp: the right values; mend_json() stands in json.h ----

/// Fills in what follows from what is set (a code's type, modes and score; a type's general code; who a code or name is) and checks every value.
/// `db` and `lexicon` know codes and names. kUsage where a value means nothing.
Status complete_mend(EventMend& mend, const RecordedEvent& event, Database& db, const Lexicon& lexicon);
/// Puts the right values in; gives the names of the fields that were mended, with blanks between.
std::string apply_mend(const EventMend& mend, Reading& reading, Event& event);

// ---- judge.cpp: which words they are about ----

/// A reading with the judgements that stand for its article.
struct JudgedReading {
  std::optional<Reading> mended;      ///< nothing where no value was mended
  std::vector<std::string> verdicts;  ///< by ordinal of the event, as TellingRow::verdict; empty where there are none at all
  std::vector<std::pair<std::int64_t, std::size_t>> holds;  ///< row of `judged`, ordinal of the event it holds for
};
/// `text`: the first article with this text; judgements of its copies hold for a new copy too, which gets rows of its own.
JudgedReading judged_reading(Database& db, const PreparedReading& prepared, ArticleKey article, ArticleKey text);

}  // namespace demarche
