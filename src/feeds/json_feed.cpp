// JSON Feed (versions 1 and 1.1, jsonfeed.org) → articles. Relies on: simdjson, text. Door: read_json_feed().
//
//   {"version": "https://jsonfeed.org/version/1.1", "title": …, "language": …,
//    "items": [{"id": …, "url": …, "title": …, "content_html" | "content_text": …, "summary": …, "date_published": …, "authors": [{"name": …}]}]}
#include <simdjson.h>

#include "base/utf8.h"
#include "feeds/formats.h"
#include "text/text.h"

namespace demarche {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::size_t kPiece = std::size_t{1} << 16;

std::string text_field(const object& of, std::string_view key) {
  std::string_view value;
  if (of.at_key(key).get(value) != simdjson::SUCCESS) return {};
  return tidy(value);
}

std::string line_field(const object& of, std::string_view key) {
  std::string out = text_field(of, key);
  for (char& c : out) {
    if (c == '\n') c = ' ';
  }
  const std::size_t begin = std::min(out.find_first_not_of(' '), out.size());
  return out.substr(begin, out.find_last_not_of(' ') + 1 - begin);
}

/// The names of "authors" (1.1), else of "author" (1.0).
std::string authors_of(const object& of) {
  std::string out;
  simdjson::dom::array all;
  if (of.at_key("authors").get(all) == simdjson::SUCCESS) {
    for (const element one : all) {
      object author;
      if (one.get(author) != simdjson::SUCCESS) continue;
      const std::string name = line_field(author, "name");
      if (!name.empty()) out += (out.empty() ? "" : ", ") + name;
    }
  }
  object author;
  if (out.empty() && of.at_key("author").get(author) == simdjson::SUCCESS) out = line_field(author, "name");
  return out;
}

class JsonFeedSource : public ArticleSource {
 public:
  JsonFeedSource(std::unique_ptr<Lookahead> bytes, std::string name) : bytes_(std::move(bytes)), name_(std::move(name)) {}

  std::optional<Result<Item>> next() override {
    if (!opened_) {
      opened_ = true;
      if (auto failed = open()) return Result<Item>(*std::move(failed));
    }
    if (at_ >= items_.size()) return std::nullopt;
    const element one = items_[at_++];
    const std::string where = name_ + ": item " + std::to_string(at_);
    object item;
    if (one.get(item) != simdjson::SUCCESS) return Result<Item>(Error{ErrorKind::kMalformed, where, "is no object", {}});
    return article_of(item, where);
  }

 private:
  std::optional<Error> open() {
    std::string all;
    for (;;) {
      const std::size_t before = all.size();
      all.resize(before + kPiece);
      const auto got = bytes_->read(all.data() + before, kPiece);
      if (!got) return got.error();
      all.resize(before + *got);
      if (*got == 0) break;
      if (all.size() > kLargestArticle) return Error{ErrorKind::kTooLarge, name_, "is larger than the limit of 64 MiB for a JSON feed", {}};
    }
    element root;
    if (const auto failed = parser_.parse(all).get(root)) return Error{ErrorKind::kMalformed, name_, std::string("is no well-formed JSON: ") + simdjson::error_message(failed), {}};
    object feed;
    if (root.get(feed) != simdjson::SUCCESS || text_field(feed, "version").find("jsonfeed.org/version/1") == std::string::npos)
      return Error{ErrorKind::kMalformed, name_, "is no JSON Feed of version 1", {}};
    title_ = line_field(feed, "title"), language_ = line_field(feed, "language"), author_ = authors_of(feed);
    simdjson::dom::array items;
    if (feed.at_key("items").get(items) != simdjson::SUCCESS) return Error{ErrorKind::kMalformed, name_, "has no list of items", {}};
    items_.assign(items.begin(), items.end());
    return std::nullopt;
  }

  Result<Item> article_of(const object& item, const std::string& where) {
    Article a;
    a.title = line_field(item, "title");
    a.id = line_field(item, "id");
    std::int64_t number = 0;  // 1.0 let some writers give a number
    if (a.id.empty() && item.at_key("id").get(number) == simdjson::SUCCESS) a.id = std::to_string(number);
    a.url = line_field(item, "url");
    if (a.url.empty()) a.url = line_field(item, "external_url");
    if (a.url.empty() && a.id.starts_with("http")) a.url = a.id;
    a.source = title_;
    a.byline = authors_of(item);
    if (a.byline.empty()) a.byline = author_;
    std::string language = line_field(item, "language");
    if (language.empty()) language = language_;
    if (language.size() >= 2) a.language = lower(language.substr(0, language.find_first_of("-_")));
    a.text = text_field(item, "content_text");
    if (a.text.empty()) a.text = text_of_fragment(text_field(item, "content_html"));
    if (a.text.empty()) a.text = text_field(item, "summary");
    for (const char* key : {"date_published", "date_modified"}) {
      if (!a.published && (a.published = parse_published(line_field(item, key)))) a.published_basis = "feed";
    }
    if (a.text.empty()) a.text = a.title;
    if (a.text.empty()) return Error{ErrorKind::kMalformed, where, "has neither text nor title", {}};
    complete(a);
    return Item{std::move(a), nullptr};
  }

  std::unique_ptr<Lookahead> bytes_;
  std::string name_, title_, language_, author_;
  simdjson::dom::parser parser_;
  std::vector<element> items_;
  std::size_t at_ = 0;
  bool opened_ = false;
};

}  // namespace

std::unique_ptr<ArticleSource> read_json_feed(std::unique_ptr<Lookahead> bytes, std::string name) {
  return std::make_unique<JsonFeedSource>(std::move(bytes), std::move(name));
}

}  // namespace demarche
