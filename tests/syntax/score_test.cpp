// Scores of small documents whose figures can be counted by hand.
#include <gtest/gtest.h>

#include "syntax/syntax.h"

namespace demarche {
namespace {

constexpr std::string_view kGold =
    "1\tTroops\ttroop\tNOUN\t_\tNumber=Plur\t2\tnsubj\t_\tName=B-ORG\n"
    "2\tleft\tleave\tVERB\t_\tTense=Past\t0\troot\t_\tSpaceAfter=No\n"
    "3\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n"
    "1-2\tCan't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "1\tCa\tcan\tAUX\t_\t_\t3\taux\t_\t_\n"
    "2\tn't\tnot\tPART\t_\t_\t3\tadvmod\t_\t_\n"
    "3\tgo\tgo\tVERB\t_\t_\t0\troot\t_\t_\n\n";

Document read_one(std::string_view text) {
  auto docs = read_conllu(text);
  EXPECT_TRUE(docs) << docs.error().text();
  return std::move(docs->front());
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos);
  return text.replace(at, from.size(), to);
}

TEST(Score, IsFullAgainstItself) {
  const Document gold = read_one(kGold);
  const auto s = score(gold, gold);
  ASSERT_TRUE(s);
  for (const Score::Count& c :
       {s->tokens, s->sentences, s->words, s->upos, s->ufeats, s->lemmas, s->uas, s->las, s->las_subtypes, s->names()}) {
    EXPECT_EQ(c.f1(), 100);
  }
  EXPECT_EQ(s->tokens.gold, 5u);
  EXPECT_EQ(s->words.gold, 6u);
  EXPECT_EQ(s->names().gold, 1u);
}

TEST(Score, CountsWhatDiffers) {
  const Document gold = read_one(kGold);
  std::string text = replaced(std::string(kGold), "2\tnsubj", "2\tnsubj:pass");  // wrong subtype alone
  text = replaced(text, "2\tpunct", "1\tpunct");                                 // wrong head
  text = replaced(text, "troop\tNOUN", "troops\tPROPN");                         // wrong lemma and UPOS
  text = replaced(text, "Tense=Past", "Strange=Yes|Tense=Past");                 // only features that UD does not define for all
  const auto s = score(gold, read_one(text));
  ASSERT_TRUE(s);
  EXPECT_EQ(s->upos.correct, 5u);
  EXPECT_EQ(s->lemmas.correct, 5u);
  EXPECT_EQ(s->ufeats.correct, 6u);
  EXPECT_EQ(s->uas.correct, 5u);
  EXPECT_EQ(s->las.correct, 5u);
  EXPECT_EQ(s->las_subtypes.correct, 4u);
}

TEST(Score, AlignsOtherTokens) {
  const Document gold = read_one(kGold);
  // "left." as one word, "Can't" as one word, all one sentence.
  const Document system = read_one(
      "1\tTroops\t_\tNOUN\t_\t_\t2\tnsubj\t_\t_\n2\tleft.\t_\tVERB\t_\t_\t0\troot\t_\t_\n3\tCan't\t_\tAUX\t_\t_\t2\taux\t_\t_"
      "\n4\tgo\t_\tVERB\t_\t_\t2\tconj\t_\t_\n\n");
  const auto s = score(gold, system);
  ASSERT_TRUE(s) << s.error().text();
  EXPECT_EQ(s->tokens.correct, 3u);  // Troops, Can't, go
  EXPECT_EQ(s->words.correct, 2u);   // Troops, go
  EXPECT_EQ(s->words.system, 4u);
  EXPECT_EQ(s->sentences.correct, 0u);
  EXPECT_EQ(s->upos.correct, 2u);
  EXPECT_EQ(s->uas.correct, 0u);  // the head of Troops is no word of gold
}

TEST(Score, AlignsWordsOfMultiwordTokensByForm) {
  const Document gold = read_one(kGold);
  std::string text = replaced(std::string(kGold), "2\tn't", "2\tnot");
  const auto s = score(gold, read_one(text));
  ASSERT_TRUE(s);
  EXPECT_EQ(s->tokens.correct, 5u);
  EXPECT_EQ(s->words.correct, 5u);
}

TEST(Score, ShowsWhereTextsDiffer) {
  const auto s = score(read_one(kGold), read_one("1\tTroops\t_\t_\t_\t_\t_\t_\t_\t_\n2\tstayed\t_\t_\t_\t_\t_\t_\t_\t_\n\n"));
  ASSERT_FALSE(s);
  EXPECT_EQ(s.error().message, "the texts differ at \"left.Can'tgo\" and \"stayed\"");
}

}  // namespace
}  // namespace demarche
