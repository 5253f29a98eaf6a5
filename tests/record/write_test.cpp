// What is written once can be asked again; the same article twice changes nothing.
#include "coding/json.h"
#include "record_test.h"

namespace demarche {
namespace {

TEST(Write, AnArticleIsWrittenOnceAndAskedBack) {
  const TestFolder folder;
  Record record = open_record(folder.path("r"));
  const auto first = got(record.write({expulsion("2021-10-18", "The Courier")}, {.now = kNow}));
  ASSERT_EQ(first.size(), 1u);
  EXPECT_TRUE(first[0].is_new);
  EXPECT_EQ(first[0].new_events, 1u);
  const auto again = got(record.write({expulsion("2021-10-18", "The Courier")}, {.now = kNow + 60}));
  EXPECT_FALSE(again[0].is_new);
  EXPECT_EQ(again[0].article, first[0].article);
  const RecordCounts counts = got(record.counts());
  EXPECT_EQ(counts.articles, 1);
  EXPECT_EQ(counts.events, 1);
  EXPECT_EQ(counts.tellings, 1);

  const auto events = got(record.events(query("source:RUS target:GBR type:SANCTION measure:expel on:2021-10-18")));
  ASSERT_EQ(events.rows.size(), 1u);
  const RecordedEvent& e = events.rows[0];
  EXPECT_EQ(e.type, EventType::kSanction);
  EXPECT_EQ(e.cameo, "166");
  EXPECT_EQ(e.mode, std::vector<std::string>{"expel"});
  ASSERT_EQ(e.source.size(), 1u);
  EXPECT_EQ(e.source[0].code, "RUS");
  EXPECT_EQ(e.target[0].name, "Britain");
  EXPECT_EQ(e.quantity->value, 2);
  EXPECT_EQ(to_string(e.from), "2021-10-18");
  EXPECT_EQ(e.day_basis, DayBasis::kText);
  EXPECT_EQ(e.sentence, "Russia expelled two British diplomats on Monday.");
  EXPECT_EQ(e.trigger, "Rus");
  EXPECT_EQ(e.first_seen, "2021-10-18T10:00:00Z");
  EXPECT_EQ(e.publisher, "The Courier");
}

TEST(Write, AReadingComesBackAsItWas) {
  const TestFolder folder;
  Record record = open_record(folder.path("r"));
  Reading reading = expulsion("2021-10-18", "Le Courrier — Genève");
  reading.article.text += " “Ça suffit,” said the envoy.";
  reading.sentences.push_back({49, static_cast<std::uint32_t>(reading.article.text.size())});
  reading.statements.push_back({1, {}, true, {52, 63}, "said", "deny", {0}, on("2021-10-18")});
  reading.claims.push_back({{0}, {1}, {0, 10}, {1}, Span{20, 30}});
  PostChange change;
  change.what = "staff-limit", change.from = 20, change.to = 10, change.event = 0, change.effective = on("2021-11-01"), change.certainty = "probable";
  change.trigger = {{0, 6}}, change.sentences = {0}, change.rule = "a rule";
  reading.posts.push_back({0, 1, "embassy", "Russia's embassy in London", Place{"London", "GBR", 51.5, -0.1}, {change}});
  const auto written = got(record.write({reading}, {.now = kNow}));
  const Reading back = got(record.reading(written[0].article));
  EXPECT_EQ(back.article.text, reading.article.text);
  EXPECT_EQ(back.article.source, reading.article.source);
  ASSERT_EQ(back.sentences.size(), reading.sentences.size());
  EXPECT_EQ(back.sentences[1], reading.sentences[1]);
  EXPECT_EQ(back.events[0].trigger, reading.events[0].trigger);
  EXPECT_EQ(back.statements[0].span, reading.statements[0].span);
  EXPECT_EQ(back.claims[0].denied_by, reading.claims[0].denied_by);
  EXPECT_EQ(back.posts[0].changes[0].to, 10);
  EXPECT_EQ(back.posts[0].changes[0].certainty, "probable");
  std::string before, after;
  write_json(reading, before), write_json(back, after);
  EXPECT_EQ(after, before);
}

TEST(Write, TheFeedTellsWhatIsNewInOrder) {
  const TestFolder folder;
  Record record = open_record(folder.path("r"));
  got(record.write({expulsion("2021-10-18", "A")}, {.now = kNow}));
  Record reader = open_record(folder.path("r"), Access::kRead);
  const Sequence before = got(reader.last_change());
  EXPECT_GE(before, 2);
  got(record.write({expulsion("2021-10-19", "B", 2, "Two British diplomats were expelled by Russia, the ministry said.")}, {.now = kNow}));
  const std::vector<Change> changes = got(reader.changes(before));
  ASSERT_GE(changes.size(), 2u);
  EXPECT_EQ(changes[0].kind, Change::Kind::kArticle);
  EXPECT_EQ(changes[1].kind, Change::Kind::kReport);
  for (std::size_t n = 1; n < changes.size(); ++n) EXPECT_GT(changes[n].sequence, changes[n - 1].sequence);
  const auto fresh = got(reader.events(query("source:RUS"), {.changed_after = before}));
  ASSERT_EQ(fresh.rows.size(), 1u);
  EXPECT_EQ(fresh.rows[0].reports, 2);
  EXPECT_TRUE(got(reader.events(query("source:RUS"), {.changed_after = got(reader.last_change())})).rows.empty());
}

TEST(Write, ReadersCannotWrite) {
  const TestFolder folder;
  { open_record(folder.path("r")); }
  Record reader = open_record(folder.path("r"), Access::kRead);
  const auto refused = reader.write({expulsion("2021-10-18", "A")}, {.now = kNow});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kUsage);
}

TEST(Write, PagesFollowOneAnotherWithoutGapOrRepetition) {
  const TestFolder folder;
  Record record = open_record(folder.path("r"));
  std::vector<Reading> many;
  for (int n = 1; n <= 25; ++n) {
    const std::string day = "2021-0" + std::to_string(1 + n % 3) + "-" + (n < 10 ? "0" : "") + std::to_string(n);
    many.push_back(expulsion(day, "Paper " + std::to_string(n), 2, "Russia expelled envoys, report number " + std::to_string(n) + ".", day));
  }
  got(record.write(many, {.now = kNow}));
  for (const bool oldest_first : {false, true}) {
    std::vector<std::pair<Day, EventKey>> seen;
    Window window{.limit = 7, .oldest_first = oldest_first};
    do {
      const auto page = got(record.events(query("source:RUS target:GBR"), window));
      ASSERT_FALSE(page.rows.empty());
      for (const RecordedEvent& e : page.rows) seen.emplace_back(e.from, e.key);
      window.after = page.next;
    } while (!window.after.empty());
    EXPECT_EQ(seen.size(), static_cast<std::size_t>(got(record.count_events(query("between:RUS,GBR")))));
    auto sorted = seen;
    std::sort(sorted.begin(), sorted.end());
    if (!oldest_first) std::reverse(sorted.begin(), sorted.end());
    EXPECT_EQ(seen, sorted);
    EXPECT_EQ(std::unique(sorted.begin(), sorted.end()), sorted.end());
  }
}

}  // namespace
}  // namespace demarche
