// Terms of a query → SQL. Internal to the record layer.
//
// A question about events runs over one index that gives its rows in order of days ("driver": a dyad, one side, a label, or the
// days themselves) and checks the remaining terms on each row, so that a page of answers costs a page of look-ups.
#pragma once

#include <string>
#include <vector>

#include "demarche/record.h"
#include "record/sqlite.h"

namespace demarche {

/// Parts of a SELECT with the values of their question marks, in order.
struct Selection {
  std::string from;   ///< "dyads d JOIN events e ON e.key = d.event"
  std::string where;  ///< "d.source = ? AND …"; never empty
  std::string day, key;  ///< columns that give the order: "d.day", "d.event"
  std::vector<Value> values;
};

/// What a party's name in a query means in this record.
struct PartyMeaning {
  std::string code;            ///< where it is a code, or the name of a country or organisation with one
  std::vector<ActorKey> keys;  ///< else the actors of this name; none: nobody is called so
};
PartyMeaning meaning_of_party(Database& db, const std::string& value);

/// Events that a query asks for. kUsage where a term says nothing about events.
Result<Selection> select_events(Database& db, const Query& query, Sequence changed_after = 0);
/// Articles, and statements, likewise.
Result<Selection> select_articles(Database& db, const Query& query);
Result<Selection> select_statements(Database& db, const Query& query);
Result<Selection> select_actors(Database& db, const Query& query);
Result<Selection> select_posts(Database& db, const Query& query);

/// FTS5's form of alternatives: "liaison office" OR "envoy"
std::string fts_of(const std::vector<std::string>& values, std::string_view column = {});

}  // namespace demarche
