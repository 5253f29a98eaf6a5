// import_actors: actors with the days of their codes, agents with their plurals and substitutions, discards.
// Doors: import_actors, import_agents, import_discards.
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/day.h"
#include "base/utf8.h"
#include "lexicon/import.h"

namespace demarche::lexicon::import {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// ---------------------------------------------------------------- days

/// YYMMDD (30 to 99 are of the last century) or YYYYMMDD; a month or day of 00 is the first, or at the end of a range the last.
std::optional<Day> day_of_digits(std::string_view digits, bool is_end) {
  if ((digits.size() != 6 && digits.size() != 8) || digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t size) { return std::stoi(std::string(digits.substr(at, size))); };
  const bool is_short = digits.size() == 6;
  CivilDay day{is_short ? number(0, 2) : number(0, 4), number(digits.size() - 4, 2), number(digits.size() - 2, 2)};
  if (is_short) day.year += day.year < 30 ? 2000 : 1900;
  if (day.month == 0) day.month = is_end ? 12 : 1, day.day = 0;
  if (day.day == 0 && day.month <= 12 && day.year > 0) day.day = is_end ? days_in_month(day.year, day.month) : 1;
  if (!exists(day)) return std::nullopt;
  return day_of(day);
}

struct CodeLine {
  std::string code, days;  ///< days: "" for always, else in the form of ours
};

/// "HOBGOV 20121109-20130119", "USR <911226".
std::optional<CodeLine> code_line(std::string_view inner, std::string& cause) {
  inner = trimmed(inner);
  const std::size_t end = std::min(inner.find_first_of(" \t<>"), inner.size());
  CodeLine out{std::string(inner.substr(0, end)), {}};
  if (out.code == "###" || out.code == "+++") out.code = "---";  // TABARI's signs for nobody
  std::string when;
  for (const char c : inner.substr(end)) {
    if (c != ' ' && c != '\t') when += c;
  }
  if (out.code.empty() || out.code.find_first_of("\",;#|") != std::string::npos) return cause = "there is no code between the brackets", std::nullopt;
  if (when.empty()) return out;
  cause = "\"" + when + "\" is no restriction of days: <DATE, >DATE or DATE-DATE, with dates as YYMMDD or YYYYMMDD";
  if (when[0] == '<' || when[0] == '>') {
    const auto day = day_of_digits(std::string_view(when).substr(1), when[0] == '>');
    if (!day) return std::nullopt;
    out.days = when[0] == '<' ? ".." + to_string(Day{day->since_1970 - 1}) : to_string(Day{day->since_1970 + 1}) + "..";
    return out;
  }
  const std::size_t dash = when.find('-');
  if (dash == std::string::npos) return std::nullopt;
  const auto from = day_of_digits(std::string_view(when).substr(0, dash), false), to = day_of_digits(std::string_view(when).substr(dash + 1), true);
  if (!from || !to) return std::nullopt;
  if (*to < *from) return cause = "the days end before they begin", std::nullopt;
  out.days = to_string(*from) + ".." + to_string(*to);
  return out;
}

/// Takes "[…]" stretch by stretch off the end of a line; what stands before them is left in `text`.
std::vector<std::string_view> take_brackets(std::string_view& text, bool& is_closed) {
  std::vector<std::string_view> out;
  is_closed = true;
  std::string_view rest = text;
  const std::size_t first = text.find('[');
  while (true) {
    const std::size_t open = rest.find('[');
    if (open == std::string_view::npos) break;
    const std::size_t close = rest.find(']', open);
    is_closed = is_closed && close != std::string_view::npos;
    out.push_back(rest.substr(open + 1, close == std::string_view::npos ? close : close - open - 1));
    if (close == std::string_view::npos) break;
    rest.remove_prefix(close + 1);
  }
  text = trimmed(text.substr(0, std::min(first, text.size())));
  return out;
}

/// An entry on its way: written when the next one begins.
struct Entry {
  std::vector<std::string> names;
  std::vector<CodeLine> codes;
  std::optional<Line> first;
};

void write_names(const std::vector<std::string>& names, const char* kind, std::string& out) {
  out += std::string(kind) + " " + names.front() + "\n";
  for (std::size_t n = 1; n < names.size(); ++n) out += "  also " + names[n] + "\n";
}

/// Names that were given before, and where.
class Known {
 public:
  /// Empty where the name is new, else the place of the first.
  std::string place_of_first(const std::string& name, const Line& line) {
    std::string key = lower(name);
    std::replace(key.begin(), key.end(), '_', ' ');
    const auto [at, is_new] = places_.try_emplace(std::move(key), place_of(line));
    return is_new ? std::string() : at->second;
  }

