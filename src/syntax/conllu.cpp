// CoNLL-U in and out (https://universaldependencies.org/format.html). The reader goes line by line, gathers a sentence's tokens,
// then places them in the article's text. Doors: ConlluReader::next, write_conllu.
#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "base/utf8.h"
#include "syntax/syntax.h"

namespace demarche {
namespace {

constexpr std::size_t kColumns = 10;
enum Column : std::size_t { kId, kForm, kLemma, kUpos, kXpos, kFeats, kHead, kDeprel, kDeps, kMisc };
using Fields = std::array<std::string_view, kColumns>;

constexpr std::size_t kLongestText = std::numeric_limits<std::uint32_t>::max() - 1;

/// The value of `key` in a MISC or FEATS column; nullopt where it is not there.
std::optional<std::string_view> value_of(std::string_view column, std::string_view key) {
  while (!column.empty()) {
    const std::size_t bar = column.find('|');
    const std::string_view item = column.substr(0, bar);
    if (item.size() > key.size() && item.starts_with(key) && item[key.size()] == '=') return item.substr(key.size() + 1);
    column = bar == std::string_view::npos ? std::string_view{} : column.substr(bar + 1);
  }
  return std::nullopt;
}

NameKind kind_of(std::string_view name) {
  if (name == "PER") return NameKind::kPerson;
  if (name == "ORG") return NameKind::kOrganisation;
  if (name == "LOC") return NameKind::kPlace;
  return NameKind::kOther;
}

std::string_view name_of(NameKind kind) {
  static constexpr std::array<std::string_view, 5> kNames = {"", "PER", "ORG", "LOC", "MISC"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::optional<std::uint32_t> number_of(std::string_view digits) {
  std::uint32_t value = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (failed != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

// ---- reading ----

/// A surface token: one word, or several written as one.
struct Token {
  std::string_view form;
  bool space_after = true;
  std::uint32_t words = 1;
};

/// A sentence as its lines say, before it has a place in the text.
struct Lines {
  std::vector<Token> tokens;
  std::vector<Word> words;
  std::vector<std::size_t> heads;  ///< lines of the words, for errors
  std::string comments;
  std::string_view text;
  bool paragraph = false;
  std::uint32_t range_end = 0;  ///< words up to this one belong to the last range
};

class SentenceReader {
 public:
  SentenceReader(Document& doc, const std::string& where) : doc_(doc), where_(where) {}

  [[nodiscard]] bool empty() const { return lines_.words.empty() && lines_.comments.empty(); }

  void comment(std::string_view line) {
    if (!lines_.comments.empty()) lines_.comments += '\n';
    lines_.comments += line;
    if (line.starts_with("# newpar") || line.starts_with("# newdoc")) lines_.paragraph = true;
    if (line.starts_with("# newdoc id = ")) doc_.article->id = line.substr(14);
    if (line.starts_with("# text = ")) lines_.text = line.substr(9);
  }

  std::optional<Error> token(std::string_view line, std::size_t number) {
    Fields f;
    if (!split(line, f)) return bad(number, line, "has not ten columns, parted by tabs");
    if (f[kForm].empty()) return bad(number, line, "has an empty FORM");
    if (f[kId].find('.') != std::string_view::npos) return std::nullopt;  // an empty node
    if (const std::size_t dash = f[kId].find('-'); dash != std::string_view::npos) return range(f, dash, number, line);
    return word(f, number, line);
  }

  /// Places the sentence in the document.
  std::optional<Error> finish() {
    if (lines_.words.empty()) {
      if (!lines_.tokens.empty()) return Error{ErrorKind::kMalformed, where_, "has a range without words", {}};
      lines_ = {};
      return std::nullopt;
    }
    const auto first = static_cast<WordId>(doc_.words.size());
    if (auto error = check_heads()) return error;
    if (doc_.text().size() + text_size() > kLongestText)
      return Error{ErrorKind::kTooLarge, where_, "holds a document of more than 4 GiB", {}};
    if (first > 0) doc_.article->text += lines_.paragraph ? "\n\n" : space_ ? " " : "";
    const auto begin = static_cast<std::uint32_t>(doc_.text().size());
    if (!place_in_text()) place_by_forms();
    Sentence s;
    s.begin = first;
    s.paragraph_begins = lines_.paragraph || first == 0;
    for (Word& w : lines_.words) {
      if (w.head == 0) s.root = s.root == kNoWord ? static_cast<WordId>(doc_.words.size()) : s.root;
      w.head = w.head == 0 || w.head == kNoWord ? kNoWord : first + w.head - 1;
      doc_.words.push_back(w);
    }
    s.end = static_cast<WordId>(doc_.words.size());
    s.span = {begin, static_cast<std::uint32_t>(doc_.text().size())};
    doc_.sentences.push_back(s);
    doc_.comments.push_back(std::move(lines_.comments));
    space_ = lines_.tokens.back().space_after;
    lines_ = {};
    return std::nullopt;
  }

 private:
  static bool split(std::string_view line, Fields& out) {
    for (std::size_t k = 0; k < kColumns; ++k) {
      const std::size_t tab = line.find('\t');
      if ((tab == std::string_view::npos) != (k + 1 == kColumns)) return false;
      out[k] = line.substr(0, tab);
      line.remove_prefix(tab == std::string_view::npos ? line.size() : tab + 1);
    }
    return true;
  }

  [[nodiscard]] Error bad(std::size_t number, std::string_view line, std::string message) const {
    return {ErrorKind::kMalformed, where_ + ":" + std::to_string(number), std::move(message), std::string(line.substr(0, 200))};
  }

  std::optional<Error> range(const Fields& f, std::size_t dash, std::size_t number, std::string_view line) {
    const auto first = number_of(f[kId].substr(0, dash)), last = number_of(f[kId].substr(dash + 1));
    const std::size_t next = lines_.words.size() + 1;
    if (!first || !last || *first != next || *last < *first || *first <= lines_.range_end)
      return bad(number, line, "has a range that does not begin at the next word");
    lines_.range_end = *last;
    lines_.tokens.push_back({f[kForm], value_of(f[kMisc], "SpaceAfter") != "No", *last - *first + 1});
    return std::nullopt;
  }

  std::optional<Error> word(const Fields& f, std::size_t number, std::string_view line) {
    const auto id = number_of(f[kId]);
    if (!id || *id != lines_.words.size() + 1) return bad(number, line, "has an ID that is not the next number");
    Word w;
    w.form = doc_.keep(f[kForm]);
    w.lemma = f[kLemma] == "_" && f[kForm] != "_" ? std::string_view{} : f[kLemma] == f[kForm] ? w.form : doc_.keep(f[kLemma]);
    w.upos = upos_of(f[kUpos]);
    w.feats = doc_.keep(f[kFeats]);
    w.morph = morph_of(f[kFeats]);
    w.deprel = f[kDeprel] == "_" ? std::string_view{} : doc_.keep(f[kDeprel]);
    if (!w.deprel.empty()) split_deprel(w.deprel, w.rel, w.subrel);
    if (f[kHead] != "_") {
      const auto head = number_of(f[kHead]);
      if (!head || *head == kNoWord) return bad(number, line, "has a HEAD that is no number");
      w.head = *head;
    }
    if (const auto name = value_of(f[kMisc], "Name"); name && name->size() > 2) {
      w.name = kind_of(name->substr(2));
      w.name_begins = name->front() == 'B';
    }
    w.space_after = *id >= lines_.range_end && value_of(f[kMisc], "SpaceAfter") != "No";
    w.joined_to_next = *id < lines_.range_end;
    if (*id > lines_.range_end)
      lines_.tokens.push_back({f[kForm], w.space_after, 1});
    else if (*id == lines_.range_end)
      w.space_after = lines_.tokens.back().space_after;
    lines_.words.push_back(w);
    lines_.heads.push_back(number);
    return std::nullopt;
  }

  /// Every head within the sentence, no cycles. 0 stands for the root, kNoWord for none.
  std::optional<Error> check_heads() {
    const auto n = static_cast<std::uint32_t>(lines_.words.size());
    if (lines_.range_end > n) return bad(lines_.heads.back(), {}, "ends before the range does");
    for (std::size_t i = 0; i < n; ++i) {
      const WordId head = lines_.words[i].head;
      if (head != kNoWord && (head > n || head == i + 1))
        return bad(lines_.heads[i], {}, "has a HEAD outside the sentence or itself as head");
    }
    std::vector<std::uint32_t> seen(n + 1, 0);
    for (std::uint32_t start = 1; start <= n; ++start) {
      std::uint32_t at = start;
      while (at != 0 && at != kNoWord && seen[at] == 0) {
        seen[at] = start;
        at = lines_.words[at - 1].head;
      }
      if (at != 0 && at != kNoWord && seen[at] == start) return bad(lines_.heads[at - 1], {}, "has a HEAD that leads back to it");
    }
    return std::nullopt;
  }

  [[nodiscard]] std::size_t text_size() const {
    std::size_t n = lines_.text.size() + 2;
    for (const Token& t : lines_.tokens) n += t.form.size() + 1;
    return n;
  }

  /// The tokens found one after the other in the `# text` line, with nothing but white space between them.
  bool place_in_text() {
    std::size_t at = 0;
    std::vector<std::size_t> starts;
    const auto skip = [&] {
      while (at < lines_.text.size() && (lines_.text[at] == ' ' || lines_.text[at] == '\t')) ++at;
    };
    for (const Token& t : lines_.tokens) {
      skip();
      if (!lines_.text.substr(at).starts_with(t.form)) return false;
      starts.push_back(at);
      at += t.form.size();
    }
    const std::size_t end = at;
    skip();
    if (at != lines_.text.size()) return false;
    const std::size_t base = doc_.text().size() - starts.front();
    doc_.article->text += lines_.text.substr(starts.front(), end - starts.front());
    place(starts, base);
    return true;
  }

  void place_by_forms() {
    std::vector<std::size_t> starts;
    for (const Token& t : lines_.tokens) {
      starts.push_back(doc_.text().size());
      doc_.article->text += t.form;
      if (t.space_after && &t != &lines_.tokens.back()) doc_.article->text += ' ';
    }
    place(starts, 0);
  }

  void place(const std::vector<std::size_t>& starts, std::size_t base) {
    std::size_t w = 0;
    for (std::size_t t = 0; t < lines_.tokens.size(); ++t) {
      const Token& token = lines_.tokens[t];
      const auto begin = static_cast<std::uint32_t>(base + starts[t]);
      cut(token, begin, std::span(lines_.words).subspan(w, token.words));
      w += token.words;
    }
  }

  /// Spans of the words of one token: by their forms' lengths in code points where these add up to the token's, else evenly.
  static void cut(const Token& token, std::uint32_t begin, std::span<Word> words) {
    std::vector<std::uint32_t> ends;  // byte offset behind each code point
    for (std::size_t at = 0; at < token.form.size();) {
      next_code_point(token.form, at);
      ends.push_back(static_cast<std::uint32_t>(at));
    }
    std::size_t sum = 0;
    for (const Word& w : words) sum += count_code_points(w.form);
    std::uint32_t from = begin;
    std::size_t points = 0;
    for (std::size_t k = 0; k < words.size(); ++k) {
      points = sum == ends.size() ? points + count_code_points(words[k].form) : ends.size() * (k + 1) / words.size();
      const std::uint32_t to = begin + (points == 0 ? 0 : ends[points - 1]);
      words[k].span = {from, to};
      from = to;
    }
  }

  Document& doc_;
  const std::string& where_;
  Lines lines_;
  bool space_ = true;  ///< behind the sentence before
};

}  // namespace

Result<std::optional<Document>> ConlluReader::next() {
  if (failed_) return std::optional<Document>();
  Document doc;
  SentenceReader sentence(doc, where_);
  const auto fail = [&](Error error) -> Result<std::optional<Document>> {
    failed_ = true;
    return error;
  };
  while (!rest_.empty()) {
    const std::size_t end = rest_.find('\n');
    std::string_view line = rest_.substr(0, end);
    if (line.starts_with("# newdoc") && sentence.empty() && !doc.words.empty()) return std::optional(std::move(doc));
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    ++line_;
    if (line.ends_with('\r')) line.remove_suffix(1);
    std::optional<Error> error;
    if (line.empty())
      error = sentence.finish();
    else if (line.front() == '#')
      sentence.comment(line);
    else
      error = sentence.token(line, line_);
    if (error) return fail(*std::move(error));
  }
  if (auto error = sentence.finish()) return fail(*std::move(error));
  if (doc.words.empty()) return std::optional<Document>();
  return std::optional(std::move(doc));
}

Result<std::vector<Document>> read_conllu(std::string_view bytes, const std::string& where) {
  ConlluReader reader(bytes, where);
  std::vector<Document> out;
  for (;;) {
    auto doc = reader.next();
    if (!doc) return doc.error();
    if (!doc->has_value()) return out;
    out.push_back(**std::move(doc));
  }
}

// ---- writing ----

namespace {

void append_number(std::string& out, std::size_t value) {
  char digits[24];
  const auto [end, failed] = std::to_chars(digits, digits + sizeof digits, value);
  out.append(digits, failed == std::errc() ? end : digits);
}

void append_column(std::string& out, std::string_view value) {
  out += '\t';
  if (value.empty()) out += '_';
  for (const char c : value) out += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
}

void append_line_of_text(std::string& out, std::string_view text) {
  for (const char c : text) out += c == '\n' || c == '\r' ? ' ' : c;
}

void write_comments(const Document& doc, std::size_t s, std::string& out) {
  if (doc.comments.size() == doc.sentences.size()) {
    if (!doc.comments[s].empty()) out.append(doc.comments[s]).append("\n");
    return;
  }
  const Sentence& sentence = doc.sentences[s];
  const std::string_view id = doc.article->id;
  if (s == 0) {
    out += "# newdoc";
    if (!id.empty()) append_line_of_text(out.append(" id = "), id);
    out += '\n';
  }
  if (sentence.paragraph_begins) out += "# newpar\n";
  append_line_of_text(out.append("# sent_id = "), id);
  if (!id.empty()) out += '-';
  append_number(out, s + 1);
  append_line_of_text(out.append("\n# text = "), std::string_view(doc.text()).substr(sentence.span.begin, sentence.span.size()));
  out += '\n';
}

/// The line that says that the words from `first` on are written as one.
void write_range(const Document& doc, const Sentence& sentence, WordId first, std::string& out) {
  WordId last = first;
  while (last + 1 < sentence.end && doc[last].joined_to_next) ++last;
  append_number(out, first - sentence.begin + 1);
  out += '-';
  append_number(out, last - sentence.begin + 1);
  append_column(out, std::string_view(doc.text()).substr(doc[first].span.begin, doc[last].span.end - doc[first].span.begin));
  out += "\t_\t_\t_\t_\t_\t_\t_";
  append_column(out, doc[last].space_after ? "_" : "SpaceAfter=No");
  out += '\n';
}

void write_word(const Document& doc, const Sentence& sentence, WordId at, bool in_range, std::string& out) {
  const Word& w = doc[at];
  append_number(out, at - sentence.begin + 1);
  append_column(out, w.form);
  append_column(out, w.lemma);
  append_column(out, name_of(w.upos));
  out += "\t_";
  append_column(out, w.feats);
  out += '\t';
  if (w.head != kNoWord)
    append_number(out, w.head - sentence.begin + 1);
  else
    out += sentence.root == at ? '0' : '_';
  append_column(out, w.deprel);
  out += "\t_\t";
  const std::size_t misc = out.size();
  if (w.name != NameKind::kNone) out.append("Name=").append(w.name_begins ? "B-" : "I-").append(name_of(w.name));
  if (!w.space_after && !in_range) out.append(out.size() > misc ? "|" : "").append("SpaceAfter=No");
  if (out.size() == misc) out += '_';
  out += '\n';
}

}  // namespace

void write_conllu(const Document& doc, std::string& out) {
  for (std::size_t s = 0; s < doc.sentences.size(); ++s) {
    const Sentence& sentence = doc.sentences[s];
    write_comments(doc, s, out);
    bool in_range = false;
    for (WordId at = sentence.begin; at < sentence.end; ++at) {
      const bool joins = doc[at].joined_to_next && at + 1 < sentence.end;
      if (joins && !in_range) write_range(doc, sentence, at, out);
      write_word(doc, sentence, at, in_range || joins, out);
      in_range = joins;
    }
    out += '\n';
  }
}

}  // namespace demarche
