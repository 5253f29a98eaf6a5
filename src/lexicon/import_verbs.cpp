// import_verbs: synonym sets, blocks of verbs with their forms and codes, patterns. Door: import_verbs.
//
//   &CURRENCY                    a set, its members below
//   +DOLLARS
//   --- BREAK [1717] ---         a block and the code of its verbs; TABARI has none and begins one with each verb
//   BREAK {BROKE BROKEN}         a verb; all its forms in braces, regular ones where there are no braces
//   +BREAK_DOWN {+BROKE_DOWN} [101]   a verb of several words, "+" before the one that is a verb; a code of its own
//   - * OFF_ [195]               a pattern and its code
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/utf8.h"
#include "lexicon/draft.h"
#include "lexicon/import.h"

namespace demarche::lexicon::import {
namespace {

bool is_vowel(char c) { return std::string_view("AEIOUaeiou").find(c) != std::string_view::npos; }

/// The regular forms, by the dictionaries' own rule, which doubles no consonant.
std::vector<std::string> regular_forms(const std::string& verb) {
  const std::string low = lower(verb);
  const char last = low.back(), before = low.size() > 1 ? low[low.size() - 2] : ' ';
  const std::string root = low.substr(0, low.size() - 1);
  if (last == 'e') return {low, low + "s", low + "d", (before == 'e' ? low : root) + "ing"};
  if (last == 'y' && !is_vowel(before)) return {low, root + "ies", root + "ied", low + "ing"};
  const bool hisses = last == 's' || last == 'x' || last == 'z' || ((last == 'h') && (before == 's' || before == 'c'));
  return {low, low + (hisses ? "es" : "s"), low + "ed", low + "ing"};
}

/// Takes the last "[…]" off a line; nothing where it has none.
std::optional<std::string> take_code(std::string_view& text) {
  const std::size_t open = text.rfind('[');
  if (open == std::string_view::npos) return std::nullopt;
  const std::size_t close = text.find(']', open);
  std::string code;
  for (const char c : text.substr(open + 1, close == std::string_view::npos ? close : close - open - 1)) {
    if (c != ' ' && c != '\t') code += c;
  }
  if (code == "###" || code == "+++") code = "---";  // TABARI's signs for no event
  text = text.substr(0, open);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return code;
}

bool is_good_code(std::string_view code) { return !code.empty() && code.size() <= 24 && code.find_first_of("\",;#|[]") == std::string_view::npos; }
bool is_null(std::string_view code) { return code.empty() || code == "---" || code == "###" || code == "+++"; }

/// What may stand in a form: our marks and ":" mean something else.
std::string form_text(std::string_view text, DictionaryDialect dialect) {
  std::string plain;
  for (const char c : text) plain += c == ':' || c == '+' ? ' ' : c;
  std::string out = with_stems(plain, dialect);
  std::replace(out.begin(), out.end(), ' ', '_');
  return lower(out);
}

// ---------------------------------------------------------------- patterns

/// A pattern's words and signs, one after the other.
class PatternConverter {
 public:
  explicit PatternConverter(DictionaryDialect dialect) : dialect_(dialect) {}

  /// The pattern in our notation; nothing, with `cause` set, where it does not carry over.
  std::optional<std::string> convert(std::string_view text, std::string& cause) {
    out_.clear();
    sets.clear();
    link_ = 0;
    for (std::size_t at = 0; at < text.size() && cause_.empty();) {
      if (text[at] == ' ' || text[at] == '\t') link(' ', at);
      else if (text[at] == '_') link('_', at);
      else if (text[at] == '{') group(text, at, '}');
      else if (text[at] == '(') group(text, at, ')');
      else put(token(text, at));
    }
    cause = std::exchange(cause_, {});
    if (cause.empty() && std::count(out_.begin(), out_.end(), '*') != 1) cause = "a pattern has one *, the place of its verb";
    if (!cause.empty()) return std::nullopt;
    return out_;
  }

  std::vector<std::string> sets;  ///< that the pattern names

