// The text layer: bytes become an Article, and an Article is cut into sentences and words.
//
// The stages, in order, one .cpp each:
//   encoding   bytes → clean UTF-8
//   html       a web page → title, day, source, main text
//   plain      a text file → title, header lines, paragraphs
//   jsonl      one line of JSON → an article, its text kept as given
//   published  a day of publication as sites write it → Day
//   reader     a file, a stream or a buffer → its articles, one after the other, in bounded memory
//   dateline   "ANKARA (AP) —" at the head of a text
//   orthography  abbreviations, contractions, prefixes: data/text/*.txt
//   paragraphs, tokens, sentences   → Document::words, Document::sentences
//   sections   a long article → documents of bounded size
//   offsets    byte offsets → code point offsets, for the JSON edge
//
// Nothing here keeps state between calls: every function may be called from any thread. Errors name "FILE" or "FILE:LINE".
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/article.h"
#include "demarche/document.h"
#include "demarche/result.h"

namespace demarche {

/// The largest article that is read, in bytes of its file or line; larger ones give kTooLarge.
inline constexpr std::size_t kLargestArticle = std::size_t{64} << 20;

// ---- encoding ----

/// What cleaning did to a text, for those who want to warn of it.
struct Cleaning {
  std::uint32_t replaced = 0;      ///< bad bytes that became U+FFFD
  std::uint32_t repaired = 0;      ///< runs such as "â€™" that became the character they once were
  bool from_windows_1252 = false;  ///< the bytes were no UTF-8 at all
  bool from_utf16 = false;
};

/// Any bytes as clean UTF-8: no BOM, no control character but "\n" (tabs become spaces, CRLF and CR "\n", others go), curly
/// quotes kept. Bytes that are a picture, an archive or such give kMalformed, "is binary, not text".
Result<std::string> clean_text(std::string_view bytes, const std::string& where = {}, Cleaning* done = nullptr);

/// Whether `text` is as clean_text leaves it: valid UTF-8 whose only control character is "\n". Says nothing of mojibake.
bool is_clean(std::string_view text);

/// The clean form of a string that is known to be text (a JSON string, an HTML node). Never fails.
std::string tidy(std::string_view text, Cleaning* done = nullptr);

// ---- the ways an article comes in ----

/// The main text of a web page, with what its head says of it. Markup may be as broken as it likes; a page without a story gives
/// an empty `text`. kMalformed where the bytes are no text, kTooLarge above 16 MiB.
Result<Article> read_html(std::string_view bytes, const std::string& where = {});

/// A text file: header lines (`Title:`, `Date:`, `Source:`, `URL:`) and a title line where there are any, then paragraphs.
Result<Article> read_plain(std::string_view bytes, const std::string& where = {});

/// One JSON object. Known fields: id, title, text, published | date, source, url, language. Others, and known ones of the wrong
/// type, are ignored; a number is accepted as id. `text` is kept byte for byte where it is clean, so that offsets count in it.
/// Without `text` the line is kMalformed. With `html`, `text` is a web page's source.
Result<Article> read_json(std::string_view line, const std::string& where = {}, bool html = false);

/// A day as sites write it: "2021-10-18T09:00Z", "18 October 2021", "Oct. 18, 2021", "Mon, 18 Oct 2021 …", "20211018".
std::optional<Day> parse_published(std::string_view words);

/// 16 hexadecimal digits of FNV-1a 64 over title, "\n", text: the id of an article that has none.
std::string article_id(std::string_view title, std::string_view text);

enum class InputKind : std::uint8_t { kAuto, kText, kHtml, kJsonl, kJsonlOfHtml };

/// Reads the articles of one input, holding no more than one article and one buffer (64 MiB + 1 MiB) at a time.
///
///   auto reader = ArticleReader::open("-", InputKind::kAuto);
///   while (auto article = reader->next()) { if (*article) …; else report(article->error()); }
///
/// kAuto goes by the file's extension (.jsonl .ndjson .json, .html .htm .xhtml, .txt), else by the first bytes: "{" begins JSON
/// lines, a tag of HTML a page, all else is text. Every article has an id and, where its text shows one, a dateline.
class ArticleReader {
 public:
  /// kNotFound or kUnreadable where `path` cannot be opened; "-" is standard input.
  static Result<ArticleReader> open(const std::string& path, InputKind kind = InputKind::kAuto);
  /// The same over bytes in memory; `name` stands for the file in errors.
  static ArticleReader over(std::string bytes, std::string name = "input", InputKind kind = InputKind::kAuto);

  /// The same over bytes that come by call: `pull` fills at most so many and says how many; 0 is the end, an error the last word.
  static ArticleReader pulling(std::function<Result<std::size_t>(char* to, std::size_t size)> pull, std::string name, InputKind kind = InputKind::kAuto);

  ArticleReader(ArticleReader&&) noexcept;
  ArticleReader& operator=(ArticleReader&&) noexcept;
  ~ArticleReader();

  /// The next article, or what is wrong with it (the ones after it are still read); nullopt at the end. An error of kind
  /// kUnreadable is the last word.
  std::optional<Result<Article>> next();
  [[nodiscard]] InputKind kind() const;  ///< what kAuto came to; kAuto until the first next()

