// Sections of a long article: the same sentences as the whole, in pieces of bounded size.
#include <gtest/gtest.h>

#include "text/text.h"

namespace demarche {
namespace {

Article article(std::string text) {
  Article out;
  out.id = "n1";
  out.title = "Envoys";
  out.published = Day{19000};
  out.text = std::move(text);
  return out;
}

std::vector<std::string> sentences(const Document& doc) {
  std::vector<std::string> out;
  for (const Sentence& s : doc.sentences) out.push_back((s.paragraph_begins ? "|| " : "") + doc.text().substr(s.span.begin, s.span.size()));
  return out;
}

std::vector<std::string> whole(const std::string& text) {
  Document doc(article(text));
  segment(doc);
  return sentences(doc);
}

/// Sentences of all sections; fails where a section is too large or its text is not the article's at its offset.
std::vector<std::string> in_sections(const std::string& text, std::size_t bytes) {
  Article a = article(text);
  Sections sections(a, bytes);
  EXPECT_EQ(a.text, text);
  std::vector<std::string> out;
  while (auto section = sections.next()) {
    const Document& doc = section->document;
    EXPECT_LE(doc.text().size(), bytes);
    EXPECT_EQ(text.substr(section->offset, doc.text().size()), doc.text());
    EXPECT_EQ(doc.article->id, "n1");
    EXPECT_EQ(doc.article->title, "Envoys");
    EXPECT_EQ(doc.article->published, Day{19000});
    for (std::string& s : sentences(doc)) out.push_back(std::move(s));
  }
  return out;
}

std::string paragraphs_of(int count) {
  std::string out = "OSLO, Oct. 18 (AP) — Norway thanked Chad. It rained.";
  for (int n = 0; n < count; ++n) {
    out += "\n\nThe envoy of post No. " + std::to_string(n) + " left.";
    for (int k = 0; k < n % 5; ++k) out += " “We do not know why,” Mr. Berg’s aide said!";
  }
  return out;
}

TEST(Sections, TogetherHaveTheSentencesOfTheWhole) {
  const std::string text = paragraphs_of(60);
  for (const std::size_t bytes : {std::size_t{300}, std::size_t{1000}, text.size() - 1, text.size()}) EXPECT_EQ(in_sections(text, bytes), whole(text)) << bytes;
}

TEST(Sections, OneIsEnoughForAShortArticle) {
  Article a = article("Chad thanked Norway.\n\nIt rained.");
  Sections sections(a, 1000);
  const auto first = sections.next();
  ASSERT_TRUE(first);
  EXPECT_EQ(first->offset, 0u);
  EXPECT_EQ(first->document.text(), a.text);
  EXPECT_FALSE(sections.next());
}

TEST(Sections, OnlyTheFirstHasTheDateline) {
  Article a = article(paragraphs_of(20));
  Sections sections(a, 300);
  int with = 0, all = 0;
  while (auto section = sections.next()) {
    ++all;
    if (section->document.article->dateline_span.empty()) continue;
    ++with;
    EXPECT_EQ(section->offset, 0u);
    EXPECT_EQ(section->document.article->dateline, a.dateline);
  }
  EXPECT_GT(all, 3);
  EXPECT_EQ(with, 1);
}

TEST(Sections, ALongParagraphIsPartedBetweenSentences) {
  std::string text = "Chad thanked Norway.\n\n";
  for (int n = 0; n < 100; ++n) text += "Envoy no. " + std::to_string(n) + " of Chad left Oslo with Mr. Berg. ";
  text += "It ended.\n\nIt rained.";
  for (const std::size_t bytes : {100, 150, 1000}) EXPECT_EQ(in_sections(text, bytes), whole(text)) << bytes;
}

TEST(Sections, NothingOfTheTextIsLost) {
  std::string without_blanks;
  for (int n = 0; n < 200; ++n) without_blanks += n % 3 ? "né" : "🕊";
  std::string without_stops;
  for (int n = 0; n < 200; ++n) without_stops += "chad and ";
  for (const std::string& text : {without_blanks, without_stops, without_blanks + "\n\n" + without_stops, std::string("a"), std::string("…"), paragraphs_of(9)}) {
    for (const std::size_t bytes : {4, 7, 64}) {
      Article a = article(text);
      Sections sections(a, bytes);
      std::string got, expected;
      while (auto section = sections.next()) {
        for (const Word& w : section->document.words) got += w.form;
      }
      for (const char c : text) {
        if (c != ' ' && c != '\n') expected += c;
      }
      EXPECT_EQ(got, expected) << bytes;
    }
  }
}

TEST(Sections, OfNothingAreNone) {
  for (const char* text : {"", " \n\n ", "\n"}) {
    Article a = article(text);
    EXPECT_FALSE(Sections(a, 100).next());
  }
}

}  // namespace
}  // namespace demarche
