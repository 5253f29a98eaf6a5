// Where it happened: tests/data/places.txt.
#include "passages.h"

namespace demarche {
namespace {

using test::Passage;

std::string told(const std::optional<Place>& p) {
  if (!p) return "-";
  std::string out = (p->is_inferred ? "~ " : "") + p->name + " " + (p->country.empty() ? "?" : p->country);
  if (p->latitude != 0 || p->longitude != 0) out += " " + test::shortest(p->latitude) + " " + test::shortest(p->longitude);
  return out;
}

TEST(Places, ArePassagesReadAsWritten) {
  for (const test::Line& line : test::lines_of("places.txt")) {
    ASSERT_EQ(line.fields.size(), 3u) << line.where;
    const Passage passage(line.fields[0]);
    const auto [form, type] = test::word_and_type(line.fields[1]);
    const WordId word = passage.word(form);
    ASSERT_NE(word, kNoWord) << line.where;
    const Places places(*passage.tree, Passage::lexicon(), *passage.mentions);
    EXPECT_EQ(told(places.of(passage.match(word, type))), line.fields[2]) << line.where << ": " << line.fields[0];
  }
}

}  // namespace
}  // namespace demarche
