// Answers of the record as a table, JSON, JSON Lines or CSV. Doors: add_row_options(), class RowWriter.
#include "cli/rows.h"

#include <simdjson.h>
#include <unistd.h>

#include <algorithm>
#include <limits>

#include "base/csv.h"
#include "base/utf8.h"
#include "cli/ladder.h"

namespace demarche {
namespace {

constexpr std::size_t kRowsOfTable = 100;
constexpr std::size_t kNarrowestLong = 24;  // columns that a long cell keeps on a narrow terminal

std::string cut(const std::string& text, std::size_t columns) {
  if (columns_of(text) <= columns) return text;
  std::size_t at = 0;
  for (std::size_t n = 0; n + 1 < columns && at < text.size(); ++n) next_code_point(text, at);
  return text.substr(0, at) + "…";
}

/// Appends the part of a value that `path` names; of a list, that of each of its elements.
void select(simdjson::dom::element value, const std::vector<std::string>& path, std::size_t depth, std::string& out) {
  if (depth == path.size()) {
    out += simdjson::minify(value);
    return;
  }
  simdjson::dom::array list;
  if (value.get(list) == simdjson::SUCCESS) {
    out += '[';
    bool first = true;
    for (const simdjson::dom::element one : list) {
      if (!first) out += ',';
      first = false;
      select(one, path, depth, out);
    }
    out += ']';
    return;
  }
  simdjson::dom::element next;
  if (value[path[depth]].get(next) != simdjson::SUCCESS) out += "null";
  else select(next, path, depth + 1, out);
}

}  // namespace

void add_row_options(CLI::App& command, RowOptions& o) {
  command.add_option("--format", o.format, "table (the default on a terminal), json (one list), jsonl (the default elsewhere) or csv")
      ->check(CLI::IsMember({"table", "json", "jsonl", "csv"}));
  command.add_option("--json", o.fields, "A JSON list with these fields only: key,date.from,source.code");
  command.add_option("--limit", o.limit, "At most so many rows; 0 means all; default: 100 in a table, else all")->check(CLI::NonNegativeNumber);
  command.add_option("--output,-o", o.output, "Write to this file instead of standard output");
}

Status RowWriter::open(const RowOptions& o, std::vector<Column> columns) {
  columns_ = std::move(columns);
  if (!o.fields.empty() && !o.format.empty() && o.format != "json") return Error{ErrorKind::kUsage, {}, "--json FIELDS gives JSON; leave --format " + o.format + " out", {}};
  const bool terminal = o.output.empty() && ::isatty(STDOUT_FILENO) == 1;
  if (o.format == "csv" || (o.format.empty() && o.fields.empty() && o.output.ends_with(".csv"))) form_ = Form::kCsv;
  else if (o.format == "json" || !o.fields.empty()) form_ = Form::kJson;
  else form_ = o.format == "table" || (o.format.empty() && terminal) ? Form::kTable : Form::kJsonl;
  for (const std::string& field : split(o.fields, ",")) fields_.push_back(split(field, "."));
  limit_ = o.limit > 0 ? static_cast<std::size_t>(o.limit) : o.limit < 0 && form_ == Form::kTable ? kRowsOfTable : std::numeric_limits<std::size_t>::max();
  if (!o.output.empty()) {
    if (const Status opened = output_.open(o.output); !opened) return opened;
  }
  if (form_ == Form::kCsv) {
    std::string header;
    {
      CsvLine line(header);
      for (const Column& c : columns_) {
        if (!c.name.empty()) line.cell(c.name);
      }
    }
    put(header);
  }
  if (form_ == Form::kJson) put("[");
  return error_ ? Status(*error_) : Status(Done{});
}

bool RowWriter::put(std::string_view text) { return output_.write(text, error_); }

bool RowWriter::add_cells(const std::vector<std::string>& cells) {
  ++rows_;
  if (form_ == Form::kTable) return held_.push_back(cells), true;
  std::string text;
  {
    CsvLine line(text);
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (!columns_[c].name.empty()) line.cell(cells[c]);
    }
  }
  return put(text);
}

