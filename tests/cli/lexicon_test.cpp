// `demarche lexicon` and --lexicon from end to end: own files laid over the built-in ones, checked, compiled, looked into.
#include "program.h"

namespace demarche {
namespace {

bool contains(const std::string& all, const std::string& part) { return all.find(part) != std::string::npos; }

constexpr const char* kFrame =
    "frame my-stonewall\n  code 120\n  verb stonewall\n  source agent\n  target patient\n"
    "  = Serbia stonewalled Hungary. : SRB > HUN\n";
constexpr const char* kSentence = "Serbia stonewalled Hungary on Tuesday.\n";

TEST(OwnLexicon, AddsFramesAndActors) {
  const Folder folder;
  folder.file("own/a.frames", kFrame);
  folder.file("own/b.actors", "organisation GLADE Glade Assembly\n  sector IGO\n");
  EXPECT_FALSE(contains(demarche({"code", "--format", "json"}, kSentence).out, "my-stonewall"));
  const Outcome run = demarche({"code", "--format", "json", "--lexicon", folder.path("own")}, kSentence);
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_TRUE(contains(run.out, R"("cameo":"120")")) << run.out;
  EXPECT_TRUE(contains(run.out, R"("entry":"my-stonewall")")) << run.out;
  const Outcome actors = demarche({"code", "--format", "json", "--lexicon", folder.path("own/b.actors")}, "The Glade Assembly condemned Hungary.\n");
  EXPECT_TRUE(contains(actors.out, R"("code":"GLADE")")) << actors.out;
}

TEST(OwnLexicon, WinsOverABuiltInFrameThatFitsAsWell) {
  const Folder folder;
  folder.file("own/a.frames", "frame my-blame\n  code 112\n  verb condemn\n");
  const Outcome run = demarche({"code", "--format", "json", "--lexicon", folder.path("own")}, "Serbia condemned Hungary.\n");
  EXPECT_TRUE(contains(run.out, R"("entry":"my-blame")")) << run.out;
}

TEST(OwnLexicon, ReplacesWhatHasTheSameKey) {
  const Folder folder;
  folder.file("own/a.frames", kFrame);
  folder.file("over/a.frames", "frame my-stonewall\n  code 121\n  verb stonewall\n");
  const Outcome run = demarche({"code", "--format", "json", "--lexicon", folder.path("own"), "--lexicon", folder.path("over")}, kSentence);
  EXPECT_TRUE(contains(run.out, R"("cameo":"121")")) << run.out;
  EXPECT_FALSE(contains(run.out, R"("cameo":"120")")) << run.out;
}

TEST(OwnLexicon, CompiledReadsAsItsSourcesDo) {
  const Folder folder;
  folder.file("own/a.frames", kFrame);
  const std::string image = folder.path("my.lexicon");
  EXPECT_EQ(demarche({"lexicon", "compile", folder.path("own"), "-o", image}).exit_code, 0);
  const Outcome sources = demarche({"code", "--format", "json", "--lexicon", folder.path("own")}, kSentence);
  const Outcome compiled = demarche({"code", "--format", "json", "--lexicon", image}, kSentence);
  EXPECT_EQ(compiled.exit_code, 0) << compiled.err;
  EXPECT_EQ(compiled.out, sources.out);
  const Outcome both = demarche({"code", "--lexicon", image, "--lexicon", folder.path("own")}, kSentence);
  EXPECT_EQ(both.exit_code, 2);
  EXPECT_TRUE(contains(both.err, "is a compiled lexicon and stands alone")) << both.err;
}

TEST(OwnLexicon, DamagedImageIsAnError) {
  const Folder folder;
  const std::string image = folder.file("bad.lexicon", "DEMLEX\r\nbut then nothing");
  const Outcome run = demarche({"code", "--lexicon", image}, kSentence);
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_TRUE(contains(run.err, "bad.lexicon: is")) << run.err;
}

TEST(OwnLexicon, MistakesAreAllNamedAndNothingIsRead) {
  const Folder folder;
  folder.file("own/a.frames", "frame one\n  cdoe 120\n  verb stonewall\nframe two\n  code 120\n");
  const Outcome run = demarche({"code", "--lexicon", folder.path("own")}, kSentence);
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.out, "");
  EXPECT_TRUE(contains(run.err, "a.frames:2:3: a frame has no field \"cdoe\"\n  cdoe 120\n  ^\n")) << run.err;
  EXPECT_TRUE(contains(run.err, "a.frames:4:7: the frame has no trigger")) << run.err;
}

TEST(OwnLexicon, MissingAndEmptyFoldersAreNamed) {
  const Folder folder;
  folder.file("empty/notes.txt", "nothing\n");
  const Outcome empty = demarche({"code", "--lexicon", folder.path("empty")}, kSentence);
  EXPECT_EQ(empty.exit_code, 1);
  EXPECT_TRUE(contains(empty.err, "holds no source of a lexicon")) << empty.err;
  EXPECT_EQ(demarche({"code", "--lexicon", folder.path("absent")}, kSentence).exit_code, 1);
  const Outcome none = demarche({"code", "--no-builtin-lexicon"}, kSentence);
  EXPECT_EQ(none.exit_code, 2);
  EXPECT_TRUE(contains(none.err, "--no-builtin-lexicon leaves no lexicon")) << none.err;
}

TEST(Settings, NameTheLexicon) {
  const Folder folder;
  folder.file("own/a.frames", kFrame);
  const std::string config = folder.file("config.toml", "lexicon = [\"own\"]\n");
  const Outcome run = demarche({"code", "--format", "json"}, kSentence, {"DEMARCHE_CONFIG=" + config});
  EXPECT_TRUE(contains(run.out, "my-stonewall")) << run.err;
  folder.file("demarche/config.toml", "lexicon = \"" + folder.path("own") + "\"\n");
  const Outcome xdg = demarche({"code", "--format", "json"}, kSentence, {"XDG_CONFIG_HOME=" + folder.path()});
  EXPECT_TRUE(contains(xdg.out, "my-stonewall")) << xdg.err;
}

TEST(Settings, MistakesAreNamedByLine) {
  const Folder folder;
  const auto said = [&](const std::string& toml) {
    const std::string config = folder.file("config.toml", toml);
    const Outcome run = demarche({"code"}, kSentence, {"DEMARCHE_CONFIG=" + config});
    EXPECT_EQ(run.exit_code, 1);
    return run.err.substr(std::min(run.err.size(), run.err.find("config.toml")));
  };
  EXPECT_TRUE(said("# mine\nlexicons = []\n").starts_with("config.toml:2:12: there is no setting 'lexicons'"));
  EXPECT_TRUE(said("lexicon = [\"a\", 3]\n").starts_with("config.toml:1:17: lexicon is a path, or a list of paths"));
  EXPECT_TRUE(said("lexicon = [\n").starts_with("config.toml:"));
  EXPECT_TRUE(said("lexicon = []\n[[`a\n").starts_with("config.toml: this is no TOML"));  // toml++ 3.3 would end the program
}

TEST(LexiconCheck, SaysWhatIsAddedAndReadsExamples) {
  const Folder folder;
  folder.file("own/a.frames", kFrame);
  folder.file("own/b.words", "class diplomat\n  diplomat, ambassador\n");
  folder.file("own/notes.txt", "mine\n");
  const Outcome run = demarche({"lexicon", "check", folder.path("own")});
  EXPECT_EQ(run.exit_code, 0) << run.err << run.out;
  EXPECT_TRUE(contains(run.out, "notes.txt: passed over; the names of sources end in .frames")) << run.out;
  EXPECT_TRUE(contains(run.out, "2 files: 1 class, 1 frame\n")) << run.out;
  EXPECT_TRUE(contains(run.out, "b.words:1: class diplomat replaces the built-in one of data/words/")) << run.out;
  EXPECT_TRUE(contains(run.out, "1 example, 1 of them read as they should be\n")) << run.out;
}

TEST(LexiconCheck, AFailingExampleFails) {
  const Folder folder;
  folder.file("a.frames", "frame my-stonewall\n  code 120\n  verb stonewall\n  = Serbia stonewalled Hungary. : SRB > POL\n  ! Serbia stonewalled Hungary.\n");
  const Outcome run = demarche({"lexicon", "check", folder.path("a.frames")});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_TRUE(contains(run.out, "a.frames:4: the example is not read as my-stonewall between these parties, but as my-stonewall: SRB > HUN\n")) << run.out;
  EXPECT_TRUE(contains(run.out, "a.frames:5: the example must not be read as my-stonewall, and is\n")) << run.out;
}

TEST(LexiconCheck, CountsMistakes) {
  const Folder folder;
  folder.file("a.frames", "frame one\n  code 120\n");
  const Outcome run = demarche({"lexicon", "check", folder.path()});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.err, folder.path() + "/a.frames:1:7: the frame has no trigger: verb, noun or adj\nframe one\n      ^\n1 error in 1 file\n");
}

