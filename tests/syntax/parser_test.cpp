// The parser as its callers see it.
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "base/files.h"
#include "syntax/syntax.h"

namespace demarche {
namespace {

/// A document of sentences, words parted by spaces.
Document document(const std::vector<std::string>& sentences) {
  Article a;
  for (const std::string& s : sentences) a.text += (a.text.empty() ? "" : " ") + s;
  Document doc(std::move(a));
  std::uint32_t at = 0;
  for (const std::string& s : sentences) {
    Sentence sentence;
    sentence.begin = static_cast<WordId>(doc.words.size());
    const std::uint32_t end = at + static_cast<std::uint32_t>(s.size());
    sentence.span = {at, end};
    while (at < end) {
      const auto space = static_cast<std::uint32_t>(std::min<std::size_t>(doc.text().find(' ', at), end));
      Word w;
      w.span = {at, space};
      w.form = std::string_view(doc.text()).substr(at, space - at);
      doc.words.push_back(w);
      at = space + 1;
    }
    at = end + 1;
    sentence.end = static_cast<WordId>(doc.words.size());
    doc.sentences.push_back(sentence);
  }
  return doc;
}

const std::vector<std::string> kNews = {"The foreign minister of Norway said on Tuesday that talks would go on .",
                                        "Rebels shelled the port of Aden , killing at least 12 civilians .",
                                        "Why ?",
                                        "Police arrested 40 protesters in Nairobi after the vote , state media said .",
                                        "Troops left the city .",
                                        "He did n't rule out new sanctions against Belarus ."};

std::string conllu(const Document& doc) {
  std::string out;
  write_conllu(doc, out);
  return out;
}

void expect_trees(const Document& doc) {
  for (const Sentence& s : doc.sentences) {
    ASSERT_GE(s.root, s.begin);
    ASSERT_LT(s.root, s.end);
    EXPECT_EQ(doc[s.root].head, kNoWord);
    EXPECT_EQ(doc[s.root].rel, Rel::kRoot);
    for (WordId w = s.begin; w < s.end; ++w) {
      if (w == s.root) continue;
      ASSERT_NE(doc[w].head, kNoWord);
      ASSERT_TRUE(doc[w].head >= s.begin && doc[w].head < s.end);
      EXPECT_NE(doc[w].rel, Rel::kRoot);
    }
  }
}

TEST(Parser, FillsEveryField) {
  Document doc = document(kNews);
  Parser parser(Model::embedded());
  parser.annotate(doc);
  expect_trees(doc);
  for (const Word& w : doc.words) {
    EXPECT_FALSE(w.feats.empty());
    EXPECT_FALSE(w.deprel.empty());
    EXPECT_EQ(w.morph, morph_of(w.feats));
  }
  EXPECT_EQ(doc[0].upos, Upos::kDet);
  EXPECT_EQ(doc[0].lemma, "the");
}

TEST(Parser, SaysTheSameWhateverElseIsInTheBatch) {
  Parser parser(Model::embedded());
  Document all = document(kNews);
  parser.annotate(all);
  std::vector<Document> docs;
  for (int copy = 0; copy < 5; ++copy) {
    for (const std::string& s : kNews) docs.push_back(document({s}));
    docs.push_back(document(kNews));
  }
  std::vector<Document*> pointers;
  for (Document& d : docs) pointers.push_back(&d);
  parser.annotate(pointers);
  for (std::size_t d = 0; d < docs.size(); ++d) {
    if (docs[d].sentences.size() == kNews.size()) {
      EXPECT_EQ(conllu(docs[d]), conllu(all));
    } else {
      Document alone = document({kNews[d % (kNews.size() + 1)]});
      Parser(Model::embedded()).annotate(alone);
      EXPECT_EQ(conllu(docs[d]), conllu(alone));
    }
  }
}

TEST(Parser, SaysTheSameOnManyThreads) {
  Document expected = document(kNews);
  Parser(Model::embedded()).annotate(expected);
  std::vector<std::string> said(4);
  {
    std::vector<std::jthread> threads;
    for (std::string& out : said) {
      threads.emplace_back([&out] {
        Parser parser(Model::embedded());
        for (int round = 0; round < 3; ++round) {
          Document doc = document(kNews);
          parser.annotate(doc);
          out = conllu(doc);
        }
      });
    }
  }
  for (const std::string& out : said) EXPECT_EQ(out, conllu(expected));
}

TEST(Parser, TakesEmptyDocumentsAndSentences) {
  Parser parser(Model::embedded());
  Document empty;
  parser.annotate(empty);
  parser.annotate(std::span<Document* const>());
  Document hollow;
  hollow.sentences.emplace_back();
  parser.annotate(hollow);
  EXPECT_EQ(hollow.sentences[0].root, kNoWord);
}

TEST(Parser, ReadsAHundredThousandWordsWithoutAStop) {
  std::string words;
  for (int k = 0; k < 20000; ++k) words += k == 0 ? "rebels shelled the port and" : " rebels shelled the port and";
  Document doc = document({words});
  ASSERT_EQ(doc.words.size(), 100000u);
  Parser(Model::embedded()).annotate(doc);
  EXPECT_EQ(doc.sentences.size(), 1u);
  expect_trees(doc);
}

TEST(Parser, CutsLongSentencesBehindStops) {
  std::string words = "rebels";
  for (int k = 1; k < 1000; ++k) words += k % 90 == 0 ? " ;" : " shelled";
  Document doc = document({words});
  Parser(Model::embedded()).annotate(doc);
  expect_trees(doc);
  EXPECT_TRUE(std::any_of(doc.words.begin(), doc.words.end(), [](const Word& w) { return w.deprel == "parataxis"; }));
}

}  // namespace
}  // namespace demarche