bool RowWriter::add_json(const std::string& json) {
  std::string out = form_ == Form::kJson ? (rows_ > 0 ? ",\n " : "\n ") : "";
  ++rows_;
  if (fields_.empty()) {
    out += json;
  } else {
    simdjson::dom::parser parser;
    const simdjson::dom::element value = parser.parse(json).value();
    out += '{';
    for (std::size_t n = 0; n < fields_.size(); ++n) {
      if (n > 0) out += ',';
      JsonWriter(out).string(joined(fields_[n], "."));
      out += ':';
      select(value, fields_[n], 0, out);
    }
    out += '}';
  }
  if (form_ == Form::kJsonl) out += '\n';
  return put(out);
}

std::string RowWriter::table() const {
  std::vector<std::size_t> shown, width(columns_.size());
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    if (columns_[c].heading.empty()) continue;
    shown.push_back(c);
    width[c] = columns_of(columns_[c].heading);
    for (const auto& row : held_) width[c] = std::max(width[c], columns_of(one_line(row[c])));
  }
  std::size_t fixed = 0, longs = 0;
  for (const std::size_t c : shown) {
    fixed += columns_[c].is_long ? 0 : width[c];
    longs += columns_[c].is_long;
  }
  fixed += 2 * (shown.empty() ? 0 : shown.size() - 1);
  const std::size_t left = page_.width > fixed && longs > 0 ? (page_.width - fixed) / longs : kNarrowestLong;
  for (const std::size_t c : shown) {
    if (columns_[c].is_long) width[c] = std::min(width[c], std::max(kNarrowestLong, left));
  }
  std::string out;
  const auto line = [&](auto&& text_of, bool heading) {
    std::string text;
    for (const std::size_t c : shown) {
      const std::string cell = cut(one_line(text_of(c)), width[c]);
      const std::string blanks(width[c] - columns_of(cell), ' ');
      if (!text.empty()) text += "  ";
      text += columns_[c].is_number ? blanks + cell : cell + blanks;
    }
    while (!text.empty() && text.back() == ' ') text.pop_back();
    out += heading && page_.coloured ? "\x1b[1m" + text + "\x1b[0m\n" : text + "\n";
  };
  line([&](std::size_t c) { return columns_[c].heading; }, true);
  for (const auto& row : held_) line([&](std::size_t c) { return row[c]; }, false);
  return out;
}

int RowWriter::finish(std::string_view what) {
  if (form_ == Form::kTable && !held_.empty()) put(table());
  if (form_ == Form::kJson) put(rows_ > 0 ? "\n]\n" : "]\n");
  if (error_) return complain(*error_), kInputFailed;
  if (form_ == Form::kTable && rows_ == 0) std::fprintf(stderr, "demarche: no %s\n", std::string(what).c_str());
  if (is_cut_) std::fprintf(stderr, "demarche: there are more %s than these %zu; --limit 0 shows all\n", std::string(what).c_str(), rows_);
  return 0;
}

std::string query_text(const std::vector<std::string>& words) {
  // The shell has taken the quotation marks off: text:"liaison office" comes as one word with a blank in it.
  if (words.size() == 1) return words[0];
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += ' ';
    const std::size_t colon = word.find(':');
    const bool bare = word.find('"') == std::string::npos && word.find(' ') != std::string::npos && (colon == std::string::npos || word.find(' ') > colon) &&
                      word.find(':', colon == std::string::npos ? 0 : colon + 1) == std::string::npos;
    if (!bare) out += word;
    else if (colon == std::string::npos) out += "\"" + word + "\"";
    else out += word.substr(0, colon + 1) + "\"" + word.substr(colon + 1) + "\"";
  }
  return out;
}

}  // namespace demarche
