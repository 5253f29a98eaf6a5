// The articles of a file, of standard input or of a buffer, one after the other.
//
// Relies on: html, plain, jsonl, dateline. Door: ArticleReader.
// Bytes come in pieces of 1 MiB. Of JSON lines only the current line is held; a page or a text is one article and held whole.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "base/utf8.h"
#include "text/json_line.h"
#include "text/text.h"

namespace demarche {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;

Error from_errno(const std::string& where, int code) {
  const ErrorKind kind = code == ENOENT || code == ENOTDIR ? ErrorKind::kNotFound : ErrorKind::kUnreadable;
  return {kind, where, std::generic_category().message(code), {}};
}

InputKind kind_of_name(const std::string& path) {
  const std::size_t dot = path.find_last_of("./");
  const std::string extension = dot == std::string::npos || path[dot] == '/' ? "" : lower(std::string_view(path).substr(dot));
  if (extension == ".jsonl" || extension == ".ndjson" || extension == ".json") return InputKind::kJsonl;
  if (extension == ".html" || extension == ".htm" || extension == ".xhtml") return InputKind::kHtml;
  return extension == ".txt" ? InputKind::kText : InputKind::kAuto;
}

InputKind kind_of_bytes(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  while (!head.empty() && static_cast<unsigned char>(head.front()) <= ' ') head.remove_prefix(1);
  if (head.starts_with('{')) return InputKind::kJsonl;
  const std::string start = lower(head.substr(0, 16));
  for (const std::string_view tag : {"<!doctype", "<html", "<head", "<body", "<?xml", "<!--", "<meta", "<article", "<div", "<p>", "<title"}) {
    if (start.starts_with(tag)) return InputKind::kHtml;
  }
  return InputKind::kText;
}

bool is_blank(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

Error too_large(const std::string& where) { return {ErrorKind::kTooLarge, where, "is larger than the limit of 64 MiB for an article", {}}; }

}  // namespace

struct ArticleReader::Input {
  std::string name;
  InputKind kind = InputKind::kAuto;
  int file = -1;        // -1 and no `pull`: no more bytes come
  std::function<Result<std::size_t>(char*, std::size_t)> pull;
  bool owned = false;
  std::string buffer;   // its capacity leaves room for simdjson's padding
  std::size_t at = 0;   // read up to here
  std::size_t line = 0;
  bool begun = false;
  std::optional<Error> failure;  // of reading; told once, then the end
  simdjson::dom::parser parser{kLargestArticle};

  Input() = default;
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  ~Input() { close(); }

  void close() {
    if (owned && file >= 0) ::close(file);
    file = -1;
    pull = nullptr;
  }

  /// Reads one more piece; false at the end or on failure.
  bool fill() {
    if (file < 0 && !pull) return false;
    if (at > 0) buffer.erase(0, std::exchange(at, 0));
    const std::size_t had = buffer.size();
    if (buffer.capacity() < had + kPiece + simdjson::SIMDJSON_PADDING) buffer.reserve(std::max(had * 2, had + kPiece) + simdjson::SIMDJSON_PADDING);
    buffer.resize(had + kPiece);
    const std::size_t n = read_piece(buffer.data() + had);
    buffer.resize(had + n);
    if (n == 0) close();
    return n > 0;
  }

  /// Bytes that came; 0 at the end or on failure.
  std::size_t read_piece(char* to) {
    if (pull) {
      const auto n = pull(to, kPiece);
      if (!n) failure = n.error();
      return n ? *n : 0;
    }
    ssize_t n = 0;
    do n = ::read(file, to, kPiece);
    while (n < 0 && errno == EINTR);
    if (n < 0) failure = from_errno(name, errno);
    return static_cast<std::size_t>(std::max<ssize_t>(n, 0));
  }

  void begin() {
    begun = true;
    if (kind == InputKind::kAuto) {
      while (is_blank(buffer) && buffer.size() < kPiece && fill()) {}
      kind = kind_of_bytes(buffer);
    }
  }

  [[nodiscard]] std::string place() const { return name + ":" + std::to_string(line); }

