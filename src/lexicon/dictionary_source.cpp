// dictionary_source: the entries of .dictionary files checked and taken in, then written as the lines of an image; words are cut as the
// tokeniser cuts text, so that they can be compared with it. Doors: take_dictionary, dictionary_lines. The format: docs/lexicon-format.md.
#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "lexicon/draft.h"
#include "lexicon/names.h"

namespace demarche::lexicon {
namespace {

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

struct NamedKind {
  std::string_view name;
  DictionaryKind kind;
};
constexpr std::array<NamedKind, 6> kKinds{{{"actor", DictionaryKind::kActor}, {"agent", DictionaryKind::kAgent}, {"words", DictionaryKind::kWords},
                                           {"verb", DictionaryKind::kVerb}, {"discard", DictionaryKind::kDiscard},
                                           {"discard-article", DictionaryKind::kDiscardArticle}}};

bool is_code(std::string_view text) { return !text.empty() && text.find_first_of(" \t\",;#") == std::string_view::npos; }

/// `values` up to " : " and what is behind it.
std::pair<Spot, std::optional<Spot>> before_colon(const Spot& values) {
  const std::string_view all = values.text();
  const std::size_t colon = all.rfind(" : ");
  if (colon == std::string_view::npos) return {values, std::nullopt};
  return {part_of(values, trim(all.substr(0, colon))), part_of(values, trim(all.substr(colon + 3)))};
}

class EntryReader {
 public:
  EntryReader(DictionaryDraft& draft, Complaints& complaints) : draft_(draft), complaints_(complaints) {}

  void take(const Field& field) {
    const std::string_view key = field.key.text();
    const DictionaryKind kind = draft_.kind;
    says_code_ = says_code_ || key == "code";
    says_form_ = says_form_ || key == "form";
    const bool has_names = kind == DictionaryKind::kActor || kind == DictionaryKind::kAgent || kind == DictionaryKind::kDiscard ||
                           kind == DictionaryKind::kDiscardArticle;
    if (kind == DictionaryKind::kWords) return take_members(field);
    if (key == "also" && has_names) return take_names(field);
    if (key == "code" && kind == DictionaryKind::kActor) return take_dated_code(field);
    if (key == "code" && (kind == DictionaryKind::kAgent || kind == DictionaryKind::kVerb)) return take_code(field);
    if (key == "form" && kind == DictionaryKind::kVerb) return take_forms(field);
    if (key == "-" && kind == DictionaryKind::kVerb) return take_pattern(field);
    complaints_.add(field.key, "an entry of this kind has no field " + quoted(key));
  }

  void finish() {
    switch (draft_.kind) {
      case DictionaryKind::kActor:
        if (!says_code_) complaints_.add(draft_.where, "the actor has no code");
        break;
      case DictionaryKind::kAgent:
        if (!says_code_ || draft_.codes.size() > 1) complaints_.add(draft_.where, "an agent has one code, ~CODE behind the actor's or CODE~ before it");
        break;
      case DictionaryKind::kWords:
        if (draft_.names.empty()) complaints_.add(draft_.where, "the set has no words");
        break;
      case DictionaryKind::kVerb:
        if (!says_form_) complaints_.add(draft_.where, "the verb has no form");
        break;
      default: break;
    }
  }

 private:
  void take_names(const Field& field) {
    const std::vector<Spot> names = split(field.values, ';', complaints_);
    if (names.empty()) complaints_.add(field.key, "the field \"also\" is empty");
    draft_.names.insert(draft_.names.end(), names.begin(), names.end());
  }

  /// Lines of sets know no keys: a line's first word belongs to its first member.
  void take_members(const Field& field) {
    const char* begin = field.key.text().data();
    const char* end = field.values.text().empty() ? begin + field.key.text().size() : field.values.text().data() + field.values.text().size();
    Spot line = field.key;
    line.piece.text = {begin, static_cast<std::size_t>(end - begin)};
    for (const Spot& member : split(line, ',', complaints_)) draft_.names.push_back(member);
  }

  void take_code(const Field& field) {
    if (!is_code(field.values.text())) return complaints_.add(field.values.text().empty() ? field.key : field.values, "a code is one word");
    const std::string_view code = field.values.text();
    const bool is_agents = code.size() > 1 && (code.front() == '~') != (code.back() == '~');
    if (draft_.kind == DictionaryKind::kAgent && !is_agents) {
      return complaints_.add(field.values, "an agent's code is ~CODE, put behind the actor's, or CODE~, put before it");
    }
    draft_.codes.push_back({field.values, std::nullopt});
  }

