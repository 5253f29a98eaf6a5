// toml++ as Demarche uses it. Its version 3.3 checks some broken input by assertion and would end the program; here that is an error
// with its place like any other. Include this, never toml++ itself. Door: parse_toml.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "demarche/result.h"

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wexceptions"
#if !defined(__clang__)
#pragma GCC diagnostic ignored "-Wterminate"
#endif
#endif
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_UNRELEASED_FEATURES 0
#define TOML_ASSERT(expr) static_cast<void>((expr) ? 0 : throw std::logic_error("toml"))
#include <toml++/toml.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace demarche {

/// Parses a TOML text; `where` names it in errors ("feeds.toml:3:7").
inline Result<toml::table> parse_toml(std::string_view text, const std::string& where) {
  try {
    toml::parse_result parsed = toml::parse(text, where);
    if (parsed) return std::move(parsed).table();
    const toml::source_position at = parsed.error().source().begin;
    return Error{ErrorKind::kMalformed, where + ":" + std::to_string(at.line) + ":" + std::to_string(at.column), std::string(parsed.error().description()), {}};
  } catch (const std::logic_error&) {
    return Error{ErrorKind::kMalformed, where, "this is no TOML that can be read: a key or a table's name is broken", {}};
  }
}

}  // namespace demarche
