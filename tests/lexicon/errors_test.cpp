// What the compiler says of mistakes, word for word.
#include "lexicon_test.h"

namespace demarche::test {
namespace {

/// A whole frame in which one line is wrong.
std::string frame_with(const std::string& line) {
  return errors_of({{"a.codes", kCodes}, {"a.frames", "frame expel\n  code 166\n  verb expel\n" + line + "\n"}});
}

TEST(LexiconErrors, FieldBeforeEntry) {
  EXPECT_EQ(errors_of({{"a.frames", "  code 166\n"}}),
            "a.frames:1:3: a field stands before the first entry; entries begin in the first column\n"
            "  code 166\n"
            "  ^\n");
}

TEST(LexiconErrors, UnknownField) {
  EXPECT_EQ(frame_with("  vreb oust"),
            "a.frames:4:3: a frame has no field \"vreb\"\n"
            "  vreb oust\n"
            "  ^\n");
}

TEST(LexiconErrors, UnknownRole) {
  EXPECT_EQ(frame_with("  source agent, ptaient"),
            "a.frames:4:17: \"ptaient\" is no role: neither agent, patient, … nor a preposition\n"
            "  source agent, ptaient\n"
            "                ^\n");
}

TEST(LexiconErrors, RoleThatYieldsNobody) {
  EXPECT_EQ(frame_with("  target sentence"),
            "a.frames:4:10: \"sentence\" can be tested, but yields no actor\n"
            "  target sentence\n"
            "         ^\n");
}

TEST(LexiconErrors, UnknownClass) {
  EXPECT_EQ(frame_with("  when patient envoy | @diplomta"),
            "a.frames:4:24: there is no class \"diplomta\"\n"
            "  when patient envoy | @diplomta\n"
            "                       ^\n");
}

TEST(LexiconErrors, UnknownClassInTrigger) {
  EXPECT_EQ(frame_with("  verb oust, hold @tlaks"),
            "a.frames:4:14: there is no class \"tlaks\"\n"
            "  verb oust, hold @tlaks\n"
            "             ^\n");
}

TEST(LexiconErrors, ConditionWithoutTest) {
  EXPECT_EQ(frame_with("  when patient"),
            "a.frames:4:8: the condition on \"patient\" has no test\n"
            "  when patient\n"
            "       ^\n");
}

TEST(LexiconErrors, UnknownType) {
  EXPECT_EQ(frame_with("  type SANCTON"),
            "a.frames:4:8: \"SANCTON\" is no PLOVER type\n"
            "  type SANCTON\n"
            "       ^\n");
}

TEST(LexiconErrors, CodeThatIsNone) {
  EXPECT_EQ(frame_with("  code 16x"),
            "a.frames:4:8: a CAMEO code is two to four digits\n"
            "  code 16x\n"
            "       ^\n");
}

TEST(LexiconErrors, CodeWithoutType) {
  EXPECT_EQ(errors_of({{"a.codes", kCodes}, {"a.frames", "frame say\n  code 010\n  verb say\n"}}),
            "a.frames:2:8: code 010 implies no PLOVER type; give the frame a `type`\n"
            "  code 010\n"
            "       ^\n");
}

TEST(LexiconErrors, FrameWithoutCodeOrTrigger) {
  EXPECT_EQ(errors_of({{"a.frames", "frame empty\n  type AID\n"}}),
            "a.frames:1:7: the frame has no code\n"
            "frame empty\n"
            "      ^\n"
            "a.frames:1:7: the frame has no trigger: verb, noun or adj\n"
            "frame empty\n"
            "      ^\n");
}

TEST(LexiconErrors, FrameTwice) {
  const std::string one = "frame expel\n  code 166\n  verb expel\n";
  EXPECT_EQ(errors_of({{"a.codes", kCodes}, {"a.frames", one + one}}),
            "a.frames:4:7: frame expel is given twice; first on line 1\n"
            "frame expel\n"
            "      ^\n");
}

TEST(LexiconErrors, ContentOfNoKind) {
  EXPECT_EQ(frame_with("  content swallowed"),
            "a.frames:4:11: content is absorbed or asserted\n"
            "  content swallowed\n"
            "          ^\n");
}

TEST(LexiconErrors, ExampleWithoutParties) {
  EXPECT_EQ(frame_with("  = Russia expelled them."),
            "a.frames:4:5: an example ends with its parties: \" : RUS > GBR\"\n"
            "  = Russia expelled them.\n"
            "    ^\n");
}

TEST(LexiconErrors, OpenQuote) {
  EXPECT_EQ(frame_with("  measure \"expel"),
            "");  // one word, taken as it stands
  EXPECT_EQ(frame_with("  verb oust, \"kick out"),
            "a.frames:4:14: the quote that begins here has no end\n"
            "  verb oust, \"kick out\n"
            "             ^\n");
}

TEST(LexiconErrors, ClassInItself) {
  EXPECT_EQ(errors_of({{"a.words", "class a\n  one, @b\nclass b\n  @a\n"}}),
            "a.words:4:3: class a contains itself\n"
            "  @a\n"
            "  ^\n");
}

TEST(LexiconErrors, RoleOfNoNature) {
  EXPECT_EQ(errors_of({{"a.words", "role GOV pesron\n  minister\n"}}),
            "a.words:1:10: a role is `role SECTOR NATURE`, with nature person, group, body or thing\n"
            "role GOV pesron\n"
            "         ^\n");
}

TEST(LexiconErrors, PhraseTooLong) {
  EXPECT_EQ(errors_of({{"a.words", "class a\n  a b c d e f g h i\n"}}),
            "a.words:2:3: a phrase has at most 8 words and 120 bytes\n"
            "  a b c d e f g h i\n"
            "  ^\n");
}

TEST(LexiconErrors, CountryCode) {
  EXPECT_EQ(errors_of({{"a.actors", "country RU Russia\n"}}),
            "a.actors:1:9: a country has an ISO 3166-1 alpha-3 code in capitals, as in RUS\n"
            "country RU Russia\n"
            "        ^\n");
}

TEST(LexiconErrors, MemberNobodyKnows) {
  EXPECT_EQ(errors_of({{"a.actors", "country RUS Russia\norganisation CIS Commonwealth\n  member RUS, BRL\n"}}),
            "a.actors:3:15: no actor has the code \"BRL\"\n"
            "  member RUS, BRL\n"
            "              ^\n");
}

TEST(LexiconErrors, Capital) {
  EXPECT_EQ(errors_of({{"a.actors", "country RUS Russia\n  capital Moscow 155.75 37.62\n"}}),
            "a.actors:2:11: a capital is its name, latitude and longitude, as in Moscow 55.75 37.62\n"
            "  capital Moscow 155.75 37.62\n"
            "          ^\n");
}

TEST(LexiconErrors, Days) {
  EXPECT_EQ(errors_of({{"a.actors", "country RUS Russia\n  days 1991-12-26...\n"}}),
            "a.actors:2:8: days are written from..to, as in 2004-03-09..2012-05-21, either end left open where it is\n"
            "  days 1991-12-26...\n"
            "       ^\n");
}

TEST(LexiconErrors, PersonWithTooFewFields) {
  EXPECT_EQ(errors_of({{"a.people", "Sergey Lavrov | RUS | GOV | foreign minister | 2004-03-09..\n"}}),
            "a.people:1:1: a person has six fields parted by |: names, code, sectors, office, days, how sure; these are 5\n"
            "Sergey Lavrov | RUS | GOV | foreign minister | 2004-03-09..\n"
            "^\n");
}

TEST(LexiconErrors, PersonOfNoCountry) {
  EXPECT_EQ(errors_of({{"a.people", "Åsa Öberg | SWX | GOV | envoy | 2004-03-09..2003-01-01 | sure\n"}}),
            "a.people:1:33: the days end before they begin\n"
            "Åsa Öberg | SWX | GOV | envoy | 2004-03-09..2003-01-01 | sure\n"
            "                                ^\n");
}

TEST(LexiconErrors, PlaceOfNoKind) {
  EXPECT_EQ(errors_of({{"a.places", "Guangzhou; Canton | - | 23.13 113.26 | town\n"}}),
            "a.places:1:40: \"town\" is no kind of place: city, region, island, sea, strait, river, crossing, site, district\n"
            "Guangzhou; Canton | - | 23.13 113.26 | town\n"
            "                                       ^\n");
}

TEST(LexiconErrors, Score) {
  EXPECT_EQ(errors_of({{"a.codes", "166 | SANCTION | - | - | -70 | expel\n"}}),
            "a.codes:1:26: a Goldstein score is a number from -10 to 10\n"
            "166 | SANCTION | - | - | -70 | expel\n"
            "                         ^\n");
}

TEST(LexiconErrors, FileOfNoKind) {
  EXPECT_EQ(errors_of({{"notes.txt", "hello"}}),
            "notes.txt: is no source of a lexicon; the names of sources end in .frames, .actors, .people, .places, .words, .codes or .dictionary\n");
}

TEST(LexiconErrors, LongLinesAreShownAroundTheCaret) {
  const std::string text = errors_of({{"a.words", "class a\n  " + std::string(300, 'x') + ", @nowhere, " + std::string(300, 'y') + "\n"}});
  EXPECT_NE(text.find("a.words:2:305: there is no class \"nowhere\""), std::string::npos) << text;
  EXPECT_NE(text.find("\n…xxx"), std::string::npos) << text;
  EXPECT_LT(text.size(), 600U);
}

TEST(LexiconErrors, AllOfAllFilesInOrder) {
  std::vector<Error> errors;
  const SourceFile files[] = {{"a.words", "class a\n  @b\n"}, {"b.words", "clas c\n  d\n"}, {"c.words", "class a\n"}};
  EXPECT_FALSE(Lexicon::compile(files, &errors).ok());
  ASSERT_EQ(errors.size(), 2U);
  EXPECT_EQ(errors[0].where, "b.words:1:1");
  EXPECT_EQ(errors[1].where, "c.words:1:1");
}

}  // namespace
}  // namespace demarche::test