  void take_dated_code(const Field& field) {
    const auto [code, days] = first_word(field.values);
    if (!is_code(code.text())) return complaints_.add(code.text().empty() ? field.key : code, "a code is one word");
    DictionaryDraft::DatedCode out{code, std::nullopt};
    if (!days.text().empty()) {
      out.days = days_of(days, complaints_);
      if (!out.days) return;
    }
    draft_.codes.push_back(out);
  }

  void take_forms(const Field& field) {
    const auto [forms, code] = before_colon(field.values);
    if (code && !is_code(code->text())) return complaints_.add(*code, "a code is one word");
    const std::vector<Spot> all = split(forms, ',', complaints_);
    if (all.empty()) complaints_.add(field.key, "the field \"form\" is empty");
    for (const Spot& form : all) draft_.forms.push_back({form, code});
  }

  void take_pattern(const Field& field) {
    const auto [text, code] = before_colon(field.values);
    if (!code || !is_code(code->text())) return complaints_.add(field.values.text().empty() ? field.key : field.values, "a pattern ends with its code: \"- * to_attend : 031\"");
    draft_.patterns.push_back({text, *code});
  }

  DictionaryDraft& draft_;
  Complaints& complaints_;
  bool says_code_ = false, says_form_ = false;  ///< well or ill: one complaint is enough
};

}  // namespace

void take_dictionary(const SourceText& file, Draft& draft, Complaints& complaints) {
  for (const Entry& entry : read_entries(file, complaints)) {
    const auto kind = std::find_if(kKinds.begin(), kKinds.end(), [&](const NamedKind& k) { return k.name == entry.kind.text(); });
    if (kind == kKinds.end()) {
      complaints.add(entry.kind, "a .dictionary file holds actor, agent, words, verb, discard and discard-article, not " + quoted(entry.kind.text()));
      continue;
    }
    if (entry.rest.text().empty()) {
      complaints.add(entry.kind, "the " + std::string(kind->name) + " has no name");
      continue;
    }
    const std::string key = std::string(kind->name) + " " + lower(entry.rest.text());
    DictionaryDraft* out = place_for(draft.dictionary, draft.dictionary_of, key, entry.rest, kind->name, complaints);
    if (!out) continue;
    out->where = entry.rest;
    out->kind = kind->kind;
    if (kind->kind != DictionaryKind::kWords && kind->kind != DictionaryKind::kVerb) out->names.push_back(entry.rest);
    EntryReader reader(*out, complaints);
    for (const Field& field : entry.fields) reader.take(field);
    reader.finish();
  }
}

// ---------------------------------------------------------------- lines of the image

namespace {

/// The words of one piece as the tokeniser cuts them, joined; "" where none of them counts.
std::string cut_word(std::string_view word) {
  std::string low, out;
  append_lower(low, word);
  for (const std::string& token : cut(low)) {
    if (counts_as_word(token)) out += (out.empty() ? "" : "_") + token;
  }
  return out;
}

/// A pattern in the form of the image: its words cut, its signs as they are.
std::string normalised_pattern(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == ' ' || c == '\t' || c == '_' || c == '{' || c == '}') {
      out += c == '\t' ? ' ' : c;
      ++at;
      continue;
    }
    const std::size_t end = std::min(text.find_first_of(" \t_{}", at), text.size());
    std::string_view word = text.substr(at, end - at);
    at = end;
    const bool is_sign = word.find_first_of("*$+^%&()[]") != std::string_view::npos;
    const bool is_stem = word.size() > 1 && word.back() == '~';
    if (is_sign) out += lower(word);
    else out += cut_word(is_stem ? word.substr(0, word.size() - 1) : word) + (is_stem ? "~" : "");
  }
  return std::string(trim(out));
}

}  // namespace

/// Blanks and "_" stay, "+" before a word and "~" behind it too.
std::string normalised_phrase(std::string_view text) {
  std::string out;
  char link = ' ';
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ' || text[at] == '\t' || text[at] == '_') {
      link = text[at] == '_' ? '_' : ' ';
      ++at;
      continue;
    }
    const std::size_t end = std::min(text.find_first_of(" \t_", at), text.size());
    std::string_view word = text.substr(at, end - at);
    at = end;
    const bool is_head = word.size() > 1 && word.front() == '+', is_stem = word.size() > 1 && word.back() == '~';
    if (is_head) word.remove_prefix(1);
    if (is_stem && word.size() > 1) word.remove_suffix(1);
    std::string cut = cut_word(word);
    if (cut.empty()) continue;
    if (!out.empty()) out += link;
    out += (is_head ? "+" : "") + cut + (is_stem ? "~" : "");
    link = ' ';
  }
  return out;
}

