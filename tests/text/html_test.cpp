#include <gtest/gtest.h>

#include <chrono>

#include "base/day.h"
#include "text/text.h"

namespace demarche {
namespace {

Article page(const std::string& html) {
  Result<Article> out = read_html(html, "page.html");
  EXPECT_TRUE(out.ok()) << out.error().text();
  return out ? *std::move(out) : Article{};
}

const char* const kPage = R"(<!DOCTYPE html>
<html lang="en-GB"><head>
<title>Envoy recalled | The Baltic Wire</title>
<meta property="og:title" content="Envoy recalled over remarks">
<meta property="og:site_name" content="The Baltic Wire">
<meta property="article:published_time" content="2021-10-18T09:30:00+03:00">
<link rel="canonical" href="https://baltic.example/envoy">
<script>var text = "<p>not this</p>";</script><style>p { color: red }</style>
<script type="application/ld+json">{"@graph":[{"headline":"Envoy recalled","datePublished":"2021-10-17"}]}</script>
</head><body class="has-sidebar">
<header><a href="/">Home</a></header>
<nav><ul><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<div class="cookie-notice"><p>We use cookies to improve your experience on this site, and so do our many partners.</p></div>
<article><header><h1>Envoy recalled over remarks</h1><p class="byline">By A. Writer</p></header>
<figure><img src="x.jpg"><figcaption>The ministry in Riga, seen on Sunday.</figcaption></figure>
<p>RIGA (BW) &mdash; Latvia on Monday <b>re</b>called its ambassador from
   Minsk&nbsp;for consultations, the foreign ministry said.
<p>&ldquo;We expect an apology,&rdquo; the minister <a href="/m">said</a>.
<p><a href="/other">Read more: Minsk summons the Latvian charge d'affaires</a></p>
<div class="related-links"><p>Ten things that you did not know about Minsk, told by those who live there and love it.</p></div>
<p>Sign up for our newsletter</p>
</article>
<aside><p>Most read stories of the day, chosen for you by our editors with much care and love.</p></aside>
<footer><p>Copyright 2021 The Baltic Wire. All rights reserved. Do not copy anything that stands here.</p></footer>
</body></html>)";

TEST(Html, GivesTheStoryAndItsHead) {
  const Article a = page(kPage);
  EXPECT_EQ(a.title, "Envoy recalled over remarks");
  EXPECT_EQ(a.source, "The Baltic Wire");
  EXPECT_EQ(a.url, "https://baltic.example/envoy");
  EXPECT_EQ(a.language, "en");
  ASSERT_TRUE(a.published);
  EXPECT_EQ(to_string(*a.published), "2021-10-18");
  EXPECT_EQ(a.text,
            "RIGA (BW) — Latvia on Monday recalled its ambassador from Minsk for consultations, the foreign ministry said.\n\n"
            "“We expect an apology,” the minister said.");
}

TEST(Html, FindsTheDensestPlaceWithoutMarks) {
  const Article a = page(
      "<html><head><title>Border shut - Gulf Wire</title><meta property='og:site_name' content='Gulf Wire'></head><body>"
      "<div id=top><a href=/>Home</a> <a href=/w>World</a></div><table><tr><td><a href=1>One</a><br><a href=2>Two</a></td><td><div>"
      "The kingdom shut its border on Sunday after talks broke down, officials said in the capital.<br><br>"
      "Lorries waited for hours at the crossing while drivers asked for news of the decision.</div></td></tr></table></body></html>");
  EXPECT_EQ(a.title, "Border shut");
  EXPECT_EQ(a.text,
            "The kingdom shut its border on Sunday after talks broke down, officials said in the capital.\n\n"
            "Lorries waited for hours at the crossing while drivers asked for news of the decision.");
}

TEST(Html, DayFromJsonOrTime) {
  EXPECT_EQ(to_string(page("<script type='application/ld+json'>[{\"datePublished\":\"2020-02-29T01:00Z\"}]</script><p>x").published.value()), "2020-02-29");
  EXPECT_EQ(to_string(page("<p>x <time datetime='2020-03-01'>yesterday</time>").published.value()), "2020-03-01");
  EXPECT_FALSE(page("<p>x").published);
}

TEST(Html, StoryInsideAMisleadingClassIsNotLost) {
  EXPECT_EQ(page("<div class=comment><p>The council voted on Friday to extend its mission in the valley for a year.</p></div>").text,
            "The council voted on Friday to extend its mission in the valley for a year.");
}

TEST(Html, BrokenPagesDoNoHarm) {
  EXPECT_EQ(page("").text, "");
  EXPECT_EQ(page("<").text, "<");
  EXPECT_EQ(page("<p>Talks <b>resumed on <i>Monday, officials said").text, "Talks resumed on Monday, officials said");
  EXPECT_EQ(page("<p>Fish &amp; chips &lt; caviar &#x201C;ok&#x201d; 3 < 4</p>").text, "Fish & chips < caviar “ok” 3 < 4");
  EXPECT_EQ(page("<script>never closed <p>text").text, "");
  EXPECT_EQ(page("<!-- never closed <p>text").text, "");
  EXPECT_FALSE(read_html(std::string("\x89PNG\r\n\x1a\n\0\0", 10), "page.html").ok());
}

std::string times(int n, const std::string& s) {
  std::string out;
  for (int k = 0; k < n; ++k) out += s;
  return out;
}

TEST(Html, HostilePagesEndSoon) {
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(page(times(10'000, "<div>") + "<p>Deep down, talks went on.</p>").text, "Deep down, talks went on.");
  page(times(200'000, "<div>"));
  page(times(200'000, "<div><p>"));
  page(times(100'000, "<b><p>"));
  page(times(100'000, "<a><div>"));
  page(times(100'000, "<table><tr><td>"));
  page(times(100'000, "<table>x<br>"));
  page(times(100'000, "<ul><li>") + times(100'000, "</ul>"));
  page("<p " + times(100'000, "a b='") + ">");
  page(times(500'000, "<p>"));
  page(times(100'000, "<select><option><svg><math>"));
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  EXPECT_LT(seconds, 60) << "sanitizers included";
}

}  // namespace
}  // namespace demarche
