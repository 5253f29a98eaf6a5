// `demarche code` from end to end: what goes in as files, pipes and folders comes out as readings, and what is broken is named.
#include <pty.h>
#include <simdjson.h>

#include <algorithm>

#include "program.h"

namespace demarche {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;

constexpr const char* kExpulsion =
    "Title: Paris sends envoys home\nDate: 2022-04-05\nSource: The Daily Courier\n\n"
    "France condemned Russia on Monday. Russia arrested ten French diplomats in response.\n\n"
    "“We reject these accusations,” the Russian ambassador said.\n";
constexpr const char* kMeeting = "Foreign ministers of Norway and Japan met in Oslo on Tuesday. They signed an agreement on fisheries.\n";

std::string json_line(const std::string& id, const std::string& text) {
  return R"({"id":")" + id + R"(","published":"2022-04-05","text":")" + text + "\"}\n";
}

/// A JSON line as an element; fails the test where it is none.
class Parsed {
 public:
  explicit Parsed(const std::string& line) {
    EXPECT_EQ(parser_.parse(line).get(root_), simdjson::SUCCESS) << line;
  }
  [[nodiscard]] element operator[](std::string_view key) const { return root_[key].value(); }

 private:
  simdjson::dom::parser parser_;
  element root_;
};

std::string id_of(const std::string& line) { return std::string(std::string_view(Parsed(line)["article"]["id"])); }

std::vector<std::string> ids_of(const std::string& out) {
  std::vector<std::string> ids;
  for (const std::string& line : lines_of(out)) ids.push_back(id_of(line));
  return ids;
}

std::u32string code_points(std::string_view s) {
  std::u32string out;
  for (std::size_t at = 0; at < s.size();) {
    std::size_t size = 1;
    while (at + size < s.size() && (static_cast<unsigned char>(s[at + size]) & 0xC0) == 0x80) ++size;
    char32_t c = static_cast<unsigned char>(s[at]);
    if (size > 1) c &= 0xFFu >> (size + 1);
    for (std::size_t k = 1; k < size; ++k) c = c << 6 | (static_cast<unsigned char>(s[at + k]) & 0x3Fu);
    out.push_back(c);
    at += size;
  }
  return out;
}

/// Words of the article at a span of the JSON.
std::u32string at(const std::u32string& text, element span) {
  const auto from = static_cast<std::size_t>(span.at(0).get_int64().value()), to = static_cast<std::size_t>(span.at(1).get_int64().value());
  EXPECT_LE(from, to);
  EXPECT_LE(to, text.size());
  return text.substr(from, to - from);
}

/// Fields of each line of RFC 4180 text.
std::vector<std::vector<std::string>> cells_of(const std::string& csv) {
  std::vector<std::vector<std::string>> lines(1, {""});
  bool quoted = false;
  for (std::size_t n = 0; n < csv.size(); ++n) {
    if (csv[n] == '"') {
      if (quoted && n + 1 < csv.size() && csv[n + 1] == '"') lines.back().back() += csv[++n];
      else quoted = !quoted;
    } else if (!quoted && csv[n] == ',') {
      lines.back().emplace_back();
    } else if (!quoted && csv[n] == '\n') {
      lines.push_back({""});
    } else {
      lines.back().back() += csv[n];
    }
  }
  EXPECT_EQ(lines.back(), std::vector<std::string>{""}) << "the last line has no end";
  lines.pop_back();
  return lines;
}

bool contains(const std::string& all, const std::string& part) { return all.find(part) != std::string::npos; }

// ---- formats ----

TEST(Code, AFileGivesOneReadingWithItsHeaderLines) {
  const Folder folder;
  const Outcome run = demarche({"code", folder.file("paris.txt", kExpulsion)});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.err, "");
  ASSERT_EQ(lines_of(run.out).size(), 1u);
  const Parsed reading(run.out);
  EXPECT_EQ(std::string_view(reading["schema"]), "demarche.reading/1");
  EXPECT_EQ(std::string_view(reading["article"]["title"]), "Paris sends envoys home");
  EXPECT_EQ(std::string_view(reading["article"]["published"]), "2022-04-05");
  EXPECT_EQ(std::string_view(reading["article"]["source"]), "The Daily Courier");
  EXPECT_EQ(std::string_view(reading["article"]["versions"]["program"]), "0.1.0");
  EXPECT_GE(array(reading["events"]).size(), 1u);
  for (const element event : array(reading["events"])) {
    for (const char* field : {"id", "event", "cameo", "quad", "measure", "status", "rule", "entry"})
      EXPECT_TRUE(event[field].is_string()) << field;
    for (const char* field : {"mode", "context", "source", "target", "attributed_to", "trigger", "sentences", "responds_to"})
      EXPECT_TRUE(event[field].is_array()) << field;
  }
}

