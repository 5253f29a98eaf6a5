// What a file is, and its articles. Relies on: stream, warc, syndication, csv, text (ArticleReader), coding/json. Doors: open_source(), source_over().
#include <algorithm>

#include "base/utf8.h"
#include "coding/json.h"
#include "feeds/formats.h"
#include "feeds/lines.h"
#include "text/text.h"

namespace demarche {
namespace {

constexpr int kMostWrappings = 3;  // x.warc.gz.zst; more is somebody's joke
constexpr std::string_view kReadingBegins = R"({"schema":"demarche.reading/)";

/// Texts, pages and JSON Lines, by the text layer's own reader.
class TextSource : public ArticleSource {
 public:
  explicit TextSource(ArticleReader reader) : reader_(std::move(reader)) {}
  std::optional<Result<Item>> next() override {
    auto article = reader_.next();
    if (!article) return std::nullopt;
    if (!*article) return Result<Item>(article->error());
    Article a = **std::move(article);
    complete(a);
    return Result<Item>(Item{std::move(a), nullptr});
  }

 private:
  ArticleReader reader_;
};

/// Lines that `demarche code --format json` wrote.
class ReadingSource : public ArticleSource {
 public:
  ReadingSource(std::unique_ptr<Lookahead> bytes, std::string name) : bytes_(std::move(bytes)), name_(std::move(name)) {}
  std::optional<Result<Item>> next() override {
    for (;;) {
      std::size_t size = 1 << 16, end = 0;
      std::string_view there;
      for (;; size *= 2) {
        there = bytes_->peek(size);
        end = there.find('\n');
        if (end != std::string_view::npos || there.size() < size || size > 4 * kLargestArticle) break;
      }
      if (there.empty()) {
        if (bytes_->failed() && !told_) return told_ = true, Result<Item>(bytes_->failure());
        return std::nullopt;
      }
      ++line_;
      const std::string where = name_ + ":" + std::to_string(line_);
      if (end == std::string_view::npos && size > 4 * kLargestArticle) {
        while (!bytes_->peek(1).empty() && bytes_->peek(1).find('\n') == std::string_view::npos) bytes_->skip(bytes_->peek(1).size());
        return Result<Item>(Error{ErrorKind::kTooLarge, where, "is larger than the limit of 256 MiB for a reading", {}});
      }
      const std::string line(there.substr(0, end));
      bytes_->skip(std::min(line.size() + 1, there.size()));
      if (std::all_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) <= ' '; })) continue;
      Result<Reading> reading = read_reading(line, where);
      if (!reading) return Result<Item>(reading.error());
      Item item{std::move(reading->article), std::make_unique<Reading>()};
      *item.coded = *std::move(reading);
      return Result<Item>(std::move(item));
    }
  }

 private:
  std::unique_ptr<Lookahead> bytes_;
  std::string name_;
  std::size_t line_ = 0;
  bool told_ = false;
};

SourceKind kind_of_name(std::string_view name) {
  const std::size_t dot = name.find_last_of("./");
  if (dot == std::string_view::npos || name[dot] == '/') return SourceKind::kAuto;
  const std::string ending = lower(name.substr(dot));
  if (ending == ".warc") return SourceKind::kWarc;
  if (ending == ".rss" || ending == ".atom" || ending == ".rdf") return SourceKind::kFeed;
  if (ending == ".csv" || ending == ".tsv") return SourceKind::kCsv;
  if (ending == ".jsonl" || ending == ".ndjson" || ending == ".json") return SourceKind::kJsonl;
  if (ending == ".html" || ending == ".htm" || ending == ".xhtml") return SourceKind::kHtml;
  return ending == ".txt" ? SourceKind::kText : SourceKind::kAuto;
}

/// A JSON Feed names its version first, or nearly so.
bool is_json_feed(std::string_view small_head) { return small_head.starts_with('{') && small_head.find("\"https://jsonfeed.org/version/1") != std::string_view::npos; }

/// Of the first bytes; kAuto leaves it to the text layer.
SourceKind kind_of_bytes(std::string_view head) {
  if (head.starts_with("WARC/")) return SourceKind::kWarc;
  const std::string small = lower(head.substr(0, 2048));
  std::string_view rest = small;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  while (!rest.empty() && static_cast<unsigned char>(rest.front()) <= ' ') rest.remove_prefix(1);
  if (is_json_feed(rest)) return SourceKind::kFeed;
  if (!rest.starts_with('<')) return SourceKind::kAuto;
  const std::size_t html = rest.find("<html");
  for (const std::string_view root : {"<rss", "<feed", "<rdf:rdf"}) {
    if (const std::size_t at = rest.find(root); at != std::string_view::npos && at < html) return SourceKind::kFeed;
  }
  return SourceKind::kAuto;
}

bool begins_object(std::string_view head) {
  const std::size_t at = head.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  return at != std::string_view::npos && head[at] == '{';
}

