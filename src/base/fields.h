// Lines and blank-separated fields of the small word lists under data/; "#" begins a comment.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "demarche/result.h"

namespace demarche {

/// Takes the next field off `line`; empty at its end or at a comment.
inline std::string_view next_field(std::string_view& line) {
  const std::size_t begin = std::min(line.find_first_not_of(" \t\r"), line.size());
  line.remove_prefix(begin);
  if (line.starts_with('#')) line = {};
  const std::string_view field = line.substr(0, line.find_first_of(" \t\r"));
  line.remove_prefix(field.size());
  return field;
}

/// Hands over line after line until `take(line)` says false, which gives kMalformed, "WHERE:LINE".
template <class Take>
Status each_line(std::string_view text, const std::string& where, const Take& take) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (!take(text.substr(0, end))) {
      return Error{ErrorKind::kMalformed, where + ":" + std::to_string(number), "is no line of this file's kind", {}};
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return Done{};
}

}  // namespace demarche
