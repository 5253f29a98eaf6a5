// Alerts to the second: what is told, when, how often, and never in a flood. Clock and network are the test's own.
#include "alerts/alerts.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "feeds/fake_network.h"
#include "record/record_test.h"

namespace demarche {
namespace {

const std::string kHook = "https://desk.example/hook";

class Alerting : public ::testing::Test {
 protected:
  Alerting() {
    record.emplace(*Record::open(folder.path("record"), {.access = Access::kCreate}));
    network.put(kHook, "", 204);
    begin();
  }
  /// As a new process would.
  void begin() {
    DeliverOptions options;
    options.mail = {"smtp://mail.example:25", "record@example.org", "", "", false};
    options.told = [this](const DeliveryNote& n) { notes.push_back(n.words); };
    deliverer.emplace(*record, network, clock, options);
  }
  Alert add(AlertWish wants) {
    if (wants.name.empty()) wants.name = "all";
    if (wants.target.empty()) wants.target = {kHook};
    const auto added = add_alert(*record, wants, clock.now());
    EXPECT_TRUE(added) << added.error().text();
    return *added;
  }
  /// An article that tells so many expulsions, each its own event.
  void tell(int many, const std::string& day = "2021-10-18") {
    const auto written = record->write({story(many, day)}, {.now = clock.now()});
    ASSERT_TRUE(written);
    ASSERT_EQ(written->front().new_events, static_cast<std::uint32_t>(many));
  }
  Reading story(int many, const std::string& day) {
    Story s(day);
    for (int n = 0; n < many; ++n, ++told) {
      const std::string code = {static_cast<char>('A' + told / 676 % 26), static_cast<char>('A' + told / 26 % 26), static_cast<char>('A' + told % 26)};
      const ActorId a = s.actor("State " + code, code), b = s.actor("Norway", "NOR");
      Event& e = s.tell("State " + code + " expelled envoys of Norway in case " + std::to_string(told) + ".", EventType::kSanction, "166", "expel", {a}, {b});
      e.date = DateRange{*parse_day(day), *parse_day(day), day, false};
    }
    return std::move(s).done();
  }
  void run_for(std::int64_t seconds) {
    const std::int64_t end = clock.now_ms() + seconds * 1000;
    while (clock.now_ms() < end) deliverer->step(500);
  }
  std::size_t posts() const { return network.times(kHook).size(); }
  std::string last_body() const { return network.asked.back().request.body; }

