// Answers of the record as a table, JSON, JSON Lines or CSV: the same options for every command that asks.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/json.h"
#include "base/lists.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "record/json.h"
#include "record/words.h"

namespace demarche {

struct RowOptions {
  std::string format;  ///< "" by the place it goes to: a table on a terminal, else JSON Lines
  std::string fields;  ///< of --json: "key,date.from,source.code"; gives a JSON array of these fields
  std::string output;
  long limit = -1;     ///< rows; 0 all; -1: 100 in a table, else all
};
void add_row_options(CLI::App& command, RowOptions& o);

/// A column of table and CSV.
struct Column {
  std::string name;       ///< of CSV: "date_from"; "" leaves the column out of it
  std::string heading;    ///< of the table; "" leaves the column out of it
  bool is_number = false; ///< stands right in the table
  bool is_long = false;   ///< takes what is left of the page's width, and is cut there
};

/// Writes rows in the form that is asked for. Tables are held until finish(), all else goes out as it comes.
class RowWriter {
 public:
  /// kUsage where options contradict each other; kUnreadable where the file cannot be written.
  Status open(const RowOptions& o, std::vector<Column> columns);
  /// How many rows are wanted; SIZE_MAX for all.
  [[nodiscard]] std::size_t limit() const { return limit_; }
  /// False where no more is wanted or can be written. `write_json` appends one JSON value.
  template <class T>
  bool row(const T& value, const std::vector<std::string>& cells) {
    if (rows_ == limit_) return is_cut_ = true, false;
    if (!wants_json()) return add_cells(cells);
    std::string json;
    JsonWriter writer(json);
    write(writer, value);
    return add_json(json);
  }
  /// Writes what is held; the exit status. `what` names the rows: "events".
  int finish(std::string_view what);

 private:
  enum class Form : std::uint8_t { kTable, kJson, kJsonl, kCsv };
  [[nodiscard]] bool wants_json() const { return form_ == Form::kJson || form_ == Form::kJsonl; }
  bool add_cells(const std::vector<std::string>& cells);
  bool add_json(const std::string& json);
  bool put(std::string_view text);
  std::string table() const;

  Form form_ = Form::kTable;
  std::vector<std::vector<std::string>> fields_;  ///< of --json, each split at its dots
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> held_;
  std::size_t limit_ = 0, rows_ = 0;
  bool is_cut_ = false;
  Output output_;
  std::optional<Error> error_;
  Page page_ = Page::of_output();
};

// ---- what the columns hold ----

const std::vector<Column>& event_columns();
std::vector<std::string> event_cells(const RecordedEvent& event);
const std::vector<Column>& article_columns();
std::vector<std::string> article_cells(const RecordedArticle& article);
const std::vector<Column>& actor_columns();
std::vector<std::string> actor_cells(const RecordedActor& actor);
const std::vector<Column>& statement_columns();
std::vector<std::string> statement_cells(const RecordedStatement& statement);

/// Words of a command line as one query: those with blanks that are no quoted phrase yet are put in quotation marks.
std::string query_text(const std::vector<std::string>& words);

}  // namespace demarche
