// Lists as one text, and back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace demarche {

/// "a; b; c"
inline std::string joined(const std::vector<std::string>& parts, std::string_view between = "; ") {
  std::string out;
  for (std::size_t n = 0; n < parts.size(); ++n) {
    if (n > 0) out += between;
    out += parts[n];
  }
  return out;
}

/// The parts again; nothing gives no part.
inline std::vector<std::string> split(std::string_view text, std::string_view between = "; ") {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = text.find(between);
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + between.size());
  }
  return out;
}

}  // namespace demarche
