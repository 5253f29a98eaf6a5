// A line of a table for spreadsheets: RFC 4180 quoting, ended by a line feed.
#pragma once

#include <string>
#include <string_view>

namespace demarche {

/// One line: cells with commas between and quotes where needed; the line ends with the object.
class CsvLine {
 public:
  explicit CsvLine(std::string& out) : out_(out) {}
  ~CsvLine() { out_ += '\n'; }
  CsvLine(const CsvLine&) = delete;
  CsvLine& operator=(const CsvLine&) = delete;

  CsvLine& cell(std::string_view text) {
    if (!first_) out_ += ',';
    first_ = false;
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return out_ += text, *this;
    out_ += '"';
    for (const char c : text) out_.append(c == '"' ? 2 : 1, c);
    out_ += '"';
    return *this;
  }

 private:
  std::string& out_;
  bool first_ = true;
};

}  // namespace demarche
