// Numbers in noun phrases: what quantities.cpp and number_changes.cpp share. Internal to the readers of quantities; reading.h is
// their door.
#pragma once

#include <optional>
#include <string_view>

#include "reading/times.h"

namespace demarche {

/// ISO 4217 code of a currency's sign or singular name ("€", "euro"); "" for all else. "$" and "dollar" alone are American.
std::string_view currency_of(std::string_view word);
bool is_currency_sign(std::string_view form);
/// "percent", "%", the "cent" of "per cent".
bool is_percent(const Document& document, WordId w);

/// "a third", "two-thirds", "half": the share that begins at a word, and the word behind it.
struct Share {
  double value = 0;
  WordId end = 0;
};
std::optional<Share> share_at(const Document& document, WordId w, WordId end);

/// A number as a quantity still without unit.
Quantity quantity(const Number& number);
/// First word of the phrase that ends with `head`: what stands before it and hangs below it, ten words at most.
WordId phrase_begin(const Tree& tree, WordId head);
/// The same number with the words before it that are part of it, which the parser often hangs elsewhere: "at least", "between 20
/// and", "two hundred and".
Number widened(const Document& document, const Number& number, WordId first);
/// The number that begins the words [begin, head] and counts what `head` names, with what qualifies it.
std::optional<Number> number_before(const Tree& tree, WordId begin, WordId head);

}  // namespace demarche
