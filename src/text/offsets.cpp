// Byte offsets to code point offsets.
//
// Relies on: nothing. Door: OffsetMap. A code point is counted at its first byte, so an offset within one counts it.
#include "text/text.h"

namespace demarche {
namespace {

constexpr std::size_t kStride = 256;

std::size_t heads(std::string_view bytes) {
  std::size_t n = 0;
  for (const char c : bytes) n += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return n;
}

}  // namespace

OffsetMap::OffsetMap(std::string_view text) : text_(text) {
  bool ascii = true;
  for (const char c : text) ascii &= static_cast<unsigned char>(c) < 0x80;
  if (ascii) return;
  std::size_t n = 0;
  checkpoints_.reserve(text.size() / kStride + 1);
  for (std::size_t at = 0; at <= text.size(); at += kStride) {
    checkpoints_.push_back(static_cast<std::uint32_t>(n));
    n += heads(text.substr(at, kStride));
  }
}

std::size_t OffsetMap::code_points(std::size_t offset) const {
  offset = offset < text_.size() ? offset : text_.size();
  if (checkpoints_.empty()) return offset;
  const std::size_t from = offset / kStride * kStride;
  return checkpoints_[offset / kStride] + heads(text_.substr(from, offset - from));
}

}  // namespace demarche
