#include "base/json.h"

#include <gtest/gtest.h>

namespace demarche {
namespace {

template <class Write>
std::string written(Write&& write) {
  std::string out;
  JsonWriter w(out);
  write(w);
  return out;
}
std::string number(double v) {
  return written([&](JsonWriter& w) { w.number(v); });
}
std::string fixed(double v, int decimals) {
  return written([&](JsonWriter& w) { w.fixed(v, decimals); });
}
std::string string(std::string_view s) {
  return written([&](JsonWriter& w) { w.string(s); });
}

TEST(Json, PutsCommasBetweenValuesAndFields) {
  const std::string out = written([](JsonWriter& w) {
    w.object([&] {
      w.field("a", "x");
      w.array("b", [&] {
        w.integer(1), w.integer(-2);
        w.array([&] { w.boolean(true); });
        w.array([] {});
      });
      w.object("c", [] {});
      w.field_unless_empty("d", "");
      w.key("e"), w.number(3);
    });
  });
  EXPECT_EQ(out, R"({"a":"x","b":[1,-2,[true],[]],"c":{},"e":3})");
}

TEST(Json, EscapesWhatJsonAsksFor) {
  EXPECT_EQ(string("say \"no\"\\\n\t\r\x01\x1f"), R"("say \"no\"\\\n\t\r\u0001\u001f")");
  EXPECT_EQ(string(std::string_view("a\0b", 3)), R"("a\u0000b")");
  EXPECT_EQ(string("Zürich “ok” 🕊"), "\"Zürich “ok” 🕊\"");
}

TEST(Json, BadUtf8BecomesTheReplacementCharacter) {
  EXPECT_EQ(string("a\xFF" "b"), "\"a\xEF\xBF\xBD" "b\"");
  EXPECT_EQ(string("cut \xE2\x80"), "\"cut \xEF\xBF\xBD\xEF\xBF\xBD\"");
}

TEST(Json, NumbersCarryNoNoise) {
  EXPECT_EQ(number(8), "8");
  EXPECT_EQ(number(50.85), "50.85");
  EXPECT_EQ(number(1e6), "1000000");
  EXPECT_EQ(number(2.5e9), "2500000000");
  EXPECT_EQ(number(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(number(1.0 / 0.0), "null");
  EXPECT_EQ(fixed(-7, 1), "-7.0");
  EXPECT_EQ(fixed(0.834, 2), "0.83");
  EXPECT_EQ(fixed(0.9, 2), "0.9");
  EXPECT_EQ(fixed(-0.04, 1), "0.0");
}

}  // namespace
}  // namespace demarche
