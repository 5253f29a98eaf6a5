// Small things that the files of Mentions share; nobody else's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "reading/reading.h"

namespace demarche {

inline constexpr std::int64_t kNotAsked = -2;
inline constexpr std::int64_t kNothing = -1;
inline constexpr std::size_t kBack = 200;  ///< mentions looked back over for what "the alliance" or "the two countries" mean

/// The words of a text parted by blanks.
inline std::vector<std::string> split(std::string_view blanks) {
  std::vector<std::string> out;
  while (!blanks.empty()) {
    const auto at = blanks.find(' ');
    if (at != 0) out.emplace_back(blanks.substr(0, at));
    if (at == std::string_view::npos) break;
    blanks.remove_prefix(at + 1);
  }
  return out;
}

inline bool is_modifier(const Word& w) { return w.rel == Rel::kAmod || w.rel == Rel::kCompound || w.rel == Rel::kNmod || w.rel == Rel::kDet; }
inline bool is_name_link(const Word& w) { return w.rel == Rel::kFlat || w.rel == Rel::kCompound || w.rel == Rel::kAppos; }

}  // namespace demarche