 private:
  /// A blank takes back a "_" before it: "IN_ *" only says that IN is whole.
  void link(char c, std::size_t& at) {
    if (c == '_' && out_.ends_with('~')) out_.pop_back();  // what "_" stands behind is whole
    link_ = c;
    ++at;
  }

  static std::string_view token(std::string_view text, std::size_t& at) {
    const std::size_t end = std::min(text.find_first_of(" \t_{}()", at + 1), text.size());
    const std::string_view out = text.substr(at, end - at);
    at = end;
    return out;
  }

  void append(std::string_view piece) {
    if (!out_.empty()) out_ += link_ == '_' ? '_' : ' ';
    out_ += piece;
    link_ = ' ';
  }

  void put(std::string_view token) {
    if (std::string word = word_of(token, false); !word.empty()) append(word);
  }

  /// A word or sign in our notation. Inside a group, stems are marked as outside.
  std::string word_of(std::string_view token, bool in_group) {
    if (token == "*" || token == "$" || token == "+" || token == "^" || token == "%") {
      if (in_group) return fail("\"" + std::string(token) + "\" stands inside a group"), std::string();
      return std::string(token);
    }
    if (token.front() == '&') {
      sets.push_back(lower(token.substr(1)));
      return "&" + sets.back();
    }
    for (const char c : token) {
      const bool is_good = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0 || c == '\'' || c == '-' || c == '.';
      if (!is_good) return fail("\"" + std::string(token) + "\" is no word, and no sign that carries over"), std::string();
    }
    std::string out = lower(token);
    if (normalised_phrase(out).empty()) return {};
    if (dialect_ == DictionaryDialect::kTabari) out += '~';  // a "_" behind it takes it back
    return out;
  }

  /// "{STATE VISIT}" as it is; "(WITH OFFICIALS)" is a preposition and what stands right behind it.
  void group(std::string_view text, std::size_t& at, char closing) {
    const std::size_t close = text.find(closing, at);
    if (close == std::string_view::npos) return fail(std::string("a ") + text[at] + " is not closed");
    const bool is_prepositional = closing == ')';
    std::string_view inner = text.substr(at + 1, close - at - 1);
    at = close + 1;
    std::string words;
    bool is_first = true;
    char inner_link = ' ';
    for (std::size_t k = 0; k < inner.size() && cause_.empty();) {
      const char c = inner[k];
      if (c == ' ' || c == '\t' || c == '_' || c == '{' || c == '}') {
        inner_link = c == '_' ? '_' : ' ';
        ++k;
        continue;
      }
      if (c == '(' || c == ')') return fail("brackets inside brackets");
      const std::string_view one = token(inner, k);
      if (is_prepositional && is_first) put(one);
      else if (is_prepositional && words.empty() && (one == "$" || one == "+" || one == "^" || one == "%")) link_ = '_', put(one);
      else if (std::string word = word_of(one, true); !word.empty()) words += (words.empty() ? "" : std::string(1, inner_link)) + word;
      is_first = false;
      inner_link = ' ';
    }
    if (words.empty()) return;
    if (is_prepositional) link_ = '_';
    append("{" + words + "}");
  }

  void fail(std::string cause) {
    if (cause_.empty()) cause_ = std::move(cause);
  }

  DictionaryDialect dialect_;
  std::string out_, cause_;
  char link_ = 0;
};

// ---------------------------------------------------------------- blocks

struct Set {
  std::vector<std::string> members;
  std::vector<std::string> sets;  ///< others that it takes in
  bool has_plurals = true;
};

struct FormGroup {
  std::vector<std::string> forms;
  std::string code;
};

struct PatternLine {
  std::string text, code;
  std::vector<std::string> sets;
  Line line;
};

struct Block {
  std::string name, code;
  std::vector<FormGroup> groups;
  std::vector<PatternLine> patterns;
};

class VerbImporter {
 public:
  VerbImporter(DictionaryDialect dialect, Report& report) : dialect_(dialect), report_(report), converter_(dialect) {}

