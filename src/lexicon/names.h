// How names and phrases are made comparable. Internal to the lexicon layer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace demarche::lexicon {

/// Whether squashing leaves this character out: blanks, hyphens, dots, apostrophes.
bool is_squashed(char32_t c);
/// Appends `text` without the characters that squashing leaves out.
void append_squashed(std::string& out, std::string_view text);
/// Letters of ASCII and Latin-1 to capitals; all else as it is.
std::string upper(std::string_view text);
/// Whether there is a letter and none is small (as far as `upper` knows them).
bool is_all_capitals(std::string_view text);
std::size_t count_letters(std::string_view text);
/// Appends `text` in lower case, curly apostrophes straight.
void append_lower(std::string& out, std::string_view text);

/// Keys in capitals stand behind this byte in the table of names, so that "POLISH" never meets the name "POLISH" itself.
inline constexpr char kCapitalsMark = '\x01';
inline constexpr std::size_t kLongestName = 200;    // bytes of a squashed name
inline constexpr std::size_t kLongestPhrase = 120;  // bytes of a role phrase or member of a class
inline constexpr std::uint32_t kPhraseWords = 8;    // words of a phrase that the sources may ask for

inline std::uint64_t hash_of(std::string_view text, std::uint64_t seed = 0) {
  std::uint64_t h = 0xCBF29CE484222325u ^ (seed * 0x9E3779B97F4A7C15u);
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return h ^ h >> 29;
}

}  // namespace demarche::lexicon
