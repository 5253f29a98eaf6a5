// Bytes become clean UTF-8.
//
// Relies on: base/utf8.h. Doors: clean_text(), tidy(), is_clean().
// In order: UTF-16 is decoded; binary is refused; what is no UTF-8 is read as Windows-1252 where most of it is so, else its bad
// bytes become U+FFFD; runs of UTF-8 that somebody read as Windows-1252 ("â€™") are read back where nearly all of the text's
// non-ASCII is so; control characters go.
#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.h"
#include "text/text.h"

namespace demarche {
namespace {

constexpr std::size_t kSniffed = 4096;  // bytes looked at to tell text from binary
constexpr char32_t kReplacement = 0xFFFD;

// Bytes 0x80 to 0x9F of Windows-1252; the five unassigned ones stand for themselves, as browsers read them.
constexpr std::array<char32_t, 32> kWindows1252 = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
    0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

char32_t from_windows_1252(unsigned char b) { return b >= 0x80 && b < 0xA0 ? kWindows1252[b - 0x80u] : b; }

/// The byte that Windows-1252 writes for `c`, or -1.
int to_windows_1252(char32_t c) {
  if (c < 0x80 || (c >= 0xA0 && c < 0x100)) return static_cast<int>(c);
  for (std::size_t k = 0; k < kWindows1252.size(); ++k) {
    if (kWindows1252[k] == c || c == 0x80 + k) return static_cast<int>(0x80 + k);
  }
  return -1;
}

bool is_ascii(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// ---- UTF-16, binary ----

enum class Width : std::uint8_t { kBytes, kLittle, kBig };

Width width_of(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE")) return Width::kLittle;
  if (bytes.starts_with("\xFE\xFF")) return Width::kBig;
  const std::string_view head = bytes.substr(0, kSniffed);
  std::size_t zeros[2] = {0, 0};
  for (std::size_t k = 0; k < head.size(); ++k) zeros[k % 2] += head[k] == '\0';
  const auto mostly = [&](std::size_t n) { return head.size() >= 4 && n * 2 >= head.size() / 2 && n > 0; };
  if (mostly(zeros[1]) && zeros[0] == 0) return Width::kLittle;
  if (mostly(zeros[0]) && zeros[1] == 0) return Width::kBig;
  return Width::kBytes;
}

std::string decode_utf16(std::string_view bytes, bool little, Cleaning& done) {
  std::string out;
  out.reserve(bytes.size());
  const auto unit = [&](std::size_t k) -> char32_t {
    const auto a = static_cast<unsigned char>(bytes[k]), b = static_cast<unsigned char>(bytes[k + 1]);
    return static_cast<char32_t>(little ? a | b << 8 : a << 8 | b);
  };
  const auto replace = [&] { append_utf8(out, kReplacement), ++done.replaced; };
  std::size_t k = 0;
  for (; k + 1 < bytes.size(); k += 2) {
    const char32_t c = unit(k);
    if (c < 0xD800 || c > 0xDFFF) { append_utf8(out, c); continue; }
    const char32_t low = c < 0xDC00 && k + 3 < bytes.size() ? unit(k + 2) : 0;
    if (low < 0xDC00 || low > 0xDFFF) { replace(); continue; }
    append_utf8(out, 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00));
    k += 2;
  }
  if (k < bytes.size()) replace();
  return out;
}

bool is_binary(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kSniffed);
  for (const std::string_view magic : {"%PDF-", "PK\x03\x04", "\x1F\x8B", "\x89PNG", "\xFF\xD8\xFF", "GIF8", "\x7F" "ELF", "{\\rtf", "\xD0\xCF\x11\xE0"}) {
    if (head.starts_with(magic)) return true;
  }
  std::size_t odd = 0;
  for (const char c : head) {
    if (c == '\0') return true;
    odd += (static_cast<unsigned char>(c) < 0x20 && std::string_view("\t\n\r\f\v\x1B").find(c) == std::string_view::npos) || c == 0x7F;
  }
  return odd >= 4 && odd * 10 > head.size();
}

// ---- bad bytes ----

struct Tally {
  std::size_t good = 0;  ///< characters of more than one byte
  std::size_t bad = 0;   ///< bytes that belong to no character
};

Tally tally(std::string_view s) {
  Tally out;
  for (std::size_t at = 0; at < s.size();) {
    if (static_cast<unsigned char>(s[at]) < 0x80) { ++at; continue; }
    ++(next_code_point(s, at) == kBadCodePoint ? out.bad : out.good);
  }
  return out;
}

std::string decode_windows_1252(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) append_utf8(out, from_windows_1252(static_cast<unsigned char>(c)));
  return out;
}

std::string replace_bad(std::string_view s, Cleaning& done) {
  std::string out;
  out.reserve(s.size() + 16);
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t from = at;
    if (next_code_point(s, at) == kBadCodePoint) append_utf8(out, kReplacement), ++done.replaced;
    else out.append(s, from, at - from);
  }
  return out;
}

