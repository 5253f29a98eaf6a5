// Corrections by hand, reading anew, checks, copies, retention: nothing is lost, and everything can be taken back.
#include <sqlite3.h>

#include <fstream>

#include "record/diff.h"
#include "record/record.h"
#include "record_test.h"

namespace demarche {
namespace {

class Keep : public ::testing::Test {
 protected:
  std::vector<RecordedEvent> events(const std::string& text = "") { return got(record_.events(query(text), {.oldest_first = true})).rows; }
  ArticleKey write(const Reading& reading) { return got(record_.write({reading}, {.now = now_ += 60})).at(0).article; }
  /// Faults that a check finds.
  std::vector<std::string> faults() {
    std::vector<std::string> out;
    const CheckReport report = got(record_.check([&](const std::string& f) { out.push_back(f); }));
    EXPECT_EQ(report.faults, static_cast<std::int64_t>(out.size()));
    return out;
  }
  /// Does something to the file that the program itself never would.
  void damage(const std::string& sql) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(folder_.path("r").c_str(), &db), SQLITE_OK);
    char* message = nullptr;
    EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK) << message;
    sqlite3_close(db);
  }
  static Reading accusation(const std::string& source, const std::string& sentence) {
    Story s("2021-10-18", source);
    Event& e = s.tell(sentence, EventType::kAccuse, "112", "", {s.actor("Russia", "RUS")}, {s.actor("NATO", "NATO", ActorKind::kOrganisation)}, -2);
    e.date = on("2021-10-18");
    return s.done();
  }

  TestFolder folder_;
  Record record_ = open_record(folder_.path("r"));
  Instant now_ = kNow;
};

// ---- corrections by hand ----

TEST_F(Keep, AMergeByHandIsTakenBackWhole) {
  write(accusation("Courier", "Russia accused NATO of moving missiles."));
  write(accusation("Gazette", "Moscow charged the alliance with a provocation near its frontier."));
  const auto before = events();
  ASSERT_EQ(before.size(), 2u);
  const HandCorrection c = got(record_.merge_events(before[0].key, before[1].key, "one speech", kNow));
  ASSERT_EQ(events().size(), 1u);
  EXPECT_EQ(events()[0].reports, 2);
  EXPECT_EQ(got(record_.event(before[0].key)).tellings[1].why, "joined by hand: one speech");
  EXPECT_EQ(faults(), std::vector<std::string>());
  EXPECT_TRUE(record_.undo_correction(c.key, kNow));
  const auto after = events();
  ASSERT_EQ(after.size(), 2u);
  EXPECT_EQ(after[1].key, before[1].key);
  EXPECT_EQ(after[1].uid, before[1].uid);
  EXPECT_EQ(after[1].sentence, before[1].sentence);
  EXPECT_EQ(faults(), std::vector<std::string>());
  const auto again = record_.undo_correction(c.key, kNow);
  ASSERT_FALSE(again);
  EXPECT_NE(again.error().text().find("was taken back already"), std::string::npos);
  EXPECT_EQ(got(record_.hand_corrections()).size(), 1u);
}

TEST_F(Keep, ASplitKeepsApartAndIsTakenBack) {
  write(expulsion("2021-10-18", "Courier"));
  const ArticleKey other = write(expulsion("2021-10-19", "Gazette", 2, "Moscow sent two British diplomats home, officials said.", ""));
  ASSERT_EQ(events().size(), 1u);
  const EventKey key = events()[0].key;
  const HandCorrection c = got(record_.split_event(key, std::vector<ArticleKey>{other}, "another pair", kNow));
  ASSERT_EQ(events().size(), 2u);
  EXPECT_EQ(faults(), std::vector<std::string>());
  EXPECT_TRUE(record_.undo_correction(c.key, kNow));
  ASSERT_EQ(events().size(), 1u);
  EXPECT_EQ(events()[0].reports, 2);
  EXPECT_NE(got(record_.event(key)).tellings[1].why.find("same measure"), std::string::npos);
  EXPECT_EQ(faults(), std::vector<std::string>());
}

