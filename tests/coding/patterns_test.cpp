// Events by a pattern dictionary, through the whole path: names and agents composed, each sign of a pattern, passives, compounds, what
// stands before a verb and what behind it. The countries are real so that the parser has met them; the codes are made up.
#include "coding/patterns.h"

#include <gtest/gtest.h>

#include "base/day.h"
#include "coding/reader.h"

namespace demarche {
namespace {

constexpr const char* kNames = R"(
actor Norway
  also Norwegian
  code NOR
actor Sweden
  also Swedish
  code SWE
actor Denmark
  also Danish
  code DNK
actor Finland
  also Finnish
  code FIN
actor Nordic_Council
  code NOR/SWE
actor Ada_Brun
  code NORBUS ..1999-12-31
  code NORGOV 2000-01-01..
agent soldier
  also soldiers; troops
  code ~MIL
agent police
  code ~COP
agent government
  code ~GOV
agent foreign_minister
  code ~GOVFRM
agent ministry_of_trade
  code ~GOVBUS
agent media
  code ~MED
agent medics
  code NGO~
)";

constexpr const char* kVerbs = R"(
words talks
  talks, negotiations
words army
  armoured_division, troops
verb accuse
  code 112
  form accuse, accuses, accused
  - * of lying : 1121
  - never * : 1122
verb attack
  code 19
  form attack, attacks, attacked
verb hold
  form hold, holds, held
  - % * &talks : 046
  - * &talks : 047
  - * {secret state visit} : 048
  - * military_exercise : 049
verb send
  form send, sends, sent
  - $ * &army to_+ : 15
  - * aid : 07
  - * ^ to + : 08
verb visit
  code 042:043
  form visit, visits, visited
verb agree
  form agree, agrees, agreed
  - * with % : 03
verb break
  code 16
  form break, breaks, broke, broken
  form break_off, broke_off, broken_off : 161
verb say
  code ---
  form say, says, said
verb accept
  code 345
  form accept, accepts, accepted
discard football
discard-article chess_championship
)";

/// "NOR,SWE>DNK 112; …" for a text by this dictionary.
std::string coded(const std::string& text, const std::string& day = "2001-02-03", const std::string& more = {}) {
  const SourceFile files[] = {{"my.dictionary", kNames + std::string(kVerbs) + more},
                              {"my.codes", "11 | ACCUSE | - | - | -2 | accuse\n19 | ASSAULT | - | military | -9 | attack\n"}};
  const auto lexicon = Lexicon::compile(files);
  if (!lexicon) return lexicon.error().text();
  Reader reader(Model::embedded(), *lexicon);
  Article article;
  article.text = text;
  article.published = parse_day(day);
  const Reading reading = reader.read(std::move(article));
  const auto side = [&](const std::vector<ActorId>& actors) {
    std::string out;
    for (const ActorId a : actors) out += (out.empty() ? "" : ",") + reading.actors[a].actor_code;
    return out;
  };
  std::string out;
  for (const Event& e : reading.events) out += (out.empty() ? "" : "; ") + side(e.source) + ">" + side(e.target) + " " + e.cameo;
  return out;
}

// ---- codes

TEST(ComposeCode, AddsWhatIsNotThere) {
  using Agents = std::vector<CodedPhrase::Agent>;
  EXPECT_EQ(compose_code("NOR", Agents{}), "NOR");
  EXPECT_EQ(compose_code("NOR", Agents{{"GOV", false}}), "NORGOV");
  EXPECT_EQ(compose_code("NORGOV", Agents{{"GOV", false}, {"MIL", false}}), "NORGOVMIL");
  EXPECT_EQ(compose_code("NORGOV", Agents{{"GOVFRM", false}}), "NORGOVFRM");
  EXPECT_EQ(compose_code("AGOVER", Agents{{"GOV", false}}), "AGOVERGOV");  // GOV stands at no multiple of three
  EXPECT_EQ(compose_code("NOR", Agents{{"NGO", true}, {"GOV", false}}), "NGONORGOV");
  EXPECT_EQ(compose_code("NGONOR", Agents{{"NGO", true}}), "NGONOR");
  EXPECT_EQ(compose_code("", Agents{{"GOV", false}}), "---GOV");
  EXPECT_EQ(compose_code("", Agents{{"NGO", true}}), "NGO");
}

