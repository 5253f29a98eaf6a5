// `demarche lexicon why`: a sentence as `explain` shows it, and beside that the words that could have told of an event and head no
// trigger; or, for a CAMEO code or a PLOVER type, every frame that gives it with its triggers. Door: why_of_lexicon.
#include <algorithm>
#include <cstdio>

#include "base/day.h"
#include "cli/lexicon.h"

namespace demarche {
namespace {

bool is_code(const std::string& text) {
  return text.size() >= 2 && text.size() <= 4 && text.find_first_not_of("0123456789") == std::string::npos;
}

std::optional<EventType> type_named(const std::string& text) {
  for (int n = 0; n < kEventTypes; ++n) {
    if (name_of(static_cast<EventType>(n)) == text) return static_cast<EventType>(n);
  }
  return std::nullopt;
}

// ---- a code ----

/// Patterns of the users' dictionary that give a code; how many.
std::size_t patterns_of(const Dictionary& dictionary, const std::string& code) {
  std::size_t found = 0;
  for (const VerbEntry& verb : dictionary.verbs()) {
    for (const VerbPattern& pattern : verb.patterns) {
      if (!pattern.codes.forth.starts_with(code) && !pattern.codes.back.starts_with(code)) continue;
      ++found;
      std::printf("verb %s of your dictionary, pattern %s\n", std::string(verb.name).c_str(), std::string(pattern.text).c_str());
    }
  }
  return found;
}

int frames_of(const Lexicon& lexicon, const std::string& code, std::optional<EventType> type, const Places& places) {
  std::map<FrameId, std::vector<std::string>> phrases;
  for (std::size_t n = 0; n < lexicon.trigger_words(); ++n) {
    const std::string_view head = lexicon.trigger_word(n);
    for (const Trigger& t : lexicon.triggers(head)) phrases[t.frame].push_back(phrase_of(lexicon, head, t));
  }
  std::size_t found = 0;
  for (FrameId f = 0; f < lexicon.frames(); ++f) {
    const Frame& frame = lexicon.frame(f);
    if (type ? frame.type != *type : !frame.cameo.starts_with(code)) continue;
    ++found;
    const auto at = places.find({"frame", std::string(frame.name)});
    std::printf("%s  %s %s%s\n", std::string(frame.name).c_str(), std::string(frame.cameo).c_str(), std::string(name_of(frame.type)).c_str(),
                at == places.end() ? "" : ("  (" + at->second + ")").c_str());
    std::vector<std::string>& all = phrases[f];
    std::sort(all.begin(), all.end());
    std::string line;
    for (const std::string& phrase : all) line += (line.empty() ? "" : ", ") + phrase;
    std::string out = "    ";
    write_wrapped(line, 4, 4, Page::of_output(), out);
    std::fputs(out.c_str(), stdout);
  }
  if (!type) found += patterns_of(lexicon.dictionary(), code);
  if (found == 0) std::printf("no frame gives %s\n", code.c_str());
  return found == 0 ? kInputFailed : 0;
}

// ---- a sentence ----

bool could_tell(const Word& word) { return word.upos == Upos::kVerb || word.upos == Upos::kNoun; }

/// Whether some verb of the users' dictionary has this word.
bool is_in_dictionary(const Lexicon& lexicon, const Word& word) {
  const std::string token[] = {token_of(word.form)};
  return lexicon.dictionary().verb_at(token, 0).verb != nullptr;
}

/// Words that could tell of an event and are in no trigger: `explain` is silent about them.
void print_without_trigger(const Lexicon& lexicon, const std::string& sentence) {
  Article article;
  article.text = sentence;
  Document document(std::move(article));
  segment(document);
  Parser(Model::embedded()).annotate(document);
  const bool by_patterns = lexicon.dictionary().has_verbs();
  std::string words;
  for (const Word& word : document.words) {
    if (by_patterns ? word.upos != Upos::kVerb || is_in_dictionary(lexicon, word) : !could_tell(word) || !lexicon.triggers(word.lemma).empty()) continue;
    words += (words.empty() ? "" : ", ") + (by_patterns ? token_of(word.form) : std::string(word.lemma));
  }
  if (words.empty()) return;
  std::string out;
  const char* const about = by_patterns ? "Verbs that are not in your dictionary in this form: " : "Verbs and nouns that head no trigger of this lexicon: ";
  write_wrapped(about + words, 0, 2, Page::of_output(), out);
  std::fputs(out.c_str(), stdout);
}

}  // namespace

int why_of_lexicon(const std::vector<std::string>& words, const LexiconOptions& o, const std::string& published) {
  std::optional<Day> day;
  if (!published.empty() && !(day = parse_day(published))) {
    return complain_all({{ErrorKind::kUsage, {}, "--published: '" + published + "' is no day such as 2021-10-18", {}}});
  }
  std::vector<Error> errors;
  const auto lexicon = ChosenLexicon::choose(o, errors);
  if (!lexicon) return complain_all(errors);
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  const auto type = type_named(text);
  if (type || is_code(text)) return frames_of(lexicon->get(), text, type, places_of(o));
  Article article;
  article.text = text;
  article.published = day;
  Reader reader(Model::embedded(), lexicon->get());
  explain_article(reader, std::move(article), Page::of_output(), [](std::string_view shown) { std::fwrite(shown.data(), 1, shown.size(), stdout); });
  print_without_trigger(lexicon->get(), text);
  return 0;
}

}  // namespace demarche
