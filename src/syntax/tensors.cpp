// The container of weights files, read. Relies on base/bytes.h for every read; trusts nothing it has not checked.
// Doors: TensorReader, in the order header, directory, then tensors by name with their shapes.
#include "syntax/tensors.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace demarche::syntax {
namespace {

constexpr std::size_t kAlign = 64;
constexpr std::size_t kHeaderBytes = 64;
constexpr std::size_t kEntryBytes = 128;
constexpr std::size_t kMostTensors = 256;
constexpr std::uint32_t kVersion = 1;

std::size_t size_of(Element type) { return type == Element::kF32 || type == Element::kI32 ? 4 : 1; }

/// Product of the dimensions, or nullopt above `limit`.
std::optional<std::uint64_t> product(std::span<const std::uint64_t> dims, std::uint64_t limit) {
  std::uint64_t n = 1;
  for (const std::uint64_t d : dims) {
    if (d != 0 && n > limit / d) return std::nullopt;
    n *= d;
  }
  return n;
}

std::string printable(std::string_view s) {
  std::string out(s.substr(0, 64));
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return out;
}

/// Eight tables, so that eight bytes go at a time ("slicing by 8": Kounavis and Berry 2005).
constexpr auto kCrcTables = [] {
  std::array<std::array<std::uint32_t, 256>, 8> t{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t c = i;
    for (int k = 0; k < 8; ++k) c = (c & 1) != 0 ? 0xEDB88320u ^ c >> 1 : c >> 1;
    t[0][i] = c;
  }
  for (std::size_t k = 1; k < 8; ++k) {
    for (std::size_t i = 0; i < 256; ++i) t[k][i] = t[k - 1][i] >> 8 ^ t[0][t[k - 1][i] & 0xFF];
  }
  return t;
}();

}  // namespace

std::uint32_t crc32(Bytes bytes) {
  const auto& t = kCrcTables;
  std::uint32_t c = 0xFFFFFFFFu;
  while (bytes.size() >= 8) {
    std::uint32_t low = 0, high = 0;
    std::memcpy(&low, bytes.data(), 4);
    std::memcpy(&high, bytes.data() + 4, 4);
    low ^= c;
    c = t[7][low & 0xFF] ^ t[6][low >> 8 & 0xFF] ^ t[5][low >> 16 & 0xFF] ^ t[4][low >> 24] ^ t[3][high & 0xFF] ^
        t[2][high >> 8 & 0xFF] ^ t[1][high >> 16 & 0xFF] ^ t[0][high >> 24];
    bytes = bytes.subspan(8);
  }
  for (const std::byte b : bytes) c = t[0][(c ^ static_cast<std::uint32_t>(b)) & 0xFF] ^ c >> 8;
  return ~c;
}

bool TensorReader::fail(std::string message, ErrorKind kind) {
  error_ = Error{kind, std::string(where_), std::move(message), {}};
  return false;
}

bool TensorReader::fail_at(std::string_view tensor, std::string_view message) {
  return fail("tensor " + printable(tensor) + " " + std::string(message));
}

bool TensorReader::header(bool checksum) {
  if (bytes_.size() < kHeaderBytes) return fail("is too short for a weights file");
  if (as_chars(bytes_.first(8)) != "DMRCHWT1") return fail("is no weights file: it does not begin with DMRCHWT1");
  ByteReader in(bytes_, 8);
  const std::uint32_t version = *in.read<std::uint32_t>();
  if (version != kVersion)
    return fail("has version " + std::to_string(version) + "; this program reads version 1", ErrorKind::kUnsupported);
  count_ = *in.read<std::uint32_t>();
  if (count_ > kMostTensors) return fail("lists more than 256 tensors", ErrorKind::kTooLarge);
  const std::uint64_t size = *in.read<std::uint64_t>();
  if (size != bytes_.size())
    return fail("should have " + std::to_string(size) + " bytes and has " + std::to_string(bytes_.size()));
  checksum_ = *in.read<std::uint32_t>();
  if (checksum && crc32(bytes_.subspan(kHeaderBytes)) != checksum_) return fail("is damaged: its checksum does not fit");
  return true;
}

