// The program: reads the command line, runs a command, says how it ended.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "cli/commands.h"

namespace demarche {

void complain(const Error& error) { std::fprintf(stderr, "demarche: %s\n", error.text().c_str()); }

int wrong_use(const std::string& what) {
  complain({ErrorKind::kUsage, {}, what, {}});
  return kWrongUse;
}

InputKind input_kind_of(const std::string& name) {
  if (name == "text") return InputKind::kText;
  if (name == "html") return InputKind::kHtml;
  return name == "jsonl" ? InputKind::kJsonl : InputKind::kAuto;
}

namespace {

constexpr const char* kAbout =
    "Reads news articles and says who did what to whom: events of diplomacy and conflict, coded by PLOVER and CAMEO,\n"
    "with statements, claims, denials and the posts that change. Works offline; the same input gives the same output.";

constexpr const char* kExamples =
    "Examples:\n"
    "  demarche code article.txt                        a report on the terminal\n"
    "  demarche code news/ --format csv --output e.csv  a folder's events as a table\n"
    "  curl -s URL | demarche code - --input html       a web page\n"
    "  demarche explain article.txt                     why it was read so\n\n"
    "Exit status: 0 all well, 1 some input could not be read, 2 wrong use.\n"
    "Help on a command: demarche COMMAND --help\n";

std::string versions() {
  return std::string("demarche ") + DEMARCHE_VERSION + "\nmodel    " + Model::embedded().checksum() + " (" +
         std::string(Model::embedded().name()) + ")\nlexicon  " + Lexicon::embedded().version();
}

/// Help and version are no mistakes; everything else is wrong use, said in one line and a hint.
int ended_by(const CLI::App& app, const CLI::ParseError& e, int argc, char** argv) {
  if (e.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return app.exit(e);
  std::string hint = "demarche --help";
  for (const CLI::App* command : app.get_subcommands()) hint = "demarche " + command->get_name() + " --help";
  std::string cause = e.what();
  if (app.get_subcommands().empty()) {
    cause = argc > 1 ? "no command or option is called '" + std::string(argv[1]) + "'" : "which command? code, ingest, query, serve …";
  }
  std::fprintf(stderr, "demarche: %s\nTry '%s'.\n", cause.c_str(), hint.c_str());
  return kWrongUse;
}

/// "-status:denied" is a term of a query, no options: its mark of negation is written as "!", which no option begins with.
std::vector<std::string> arguments_of(int argc, char** argv) {
  std::vector<std::string> out(argv + 1, argv + argc);
  for (std::string& argument : out) {
    const std::size_t colon = argument.find_first_not_of("abcdefghijklmnopqrstuvwxyz", 1);
    if (argument.size() > 2 && argument[0] == '-' && colon != std::string::npos && colon > 1 && argument[colon] == ':') argument[0] = '!';
  }
  return out;
}

int run(int argc, char** argv) {
  CLI::App app(kAbout, "demarche");
  app.footer(kExamples);
  app.set_version_flag("--version", versions, "Print the versions of program, model and lexicon");
  app.require_subcommand(1);
  int exit_code = 0;
  add_code(app, exit_code);
  add_explain(app, exit_code);
  add_parse(app, exit_code);
  add_lexicon(app, exit_code);
  add_ingest(app, exit_code);
  add_query(app, exit_code);
  add_timeline(app, exit_code);
  add_posts(app, exit_code);
  add_chain(app, exit_code);
  add_actor(app, exit_code);
  add_show(app, exit_code);
  add_export(app, exit_code);
  add_reread(app, exit_code);
  add_diff(app, exit_code);
  add_stats(app, exit_code);
  add_compare(app, exit_code);
  add_record(app, exit_code);
  add_feeds(app, exit_code);
  add_watch(app, exit_code);
  add_alerts(app, exit_code);
  add_serve(app, exit_code);
  add_up(app, exit_code);
  try {
    std::vector<std::string> arguments = arguments_of(argc, argv);
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 takes a vector
    app.parse(std::move(arguments));
  } catch (const CLI::ParseError& e) {
    return ended_by(app, e, argc, argv);
  }
  return exit_code;
}

}  // namespace
}  // namespace demarche

int main(int argc, char** argv) {
  try {
    return demarche::run(argc, argv);
  } catch (const std::exception& e) {  // out of memory, no more threads
    std::fprintf(stderr, "demarche: stopped: %s\n", e.what());
    return demarche::kInputFailed;
  }
}
