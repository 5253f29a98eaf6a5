// What kind of file a path of the board is.
#pragma once

#include <string_view>
#include <utility>

namespace demarche {

/// The media type by a path's ending; "application/octet-stream" where none is known.
constexpr std::string_view media_type_of(std::string_view path) {
  constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json; charset=utf-8"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".webp", "image/webp"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
      {".map", "application/json; charset=utf-8"},
  };
  for (const auto& [ending, type] : kTypes) {
    if (path.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

/// Whether packing such a file makes it smaller.
constexpr bool is_packable(std::string_view type) { return !type.starts_with("image/png") && !type.starts_with("image/webp") && !type.starts_with("font/"); }

}  // namespace demarche
