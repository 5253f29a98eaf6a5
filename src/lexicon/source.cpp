// source: lines → entries and fields, with places for errors. Door: read_entries. Relies on nothing but UTF-8.
#include "lexicon/source.h"

#include <algorithm>

#include "base/utf8.h"

namespace demarche::lexicon {
namespace {

constexpr std::size_t kWidestExcerpt = 100;  // code points of a line that an error shows

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/// `line` without its comment: "#" at the start or after white space, outside quotes.
std::string_view without_comment(std::string_view line) {
  bool quoted = false;
  for (std::size_t k = 0; k < line.size(); ++k) {
    if (line[k] == '"') quoted = !quoted;
    if (line[k] == '#' && !quoted && (k == 0 || is_blank(line[k - 1]))) return line.substr(0, k);
  }
  return line;
}

/// Examples are prose: quotes in them mean nothing, and so only a "#" behind the parties is a comment.
bool is_example(std::string_view trimmed) {
  return trimmed.size() > 1 && (trimmed[0] == '=' || trimmed[0] == '!') && is_blank(trimmed[1]);
}

/// The line with a caret under `column` (bytes); a long line is shown around the caret only.
std::string excerpt_of(std::string_view line, std::size_t column) {
  std::size_t before = count_code_points(line.substr(0, column));
  std::string out;
  std::size_t at = 0;
  if (before > kWidestExcerpt * 3 / 4) {
    const std::size_t skip = before - kWidestExcerpt / 2;
    for (std::size_t k = 0; k < skip; ++k) next_code_point(line, at);
    out = "…";
    before = before - skip + 1;
  }
  const std::size_t begin = at;
  for (std::size_t k = 0; k < kWidestExcerpt && at < line.size(); ++k) next_code_point(line, at);
  out += line.substr(begin, at - begin);
  if (at < line.size()) out += "…";
  std::replace(out.begin(), out.end(), '\t', ' ');
  return out + "\n" + std::string(before, ' ') + "^";
}

Spot spot(const SourceText& file, std::string_view text, std::uint32_t line) { return {&file, {text, line, false}}; }

std::vector<Spot> split_outside_quotes(const Spot& list, char separator, bool keep_empty, Complaints& complaints) {
  std::vector<Spot> out;
  const std::string_view all = list.text();
  std::size_t begin = 0;
  std::size_t quote = std::string_view::npos;
  for (std::size_t k = 0; k <= all.size(); ++k) {
    if (k < all.size() && all[k] == '"') quote = quote == std::string_view::npos ? k : std::string_view::npos;
    if (k < all.size() && (all[k] != separator || quote != std::string_view::npos)) continue;
    Spot part = part_of(list, trim(all.substr(begin, k - begin)));
    begin = k + 1;
    if (part.text().size() >= 2 && part.text().front() == '"' && part.text().back() == '"') {
      part.piece.text = part.text().substr(1, part.text().size() - 2);
      part.piece.quoted = true;
    }
    if (keep_empty || !part.text().empty()) out.push_back(part);
  }
  if (quote != std::string_view::npos) complaints.add(part_of(list, all.substr(quote)), "the quote that begins here has no end");
  return out;
}

}  // namespace

SourceText::SourceText(const SourceFile& file) : name(file.name), layer(file.layer) {
  std::string_view text = file.text;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (lines.back().ends_with('\r')) lines.back().remove_suffix(1);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
}

void Complaints::add(const Spot& at, std::string message) {
  const std::string_view line = at.piece.line < at.file->lines.size() ? at.file->lines[at.piece.line] : std::string_view();
  const auto offset = at.text().data() == nullptr ? std::ptrdiff_t{0} : at.text().data() - line.data();
  const std::size_t column = offset < 0 ? 0 : std::min(static_cast<std::size_t>(offset), line.size());
  const std::string where = std::string(at.file->name) + ":" + std::to_string(at.piece.line + 1) + ":" +
                            std::to_string(count_code_points(line.substr(0, column)) + 1);
  errors_.push_back({ErrorKind::kMalformed, where, std::move(message), excerpt_of(line, column)});
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

Spot part_of(const Spot& whole, std::string_view text) { return {whole.file, {text, whole.piece.line, false}}; }

std::pair<Spot, Spot> first_word(const Spot& text) {
  const std::string_view all = text.text();
  const std::size_t end = std::min(all.find_first_of(" \t"), all.size());
  return {part_of(text, all.substr(0, end)), part_of(text, trim(all.substr(end)))};
}

std::vector<Entry> read_entries(const SourceText& file, Complaints& complaints) {
  std::vector<Entry> out;
  for (std::uint32_t n = 0; n < file.lines.size(); ++n) {
    const std::string_view raw = trim(file.lines[n]);
    const std::string_view line = is_example(raw) ? raw : trim(without_comment(file.lines[n]));
    if (line.empty()) continue;
    const auto [first, rest] = first_word(spot(file, line, n));
    if (!is_blank(file.lines[n].front())) out.push_back({first, rest, {}});
    else if (out.empty()) complaints.add(first, "a field stands before the first entry; entries begin in the first column");
    else out.back().fields.push_back({first, rest});
  }
  return out;
}

std::vector<Spot> read_lines(const SourceText& file, Complaints&) {
  std::vector<Spot> out;
  for (std::uint32_t n = 0; n < file.lines.size(); ++n) {
    const std::string_view line = trim(without_comment(file.lines[n]));
    if (!line.empty()) out.push_back(spot(file, line, n));
  }
  return out;
}

std::vector<Spot> split(const Spot& list, char separator, Complaints& complaints) {
  return split_outside_quotes(list, separator, false, complaints);
}
std::vector<Spot> split_fields(const Spot& line, char separator, Complaints& complaints) {
  return split_outside_quotes(line, separator, true, complaints);
}

}  // namespace demarche::lexicon
