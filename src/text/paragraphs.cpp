// Finds the paragraphs of a text.
//
// Relies on: nothing. Door: paragraphs().
// Blank lines part blocks. Within a block, line breaks part paragraphs where any line is longer than a typewriter's; shorter lines
// are one paragraph, wrapped.
#include "text/glyph.h"
#include "text/text.h"

namespace demarche {
namespace {

constexpr std::size_t kLongestWrappedLine = 110;  // bytes

bool blank(std::string_view line) { return line.find_first_not_of(" \t\r\f\v") == std::string_view::npos; }

void add_trimmed(std::vector<Span>& out, std::string_view text, std::size_t begin, std::size_t end) {
  while (begin < end && static_cast<unsigned char>(text[begin]) <= ' ') ++begin;
  while (end > begin && static_cast<unsigned char>(text[end - 1]) <= ' ') --end;
  if (begin < end) out.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
}

}  // namespace

std::vector<Span> paragraphs(std::string_view text) {
  std::vector<Span> out;
  std::vector<std::size_t> breaks;  // line breaks within the block
  std::size_t block = 0, longest = 0;
  const auto close_block = [&](std::size_t end) {
    if (longest > kLongestWrappedLine) {
      for (const std::size_t at : breaks) {
        add_trimmed(out, text, block, at);
        block = at;
      }
    }
    add_trimmed(out, text, block, end);
    breaks.clear();
    longest = 0;
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (blank(text.substr(at, end - at))) {
      close_block(at);
      block = std::min(end + 1, text.size());
    } else {
      longest = std::max(longest, end - at);
      if (end < text.size()) breaks.push_back(end);
    }
    at = end + 1;
  }
  close_block(text.size());
  return out;
}

}  // namespace demarche
