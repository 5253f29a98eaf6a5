// `demarche code`: articles in, readings out.
// Threads read batches of articles; their readings are written in the order of the input. So output is the same for any number of
// threads, and memory is bounded by the batches under way. Door: add_code.
#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <thread>
#include <vector>

#include "base/day.h"
#include "base/ordered.h"
#include "cli/batches.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "coding/json.h"

namespace demarche {
namespace {

enum class Format { kReport, kJson, kCsv, kSvg };

struct CodeOptions {
  std::vector<std::string> inputs;
  std::string format;
  std::string kind = "auto";
  std::string published;
  std::string output;
  unsigned jobs = 0;
  LexiconOptions lexicon;
};

std::string shown(const std::vector<Reading>& readings, Format format, const Page& page) {
  std::string out;
  for (const Reading& r : readings) {
    switch (format) {
      case Format::kReport: write_report(r, page, out), out += '\n'; break;
      case Format::kJson: write_json(r, out), out += '\n'; break;
      case Format::kCsv: write_csv(r, out); break;
      case Format::kSvg: write_svg(r, out); break;
    }
  }
  return out;
}

/// Readings as text, with what progress asks for.
struct Shown {
  std::string text;
  std::size_t articles = 0;
  std::uint64_t bytes_done = 0;
};

/// One run over all inputs.
int run(Batches& batches, Output& output, Format format, Progress& progress, unsigned jobs, const Lexicon& lexicon) {
  const Page page = Page::of_output();
  std::optional<Error> error;
  std::uint64_t articles = 0;
  if (std::string header; format == Format::kCsv) {
    write_csv_header(header);
    output.write(header, error);
  }
  if (!error) {
    run_in_order<std::optional<Reader>, Batch>(
        jobs, kBatchesAhead, [&](Batch& batch) { return batches.next(batch); },
        [&](std::optional<Reader>& reader, Batch&& batch) {
          if (!reader) reader.emplace(Model::embedded(), lexicon);  // made when there is something to read
          const std::size_t many = batch.items.size();
          return Shown{shown(reader->read(articles_of(std::move(batch))), format, page), many, batch.bytes_done};
        },
        [&](Shown&& done) {
          articles += done.articles;
          progress.show(articles, done.bytes_done);
          return output.write(done.text, error);
        });
  }
  progress.clear();
  if (error) complain(*error);
  return error || batches.failed() ? kInputFailed : 0;
}

Format format_of(const CodeOptions& o) {
  if (!o.format.empty()) return o.format == "report" ? Format::kReport : o.format == "csv" ? Format::kCsv : o.format == "svg" ? Format::kSvg : Format::kJson;
  if (o.output.ends_with(".csv")) return Format::kCsv;
  if (o.output.ends_with(".svg")) return Format::kSvg;
  if (o.output.ends_with(".txt")) return Format::kReport;
  return o.output.empty() && ::isatty(STDOUT_FILENO) == 1 ? Format::kReport : Format::kJson;
}

int code(CodeOptions o) {
  std::optional<Day> published;
  if (!o.published.empty()) {
    if (o.published.size() == 10) published = parse_day(o.published);
    if (!published) return wrong_use("--published: '" + o.published + "' is no day such as 2021-10-18");
  }
  if (o.inputs.empty()) {
    if (::isatty(STDIN_FILENO) == 1) return wrong_use("no input: name files or folders, or - for standard input");
    o.inputs.emplace_back("-");
  }
  std::vector<Error> errors;
  const auto lexicon = ChosenLexicon::choose(o.lexicon, errors);
  if (!lexicon) return complain_all(errors);
  std::unique_ptr<Progress> progress;
  Batches batches(o.inputs, *source_kind_of(o.kind), published, [&](const Error& error) {
    if (progress) progress->clear();
    complain(error);
  });
  Output output;
  if (!o.output.empty()) {
    struct stat info {};
    if (::stat(o.output.c_str(), &info) == 0 && S_ISREG(info.st_mode) && batches.inputs().has_file(info.st_dev, info.st_ino))
      return wrong_use("--output: '" + o.output + "' is one of the inputs");
    if (const Status opened = output.open(o.output); !opened) return complain(opened.error()), kInputFailed;
  }
  progress = std::make_unique<Progress>(batches.inputs().bytes(), o.output.empty() && ::isatty(STDOUT_FILENO) == 1);
  const unsigned jobs = o.jobs != 0 ? o.jobs : std::max(1u, std::thread::hardware_concurrency());
  return run(batches, output, format_of(o), *progress, jobs, lexicon->get());
}

constexpr const char* kNotes =
    "Formats:\n"
    "  report  for people; the default on a terminal\n"
    "  json    one reading a line (schema demarche.reading/1); the default elsewhere\n"
    "  csv     one line an event, with a header\n"
    "  svg     a picture an article: who answers whom, and the posts; several articles give several pictures in a row\n"
    "Without --format, the ending of --output decides: .csv, .svg, .txt (report), else json.\n\n"
    "Inputs:\n"
    "  text    one article a file; lines such as 'Title:', 'Date:', 'Source:' may come first\n"
    "  html    one web page a file\n"
    "  jsonl   one article a line: {\"id\", \"title\", \"text\", \"published\", \"source\", \"url\"}, all but text optional\n"
    "  csv     one article a row, under a header that names text, title, date, source, url …\n"
    "  feed    RSS or Atom\n"
    "  warc    a web archive: its pages\n"
    "  readings  what --format json wrote, to be read again\n"
    "  auto    by the file's ending, else by its first bytes; .gz and .zst are unpacked\n"
    "Folders are read with all below them, in order of names. An article has at most 64 MiB.\n\n"
    "What cannot be read is told on standard error as FILE:LINE: cause; the rest is still coded.\n"
    "Output has the order of the input and the same bytes for any --jobs. NO_COLOR turns colours off.\n"
    "Exit status: 0 all well, 1 some input could not be read, 2 wrong use.\n";

}  // namespace

void add_code(CLI::App& root, int& exit_code) {
  CLI::App* const command = root.add_subcommand("code", "Code the events, statements and claims of articles");
  const auto o = std::make_shared<CodeOptions>();
  command->footer(kNotes);
  command->add_option("inputs", o->inputs, "Files, folders, or - for standard input, which is the default");
  command->add_option("--format", o->format, "How readings are written: report, json, csv or svg")->check(CLI::IsMember({"report", "json", "csv", "svg"}));
  command->add_option("--input", o->kind, "What the inputs are: text, html, jsonl, csv, feed, warc, readings or auto")
      ->check(CLI::IsMember(kSourceKinds))
      ->capture_default_str();
  command->add_option("--published", o->published, "Day of publication (YYYY-MM-DD) of articles that state none");
  command->add_option("--output,-o", o->output, "Write to this file instead of standard output");
  command->add_option("--jobs,-j", o->jobs, "Threads; 0 means as many as there are cores")->check(CLI::Range(0, 1024))->capture_default_str();
  add_lexicon_options(*command, o->lexicon);
  command->callback([o, &exit_code] { exit_code = code(*o); });
}

}  // namespace demarche
