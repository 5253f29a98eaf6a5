// The weights file (docs/model-format.md), mapped and checked, never parsed: every view points into the file's own bytes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/files.h"
#include "demarche/result.h"
#include "syntax/tensors.h"

namespace demarche::syntax {

/// The numbers of the `config` tensor.
struct Dims {
  std::size_t word = 0, affix = 0, gram = 0, shape = 0;  ///< widths of the four parts of a token's input
  std::size_t affix_buckets = 0, gram_buckets = 0, shape_buckets = 0;
  std::size_t layers = 0, hidden = 0, arc = 0, label = 0;

  [[nodiscard]] std::size_t input() const { return word + affix + gram + shape; }
};

/// A matrix and its bias.
struct Linear {
  Matrix w;
  Vector b;
};

/// One direction of one LSTM layer; gates in the order i, f, g, o.
struct LstmWeights {
  Matrix wx;
  Matrix wh;
  Vector b;
};

/// Everything in a weights file. Movable; views stay good when it moves.
class Weights {
 public:
  /// Maps the file; checks its structure and, unless told not to, its checksum.
  /// Errors: kNotFound, kUnreadable, kMalformed (damage), kUnsupported (a later version), kTooLarge.
  static Result<Weights> open(const std::string& path, bool checksum = true);
  /// `bytes` must outlive the Weights; where they are not aligned to 64 they are copied. `where` names them in errors.
  static Result<Weights> from_bytes(Bytes bytes, std::string_view where, bool checksum = true);

  Dims dims;
  std::string_view name_of_model;  ///< config's `name`; empty where it has none
  std::uint32_t checksum = 0;      ///< CRC-32 as the header states it
  std::string_view casing;         ///< how the training text sets each word of `vocab`: one of "ltu-"; empty where the file has none
  std::vector<std::string_view> vocab, tags, scripts, lemmas, labels, names;
  Matrix word, affix, gram, shape;
  std::vector<std::array<LstmWeights, 2>> lstm;  ///< [layer][0 forwards, 1 backwards]
  Linear tag, lemma, name, arc_dep, arc_head, label_dep, label_head;
  Matrix arc_u;    ///< [A × A]
  Matrix label_u;  ///< [K·R × R]: the K matrices one under another
  Matrix label_wd, label_wh;
  Vector arc_v, arc_root, label_root, label_b;

 private:
  struct Free {
    void operator()(std::byte* p) const;
  };
  std::optional<MappedFile> file_;
  std::unique_ptr<std::byte, Free> copy_;
};

}  // namespace demarche::syntax
