// The feeds layer: where articles come from. Files of every kind, packed or not, give their articles one after the other.
//
// The stages, one .cpp each:
//   stream   bytes of a file, of standard input, of memory; gzip and zstd taken off, within limits   (stream.h)
//   http     the answer of a web server, as archives keep it → its page
//   warc     a web archive → the pages in it
//   syndication   RSS and Atom → articles;  json_feed   JSON Feed → articles
//   csv      a table → articles
//   source   what a file is, and its articles: the door
//   inputs   files, folders and standard input, one after the other
//   addresses, web_address   which machines may be reached; the parts of an address
//   network, curl_network    the seam to network and clock, and the real ones behind it
//   robots, fetcher   what a host allows; polite fetching
//   feed_list   lists of feeds as TOML and OPML
//   watcher     the schedule: feeds polled, pages fetched, articles read and written
//
// Memory is bounded by one article and one buffer, whatever the size of the file. No clock and no socket but behind network.h.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/article.h"
#include "demarche/reading.h"
#include "demarche/result.h"

namespace demarche {

enum class SourceKind : std::uint8_t { kAuto, kText, kHtml, kJsonl, kCsv, kFeed, kWarc, kReadings };
/// Of "auto", "text", "html", "jsonl", "csv", "feed", "warc", "readings"; nullopt for others.
std::optional<SourceKind> source_kind_of(std::string_view name);

/// An article to be read. One that was read elsewhere (a line that `demarche code --format json` wrote) brings its reading, whose
/// own `article` is then empty.
struct Item {
  Article article;
  std::unique_ptr<Reading> coded;
};

/// The articles of one file. What is broken is told in its place, and what follows is still read as far as it can be.
class ArticleSource {
 public:
  virtual ~ArticleSource() = default;
  /// nullopt at the end. Errors name "FILE", "FILE:LINE" or "FILE: record N".
  virtual std::optional<Result<Item>> next() = 0;
};

/// Opens a file, or standard input for "-". kAuto takes off gzip and zstd by their first bytes, then goes by the name's ending
/// (.txt .html .jsonl .csv .tsv .rss .atom .xml .warc), else by the first bytes. `taken`, where given, counts bytes of the file.
Result<std::unique_ptr<ArticleSource>> open_source(const std::string& path, SourceKind kind = SourceKind::kAuto, std::uint64_t* taken = nullptr);
/// The same over bytes in memory.
Result<std::unique_ptr<ArticleSource>> source_over(std::string bytes, const std::string& name, SourceKind kind = SourceKind::kAuto);

/// Files, folders (with all below them, in order of names) and standard input ("-") as one row of articles.
class Inputs {
 public:
  struct File {
    std::string path;
    std::uint64_t size = 0;
    std::int64_t modified = 0;  ///< seconds since 1970
    std::uint64_t device = 0, inode = 0;
    bool is_regular = false;
  };

  /// `failed` is told of each thing that cannot be read, here and later.
  Inputs(const std::vector<std::string>& paths, SourceKind kind, std::function<void(const Error&)> failed);

  /// The next article of all files; nullopt at the end.
  std::optional<Item> next();

  /// Asked before a file is opened; true passes it over.
  std::function<bool(const File&)> skip;
  /// Told when a file was read to its end, with the number of its articles and of its failures.
  std::function<void(const File&, std::uint64_t articles, std::uint64_t failures)> finished;

  [[nodiscard]] const std::vector<File>& files() const { return files_; }
  [[nodiscard]] std::uint64_t bytes() const { return is_size_known_ ? bytes_ : 0; }  ///< of all files; 0 where it is not known
  [[nodiscard]] std::uint64_t bytes_done() const { return done_ + taken_; }
  [[nodiscard]] bool failed() const { return failures_ > 0; }
  [[nodiscard]] const std::string& current() const;  ///< path of the file the last article came from
  [[nodiscard]] bool has_file(std::uint64_t device, std::uint64_t inode) const;

 private:
  void add(std::string path);
  void fail(const Error& error);
  void end_file();

  SourceKind kind_;
  std::function<void(const Error&)> on_failure_;
  std::vector<File> files_;
  std::size_t at_ = 0;
  std::unique_ptr<ArticleSource> source_;
  std::uint64_t bytes_ = 0, done_ = 0, taken_ = 0;
  bool is_size_known_ = true;
  std::uint64_t failures_ = 0, file_failures_ = 0, file_articles_ = 0;
};

// ---- what the stages share ----

/// The page of a web server's answer: header lines, a blank line, a body that may be chunked and packed (gzip, deflate, br).
struct HttpAnswer {
  int status = 0;
  std::string type;  ///< "text/html", without parameters, in small letters
  std::string last_modified;
  std::string body;
};
Result<HttpAnswer> read_http_answer(std::string bytes, const std::string& where);

/// Whether the first bytes are those of RSS, Atom or JSON Feed.
bool looks_like_feed(std::string_view head);

/// A day within the path of an address, as news sites write it: "/2021/10/18/", "/2021-10-18-", "/20211018/".
std::optional<Day> day_of_url(std::string_view url);

/// Plain text of a piece of HTML (a feed's description): its tags gone, its paragraphs kept.
std::string text_of_fragment(std::string_view html);

}  // namespace demarche
