// The watcher's schedule, to the second: when feeds are polled, pages tried again, and what stands in the record between.
#include <gtest/gtest.h>

#include "feeds/fake_network.h"
#include "feeds/feed_list.h"
#include "feeds/watcher.h"
#include "record/record_test.h"

namespace demarche {
namespace {

const std::string kFeed = "https://a.example/feed";

std::string rss(int items, const std::string& description = "Norway recalled its ambassador from Chile.") {
  std::string out = "<rss><channel><title>Courier</title>";
  for (int n = 0; n < items; ++n) {
    const std::string k = std::to_string(n);
    out += "<item><title>Move " + k + "</title><guid>g" + k + "</guid><link>https://a.example/story/" + k + "</link><description>" + description + "</description></item>";
  }
  return out + "</channel></rss>";
}

class Watching : public ::testing::Test {
 protected:
  Watching() {
    auto opened = Record::open(folder.path("record"), {.access = Access::kCreate});
    record.emplace(*std::move(opened));
    network.put(kFeed, rss(2));
    options.limits.gap_ms = 0;
    options.told = [this](const WatchNote& n) { notes.push_back(n); };
  }
  Feed watch(Subscription wants = {}) {
    wants.url = kFeed;
    const auto added = add_feed(*record, wants, clock.now());
    EXPECT_TRUE(added);
    watcher.emplace(*record, reader, network, clock, options);
    return *added;
  }
  void run_for(std::int64_t seconds) {
    const std::int64_t end = clock.now_ms() + seconds * 1000;
    while (clock.now_ms() < end) watcher->step(std::min<std::int64_t>(1000, end - clock.now_ms()));
  }
  std::int64_t articles() const { return record->counts()->articles; }

