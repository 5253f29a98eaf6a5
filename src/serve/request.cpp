// Addresses taken apart, and failures as problem+json. Doors: Parameters::parse(), percent_decoded(), problem().
#include "serve/request.h"

#include <simdjson.h>

#include <algorithm>

#include "base/json.h"

namespace demarche {
namespace {

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char low = static_cast<char>(c | 0x20);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

int status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kUsage: return 400;
    case ErrorKind::kNotFound: return 404;
    case ErrorKind::kTooLarge: return 413;
    case ErrorKind::kUnreadable: return 503;  // another writer, a full disk: worth another try
    case ErrorKind::kMalformed:
    case ErrorKind::kUnsupported: return 500;
  }
  return 500;
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text, bool plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t n = 0; n < text.size(); ++n) {
    char c = text[n];
    if (c == '%') {
      if (n + 2 >= text.size()) return std::nullopt;
      const int high = hex(text[n + 1]), low = hex(text[n + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      n += 2;
    } else if (c == '+' && plus) {
      c = ' ';
    }
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return std::nullopt;
    out += c;
  }
  return simdjson::validate_utf8(out.data(), out.size()) ? std::optional(std::move(out)) : std::nullopt;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%', out += kDigits[byte >> 4], out += kDigits[byte & 15];
  }
  return out;
}

Result<Parameters> Parameters::parse(std::string_view query) {
  Parameters out;
  while (!query.empty()) {
    const std::string_view one = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(one.size() + 1, query.size()));
    if (one.empty()) continue;
    const std::size_t equals = std::min(one.find('='), one.size());
    auto name = percent_decoded(one.substr(0, equals), true);
    auto value = percent_decoded(equals < one.size() ? one.substr(equals + 1) : std::string_view(), true);
    if (!name || !value) return Error{ErrorKind::kUsage, {}, "the part of the address behind '?' is no percent-encoded UTF-8 without control characters", {}};
    for (const auto& [known, ignored] : out.all_) {
      if (known == *name) return Error{ErrorKind::kUsage, {}, "the parameter '" + *name + "' stands twice in the address", {}};
    }
    out.all_.emplace_back(*std::move(name), *std::move(value));
  }
  return out;
}

std::string_view Parameters::get(std::string_view name) const {
  for (const auto& [known, value] : all_) {
    if (known == name) return value;
  }
  return {};
}

std::string_view name_of(Method method) {
  constexpr std::string_view kNames[] = {"GET", "POST", "PUT", "DELETE"};
  return kNames[static_cast<std::size_t>(method)];
}

std::string_view title_of(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 204: return "No Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 411: return "Length Required";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 421: return "Misdirected Request";
    case 422: return "Unprocessable Content";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 503: return "Service Unavailable";
    default: return "Error";
  }
}

namespace {

Reply problem_of(int status, std::string_view detail, const Error* place) {
  Reply out;
  out.status = status;
  out.type = "application/problem+json";
  JsonWriter json(out.body);
  json.object([&] {
    json.field("type", "about:blank");
    json.field("title", title_of(status));
    json.key("status"), json.integer(status);
    json.field("detail", detail);
    if (place && place->where.starts_with("query:")) json.field("where", place->where), json.field_unless_empty("excerpt", place->excerpt);
  });
  out.body += '\n';
  if (status == 503) out.headers.emplace_back("Retry-After", "2");
  return out;
}

}  // namespace

Reply problem(int status, std::string_view detail) { return problem_of(status, detail, nullptr); }
Reply problem(const Error& error) { return problem_of(status_of(error.kind), error.message, &error); }

}  // namespace demarche
