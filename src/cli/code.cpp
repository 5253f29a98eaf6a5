// `demarche code`: articles in, readings out.
// Threads pull batches of articles from one sequence of inputs, read them, and hand their readings as text to one ordered
// output; a thread that is too far ahead waits. So output keeps the order of the input and is the same for any number of
// threads, and memory is bounded by the batches under way. Door: add_code.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "base/day.h"
#include "base/files.h"
#include "cli/commands.h"
#include "coding/json.h"

namespace demarche {
namespace {

constexpr std::size_t kBatchBytes = std::size_t{1} << 16;  // of text; sentences of a batch are parsed together
constexpr std::size_t kBatchArticles = 256;
constexpr std::size_t kAhead = 4;  // batches a thread that may wait for the output

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

/// Articles that are read together; batches count from 0 in the order of the input.
struct Batch {
  std::size_t number = 0;
  std::uint64_t bytes_done = 0;  ///< of all inputs, up to the end of this batch
  std::vector<Article> articles;
};

/// The articles of all inputs in order. What cannot be read is told on standard error and passed over.
class Inputs {
 public:
  Inputs(const CodeOptions& o, std::optional<Day> published) : kind_(input_kind_of(o.kind)), published_(published) {
    for (const std::string& path : o.inputs) add(path);
  }

  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_known_ ? bytes_ : 0; }
  [[nodiscard]] bool has_file(const struct stat& other) const {
    return std::any_of(files_.begin(), files_.end(), [&](const File& f) { return f.device == other.st_dev && f.inode == other.st_ino; });
  }
  /// Called before each complaint: takes the progress line away.
  void before_complaint(std::function<void()> act) { before_complaint_ = std::move(act); }

  /// Fills a batch; false at the end of all inputs.
  bool next(Batch& batch) {
    batch.articles.clear();
    for (std::size_t size = 0; size < kBatchBytes && batch.articles.size() < kBatchArticles;) {
      std::optional<Article> article = next_article();
      if (!article) break;
      size += article->text.size();
      batch.articles.push_back(std::move(*article));
    }
    batch.number = batches_;
    batch.bytes_done = done_ + std::min(current_done_, current_size());
    if (batch.articles.empty()) return false;
    ++batches_;
    return true;
  }

 private:
  struct File {
    std::string path;
    std::uint64_t size = 0;
    dev_t device = 0;
    ino_t inode = 0;
  };

  void add(const std::string& path) {
    if (path != "-" && is_folder(path)) {
      auto files = list_files(path);
      if (!files) return fail(files.error());
      for (std::string& file : *files) add_file(std::move(file));
    } else {
      add_file(path);
    }
  }

  void add_file(std::string path) {
    File file{std::move(path), 0, 0, 0};
    struct stat info {};
    const bool regular = (file.path == "-" ? ::fstat(STDIN_FILENO, &info) : ::stat(file.path.c_str(), &info)) == 0 && S_ISREG(info.st_mode);
    if (regular) file.size = static_cast<std::uint64_t>(info.st_size), file.device = info.st_dev, file.inode = info.st_ino;
    if (!regular && file.path == "-") bytes_known_ = false;
    bytes_ += file.size;
    files_.push_back(std::move(file));
  }

  [[nodiscard]] std::uint64_t current_size() const { return at_ < files_.size() ? files_[at_].size : 0; }

  std::optional<Article> next_article() {
    for (; at_ < files_.size(); end_file()) {
      if (!reader_ && !open()) continue;
      while (auto article = reader_->next()) {
        if (!*article) {
          fail(article->error());
          continue;
        }
        Article out = **std::move(article);
        if (!out.published) out.published = published_;
        current_done_ += out.text.size();
        return out;
      }
    }
    return std::nullopt;
  }

  bool open() {
    auto reader = ArticleReader::open(files_[at_].path, kind_);
    if (!reader) return fail(reader.error()), false;
    reader_.emplace(*std::move(reader));
    return true;
  }

  void end_file() {
    done_ += current_size();
    current_done_ = 0;
    reader_.reset();
    ++at_;
  }

  void fail(const Error& error) {
    failed_ = true;
    if (before_complaint_) before_complaint_();
    complain(error);
  }

  InputKind kind_;
  std::optional<Day> published_;
  std::vector<File> files_;
  std::size_t at_ = 0;
  std::optional<ArticleReader> reader_;
  std::uint64_t bytes_ = 0, done_ = 0, current_done_ = 0;
  bool bytes_known_ = true;
  std::size_t batches_ = 0;
  bool failed_ = false;
  std::function<void()> before_complaint_;
};

/// Where readings go: standard output or a file.
class Output {
 public:
  Output() = default;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output() {
    if (owned_) ::close(file_);
  }

  Status open(const std::string& path) {
    file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    name_ = path;
    owned_ = file_ >= 0;
    return owned_ ? Status(Done{}) : failure();
  }

