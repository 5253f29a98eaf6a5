// The inner loops (kernels.h). This file is compiled once for each instruction set; foreach_target.h includes it again and again.
// Relies on Highway. Doors: the functions at the end.
#define HWY_WANT_AVX3_DL
#define HWY_DISABLED_TARGETS \
  (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)  // of vectors whose size is not known here
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "syntax/kernels.cpp"
#include "syntax/kernels.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "hwy/foreach_target.h"  // must come before highway.h
#include "hwy/highway.h"

#if defined(__clang__)
#define DEMARCHE_UNROLL _Pragma("clang loop unroll(full)")
#else
#define DEMARCHE_UNROLL _Pragma("GCC unroll 16")
#endif

HWY_BEFORE_NAMESPACE();
namespace demarche::syntax::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR
constexpr std::size_t kLanes = 1;
#else
constexpr std::size_t kLanes = HWY_MIN(HWY_LANES(float), kPanel);
#endif
using DF = hn::CappedTag<float, kLanes>;
using DI = hn::RebindToSigned<DF>;
using DB = hn::Rebind<std::uint8_t, DF>;
using DS = hn::Rebind<std::int8_t, DF>;
using VF = hn::Vec<DF>;
using VI = hn::Vec<DI>;

// Rows that a tile takes at once: 4 panels × rows of sums should fill the registers and not more.
#if HWY_TARGET == HWY_AVX3_DL || HWY_TARGET == HWY_AVX3
constexpr int kTileRows = 6;
#else
constexpr int kTileRows = 3;
#endif

constexpr float kMostWeight = 63;

// ---- Four u8 × i8 products a lane ----

#if HWY_TARGET == HWY_AVX3_DL
using Four = VI;
HWY_INLINE Four weights_of(VI w) { return w; }
HWY_INLINE Four activations_of(VI a) { return a; }
HWY_INLINE VI dot4(VI sum, Four a, Four w) {
  // Highway 1.0.3 has no such operation, and its target does not switch on the intrinsic (it names avxvnni, not avx512vnni).
  asm("vpdpbusd %2, %1, %0" : "+v"(sum.raw) : "v"(a.raw), "v"(w.raw));
  return sum;
}
#elif HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_SSE4 || HWY_TARGET == HWY_SSSE3
using Four = VI;
HWY_INLINE Four weights_of(VI w) { return w; }
HWY_INLINE Four activations_of(VI a) { return a; }
// Two products at a time are summed in i16: weights of at most 63 keep 2 · 255 · 63 within its bounds.
HWY_INLINE VI dot4(VI sum, Four a, Four w) {
#if HWY_TARGET == HWY_AVX3
  return VI{_mm512_add_epi32(sum.raw, _mm512_madd_epi16(_mm512_maddubs_epi16(a.raw, w.raw), _mm512_set1_epi16(1)))};
#elif HWY_TARGET == HWY_AVX2
  return VI{_mm256_add_epi32(sum.raw, _mm256_madd_epi16(_mm256_maddubs_epi16(a.raw, w.raw), _mm256_set1_epi16(1)))};
#else
  return VI{_mm_add_epi32(sum.raw, _mm_madd_epi16(_mm_maddubs_epi16(a.raw, w.raw), _mm_set1_epi16(1)))};
#endif
}
#else
struct Four {
  VI v0, v1, v2, v3;
};
HWY_INLINE Four weights_of(VI w) {
  return {hn::ShiftRight<24>(hn::ShiftLeft<24>(w)), hn::ShiftRight<24>(hn::ShiftLeft<16>(w)),
          hn::ShiftRight<24>(hn::ShiftLeft<8>(w)), hn::ShiftRight<24>(w)};
}
HWY_INLINE Four activations_of(VI a) {
  const VI byte = hn::Set(DI(), 0xFF);
  return {hn::And(a, byte), hn::And(hn::ShiftRight<8>(a), byte), hn::And(hn::ShiftRight<16>(a), byte),
          hn::And(hn::ShiftRight<24>(a), byte)};
}
HWY_INLINE VI dot4(VI sum, const Four& a, const Four& w) {
  sum = hn::Add(sum, hn::Add(hn::Mul(a.v0, w.v0), hn::Mul(a.v1, w.v1)));
  return hn::Add(sum, hn::Add(hn::Mul(a.v2, w.v2), hn::Mul(a.v3, w.v3)));
}
#endif

HWY_INLINE VI load_weights(const std::int8_t* at) {
#if HWY_TARGET == HWY_SCALAR
  std::int32_t four;
  std::memcpy(&four, at, 4);
  return hn::Set(DI(), four);
#else
  return hn::BitCast(DI(), hn::LoadU(hn::Repartition<std::int8_t, DI>(), at));
#endif
}

