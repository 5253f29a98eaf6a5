// The weights file, opened. Trusts nothing it has not checked.
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

/// A walk through the file that stops at the first thing wrong and remembers it.
class Checker : private TensorReader {
 public:
  Checker(Bytes bytes, std::string_view where, Weights& out) : TensorReader(bytes, where), out_(out) {}

  [[nodiscard]] std::optional<Error> run(bool checksum) {
    if (!header(checksum) || !directory() || !config() || !lists() || !tables() || !encoder() || !heads()) return error();
    out_.checksum = TensorReader::checksum();
    return std::nullopt;
  }

 private:
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
           matrix("label.wd", 0, k, r, w.label_wd) && matrix("label.wh", 0, k, r, w.label_wh) && vector("label.b", k, w.label_b);
  }

  Weights& out_;
  std::vector<std::string_view> config_;
};

}  // namespace

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