TEST_F(Keep, LinksOfAMergedEventMoveAndComeBack) {
  Story s("2021-10-11", "Courier");
  Event& first = s.tell("Britain expelled two Russian diplomats on Monday.", EventType::kSanction, "166", "expel", {s.actor("Britain", "GBR")}, {s.actor("Russia", "RUS")});
  first.date = on("2021-10-11");
  write(s.done());
  write(expulsion("2021-10-18", "Gazette"));
  write(expulsion("2021-10-24", "Herald", 2, "Russia told two envoys of Britain to go.", "2021-10-24"));
  const auto all = events();
  ASSERT_EQ(all.size(), 3u);
  const auto link_of = [&](EventKey key) { return got(record_.event(key)).answers; };
  ASSERT_EQ(link_of(all[2].key).size(), 1u);
  const HandCorrection c = got(record_.merge_events(all[1].key, all[2].key, "", kNow));
  EXPECT_EQ(link_of(all[1].key).size(), 1u);
  EXPECT_TRUE(record_.undo_correction(c.key, kNow));
  EXPECT_EQ(link_of(all[1].key).size(), 1u);
  EXPECT_EQ(link_of(all[2].key).size(), 1u);
}

TEST_F(Keep, WrongCorrectionsAreRefusedAndChangeNothing) {
  const ArticleKey article = write(expulsion("2021-10-18", "Courier"));
  const EventKey key = events()[0].key;
  EXPECT_FALSE(record_.merge_events(key, key, "", kNow));
  EXPECT_FALSE(record_.merge_events(key, 99, "", kNow));
  EXPECT_FALSE(record_.split_event(key, std::vector<ArticleKey>{article}, "", kNow));
  EXPECT_FALSE(record_.split_event(key, std::vector<ArticleKey>{99}, "", kNow));
  EXPECT_FALSE(record_.undo_correction(1, kNow));
  EXPECT_EQ(events().size(), 1u);
  EXPECT_EQ(faults(), std::vector<std::string>());
}

// ---- reading anew ----

TEST_F(Keep, ANewReadingKeepsTheEventsKeyAndTheOldReading) {
  Reading old = expulsion("2021-10-18", "Courier");
  const ArticleKey article = write(old);
  write(expulsion("2021-10-19", "Gazette", 2, "Moscow sent two British diplomats home, officials said.", ""));
  const EventKey key = events()[0].key;
  Reading better = old;
  better.versions.lexicon = "l2";
  better.events[0].quantity = Quantity{3, "person"};
  better.events[0].measure = "declare-unwelcome";
  better.events.push_back(better.events[0]);
  better.events[1].type = EventType::kAccuse, better.events[1].measure = "", better.events[1].cameo = "112", better.events[1].trigger = {{20, 25}};
  const std::vector<ArticleKey> keys{article};
  const std::vector<Prepared> prepared{prepare(better)};
  const auto written = got(record_.rewrite(keys, prepared, {.now = kNow + 99}));
  EXPECT_TRUE(written[0].is_new);
  EXPECT_EQ(faults(), std::vector<std::string>());
  const auto all = events();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].key, key);
  EXPECT_EQ(all[0].reports, 2);
  const auto marks = got(record_.readings_of(article));
  ASSERT_EQ(marks.size(), 2u);
  EXPECT_EQ(marks[0].versions.lexicon, "l1");
  EXPECT_TRUE(marks[1].is_current);
  EXPECT_EQ(got(record_.reading_of(marks[0].key)).events.size(), 1u);
  EXPECT_EQ(got(record_.articles_to_reread({"test", "m1", "l2"}, 0, 10)).size(), 1u);
  EXPECT_EQ(got(record_.count_to_reread({"test", "m1", "l2"})), 1);

  // Back to what it said first: the second event goes, the first is as it was.
  const std::vector<Prepared> first{prepare(old)};
  got(record_.rewrite(keys, first, {.now = kNow + 120}));
  ASSERT_EQ(events().size(), 1u);
  EXPECT_EQ(events()[0].key, key);
  EXPECT_EQ(faults(), std::vector<std::string>());
}

TEST_F(Keep, AReadingThatSaysTheSameChangesNoEvent) {
  Reading r = expulsion("2021-10-18", "Courier");
  const ArticleKey article = write(r);
  const Sequence before = got(record_.last_change());
  r.versions.lexicon = "l2";
  const std::vector<ArticleKey> keys{article};
  const std::vector<Prepared> prepared{prepare(r)};
  EXPECT_FALSE(got(record_.rewrite(keys, prepared, {.now = kNow}))[0].is_new);
  EXPECT_EQ(got(record_.last_change()), before);
  EXPECT_EQ(got(record_.count_to_reread({"test", "m1", "l2"})), 0);
}

