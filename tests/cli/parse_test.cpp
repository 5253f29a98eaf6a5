// `demarche parse` from end to end: texts and CoNLL-U in, CoNLL-U out; a model that is none is wrong use.
#include <algorithm>

#include "program.h"

namespace demarche {
namespace {

bool contains(const std::string& all, const std::string& part) { return all.find(part) != std::string::npos; }

/// One column of all word lines.
std::vector<std::string> column(const std::string& conllu, std::size_t n) {
  std::vector<std::string> out;
  for (const std::string& line : lines_of(conllu)) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream cells(line);
    std::string cell;
    for (std::size_t k = 0; k <= n; ++k) std::getline(cells, cell, '\t');
    out.push_back(cell);
  }
  return out;
}

TEST(Parse, ATextGivesOneTreeASentence) {
  const Outcome run = demarche({"parse"}, "France condemned Russia. It rained.\n");
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.err, "");
  ASSERT_EQ(column(run.out, 1), (std::vector<std::string>{"France", "condemned", "Russia", ".", "It", "rained", "."}));
  const std::vector<std::string> heads = column(run.out, 6), relations = column(run.out, 7);
  EXPECT_EQ(std::vector<std::string>(heads.begin(), heads.begin() + 4), (std::vector<std::string>{"2", "0", "2", "2"}));
  EXPECT_EQ(std::vector<std::string>(relations.begin(), relations.begin() + 4), (std::vector<std::string>{"nsubj", "root", "obj", "punct"}));
}

TEST(Parse, WordsOfConlluAreKeptAsTheyAreCut) {
  const Folder folder;
  const std::string file = folder.file("a.conllu", "1\tNew York\t_\t_\t_\t_\t0\troot\t_\t_\n2\twaits\t_\t_\t_\t_\t1\tdep\t_\t_\n\n");
  const Outcome run = demarche({"parse", file});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(column(run.out, 1), (std::vector<std::string>{"New York", "waits"}));
}

TEST(Parse, ABrokenLineOfConlluIsNamed) {
  const Folder folder;
  const std::string file = folder.file("a.conllu", "1\tPeru\t_\t_\t_\t_\tnine\troot\t_\t_\n\n");
  const Outcome run = demarche({"parse", file});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_TRUE(run.err.starts_with("demarche: " + file + ":1")) << run.err;
}

TEST(Parse, AnyNumberOfThreadsGivesTheSameBytes) {
  std::string lines;
  for (int n = 0; n < 600; ++n) lines += R"({"id":"n)" + std::to_string(n) + R"(","text":"France met Spain. Peru thanked Chile in Lima."})" + "\n";
  const Folder folder;
  const std::string file = folder.file("a.jsonl", lines);
  const Outcome one = demarche({"parse", "--jobs", "1", file});
  EXPECT_EQ(one.exit_code, 0);
  EXPECT_EQ(std::ranges::count(column(one.out, 1), "Peru"), 600);
  EXPECT_EQ(demarche({"parse", "--jobs", "3", file}).out, one.out);
}

TEST(Parse, AModelThatIsNoneIsWrongUse) {
  const Folder folder;
  const std::string text = folder.file("a.txt", "Peru thanked Chile.\n");
  const std::string model = content_of(std::string(DEMARCHE_SOURCE_DIR) + "/models/english.weights");
  ASSERT_GT(model.size(), 4096u);
  std::string flipped = model;
  flipped[flipped.size() / 2] ^= 1;
  const std::vector<std::string> files = {folder.path("gone.weights"), folder.file("empty.weights", ""), folder.file("text.weights", "Peru thanked Chile.\n"),
                                          folder.file("shrunk.weights", model.substr(0, model.size() / 2)), folder.file("flipped.weights", flipped), folder.path()};
  for (const std::string& file : files) {
    const Outcome run = demarche({"parse", "--model", file, text});
    EXPECT_EQ(run.exit_code, 2) << file;
    EXPECT_TRUE(run.err.starts_with("demarche: " + file + ": ")) << run.err;
    EXPECT_EQ(run.out, "") << file;
  }
  EXPECT_EQ(demarche({"parse", "--model", folder.file("whole.weights", model), text}).out, demarche({"parse", text}).out);
}

TEST(Parse, ScoringTakesNoOtherInput) {
  const Outcome run = demarche({"parse", "--score", "a.conllu", "--", "b.txt"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_TRUE(contains(run.err, "--score takes no other input")) << run.err;
}

}  // namespace
}  // namespace demarche