/// Takes off gzip and zstd, as their first bytes tell, with the endings that speak of them.
std::unique_ptr<Lookahead> unwrapped(std::unique_ptr<Stream> stream, const std::string& where, std::string& name) {
  auto bytes = std::make_unique<Lookahead>(std::move(stream));
  for (int n = 0; n < kMostWrappings; ++n) {
    const std::string_view head = bytes->peek(4);
    const bool gzip = head.starts_with("\x1F\x8B");
    if (!gzip && !head.starts_with("\x28\xB5\x2F\xFD")) break;
    bytes = std::make_unique<Lookahead>(gzip ? gunzip(std::move(bytes), where) : unzstd(std::move(bytes), where));
    for (const std::string_view ending : {".gz", ".zst", ".zstd"}) {
      if (name.size() > ending.size() && lower(name).ends_with(ending)) {
        name.resize(name.size() - ending.size());
        break;
      }
    }
  }
  return bytes;
}

Result<std::unique_ptr<ArticleSource>> source_of(std::unique_ptr<Stream> stream, const std::string& where, SourceKind kind) {
  std::string name = where;
  std::unique_ptr<Lookahead> bytes = unwrapped(std::move(stream), where, name);
  if (kind == SourceKind::kAuto) kind = kind_of_name(name);
  if (kind == SourceKind::kAuto || kind == SourceKind::kHtml || kind == SourceKind::kJsonl) {  // feeds are often named index.html, .xml or .json
    const SourceKind seen = kind_of_bytes(bytes->peek(2048));
    if (seen != SourceKind::kAuto) kind = seen;
  }
  if ((kind == SourceKind::kAuto || kind == SourceKind::kJsonl) && bytes->peek(kReadingBegins.size()).starts_with(kReadingBegins)) kind = SourceKind::kReadings;
  const char delimiter = lower(name).ends_with(".tsv") ? '\t' : '\0';
  switch (kind) {
    case SourceKind::kWarc: return read_warc(std::move(bytes), where);
    case SourceKind::kFeed: return begins_object(bytes->peek(2048)) ? read_json_feed(std::move(bytes), where) : read_feed(std::move(bytes), where);
    case SourceKind::kCsv: return read_csv(std::move(bytes), where, delimiter);
    case SourceKind::kReadings: return std::unique_ptr<ArticleSource>(std::make_unique<ReadingSource>(std::move(bytes), where));
    default: break;
  }
  const InputKind text_kind = kind == SourceKind::kText ? InputKind::kText : kind == SourceKind::kHtml ? InputKind::kHtml : kind == SourceKind::kJsonl ? InputKind::kJsonl : InputKind::kAuto;
  const auto shared = std::make_shared<std::unique_ptr<Lookahead>>(std::move(bytes));
  auto pull = [shared](char* to, std::size_t size) { return (*shared)->read(to, size); };
  return std::unique_ptr<ArticleSource>(std::make_unique<TextSource>(ArticleReader::pulling(std::move(pull), where, text_kind)));
}

}  // namespace

Status each_line(const std::string& path, const std::function<bool(std::string_view)>& act) {
  constexpr std::size_t kLongest = std::size_t{16} << 20;
  auto stream = open_stream(path);
  if (!stream) return stream.error();
  std::string name = path;
  const std::unique_ptr<Lookahead> bytes = unwrapped(*std::move(stream), path, name);
  for (;;) {
    std::size_t size = 1 << 16, end = 0;
    std::string_view there;
    for (;; size *= 2) {
      there = bytes->peek(size);
      end = there.find('\n');
      if (end != std::string_view::npos || there.size() < size) break;
      if (size > kLongest) return Error{ErrorKind::kTooLarge, path, "has a line larger than the limit of 16 MiB", {}};
    }
    if (there.empty()) return bytes->failed() ? Status(bytes->failure()) : Status(Done{});
    const std::string_view line = there.substr(0, end);
    if (!act(line)) return Done{};
    bytes->skip(std::min(line.size() + 1, there.size()));
  }
}

void complete(Article& a) {
  if (a.published && a.published_basis.empty()) a.published_basis = "given";
  if (!a.published && !a.url.empty() && (a.published = day_of_url(a.url))) a.published_basis = "url";
  if (a.id.empty()) a.id = article_id(a.title, a.text);
  if (a.dateline.empty()) find_dateline(a);
}

bool looks_like_feed(std::string_view head) { return kind_of_bytes(head) == SourceKind::kFeed; }

std::optional<SourceKind> source_kind_of(std::string_view name) {
  constexpr std::string_view kNames[] = {"auto", "text", "html", "jsonl", "csv", "feed", "warc", "readings"};
  const auto found = std::find(std::begin(kNames), std::end(kNames), name);
  if (found == std::end(kNames)) return std::nullopt;
  return static_cast<SourceKind>(found - std::begin(kNames));
}

Result<std::unique_ptr<ArticleSource>> open_source(const std::string& path, SourceKind kind, std::uint64_t* taken) {
  auto stream = open_stream(path, taken);
  if (!stream) return stream.error();
  return source_of(*std::move(stream), path == "-" ? "standard input" : path, kind);
}

Result<std::unique_ptr<ArticleSource>> source_over(std::string bytes, const std::string& name, SourceKind kind) {
  return source_of(stream_over(std::move(bytes)), name, kind);
}

}  // namespace demarche
