// A weights file made by hand for tests: small, of awkward sizes, with reproducible random numbers.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/weights.h"

namespace demarche::syntax {

class TinyWeights {
 public:
  struct Sizes {
    std::size_t word = 7, affix = 5, gram = 6, shape = 3, layers = 2, hidden = 20, arc = 13, label = 9;
  };

  struct Bare {};
  TinyWeights() { fill(Sizes{}); }
  explicit TinyWeights(Bare) {}  ///< a container without tensors
  explicit TinyWeights(const Sizes& sizes) { fill(sizes); }

  void lines(const std::string& name, const std::string& text) { put({name, 2, {text.size()}, text}); }
  void floats(const std::string& name, std::vector<std::uint64_t> dims, float spread = 0.5f) {
    std::string bytes;
    for (std::size_t n = count(dims); n > 0; --n) {
      const float v = spread * (static_cast<float>(random_() % 2001) / 1000.0f - 1.0f);
      bytes.append(reinterpret_cast<const char*>(&v), 4);
    }
    put({name, 0, std::move(dims), bytes});
  }
  void values(const std::string& name, std::vector<std::uint64_t> dims, const std::vector<float>& of) {
    put({name, 0, std::move(dims), std::string(reinterpret_cast<const char*>(of.data()), of.size() * 4)});
  }
  void table(const std::string& name, std::uint64_t rows, std::uint64_t cols) {
    std::string bytes;
    for (std::uint64_t n = rows * cols; n > 0; --n) bytes.push_back(static_cast<char>(static_cast<int>(random_() % 255) - 127));
    put({name, 1, {rows, cols}, bytes});
    floats(name + ".scale", {rows}, 0.01f);
  }
  void drop(const std::string& name) {
    std::erase_if(tensors_, [&](const Tensor& t) { return t.name == name; });
  }

  /// The file, with a right checksum.
  [[nodiscard]] std::string bytes() const {
    std::string directory, body;
    const std::size_t start = round(64 + 128 * tensors_.size());
    for (const Tensor& t : tensors_) {
      std::string entry = t.name;
      entry.resize(64, '\0');
      number(entry, t.type, 4);
      number(entry, t.dims.size(), 4);
      for (std::size_t d = 0; d < 3; ++d) number(entry, d < t.dims.size() ? t.dims[d] : 1, 8);
      number(entry, start + body.size(), 8);
      number(entry, t.bytes.size(), 8);
      entry.resize(128, '\0');
      directory += entry;
      body += t.bytes;
      body.resize(round(body.size()), '\0');
    }
    directory.resize(start - 64, '\0');
    std::string out = "DMRCHWT1";
    number(out, 1, 4);
    number(out, tensors_.size(), 4);
    number(out, 64 + directory.size() + body.size(), 8);
    number(out, 0, 4);
    out.resize(64, '\0');
    out += directory + body;
    seal(out);
    return out;
  }

  /// Writes the right checksum into the header.
  static void seal(std::string& file) {
    const std::uint32_t crc = crc32(as_bytes(std::string_view(file).substr(64)));
    std::memcpy(file.data() + 24, &crc, 4);
  }

 private:
  struct Tensor {
    std::string name;
    std::uint32_t type;
    std::vector<std::uint64_t> dims;
    std::string bytes;
  };

  static std::size_t count(const std::vector<std::uint64_t>& dims) {
    std::size_t n = 1;
    for (const std::uint64_t d : dims) n *= d;
    return n;
  }
  static std::size_t round(std::size_t n) { return (n + 63) / 64 * 64; }
  static void number(std::string& out, std::uint64_t value, int size) {
    for (int k = 0; k < size; ++k) out.push_back(static_cast<char>(value >> (8 * k) & 0xFF));
  }
  void put(Tensor t) {
    drop(t.name);
    tensors_.push_back(std::move(t));
  }

  void fill(const Sizes& s) {
    const auto text = [](std::string_view key, std::size_t v) { return std::string(key) + " " + std::to_string(v) + "\n"; };
    lines("config", text("word_dim", s.word) + text("affix_dim", s.affix) + text("gram_dim", s.gram) +
                        text("shape_dim", s.shape) + text("affix_buckets", 32) + text("gram_buckets", 64) +
                        text("shape_buckets", 16) + text("layers", s.layers) + text("hidden", s.hidden) + text("arc_dim", s.arc) +
                        text("label_dim", s.label) + "name tiny\n");
    lines("vocab", "the\nminister\nsaid\ntroops\nleft\n");
    lines("tags", "NOUN\tNumber=Sing\nVERB\tTense=Past|VerbForm=Fin\nPUNCT\t_\nDET\t_\n");
    lines("scripts", "0\t\tl\n0\t\tk\n1\t\tl\n3\ty\tl\n");
    lines("lemmas", "left\tVERB\tleave\nsaid\tVERB\tsay\n");
    lines("labels", "root\nnsubj\nobj\npunct\nnsubj:pass\n");
    lines("names", "O\nB-PER\nI-PER\nB-ORG\nI-ORG\nB-LOC\nI-LOC\nB-MISC\nI-MISC\n");
    table("word", 6, s.word);
    table("affix", 32, s.affix);
    table("gram", 64, s.gram);
    table("shape", 16, s.shape);
    for (std::size_t l = 0; l < s.layers; ++l) {
      for (const char* way : {".fwd.", ".bwd."}) {
        const std::string at = "lstm." + std::to_string(l) + way;
        floats(at + "wx", {4 * s.hidden, l == 0 ? s.word + s.affix + s.gram + s.shape : 2 * s.hidden});
        floats(at + "wh", {4 * s.hidden, s.hidden});
        floats(at + "b", {4 * s.hidden});
      }
    }
    const std::size_t e = 2 * s.hidden;
    linear("tag", 4, e), linear("lemma", 4, e), linear("name", 9, e), linear("arc.dep", s.arc, e), linear("arc.head", s.arc, e);
    linear("label.dep", s.label, e), linear("label.head", s.label, e);
    floats("arc.u", {s.arc, s.arc});
    floats("arc.v", {s.arc});
    floats("arc.root", {s.arc});
    floats("label.root", {s.label});
    floats("label.u", {5, s.label, s.label});
    floats("label.wd", {5, s.label});
    floats("label.wh", {5, s.label});
    floats("label.b", {5});
  }
  void linear(const std::string& name, std::size_t rows, std::size_t cols) {
    floats(name + ".w", {rows, cols});
    floats(name + ".b", {rows});
  }

  std::minstd_rand random_{1};
  std::vector<Tensor> tensors_;
};

}  // namespace demarche::syntax
