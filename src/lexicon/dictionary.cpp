// dictionary: the pattern dictionary of an opened image, built of its lines and asked. Doors: Dictionary::fill, actor_at, agent_at,
// verb_at. The language of phrases and patterns, which the compiler checks and this file reads: phrase_of, parse_pattern.
#include "lexicon/dictionary.h"

#include <algorithm>

#include "lexicon/names.h"

namespace demarche {

bool counts_as_word(std::string_view token) {
  if (token == "'s" || token == "'") return false;
  return std::any_of(token.begin(), token.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '$' || (c & 0x80) != 0; });
}

std::string token_of(std::string_view form) {
  std::string out;
  lexicon::append_lower(out, form);
  return out;
}

namespace lexicon {
namespace {

bool is_break(char c) { return c == ' ' || c == '_'; }

PhraseWord word_of(std::string_view text, bool is_next) {
  PhraseWord word{text, text.size() > 1 && text.back() == '~', is_next};
  if (word.is_stem) word.text.remove_suffix(1);
  return word;
}

}  // namespace

Phrase phrase_of(std::string_view text, std::size_t* head) {
  Phrase out;
  if (head) *head = 0;
  bool is_next = false;
  for (std::size_t at = 0; at < text.size();) {
    if (is_break(text[at])) {
      is_next = text[at] == '_';
      ++at;
      continue;
    }
    std::size_t end = std::min(text.find_first_of(" _", at), text.size());
    std::string_view word = text.substr(at, end - at);
    if (head && word.size() > 1 && word.front() == '+') {
      *head = out.size();
      word.remove_prefix(1);
    }
    out.push_back(word_of(word, is_next && !out.empty()));
    is_next = false;
    at = end;
  }
  return out;
}

Phrase closed_phrase_of(std::string_view text) {
  Phrase out = phrase_of(text);
  for (std::size_t n = 1; n < out.size(); ++n) out[n].is_next = true;
  return out;
}

EventCodes codes_of(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return {text, {}};
  return {text.substr(0, colon), text.substr(colon + 1)};
}

namespace {

class PatternParser {
 public:
  PatternParser(std::string_view text, const SetNamed& set_named) : text_(text), set_named_(set_named) {}

  std::optional<PatternFault> parse(VerbPattern& out) {
    std::vector<Element> before;
    bool is_next = false, seen_verb = false;
    for (std::size_t at = 0; at < text_.size() && !fault_;) {
      if (is_break(text_[at])) {
        is_next = text_[at] == '_' ? true : at > 0 && text_[at - 1] == '_' ? false : is_next;
        ++at;
        continue;
      }
      const std::string_view token = take(at);
      if (token == "*") {
        if (seen_verb) return PatternFault{"a pattern has one *, the place of its verb", token};
        seen_verb = true;
        out.joins_before = is_next && !before.empty();
      } else {
        std::vector<Element>& side = seen_verb ? out.after : before;
        if (seen_verb && side.empty()) out.joins_after = is_next;
        side.push_back(element_of(token, is_next && !side.empty()));
      }
      is_next = false;
    }
    if (fault_) return fault_;
    if (!seen_verb) return PatternFault{"a pattern has a *, the place of its verb", text_};
    out.before.assign(std::make_move_iterator(before.rbegin()), std::make_move_iterator(before.rend()));
    out.text = text_;
    return std::nullopt;
  }

 private:
  /// The token at `at`, which moves behind it; a group up to its closing brace.
  std::string_view take(std::size_t& at) {
    const std::size_t begin = at;
    if (text_[at] == '{') {
      const std::size_t close = text_.find('}', at);
      at = close == std::string_view::npos ? text_.size() : close + 1;
      if (close == std::string_view::npos) fail("the { that begins here is not closed", text_.substr(begin, 1));
    } else {
      at = std::min(text_.find_first_of(" _{", at), text_.size());
    }
    return text_.substr(begin, at - begin);
  }

  Element element_of(std::string_view token, bool is_next) {
    Element out;
    out.is_next = is_next;
    if (token == "$") out.kind = ElementKind::kSource;
    else if (token == "+") out.kind = ElementKind::kTarget;
    else if (token == "^") out.kind = ElementKind::kSkip;
    else if (token == "%") out.kind = ElementKind::kCompound;
    else if (token.front() == '&') out.kind = ElementKind::kSet, out.set = set_of(token);
    else if (token.front() == '{') out.kind = ElementKind::kGroup, out.group = group_of(token);
    else if (token.find_first_of("*$+^%&{}()[]") != std::string_view::npos) fail("this is no word, and no sign of a pattern either", token);
    else out.word = word_of(token, is_next);
    return out;
  }

