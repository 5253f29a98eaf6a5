// The program around its commands: versions, help, and `demarche explain`.
#include "program.h"

namespace demarche {
namespace {

bool contains(const std::string& all, const std::string& part) { return all.find(part) != std::string::npos; }

TEST(Program, VersionNamesProgramModelAndLexicon) {
  const Outcome run = demarche({"--version"});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_TRUE(run.out.starts_with("demarche 0.1.0\nmodel ")) << run.out;
  EXPECT_TRUE(contains(run.out, "\nlexicon ")) << run.out;
}

TEST(Program, EveryCommandHasHelp) {
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"--help"}, {"code", "--help"}, {"explain", "--help"}, {"parse", "--help"}}) {
    const Outcome run = demarche(arguments);
    EXPECT_EQ(run.exit_code, 0);
    EXPECT_EQ(run.err, "");
    EXPECT_TRUE(contains(run.out, "Usage: demarche")) << run.out;
  }
}

TEST(Explain, ShowsWordsActorsNotesAndEvents) {
  const Outcome run = demarche({"explain", "-", "--published", "2022-04-05"}, "France condemned Russia. It rained.\n");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  for (const char* part : {"1. France condemned Russia.", "relation", "VERB", "nsubj", "actor a1: \"France\"", "rule: ",
                           "lexicon entry: ", "2. It rained.", "2022-04-05"})
    EXPECT_TRUE(contains(run.out, part)) << part << "\n" << run.out;
}

TEST(Explain, AnArticleInSectionsHasTheEventsThatCodeFinds) {
  std::string text;
  int paragraphs = 0;
  for (; text.size() <= (150u << 10); ++paragraphs) text += "Norway and Chad signed an agreement on fisheries in Oslo on Tuesday. The weather was mild.\n\n";
  const std::string explained = demarche({"explain", "-"}, text).out;
  const std::string coded = demarche({"code", "--format", "json", "-"}, text).out;
  const auto count = [](const std::string& in, std::string_view words) {
    int n = 0;
    for (auto at = in.find(words); at != std::string::npos; at = in.find(words, at + 1)) ++n;
    return n;
  };
  EXPECT_EQ(count(explained, "\n" + std::to_string(2 * paragraphs) + ". The weather was mild."), 1);
  EXPECT_EQ(count(explained, "; lexicon entry:"), count(coded, "\"entry\":"));
  EXPECT_GE(count(coded, "\"entry\":"), 2);
  EXPECT_EQ(count(explained, "actor a1: \"Norway\" is Norway"), paragraphs);
}

TEST(Explain, AMissingFileIsExitOne) {
  const Outcome run = demarche({"explain", "no-such-file.txt"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.err, "demarche: no-such-file.txt: No such file or directory\n");
}

}  // namespace
}  // namespace demarche
