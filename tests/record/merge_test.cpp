// One event across articles: what is joined, what is kept apart, and what a joined event says.
#include "record_test.h"

namespace demarche {
namespace {

class Merge : public ::testing::Test {
 protected:
  std::vector<RecordedEvent> events(const std::string& text = "") { return got(record_.events(query(text), {.oldest_first = true})).rows; }
  void write(const Reading& reading) { got(record_.write({reading}, {.now = now_ += 60})); }

  TestFolder folder_;
  Record record_ = open_record(folder_.path("r"));
  Instant now_ = kNow;
};

TEST_F(Merge, TwoPapersTellOneExpulsion) {
  write(expulsion("2021-10-18", "Courier"));
  write(expulsion("2021-10-19", "Gazette", 2, "Moscow sent two British diplomats home, officials said on Tuesday.", ""));
  const auto all = events();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].reports, 2);
  EXPECT_EQ(all[0].sources, 2);
  EXPECT_EQ(all[0].texts, 2);
  const EventDetail detail = got(record_.event(all[0].key));
  ASSERT_EQ(detail.tellings.size(), 2u);
  EXPECT_TRUE(detail.tellings[0].is_lead);
  EXPECT_EQ(detail.tellings[0].why, "");
  EXPECT_NE(detail.tellings[1].why.find("same measure (expel)"), std::string::npos) << detail.tellings[1].why;
}

TEST_F(Merge, ACorrectedNumberKeepsItsHistory) {
  write(expulsion("2021-10-18", "Courier", 2));
  write(expulsion("2021-10-19", "Gazette", 3, "Russia expelled three British diplomats, correcting an earlier count."));
  const auto all = events();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].quantity->value, 3);
  const auto corrections = got(record_.event(all[0].key)).corrections;
  ASSERT_EQ(corrections.size(), 1u);
  EXPECT_EQ(corrections[0].field, "quantity");
  EXPECT_EQ(corrections[0].from, "2 person");
  EXPECT_EQ(corrections[0].to, "3 person");
  EXPECT_EQ(corrections[0].at, "2021-10-19");
}

TEST_F(Merge, AWeekLaterItIsAnother) {
  write(expulsion("2021-10-18", "Courier"));
  write(expulsion("2021-10-25", "Courier", 2, "Russia expelled two more British diplomats on Monday.", "2021-10-25"));
  EXPECT_EQ(events().size(), 2u);
}

TEST_F(Merge, OtherPartiesOrFarNumbersAreAnother) {
  write(expulsion("2021-10-18", "Courier", 2));
  write(expulsion("2021-10-18", "Gazette", 30, "Russia expelled thirty British diplomats on Monday."));
  Story s("2021-10-18", "Herald");
  Event& e = s.tell("Britain expelled two Russian diplomats on Monday.", EventType::kSanction, "166", "expel", {s.actor("Britain", "GBR")}, {s.actor("Russia", "RUS")});
  e.date = on("2021-10-18");
  write(s.done());
  EXPECT_EQ(events().size(), 3u);
}

TEST_F(Merge, AccusationsOfOneDayAreToldApartByTheirWords) {
  const auto accuse = [&](const std::string& source, const std::string& sentence) {
    Story s("2021-10-18", source);
    Event& e = s.tell(sentence, EventType::kAccuse, "112", "", {s.actor("Russia", "RUS")}, {s.actor("NATO", "NATO", ActorKind::kOrganisation)}, -2);
    e.date = on("2021-10-18");
    write(s.done());
  };
  accuse("Courier", "Russia accused NATO of moving missiles towards its western border.");
  accuse("Gazette", "NATO was accused by Russia of moving missiles close to the western border.");
  accuse("Herald", "Russia accused NATO of hacking the mail of its election commission.");
  const auto all = events();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].reports + all[1].reports, 3);
}

TEST_F(Merge, WhatDidNotHappenIsNotWhatHappened) {
  write(expulsion("2021-10-18", "Courier"));
  Reading denied = expulsion("2021-10-18", "Gazette", 2, "Russia did not expel two British diplomats on Monday.");
  denied.events[0].status = EventStatus::kNegated;
  write(denied);
  EXPECT_EQ(events().size(), 2u);
}

