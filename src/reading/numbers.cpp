// Runs of words → numbers: "1,200", "two dozen", "1.5bn", "at least 12", "between 20 and 30", "hundreds". Relies on the words
// alone, not on the parse, which often cuts numerals in two. Doors: number_at, plain_number.
#include <algorithm>
#include <array>
#include <charconv>

#include "reading/times.h"

namespace demarche {
namespace {

struct Numeral {
  std::string_view word;
  double value;
};

constexpr std::array kOnes = std::to_array<Numeral>({
    {"zero", 0},      {"one", 1},      {"two", 2},      {"three", 3},      {"four", 4},      {"five", 5},      {"six", 6},
    {"seven", 7},     {"eight", 8},    {"nine", 9},     {"ten", 10},       {"eleven", 11},   {"twelve", 12},   {"thirteen", 13},
    {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},
    {"thirty", 30},   {"forty", 40},   {"fifty", 50},   {"sixty", 60},     {"seventy", 70},  {"eighty", 80},   {"ninety", 90},
});
/// Words that multiply the number before them.
constexpr std::array kScales = std::to_array<Numeral>({
    {"hundred", 100},
    {"thousand", 1e3},
    {"million", 1e6},
    {"billion", 1e9},
    {"trillion", 1e12},
    {"dozen", 12},
    {"score", 20},
    {"bn", 1e9},
    {"mn", 1e6},
    {"tn", 1e12},
    {"m", 1e6},
    {"k", 1e3},
    {"b", 1e9},
    {"mln", 1e6},
    {"bln", 1e9},
    {"crore", 1e7},
    {"lakh", 1e5},
});
/// Plurals that count without a number before them: an interval, from twice the word to just under the next word.
struct Vague {
  std::string_view word;
  double scale, from, to;
};
constexpr std::array kVague = std::to_array<Vague>({
    {"dozens", 12, 24, 99},
    {"scores", 20, 40, 199},
    {"tens", 10, 20, 99},
    {"hundreds", 100, 200, 999},
    {"thousands", 1e3, 2e3, 9999},
    {"millions", 1e6, 2e6, 9999999},
    {"billions", 1e9, 2e9, 9999999999.0},
});

template <class Table>
const typename Table::value_type* entry_of(const Table& table, std::string_view form) {
  const auto at = std::find_if(table.begin(), table.end(), [&](const auto& e) { return same_word(form, e.word); });
  return at == table.end() ? nullptr : &*at;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "1,200", "2.5", "40"; no sign, no letters; commas only before groups of three.
std::optional<double> digits(std::string_view form) {
  if (form.empty() || !is_digit(form.front()) || form.size() > 24) return std::nullopt;
  std::array<char, 24> plain{};
  std::size_t n = 0;
  for (std::size_t k = 0; k < form.size(); ++k) {
    if (form[k] == ',') {
      const std::size_t group = form.find_first_not_of("0123456789", k + 1);
      if ((group == std::string_view::npos ? form.size() : group) != k + 4) return std::nullopt;
      continue;
    }
    if (!is_digit(form[k]) && form[k] != '.') return std::nullopt;
    plain[n++] = form[k];
  }
  double value = 0;
  const auto [end, failed] = std::from_chars(plain.data(), plain.data() + n, value);
  if (failed != std::errc() || end != plain.data() + n) return std::nullopt;
  return value;
}

/// Reads one number after another off a document's words.
class NumberScan {
 public:
  NumberScan(const Document& document, WordId end) : document_(document), end_(end) {}

  std::optional<Number> read(WordId w) {
    Number n;
    n.begin = w;
    w = qualifiers(w, n);
    if (!value(w, n)) return std::nullopt;
    range(n);
    if (same(n.end, "or") && same(n.end + 1, "more")) n.at_least = true, n.end += 2;
    return n;
  }

 private:
  [[nodiscard]] std::string_view form(WordId w) const { return w < end_ ? document_[w].form : std::string_view(); }
  [[nodiscard]] bool same(WordId w, std::string_view word) const { return w < end_ && same_word(document_[w].form, word); }
  [[nodiscard]] bool is_dash(WordId w) const { return form(w) == "-" || form(w) == "–" || form(w) == "—"; }

  /// "at least", "more than", "up to", "some": sets the flags and returns the word behind.
  WordId qualifiers(WordId w, Number& n) const {
    struct Qualifier {
      std::array<std::string_view, 3> words;
      bool Number::*flag;
    };
    static constexpr std::array kQualifiers = std::to_array<Qualifier>({
        {{"at", "least", ""}, &Number::at_least},
        {{"more", "than", ""}, &Number::at_least},
        {{"no", "fewer", "than"}, &Number::at_least},
        {{"no", "less", "than"}, &Number::at_least},
        {{"not", "less", "than"}, &Number::at_least},
        {{"over", "", ""}, &Number::at_least},
        {{"upwards", "of", ""}, &Number::at_least},
        {{"a", "minimum", "of"}, &Number::at_least},
        {{"well", "over", ""}, &Number::at_least},
        {{"up", "to", ""}, &Number::at_most},
        {{"as", "many", "as"}, &Number::at_most},
        {{"at", "most", ""}, &Number::at_most},
        {{"fewer", "than", ""}, &Number::at_most},
        {{"less", "than", ""}, &Number::at_most},
        {{"under", "", ""}, &Number::at_most},
        {{"a", "maximum", "of"}, &Number::at_most},
        {{"as", "much", "as"}, &Number::at_most},
        {{"about", "", ""}, &Number::about},
        {{"around", "", ""}, &Number::about},
        {{"some", "", ""}, &Number::about},
        {{"nearly", "", ""}, &Number::about},
        {{"almost", "", ""}, &Number::about},
        {{"roughly", "", ""}, &Number::about},
        {{"approximately", "", ""}, &Number::about},
        {{"an", "estimated", ""}, &Number::about},
        {{"close", "to", ""}, &Number::about},
        {{"between", "", ""}, &Number::about},
        {{"only", "", ""}, nullptr},
        {{"just", "", ""}, nullptr},
        {{"exactly", "", ""}, nullptr},
        {{"another", "", ""}, nullptr},
        {{"a", "further", ""}, nullptr},
        {{"all", "", ""}, nullptr},
        {{"from", "", ""}, nullptr},
        {{"a", "total", "of"}, nullptr},
    });
    for (bool found = true; found;) {
      found = false;
      for (const Qualifier& q : kQualifiers) {
        WordId k = w;
        for (const std::string_view word : q.words) {
          if (word.empty()) continue;
          if (!same(k, word)) {
            k = kNoWord;
            break;
          }
          ++k;
        }
        if (k == kNoWord) continue;
        if (q.flag) n.*q.flag = true;
        w = k, found = true;
        break;
      }
    }
    return w;
  }

  bool value(WordId w, Number& n) const {
    if (vague(w, n)) return true;
    double total = 0, group = 0;
    bool any = false;
    if ((same(w, "a") || same(w, "an")) && (scale_at(w + 1) || (same(w + 1, "few") && scale_at(w + 2)) || same(w + 1, "couple")))
      group = 1, any = true, ++w;
    else if (same(w, "half") && (same(w + 1, "a") || same(w + 1, "an")) && scale_at(w + 2))
      group = 0.5, any = true, w += 2;
    if (same(w, "several") || same(w, "few")) {
      if (!scale_at(w + 1) && !any) return false;
      group = 3, n.about = true, any = true, ++w;
    }
    if (same(w, "couple")) group = 2, n.about = true, any = true, w += same(w + 1, "of") ? 2 : 1;
    double open = any ? 0 : 1;  // what may still be added: below ten behind "twenty", anything behind "hundred", nothing behind "two"
    for (WordId k = w; k < end_;) {
      if (const auto plain = plain_number(form(k))) {
        const bool word = !is_digit(form(k).front());
        if (any && (!word || *plain >= open)) break;  // "12 30", "two three": two numbers
        group += *plain;
        open = word && *plain >= 20 ? 10 : 0;
        ++k;
        if (word && *plain >= 20 && is_dash(k) && plain_number(form(k + 1))) ++k;  // "twenty-one"
      } else if (const Numeral* s = entry_of(kScales, form(k)); s && any && may_scale(k, *s)) {
        if (group == 0) group = 1;
        if (s->value == 100 || s->value == 12 || s->value == 20)
          group *= s->value;
        else
          total += group * s->value, group = 0;
        open = s->value;
        ++k;
      } else if (any && same(k, "and") && k > 0 && scale_at(k - 1) && plain_number(form(k + 1)) &&
                 !is_digit(form(k + 1).front())) {
        ++k;  // "two hundred and fifty"
      } else {
        break;
      }
      any = true;
      w = k;
    }
    if (!any) return false;
    n.value = total + group;
    n.end = w;
    return n.end > n.begin;
  }

  [[nodiscard]] bool scale_at(WordId w) const {
    const Numeral* s = entry_of(kScales, form(w));
    return s && s->word.size() > 2;
  }
  /// "m" and "k" scale only digits that they are written to: "3m".
  [[nodiscard]] bool may_scale(WordId w, const Numeral& s) const {
    return s.word.size() > 2 || (w > 0 && !form(w - 1).empty() && is_digit(form(w - 1).front()) &&
                                 (!document_[w - 1].space_after || s.word.size() == 2));
  }

  /// "hundreds", "tens of thousands", "hundreds of millions"; also "several hundred" keeps its interval.
  bool vague(WordId w, Number& n) const {
    const Vague* first = entry_of(kVague, form(w));
    if (!first) {
      if (!(same(w, "several") || same(w, "few")) || !scale_at(w + 1)) return false;
      const double unit = entry_of(kScales, form(w + 1))->value;
      n.value = 3 * unit, n.upper = 10 * unit - 1, n.about = true, n.end = w + 2;
      return true;
    }
    n.value = first->from, n.upper = first->to, n.about = true, n.end = w + 1;
    while (same(n.end, "of")) {
      const Vague* next = entry_of(kVague, form(n.end + 1));
      if (!next) break;
      n.value *= next->scale, n.upper = (*n.upper + 1) * next->scale - 1, n.end += 2;
    }
    return true;
  }

  /// "20 to 30", "20-30", "between 20 and 30", "two or three".
  void range(Number& n) const {
    if (n.upper) return;
    const bool between = same(n.begin, "between");
    const WordId k = n.end;
    if (!(same(k, "to") || is_dash(k) || same(k, "or") || (between && same(k, "and")))) return;
    Number second;
    second.begin = k + 1;
    if (!value(k + 1, second) || second.upper || second.value <= n.value) return;
    if (is_dash(k) && document_[k].space_after) return;  // a dash between clauses
    // "5 to 6 million"
    if (second.value >= 1000 * n.value && n.value > 0 && second.value >= 1e6) {
      double scale = 1e6;
      while (second.value / (scale * 1000) >= 1) scale *= 1000;
      n.value *= scale;
    }
    n.upper = second.value;
    n.end = second.end;
    n.about = false;
  }

  const Document& document_;
  WordId end_;
};

}  // namespace

std::optional<double> plain_number(std::string_view form) {
  if (const auto value = digits(form)) return value;
  if (form.size() < 3 || form.size() > 9) return std::nullopt;
  const Numeral* n = entry_of(kOnes, form);
  return n && n->value > 0 ? std::optional(n->value) : std::nullopt;
}

std::optional<Number> number_at(const Document& document, WordId w, WordId end) {
  if (w >= end) return std::nullopt;
  return NumberScan(document, end).read(w);
}

}  // namespace demarche
