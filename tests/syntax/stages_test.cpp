// Each stage on what the stage before it should have made: raw text, gold words, gold tags and trees. The gold is tests/data/stages.conllu:
// sentences written for this test and looked over by hand. How well the stages do on whole treebanks: docs/measuring.md.
#include <gtest/gtest.h>

#include "base/files.h"
#include "syntax/network.h"
#include "syntax/syntax.h"
#include "text/text.h"

namespace demarche {
namespace {

class Stages : public testing::Test {
 protected:
  void SetUp() override {
    auto bytes = read_file(std::string(DEMARCHE_SOURCE_DIR) + "/tests/data/stages.conllu");
    ASSERT_TRUE(bytes) << bytes.error().text();
    bytes_ = *std::move(bytes);
  }

  Document gold() {
    auto docs = read_conllu(bytes_, "stages.conllu");
    EXPECT_TRUE(docs) << docs.error().text();
    return std::move(docs->front());
  }

  std::string bytes_;
};

TEST_F(Stages, RawTextIsCutIntoSentencesAndWords) {
  const Document wanted = gold();
  Article article;
  article.text = wanted.text();
  Document found(std::move(article));
  segment(found);
  const auto s = score(wanted, found);
  ASSERT_TRUE(s) << s.error().text();
  EXPECT_EQ(s->sentences.f1(), 100.0);
  EXPECT_EQ(s->tokens.f1(), 100.0);
  EXPECT_EQ(s->words.f1(), 100.0);
}

TEST_F(Stages, GoldWordsAreTaggedAndParsed) {
  const Document wanted = gold();
  Document found = gold();
  for (Word& w : found.words) {
    w.upos = Upos::kX, w.head = kNoWord, w.rel = Rel::kDep, w.deprel = "dep", w.lemma = {}, w.feats = "_", w.name = NameKind::kNone;
  }
  Parser(Model::embedded()).annotate(found);
  const auto s = score(wanted, found);
  ASSERT_TRUE(s) << s.error().text();
  EXPECT_GE(s->upos.f1(), 98.0);
  EXPECT_GE(s->ufeats.f1(), 98.0);
  EXPECT_GE(s->las_subtypes.f1(), 95.0);
  EXPECT_GE(s->names().f1(), 60.0);  // without the names that the lexicon knows, which the program gives as hints
}

TEST_F(Stages, GoldTagsAndTreesGiveLemmasAndNames) {
  const Document wanted = gold();
  Document found = gold();
  const syntax::Network& net = Model::embedded().network();
  syntax::Lemmatiser lemmatiser(net);
  std::uint32_t keep = 0;  // the script that leaves a word as it is, so that inflection alone decides
  while (keep + 1 < net.scripts.size() && !(net.scripts[keep].cut == 0 && net.scripts[keep].add.empty() && !net.scripts[keep].lower_case)) ++keep;
  for (Word& w : found.words) w.lemma = found.keep(lemmatiser.lemma(w.form, {w.upos, w.morph, w.feats}, keep));
  syntax::Namer(net).name(found, {}, nullptr);
  const auto s = score(wanted, found);
  ASSERT_TRUE(s) << s.error().text();
  EXPECT_GE(s->lemmas.f1(), 85.0);  // what no inflection explains ("they", "n't") needs the script of the network
  EXPECT_GE(s->names().f1(), 60.0);  // without the names that the lexicon knows, which the program gives as hints
}

}  // namespace
}  // namespace demarche
