// The board's files. Doors: Web::open(), Web::file(), view_web().
//
// A path is decoded once, and refused where a part of it is "..", hidden, or empty; of a folder, only what lies in it is read, wherever
// links in it lead.
#include "serve/web.h"

#include <charconv>
#include <filesystem>

#include "base/files.h"
#include "base/lists.h"
#include "serve/answer.h"
#include "serve/media.h"
#include "serve/views.h"

extern "C" const unsigned char demarche_web_bundle[];
extern "C" const unsigned char demarche_web_bundle_end[];

namespace demarche {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargestFile = std::uint64_t{64} << 20;  // bytes of a file of a folder

constexpr std::string_view kPlainPage =
    "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\"><title>Demarche</title>"
    "<h1>Demarche</h1><p>The record is served here. The board is not in this program: it was built without <code>web/dist</code>.</p>"
    "<p>To have it: <code>cd web &amp;&amp; npm ci &amp;&amp; npm run build</code>, then build Demarche again, or start it with "
    "<code>demarche serve --web web/dist</code>.</p>"
    "<ul><li><a href=\"/api/v1/today\">What moved</a><li><a href=\"/api/v1/events\">Events</a><li><a href=\"/api/v1/posts\">Posts</a>"
    "<li><a href=\"/api/v1/events.atom\">Atom feed</a><li><a href=\"/api/v1/openapi.json\">The API described</a></ul></html>\n";

/// "/assets/a.js"; nullopt where a part could lead out of the board or is hidden.
std::optional<std::string> plain_path(std::string_view path) {
  const auto decoded = percent_decoded(path, false);
  if (!decoded || decoded->find('\\') != std::string::npos) return std::nullopt;
  const std::string_view rest = std::string_view(*decoded).substr(1);
  for (const std::string& part : split(rest, "/")) {
    if (part.empty() || part[0] == '.') return std::nullopt;
  }
  return *decoded;
}

/// A file of the board has an ending that we know; a place in it may have a dot as well: /actor/St.%20Lucia.
bool names_file(std::string_view path) { return path.starts_with("/assets/") || media_type_of(path) != media_type_of(""); }

/// Vite puts a hash into these names: what has such a name never changes.
std::string_view keeping_of(std::string_view path) { return path.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "no-cache"; }

Reply page(std::string_view path, std::string_view bytes, const std::string& etag) {
  Reply out;
  out.type = media_type_of(path);
  out.fixed = bytes;
  out.headers = {{"ETag", etag}, {"Cache-Control", std::string(keeping_of(path))}};
  return out;
}

}  // namespace

Result<Web> Web::open(const std::string& folder) {
  Web out;
  if (!folder.empty()) {
    if (!is_folder(folder)) return Error{ErrorKind::kNotFound, folder, "is no folder; --web wants that of the built board, web/dist", {}};
    std::error_code failed;
    out.folder_ = fs::canonical(folder, failed).string();
    if (failed) return Error{ErrorKind::kUnreadable, folder, "cannot be read: " + failed.message(), {}};
    out.version_ = "folder";
    return out;
  }
  const Status taken = out.take_bundle({reinterpret_cast<const char*>(demarche_web_bundle), static_cast<std::size_t>(demarche_web_bundle_end - demarche_web_bundle)});
  if (!taken) return taken.error();
  return out;
}

Status Web::take_bundle(std::string_view bundle) {
  const Error broken{ErrorKind::kMalformed, "the board in the program", "is damaged", {}};
  const auto line = [&]() -> std::optional<std::string_view> {
    const std::size_t end = bundle.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view out = bundle.substr(0, end);
    bundle.remove_prefix(end + 1);
    return out;
  };
  if (line() != "demarche-web 1") return broken;
  std::string all;
  for (;;) {
    const auto head = line();
    if (!head) return broken;
    if (*head == "end") break;
    const std::vector<std::string> fields = split(*head, "\t");
    if (fields.size() != 5) return broken;
    File file;
    file.etag = "W/\"" + fields[1] + "\"";
    all += fields[1];
    for (const auto& [field, form] : {std::pair(2, &file.plain), std::pair(3, &file.gzip), std::pair(4, &file.brotli)}) {
      const std::string& text = fields[static_cast<std::size_t>(field)];
      std::size_t size = 0;
      if (std::from_chars(text.data(), text.data() + text.size(), size).ec != std::errc() || size > bundle.size()) return broken;
      *form = bundle.substr(0, size);
      bundle.remove_prefix(size);
    }
    files_.emplace(fields[0], file);
  }
  if (!files_.empty()) version_ = etag_of(all).substr(3, 12);
  return Done{};
}

Reply Web::file(std::string_view path, std::string_view accept_encoding) const {
  auto plain = plain_path(path);
  if (!plain) return problem(404, "there is no such file");
  if (*plain == "/" || !names_file(*plain)) plain = "/index.html";
  return folder_.empty() ? from_program(*plain, accept_encoding) : from_folder(*plain);
}

Reply Web::from_program(const std::string& path, std::string_view accept_encoding) const {
  const auto at = files_.find(path);
  if (at == files_.end()) {
    if (path == "/index.html") return page(path, kPlainPage, etag_of(kPlainPage));
    return problem(404, "the board has no such file");
  }
  const File& f = at->second;
  Reply out = page(path, f.plain, f.etag);
  if (!f.gzip.empty() || !f.brotli.empty()) out.headers.emplace_back("Vary", "Accept-Encoding");
  if (!f.brotli.empty() && accepts(accept_encoding, "br")) out.fixed = f.brotli, out.headers.emplace_back("Content-Encoding", "br");
  else if (!f.gzip.empty() && accepts(accept_encoding, "gzip")) out.fixed = f.gzip, out.headers.emplace_back("Content-Encoding", "gzip");
  return out;
}

Reply Web::from_folder(const std::string& path) const {
  std::error_code failed;
  const fs::path real = fs::canonical(folder_ + path, failed);  // follows links
  if (failed || !real.string().starts_with(folder_ + "/") || !fs::is_regular_file(real, failed)) return problem(404, "the board has no such file");
  auto bytes = read_file(real.string(), kLargestFile);
  if (!bytes) return problem(404, "the board's file cannot be read");
  Reply out;
  out.type = media_type_of(path);
  out.headers = {{"ETag", etag_of(*bytes)}, {"Cache-Control", "no-cache"}};
  out.body = *std::move(bytes);
  return out;
}

Result<Reply> view_web(Desk& desk, const Request& request) {
  Reply out = desk.house().web->file(request.parts[0], request.accept_encoding);
  for (const auto& [name, value] : out.headers) {
    if (name != "ETag" || !is_known(request.if_none_match, value)) continue;
    Reply known;
    known.status = 304;
    known.type.clear();
    known.headers = std::move(out.headers);
    std::erase_if(known.headers, [](const auto& h) { return h.first == "Content-Encoding"; });
    return known;
  }
  return out;
}

}  // namespace demarche
