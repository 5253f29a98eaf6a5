// One character of a text as the cutters see it. Internal to the text layer.
#pragma once

#include <array>
#include <string_view>

#include "base/utf8.h"

namespace demarche {

enum class Glyph : std::uint8_t { kSpace, kLetter, kDigit, kApostrophe, kHyphen, kDash, kMark };

struct Sighting {
  Glyph glyph = Glyph::kSpace;
  std::uint8_t size = 1;  ///< bytes
};

inline constexpr std::array<Glyph, 128> kAsciiGlyphs = [] {
  std::array<Glyph, 128> out{};
  for (int c = 0; c < 128; ++c) {
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    out[static_cast<std::size_t>(c)] = c <= ' ' || c == 0x7F        ? Glyph::kSpace
                                       : letter                     ? Glyph::kLetter
                                       : c >= '0' && c <= '9'       ? Glyph::kDigit
                                       : c == '\'' || c == '`'      ? Glyph::kApostrophe
                                       : c == '-'                   ? Glyph::kHyphen
                                                                    : Glyph::kMark;
  }
  return out;
}();

inline Glyph glyph_of(char32_t c) {
  if (c < 0x80) return kAsciiGlyphs[c];
  if (c == 0x85 || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000)
    return Glyph::kSpace;
  if (c == 0x2018 || c == 0x2019 || c == 0x201B || c == 0xB4 || c == 0x2BC) return Glyph::kApostrophe;
  if (c == 0x2010 || c == 0x2011) return Glyph::kHyphen;
  if (c >= 0x2012 && c <= 0x2015) return Glyph::kDash;
  const bool latin_mark = c >= 0xA1 && c <= 0xBF && c != 0xAA && c != 0xB2 && c != 0xB3 && c != 0xB5 && c != 0xB9 && c != 0xBA && c != 0xAD &&
                          !(c >= 0xBC && c <= 0xBE);
  const bool general_mark = (c >= 0x2016 && c <= 0x205E) || (c >= 0x20A0 && c <= 0x20CF) || (c >= 0x2190 && c <= 0x2BFF) ||
                            (c >= 0x2200 && c <= 0x22FF) || c == 0x2116 || c == 0x2122;
  const bool wide_mark = (c >= 0x3001 && c <= 0x3003) || (c >= 0x3008 && c <= 0x301F) || (c >= 0xFF01 && c <= 0xFF0F) ||
                         (c >= 0xFF1A && c <= 0xFF20) || (c >= 0x1F000 && c <= 0x1FAFF) || c == 0xD7 || c == 0xF7;
  return latin_mark || general_mark || wide_mark ? Glyph::kMark : Glyph::kLetter;
}

/// What stands at `at` (< text.size()); a broken byte counts as a letter of one byte.
inline Sighting see(std::string_view text, std::size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c < 0x80) return {kAsciiGlyphs[c], 1};
  std::size_t after = at;
  const char32_t code = next_code_point(text, after);
  if (code == kBadCodePoint) return {Glyph::kLetter, 1};
  return {glyph_of(code), static_cast<std::uint8_t>(after - at)};
}

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_ascii_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
inline bool is_ascii_capital(char c) { return c >= 'A' && c <= 'Z'; }
inline bool is_ascii_small(char c) { return c >= 'a' && c <= 'z'; }

/// Capital letters of the Latin, Greek and Cyrillic scripts.
inline bool is_capital(char32_t c) {
  return is_upper(c) || (c >= 0x100 && c <= 0x137 && c % 2 == 0) || (c >= 0x139 && c <= 0x148 && c % 2 == 1) ||
         (c >= 0x14A && c <= 0x177 && c % 2 == 0) || (c >= 0x391 && c <= 0x3A9) || (c >= 0x400 && c <= 0x42F) || c == 0x178 || c == 0x179 ||
         c == 0x17B || c == 0x17D;
}
inline bool begins_capital(std::string_view word) {
  std::size_t at = 0;
  return !word.empty() && is_capital(next_code_point(word, at));
}
inline bool begins_small(std::string_view word) {
  std::size_t at = 0;
  if (word.empty()) return false;
  const char32_t c = next_code_point(word, at);
  return c != kBadCodePoint && glyph_of(c) == Glyph::kLetter && !is_capital(c);
}

}  // namespace demarche
