// The image: the real data compiles to it, it opens again as it was, and damage to it never does more than give an error.
#include <random>

#include "lexicon_test.h"
#include "lexicon/layout.h"

namespace demarche::test {
namespace {

std::string small_image() {
  return compiled({{"a.codes", kCodes},
                   {"a.words", "class diplomat\n  diplomat, embassy official\nrole GOV person\n  foreign minister\n"},
                   {"a.actors", "country RUS Russia\n  adjective Russian\n  people Russian\n  capital Moscow 55.75 37.62\norganisation CIS Commonwealth\n  member RUS\n  noun bloc\n"},
                   {"a.people", "Sergey Lavrov | RUS | GOV | foreign minister | 2004-03-09.. | sure\n"},
                   {"a.frames", "frame expel\n  code 166\n  verb expel, throw out @diplomat\n  when patient @diplomat | envoy\n  target patient, from\n"}})
      .image();
}

/// Puts size and check sum right, so that damage reaches the checks behind them.
void forgive(std::string& image) {
  lexicon::Header header;
  if (image.size() < sizeof header) return;
  std::memcpy(&header, image.data(), sizeof header);
  header.size = image.size();
  header.check_sum = lexicon::check_sum_of(image.data() + sizeof header, image.size() - sizeof header);
  std::memcpy(image.data(), &header, sizeof header);
}

void flip_byte(std::string& image, std::size_t at, unsigned char by) { image[at] = static_cast<char>(static_cast<unsigned char>(image[at]) ^ by); }
void shrink(std::string& image, std::size_t size) { image.resize(size); }

void ask(const Lexicon& lexicon) {
  const Document doc = sentence("Russia expelled two embassy officials. The Russian foreign minister Sergey Lavrov left MOSCOW.");
  const auto end = static_cast<WordId>(doc.words.size());
  std::size_t bytes = 0;
  for (WordId w = 0; w < end; ++w) {
    for (const NameSense& s : lexicon.name_at(doc, w, end).senses) bytes += lexicon.actor(s.entry).name.size() + s.sector.size();
    bytes += lexicon.role_ending_at(doc, 0, w).sector.size();
    bytes += lexicon.in_class(doc, 0, w, 0) ? 1 : 0;
  }
  for (const char* lemma : {"expel", "throw"}) {
    for (const Trigger& t : lexicon.triggers(lemma)) bytes += lexicon.frame(t.frame).name.size() + t.parts.size();
  }
  bytes += lexicon.by_code("RUS");
  EXPECT_NE(bytes + 1, 0U);
}

TEST(LexiconImage, RealDataCompiles) {
  std::vector<Error> errors;
  const auto lexicon = Lexicon::compile(real_sources(), &errors);
  for (const Error& error : errors) ADD_FAILURE() << error.text();
  ASSERT_TRUE(lexicon.ok());
  EXPECT_GT(lexicon->frames(), 1000U);
  EXPECT_GT(lexicon->actors(), 3000U);
  EXPECT_EQ(lexicon->version(), Lexicon::embedded().version());
}

TEST(LexiconImage, RealExamplesParse) {
  const auto examples = Lexicon::examples(real_sources());
  ASSERT_TRUE(examples.ok()) << examples.error().text();
  EXPECT_GT(examples->size(), 2000U);
  for (const FrameExample& e : *examples) {
    for (const auto* side : {&e.source, &e.target}) {
      for (const std::string& code : *side) EXPECT_NE(Lexicon::embedded().by_code(code), kNoEntry) << e.where << ": " << code;
    }
  }
}

TEST(LexiconImage, ExamplesSayWhoAndWhere) {
  const SourceFile files[] = {{"a.codes", kCodes},
                              {"a.frames", "frame a\n  code 166\n  verb expel\n  = Russia said: \"out\" : RUS, BLR > -\n  ! The school expelled him.\n"}};
  const auto examples = Lexicon::examples(files);
  ASSERT_TRUE(examples.ok());
  ASSERT_EQ(examples->size(), 2U);
  EXPECT_EQ((*examples)[0].text, "Russia said: \"out\"");
  EXPECT_EQ((*examples)[0].where, "a.frames:4");
  EXPECT_EQ((*examples)[0].source, (std::vector<std::string>{"RUS", "BLR"}));
  EXPECT_TRUE((*examples)[0].target.empty());
  EXPECT_FALSE((*examples)[1].positive);
}

TEST(LexiconImage, RoundTrip) {
  const std::string image = small_image();
  const auto again = Lexicon::from_image(as_bytes(image));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->image(), image);
  EXPECT_EQ(again->version().size(), 8U);
  EXPECT_EQ(small_image(), image) << "the same sources give the same bytes";
  ask(*again);
}

TEST(LexiconImage, NeedsNoAlignment) {
  const std::string image = " " + small_image();
  const auto again = Lexicon::from_image(as_bytes(std::string_view(image).substr(1)));
  ASSERT_TRUE(again.ok());
  ask(*again);
}

TEST(LexiconImage, SaysWhatIsWrong) {
  const auto error = [](const std::string& image) { return Lexicon::from_image(as_bytes(image), "x.image").error().text(); };
  const std::string good = small_image();
  EXPECT_EQ(error(""), "x.image: is no compiled lexicon");
  EXPECT_EQ(error(std::string(500, 'x')), "x.image: is no compiled lexicon");
  std::string newer = good;
  newer[8] = 9;
  EXPECT_EQ(error(newer), "x.image: is a compiled lexicon of another version; compile it anew");
  EXPECT_EQ(Lexicon::from_image(as_bytes(newer)).error().kind, ErrorKind::kUnsupported);
  std::string cut = good;
  shrink(cut, good.size() - 8);
  EXPECT_EQ(error(cut), "x.image: is cut short or padded");
  std::string damaged = good;
  flip_byte(damaged, good.size() / 2, 1);
  EXPECT_EQ(error(damaged), "x.image: is damaged: its check sum does not fit");
}

TEST(LexiconImage, AnyFlippedByteIsNoticed) {
  const std::string good = small_image();
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string image = good;
    flip_byte(image, at, 0x41);
    EXPECT_FALSE(Lexicon::from_image(as_bytes(image)).ok()) << at;
  }
}

TEST(LexiconImage, DamageBehindTheCheckSumNeverCrashes) {
  const std::string good = small_image();
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (const unsigned char by : {0x01, 0x80, 0xFF}) {
      std::string image = good;
      flip_byte(image, at, by);
      forgive(image);
      if (const auto opened = Lexicon::from_image(as_bytes(image))) ask(*opened);
    }
  }
  for (std::size_t size = 0; size < good.size(); size += 3) {
    std::string image = good;
    shrink(image, size);
    forgive(image);
    if (const auto opened = Lexicon::from_image(as_bytes(image))) ask(*opened);
  }
}

TEST(LexiconImage, RandomDamageNeverCrashes) {
  const std::string good = small_image();
  std::mt19937 random(1);
  for (int round = 0; round < 5000; ++round) {
    std::string image = good;
    for (int k = 0; k < 4; ++k) flip_byte(image, random() % image.size(), static_cast<unsigned char>(random()));
    forgive(image);
    if (const auto opened = Lexicon::from_image(as_bytes(image))) ask(*opened);
  }
}

}  // namespace
}  // namespace demarche::test
