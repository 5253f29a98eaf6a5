// Long articles, read in sections: the same reading where nothing reaches from one section into another.
#include <gtest/gtest.h>

#include <algorithm>

#include "coding/json.h"
#include "coding/reader.h"

namespace demarche {
namespace {

Reader& reader() {
  static Reader one(Model::embedded(), Lexicon::embedded());
  return one;
}

Article article(std::string text) {
  Article out;
  out.id = "n1";
  out.title = "Envoys";
  out.published = Day{19000};
  out.text = std::move(text);
  return out;
}

std::string json(const Reading& reading) {
  std::string out;
  write_json(reading, out);
  return out;
}

const std::vector<std::string> kParagraphs = {
    "France condemned Russia on Monday. Russia arrested ten French diplomats.",
    "Poland suspended its mission in Tehran. “We reject the threats of Iran,” the Polish foreign minister said.",
    "Norway and Chad signed an agreement on fisheries in Oslo on Tuesday.",
    "Peru accused Chile of supplying the rebels with arms. Chile denied the charge.",
    "India closed its consulate in Lahore after Pakistan expelled three Indian diplomats.",
};

std::string joined(const std::vector<std::string>& paragraphs) {
  std::string out;
  for (const std::string& p : paragraphs) out += (out.empty() ? "" : "\n\n") + p;
  return out;
}

TEST(ReadInSections, ReadsAsTheWholeWhereNothingReachesAcross) {
  const std::string text = joined(kParagraphs);
  const Reading whole = reader().read(article(text));
  ASSERT_GE(whole.events.size(), 6u);
  ASSERT_GE(whole.posts.size(), 2u);
  for (const std::size_t bytes : {std::size_t{128}, std::size_t{200}, text.size()}) EXPECT_EQ(json(reader().read_in_sections(article(text), bytes)), json(whole)) << bytes;
}

TEST(ReadInSections, KnowsAnActorFromOneSectionToTheNext) {
  const Reading reading = reader().read_in_sections(article(joined({kParagraphs[0], kParagraphs[1], kParagraphs[0]})), 128);
  const auto russia = [](const Actor& a) { return a.code == "RUS" && a.kind == ActorKind::kCountry; };
  EXPECT_EQ(std::count_if(reading.actors.begin(), reading.actors.end(), russia), 1);
  const Actor& one = *std::find_if(reading.actors.begin(), reading.actors.end(), russia);
  ASSERT_GE(one.mentions.size(), 4u);
  EXPECT_TRUE(std::is_sorted(one.mentions.begin(), one.mentions.end(), [](Span a, Span b) { return a.begin < b.begin; }));
  for (const Span m : one.mentions) EXPECT_EQ(reading.article.text.substr(m.begin, m.size()), "Russia");
}

TEST(ReadInSections, EveryNumberPointsIntoTheWhole) {
  std::vector<std::string> paragraphs;
  for (int n = 0; n < 8; ++n) paragraphs.insert(paragraphs.end(), kParagraphs.begin(), kParagraphs.end());
  const Reading reading = reader().read_in_sections(article(joined(paragraphs)), 400);
  const std::string& text = reading.article.text;
  const auto within = [&](Span word, const std::vector<std::uint32_t>& sentences) {
    return std::any_of(sentences.begin(), sentences.end(), [&](std::uint32_t s) { return s < reading.sentences.size() && reading.sentences[s].contains(word); });
  };
  const auto all_actors = [&](const std::vector<ActorId>& ids) { return std::all_of(ids.begin(), ids.end(), [&](ActorId a) { return a < reading.actors.size(); }); };
  ASSERT_GE(reading.events.size(), 40u);
  for (std::size_t e = 0; e < reading.events.size(); ++e) {
    const Event& event = reading.events[e];
    for (const Span t : event.trigger) EXPECT_TRUE(within(t, event.sentences));
    EXPECT_TRUE(all_actors(event.source) && all_actors(event.target) && all_actors(event.attributed_to));
    for (const std::uint32_t answered : event.responds_to) {
      ASSERT_LT(answered, reading.events.size());
      EXPECT_LT(std::max<std::size_t>(answered, e) - std::min<std::size_t>(answered, e), 20u);
    }
  }
  for (const Statement& s : reading.statements) {
    EXPECT_LT(s.speaker, reading.actors.size());
    EXPECT_TRUE(all_actors(s.toward));
    EXPECT_FALSE(text.substr(s.span.begin, s.span.size()).empty());
  }
  ASSERT_GE(reading.posts.size(), 2u);
  for (const Post& p : reading.posts) {
    EXPECT_EQ(std::count_if(reading.posts.begin(), reading.posts.end(), [&](const Post& o) { return o.holder == p.holder && o.host == p.host && o.name == p.name; }), 1) << p.name;
    for (const PostChange& c : p.changes) {
      ASSERT_EQ(c.sentences.size(), 8u) << p.name;
      for (const Span t : c.trigger) EXPECT_TRUE(within(t, c.sentences));
      if (c.event) {
        EXPECT_TRUE(within(c.trigger.front(), reading.events[*c.event].sentences)) << p.name;
      }
    }
  }
}

TEST(ReadInSections, IsHowLongArticlesAreReadInAnyBatch) {
  std::string text;
  while (text.size() <= kLongArticle) text += joined(kParagraphs) + "\n\n";
  std::vector<Article> batch;
  batch.push_back(article(kParagraphs[0]));
  batch.push_back(article(text));
  batch.push_back(article(kParagraphs[3]));
  const std::vector<Reading> all = reader().read(std::move(batch));
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(json(all[0]), json(reader().read(article(kParagraphs[0]))));
  EXPECT_EQ(json(all[1]), json(reader().read_in_sections(article(text), kLongArticle)));
  EXPECT_EQ(json(all[2]), json(reader().read(article(kParagraphs[3]))));
}

TEST(ReadInSections, ExplainedIsTheSameReading) {
  std::vector<std::string> paragraphs;
  for (int n = 0; n < 3; ++n) paragraphs.insert(paragraphs.end(), kParagraphs.begin(), kParagraphs.end());
  const std::string text = joined(paragraphs);
  for (const std::size_t bytes : {std::size_t{128}, std::size_t{400}, text.size()}) {
    const Reading plain = reader().read_in_sections(article(text), bytes);
    std::uint32_t sentences = 0;
    std::size_t coded = 0, parts = 0;
    std::vector<std::vector<std::string>> mentions(plain.actors.size());
    const Reading told = reader().explain(article(text), [&](const ReadPart& part) {
      EXPECT_EQ(part.first_sentence, sentences);
      for (const Trace::Note& note : part.trace.notes) {
        EXPECT_LT(note.sentence, part.document.sentences.size());
        coded += note.is_coded;
      }
      for (const auto& [actor, span] : part.mentions) mentions.at(actor).push_back(part.document.text().substr(span.begin, span.size()));
      sentences += static_cast<std::uint32_t>(part.document.sentences.size());
      ++parts;
    }, bytes);
    EXPECT_EQ(json(told), json(plain)) << bytes;
    EXPECT_EQ(sentences, plain.sentences.size());
    EXPECT_EQ(parts > 1, bytes < text.size());
    EXPECT_GE(coded, 15u);
    for (std::size_t a = 0; a < plain.actors.size(); ++a) {
      std::vector<std::string> words;
      for (const Span m : plain.actors[a].mentions) words.push_back(text.substr(m.begin, m.size()));
      EXPECT_EQ(mentions[a], words) << plain.actors[a].name;
    }
  }
}

TEST(ReadInSections, OfNothingIsAnEmptyReading) {
  const Reading reading = reader().read_in_sections(article(""), 100);
  EXPECT_TRUE(reading.events.empty() && reading.sentences.empty());
  EXPECT_EQ(json(reading), json(reader().read(article(""))));
}

}  // namespace
}  // namespace demarche