  void take(const Line& line) {
    if (line.text.starts_with("---")) return take_header(line);
    if (line.text.starts_with('&')) return take_set(line);
    if (line.text.starts_with("- ") || line.text.starts_with("-\t") || line.text.starts_with("-*")) return take_pattern(line);
    if (line.text.starts_with('~')) return report_.add(line, "transformations of one verb into another do not carry over");
    if (set_ && line.text.starts_with('+')) return take_member(line);
    take_verb(line);
  }

  void write(std::string& out, Imported& counts) {
    write_sets(out, counts);
    for (Block& block : blocks_) write(block, out, counts);
  }

 private:
  // ---- sets

  void take_set(const Line& line) {
    set_.reset();
    std::string_view name = line.text.substr(1);
    name = name.substr(0, name.find_first_of(" \t"));
    Set set;
    if (name.ends_with('_')) set.has_plurals = false;
    while (name.ends_with('_')) name.remove_suffix(1);
    const std::string key = lower(name);
    if (key.empty() || key.find_first_of("_{}()[]*$+^%&~,;\"#|") != std::string::npos) return report_.add(line, "a set has a name of one word");
    const auto [at, is_new] = sets_.try_emplace(key, std::move(set));
    if (!is_new) report_.add(line, "the set is there already; its members are added");
    else order_.push_back(key);
    set_ = key;
  }

  void take_member(const Line& line) {
    Set& set = sets_[*set_];
    std::string_view text = line.text.substr(1);
    if (text.starts_with('&')) return set.sets.push_back(lower(squeezed(text.substr(1))));
    std::vector<std::string> plurals;
    const bool has_braces = take_braces(text, plurals);
    const std::string member = closed(text);
    if (normalised_phrase(member).empty() || text.find('&') != std::string_view::npos) return report_.add(line, "a member of a set is words, or one set");
    const auto add = [&](std::string words) {
      if (is_usable(words)) set.members.push_back(std::move(words));
      else if (!normalised_phrase(words).empty()) report_.add(line, "a member of a set is too long");
    };
    add(member);
    for (const std::string& plural : plurals) add(closed(plural));
    const bool is_regular = !has_braces && set.has_plurals && !text.ends_with('_') && dialect_ != DictionaryDialect::kTabari;
    if (is_regular) add(plural_of(member));
  }

  [[nodiscard]] std::string closed(std::string_view text) const {
    std::string out = lower(with_stems(text, dialect_));
    std::replace(out.begin(), out.end(), ' ', '_');
    return out;
  }

  /// The members of a set and of those that it takes in, each once.
  void gather(const std::string& name, std::set<std::string>& seen, std::vector<std::string>& out) const {
    const auto at = sets_.find(name);
    if (at == sets_.end() || !seen.insert("&" + name).second) return;
    for (const std::string& member : at->second.members) {
      if (seen.insert(member).second) out.push_back(member);
    }
    for (const std::string& other : at->second.sets) gather(other, seen, out);
  }

  void write_sets(std::string& out, Imported& counts) {
    for (const std::string& name : order_) {
      std::set<std::string> seen;
      std::vector<std::string> members;
      gather(name, seen, members);
      if (members.empty()) continue;
      written_sets_.insert(name);
      out += "words " + name + "\n ";
      std::size_t column = 1;
      for (std::size_t n = 0; n < members.size(); ++n) {
        if (column > 100) out += "\n ", column = 1;
        out += " " + members[n] + (n + 1 < members.size() ? "," : "");
        column += members[n].size() + 2;
      }
      out += "\n";
      ++counts.sets;
    }
  }

  // ---- blocks

