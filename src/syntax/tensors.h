// The container of weights files: a header, a directory of named tensors, the tensors. docs/model-format.md has the layout.
// Internal to src/syntax and its tests.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "demarche/result.h"

namespace demarche::syntax {

/// CRC-32 as zlib has it.
std::uint32_t crc32(Bytes bytes);

/// A matrix as the file holds it: f32, or i8 with one f32 scale a row.
struct Matrix {
  const float* f32 = nullptr;
  const std::int8_t* i8 = nullptr;
  const float* scale = nullptr;
  std::size_t rows = 0;
  std::size_t cols = 0;

  [[nodiscard]] float at(std::size_t r, std::size_t c) const {
    return f32 ? f32[r * cols + c] : static_cast<float>(i8[r * cols + c]) * scale[r];
  }
};

using Vector = std::span<const float>;

enum class Element : std::uint32_t { kF32, kI8, kU8, kI32 };

struct Tensor {
  std::string_view name;
  Element type = Element::kU8;
  std::uint32_t rank = 1;
  std::array<std::uint64_t, 3> dims{};
  Bytes bytes;
};

/// A walk through a container that stops at the first thing wrong and remembers it. Every function says whether it went well; what
/// it hands out are views of `bytes`, which must be aligned to 64 and outlive them.
class TensorReader {
 public:
  TensorReader(Bytes bytes, std::string_view where) : bytes_(bytes), where_(where) {}

  bool header(bool checksum);
  bool directory();
  [[nodiscard]] const Tensor* find(std::string_view name) const;
  /// A list of strings, one a line.
  bool lines(std::string_view name, std::vector<std::string_view>& out, std::size_t most);
  bool vector(std::string_view name, std::uint64_t n, Vector& out);
  /// A matrix of rank 2, or of rank 3 whose first two dimensions (planes × rows) are read as rows.
  bool matrix(const std::string& name, std::size_t planes, std::size_t rows, std::size_t cols, Matrix& out);

  bool fail(std::string message, ErrorKind kind = ErrorKind::kMalformed);
  bool fail_at(std::string_view tensor, std::string_view message);
  [[nodiscard]] const Error& error() const { return error_; }
  [[nodiscard]] std::uint32_t checksum() const { return checksum_; }  ///< as the header states it

 private:
  bool entry(std::size_t at);
  Bytes bytes_;
  std::string_view where_;
  std::uint32_t count_ = 0, checksum_ = 0;
  std::vector<Tensor> tensors_;
  Error error_;
};

}  // namespace demarche::syntax
