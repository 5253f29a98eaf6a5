// The fields of a JSON body that is sent in. Internal to the views that take such.
#pragma once

#include <simdjson.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "serve/request.h"

namespace demarche {

/// One JSON object, whose fields are asked for by name. A field of another type than it is asked for is a failure, and so is one that
/// nobody knows: a misspelt field must not pass for one that was left out.
class Body {
 public:
  /// kUsage where it is no JSON object, or has a field that is none of `known`.
  Status read(const Request& request, std::initializer_list<std::string_view> known);

  void take(std::string_view name, std::string& to);
  void take(std::string_view name, bool& to);
  void take(std::string_view name, std::int64_t& to);
  void take(std::string_view name, std::vector<std::string>& to);
  [[nodiscard]] bool has(std::string_view name) const;
  /// The first thing that was wrong with what was taken.
  [[nodiscard]] Status status() const { return wrong_ ? Status(*wrong_) : Status(Done{}); }
  void fail(std::string what);

 private:
  std::optional<simdjson::dom::element> find(std::string_view name) const;

  simdjson::dom::parser parser_;
  simdjson::dom::object fields_;
  std::optional<Error> wrong_;
};

}  // namespace demarche