TEST(Patterns, AgentsComposeWithTheirActor) {
  EXPECT_EQ(coded("Norwegian police accused Sweden."), "NORCOP>SWE 112");
  EXPECT_EQ(coded("Norway's foreign minister accused the Swedish government."), "NORGOVFRM>SWEGOV 112");
  EXPECT_EQ(coded("The soldiers of Norway attacked Sweden."), "NORMIL>SWE 19");
  EXPECT_EQ(coded("The Norwegian Ministry of Trade accused Sweden."), "NORGOVBUS>SWE 112");
  EXPECT_EQ(coded("Police accused Sweden."), "---COP>SWE 112");
  EXPECT_EQ(coded("Norwegian media and government accused Sweden."), "NORMED,NORGOV>SWE 112");
  EXPECT_EQ(coded("The president accused Sweden."), "");
}

TEST(Patterns, CodesFollowTheDay) {
  EXPECT_EQ(coded("Ada Brun accused Sweden.", "1998-01-01"), "NORBUS>SWE 112");
  EXPECT_EQ(coded("Ada Brun accused Sweden.", "2002-01-01"), "NORGOV>SWE 112");
}

TEST(Patterns, CompoundsGivePairs) {
  EXPECT_EQ(coded("Norway and Sweden accused Denmark and Finland."), "NOR,SWE>DNK,FIN 112");
  EXPECT_EQ(coded("Norway, Sweden and Denmark accused Finland."), "NOR,SWE,DNK>FIN 112");
  EXPECT_EQ(coded("The Nordic Council accused Finland."), "NOR,SWE>FIN 112");
  EXPECT_EQ(coded("Norway's and Sweden's foreign ministers accused Finland.", "2001-02-03", "agent foreign_ministers\n  code ~GOV\n"), "NORGOV,SWEGOV>FIN 112");
}

// ---- signs of a pattern

TEST(Patterns, BlanksLetWordsStandBetween) {
  EXPECT_EQ(coded("Norway accused Sweden of secretly lying."), "NOR>SWE 1121");
  EXPECT_EQ(coded("Norway has never accused Sweden."), "NOR>SWE 1122");
  EXPECT_EQ(coded("Norway never once accused Sweden."), "NOR>SWE 1122");
}

TEST(Patterns, UnderscoresDoNot) {
  EXPECT_EQ(coded("Norway held a military exercise near Sweden."), "NOR>SWE 049");
  EXPECT_EQ(coded("Norway held a military and naval exercise near Sweden."), "");
}

TEST(Patterns, SetsAndNamedParties) {
  EXPECT_EQ(coded("Norway held negotiations with Sweden."), "NOR>SWE 047");
  EXPECT_EQ(coded("Norway sent an armoured division to Sweden."), "NOR>SWE 15");
  EXPECT_EQ(coded("Norway sent an armoured new division to Sweden."), "NOR>SWE 08");
}

TEST(Patterns, ACompoundBeforeTheVerbActsOnItself) {
  EXPECT_EQ(coded("Norway and Sweden held talks."), "NOR,SWE>NOR,SWE 046");
  EXPECT_EQ(coded("Norway agreed with Sweden and Denmark."), "NOR>SWE,DNK 03");
  EXPECT_EQ(coded("Norway agreed with Sweden."), "");
}

TEST(Patterns, GroupsAreOnePhrase) {
  EXPECT_EQ(coded("Norway held a secret short state visit in Sweden."), "NOR>SWE 048");
  EXPECT_EQ(coded("Norway held a secret meeting on the state of the visit in Sweden."), "");
}

TEST(Patterns, APairOfCodesGoesBothWays) { EXPECT_EQ(coded("Norway visited Sweden."), "NOR>SWE 042; SWE>NOR 043"); }