TEST(LexiconFind, ShowsNamesRolesClassesAndFrames) {
  const Outcome name = demarche({"lexicon", "find", "Angela", "Merkel"});
  EXPECT_EQ(name.exit_code, 0);
  EXPECT_TRUE(contains(name.out, "name of person Angela Merkel, DEU GOV")) << name.out;
  EXPECT_TRUE(contains(name.out, "DEU GOV, chancellor from 2005-11-22 to 2021-12-08")) << name.out;
  EXPECT_TRUE(contains(name.out, "(data/actors/leaders.people:")) << name.out;
  EXPECT_TRUE(contains(demarche({"lexicon", "find", "foreign minister"}).out, "role word: GOV person")) << name.out;
  const Outcome verb = demarche({"lexicon", "find", "expel"});
  EXPECT_TRUE(contains(verb.out, "verb expel: frame ")) << verb.out;
  EXPECT_TRUE(contains(verb.out, "166 SANCTION")) << verb.out;
  EXPECT_TRUE(contains(verb.out, "class @")) << verb.out;
  const Outcome part = demarche({"lexicon", "find", "hostage"});
  EXPECT_TRUE(contains(part.out, "verb take hostage: frame ")) << part.out;
}

TEST(LexiconFind, NothingIsExitOne) {
  const Outcome run = demarche({"lexicon", "find", "qwertyuiop"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.out, "qwertyuiop\n  means nothing to this lexicon\n");
}

TEST(LexiconWhy, OfASentenceAndOfACode) {
  const Outcome sentence = demarche({"lexicon", "why", "Russia condemned France and tickled a cat."});
  EXPECT_EQ(sentence.exit_code, 0);
  EXPECT_TRUE(contains(sentence.out, "coded ")) << sentence.out;
  EXPECT_TRUE(contains(sentence.out, "Verbs and nouns that head no trigger of this lexicon: ")) << sentence.out;
  const Outcome code = demarche({"lexicon", "why", "166"});
  EXPECT_EQ(code.exit_code, 0);
  EXPECT_TRUE(contains(code.out, "166 SANCTION")) << code.out;
  EXPECT_EQ(demarche({"lexicon", "why", "999"}).exit_code, 1);
}

// ---- dictionaries of other coders

constexpr const char* kActors = "NORWAY_ [NOR]\nSWEDEN [SWEGOV <20100101]\n\t[SWEOPP >20091231]\nNOBODY\n";
constexpr const char* kVerbs = "--- SCOLD [112] ---\nSCOLD\n- * FOR LYING [1121]\n- NO VERB [3]\n";

TEST(LexiconImport, TakesOverAndCodesWithIt) {
  const Folder folder;
  folder.file("petrarch/my.actors.txt", kActors);
  folder.file("petrarch/my.verbs.txt", kVerbs);
  folder.file("petrarch/README.md", "# Ours\n");
  const std::string out = folder.path("own");
  const Outcome run = demarche({"lexicon", "import", "--from", "petrarch", folder.path("petrarch"), "-o", out});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.out, "2 actors under 2 names, 0 agents, 0 sets of words, 1 verbs in 4 forms, 1 patterns, 0 discards: " + out + "\n2 lines could not be used: " + out +
                         "/import-report.txt\n");
  const std::string report = content_of(out + "/import-report.txt");
  EXPECT_TRUE(contains(report, "my.actors.txt:4: the actor has no code\n  NOBODY\n")) << report;
  EXPECT_TRUE(contains(report, "my.verbs.txt:4: a pattern has one *, the place of its verb\n  - NO VERB [3]\n")) << report;
  EXPECT_EQ(demarche({"lexicon", "check", "--no-builtin-lexicon", out}).exit_code, 0);

  const Outcome code = demarche({"code", "--format", "json", "--no-builtin-lexicon", "--lexicon", out, "--published", "2011-05-05"},
                                "Norway scolded Sweden for lying. Russia attacked Ukraine.\n");
  EXPECT_EQ(code.exit_code, 0) << code.err;
  EXPECT_TRUE(contains(code.out, R"("actor_code":"SWEOPP")")) << code.out;
  EXPECT_TRUE(contains(code.out, R"("cameo":"1121")")) << code.out;
  EXPECT_TRUE(contains(code.out, R"("rule":"pattern of your dictionary","entry":"verb scold, pattern * for lying")")) << code.out;
  EXPECT_FALSE(contains(code.out, "UKR")) << code.out;
  const Outcome csv = demarche({"code", "--format", "csv", "--no-builtin-lexicon", "--lexicon", out, "--published", "2011-05-05"}, "Norway scolded Sweden.\n");
  EXPECT_TRUE(contains(csv.out, ",NOR,Norway,SWEOPP,Sweden,")) << csv.out;
}