/// sums[r][p] += the products of row r of activations with the lanes of panel p.
/// `weights` stands at the first lane in the block; `depth` is a multiple of 4.
template <int kRows>
HWY_INLINE void accumulate(const std::int8_t* weights, std::size_t depth, const std::uint8_t* const* x, VI (&sums)[kRows][4]) {
  for (std::size_t k = 0; k < depth; k += 4, weights += 4 * kBlock) {
    const Four w0 = weights_of(load_weights(weights));
    const Four w1 = weights_of(load_weights(weights + 4 * kPanel));
    const Four w2 = weights_of(load_weights(weights + 8 * kPanel));
    const Four w3 = weights_of(load_weights(weights + 12 * kPanel));
    DEMARCHE_UNROLL
    for (int r = 0; r < kRows; ++r) {
      std::int32_t four;
      std::memcpy(&four, x[r] + k, 4);
      const Four a = activations_of(hn::Set(DI(), four));
      sums[r][0] = dot4(sums[r][0], a, w0);
      sums[r][1] = dot4(sums[r][1], a, w1);
      sums[r][2] = dot4(sums[r][2], a, w2);
      sums[r][3] = dot4(sums[r][3], a, w3);
    }
  }
}

/// The sums of a tile as integers, the offset of the activations taken out.
template <int kRows>
HWY_INLINE void tile(const PackedMatrix& m, std::size_t block, std::size_t lane, const std::uint8_t* const* x,
                     VI (&sums)[kRows][4]) {
  const std::int32_t* zero = m.zero.data() + block * kBlock + lane;
  DEMARCHE_UNROLL
  for (int r = 0; r < kRows; ++r) {
    DEMARCHE_UNROLL
    for (std::size_t p = 0; p < 4; ++p) sums[r][p] = hn::LoadU(DI(), zero + p * kPanel);
  }
  accumulate<kRows>(m.data.data() + block * kBlock * m.depth + lane * 4, m.depth, x, sums);
}

// ---- e^x ----

/// |x| at most 80 or so. 2^f by a polynomial of degree 5 on [-½, ½], relative error below 3e-7.
HWY_INLINE VF exp_of(VF x) {
  const DF d;
  const VF t = hn::Mul(x, hn::Set(d, 1.44269504f));
  const VF n = hn::Round(t);
  const VF f = hn::Sub(t, n);
  VF p = hn::Set(d, 1.33335581e-3f);
  p = hn::MulAdd(p, f, hn::Set(d, 9.61812911e-3f));
  p = hn::MulAdd(p, f, hn::Set(d, 5.55041087e-2f));
  p = hn::MulAdd(p, f, hn::Set(d, 2.40226507e-1f));
  p = hn::MulAdd(p, f, hn::Set(d, 6.93147181e-1f));
  p = hn::MulAdd(p, f, hn::Set(d, 1.0f));
  const VI bits = hn::Add(hn::BitCast(DI(), p), hn::ShiftLeft<23>(hn::ConvertTo(DI(), n)));
  return hn::BitCast(d, bits);
}

HWY_INLINE VF clamp(VF x, float most) {
  const DF d;
  return hn::Min(hn::Max(x, hn::Set(d, -most)), hn::Set(d, most));
}

HWY_INLINE void store_bytes(VF value, std::uint8_t* out) {
  const VI whole = hn::Add(hn::NearestInt(value), hn::Set(DI(), 128));
  hn::StoreU(hn::DemoteTo(DB(), whole), DB(), out);
}

// ---- LSTM ----

/// Cells and outputs of one row and one lane group from the gates' inputs.
HWY_INLINE void cell(const VF (&gate)[4], float* c_at, std::uint8_t* out) {
  const DF d;
  const VF one = hn::Set(d, 1.0f);
  const VF i = exp_of(hn::Neg(clamp(gate[0], 30.0f)));
  const VF f = exp_of(hn::Neg(clamp(gate[1], 30.0f)));
  const VF g = exp_of(hn::Mul(hn::Set(d, -2.0f), clamp(gate[2], 15.0f)));
  const VF o = exp_of(hn::Neg(clamp(gate[3], 30.0f)));
  const VF fresh = hn::Div(hn::Sub(one, g), hn::Mul(hn::Add(one, i), hn::Add(one, g)));  // sigmoid(i) · tanh(g)
  const VF c = hn::Add(hn::Div(hn::LoadU(d, c_at), hn::Add(one, f)), fresh);             // sigmoid(f) · c + …
  hn::StoreU(c, d, c_at);
  const VF e = exp_of(hn::Mul(hn::Set(d, -2.0f), clamp(c, 15.0f)));
  const VF h = hn::Div(hn::Sub(one, e), hn::Mul(hn::Add(one, o), hn::Add(one, e)));  // sigmoid(o) · tanh(c)
  store_bytes(hn::Mul(h, hn::Set(d, 127.0f)), out);
}