/// Codes of the actors whom an event's list names, in its order.
std::vector<std::string> codes_of(const Parsed& reading, const element& list) {
  std::vector<std::string> out;
  for (const element id : array(list)) {
    for (const element actor : array(reading["actors"])) {
      if (std::string_view(actor["id"]) == std::string_view(id)) out.emplace_back(std::string_view(actor["code"]));
    }
  }
  return out;
}

/// "SANCTION 166 FRA > RUS" of each event of the reading.
std::vector<std::string> told(const Parsed& reading) {
  std::vector<std::string> out;
  for (const element event : array(reading["events"])) {
    std::string line = std::string(std::string_view(event["event"])) + " " + std::string(std::string_view(event["cameo"]));
    for (const std::string& code : codes_of(reading, event["source"])) line += " " + code;
    line += " >";
    for (const std::string& code : codes_of(reading, event["target"])) line += " " + code;
    out.push_back(line);
  }
  return out;
}

TEST(Code, WhoDidWhatToWhomBearsTheCodesOfBothSides) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"France condemned Russia on Monday.", "ACCUSE 111 FRA > RUS"},
      {"Poland suspended its mission in Moscow on Monday.", "SANCTION 160 POL > RUS"},
      {"France announced the expulsion of eight Russian diplomats.", "SANCTION 166 FRA > RUS"},
      {"Ottawa confirmed Canada’s expulsion of three Iranian diplomats.", "SANCTION 166 CAN > IRN"},
  };
  for (const auto& [sentence, expected] : cases) {
    const Outcome run = demarche({"code", "-"}, json_line("n", sentence));
    const std::vector<std::string> events = told(Parsed(run.out));
    EXPECT_EQ(std::count(events.begin(), events.end(), expected), 1) << sentence << "\n" << run.out;
  }
}

TEST(Code, AnExpulsionIsTheSameInEveryFormat) {
  const Folder folder;
  const std::string file = folder.file("a.txt", "Date: 2022-04-05\n\nFrance announced the expulsion of eight Russian diplomats.\n");
  const Parsed reading(demarche({"code", file}).out);
  ASSERT_EQ(told(reading), std::vector<std::string>{"SANCTION 166 FRA > RUS"});
  const element event = reading["events"].at(0);
  EXPECT_EQ(std::string_view(event["measure"]), "expel");
  EXPECT_EQ(event["quantity"]["value"].get_double().value(), 8);
  const auto csv = cells_of(demarche({"code", "--format", "csv", file}).out);
  ASSERT_EQ(csv.size(), 2u);
  const auto cell = [&](const std::string& column) {
    const auto at = std::find(csv[0].begin(), csv[0].end(), column);
    return at == csv[0].end() ? "no column " + column : csv[1][static_cast<std::size_t>(at - csv[0].begin())];
  };
  EXPECT_EQ(cell("cameo"), "166");
  EXPECT_EQ(cell("source_codes"), "FRA");
  EXPECT_EQ(cell("target_codes"), "RUS");
  const std::string report = demarche({"code", "--format", "report", file}).out;
  EXPECT_TRUE(contains(report, "France")) << report;
  EXPECT_TRUE(contains(report, "expulsion")) << report;
}

TEST(Code, DrawsTheLadder) {
  const std::string text = "Title: Paris <&> \"Moscow\"\nDate: 2022-04-05\n\nFrance expelled three Russian diplomats on Monday. In response, Russia closed the French "
                           "consulate in Kazan on Tuesday.\n";
  const Outcome run = demarche({"code", "-", "--format", "svg"}, text);
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_TRUE(run.out.starts_with("<svg xmlns=")) << run.out;
  EXPECT_TRUE(run.out.ends_with("</svg>\n")) << run.out;
  for (const char* words : {"Paris &lt;&amp;&gt; &quot;Moscow&quot;", ">France</text>", ">Russia</text>", ">expels 3 persons</text>", "closes a post", "consulate in Kazan", "answers"}) {
    EXPECT_TRUE(contains(run.out, words)) << words << "\n" << run.out;
  }
  EXPECT_FALSE(contains(run.out, "Paris <")) << run.out;
  EXPECT_FALSE(contains(run.out, "http://") && contains(run.out, "href")) << run.out;
}

