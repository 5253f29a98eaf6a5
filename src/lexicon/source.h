// The seam between source and the readers of each kind of file. Internal to the lexicon layer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lexicon/lexicon.h"

namespace demarche::lexicon {

/// A stretch of one line of a source file; the view points into the file's text, so that its column is known.
struct Piece {
  std::string_view text;
  std::uint32_t line = 0;  ///< index into SourceText::lines
  bool quoted = false;
};

/// A source file cut into lines. Pieces of it are views; the SourceFile must outlive them.
struct SourceText {
  explicit SourceText(const SourceFile& file);
  std::string_view name;
  std::vector<std::string_view> lines;
  int layer = 0;  ///< as of SourceFile
};

/// A place in a file that a complaint can point at.
struct Spot {
  const SourceText* file = nullptr;
  Piece piece;
  [[nodiscard]] std::string_view text() const { return piece.text; }
};

/// Errors gathered on the way; compiling goes on after each.
class Complaints {
 public:
  void add(const Spot& at, std::string message);
  [[nodiscard]] bool none() const { return errors_.empty(); }
  [[nodiscard]] std::vector<Error>& errors() { return errors_; }

 private:
  std::vector<Error> errors_;
};

/// `key values`: an indented line of an entry. Examples have the key "=" or "!".
struct Field {
  Spot key;
  Spot values;
};

/// An entry: the line in the first column and the fields below it.
struct Entry {
  Spot kind;  ///< first word: "frame"
  Spot rest;
  std::vector<Field> fields;
};

std::string_view trim(std::string_view text);
Spot part_of(const Spot& whole, std::string_view text);  ///< `text` must be a view into `whole`
std::vector<Entry> read_entries(const SourceText& file, Complaints& complaints);
/// One Spot for each line that is not empty, comments gone: for files with one entry a line.
std::vector<Spot> read_lines(const SourceText& file, Complaints& complaints);
/// Parts between separators outside quotes, trimmed, quotes taken off; empty ones are left out.
std::vector<Spot> split(const Spot& list, char separator, Complaints& complaints);
/// The same with empty ones kept: for lines of fixed fields.
std::vector<Spot> split_fields(const Spot& line, char separator, Complaints& complaints);
/// First word and the rest.
std::pair<Spot, Spot> first_word(const Spot& text);

}  // namespace demarche::lexicon
