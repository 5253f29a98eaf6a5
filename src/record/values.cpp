// Places and quantities, as columns and as words. Doors: place_of(), quantity_of(), quantity_more(), in_words().
#include <simdjson.h>

#include <cstdio>

#include "coding/json.h"
#include "record/events.h"

namespace demarche {
namespace {

std::string number(double value) {
  char out[40];
  std::snprintf(out, sizeof out, "%.10g", value);
  return out;
}

}  // namespace

std::optional<Place> place_of(Rows& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return Place{row.text(column), row.text(column + 1), row.real(column + 2), row.real(column + 3), row.integer(column + 4) != 0};
}

std::optional<Quantity> quantity_of(Rows& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  Quantity q;
  q.value = row.real(column), q.unit = row.text(column + 1);
  if (row.is_null(column + 2)) return q;
  simdjson::dom::parser parser;
  simdjson::dom::object more;
  const simdjson::padded_string json(row.view(column + 2));
  if (parser.parse(json).get(more) != simdjson::SUCCESS) return q;
  std::string_view text;
  double value = 0;
  if (more["of"].get(text) == simdjson::SUCCESS) q.thing = text;
  if (more["bound"].get(text) == simdjson::SUCCESS) q.bound = text;
  if (more["upper"].get(value) == simdjson::SUCCESS) q.upper = value;
  if (more["killed"].get(value) == simdjson::SUCCESS) q.killed = value;
  if (more["injured"].get(value) == simdjson::SUCCESS) q.injured = value;
  return q;
}

std::optional<std::string> quantity_more(const Quantity& q) {
  if (q.thing.empty() && q.bound.empty() && !q.upper && !q.killed && !q.injured) return std::nullopt;
  std::string out;
  JsonWriter json(out);
  json.object([&] { write_quantity_details(json, q); });
  return out;
}

std::string in_words(const Quantity& q) {
  std::string out = q.bound == "at_least" ? "at least " : q.bound == "at_most" ? "at most " : q.bound == "about" ? "about " : "";
  out += number(q.value);
  if (q.upper) out += " to " + number(*q.upper);
  if (!q.unit.empty()) out += " " + q.unit;
  if (!q.thing.empty()) out += " " + q.thing;
  if (q.killed) out += ", " + number(*q.killed) + " killed";
  if (q.injured) out += ", " + number(*q.injured) + " injured";
  return out;
}

}  // namespace demarche