TEST(Code, AnArticleWithoutEventsIsAPictureToo) {
  const Outcome run = demarche({"code", "-", "--format", "svg"}, "It rained in the valley.\n");
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_TRUE(contains(run.out, "No events found.")) << run.out;
}

TEST(Code, ReportsTheLadderAndThePosts) {
  const std::string text = "Date: 2022-04-05\n\nFrance expelled three Russian diplomats on Monday. In response, Russia closed the French consulate in Kazan on Tuesday.\n";
  const std::string report = demarche({"code", "-", "--format", "report"}, text).out;
  for (const char* words : {"Exchange: ", "answers 1 (in response)", "Posts, before → after", "open → closed", "sentence 2"}) EXPECT_TRUE(contains(report, words)) << words << "\n" << report;
  const std::string explained = demarche({"explain", "-"}, text).out;
  for (const char* words : {"answers 1, rule: in response", "rule: a post closed"}) EXPECT_TRUE(contains(explained, words)) << words << "\n" << explained;
}

TEST(Code, OffsetsCountCodePoints) {
  const std::string text = "“Ça suffit,” said Türkiye’s envoy 🕊 in Đà Nẵng. France condemned Russia on Monday.";
  const Outcome run = demarche({"code", "-"}, json_line("n", text));
  const Parsed reading(run.out);
  EXPECT_EQ(std::string_view(reading["article"]["text"]), text);
  const std::u32string points = code_points(text);
  std::vector<std::u32string> mentions, triggers;
  for (const element actor : array(reading["actors"])) {
    for (const element span : array(actor["mentions"])) mentions.push_back(at(points, span));
  }
  for (const element event : array(reading["events"])) {
    for (const element span : array(event["trigger"])) triggers.push_back(at(points, span));
  }
  EXPECT_NE(std::find(mentions.begin(), mentions.end(), U"France"), mentions.end()) << run.out;
  EXPECT_NE(std::find(triggers.begin(), triggers.end(), U"condemned"), triggers.end()) << run.out;
  const array sentences = reading["sentences"];
  ASSERT_EQ(sentences.size(), 2u);
  EXPECT_EQ(at(points, sentences.at(1)), U"France condemned Russia on Monday.");
}

TEST(Code, CsvHasOneLineAnEventAndAlwaysTheSameColumns) {
  const Folder folder;
  const std::string file = folder.file("a.jsonl", json_line("comma, \\\"quote\\\"", "France condemned Russia on Monday.") +
                                                     json_line("none", "It rained in the valley."));
  const Outcome csv = demarche({"code", "--format", "csv", file});
  EXPECT_EQ(csv.exit_code, 0);
  const auto lines = cells_of(csv.out);
  ASSERT_GE(lines.size(), 2u);
  EXPECT_EQ(lines[0].front(), "article_id");
  EXPECT_EQ(lines[0].back(), "entry");
  for (const auto& line : lines) EXPECT_EQ(line.size(), 23u);
  EXPECT_EQ(lines[1].front(), "comma, \"quote\"");
  const Parsed reading(lines_of(demarche({"code", file}).out).front());
  EXPECT_EQ(lines.size() - 1, array(reading["events"]).size());
}

TEST(Code, ReportNumbersEventsAndSaysWhereThereAreNone) {
  const Folder folder;
  const Outcome run = demarche({"code", "--format", "report", folder.file("a.txt", kExpulsion), folder.file("b.txt", "It rained in the valley.\n")});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_TRUE(contains(run.out, "Paris sends envoys home\nThe Daily Courier, 5 April 2022\n")) << run.out;
  EXPECT_TRUE(contains(run.out, "  1. ")) << run.out;
  EXPECT_TRUE(contains(run.out, "\"condemned")) << run.out;
  EXPECT_TRUE(contains(run.out, "No events found.")) << run.out;
  EXPECT_FALSE(contains(run.out, "\x1b")) << "colours are for terminals";
  for (const std::string& line : lines_of(run.out)) EXPECT_LE(code_points(line).size(), 80u) << line;
}

TEST(Code, TheOutputFilesEndingDecidesTheFormat) {
  const Folder folder;
  const std::string in = folder.file("a.txt", kExpulsion);
  for (const char* name : {"out.csv", "out.jsonl", "out.txt"}) {
    const Outcome run = demarche({"code", in, "--output", folder.path(name)});
    EXPECT_EQ(run.exit_code, 0) << run.err;
    EXPECT_EQ(run.out, "");
  }
  EXPECT_TRUE(content_of(folder.path("out.csv")).starts_with("article_id,"));
  EXPECT_TRUE(content_of(folder.path("out.jsonl")).starts_with("{\"schema\""));
  EXPECT_TRUE(content_of(folder.path("out.txt")).starts_with("Paris sends envoys home"));
}

