// The network made ready to run, and the interfaces between the stages. Internal to src/syntax and its tests.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "demarche/document.h"
#include "syntax/inflection.h"
#include "syntax/kernels.h"
#include "syntax/names.h"
#include "syntax/weights.h"

namespace demarche::syntax {

// ---- network: classes and words, indexed ----

struct TagClass {
  Upos upos = Upos::kX;
  std::uint32_t morph = 0;
  std::string_view feats;
};
struct LabelClass {
  Rel rel = Rel::kDep;
  SubRel subrel = SubRel::kNone;
  std::string_view deprel;
};
/// "Cut so many code points from the end, append `add`."
struct ScriptClass {
  std::uint32_t cut = 0;
  std::string_view add;
  bool lower_case = false;
};
/// FNV-1a of 32 bits, its high half folded in: the hash of feature keys, and of the tables here.
inline std::uint32_t hash_of(std::string_view key) {
  std::uint32_t h = 2166136261u;
  for (const char c : key) h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
  return h ^ h >> 15;
}

/// Open-addressing hash table from strings to line numbers of a list; the strings stay where they are.
class LineIndex {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  LineIndex() = default;
  /// `keys[i]` is found as i; of equal keys the first counts.
  explicit LineIndex(std::span<const std::string_view> keys);
  [[nodiscard]] std::uint32_t find(std::string_view key) const;

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t line = kNone;
  };
  std::span<const std::string_view> keys_;
  std::vector<Slot> slots_;
  std::uint32_t mask_ = 0;
};

/// One LSTM direction, int8, in blocks of 16 hidden units (kernels.h).
struct PackedLstm {
  PackedMatrix wx, wh;
  AlignedFloats bias;  ///< in the packed order of rows
};

struct Network {
  explicit Network(Weights w);
  Network(const Network&) = delete;

  Weights weights;

  std::vector<TagClass> tags;
  std::vector<LabelClass> labels;
  std::vector<ScriptClass> scripts;
  NameClasses names;
  LineIndex vocab;
  /// How the training text sets a word, given in small letters: a letter of `weights.casing`, '-' where it does not know.
  [[nodiscard]] char casing_of(std::string_view lower_form) const;
  std::vector<std::string_view> lemma_keys;  ///< "form<TAB>UPOS" of each exception
  LineIndex lemmas;
  std::uint32_t root_label = 0;  ///< class of `root`; the number of labels where the model has none

  // Packed for the fast path. Widths are padded: hidden_ to 16 a direction, inputs to 4.
  std::size_t hidden = 0;  ///< padded width of one direction; e is 2 × hidden bytes
  std::size_t input = 0;   ///< padded width of an input vector
  std::vector<std::array<PackedLstm, 2>> lstm;
  struct Columns {
    std::size_t tag, lemma, name, arc_dep, arc_head, label_dep, label_head, end;
  } at{};              ///< where each head's outputs stand in a row of `heads`; each begins at a multiple of 16
  PackedMatrix heads;  ///< all matrices that are multiplied with e, one under another
  AlignedFloats heads_bias;
  std::size_t arc = 0, label = 0;  ///< padded widths of d, g and d', g'
  PackedMatrix arc_u;              ///< d ↦ dᵀ U; its bias is arc.v, so that score = (dᵀ U + v) · g
  AlignedFloats arc_v, arc_root;   ///< padded with zeros
  PackedMatrix label_u;            ///< d' ↦ the K rows d'ᵀ U[k], each `label` wide, and behind them the K numbers wd[k] · d'
  AlignedFloats label_bias;        ///< the rows wh[k] and behind them b, so that logit k = row k · g' + number k
  AlignedFloats label_root;
};

// ---- packing ----

/// Fills the packed parts of a network from its weights.
void pack(Network& net);

// ---- recase ----

/// Finds the sentences of a document that are set otherwise than running text and says how running text would set their words.
class Recaser {
 public:
  explicit Recaser(const Network& net) : net_(net) {}
  /// Looks through a document whose words and sentences are cut; false where all of it is running text, or
  /// where the model does not know how words are set. Linear.
  bool read(const Document& doc);
  /// Whether sentence number `sentence` of the document last read is set otherwise than running text.
  [[nodiscard]] bool is_set_otherwise(std::size_t sentence) const { return settings_[sentence] != Setting::kText; }
  /// The words of such a sentence, whose `upos` are what the network made of it as written, as running text; else false.
  bool recase(const Document& doc, std::size_t sentence, std::vector<std::string>& out) const;

