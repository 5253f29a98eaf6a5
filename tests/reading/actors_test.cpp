// Who a phrase names, by composition or by list: tests/data/actors.txt.
#include "passages.h"

namespace demarche {
namespace {

using test::Passage;

/// "person DEU GOV", "group HAMAS in PSE REB": kind, code, the country where it is another, sectors; "-" where nobody is named.
std::string told(const Passage& passage, WordId word) {
  const std::optional<ActorId> id = passage.mentions->resolve(word);
  if (!id) return "-";
  const Actor& a = passage.mentions->actors()[*id];
  std::string out = std::string(name_of(a.kind)) + " " + (a.code.empty() ? "?" : a.code);
  if (!a.country.empty() && a.country != a.code) out += " in " + a.country;
  for (const std::string& s : a.sector) out += " " + s;
  return out;
}

TEST(Actors, AreNamedAsWritten) {
  int count = 0;
  for (const test::Line& line : test::lines_of("actors.txt")) {
    ASSERT_TRUE(line.fields.size() == 3 || line.fields.size() == 4) << line.where;
    const std::optional<Day> day = line.fields.size() == 4 ? parse_day(line.fields[3]) : std::nullopt;
    const Passage passage(line.fields[0], day);
    const WordId word = passage.word(line.fields[1]);
    ASSERT_NE(word, kNoWord) << line.where;
    EXPECT_EQ(told(passage, word), line.fields[2]) << line.where << ": " << line.fields[0] << " [" << line.fields[1] << "]";
    ++count;
  }
  EXPECT_GE(count, 120);
}

}  // namespace
}  // namespace demarche
