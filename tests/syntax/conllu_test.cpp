// CoNLL-U in, CoNLL-U out.
#include <gtest/gtest.h>

#include "syntax/syntax.h"

namespace demarche {
namespace {

constexpr std::string_view kTwo =
    "# newdoc id = aden\n"
    "# newpar\n"
    "# sent_id = aden-1\n"
    "# text = Norway doesn't wait.\n"
    "1\tNorway\tNorway\tPROPN\t_\tNumber=Sing\t4\tnsubj\t_\tName=B-LOC\n"
    "2-3\tdoesn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "2\tdoes\tdo\tAUX\t_\tMood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin\t4\taux\t_\t_\n"
    "3\tn't\tnot\tPART\t_\tPolarity=Neg\t4\tadvmod\t_\t_\n"
    "4\twait\twait\tVERB\t_\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No\n"
    "5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_\n"
    "\n"
    "# sent_id = aden-2\n"
    "# text = It goes.\n"
    "1\tIt\tit\tPRON\t_\t_\t2\tnsubj\t_\t_\n"
    "2\tgoes\tgo\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No\n"
    "3\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n"
    "\n";

Document read_one(std::string_view text) {
  auto docs = read_conllu(text, "f");
  EXPECT_TRUE(docs) << docs.error().text();
  EXPECT_EQ(docs->size(), 1u);
  return std::move(docs->front());
}

std::string error_of(std::string_view text) {
  const auto docs = read_conllu(text, "f");
  return docs ? "" : docs.error().where + ": " + docs.error().message;
}

std::string line(std::string_view id, std::string_view form, std::string_view head = "_", std::string_view misc = "_") {
  return std::string(id) + "\t" + std::string(form) + "\t_\t_\t_\t_\t" + std::string(head) + "\t_\t_\t" + std::string(misc) +
         "\n";
}

TEST(Conllu, ReadsTextWordsAndTrees) {
  const Document doc = read_one(kTwo);
  EXPECT_EQ(doc.article->id, "aden");
  EXPECT_EQ(doc.text(), "Norway doesn't wait. It goes.");
  ASSERT_EQ(doc.sentences.size(), 2u);
  EXPECT_EQ(doc.sentences[0].root, 3u);
  EXPECT_EQ(doc.sentences[1].root, 6u);
  EXPECT_EQ(doc.sentences[1].span, (Span{21, 29}));
  EXPECT_TRUE(doc.sentences[0].paragraph_begins);
  EXPECT_FALSE(doc.sentences[1].paragraph_begins);
  EXPECT_EQ(doc[1].span, (Span{7, 11}));
  EXPECT_EQ(doc[2].span, (Span{11, 14}));
  EXPECT_TRUE(doc[1].joined_to_next);
  EXPECT_FALSE(doc[1].space_after);
  EXPECT_FALSE(doc[2].joined_to_next);
  EXPECT_TRUE(doc[2].space_after);
  EXPECT_FALSE(doc[3].space_after);
  EXPECT_EQ(doc[2].head, 3u);
  EXPECT_TRUE(doc[2].is(kNegative));
  EXPECT_EQ(doc[0].name, NameKind::kPlace);
  EXPECT_TRUE(doc[0].name_begins);
  EXPECT_EQ(doc[5].head, 6u);
}

TEST(Conllu, WritesWhatItRead) {
  std::string out;
  write_conllu(read_one(kTwo), out);
  EXPECT_EQ(out, kTwo);
}

TEST(Conllu, WritesADocumentThatWasNeverConllu) {
  Document doc = read_one(kTwo);
  doc.comments.clear();
  std::string out;
  write_conllu(doc, out);
  EXPECT_TRUE(out.starts_with("# newdoc id = aden\n# newpar\n# sent_id = aden-1\n# text = Norway doesn't wait.\n1\tNorway\t"))
      << out;
  std::string again;
  write_conllu(read_one(out), again);
  EXPECT_EQ(again, out);
}

TEST(Conllu, MakesTheTextOfFormsWhereThereIsNone) {
  EXPECT_EQ(read_one(line("1", "Why", "_", "SpaceAfter=No") + line("2", "?")).text(), "Why?");
  const std::string wrong = "# text = Something else\n" + line("1", "Why", "_", "SpaceAfter=No") + line("2", "?");
  EXPECT_EQ(read_one(wrong).text(), "Why?");
}

TEST(Conllu, JoinsSentencesAndParagraphs) {
  const std::string text = line("1", "A", "_", "SpaceAfter=No") + "\n" + line("1", "B") + "\n# newpar\n" + line("1", "C") + "\n";
  EXPECT_EQ(read_one(text).text(), "AB\n\nC");
}

TEST(Conllu, CutsTokensWhoseWordsAreSpeltOtherwise) {
  const auto spans = [](std::string_view token, std::vector<std::string> words) {
    std::string text = line("1-" + std::to_string(words.size()), token);
    for (std::size_t k = 0; k < words.size(); ++k) text += line(std::to_string(k + 1), words[k]);
    const Document doc = read_one(text);
    std::string out;
    for (const Word& w : doc.words) out += doc.text().substr(w.span.begin, w.span.size()) + "|";
    return out;
  };
  EXPECT_EQ(spans("country’s", {"country", "'s"}), "country|’s|");
  EXPECT_EQ(spans("can't", {"ca", "n't"}), "ca|n't|");
  EXPECT_EQ(spans("ain't", {"be", "not"}), "ai|n't|");
  EXPECT_EQ(spans("dupa", {"de", "la", "pa"}), "d|u|pa|");
  EXPECT_EQ(spans("I", {"a", "b", "c"}), "||I|");
}

TEST(Conllu, SkipsEmptyNodesAndCarriageReturns) {
  const Document doc =
      read_one("1\tA\t_\t_\t_\t_\t_\t_\t_\t_\r\n1.1\tB\t_\t_\t_\t_\t_\t_\t_\t_\r\n2\tC\t_\t_\t_\t_\t_\t_\t_\t_\r\n\r\n");
  ASSERT_EQ(doc.words.size(), 2u);
  EXPECT_EQ(doc[1].form, "C");
  EXPECT_EQ(doc.sentences[0].root, kNoWord);
}

TEST(Conllu, PartsDocuments) {
  const auto docs =
      read_conllu("# newdoc id = a\n" + line("1", "A") + "\n# newdoc id = b\n" + line("1", "B") + "\n" + line("1", "C") + "\n");
  ASSERT_TRUE(docs);
  ASSERT_EQ(docs->size(), 2u);
  EXPECT_EQ((*docs)[1].article->id, "b");
  EXPECT_EQ((*docs)[1].text(), "B C");
  EXPECT_TRUE(read_conllu("")->empty());
  EXPECT_TRUE(read_conllu("# only a comment\n\n")->empty());
}

TEST(Conllu, SaysWhereItIsWrong) {
  EXPECT_EQ(error_of("1\tA\n"), "f:1: has not ten columns, parted by tabs");
  EXPECT_EQ(error_of("\n" + line("2", "A")), "f:2: has an ID that is not the next number");
  EXPECT_EQ(error_of(line("1", "")), "f:1: has an empty FORM");
  EXPECT_EQ(error_of(line("1", "A", "x")), "f:1: has a HEAD that is no number");
  EXPECT_EQ(error_of(line("1", "A", "0") + line("2", "B", "9") + "\n"), "f:2: has a HEAD outside the sentence or itself as head");
  EXPECT_EQ(error_of(line("1", "A", "2") + line("2", "B", "1") + "\n"), "f:1: has a HEAD that leads back to it");
  EXPECT_EQ(error_of(line("3-4", "A") + line("1", "B")), "f:1: has a range that does not begin at the next word");
  EXPECT_EQ(error_of(line("1-3", "A") + line("1", "B") + "\n"), "f:2: ends before the range does");
  EXPECT_EQ(error_of(line("1-4294967295", "A") + line("1", "B") + "\n"), "f:2: ends before the range does");
}

TEST(Document, NamesAndTakesApart) {
  EXPECT_EQ(name_of(Upos::kX), "X");
  EXPECT_EQ(upos_of("PROPN"), Upos::kPropn);
  EXPECT_EQ(upos_of("nothing"), Upos::kX);
  EXPECT_EQ(name_of(Rel::kDep), "dep");
  Rel rel{};
  SubRel sub{};
  split_deprel("nsubj:pass", rel, sub);
  EXPECT_EQ(rel, Rel::kNsubj);
  EXPECT_EQ(sub, SubRel::kPass);
  split_deprel("compound:prt", rel, sub);
  EXPECT_EQ(rel, Rel::kCompound);
  EXPECT_EQ(sub, SubRel::kPrt);
  split_deprel("strange:thing", rel, sub);
  EXPECT_EQ(rel, Rel::kDep);
  EXPECT_EQ(sub, SubRel::kOther);
  EXPECT_EQ(morph_of("Number=Plur|Person=3|Tense=Past|VerbForm=Fin"), kPlur | kPerson3 | kPast | kFin);
  EXPECT_EQ(morph_of("_"), 0u);
}

}  // namespace
}  // namespace demarche
