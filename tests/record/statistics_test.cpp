// Two sides in numbers.
#include "record/statistics.h"

#include <cmath>

#include "record_test.h"

namespace demarche {
namespace {

class Statistics : public ::testing::Test {
 protected:
  /// One deed of one side to the other, with this score.
  void deed(const std::string& day, bool first_acts, double score, EventStatus status = EventStatus::kDone) {
    Story s(day, "Paper " + std::to_string(++n_));
    const ActorId a = s.actor("Aland", "RUS"), b = s.actor("Beland", "NATO", ActorKind::kOrganisation);
    const EventType type = score < 0 ? EventType::kSanction : EventType::kAid;
    Event& e = s.tell("Word" + std::to_string(n_) + " deed" + std::to_string(n_ * 7) + " done.", type, score < 0 ? "160" : "070", "", {first_acts ? a : b}, {first_acts ? b : a}, score);
    e.date = on(day);
    e.status = status;
    got(record_.write({s.done()}, {.now = kNow}));
  }
  DyadSeries series(Step step, const std::string& text = "") { return got(dyad_series(record_, "RUS", "NATO", query(text), step)); }

  TestFolder folder_;
  Record record_ = open_record(folder_.path("r"));
  int n_ = 0;
};

TEST_F(Statistics, CountsAndScoresByPeriodWithoutGaps) {
  deed("2021-01-15", true, -5), deed("2021-01-20", true, 3), deed("2021-03-31", false, -4), deed("2021-01-16", true, -9, EventStatus::kNegated);
  const DyadSeries months = series(Step::kMonth);
  ASSERT_EQ(months.periods.size(), 3u);
  EXPECT_EQ(to_string(months.periods[1].from), "2021-02-01");
  EXPECT_EQ(to_string(months.periods[1].to), "2021-02-28");
  EXPECT_EQ(months.periods[0].first.events, 2);
  EXPECT_DOUBLE_EQ(months.periods[0].first.net, -2);
  EXPECT_EQ(months.periods[0].first.by_quad[3], 1);
  EXPECT_EQ(months.periods[0].first.by_quad[1], 1);
  EXPECT_EQ(months.periods[1].first.events, 0);
  EXPECT_DOUBLE_EQ(months.second_total.net, -4);
  EXPECT_EQ(series(Step::kDay).periods.size(), 76u);
  EXPECT_EQ(to_string(series(Step::kWeek).periods[0].from), "2021-01-11");  // a Monday
  EXPECT_EQ(series(Step::kMonth, "type:AID").periods.size(), 1u);
  EXPECT_EQ(series(Step::kMonth, "status:negated").first_total.events, 1);
  EXPECT_FALSE(dyad_series(record_, "RUS", "Nowhere", query(""), Step::kDay));
}

TEST_F(Statistics, AnAnswerOneMonthLaterIsFoundAtItsLag) {
  const double moves[] = {-5, 3, 0, -8, 2, 6, -3, -7, 4, 1, -2, 8, -6, 0, 5, -4, 7, -1};
  for (int n = 0; n < 18; ++n) {
    const auto day = [](int month) { return std::to_string(2020 + month / 12) + "-" + (month % 12 < 9 ? "0" : "") + std::to_string(month % 12 + 1) + "-10"; };
    if (moves[n] != 0) deed(day(n), true, moves[n]), deed(day(n + 1), false, moves[n] / 2);
  }
  const Reciprocity r = reciprocity(series(Step::kMonth));
  ASSERT_GE(r.lags.size(), 3u);
  EXPECT_GT(r.lags[1].second_follows, 0.95);
  EXPECT_LT(std::abs(r.lags[0].second_follows), r.lags[0].chance);
  EXPECT_GT(r.lags[1].second_follows, r.lags[1].chance);
  EXPECT_NE(r.explanation.find("NATO's score follows RUS's after 1 month"), std::string::npos) << r.explanation;
  EXPECT_NE(r.explanation.find("RUS's score does not follow NATO's"), std::string::npos) << r.explanation;
}

TEST_F(Statistics, TooLittleIsSaidToBeTooLittle) {
  deed("2021-01-15", true, -5), deed("2021-02-15", false, -5);
  const Reciprocity r = reciprocity(series(Step::kMonth));
  EXPECT_TRUE(r.lags.empty());
  EXPECT_NE(r.explanation.find("too few months"), std::string::npos);
}

TEST_F(Statistics, ThePairsWithMostEventsComeFirst) {
  deed("2021-01-15", true, -5), deed("2021-01-20", true, 3), deed("2021-03-31", false, -4);
  const auto top = got(top_dyads(record_, query(""), 10));
  ASSERT_EQ(top.size(), 2u);
  EXPECT_EQ(top[0].source, "RUS");
  EXPECT_EQ(top[0].deeds.events, 2);
  EXPECT_DOUBLE_EQ(top[1].deeds.net, -4);
  EXPECT_EQ(got(top_dyads(record_, query("type:AID"), 10)).size(), 1u);
}

}  // namespace
}  // namespace demarche
