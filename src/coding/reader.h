// The public door: an Article goes in, a Reading comes out.
#pragma once

#include <functional>
#include <memory>
#include <optional>
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

struct TitleMove;

/// An article with more bytes of text than this is read in sections of at most so many.
inline constexpr std::size_t kLongArticle = std::size_t{128} << 10;

/// A part of an article as it was read, for those who ask why: a section of a long one, else all of it. Nothing of it outlives the call
/// that hands it on.
struct ReadPart {
  const Document& document;          ///< words and trees; spans count into its own text
  const Trace& trace;                ///< by numbers of sentences and words within `document`
  const std::vector<Actor>& actors;  ///< the article's, as far as it has been read
  std::vector<std::pair<ActorId, Span>> mentions;  ///< of this part, by actor; spans as in `document`
  std::uint32_t first_sentence = 0;  ///< how many sentences of the article lie before it
};

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
  /// Reads as read() does, and hands on each part with what was tried in it, in order of the text. Memory beyond the reading is that of
  /// one part, of at most `bytes` of text.
  Reading explain(Article article, const std::function<void(const ReadPart&)>& tell, std::size_t bytes = kLongArticle);
  /// Reads and tells why, in one piece however long the article; `document` receives words and trees.
  Reading explain(Article article, Document& document, Trace& trace);
  /// What every reading of this reader carries.
  [[nodiscard]] const Versions& versions() const { return versions_; }

 private:
  std::vector<TitleMove> told_by(const std::optional<Document>& title) const;
  std::vector<TitleMove> moves_of(const Article& article);
  Reading in_sections(Article article, std::size_t bytes, const std::function<void(const ReadPart&)>* tell);

  const Lexicon* lexicon_;
  std::unique_ptr<const LexiconNames> names_;
  Parser parser_;
  Versions versions_;
};

}  // namespace demarche
