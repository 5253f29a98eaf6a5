// The forms of the field: columns, missing values, pairs of parties. That pandas and R load them is tests/program/exports.py.
#include "record/export.h"

#include "base/lists.h"
#include "lexicon/lexicon.h"
#include "record/foreign.h"
#include "record_test.h"

namespace demarche {
namespace {

class Export : public ::testing::Test {
 protected:
  void SetUp() override {
    Reading first = expulsion("2021-10-18", "Courier\twith a tab");
    first.article.url = "https://courier.example/2021/a";
    Reading second = expulsion("2021-10-19", "Gazette", 3, "Moscow sent three British diplomats home.", "");
    Story s("2021-11-02", "Herald");
    Event& e = s.tell("Norway, Japan and a group signed it in Oslo.", EventType::kConsult, "0831", "", {s.actor("Norway", "NOR"), s.actor("Japan", "JPN")},
                      {s.actor("Norway", "NOR"), s.actor("Japan", "JPN"), s.actor("NATO", "NATO", ActorKind::kOrganisation)}, 1);
    e.place = Place{"Oslo", "NOR", 59.91, 10.75};
    Reading negated = expulsion("2021-12-01", "Courier", 2, "Russia did not expel anybody.", "2021-12-01");
    negated.events[0].status = EventStatus::kNegated;
    got(record_.write({first, second, s.done(), negated}, {.now = kNow}));
  }
  std::vector<std::vector<std::string>> rows(const std::string& format, const std::string& text = "") {
    std::string out;
    counts_ = got(export_events(record_, query(text), {*export_format_of(format), &Lexicon::embedded()}, [&](std::string_view s) { return out += s, true; }));
    std::vector<std::vector<std::string>> all;
    for (std::string_view rest = out; !rest.empty();) {
      const std::size_t end = rest.find('\n');
      EXPECT_NE(end, std::string_view::npos) << "the last line has no end";
      std::vector<std::string>& cells = all.emplace_back();
      for (std::string_view line = rest.substr(0, end);;) {
        const std::size_t tab = line.find('\t');
        cells.emplace_back(line.substr(0, tab));
        if (tab == std::string_view::npos) break;
        line.remove_prefix(tab + 1);
      }
      rest.remove_prefix(end + 1);
    }
    return all;
  }
  TestFolder folder_;
  Record record_ = open_record(folder_.path("r"));
  ExportCounts counts_;
};

TEST_F(Export, GdeltHas61ColumnsAndOneRowAPair) {
  const auto all = rows("gdelt");
  EXPECT_EQ(counts_.events, 2);
  EXPECT_EQ(counts_.left_out, 1);
  ASSERT_EQ(all.size(), 5u);  // the expulsion; Norway→Japan, Norway→NATO, Japan→Norway, Japan→NATO
  for (const auto& r : all) EXPECT_EQ(r.size(), 61u);
  const auto& r = all[0];
  EXPECT_EQ(r[0], "100");
  EXPECT_EQ(r[1], "20211018");
  EXPECT_EQ(r[2], "202110");
  EXPECT_EQ(r[3], "2021");
  EXPECT_EQ(r[4], "2021.8712");
  EXPECT_EQ(r[5], "RUSGOV");
  EXPECT_EQ(r[6], "RUSSIA");
  EXPECT_EQ(r[7], "RUS");
  EXPECT_EQ(r[12], "GOV");
  EXPECT_EQ(r[15], "GBRGOV");
  EXPECT_EQ(r[25], "1");
  EXPECT_EQ(r[26], "166");
  EXPECT_EQ(r[27], "166");
  EXPECT_EQ(r[28], "16");
  EXPECT_EQ(r[29], "4");
  EXPECT_EQ(r[30], "-5.0");
  EXPECT_EQ(r[31], "2");
  EXPECT_EQ(r[32], "2");
  EXPECT_EQ(r[33], "2");
  EXPECT_EQ(r[51], "0");
  EXPECT_EQ(r[59], "20211018100000");
  EXPECT_EQ(r[60], "https://courier.example/2021/a");
  EXPECT_EQ(all[1][0], "200");
  EXPECT_EQ(all[2][0], "201");
  EXPECT_EQ(all[2][18], "NAT");
  EXPECT_EQ(all[1][51], "4");
  EXPECT_EQ(all[1][52], "Oslo, Norway");
  EXPECT_EQ(all[1][53], "NO");
  EXPECT_EQ(all[1][27], "083");
}

TEST_F(Export, MentionsHave16Columns) {
  const auto all = rows("gdelt-mentions", "source:RUS");
  ASSERT_EQ(all.size(), 2u);
  for (const auto& r : all) EXPECT_EQ(r.size(), 16u);
  EXPECT_EQ(all[0][3], "1");
  EXPECT_EQ(all[0][4], "courier.example");
  EXPECT_EQ(all[0][11], "80");
  EXPECT_EQ(all[1][3], "2");
  EXPECT_EQ(all[1][4], "Gazette");
}

TEST_F(Export, TablesHaveTheirHeadersAndMissingValues) {
  auto all = rows("icews");
  ASSERT_EQ(all.size(), 6u);
  for (const auto& r : all) EXPECT_EQ(r.size(), 20u);
  EXPECT_EQ(all[0][0], "Event ID");
  EXPECT_EQ(all[1][1], "2021-10-18");
  EXPECT_EQ(all[1][3], "Government");
  EXPECT_EQ(all[1][4], "Russia");
  EXPECT_EQ(all[1][6], "166");
  EXPECT_EQ(all[1][13], "Courier with a tab");
  EXPECT_EQ(all[1][14], "NA");
  EXPECT_EQ(all[2][14], "Oslo");
  EXPECT_EQ(all[2][18], "59.9100");
  all = rows("polecat");
  ASSERT_EQ(all.size(), 6u);
  for (const auto& r : all) EXPECT_EQ(r.size(), 40u);
  EXPECT_EQ(all[1][2], "SANCTION");
  EXPECT_EQ(all[1][9], "365");
  EXPECT_EQ(all[1][14], "None");
  all = rows("phoenix");
  ASSERT_EQ(all.size(), 5u);
  for (const auto& r : all) EXPECT_EQ(r.size(), 26u);
  EXPECT_EQ(all[0][6], "RUS");
  EXPECT_EQ(all[0][7], "GOV");
  EXPECT_EQ(all[0][15], "3");
  EXPECT_EQ(all[0][17], "DIPLOMATIC,1");
}

TEST_F(Export, WhatDidNotHappenIsExportedWhereTheQueryAsksForIt) {
  EXPECT_EQ(rows("gdelt", "status:negated").size(), 1u);
  EXPECT_EQ(rows("plover").size(), 3u);
}

TEST_F(Export, TheSameRecordGivesTheSameBytes) { EXPECT_EQ(rows("plover"), rows("plover")); }

TEST_F(Export, OurOwnFilesAreReadBackAndFullyCovered) {
  for (const std::string format : {"gdelt", "icews", "polecat", "phoenix"}) {
    ForeignReader reader(Lexicon::embedded(), format);
    std::vector<ForeignEvent> events;
    for (const auto& cells : rows(format)) {
      auto event = reader.line(joined(cells, "\t"));
      ASSERT_TRUE(event) << event.error().text();
      if (*event) events.push_back(**event);
    }
    ASSERT_EQ(events.size(), 5u) << format;
    EXPECT_EQ(events[0].source, "RUS") << format;
    EXPECT_EQ(events[0].target, "GBR") << format;
    const Comparison c = got(compare(record_, query(""), events, 0));
    EXPECT_EQ(c.foreign_in_ours.events, 5) << format;
    EXPECT_EQ(c.foreign_in_ours.same_dyad, 5) << format;
    if (format == "polecat") {
      EXPECT_EQ(c.foreign_in_ours.same_type, 5);
    }
    EXPECT_EQ(c.ours_in_foreign.same_dyad, 5) << format;
  }
}

TEST(Foreign, BrokenLinesAreNamed) {
  ForeignReader reader(Lexicon::embedded(), "x.txt");
  const auto unknown = reader.line("a\tb\tc");
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().text().find("x.txt:1: is none of the files known"), std::string::npos);
  ForeignReader gdelt(Lexicon::embedded(), "y.txt");
  std::string line = "1\t20219999";
  for (int n = 0; n < 59; ++n) line += "\t";
  const auto day = gdelt.line(line);
  ASSERT_FALSE(day);
  EXPECT_EQ(day.error().text(), "y.txt:1: its second column '20219999' is no day such as 20211018");
}

}  // namespace
}  // namespace demarche
