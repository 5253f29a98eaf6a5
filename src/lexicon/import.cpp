// import: which file of a dictionary is what, its lines without comments, and the report. Door: import_dictionaries.
#include "lexicon/import.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "lexicon/draft.h"
#include "lexicon/names.h"
#include "text/text.h"

namespace demarche {
namespace lexicon::import {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// `line` up to "#" or ";"; a "#" inside brackets is part of a code ("[###]").
std::string_view before_comment(std::string_view line) {
  bool in_brackets = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '[') in_brackets = line.find(']', at) != std::string_view::npos;
    else if (line[at] == ']') in_brackets = false;
    else if ((line[at] == '#' || line[at] == ';') && !in_brackets) return line.substr(0, at);
  }
  return line;
}

}  // namespace

/// Comments are "#" and ";" to the end of a line, and "<!-- … -->" over several; what the last encloses is no line at all.
std::vector<Line> lines_of(const SourceFile& file) {
  std::vector<Line> out;
  std::string_view rest = file.text;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  bool in_comment = false, is_behind_blank = true;
  for (std::uint32_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view raw = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    std::string_view line = raw;
    if (in_comment || trimmed(line).starts_with("<!")) {
      in_comment = line.find("-->") == std::string_view::npos && line.find("->") == std::string_view::npos;
      continue;
    }
    line = before_comment(line);
    const std::string_view text = trimmed(line);
    if (text.empty()) {
      is_behind_blank = is_behind_blank || trimmed(raw).empty();  // a line with a comment alone parts nothing
      continue;
    }
    out.push_back({file.name, number, text, raw, is_blank(line.front()), is_behind_blank});
    is_behind_blank = false;
  }
  return out;
}

std::string place_of(const Line& line) { return std::string(line.file) + ":" + std::to_string(line.number); }

void Report::add(const Line& line, std::string cause) {
  unused_.push_back({ErrorKind::kUnsupported, place_of(line), std::move(cause), "  " + std::string(trimmed(line.raw))});
}

bool is_usable(std::string_view name) {
  const std::string words = normalised_phrase(name);
  return !words.empty() && words.size() <= kLongestName;
}

std::string plural_of(std::string_view word) {
  std::string out(word);
  const char last = out.empty() ? ' ' : out.back();
  const bool is_small = last >= 'a' && last <= 'z';
  const auto add = [&](const char* capitals, const char* small) { out += is_small ? small : capitals; };
  if (last == 'Y' || last == 'y') out.pop_back(), add("IES", "ies");
  else if (lower(out).ends_with("ss")) add("ES", "es");
  else add("S", "s");
  return out;
}

std::string squeezed(std::string_view text) {
  std::string out;
  for (const char c : trimmed(text)) {
    const bool means_something = c == '"' || c == ',' || c == ';' || c == '#' || c == '~' || c == '|';
    const char next = means_something || is_blank(c) ? ' ' : c;
    if (next == ' ' && (out.empty() || out.back() == ' ' || out.back() == '_')) continue;
    if (next == '_' && !out.empty() && out.back() == ' ') out.pop_back();
    if (next == '_' && (out.empty() || out.back() == '_')) continue;
    out += next;
  }
  while (!out.empty() && (out.back() == ' ' || out.back() == '_')) out.pop_back();
  return out;
}

std::string with_stems(std::string_view name, DictionaryDialect dialect) {
  std::string out = squeezed(name);
  if (dialect != DictionaryDialect::kTabari) return out;
  const bool ends_whole = trimmed(name).ends_with('_');
  std::string stems;
  for (std::size_t at = 0; at < out.size(); ++at) {
    stems += out[at];
    const bool is_last = at + 1 == out.size();
    if (is_last ? !ends_whole : out[at + 1] == ' ') stems += '~';
  }
  return stems;
}

bool take_braces(std::string_view& rest, std::vector<std::string>& forms) {
  const std::size_t open = rest.find('{');
  if (open == std::string_view::npos) return false;
  const std::size_t close = std::min(rest.find('}', open), rest.size());
  std::string_view inner = rest.substr(open + 1, close - open - 1);
  while (!(inner = trimmed(inner)).empty()) {
    const std::size_t end = std::min(inner.find_first_of(" \t,"), inner.size());
    if (std::string form = squeezed(inner.substr(0, end)); !form.empty()) forms.push_back(std::move(form));
    inner.remove_prefix(std::min(end + 1, inner.size()));
  }
  rest = trimmed(rest.substr(0, open));
  return true;
}