  /// False where nothing more can be written; `error` then says why, but for a pipe that nobody reads any longer.
  bool write(std::string_view text, std::optional<Error>& error) {
    while (!text.empty()) {
      const ssize_t n = ::write(file_, text.data(), text.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) {
        if (errno != EPIPE) error = failure().error();
        return false;
      }
      text.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
  }

 private:
  [[nodiscard]] Status failure() const {
    return Error{ErrorKind::kUnreadable, name_, "cannot be written: " + std::generic_category().message(errno), {}};
  }

  int file_ = STDOUT_FILENO;
  std::string name_ = "standard output";
  bool owned_ = false;
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

/// One run over all inputs.
class Coding {
 public:
  Coding(Inputs& inputs, Output& output, Format format, Progress& progress, unsigned jobs, const Lexicon& lexicon)
      : inputs_(inputs), output_(output), progress_(progress), lexicon_(lexicon), format_(format), jobs_(jobs) {}

  int run() {
    inputs_.before_complaint([this] {
      const std::lock_guard lock(output_mutex_);
      progress_.clear();
    });
    if (std::string header; format_ == Format::kCsv) {
      write_csv_header(header);
      stopped_ = !output_.write(header, error_);
    }
    {
      std::vector<std::jthread> others;
      for (unsigned t = 1; t < jobs_ && start(others);) ++t;
      work();
    }
    progress_.clear();
    if (error_) complain(*error_);
    return error_ || inputs_.failed() ? kInputFailed : 0;
  }

 private:
  /// False where the system gives no more threads: then there are fewer.
  bool start(std::vector<std::jthread>& threads) {
    try {
      threads.emplace_back([this] { work(); });
      return true;
    } catch (const std::system_error&) {
      return false;
    }
  }

  void work() {
    std::optional<Reader> reader;  // made when there is something to read
    for (Batch batch; pull(batch);) {
      if (!reader) reader.emplace(Model::embedded(), lexicon_);
      const std::size_t articles = batch.articles.size();
      const std::vector<Reading> readings = reader->read(std::move(batch.articles));
      push(batch.number, {shown(readings, format_, page_), articles, batch.bytes_done});
    }
  }

  bool pull(Batch& batch) {
    const std::lock_guard one_at_a_time(input_mutex_);
    {
      std::unique_lock lock(output_mutex_);
      room_.wait(lock, [&] { return stopped_ || pulled_ < written_ + jobs_ * kAhead; });
      if (stopped_) return false;
    }
    if (!inputs_.next(batch)) return false;
    ++pulled_;
    return true;
  }

  struct Written {
    std::string text;
    std::size_t articles = 0;
    std::uint64_t bytes_done = 0;
  };

  void push(std::size_t number, Written written) {
    const std::lock_guard lock(output_mutex_);
    waiting_.emplace(number, std::move(written));
    for (auto first = waiting_.begin(); first != waiting_.end() && first->first == written_; first = waiting_.erase(first)) {
      if (!stopped_) stopped_ = !output_.write(first->second.text, error_);
      articles_ += first->second.articles;
      progress_.show(articles_, first->second.bytes_done);
      ++written_;
    }
    room_.notify_all();
  }

  Inputs& inputs_;
  Output& output_;
  Progress& progress_;
  const Lexicon& lexicon_;
  Format format_;
  Page page_ = Page::of_output();
  std::size_t jobs_;

  std::mutex input_mutex_;   // taken first where both are
  std::size_t pulled_ = 0;   // changed under input_mutex_
  std::mutex output_mutex_;  // of all below
  std::condition_variable room_;
  std::map<std::size_t, Written> waiting_;
  std::size_t written_ = 0;
  std::uint64_t articles_ = 0;
  bool stopped_ = false;
  std::optional<Error> error_;
};

Format format_of(const CodeOptions& o) {
  if (!o.format.empty()) return o.format == "report" ? Format::kReport : o.format == "csv" ? Format::kCsv : o.format == "svg" ? Format::kSvg : Format::kJson;
  if (o.output.ends_with(".csv")) return Format::kCsv;
  if (o.output.ends_with(".svg")) return Format::kSvg;
  if (o.output.ends_with(".txt")) return Format::kReport;
  return o.output.empty() && ::isatty(STDOUT_FILENO) == 1 ? Format::kReport : Format::kJson;
}

int wrong_use(const std::string& what) {
  complain({ErrorKind::kUsage, {}, what, {}});
  return kWrongUse;
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
  Inputs inputs(o, published);
  Output output;
  if (!o.output.empty()) {
    struct stat info {};
    if (::stat(o.output.c_str(), &info) == 0 && S_ISREG(info.st_mode) && inputs.has_file(info))
      return wrong_use("--output: '" + o.output + "' is one of the inputs");
    if (const Status opened = output.open(o.output); !opened) return complain(opened.error()), kInputFailed;
  }
  Progress progress(inputs.bytes(), o.output.empty() && ::isatty(STDOUT_FILENO) == 1);
  const unsigned jobs = o.jobs != 0 ? o.jobs : std::max(1u, std::thread::hardware_concurrency());
  return Coding(inputs, output, format_of(o), progress, jobs, lexicon->get()).run();
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
    "  auto    by the file's ending, else by its first bytes\n"
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
  command->add_option("--input", o->kind, "What the inputs are: text, html, jsonl or auto")
      ->check(CLI::IsMember({"auto", "text", "html", "jsonl"}))
      ->capture_default_str();
  command->add_option("--published", o->published, "Day of publication (YYYY-MM-DD) of articles that state none");
  command->add_option("--output,-o", o->output, "Write to this file instead of standard output");
  command->add_option("--jobs,-j", o->jobs, "Threads; 0 means as many as there are cores")->check(CLI::Range(0, 1024))->capture_default_str();
  add_lexicon_options(*command, o->lexicon);
  command->callback([o, &exit_code] { exit_code = code(*o); });
}

}  // namespace demarche
