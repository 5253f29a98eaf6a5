// robots.txt, by RFC 9309. Door: Robots.
//
// §2.2.1: groups whose product token is ours are taken together; without one, those of "*". §2.2.2: the longest matching path wins,
// allow before disallow where they are equal. §2.2.3: * stands for anything, $ for the end. Paths are compared after percent-decoding
// of what needs no encoding, and encoding of what does.
#include "feeds/robots.h"

#include <algorithm>
#include <cstdlib>

#include "base/utf8.h"

namespace demarche {
namespace {

constexpr std::size_t kMostBytes = std::size_t{512} << 10;
constexpr std::size_t kLongestPath = 2048;
constexpr std::size_t kMostRules = 20'000;
constexpr std::int64_t kLongestDelayMs = 30'000;

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && static_cast<unsigned char>(s.front()) <= ' ') s.remove_prefix(1);
  while (!s.empty() && static_cast<unsigned char>(s.back()) <= ' ') s.remove_suffix(1);
  return s;
}

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char small = static_cast<char>(c | 0x20);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

bool is_unreserved(int c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~'; }

std::string normalised(std::string_view path) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  const auto encoded = [&](int byte) { out += '%', out += kDigits[byte >> 4], out += kDigits[byte & 15]; };
  for (std::size_t k = 0; k < path.size(); ++k) {
    const int c = static_cast<unsigned char>(path[k]);
    if (c == '%' && k + 2 < path.size() && hex(path[k + 1]) >= 0 && hex(path[k + 2]) >= 0) {
      const int byte = hex(path[k + 1]) * 16 + hex(path[k + 2]);
      if (is_unreserved(byte)) out += static_cast<char>(byte);
      else encoded(byte);
      k += 2;
    } else if (c >= 0x80 || c <= ' ') {
      encoded(c);
    } else {
      out += static_cast<char>(c);
    }
  }
  return out;
}

/// A pattern with * over the beginning of a text; $ at its end stands for the text's end.
bool matches(std::string_view pattern, std::string_view text) {
  const bool to_end = pattern.ends_with('$');
  if (to_end) pattern.remove_suffix(1);
  else if (!pattern.ends_with('*')) return matches(std::string(pattern) + "*$", text);
  std::size_t p = 0, t = 0, star = std::string_view::npos, from = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') star = p++, from = t;
    else if (p < pattern.size() && pattern[p] == text[t]) ++p, ++t;
    else if (star != std::string_view::npos) p = star + 1, t = ++from;
    else return false;
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::string_view product_token(std::string_view value) {
  std::size_t n = 0;
  while (n < value.size() && (value[n] == '-' || value[n] == '_' || ((value[n] | 0x20) >= 'a' && (value[n] | 0x20) <= 'z'))) ++n;
  return value.starts_with('*') ? value.substr(0, 1) : value.substr(0, n);
}

}  // namespace

Robots Robots::nothing_allowed() {
  Robots out;
  out.rules_.push_back({"/", false});
  return out;
}

Robots Robots::read(std::string_view file, std::string_view product) {
  file = file.substr(0, kMostBytes);
  if (file.starts_with("\xEF\xBB\xBF")) file.remove_prefix(3);
  const std::string own = lower(product);
  Robots ours, all;
  bool named = false;                               // a group for us was met
  bool in_ours = false, in_all = false, in_rules = true;  // whom the lines are for; after rules, a user-agent begins a new group
  while (!file.empty()) {
    const std::size_t end = std::min(file.find_first_of("\r\n"), file.size());
    std::string_view line = file.substr(0, end);
    file.remove_prefix(std::min(end + 1, file.size()));
    line = trimmed(line.substr(0, line.find('#')));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string field = lower(trimmed(line.substr(0, colon)));
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (field == "user-agent") {
      if (in_rules) in_ours = in_all = in_rules = false;
      const std::string token = lower(product_token(value));
      if (token == own) in_ours = named = true;
      if (token == "*") in_all = true;
      continue;
    }
    const bool allow = field == "allow";
    if (!allow && field != "disallow" && field != "crawl-delay") continue;  // "sitemap" and others part no groups
    in_rules = true;
    for (Robots* group : {in_ours ? &ours : nullptr, in_all ? &all : nullptr}) {
      if (!group) continue;
      if (field == "crawl-delay") {
        const double seconds = std::strtod(std::string(value).c_str(), nullptr);
        if (seconds > 0) group->delay_ms_ = seconds < kLongestDelayMs / 1000.0 ? static_cast<std::int64_t>(seconds * 1000) : kLongestDelayMs;
      } else if (!value.empty() && value.size() <= kLongestPath && group->rules_.size() < kMostRules) {
        group->rules_.push_back({normalised(value), allow});
      }
    }
  }
  return named ? ours : all;
}

bool Robots::allows(std::string_view target) const {
  if (target == "/robots.txt") return true;
  const std::string path = normalised(target.empty() ? "/" : target);
  const Rule* best = nullptr;
  for (const Rule& r : rules_) {
    if (best && (r.path.size() < best->path.size() || (r.path.size() == best->path.size() && (best->allows || !r.allows)))) continue;
    if (matches(r.path, path)) best = &r;
  }
  return !best || best->allows;
}

}  // namespace demarche
