// A table → articles, after RFC 4180, with a header that names the columns. Relies on: text. Door: read_csv().
//
// Columns, by any of their names, in any order and with any capitals: text | body | content | article; title | headline;
// date | published; source | publisher | outlet; url | link; id; language; author | byline. Only the text must be there.
#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "feeds/formats.h"
#include "text/text.h"

namespace demarche {
namespace {

constexpr std::size_t kMostColumns = 4096;

enum class Column : std::uint8_t { kNone, kText, kTitle, kDate, kSource, kUrl, kId, kLanguage, kAuthor };

struct ColumnName {
  std::string_view name;
  Column column;
};
constexpr std::array kNames = {
    ColumnName{"text", Column::kText},         ColumnName{"body", Column::kText},          ColumnName{"content", Column::kText},     ColumnName{"article", Column::kText},
    ColumnName{"full_text", Column::kText},    ColumnName{"title", Column::kTitle},        ColumnName{"headline", Column::kTitle},   ColumnName{"date", Column::kDate},
    ColumnName{"published", Column::kDate},    ColumnName{"publication_date", Column::kDate}, ColumnName{"pub_date", Column::kDate}, ColumnName{"publish_date", Column::kDate},
    ColumnName{"source", Column::kSource},     ColumnName{"publisher", Column::kSource},   ColumnName{"outlet", Column::kSource},    ColumnName{"publication", Column::kSource},
    ColumnName{"url", Column::kUrl},           ColumnName{"link", Column::kUrl},           ColumnName{"id", Column::kId},            ColumnName{"language", Column::kLanguage},
    ColumnName{"author", Column::kAuthor},     ColumnName{"byline", Column::kAuthor}};

std::string one_line(const std::string& s) {
  std::string out = s;
  std::replace(out.begin(), out.end(), '\n', ' ');
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out.erase(0, std::min(out.find_first_not_of(' '), out.size()));
}

class CsvSource : public ArticleSource {
 public:
  CsvSource(std::unique_ptr<Lookahead> bytes, std::string name, char delimiter) : bytes_(std::move(bytes)), name_(std::move(name)), delimiter_(delimiter) {}

  std::optional<Result<Item>> next() override {
    if (ended_) return std::nullopt;
    if (columns_.empty()) {
      if (auto failed = header()) return Result<Item>(*failed);
      if (ended_) return std::nullopt;
    }
    for (;;) {
      auto cells = row();
      if (!cells) {
        if (bytes_->failed()) return Result<Item>(bytes_->failure());
        return std::nullopt;
      }
      if (!*cells) return Result<Item>(cells->error());
      if ((*cells)->size() == 1 && (*cells)->front().empty()) continue;
      return article(**cells);
    }
  }

 private:
  using Cells = std::vector<std::string>;

  [[nodiscard]] std::string place(std::size_t line) const { return name_ + ":" + std::to_string(line); }

  std::optional<Error> header() {
    if (bytes_->peek(3).starts_with("\xEF\xBB\xBF")) bytes_->skip(3);
    if (delimiter_ == 0) delimiter_ = guess();
    const auto cells = row();
    if (!cells) {
      ended_ = true;
      if (bytes_->failed()) return bytes_->failure();
      return std::nullopt;
    }
    if (!*cells) return ended_ = true, cells->error();
    bool has_text = false;
    for (const std::string& cell : **cells) {
      std::string small = lower(one_line(cell));
      std::replace(small.begin(), small.end(), ' ', '_');
      const auto known = std::find_if(kNames.begin(), kNames.end(), [&](const ColumnName& n) { return n.name == small; });
      columns_.push_back(known == kNames.end() ? Column::kNone : known->column);
      has_text |= columns_.back() == Column::kText;
    }
    if (has_text) return std::nullopt;
    ended_ = true;
    return Error{ErrorKind::kMalformed, place(1), "its header names no column 'text' (or body, content, article)", {}};
  }

