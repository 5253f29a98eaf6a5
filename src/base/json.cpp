// JSON out. Relies on: utf8. Door: JsonWriter.
#include "base/json.h"

#include <charconv>
#include <cmath>

#include "base/utf8.h"

namespace demarche {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool is_plain(unsigned char c) { return c >= 0x20 && c < 0x80 && c != '"' && c != '\\'; }

void append_escaped(std::string& out, unsigned char c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\t': out += "\\t"; return;
    case '\r': out += "\\r"; return;
    default: out += "\\u00", out += kDigits[c >> 4], out += kDigits[c & 15];
  }
}

}  // namespace

void JsonWriter::next() {
  if (comma_) out_->push_back(',');
  comma_ = true;
}

void JsonWriter::open(char bracket) {
  next();
  out_->push_back(bracket);
  comma_ = false;
}

void JsonWriter::close(char bracket) {
  out_->push_back(bracket);
  comma_ = true;
}

void JsonWriter::key(std::string_view name) {
  string(name);
  out_->push_back(':');
  comma_ = false;
}

void JsonWriter::string(std::string_view value) {
  next();
  std::string& out = *out_;
  out.push_back('"');
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t from = at;
    while (at < value.size() && is_plain(static_cast<unsigned char>(value[at]))) ++at;
    out.append(value.substr(from, at - from));
    if (at == value.size()) break;
    if (static_cast<unsigned char>(value[at]) < 0x80) {
      append_escaped(out, static_cast<unsigned char>(value[at++]));
      continue;
    }
    const std::size_t start = at;
    out.append(next_code_point(value, at) == kBadCodePoint ? kReplacement : value.substr(start, at - start));
  }
  out.push_back('"');
}

void JsonWriter::integer(std::int64_t value) {
  next();
  char digits[24];
  out_->append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

void JsonWriter::number(double value) {
  next();
  if (!std::isfinite(value)) return void(out_->append("null"));
  char digits[40];
  // Whole numbers as such: the shortest form of 1e6 would be "1e+06".
  const bool whole = value == std::trunc(value) && std::abs(value) < 1e15;
  const auto end = whole ? std::to_chars(digits, digits + sizeof digits, static_cast<std::int64_t>(value)).ptr
                         : std::to_chars(digits, digits + sizeof digits, value).ptr;
  out_->append(digits, end);
}

void JsonWriter::fixed(double value, int decimals) {
  next();
  if (!std::isfinite(value)) return void(out_->append("null"));
  char digits[400];
  const double unit = std::pow(10.0, decimals);
  const double rounded = std::abs(value) < 1e12 ? std::round(value * unit) / unit + 0.0 : value;  // + 0.0: no "-0.0"
  const auto end = std::to_chars(digits, digits + sizeof digits, rounded, std::chars_format::fixed, decimals).ptr;
  std::string_view text(digits, static_cast<std::size_t>(end - digits));
  if (const std::size_t dot = text.find('.'); dot != std::string_view::npos) {
    while (text.size() > dot + 2 && text.back() == '0') text.remove_suffix(1);
  }
  out_->append(text);
}

void JsonWriter::boolean(bool value) {
  next();
  out_->append(value ? "true" : "false");
}

void JsonWriter::raw(std::string_view json) {
  next();
  out_->append(json);
}

}  // namespace demarche