 private:
  enum class Setting : std::uint8_t { kText, kCapitals, kHeadline, kSmall };
  struct Seen {
    std::uint32_t small = 0, capital = 0;
    std::string_view form;  ///< the first with a capital
  };
  [[nodiscard]] Setting setting_of_sentence(const Document& doc, const Sentence& sentence) const;
  [[nodiscard]] bool has_common_capital(const Document& doc, const Sentence& sentence) const;
  static bool is_mostly_small(const Document& doc, const Sentence& sentence);
  [[nodiscard]] std::string set(std::string_view form, bool name, Setting how) const;
  const Network& net_;
  std::vector<Setting> settings_;                ///< of the sentences
  std::unordered_map<std::string, Seen> seen_;   ///< lower-case words within ordinary sentences
};

// ---- features ----

/// A token taken apart as docs/model-format.md says. Buffers are reused from token to token.
class TokenFeatures {
 public:
  void read(std::string_view form, const Network& net);

  std::uint32_t word = 0;
  std::vector<std::uint32_t> affixes, grams;
  std::uint32_t shape = 0;
  std::string lower;  ///< UTF-8

 private:
  void find_affixes(std::uint32_t mask);
  void find_grams(std::uint32_t mask);
  [[nodiscard]] std::string_view piece(std::size_t from, std::size_t count) const;
  std::vector<char32_t> norm_, lower_;
  std::vector<std::uint32_t> starts_;  ///< byte offset of each code point of `lower`, and its size
  std::string key_, framed_;
  std::vector<std::uint32_t> framed_starts_;
};

/// Replaces quotes, dashes and such; `form` counts up to its 64th code point where `cut` is set.
void normalise(std::string_view form, bool cut, std::vector<char32_t>& out);

/// x = [word; affix; gram; shape] in f32.
void embed(const Network& net, const TokenFeatures& token, std::span<float> x);

/// Input vectors of recent word types, quantised: direct-mapped, bounded, so that common words cost one look-up.
class InputCache {
 public:
  explicit InputCache(const Network& net);
  /// Writes the input of `form` (net.input bytes) and returns its scale.
  float get(std::string_view form, std::uint8_t* x);

 private:
  static constexpr std::size_t kSlots = 8192;
  static constexpr std::size_t kLongestKey = 23;
  struct Key {
    std::uint8_t size = 0xFF;
    std::array<char, kLongestKey> bytes{};
  };
  float make(std::string_view form, std::uint8_t* x);
  const Network& net_;
  TokenFeatures token_;
  AlignedFloats x_;
  std::vector<Key> keys_;
  std::vector<float> scales_;
  AlignedBytes inputs_;
};

// ---- encoder ----

/// A run of words that is read as one sentence.
struct Piece {
  std::uint32_t document = 0;
  std::uint32_t sentence = 0;
  WordId begin = 0;
  std::uint32_t size = 0;
};

/// Sentences of a batch end to end, longest first: `starts[s]` is the row of sentence s's first token.
struct Batch {
  std::vector<std::uint32_t> starts, sizes;
  std::uint32_t tokens = 0;
};

/// Buffers of the encoder; they grow to the largest batch and stay.
struct EncoderSpace {
  AlignedBytes input;                  ///< [tokens × net.input]
  std::vector<float> scales;           ///< of input's rows
  std::array<AlignedBytes, 2> layers;  ///< [tokens × 2·net.hidden] u8: 128 + 127·h
  AlignedFloats cells;
  AlignedBytes zero;
  std::vector<LstmRow> rows;
};

/// Runs all layers over a batch whose `input` and `scales` are filled; returns e, [tokens × 2·net.hidden].
const std::uint8_t* encode(const Network& net, const Batch& batch, EncoderSpace& space);

// ---- heads ----

/// What the network decides of one word.
struct Choice {
  std::uint16_t tag = 0;
  std::uint16_t script = 0;
  std::uint16_t label = 0;
  std::uint8_t name = 0;
  std::uint32_t head = 0;  ///< 0 the root, k the k-th word of the piece
};

/// Buffers of the tree search.
struct TreeSpace {
  std::vector<double> weight;
  std::vector<std::uint32_t> edge_head, edge_dep;
  std::vector<std::uint32_t> slot_node, parent, in_head, in_dep, active, state, order, path;
  std::vector<double> in_weight;
};

