// The fast path against the plain one, on every instruction set that this machine has.
#include "syntax/network.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "hwy/highway.h"
#include "syntax/syntax.h"
#include "tiny_weights.h"

namespace demarche::syntax {
namespace {

/// Runs `test` once for each instruction set.
template <class Test>
void on_every_target(const Test& test) {
  std::vector<std::int64_t> targets;
  for (std::int64_t rest = hwy::SupportedTargets(); rest != 0; rest &= rest - 1) targets.push_back(rest & -rest);
  for (const std::int64_t target : targets) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    SCOPED_TRACE(kernel_target());
    test();
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

struct Numbers {
  std::mt19937 random{11};
  AlignedFloats floats(std::size_t n, float spread = 1) {
    AlignedFloats out(n);
    std::uniform_real_distribution<float> real(-spread, spread);
    for (std::size_t k = 0; k < n; ++k) out[k] = real(random);
    return out;
  }
};

TEST(Kernels, MultiplyAsPlainLoopsDo) {
  Numbers numbers;
  std::vector<float> first;
  on_every_target([&] {
    numbers.random.seed(11);
    for (const std::size_t n : {1u, 2u, 5u, 6u, 7u, 13u}) {
      const std::size_t depth = 52, stride = 64, rows = 128, columns = 80;
      PackedMatrix m(rows, depth);
      std::vector<AlignedFloats> plain;
      for (std::size_t r = 0; r < rows; ++r) {
        plain.push_back(numbers.floats(64));
        for (std::size_t k = depth; k < 64; ++k) plain[r][k] = 0;
        m.set_row(r, plain[r].data());
      }
      const AlignedFloats bias = numbers.floats(rows);
      AlignedBytes x(n * stride);
      std::vector<float> scales(n);
      std::vector<AlignedFloats> in;
      for (std::size_t t = 0; t < n; ++t) {
        in.push_back(numbers.floats(stride, 3));
        for (std::size_t k = depth; k < stride; ++k) in[t][k] = 0;
        scales[t] = quantise(in[t].data(), stride, stride, x.data() + t * stride);
      }
      AlignedFloats out(n * rows);
      multiply(m, x.data(), stride, scales.data(), n, bias.data(), columns, out.data(), rows);
      for (std::size_t t = 0; t < n; ++t) {
        for (std::size_t r = 0; r < columns; ++r) {
          float sum = bias[r];
          for (std::size_t k = 0; k < depth; ++k) sum += in[t][k] * plain[r][k];
          ASSERT_NEAR(out[t * rows + r], sum, 0.25) << t << " " << r;  // int8 against f32
        }
      }
      if (n == 13) {
        if (first.empty()) first.assign(out.data(), out.data() + out.size());
        for (std::size_t k = 0; k < out.size(); ++k) ASSERT_NEAR(out[k], first[k], 1e-4);  // the integers are the same everywhere
      }
    }
  });
}

TEST(Kernels, FindTheFirstLargest) {
  on_every_target([] {
    for (const std::size_t n : {1u, 3u, 9u, 16u, 40u, 201u}) {
      AlignedFloats x(round_up(n, 16), -2);
      EXPECT_EQ(arg_max(x.data(), n), 0u);
      x[n - 1] = 1;
      EXPECT_EQ(arg_max(x.data(), n), n - 1);
      x[n / 2] = 1;
      EXPECT_EQ(arg_max(x.data(), n), n / 2);
    }
  });
}

TEST(Kernels, QuantiseZerosAndInfinitiesToZero) {
  on_every_target([] {
    for (const float v : {0.0f, INFINITY}) {
      AlignedFloats x(16, v);
      AlignedBytes out(16);
      EXPECT_EQ(quantise(x.data(), 16, 16, out.data()), 0.0f);
    }
  });
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    out.push_back(text.substr(0, space));
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return out;
}

/// e of the fast path as floats, without padding.
std::vector<float> encode_fast(const Network& net, std::span<const std::string_view> forms) {
  InputCache inputs(net);
  EncoderSpace space;
  Batch batch{{0}, {static_cast<std::uint32_t>(forms.size())}, static_cast<std::uint32_t>(forms.size())};
  space.input.reserve(forms.size() * net.input);
  for (std::size_t i = 0; i < forms.size(); ++i) space.scales.push_back(inputs.get(forms[i], space.input.data() + i * net.input));
  const std::uint8_t* e = encode(net, batch, space);
  std::vector<float> out;
  const std::size_t h = net.weights.dims.hidden;
  for (std::size_t i = 0; i < forms.size(); ++i) {
    for (std::size_t k = 0; k < 2 * h; ++k)
      out.push_back((static_cast<float>(e[i * 2 * net.hidden + (k < h ? k : net.hidden + k - h)]) - 128) / 127);
  }
  return out;
}

TEST(Network, EncodesAsPlainLoopsDo) {
  const std::string file = TinyWeights().bytes();
  const auto tiny = Model::from_bytes(as_bytes(file));
  ASSERT_TRUE(tiny);
  const auto forms = words_of("The minister said 12 troops left Genève , O’Hara told Reuters …");
  for (const Model* model : {&*tiny, &Model::embedded()}) {
    const PlainReading plain = read_plainly(model->network(), forms);
    on_every_target([&] {
      const std::vector<float> fast = encode_fast(model->network(), forms);
      ASSERT_EQ(fast.size(), plain.encoder.size());
      double error = 0;
      for (std::size_t k = 0; k < fast.size(); ++k) {
        EXPECT_NEAR(fast[k], plain.encoder[k], 0.15) << k;
        error += std::abs(fast[k] - plain.encoder[k]);
      }
      EXPECT_LT(error / static_cast<double>(fast.size()), 0.01);
    });
  }
}

TEST(Network, ReadsAsPlainLoopsDo) {
  constexpr std::string_view kText =
      "The foreign minister of Norway said on Tuesday that talks would go on .\n"
      "Rebels shelled the port of Aden , killing at least 12 civilians .\n"
      "Police arrested 40 protesters after the vote .\n"
      "Why ?\n"
      "Troops left .\n";
  std::string conllu;
  for (const char c : std::string(kText)) {
    static int id = 0;
    static std::string word;
    if (c != ' ' && c != '\n') {
      word += c;
      continue;
    }
    conllu += std::to_string(++id) + "\t" + word + "\t_\t_\t_\t_\t_\t_\t_\t_\n";
    word.clear();
    if (c == '\n') conllu += "\n", id = 0;
  }
  auto fast = read_conllu(conllu), plain = read_conllu(conllu);
  ASSERT_TRUE(fast && plain);
  Parser(Model::embedded()).annotate(fast->front());
  Parser(Model::embedded(), Parser::Path::kPlain).annotate(plain->front());
  const auto s = score(plain->front(), fast->front());
  ASSERT_TRUE(s);
  EXPECT_GT(s->upos.f1(), 94);
  EXPECT_GT(s->lemmas.f1(), 94);
  EXPECT_GT(s->las_subtypes.f1(), 85);
}

TEST(Features, FollowTheContract) {
  const std::string file = TinyWeights().bytes();
  const auto model = Model::from_bytes(as_bytes(file));
  ASSERT_TRUE(model);
  TokenFeatures t;
  t.read("Minister", model->network());
  EXPECT_EQ(t.lower, "minister");
  EXPECT_EQ(t.word, 2u);
  EXPECT_EQ(t.affixes.size(), 8u);
  EXPECT_EQ(t.grams.size(), 8u + 7u);
  t.read("É’2", model->network());
  EXPECT_EQ(t.lower, "é'0");
  EXPECT_EQ(t.affixes.size(), 6u);
  EXPECT_EQ(t.grams.size(), 3u + 2u);
  t.read("``", model->network());
  EXPECT_EQ(t.lower, "\"");
  t.read("…", model->network());
  EXPECT_EQ(t.lower, "...");
  t.read("", model->network());
  EXPECT_EQ(t.affixes.size() + t.grams.size(), 0u);
  t.read(std::string(1000, 'x'), model->network());
  EXPECT_EQ(t.lower.size(), 64u);
  t.read("\xFF\xC3", model->network());  // bad bytes
  EXPECT_EQ(t.lower, "\uFFFD\uFFFD");
}

TEST(Lemma, OfTheFileTakesExceptionsFirstAndThenTheScript) {
  const std::string file = TinyWeights().bytes();
  const auto model = Model::from_bytes(as_bytes(file));
  ASSERT_TRUE(model);
  Lemmatiser lemmas(model->network());
  EXPECT_EQ(lemmas.scripted("Left", Upos::kVerb, 0), "leave");
  EXPECT_EQ(lemmas.scripted("Left", Upos::kAdj, 0), "left");
  EXPECT_EQ(lemmas.scripted("Reuters", Upos::kPropn, 1), "Reuters");
  EXPECT_EQ(lemmas.scripted("Troops", Upos::kNoun, 2), "troop");
  EXPECT_EQ(lemmas.scripted("Cities", Upos::kNoun, 3), "city");
  EXPECT_EQ(lemmas.scripted("is", Upos::kAux, 3), "is");  // cuts more than the word has
}

TEST(Lemma, GoesByTheLanguageWhereAWordBends) {
  const std::string file = TinyWeights().bytes();
  const auto model = Model::from_bytes(as_bytes(file));
  ASSERT_TRUE(model);
  Lemmatiser lemmas(model->network());
  const TagClass past{Upos::kVerb, kPast | kFin, ""}, infinitive{Upos::kVerb, kInf, ""}, plural{Upos::kNoun, kPlur, ""},
      singular{Upos::kNoun, kSing, ""}, positive{Upos::kAdj, 0, ""};
  EXPECT_EQ(lemmas.lemma("expelled", past, 0), "expel");
  EXPECT_EQ(lemmas.lemma("Expelled", past, 1), "Expel");  // a script that keeps the case
  EXPECT_EQ(lemmas.lemma("found", past, 0), "find");
  EXPECT_EQ(lemmas.lemma("found", infinitive, 0), "found");
  EXPECT_EQ(lemmas.lemma("left", past, 0), "leave");
  EXPECT_EQ(lemmas.lemma("Crises", plural, 0), "crisis");
  EXPECT_EQ(lemmas.lemma("MPs", plural, 1), "MP");
  EXPECT_EQ(lemmas.lemma("headquarters", plural, 2), "headquarters");
  EXPECT_EQ(lemmas.lemma("crisis", singular, 0), "crisis");
  EXPECT_EQ(lemmas.lemma("armed", positive, 0), "armed");
}

}  // namespace
}  // namespace demarche::syntax