TEST(Patterns, VerbsOfSeveralWords) {
  EXPECT_EQ(coded("Norway broke off ties with Sweden."), "NOR>SWE 161");
  EXPECT_EQ(coded("Norway broke its promise to Sweden."), "NOR>SWE 16");
}

// ---- clauses

TEST(Patterns, ByTurnsAPassiveRound) {
  EXPECT_EQ(coded("Norway was accused by Sweden."), "SWE>NOR 112");
  EXPECT_EQ(coded("Norway was repeatedly accused by the Swedish police of fraud."), "SWECOP>NOR 112");
}

TEST(Patterns, VerbsOfOneSubject) {
  EXPECT_EQ(coded("Norway accused Sweden and attacked Denmark."), "NOR>SWE 112; NOR>DNK 19");
}

TEST(Patterns, AVerbTakesThoseInsideItsPhraseWithIt) {
  EXPECT_EQ(coded("Norway accused Sweden after Denmark attacked Finland."), "NOR>SWE 112");
  EXPECT_EQ(coded("Norway said that Sweden attacked Denmark."), "SWE>DNK 19");  // "said" alone gives no event
}

TEST(Patterns, ClausesSetOffByACommaGiveNoTarget) {
  EXPECT_EQ(coded("Norway accused the critics, two days after Sweden attacked Denmark."), "SWE>DNK 19");
}

TEST(Patterns, NobodyActsOnHimself) {
  EXPECT_EQ(coded("Norway accused Norway."), "");
  EXPECT_EQ(coded("Norway accused the Norwegian government."), "NOR>NORGOV 112");
}

TEST(Patterns, UnlistedPartiesGetNoEvent) {
  EXPECT_EQ(coded("Norway accused Portugal."), "");
  EXPECT_EQ(coded("Portugal accused Norway."), "");
}

// ---- the rest

TEST(Patterns, DiscardsDropTheSentenceOrTheArticle) {
  EXPECT_EQ(coded("Norway attacked Sweden in a football match. Norway accused Denmark."), "NOR>DNK 112");
  EXPECT_EQ(coded("Norway accused Denmark. The chess championship went on."), "");
}

TEST(Patterns, CodesOfTheCodesFileGiveTypeAndScore) {
  const SourceFile files[] = {{"my.dictionary", kNames + std::string(kVerbs)}, {"my.codes", "19 | ASSAULT | - | military | -9 | attack\n"}};
  const auto lexicon = Lexicon::compile(files);
  ASSERT_TRUE(lexicon.ok());
  Reader reader(Model::embedded(), *lexicon);
  Article article;
  article.text = "Norway attacked Sweden. Norway accepted Denmark.";
  article.published = parse_day("2001-02-03");
  const Reading reading = reader.read(std::move(article));
  ASSERT_EQ(reading.events.size(), 2u);
  EXPECT_TRUE(reading.events[0].has_type);
  EXPECT_EQ(reading.events[0].type, EventType::kAssault);
  EXPECT_EQ(reading.events[0].goldstein, -9);
  EXPECT_EQ(reading.events[0].context, std::vector<std::string>{"military"});
  EXPECT_EQ(reading.events[0].entry, "verb attack");
  EXPECT_FALSE(reading.events[1].has_type);
  EXPECT_EQ(reading.events[1].cameo, "345");
  EXPECT_EQ(type_of(reading.events[1]), "");
  EXPECT_EQ(reading.actors[reading.events[0].source[0]].mentions.size(), 2u);
}