struct HeadSpace {
  AlignedFloats logits;  ///< [tokens × net.at.end]
  AlignedBytes quantised;
  std::vector<float> scales;
  AlignedFloats through, governors, arcs;
  std::vector<float> viterbi;
  std::vector<std::uint8_t> back;
  std::vector<std::uint32_t> heads;
  std::vector<const float*> rows;
  TreeSpace tree;
};

/// Reads e of some sentences, which stand end to end, into choices.
void decide(const Network& net, const std::uint8_t* e, std::span<const std::uint32_t> sizes, HeadSpace& space,
            std::span<Choice> out);

/// The best sequence of classes in which an I- follows only its own B- or I-. `logits`: one pointer a word. `steps`, where not
/// null: what each step from class to class adds.
void best_names(const NameClasses& names, std::span<const float* const> logits, const Matrix* steps, std::vector<float>& score,
                std::vector<std::uint8_t>& back, std::span<Choice> out);

// ---- tree ----

/// Maximum spanning arborescence with exactly one child of the root, O(n²) (Chu and Liu 1965, Edmonds 1967; contraction as in
/// Tarjan 1977). scores[i·stride + j]: word i+1's score for head j, 0 the root; numbers that are not finite count as very low or
/// very high. heads[i] becomes the head of word i+1.
void best_tree(std::span<const float> scores, std::size_t stride, std::size_t n, std::span<std::uint32_t> heads,
               TreeSpace& space);

// ---- lemma ----

/// Makes lemmas; its buffers are reused. Views are good until the next call.
class Lemmatiser {
 public:
  explicit Lemmatiser(const Network& net, const Inflection& inflection = Inflection::english()) : net_(net), inflection_(inflection) {}
  std::string_view lemma(std::string_view form, const TagClass& tag, std::uint32_t script);
  /// What the weights file alone makes of it: its exceptions, then the script.
  std::string_view scripted(std::string_view form, Upos upos, std::uint32_t script);

 private:
  bool exception(std::string_view form, Upos upos);
  void apply(const ScriptClass& script);
  void keep_case(std::string_view lemma);
  const Network& net_;
  const Inflection& inflection_;
  std::vector<char32_t> norm_;
  std::string lower_, key_, out_;
};

// ---- names ----

/// Names the words of documents by a chain; its buffers are reused.
class Namer {
 public:
  explicit Namer(const Network& net, const NameChain& chain = NameChain::embedded()) : chain_(chain), features_(net) {}
  /// Overwrites `name` and `name_begins` of all words, which are tagged and parsed.
  /// `shown` and `hints` as for NameFeatures::read.
  void name(Document& doc, std::span<const std::string_view> shown, const NameHints* hints);
  static std::array<std::uint32_t, 2> elsewhere(const std::array<std::uint32_t, 5>& others);

 private:
  void score();
  void decide();
  void note_kinds();
  void add_kinds();
  void write(Document& doc);
  void add(std::uint32_t feature, float* row) const;
  const NameChain& chain_;
  NameFeatures features_;
  std::vector<float> scores_, viterbi_;
  std::vector<const float*> rows_;
  std::vector<std::uint8_t> back_;
  std::vector<Choice> choices_;
  std::unordered_map<std::string_view, std::array<std::uint32_t, 5>> kinds_;  ///< by NameKind
};

// ---- plain ----

/// The network in f32 and plain loops, with its numbers on show.
struct PlainReading {
  std::vector<float> input;    ///< [n × input width]
  std::vector<float> encoder;  ///< [n × 2H]
  std::vector<float> arcs;     ///< [n × (n + 1)]
  std::vector<Choice> choices;
};
PlainReading read_plainly(const Network& net, std::span<const std::string_view> forms);

// ---- parser ----

struct Workspace {
  explicit Workspace(const Network& net) : recaser(net), inputs(net), lemmatiser(net), namer(net) {}
  Recaser recaser;
  std::vector<std::vector<std::string_view>> shown;  ///< the words of a document as the network sees them; empty: as written
  std::deque<std::string> recased;                   ///< owns what `shown` does not find in the document
  InputCache inputs;
  Lemmatiser lemmatiser;
  Namer namer;
  EncoderSpace encoder;
  HeadSpace heads;
  Batch batch;
  std::vector<Piece> pieces;
  std::vector<Choice> choices;
};

}  // namespace demarche::syntax
