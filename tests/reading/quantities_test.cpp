// How many and how much: tests/data/quantities.txt.
#include "passages.h"

namespace demarche {
namespace {

using test::Passage;
using test::shortest;

std::string told(const std::optional<Quantity>& q) {
  if (!q) return "-";
  std::string out = q->bound.empty() ? "" : q->bound + " ";
  out += shortest(q->value);
  if (q->upper) out += ".." + shortest(*q->upper);
  if (!q->unit.empty()) out += " " + q->unit;
  if (!q->thing.empty()) out += " of " + q->thing;
  if (q->killed) out += ", killed " + shortest(*q->killed);
  if (q->injured) out += ", injured " + shortest(*q->injured);
  return out;
}

std::string told(const std::optional<NumberChange>& c) {
  if (!c) return "-";
  std::string out;
  const auto add = [&](const std::string& word, const std::optional<double>& n) {
    if (n) out += (out.empty() ? "" : " ") + word + shortest(*n);
  };
  add("from ", c->from);
  add("to ", c->to);
  add("by ", c->by);
  add("x", c->ratio);
  return out;
}

TEST(Quantities, ArePassagesReadAsWritten) {
  for (const test::Line& line : test::lines_of("quantities.txt")) {
    ASSERT_EQ(line.fields.size(), 3u) << line.where;
    const Passage passage(line.fields[0]);
    const auto [form, type] = test::word_and_type(line.fields[1]);
    const WordId word = passage.word(form);
    ASSERT_NE(word, kNoWord) << line.where;
    const Quantities quantities(*passage.tree, Passage::lexicon(), *passage.mentions, *passage.arguments);
    const std::string got = type == "change" ? told(quantities.change(word)) : told(quantities.of(passage.match(word, type)));
    EXPECT_EQ(got, line.fields[2]) << line.where << ": " << line.fields[0];
  }
}

TEST(Quantities, OfWordsIsTheNumberBeforeThem) {
  const Passage passage("They have 72 hours to leave.");
  const auto q = quantity_of(*passage.tree, {passage.word("hours")});
  ASSERT_TRUE(q);
  EXPECT_EQ(q->value, 72);
  EXPECT_FALSE(quantity_of(*passage.tree, {passage.word("They")}));
}

}  // namespace
}  // namespace demarche
