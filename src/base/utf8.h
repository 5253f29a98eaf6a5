// UTF-8, one code point at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace demarche {

inline constexpr char32_t kBadCodePoint = 0xFFFFFFFF;

/// Decodes the code point at `at` (< s.size()) and moves `at` behind it. Overlong forms, surrogates, values above U+10FFFF and
/// broken sequences give kBadCodePoint and move by one byte.
inline char32_t next_code_point(std::string_view s, std::size_t& at) {
  const auto byte = [&](std::size_t k) -> std::uint32_t { return static_cast<unsigned char>(s[k]); };
  const std::uint32_t lead = byte(at);
  if (lead < 0x80) return ++at, static_cast<char32_t>(lead);
  int more = 0;
  std::uint32_t value = 0;
  std::uint32_t least = 0;
  if (lead >= 0xC2 && lead <= 0xDF) { more = 1, value = lead & 0x1F, least = 0x80; }
  else if ((lead & 0xF0) == 0xE0) { more = 2, value = lead & 0x0F, least = 0x800; }
  else if (lead >= 0xF0 && lead <= 0xF4) { more = 3, value = lead & 0x07, least = 0x10000; }
  else return ++at, kBadCodePoint;
  if (at + static_cast<std::size_t>(more) >= s.size()) return ++at, kBadCodePoint;
  for (int k = 1; k <= more; ++k) {
    const std::uint32_t b = byte(at + static_cast<std::size_t>(k));
    if ((b & 0xC0) != 0x80) return ++at, kBadCodePoint;
    value = value << 6 | (b & 0x3F);
  }
  if (value < least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return ++at, kBadCodePoint;
  at += static_cast<std::size_t>(more) + 1;
  return static_cast<char32_t>(value);
}

inline void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](std::uint32_t b) { out.push_back(static_cast<char>(b)); };
  if (c < 0x80) { put(c); }
  else if (c < 0x800) { put(0xC0 | c >> 6), put(0x80 | (c & 0x3F)); }
  else if (c < 0x10000) { put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F)); }
  else { put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 0x3F)), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F)); }
}

/// ASCII and Latin-1 capitals to small letters; all else as it is.
inline char32_t to_lower(char32_t c) {
  if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7)) return c + 0x20;
  return c;
}
inline bool is_upper(char32_t c) { return to_lower(c) != c; }

/// `s` with to_lower on each code point; bad bytes are kept.
inline std::string lower(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t from = at;
    const char32_t c = next_code_point(s, at);
    if (c == kBadCodePoint) out.append(s.substr(from, at - from));
    else append_utf8(out, to_lower(c));
  }
  return out;
}

/// Number of code points (a bad byte counts as one).
inline std::size_t count_code_points(std::string_view s) {
  std::size_t n = 0;
  for (std::size_t at = 0; at < s.size(); ++n) next_code_point(s, at);
  return n;
}

}  // namespace demarche
