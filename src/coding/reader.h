// The public door: an Article goes in, a Reading comes out.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "demarche/article.h"
#include "demarche/document.h"
#include "demarche/reading.h"
#include "lexicon/lexicon.h"
#include "syntax/syntax.h"

namespace demarche {

/// Why something was coded or not: one note a frame tried, in order of the text. What `demarche explain` shows.
struct Trace {
  struct Note {
    std::uint32_t sentence = 0;
    WordId word = kNoWord;      ///< head word of the trigger
    std::string frame;          ///< name of the lexicon's frame
    bool is_coded = false;
    std::string why;            ///< "coded SANCTION: source subject 'Russia', target …" or "patient is no @diplomat"
  };
  std::vector<Note> notes;
};

/// An article with more bytes of text than this is read in sections of at most so many.
inline constexpr std::size_t kLongArticle = std::size_t{128} << 10;

/// Reads articles. Holds a parser's workspace: use one Reader per thread. Model and lexicon are shared and must outlive it.
/// Same article, same model, same lexicon: same Reading, on any number of threads and in any batch.
class Reader {
 public:
  Reader(const Model& model, const Lexicon& lexicon);

  /// Reads one article. Never fails: what cannot be read gives a Reading without events.
  Reading read(Article article);
  /// Reads several at once (faster: sentences of all are parsed together); results in the same order.
  std::vector<Reading> read(std::vector<Article> articles);
  /// Reads an article in sections of at most so many bytes of text; memory beyond the reading is that of one section. Actors are the
  /// article's, but pronouns, retellings, answers and the day of the story do not reach back from one section into another.
  Reading read_in_sections(Article article, std::size_t bytes);
  /// Reads and tells why, never in sections; `document` receives words and trees.
  Reading explain(Article article, Document& document, Trace& trace);
  /// What every reading of this reader carries.
  [[nodiscard]] const Versions& versions() const { return versions_; }

 private:
  const Lexicon* lexicon_;
  std::unique_ptr<const LexiconNames> names_;
  Parser parser_;
  Versions versions_;
};

}  // namespace demarche
