// A text file becomes an article.
//
// Relies on: encoding, paragraphs, published. Door: read_plain().
//   Title: Envoy recalled          header lines, where there are any …
//   Date: 18 October 2021
//
//   Envoy recalled                 … or a title line: short, no full stop, a paragraph of its own
//
//   MOSCOW: Russia on Monday …     paragraphs; wrapped lines are joined
#include <algorithm>

#include "base/utf8.h"
#include "text/glyph.h"
#include "text/text.h"

namespace demarche {
namespace {

constexpr std::size_t kLongestTitle = 160;  // bytes

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && static_cast<unsigned char>(s.front()) <= ' ') s.remove_prefix(1);
  while (!s.empty() && static_cast<unsigned char>(s.back()) <= ' ') s.remove_suffix(1);
  return s;
}

/// Takes "Key: value" where the key is one that we know; false leaves the article as it is.
bool take_header(std::string_view line, Article& article) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon > 12) return false;
  const std::string key = lower(trimmed(line.substr(0, colon)));
  const std::string value(trimmed(line.substr(colon + 1)));
  if (value.empty()) return false;
  if (key == "title" || key == "headline") article.title = value;
  else if (key == "source") article.source = value;
  else if (key == "url" || key == "link") article.url = value;
  else if (key == "id") article.id = value;
  else if (key == "language") article.language = lower(value);
  else if (key == "author" || key == "byline") article.byline = value;
  else if (key == "date" || key == "published") article.published = parse_published(value);
  else return false;
  return true;
}

/// The text behind the header lines.
std::string_view behind_headers(std::string_view text, Article& article) {
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = trimmed(rest.substr(0, end));
    if (!line.empty() && !take_header(line, article)) break;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return rest;
}

bool ends_like_a_sentence(std::string_view line) {
  for (const std::string_view mark : {"\"", "'", "”", "’", ")"}) {
    if (line.ends_with(mark)) line.remove_suffix(mark.size());
  }
  return line.ends_with('.') || line.ends_with(',') || line.ends_with(';') || line.ends_with(':') || line.ends_with("—") || line.ends_with("…");
}

bool looks_like_title(std::string_view paragraph) {
  return paragraph.size() <= kLongestTitle && paragraph.find('\n') == std::string_view::npos && !ends_like_a_sentence(paragraph) &&
         paragraph.find(' ') != std::string_view::npos;
}

/// Appends a paragraph with its white space, line breaks among it, as single spaces.
void append_joined(std::string& out, std::string_view paragraph) {
  bool space = false;
  for (const char c : paragraph) {
    if (c == ' ' || c == '\n') { space = true; continue; }
    if (space) out.push_back(' ');
    space = false;
    out.push_back(c);
  }
}

}  // namespace

Result<Article> read_plain(std::string_view bytes, const std::string& where) {
  Result<std::string> clean = clean_text(bytes, where);
  if (!clean) return clean.error();
  Article article;
  const std::string_view body = behind_headers(*clean, article);
  const std::vector<Span> parts = paragraphs(body);
  for (std::size_t k = 0; k < parts.size(); ++k) {
    const std::string_view paragraph = body.substr(parts[k].begin, parts[k].size());
    if (k == 0 && article.title.empty() && parts.size() > 1 && looks_like_title(paragraph)) {
      append_joined(article.title, paragraph);
      continue;
    }
    if (!article.text.empty()) article.text += "\n\n";
    append_joined(article.text, paragraph);
  }
  return article;
}

}  // namespace demarche