  std::uint32_t set_of(std::string_view token) {
    const std::int64_t n = set_named_(token.substr(1));
    if (n < 0) fail("there is no set of words \"" + std::string(token.substr(1)) + "\"", token);
    return n < 0 ? 0 : static_cast<std::uint32_t>(n);
  }

  std::vector<Element> group_of(std::string_view token) {
    std::vector<Element> out;
    const std::string_view inner = token.substr(1, token.size() > 1 && token.back() == '}' ? token.size() - 2 : std::string_view::npos);
    bool is_next = false;
    for (std::size_t at = 0; at < inner.size() && !fault_;) {
      if (is_break(inner[at])) {
        is_next = inner[at++] == '_';
        continue;
      }
      const std::size_t end = std::min(inner.find_first_of(" _", at), inner.size());
      out.push_back(element_of(inner.substr(at, end - at), is_next && !out.empty()));
      if (out.back().kind != ElementKind::kWord && out.back().kind != ElementKind::kSet) fail("a group holds words and sets of words only", inner.substr(at, end - at));
      is_next = false;
      at = end;
    }
    return out;
  }

  void fail(std::string message, std::string_view at) {
    if (!fault_) fault_ = PatternFault{std::move(message), at};
  }

  std::string_view text_;
  const SetNamed& set_named_;
  std::optional<PatternFault> fault_;
};

}  // namespace

std::optional<PatternFault> parse_pattern(std::string_view text, const SetNamed& set_named, VerbPattern& out) {
  return PatternParser(text, set_named).parse(out);
}

}  // namespace lexicon

// ---------------------------------------------------------------- building

bool Dictionary::fill(std::span<const Line> lines) {
  using lexicon::closed_phrase_of, lexicon::codes_of, lexicon::phrase_of;
  for (const Line& line : lines) {  // patterns may name sets that stand behind them
    if (line.kind == LineKind::kSet) {
      if (!set_names_.try_emplace(line.text, static_cast<std::uint32_t>(sets_.size())).second) return false;
      sets_.emplace_back();
    } else if (line.kind == LineKind::kSetMember) {
      Phrase phrase = closed_phrase_of(line.text);
      if (sets_.empty() || phrase.empty()) return false;
      sets_.back().push_back(std::move(phrase));
    }
  }
  const lexicon::SetNamed set_named = [&](std::string_view name) -> std::int64_t {
    const auto at = set_names_.find(name);
    return at == set_names_.end() ? -1 : static_cast<std::int64_t>(at->second);
  };
  const auto take_name = [](const Line& line, std::vector<Named>& names, ByWord& words, std::size_t entries) {
    Phrase phrase = phrase_of(line.text);
    if (phrase.empty() || entries == 0) return false;
    words.add(phrase[0], static_cast<std::uint32_t>(names.size()));
    names.push_back({std::move(phrase), static_cast<std::uint32_t>(entries - 1)});
    return true;
  };
  for (const Line& line : lines) {
    switch (line.kind) {
      case LineKind::kSet:
      case LineKind::kSetMember: break;
      case LineKind::kActor: actor_codes_.emplace_back(); break;
      case LineKind::kActorName:
        if (!take_name(line, actors_, actor_words_, actor_codes_.size())) return false;
        break;
      case LineKind::kActorCode:
        if (actor_codes_.empty()) return false;
        actor_codes_.back().push_back({line.text, line.is_dated, line.from, line.to});
        break;
      case LineKind::kAgent: agent_codes_.emplace_back(); break;
      case LineKind::kAgentName:
        if (!take_name(line, agents_, agent_words_, agent_codes_.size())) return false;
        break;
      case LineKind::kAgentCode:
        if (agent_codes_.empty()) return false;
        agent_codes_.back() = line.text;
        break;
      case LineKind::kVerb: verbs_.push_back({line.text, {}}); break;
      case LineKind::kForm: {
        Form form;
        std::size_t head = 0;
        form.phrase = phrase_of(line.text, &head);
        for (PhraseWord& word : form.phrase) word.is_next = &word != form.phrase.data();
        if (verbs_.empty() || form.phrase.empty()) return false;
        form.verb = static_cast<std::uint32_t>(verbs_.size() - 1);
        form.head = static_cast<std::uint32_t>(head);
        form.codes = codes_of(line.more);
        form_words_.add(form.phrase[head], static_cast<std::uint32_t>(forms_.size()));
        forms_.push_back(std::move(form));
        break;
      }
      case LineKind::kPattern: {
        VerbPattern pattern;
        if (verbs_.empty() || lexicon::parse_pattern(line.text, set_named, pattern)) return false;
        pattern.codes = codes_of(line.more);
        verbs_.back().patterns.push_back(std::move(pattern));
        break;
      }
      case LineKind::kDiscard:
      case LineKind::kDiscardArticle: {
        Phrase phrase = phrase_of(line.text);
        if (phrase.empty()) return false;
        discards_.emplace_back(std::move(phrase), line.kind == LineKind::kDiscardArticle);
        discard_texts_.push_back(line.text);
        break;
      }
      default: return false;
    }
  }
  const auto size = [](const VerbPattern& p) { return p.before.size() + p.after.size(); };
  for (VerbEntry& verb : verbs_) {
    std::stable_sort(verb.patterns.begin(), verb.patterns.end(), [&](const VerbPattern& a, const VerbPattern& b) { return size(a) > size(b); });
  }
  return true;
}

