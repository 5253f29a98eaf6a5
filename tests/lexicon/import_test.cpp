// Dictionaries of TABARI and PETRARCH taken over: what becomes of each kind of line, and what is reported.
#include "lexicon/import.h"

#include "lexicon_test.h"

namespace demarche::test {
namespace {

Imported imported(const std::string& name, const std::string& text, DictionaryDialect dialect = DictionaryDialect::kPetrarch) {
  const SourceFile files[] = {{name, text}};
  Imported out = import_dictionaries(files, dialect);
  std::vector<Error> errors;
  EXPECT_TRUE(Lexicon::compile(out.files, &errors).ok());
  for (const Error& error : errors) ADD_FAILURE() << error.text();
  return out;
}

/// The text of the one file that came of it, without its head.
std::string text_of(const Imported& imported) {
  if (imported.files.size() != 1) return std::to_string(imported.files.size()) + " files";
  const std::string& text = imported.files[0].text;
  return text.substr(text.find("\n\n") + 2);
}

std::string report_of(const Imported& imported) {
  std::string out;
  for (const Error& error : imported.unused) out += error.text() + "\n";
  return out;
}

// ---- actors

TEST(ImportActors, SynonymsAndDays) {
  const Imported i = imported("my.actors.txt",
                              "<!-- OUR ACTORS\n of the year -->\n"
                              "NORLAND_ [NOR] # a comment [XXX]\n"
                              "+NORLANDERS ; another\n"
                              "\n"
                              "ADA_BRUN\n"
                              "+PRESIDENT BRUN\n"
                              "\t[NORBUS <950601]\n"
                              "\t[NORGOV 19950601 - 20011231]\n"
                              "\t[NORELI >011231]\n");
  EXPECT_EQ(text_of(i),
            "actor NORLAND\n  also NORLANDERS\n  code NOR\n"
            "actor ADA_BRUN\n  also PRESIDENT BRUN\n"
            "  code NORBUS ..1995-05-31\n  code NORGOV 1995-06-01..2001-12-31\n  code NORELI 2002-01-01..\n");
  EXPECT_EQ(report_of(i), "");
  EXPECT_EQ(i.actors, 2u);
  EXPECT_EQ(i.names, 4u);
}

TEST(ImportActors, WhatCannotBeUsedIsReported) {
  const Imported i = imported("a.actors",
                              "NORLAND [NOR]\n"
                              "SUDLAND\n"
                              "+NORLAND [SUD]\n"
                              "EASTLAND [EAS 1999]\n"
                              "WESTLAND [WES 20020101-20010101]\n"
                              "...  [XXX]\n"
                              "NOCODE\n"
                              "OPEN [OPN\n");
  EXPECT_EQ(text_of(i), "actor NORLAND\n  code NOR\nactor SUDLAND\n  code SUD\nactor OPEN\n  code OPN\n");
  EXPECT_EQ(report_of(i),
            "a.actors:3: the name stands at a.actors:1 already, and keeps that code\n  +NORLAND [SUD]\n"
            "a.actors:4: \"1999\" is no restriction of days: <DATE, >DATE or DATE-DATE, with dates as YYMMDD or YYYYMMDD\n  EASTLAND [EAS 1999]\n"
            "a.actors:4: the actor has no code\n  EASTLAND [EAS 1999]\n"
            "a.actors:5: the days end before they begin\n  WESTLAND [WES 20020101-20010101]\n"
            "a.actors:5: the actor has no code\n  WESTLAND [WES 20020101-20010101]\n"
            "a.actors:6: there is no word in the name\n  ...  [XXX]\n"
            "a.actors:7: the actor has no code\n  NOCODE\n"
            "a.actors:8: a bracket is not closed\n  OPEN [OPN\n");
}

TEST(ImportActors, TabariStems) {
  const Imported i = imported("a.actors", "NORL [NOR]\nSUD_LAND_ [SUD]\nEAST_COAST [EAS]\nWEST WIND [WES]\n", DictionaryDialect::kTabari);
  EXPECT_EQ(text_of(i), "actor NORL~\n  code NOR\nactor SUD_LAND\n  code SUD\nactor EAST_COAST~\n  code EAS\nactor WEST~ WIND~\n  code WES\n");
}

TEST(ImportActors, SignsOfNobody) {
  EXPECT_EQ(text_of(imported("a.actors", "GHOST [###]\nSHADE [+++ <19900101]\n")), "actor GHOST\n  code ---\nactor SHADE\n  code --- ..1989-12-31\n");
}

// ---- agents

TEST(ImportAgents, PluralsAndSubstitutions) {
  const Imported i = imported("my.agents.txt",
                              "!WHO! = MAN, WOMEN\n"
                              "POLICE {} [~COP] # no plural\n"
                              "ATTORNEY_GENERAL {ATTORNEYS_GENERAL} [ ~GOV]\n"
                              "MINISTRY [~GOV]\n"
                              "BOSS [~BUS]\n"
                              "CHAIR!WHO! [~LEG]\n"
                              "MEDICS {} [NGO~]\n");
  EXPECT_EQ(text_of(i),
            "agent POLICE\n  code ~COP\n"
            "agent ATTORNEY_GENERAL\n  also ATTORNEYS_GENERAL\n  code ~GOV\n"
            "agent MINISTRY\n  also MINISTRIES\n  code ~GOV\n"
            "agent BOSS\n  also BOSSES\n  code ~BUS\n"
            "agent CHAIRMAN\n  also CHAIRWOMEN\n  code ~LEG\n"
            "agent MEDICS\n  code NGO~\n");
  EXPECT_EQ(report_of(i), "");
}

TEST(ImportAgents, WhatCannotBeUsedIsReported) {
  const Imported i = imported("a.agents", "POLICE [~COP]\nPOLICE [~MIL]\nSCOUT [COP]\nCHAIR!WHO! [~LEG]\n");
  EXPECT_EQ(report_of(i),
            "a.agents:2: the name stands at a.agents:1 already, and keeps that code\n  POLICE [~MIL]\n"
            "a.agents:3: an agent's code is [~CODE] or [CODE~]\n  SCOUT [COP]\n"
            "a.agents:3: the agent has no code\n  SCOUT [COP]\n"
            "a.agents:4: the substitution !WHO! is not known\n  CHAIR!WHO! [~LEG]\n");
}

// ---- verbs

TEST(ImportVerbs, FormsAndCodes) {
  const Imported i = imported("my.verbs.txt",
                              "--- CARRY OUT [14] ---\n"
                              "+CARRY_OUT\n"
                              "WAGE [15]\n"
                              "WIRE_+TAP {WIRE_+TAPPED WIRE_+TAPPING }\n"
                              "- * WAR [190]\n"
                              "\n"
                              "--- CUT [---] ---\n"
                              "CUT {CUTS}   # irregular\n"
                              "- NOT * AID TO_+ [031:032]\n"
                              "- IN_ * [1]\n"
                              "- IN_* [2]\n");
  EXPECT_EQ(text_of(i),
            "verb carry-out\n  code 14\n"
            "  form carry_out, carries_out, carried_out, carrying_out\n"
            "  form wage, wages, waged, waging : 15\n"
            "  form wire_+tap, wire_+tapped, wire_+tapping\n"
            "  - * war : 190\n"
            "verb cut\n"
            "  form cut, cuts\n"
            "  - not * aid to_+ : 031:032\n"
            "  - in * : 1\n"
            "  - in_* : 2\n");
  EXPECT_EQ(report_of(i), "");
  EXPECT_EQ(i.verbs, 2u);
  EXPECT_EQ(i.patterns, 4u);
}

TEST(ImportVerbs, SetsHavePluralsAndTakeOthersIn) {
  const Imported i = imported("v.verbs",
                              "&COIN\n+CROWN\n+GOLD_PENNY\n+SMALL CHANGE_\n\n"
                              "&PREP_\n+IN\n+NEAR\n\n"
                              "&ALL\n+&COIN\n+&PREP\n+THING {THINGUMMIES}\n\n"
                              "--- PAY [---] ---\nPAY\n- * &COIN_&PREP [1]\n- * &NONE [2]\n");
  EXPECT_EQ(text_of(i),
            "words coin\n  crown, crowns, gold_penny, gold_pennies, small_change\n"
            "words prep\n  in, near\n"
            "words all\n  thing, thingummies, crown, crowns, gold_penny, gold_pennies, small_change, in, near\n"
            "verb pay\n  form pay, pays, payed, paying\n  - * &coin_&prep : 1\n");
  EXPECT_EQ(report_of(i), "v.verbs:18: there is no set &none\n  - * &NONE [2]\n");
}

TEST(ImportVerbs, AVerbGivenAgainJoinsTheFirst) {
  const Imported i = imported("v.verbs", "--- SHOOT [---] ---\nSHOT\n- * AT [1]\n\n--- SHOOT [223] ---\nSHOT\n- * DEAD [2]\n");
  EXPECT_EQ(text_of(i), "verb shoot\n  code 223\n  form shot, shots, shoted, shoting\n  - * at : 1\n  - * dead : 2\n");
}

TEST(ImportVerbs, GroupsOfPetrarch2) {
  const Imported i = imported("v.verbs", "--- SIGN [05] ---\nSIGN\n- * {PEACE TREATY} (WITH +) [057]\n- * (ON BEHALF) [1]\n- * (FOR {NEW TALKS}) [2]\n",
                              DictionaryDialect::kPetrarch2);
  EXPECT_EQ(text_of(i),
            "verb sign\n  code 05\n  form sign, signs, signed, signing\n"
            "  - * {peace treaty} with_+ : 057\n  - * on_{behalf} : 1\n  - * for_{new talks} : 2\n");
}

TEST(ImportVerbs, TabariVerbsStandAlone) {
  const Imported i = imported("v.verbs", "ABANDON [345] ;jw\n- * EFFORT_ [987]\nGO_ {WENT} [1]\n+WALK\n- * OUT [2]\n", DictionaryDialect::kTabari);
  EXPECT_EQ(text_of(i),
            "verb abandon\n  form abandon~ : 345\n  - * effort : 987\n"
            "verb go\n  form go, went~ : 1\n  form walk~\n  - * out~ : 2\n");
}

TEST(ImportVerbs, WhatCannotBeUsedIsReported) {
  const Imported i = imported("v.verbs",
                              "- * EARLY [1]\n"
                              "--- SAY [02] [03] ---\n"
                              "SAY\n"
                              "- NO VERB HERE [2]\n"
                              "- * NO CODE\n"
                              "- * ODD/ONE [3]\n"
                              "- * {OPEN [4]\n"
                              "~ a (a b) SAY = a b\n"
                              "--- TELL [04] ---\n"
                              "TELL\n"
                              "SAY\n");
  EXPECT_EQ(report_of(i),
            "v.verbs:1: the pattern stands under no verb\n  - * EARLY [1]\n"
            "v.verbs:2: a block has one code; the first holds\n  --- SAY [02] [03] ---\n"
            "v.verbs:4: a pattern has one *, the place of its verb\n  - NO VERB HERE [2]\n"
            "v.verbs:5: the pattern has no code\n  - * NO CODE\n"
            "v.verbs:6: \"ODD/ONE\" is no word, and no sign that carries over\n  - * ODD/ONE [3]\n"
            "v.verbs:7: a { is not closed\n  - * {OPEN [4]\n"
            "v.verbs:8: transformations of one verb into another do not carry over\n  ~ a (a b) SAY = a b\n"
            "v.verbs:11: the verb stands in the block say already\n  SAY\n");
}

TEST(ImportVerbs, WhatIsTooLongForOneOfOursIsReported) {
  const std::string fits(199, 'a'), full(200, 'b'), over(201, 'c');
  const Imported i = imported("v.verbs", "&COIN\n+" + fits + "\n+" + full + "\n+" + over + " {MITES}\n--- SAY [02] ---\nSAY\n" + full + "\n" + over + "\n");
  EXPECT_EQ(text_of(i), "words coin\n  " + fits + ",\n  " + fits + "s,\n  " + full + ",\n  mites\n"
                        "verb say\n  code 02\n  form say, says, sayed, saying\n  form " + full + "\n");
  EXPECT_EQ(report_of(i), "v.verbs:3: a member of a set is too long\n  +" + full + "\n"
                          "v.verbs:4: a member of a set is too long\n  +" + over + " {MITES}\n"
                          "v.verbs:7: a form is too long\n  " + full + "\n"
                          "v.verbs:8: a form is too long\n  " + over + "\n");
}

// ---- the rest

TEST(Import, DiscardsOfSentencesAndArticles) {
  EXPECT_EQ(text_of(imported("my.discards.txt", "FOOTBALL # sport\n+World Cup\nFOOTBALL\n")), "discard FOOTBALL\ndiscard-article World_Cup\n");
}

TEST(Import, IssuesAndSettingsAreReported) {
  const Imported i = imported("my.issues.txt", "<ISSUES>\nTRADE\n");
  EXPECT_TRUE(i.files.empty());
  EXPECT_EQ(report_of(i), "my.issues.txt:1: issues are not coded\n  <ISSUES>\nmy.issues.txt:2: issues are not coded\n  TRADE\n");
}

TEST(Import, KindsAreToldByWhatStandsInThem) {
  const SourceFile files[] = {{"one.txt", "NORLAND [NOR]\n"}, {"two.txt", "POLICE [~COP]\n"}, {"three.txt", "--- SAY [02] ---\nSAY\n"}, {"four.txt", "FOOTBALL\n"}};
  const Imported i = import_dictionaries(files, DictionaryDialect::kPetrarch);
  ASSERT_EQ(i.files.size(), 4u);
  EXPECT_EQ(i.files[0].name, "actors.dictionary");
  EXPECT_EQ(i.files[1].name, "agents.dictionary");
  EXPECT_EQ(i.files[2].name, "verbs.dictionary");
  EXPECT_EQ(i.files[3].name, "discards.dictionary");
}

TEST(Import, OldEncodingsAreRead) {
  EXPECT_EQ(text_of(imported("a.actors", "S\xE3o_Norte [SNO]\r\n")), "actor S\xC3\xA3o_Norte\n  code SNO\n");
}

}  // namespace
}  // namespace demarche::test