 private:
  struct Input;
  explicit ArticleReader(std::unique_ptr<Input> input);
  std::unique_ptr<Input> input_;
};

/// Fills `dateline` and `dateline_span` where the text begins with one; leaves the text alone.
void find_dateline(Article& article);

// ---- cutting ----

/// How a language writes: its abbreviations, contractions, kept prefixes, units. Immutable; one hash table.
class Orthography {
 public:
  enum Flag : std::uint32_t {
    kTitle = 1u << 0,      ///< abbreviation before a name; never ends a sentence: "Gen."
    kInner = 1u << 1,      ///< abbreviation that never ends a sentence: "vs."
    kEnd = 1u << 2,        ///< abbreviation that may end one, where a starter follows: "Inc."
    kNumber = 1u << 3,     ///< abbreviation only before a number: "No."
    kDate = 1u << 4,       ///< abbreviation only before a number or comma: "Sat."
    kPlace = 1u << 5,      ///< abbreviation only after a comma or hyphen: "Ill."
    kCapital = 1u << 6,    ///< the entry above holds only with a capital
    kStarter = 1u << 7,    ///< a word that, capitalised after an abbreviation, begins a sentence: "The"
    kPrefix = 1u << 8,     ///< keeps its hyphen: "non-aligned"
    kUnit = 1u << 9,       ///< parted from the number before it: "20|km"
    kMoneyUnit = 1u << 10, ///< the same after a currency sign: "$|5|bn"
    kDomain = 1u << 11,    ///< ends a name of the net or of a file: "gov", "pdf"
    kElision = 1u << 12,   ///< keeps the apostrophe before it: "'em"
    kSpeech = 1u << 13,    ///< tells of speech after a quotation: "asked"
    kSplit = 1u << 14,     ///< two words written as one: "can|not"
    kCurrency = 1u << 15,  ///< parted from the number behind it: "Rs|5,000"
    kCity = 1u << 16,      ///< a city of at most four letters, which a dateline may name: "KYIV"
    kNoPlace = 1u << 17,   ///< begins no dateline, even in capitals: "NATO", "QUESTION"
    kAbbreviation = kTitle | kInner | kEnd | kNumber | kDate | kPlace,
  };
  struct Entry {
    std::uint32_t flags = 0;
    std::uint32_t split = 0;  ///< of kSplit: bytes of the first word
  };

  /// The built-in one, from data/text.
  static const Orthography& english();
  /// Adds the lines of one file: `FORM KIND`, "#" begins a comment. A line that is no such thing gives kMalformed, "FILE:LINE".
  Status add(std::string_view lines, const std::string& where);

  /// Looks up a word as written, without the dot of an abbreviation; an entry with a capital asks for a capital.
  [[nodiscard]] Entry find(std::string_view word) const;
  [[nodiscard]] bool has(std::string_view word, std::uint32_t flags) const { return (find(word).flags & flags) != 0; }

 private:
  static constexpr std::size_t kLongest = 15;
  struct Slot {
    std::array<char, kLongest> word{};
    std::uint8_t size = 0;
    Entry entry;
  };
  Slot& slot_of(std::string_view lower_word);
  void grow();
  std::vector<Slot> slots_ = std::vector<Slot>(2048);
  std::size_t used_ = 0;
};

/// Paragraphs of a text: blank lines part them, and so does every line break where lines are long; a line break between short
/// lines is a mere wrap. White space at either end is left out.
std::vector<Span> paragraphs(std::string_view text);

/// Appends the words of a paragraph to doc.words.
void tokenize(Document& doc, Span paragraph, const Orthography& orthography);

/// Cuts doc.words[first, end) (one paragraph) into sentences and appends them to doc.sentences.
void cut_sentences(Document& doc, WordId first, const Orthography& orthography);

/// Fills doc.words (span, form, space_after, joined_to_next) and doc.sentences (begin, end, span, paragraph_begins) from
/// doc.article, whose dateline is looked for first where it has none. Linear in the text; a sentence has at most
/// kLongestSentence words. Every byte of the text that is no white space lies in exactly one word. Forms are views of the text.
void segment(Document& doc, const Orthography& orthography = Orthography::english());
inline constexpr std::uint32_t kLongestSentence = 1000;

/// A part of an article as a document of its own, words and sentences cut.
struct Section {
  Document document;
  std::uint32_t offset = 0;  ///< where its text begins in the article's
};

/// Hands out a long article's sections in order, each of at most `bytes` of text. They end with paragraphs, and together have
/// the sentences that segment() would cut; a paragraph of more than `bytes` is parted between sentences, a sentence that is longer
/// still between words. All text but white space lies in exactly one section. Only the section in which it stands has the dateline.
class Sections {
 public:
  /// Looks for the dateline where the article has none. The article must outlive this and stay as it is.
  Sections(Article& article, std::size_t bytes, const Orthography& orthography = Orthography::english());
  /// The next one; nothing at the end.
  std::optional<Section> next();

 private:
  std::uint32_t keep_whole_sentences(Document& doc, std::uint32_t begin, std::uint32_t end) const;
  const Article& article_;
  const Orthography& orthography_;
  std::size_t bytes_;
  Article head_;  ///< all of the article but its text and dateline
  std::vector<Span> paragraphs_;
  std::size_t at_ = 0;                ///< paragraph that comes next
  bool is_within_paragraph_ = false;  ///< its first part has been handed out
};

// ---- the JSON edge ----

/// Byte offsets of a UTF-8 text to code point offsets: one checkpoint every 256 bytes, nothing at all where the text is ASCII.
class OffsetMap {
 public:
  explicit OffsetMap(std::string_view text);  ///< `text` must outlive the map
  /// Code points before byte `offset` (≤ size of the text).
  [[nodiscard]] std::size_t code_points(std::size_t offset) const;

 private:
  std::string_view text_;
  std::vector<std::uint32_t> checkpoints_;  ///< empty where all is ASCII
};

}  // namespace demarche