template <int kRows>
HWY_INLINE void lstm_tile(const PackedMatrix& wx, const PackedMatrix& wh, const float* bias, std::size_t block, std::size_t lane,
                          const LstmRow* rows) {
  const DF d;
  const std::size_t at = block * kBlock + lane;
  const std::uint8_t* x[kRows];
  VI sums[kRows][4];
  VF gates[kRows][4];
  DEMARCHE_UNROLL
  for (int r = 0; r < kRows; ++r) x[r] = rows[r].x;
  tile<kRows>(wx, block, lane, x, sums);
  DEMARCHE_UNROLL
  for (int r = 0; r < kRows; ++r) {
    DEMARCHE_UNROLL
    for (std::size_t p = 0; p < 4; ++p) {
      const VF scale = hn::Mul(hn::LoadU(d, wx.scale.data() + at + p * kPanel), hn::Set(d, rows[r].x_scale));
      gates[r][p] = hn::MulAdd(hn::ConvertTo(d, sums[r][p]), scale, hn::LoadU(d, bias + at + p * kPanel));
    }
    x[r] = rows[r].h;
  }
  tile<kRows>(wh, block, lane, x, sums);
  DEMARCHE_UNROLL
  for (int r = 0; r < kRows; ++r) {
    VF gate[4];
    DEMARCHE_UNROLL
    for (std::size_t p = 0; p < 4; ++p) {
      const VF scale = hn::Mul(hn::LoadU(d, wh.scale.data() + at + p * kPanel), hn::Set(d, 1.0f / 127));
      gate[p] = hn::MulAdd(hn::ConvertTo(d, sums[r][p]), scale, gates[r][p]);
    }
    const std::size_t unit = block * kPanel + lane;
    cell(gate, rows[r].c + unit, rows[r].out + unit);
  }
}

/// Calls tile(rows from, constant number of rows) over n rows.
template <int kRows, class Tile>
HWY_INLINE void rest_of_rows(std::size_t from, std::size_t n, const Tile& take) {
  if constexpr (kRows > 0) {
    if (n - from == kRows)
      take(from, std::integral_constant<int, kRows>());
    else
      rest_of_rows<kRows - 1>(from, n, take);
  }
}
template <class Tile>
HWY_INLINE void all_rows(std::size_t n, const Tile& take) {
  std::size_t r = 0;
  for (; r + kTileRows <= n; r += kTileRows) take(r, std::integral_constant<int, kTileRows>());
  if (r < n) rest_of_rows<kTileRows - 1>(r, n, take);
}

void lstm_step(const PackedMatrix& wx, const PackedMatrix& wh, const float* bias, const LstmRow* rows, std::size_t n) {
  for (std::size_t block = 0; block < wx.rows / kBlock; ++block) {
    for (std::size_t lane = 0; lane < kPanel; lane += kLanes) {
      all_rows(
          n, [&](std::size_t r, auto count) HWY_ATTR { lstm_tile<decltype(count)::value>(wx, wh, bias, block, lane, rows + r); });
    }
  }
}

// ---- matrix times rows ----

template <int kRows>
HWY_INLINE void multiply_tile(const PackedMatrix& m, std::size_t block, std::size_t lane, const std::uint8_t* x,
                              std::size_t x_stride, const float* scales, const float* bias, std::size_t panels, float* out,
                              std::size_t stride) {
  const DF d;
  const std::uint8_t* rows[kRows];
  VI sums[kRows][4];
  DEMARCHE_UNROLL
  for (int r = 0; r < kRows; ++r) rows[r] = x + static_cast<std::size_t>(r) * x_stride;
  tile<kRows>(m, block, lane, rows, sums);
  const std::size_t at = block * kBlock + lane;
  DEMARCHE_UNROLL
  for (int r = 0; r < kRows; ++r) {
    const VF x_scale = hn::Set(d, scales != nullptr ? scales[r] : 1.0f / 127);
    DEMARCHE_UNROLL
    for (std::size_t p = 0; p < 4; ++p) {
      if (p >= panels) break;
      const std::size_t column = at + p * kPanel;
      const VF scale = hn::Mul(hn::LoadU(d, m.scale.data() + column), x_scale);
      const VF value = hn::MulAdd(hn::ConvertTo(d, sums[r][p]), scale, hn::LoadU(d, bias + column));
      hn::StoreU(value, d, out + static_cast<std::size_t>(r) * stride + column);
    }
  }
}

