// `demarche lexicon find`: all that a word or name can mean: the actors it names with their days, the role, the classes, the frames
// that it calls up and those in whose triggers it stands beside another word. Door: find_in_lexicon.
#include <algorithm>
#include <cstdio>
#include <set>

#include "base/day.h"
#include "base/utf8.h"
#include "cli/lexicon.h"

namespace demarche {

std::string roles_of(std::span<const Role> roles) {
  static constexpr std::string_view names[] = {"agent", "patient", "recipient", "clause", "clause-agent", "clause-patient", "self", "sentence"};
  std::string out;
  for (const Role& role : roles) {
    out += out.empty() ? "" : ", ";
    out += role.kind == RoleKind::kPrep ? role.prep : names[static_cast<std::size_t>(role.kind)];
  }
  return out;
}

namespace {

/// "@diplomat", or the words of a class that the compiler made.
std::string word_of(const Lexicon& lexicon, std::string_view lemma, ClassId cls) {
  if (!lemma.empty() || cls == kNoClass) return std::string(lemma);
  const std::string_view name = lexicon.class_name(cls);
  return name.starts_with('~') ? std::string(name.substr(1)) : "@" + std::string(name);
}

std::string test_of(const Lexicon& lexicon, const Test& test) {
  static constexpr std::string_view names[] = {"", "", "person", "country", "organisation", "actor", "name", "number", "money", "nothing", "clause", "own", "several"};
  const std::string_view name = names[static_cast<std::size_t>(test.kind)];
  return name.empty() ? word_of(lexicon, test.lemma, test.cls) : std::string(name);
}

}  // namespace

std::string condition_of(const Lexicon& lexicon, const Condition& condition) {
  std::string out = (condition.unless ? "unless " : "when ") + roles_of({&condition.role, 1});
  for (const Test& test : condition.tests) out += (&test == &condition.tests.front() ? " " : " | ") + test_of(lexicon, test);
  return out;
}

std::string phrase_of(const Lexicon& lexicon, std::string_view head, const Trigger& trigger) {
  std::string before, after;
  std::string held;  // modifiers of the part that follows
  for (const Part& part : trigger.parts) {
    const std::string word = word_of(lexicon, part.lemma, part.cls);
    if (part.kind == PartKind::kModifier && part.of_trigger) before += word + " ";
    else if (part.kind == PartKind::kModifier) held += word + " ";
    else if (part.kind == PartKind::kPrepObject) after += " " + std::string(part.prep) + " " + word;
    else after += " " + word;
  }
  if (!held.empty()) after += " (" + held.substr(0, held.size() - 1) + ")";
  return before + std::string(head) + after;
}

namespace {

std::string_view pos_of(TriggerPos pos) { return pos == TriggerPos::kVerb ? "verb" : pos == TriggerPos::kNoun ? "noun" : "adj"; }

std::string_view use_of(NameUse use) {
  static constexpr std::string_view names[] = {"name", "adjective", "people", "people", "capital", "metonym", "body", "place", "seat", "surname", "short"};
  const auto n = static_cast<std::size_t>(use);
  return n < std::size(names) ? names[n] : "name";
}

/// " from 2004-03-09 to 2012-05-21"; "" for always.
std::string days_of(Day from, Day to) {
  std::string out;
  if (from.since_1970 != INT32_MIN) out += " from " + to_string(from);
  if (to.since_1970 != INT32_MAX) out += " to " + to_string(to);
  return out;
}

class Finder {
 public:
  Finder(const Lexicon& lexicon, Places places) : lexicon_(lexicon), places_(std::move(places)) {}

  /// Whether anything was found.
  bool find(const std::string& text) {
    std::printf("%s\n", text.c_str());
    const Document document = read(text);
    bool found = names(text);
    found = roles(document) || found;
    found = classes(document) || found;
    found = frames(document) || found;
    found = dictionary(document) || found;
    if (!found) std::printf("  means nothing to this lexicon\n");
    return found;
  }

