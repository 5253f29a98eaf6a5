// A web archive → the pages in it. Relies on: http, text (html, plain). Door: read_warc().
//
//   WARC/1.0\r\n
//   WARC-Type: response\r\n            response: a server's answer; resource: the page itself; conversion: its text
//   WARC-Target-URI: https://…\r\n
//   WARC-Date: 2021-10-18T09:00:00Z\r\n
//   Content-Length: 1234\r\n
//   \r\n
//   1234 bytes\r\n\r\n
// (ISO 28500:2017.) Other types, other contents than pages and text, and answers other than 200 are passed over without a word:
// an archive is full of them. A record that is damaged is told, and the next one is looked for.
#include <charconv>

#include "base/utf8.h"
#include "feeds/formats.h"
#include "text/text.h"

namespace demarche {
namespace {

constexpr std::size_t kLargestRecord = (std::size_t{16} << 20) + 65536;  // a page and its headers
constexpr std::size_t kLongestHeader = std::size_t{64} << 10;

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && static_cast<unsigned char>(s.front()) <= ' ') s.remove_prefix(1);
  while (!s.empty() && static_cast<unsigned char>(s.back()) <= ' ') s.remove_suffix(1);
  return s;
}

struct RecordHead {
  std::string type, url, date, content_type;
  std::uint64_t length = 0;
  bool has_length = false;
};

bool is_page(std::string_view type) { return type == "text/html" || type == "application/xhtml+xml"; }

class WarcSource : public ArticleSource {
 public:
  WarcSource(std::unique_ptr<Lookahead> bytes, std::string name) : bytes_(std::move(bytes)), name_(std::move(name)) {}

  std::optional<Result<Item>> next() override {
    while (!ended_) {
      auto found = record();
      if (found) return found;
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] std::string place() const { return name_ + ": record " + std::to_string(number_); }
  std::optional<Result<Item>> fail(ErrorKind kind, const std::string& message) { return Result<Item>(Error{kind, place(), message, {}}); }
  std::optional<Result<Item>> end_of_stream() {
    ended_ = true;
    if (bytes_->failed()) return Result<Item>(bytes_->failure());
    return std::nullopt;
  }

  /// One record: an article, a failure, or nothing where it holds no article.
  std::optional<Result<Item>> record() {
    while (!bytes_->peek(1).empty() && (bytes_->peek(1)[0] == '\r' || bytes_->peek(1)[0] == '\n')) bytes_->skip(1);
    if (bytes_->peek(5).empty()) return end_of_stream();
    ++number_;
    if (!bytes_->peek(5).starts_with("WARC/")) {
      auto told = fail(ErrorKind::kMalformed, "does not begin with WARC/; what stands there is passed over");
      find_next();
      return told;
    }
    const auto head = read_head();
    if (!head) {
      auto told = fail(ErrorKind::kMalformed, "its header has no end or no Content-Length");
      find_next();
      return told;
    }
    const bool wanted = head->type == "response" || head->type == "resource" || head->type == "conversion";
    if (wanted && head->length > kLargestRecord && !is_other(head->content_type)) {
      if (!bytes_->pass(head->length)) return cut_off();
      return fail(ErrorKind::kTooLarge, head->url + " is larger than the limit of 16 MiB for a page");
    }
    if (!wanted || head->length > kLargestRecord) {
      if (!bytes_->pass(head->length)) return cut_off();
      return std::nullopt;
    }
    const std::string_view there = bytes_->peek(head->length);
    if (there.size() < head->length) return cut_off();
    std::string content(there.substr(0, head->length));
    bytes_->skip(head->length);
    return article(*head, std::move(content));
  }

  std::optional<Result<Item>> cut_off() {
    ended_ = true;
    if (bytes_->failed()) return Result<Item>(Error{bytes_->failure().kind, place(), "is cut off: the file " + bytes_->failure().message, {}});
    return fail(ErrorKind::kMalformed, "is cut off: the file ends in the middle of it");
  }

  static bool is_other(std::string_view type) { return type.starts_with("image/") || type.starts_with("video/") || type.starts_with("audio/") || type.starts_with("font/"); }

  std::optional<RecordHead> read_head() {
    RecordHead head;
    std::size_t size = 4096, end = 0;
    std::string_view text;
    for (;; size *= 2) {
      text = bytes_->peek(size);
      end = text.find("\r\n\r\n");
      if (end != std::string_view::npos || text.size() < size || size > kLongestHeader) break;
    }
    std::size_t behind = 4;
    if (end == std::string_view::npos) end = text.find("\n\n"), behind = 2;
    if (end == std::string_view::npos || end > kLongestHeader) return std::nullopt;
    std::string_view lines = text.substr(0, end);
    while (!lines.empty()) {
      const std::size_t stop = std::min(lines.find('\n'), lines.size());
      take(lines.substr(0, stop), head);
      lines.remove_prefix(std::min(stop + 1, lines.size()));
    }
    if (!head.has_length) return std::nullopt;
    bytes_->skip(end + behind);
    return head;
  }

  static void take(std::string_view line, RecordHead& head) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return;
    const std::string name = lower(trimmed(line.substr(0, colon)));
    std::string_view value = trimmed(line.substr(colon + 1));
    if (name == "warc-type") head.type = lower(value);
    else if (name == "warc-target-uri") head.url = value.starts_with('<') && value.ends_with('>') ? value.substr(1, value.size() - 2) : value;
    else if (name == "warc-date") head.date = value;
    else if (name == "content-type") head.content_type = lower(trimmed(value.substr(0, value.find(';'))));
    else if (name == "content-length") {
      const auto [end, failed] = std::from_chars(value.data(), value.data() + value.size(), head.length);
      head.has_length = failed == std::errc() && end == value.data() + value.size();
    }
  }