  TestFolder folder;
  FakeClock clock{kNow * 1000};
  FakeNetwork network{clock};
  Reader reader{Model::embedded(), Lexicon::embedded()};
  std::optional<Record> record;
  WatchOptions options;
  std::optional<Watcher> watcher;
  std::vector<WatchNote> notes;
};

TEST_F(Watching, PollsWhenTheTimeHasCome) {
  watch({.every = 600, .full_text = false});
  run_for(3600);
  const auto times = network.times(kFeed);
  ASSERT_GE(times.size(), 6u);
  ASSERT_LE(times.size(), 7u);
  for (std::size_t n = 1; n < times.size(); ++n) {
    EXPECT_GE(times[n] - times[n - 1], 540'000) << n;   // up to a tenth sooner
    EXPECT_LE(times[n] - times[n - 1], 602'000) << n;
  }
  EXPECT_EQ(articles(), 2);
}

TEST_F(Watching, AsksWithWhatTheServerGaveItAndReadsNothingTwice) {
  int full = 0;
  network.pages[kFeed] = [&](const WebRequest& r) {
    WebReply reply;
    for (const std::string& h : r.headers) {
      if (h == "If-None-Match: \"v1\"") reply.status = 304;
    }
    if (reply.status == 0) reply.status = 200, reply.body = rss(2), reply.etag = "\"v1\"", ++full;
    return reply;
  };
  watch({.every = 60, .full_text = false});
  run_for(600);
  EXPECT_EQ(full, 1);
  EXPECT_TRUE(notes.back().is_unchanged);
  EXPECT_EQ(articles(), 2);
}

TEST_F(Watching, AnotherWatcherGoesOnWhereTheFirstStopped) {
  watch({.every = 600});
  network.takes_ms = 5000;
  watcher->step(10'000);  // the poll is under way
  for (int n = 0; n < 3; ++n) watcher->step(1000);
  while (*count_waiting(*record) == 0) watcher->step(1000);
  EXPECT_EQ(*count_waiting(*record), 2);
  EXPECT_EQ(articles(), 0);
  watcher.emplace(*record, reader, network, clock, options);  // the first is gone, its fetches with it
  network.put("https://a.example/story/0", "<html><body><article><h1>Move 0</h1><p>" + std::string(3, ' ') +
                                               "Norway recalled its ambassador from Chile on Monday after a quarrel about fisheries that had lasted for weeks, officials of both countries said.</p></article></body></html>");
  run_for(60);
  EXPECT_EQ(articles(), 2);
  EXPECT_EQ(*count_waiting(*record), 0);
  EXPECT_EQ(network.times(kFeed).size(), 1u);
}

TEST_F(Watching, FailuresAreWaitedOutLongerAndLonger) {
  network.put(kFeed, "no", 500);
  watch({.every = 600});
  run_for(100'000);
  const auto times = network.times(kFeed);
  ASSERT_GE(times.size(), 6u);
  const std::int64_t waits[] = {1200, 2400, 4800, 9600, 19200};
  for (std::size_t n = 0; n < std::size(waits); ++n) {
    EXPECT_GE(times[n + 1] - times[n], waits[n] * 1000) << n;
    EXPECT_LE(times[n + 1] - times[n], waits[n] * 1100 + 2000) << n;
  }
  for (std::size_t n = 6; n < times.size(); ++n) EXPECT_LE(times[n] - times[n - 1], 6 * 3600 * 1100 + 2000) << n;
}

TEST_F(Watching, RetryAfterIsKept) {
  network.pages[kFeed] = [](const WebRequest&) {
    WebReply r;
    r.status = 503, r.retry_after = "50000";
    return r;
  };
  watch({.every = 60});
  run_for(60'000);
  const auto times = network.times(kFeed);
  ASSERT_EQ(times.size(), 2u);
  EXPECT_GE(times[1] - times[0], 50'000'000);
}

TEST_F(Watching, APageIsTriedFourTimesMoreThenTheFeedIsBelieved) {
  network.put(kFeed, rss(1));
  network.put("https://a.example/story/0", "no", 500);
  const Feed f = watch({.every = 86400});
  run_for(60);
  EXPECT_EQ(articles(), 0);
  run_for(6000);
  const auto times = network.times("https://a.example/story/0");
  ASSERT_EQ(times.size(), 5u);
  const std::int64_t waits[] = {30'000, 120'000, 600'000, 3'600'000};
  for (std::size_t n = 0; n < 4; ++n) EXPECT_NEAR(static_cast<double>(times[n + 1] - times[n]), static_cast<double>(waits[n]), 2500) << n;
  EXPECT_EQ(articles(), 1);
  EXPECT_EQ(feed(*record, f.key)->waiting, 0);
}

TEST_F(Watching, WhatAKnownFeedShowsWithoutADayWasPublishedNow) {
  network.put(kFeed, rss(1));
  watch({.every = 600, .full_text = false});
  run_for(30);
  network.put(kFeed, rss(2));
  run_for(1200);
  const auto all = record->articles({});
  ASSERT_EQ(all->rows.size(), 2u);
  int seen = 0;
  for (const RecordedArticle& a : all->rows) {
    seen += a.published_basis == "seen";
    EXPECT_EQ(a.published.has_value(), a.id == "g1");
  }
  EXPECT_EQ(seen, 1);
}

TEST_F(Watching, ARemovedFeedEndsQuietly) {
  const Feed f = watch({.every = 600});
  network.takes_ms = 3000;
  watcher->step(1000);
  ASSERT_TRUE(remove_feed(*record, f.key));
  run_for(60);
  EXPECT_EQ(articles(), 0);
  for (const WatchNote& n : notes) EXPECT_NE(n.what, WatchNote::What::kTrouble) << n.words;
}

TEST_F(Watching, ALongItemNeedsNoPage) {
  std::string text;
  while (text.size() < 2200) text += "Norway recalled its ambassador from Chile, and the quarrel about fisheries went on. ";
  network.put(kFeed, rss(1, text));
  watch({.every = 600});
  run_for(30);
  EXPECT_TRUE(network.times("https://a.example/story/0").empty());
  EXPECT_EQ(articles(), 1);
  Article cut;
  cut.text = text + "… [Read more]";
  EXPECT_FALSE(is_whole(cut));
}

TEST(NextPoll, DependsOnTheFeedAndTheHourAlone) {
  Feed f;
  f.wants.url = kFeed, f.wants.every = 1000;
  EXPECT_EQ(next_poll_after(f, kNow, true, 0), next_poll_after(f, kNow, true, 0));
  EXPECT_GE(next_poll_after(f, kNow, true, 0), kNow + 900);
  EXPECT_LE(next_poll_after(f, kNow, true, 0), kNow + 1000);
  EXPECT_EQ(next_poll_after(f, kNow, true, 5'000'500), kNow + 5001);
  f.failures = 60;
  EXPECT_LE(next_poll_after(f, kNow, false, 0), kNow + 6 * 3600 * 11 / 10);
  f.wants.every = kMostEvery;
  EXPECT_GE(next_poll_after(f, kNow, false, 0), kNow + kMostEvery);
}

TEST(FeedLists, DurationsAreReadAndWritten) {
  EXPECT_EQ(seconds_of("90s"), 90);
  EXPECT_EQ(seconds_of("15m"), 900);
  EXPECT_EQ(seconds_of("2h"), 7200);
  EXPECT_EQ(seconds_of("1d"), 86400);
  EXPECT_EQ(seconds_of("45"), 45);
  for (const char* wrong : {"", "m", "-5m", "1w", "1.5h", "5 m", "99999999999999999999d"}) EXPECT_FALSE(seconds_of(wrong)) << wrong;
  for (const std::int64_t s : {45, 60, 900, 7200, 86400, 90}) EXPECT_EQ(seconds_of(duration_of(s)), s);
}

TEST(FeedLists, OpmlOfOtherReaders) {
  const auto list = read_feed_list("<?xml version=\"1.0\"?><opml version=\"1.0\"><body><outline text=\"World\"><outline text=\"A &amp; B\" type=\"rss\" xmlUrl=\"https://a.example/?x=1&amp;y=2\"/>"
                                   "<outline title=\"C\" text=\"c\" XMLURL=\"https://c.example/\"/></outline></body></opml>", "list.opml");
  ASSERT_TRUE(list);
  ASSERT_EQ(list->feeds.size(), 2u);
  EXPECT_EQ(list->feeds[0].url, "https://a.example/?x=1&y=2");
  EXPECT_EQ(list->feeds[0].name, "A & B");
  EXPECT_EQ(list->feeds[1].name, "C");
  EXPECT_FALSE(read_feed_list("<opml><body>", "x"));
  EXPECT_FALSE(read_feed_list("<html></html>", "x"));
  EXPECT_FALSE(read_feed_list("[[feed", "x"));
}

}  // namespace
}  // namespace demarche
