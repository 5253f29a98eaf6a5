// The weights file, opened. Relies on base/bytes.h for every read; trusts nothing it has not checked.
// Door: Weights::from_bytes, in four steps: header, directory, config and lists, the tensors by name with their shapes.
#include "syntax/weights.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>
#include <new>
#include <utility>

namespace demarche::syntax {
namespace {

constexpr std::size_t kAlign = 64;
constexpr std::size_t kHeaderBytes = 64;
constexpr std::size_t kEntryBytes = 128;
constexpr std::size_t kMostTensors = 256;
constexpr std::uint32_t kVersion = 1;

enum class Element : std::uint32_t { kF32, kI8, kU8, kI32 };

struct Tensor {
  std::string_view name;
  Element type = Element::kU8;
  std::uint32_t rank = 1;
  std::array<std::uint64_t, 3> dims{};
  Bytes bytes;
};

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

/// A walk through the file that stops at the first thing wrong and remembers it.
class Checker {
 public:
  Checker(Bytes bytes, std::string_view where, Weights& out) : bytes_(bytes), where_(where), out_(out) {}

  [[nodiscard]] std::optional<Error> run(bool checksum) {
    if (!header(checksum) || !directory() || !config() || !lists() || !tables() || !encoder() || !heads()) return error_;
    return std::nullopt;
  }

 private:
  bool fail(std::string message, ErrorKind kind = ErrorKind::kMalformed) {
    error_ = Error{kind, std::string(where_), std::move(message), {}};
    return false;
  }
  bool fail_at(std::string_view tensor, std::string_view message) {
    return fail("tensor " + printable(tensor) + " " + std::string(message));
  }