TEST(Diff, SaysWhatChangedAndWhy) {
  Story s("2021-10-18");
  s.tell("France condemned Russia.", EventType::kAccuse, "111", "", {s.actor("France", "FRA")}, {s.actor("Russia", "RUS")}, -2).entry = "accuse-criticise";
  s.tell("Moscow arrested ten envoys.", EventType::kCoerce, "173", "", {s.actor("Russia", "RUS")}, {}).entry = "coerce-arrest";
  s.tell("Norway thanked Japan.", EventType::kSupport, "051", "", {s.actor("Norway", "NOR")}, {s.actor("Japan", "JPN")}).entry = "praise";
  const Reading before = s.reading();
  Reading after = before;
  after.events[0].type = EventType::kReject, after.events[0].cameo = "120", after.events[0].entry = "reject-refuse";
  after.events[1].target = {0};
  after.events.erase(after.events.begin() + 2);
  const auto all = diff_readings(before, after);
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].kind, Difference::Kind::kChanged);
  EXPECT_EQ(all[0].why, "another entry of the lexicon reads it: accuse-criticise before, reject-refuse now");
  ASSERT_EQ(all[0].fields.size(), 2u);
  EXPECT_EQ(all[0].fields[0].before, "ACCUSE");
  EXPECT_EQ(all[1].fields.size(), 1u);
  EXPECT_EQ(all[1].fields[0].field, "target");
  EXPECT_EQ(all[1].fields[0].before, "nobody");
  EXPECT_EQ(all[2].kind, Difference::Kind::kRemoved);
  EXPECT_EQ(all[2].why, "entry praise read it before; nothing does now");
  EXPECT_TRUE(diff_readings(before, before).empty());
  EXPECT_EQ(versions_differ({"1", "m", "a"}, {"1", "m", "b"}), "lexicon a → b; model and program the same");
}

// ---- check ----

TEST_F(Keep, ACheckFindsDamageAndARebuildMendsWhatFollows) {
  write(expulsion("2021-10-18", "Courier"));
  write(expulsion("2021-10-25", "Courier", 2, "Russia expelled two more British diplomats.", "2021-10-25"));
  EXPECT_EQ(faults(), std::vector<std::string>());
  damage("UPDATE events SET reports = 7 WHERE key = 1; DELETE FROM dyads WHERE event = 2; INSERT INTO labels VALUES ('type/X', '2021-10-18', 1)");
  EXPECT_EQ(faults().size(), 4u);
  EXPECT_TRUE(record_.rebuild());
  EXPECT_EQ(faults(), std::vector<std::string>());
  damage("PRAGMA foreign_keys = OFF; DELETE FROM tellings WHERE key = 1");
  EXPECT_GE(faults().size(), 2u);
}

TEST_F(Keep, AnArticleThatWasChangedBehindOurBackIsFound) {
  write(expulsion("2021-10-18", "Courier"));
  damage("UPDATE articles SET text = replace(text, 'two', 'ten')");
  bool named = false;
  for (const std::string& f : faults()) named |= f == "article A1 is not what was written: its hash differs";
  EXPECT_TRUE(named);
}

// ---- copies ----

TEST_F(Keep, ACopyIsWholeAndComesBack) {
  write(expulsion("2021-10-18", "Courier"));
  ASSERT_TRUE(record_.back_up(folder_.path("copy")));
  const auto twice = record_.back_up(folder_.path("copy"));
  ASSERT_FALSE(twice);
  EXPECT_NE(twice.error().text().find("is there already"), std::string::npos);
  write(expulsion("2021-10-25", "Courier", 2, "Russia expelled two more British diplomats.", "2021-10-25"));
  Record reader = open_record(folder_.path("r"), Access::kRead);
  EXPECT_EQ(got(reader.counts()).articles, 2);
  ASSERT_TRUE(record_.restore_from(folder_.path("copy")));
  EXPECT_EQ(got(record_.counts()).articles, 1);
  EXPECT_EQ(got(reader.counts()).articles, 1);  // a reader that was open sees the restored record
  EXPECT_EQ(faults(), std::vector<std::string>());
  write(expulsion("2021-10-25", "Courier", 2, "Russia expelled two more British diplomats.", "2021-10-25"));
  EXPECT_EQ(events().size(), 2u);
}

