// The command line: one file per command, and the forms in which readings are shown.
//
//   main      the program: options, commands, exit status
//   code      articles in, readings out, on several threads        (add_code)
//   explain   how one file was read, word by word                  (add_explain)
//   parse     texts in, CoNLL-U out; scores                        (add_parse)
//   lexicon   the lexicon looked into, checked, compiled           (add_lexicon)
//   lexicon_choice  which lexicon a command reads with
//   config    the user's settings
//   ingest    articles into the record                             (add_ingest)
//   record, correct  the record kept: check, backup …; corrections by hand
//   query     the record asked: query, timeline, posts, …          (add_query)
//   serve     the record over HTTP                             (add_serve, add_up)
//   record_choice  which record a command works with
//   feeds    which feeds are watched                               (add_feeds)
//   watch    feeds polled, articles read, alerts sent              (add_watch)
//   watching  the watcher and the deliverer, as watch and up share them
//   alerts   who is told of what                                   (add_alerts)
//   network_choice  how a command reaches the network
//   batches, output  articles in order, and where data go
//   report    a reading for people
//   ladder, svg   moves and answers in order; the same as a picture
//   csv       a reading's events for spreadsheets
//   progress  how far a long run is
//
// Data go to standard output, everything else to standard error. Exit status: 0 all well, 1 some input failed, 2 wrong use.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "coding/reader.h"
#include "demarche/reading.h"
#include "demarche/record.h"
#include "demarche/result.h"
#include "text/text.h"

namespace CLI {
class App;
}

namespace demarche {

void add_code(CLI::App& root, int& exit_code);
void add_explain(CLI::App& root, int& exit_code);
void add_parse(CLI::App& root, int& exit_code);
void add_lexicon(CLI::App& root, int& exit_code);
void add_ingest(CLI::App& root, int& exit_code);
void add_query(CLI::App& root, int& exit_code);
void add_timeline(CLI::App& root, int& exit_code);
void add_posts(CLI::App& root, int& exit_code);
void add_chain(CLI::App& root, int& exit_code);
void add_actor(CLI::App& root, int& exit_code);
void add_show(CLI::App& root, int& exit_code);
void add_record(CLI::App& root, int& exit_code);
void add_corrections(CLI::App& record, int& exit_code);  ///< commands of `demarche record`
void add_export(CLI::App& root, int& exit_code);
void add_stats(CLI::App& root, int& exit_code);
void add_compare(CLI::App& root, int& exit_code);
void add_reread(CLI::App& root, int& exit_code);
void add_diff(CLI::App& root, int& exit_code);
void add_feeds(CLI::App& root, int& exit_code);
void add_watch(CLI::App& root, int& exit_code);
void add_alerts(CLI::App& root, int& exit_code);
void add_serve(CLI::App& root, int& exit_code);
void add_up(CLI::App& root, int& exit_code);

inline constexpr int kInputFailed = 1;
inline constexpr int kWrongUse = 2;

/// "demarche: FILE:LINE: cause" on standard error.
void complain(const Error& error);
/// Complains of the command line itself; gives kWrongUse.
int wrong_use(const std::string& what);

/// Of "text", "html", "jsonl", "auto".
InputKind input_kind_of(const std::string& name);

// ---- which lexicon ----

/// The user's settings, off one file (config.cpp). No file gives none.
struct Config {
  std::vector<std::string> lexicon;  ///< folders or files, as --lexicon takes them; relative ones made absolute to the file
  std::string record;  ///< path of the record; "" where none is set
  struct Watch {       ///< the table [watch]
    std::vector<std::string> allow_private;
    std::string user_agent, proxy;
  } watch;
  struct Mail {        ///< the table [mail]: by whom alerts are sent
    std::string server, from, user, password_file;  ///< "smtp://localhost:25", "desk@example.org"; server "" where there is no table
    bool needs_tls = false;
  } mail;
};
Result<Config> read_config();

struct LexiconOptions {
  std::vector<std::string> own;  ///< later ones over earlier ones; where there are none, those of the settings
  bool without_builtin = false;
};
void add_lexicon_options(CLI::App& command, LexiconOptions& o);

/// A lexicon with the memory that it stands in. Costs about 0.1 s where user's sources are compiled, nothing else.
class ChosenLexicon {
 public:
  /// Null after an error; all errors of the user's files are appended.
  static std::unique_ptr<ChosenLexicon> choose(const LexiconOptions& o, std::vector<Error>& errors);
  [[nodiscard]] const Lexicon& get() const { return own_ ? *own_ : Lexicon::embedded(); }

