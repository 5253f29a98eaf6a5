// `demarche lexicon`: the lexicon looked into, checked and compiled. This file holds the commands and the small ones among them,
// compile and stats; lexicon_check, lexicon_import, lexicon_find and lexicon_why hold the others. Door: add_lexicon.
#include "cli/lexicon.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <memory>
#include <system_error>

namespace demarche {

Result<std::vector<SourceFile>> sources_of(const LexiconOptions& o) {
  std::vector<SourceFile> out = builtin_sources(o.without_builtin);
  for (const std::string& path : o.own) {
    auto sources = read_sources(path);
    if (!sources) return sources.error();
    std::move(sources->files.begin(), sources->files.end(), std::back_inserter(out));
  }
  return out;
}

Places places_of(const LexiconOptions& o) {
  Places out;
  LexiconOptions chosen = o;
  if (auto config = read_config(); chosen.own.empty() && config) chosen.own = config->lexicon;
  const auto files = sources_of(chosen);
  if (!files) return out;
  const auto entries = Lexicon::entries(*files);
  if (!entries) return out;
  for (const EntryPlace& e : *entries) out[{e.kind, e.key}] = e.where;
  return out;
}

namespace {

struct LexiconCommand {
  LexiconOptions lexicon;
  std::vector<std::string> words;
  std::string output;
  std::string published;
  std::string dialect;
};

// ---- compile ----

int compile(LexiconCommand o) {
  o.lexicon.own = std::move(o.words);
  std::vector<Error> errors;
  const auto lexicon = ChosenLexicon::choose(o.lexicon, errors);
  if (!lexicon) return complain_all(errors);
  const std::string image = lexicon->get().image();
  std::ofstream out(o.output, std::ios::binary | std::ios::trunc);
  out << image;
  if (!out.flush()) return complain_all({{ErrorKind::kUnreadable, o.output, "cannot be written: " + std::generic_category().message(errno), {}}});
  std::printf("%s: %zu bytes, lexicon %s\n", o.output.c_str(), image.size(), lexicon->get().version().c_str());
  return 0;
}

// ---- stats ----

void print_count(std::size_t count, const std::string& what) { std::printf("%8zu  %s\n", count, what.c_str()); }

void print_frames(const Lexicon& lexicon) {
  std::map<EventType, std::size_t> by_type;
  for (FrameId f = 0; f < lexicon.frames(); ++f) ++by_type[lexicon.frame(f).type];
  print_count(lexicon.frames(), "frames");
  for (const auto& [type, count] : by_type) std::printf("%8s  %6zu %s\n", "", count, std::string(name_of(type)).c_str());
  std::size_t triggers = 0;
  for (std::size_t n = 0; n < lexicon.trigger_words(); ++n) triggers += lexicon.triggers(lexicon.trigger_word(n)).size();
  print_count(triggers, "triggers");
  print_count(lexicon.trigger_words(), "words that head a trigger");
}

void print_actors(const Lexicon& lexicon) {
  std::map<ActorKind, std::size_t> by_kind;
  for (EntryId n = 0; n < lexicon.actors(); ++n) ++by_kind[lexicon.actor(n).kind];
  print_count(lexicon.actors(), "actors and places");
  for (const auto& [kind, count] : by_kind) std::printf("%8s  %6zu %s\n", "", count, std::string(name_of(kind)).c_str());
  print_count(lexicon.names(), "spellings of their names");
}

int stats(const LexiconCommand& o) {
  std::vector<Error> errors;
  const auto chosen = ChosenLexicon::choose(o.lexicon, errors);
  if (!chosen) return complain_all(errors);
  const Lexicon& lexicon = chosen->get();
  std::printf("lexicon %s\n", lexicon.version().c_str());
  print_frames(lexicon);
  print_actors(lexicon);
  std::size_t classes = 0;
  for (std::size_t n = 0; n < lexicon.classes(); ++n) classes += lexicon.class_name(static_cast<ClassId>(n)).starts_with('~') ? 0 : 1;
  print_count(classes, "word classes");
  print_count(lexicon.role_words(), "role words");
  const Dictionary& dictionary = lexicon.dictionary();
  if (dictionary.empty()) return 0;
  print_count(dictionary.actors(), "names of actors in your dictionary");
  print_count(dictionary.agents(), "names of agents");
  print_count(dictionary.verbs().size(), "verbs");
  print_count(dictionary.patterns(), "patterns");
  return 0;
}

// ---- the commands ----

constexpr const char* kNotes =
    "Your own files have the form of the built-in ones (docs/lexicon-format.md); entries with the same key replace those, others\n"
    "are added. How to lay them over: docs/lexicon.md.\n\n"
    "Exit status: 0 all well, 1 files have errors or nothing was found, 2 wrong use.\n";

/// A subcommand whose words and options fill one LexiconCommand.
CLI::App* subcommand(CLI::App& parent, const char* name, const char* about, const std::shared_ptr<LexiconCommand>& o, const char* words,
                     const char* about_words) {
  CLI::App* const command = parent.add_subcommand(name, about);
  if (words) command->add_option(words, o->words, about_words)->required();
  return command;
}

}  // namespace

void add_lexicon(CLI::App& root, int& exit_code) {
  CLI::App* const lexicon = root.add_subcommand("lexicon", "Look into the lexicon; check, compile and lay over your own");
  lexicon->footer(kNotes);
  lexicon->require_subcommand(1);

  const auto check = std::make_shared<LexiconCommand>();
  CLI::App* command = subcommand(*lexicon, "check", "Check your own files and read their frames' examples", check, "path", "Folders and source files");
  command->add_flag("--no-builtin-lexicon", check->lexicon.without_builtin, "Check them by themselves, not laid over the built-in lexicon");
  command->callback([check, &exit_code] { exit_code = check_lexicon(check->words, check->lexicon.without_builtin); });

  const auto compiled = std::make_shared<LexiconCommand>();
  command = subcommand(*lexicon, "compile", "Compile your own files, laid over the built-in ones, to one file", compiled, "path", "Folders and source files");
  command->add_option("--output,-o", compiled->output, "The file to write; --lexicon takes it")->required();
  command->add_flag("--no-builtin-lexicon", compiled->lexicon.without_builtin, "Leave the built-in lexicon out");
  command->callback([compiled, &exit_code] { exit_code = compile(*compiled); });

  const auto imported = std::make_shared<LexiconCommand>();
  command = subcommand(*lexicon, "import", "Take over dictionaries of TABARI or PETRARCH", imported, "path", "Their files, or folders of them");
  command->add_option("--from", imported->dialect, "The program they are written for: tabari, petrarch or petrarch2")
      ->check(CLI::IsMember({"tabari", "petrarch", "petrarch2"}))
      ->required();
  command->add_option("--output,-o", imported->output, "The folder to write; --lexicon takes it")->required();
  command->callback([imported, &exit_code] { exit_code = import_lexicon(imported->words, imported->dialect, imported->output); });

  const auto find = std::make_shared<LexiconCommand>();
  command = subcommand(*lexicon, "find", "Show what a word or name can mean", find, "word", "A word or name");
  add_lexicon_options(*command, find->lexicon);
  command->callback([find, &exit_code] { exit_code = find_in_lexicon(find->words, find->lexicon); });

  const auto why = std::make_shared<LexiconCommand>();
  command = subcommand(*lexicon, "why", "Show how a sentence is read and why frames do not fire; or all frames of a code", why, "sentence",
                       "A sentence in quotes, a CAMEO code or a PLOVER type");
  command->add_option("--published", why->published, "Day of publication (YYYY-MM-DD)");
  add_lexicon_options(*command, why->lexicon);
  command->callback([why, &exit_code] { exit_code = why_of_lexicon(why->words, why->lexicon, why->published); });

  const auto counted = std::make_shared<LexiconCommand>();
  command = subcommand(*lexicon, "stats", "Count what the lexicon holds", counted, nullptr, nullptr);
  add_lexicon_options(*command, counted->lexicon);
  command->callback([counted, &exit_code] { exit_code = stats(*counted); });
}

}  // namespace demarche
