// The syntax layer: a Document that is cut into words is tagged, lemmatised, named and parsed.
//
// The stages, in order, one .cpp each:
//   weights    the file of trained numbers, mapped and checked          (weights.h, with tensors)
//   network    the weights made ready: classes and words indexed, and packing: matrices to int8 in padded blocks
//   recase     headlines and capitals → words as running text sets them
//   features   a token → its ids → its input vector
//   encoder    input vectors → e, by a bidirectional LSTM over a batch of sentences in lockstep
//   heads      e → tag, lemma script, name, arc scores, label of each word
//   tree       arc scores → the best tree with one root
//   inflection how English words bend: form → dictionary form, and back (inflection.h)
//   lemma      inflection, exceptions and script → the lemma
//   names      the words of names and their kinds, decided over the whole article   (names.h, with name_cues and name_features)
//   parser     the door: batches sentences, runs the stages, writes into the Document
//   plain      the same network in plain loops and f32, slow and obvious; tests hold the fast one against it
//   kernels    the inner loops of encoder and heads                     (kernels.h)
//   conllu     CoNLL-U in and out
//   score      how well one document agrees with another, as the CoNLL 2018 shared task counts
//   document   names of classes, FEATS and DEPREL taken apart           (demarche/document.h)
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
#include "demarche/document.h"
#include "demarche/result.h"
#include "syntax/names.h"

namespace demarche {

namespace syntax {
struct Network;
struct Workspace;
}  // namespace syntax

/// A trained model, immutable; any number of threads may use one. Documents that were annotated hold views of it: it must
/// outlive them.
class Model {
 public:
  /// Maps a weights file and checks its structure and checksum.
  static Result<Model> open(const std::string& path);
  /// The same over bytes in memory, which must outlive the Model; `where` names them in errors.
  static Result<Model> from_bytes(Bytes bytes, const std::string& where = "model", bool checksum = true);
  /// The English model inside the program; made ready at the first call, which takes about 4 ms.
  static const Model& embedded();

  Model(Model&&) noexcept;
  Model& operator=(Model&&) noexcept;
  ~Model();

  [[nodiscard]] std::string_view name() const;  ///< of the config's `name` line
  [[nodiscard]] std::string checksum() const;   ///< CRC-32 as the file states it, eight hexadecimal digits
  [[nodiscard]] const syntax::Network& network() const { return *network_; }

 private:
  explicit Model(std::unique_ptr<const syntax::Network> network);
  std::unique_ptr<const syntax::Network> network_;
};

/// Annotates documents; one per thread, reusable. Same document, same model, same machine: same annotation, whatever else is in
/// the batch. Memory is bounded by the batch, not by the documents.
class Parser {
 public:
  enum class Path : std::uint8_t { kFast, kPlain };  ///< kPlain: f32 in plain loops, some hundred times slower
  /// Words that are read as one sentence; longer ones are read in pieces, cut where possible behind punctuation, and the roots
  /// of later pieces hang from the first one's root as `parataxis`.
  static constexpr std::size_t kLongestPiece = 400;

  /// `hints`, where given, are names that the caller knows; they must outlive the Parser.
  explicit Parser(const Model& model, Path path = Path::kFast, const NameHints* hints = nullptr);
  Parser(Parser&&) noexcept;
  ~Parser();

  /// Fills upos, feats, morph, lemma, head, rel, subrel, deprel, name, name_begins of all words and root of all sentences;
  /// `words` and `sentences` must be cut already. Many documents at once are faster than one after another.
  void annotate(std::span<Document* const> documents);
  void annotate(Document& document);

 private:
  void read_pieces(std::span<Document* const> documents);
  const syntax::Network* network_;
  const NameHints* hints_;
  std::unique_ptr<syntax::Workspace> workspace_;
  Path path_;
};

// ---- CoNLL-U ----

/// Reads documents off CoNLL-U text: each `# newdoc` begins one. `Article::text` is made of the `# text` lines, or of forms and
/// SpaceAfter where those do not fit them; sentences are joined by a space, paragraphs (`# newpar`) by an empty line. The words
/// of a multiword token get parts of its span, by their forms where these fit and else of even length. Empty nodes are left out;
/// XPOS, DEPS and MISC but for `SpaceAfter` and `Name` are not kept. HEAD may be `_` throughout.
class ConlluReader {
 public:
  /// `bytes` must outlive the reader; `where` is the file's name in errors.
  explicit ConlluReader(std::string_view bytes, std::string where = "input") : rest_(bytes), where_(std::move(where)) {}
  /// The next document; nullopt at the end. After an error ("FILE:LINE") there is nothing more to read.
  Result<std::optional<Document>> next();

 private:
  std::string_view rest_;
  std::string where_;
  std::size_t line_ = 0;
  bool failed_ = false;
};

/// All documents of a CoNLL-U file.
Result<std::vector<Document>> read_conllu(std::string_view bytes, const std::string& where = "input");

/// Appends the document as CoNLL-U. Comments are written as read; a document without gets `newdoc`, `newpar`, `sent_id`, `text`.
/// Named spans stand in MISC as `Name=B-PER`, `Name=I-PER`.
void write_conllu(const Document& document, std::string& out);

// ---- score ----

/// Agreement of a system's documents with gold ones over the same characters (white space aside).
struct Score {
  struct Count {
    std::uint64_t gold = 0, system = 0, correct = 0;
    [[nodiscard]] double f1() const {
      return gold + system == 0 ? 0.0 : 200.0 * static_cast<double>(correct) / static_cast<double>(gold + system);
    }
    void add(const Count& c) { gold += c.gold, system += c.system, correct += c.correct; }
  };
  Count tokens, sentences, words;
  Count upos, ufeats, lemmas;  ///< over aligned words; UFeats: the universal features alone
  Count uas, las;              ///< LAS as the shared task has it, without subtypes
  Count las_subtypes;          ///< relation with its subtype
  std::array<Count, 5> names_by_kind;  ///< named spans, both ends and kind right, by NameKind; nothing where gold has no `Name`
  /// Persons, organisations and places together.
  [[nodiscard]] Count names() const;

  void add(const Score& s);
};

/// Aligns by characters as the CoNLL 2018 evaluation does. kUsage where the texts differ, with the first difference.
Result<Score> score(const Document& gold, const Document& system);

}  // namespace demarche
