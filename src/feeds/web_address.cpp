// Addresses of the web. Relies on: libcurl's URL interface. Doors: web_address(), resolved().
#include "feeds/web_address.h"

#include <curl/curl.h>

#include <memory>

#include "base/utf8.h"

namespace demarche {
namespace {

constexpr std::size_t kLongest = 8192;

using Handle = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

std::string part(CURLU* url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, flags) != CURLUE_OK || !text) return {};
  std::string out(text);
  curl_free(text);
  return out;
}

std::optional<WebAddress> parts_of(CURLU* url) {
  WebAddress out;
  out.scheme = lower(part(url, CURLUPART_SCHEME));
  if (out.scheme != "http" && out.scheme != "https") return std::nullopt;
  out.host = lower(part(url, CURLUPART_HOST));
  if (out.host.empty()) return std::nullopt;
  out.port = part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  out.target = part(url, CURLUPART_PATH);
  if (const std::string query = part(url, CURLUPART_QUERY); !query.empty()) out.target += "?" + query;
  curl_url_set(url, CURLUPART_FRAGMENT, nullptr, 0);
  out.whole = part(url, CURLUPART_URL, CURLU_NO_DEFAULT_PORT);
  return out;
}

}  // namespace

std::optional<WebAddress> web_address(std::string_view url) {
  if (url.size() > kLongest) return std::nullopt;
  const Handle handle(curl_url(), curl_url_cleanup);
  if (curl_url_set(handle.get(), CURLUPART_URL, std::string(url).c_str(), CURLU_URLENCODE) != CURLUE_OK) return std::nullopt;
  return parts_of(handle.get());
}

std::optional<std::string> resolved(std::string_view base, std::string_view link) {
  if (link.size() > kLongest || link.empty()) return std::nullopt;
  const Handle handle(curl_url(), curl_url_cleanup);
  curl_url_set(handle.get(), CURLUPART_URL, std::string(base).c_str(), CURLU_URLENCODE);  // a bad base leaves only whole links
  if (curl_url_set(handle.get(), CURLUPART_URL, std::string(link).c_str(), CURLU_URLENCODE) != CURLUE_OK) return std::nullopt;
  auto parts = parts_of(handle.get());
  if (!parts) return std::nullopt;
  return std::move(parts->whole);
}

}  // namespace demarche