TEST_F(Keep, ADamagedCopyIsRefused) {
  write(expulsion("2021-10-18", "Courier"));
  std::ofstream(folder_.path("copy")) << "no record";
  const auto refused = record_.restore_from(folder_.path("copy"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kMalformed);
  EXPECT_EQ(events().size(), 1u);
}

// ---- retention ----

TEST_F(Keep, OldArticlesGoWithWhatOnlyTheyTell) {
  const std::string copy = "Russia expelled two British diplomats on Monday. The foreign ministry in Moscow said the two had three days to leave the country. London called the move unjustified and said "
                           "that it reserved the right to answer. Relations have been strained for years, and the ambassador was summoned.";
  Reading first = expulsion("2021-10-18", "Courier"), second = expulsion("2021-10-20", "Gazette"), third = expulsion("2021-10-21", "Herald");
  for (Reading* r : {&first, &second, &third}) r->article.text = copy;
  Reading alone = expulsion("2021-10-10", "Courier", 5, "Russia expelled five British diplomats.", "2021-10-10");
  alone.posts.push_back({0, 1, "embassy", "an embassy", std::nullopt, {}});
  PostChange change;
  change.what = "status", change.to_status = "closed", change.event = 0;
  alone.posts[0].changes.push_back(change);
  for (const Reading& r : {first, second, third, alone}) write(r);
  PruneOptions o;
  o.before = parse_day("2021-10-19");
  o.dry_run = true;
  const PruneReport would = got(record_.prune(o));
  EXPECT_EQ(would.articles, 2);
  EXPECT_EQ(would.events, 1);
  EXPECT_EQ(events().size(), 2u);
  o.dry_run = false;
  const PruneReport gone = got(record_.prune(o));
  EXPECT_EQ(gone.articles, 2);
  EXPECT_EQ(gone.events, 1);
  ASSERT_EQ(events().size(), 1u);
  EXPECT_EQ(events()[0].reports, 2);
  EXPECT_EQ(events()[0].texts, 1);
  EXPECT_TRUE(got(record_.posts(query(""))).rows.empty());
  EXPECT_EQ(faults(), std::vector<std::string>());
  EXPECT_TRUE(record_.compact());
  EXPECT_EQ(write(third), 3);  // known still
}

// ---- opening ----

TEST(Open, OtherFilesAndNewerRecordsAreRefusedByName) {
  const TestFolder folder;
  const auto missing = Record::open(folder.path("none"));
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::kNotFound);
  std::ofstream(folder.path("text")) << std::string(5000, 'x');
  const auto text = Record::open(folder.path("text"), {.access = Access::kCreate});
  ASSERT_FALSE(text);
  EXPECT_NE(text.error().text().find("is no record: its first bytes are not those of an SQLite file"), std::string::npos);
  sqlite3* db = nullptr;
  sqlite3_open(folder.path("other").c_str(), &db);
  sqlite3_exec(db, "CREATE TABLE t (x)", nullptr, nullptr, nullptr);
  sqlite3_close(db);
  const auto other = Record::open(folder.path("other"), {.access = Access::kCreate});
  ASSERT_FALSE(other);
  EXPECT_NE(other.error().text().find("is an SQLite file, but no record of Demarche"), std::string::npos);
  { open_record(folder.path("r")); }
  sqlite3_open(folder.path("r").c_str(), &db);
  sqlite3_exec(db, "PRAGMA user_version = 99", nullptr, nullptr, nullptr);
  sqlite3_close(db);
  for (const Access access : {Access::kRead, Access::kWrite, Access::kCreate}) {
    const auto newer = Record::open(folder.path("r"), {.access = access});
    ASSERT_FALSE(newer);
    EXPECT_EQ(newer.error().kind, ErrorKind::kUnsupported);
    EXPECT_NE(newer.error().text().find("was made by a newer Demarche (layout 99"), std::string::npos);
  }
}

TEST(Open, TheSecondWriterIsToldWhoTheFirstIs) {
  const TestFolder folder;
  Record first = open_record(folder.path("r"));
  ASSERT_TRUE(first.state().begin());
  Record second = open_record(folder.path("r"), Access::kRead);
  auto late = Record::open(folder.path("r"), {.access = Access::kWrite, .patience_ms = 50, .writer = "late"});
  ASSERT_FALSE(late);
  EXPECT_NE(late.error().text().find("is being written by process " + std::to_string(::getpid()) + " (test); waited"), std::string::npos) << late.error().text();
  EXPECT_EQ(got(second.counts()).articles, 0);
  ASSERT_TRUE(first.state().end());
  EXPECT_TRUE(Record::open(folder.path("r"), {.access = Access::kWrite, .patience_ms = 50}));
}

}  // namespace
}  // namespace demarche
