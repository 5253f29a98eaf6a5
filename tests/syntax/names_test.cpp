// Which stretches may be names, what is said of their words, and how a chain decides over the whole article.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/files.h"
#include "syntax/network.h"
#include "syntax/syntax.h"
#include "tagged.h"
#include "tiny_weights.h"

namespace demarche::syntax {
namespace {

class Hints : public NameHints {
 public:
  [[nodiscard]] Hint at(const Document& d, WordId at, WordId end) const override {
    if (d[at].form == "Port" && at + 1 < end && d[at + 1].form == "Sudan") return {2, NameHint::kPlace};
    return {};
  }
};

class Names : public testing::Test {
 protected:
  void open(TinyWeights weights) {
    file_ = weights.bytes();
    auto model = Model::from_bytes(as_bytes(file_));
    ASSERT_TRUE(model) << model.error().text();
    model_.emplace(*std::move(model));
  }
  void SetUp() override { open(TinyWeights()); }

  std::vector<std::string> stretches(const Document& doc) {
    NameFeatures features(model_->network());
    features.read(doc, {}, nullptr);
    std::vector<std::string> out;
    for (const NameFeatures::Stretch& s : features.stretches()) {
      out.emplace_back();
      for (WordId w = s.begin; w < s.end; ++w) out.back() += (w == s.begin ? "" : " ") + std::string(doc[w].form);
    }
    return out;
  }

  std::vector<std::uint32_t> features(const Document& doc, WordId word, const NameHints* hints = nullptr) {
    NameFeatures features(model_->network());
    features.read(doc, {}, hints);
    for (const NameFeatures::Stretch& s : features.stretches()) {
      if (word < s.begin || word >= s.end) continue;
      const auto found = features.of(s, word);
      return {found.begin(), found.end()};
    }
    return {};
  }