bool TensorReader::directory() {
  if (!slice(bytes_, kHeaderBytes, std::uint64_t{count_} * kEntryBytes)) return fail("ends within its directory");
  for (std::uint32_t i = 0; i < count_; ++i) {
    if (!entry(kHeaderBytes + i * kEntryBytes)) return false;
  }
  return true;
}

bool TensorReader::entry(std::size_t at) {
  ByteReader in(bytes_, at);
  const std::string_view field = as_chars(*in.take(64));
  Tensor t;
  t.name = field.substr(0, field.find('\0'));
  const std::uint32_t type = *in.read<std::uint32_t>();
  t.rank = *in.read<std::uint32_t>();
  for (std::uint64_t& d : t.dims) d = *in.read<std::uint64_t>();
  const std::uint64_t offset = *in.read<std::uint64_t>();
  const std::uint64_t size = *in.read<std::uint64_t>();
  if (t.name.empty()) return fail("has a tensor without a name");
  if (find(t.name)) return fail_at(t.name, "is listed twice");
  if (type > 3) return fail_at(t.name, "has an unknown element type");
  t.type = static_cast<Element>(type);
  if (t.rank < 1 || t.rank > 3) return fail_at(t.name, "has a rank other than 1, 2 or 3");
  for (std::uint32_t r = t.rank; r < 3; ++r) {
    if (t.dims[r] != 1) return fail_at(t.name, "has a dimension beyond its rank");
  }
  const auto elements = product(t.dims, bytes_.size());
  if (!elements || *elements * size_of(t.type) != size) return fail_at(t.name, "has a size that does not fit its dimensions");
  const auto part = slice(bytes_, offset, size);
  if (!part || offset % kAlign != 0 || offset < kHeaderBytes + std::uint64_t{count_} * kEntryBytes)
    return fail_at(t.name, "lies outside the file");
  t.bytes = *part;
  tensors_.push_back(t);
  return true;
}

const Tensor* TensorReader::find(std::string_view name) const {
  const auto found = std::find_if(tensors_.begin(), tensors_.end(), [&](const Tensor& t) { return t.name == name; });
  return found == tensors_.end() ? nullptr : &*found;
}

bool TensorReader::lines(std::string_view name, std::vector<std::string_view>& out, std::size_t most) {
  const Tensor* t = find(name);
  if (!t) return fail("lacks the tensor " + std::string(name));
  if (t->type != Element::kU8 || t->rank != 1) return fail_at(name, "is no list of strings");
  std::string_view rest = as_chars(t->bytes);
  if (!rest.empty() && rest.back() != '\n') return fail_at(name, "does not end with a line break");
  out.reserve(rest.size() / 8);
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    out.push_back(rest.substr(0, end));
    rest.remove_prefix(end + 1);
    if (out.size() > most) return fail_at(name, "has more than " + std::to_string(most) + " lines");
  }
  return true;
}

bool TensorReader::vector(std::string_view name, std::uint64_t n, Vector& out) {
  const Tensor* t = find(name);
  if (!t) return fail("lacks the tensor " + std::string(name));
  if (t->type != Element::kF32 || t->rank != 1 || t->dims[0] != n)
    return fail_at(name, "is not f32 [" + std::to_string(n) + "]");
  out = {reinterpret_cast<const float*>(t->bytes.data()), n};
  return true;
}

bool TensorReader::matrix(const std::string& name, std::size_t planes, std::size_t rows, std::size_t cols, Matrix& out) {
  const Tensor* t = find(name);
  if (!t) return fail("lacks the tensor " + name);
  const bool shaped = planes == 0 ? t->rank == 2 && t->dims[0] == rows && t->dims[1] == cols
                                  : t->rank == 3 && t->dims[0] == planes && t->dims[1] == rows && t->dims[2] == cols;
  if (!shaped) return fail_at(name, "does not have the shape that config and lists ask for");
  out.rows = planes == 0 ? rows : planes * rows;
  out.cols = cols;
  if (t->type == Element::kF32) {
    out.f32 = reinterpret_cast<const float*>(t->bytes.data());
    return true;
  }
  if (t->type != Element::kI8) return fail_at(name, "is neither f32 nor i8");
  out.i8 = reinterpret_cast<const std::int8_t*>(t->bytes.data());
  Vector scale;
  if (!vector(name + ".scale", out.rows, scale)) return false;
  out.scale = scale.data();
  return true;
}

}  // namespace demarche::syntax
