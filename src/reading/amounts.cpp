// Numbers in noun phrases: where a phrase's number stands and what belongs to it; currencies, shares, percentages. Relies on tree and
// numbers; not on the relations within a numeral, which the parser often cuts in two. Doors: amounts.h, quantity_of.
#include "reading/amounts.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace demarche {
namespace {

constexpr WordId kWidest = 10;  ///< words before a head that may still belong to its phrase

struct Currency {
  std::string_view name;  ///< sign, or singular noun
  std::string_view code;  ///< ISO 4217
};
constexpr std::array kCurrencies = std::to_array<Currency>({
    {"$", "USD"},       {"us$", "USD"},      {"€", "EUR"},     {"£", "GBP"},      {"¥", "JPY"},       {"₹", "INR"},
    {"₽", "RUB"},     {"₴", "UAH"},        {"₪", "ILS"},     {"₩", "KRW"},      {"₺", "TRY"},       {"a$", "AUD"},
    {"c$", "CAD"},      {"nz$", "NZD"},      {"hk$", "HKD"},   {"s$", "SGD"},     {"rs", "INR"},      {"r$", "BRL"},
    {"dollar", "USD"},  {"euro", "EUR"},     {"pound", "GBP"}, {"yen", "JPY"},    {"rouble", "RUB"},  {"ruble", "RUB"},
    {"yuan", "CNY"},    {"renminbi", "CNY"}, {"rupee", "INR"}, {"won", "KRW"},    {"lira", "TRY"},    {"riyal", "SAR"},
    {"rial", "IRR"},    {"shekel", "ILS"},   {"real", "BRL"},  {"rand", "ZAR"},   {"naira", "NGN"},   {"dirham", "AED"},
    {"baht", "THB"},    {"rupiah", "IDR"},   {"zloty", "PLN"}, {"forint", "HUF"}, {"hryvnia", "UAH"}, {"tenge", "KZT"},
    {"lari", "GEL"},    {"dram", "AMD"},     {"manat", "AZN"}, {"taka", "BDT"},   {"birr", "ETB"},    {"kwacha", "ZMW"},
    {"ringgit", "MYR"}, {"mark", "DEM"},     {"franc", "CHF"}, {"cedi", "GHS"},   {"nakfa", "ERN"},   {"guarani", "PYG"},
});

/// Words that a number is part of without counting: "12-year-old", "the 2014 accord", "No. 2".
bool is_no_count(const Document& d, const Number& n, WordId head) {
  if (n.end < head && d[n.end].form == "-" && !d[n.end].space_after && n.end + 1 < head) return true;
  if (n.begin > 0 && (same_word(d[n.begin - 1].form, "no.") || d[n.begin - 1].form == "#")) return true;
  const bool year = n.end == n.begin + 1 && d[n.begin].form.size() == 4 && n.value >= 1900 && n.value <= 2100;
  return year && !d[head].is(kPlur);
}

}  // namespace

std::string_view currency_of(std::string_view word) {
  const auto at =
      std::find_if(kCurrencies.begin(), kCurrencies.end(), [&](const Currency& c) { return same_word(word, c.name); });
  return at == kCurrencies.end() ? std::string_view() : at->code;
}

bool is_currency_sign(std::string_view form) {
  if (form.empty() || currency_of(form).empty()) return false;
  return form.ends_with('$') || static_cast<unsigned char>(form.front()) >= 0x80 || same_word(form, "rs");
}

std::optional<Share> share_at(const Document& d, WordId w, WordId end) {
  static constexpr std::array<std::pair<std::string_view, double>, 11> kParts{{{"half", 2},
                                                                               {"third", 3},
                                                                               {"thirds", 3},
                                                                               {"quarter", 4},
                                                                               {"quarters", 4},
                                                                               {"fifth", 5},
                                                                               {"fifths", 5},
                                                                               {"sixth", 6},
                                                                               {"eighth", 8},
                                                                               {"tenth", 10},
                                                                               {"tenths", 10}}};
  const auto part = [&](WordId k) {
    if (k >= end) return 0.0;
    const auto at = std::find_if(kParts.begin(), kParts.end(), [&](const auto& p) { return same_word(d[k].form, p.first); });
    return at == kParts.end() ? 0.0 : at->second;
  };
  if (w >= end) return std::nullopt;
  if (same_word(d[w].form, "half")) return Share{0.5, w + 1};
  if (same_word(d[w].form, "a") || same_word(d[w].form, "one")) {
    const WordId k = w + 1 < end && d[w + 1].form == "-" ? w + 2 : w + 1;
    if (const double p = part(k)) return Share{1 / p, k + 1};
    return std::nullopt;
  }
  const auto n = plain_number(d[w].form);
  const WordId k = w + 1 < end && d[w + 1].form == "-" ? w + 2 : w + 1;
  if (const double p = part(k); n && p > 2 && *n < p) return Share{*n / p, k + 1};
  return std::nullopt;
}

Quantity quantity(const Number& n) {
  Quantity q;
  q.value = n.value;
  q.upper = n.upper;
  q.bound = n.at_least ? "at_least" : n.at_most ? "at_most" : n.about ? "about" : "";
  return q;
}

bool is_percent(const Document& d, WordId w) {
  return same_word(d[w].form, "percent") || d[w].form == "%" ||
         (same_word(d[w].form, "cent") && w > 0 && same_word(d[w - 1].form, "per"));
}

WordId phrase_begin(const Tree& t, WordId head) {
  WordId begin = head;
  const WordId first = t.sentence(head).begin;
  while (begin > first && head - begin < kWidest) {
    const Word& w = t.word(begin - 1);
    if (w.form == "," || w.upos == Upos::kCconj || w.rel == Rel::kCase || w.rel == Rel::kMark || !t.within(begin - 1, head))
      break;
    --begin;
  }
  return begin;
}

Number widened(const Document& d, const Number& n, WordId first) {
  for (WordId k = n.begin > first + 4 ? n.begin - 4 : first; k < n.begin; ++k) {
    if (const auto wide = number_at(d, k, n.end); wide && wide->end == n.end) return *wide;
  }
  return n;
}

std::optional<Number> number_before(const Tree& t, WordId begin, WordId head) {
  const Document& d = t.document();
  for (WordId k = begin; k <= head; ++k) {
    const auto n = number_at(d, k, head + 1);
    if (!n) continue;
    if (n->end <= head && is_no_count(d, *n, head)) {
      k = n->end;
      continue;
    }
    return widened(d, *n, t.sentence(head).begin);
  }
  return std::nullopt;
}

std::optional<Quantity> quantity_of(const Tree& tree, const WordList& words) {
  const Document& d = tree.document();
  for (const WordId w : words) {
    const auto n = number_before(tree, phrase_begin(tree, w), w);
    if (!n || n->end > w) continue;
    Quantity q = quantity(*n);
    q.unit = lower(d[w].lemma);
    return q;
  }
  return std::nullopt;
}

}  // namespace demarche