  std::string file_;
  std::optional<Model> model_;
};

TEST_F(Names, MayBeWhatBeginsWithACapitalOrIsAProperNoun) {
  EXPECT_EQ(stretches(tagged({"The/DET envoy/NOUN met/VERB Omar/PROPN Hale/PROPN in/ADP Oslo/PROPN ./PUNCT"})),
            (std::vector<std::string>{"Omar Hale", "Oslo"}));
  EXPECT_EQ(stretches(tagged({"Bank/PROPN of/ADP the/DET South/PROPN fell/VERB"})), std::vector<std::string>{"Bank of the South"});
  EXPECT_EQ(stretches(tagged({"In/ADP May/PROPN he/PRON left/VERB for/ADP it/PRON"})), std::vector<std::string>{"May"});
  EXPECT_EQ(stretches(tagged({"all/DET is/AUX quiet/ADJ"})), std::vector<std::string>{});
}

TEST_F(Names, AreToldApartByWordTreeListAndArticle) {
  const Document doc = tagged({"Port/PROPN Sudan/PROPN shut/VERB", "he/PRON left/VERB Port/PROPN"});
  const auto plain = features(doc, 0);
  const auto hinted = features(doc, 0, std::make_unique<Hints>().get());
  EXPECT_GT(plain.size(), 25u);
  EXPECT_GT(hinted.size(), plain.size());
  EXPECT_NE(features(doc, 0), features(doc, 1));
  EXPECT_NE(features(doc, 0), features(doc, 5));
  EXPECT_EQ(features(doc, 2), std::vector<std::uint32_t>{});  // in no stretch
}

TEST_F(Names, HoldHyphensAndLettersOfAllAlphabetsButNoAddresses) {
  EXPECT_EQ(stretches(tagged({"for/ADP info@hale.org/X Łukasz/PROPN Hale/PROPN left/VERB"})), std::vector<std::string>{"Łukasz Hale"});
  Document doc = tagged({"Ri/PROPN Yong/PROPN -/PUNCT ho/NOUN left/VERB"});
  EXPECT_EQ(stretches(doc), std::vector<std::string>{"Ri Yong"});  // three words with blanks between them
  doc[2].span = {doc[1].span.end, doc[1].span.end + 1};
  doc[3].span = {doc[2].span.end, doc[2].span.end + 2};
  EXPECT_EQ(stretches(doc), std::vector<std::string>{"Ri Yong - ho"});
}

TEST_F(Names, AreKnownByWhatStandsAroundTheirOtherMentions) {
  // "Hale" alone says little; "in" before another mention of it speaks for a place.
  const Document alone = tagged({"Hale/PROPN fell/VERB", "they/PRON fought/VERB in/ADP Kerr/PROPN"});
  const Document twice = tagged({"Hale/PROPN fell/VERB", "they/PRON fought/VERB in/ADP Hale/PROPN"});
  const auto has_in = [&](const Document& doc) {
    const auto found = features(doc, 0);
    return std::find(found.begin(), found.end(), hash_of("<in\t")) != found.end();
  };
  EXPECT_FALSE(has_in(alone));
  EXPECT_TRUE(has_in(twice));
}

TEST_F(Names, AreWrittenOneLineAWord) {
  const Document doc = tagged({"he/PRON met/VERB Omar/PROPN Hale/PROPN ./PUNCT", "so/ADV it/PRON goes/VERB"});
  std::string out;
  write_name_features(doc, model_->network(), nullptr, out);
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 8);
  EXPECT_TRUE(out.starts_with("\n\n. ")) << out;
}

TEST_F(Names, FollowTheChainAndTheRestOfTheArticle) {
  // Classes O, B-PER, I-PER, B-ORG, …: "hale" is a person where the word before it is "mr."; read elsewhere as a person, it is one.
  constexpr std::size_t kBuckets = 1 << 18, kClasses = 9;
  std::vector<float> w(kBuckets * kClasses, 0.0f);
  const auto set = [&](std::string_view key, std::size_t of_class, float value) {
    w[(hash_of(key) & (kBuckets - 1)) * kClasses + of_class] = value;
  };
  set("b\t", 0, 1.0f);               // nothing, unless something speaks for it
  set("Bmr.\t", 1, 3.0f);            // the word before is "mr."
  set("=1!", 1, 2.0f);               // elsewhere nearly always a person
  TinyWeights file(TinyWeights::Bare{});
  file.lines("names", "O\nB-PER\nI-PER\nB-ORG\nI-ORG\nB-LOC\nI-LOC\nB-MISC\nI-MISC\n");
  file.values("chain.w", {kBuckets, kClasses}, w);
  file.values("chain.steps", {kClasses, kClasses}, std::vector<float>(kClasses * kClasses, 0.0f));
  const std::string bytes = file.bytes();
  const auto chain = NameChain::from_bytes(as_bytes(bytes), "names");
  ASSERT_TRUE(chain) << chain.error().text();
  Document doc = tagged({"Hale/PROPN left/VERB", "so/ADV did/VERB Kerr/PROPN ,/PUNCT said/VERB mr./NOUN Hale/PROPN"});
  Namer(model_->network(), *chain).name(doc, {}, nullptr);
  EXPECT_EQ(doc[0].name, NameKind::kPerson);
  EXPECT_TRUE(doc[0].name_begins);
  EXPECT_EQ(doc[8].name, NameKind::kPerson);
  EXPECT_EQ(doc[4].name, NameKind::kNone);
}

TEST(NameChain, SaysWhatIsWrongWithItsFile) {
  const auto error_of = [](const TinyWeights& file) {
    const std::string bytes = file.bytes();
    const auto chain = NameChain::from_bytes(as_bytes(bytes), "names");
    return chain ? std::string() : chain.error().text();
  };
  TinyWeights file(TinyWeights::Bare{});
  EXPECT_EQ(error_of(file), "names: lacks the tensor names");
  file.lines("names", "");
  EXPECT_EQ(error_of(file), "names: has an empty list of classes");
  file.lines("names", "O\nB-PER\nI-PER\n");
  EXPECT_EQ(error_of(file), "names: lacks the tensor chain.w");
  file.values("chain.w", {3, 3}, std::vector<float>(9));
  EXPECT_EQ(error_of(file), "names: tensor chain.w has rows other than a power of two");
  file.values("chain.w", {4, 2}, std::vector<float>(8));
  EXPECT_EQ(error_of(file), "names: tensor chain.w does not have the shape that config and lists ask for");
  file.values("chain.w", {4, 3}, std::vector<float>(12));
  EXPECT_EQ(error_of(file), "names: lacks the tensor chain.steps");
  file.values("chain.steps", {3, 3}, std::vector<float>(9));
  EXPECT_EQ(error_of(file), "");
}

TEST(NameCues, KnowTitlesBodiesAndGivenNames) {
  const NameCues& cues = NameCues::english();
  EXPECT_EQ(cues.of("Gen.", "gen."), NameCues::kTitle);
  EXPECT_EQ(cues.of("Sergei", "sergei"), NameCues::kGiven);
  EXPECT_NE(cues.of("University", "university") & NameCues::kBody, 0);
  EXPECT_NE(cues.of("River", "river") & NameCues::kGround, 0);
  EXPECT_EQ(cues.of("nonesuch", "nonesuch"), 0);
  EXPECT_EQ(cues.of("Merkel", "merkel"), NameCues::kFamily);
  NameCues own;
  const Status wrong = own.add_cues("title mr\nbeast lion\n", "cues.txt");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().where, "cues.txt:2");
}

TEST(NameCues, KnowNamesOfSeveralWordsHoweverTheyAreCut) {
  NameCues own;
  ASSERT_TRUE(own.add_known("# kinds\nplace Oslo, New Ulm, St. Olaf\nbody New Ulm Gazette\n", "known.txt"));
  const auto longest = [&](std::vector<std::string_view> words) {
    const NameCues::Known name = own.known(words);
    return std::pair(name.words, name.kind);
  };
  EXPECT_EQ(longest({"New", "Ulm", "fell"}), std::pair(WordId{2}, NameKind::kPlace));
  EXPECT_EQ(longest({"New", "Ulm", "Gazette"}), std::pair(WordId{3}, NameKind::kOrganisation));
  EXPECT_EQ(longest({"St", ".", "Olaf"}), std::pair(WordId{3}, NameKind::kPlace));
  EXPECT_EQ(longest({"oslo"}), std::pair(WordId{0}, NameKind::kNone));
  EXPECT_EQ(longest({}), std::pair(WordId{0}, NameKind::kNone));
  const Status wrong = own.add_known("place Rome\nbeast Lion\n", "known.txt");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().where, "known.txt:2");
  EXPECT_EQ(NameCues::english().known(std::vector<std::string_view>{"World", "Bank"}).kind, NameKind::kOrganisation);
}

}  // namespace
}  // namespace demarche::syntax