void multiply(const PackedMatrix& m, const std::uint8_t* x, std::size_t x_stride, const float* scales, std::size_t n,
              const float* bias, std::size_t columns, float* out, std::size_t stride) {
  for (std::size_t block = 0; block * kBlock < columns; ++block) {
    const std::size_t panels = std::min<std::size_t>(4, (columns - block * kBlock) / kPanel);
    for (std::size_t lane = 0; lane < kPanel; lane += kLanes) {
      all_rows(n, [&](std::size_t r, auto count) HWY_ATTR {
        multiply_tile<decltype(count)::value>(m, block, lane, x + r * x_stride, x_stride,
                                              scales != nullptr ? scales + r : nullptr, bias, panels, out + r * stride, stride);
      });
    }
  }
}

// ---- small vectors ----

float quantise(const float* values, std::size_t n, std::size_t padded, std::uint8_t* out) {
  const DF d;
  VF most = hn::Zero(d);
  for (std::size_t k = 0; k < n; k += kLanes) most = hn::Max(most, hn::Abs(hn::LoadU(d, values + k)));
  const float max = hn::GetLane(hn::MaxOfLanes(d, most));
  const bool usable = max > 1e-30f && max < 1e30f;
  const VF inverse = hn::Set(d, usable ? 127.0f / max : 0.0f);
  for (std::size_t k = 0; k < n; k += kLanes) store_bytes(hn::Mul(hn::LoadU(d, values + k), inverse), out + k);
  std::memset(out + n, 128, padded - n);
  return usable ? max / 127 : 0.0f;
}

void set_row(PackedMatrix& m, std::size_t row, const float* values) {
  alignas(64) std::int8_t whole[kPanel];
  const DF d;
  VF most = hn::Zero(d);
  for (std::size_t k = 0; k < m.depth; k += kLanes) most = hn::Max(most, hn::Abs(hn::LoadU(d, values + k)));
  const float max = hn::GetLane(hn::MaxOfLanes(d, most));
  const bool usable = max > 1e-30f && max < 1e30f;
  const VF inverse = hn::Set(d, usable ? kMostWeight / max : 0.0f);
  VI sum = hn::Zero(DI());
  std::int8_t* to = m.data.data() + row / kBlock * kBlock * m.depth + row % kBlock * 4;
  for (std::size_t k = 0; k < m.depth; k += kPanel) {
    for (std::size_t l = 0; l < kPanel; l += kLanes) {
      const VI v = hn::NearestInt(hn::Mul(hn::LoadU(d, values + k + l), inverse));
      const auto bytes = hn::DemoteTo(DS(), v);
      sum = hn::Add(sum, hn::PromoteTo(DI(), bytes));
      hn::StoreU(bytes, DS(), whole + l);
    }
    const std::size_t fours = std::min<std::size_t>(4, (m.depth - k) / 4);
    for (std::size_t f = 0; f < fours; ++f, to += 4 * kBlock) std::memcpy(to, whole + 4 * f, 4);
  }
  m.scale[row] = usable ? max / kMostWeight : 0.0f;
  m.zero[row] = -128 * hn::GetLane(hn::SumOfLanes(DI(), sum));
}

float dot(const float* a, const float* b, std::size_t n) {
  const DF d;
  VF sum = hn::Zero(d);
  for (std::size_t k = 0; k < n; k += kLanes) sum = hn::MulAdd(hn::LoadU(d, a + k), hn::LoadU(d, b + k), sum);
  return hn::GetLane(hn::SumOfLanes(d, sum));
}

void dots(const float* a, const float* b, std::size_t stride, std::size_t m, std::size_t n, float* out) {
  const DF d;
  std::size_t j = 0;
  for (; j + 4 <= m; j += 4) {
    const float* const at = b + j * stride;
    VF s0 = hn::Zero(d), s1 = s0, s2 = s0, s3 = s0;
    for (std::size_t k = 0; k < n; k += kLanes) {
      const VF v = hn::LoadU(d, a + k);
      s0 = hn::MulAdd(v, hn::LoadU(d, at + k), s0);
      s1 = hn::MulAdd(v, hn::LoadU(d, at + stride + k), s1);
      s2 = hn::MulAdd(v, hn::LoadU(d, at + 2 * stride + k), s2);
      s3 = hn::MulAdd(v, hn::LoadU(d, at + 3 * stride + k), s3);
    }
    out[j] = hn::GetLane(hn::SumOfLanes(d, s0));
    out[j + 1] = hn::GetLane(hn::SumOfLanes(d, s1));
    out[j + 2] = hn::GetLane(hn::SumOfLanes(d, s2));
    out[j + 3] = hn::GetLane(hn::SumOfLanes(d, s3));
  }
  for (; j < m; ++j) out[j] = dot(a, b + j * stride, n);
}

