// The query language: `source:RUS target:NATO type:SANCTION measure:close-post since:2021-10 text:"liaison office"`.
//
// Terms stand side by side and must all hold. A term is `field:value`, `field:a,b` (either), `-field:value` (not; `!` does the same), or a bare word or
// "phrase", which is sought in the text. The same words mean the same in the command line, the API and in alerts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/article.h"
#include "demarche/result.h"

namespace demarche {

struct QueryTerm {
  enum class Field : std::uint8_t {
    kSource, kTarget, kActor, kBetween,                          // parties: codes or names
    kType, kMode, kContext, kMeasure, kCameo, kQuad, kStatus,    // what
    kGoldstein, kConfidence, kQuantity, kReports, kSources,      // numbers: "5", ">5", "<=5", "2..5"
    kSince, kUntil, kOn, kSeen,                                  // days: 2021, 2021-10, 2021-10-18
    kPlace, kText, kTitle, kPublisher, kLanguage, kUrl,          // words
    kHolder, kHost, kKind, kSector, kCountry, kCode,             // posts and actors
    kSpeaker, kStance,                                           // statements
    kEvent, kArticle,                                            // keys: E12, A3
    kVerdict,                                                    // what readers found of it
  };
  Field field = Field::kText;
  bool negated = false;
  std::vector<std::string> values;  ///< alternatives
  std::uint32_t at = 0;             ///< byte of the query where the term begins

  Day from, to;                     ///< of days, both inclusive
  double least = 0, most = 0;       ///< of numbers, both inclusive unless `open`
  bool least_open = false, most_open = false;
};
std::string_view name_of(QueryTerm::Field field);  ///< "source"

struct Query {
  std::string text;  ///< as written
  std::vector<QueryTerm> terms;
};

/// kUsage, "query:COLUMN" with a caret under the place, where it cannot be understood. `today` resolves `since:7d` and `on:today`;
/// without it such days are refused.
Result<Query> parse_query(std::string_view text, std::optional<Day> today = std::nullopt);

/// One line a field, for help texts: name, what it takes, example.
struct QueryFieldHelp {
  std::string_view name, takes, example;
};
std::vector<QueryFieldHelp> query_fields();

}  // namespace demarche
