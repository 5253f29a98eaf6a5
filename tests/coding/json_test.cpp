// A reading made by hand, and the JSON that docs/reading.md promises for it.
#include "coding/json.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include "base/day.h"

namespace demarche {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;

Span span_of(const Article& a, std::string_view words) {
  const std::size_t at = a.text.find(words);
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
}

Reading reading_of_an_expulsion() {
  Reading r;
  r.article.id = "n1";
  r.article.published = day_of({2021, 10, 18});
  r.article.text = "Türkiye’s “neighbour” Česko expelled eight envoys.";
  r.versions = {"0.1.0", "0a1b2c3d", "4e5f6071"};
  Actor czechia;
  czechia.name = "Czechia", czechia.code = czechia.country = "CZE", czechia.kind = ActorKind::kCountry, czechia.sector = {"GOV"};
  czechia.mentions = {span_of(r.article, "Česko")};
  Actor envoys;
  envoys.name = "envoys", envoys.represents = 0;
  r.actors = {czechia, envoys};
  Event e;
  e.type = EventType::kSanction, e.mode = {"expel"}, e.context = {"diplomatic"}, e.cameo = "166", e.goldstein = -7, e.measure = "expel";
  e.source = {0}, e.target = {1}, e.quantity = Quantity{8, "person"}, e.trigger = {span_of(r.article, "expelled")}, e.sentences = {0};
  e.confidence = 0.8349, e.rule = "frame", e.entry = "expel-diplomats";
  r.events = {e};
  e.date = DateRange{day_of({2021, 10, 1}), day_of({2021, 10, 17}), "Earlier this month"};
  e.responds_to = {0}, e.attributed_to = {1}, e.quantity.reset(), e.place = Place{"Brussels", "BEL", 50.85, 4.35};
  r.events.push_back(e);
  r.sentences = {{0, static_cast<std::uint32_t>(r.article.text.size())}};
  return r;
}

std::string json_of(const Reading& r) {
  std::string out;
  write_json(r, out);
  return out;
}

TEST(ReadingAsJson, IsTheDocumentedLine) {
  EXPECT_EQ(json_of(reading_of_an_expulsion()),
            R"({"schema":"demarche.reading/1","article":{"id":"n1","published":"2021-10-18","language":"en",)"
            R"("text":"Türkiye’s “neighbour” Česko expelled eight envoys.",)"
            R"("versions":{"program":"0.1.0","model":"0a1b2c3d","lexicon":"4e5f6071"}},"actors":[)"
            R"({"id":"a1","name":"Czechia","code":"CZE","country":"CZE","kind":"country","sector":["GOV"],"role":"","mentions":[[22,27]]},)"
            R"({"id":"a2","name":"envoys","code":"","country":"","kind":"unknown","sector":[],"role":"","represents":"a1","mentions":[]}],)"
            R"("events":[{"id":"e1","event":"SANCTION","mode":["expel"],"context":["diplomatic"],"cameo":"166",)"
            R"("quad":"material-conflict","goldstein":-7.0,"measure":"expel","source":["a1"],"target":["a2"],)"
            R"("quantity":{"value":8,"unit":"person"},"status":"done","attributed_to":[],"trigger":[[28,36]],"sentences":[0],)"
            R"("responds_to":[],"confidence":0.83,"rule":"frame","entry":"expel-diplomats"},)"
            R"({"id":"e2","event":"SANCTION","mode":["expel"],"context":["diplomatic"],"cameo":"166",)"
            R"("quad":"material-conflict","goldstein":-7.0,"measure":"expel","source":["a1"],"target":["a2"],)"
            R"("date":{"from":"2021-10-01","to":"2021-10-17","text":"Earlier this month"},)"
            R"("place":{"name":"Brussels","country":"BEL","lat":50.85,"lon":4.35},"status":"done","attributed_to":["a2"],)"
            R"("trigger":[[28,36]],"sentences":[0],"responds_to":["e1"],"confidence":0.83,"rule":"frame","entry":"expel-diplomats"}],)"
            R"("statements":[],"claims":[],"posts":[],"sentences":[[0,50]]})");
}

TEST(ReadingAsJson, StatementsClaimsAndPostsNameActorsAndEvents) {
  Reading r = reading_of_an_expulsion();
  Statement s;
  s.speaker = 1, s.quoted = true, s.span = span_of(r.article, "“neighbour”"), s.verb = "charged", s.stance = "accuse", s.toward = {0};
  r.statements = {s};
  Claim plain, both;
  plain.by = {0}, plain.about = {1}, plain.span = s.span;
  both.by = {0, 1}, both.about = {}, both.span = s.span, both.denied_by = {1}, both.denial_span = s.span;
  r.claims = {plain, both};
  Post p;
  p.holder = 0, p.kind = "mission", p.name = "the mission";
  PostChange staff, status;
  staff.what = "staff-limit", staff.from = 20, staff.to = 10, staff.event = 1;
  status.what = "status", status.to_status = "suspended", status.certainty = "probable";
  status.effective = DateRange{day_of({2021, 11, 1}), day_of({2021, 11, 1}), "from Nov. 1"};
  p.changes = {staff, status};
  r.posts = {p};
  const std::string json = json_of(r);
  EXPECT_NE(json.find(R"("statements":[{"id":"s1","speaker":"a2","quoted":true,"span":[10,21],"verb":"charged","stance":"accuse","toward":["a1"]}])"),
            std::string::npos) << json;
  EXPECT_NE(json.find(R"("claims":[{"by":"a1","about":"a2","span":[10,21],"denied_by":[]},)"
                      R"({"by":["a1","a2"],"about":[],"span":[10,21],"denied_by":["a2"],"denial_span":[10,21]}])"), std::string::npos) << json;
  EXPECT_NE(json.find(R"("posts":[{"holder":"a1","kind":"mission","name":"the mission","changes":[)"
                      R"({"what":"staff-limit","from":20,"to":10,"event":"e2"},)"
                      R"({"what":"status","to":"suspended","effective":{"from":"2021-11-01","to":"2021-11-01","text":"from Nov. 1",)"
                      R"("certainty":"probable"}}]}])"), std::string::npos) << json;
}

TEST(ReadingAsJson, CodesOfAUsersDictionary) {
  Reading r = reading_of_an_expulsion();
  r.actors[0].actor_code = "RUSGOV";
  r.events[0].has_type = false;
  r.events[0].cameo = "174K";
  const std::string json = json_of(r);
  EXPECT_NE(json.find(R"("actor_code":"RUSGOV")"), std::string::npos) << json;
  EXPECT_NE(json.find(R"({"id":"e1","event":"",)"), std::string::npos) << json;
  EXPECT_NE(json.find(R"("cameo":"174K","quad":"",)"), std::string::npos) << json;
  const auto again = read_reading(json);
  ASSERT_TRUE(again.ok()) << again.error().text();
  EXPECT_EQ(again->actors[0].actor_code, "RUSGOV");
  EXPECT_EQ(again->actors[1].actor_code, "");
  EXPECT_FALSE(again->events[0].has_type);
  EXPECT_TRUE(again->events[1].has_type);
}

TEST(ReadingAsJson, AnyTextGivesValidJson) {
  Reading r;
  for (int c = 0; c < 256; ++c) r.article.text += static_cast<char>(c);
  r.article.title = "\"\\\n";
  simdjson::dom::parser parser;
  element root;
  ASSERT_EQ(parser.parse(json_of(r)).get(root), simdjson::SUCCESS);
  EXPECT_EQ(std::string_view(root["article"]["title"]), "\"\\\n");
}

}  // namespace
}  // namespace demarche