TEST(Patterns, ExplainTellsOfEachVerb) {
  const SourceFile files[] = {{"my.dictionary", kNames + std::string(kVerbs)}};
  const auto lexicon = Lexicon::compile(files);
  ASSERT_TRUE(lexicon.ok());
  Reader reader(Model::embedded(), *lexicon);
  Article article;
  article.text = "Norway said that Portugal attacked nobody. Norway accused Sweden of lying.";
  Document document;
  Trace trace;
  static_cast<void>(reader.explain(std::move(article), document, trace));
  ASSERT_EQ(trace.notes.size(), 3u);
  EXPECT_EQ(trace.notes[0].frame, "verb say");
  EXPECT_EQ(trace.notes[0].why, "no pattern fits, and the verb alone gives no event");
  EXPECT_EQ(trace.notes[1].why, "no coded target");
  EXPECT_EQ(trace.notes[2].frame, "verb accuse, pattern * of lying");
  EXPECT_TRUE(trace.notes[2].is_coded);
}

TEST(Patterns, ADictionaryWithoutVerbsLendsItsCodes) {
  std::vector<SourceFile> files = embedded_sources();
  files.push_back({"my.dictionary", "actor Serbia\n  also Serbian\n  code SRBXYZ\nagent police\n  code ~COP\nactor Zubrovka Alliance\n  code HUNZUB\n"});
  const auto lexicon = Lexicon::compile(files);
  ASSERT_TRUE(lexicon.ok()) << lexicon.error().text();
  Reader reader(Model::embedded(), *lexicon);
  Article article;
  article.text = "Serbian police arrested two Hungarian students. The Zubrovka Alliance condemned Serbia.";
  const Reading reading = reader.read(std::move(article));
  std::map<std::string, std::string> codes;
  for (const Actor& a : reading.actors) codes[a.name] = a.actor_code;
  EXPECT_EQ(codes["Serbia"], "SRBXYZ");
  EXPECT_EQ(codes["Serbian police"], "SRBXYZCOP");
  const auto alliance = std::find_if(reading.actors.begin(), reading.actors.end(), [](const Actor& a) { return a.actor_code == "HUNZUB"; });
  ASSERT_NE(alliance, reading.actors.end());
  EXPECT_EQ(alliance->code, "HUN");
  EXPECT_GE(reading.events.size(), 1u);  // coded by our frames
}

// ---- one verb's patterns against the words around it, without a parser

VerbSide side_of(const std::vector<std::string>& outward, bool is_before) {
  VerbSide side;
  side.tokens = outward;
  side.words.resize(outward.size());
  side.phrases.assign(outward.size(), VerbSide::kNoPhrase);
  side.is_before = is_before;
  return side;
}

TEST(FitPatterns, TooManyTrialsDoNotFit) {
  std::string pattern = "  - *";
  for (int n = 0; n < 12; ++n) pattern += " a";
  const SourceFile files[] = {{"my.dictionary", "verb x\n  form x\n" + pattern + " b : 1\n"}};
  const auto lexicon = Lexicon::compile(files);
  ASSERT_TRUE(lexicon.ok());
  const Dictionary& d = lexicon->dictionary();
  const std::vector<std::string> many(400, "a");
  EXPECT_FALSE(fit_patterns(d.verbs().front(), d, {}, side_of({}, true), side_of(many, false)).has_value());
}

TEST(FitPatterns, ReadsOutwardFromTheVerb) {
  const SourceFile files[] = {{"my.dictionary", "words neg\n  did not\nverb x\n  form x\n  - most_&neg ever_* : 1\n  - in_* : 2\n"}};
  const auto lexicon = Lexicon::compile(files);
  ASSERT_TRUE(lexicon.ok());
  const Dictionary& d = lexicon->dictionary();
  const auto code = [&](const std::vector<std::string>& outward) {
    const auto fit = fit_patterns(d.verbs().front(), d, {}, side_of(outward, true), side_of({}, false));
    return fit ? std::string(fit->pattern->codes.forth) : "";
  };
  EXPECT_EQ(code({"ever", "not", "did", "most"}), "1");
  EXPECT_EQ(code({"ever", "quite", "not", "did", "most"}), "1");
  EXPECT_EQ(code({"ever", "not", "did", "quite", "most"}), "");
  EXPECT_EQ(code({"quite", "ever", "not", "did", "most"}), "");
  EXPECT_EQ(code({"in", "the"}), "2");
}

}  // namespace
}  // namespace demarche