TEST(Code, TheDefaultDayIsForArticlesWithoutOne) {
  const Folder folder;
  const Outcome run = demarche({"code", "--published", "2020-02-29", folder.file("dated.txt", kExpulsion), folder.file("undated.txt", kMeeting)});
  const auto lines = lines_of(run.out);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(std::string_view(Parsed(lines[0])["article"]["published"]), "2022-04-05");
  EXPECT_EQ(std::string_view(Parsed(lines[1])["article"]["published"]), "2020-02-29");
}

// ---- inputs ----

TEST(Code, AFolderIsReadInOrderOfNames) {
  const Folder folder;
  folder.file("news/b.jsonl", json_line("second", "Japan met Norway.") + json_line("third", "France met Spain."));
  folder.file("news/a/z.jsonl", json_line("first", "Peru thanked Chile."));
  folder.file("news/.hidden.jsonl", "not read");
  folder.file("news/c.html", "<html><head><title>T</title></head><body><article><p>Kenya and Ghana signed an agreement on Friday, officials of both "
                             "countries said at a ceremony in Nairobi.</p></article></body></html>");
  const Outcome run = demarche({"code", folder.path("news")});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  const auto ids = ids_of(run.out);
  ASSERT_EQ(ids.size(), 4u);
  EXPECT_EQ((std::vector<std::string>{ids[0], ids[1], ids[2]}), (std::vector<std::string>{"first", "second", "third"}));
  EXPECT_TRUE(contains(lines_of(run.out)[3], "Kenya"));
}

TEST(Code, StandardInputIsTheDefault) {
  const Outcome run = demarche({"code"}, json_line("one", "France met Spain.") + json_line("two", "Peru met Chile."));
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(ids_of(run.out), (std::vector<std::string>{"one", "two"}));
}

TEST(Code, AnyNumberOfThreadsGivesTheSameBytes) {
  std::string lines;
  std::vector<std::string> expected;
  for (int n = 0; n < 400; ++n) {
    expected.push_back("n" + std::to_string(n));
    std::string text;
    for (int k = 0; k <= n % 13; ++k) text += std::string(k > 0 ? " " : "") + (n % 2 ? "France condemned Russia on Monday." : "Norway praised Japan’s decision on Monday.");
    lines += json_line(expected.back(), text);
  }
  for (const char* format : {"json", "csv", "report"}) {
    const Outcome one = demarche({"code", "--jobs", "1", "--format", format}, lines);
    EXPECT_EQ(one.exit_code, 0);
    for (const char* jobs : {"2", "4"}) EXPECT_EQ(demarche({"code", "--jobs", jobs, "--format", format}, lines).out, one.out) << format << " " << jobs;
    if (std::string(format) == "json") {
      EXPECT_EQ(ids_of(one.out), expected);
    }
  }
}

// ---- what is broken ----

TEST(Code, AMissingFileIsToldAndTheRestCoded) {
  const Folder folder;
  const std::string missing = folder.path("gone.txt");
  const Outcome run = demarche({"code", missing, folder.file("good.jsonl", json_line("good", "France met Spain."))});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.err, "demarche: " + missing + ": No such file or directory\n");
  EXPECT_EQ(ids_of(run.out), std::vector<std::string>{"good"});
}

TEST(Code, ABrokenLineIsNamedAndTheOthersCoded) {
  const Folder folder;
  const std::string file = folder.file("a.jsonl", json_line("one", "France met Spain.") + "{\"text\": \n" + "\n{\"title\":\"no text\"}\n" + json_line("two", "Peru met Chile."));
  const Outcome run = demarche({"code", file});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(ids_of(run.out), (std::vector<std::string>{"one", "two"}));
  const auto errors = lines_of(run.err);
  ASSERT_EQ(errors.size(), 2u) << run.err;
  EXPECT_TRUE(errors[0].starts_with("demarche: " + file + ":2: ")) << errors[0];
  EXPECT_TRUE(errors[1].starts_with("demarche: " + file + ":4: ")) << errors[1];
}

