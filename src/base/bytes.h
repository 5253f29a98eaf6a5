// Bounds-checked reading of bytes from outside. Every file format of the project reads through this.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>

namespace demarche {

using Bytes = std::span<const std::byte>;

inline Bytes as_bytes(std::string_view s) { return std::as_bytes(std::span(s.data(), s.size())); }
inline std::string_view as_chars(Bytes b) { return {reinterpret_cast<const char*>(b.data()), b.size()}; }

/// A cursor over bytes; each read fails (nullopt) instead of passing the end, and a failed read does not move. Little endian.
class ByteReader {
 public:
  explicit ByteReader(Bytes bytes, std::size_t at = 0) : bytes_(bytes), at_(at <= bytes.size() ? at : bytes.size()) {}

  template <class T>
  std::optional<T> read() {
    static_assert(std::is_trivially_copyable_v<T> && std::endian::native == std::endian::little);
    if (bytes_.size() - at_ < sizeof(T)) return std::nullopt;
    T value;
    std::memcpy(&value, bytes_.data() + at_, sizeof(T));
    at_ += sizeof(T);
    return value;
  }
  std::optional<Bytes> take(std::size_t n) {
    if (bytes_.size() - at_ < n) return std::nullopt;
    Bytes out = bytes_.subspan(at_, n);
    at_ += n;
    return out;
  }
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }

 private:
  Bytes bytes_;
  std::size_t at_;
};

/// The part [offset, offset + size) of `all`, or nullopt where it does not lie within.
inline std::optional<Bytes> slice(Bytes all, std::uint64_t offset, std::uint64_t size) {
  if (offset > all.size() || size > all.size() - offset) return std::nullopt;
  return all.subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(size));
}

}  // namespace demarche
