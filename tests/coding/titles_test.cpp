// What an article's title adds: sides that the lead leaves open, never an event of its own.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/day.h"
#include "coding/reader.h"

namespace demarche {
namespace {

Reading read(std::string title, std::string text) {
  static Reader reader(Model::embedded(), Lexicon::embedded());
  Article article;
  article.title = std::move(title);
  article.text = std::move(text);
  article.published = parse_day("2024-05-15");
  return reader.read(std::move(article));
}

std::string side(const Reading& r, const std::vector<ActorId>& side) {
  std::string out;
  for (const ActorId a : side) out += (out.empty() || r.actors[a].code.empty() ? "" : ",") + r.actors[a].code;
  return out;
}

/// "ASSAULT MLI > TCD; …" in order of the text.
std::string told(const Reading& r) {
  std::string out;
  for (const Event& e : r.events) out += (out.empty() ? "" : "; ") + std::string(name_of(e.type)) + " " + side(r, e.source) + " > " + side(r, e.target);
  return out;
}

TEST(Titles, NameTheSideThatTheLeadLeavesOpen) {
  const std::string lead = "Three Danish diplomats were expelled on Tuesday. They have a week to pack.";
  EXPECT_EQ(told(read("", lead)), "SANCTION  > DNK");
  EXPECT_EQ(told(read("Zambia expels Danish diplomats", lead)), "SANCTION ZMB > DNK");
}

TEST(Titles, GiveAnArmyItsCountry) {
  const Reading r = read("Mali army shells camp in Chad", "The army shelled a camp near the border on Monday. The army also closed a road.");
  ASSERT_FALSE(r.events.empty());
  EXPECT_EQ(side(r, r.events.front().source), "MLI");
  EXPECT_EQ(side(r, r.events.back().source), "MLI");
}

TEST(Titles, AddNoEventThatNoSentenceTells) {
  const Reading r = read("Peru recalls ambassador to Chile", "The price of copper rose on Monday. Traders were pleased.");
  EXPECT_TRUE(r.events.empty());
}

TEST(Titles, DoNotOverruleTheText) {
  EXPECT_EQ(told(read("Angola expels Danish diplomats", "Zambia expelled three Danish diplomats on Tuesday.")), "SANCTION ZMB > DNK");
}

TEST(Titles, AreReadTheSameWayInSectionsAndAlone) {
  Reader reader(Model::embedded(), Lexicon::embedded());
  Article article;
  article.title = "Zambia expels Danish diplomats";
  article.text = "Three Danish diplomats were expelled on Tuesday. They have a week to pack.";
  article.published = parse_day("2024-05-15");
  Document document;
  Trace trace;
  const std::string whole = told(reader.read(article));
  EXPECT_EQ(told(reader.read_in_sections(article, 60)), whole);
  EXPECT_EQ(told(reader.explain(article, document, trace)), whole);
  const auto says = [](const Trace::Note& n) { return n.why.find("the title says") != std::string::npos; };
  EXPECT_TRUE(std::any_of(trace.notes.begin(), trace.notes.end(), says));
}

TEST(Titles, ThatAreNoLinesAreLeftAlone) {
  const std::string lead = "Three Danish diplomats were expelled on Tuesday.";
  EXPECT_EQ(told(read(std::string(5000, 'x'), lead)), told(read("", lead)));
  EXPECT_EQ(told(read("\n \t", lead)), told(read("", lead)));
}

}  // namespace
}  // namespace demarche