TEST_F(Merge, AgencyCopyInManyPapersIsOneText) {
  const std::string story =
      "Russia expelled two British diplomats on Monday. The foreign ministry in Moscow said the two had three days to leave the country. "
      "London called the move unjustified and said that it reserved the right to answer. Relations between both countries have been strained for years. "
      "The ambassador was summoned in the morning and left the ministry after half an hour without a word to reporters waiting outside.";
  for (const std::string paper : {"Courier", "Gazette", "Herald"}) {
    Reading r = expulsion("2021-10-18", paper);
    r.article.text = story + (paper == "Herald" ? " (Editing by the night desk)" : "");
    write(r);
  }
  const auto all = events();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].reports, 3);
  EXPECT_EQ(all[0].sources, 3);
  EXPECT_EQ(all[0].texts, 1);
  const auto articles = got(record_.articles(query(""), {.oldest_first = true})).rows;
  ASSERT_EQ(articles.size(), 3u);
  EXPECT_EQ(articles[0].same_text_as, 0);
  EXPECT_EQ(articles[1].same_text_as, articles[0].key);
  EXPECT_EQ(articles[2].same_text_as, articles[0].key);
}

TEST_F(Merge, AnExpulsionAnswersLastWeeksOfTheOtherSide) {
  Story s("2021-10-11", "Courier");
  Event& first = s.tell("Britain expelled two Russian diplomats on Monday.", EventType::kSanction, "166", "expel", {s.actor("Britain", "GBR")}, {s.actor("Russia", "RUS")});
  first.date = on("2021-10-11");
  write(s.done());
  write(expulsion("2021-10-18", "Gazette"));
  const auto all = events();
  ASSERT_EQ(all.size(), 2u);
  const EventDetail answer = got(record_.event(all[1].key));
  ASSERT_EQ(answer.answers.size(), 1u);
  EXPECT_EQ(answer.answers[0].answers, all[0].key);
  EXPECT_EQ(answer.answers[0].basis, "inferred");
  EXPECT_NE(answer.answers[0].why.find("7 days before"), std::string::npos) << answer.answers[0].why;
  std::vector<RecordedLink> links;
  const auto chain = got(record_.chain(all[0].key, &links));
  ASSERT_EQ(chain.size(), 2u);
  EXPECT_EQ(chain[0].key, all[0].key);
  ASSERT_EQ(links.size(), 1u);
}

TEST_F(Merge, AnArchiveThatIsNotInOrderOfDaysHasTheSameAnswers) {
  const auto british = [&](const std::string& day, const std::string& sentence) {
    Story s(day, "Courier");
    s.tell(sentence, EventType::kSanction, "166", "expel", {s.actor("Britain", "GBR")}, {s.actor("Russia", "RUS")}).date = on(day);
    write(s.done());
  };
  write(expulsion("2021-10-18", "Gazette"));
  const EventKey answer = events()[0].key;
  EXPECT_TRUE(got(record_.event(answer)).answers.empty());
  const auto answered = [&] {
    const auto links = got(record_.event(answer)).answers;
    return links.size() == 1 ? to_string(got(record_.event(links[0].answers)).event.from) : std::to_string(links.size()) + " links";
  };
  british("2021-10-08", "Britain expelled two Russian diplomats.");
  EXPECT_EQ(answered(), "2021-10-08");
  british("2021-10-13", "London told five envoys of Moscow to go.");  // nearer
  EXPECT_EQ(answered(), "2021-10-13");
  british("2021-10-06", "An attache of the Russian embassy must leave, Britain said.");
  british("2021-10-20", "Four Russians have to leave Britain, which retaliates.");
  EXPECT_EQ(answered(), "2021-10-13");
}

TEST_F(Merge, APostsHistoryIsOneLineOfStates) {
  const auto story = [&](const std::string& day, const std::string& paper, const std::string& what, std::optional<double> to, const std::string& status) {
    Reading r = expulsion(day, paper, 2, "Russia changed its mission, " + what + ", " + day + ".", day);
    PostChange change;
    change.what = what, change.to = to, change.to_status = status, change.event = 0;
    r.posts.push_back({0, 1, "mission", "Russia's mission", std::nullopt, {change}});
    write(r);
  };
  story("2021-10-18", "Courier", "status", std::nullopt, "suspended");
  story("2021-10-19", "Gazette", "status", std::nullopt, "suspended");
  story("2021-10-06", "Courier", "staff-limit", 10, "");
  const auto posts = got(record_.posts(query("holder:RUS"))).rows;
  ASSERT_EQ(posts.size(), 1u);
  EXPECT_EQ(posts[0].status, "suspended");
  ASSERT_EQ(posts[0].history.size(), 2u);
  EXPECT_EQ(posts[0].history[0].what, "staff-limit");
  EXPECT_EQ(posts[0].history[0].to, 10);
  EXPECT_EQ(posts[0].history[1].reports, 2);
}

}  // namespace
}  // namespace demarche