  static std::string printable(std::string_view s) {
    std::string out(s.substr(0, 64));
    std::replace_if(
        out.begin(), out.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return out;
  }

  bool header(bool checksum) {
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
    out_.checksum = *in.read<std::uint32_t>();
    if (checksum && crc32(bytes_.subspan(kHeaderBytes)) != out_.checksum) return fail("is damaged: its checksum does not fit");
    return true;
  }

  bool directory() {
    if (!slice(bytes_, kHeaderBytes, std::uint64_t{count_} * kEntryBytes)) return fail("ends within its directory");
    for (std::uint32_t i = 0; i < count_; ++i) {
      if (!entry(kHeaderBytes + i * kEntryBytes)) return false;
    }
    return true;
  }

  bool entry(std::size_t at) {
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

  [[nodiscard]] const Tensor* find(std::string_view name) const {
    const auto found = std::find_if(tensors_.begin(), tensors_.end(), [&](const Tensor& t) { return t.name == name; });
    return found == tensors_.end() ? nullptr : &*found;
  }

  bool lines(std::string_view name, std::vector<std::string_view>& out, std::size_t most) {
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

  bool number(std::string_view key, std::size_t least, std::size_t most, std::size_t& out) {
    for (const std::string_view line : config_) {
      if (!line.starts_with(key) || line.size() <= key.size() || line[key.size()] != ' ') continue;
      const std::string_view digits = line.substr(key.size() + 1);
      const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
      if (failed != std::errc() || end != digits.data() + digits.size()) break;
      if (out < least || out > most)
        return fail("config: " + std::string(key) + " is not between " + std::to_string(least) + " and " + std::to_string(most));
      return true;
    }
    return fail("config: lacks the number " + std::string(key));
  }

  bool buckets(std::string_view key, std::size_t& out) {
    if (!number(key, 1, std::size_t{1} << 24, out)) return false;
    return std::has_single_bit(out) || fail("config: " + std::string(key) + " is no power of two");
  }

  bool config() {
    if (!lines("config", config_, 1000)) return false;
    for (const std::string_view line : config_) {
      if (line.starts_with("name ")) out_.name_of_model = line.substr(5);
    }
    Dims& d = out_.dims;
    return number("word_dim", 1, 2048, d.word) && number("affix_dim", 1, 2048, d.affix) && number("gram_dim", 1, 2048, d.gram) &&
           number("shape_dim", 1, 2048, d.shape) && buckets("affix_buckets", d.affix_buckets) &&
           buckets("gram_buckets", d.gram_buckets) && buckets("shape_buckets", d.shape_buckets) &&
           number("layers", 1, 16, d.layers) && number("hidden", 1, 4096, d.hidden) && number("arc_dim", 1, 2048, d.arc) &&
           number("label_dim", 1, 2048, d.label);
  }

  bool lists() {
    Weights& w = out_;
    if (!lines("vocab", w.vocab, 10'000'000) || !lines("tags", w.tags, 10'000) || !lines("scripts", w.scripts, 60'000) ||
        !lines("lemmas", w.lemmas, 10'000'000) || !lines("labels", w.labels, 1'000) || !lines("names", w.names, 100)) {
      return false;
    }
    if (w.tags.empty() || w.scripts.empty() || w.labels.empty() || w.names.empty()) return fail("has an empty list of classes");
    return casing();
  }

  bool casing() {
    const Tensor* t = find("casing");
    if (!t) return true;
    if (t->type != Element::kU8 || t->rank != 1 || t->dims[0] != out_.vocab.size()) return fail_at("casing", "is not u8, one a word");
    out_.casing = as_chars(t->bytes);
    return true;
  }

  bool vector(std::string_view name, std::uint64_t n, Vector& out) {
    const Tensor* t = find(name);
    if (!t) return fail("lacks the tensor " + std::string(name));
    if (t->type != Element::kF32 || t->rank != 1 || t->dims[0] != n)
      return fail_at(name, "is not f32 [" + std::to_string(n) + "]");
    out = {reinterpret_cast<const float*>(t->bytes.data()), n};
    return true;
  }

  /// A matrix of rank 2, or of rank 3 whose first two dimensions (planes × rows) are read as rows.
  bool matrix(const std::string& name, std::size_t planes, std::size_t rows, std::size_t cols, Matrix& out) {
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

  bool linear(const std::string& name, std::size_t outputs, std::size_t inputs, Linear& out) {
    return matrix(name + ".w", 0, outputs, inputs, out.w) && vector(name + ".b", outputs, out.b);
  }

  bool tables() {
    const Dims& d = out_.dims;
    return matrix("word", 0, out_.vocab.size() + 1, d.word, out_.word) &&
           matrix("affix", 0, d.affix_buckets, d.affix, out_.affix) && matrix("gram", 0, d.gram_buckets, d.gram, out_.gram) &&
           matrix("shape", 0, d.shape_buckets, d.shape, out_.shape);
  }

  bool encoder() {
    const std::size_t h = out_.dims.hidden;
    out_.lstm.resize(out_.dims.layers);
    for (std::size_t layer = 0; layer < out_.dims.layers; ++layer) {
      const std::size_t in = layer == 0 ? out_.dims.input() : 2 * h;
      for (const std::size_t way : {0u, 1u}) {
        const std::string at = "lstm." + std::to_string(layer) + (way == 0 ? ".fwd." : ".bwd.");
        LstmWeights& w = out_.lstm[layer][way];
        if (!matrix(at + "wx", 0, 4 * h, in, w.wx) || !matrix(at + "wh", 0, 4 * h, h, w.wh) || !vector(at + "b", 4 * h, w.b))
          return false;
      }
    }
    return true;
  }

  bool heads() {
    Weights& w = out_;
    const std::size_t e = 2 * w.dims.hidden, a = w.dims.arc, r = w.dims.label, k = w.labels.size();
    return linear("tag", w.tags.size(), e, w.tag) && linear("lemma", w.scripts.size(), e, w.lemma) &&
           linear("name", w.names.size(), e, w.name) && linear("arc.dep", a, e, w.arc_dep) &&
           linear("arc.head", a, e, w.arc_head) && linear("label.dep", r, e, w.label_dep) &&
           linear("label.head", r, e, w.label_head) && matrix("arc.u", 0, a, a, w.arc_u) && vector("arc.v", a, w.arc_v) &&
           vector("arc.root", a, w.arc_root) && vector("label.root", r, w.label_root) && matrix("label.u", k, r, r, w.label_u) &&
           matrix("label.wd", 0, k, r, w.label_wd) && matrix("label.wh", 0, k, r, w.label_wh) && vector("label.b", k, w.label_b) &&
           chain();
  }

  bool chain() {
    const Tensor* t = find("chain.w");
    if (!t) return true;
    const std::uint64_t rows = t->dims[0], classes = out_.names.size();
    if (!std::has_single_bit(rows) || rows > (std::uint64_t{1} << 24)) return fail_at("chain.w", "has rows other than a power of two");
    return matrix("chain.w", 0, rows, classes, out_.chain) && matrix("chain.steps", 0, classes, classes, out_.chain_steps);
  }

  Bytes bytes_;
  std::string_view where_;
  Weights& out_;
  std::uint32_t count_ = 0;
  std::vector<Tensor> tensors_;
  std::vector<std::string_view> config_;
  Error error_;
};

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

void Weights::Free::operator()(std::byte* p) const { ::operator delete[](p, std::align_val_t{kAlign}); }

Result<Weights> Weights::from_bytes(Bytes bytes, std::string_view where, bool checksum) {
  Weights out;
  if (reinterpret_cast<std::uintptr_t>(bytes.data()) % kAlign != 0) {
    out.copy_.reset(static_cast<std::byte*>(::operator new[](bytes.size(), std::align_val_t{kAlign})));
    std::memcpy(out.copy_.get(), bytes.data(), bytes.size());
    bytes = {out.copy_.get(), bytes.size()};
  }
  if (auto error = Checker(bytes, where, out).run(checksum)) return *std::move(error);
  return out;
}

Result<Weights> Weights::open(const std::string& path, bool checksum) {
  auto file = MappedFile::open(path);
  if (!file) return file.error();
  auto out = from_bytes(file->bytes(), path, checksum);
  if (out) out->file_ = *std::move(file);
  return out;
}

}  // namespace demarche::syntax