// ---- UTF-8 read as Windows-1252 ----

/// The first byte of the characters that are worth reading back: Latin, Greek, Cyrillic, general punctuation, emoji.
bool usual_lead(unsigned char b) { return (b >= 0xC2 && b <= 0xC5) || b == 0xCE || b == 0xCF || b == 0xD0 || b == 0xD1 || b == 0xE2 || b == 0xF0; }

/// The run of non-ASCII characters at `at`, read back through Windows-1252; "" where that gives no UTF-8. Moves behind the run.
std::string read_back(std::string_view s, std::size_t& at) {
  std::string bytes;
  bool fits = true;
  while (at < s.size() && static_cast<unsigned char>(s[at]) >= 0x80) {
    const char32_t c = next_code_point(s, at);
    const int byte = c == kBadCodePoint ? -1 : to_windows_1252(c);
    fits &= byte >= 0;
    if (fits) bytes.push_back(static_cast<char>(byte));
  }
  if (!fits) return {};
  for (std::size_t k = 0; k < bytes.size();) {
    if (!usual_lead(static_cast<unsigned char>(bytes[k]))) return {};
    const char32_t c = next_code_point(bytes, k);
    if (c == kBadCodePoint || (c >= 0x80 && c < 0xA0)) return {};
  }
  return bytes;
}

/// Whether most runs of non-ASCII characters can be read back.
bool is_garbled(std::string_view s) {
  std::size_t garbled = 0, sound = 0;
  for (std::size_t at = 0; at < s.size();) {
    if (static_cast<unsigned char>(s[at]) < 0x80) { ++at; continue; }
    ++(read_back(s, at).empty() ? sound : garbled);
  }
  return garbled > sound;
}

std::string read_back_all(std::string_view s, Cleaning& done) {
  std::string out;
  out.reserve(s.size());
  for (std::size_t at = 0; at < s.size();) {
    if (static_cast<unsigned char>(s[at]) < 0x80) { out.push_back(s[at++]); continue; }
    const std::size_t from = at;
    const std::string bytes = read_back(s, at);
    if (bytes.empty()) { out.append(s, from, at - from); continue; }
    out += bytes;
    ++done.repaired;
  }
  return out;
}

// ---- control characters ----

bool is_control(char32_t c) {
  return (c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0) || c == 0xFEFF || c == 0x2028 || c == 0x2029 || c == kBadCodePoint;
}

std::string drop_controls(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t from = at;
    const char32_t c = next_code_point(s, at);
    if (!is_control(c)) { out.append(s, from, at - from); continue; }
    if (c == '\r' || c == '\f' || c == 0x2028) {
      if (c != '\r' || at >= s.size() || s[at] != '\n') out.push_back('\n');
    } else if (c == 0x2029) {
      out += "\n\n";
    } else if (c == '\t' || c == '\v') {
      out.push_back(' ');
    } else if (c >= 0x80 && c < 0xA0 && from_windows_1252(static_cast<unsigned char>(c)) != c) {
      append_utf8(out, from_windows_1252(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

}  // namespace

bool is_clean(std::string_view text) {
  bool ascii = true;
  for (std::size_t at = 0; at < text.size();) {
    const auto b = static_cast<unsigned char>(text[at]);
    if (b >= 0x20 && b < 0x7F) { ++at; continue; }
    if (is_control(next_code_point(text, at))) return false;
    ascii &= b < 0x80;
  }
  return ascii || !is_garbled(text);
}

std::string tidy(std::string_view text, Cleaning* done) {
  Cleaning unseen;
  Cleaning& noted = done == nullptr ? unseen : *done;
  std::string out = tally(text).bad != 0 ? replace_bad(text, noted) : std::string(text);
  for (int passes = 0; passes < 3 && !is_clean(out); ++passes) {
    if (is_garbled(out)) out = read_back_all(out, noted);
    out = drop_controls(out);
  }
  return out;
}

Result<std::string> clean_text(std::string_view bytes, const std::string& where, Cleaning* done) {
  Cleaning unseen;
  Cleaning& noted = done == nullptr ? unseen : *done;
  if (const Width width = width_of(bytes); width != Width::kBytes) {
    noted.from_utf16 = true;
    return tidy(decode_utf16(bytes, width == Width::kLittle, noted), done);
  }
  if (is_binary(bytes)) return Error{ErrorKind::kMalformed, where, "is binary, not text", {}};
  if (is_ascii(bytes)) return is_clean(bytes) ? std::string(bytes) : tidy(bytes, done);
  const Tally found = tally(bytes);
  if (found.bad > found.good) {
    noted.from_windows_1252 = true;
    return tidy(decode_windows_1252(bytes), done);
  }
  return tidy(bytes, done);
}

}  // namespace demarche
