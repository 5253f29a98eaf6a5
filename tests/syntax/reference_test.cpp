// What the training program's own reading of the weights file says of some sentences (models/english.reference.json), and we.
#include <gtest/gtest.h>
#include <simdjson.h>

#include "base/files.h"
#include "syntax/network.h"
#include "syntax/syntax.h"

namespace demarche::syntax {
namespace {

using simdjson::dom::element;

class Reference : public testing::Test {
 protected:
  void SetUp() override {
    const auto text = read_file(std::string(DEMARCHE_SOURCE_DIR) + "/models/english.reference.json");
    if (!text) GTEST_SKIP() << text.error().text();
    ASSERT_EQ(parser_.parse(*text).get(root_), simdjson::SUCCESS);
    const std::string_view crc = root_["weights_crc32"];
    if (crc != Model::embedded().checksum())
      GTEST_SKIP() << "the reference is of weights " << crc << ", the model " << Model::embedded().checksum();
  }

  template <class Check>
  void each_sentence(const Check& check) {
    for (const element sentence : root_["sentences"]) {
      std::vector<std::string_view> forms;
      for (const std::string_view f : sentence["tokens"]) forms.push_back(f);
      check(sentence, forms);
    }
  }

  simdjson::dom::parser parser_;
  element root_;
};

TEST_F(Reference, PlainPathSaysExactlyTheSame) {
  each_sentence([](const element& expected, const std::vector<std::string_view>& forms) {
    const Network& net = Model::embedded().network();
    const PlainReading got = read_plainly(net, forms);
    const std::size_t n = forms.size(), width = net.weights.dims.input(), e = 2 * net.weights.dims.hidden;
    TokenFeatures token;
    Lemmatiser lemmas(net);
    for (std::size_t i = 0; i < n; ++i) {
      SCOPED_TRACE(forms[i]);
      const Choice& c = got.choices[i];
      token.read(forms[i], net);
      EXPECT_EQ(token.word, expected["word"].at(i).get_uint64().value());
      EXPECT_EQ(c.tag, expected["tag"].at(i).get_uint64().value());
      EXPECT_EQ(c.script, expected["lemma_script"].at(i).get_uint64().value());
      EXPECT_EQ(lemmas.scripted(forms[i], net.tags[c.tag].upos, c.script), expected["lemma"].at(i).get_string().value());
      EXPECT_EQ(c.name, expected["name"].at(i).get_uint64().value());
      EXPECT_EQ(c.head, expected["head"].at(i).get_uint64().value());
      EXPECT_EQ(c.label, expected["label"].at(i).get_uint64().value());
      std::size_t k = 0;
      for (const double v : expected["input"].at(i)) EXPECT_NEAR(got.input[i * width + 40 * k++], v, 1e-3);
      k = 0;
      for (const double v : expected["encoder"].at(i))
        EXPECT_NEAR(got.encoder[i * e + std::max<std::size_t>(1, e / 4) * k++], v, 1e-3);
    }
    std::size_t j = 0;
    for (const double v : expected["arcs_of_first"]) EXPECT_NEAR(got.arcs[j++], v, 1e-2);
  });
}

TEST_F(Reference, FastPathAgrees) {
  std::size_t words = 0, tags = 0, lemmas = 0, heads = 0, labels = 0;
  each_sentence([&](const element& expected, const std::vector<std::string_view>& forms) {
    std::string conllu;
    for (std::size_t i = 0; i < forms.size(); ++i)
      conllu += std::to_string(i + 1) + "\t" + std::string(forms[i]) + "\t_\t_\t_\t_\t_\t_\t_\t_\n";
    auto docs = read_conllu(conllu);
    ASSERT_TRUE(docs) << docs.error().text();
    Document& doc = docs->front();
    Parser(Model::embedded()).annotate(doc);
    for (std::size_t i = 0; i < forms.size(); ++i, ++words) {
      const Word& w = doc.words[i];
      tags += demarche::name_of(w.upos) == expected["upos"].at(i).get_string().value() &&
                      w.feats == expected["feats"].at(i).get_string().value()
                  ? 1
                  : 0;
      lemmas += w.lemma == expected["lemma"].at(i).get_string().value() ? 1 : 0;
      heads += (w.head == kNoWord ? 0 : w.head + 1) == expected["head"].at(i).get_uint64().value() ? 1 : 0;
      labels += w.deprel == expected["deprel"].at(i).get_string().value() ? 1 : 0;
    }
  });
  EXPECT_GE(static_cast<double>(tags), 0.95 * static_cast<double>(words));
  EXPECT_GE(static_cast<double>(lemmas), 0.95 * static_cast<double>(words));
  EXPECT_GE(static_cast<double>(heads), 0.92 * static_cast<double>(words));
  EXPECT_GE(static_cast<double>(labels), 0.92 * static_cast<double>(words));
}

}  // namespace
}  // namespace demarche::syntax
