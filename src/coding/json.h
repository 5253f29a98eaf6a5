// A Reading as JSON: the form of docs/reading.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "demarche/reading.h"
#include "demarche/result.h"

namespace demarche {

/// Appends the reading as one JSON object on one line, without a line break behind it. Actors are named "a1", events "e1",
/// statements "s1", by their place; offsets count code points of the text.
void write_json(const Reading& reading, std::string& out);

/// The same without `article.text`, for those who keep the text elsewhere.
void write_json_without_text(const Reading& reading, std::string& out);

/// What write_json wrote, as a Reading again; fields it does not know are passed over. `text` is the article's text where the
/// JSON was written without it. kMalformed, naming `where` and the field, where it is no such JSON: offsets outside the text and
/// ids of nothing among it.
Result<Reading> read_reading(std::string_view json, const std::string& where = {}, std::optional<std::string> text = std::nullopt);

struct Document;
struct Trace;
/// Appends how an article was read, from what Reader::explain() gave: sentences with words, tree and actors, every frame that was tried and
/// why it was coded or not, and the rules behind each event. Offsets count code points.
void write_explanation(const Reading& reading, const Document& document, const Trace& trace, std::string& out);

/// Parts that other JSON has in the same form: a place as an object, and the fields of a quantity behind value and unit.
void write_place(JsonWriter& json, const Place& place);
void write_quantity_details(JsonWriter& json, const Quantity& quantity);

}  // namespace demarche
