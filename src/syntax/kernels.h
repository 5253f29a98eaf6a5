// The inner loops, vectorised with Highway for whatever the machine has (SSE4 to AVX-512 VNNI, NEON); chosen at run time.
//
// Activations are u8: 128 + round(value / scale), so 128 is zero. Weights are i8 from −63 to 63, with one scale a row
// (the eighth bit buys no accuracy, and without it AVX2 can add products in pairs). Products are summed in i32, which is exact,
// so that a row's result does not depend on what else is in the batch, nor on the vector width.
//
// A packed matrix holds its rows in blocks of 64 (4 panels of 16), four columns at a time:
//   data[block][column / 4][panel][row in panel][column % 4]
// A block of an LSTM has the gates i, f, g, o of the same 16 hidden units as its four panels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>
#include <utility>

namespace demarche::syntax {

/// A buffer aligned to 64 bytes that can only grow; new space is not set unless asked.
template <class T>
class Aligned {
 public:
  Aligned() = default;
  explicit Aligned(std::size_t n, T fill = T{}) {
    reserve(n);
    for (std::size_t i = 0; i < n; ++i) at_.get()[i] = fill;
  }
  /// At least `n` elements; content is lost where the buffer grows.
  T* reserve(std::size_t n) {
    if (n > size_) {
      const std::size_t bytes = (n * sizeof(T) + 63) / 64 * 64;
      at_.reset(static_cast<T*>(std::aligned_alloc(64, bytes)));
      if (!at_) std::abort();
      std::memset(static_cast<void*>(at_.get()), 0, bytes);
      size_ = n;
    }
    return at_.get();
  }
  T* data() { return at_.get(); }
  const T* data() const { return at_.get(); }
  T& operator[](std::size_t i) { return at_.get()[i]; }
  const T& operator[](std::size_t i) const { return at_.get()[i]; }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  struct Free {
    void operator()(T* p) const { std::free(p); }
  };
  std::unique_ptr<T, Free> at_;
  std::size_t size_ = 0;
};
using AlignedBytes = Aligned<std::uint8_t>;
using AlignedFloats = Aligned<float>;

inline constexpr std::size_t kPanel = 16;
inline constexpr std::size_t kBlock = 64;
inline constexpr std::size_t round_up(std::size_t n, std::size_t to) { return (n + to - 1) / to * to; }

struct PackedMatrix {
  std::size_t rows = 0;   ///< outputs, a multiple of kBlock
  std::size_t depth = 0;  ///< inputs, a multiple of 4
  Aligned<std::int8_t> data;
  AlignedFloats scale;         ///< [rows]
  Aligned<std::int32_t> zero;  ///< [rows] −128 · Σ weights: takes the activations' offset out

  PackedMatrix() = default;
  PackedMatrix(std::size_t r, std::size_t d) : rows(r), depth(d), data(r * d), scale(r), zero(r) {}

  /// Quantises `values` (depth long, zeros as padding) into row `row`.
  void set_row(std::size_t row, const float* values);
};

/// values[0, n) → 128 + round(value / scale), scale = max|value| / 127, which is returned. `out` is set up to `padded` (with
/// 128).
float quantise(const float* values, std::size_t n, std::size_t padded, std::uint8_t* out);

/// out[t·stride + r] = scales[t] · matrix.scale[r] · Σ + bias[r] for t < n and r < columns (a multiple of 16). `scales` null: all
/// 1/127.
void multiply(const PackedMatrix& matrix, const std::uint8_t* x, std::size_t x_stride, const float* scales, std::size_t n,
              const float* bias, std::size_t columns, float* out, std::size_t stride);

/// One sentence's part in one LSTM step.
struct LstmRow {
  const std::uint8_t* x;
  const std::uint8_t* h;  ///< the state before
  std::uint8_t* out;      ///< the state after, `units` bytes
  float* c;               ///< cells, changed in place
  float x_scale;
};
/// One step of one direction for all rows.
void lstm_step(const PackedMatrix& wx, const PackedMatrix& wh, const float* bias, std::span<const LstmRow> rows);

/// Σ a[k]·b[k], k < n; n a multiple of 16, both aligned to 64.
float dot(const float* a, const float* b, std::size_t n);
/// out[j] = a · b[j·stride], for j < m.
void dots(const float* a, const float* b, std::size_t stride, std::size_t m, std::size_t n, float* out);
/// Leaky ReLU with slope 0.1, in place; n a multiple of 16.
void leaky_relu(float* x, std::size_t n);
/// Index of the first largest number of x[0, n).
std::size_t arg_max(const float* x, std::size_t n);
/// x[k] += scale · row[k] over i8 rows.
void add_scaled(const std::int8_t* row, float scale, std::size_t n, float* x);

/// The vector instructions in use: "AVX3_DL".
const char* kernel_target();

}  // namespace demarche::syntax