 private:
  ChosenLexicon() = default;
  std::optional<MappedFile> file_;
  std::optional<Lexicon> own_;
};

/// The built-in sources; without the lexicon of language, the table of CAMEO codes stays, which is none.
std::vector<SourceFile> builtin_sources(bool without_builtin);

/// Complains of each; the exit status that they make.
int complain_all(const std::vector<Error>& errors);

// ---- which record ----

struct RecordChoice {
  std::string path;  ///< of --record; "" for the default place
};
void add_record_option(CLI::App& command, RecordChoice& choice);
/// --record, else $DEMARCHE_RECORD, else the settings, else $XDG_DATA_HOME/demarche/record.sqlite (~/.local/share/…).
Result<std::string> record_path(const RecordChoice& choice);
/// Opens it; for kCreate the default place's folder is made.
Result<Record> open_record(const RecordChoice& choice, Access access, const std::string& writer, int patience_s = 30);
/// Seconds since 1970: the only clock below the server is the command's.
Instant now();
Day today();

// ---- how readings are shown ----

/// How wide a page is, and whether it has colours.
struct Page {
  std::size_t width = 80;
  bool coloured = false;
  /// Of standard output: the terminal's width, colours unless NO_COLOR is set; plain 80 columns elsewhere.
  static Page of_output();
};

/// Reads an article and hands on, piece by piece, what `demarche explain` shows of it: sentence by sentence, then events and posts.
void explain_article(Reader& reader, Article article, const Page& page, const std::function<void(std::string_view)>& put);

/// Appends a reading as a desk officer would want it on paper: title, events, answers, statements, claims, posts.
void write_report(const Reading& reading, const Page& page, std::string& out);

/// Appends the exchange of a reading as one SVG picture: a lifeline a side, an arrow a move, bows from answers to what they answer,
/// and the posts. Text is escaped; nothing from outside is referred to.
void write_svg(const Reading& reading, std::string& out);

/// The report's line for one event, wrapped, `indent` columns in. The number is the one of its JSON id.
void write_event(const Reading& reading, std::uint32_t event, std::size_t indent, const Page& page, std::string& out);

/// "Russia", "Russia and NATO", "Russia, China and Iran"; "?" for nobody.
std::string names_of(const Reading& reading, const std::vector<ActorId>& actors);

/// A day or an interval as people write it: "18 October 2021", "1–17 October 2021".
std::string in_words(const DateRange& date);

/// Appends words [from, …) wrapped at the page's width; lines after the first begin `hang` columns in, and the first is taken to
/// stand at column `column` already. Ends with a line break.
void write_wrapped(std::string_view text, std::size_t column, std::size_t hang, const Page& page, std::string& out);

/// Columns a text takes on a terminal: its code points, escape sequences of colours left out.
std::size_t columns_of(std::string_view text);

void write_csv_header(std::string& out);
/// One line per event.
void write_csv(const Reading& reading, std::string& out);

// ---- progress ----

/// A line on standard error that is rewritten in place: share, count, rate, time left. Shown only on a terminal, only after a
/// second of work, and never while standard output goes to the same terminal. Any thread.
class Progress {
 public:
  /// `total_bytes` 0 where it is not known; `shares_output` where readings go to the terminal too.
  Progress(std::uint64_t total_bytes, bool shares_output);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(std::uint64_t articles, std::uint64_t bytes);
  void clear();  ///< takes the line away, for other words on standard error

 private:
  using Clock = std::chrono::steady_clock;
  std::mutex mutex_;
  std::uint64_t total_;
  bool wanted_;
  bool shown_ = false;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point last_ = begin_;
};

}  // namespace demarche