// ---------------------------------------------------------------- asking

namespace {

/// Ends behind words [first, last) of the phrase, which stand next to each other, or 0.
std::size_t match_run(const Phrase& phrase, std::size_t first, std::size_t last, Tokens tokens, std::size_t at, std::size_t end) {
  if (end - at < last - first) return 0;
  for (std::size_t n = first; n < last; ++n, ++at) {
    if (!Dictionary::is_word(phrase[n], tokens[at])) return 0;
  }
  return at;
}

}  // namespace

/// Run by run, each at the first place where it fits: an earlier end never leaves the rest less room.
std::size_t Dictionary::match(const Phrase& phrase, Tokens tokens, std::size_t at, std::size_t end) {
  for (std::size_t first = 0; first < phrase.size();) {
    std::size_t last = first + 1;
    while (last < phrase.size() && phrase[last].is_next) ++last;
    std::size_t done = 0;
    for (std::size_t k = at; k < end && done == 0; ++k) {
      done = match_run(phrase, first, last, tokens, k, end);
      if (first == 0) break;
    }
    if (done == 0) return 0;
    at = done;
    first = last;
  }
  return at;
}

Dictionary::ActorMatch Dictionary::actor_at(Tokens tokens, std::size_t at, bool is_tight) const {
  ActorMatch best;
  std::size_t longest = 0;
  actor_words_.each(tokens[at], [&](std::uint32_t n) {
    const Named& named = actors_[n];
    if (named.phrase.size() <= longest) return;
    const std::size_t end = match(named.phrase, tokens, at, tokens.size());
    if (end == 0 || (is_tight && end - at != named.phrase.size())) return;
    longest = named.phrase.size();
    best = {end - at, actor_codes_[named.entry]};
  });
  return best;
}

Dictionary::AgentMatch Dictionary::agent_at(Tokens tokens, std::size_t at, bool is_tight) const {
  AgentMatch best;
  std::size_t longest = 0;
  agent_words_.each(tokens[at], [&](std::uint32_t n) {
    const Named& named = agents_[n];
    if (named.phrase.size() <= longest) return;
    const std::size_t end = match(named.phrase, tokens, at, tokens.size());
    if (end == 0 || (is_tight && end - at != named.phrase.size())) return;
    longest = named.phrase.size();
    std::string_view code = agent_codes_[named.entry];
    const bool goes_before = code.ends_with('~');
    if (goes_before) code.remove_suffix(1);
    else if (code.starts_with('~')) code.remove_prefix(1);
    best = {end - at, code, goes_before};
  });
  return best;
}

Dictionary::VerbMatch Dictionary::verb_at(Tokens tokens, std::size_t at) const {
  VerbMatch best;
  std::size_t longest = 0;
  form_words_.each(tokens[at], [&](std::uint32_t n) {
    const Form& form = forms_[n];
    if (form.phrase.size() <= longest || form.head > at) return;
    const std::size_t begin = at - form.head;
    const std::size_t end = match(form.phrase, tokens, begin, tokens.size());
    if (end == 0) return;
    longest = form.phrase.size();
    best = {&verbs_[form.verb], form.codes, begin, end, at};
  });
  return best;
}

bool Dictionary::is_discarded(Tokens sentence, DictionaryKind kind, std::string_view& phrase) const {
  for (std::size_t n = 0; n < discards_.size(); ++n) {
    if (discards_[n].second != (kind == DictionaryKind::kDiscardArticle)) continue;
    for (std::size_t at = 0; at < sentence.size(); ++at) {
      if (match(discards_[n].first, sentence, at, sentence.size()) == 0) continue;
      phrase = discard_texts_[n];
      return true;
    }
  }
  return false;
}

std::string_view Dictionary::ActorMatch::code_on(const Day* day) const {
  std::string_view undated, last_dated;
  for (const DatedCode& code : codes) {
    if (code.is_dated && day && code.from <= *day && *day <= code.to) return code.code;
    if (code.is_dated) last_dated = code.code;
    else if (undated.empty()) undated = code.code;
  }
  return undated.empty() && !day ? last_dated : undated;
}

std::size_t Dictionary::patterns() const {
  std::size_t count = 0;
  for (const VerbEntry& verb : verbs_) count += verb.patterns.size();
  return count;
}

}  // namespace demarche
