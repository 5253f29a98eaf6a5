// Which day each event of a passage has: tests/data/dates.txt, and what must not break.
#include "passages.h"
#include "reading/times.h"

namespace demarche {
namespace {

using test::Passage;

std::string told(const std::optional<DateRange>& r) {
  if (!r) return "-";
  std::string out = r->is_inferred ? "~ " : "";
  out += to_string(r->from);
  return r->from == r->to ? out : out + ".." + to_string(r->to);
}

TEST(Dates, ArePassagesReadAsWritten) {
  for (const test::Line& line : test::lines_of("dates.txt")) {
    const bool is_missed = line.fields.size() == 5 && line.fields[4] == "missed";
    ASSERT_TRUE(line.fields.size() == 4 || is_missed) << line.where;
    const Passage passage(line.fields[1], line.fields[0] == "-" ? std::nullopt : parse_day(line.fields[0]));
    const WordId word = passage.word(line.fields[2]);
    ASSERT_NE(word, kNoWord) << line.where;
    const Dates dates(*passage.tree, Passage::lexicon());
    if (is_missed) {
      EXPECT_NE(told(dates.of(word)), line.fields[3]) << line.where << " is read now: take its \"missed\" away";
      continue;
    }
    EXPECT_EQ(told(dates.of(word)), line.fields[3]) << line.where << ": " << line.fields[1];
  }
}

TEST(Dates, KeepTheWordsTheyWereReadFrom) {
  const Passage passage("Earlier this month, Poland expelled two envoys.", parse_day("2021-10-18"));
  const auto date = Dates(*passage.tree, Passage::lexicon()).of(passage.word("expelled"));
  ASSERT_TRUE(date);
  EXPECT_EQ(date->text, "Earlier this month");
  EXPECT_FALSE(date->is_inferred);
}

TEST(Dates, OnsetIsTheTimeFromWhichAnActHolds) {
  const Passage passage("We suspend the work of our mission, probably from Nov. 1.", parse_day("2021-10-18"));
  const auto onset = Dates(*passage.tree, Passage::lexicon()).onset(passage.word("suspend"));
  ASSERT_TRUE(onset);
  EXPECT_EQ(told(onset->days), "2021-11-01");
  EXPECT_TRUE(onset->is_probable);
  const Passage plain("The border was shut on Friday.", parse_day("2021-10-18"));
  EXPECT_FALSE(Dates(*plain.tree, Passage::lexicon()).onset(plain.word("shut")));
}

TEST(Dates, WordsOfAnExpressionAreKnown) {
  const Passage passage("Russia shut its border on Monday night.", parse_day("2021-10-18"));
  const Dates dates(*passage.tree, Passage::lexicon());
  EXPECT_TRUE(dates.in_expression(passage.word("Monday")));
  EXPECT_TRUE(dates.in_expression(passage.word("night")));
  EXPECT_FALSE(dates.in_expression(passage.word("border")));
}

TEST(Dates, ImpossibleDaysAreNoDays) {
  for (const std::string text : {"It closed on 31 February.", "It closed on 0/0/2021.", "It closed on 99.99.2021.", "It closed on 2021-13-45."}) {
    const Passage passage(text, parse_day("2021-10-18"));
    EXPECT_EQ(told(Dates(*passage.tree, Passage::lexicon()).of(passage.word("closed"))), "~ 2021-10-18") << text;
  }
}

TEST(Dates, ExtremesOfTheCalendarBreakNothing) {
  for (const char* published : {"0001-01-01", "9999-12-31", "2020-02-29"}) {
    for (const std::string text : {"It closed 4999 decades ago.", "It will close in 4999 years.", "It closed last winter and in the 1500s.", "It closed on Feb. 29.",
                                   "It will close within 4999 months.", "It closed four weeks before the last weekend of next year.", "It closed in 2199."}) {
      const Passage passage(text, parse_day(published));
      const WordId word = passage.word("closed") == kNoWord ? passage.word("close") : passage.word("closed");
      const auto date = Dates(*passage.tree, Passage::lexicon()).of(word);
      EXPECT_TRUE(!date || date->from <= date->to) << published << " " << text;
    }
  }
}

TEST(TimeWords, AreNobody) {
  const Passage passage("On Monday and in October Theresa May told the Sunday Times that troops may march in May.", parse_day("2021-10-18"));
  const auto is_time = [&](const std::string& form) { return is_time_word(passage.document->words[passage.word(form)]); };
  EXPECT_TRUE(is_time("Monday"));
  EXPECT_TRUE(is_time("October"));
  EXPECT_TRUE(is_time("May#2"));
  EXPECT_FALSE(is_time("May"));
  EXPECT_FALSE(is_time("Sunday"));
  EXPECT_FALSE(is_time("may"));
  EXPECT_FALSE(is_time("march"));
  EXPECT_FALSE(is_time("troops"));
}

}  // namespace
}  // namespace demarche
