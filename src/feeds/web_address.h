// Addresses of the web: their parts, and how a page's links are resolved. Over libcurl's own reader of URLs, so that what is checked
// is what is fetched.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace demarche {

struct WebAddress {
  std::string scheme;  ///< "http", "https"
  std::string host;    ///< in small letters, IPv6 in brackets
  std::string port;    ///< "443" where none is written
  std::string target;  ///< path and query, as robots.txt matches them: "/news?id=4"
  std::string whole;   ///< without the fragment
  /// "https://example.org:443"
  [[nodiscard]] std::string origin() const { return scheme + "://" + host + ":" + port; }
};

/// nullopt where it is no address of http or https.
std::optional<WebAddress> web_address(std::string_view url);
/// A link as it stands in `base`; nullopt where it leads elsewhere than to http or https.
std::optional<std::string> resolved(std::string_view base, std::string_view link);

}  // namespace demarche
