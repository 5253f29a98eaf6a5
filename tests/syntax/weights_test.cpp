// The weights file under damage: whatever the bytes, an error that says what is wrong, or a model that runs.
#include <gtest/gtest.h>

#include "syntax/network.h"
#include "syntax/syntax.h"
#include "tiny_weights.h"

namespace demarche::syntax {
namespace {

std::string error_of(const std::string& file, bool checksum = true) {
  const auto w = Weights::from_bytes(as_bytes(file), "w", checksum);
  return w ? "" : w.error().text();
}

void flip_byte(std::string& file, std::size_t at) { file[at] = static_cast<char>(file[at] ^ 0x55); }
void shrink(std::string& file, std::size_t to) { file.resize(to); }
void write_u64(std::string& file, std::size_t at, std::uint64_t value) { std::memcpy(file.data() + at, &value, 8); }
void write_u32(std::string& file, std::size_t at, std::uint32_t value) { std::memcpy(file.data() + at, &value, 4); }

/// Offset of the directory entry of a tensor.
std::size_t entry_of(const std::string& file, std::string_view name) {
  for (std::size_t at = 64;; at += 128) {
    if (std::string_view(file).substr(at).starts_with(std::string(name) + '\0')) return at;
  }
}

TEST(Weights, ReadsAWholeFile) {
  const std::string file = TinyWeights().bytes();
  const auto w = Weights::from_bytes(as_bytes(file), "w");
  ASSERT_TRUE(w) << w.error().text();
  EXPECT_EQ(w->dims.hidden, 20u);
  EXPECT_EQ(w->vocab.size(), 5u);
  EXPECT_EQ(w->vocab[1], "minister");
  EXPECT_EQ(w->label_u.rows, 45u);
  EXPECT_EQ(w->name_of_model, "tiny");
}

TEST(Weights, HasCasingForEveryWordOrNone) {
  TinyWeights some;
  some.lines("casing", "lll-t");
  const std::string file = some.bytes();
  const auto w = Weights::from_bytes(as_bytes(file), "w");
  ASSERT_TRUE(w) << w.error().text();
  EXPECT_EQ(w->casing, "lll-t");
  some.lines("casing", "lll-");
  EXPECT_EQ(error_of(some.bytes()), "w: tensor casing is not u8, one a word");
}

TEST(Weights, KnowsZlibsChecksum) { EXPECT_EQ(crc32(as_bytes("123456789")), 0xCBF43926u); }

TEST(Weights, RejectsAFlippedByteByItsChecksum) {
  std::string file = TinyWeights().bytes();
  flip_byte(file, file.size() - 70);
  EXPECT_EQ(error_of(file), "w: is damaged: its checksum does not fit");
}

TEST(Weights, SaysWhatIsWrong) {
  const std::string good = TinyWeights().bytes();
  const auto after = [&](auto damage) {
    std::string file = good;
    damage(file);
    return error_of(file, false);
  };
  EXPECT_EQ(after([](std::string& f) { shrink(f, 10); }), "w: is too short for a weights file");
  EXPECT_EQ(after([](std::string& f) { flip_byte(f, 0); }), "w: is no weights file: it does not begin with DMRCHWT1");
  EXPECT_EQ(after([](std::string& f) { write_u32(f, 8, 2); }), "w: has version 2; this program reads version 1");
  EXPECT_EQ(after([](std::string& f) { write_u32(f, 12, 257); }), "w: lists more than 256 tensors");
  EXPECT_EQ(after([](std::string& f) { shrink(f, 5000); }),
            "w: should have " + std::to_string(good.size()) + " bytes and has 5000");
  EXPECT_EQ(after([](std::string& f) { shrink(f, 1000), write_u64(f, 16, 1000); }), "w: ends within its directory");
  EXPECT_EQ(after([](std::string& f) { write_u32(f, entry_of(f, "tag.w") + 64, 7); }),
            "w: tensor tag.w has an unknown element type");
  EXPECT_EQ(after([](std::string& f) { write_u64(f, entry_of(f, "tag.w") + 72, 1ull << 62); }),
            "w: tensor tag.w has a size that does not fit its dimensions");
  EXPECT_EQ(after([](std::string& f) { write_u64(f, entry_of(f, "tag.w") + 96, ~0ull - 63); }),
            "w: tensor tag.w lies outside the file");
  EXPECT_EQ(after([](std::string& f) { write_u64(f, entry_of(f, "tag.w") + 96, 4); }), "w: tensor tag.w lies outside the file");
  EXPECT_EQ(after([](std::string& f) { f.replace(entry_of(f, "tag.w"), 5, "tag.b"); }), "w: tensor tag.b is listed twice");
  EXPECT_EQ(after([](std::string& f) { f.replace(entry_of(f, "tag.w"), 5, "gag.w"); }), "w: lacks the tensor tag.w");
}

TEST(Weights, ChecksConfigAndShapes) {
  const auto with = [](auto change) {
    TinyWeights w;
    change(w);
    return error_of(w.bytes());
  };
  EXPECT_EQ(with([](TinyWeights& w) {
              w.floats("tag.w", {4, 41});
            }),
            "w: tensor tag.w does not have the shape that config and lists ask for");
  EXPECT_EQ(with([](TinyWeights& w) { w.floats("arc.v", {12}); }), "w: tensor arc.v is not f32 [13]");
  EXPECT_EQ(with([](TinyWeights& w) { w.drop("word.scale"); }), "w: lacks the tensor word.scale");
  EXPECT_EQ(with([](TinyWeights& w) { w.lines("config", "word_dim 7\n"); }), "w: config: lacks the number affix_dim");
  EXPECT_EQ(with([](TinyWeights& w) { w.lines("vocab", "the\nend"); }), "w: tensor vocab does not end with a line break");
  EXPECT_EQ(with([](TinyWeights& w) { w.lines("labels", ""); }), "w: has an empty list of classes");
  EXPECT_EQ(with([](TinyWeights& w) { w.lines("config", "word_dim 99999\n"); }), "w: config: word_dim is not between 1 and 2048");
}

TEST(Weights, SurvivesShrinkingAnywhere) {
  const std::string good = TinyWeights().bytes();
  for (std::size_t size = 0; size < good.size(); size += size < 8000 ? 61 : 997) {
    std::string file = good.substr(0, size);
    if (size >= 24) write_u64(file, 16, size);
    EXPECT_NE(error_of(file, false), "") << size;
  }
}

// A flipped byte in a tensor may make any number, NaN and infinity included: the parser must still make trees.
TEST(Weights, RunsOrRejectsWhateverByteIsFlipped) {
  const std::string good = TinyWeights().bytes();
  const std::size_t body = entry_of(good, "config") + 128 * 56;
  std::minstd_rand random(7);
  for (int round = 0; round < 300; ++round) {
    std::string file = good;
    const std::size_t from = round % 3 == 0 ? 64 : body;
    const int flips = round % 3 == 0 ? 1 : 200;
    for (int k = 0; k < flips; ++k) file[from + random() % (file.size() - from)] = static_cast<char>(random() >> 8);
    auto model = Model::from_bytes(as_bytes(file), "w", false);
    if (!model) continue;
    auto docs =
        read_conllu("1\tThe\t_\t_\t_\t_\t_\t_\t_\t_\n2\tminister\t_\t_\t_\t_\t_\t_\t_\t_\n3\tleft\t_\t_\t_\t_\t_\t_\t_\t_\n");
    ASSERT_TRUE(docs);
    Document& doc = docs->front();
    Parser(*model).annotate(doc);
    EXPECT_NE(doc.sentences[0].root, kNoWord);
    int roots = 0;
    for (const Word& w : doc.words) roots += w.head == kNoWord ? 1 : 0;
    EXPECT_EQ(roots, 1);
  }
}

TEST(Weights, NamesAMissingFile) {
  const auto model = Model::open("/nowhere/english.weights");
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().kind, ErrorKind::kNotFound);
}

TEST(Weights, EmbeddedModelIsWhole) { EXPECT_FALSE(Model::embedded().name().empty()); }

}  // namespace
}  // namespace demarche::syntax
