// names: squashing, capitals, cutting. Relies on the text layer's tokeniser.
#include "lexicon/names.h"

#include <cstdint>

#include "base/utf8.h"
#include "lexicon/draft.h"
#include "text/text.h"

namespace demarche::lexicon {
namespace {

char32_t to_upper(char32_t c) {
  if ((c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7)) return c - 0x20;
  return c;
}

bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x201B || c == 0xB4 || c == 0x2BC; }

bool is_plain(std::string_view phrase) {
  return phrase.find_first_not_of("abcdefghijklmnopqrstuvwxyz ") == std::string_view::npos;
}

std::vector<std::string> at_blanks(std::string_view phrase) {
  std::vector<std::string> out;
  while (!(phrase = trim(phrase)).empty()) {
    const std::size_t end = std::min(phrase.find(' '), phrase.size());
    out.emplace_back(phrase.substr(0, end));
    phrase.remove_prefix(end);
  }
  return out;
}

}  // namespace

bool is_squashed(char32_t c) {
  return c == ' ' || c == '-' || c == '.' || c == 0xA0 || is_apostrophe(c) || (c >= 0x2010 && c <= 0x2013);
}

void append_squashed(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    if (!is_squashed(next_code_point(text, at))) out.append(text.substr(from, at - from));
  }
}

std::string upper(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    const char32_t c = next_code_point(text, at);
    if (c == kBadCodePoint) out.append(text.substr(from, at - from));
    else append_utf8(out, to_upper(c));
  }
  return out;
}

bool is_all_capitals(std::string_view text) {
  bool any = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c == kBadCodePoint || to_upper(c) != c) return false;
    any = any || is_upper(c);
  }
  return any;
}

std::size_t count_letters(std::string_view text) {
  std::size_t n = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    n += c != kBadCodePoint && (is_upper(c) || to_upper(c) != c) ? 1 : 0;
  }
  return n;
}

void append_lower(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    const char32_t c = next_code_point(text, at);
    if (c == kBadCodePoint) out.append(text.substr(from, at - from));
    else append_utf8(out, is_apostrophe(c) ? U'\'' : to_lower(c));
  }
}

std::vector<std::string> cut(std::string_view phrase) {
  if (is_plain(phrase)) return at_blanks(phrase);
  Article article;
  article.text = phrase;
  Document document(std::move(article));
  tokenize(document, {0, static_cast<std::uint32_t>(phrase.size())}, Orthography::english());
  std::vector<std::string> out;
  for (const Word& word : document.words) append_lower(out.emplace_back(), word.form);
  return out;
}

}  // namespace demarche::lexicon
