// Who answers whom, from text to links, against what a person reads: tests/data/answers.txt tells the form. A passage that is not read
// yet is marked so there; one that is read again must lose its mark. links_test.cpp tests linking by itself.
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "base/day.h"
#include "coding/reader.h"
#include "told.h"

namespace demarche {
namespace {

struct Case {
  std::string text, line;
  std::set<std::string> wanted;
  bool is_missed = false;
};

std::vector<Case> cases() {
  std::ifstream in(std::string(DEMARCHE_SOURCE_DIR) + "/tests/data/answers.txt");
  std::vector<Case> out;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    if (line.find(" <- ") != std::string::npos) {
      if (!out.empty()) out.back().wanted.insert(line);
    } else if (line[0] == '?') {
      if (!out.empty()) out.back().is_missed = true;
    } else {
      out.push_back({line, "line " + std::to_string(number), {}, false});
    }
  }
  return out;
}

TEST(Answers, AreReadAsAPersonReadsThem) {
  Reader reader(Model::embedded(), Lexicon::embedded());
  const std::vector<Case> all = cases();
  ASSERT_GE(all.size(), 75u);
  for (const Case& c : all) {
    Article article;
    article.text = c.text;
    article.published = parse_day("2024-05-15");
    const Reading reading = reader.read(std::move(article));
    std::set<std::string> got;
    std::string shown;
    for (const Event& e : reading.events) {
      shown += "\n> " + test::told(reading, e);
      for (const std::uint32_t b : e.responds_to) got.insert(test::told(reading, e) + " <- " + test::told(reading, reading.events[b]));
    }
    if (c.is_missed) {
      EXPECT_NE(got, c.wanted) << c.line << " is read now; take its ? away: " << c.text;
    } else {
      EXPECT_EQ(got, c.wanted) << c.line << ": " << c.text << shown;
    }
  }
}

}  // namespace
}  // namespace demarche
