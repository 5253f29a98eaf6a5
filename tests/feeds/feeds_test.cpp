// Files of every kind give their articles; what is broken is told in its place, and what follows is still read.
#include "feeds/feeds.h"

#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include "base/day.h"
#include "coding/json.h"
#include "feeds/stream.h"

namespace demarche {
namespace {

struct Got {
  std::vector<Article> articles;
  std::vector<Error> errors;
  std::vector<Reading> readings;
};

Got all_of(const std::string& bytes, const std::string& name, SourceKind kind = SourceKind::kAuto) {
  Got out;
  auto source = source_over(bytes, name, kind);
  if (!source) return out.errors.push_back(source.error()), out;
  while (auto item = (*source)->next()) {
    if (!*item) {
      out.errors.push_back(item->error());
      if (out.errors.size() > 100) break;
      continue;
    }
    Item one = **std::move(item);
    if (one.coded) out.readings.push_back(*one.coded);
    out.articles.push_back(std::move(one.article));
  }
  return out;
}

std::string gzip(const std::string& bytes) {
  z_stream z{};
  deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&z, bytes.size()) + 64, '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

std::string zstd(const std::string& bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  return out;
}

const std::string kStory =
    "Norway and Japan signed an agreement on fisheries in Oslo on Tuesday. The foreign ministers of both countries said that it would end a quarrel of ten years. "
    "The agreement sets limits for each fleet and an office in Bergen that is to watch over them, with inspectors from both sides.";

std::string page(const std::string& title, const std::string& head = {}) {
  return "<!doctype html><html><head><title>" + title + "</title>" + head + "</head><body><nav><a href=/>Home</a> <a href=/w>World</a></nav><article><h1>" + title + "</h1><p>" + kStory +
         "</p><p>" + title + " was the third such agreement since spring, officials said.</p></article><footer>We use cookies</footer></body></html>";
}

std::string record(const std::string& type, const std::string& url, const std::string& content, const std::string& content_type = "application/http; msgtype=response") {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + url + "\r\nWARC-Date: 2021-10-20T09:00:00Z\r\nContent-Type: " + content_type +
         "\r\nContent-Length: " + std::to_string(content.size()) + "\r\n\r\n" + content + "\r\n\r\n";
}
std::string answer(const std::string& body, const std::string& headers = "Content-Type: text/html; charset=utf-8\r\n", const std::string& status = "200 OK") {
  return "HTTP/1.1 " + status + "\r\n" + headers + "\r\n" + body;
}

// ---- WARC ----

TEST(Warc, PagesAreReadAndEverythingElsePassedOver) {
  const std::string warc = record("warcinfo", "", "software: test\r\n", "application/warc-fields") + record("request", "https://a.example/1", "GET / HTTP/1.1\r\n\r\n", "application/http") +
                           record("response", "https://a.example/2021/10/18/fish", answer(page("A fish pact"))) + record("response", "https://a.example/x", answer(page("Gone"), "Content-Type: text/html\r\n", "404 Not Found")) +
                           record("response", "https://a.example/p.png", answer("\x89PNG...", "Content-Type: image/png\r\n")) +
                           record("conversion", "https://b.example/text", kStory, "text/plain");
  for (const std::string& bytes : {warc, gzip(warc), zstd(warc)}) {
    const Got got = all_of(bytes, "news.warc");
    EXPECT_TRUE(got.errors.empty()) << got.errors[0].text();
    ASSERT_EQ(got.articles.size(), 2u);
    EXPECT_EQ(got.articles[0].title, "A fish pact");
    EXPECT_EQ(got.articles[0].url, "https://a.example/2021/10/18/fish");
    EXPECT_EQ(to_string(*got.articles[0].published), "2021-10-18");
    EXPECT_EQ(got.articles[0].published_basis, "url");
    EXPECT_EQ(got.articles[0].text.find("cookies"), std::string::npos);
    EXPECT_EQ(got.articles[1].text, kStory);
    EXPECT_EQ(got.articles[1].published_basis, "fetched");
  }
}

TEST(Warc, MembersPackedOneByOneAreOneArchive) {
  std::string packed;
  for (int n = 0; n < 5; ++n) packed += gzip(record("response", "https://a.example/" + std::to_string(n), answer(page("Pact number " + std::to_string(n)))));
  EXPECT_EQ(all_of(packed, "news.warc.gz").articles.size(), 5u);
}

TEST(Warc, ChunkedAndPackedBodiesAreTakenOff) {
  const std::string body = gzip(page("A packed pact"));
  char size[16];
  std::snprintf(size, sizeof size, "%zx", body.size());
  const std::string chunked = std::string(size) + "\r\n" + body + "\r\n0\r\n\r\n";
  const Got got = all_of(record("response", "https://a.example/1", answer(chunked, "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n")), "x.warc");
  ASSERT_EQ(got.articles.size(), 1u);
  EXPECT_EQ(got.articles[0].title, "A packed pact");
  // An archive that has taken them off already, but kept the headers that speak of them.
  const Got plain = all_of(record("response", "https://a.example/1", answer(page("A plain pact"), "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n")), "x.warc");
  ASSERT_EQ(plain.articles.size(), 1u);
  EXPECT_EQ(plain.articles[0].title, "A plain pact");
}

TEST(Warc, ACutOffArchiveGivesWhatCameBeforeAndSaysWhere) {
  const std::string warc = record("response", "https://a.example/1", answer(page("The first"))) + record("response", "https://a.example/2", answer(page("The second")));
  for (const std::size_t missing : {3u, 300u}) {
    const Got got = all_of(warc.substr(0, warc.size() - 4 - missing), "cut.warc");
    EXPECT_EQ(got.articles.size(), 1u);
    ASSERT_EQ(got.errors.size(), 1u);
    EXPECT_EQ(got.errors[0].text(), "cut.warc: record 2: is cut off: the file ends in the middle of it");
  }
  const std::string packed = gzip(warc);
  const Got got = all_of(packed.substr(0, packed.size() - 200), "cut.warc.gz");
  ASSERT_EQ(got.errors.size(), 1u);
  EXPECT_NE(got.errors[0].text().find("ends in the middle of its gzip data"), std::string::npos) << got.errors[0].text();
}

TEST(Warc, ALengthBeyondNumbersIsNone) {
  const std::string good = record("response", "https://a.example/1", answer(page("The good one")));
  std::string vast = good;
  const std::size_t at = vast.find("Content-Length: ") + 16;
  vast.insert(at, "99999999999999999999");
  const Got got = all_of(good + vast + good, "x.warc");
  EXPECT_EQ(got.articles.size(), 2u);
  ASSERT_EQ(got.errors.size(), 1u);
  EXPECT_EQ(got.errors[0].text(), "x.warc: record 2: its header has no end or no Content-Length");
}

TEST(Warc, BehindDamageTheNextRecordIsFound) {
  const std::string good = record("response", "https://a.example/1", answer(page("The good one")));
  const Got got = all_of(good + "garbage that is no record\r\nof any kind\r\n\r\n" + good, "x.warc");
  EXPECT_EQ(got.articles.size(), 2u);
  ASSERT_EQ(got.errors.size(), 1u);
  EXPECT_NE(got.errors[0].text().find("x.warc: record 2: does not begin with WARC/"), std::string::npos);
}

// ---- packing ----

TEST(Packed, ABombIsRefused) {
  // 600 MB of blanks as JSON Lines pack to some 600 kB in gzip, to next to nothing in zstd.
  std::string zeros(std::size_t{1} << 20, ' ');
  zeros.back() = '\n';
  std::string packed;
  const std::string one = gzip(zeros);
  for (int n = 0; n < 600; ++n) packed += one;
  const Got got = all_of(packed, "bomb.jsonl.gz");
  ASSERT_EQ(got.errors.size(), 1u);
  EXPECT_EQ(got.errors[0].kind, ErrorKind::kTooLarge);
  EXPECT_NE(got.errors[0].text().find("bomb"), std::string::npos);
  EXPECT_TRUE(got.articles.empty());
}

TEST(Packed, DamageIsNamed) {
  std::string packed = gzip("{\"text\": \"" + kStory + "\"}\n");
  packed[packed.size() / 2] ^= 0x55;
  const Got got = all_of(packed, "x.jsonl.gz");
  ASSERT_EQ(got.errors.size(), 1u);
  EXPECT_NE(got.errors[0].text().find("x.jsonl.gz"), std::string::npos);
  std::string frame = zstd("{\"text\": \"" + kStory + "\"}\n");
  const Got cut = all_of(frame.substr(0, frame.size() - 9), "x.jsonl.zst");
  ASSERT_GE(cut.errors.size(), 1u);
  EXPECT_NE(cut.errors.back().text().find("ends in the middle of its zstd data"), std::string::npos) << cut.errors.back().text();
}

TEST(Packed, TheNameBehindTheEndingDecides) {
  EXPECT_EQ(all_of(gzip("Title: A pact\n\n" + kStory), "a.txt.gz").articles.at(0).title, "A pact");
  EXPECT_EQ(all_of(zstd(page("A pact")), "a.html.zst").articles.at(0).title, "A pact");
  EXPECT_EQ(all_of(gzip(gzip("{\"text\":\"x\"}")), "a.jsonl.gz.gz").articles.at(0).text, "x");
}

// ---- RSS and Atom ----

TEST(Feed, RssItemsAreArticles) {
  const Got got = all_of(
      "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
      "<channel><title>The Courier</title><link>https://courier.example</link><language>en-GB</language>"
      "<item><title>Envoys &amp; ministers</title><link>https://courier.example/1</link><pubDate>Mon, 18 Oct 2021 09:00:00 GMT</pubDate><dc:creator>Anna Kos</dc:creator>"
      "<description>Short.</description><content:encoded><![CDATA[<p>Norway expelled two envoys on Monday.</p><p>They left the same day, the ministry said in a statement.</p>]]></content:encoded>"
      "<guid isPermaLink='false'>tag:1</guid></item>"
      "<item><description>Only a description &lt;b&gt;here&lt;/b&gt;, no title.</description></item><item><title>Only a title</title></item><item/></channel></rss>",
      "feed.xml");
  ASSERT_EQ(got.articles.size(), 3u);
  const Article& a = got.articles[0];
  EXPECT_EQ(a.title, "Envoys & ministers");
  EXPECT_EQ(a.text, "Norway expelled two envoys on Monday.\n\nThey left the same day, the ministry said in a statement.");
  EXPECT_EQ(a.source, "The Courier");
  EXPECT_EQ(a.byline, "Anna Kos");
  EXPECT_EQ(a.id, "tag:1");
  EXPECT_EQ(to_string(*a.published), "2021-10-18");
  EXPECT_EQ(a.published_basis, "feed");
  EXPECT_EQ(a.language, "en");
  EXPECT_EQ(got.articles[1].text, "Only a description here, no title.");
  EXPECT_EQ(got.articles[2].text, "Only a title");
  ASSERT_EQ(got.errors.size(), 1u);
  EXPECT_EQ(got.errors[0].text(), "feed.xml: item 4: has neither text nor title");
}

TEST(Feed, AtomEntriesAreArticles) {
  const Got got = all_of(
      "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>Gazette</title><entry><title type='text'>A pact</title><id>urn:1</id>"
      "<link rel='self' href='https://g.example/self'/><link rel='alternate' href='https://g.example/1'/><updated>2021-10-19T00:00:00Z</updated><published>2021-10-18T00:00:00Z</published>"
      "<author><name>Per Lind</name></author><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Norway and Japan signed a pact.</p><p>It is the third.</p></div></content></entry></feed>",
      "atom.xml");
  ASSERT_EQ(got.articles.size(), 1u);
  EXPECT_EQ(got.articles[0].url, "https://g.example/1");
  EXPECT_EQ(got.articles[0].byline, "Per Lind");
  EXPECT_EQ(got.articles[0].text, "Norway and Japan signed a pact.\n\nIt is the third.");
  EXPECT_EQ(to_string(*got.articles[0].published), "2021-10-18");
}

TEST(Feed, WhatIsNoFeedOrBrokenIsNamedWithItsLine) {
  Got got = all_of("<rss><channel><item><title>One</title></item>\n<item><title>Two</tilte></item></channel></rss>", "f.rss");
  EXPECT_EQ(got.articles.size(), 1u);
  ASSERT_EQ(got.errors.size(), 1u);
  EXPECT_NE(got.errors[0].text().find("f.rss:2: is no well-formed XML"), std::string::npos) << got.errors[0].text();
  got = all_of("<opml><body/></opml>", "f.rss");
  ASSERT_EQ(got.errors.size(), 1u);
  EXPECT_EQ(got.errors[0].text(), "f.rss: is no RSS or Atom feed");
}

TEST(Feed, EntitiesCannotExplode) {
  std::string bomb = "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'aaaaaaaaaaaaaaaaaaaa'>";
  for (char c = 'b'; c <= 'j'; ++c) {
    bomb += std::string("<!ENTITY ") + c + " '";
    for (int n = 0; n < 20; ++n) bomb += std::string("&") + static_cast<char>(c - 1) + ";";
    bomb += "'>";
  }
  const Got got = all_of(bomb + "]><rss><channel><item><title>&j;</title></item></channel></rss>", "f.rss");
  EXPECT_EQ(got.errors.size(), 1u);
  EXPECT_TRUE(got.articles.empty());
}

TEST(Feed, OldEncodingsAreRead) {
  EXPECT_EQ(all_of("<?xml version='1.0' encoding='windows-1252'?><rss><channel><item><title>\x93" "A pact\x94 \x96 the third</title></item></channel></rss>", "f.rss").articles.at(0).title, "“A pact” – the third");
}

// ---- CSV ----

TEST(Csv, ColumnsAreTakenByTheirNames) {
  const Got got = all_of("ID,Headline,Body,Publication Date,Outlet,URL,Other\n7,\"A \"\"pact\"\", signed\",\"First line.\nSecond line.\",2021-10-18,Courier,https://c.example/7,x\n\n8,B,Text of B.,,,,\n", "t.csv");
  EXPECT_TRUE(got.errors.empty());
  ASSERT_EQ(got.articles.size(), 2u);
  EXPECT_EQ(got.articles[0].id, "7");
  EXPECT_EQ(got.articles[0].title, "A \"pact\", signed");
  EXPECT_EQ(got.articles[0].text, "First line.\nSecond line.");
  EXPECT_EQ(to_string(*got.articles[0].published), "2021-10-18");
  EXPECT_EQ(got.articles[0].source, "Courier");
  EXPECT_FALSE(got.articles[1].published);
}

TEST(Csv, OtherMarksAndEndingsAreTold) {
  EXPECT_EQ(all_of("title;text\r\nA;Said, he did.\r\n", "t.csv").articles.at(0).text, "Said, he did.");
  EXPECT_EQ(all_of("title\ttext\nA\tx; y, z\n", "t.tsv").articles.at(0).text, "x; y, z");
  EXPECT_EQ(all_of("\xEF\xBB\xBFtext\nx\n", "t.csv").articles.at(0).text, "x");
}

TEST(Csv, BrokenRowsAreNamedAndTheRestIsRead) {
  Got got = all_of("text,title\na,b,c\ngood,row\n,empty\n", "t.csv");
  EXPECT_EQ(got.articles.size(), 1u);
  ASSERT_EQ(got.errors.size(), 2u);
  EXPECT_EQ(got.errors[0].text(), "t.csv:2: this row has 3 cells, the header 2");
  EXPECT_EQ(got.errors[1].text(), "t.csv:4: this row has no text");
  got = all_of("title,when\na,b\n", "t.csv");
  ASSERT_EQ(got.errors.size(), 1u);
  EXPECT_EQ(got.errors[0].text(), "t.csv:1: its header names no column 'text' (or body, content, article)");
  got = all_of("text\nok\n\"never closed\n", "t.csv");
  EXPECT_EQ(got.articles.size(), 1u);
  ASSERT_EQ(got.errors.size(), 1u);
  EXPECT_EQ(got.errors[0].text(), "t.csv:3: a quotation mark of this row is never closed");
}

// ---- readings, and what a file is ----

TEST(Source, ReadingsComeBack) {
  Reading r;
  r.article.id = "x", r.article.text = "Norway thanked Japan.";
  r.sentences = {{0, 21}};
  std::string line;
  write_json(r, line);
  const Got got = all_of(line + "\n" + R"({"schema":"demarche.reading/1","article":{"text":"x"},"sentences":[[0,9]]})" + "\n" + line + "\n", "r.jsonl");
  ASSERT_EQ(got.readings.size(), 2u);
  EXPECT_EQ(got.articles[0].text, r.article.text);
  ASSERT_EQ(got.errors.size(), 1u);
  EXPECT_EQ(got.errors[0].text(), "r.jsonl:2: sentences lies outside the text");
}

TEST(Source, UnnamedBytesAreToldApart) {
  EXPECT_EQ(all_of(record("response", "https://a.example/1", answer(page("A pact"))), "standard input").articles.size(), 1u);
  EXPECT_EQ(all_of("  <?xml version='1.0'?>\n<rss><channel><item><title>x y</title></item></channel></rss>", "standard input").articles.at(0).title, "x y");
  EXPECT_EQ(all_of(page("A pact"), "standard input").articles.at(0).title, "A pact");
  EXPECT_EQ(all_of("{\"text\":\"x\"}", "standard input").articles.at(0).text, "x");
  EXPECT_EQ(all_of("Just words.", "standard input").articles.at(0).text, "Just words.");
  EXPECT_TRUE(all_of("", "a.warc").articles.empty());
}

TEST(Source, DaysInAddressesAreFound) {
  EXPECT_EQ(to_string(*day_of_url("https://a.example/world/2021/10/18/envoys")), "2021-10-18");
  EXPECT_EQ(to_string(*day_of_url("https://a.example/2021-10-18-envoys")), "2021-10-18");
  EXPECT_EQ(to_string(*day_of_url("https://a.example/n-20211018.html")), "2021-10-18");
  for (const char* none : {"https://a.example/2021/13/18/x", "https://a.example/12345678901", "https://2021-10-18.example/", "https://a.example/2021/10/", ""}) EXPECT_FALSE(day_of_url(none)) << none;
}

}  // namespace
}  // namespace demarche
