// Bytes to articles: encodings, text files, JSON lines, and what happens to bad ones.
#include <gtest/gtest.h>


#include <filesystem>
#include <fstream>

#include "base/day.h"
#include "text/text.h"

namespace demarche {
namespace {

std::string cleaned(std::string_view bytes) {
  const Result<std::string> out = clean_text(bytes, "f.txt");
  return out ? *out : out.error().text();
}

TEST(Encoding, AllComesOutAsUtf8) {
  EXPECT_EQ(cleaned("\xEF\xBB\xBFTalks"), "Talks");
  EXPECT_EQ(cleaned(std::string_view("\xFF\xFET\0a\0\xE9\0", 8)), "Taé");
  EXPECT_EQ(cleaned(std::string_view("\xFE\xFF\0T\0a\0\xE9", 8)), "Taé");
  EXPECT_EQ(cleaned(std::string_view("T\0a\0l\0k\0s\0", 10)), "Talks");
  EXPECT_EQ(cleaned("caf\xE9 \x93talks\x94"), "café “talks”");
  EXPECT_EQ(cleaned("“caf\xC3\xA9” is \xFF open"), "“café” is \xEF\xBF\xBD open");
}

TEST(Encoding, MojibakeIsReadBack) {
  EXPECT_EQ(cleaned("Itâ€™s in BogotÃ¡, â€œnowâ€\xC2\x9D"), "It’s in Bogotá, “now”");
  EXPECT_EQ(cleaned("Itâ€™s in BogotÃ¡, “now”"), "Itâ€™s in BogotÃ¡, “now”") << "as many are sound";
  EXPECT_EQ(cleaned("“Ã” and “É” stay, as does à la carte"), "“Ã” and “É” stay, as does à la carte");
  Cleaning done;
  EXPECT_EQ(*clean_text("Sao Paulo: SÃ£o", "", &done), "Sao Paulo: São");
  EXPECT_EQ(done.repaired, 1u);
}

TEST(Encoding, ControlsGoAndLinesAreOneKind) {
  EXPECT_EQ(cleaned("a\r\nb\rc\td\x01"), "a\nb\nc d");
  EXPECT_TRUE(is_clean("“Talks”\n\nfailed"));
  EXPECT_FALSE(is_clean("a\tb"));
  EXPECT_FALSE(is_clean("\xFF"));
}

TEST(Encoding, BinaryIsRefused) {
  EXPECT_EQ(cleaned(std::string_view("PK\x03\x04zipped", 10)), "f.txt: is binary, not text");
  EXPECT_EQ(cleaned(std::string_view("te\0xt\0\0\0\x01", 9)), "f.txt: is binary, not text");
  EXPECT_EQ(cleaned(""), "");
}

std::string day(std::string_view words) {
  const auto out = parse_published(words);
  return out ? to_string(*out) : "";
}

TEST(Published, AsSitesWriteIt) {
  for (const char* words : {"2021-10-18", "2021-10-18T09:00:00Z", "18 October 2021", "Oct. 18, 2021", "October 18, 2021 9:30 AM", "Mon, 18 Oct 2021 09:00:00 GMT",
                            "20211018", "20211018T090000Z", "2021/10/18", "18.10.2021", "10/18/2021", "18/10/2021", "Monday, the 18th of October, 2021"}) {
    EXPECT_EQ(day(words), "2021-10-18") << words;
  }
  for (const char* words : {"", "yesterday", "04/05/2021", "2021-13-01", "31 June 2021", "October", "12345678901234567890"}) EXPECT_EQ(day(words), "") << words;
}

Article plain(std::string_view bytes) {
  Result<Article> out = read_plain(bytes, "f.txt");
  EXPECT_TRUE(out.ok());
  return out ? *std::move(out) : Article{};
}

TEST(Plain, TitleHeadersParagraphs) {
  const Article a = plain("Title: Envoy recalled\nDate: 18 October 2021\nSource: Baltic Wire\nURL: https://x.example/1\n\nRIGA: Latvia recalled\nits envoy.\n\nMinsk  was silent.\n");
  EXPECT_EQ(a.title, "Envoy recalled");
  EXPECT_EQ(a.source, "Baltic Wire");
  EXPECT_EQ(a.url, "https://x.example/1");
  EXPECT_EQ(to_string(a.published.value()), "2021-10-18");
  EXPECT_EQ(a.text, "RIGA: Latvia recalled its envoy.\n\nMinsk was silent.");

  const Article b = plain("Envoy recalled over remarks\n\nLatvia recalled its envoy.");
  EXPECT_EQ(b.title, "Envoy recalled over remarks");
  EXPECT_EQ(b.text, "Latvia recalled its envoy.");

  EXPECT_EQ(plain("Latvia recalled its envoy.\n\nMinsk was silent.").title, "");
  EXPECT_EQ(plain("Envoy recalled").text, "Envoy recalled") << "a lone line is the text";
}

Article one(const std::string& line) {
  Result<Article> out = read_json(line, "f.jsonl:1");
  EXPECT_TRUE(out.ok()) << out.error().text();
  return out ? *std::move(out) : Article{};
}

TEST(Jsonl, FieldsOfALine) {
  const Article a = one(R"({"id":7,"title":"  Envoy\nrecalled ","text":"Talks “failed”.\n\nBoth left.","date":"2021-10-18","source":5,"url":"u","language":"EN","more":[1]})");
  EXPECT_EQ(a.id, "7");
  EXPECT_EQ(a.title, "Envoy recalled");
  EXPECT_EQ(a.text, "Talks “failed”.\n\nBoth left.");
  EXPECT_EQ(to_string(a.published.value()), "2021-10-18");
  EXPECT_EQ(a.source, "");
  EXPECT_EQ(a.language, "en");
  EXPECT_EQ(one(R"({"text":"  kept \n as  it is "})").text, "  kept \n as  it is ");
  EXPECT_EQ(one(R"({"text":"tab\there"})").text, "tab here");
  EXPECT_EQ(one("{\"text\":\"caf\xE9\"}").text, "café");
  EXPECT_EQ(read_json(R"({"text":"<p>Talks <b>failed</b>."})", "f", true)->text, "Talks failed.");
}

/// Each article's text, or its error, one a line.
std::string all(ArticleReader reader) {
  std::string out;
  while (auto article = reader.next()) out += (*article ? (*article)->text : (*article).error().text()) + "\n";
  return out;
}

TEST(Reader, BrokenLinesAreNamedAndTheRestIsRead) {
  EXPECT_EQ(all(ArticleReader::over("{\"text\":\"one\"}\n\n{\"text\":\n[1]\n{\"id\":\"x\"}\r\n{\"text\":\"six\"}", "in.jsonl", InputKind::kJsonl)),
            "one\n"
            "in.jsonl:3: is no JSON: The JSON document has an improper structure: missing or superfluous commas, braces, missing keys, etc.\n"
            "in.jsonl:4: is no JSON object\n"
            "in.jsonl:5: has no field \"text\" that is a string\n"
            "six\n");
}

TEST(Reader, KindIsSniffed) {
  const auto kind = [](std::string bytes) {
    ArticleReader reader = ArticleReader::over(std::move(bytes));
    while (reader.next()) {}
    return reader.kind();
  };
  EXPECT_EQ(kind("\xEF\xBB\xBF {\"text\":\"x\"}"), InputKind::kJsonl);
  EXPECT_EQ(kind("<!DOCTYPE html><p>x"), InputKind::kHtml);
  EXPECT_EQ(kind("Talks failed."), InputKind::kText);
  EXPECT_EQ(kind(""), InputKind::kText);
}

TEST(Reader, ArticlesHaveIdAndDateline) {
  ArticleReader reader = ArticleReader::over("{\"text\":\"MOSCOW: Russia left.\"}");
  const auto a = reader.next();
  ASSERT_TRUE(a && *a);
  EXPECT_EQ((*a)->id, article_id("", "MOSCOW: Russia left."));
  EXPECT_EQ((*a)->id.size(), 16u);
  EXPECT_EQ((*a)->dateline, "MOSCOW");
  EXPECT_FALSE(reader.next());
}

TEST(Reader, MissingFilesAndFoldersAreErrors) {
  EXPECT_EQ(ArticleReader::open("/nowhere/x.txt").error().text(), "/nowhere/x.txt: No such file or directory");
  EXPECT_EQ(ArticleReader::open("/tmp").error().text(), "/tmp: is a folder");
}

struct TemporaryFile {
  std::string path = (std::filesystem::temp_directory_path() / ("demarche_text_" + std::to_string(::getpid()) + ".jsonl")).string();
  ~TemporaryFile() { std::filesystem::remove(path); }
};

TEST(Reader, LongFilesAreReadInPieces) {
  const TemporaryFile file;
  {
    std::ofstream out(file.path);
    for (int k = 0; k < 100'000; ++k) out << "{\"id\":" << k << ",\"text\":\"Talks number " << k << " failed in the capital on Monday, officials said.\"}\n";
  }
  Result<ArticleReader> reader = ArticleReader::open(file.path);
  ASSERT_TRUE(reader.ok());
  int n = 0;
  while (auto article = reader->next()) {
    ASSERT_TRUE(article->ok());
    ASSERT_EQ((*article)->id, std::to_string(n++));
  }
  EXPECT_EQ(n, 100'000);
}

TEST(Reader, LinesBeyondTheLimitAreRefusedAndTheRestIsRead) {
  const TemporaryFile file;
  {
    std::ofstream out(file.path);
    out << "{\"text\":\"" << std::string(8 << 20, 'a') << "\"}\n";
    out << "{\"text\":\"" << std::string(kLargestArticle, 'a') << "\"}\n{\"text\":\"last\"}\n";
  }
  Result<ArticleReader> reader = ArticleReader::open(file.path);
  ASSERT_TRUE(reader.ok());
  auto first = reader->next();
  ASSERT_TRUE(first && *first);
  EXPECT_EQ((*first)->text.size(), std::size_t{8} << 20);
  Document doc(*std::move(*first));
  segment(doc);
  EXPECT_EQ(doc.words.size(), 1u);
  auto second = reader->next();
  ASSERT_TRUE(second && !*second);
  EXPECT_EQ(second->error().kind, ErrorKind::kTooLarge);
  EXPECT_EQ(second->error().text(), file.path + ":2: is larger than the limit of 64 MiB for an article");
  auto third = reader->next();
  ASSERT_TRUE(third && *third);
  EXPECT_EQ((*third)->text, "last");
  EXPECT_FALSE(reader->next());
}

TEST(ReadHtml, APageHasAtMostSixteenMebibytes) {
  std::string page = "<html><head><title>A page</title></head><body><article><p>Norway expelled two Russian diplomats on Monday.</p></article></body></html>";
  page.resize(std::size_t{16} << 20, ' ');
  const auto fits = read_html(page, "a.html");
  ASSERT_TRUE(fits) << fits.error().text();
  EXPECT_EQ(fits->title, "A page");
  const auto over = read_html(page + " ", "a.html");
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().kind, ErrorKind::kTooLarge);
  EXPECT_EQ(over.error().text(), "a.html: is larger than the limit of 16 MiB for a page");
}

}  // namespace
}  // namespace demarche