 private:
  /// The words with their lemmas, as the reader would have them.
  Document read(const std::string& text) {
    Article article;
    article.text = text;
    Document document(std::move(article));
    segment(document);
    Parser(Model::embedded()).annotate(document);
    return document;
  }

  std::string place(const std::string& kind, const std::string& key) const {
    const auto at = places_.find({kind, key});
    return at == places_.end() ? "" : "  (" + at->second + ")";
  }

  bool names(const std::string& text) {
    const auto senses = lexicon_.senses_of(text);
    for (const NameSense& sense : senses) {
      const ActorEntry actor = lexicon_.actor(sense.entry);
      std::string codes(actor.code.empty() ? actor.country : actor.code);
      const std::string_view sector = sense.sector.empty() ? actor.sector : sense.sector;
      if (!sector.empty()) codes += " " + std::string(sector);
      std::printf("  %s of %s %s%s%s%s%s\n", std::string(use_of(sense.use)).c_str(), std::string(name_of(actor.kind)).c_str(), std::string(actor.name).c_str(),
                  codes.empty() ? "" : ", ", codes.c_str(), days_of(sense.from, sense.to).c_str(), place_of(actor).c_str());
      for (const Office& office : actor.offices) {
        std::printf("    %s %s, %s%s\n", std::string(office.code).c_str(), std::string(office.sector).c_str(), std::string(office.title).c_str(),
                    days_of(office.from, office.to).c_str());
      }
    }
    return !senses.empty();
  }

  std::string place_of(const ActorEntry& actor) const {
    const std::string name(actor.name);
    if (actor.kind == ActorKind::kPerson) return place("person", name);
    if (actor.kind == ActorKind::kPlace) return place("place", name + "|" + std::string(actor.country));
    return place("actor", std::string(actor.code.empty() ? actor.name : actor.code));
  }

  bool roles(const Document& document) {
    if (document.words.empty()) return false;
    const auto last = static_cast<WordId>(document.words.size() - 1);
    const RoleMatch role = lexicon_.role_ending_at(document, 0, last);
    if (role.words != document.words.size()) return false;
    static constexpr std::string_view natures[] = {"person", "group", "body", "thing"};
    std::printf("  role word: %s %s%s\n", std::string(role.sector).c_str(), std::string(natures[static_cast<std::size_t>(role.nature)]).c_str(),
                place("role word", lower(document.text())).c_str());
    return true;
  }

  /// Classes whose member is the whole text.
  bool classes(const Document& document) {
    bool found = false;
    for (std::size_t n = 0; n < lexicon_.classes(); ++n) {
      const auto cls = static_cast<ClassId>(n);
      const std::string_view name = lexicon_.class_name(cls);
      if (name.starts_with('~')) continue;
      const bool is_member = document.words.size() == 1 ? lexicon_.in_class(document[0].lemma, cls) || lexicon_.in_class(document[0].form, cls)
                                                        : lexicon_.in_class(document.text(), cls);
      if (!is_member && !is_phrase_of(document, cls)) continue;
      std::printf("  class @%s%s\n", std::string(name).c_str(), place("class", std::string(name)).c_str());
      found = true;
    }
    return found;
  }

  /// A phrase of several words, its first word included.
  bool is_phrase_of(const Document& document, ClassId cls) const {
    if (document.words.size() < 2) return false;
    const auto last = static_cast<WordId>(document.words.size() - 1);
    return lexicon_.in_class(document, 0, last, cls) && !lexicon_.in_class(document, 1, last, cls);
  }