namespace {

class Lines {
 public:
  Lines(const Draft& draft, Complaints& complaints) : draft_(draft), complaints_(complaints) {
    for (const DictionaryDraft& d : draft.dictionary) {
      if (d.kind == DictionaryKind::kWords) sets_.emplace(lower(d.where.text()), sets_.size());
    }
  }

  std::vector<DictionaryLine> write() {
    for (const DictionaryDraft& d : draft_.dictionary) write(d);
    return std::move(out_);
  }

 private:
  using Kind = Dictionary::LineKind;

  void add(Kind kind, std::string text, std::string more = {}) { out_.push_back({kind, std::move(text), std::move(more), std::nullopt}); }

  /// Adds a phrase; complains where nothing of it counts.
  void add_phrase(Kind kind, const Spot& phrase, std::string more = {}) {
    std::string text = normalised_phrase(phrase.text());
    if (text.empty()) return complaints_.add(phrase, "there is no word in this");
    if (text.size() > kLongestName) return complaints_.add(phrase, "a phrase has at most " + std::to_string(kLongestName) + " bytes");
    add(kind, std::move(text), std::move(more));
  }

  void write(const DictionaryDraft& d) {
    switch (d.kind) {
      case DictionaryKind::kActor:
        add(Kind::kActor, {});
        for (const Spot& name : d.names) add_phrase(Kind::kActorName, name);
        for (const auto& code : d.codes) out_.push_back({Kind::kActorCode, std::string(code.code.text()), {}, code.days});
        break;
      case DictionaryKind::kAgent:
        add(Kind::kAgent, {});
        for (const Spot& name : d.names) add_phrase(Kind::kAgentName, name);
        for (const auto& code : d.codes) add(Kind::kAgentCode, std::string(code.code.text()));
        break;
      case DictionaryKind::kWords:
        add(Kind::kSet, lower(d.where.text()));
        for (const Spot& member : d.names) add_phrase(Kind::kSetMember, member);
        break;
      case DictionaryKind::kVerb: write_verb(d); break;
      case DictionaryKind::kDiscard:
      case DictionaryKind::kDiscardArticle:
        for (const Spot& name : d.names) add_phrase(d.kind == DictionaryKind::kDiscard ? Kind::kDiscard : Kind::kDiscardArticle, name);
        break;
    }
  }

  void write_verb(const DictionaryDraft& d) {
    add(Kind::kVerb, std::string(d.where.text()));
    const std::string own = d.codes.empty() ? std::string() : std::string(d.codes.back().code.text());
    for (const auto& form : d.forms) add_phrase(Kind::kForm, form.words, form.code ? std::string(form.code->text()) : own);
    const SetNamed set_named = [&](std::string_view name) -> std::int64_t {
      const auto at = sets_.find(name);
      return at == sets_.end() ? -1 : static_cast<std::int64_t>(at->second);
    };
    for (const auto& pattern : d.patterns) {
      std::string text = normalised_pattern(pattern.text.text());
      VerbPattern parsed;
      if (const auto fault = parse_pattern(text, set_named, parsed)) complaints_.add(where_of(pattern.text, fault->at), fault->message);
      else add(Kind::kPattern, std::move(text), std::string(pattern.code.text()));
    }
  }

  /// The place of a faulty token in the source: where it is spelt so, else the pattern's beginning.
  static Spot where_of(const Spot& pattern, std::string_view token) {
    const std::string low = lower(pattern.text());
    const std::size_t at = low.find(token);
    return at == std::string::npos || token.empty() ? pattern : part_of(pattern, pattern.text().substr(at, token.size()));
  }

  const Draft& draft_;
  Complaints& complaints_;
  std::map<std::string, std::size_t, std::less<>> sets_;
  std::vector<DictionaryLine> out_;
};

}  // namespace

std::vector<DictionaryLine> dictionary_lines(const Draft& draft, Complaints& complaints) { return Lines(draft, complaints).write(); }

}  // namespace demarche::lexicon