  /// The mark that stands most often in the first line.
  char guess() {
    const std::string_view there = bytes_->peek(65536);
    const std::string_view line = there.substr(0, there.find('\n'));
    const auto many = [&](char c) { return std::count(line.begin(), line.end(), c); };
    if (many('\t') > 0 && many('\t') >= many(',')) return '\t';
    return many(';') > many(',') ? ';' : ',';
  }

  /// Cells of the next row; nullopt at the end.
  std::optional<Result<Cells>> row() {
    if (bytes_->peek(1).empty()) return ended_ = true, std::nullopt;
    Cells cells(1);
    const std::size_t begins = line_;
    std::size_t size = 0;
    bool quoted = false, was_quoted = false, too_large = false;
    for (;;) {
      const std::string_view there = bytes_->peek(2);
      if (there.empty()) {
        ended_ = true;
        if (quoted) return Result<Cells>(Error{ErrorKind::kMalformed, place(begins), "a quotation mark of this row is never closed", {}});
        break;
      }
      const char c = there[0];
      bytes_->skip(1);
      if (c == '\n') ++line_;
      if (quoted) {
        if (c == '"' && there.size() > 1 && there[1] == '"') bytes_->skip(1), put(cells, c, size, too_large);
        else if (c == '"') quoted = false, was_quoted = true;
        else put(cells, c, size, too_large);
        continue;
      }
      if (c == '\n') break;
      if (c == '\r' && (there.size() < 2 || there[1] == '\n')) continue;
      if (c == delimiter_) {
        was_quoted = false;
        if (cells.size() < kMostColumns) cells.emplace_back();
      } else if (c == '"' && cells.back().empty() && !was_quoted) {
        quoted = true;
      } else {
        put(cells, c, size, too_large);
      }
    }
    if (too_large) return Result<Cells>(Error{ErrorKind::kTooLarge, place(begins), "this row is larger than the limit of 64 MiB for an article", {}});
    row_line_ = begins;
    return Result<Cells>(std::move(cells));
  }

  static void put(Cells& cells, char c, std::size_t& size, bool& too_large) {
    if (++size > kLargestArticle) too_large = true;
    else cells.back().push_back(c);
  }

  Result<Item> article(const Cells& cells) {
    Article a;
    if (cells.size() > columns_.size())
      return Error{ErrorKind::kMalformed, place(row_line_), "this row has " + std::to_string(cells.size()) + " cells, the header " + std::to_string(columns_.size()), {}};
    for (std::size_t n = 0; n < cells.size(); ++n) {
      if (columns_[n] == Column::kNone || cells[n].empty()) continue;
      const Result<std::string> clean = clean_text(cells[n], place(row_line_));
      if (!clean) return clean.error();
      switch (columns_[n]) {
        case Column::kText: a.text += (a.text.empty() ? "" : "\n\n") + *clean; break;
        case Column::kTitle: a.title = one_line(*clean); break;
        case Column::kDate: a.published = parse_published(*clean); break;
        case Column::kSource: a.source = one_line(*clean); break;
        case Column::kUrl: a.url = one_line(*clean); break;
        case Column::kId: a.id = one_line(*clean); break;
        case Column::kLanguage: a.language = lower(one_line(*clean)); break;
        case Column::kAuthor: a.byline = one_line(*clean); break;
        case Column::kNone: break;
      }
    }
    if (a.text.empty()) return Error{ErrorKind::kMalformed, place(row_line_), "this row has no text", {}};
    if (a.published) a.published_basis = "given";
    complete(a);
    return Item{std::move(a), nullptr};
  }

  std::unique_ptr<Lookahead> bytes_;
  std::string name_;
  char delimiter_;
  std::vector<Column> columns_;
  std::size_t line_ = 1, row_line_ = 1;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<ArticleSource> read_csv(std::unique_ptr<Lookahead> bytes, std::string name, char delimiter) {
  return std::make_unique<CsvSource>(std::move(bytes), std::move(name), delimiter);
}

}  // namespace demarche
