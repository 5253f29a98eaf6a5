// How sentences set in capitals, as headlines or all small are set as running text.
#include <gtest/gtest.h>

#include "syntax/network.h"
#include "syntax/syntax.h"
#include "tagged.h"
#include "tiny_weights.h"

namespace demarche::syntax {
namespace {

class Recase : public testing::Test {
 protected:
  void SetUp() override {
    TinyWeights weights;
    weights.lines("vocab", "the\nminister\nsaid\nin\nnato\nfrance\nus\nopens\nhouse\nof\n");
    weights.lines("casing", "llllutllll");
    weights.table("word", 11, TinyWeights::Sizes{}.word);
    file_ = weights.bytes();
    auto model = Model::from_bytes(as_bytes(file_));
    ASSERT_TRUE(model) << model.error().text();
    model_.emplace(*std::move(model));
  }

  /// The last sentence of the document, recased; "as written" where it stays.
  std::string recased(const std::vector<std::string>& sentences) {
    const Document doc = tagged(sentences);
    Recaser recaser(model_->network());
    if (!recaser.read(doc)) return "as written";
    std::vector<std::string> words;
    if (!recaser.recase(doc, doc.sentences.size() - 1, words)) return "as written";
    std::string out;
    for (const std::string& w : words) out += (out.empty() ? "" : " ") + w;
    return out;
  }

  std::string file_;
  std::optional<Model> model_;
};

TEST_F(Recase, LeavesRunningTextAlone) {
  EXPECT_EQ(recased({"The minister said so in Paris/PROPN ."}), "as written");
  EXPECT_EQ(recased({"NATO/PROPN said so ."}), "as written");
  EXPECT_EQ(recased({"Sergey/PROPN Lavrov/PROPN met John/PROPN Kerry/PROPN"}), "as written");
  EXPECT_EQ(recased({"KYIV/PROPN"}), "as written");
  EXPECT_EQ(recased({"— ... 1999 !"}), "as written");
}

TEST_F(Recase, SetsCapitals) {
  EXPECT_EQ(recased({"THE MINISTER OF FRANCE/PROPN SAID NATO/PROPN OPENS TALKS"}), "The minister of France said NATO opens talks");
  EXPECT_EQ(recased({"POLICE ARREST/PROPN 40 PROTESTERS IN NAIROBI/PROPN"}), "Police arrest 40 protesters in Nairobi");
  EXPECT_EQ(recased({"MR./PROPN SMITH/PROPN SAID U.S.G./PROPN BUDGET"}), "Mr. Smith said U.S.G. budget");
}

TEST_F(Recase, SetsHeadlines) {
  EXPECT_EQ(recased({"Minister Of France/PROPN Said In NATO/PROPN Talks"}), "Minister of France said in NATO talks");
  EXPECT_EQ(recased({"Rebels Kidnap/PROPN Three Officers in Mali/PROPN"}), "Rebels kidnap three officers in Mali");
  EXPECT_EQ(recased({"McCain/PROPN Said The Minister"}), "McCain said the minister");
}

TEST_F(Recase, SetsWhatIsAllSmall) {
  EXPECT_EQ(recased({"the minister of france said nato opens talks in mali/PROPN"}),
            "the minister of France said NATO opens talks in Mali");
}

TEST_F(Recase, GoesByTheArticleItself) {
  const std::string body = "He said the White/PROPN House/PROPN asked Mr. al-Sadr/PROPN to go .";
  EXPECT_EQ(recased({body, "WHITE HOUSE SAID AL-SADR LEFT"}), "White House said al-Sadr left");
  EXPECT_EQ(recased({"He liked the white house .", "WHITE/PROPN HOUSE/PROPN SAID TALKS FAIL"}), "White house said talks fail");
}

TEST_F(Recase, SeesLettersBeyondAscii) {
  EXPECT_EQ(recased({"THE MINISTER SAID ÖZAL/PROPN LEFT"}), "The minister said Özal left");
  EXPECT_EQ(recased({"\xFF\xC3 \xFF\xC3 THE MINISTER SAID"}).substr(0, 4), "\xFF\xC3 \xFF");  // bad bytes pass through
}

}  // namespace
}  // namespace demarche::syntax
