// What readers say of events: a wrong one is no longer shown nor counted, a mended one has the right values everywhere, both hold when the
// archive is read anew and for copies of the text, and everything can be taken back.
#include <sqlite3.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "lexicon/lexicon.h"
#include "record/examples.h"
#include "record/json.h"
#include "record/statistics.h"
#include "record_test.h"

namespace demarche {
namespace {

const std::string kCopy =
    " The foreign ministry in Moscow said the two had three days to leave the country. London called the move unjustified and said that it reserved the right to answer. "
    "Relations have been strained for years, and the ambassador was summoned.";

class Judge : public ::testing::Test {
 protected:
  std::vector<RecordedEvent> events(const std::string& text = "") { return got(record_.events(query(text), {.oldest_first = true})).rows; }
  ArticleKey write(const Reading& reading) { return got(record_.write({reading}, {.now = now_ += 60})).at(0).article; }
  HandCorrection judge(EventKey event, Verdict verdict, const std::string& mend = "{}") {
    return got(record_.judge_event(event, {verdict, got(parse_mend(mend)), "the desk", "seen"}, Lexicon::embedded(), now_ += 60));
  }
  std::string refused(EventKey event, const std::string& mend) {
    const auto parsed = parse_mend(mend);
    if (!parsed) return parsed.error().text();
    const auto done = record_.judge_event(event, {Verdict::kMended, *parsed, "", ""}, Lexicon::embedded(), kNow);
    return done ? "" : done.error().text();
  }
  void reread(ArticleKey article, Reading reading, const std::string& lexicon) {
    reading.versions.lexicon = lexicon;
    const std::vector<ArticleKey> keys{article};
    const std::vector<Prepared> prepared{prepare(reading)};
    got(record_.rewrite(keys, prepared, {.now = now_ += 60}));
  }
  void expect_clean() {
    std::vector<std::string> faults;
    got(record_.check([&](const std::string& f) { faults.push_back(f); }));
    EXPECT_EQ(faults, std::vector<std::string>());
  }
  /// The same story in a paper, with more text, so that copies are known as such.
  static Reading story(const std::string& published, const std::string& source, const std::string& sentence = "Russia expelled two British diplomats on Monday.") {
    Reading r = expulsion(published, source, 2, sentence);
    r.article.text += kCopy;
    return r;
  }

