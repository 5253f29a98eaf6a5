// Event files of other projects beside this record: GDELT 2.0 (61 columns) and 1.0 (58, 57), ICEWS, POLECAT, Phoenix. Doors: ForeignReader, compare().
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/record.h"

namespace demarche {

class Lexicon;

/// One event of another data set, in our codes. A party that is no state or organisation we know is "".
struct ForeignEvent {
  Day day;
  std::string source, target;
  EventType type = EventType::kConsult;
  std::string cameo;  ///< "" in POLECAT
};

/// Reads such a file line by line; the first line tells which it is.
class ForeignReader {
 public:
  ForeignReader(const Lexicon& lexicon, std::string where) : lexicon_(lexicon), where_(std::move(where)) {}
  /// The event of a line; nullopt for a header, and for codes without a PLOVER type (statements). kMalformed, naming the line, where
  /// columns or values are not as they should be.
  Result<std::optional<ForeignEvent>> line(std::string_view text);
  [[nodiscard]] std::string_view format() const;  ///< "GDELT", "" before the first line

 private:
  enum class Format : std::uint8_t { kUnknown, kGdelt, kIcews, kPolecat, kPhoenix };
  Result<std::optional<ForeignEvent>> gdelt(const std::vector<std::string_view>& cells);
  Result<std::optional<ForeignEvent>> icews(const std::vector<std::string_view>& cells);
  Result<std::optional<ForeignEvent>> polecat(const std::vector<std::string_view>& cells);
  Result<std::optional<ForeignEvent>> phoenix(const std::vector<std::string_view>& cells);
  bool begin(const std::vector<std::string_view>& cells);
  Result<ForeignEvent> on_day_of_header(const std::vector<std::string_view>& cells) const;
  Result<ForeignEvent> on_compact_day(const std::vector<std::string_view>& cells) const;
  [[nodiscard]] std::string_view cell(const std::vector<std::string_view>& cells, std::string_view name) const;
  std::string code_named(std::string_view name);
  [[nodiscard]] Error wrong(const std::string& what) const;

  const Lexicon& lexicon_;
  std::string where_;
  std::size_t line_ = 0;
  Format format_ = Format::kUnknown;
  std::vector<std::string> header_;
  std::map<std::string, std::string, std::less<>> names_;
};

/// How two sets of events cover each other.
struct Coverage {
  std::int64_t events = 0;      ///< between two known parties, within the days that both sets cover
  std::int64_t same_dyad = 0;   ///< the other set has an event of this dyad on these days
  std::int64_t same_type = 0;   ///< … of the same PLOVER type
};
struct Comparison {
  std::int64_t foreign_rows = 0, foreign_usable = 0;  ///< read; between two known parties
  Day from, to;                                       ///< days that both sets cover
  Coverage foreign_in_ours, ours_in_foreign;
  std::array<Coverage, kEventTypes> by_type{};        ///< of foreign_in_ours
  double monthly_correlation = 0;                     ///< of counts by dyad and month; NaN where there is nothing to compare
  std::vector<std::pair<std::string, std::int64_t>> missed, extra;  ///< dyads "RUS → NATO" with most events that only they, or only we, have
};

/// Compares the record's events that a query asks for with others. `days`: how far apart the same event may be dated.
Result<Comparison> compare(const Record& record, const Query& query, const std::vector<ForeignEvent>& foreign, int days);

/// Codes of CAMEO with PLOVER type ("" where there is none) and description.
struct CameoCode {
  std::string code, type, description;
};
const std::vector<CameoCode>& cameo_codes();  ///< sorted
const CameoCode* cameo_code(std::string_view code);

}  // namespace demarche