  void take_header(const Line& line) {
    set_.reset();
    std::string_view text = line.text;
    while (!text.empty() && (text.front() == '-' || text.front() == ' ')) text.remove_prefix(1);
    const std::size_t open = text.find('[');
    std::string_view rest = open == std::string_view::npos ? std::string_view() : text.substr(open);
    const std::size_t close = rest.find(']');
    std::string code;
    if (!rest.empty()) {
      for (const char c : rest.substr(1, close == std::string_view::npos ? close : close - 1)) code += c == ' ' || c == '\t' ? "" : std::string(1, c);
    }
    if (close != std::string_view::npos && rest.find('[', close) != std::string_view::npos) report_.add(line, "a block has one code; the first holds");
    if (!is_null(code) && !is_good_code(code)) report_.add(line, "this is no code"), code.clear();
    std::string name = squeezed(text.substr(0, std::min(open, text.size())));
    while (!name.empty() && (name.back() == '-' || name.back() == ' ')) name.pop_back();
    begin_block(std::move(name), is_null(code) ? std::string() : code);
  }

  void begin_block(std::string name, std::string code) {
    name = lower(name);
    std::replace_if(name.begin(), name.end(), [](char c) { return c == ' ' || c == '_' || c == ':' || c == '#'; }, '-');
    if (name.empty()) name = "verb";
    const int times = ++names_[name];
    if (times > 1) {  // a name that is taken: number it until it is free
      std::string numbered;
      for (int n = times; names_.contains(numbered = name + "-" + std::to_string(n)); ++n) {}
      name = numbered;
      names_[name] = 1;
    }
    blocks_.push_back({std::move(name), std::move(code), {}, {}});
    block_ = blocks_.size() - 1;
  }

  void take_verb(const Line& line) {
    set_.reset();
    const bool is_tabari = dialect_ == DictionaryDialect::kTabari;
    std::string_view text = line.text;
    std::optional<std::string> code = take_code(text);
    std::vector<std::string> forms;
    const bool has_braces = take_braces(text, forms);
    if (code && is_null(*code)) code = std::string();
    if (code && !code->empty() && !is_good_code(*code)) return report_.add(line, "this is no code");
    const bool is_synonym = is_tabari && text.starts_with('+');
    if (is_synonym) text.remove_prefix(1);
    if ((is_tabari && !is_synonym) || !block_) begin_block(squeezed(text), {});
    std::vector<std::string> all = forms_of(text, forms, has_braces);
    if (all.empty()) return report_.add(line, "there is no word in the verb");
    if (std::erase_if(all, [](const std::string& form) { return !is_usable(form); }) > 0) report_.add(line, "a form is too long");
    if (all.empty()) return;
    if (const auto known = owners_.find(all.front()); known != owners_.end() && known->second != *block_) {
      if (!blocks_[*block_].groups.empty()) return report_.add(line, "the verb stands in the block " + blocks_[known->second].name + " already");
      join(known->second, code ? *code : std::string());  // a verb given again: its patterns join the first ones
      return;
    }
    std::erase_if(all, [&](const std::string& form) { return !owners_.try_emplace(form, *block_).second; });
    if (!all.empty()) blocks_[*block_].groups.push_back({std::move(all), code ? *code : std::string()});
    else report_.add(line, "the verb is there already");
  }

  /// The block just begun is given up for an earlier one of the same verb.
  void join(std::size_t earlier, const std::string& own_code) {
    Block& to = blocks_[earlier];
    const std::string code = own_code.empty() ? blocks_[*block_].code : own_code;
    if (to.code.empty()) to.code = code;
    auto& patterns = blocks_[*block_].patterns;
    std::move(patterns.begin(), patterns.end(), std::back_inserter(to.patterns));
    if (*block_ + 1 == blocks_.size()) blocks_.pop_back();
    block_ = earlier;
  }