  TestFolder folder_;
  Record record_ = open_record(folder_.path("r"));
  Instant now_ = kNow;
};

// ---- wrong ----

TEST_F(Judge, AWrongEventIsNeitherShownNorCounted) {
  write(expulsion("2021-10-18", "Courier"));
  const EventKey key = events()[0].key;
  const Sequence before = got(record_.last_change());
  const HandCorrection c = judge(key, Verdict::kWrong);
  EXPECT_EQ(c.what, "wrong");
  EXPECT_EQ(c.who, "the desk");
  ASSERT_EQ(c.places.size(), 1u);
  EXPECT_EQ(c.places[0].as_read, "SANCTION 166 expel (done): RUS > GBR");
  EXPECT_EQ(c.places[0].event, key);
  EXPECT_TRUE(events().empty());
  EXPECT_TRUE(events("source:RUS target:GBR").empty());
  EXPECT_EQ(got(record_.count_events(query("type:SANCTION"))), 0);
  EXPECT_TRUE(got(record_.partners("RUS", 5)).empty());
  EXPECT_TRUE(got(top_dyads(record_, query(""), 5)).empty());
  ASSERT_EQ(events("verdict:wrong").size(), 1u);
  EXPECT_EQ(events("event:E" + std::to_string(key)).at(0).verdict, Verdict::kWrong);
  EXPECT_EQ(got(record_.event(key)).judgements, std::vector<std::int64_t>{c.key});
  EXPECT_GT(got(record_.last_change()), before);  // those who follow the feed learn of it
  expect_clean();

  ASSERT_TRUE(record_.undo_correction(c.key, kNow));
  ASSERT_EQ(events("source:RUS target:GBR").size(), 1u);
  EXPECT_EQ(events()[0].key, key);
  EXPECT_EQ(events()[0].verdict, Verdict::kNone);
  EXPECT_FALSE(got(record_.hand_corrections())[0].undone_at.empty());
  EXPECT_FALSE(record_.undo_correction(c.key, kNow));
  expect_clean();
}

TEST_F(Judge, AWrongEventStaysWrongWhenTheArticleIsReadAnewAndRestsWhereItIsReadOtherwise) {
  const Reading first = expulsion("2021-10-18", "Courier");
  const ArticleKey article = write(first);
  const EventKey key = events()[0].key;
  judge(key, Verdict::kWrong);
  Reading surer = first;
  surer.events[0].confidence = 0.95, surer.events[0].status = EventStatus::kAnnounced;
  reread(article, surer, "l2");
  EXPECT_TRUE(events().empty());
  EXPECT_EQ(events("verdict:wrong").at(0).key, key);

  Reading other = first;  // the target is another now: whoever judged has not seen this
  other.actors[1].code = "FRA", other.actors[1].name = "France";
  reread(article, other, "l3");
  ASSERT_EQ(events().size(), 1u);
  EXPECT_EQ(events()[0].target[0].code, "FRA");
  EXPECT_EQ(got(record_.hand_corrections())[0].places[0].event, 0);
  expect_clean();

  reread(article, first, "l4");
  EXPECT_TRUE(events().empty());
  EXPECT_NE(got(record_.hand_corrections())[0].places[0].event, 0);
  expect_clean();
}

TEST_F(Judge, ACopyOfTheTextIsJudgedWithIt) {
  write(story("2021-10-18", "Courier"));
  judge(events()[0].key, Verdict::kWrong);
  write(story("2021-10-19", "Gazette"));
  EXPECT_TRUE(events().empty());
  const HandCorrection c = got(record_.hand_corrections())[0];
  EXPECT_EQ(c.places.size(), 2u);
  expect_clean();
  // Another text that tells the same is no copy, and may be right.
  write(expulsion("2021-10-19", "Herald", 2, "Moscow told two envoys of Britain to leave within days, the Kremlin said."));
  EXPECT_EQ(events().size(), 1u);
  EXPECT_EQ(events()[0].reports, 1);
  ASSERT_TRUE(record_.undo_correction(c.key, kNow));
  EXPECT_EQ(events().size(), 2u);
  expect_clean();
}

TEST_F(Judge, OfTwoEventsInOneSentenceOnlyTheOneIsMeant) {
  Reading r = expulsion("2021-10-18", "Courier");
  Event accusation = r.events[0];
  accusation.type = EventType::kAccuse, accusation.cameo = "112", accusation.measure = "";
  r.events.push_back(accusation);  // the same words, another event
  const ArticleKey article = write(r);
  const EventKey wrong = events("type:ACCUSE").at(0).key, other = events("type:SANCTION").at(0).key;
  judge(wrong, Verdict::kWrong);
  ASSERT_EQ(events().size(), 1u);
  EXPECT_EQ(events()[0].key, other);
  std::swap(r.events[0], r.events[1]);
  r.events[0].confidence = 0.7;
  reread(article, r, "l2");
  ASSERT_EQ(events().size(), 1u);
  EXPECT_EQ(events()[0].key, other);
  EXPECT_EQ(events("verdict:wrong").at(0).key, wrong);
  expect_clean();
}

TEST_F(Judge, WhatAWrongEventAnswersOrChangesIsHiddenWithIt) {
  Story s("2021-10-18", "Courier");
  s.tell("Britain expelled two Russian diplomats.", EventType::kSanction, "166", "expel", {s.actor("Britain", "GBR")}, {s.actor("Russia", "RUS")});
  Event& answer = s.tell("Russia closed the British consulate in return.", EventType::kSanction, "161", "close-post", {s.actor("Russia", "RUS")}, {s.actor("Britain", "GBR")});
  answer.responds_to = {0}, answer.responds_rule = {"in return"};
  Reading r = s.done();
  r.posts.push_back({0, 1, "consulate", "a consulate", std::nullopt, {}});
  PostChange change;
  change.what = "status", change.to_status = "closed", change.event = 1;
  r.posts[0].changes.push_back(change);
  write(r);
  const EventKey first = events("measure:expel").at(0).key, second = events("measure:close-post").at(0).key;
  ASSERT_EQ(got(record_.event(first)).answered_by.size(), 1u);
  ASSERT_EQ(got(record_.posts(query(""))).rows.at(0).history.size(), 1u);
  const HandCorrection c = judge(second, Verdict::kWrong);
  EXPECT_TRUE(got(record_.event(first)).answered_by.empty());
  EXPECT_EQ(got(record_.chain(first)).size(), 1u);
  EXPECT_TRUE(got(record_.posts(query(""))).rows.at(0).history.empty());
  ASSERT_TRUE(record_.undo_correction(c.key, kNow));
  EXPECT_EQ(got(record_.event(first)).answered_by.size(), 1u);
  EXPECT_EQ(got(record_.posts(query(""))).rows.at(0).history.size(), 1u);
  expect_clean();
}

// ---- mended ----

TEST_F(Judge, AMendedEventHasTheRightValuesEverywhere) {
  write(story("2021-10-18", "Courier"));
  const EventKey key = events()[0].key;
  const HandCorrection c = judge(key, Verdict::kMended,
                                 R"({"target":["FRA","Sergey Lavrov"],"quantity":{"value":5,"unit":"person"},"date":{"from":"2021-10-01","to":"2021-10-03"},"place":"Kazan","status":"announced"})");
  EXPECT_EQ(c.what, "mend");
  EXPECT_TRUE(events("target:GBR").empty());
  const auto all = events("source:RUS target:FRA since:2021-10-01 until:2021-10-02");
  ASSERT_EQ(all.size(), 1u);
  const RecordedEvent& e = all[0];
  EXPECT_EQ(e.key, key);
  EXPECT_EQ(e.verdict, Verdict::kMended);
  ASSERT_EQ(e.target.size(), 2u);
  EXPECT_EQ(e.target[0].name, "France");
  EXPECT_EQ(e.target[1].kind, ActorKind::kPerson);
  EXPECT_EQ(e.quantity->value, 5);
  EXPECT_EQ(to_string(e.to), "2021-10-03");
  EXPECT_EQ(e.day_basis, DayBasis::kText);
  EXPECT_EQ(e.place->country, "RUS");
  EXPECT_NE(e.place->latitude, 0);
  EXPECT_EQ(e.status, EventStatus::kAnnounced);
  EXPECT_EQ(got(record_.reading(1)).events[0].target.size(), 1u);  // the reading stays as it was made
  expect_clean();

  write(story("2021-10-19", "Gazette"));  // a copy: the same event, mended too
  ASSERT_EQ(events().size(), 1u);
  EXPECT_EQ(events()[0].reports, 2);
  expect_clean();

  ASSERT_TRUE(record_.undo_correction(c.key, kNow));
  ASSERT_EQ(events("source:RUS target:GBR").size(), 1u);
  EXPECT_EQ(events()[0].key, key);
  EXPECT_EQ(events()[0].quantity->value, 2);
  EXPECT_FALSE(events()[0].place);
  expect_clean();
}

TEST_F(Judge, MendsHoldInLaterReadingsAndGoOverEachOther) {
  const Reading first = expulsion("2021-10-18", "Courier");
  const ArticleKey article = write(first);
  const EventKey key = events()[0].key;
  judge(key, Verdict::kMended, R"({"target":["FRA"],"measure":"declare-unwelcome"})");
  judge(key, Verdict::kMended, R"({"target":["DEU"],"quantity":null})");
  ASSERT_EQ(events().size(), 1u);
  EXPECT_EQ(events()[0].target[0].code, "DEU");
  EXPECT_EQ(events()[0].measure, "declare-unwelcome");
  EXPECT_FALSE(events()[0].quantity);
  Reading later = first;
  later.events[0].confidence = 0.6, later.events[0].source = {1}, later.events[0].target = {0};
  reread(article, later, "l2");
  ASSERT_EQ(events().size(), 1u);
  EXPECT_EQ(events()[0].key, key);
  EXPECT_EQ(events()[0].target[0].code, "DEU");
  EXPECT_EQ(events()[0].source[0].code, "GBR");  // what was not mended follows the reading
  judge(key, Verdict::kWrong);
  EXPECT_TRUE(events().empty());
  judge(key, Verdict::kMended, R"({"source":["RUS"]})");  // the last word holds
  ASSERT_EQ(events().size(), 1u);
  EXPECT_EQ(events()[0].source[0].code, "RUS");
  EXPECT_EQ(events()[0].target[0].code, "DEU");
  expect_clean();
}

TEST_F(Judge, WhatFollowsFromACodeIsFilledIn) {
  write(expulsion("2021-10-18", "Courier"));
  const EventKey key = events()[0].key;
  for (int n = 0; n < kEventTypes; ++n) {  // the codes file means by each general code what we mean
    const std::string type(name_of(static_cast<EventType>(n)));
    judge(key, Verdict::kMended, "{\"event\":\"" + type + "\"}");
    const CodeEntry* const code = Lexicon::embedded().code(events()[0].cameo);
    ASSERT_TRUE(code) << type;
    EXPECT_EQ(code->type, static_cast<EventType>(n)) << type;
  }
  judge(key, Verdict::kMended, R"({"event":"ACCUSE"})");
  EXPECT_EQ(events()[0].cameo, "110");
  EXPECT_LT(events()[0].goldstein, 0);
  EXPECT_EQ(events("type:ACCUSE quad:3").size(), 1u);
  judge(key, Verdict::kMended, R"({"cameo":"042"})");
  EXPECT_EQ(events()[0].type, EventType::kConsult);
  EXPECT_EQ(events()[0].mode, std::vector<std::string>{"visit"});
  EXPECT_EQ(events("mode:visit").size(), 1u);
  expect_clean();
}

TEST_F(Judge, ARightEventIsMarked) {
  write(expulsion("2021-10-18", "Courier"));
  judge(events()[0].key, Verdict::kRight);
  EXPECT_EQ(events("verdict:right").size(), 1u);
  EXPECT_TRUE(events("verdict:none").empty());
  std::string out;
  JsonWriter json(out);
  demarche::write(json, events()[0]);
  EXPECT_NE(out.find(R"("verdict":"right")"), std::string::npos);
  expect_clean();
}

TEST_F(Judge, ValuesThatMeanNothingAreRefusedByName) {
  write(expulsion("2021-10-18", "Courier"));
  const EventKey key = events()[0].key;
  EXPECT_EQ(refused(key, R"({"target":["XQZ"]})"), "target: nobody has the code 'XQZ'");
  EXPECT_EQ(refused(key, R"({"target":"RUS"})"), "target: has to be a list of codes or names");
  EXPECT_EQ(refused(key, R"({"cameo":"99"})"), "cameo: '99' is no CAMEO code");
  EXPECT_EQ(refused(key, R"({"cameo":"01a"})"), "cameo: '01a' is no CAMEO code");
  EXPECT_EQ(refused(key, R"({"event":"WAR"})"), "event: 'WAR' is no PLOVER type");
  EXPECT_EQ(refused(key, R"({"measure":"nothing"})"), "measure: 'nothing' is no diplomatic measure of the lexicon");
  EXPECT_EQ(refused(key, R"({"date":"2021-13-01"})"), "date: '2021-13-01' is no day such as 2021-10-18");
  EXPECT_EQ(refused(key, R"({"date":{"from":"2021-10-02","to":"2021-10-01"}})"), "date: ends before it begins");
  EXPECT_EQ(refused(key, R"({"goldstein":11})"), "goldstein: is a number from -10 to 10");
  EXPECT_EQ(refused(key, R"({"source":[],"target":[]})"), "source: an event needs somebody on one side at least");
  EXPECT_NE(refused(key, R"({"colour":"red"})").find("colour: is no field that can be mended"), std::string::npos);
  EXPECT_NE(refused(key, "[1]").find("have to be a JSON object"), std::string::npos);
  EXPECT_NE(refused(key, "{").find("are no JSON"), std::string::npos);
  EXPECT_EQ(refused(key, "{}"), "nothing is mended: say which field is what");
  EXPECT_NE(refused(99, R"({"target":["FRA"]})").find("there is no event E99"), std::string::npos);
  EXPECT_TRUE(got(record_.hand_corrections()).empty());
  EXPECT_EQ(events()[0].target[0].code, "GBR");
}

TEST_F(Judge, AMendComesBackFromItsJsonAsItWas) {
  const std::string json =
      R"({"event":"SANCTION","cameo":"166","goldstein":-7,"measure":"","mode":["expel"],"context":[],"status":"denied","source":[{"name":"Russia","code":"RUS","country":"RUS","kind":"country","sector":["GOV"]}],)"
      R"("target":[],"date":null,"place":{"name":"Kazan","country":"RUS","lat":55.79,"lon":49.12},"quantity":{"value":8,"unit":"person","bound":"at_least"}})";
  EXPECT_EQ(mend_json(got(parse_mend(json))), json);
}

// ---- kept ----

TEST_F(Judge, AMergeAndAJudgementLiveTogether) {
  write(expulsion("2021-10-18", "Courier"));
  write(expulsion("2021-10-18", "Gazette", 2, "Envoys were told to pack, said a press office.", "2021-10-18"));
  const auto all = events();
  ASSERT_EQ(all.size(), 2u);
  got(record_.merge_events(all[0].key, all[1].key, "", kNow));
  ASSERT_EQ(events().size(), 1u);
  const EventKey key = events()[0].key;
  const HandCorrection c = judge(key, Verdict::kMended, R"({"target":["FRA"]})");
  EXPECT_EQ(c.places.size(), 2u);
  ASSERT_EQ(events().size(), 1u);
  EXPECT_EQ(events()[0].reports, 2);
  ASSERT_TRUE(record_.undo_correction(c.key, kNow));
  EXPECT_EQ(events()[0].reports, 2);
  EXPECT_EQ(events()[0].target[0].code, "GBR");
  expect_clean();
  // What was joined is parted again though it was judged, and read anew, in between.
  Reading again = got(record_.reading(2));
  again.events[0].confidence = 0.9;
  reread(2, again, "l2");
  ASSERT_EQ(events().size(), 1u);
  ASSERT_TRUE(record_.undo_correction(1, kNow));
  EXPECT_EQ(events().size(), 2u);
  expect_clean();
}

TEST_F(Judge, AnArticleThatIsPrunedTakesItsPartOfTheJudgementAlong) {
  write(story("2021-10-18", "Courier"));
  write(story("2021-10-20", "Gazette"));
  judge(events()[0].key, Verdict::kWrong);
  PruneOptions o;
  o.before = parse_day("2021-10-19");
  EXPECT_EQ(got(record_.prune(o)).articles, 1);
  EXPECT_TRUE(events().empty());
  EXPECT_EQ(got(record_.hand_corrections())[0].places.size(), 1u);
  expect_clean();
  write(story("2021-10-21", "Herald"));
  EXPECT_TRUE(events().empty());
  o.before = parse_day("2022-01-01");
  EXPECT_EQ(got(record_.prune(o)).articles, 2);
  expect_clean();
}

TEST_F(Judge, ARecordOfTheFirstLayoutIsBroughtUpToDateByWriting) {
  const std::string path = folder_.path("old");
  std::ostringstream layout;
  layout << std::ifstream(DEMARCHE_SOURCE_DIR "/src/record/schema/0001.sql").rdbuf();
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
  const std::string all = layout.str() + "; PRAGMA application_id = " + std::to_string(0x444D5243) + "; PRAGMA user_version = 1;";
  ASSERT_EQ(sqlite3_exec(db, all.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
  sqlite3_close(db);
  const auto reader = Record::open(path);
  ASSERT_FALSE(reader);
  EXPECT_NE(reader.error().text().find("'demarche record upgrade' brings it up to date"), std::string::npos);
  {
    Record old = open_record(path, Access::kWrite);
    got(old.write({expulsion("2021-10-18", "Courier")}, {.now = kNow}));
  }
  Record now = open_record(path, Access::kWrite);
  got(now.judge_event(1, {Verdict::kWrong, {}, "", ""}, Lexicon::embedded(), kNow));
  EXPECT_EQ(got(now.count_events(query(""))), 0);
}

// ---- for the lexicon ----

TEST_F(Judge, CorrectionsBecomeExamplesOfFrames) {
  Reading right = expulsion("2021-10-18", "Courier"), wrong = expulsion("2021-11-18", "Courier", 2, "The club expelled two #1 players,\nsaid Russia.", "2021-11-18");
  Reading mended = expulsion("2021-12-18", "Courier", 2, "Russia expelled a Briton and a Dane.", "2021-12-18"), other = expulsion("2022-01-18", "Courier", 2, "Russia accused two Britons.", "2022-01-18");
  Reading ruled = expulsion("2022-02-18", "Courier", 2, "Russia said so of Britain.", "2022-02-18");
  for (Reading* r : {&right, &wrong, &mended, &other}) r->events[0].entry = "expel-diplomats";
  ruled.events[0].entry = "statement";
  for (const Reading& r : {right, wrong, mended, other, ruled}) write(r);
  const auto all = events();
  ASSERT_EQ(all.size(), 5u);
  judge(all[0].key, Verdict::kRight), judge(all[1].key, Verdict::kWrong), judge(all[2].key, Verdict::kMended, R"({"target":["GBR","DNK"]})");
  judge(all[3].key, Verdict::kMended, R"({"event":"ACCUSE"})"), judge(all[4].key, Verdict::kWrong);
  const std::vector<SourceFile> sources = {{"a.frames", "# facts\nframe other\n  code 110\n\nframe expel-diplomats  # a comment\n  code 166\n  verb expel\n\nframe last\n  code 120\n", 0}};
  std::size_t count = 0;
  const std::string text = correction_examples(got(record_.hand_corrections()), sources, count);
  EXPECT_EQ(count, 5u);
  EXPECT_NE(text.find("\nframe expel-diplomats  # a comment\n  code 166\n  verb expel\n"
                      "  = Russia expelled two British diplomats on Monday. : RUS > GBR\n"
                      "  ! The club expelled two 1 players, said Russia.\n"
                      "  = Russia expelled a Briton and a Dane. : RUS > GBR,DNK\n"
                      "  # right: ACCUSE 110 RUS > GBR\n"
                      "  ! Russia accused two Britons.\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("# statement is no frame; examples for whoever mends its rule:\n#   ! Russia said so of Britain.\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("frame last"), std::string::npos);
}

}  // namespace
}  // namespace demarche
