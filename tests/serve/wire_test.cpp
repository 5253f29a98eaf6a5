// What is decided about a request before anybody answers it: its address, its route, who sent it, what it takes.
#include <gtest/gtest.h>

#include "serve/answer.h"
#include "serve/gate.h"
#include "serve/kept.h"
#include "serve/media.h"
#include "serve/web.h"

namespace demarche {
namespace {

TEST(Address, IsDecodedOnceAndOnlyWhereItIsText) {
  EXPECT_EQ(percent_decoded("source%3ARUS+x", true), "source:RUS x");
  EXPECT_EQ(percent_decoded("a+b", false), "a+b");
  EXPECT_EQ(percent_decoded("%252e", false), "%2e");
  EXPECT_EQ(percent_decoded("caf%C3%A9", false), "café");
  for (const char* broken : {"%", "%4", "%zz", "a%", "%00", "%0a", "%7f", "%c0%ae", "%ff", "\x01"}) EXPECT_FALSE(percent_decoded(broken, false)) << broken;
  EXPECT_EQ(percent_encoded("a b/é"), "a%20b%2F%C3%A9");
}

TEST(Parameters, AreNamedOnce) {
  const auto some = Parameters::parse("q=source%3ARUS&&limit=5&empty=&bare");
  ASSERT_TRUE(some);
  EXPECT_EQ(some->get("q"), "source:RUS");
  EXPECT_EQ(some->get("limit"), "5");
  EXPECT_EQ(some->get("empty"), "");
  EXPECT_EQ(some->get("nothing"), "");
  EXPECT_EQ(some->all().size(), 4u);
  EXPECT_FALSE(Parameters::parse("q=a&q=b"));
  EXPECT_FALSE(Parameters::parse("q=%ff"));
}

TEST(Routes, AreFoundByTheirParts) {
  const auto chain = find_route("GET", "/api/v1/events/E12/chain");
  ASSERT_TRUE(chain.route);
  EXPECT_EQ(chain.route->path, "/api/v1/events/{key}/chain");
  EXPECT_EQ(chain.parts, std::vector<std::string>{"E12"});
  const auto dyad = find_route("GET", "/api/v1/dyads/Sri%20Lanka/a%2Fb/statistics");
  ASSERT_TRUE(dyad.route);
  EXPECT_EQ(dyad.parts, (std::vector<std::string>{"Sri Lanka", "a/b"}));
  EXPECT_TRUE(find_route("HEAD", "/api/v1/events").route);
  const auto wrong = find_route("PUT", "/api/v1/articles");
  EXPECT_FALSE(wrong.route);
  EXPECT_EQ(wrong.allow, "GET, POST, HEAD");
  for (const char* none : {"/api/v1/events/", "/api/v1/events/E1/", "/api/v1/events//chain", "/api/v1/events/%ff", "/api/", "/api/v1", "/api/v2/events", "*", ""}) {
    const auto found = find_route("GET", none);
    EXPECT_TRUE(!found.route && found.allow.empty()) << none;
  }
  EXPECT_EQ(find_route("GET", "/today").route->path, "/{file}");
  EXPECT_FALSE(find_route("POST", "/today").route);
}

TEST(Routes, ThatDoMoreThanReadNeedTheToken) {
  for (const Route& route : routes()) {
    EXPECT_TRUE(route.method == Method::kGet || route.needs == Needs::kToken) << route.path;
    EXPECT_TRUE(!route.with_pen || route.method != Method::kGet) << route.path;
    EXPECT_TRUE(route.follows != Follows::kRecord || route.needs == Needs::kReading) << route.path << ": kept answers are for all who may read";
    EXPECT_TRUE(route.view) << route.path;
  }
}

TEST(Gate, KnowsLoopbackAddresses) {
  for (const char* own : {"127.0.0.1", "127.255.1.2", "::1"}) EXPECT_TRUE(is_loopback(own)) << own;
  for (const char* other : {"0.0.0.0", "::", "10.0.0.1", "localhost", "127.0.0.1.example", "", "2130706433"}) EXPECT_FALSE(is_loopback(other)) << other;
}

TEST(Gate, ComparesSecretsWhole) {
  EXPECT_TRUE(is_same_secret("abc", "abc"));
  for (const char* other : {"", "ab", "abcd", "abd", "ABC"}) EXPECT_FALSE(is_same_secret(other, "abc")) << other;
  EXPECT_NE(reading_key("a token of sixteen"), reading_key("a token of sixteeN"));
  EXPECT_EQ(reading_key("a token of sixteen").size(), 32u);
  EXPECT_NE(new_token(), new_token());
}

TEST(Answer, ReadsWhatAClientTakes) {
  EXPECT_TRUE(accepts("gzip, br", "gzip") && accepts("deflate , gzip;q=0.5", "gzip") && accepts("*", "gzip") && accepts("gzip;q=1.0", "gzip"));
  EXPECT_FALSE(accepts("", "gzip") || accepts("br", "gzip") || accepts("gzip;q=0", "gzip") || accepts("gzip; q=0.000", "gzip") || accepts("xgzip", "gzip"));
  const std::string etag = etag_of("bytes");
  EXPECT_TRUE(is_known(etag, etag) && is_known("\"x\", " + etag, etag) && is_known("*", etag) && is_known(etag.substr(2), etag));
  EXPECT_FALSE(is_known("", etag) || is_known("\"x\"", etag) || is_known(etag.substr(0, etag.size() - 1), etag));
  EXPECT_NE(etag_of("a"), etag_of("b"));
}

TEST(Problem, SaysWhereInAQueryAndNothingOfOurDisk) {
  const Reply wrong = problem(Error{ErrorKind::kUsage, "query:3", "no such field", "  x:y\n  ^"});
  EXPECT_EQ(wrong.status, 400);
  EXPECT_NE(wrong.body.find("\"where\":\"query:3\""), std::string::npos);
  const Reply gone = problem(Error{ErrorKind::kNotFound, "/srv/secret/record", "there is no event E9", {}});
  EXPECT_EQ(gone.status, 404);
  EXPECT_EQ(gone.body.find("secret"), std::string::npos);
  EXPECT_EQ(problem(Error{ErrorKind::kUnreadable, {}, "is being written", {}}).status, 503);
}

TEST(Kept, LetsGoOfWhatWasNotAskedForLongest) {
  KeptAnswers kept(1600);
  Reply large;
  large.body.assign(100, 'x');
  for (int n = 0; n < 16; ++n) kept.keep("answer " + std::to_string(n), large);
  ASSERT_TRUE(kept.find("answer 0"));
  kept.keep("one more", large);
  EXPECT_TRUE(kept.find("answer 0") && kept.find("one more"));
  EXPECT_FALSE(kept.find("answer 1"));
  large.body.assign(101, 'x');
  kept.keep("too large", large);
  EXPECT_FALSE(kept.find("too large"));
}

TEST(Web, WithoutABoardSaysHowToGetIt) {
  const auto web = Web::open("");
  ASSERT_TRUE(web);
  EXPECT_EQ(web->file("/", "").status, 200);
  for (const char* none : {"/../a.txt", "/%2e%2e/a.txt", "/.a.txt", "/a//b.txt", "/%5c.txt", "/%00.txt"}) EXPECT_EQ(web->file(none, "").status, 404) << none;
  EXPECT_FALSE(Web::open("/no/such/folder"));
  EXPECT_EQ(media_type_of("/assets/a.js"), "text/javascript; charset=utf-8");
  EXPECT_EQ(media_type_of("/a.unknown"), "application/octet-stream");
}

}  // namespace
}  // namespace demarche