 private:
  std::map<std::string, std::string> places_;
};

}  // namespace

// ---------------------------------------------------------------- actors

void import_actors(const std::vector<Line>& lines, DictionaryDialect dialect, std::string& out, Imported& counts, Report& report) {
  Entry entry;
  Known known;
  const auto finish = [&] {
    if (!entry.first) return;
    if (entry.names.empty()) entry.first.reset();
    else if (entry.codes.empty()) report.add(*entry.first, "the actor has no code");
    else {
      write_names(entry.names, "actor", out);
      for (const CodeLine& code : entry.codes) out += "  code " + code.code + (code.days.empty() ? "" : " " + code.days) + "\n";
      ++counts.actors;
      counts.names += entry.names.size();
    }
    entry = {};
  };
  for (const Line& line : lines) {
    std::string_view text = line.text;
    bool is_closed = true;
    const std::vector<std::string_view> codes = take_brackets(text, is_closed);
    const bool is_synonym = text.starts_with('+');
    if (!text.empty() && !is_synonym) finish();
    if (!is_closed) report.add(line, "a bracket is not closed");
    if (is_synonym) text.remove_prefix(1);
    if (!text.empty()) {
      if (!entry.first) entry.first = line;
      const std::string name = with_stems(text, dialect);
      if (!is_usable(name)) report.add(line, "there is no word in the name");
      else if (const std::string before = known.place_of_first(name, line); !before.empty()) report.add(line, "the name stands at " + before + " already, and keeps that code");
      else entry.names.push_back(name);
    } else if (!entry.first) {
      report.add(line, "the code stands under no actor");
      continue;
    }
    for (const std::string_view inner : codes) {
      std::string cause;
      if (auto code = code_line(inner, cause)) entry.codes.push_back(std::move(*code));
      else report.add(line, cause);
    }
  }
  finish();
}

// ---------------------------------------------------------------- agents

namespace {

using Substitutions = std::map<std::string, std::vector<std::string>, std::less<>>;

/// "!PERSON! = MAN, MEN".
bool take_substitution(const Line& line, Substitutions& all, Report& report) {
  const std::size_t equals = line.text.find('=');
  if (!line.text.starts_with('!') || equals == std::string_view::npos) return false;
  const std::string_view name = trimmed(line.text.substr(0, equals));
  if (name.size() < 3 || name.back() != '!') return report.add(line, "a substitution is !NAME! = WORD, WORD"), true;
  std::vector<std::string>& words = all[std::string(name)];
  std::string_view rest = line.text.substr(equals + 1);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    if (std::string word = squeezed(rest.substr(0, end)); !word.empty()) words.push_back(std::move(word));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return true;
}

constexpr std::size_t kMostNames = 1000;  // that the substitutions of one name may make

/// A name with each of its substitutions put in; none where one is not known.
std::vector<std::string> substituted(std::string name, const Substitutions& all, std::string& unknown) {
  std::vector<std::string> open{std::move(name)}, out;
  while (!open.empty() && out.size() + open.size() < kMostNames) {
    std::string one = std::move(open.back());
    open.pop_back();
    const std::size_t first = one.find('!');
    const std::size_t second = first == std::string::npos ? first : one.find('!', first + 1);
    if (second == std::string::npos) {
      out.push_back(std::move(one));
      continue;
    }
    const auto at = all.find(one.substr(first, second + 1 - first));
    if (at == all.end()) return unknown = one.substr(first, second + 1 - first), std::vector<std::string>();
    for (auto word = at->second.rbegin(); word != at->second.rend(); ++word) {
      if (word->find('!') == std::string::npos) open.push_back(one.substr(0, first) + *word + one.substr(second + 1));
    }
  }
  return out;
}

}  // namespace