TEST(LexiconImport, WritesOverNothing) {
  const Folder folder;
  const std::string actors = folder.file("my.actors.txt", kActors);
  folder.file("own/actors.dictionary", "# mine\n");
  const Outcome run = demarche({"lexicon", "import", "--from", "petrarch", actors, "-o", folder.path("own")});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_TRUE(contains(run.err, "own/actors.dictionary: is there already")) << run.err;
  EXPECT_EQ(content_of(folder.path("own/actors.dictionary")), "# mine\n");
}

TEST(LexiconImport, NothingToTakeOverIsExitOne) {
  const Folder folder;
  const Outcome run = demarche({"lexicon", "import", "--from", "tabari", folder.file("my.issues", "TRADE\n"), "-o", folder.path("own")});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_TRUE(contains(run.err, "my.issues:1: issues are not coded")) << run.err;
  EXPECT_TRUE(contains(run.err, "holds nothing that could be taken over")) << run.err;
  EXPECT_EQ(demarche({"lexicon", "import", "--from", "cameo", "x", "-o", "y"}).exit_code, 2);
}

TEST(LexiconFind, ShowsTheDictionary) {
  const Folder folder;
  folder.file("own/d.dictionary", "actor Norway\n  code NORGOV ..2001-05-31\n  code NOR\nagent police\n  code ~COP\nverb scold\n  code 112\n  form scold, scolded\n  - * for_lying : 1121\n");
  const auto found = [&](const std::string& word) { return demarche({"lexicon", "find", word, "--lexicon", folder.path("own")}).out; };
  EXPECT_TRUE(contains(found("Norway"), "actor of your dictionary: NORGOV to 2001-05-31\n  actor of your dictionary: NOR\n")) << found("Norway");
  EXPECT_TRUE(contains(found("police"), "agent of your dictionary: COP behind the actor's code\n")) << found("police");
  EXPECT_TRUE(contains(found("scolded"), "verb scold of your dictionary, alone: 112")) << found("scolded");
  EXPECT_TRUE(contains(found("scolded"), "    - * for_lying : 1121\n")) << found("scolded");
  const Outcome why = demarche({"lexicon", "why", "1121", "--lexicon", folder.path("own")});
  EXPECT_TRUE(contains(why.out, "verb scold of your dictionary, pattern * for_lying\n")) << why.out;
}

TEST(LexiconStats, CountsFramesOfEachType) {
  const Outcome run = demarche({"lexicon", "stats"});
  EXPECT_EQ(run.exit_code, 0);
  for (const char* part : {" frames\n", " SANCTION\n", " country\n", " word classes\n", " role words\n"}) EXPECT_TRUE(contains(run.out, part)) << run.out;
}

}  // namespace
}  // namespace demarche