  bool frames(const Document& document) {
    if (document.words.size() != 1) return false;
    const std::string form = lower(document[0].form), lemma = lower(document[0].lemma);
    std::set<std::string> words{form, lemma};
    bool found = false;
    for (const std::string& word : words) {
      for (const Trigger& trigger : lexicon_.triggers(word)) print(word, trigger), found = true;
    }
    for (std::size_t n = 0; n < lexicon_.trigger_words(); ++n) {
      const std::string_view head = lexicon_.trigger_word(n);
      if (words.contains(std::string(head))) continue;
      for (const Trigger& trigger : lexicon_.triggers(head)) {
        const bool is_part = std::any_of(trigger.parts.begin(), trigger.parts.end(), [&](const Part& part) {
          return words.contains(std::string(part.lemma)) || (part.cls != kNoClass && lexicon_.class_name(part.cls).starts_with('~') && lexicon_.in_class(lemma, part.cls));
        });
        if (is_part) print(head, trigger), found = true;
      }
    }
    return found;
  }

  // ---- the users' pattern dictionary

  bool dictionary(const Document& document) {
    const Dictionary& all = lexicon_.dictionary();
    std::vector<std::string> tokens;
    for (const Word& word : document.words) {
      if (std::string token = token_of(word.form); counts_as_word(token)) tokens.push_back(std::move(token));
    }
    if (all.empty() || tokens.empty()) return false;
    bool found = false;
    if (const auto actor = all.actor_at(tokens, 0); actor.words == tokens.size()) {
      found = true;
      for (const auto& code : actor.codes) {
        std::printf("  actor of your dictionary: %s%s\n", std::string(code.code).c_str(), code.is_dated ? days_of(code.from, code.to).c_str() : "");
      }
    }
    if (const auto agent = all.agent_at(tokens, 0); agent.words == tokens.size()) {
      found = true;
      std::printf("  agent of your dictionary: %s %s the actor's code\n", std::string(agent.code).c_str(), agent.goes_before ? "before" : "behind");
    }
    for (std::size_t t = 0; t < tokens.size() && !found; ++t) {
      const auto verb = all.verb_at(tokens, t);
      if (!verb.verb || verb.end - verb.begin != tokens.size()) continue;
      found = true;
      print(verb);
    }
    return found;
  }

  void print(const Dictionary::VerbMatch& match) const {
    const auto code = [](const EventCodes& codes) {
      return codes.forth.empty() ? "no code" : std::string(codes.forth) + (codes.back.empty() ? "" : ":" + std::string(codes.back));
    };
    std::printf("  verb %s of your dictionary, alone: %s%s\n", std::string(match.verb->name).c_str(), code(match.codes).c_str(),
                place("verb", lower(match.verb->name)).c_str());
    for (const VerbPattern& pattern : match.verb->patterns) std::printf("    - %s : %s\n", std::string(pattern.text).c_str(), code(pattern.codes).c_str());
  }

  void print(std::string_view head, const Trigger& trigger) {
    const Frame& frame = lexicon_.frame(trigger.frame);
    std::printf("  %s %s: frame %s, %s %s%s\n", std::string(pos_of(trigger.pos)).c_str(), phrase_of(lexicon_, head, trigger).c_str(),
                std::string(frame.name).c_str(), std::string(frame.cameo).c_str(), std::string(name_of(frame.type)).c_str(),
                place("frame", std::string(frame.name)).c_str());
    std::printf("    source %s; target %s%s\n", roles_of(frame.source).c_str(), roles_of(frame.target).c_str(), frame.is_mutual ? "; mutual" : "");
    for (const Condition& condition : frame.conditions) std::printf("    %s\n", condition_of(lexicon_, condition).c_str());
  }

  const Lexicon& lexicon_;
  Places places_;
};

}  // namespace

int find_in_lexicon(const std::vector<std::string>& words, const LexiconOptions& o) {
  std::vector<Error> errors;
  const auto lexicon = ChosenLexicon::choose(o, errors);
  if (!lexicon) return complain_all(errors);
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return Finder(lexicon->get(), places_of(o)).find(text) ? 0 : kInputFailed;
}

}  // namespace demarche
