// A token → its feature ids → its input vector, as docs/model-format.md says under "Features of a token".
// Doors: TokenFeatures::read, embed, and InputCache::get, which does both and remembers.
#include <algorithm>
#include <cmath>

#include "base/utf8.h"
#include "syntax/network.h"

namespace demarche::syntax {
namespace {

constexpr std::size_t kLongestWord = 64;  // code points that count

void append_norm(char32_t c, std::vector<char32_t>& out) {
  if (c == kBadCodePoint) c = 0xFFFD;
  if (c < 0x80) return out.push_back(c == '`' ? U'\'' : c);
  if (c == 0x2026) return void(out.insert(out.end(), 3, U'.'));
  if ((c >= 0x2018 && c <= 0x201B) || c == 0xB4) return out.push_back('\'');
  if ((c >= 0x201C && c <= 0x201F) || c == 0xAB || c == 0xBB) return out.push_back('"');
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212) return out.push_back('-');
  out.push_back(c == 0xA0 ? U' ' : c);
}

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

char shape_of(char32_t c) {
  if (is_upper(c)) return 'X';
  if (is_digit(c)) return '0';
  if (c >= 0x80 || (c >= 'a' && c <= 'z')) return 'x';
  return static_cast<char>(c);
}

/// row[k] added to x, times `times`.
void add_row(const Matrix& m, std::size_t row, float times, std::span<float> x) {
  if (m.i8 != nullptr) return add_scaled(m.i8 + row * m.cols, m.scale[row] * times, m.cols, x.data());
  for (std::size_t k = 0; k < m.cols; ++k) x[k] = std::fma(m.f32[row * m.cols + k], times, x[k]);
}

}  // namespace

void normalise(std::string_view form, bool cut, std::vector<char32_t>& out) {
  out.clear();
  std::size_t seen = 0;
  for (std::size_t at = 0; at < form.size() && !(cut && seen == kLongestWord); ++seen)
    append_norm(next_code_point(form, at), out);
  if (out.size() == 2 && out[0] == '\'' && out[1] == '\'') out.assign(1, U'"');
}

void TokenFeatures::read(std::string_view form, const Network& net) {
  const Dims& dims = net.weights.dims;
  normalise(form, true, norm_);
  lower.clear();
  starts_.clear();
  for (const char32_t c : norm_) {
    starts_.push_back(static_cast<std::uint32_t>(lower.size()));
    append_utf8(lower, is_digit(c) ? U'0' : to_lower(c));
  }
  starts_.push_back(static_cast<std::uint32_t>(lower.size()));
  const std::uint32_t line = net.vocab.find(lower);
  word = line == LineIndex::kNone ? 0 : line + 1;
  find_affixes(static_cast<std::uint32_t>(dims.affix_buckets - 1));
  find_grams(static_cast<std::uint32_t>(dims.gram_buckets - 1));
  key_.assign("H");
  for (const char32_t c : norm_) {
    const char s = shape_of(c);
    const std::size_t n = key_.size() - 1;
    if (n < 3 || key_[n] != s || key_[n - 1] != s || key_[n - 2] != s) key_.push_back(s);
  }
  shape = hash_of(key_) & static_cast<std::uint32_t>(dims.shape_buckets - 1);
}

std::string_view TokenFeatures::piece(std::size_t from, std::size_t count) const {
  return std::string_view(lower).substr(starts_[from], starts_[from + count] - starts_[from]);
}

void TokenFeatures::find_affixes(std::uint32_t mask) {
  affixes.clear();
  const std::size_t size = starts_.size() - 1;
  for (const char side : {'P', 'S'}) {
    for (std::size_t k = 1; k <= std::min<std::size_t>(4, size); ++k) {
      key_.assign({side, static_cast<char>('0' + k)});
      key_.append(piece(side == 'P' ? 0 : size - k, k));
      affixes.push_back(hash_of(key_) & mask);
    }
  }
}

void TokenFeatures::find_grams(std::uint32_t mask) {
  grams.clear();
  framed_.assign("<").append(lower).append(">");
  framed_starts_.assign(1, 0);
  for (const std::uint32_t at : starts_) framed_starts_.push_back(at + 1);
  framed_starts_.push_back(static_cast<std::uint32_t>(framed_.size()));
  const std::size_t size = framed_starts_.size() - 1;
  for (const std::size_t k : {3u, 4u}) {
    for (std::size_t from = 0; from + k <= size; ++from) {
      key_.assign("G").append(framed_, framed_starts_[from], framed_starts_[from + k] - framed_starts_[from]);
      grams.push_back(hash_of(key_) & mask);
    }
  }
}

void embed(const Network& net, const TokenFeatures& token, std::span<float> x) {
  const Weights& w = net.weights;
  std::fill(x.begin(), x.end(), 0.0f);
  add_row(w.word, token.word, 1.0f, x);
  x = x.subspan(w.dims.word);
  for (const std::uint32_t row : token.affixes) add_row(w.affix, row, 1.0f, x);
  x = x.subspan(w.dims.affix);
  const float share = token.grams.empty() ? 0.0f : 1.0f / static_cast<float>(token.grams.size());
  for (const std::uint32_t row : token.grams) add_row(w.gram, row, share, x);
  x = x.subspan(w.dims.gram);
  add_row(w.shape, token.shape, 1.0f, x);
}

InputCache::InputCache(const Network& net)
    : net_(net), x_(net.input), keys_(kSlots), scales_(kSlots), inputs_(kSlots * net.input) {}

float InputCache::make(std::string_view form, std::uint8_t* x) {
  token_.read(form, net_);
  embed(net_, token_, {x_.data(), net_.input});
  return quantise(x_.data(), net_.input, net_.input, x);
}

float InputCache::get(std::string_view form, std::uint8_t* x) {
  if (form.size() > kLongestKey) return make(form, x);
  const std::size_t slot = hash_of(form) % kSlots;
  Key& key = keys_[slot];
  std::uint8_t* const kept = inputs_.data() + slot * net_.input;
  if (key.size != form.size() || !std::equal(form.begin(), form.end(), key.bytes.begin())) {
    scales_[slot] = make(form, kept);
    key.size = static_cast<std::uint8_t>(form.size());
    std::copy(form.begin(), form.end(), key.bytes.begin());
  }
  std::memcpy(x, kept, net_.input);
  return scales_[slot];
}

}  // namespace demarche::syntax