TEST(Code, ABinaryFileIsRefused) {
  const Folder folder;
  std::string picture = "\x89PNG\r\n\x1a\n";
  for (int n = 0; n < 4096; ++n) picture += static_cast<char>(n * 37 % 256);
  const std::string file = folder.file("photo.txt", picture);
  const Outcome run = demarche({"code", file, folder.file("good.txt", kMeeting)});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.err, "demarche: " + file + ": is binary, not text\n");
  EXPECT_EQ(lines_of(run.out).size(), 1u);
}

TEST(Code, AnEmptyFileDoesNoHarm) {
  const Folder folder;
  const Outcome run = demarche({"code", folder.file("empty.txt", ""), folder.file("empty.jsonl", ""), folder.file("good.txt", kMeeting)});
  EXPECT_NE(run.exit_code, 2);
  ASSERT_GE(lines_of(run.out).size(), 1u);
  EXPECT_TRUE(contains(lines_of(run.out).back(), "Norway"));
}

TEST(Code, InvalidUtf8StillGivesValidJson) {
  const Folder folder;
  const Outcome run = demarche({"code", folder.file("a.txt", "Fran\xE7ois Hollande met Norway\x92s envoy. \xFF\xFE\xC3 Japan praised Peru.\n"),
                            folder.file("b.jsonl", "{\"id\":\"bad\",\"text\":\"Peru \xC3( met Chile.\"}\n")});
  const auto lines = lines_of(run.out);
  ASSERT_EQ(lines.size(), 2u) << run.err;
  for (const std::string& line : lines) Parsed{line};
}

TEST(Code, AnArticleBeyondTheLimitIsRefusedAndTheNextOneCoded) {
  const Folder folder;
  std::string big;
  while (big.size() < (std::size_t{70} << 20)) big += "France met Spain and Portugal in the long afternoon of an endless summit. ";
  const std::string lines = folder.file("big.jsonl", json_line("big", big) + json_line("good", "Peru met Chile."));
  const std::string text = folder.file("big.txt", big);
  const Outcome run = demarche({"code", "--jobs", "1", lines, text});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.err, "demarche: " + lines + ":1: is larger than the limit of 64 MiB for an article\n" +
                         "demarche: " + text + ": is larger than the limit of 64 MiB for an article\n");
  EXPECT_EQ(ids_of(run.out), std::vector<std::string>{"good"});
}

TEST(Code, UnclosedMarkupIsReadAllTheSame) {
  const Folder folder;
  const Outcome run = demarche({"code", folder.file("a.html", "<html><body><article><h1>Talks<p>Kenya and Ghana signed an agreement on Friday, officials of "
                                                          "both countries said at a ceremony in Nairobi.<p><b>Peru met <i>Chile")});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_TRUE(contains(run.out, "Ghana")) << run.out;
}

TEST(Code, WrongUseIsExitTwoAndSaysWhatIsWrong) {
  const Folder folder;
  const std::string file = folder.file("a.txt", kMeeting);
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{"code", "--format", "xml", file}, "xml"},
      {{"code", "--input", "pdf", file}, "pdf"},
      {{"code", "--jobs", "many", file}, "many"},
      {{"code", "--jobs", "-1", file}, "-1"},
      {{"code", "--published", "2021-02-30", file}, "2021-02-30"},
      {{"code", "--published", "yesterday", file}, "yesterday"},
      {{"code", "--wat", file}, "--wat"},
      {{"code", file, "--output", file}, "one of the inputs"},
      {{"frobnicate"}, "frobnicate"},
      {{}, "command"},
      {{"explain"}, "file"},
  };
  for (const auto& [arguments, word] : cases) {
    const Outcome run = demarche(arguments);
    EXPECT_EQ(run.exit_code, 2) << word;
    EXPECT_TRUE(run.err.starts_with("demarche: ")) << run.err;
    EXPECT_TRUE(contains(run.err, word)) << run.err;
    EXPECT_EQ(run.out, "");
  }
  EXPECT_EQ(content_of(file), kMeeting) << "the input was written over";
}

TEST(Code, AnOutputThatCannotBeWrittenIsNamed) {
  const Folder folder;
  const Outcome nowhere = demarche({"code", folder.file("a.txt", kMeeting), "--output", folder.path("no/such/folder.csv")});
  EXPECT_EQ(nowhere.exit_code, 1);
  EXPECT_TRUE(contains(nowhere.err, "folder.csv: cannot be written: ")) << nowhere.err;
  if (std::filesystem::exists("/dev/full")) {
    const Outcome full = demarche({"code", folder.path("a.txt"), "--output", "/dev/full"});
    EXPECT_EQ(full.exit_code, 1);
    EXPECT_EQ(full.err, "demarche: /dev/full: cannot be written: No space left on device\n");
  }
}

