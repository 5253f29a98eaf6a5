// Polite fetching: which addresses, which pages, how often.
#include <gtest/gtest.h>

#include "feeds/fake_network.h"
#include "feeds/fetcher.h"
#include "feeds/robots.h"
#include "feeds/web_address.h"

namespace demarche {
namespace {

// ---- addresses ----

TEST(Addresses, PublicOnesArePermittedAndAllOthersRefused) {
  const AddressRules rules;
  for (const char* a : {"93.184.216.34", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:2800:220:1:248:1893:25c8:1946", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::808:808"})
    EXPECT_TRUE(rules.permits(std::string_view(a))) << a;
  for (const char* a : {"0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.2.1", "192.168.1.1", "198.18.0.1",
                        "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
                        "fe80::1", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1", "2002:7f00:1::", "2001::1", "words", "127.0.0.1/8"})
    EXPECT_FALSE(rules.permits(std::string_view(a))) << a;
}

TEST(Addresses, TheSettingsAllowRanges) {
  AddressRules rules;
  ASSERT_TRUE(rules.allow("10.1.0.0/16"));
  ASSERT_TRUE(rules.allow("127.0.0.1"));
  ASSERT_TRUE(rules.allow("fd00::/8"));
  EXPECT_TRUE(rules.permits("10.1.255.1"));
  EXPECT_FALSE(rules.permits("10.2.0.1"));
  EXPECT_TRUE(rules.permits("::ffff:127.0.0.1"));
  EXPECT_FALSE(rules.permits("127.0.0.2"));
  EXPECT_TRUE(rules.permits("fd77::1"));
  for (const char* wrong : {"", "10.0.0.0/33", "10.0.0/8", "fd00::/129", "localhost", "10.0.0.0/-1", "10.0.0.0/8x", "10.0.0.0/", "10.0.0.0/99999999999"}) EXPECT_FALSE(rules.allow(wrong)) << wrong;
}

TEST(WebAddresses, LinksAreResolvedAndLeadToTheWebAlone) {
  EXPECT_EQ(resolved("https://a.example/news/1", "/x?y=1#z"), "https://a.example/x?y=1");
  EXPECT_EQ(resolved("https://a.example/news/1", "2"), "https://a.example/news/2");
  EXPECT_EQ(resolved("https://a.example/news/", "//b.example/x"), "https://b.example/x");
  for (const char* link : {"javascript:alert(1)", "file:///etc/passwd", "mailto:a@b.example", "data:text/html,x", "ftp://a.example/", ""}) EXPECT_FALSE(resolved("https://a.example/", link)) << link;
  EXPECT_EQ(web_address("HTTP://A.Example:8080/p?q=1#f")->origin(), "http://a.example:8080");
  EXPECT_EQ(web_address("https://a.example")->target, "/");
}

// ---- robots.txt: the examples are those of RFC 9309 and our own ----

TEST(RobotsFile, TheLongestRuleOfOurGroupWins) {
  const Robots r = Robots::read("User-Agent: *\nDisallow: /\n\nUser-Agent: demarche\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\nDisallow: *.pdf$\n", "Demarche");
  EXPECT_TRUE(r.allows("/example/page/a"));
  EXPECT_FALSE(r.allows("/example/page/disallowed.gif"));
  EXPECT_TRUE(r.allows("/other"));
  EXPECT_TRUE(r.allows("/paper.pdf?x"));
  EXPECT_FALSE(r.allows("/paper.pdf"));
  EXPECT_TRUE(r.allows("/robots.txt"));
}

TEST(RobotsFile, GroupsOfOneProgramAreOneAndOthersAreNotOurs) {
  const Robots r = Robots::read("user-agent: otherbot\nuser-agent: DEMARCHE/1.0\ndisallow: /a # why\n\nuser-agent: demarchebot\ndisallow: /b\nsitemap: x\nUser-agent: Demarche\r\nDisallow: /c\r\nCrawl-delay: 2.5", "Demarche");
  EXPECT_FALSE(r.allows("/a"));
  EXPECT_TRUE(r.allows("/b"));
  EXPECT_FALSE(r.allows("/c/d"));
  EXPECT_EQ(r.delay_ms(), 2500);
  EXPECT_EQ(Robots::read("User-agent: *\nCrawl-delay: 86400", "Demarche").delay_ms(), 30'000);  // at most half a minute
}

TEST(RobotsFile, PathsAreComparedDecoded) {
  const Robots r = Robots::read("User-agent: *\nDisallow: /a%3cd\nDisallow: /%7Ejoe\nDisallow: /b*/c$\nDisallow: /ä\nDisallow:\n", "Demarche");
  EXPECT_FALSE(r.allows("/a%3Cd"));
  EXPECT_FALSE(r.allows("/~joe/x"));
  EXPECT_FALSE(r.allows("/b/x/c"));
  EXPECT_TRUE(r.allows("/b/x/c/"));
  EXPECT_FALSE(r.allows("/%C3%A4"));
  EXPECT_TRUE(r.allows("/"));
}

TEST(RobotsFile, NothingAndNonsenseAllowAll) {
  for (const std::string& file : {std::string(), std::string("<html>not here</html>"), std::string("Disallow: /"), std::string(1 << 20, 'x'), std::string("User-agent\nDisallow /")})
    EXPECT_TRUE(Robots::read(file, "Demarche").allows("/x"));
  EXPECT_FALSE(Robots::nothing_allowed().allows("/x"));
}

TEST(RobotsFile, ManyStarsCostLittle) {
  std::string path = "/";
  for (int n = 0; n < 500; ++n) path += "*a";
  const Robots r = Robots::read("User-agent: *\nDisallow: " + path + "$\n", "Demarche");
  EXPECT_TRUE(r.allows("/" + std::string(8000, 'a') + "b"));
}

// ---- Retry-After ----

TEST(RetryAfter, SecondsAndDates) {
  const std::int64_t now = 1634551200000;  // Mon, 18 Oct 2021 10:00:00 GMT
  EXPECT_EQ(retry_after_ms("120", now), 120'000);
  EXPECT_EQ(retry_after_ms("Mon, 18 Oct 2021 10:05:00 GMT", now), 300'000);
  EXPECT_EQ(retry_after_ms("Mon, 18 Oct 2021 09:05:00 GMT", now), 0);
  EXPECT_EQ(retry_after_ms("99999999999", now), 86'400'000);
  EXPECT_EQ(retry_after_ms("soon", now), 0);
  EXPECT_EQ(retry_after_ms("", now), 0);
  EXPECT_EQ(retry_after_ms("-5", now), 0);
}

// ---- the fetcher ----

struct Fetching {
  FakeClock clock;
  FakeNetwork network{clock};
  FetchLimits limits;
  std::vector<Fetched> got;

  void run(Fetcher& fetcher) {
    while (fetcher.open() > 0) {
      for (Fetched& f : fetcher.step(1000)) got.push_back(std::move(f));
    }
  }
};

TEST(Fetcher, LeavesRoomBetweenRequestsToOneHost) {
  Fetching f;
  Fetcher fetcher(f.network, f.clock, f.limits);
  for (int n = 0; n < 4; ++n) f.network.put("https://a.example/" + std::to_string(n), "x"), fetcher.want(static_cast<std::uint64_t>(n), {"https://a.example/" + std::to_string(n), {}, false});
  fetcher.want(9, {"https://b.example/", {}, false});
  const std::int64_t begin = f.clock.now_ms();
  f.run(fetcher);
  ASSERT_EQ(f.got.size(), 5u);
  for (int n = 0; n < 4; ++n) EXPECT_EQ(f.network.times("https://a.example/" + std::to_string(n)), std::vector<std::int64_t>{begin + 500 * n});
  EXPECT_EQ(f.network.times("https://b.example/"), std::vector<std::int64_t>{begin});
}

TEST(Fetcher, AsksTwoAtOnceOfAHostAndNoMoreInAllThanItMay) {
  Fetching f;
  f.limits.gap_ms = 0, f.limits.at_once = 5, f.network.takes_ms = 100;
  Fetcher fetcher(f.network, f.clock, f.limits);
  for (std::uint64_t n = 0; n < 12; ++n) fetcher.want(n, {"https://a.example/" + std::to_string(n), {}, false});
  f.run(fetcher);
  EXPECT_EQ(f.network.most_at_once(), 2u);
  for (std::uint64_t n = 0; n < 12; ++n) fetcher.want(n, {"https://h" + std::to_string(n) + ".example/", {}, false});
  f.run(fetcher);
  EXPECT_EQ(f.network.most_at_once(), 5u);
}

TEST(Fetcher, AsksForRobotsOnceADayAndKeepsTheirDelay) {
  Fetching f;
  f.network.put("https://a.example:443/robots.txt", "User-agent: *\nDisallow: /no\nCrawl-delay: 3");
  f.network.put("https://a.example/robots.txt", "User-agent: *\nDisallow: /no\nCrawl-delay: 3");
  f.network.put("https://a.example/1", "x"), f.network.put("https://a.example/2", "x");
  Fetcher fetcher(f.network, f.clock, f.limits);
  fetcher.want(1, {"https://a.example/1", {}, true});
  fetcher.want(2, {"https://a.example/2", {}, true});
  fetcher.want(3, {"https://a.example/no", {}, true});
  f.run(fetcher);
  const auto robots = [&] {
    std::size_t n = 0;
    for (const auto& a : f.network.asked) n += a.request.url.ends_with("/robots.txt");
    return n;
  };
  EXPECT_EQ(robots(), 1u);
  EXPECT_TRUE(f.network.times("https://a.example/no").empty());
  ASSERT_EQ(f.network.times("https://a.example/1").size(), 1u);
  EXPECT_GE(std::abs(f.network.times("https://a.example/2")[0] - f.network.times("https://a.example/1")[0]), 500);
  f.clock.pass(23 * 3'600'000);
  fetcher.want(4, {"https://a.example/1", {}, true});
  f.run(fetcher);
  EXPECT_EQ(robots(), 1u);
  f.clock.pass(2 * 3'600'000);
  fetcher.want(5, {"https://a.example/2", {}, true});
  f.run(fetcher);
  EXPECT_EQ(robots(), 2u);
}

TEST(Fetcher, ARedirectIsJudgedByTheRobotsOfWhereItLeads) {
  Fetching f;
  f.network.pages["https://a.example/1"] = [](const WebRequest&) {
    WebReply r;
    r.status = 302, r.location = "https://b.example/closed";
    return r;
  };
  f.network.put("https://b.example:443/robots.txt", "User-agent: *\nDisallow: /closed"), f.network.put("https://b.example/robots.txt", "User-agent: *\nDisallow: /closed");
  Fetcher fetcher(f.network, f.clock, f.limits);
  fetcher.want(1, {"https://a.example/1", {}, true});
  f.run(fetcher);
  ASSERT_EQ(f.got.size(), 1u);
  EXPECT_TRUE(f.got[0].is_forbidden);
  EXPECT_EQ(f.got[0].answer.error->where, "https://b.example/closed");
  EXPECT_TRUE(f.network.times("https://b.example/closed").empty());
}

TEST(Fetcher, AHostThatAsksForItIsLeftAlone) {
  Fetching f;
  f.network.pages["https://a.example/1"] = [](const WebRequest&) {
    WebReply r;
    r.status = 429, r.retry_after = "600";
    return r;
  };
  Fetcher fetcher(f.network, f.clock, f.limits);
  fetcher.want(1, {"https://a.example/1", {}, false});
  f.run(fetcher);
  EXPECT_EQ(f.got.back().retry_after_ms, 600'000);
  fetcher.want(2, {"https://a.example/2", {}, false});
  f.run(fetcher);
  EXPECT_TRUE(f.network.times("https://a.example/2").empty());
  EXPECT_GT(f.got.back().retry_after_ms, 590'000);
  f.clock.pass(601'000);
  fetcher.want(3, {"https://a.example/2", {}, false});
  f.run(fetcher);
  EXPECT_EQ(f.network.times("https://a.example/2").size(), 1u);
}

TEST(Fetcher, MarksOfOneServerAreNotShownToAnother) {
  Fetching f;
  f.network.pages["https://a.example/1"] = [](const WebRequest&) {
    WebReply r;
    r.status = 301, r.location = "https://b.example/1";
    return r;
  };
  Fetcher fetcher(f.network, f.clock, f.limits);
  fetcher.want(1, {"https://a.example/1", {"If-None-Match: \"x\""}, false});
  f.run(fetcher);
  EXPECT_EQ(f.network.asked[0].request.headers.size(), 1u);
  EXPECT_TRUE(f.network.asked[1].request.headers.empty());
  EXPECT_EQ(f.got[0].moved_to, "https://b.example/1");
}

}  // namespace
}  // namespace demarche