  TestFolder folder;
  FakeClock clock{kNow * 1000};
  FakeNetwork network{clock};
  std::optional<Record> record;
  std::optional<Deliverer> deliverer;
  std::vector<std::string> notes;
  int told = 0;
};

TEST(WebhookSignature, IsThatOfTheStandardsExample) {
  EXPECT_EQ(webhook_signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, R"({"test": 2432232314})"), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  EXPECT_EQ(webhook_signature("no secret", "msg_1", 1, "x"), "");
}

TEST_F(Alerting, TellsEachNewEventWithinASecond) {
  add({.query = "measure:expel"});
  run_for(5);
  tell(3);
  const std::int64_t at = clock.now_ms();
  run_for(5);
  ASSERT_EQ(posts(), 3u);
  EXPECT_LE(network.times(kHook).back() - at, 1000);
  EXPECT_NE(last_body().find("\"type\":\"alert.event\",\"timestamp\":\"2021-10-18T10:00:0"), std::string::npos) << last_body();
  run_for(60);
  EXPECT_EQ(posts(), 3u);
}

TEST_F(Alerting, TriesAgainAsStandardWebhooksCounselsAndGivesUp) {
  network.put(kHook, "", 500);
  add({.query = "measure:expel"});
  run_for(2);
  tell(1);
  run_for(200'000);
  const auto times = network.times(kHook);
  const std::int64_t waits[] = {5, 30, 300, 1800, 7200, 18'000, 36'000, 50'400};
  ASSERT_EQ(times.size(), 9u);
  for (std::size_t n = 0; n < std::size(waits); ++n) EXPECT_NEAR(static_cast<double>(times[n + 1] - times[n]) / 1000, static_cast<double>(waits[n]), 2.0) << n;
  const auto all = deliveries(*record, 0, 0, 10);
  ASSERT_EQ(all->size(), 1u);
  EXPECT_EQ(all->front().state, "failed");
  EXPECT_EQ(all->front().note, "the server answers 500");
  std::set<std::string> ids;
  for (const auto& a : network.asked) ids.insert(a.request.headers[1]);
  EXPECT_EQ(ids.size(), 1u);
  network.put(kHook, "", 200);
  EXPECT_EQ(*retry_deliveries(*record, 0, clock.now()), 1);
  run_for(5);
  EXPECT_EQ(deliveries(*record, 0, 0, 10)->front().state, "delivered");
}

TEST_F(Alerting, ManyAtOnceComeTogetherAndTheRestTenMinutesLater) {
  add({.query = "measure:expel"});
  run_for(2);
  tell(11);
  run_for(2);
  ASSERT_EQ(posts(), 1u);
  EXPECT_NE(last_body().find("\"count\":11"), std::string::npos);
  tell(12);
  run_for(590);
  EXPECT_EQ(posts(), 1u);
  run_for(20);
  ASSERT_EQ(posts(), 2u);
  EXPECT_NE(last_body().find("\"count\":12"), std::string::npos);
  run_for(700);
  tell(1);
  run_for(2);
  EXPECT_EQ(posts(), 3u);
  EXPECT_NE(last_body().find("alert.event"), std::string::npos);
}

TEST_F(Alerting, AnHourHasThirtyMessagesAndLosesNothing) {
  add({.query = "measure:expel"});
  run_for(2);
  for (int n = 0; n < 50; ++n) tell(1), run_for(2);
  EXPECT_GE(posts(), 30u);
  EXPECT_LE(posts(), 31u);
  run_for(7200);
  EXPECT_LE(posts(), 33u);
  std::size_t many = 0;
  for (const auto& a : network.asked) {
    for (std::size_t at = a.request.body.find("\"measure\":\"expel\""); at != std::string::npos; at = a.request.body.find("\"measure\":\"expel\"", at + 1)) ++many;
  }
  EXPECT_EQ(many, 50u);
}

TEST_F(Alerting, AfterAPauseOfTheProgramOneMessageTellsAll) {
  add({.query = "measure:expel"});
  tell(6);
  begin();
  run_for(2);
  EXPECT_EQ(posts(), 1u);
  EXPECT_NE(last_body().find("\"count\":6"), std::string::npos);
  tell(6);
  begin();
  run_for(2);
  EXPECT_EQ(posts(), 1u);
  run_for(600);
  EXPECT_EQ(posts(), 2u);
}

TEST_F(Alerting, ADigestShowsAHundredAndCountsAll) {
  add({.query = "measure:expel", .digest = Digest::kHour});
  run_for(2);
  tell(120);
  tell(30);
  run_for(3000);
  EXPECT_EQ(posts(), 0u);
  run_for(700);  // eleven o'clock
  ASSERT_EQ(posts(), 1u);
  EXPECT_NE(last_body().find("\"count\":150"), std::string::npos);
  std::size_t shown = 0;
  for (std::size_t at = last_body().find("\"key\":\"E"); at != std::string::npos; at = last_body().find("\"key\":\"E", at + 1)) ++shown;
  EXPECT_EQ(shown, 100u);
  run_for(3 * 3600);
  EXPECT_EQ(posts(), 1u);
}

TEST_F(Alerting, ADigestOfADayAfterDaysOfDowntimeIsOneMessage) {
  const Alert a = add({.query = "measure:expel", .max_age = 0});
  ASSERT_TRUE(change_alert(*record, "all", [&] { AlertWish w = a.wants; w.digest = Digest::kDay; return w; }(), clock.now()));
  tell(4);
  clock.pass(5 * 86'400'000ll);
  begin();
  run_for(5);
  EXPECT_EQ(posts(), 1u);
  EXPECT_EQ(alert(*record, "all")->next_digest, 1635055200);  // 2021-10-24T06:00:00Z
}

TEST_F(Alerting, OldEventsAreNotTold) {
  add({.query = "measure:expel", .max_age = 7});
  run_for(2);
  tell(1, "2021-10-10");
  tell(1, "2021-10-11");
  run_for(2);
  EXPECT_EQ(posts(), 1u);
}

TEST_F(Alerting, AnArchiveOfManyChangesIsWalkedThroughByTheQuery) {
  add({.query = "measure:expel source:AAA", .max_age = 0});
  run_for(2);
  for (int n = 0; n < 13; ++n) tell(200);  // some changes each: more than 5,000 rows of the feed of changes
  run_for(2);
  EXPECT_EQ(posts(), 1u);
}

TEST_F(Alerting, TwoDeliverersSendEachMessageOnce) {
  add({.query = "measure:expel"});
  run_for(2);
  Record other = *Record::open(folder.path("record"), {.access = Access::kWrite});
  Deliverer second(other, network, clock, {});
  for (int n = 0; n < 4; ++n) {
    tell(3);
    for (int turn = 0; turn < 20; ++turn) deliverer->step(200), second.step(200);
  }
  EXPECT_EQ(posts(), 12u);
}

TEST_F(Alerting, WhatOneHoldsOthersGetWhenItsTimeIsOverOrItLetsGo) {
  add({.query = "measure:expel"});
  run_for(2);
  network.put(kHook, "", 500);
  tell(1);
  run_for(2);  // tried once, and due again 5 s after
  const Instant due = clock.now() + 10;
  const auto mine = take_deliveries(*record, 7, due, due + kHeld, 10);
  ASSERT_EQ(mine->size(), 1u);
  EXPECT_TRUE(take_deliveries(*record, 8, due, due + kHeld, 10)->empty());
  EXPECT_TRUE(take_deliveries(*record, 8, due + kHeld - 1, due + 2 * kHeld, 10)->empty());
  EXPECT_TRUE(hold_on(*record, 7, {mine->front().key}, due + 2 * kHeld));
  EXPECT_TRUE(hold_on(*record, 8, {mine->front().key}, due + 9 * kHeld));  // not its own: nothing comes of it
  EXPECT_TRUE(take_deliveries(*record, 8, due + kHeld, due + 2 * kHeld, 10)->empty());
  EXPECT_EQ(take_deliveries(*record, 8, due + 2 * kHeld, due + 3 * kHeld, 10)->size(), 1u);
  EXPECT_TRUE(let_go(*record, 7));  // no longer its own
  EXPECT_TRUE(take_deliveries(*record, 9, due + 2 * kHeld, due + 3 * kHeld, 10)->empty());
  EXPECT_TRUE(let_go(*record, 8));
  EXPECT_EQ(take_deliveries(*record, 9, due + 2 * kHeld, due + 3 * kHeld, 10)->size(), 1u);
  // the first holder comes late with bad news of what was delivered meanwhile
  EXPECT_TRUE(note_try(*record, mine->front().key, Outcome::kDelivered, due, 0, "204"));
  EXPECT_TRUE(note_try(*record, mine->front().key, Outcome::kFailed, due, 0, "no answer"));
  EXPECT_EQ(deliveries(*record, 0, 0, 1)->front().state, "delivered");
}

TEST(CommandsOfAlerts, OneThatTakesLongerThanHalfAMinuteIsKilledWithAllThatItStarted) {
  FakeClock clock;
  Commands commands(clock);
  commands.start(1, {"/bin/sh", "-c", "sleep 600 & echo waiting; exec sleep 600"}, {}, "{}");
  const auto until_said = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  clock.pass(29'000);
  for (int n = 0; n < 20; ++n) EXPECT_TRUE(commands.step().empty());
  clock.pass(1'000);
  std::vector<Commands::Ended> ended;
  while (ended.empty() && std::chrono::steady_clock::now() < until_said) {
    ended = commands.step();
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  ASSERT_EQ(ended.size(), 1u);
  EXPECT_FALSE(ended[0].is_good);
  EXPECT_EQ(ended[0].note.substr(0, 36), "took longer than 30 s, and was kille") << ended[0].note;
  EXPECT_TRUE(commands.empty());
}

TEST_F(Alerting, WhatSeveralAlertsFindEachTells) {
  add({.name = "one", .query = "measure:expel"});
  add({.name = "two", .query = "target:NOR"});
  add({.name = "none", .query = "source:NOR"});
  run_for(2);
  tell(1);
  run_for(2);
  EXPECT_EQ(posts(), 2u);
  EXPECT_EQ(alert(*record, "none")->matches, 0);
}

TEST_F(Alerting, ARemovedAlertTakesItsMessagesWithIt) {
  network.put(kHook, "", 500);
  add({.query = "measure:expel"});
  run_for(2);
  tell(1);
  run_for(2);
  ASSERT_TRUE(remove_alert(*record, "all"));
  run_for(3600);
  EXPECT_EQ(posts(), 1u);
  EXPECT_TRUE(deliveries(*record, 0, 0, 10)->empty());
}

TEST_F(Alerting, OldMessagesGoOnceTheyAreDelivered) {
  const Alert a = add({});
  add({.name = "other"});
  const NewDelivery message = message_of_test(a.wants, clock.now());
  DeliveryKey last = 0, first = 0;
  for (int n = 0; n < static_cast<int>(kDeliveriesKept) + 5; ++n) {
    NewDelivery m = message;
    m.id += std::to_string(n);
    last = add_test(*record, a.key, m, clock.now())->key;
    if (first == 0) first = last;
    if (n == 1 || n == 2) {
      ASSERT_TRUE(note_try(*record, last, Outcome::kDelivered, clock.now(), 0, ""));
    }
  }
  ASSERT_TRUE(note_try(*record, last, Outcome::kDelivered, clock.now(), 0, ""));
  const auto kept = deliveries(*record, a.key, 0, 2000);
  EXPECT_EQ(kept->size(), static_cast<std::size_t>(kDeliveriesKept) + 3);  // two delivered ones went; those that wait stay, however old
  EXPECT_EQ(kept->back().key, first);
}

TEST_F(Alerting, PreviewCountsEventsAndMessages) {
  tell(3);
  tell(2, "2021-10-01");
  tell(4, "2021-08-01");
  AlertWish wants;
  wants.query = "measure:expel";
  auto p = preview(*record, wants, clock.now());
  ASSERT_TRUE(p);
  EXPECT_EQ(p->many, 5);
  EXPECT_EQ(p->messages, 5);
  ASSERT_EQ(p->events.size(), 5u);
  EXPECT_EQ(to_string(p->events.front().from), "2021-10-18");
  wants.digest = Digest::kDay;
  p = preview(*record, wants, clock.now(), 90, 2);
  EXPECT_EQ(p->many, 9);
  EXPECT_EQ(p->messages, 1);  // all were first seen on one day
  EXPECT_EQ(p->events.size(), 2u);
}

TEST_F(Alerting, MailSaysItInPlainWords) {
  Delivery d;
  d.id = "msg_1", d.subject = "Türkiye → RUS: expels 2 persons", d.words = "One line.\nAnother.\n", d.made_at = kNow;
  const std::string mail = mail_of({"a@example.org", "b@example.org"}, d, "record@example.org");
  EXPECT_NE(mail.find("Date: Mon, 18 Oct 2021 10:00:00 +0000\r\n"), std::string::npos);
  EXPECT_NE(mail.find("Subject: =?UTF-8?B?VMO8cmtpeWUg4oaSIFJVUzogZXhwZWxzIDIgcGVyc29ucw==?=\r\n"), std::string::npos) << mail;
  EXPECT_NE(mail.find("To: a@example.org,\r\n b@example.org\r\n"), std::string::npos);
  EXPECT_NE(mail.find("\r\n\r\nT25lIGxpbmUuDQpBbm90aGVyLg0K\r\n"), std::string::npos);
  for (std::size_t at = mail.find('\n'); at != std::string::npos; at = mail.find('\n', at + 1)) EXPECT_EQ(mail[at - 1], '\r');
}

TEST_F(Alerting, ASubjectHoldsNoLineBreak) {
  RecordedEvent e;
  e.source.push_back({});
  e.source[0].name = "Norway\r\nBcc: x@example.org", e.source[0].kind = ActorKind::kCountry;
  EXPECT_EQ(headline(e).find_first_of("\r\n"), std::string::npos);
  e.source[0].name = std::string(5000, 'x');
  EXPECT_LE(headline(e).size(), 204u);
}

}  // namespace
}  // namespace demarche
