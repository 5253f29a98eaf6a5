// The query language: what people guess works, and what does not is shown with its place.
#include <algorithm>
#include <set>

#include "record_test.h"

namespace demarche {
namespace {

std::string fault(const std::string& text) {
  const auto q = parse_query(text);
  return q ? "none" : q.error().text();
}

TEST(Language, TermsStandSideBySide) {
  const Query q = query("source:RUS target:NATO type:sanction measure:close-post since:2021-10 text:\"liaison office\" -status:denied envoy");
  ASSERT_EQ(q.terms.size(), 8u);
  EXPECT_EQ(q.terms[0].field, QueryTerm::Field::kSource);
  EXPECT_EQ(q.terms[0].values, std::vector<std::string>{"RUS"});
  EXPECT_EQ(q.terms[2].values, std::vector<std::string>{"SANCTION"});
  EXPECT_EQ(to_string(q.terms[4].from), "2021-10-01");
  EXPECT_EQ(q.terms[5].values, std::vector<std::string>{"liaison office"});
  EXPECT_TRUE(q.terms[6].negated);
  EXPECT_EQ(q.terms[7].field, QueryTerm::Field::kText);
  EXPECT_TRUE(query("").terms.empty());
  EXPECT_EQ(query("actor:\"Sergey Lavrov\",UN").terms[0].values, (std::vector<std::string>{"Sergey Lavrov", "UN"}));
  EXPECT_TRUE(query("!status:denied").terms[0].negated);
}

TEST(Language, DaysMonthsAndYearsAreIntervals) {
  EXPECT_EQ(to_string(query("until:2021").terms[0].to), "2021-12-31");
  EXPECT_EQ(to_string(query("on:2020-02").terms[0].to), "2020-02-29");
  const auto relative = parse_query("since:7d", parse_day("2021-10-18"));
  ASSERT_TRUE(relative);
  EXPECT_EQ(to_string(relative->terms[0].from), "2021-10-11");
}

TEST(Language, NumbersHaveBounds) {
  const QueryTerm t = query("goldstein:<-5").terms[0];
  EXPECT_EQ(t.most, -5);
  EXPECT_TRUE(t.most_open);
  EXPECT_EQ(query("reports:2..5").terms[0].least, 2);
  EXPECT_FALSE(query("reports:>=3").terms[0].least_open);
}

TEST(Language, MistakesAreShownWithTheirPlace) {
  EXPECT_EQ(fault("source:RUS tpye:SANCTION"), "query:12: there is no field 'tpye'; did you mean 'type'?\n  source:RUS tpye:SANCTION\n             ^");
  EXPECT_EQ(fault("text:\"liaison"), "query:6: this quotation mark is never closed\n  text:\"liaison\n       ^");
  EXPECT_EQ(fault("since:2021-13"), "query:7: '2021-13' is no day; write 2021-10-18, 2021-10, 2021, 7d, today or yesterday\n  since:2021-13\n        ^");
  EXPECT_EQ(fault("source:"), "query:8: 'source:' needs a value, such as source:RUS\n  source:\n         ^");
  EXPECT_EQ(fault("source:RUS,,GBR"), "query:12: 'source:' needs a value, such as source:RUS\n  source:RUS,,GBR\n             ^");
  EXPECT_NE(fault("type:WAR").find("query:6: 'WAR' is no PLOVER type; there are AGREE"), std::string::npos);
  EXPECT_NE(fault("reports:many").find("is no number"), std::string::npos);
  EXPECT_NE(fault("between:RUS").find("takes two parties"), std::string::npos);
  EXPECT_NE(fault("since:7d").find("needs to know what day it is"), std::string::npos);
  EXPECT_NE(fault("event:12x").find("no key such as E12"), std::string::npos);
  EXPECT_EQ(fault("Ð:x"), "query:1: there is no field 'Ð'; to seek the words themselves, put them in quotation marks\n  Ð:x\n  ^");
  EXPECT_EQ(fault("\"a\"b").substr(0, 9), "query:4: ");
  EXPECT_EQ(fault("a\"b\"").substr(0, 9), "query:2: ");
  EXPECT_EQ(fault(":x").substr(0, 9), "query:1: ");
}

class Ask : public ::testing::Test {
 protected:
  void SetUp() override {
    got(record_.write({expulsion("2021-10-18", "Courier"), threat(), visit()}, {.now = kNow}));
  }
  static Reading threat() {
    Story s("2021-10-20", "Gazette", "A warning over the liaison office");
    Event& e = s.tell("The Kremlin threatened to close the liaison office of NATO.", EventType::kThreaten, "130", "", {s.actor("Dmitry Peskov", "RUS", ActorKind::kPerson)}, {s.actor("NATO", "NATO", ActorKind::kOrganisation)}, -4.4);
    e.status = EventStatus::kThreatened, e.context = {"diplomatic", "military"}, e.confidence = 0.6;
    e.place = Place{"Moscow", "RUS", 55.75, 37.62};
    return s.done();
  }
  static Reading visit() {
    Story s("2021-11-02", "Courier", "Talks in Oslo");
    Event& e = s.tell("The ministers of Norway and Japan met in Oslo.", EventType::kConsult, "040", "", {s.actor("Norway", "NOR"), s.actor("Japan", "JPN")}, {s.actor("Norway", "NOR"), s.actor("Japan", "JPN")}, 1);
    e.mode = {"visit"};
    return s.done();
  }
  std::string found(const std::string& text) {
    std::string out;
    for (const RecordedEvent& e : got(record_.events(query(text), {.oldest_first = true})).rows) out += (out.empty() ? "" : " ") + std::string(name_of(e.type));
    EXPECT_EQ(got(record_.count_events(query(text))), out.empty() ? 0 : std::count(out.begin(), out.end(), ' ') + 1) << text;
    return out;
  }
  TestFolder folder_;
  Record record_ = open_record(folder_.path("r"));
};

TEST_F(Ask, EachFieldNarrows) {
  EXPECT_EQ(found(""), "SANCTION THREATEN CONSULT");
  EXPECT_EQ(found("source:RUS"), "SANCTION THREATEN");
  EXPECT_EQ(found("source:russia"), "SANCTION THREATEN");
  EXPECT_EQ(found("source:\"Dmitry Peskov\""), "THREATEN");
  EXPECT_EQ(found("source:peskov"), "");
  EXPECT_EQ(found("target:NATO,GBR"), "SANCTION THREATEN");
  EXPECT_EQ(found("actor:JPN"), "CONSULT");
  EXPECT_EQ(found("between:JPN,NOR"), "CONSULT");
  EXPECT_EQ(found("between:GBR,RUS"), "SANCTION");
  EXPECT_EQ(found("-source:RUS"), "CONSULT");
  EXPECT_EQ(found("source:RUS -target:GBR"), "THREATEN");
  EXPECT_EQ(found("-between:RUS,NATO"), "SANCTION CONSULT");
  EXPECT_EQ(found("type:SANCTION,CONSULT"), "SANCTION CONSULT");
  EXPECT_EQ(found("type:CONSULT"), "CONSULT");
  EXPECT_EQ(found("mode:visit"), "CONSULT");
  EXPECT_EQ(found("context:military"), "THREATEN");
  EXPECT_EQ(found("context:diplomatic -context:military"), "SANCTION");
  EXPECT_EQ(found("measure:expel"), "SANCTION");
  EXPECT_EQ(found("cameo:13"), "THREATEN");
  EXPECT_EQ(found("quad:3"), "THREATEN");
  EXPECT_EQ(found("status:threatened"), "THREATEN");
  EXPECT_EQ(found("goldstein:<-4.5"), "SANCTION");
  EXPECT_EQ(found("confidence:>=0.8"), "SANCTION CONSULT");
  EXPECT_EQ(found("quantity:2"), "SANCTION");
  EXPECT_EQ(found("since:2021-10-20"), "THREATEN CONSULT");
  EXPECT_EQ(found("until:2021-10"), "SANCTION THREATEN");
  EXPECT_EQ(found("on:2021-10-18 source:RUS type:SANCTION"), "SANCTION");
  EXPECT_EQ(found("seen:2021-10-19"), "");
  EXPECT_EQ(found("place:moscow"), "THREATEN");
  EXPECT_EQ(found("country:rus"), "THREATEN");
  EXPECT_EQ(found("text:\"liaison office\""), "THREATEN");
  EXPECT_EQ(found("text:\"office liaison\""), "");
  EXPECT_EQ(found("offices"), "THREATEN");  // by its stem
  EXPECT_EQ(found("title:warning"), "THREATEN");
  EXPECT_EQ(found("title:kremlin"), "");
  EXPECT_EQ(found("publisher:courier"), "SANCTION CONSULT");
  EXPECT_EQ(found("language:en"), "SANCTION THREATEN CONSULT");
  EXPECT_EQ(found("event:E2"), "THREATEN");
  EXPECT_EQ(found("article:A1,A3"), "SANCTION CONSULT");
  EXPECT_EQ(found("reports:>1"), "");
  EXPECT_EQ(found("text:\"envoys' OR (office*\""), "");  // whatever is sought, the search never stumbles over it
  EXPECT_EQ(found("text:NEAR"), "");
  EXPECT_EQ(found("text:NOT"), "");
  EXPECT_EQ(found("text:*"), "");
}

TEST_F(Ask, FieldsThatSayNothingHereAreRefused) {
  const auto refused = record_.events(query("holder:RUS"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().text(), "query:1: 'holder:' says nothing about events");
}

TEST_F(Ask, ArticlesAreFoundByWordsAndByWhatTheyTell) {
  const auto words = got(record_.articles(query("text:\"liaison office\""))).rows;
  ASSERT_EQ(words.size(), 1u);
  EXPECT_NE(words[0].excerpt.find("liaison office"), std::string::npos);
  EXPECT_EQ(got(record_.articles(query("source:RUS since:2021-10-19"))).rows.size(), 1u);
  EXPECT_EQ(got(record_.articles(query("publisher:COURIER"))).rows.size(), 2u);
}

TEST(AskStatements, EachStandsOnOnePageThoughItTellsNoDay) {
  const TestFolder folder;
  Record record = open_record(folder.path("record"));
  std::vector<Reading> all;
  for (int n = 0; n < 4; ++n) {
    Story s(n % 2 ? "2021-10-18" : "", "Paper " + std::to_string(n));
    const ActorId rus = s.actor("Russia", "RUS");
    for (int k = 0; k < 3; ++k) {
      s.say("Russia said number " + std::to_string(3 * n + k) + " was true.");
      Statement st{rus, {}, false, s.reading().sentences.back(), "said", "assert", {}, {}};
      if (n % 2 && k > 0) st.date = on("2021-10-1" + std::to_string(4 + k));
      s.reading().statements.push_back(st);
    }
    all.push_back(s.done());
  }
  ASSERT_TRUE(record.write(all, {.now = kNow}));
  for (const bool oldest_first : {false, true}) {
    for (const std::size_t limit : {1, 3, 5, 7, 100}) {
      std::vector<std::string> days, texts;
      Window window;
      window.limit = limit, window.oldest_first = oldest_first;
      int pages = 0;
      do {
        const auto page = got(record.statements(query("speaker:RUS"), window));
        for (const RecordedStatement& s : page.rows) days.push_back(s.day ? to_string(*s.day) : ""), texts.push_back(s.text);
        window.after = page.next;
      } while (!window.after.empty() && ++pages < 20);
      EXPECT_EQ(std::set<std::string>(texts.begin(), texts.end()).size(), 12u) << limit;
      EXPECT_EQ(texts.size(), 12u) << limit;
      // 6 in articles without a day stand at the day on which they were first seen, 2 at that of their article
      EXPECT_EQ(std::count(days.begin(), days.end(), "2021-10-18"), 8);
      EXPECT_TRUE(oldest_first ? std::is_sorted(days.begin(), days.end()) : std::is_sorted(days.rbegin(), days.rend()));
    }
  }
  EXPECT_EQ(got(record.statements(query("since:2021-10-16"))).rows.size(), 10u);
  EXPECT_EQ(got(record.statements(query("until:2021-10-17"))).rows.size(), 4u);
}

TEST_F(Ask, ActorsAreCounted) {
  const auto russia = got(record_.actors(query("actor:RUS"))).rows;
  ASSERT_EQ(russia.size(), 2u);
  EXPECT_EQ(got(record_.actors(query("kind:person"))).rows.at(0).name, "Dmitry Peskov");
  const auto partners = got(record_.partners("Russia", 5));
  ASSERT_EQ(partners.size(), 2u);
  EXPECT_EQ(partners[0].to + partners[1].to, 2);
}

}  // namespace
}  // namespace demarche