TEST(Code, AReaderThatLeavesEndsItQuietly) {
  const Folder folder;
  std::string lines;
  for (int n = 0; n < 300; ++n) lines += json_line("n" + std::to_string(n), "France met Spain and praised Portugal on Monday.");
  const std::string in = folder.file("a.jsonl", lines), err = folder.path("err");
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ::close(ends[0]);
  const pid_t child = ::fork();
  if (child == 0) {
    std::signal(SIGPIPE, SIG_IGN);  // as some parents leave it
    ::dup2(ends[1], 1);
    ::dup2(::open(err.c_str(), O_WRONLY | O_CREAT, 0600), 2);
    ::execl(DEMARCHE_PROGRAM, DEMARCHE_PROGRAM, "code", in.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  ::close(ends[1]);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  EXPECT_EQ(content_of(err), "");
}

// ---- on a terminal ----

/// What the program writes to a terminal 60 columns wide.
std::string on_a_terminal(const std::string& file, bool no_color) {
  winsize size{24, 60, 0, 0};
  int terminal = -1;
  const pid_t child = ::forkpty(&terminal, nullptr, nullptr, &size);
  if (child == 0) {
    ::setenv("TERM", "xterm", 1);
    if (no_color) ::setenv("NO_COLOR", "1", 1);
    else ::unsetenv("NO_COLOR");
    ::execl(DEMARCHE_PROGRAM, DEMARCHE_PROGRAM, "code", file.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  if (child < 0) return {};
  std::string out;
  char piece[4096];
  for (ssize_t n; (n = ::read(terminal, piece, sizeof piece)) > 0;) out.append(piece, static_cast<std::size_t>(n));
  ::close(terminal);
  ::waitpid(child, nullptr, 0);
  return out;
}

TEST(Code, ATerminalGetsAReportOfItsWidthWithColoursUnlessRefused) {
  const Folder folder;
  const std::string file = folder.file("a.txt", kExpulsion);
  const std::string coloured = on_a_terminal(file, false), plain = on_a_terminal(file, true);
  if (coloured.empty()) GTEST_SKIP() << "no terminals here";
  EXPECT_TRUE(contains(coloured, "\x1b[1mParis")) << coloured;
  EXPECT_FALSE(contains(plain, "\x1b")) << plain;
  EXPECT_TRUE(contains(plain, "Paris sends envoys home")) << plain;
  for (std::string line : lines_of(plain)) {
    if (line.ends_with('\r')) line.pop_back();
    EXPECT_LE(code_points(line).size(), 60u) << line;
  }
}

// ---- what the documents say ----

void collect_names(element value, std::vector<std::string>& names) {
  if (value.is_object()) {
    for (const auto& [name, inner] : simdjson::dom::object(value)) names.emplace_back(name), collect_names(inner, names);
  } else if (value.is_array()) {
    for (const element inner : array(value)) collect_names(inner, names);
  }
}

TEST(Code, EveryFieldAndColumnIsDocumented) {
  const std::string document = content_of(std::string(DEMARCHE_SOURCE_DIR) + "/docs/reading.md");
  std::vector<std::string> names;
  for (const std::string& line : lines_of(demarche({"code", std::string(DEMARCHE_SOURCE_DIR) + "/samples"}).out)) {
    simdjson::dom::parser parser;
    collect_names(parser.parse(line), names);
  }
  const auto header = cells_of(demarche({"code", "--format", "csv"}, "").out).front();
  names.insert(names.end(), header.begin(), header.end());
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  for (const std::string& name : names) EXPECT_TRUE(contains(document, "`" + name + "`")) << name;
}

// ---- the samples that come with the program ----

TEST(Code, EverySampleIsRead) {
  const std::string samples = std::string(DEMARCHE_SOURCE_DIR) + "/samples";
  std::size_t texts = 0;
  if (std::filesystem::exists(samples)) {
    for (const auto& entry : std::filesystem::directory_iterator(samples)) texts += entry.path().extension() == ".txt";
  }
  if (texts == 0) GTEST_SKIP() << "no samples";
  for (const auto& entry : std::filesystem::directory_iterator(samples)) {
    if (entry.path().extension() != ".txt") continue;
    const Outcome run = demarche({"code", entry.path().string()});
    EXPECT_EQ(run.exit_code, 0) << run.err;
    EXPECT_EQ(lines_of(run.out).size(), 1u) << entry.path();
  }
}

}  // namespace
}  // namespace demarche