  /// All forms of a verb as ours has them: the word that is the verb marked where it is not the first.
  [[nodiscard]] std::vector<std::string> forms_of(std::string_view text, const std::vector<std::string>& listed, bool has_braces) const {
    std::vector<std::string> out;
    const auto add = [&](std::string form) {
      if (normalised_phrase(form).empty()) return;
      if (std::find(out.begin(), out.end(), form) == out.end()) out.push_back(std::move(form));
    };
    if (has_braces || dialect_ == DictionaryDialect::kTabari) {
      add(marked(text));
      for (const std::string& form : listed) add(marked(form));
      return out;
    }
    std::string plain = lower(squeezed(text));
    std::replace(plain.begin(), plain.end(), ' ', '_');
    std::vector<std::string> words;
    std::size_t head = 0;
    for (std::string_view rest = plain; !rest.empty();) {
      const std::size_t end = std::min(rest.find('_'), rest.size());
      std::string word;
      if (rest.front() == '+') head = words.size();
      for (const char c : rest.substr(0, end)) {
        if (c != '+' && c != ':') word += c;
      }
      if (!word.empty()) words.push_back(std::move(word));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (head >= words.size()) return out;
    for (const std::string& form : regular_forms(words[head])) {
      std::string all;
      for (std::size_t n = 0; n < words.size(); ++n) {
        all += (n > 0 ? "_" : "") + std::string(n == head && n > 0 ? "+" : "") + (n == head ? form : words[n]);
      }
      add(std::move(all));
    }
    return out;
  }

  /// "WIRE_+TAPPED" → "wire_+tapped", "+BROKE_DOWN" → "broke_down".
  [[nodiscard]] std::string marked(std::string_view text) const {
    const std::size_t plus = text.find('+');
    if (plus == std::string_view::npos || plus == 0) return form_text(text, dialect_);
    const std::string before = form_text(text.substr(0, plus), DictionaryDialect::kPetrarch);
    const std::string behind = form_text(text.substr(plus + 1), dialect_);
    return before.empty() || behind.empty() ? before + behind : before + "_+" + behind;
  }

  // ---- patterns

  void take_pattern(const Line& line) {
    set_.reset();
    if (!block_) return report_.add(line, "the pattern stands under no verb");
    std::string_view text = line.text.substr(1);
    const auto code = take_code(text);
    if (!code || code->empty()) return report_.add(line, "the pattern has no code");
    if (!is_good_code(*code)) return report_.add(line, "this is no code");
    std::string cause;
    auto pattern = converter_.convert(text, cause);
    if (!pattern) return report_.add(line, cause);
    blocks_[*block_].patterns.push_back({std::move(*pattern), *code, converter_.sets, line});
  }

  void write(Block& block, std::string& out, Imported& counts) {
    std::erase_if(block.patterns, [&](const PatternLine& pattern) {
      const auto unknown = std::find_if(pattern.sets.begin(), pattern.sets.end(), [&](const std::string& set) { return !written_sets_.contains(set); });
      if (unknown == pattern.sets.end()) return false;
      report_.add(pattern.line, "there is no set &" + *unknown);
      return true;
    });
    if (block.groups.empty()) {
      for (const PatternLine& pattern : block.patterns) report_.add(pattern.line, "the pattern stands under no verb");
      return;
    }
    out += "verb " + block.name + "\n";
    if (!block.code.empty()) out += "  code " + block.code + "\n";
    for (const FormGroup& group : block.groups) {
      out += "  form ";
      for (std::size_t n = 0; n < group.forms.size(); ++n) out += (n > 0 ? ", " : "") + group.forms[n];
      out += (group.code.empty() ? "" : " : " + group.code) + "\n";
      counts.forms += group.forms.size();
    }
    for (const PatternLine& pattern : block.patterns) out += "  - " + pattern.text + " : " + pattern.code + "\n";
    counts.patterns += block.patterns.size();
    ++counts.verbs;
  }

  DictionaryDialect dialect_;
  Report& report_;
  PatternConverter converter_;
  std::map<std::string, Set> sets_;
  std::vector<std::string> order_;
  std::set<std::string> written_sets_;
  std::optional<std::string> set_;  ///< that members are added to
  std::vector<Block> blocks_;
  std::optional<std::size_t> block_;
  std::map<std::string, int> names_;
  std::map<std::string, std::size_t> owners_;  ///< of each form: its block
};

}  // namespace

void import_verbs(const std::vector<Line>& lines, DictionaryDialect dialect, std::string& out, Imported& counts, Report& report) {
  VerbImporter importer(dialect, report);
  for (const Line& line : lines) importer.take(line);
  importer.write(out, counts);
}

}  // namespace demarche::lexicon::import
