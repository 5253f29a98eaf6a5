// One line of JSON becomes an article.
//
// Relies on: simdjson, encoding, html, published. Doors: read_json(), read_json_line().
#include <cstdio>

#include "base/utf8.h"
#include "text/json_line.h"

namespace demarche {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

std::optional<std::string_view> text_of(const object& fields, std::string_view key) {
  std::string_view value;
  if (fields.at_key(key).get(value) != simdjson::SUCCESS) return std::nullopt;
  return value;
}

std::string tidy_field(const object& fields, std::string_view key) {
  const auto value = text_of(fields, key);
  if (!value) return {};
  std::string out = is_clean(*value) ? std::string(*value) : tidy(*value);
  for (char& c : out) {
    if (c == '\n') c = ' ';
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out.erase(0, std::min(out.find_first_not_of(' '), out.size()));
}

/// A string, or a number as it would be written.
std::string id_of(const object& fields) {
  element value;
  if (fields.at_key("id").get(value) != simdjson::SUCCESS) return {};
  if (value.is_string()) return tidy_field(fields, "id");
  if (value.is_number()) return simdjson::minify(value);
  return {};
}

std::optional<Day> published_of(const object& fields) {
  for (const std::string_view key : {"published", "date"}) {
    if (const auto value = text_of(fields, key)) {
      if (const auto day = parse_published(*value)) return day;
    }
  }
  return std::nullopt;
}

Error broken(const std::string& where, const std::string& what) { return {ErrorKind::kMalformed, where, what, {}}; }

}  // namespace

Result<Article> read_json_line(simdjson::dom::parser& parser, std::string_view line, const std::string& where, bool html) {
  element root;
  const simdjson::error_code failed = parser.parse(line.data(), line.size(), false).get(root);
  if (failed == simdjson::UTF8_ERROR) {
    Result<std::string> clean = clean_text(line, where);
    return clean ? (is_clean(*clean) ? read_json(*clean, where, html) : broken(where, "is no UTF-8")) : clean.error();
  }
  if (failed == simdjson::CAPACITY) return Error{ErrorKind::kTooLarge, where, "is larger than the limit of 64 MiB for an article", {}};
  if (failed != simdjson::SUCCESS) return broken(where, std::string("is no JSON: ") + simdjson::error_message(failed));
  object fields;
  if (root.get(fields) != simdjson::SUCCESS) return broken(where, "is no JSON object");
  const auto text = text_of(fields, "text");
  if (!text) return broken(where, "has no field \"text\" that is a string");

  Article article;
  if (html) {
    Result<Article> page = read_html(*text, where);
    if (!page) return page.error();
    article = *std::move(page);
  } else {
    article.text = is_clean(*text) ? std::string(*text) : tidy(*text);
  }
  const auto take = [&](std::string& to, std::string value) {
    if (!value.empty()) to = std::move(value);
  };
  take(article.id, id_of(fields));
  take(article.title, tidy_field(fields, "title"));
  take(article.source, tidy_field(fields, "source"));
  take(article.url, tidy_field(fields, "url"));
  take(article.byline, tidy_field(fields, "byline"));
  if (article.byline.empty()) take(article.byline, tidy_field(fields, "author"));
  take(article.language, lower(tidy_field(fields, "language")));
  if (const auto day = published_of(fields)) article.published = day, article.published_basis = "given";
  return article;
}

Result<Article> read_json(std::string_view line, const std::string& where, bool html) {
  simdjson::dom::parser parser(kLargestArticle);
  const simdjson::padded_string padded(line);
  return read_json_line(parser, padded, where, html);
}

std::string article_id(std::string_view title, std::string_view text) {
  std::uint64_t h = 14695981039346656037ull;
  const auto mix = [&](std::string_view s) {
    for (const char c : s) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  };
  mix(title), mix("\n"), mix(text);
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(h));
  return digits;
}

}  // namespace demarche