  /// Lets go of the rest of a line that is too long.
  void skip_line() {
    for (;;) {
      const std::size_t end = buffer.find('\n', at);
      if (end != std::string::npos) return void(at = end + 1);
      at = buffer.size();
      if (!fill()) return;
    }
  }

  /// The next line without its end; nullopt at the end of the input, an Error where it is too long.
  std::optional<Result<std::string_view>> next_line() {
    std::size_t scanned = 0;  // bytes behind `at` known to hold no line break
    for (;;) {
      const std::size_t end = buffer.find('\n', at + scanned);
      const std::size_t size = (end == std::string::npos ? buffer.size() : end) - at;
      if (end == std::string::npos && size <= kLargestArticle && (scanned = size, fill())) continue;
      if (size == 0 && end == std::string::npos) return std::nullopt;
      ++line;
      if (size > kLargestArticle) {
        skip_line();
        return too_large(place());
      }
      const std::string_view out = std::string_view(buffer).substr(at, size);
      at = std::min(at + size + 1, buffer.size());
      return out;
    }
  }

  std::optional<Result<Article>> next_of_lines() {
    while (auto found = next_line()) {
      if (!*found) return found->error();
      std::string_view text = **found;
      if (line == 1 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
      if (is_blank(text)) continue;
      return read_json_line(parser, text, place(), kind == InputKind::kJsonlOfHtml);
    }
    return std::nullopt;
  }

  std::optional<Result<Article>> whole() {
    if (line++ > 0) return std::nullopt;
    while (buffer.size() <= kLargestArticle && fill()) {}
    if (failure) return std::nullopt;
    if (buffer.size() > kLargestArticle) return too_large(name);
    Result<Article> article = kind == InputKind::kHtml ? read_html(buffer, name) : read_plain(buffer, name);
    buffer = {};
    return article;
  }
};

ArticleReader::ArticleReader(std::unique_ptr<Input> input) : input_(std::move(input)) {}
ArticleReader::ArticleReader(ArticleReader&&) noexcept = default;
ArticleReader& ArticleReader::operator=(ArticleReader&&) noexcept = default;
ArticleReader::~ArticleReader() = default;

Result<ArticleReader> ArticleReader::open(const std::string& path, InputKind kind) {
  auto input = std::make_unique<Input>();
  const bool standard_input = path == "-";
  input->name = standard_input ? "standard input" : path;
  input->kind = kind == InputKind::kAuto && !standard_input ? kind_of_name(path) : kind;
  input->file = standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  input->owned = !standard_input;
  if (input->file < 0) return from_errno(path, errno);
  struct stat info {};
  if (::fstat(input->file, &info) == 0 && S_ISDIR(info.st_mode)) return Error{ErrorKind::kUnreadable, path, "is a folder", {}};
  return ArticleReader(std::move(input));
}

ArticleReader ArticleReader::pulling(std::function<Result<std::size_t>(char*, std::size_t)> pull, std::string name, InputKind kind) {
  auto input = std::make_unique<Input>();
  input->name = std::move(name);
  input->kind = kind;
  input->pull = std::move(pull);
  return ArticleReader(std::move(input));
}

ArticleReader ArticleReader::over(std::string bytes, std::string name, InputKind kind) {
  auto input = std::make_unique<Input>();
  input->name = std::move(name);
  input->kind = kind;
  bytes.reserve(bytes.size() + simdjson::SIMDJSON_PADDING);
  input->buffer = std::move(bytes);
  return ArticleReader(std::move(input));
}

InputKind ArticleReader::kind() const { return input_->begun ? input_->kind : InputKind::kAuto; }

std::optional<Result<Article>> ArticleReader::next() {
  Input& in = *input_;
  if (!in.begun) in.begin();
  const bool lines = in.kind == InputKind::kJsonl || in.kind == InputKind::kJsonlOfHtml;
  std::optional<Result<Article>> article = lines ? in.next_of_lines() : in.whole();
  if (!article && in.failure) return std::exchange(in.failure, std::nullopt).value();
  if (article && *article) {
    Article& a = **article;
    if (a.id.empty()) a.id = article_id(a.title, a.text);
    find_dateline(a);
  }
  return article;
}

}  // namespace demarche
