// The fields of a JSON body that is sent in. Door: class Body.
#include "serve/bodies.h"

#include <algorithm>

namespace demarche {

Status Body::read(const Request& request, std::initializer_list<std::string_view> known) {
  const auto wrong = [](std::string what) { return Error{ErrorKind::kUsage, {}, std::move(what), {}}; };
  if (!request.content_type.starts_with("application/json")) return wrong("what is sent in is application/json");
  if (parser_.parse(request.body).get(fields_) != simdjson::SUCCESS) return wrong("the body is no JSON object");
  for (const auto field : fields_) {
    if (std::find(known.begin(), known.end(), field.key) != known.end()) continue;
    std::string names;
    for (const std::string_view name : known) names += (names.empty() ? "" : ", ") + std::string(name);
    return wrong("there is no field \"" + std::string(field.key.substr(0, 80)) + "\"; there are " + names);
  }
  return Done{};
}

std::optional<simdjson::dom::element> Body::find(std::string_view name) const {
  simdjson::dom::element value;
  if (fields_.at_key(name).get(value) != simdjson::SUCCESS || value.is_null()) return std::nullopt;
  return value;
}

bool Body::has(std::string_view name) const { return find(name).has_value(); }

void Body::fail(std::string what) {
  if (!wrong_) wrong_ = Error{ErrorKind::kUsage, {}, std::move(what), {}};
}

void Body::take(std::string_view name, std::string& to) {
  const auto value = find(name);
  if (!value) return;
  std::string_view text;
  if (value->get(text) == simdjson::SUCCESS) to = text;
  else fail("\"" + std::string(name) + "\" is text");
}

void Body::take(std::string_view name, bool& to) {
  const auto value = find(name);
  if (value && value->get(to) != simdjson::SUCCESS) fail("\"" + std::string(name) + "\" is true or false");
}

void Body::take(std::string_view name, std::int64_t& to) {
  const auto value = find(name);
  if (value && value->get(to) != simdjson::SUCCESS) fail("\"" + std::string(name) + "\" is a whole number");
}

void Body::take(std::string_view name, std::vector<std::string>& to) {
  const auto value = find(name);
  if (!value) return;
  simdjson::dom::array all;
  to.clear();
  if (value->get(all) != simdjson::SUCCESS) return fail("\"" + std::string(name) + "\" is a list of texts");
  for (const simdjson::dom::element one : all) {
    std::string_view text;
    if (one.get(text) != simdjson::SUCCESS) return fail("\"" + std::string(name) + "\" is a list of texts");
    to.emplace_back(text);
  }
}

}  // namespace demarche
