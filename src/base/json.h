// Writing JSON: a cursor that puts commas and escapes, and appends to a string.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace demarche {

/// Appends JSON on one line to a string, which must outlive the writer. Keys and values alternate as the caller gives them;
/// the writer keeps the commas. Strings may hold anything: control characters are escaped, bad UTF-8 becomes U+FFFD.
///
///   JsonWriter w(out);
///   w.object([&] { w.field("name", "Russia"); w.array("mentions", [&] { w.integer(0); w.integer(6); }); });
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(&out) {}

  // Values: elements of an array, or the value behind key().
  void string(std::string_view value);
  void integer(std::int64_t value);
  void number(double value);              ///< shortest form that reads back the same: 8, 50.85; null where it is no number
  void fixed(double value, int decimals); ///< rounded, at least one decimal stays: -7.0, 0.83
  void boolean(bool value);
  void raw(std::string_view json);        ///< a value that is JSON already, taken as it is
  template <class Fill>
  void object(Fill&& fill) {
    open('{');
    fill();
    close('}');
  }
  template <class Fill>
  void array(Fill&& fill) {
    open('[');
    fill();
    close(']');
  }

  // Fields of an object.
  void key(std::string_view name);
  void field(std::string_view name, std::string_view value) { key(name), string(value); }
  template <class Fill>
  void object(std::string_view name, Fill&& fill) {
    key(name), object(fill);
  }
  template <class Fill>
  void array(std::string_view name, Fill&& fill) {
    key(name), array(fill);
  }
  void field_unless_empty(std::string_view name, std::string_view value) {
    if (!value.empty()) field(name, value);
  }

 private:
  void next();  // the comma between values
  void open(char bracket);
  void close(char bracket);

  std::string* out_;
  bool comma_ = false;
};

}  // namespace demarche
