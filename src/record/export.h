// The record in the forms of the field: PLOVER JSON Lines, GDELT 2.0 events and mentions, ICEWS, Phoenix, POLECAT.
//
//   export          which events, in which order; the door
//   export_row      what all forms ask of one event: its pairs of parties, its reports
//   export_codes    how the field writes actors, countries, sectors, CAMEO
//   export_gdelt, export_icews, export_phoenix, export_polecat, export_plover
//
// Columns and their order: docs/record.md. Rows come in order of days, then of keys; the same record gives the same bytes. Text is UTF-8,
// days are as the articles count them, instants UTC; no field holds a tab or a line break.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/record.h"

namespace demarche {

class Lexicon;

enum class ExportFormat : std::uint8_t { kPlover, kGdelt, kGdeltMentions, kIcews, kPhoenix, kPolecat };
std::optional<ExportFormat> export_format_of(std::string_view name);  ///< "gdelt-mentions"

struct ExportOptions {
  ExportFormat format = ExportFormat::kPlover;
  const Lexicon* lexicon = nullptr;  ///< names of states; must be given
};

struct ExportCounts {
  std::int64_t events = 0, rows = 0;
  std::int64_t left_out = 0;  ///< events that the form cannot mark as not having happened: planned, denied, negated
};

/// Hands the text to `sink` in pieces until that gives false. Forms without a status leave out events that are planned, denied or
/// negated, but where the query itself asks for a status.
Result<ExportCounts> export_events(const Record& record, const Query& query, const ExportOptions& options, const std::function<bool(std::string_view)>& sink);

// ---- what the forms share ----

/// One report, with what its article says of itself.
struct ExportTelling {
  TellingKey key = 0;
  ArticleKey article = 0;
  std::string id, title, publisher, url, language, byline;
  std::optional<Day> published;
  std::string first_seen;
  std::int64_t length = 0;  ///< of the text, in code points
  std::int64_t sentence = 0, sentence_begin = 0, trigger_begin = 0, trigger_end = 0;
  std::optional<std::int64_t> source_begin, target_begin;
  std::string sentence_text, trigger_text, source_text, target_text;
  std::int64_t mentions = 1;
  double confidence = 0;
  std::string day_text;
  bool is_lead = false;
};

/// One event with one source and one target; an event of several parties gives several, numbered from 0.
struct ExportRow {
  const RecordedEvent* event = nullptr;
  const RecordedActor* source = nullptr;  ///< null for nobody
  const RecordedActor* target = nullptr;
  int number = 0;
  const std::vector<ExportTelling>* tellings = nullptr;
  const ExportTelling* lead = nullptr;

  /// The same in every export of this record, and no other row's: 100 × the event's key + number.
  [[nodiscard]] std::int64_t id() const { return event->key * 100 + number; }
};

/// Asks the record for more than a row holds.
class ExportContext {
 public:
  ExportContext(const Record& record, const Lexicon& lexicon);
  [[nodiscard]] std::string country_name(const std::string& code) const;  ///< "Russia" of RUS; "" where unknown
  [[nodiscard]] std::string cameo_text(const std::string& code) const;    ///< what the code is for, in our words
  [[nodiscard]] std::vector<std::string> story_actors(ArticleKey article, std::string_view kind) const;
  [[nodiscard]] std::string role(ActorKey actor, ArticleKey article) const;
  [[nodiscard]] Versions versions(ArticleKey article) const;
  [[nodiscard]] EventKey answered(EventKey event) const;  ///< the event that it answers; 0 where none
  [[nodiscard]] const Record& record() const { return record_; }

 private:
  const Record& record_;
  const Lexicon& lexicon_;
};

/// "RUSGOV" and its parts, as CAMEO writes an actor.
struct CameoActor {
  std::string full, country, group, role;
  std::vector<std::string> others;  ///< further roles
};
CameoActor cameo_actor(const RecordedActor& actor);

std::string fips_of(const std::string& country);  ///< "RS" of RUS; "" where none
std::string cow_of(const std::string& country);   ///< "365" of RUS; "" where none
int quad_number(const RecordedEvent& event);      ///< 1 to 4 by its PLOVER type; of a code without type by its CAMEO root
int quad_of_cameo(std::string_view cameo);        ///< 1 to 4 by root, as KEDS and after it GDELT have it: 01–05, 06–09, 10–14, 15–20
std::string root_of(std::string_view cameo);      ///< "10" of "1041"
std::string base_of(std::string_view cameo);      ///< "104" of "1041"
std::string compact_day(Day day);                 ///< "20211018"
std::string compact_instant(std::string_view iso);///< "20211018090000"
std::string fixed_number(double value, int decimals);

/// Cells with tabs between; tabs and line breaks within become spaces.
class TabLine {
 public:
  explicit TabLine(std::string& out, std::string_view missing = {}) : out_(out), missing_(missing) {}
  ~TabLine() { out_ += '\n'; }
  TabLine(const TabLine&) = delete;
  TabLine& operator=(const TabLine&) = delete;
  TabLine& cell(std::string_view text);  ///< "" is written as what marks a missing value
  TabLine& cell(std::int64_t number) { return cell(std::to_string(number)); }
  TabLine& empty(int many = 1);

 private:
  std::string& out_;
  std::string_view missing_;
  bool first_ = true;
};

// Each appends the lines of one row (of one event, for PLOVER), or the header.
void write_gdelt(const ExportRow& row, const ExportContext& context, std::string& out);
void write_gdelt_mentions(const ExportRow& row, const ExportContext& context, std::string& out);
void write_icews_header(std::string& out);
void write_icews(const ExportRow& row, const ExportContext& context, std::string& out);
void write_phoenix(const ExportRow& row, const ExportContext& context, std::string& out);
void write_polecat_header(std::string& out);
void write_polecat(const ExportRow& row, const ExportContext& context, std::string& out);
void write_plover(const RecordedEvent& event, const std::vector<ExportTelling>& tellings, const ExportContext& context, std::string& out);

}  // namespace demarche