  /// To the next thing that looks like a record; its first line stands behind a line break.
  void find_next() {
    bytes_->skip(std::min<std::size_t>(bytes_->peek(1).size(), 1));
    for (;;) {
      const std::string_view there = bytes_->peek(65536);
      if (there.empty()) return;
      const std::size_t at = there.find("\nWARC/1.");
      if (at != std::string_view::npos) return bytes_->skip(at + 1);
      if (there.size() < 65536) return bytes_->skip(there.size());
      bytes_->skip(there.size() - 8);
    }
  }

  std::optional<Result<Item>> article(const RecordHead& head, std::string content) {
    const std::string where = place() + (head.url.empty() ? "" : " (" + head.url + ")");
    std::string type = head.content_type, last_modified;
    if (head.type == "response") {
      if (!head.url.starts_with("http")) return std::nullopt;  // dns: and such
      Result<HttpAnswer> answer = read_http_answer(std::move(content), where);
      if (!answer) return Result<Item>(answer.error());
      if (answer->status != 200) return std::nullopt;
      type = answer->type, content = std::move(answer->body), last_modified = answer->last_modified;
      if (type.empty() && content.find("<html") < 1024) type = "text/html";
    }
    const bool page = is_page(type);
    if ((!page && type != "text/plain") || content.empty()) return std::nullopt;
    if (!page && head.type == "response" && head.url.ends_with("/robots.txt")) return std::nullopt;
    Result<Article> read = page ? read_html(content, where) : read_plain(content, where);
    if (!read) return Result<Item>(read.error());
    Article a = *std::move(read);
    if (a.text.empty()) return std::nullopt;  // a page without a story
    if (a.url.empty() || !a.url.starts_with("http")) a.url = head.url;
    if (!a.published && (a.published = day_of_url(head.url))) a.published_basis = "url";
    if (!a.published && (a.published = parse_published(last_modified))) a.published_basis = "last-modified";
    if (!a.published && (a.published = parse_published(head.date))) a.published_basis = "fetched";
    complete(a);
    return Result<Item>(Item{std::move(a), nullptr});
  }

  std::unique_ptr<Lookahead> bytes_;
  std::string name_;
  std::uint64_t number_ = 0;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<ArticleSource> read_warc(std::unique_ptr<Lookahead> bytes, std::string name) {
  return std::make_unique<WarcSource>(std::move(bytes), std::move(name));
}

}  // namespace demarche
