// The parser on the sentences of tests/data/hard_sentences.txt, whose head describes the notation.
#include <gtest/gtest.h>

#include <algorithm>
#include <span>

#include "base/files.h"
#include "syntax/syntax.h"
#include "text/text.h"

namespace demarche {
namespace {

constexpr std::size_t kMissed = 35;  // arcs of the file that the present model misses: lowered with a better model, never raised

std::string_view trimmed(std::string_view s) {
  const std::size_t begin = std::min(s.find_first_not_of(' '), s.size());
  s.remove_prefix(begin);
  return s.substr(0, s.find_last_not_of(' ') + 1);
}

std::vector<std::string_view> parts_of(std::string_view s, char at) {
  std::vector<std::string_view> out;
  for (;;) {
    const std::size_t end = std::min(s.find(at), s.size());
    if (!trimmed(s.substr(0, end)).empty()) out.push_back(trimmed(s.substr(0, end)));
    if (end == s.size()) return out;
    s.remove_prefix(end + 1);
  }
}

/// Takes " missed" off the end.
bool take_missed(std::string_view& arc) {
  constexpr std::string_view kMark = " missed";
  if (!arc.ends_with(kMark)) return false;
  arc.remove_suffix(kMark.size());
  return true;
}

/// "word" or "word#2" in the document; kNoWord where it is not there.
WordId find(const Document& doc, std::string_view word) {
  std::size_t nth = 1;
  if (const std::size_t hash = word.rfind('#'); hash != std::string_view::npos) nth = static_cast<std::size_t>(word[hash + 1] - '0');
  const std::string_view form = word.substr(0, word.rfind('#'));
  for (WordId w = 0; w < doc.words.size(); ++w) {
    if (doc[w].form == form && --nth == 0) return w;
  }
  return kNoWord;
}

bool has_relation(const Word& word, std::string_view wanted) {
  for (const std::string_view one : parts_of(wanted, '/')) {
    if (word.deprel == one || word.deprel.substr(0, word.deprel.find(':')) == one) return true;
  }
  return false;
}

struct Verdict {
  bool right = false;
  std::string found;  ///< what stands there
  bool readable = true;
};

Verdict judge(const Document& doc, std::string_view arc) {
  const auto fields = parts_of(arc, ' ');
  if (fields.size() < 2 || fields.size() > 3) return {false, "no arc", false};
  const WordId dependent = find(doc, fields[0]);
  if (dependent == kNoWord) return {false, "no word " + std::string(fields[0]), false};
  const Word& w = doc[dependent];
  const std::string_view head = w.head == kNoWord ? std::string_view("-") : doc[w.head].form;
  Verdict out{false, std::string(w.form) + " " + std::string(w.deprel) + " " + std::string(head)};
  if (fields.size() == 2) {
    out.right = w.head == kNoWord && fields[1] == "root";
    return out;
  }
  bool right_head = false;
  for (const std::string_view one : parts_of(fields[2], '/')) {
    if (one.find('#') == std::string_view::npos && find(doc, one) == kNoWord) return {false, "no word " + std::string(one), false};
    right_head = right_head || (w.head != kNoWord && (one.find('#') == std::string_view::npos ? head == one : w.head == find(doc, one)));
  }
  const bool as_root = w.head == kNoWord && std::string_view(fields[1]).find("root") != std::string_view::npos;
  out.right = (right_head && has_relation(w, fields[1])) || as_root;
  return out;
}

Document parsed(std::string_view sentence) {
  Article article;
  article.text = sentence;
  Document doc(std::move(article));
  segment(doc);
  Parser(Model::embedded()).annotate(doc);
  return doc;
}

TEST(HardSentences, ArcsThatDecideAreRight) {
  const auto text = read_file(std::string(DEMARCHE_SOURCE_DIR) + "/tests/data/hard_sentences.txt");
  ASSERT_TRUE(text) << text.error().text();
  std::size_t sentences = 0, missed = 0;
  for (const std::string_view line : parts_of(*text, '\n')) {
    if (line.starts_with('#')) continue;
    const auto parts = parts_of(line, '|');
    ASSERT_GE(parts.size(), 2u) << line;
    const std::size_t colon = parts[0].find(": ");
    ASSERT_NE(colon, std::string_view::npos) << line;
    const std::string name(parts[0].substr(0, colon));
    const Document doc = parsed(parts[0].substr(colon + 2));
    for (std::string_view arc : std::span(parts).subspan(1)) {
      const bool is_marked = take_missed(arc);
      const Verdict v = judge(doc, arc);
      EXPECT_TRUE(v.readable) << name << ": " << arc << ": " << v.found;
      EXPECT_NE(v.right, is_marked) << name << ": " << arc << (is_marked ? " is right now: take its mark away" : " wanted, found " + v.found);
      missed += is_marked ? 1 : 0;
    }
    ++sentences;
  }
  EXPECT_GE(sentences, 80u);
  EXPECT_LE(missed, kMissed);
}

}  // namespace
}  // namespace demarche