namespace {

enum class FileKind { kActors, kAgents, kVerbs, kDiscards, kIssues, kSettings };

FileKind kind_of(const SourceFile& file, const std::vector<Line>& lines) {
  const std::string path = lower(file.name);
  const std::string name = path.substr(path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1);
  static constexpr std::array<std::pair<std::string_view, FileKind>, 7> kNames{{{"agent", FileKind::kAgents}, {"actor", FileKind::kActors},
      {"verb", FileKind::kVerbs}, {"discard", FileKind::kDiscards}, {"issue", FileKind::kIssues}, {"option", FileKind::kSettings},
      {"project", FileKind::kSettings}}};
  for (const auto& [part, kind] : kNames) {
    if (name.find(part) != std::string::npos) return kind;
  }
  std::size_t agents = 0, actors = 0, verbs = 0, issues = 0;
  for (const Line& line : lines) {
    if (line.text.starts_with("- ") || line.text.starts_with("---")) ++verbs;
    else if (line.text.starts_with("<ISSUE")) ++issues;
    else if (line.text.find("~]") != std::string_view::npos || line.text.find("[~") != std::string_view::npos) ++agents;
    else if (line.text.find('[') != std::string_view::npos) ++actors;
  }
  if (issues > 0) return FileKind::kIssues;
  if (verbs > 0) return FileKind::kVerbs;
  if (agents + actors == 0) return FileKind::kDiscards;
  return agents > actors ? FileKind::kAgents : FileKind::kActors;
}

/// "# Imported from A, B…" and what came of them.
void put_file(Imported& out, const char* name, const std::vector<std::string_view>& origins, std::string text) {
  if (text.empty()) return;
  std::string head = "# Taken over by `demarche lexicon import` from";
  for (const std::string_view origin : origins) head += std::string("\n#   ") + std::string(origin.substr(origin.rfind('/') == std::string_view::npos ? 0 : origin.rfind('/') + 1));
  out.files.push_back({name, head + "\n\n" + std::move(text)});
}

}  // namespace
}  // namespace lexicon::import

Imported import_dictionaries(std::span<const SourceFile> given, DictionaryDialect dialect) {
  using namespace lexicon::import;
  Imported out;
  Report report(out.unused);
  std::vector<SourceFile> files(given.begin(), given.end());
  for (SourceFile& file : files) {
    auto clean = clean_text(file.text, file.name);
    if (!clean) report.add({file.name, 1, {}, {}}, clean.error().message);
    file.text = clean ? *std::move(clean) : std::string();
  }
  std::array<std::vector<Line>, 4> lines;  // by FileKind: a kind's files are read as one
  std::array<std::vector<std::string_view>, 4> origins;
  for (const SourceFile& file : files) {
    std::vector<Line> of_file = lines_of(file);
    const FileKind kind = kind_of(file, of_file);
    if (kind == FileKind::kIssues || kind == FileKind::kSettings) {
      const char* cause = kind == FileKind::kIssues ? "issues are not coded" : "settings of another program are not taken over";
      for (const Line& line : of_file) report.add(line, cause);
      continue;
    }
    const auto n = static_cast<std::size_t>(kind);
    origins[n].push_back(file.name);
    if (!of_file.empty()) of_file.front().is_behind_blank = true;
    lines[n].insert(lines[n].end(), of_file.begin(), of_file.end());
  }
  std::array<std::string, 4> texts;
  import_actors(lines[0], dialect, texts[0], out, report);
  import_agents(lines[1], dialect, texts[1], out, report);
  import_verbs(lines[2], dialect, texts[2], out, report);
  import_discards(lines[3], texts[3], out, report);
  static constexpr std::array<const char*, 4> kNames{"actors.dictionary", "agents.dictionary", "verbs.dictionary", "discards.dictionary"};
  for (std::size_t n = 0; n < 4; ++n) put_file(out, kNames[n], origins[n], std::move(texts[n]));
  return out;
}

}  // namespace demarche
