// Cuts the raw text of the treebanks' development parts and scores words and sentences as the CoNLL 2018 shared task did: a word
// is right where one with the same characters stands in the gold, a sentence where both its ends are.
// Skipped where the corpora are not beside the checkout.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "text/text.h"

namespace demarche {
namespace {

using Spans = std::set<std::pair<std::size_t, std::size_t>>;

struct GoldDocument {
  std::string text;
  Spans tokens, words, sentences;
};

struct Score {
  std::size_t right = 0, gold = 0, system = 0;
  void add(const Spans& g, const Spans& s) {
    gold += g.size(), system += s.size();
    for (const auto& span : s) right += g.count(span);
  }
  [[nodiscard]] double f1() const { return 200.0 * static_cast<double>(right) / static_cast<double>(gold + system); }
};

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> out(1);
  for (const char c : line) {
    if (c == '\t') out.emplace_back();
    else out.back().push_back(c);
  }
  return out;
}

/// Raw text as the shared task gives it: sentences joined by a space, paragraphs by an empty line.
std::vector<GoldDocument> read_gold(const std::string& path) {
  std::vector<GoldDocument> out;
  std::ifstream in(path);
  std::string line, separator;
  std::size_t at = 0, sentence_begin = 0, last_end = 0, range_last = 0, range_begin = 0, range_end = 0;
  bool open = false;
  while (std::getline(in, line)) {
    if (line.rfind("# newdoc", 0) == 0) { out.emplace_back(); separator = ""; continue; }
    if (line.rfind("# newpar", 0) == 0 && !out.empty() && !out.back().text.empty()) { separator = "\n\n"; continue; }
    if (line.rfind("# text = ", 0) == 0) {
      if (out.empty()) out.emplace_back();
      GoldDocument& doc = out.back();
      doc.text += doc.text.empty() ? "" : separator;
      separator = " ";
      at = sentence_begin = doc.text.size();
      doc.text += line.substr(9);
      range_last = 0;
      open = true;
      continue;
    }
    if (line.empty()) {
      if (open) out.back().sentences.insert({sentence_begin, last_end});
      open = false;
      continue;
    }
    if (line[0] == '#') continue;
    const std::vector<std::string> f = fields_of(line);
    if (f[0].find('.') != std::string::npos) continue;
    GoldDocument& doc = out.back();
    const std::size_t hyphen = f[0].find('-');
    const std::size_t number = std::stoul(f[0]);
    if (hyphen == std::string::npos && number <= range_last) {  // a word of a multiword token
      const std::size_t end = doc.text.compare(range_begin, f[1].size(), f[1]) == 0 ? range_begin + f[1].size() : range_end;
      doc.words.insert({range_begin, end});
      range_begin = end;
      continue;
    }
    at = doc.text.find(f[1], at);
    if (at == std::string::npos) { ADD_FAILURE() << "no " << f[1] << " in " << path; return out; }
    last_end = at + f[1].size();
    doc.tokens.insert({at, last_end});
    if (hyphen == std::string::npos) doc.words.insert({at, last_end});
    else range_last = std::stoul(f[0].substr(hyphen + 1)), range_begin = at, range_end = last_end;
    at = last_end;
  }
  return out;
}

struct Scores {
  Score tokens, words, sentences;
};

/// With DEMARCHE_SHOW=words|sentences in the environment, prints what differs.
void show(const char* what, const GoldDocument& gold, const Spans& g, const Spans& s) {
  const char* wanted = std::getenv("DEMARCHE_SHOW");
  if (wanted == nullptr || std::string(wanted) != what) return;
  std::set<std::size_t> shown;
  for (const auto& span : g) {
    if (s.count(span) != 0) continue;
    const std::size_t from = span.first > 25 ? span.first - 25 : 0;
    std::string context = gold.text.substr(from, span.second - from + 25), ours;
    for (const auto& [a, b] : s) {
      if (a < span.second && b > span.first && shown.insert(a).second) ours += "[" + gold.text.substr(a, b - a) + "]";
    }
    for (char& c : context) c = c == '\n' ? '~' : c;
    std::printf("%s gold [%s] ours %s in: %s\n", what, gold.text.substr(span.first, span.second - span.first).c_str(), ours.c_str(), context.c_str());
  }
}

Scores score(const std::string& path) {
  Scores out;
  for (const GoldDocument& gold : read_gold(path)) {
    Article article;
    article.text = gold.text;
    Document doc(std::move(article));
    segment(doc);
    Spans tokens, words, sentences;
    for (WordId w = 0; w < doc.words.size(); ++w) {
      words.insert({doc[w].span.begin, doc[w].span.end});
      WordId last = w;
      while (doc[last].joined_to_next) ++last;
      tokens.insert({doc[w].span.begin, doc[last].span.end});
      for (; w < last; ++w) words.insert({doc[w + 1].span.begin, doc[w + 1].span.end});
    }
    for (const Sentence& s : doc.sentences) sentences.insert({s.span.begin, s.span.end});
    out.tokens.add(gold.tokens, tokens);
    out.words.add(gold.words, words);
    out.sentences.add(gold.sentences, sentences);
    show("words", gold, gold.words, words);
    show("sentences", gold, gold.sentences, sentences);
  }
  return out;
}

struct Floor {
  const char* corpus;
  double words, sentences;
};
class Corpus : public testing::TestWithParam<Floor> {};

TEST_P(Corpus, IsCutAsTheAnnotatorsDid) {
  const std::string path = std::string(DEMARCHE_SOURCE_DIR) + "/../shared/corpora/" + GetParam().corpus + ".conllu";
  if (!std::ifstream(path)) GTEST_SKIP() << "no treebank beside the checkout";
  const Scores s = score(path);
  std::printf("%s: tokens %.2f words %.2f sentences %.2f\n", GetParam().corpus, s.tokens.f1(), s.words.f1(), s.sentences.f1());
  EXPECT_GE(s.words.f1(), GetParam().words);
  EXPECT_GE(s.sentences.f1(), GetParam().sentences);
}

INSTANTIATE_TEST_SUITE_P(Dev, Corpus, testing::Values(Floor{"ewt-dev", 99.0, 83.0}, Floor{"gum-dev", 99.5, 95.0}),
                         [](const auto& floor) { return std::string(floor.param.corpus, 3); });

TEST(Speed, OfCutting) {
  const std::string path = std::string(DEMARCHE_SOURCE_DIR) + "/../shared/corpora/gum-dev.conllu";
  if (!std::ifstream(path)) GTEST_SKIP() << "no treebank beside the checkout";
  std::vector<Document> docs;
  for (const GoldDocument& gold : read_gold(path)) {
    Article article;
    article.text = gold.text;
    docs.emplace_back(std::move(article));
  }
  std::size_t words = 0;
  const auto begin = std::chrono::steady_clock::now();
  for (int round = 0; round < 20; ++round) {
    for (Document& doc : docs) segment(doc), words += doc.words.size();
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  std::printf("%.0f words a second\n", static_cast<double>(words) / seconds);
  EXPECT_GT(static_cast<double>(words) / seconds, 50'000.0);  // far below what an optimised build does: sanitizers run this too
}

}  // namespace
}  // namespace demarche