void import_agents(const std::vector<Line>& lines, DictionaryDialect dialect, std::string& out, Imported& counts, Report& report) {
  Substitutions substitutions;
  Known known;
  Entry entry;
  const auto finish = [&] {
    if (entry.first && !entry.names.empty() && entry.codes.empty()) report.add(*entry.first, "the agent has no code");
    if (!entry.names.empty() && !entry.codes.empty()) {
      write_names(entry.names, "agent", out);
      out += "  code " + entry.codes.front().code + "\n";
      ++counts.agents;
    }
    entry = {};
  };
  for (const Line& line : lines) {
    if (take_substitution(line, substitutions, report)) continue;
    std::string_view text = line.text;
    bool is_closed = true;
    const std::vector<std::string_view> codes = take_brackets(text, is_closed);
    if (!is_closed) report.add(line, "a bracket is not closed");
    const bool is_synonym = text.starts_with('+');
    if (is_synonym) text.remove_prefix(1);
    else finish();
    entry.first = entry.first ? entry.first : line;
    std::vector<std::string> names;
    const bool has_braces = take_braces(text, names);
    std::string unknown;
    std::vector<std::string> singular = substituted(std::string(text), substitutions, unknown);
    if (!unknown.empty()) report.add(line, "the substitution " + unknown + " is not known");
    const bool is_regular = !has_braces && text.find('!') == std::string_view::npos && dialect != DictionaryDialect::kTabari;
    if (is_regular && !text.empty()) names.push_back(plural_of(squeezed(text)));
    names.insert(names.begin(), singular.begin(), singular.end());
    for (const std::string& raw : names) {
      const std::string name = with_stems(raw, dialect);
      if (!is_usable(name)) continue;
      const std::string before = known.place_of_first(name, line);
      if (before.empty()) entry.names.push_back(name);
      else if (before != place_of(line) && &raw == &names.front()) report.add(line, "the name stands at " + before + " already, and keeps that code");
    }
    for (const std::string_view inner : codes) {
      std::string code;
      for (const char c : inner) {
        if (c != ' ' && c != '\t') code += c;
      }
      const bool is_agents = code.size() > 1 && (code.front() == '~') != (code.back() == '~') && code.find_first_of("\",;#|") == std::string::npos;
      if (!is_agents) report.add(line, "an agent's code is [~CODE] or [CODE~]");
      else if (!entry.codes.empty()) report.add(line, "an agent has one code; the first holds");
      else entry.codes.push_back({code, {}});
    }
  }
  finish();
}

// ---------------------------------------------------------------- discards

void import_discards(const std::vector<Line>& lines, std::string& out, Imported& counts, Report& report) {
  std::set<std::string> known;
  for (const Line& line : lines) {
    std::string_view text = line.text;
    const bool is_article = text.starts_with('+');
    if (is_article) text.remove_prefix(1);
    bool is_closed = true;
    take_brackets(text, is_closed);  // some lists mark each line with a code
    std::string name = squeezed(text);
    std::replace(name.begin(), name.end(), ' ', '_');
    if (!is_usable(name)) {
      report.add(line, "there is no word in this");
    } else if (known.insert((is_article ? "+" : "") + lower(name)).second) {
      out += (is_article ? "discard-article " : "discard ") + name + "\n";
      ++counts.discards;
    }
  }
}

}  // namespace demarche::lexicon::import