void leaky_relu(float* x, std::size_t n) {
  const DF d;
  for (std::size_t k = 0; k < n; k += kLanes) {
    const VF v = hn::LoadU(d, x + k);
    hn::StoreU(hn::Max(v, hn::Mul(v, hn::Set(d, 0.1f))), d, x + k);
  }
}

std::size_t arg_max(const float* x, std::size_t n) {
  const DF d;
  if (n < kLanes) return static_cast<std::size_t>(std::max_element(x, x + n) - x);
  VF most = hn::LoadU(d, x + n - kLanes);
  for (std::size_t k = 0; k + kLanes <= n; k += kLanes) most = hn::Max(most, hn::LoadU(d, x + k));
  most = hn::MaxOfLanes(d, most);
  std::size_t k = 0;
  for (; k + kLanes <= n; k += kLanes) {
    const auto first = hn::FindFirstTrue(d, hn::Eq(hn::LoadU(d, x + k), most));
    if (first >= 0) return k + static_cast<std::size_t>(first);
  }
  const float value = hn::GetLane(most);
  for (; k < n; ++k) {
    if (x[k] == value) return k;
  }
  return 0;  // only where x holds no numbers
}

void add_scaled(const std::int8_t* row, float scale, std::size_t n, float* x) {
  const DF d;
  const VF s = hn::Set(d, scale);
  std::size_t k = 0;
  for (; k + kLanes <= n; k += kLanes) {
    const VF v = hn::ConvertTo(d, hn::PromoteTo(DI(), hn::LoadU(DS(), row + k)));
    hn::StoreU(hn::MulAdd(v, s, hn::LoadU(d, x + k)), d, x + k);
  }
  for (; k < n; ++k) x[k] = std::fma(static_cast<float>(row[k]), scale, x[k]);
}

const char* target() { return hwy::TargetName(HWY_TARGET); }

}  // namespace demarche::syntax::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace demarche::syntax {

HWY_EXPORT(lstm_step);
HWY_EXPORT(multiply);
HWY_EXPORT(quantise);
HWY_EXPORT(set_row);
HWY_EXPORT(dot);
HWY_EXPORT(dots);
HWY_EXPORT(leaky_relu);
HWY_EXPORT(arg_max);
HWY_EXPORT(add_scaled);
HWY_EXPORT(target);

void PackedMatrix::set_row(std::size_t row, const float* values) { HWY_DYNAMIC_DISPATCH(set_row)(*this, row, values); }

float quantise(const float* values, std::size_t n, std::size_t padded, std::uint8_t* out) {
  return HWY_DYNAMIC_DISPATCH(quantise)(values, n, padded, out);
}

void multiply(const PackedMatrix& matrix, const std::uint8_t* x, std::size_t x_stride, const float* scales, std::size_t n,
              const float* bias, std::size_t columns, float* out, std::size_t stride) {
  HWY_DYNAMIC_DISPATCH(multiply)(matrix, x, x_stride, scales, n, bias, columns, out, stride);
}

void lstm_step(const PackedMatrix& wx, const PackedMatrix& wh, const float* bias, std::span<const LstmRow> rows) {
  HWY_DYNAMIC_DISPATCH(lstm_step)(wx, wh, bias, rows.data(), rows.size());
}

float dot(const float* a, const float* b, std::size_t n) { return HWY_DYNAMIC_DISPATCH(dot)(a, b, n); }
void dots(const float* a, const float* b, std::size_t stride, std::size_t m, std::size_t n, float* out) {
  HWY_DYNAMIC_DISPATCH(dots)(a, b, stride, m, n, out);
}
void leaky_relu(float* x, std::size_t n) { HWY_DYNAMIC_DISPATCH(leaky_relu)(x, n); }
std::size_t arg_max(const float* x, std::size_t n) { return HWY_DYNAMIC_DISPATCH(arg_max)(x, n); }
void add_scaled(const std::int8_t* row, float scale, std::size_t n, float* x) {
  HWY_DYNAMIC_DISPATCH(add_scaled)(row, scale, n, x);
}
const char* kernel_target() { return HWY_DYNAMIC_DISPATCH(target)(); }

}  // namespace demarche::syntax
#endif  // HWY_ONCE
