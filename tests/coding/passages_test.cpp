// Passages of several sentences, read through the whole path, against what a person reads in them: tests/data/passages.txt tells the
// form. A passage that the present model misses is marked so there; one that is read again must lose its mark.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "base/day.h"
#include "coding/reader.h"

namespace demarche {
namespace {

std::string side(const Reading& reading, const std::vector<ActorId>& actors) {
  std::set<std::string> codes;
  for (const ActorId a : actors) {
    if (!reading.actors[a].code.empty()) codes.insert(reading.actors[a].code);
  }
  std::string out;
  for (const std::string& c : codes) out += (out.empty() ? "" : ",") + c;
  return out.empty() ? "-" : out;
}

/// "SANCTION recall-envoy MLI > NER planned", parts that say nothing left out; a request is `requested`, a threat `threatened`.
std::string told(const Reading& reading, const Event& e) {
  std::string out(name_of(e.type));
  if (!e.measure.empty()) out += " " + e.measure;
  out += " " + side(reading, e.source) + " > " + side(reading, e.target);
  const bool natural = (e.type == EventType::kRequest && e.status == EventStatus::kRequested) || (e.type == EventType::kThreaten && e.status == EventStatus::kThreatened);
  if (e.status != EventStatus::kDone && !natural) out += " " + std::string(name_of(e.status));
  return out;
}

struct Case {
  std::string text, line;
  std::set<std::string> wanted;
  bool is_missed = false;
};

std::vector<Case> cases() {
  std::ifstream in(std::string(DEMARCHE_SOURCE_DIR) + "/tests/data/passages.txt");
  std::vector<Case> out;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    if (line[0] == '>') {
      if (!out.empty() && line.size() > 2) out.back().wanted.insert(line.substr(2));
    } else if (line[0] == '?') {
      if (!out.empty()) out.back().is_missed = true;
    } else {
      out.push_back({line, "line " + std::to_string(number), {}, false});
    }
  }
  return out;
}

TEST(Passages, AreReadAsAPersonReadsThem) {
  Reader reader(Model::embedded(), Lexicon::embedded());
  const std::vector<Case> all = cases();
  ASSERT_GE(all.size(), 150u);
  for (const Case& c : all) {
    Article article;
    article.text = c.text;
    article.published = parse_day("2024-05-15");
    const Reading reading = reader.read(std::move(article));
    std::set<std::string> got;
    for (const Event& e : reading.events) got.insert(told(reading, e));
    std::string shown;
    for (const std::string& g : got) shown += "\n> " + g;
    if (c.is_missed) {
      EXPECT_NE(got, c.wanted) << c.line << " is read now; take its ? away: " << c.text;
    } else {
      EXPECT_EQ(got, c.wanted) << c.line << ": " << c.text << shown;
    }
  }
}

}  // namespace
}  // namespace demarche
