// A request through gate, table and view to what is sent. Door: answer().
//
// An answer that follows the record has an ETag of the record's last change and the address, made before the record is asked: should
// it change meanwhile, the answer is newer than its ETag says, never older.
#include "serve/answer.h"

#include <sodium.h>
#include <zlib.h>

#include <algorithm>
#include <charconv>

#include "serve/gate.h"
#include "serve/stream.h"

namespace demarche {
namespace {

constexpr std::size_t kWorthPacking = 1024;  // bytes; less fits into one packet anyway
constexpr int kLevel = 4;                    // of gzip: a third of the time of 6 for 5 % more bytes

std::string_view trimmed(std::string_view s) {
  while (s.starts_with(' ') || s.starts_with('\t')) s.remove_prefix(1);
  while (s.ends_with(' ') || s.ends_with('\t')) s.remove_suffix(1);
  return s;
}

/// Names of parameters must be the route's: a typing mistake would else ask something else.
Status check_parameters(const Route& route, const Request& request) {
  for (const auto& [name, value] : request.parameters.all()) {
    if (name == "key" && route.needs == Needs::kReading) continue;  // the reading key
    std::string_view known = route.parameters;
    bool found = route.path.find("{file}") != std::string_view::npos;  // the board's own addresses
    while (!known.empty() && !found) {
      const std::string_view one = known.substr(0, known.find(' '));
      known.remove_prefix(std::min(one.size() + 1, known.size()));
      found = one == name;
    }
    if (!found) {
      const std::string all(route.parameters);
      return Error{ErrorKind::kUsage, {}, "there is no parameter '" + name + "' here; " + (all.empty() ? "this address takes none" : "there are: " + all), {}};
    }
  }
  return Done{};
}

/// nullopt where the record cannot be asked; the view then says why.
std::optional<std::string> etag_by_record(const Desk& desk, House& house, const Request& request) {
  const auto last = desk.record().last_change();
  if (!last) return std::nullopt;
  return etag_of(std::to_string(*last) + "\n" + house.hub->epoch() + "\n" + std::to_string(request.today().since_1970) + "\n" + request.base + "\n" + request.target);
}

Reply not_modified(const std::string& etag) {
  Reply out;
  out.status = 304;
  out.type.clear();
  out.headers = {{"ETag", etag}, {"Cache-Control", "private, no-cache"}, {"Vary", "Accept-Encoding, Authorization"}};
  return out;
}

bool is_text(std::string_view type) {
  return type.starts_with("text/") || type.starts_with("application/json") || type.starts_with("application/problem+json") || type.starts_with("application/atom+xml") ||
         type.starts_with("application/feed+json") || type.starts_with("image/svg") || type.starts_with("application/manifest+json");
}

void pack_body(Reply& reply, const Request& request) {
  if (reply.fixed.data() || reply.body.size() < kWorthPacking || !is_text(reply.type)) return;
  reply.headers.emplace_back("Vary", "Accept-Encoding, Authorization");
  if (!accepts(request.accept_encoding, "gzip")) return;
  std::string packed = gzip(reply.body, kLevel);
  if (packed.empty() || packed.size() >= reply.body.size()) return;
  reply.body = std::move(packed);
  reply.headers.emplace_back("Content-Encoding", "gzip");
}

bool has_header(const Reply& reply, std::string_view name) {
  return std::any_of(reply.headers.begin(), reply.headers.end(), [&](const auto& h) { return h.first == name; });
}

/// The way past the view: refused, not modified, or kept; nullopt where the view has to answer. `etag` is set where the answer follows the record.
std::optional<Reply> answered_before_view(Desk& desk, const Route& route, const Request& request, std::optional<std::string>& etag) {
  const Result<bool> allowed = may(desk.house(), route, request);
  if (!allowed) {
    Reply refused = problem(401, allowed.error().message);
    refused.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"demarche\"");
    return refused;
  }
  if (const Status known = check_parameters(route, request); !known) return problem(known.error());
  if (route.follows == Follows::kRecord) etag = etag_by_record(desk, desk.house(), request);
  if (etag && is_known(request.if_none_match, *etag)) return not_modified(*etag);
  return std::nullopt;
}

Reply viewed(Desk& desk, const Route& route, const Request& request, std::optional<std::string> etag) {
  Result<Reply> made = route.view(desk, request);
  if (!made) return problem(made.error());
  Reply reply = *std::move(made);
  if (reply.status != 200 || route.follows == Follows::kNever) return reply;
  if (!etag && !has_header(reply, "ETag")) {
    etag = etag_of(reply.bytes());
    if (is_known(request.if_none_match, *etag)) return not_modified(*etag);
  }
  if (etag) reply.headers.emplace_back("ETag", *etag), reply.headers.emplace_back("Cache-Control", "private, no-cache");
  return reply;
}

}  // namespace

Reply answer(Desk& desk, const Route& route, const Request& request) {
  std::optional<std::string> etag;
  std::optional<Reply> early = answered_before_view(desk, route, request, etag);
  const std::string key = etag ? *etag + (accepts(request.accept_encoding, "gzip") ? " gzip" : "") : "";
  if (!early && etag) {
    if (const auto kept = desk.house().kept.find(key)) return *kept;
  }
  Reply out = early ? *std::move(early) : viewed(desk, route, request, etag);
  if (!out.stream) pack_body(out, request);
  if (!has_header(out, "Cache-Control")) out.headers.emplace_back("Cache-Control", "no-store");
  if (etag && out.status == 200) desk.house().kept.keep(key, out);
  return out;
}

const std::vector<std::pair<std::string, std::string>>& safety_headers() {
  static const std::vector<std::pair<std::string, std::string>> all = {
      {"Content-Security-Policy", "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
  };
  return all;
}

std::string gzip(std::string_view text, int level) {
  z_stream z{};
  if (deflateInit2(&z, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&z, text.size()), '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // zlib only reads them
  z.avail_in = static_cast<uInt>(text.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  const bool whole = text.size() <= 0xFFFFFFFFu && deflate(&z, Z_FINISH) == Z_STREAM_END;
  out.resize(whole ? z.total_out : 0);
  deflateEnd(&z);
  return out;
}

bool accepts(std::string_view all, std::string_view coding) {
  while (!all.empty()) {
    std::string_view one = all.substr(0, all.find(','));
    all.remove_prefix(std::min(one.size() + 1, all.size()));
    const std::string_view name = trimmed(one.substr(0, one.find(';')));
    if (name != coding && name != "*") continue;
    const std::size_t q = one.find("q=");
    if (q == std::string_view::npos) return true;
    const std::string_view weight = trimmed(one.substr(q + 2));
    return weight.find_first_not_of("0.") != std::string_view::npos;
  }
  return false;
}

bool is_known(std::string_view all, std::string_view etag) {
  const auto bare = [](std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; };
  if (trimmed(all) == "*") return true;
  while (!all.empty()) {
    const std::string_view one = all.substr(0, all.find(','));
    all.remove_prefix(std::min(one.size() + 1, all.size()));
    if (bare(trimmed(one)) == bare(etag)) return true;
  }
  return false;
}

std::string etag_of(std::string_view bytes) {
  unsigned char hash[16];
  char digits[33];
  crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
  sodium_bin2hex(digits, sizeof digits, hash, sizeof hash);
  return "W/\"" + std::string(digits) + "\"";
}

}  // namespace demarche
