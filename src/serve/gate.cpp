// Who may ask: names of this host, tokens. Doors: is_own_host(), may(), reading_key(), new_token().
#include "serve/gate.h"

#include <sodium.h>

#include <algorithm>
#include <boost/asio/ip/address.hpp>

namespace demarche {
namespace {

std::string hex_of(const unsigned char* bytes, std::size_t many) {
  std::string out(many * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes, many);
  out.pop_back();
  return out;
}

/// A Host field without its port, in small letters: "[::1]:8765" → "::1".
std::string name_of_host(std::string_view host) {
  if (host.starts_with('[')) {
    const std::size_t end = host.find(']');
    if (end == std::string_view::npos) return {};
    host = host.substr(1, end - 1);
  } else {
    host = host.substr(0, host.find(':'));
  }
  std::string out(host);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c; });
  if (out.ends_with('.')) out.pop_back();
  return out;
}

/// "Bearer abc" → "abc"; the scheme's letters may be of any size.
std::string_view bearer(std::string_view authorization) {
  constexpr std::string_view kScheme = "bearer ";
  if (authorization.size() <= kScheme.size()) return {};
  for (std::size_t n = 0; n < kScheme.size(); ++n) {
    if ((authorization[n] | 0x20) != kScheme[n]) return {};
  }
  authorization.remove_prefix(kScheme.size());
  while (authorization.starts_with(' ')) authorization.remove_prefix(1);
  return authorization;
}

}  // namespace

bool is_loopback(const std::string& address) {
  boost::system::error_code failed;
  const auto ip = boost::asio::ip::make_address(address, failed);
  return !failed && ip.is_loopback();
}

bool is_own_host(const House& house, std::string_view host) {
  const std::string name = name_of_host(host);
  if (name.empty()) return false;
  for (const std::string& own : house.options.hosts) {
    if (name_of_host(own) == name) return true;
  }
  if (!house.is_loopback) return house.options.hosts.empty() || name == house.options.address;
  return name == "localhost" || is_loopback(name);
}

bool is_same_secret(std::string_view given, std::string_view secret) {
  // Hashes are compared, so that not even the length shows.
  unsigned char a[32], b[32];
  crypto_generichash(a, sizeof a, reinterpret_cast<const unsigned char*>(given.data()), given.size(), nullptr, 0);
  crypto_generichash(b, sizeof b, reinterpret_cast<const unsigned char*>(secret.data()), secret.size(), nullptr, 0);
  return sodium_memcmp(a, b, sizeof a) == 0;
}

Result<bool> may(const House& house, const Route& route, const Request& request) {
  if (route.needs == Needs::kNothing || (route.needs == Needs::kReading && house.is_loopback)) return true;
  const std::string_view token = bearer(request.authorization);
  if (!token.empty() && is_same_secret(token, house.options.token)) return true;
  if (route.needs == Needs::kReading) {
    const std::string_view key = request.parameters.get("key");
    if (is_same_secret(token.empty() ? key : token, house.reading_key)) return true;
  }
  if (!token.empty()) return Error{ErrorKind::kUsage, {}, "this token is not the server's", {}};
  return Error{ErrorKind::kUsage, {}, route.needs == Needs::kToken ? "writing needs the header 'Authorization: Bearer TOKEN'" : "reading from here needs the header 'Authorization: Bearer TOKEN', or the reading key as parameter 'key'", {}};
}

std::string reading_key(const std::string& token) {
  constexpr std::string_view kPurpose = "demarche reading key";
  unsigned char out[16];
  crypto_generichash(out, sizeof out, reinterpret_cast<const unsigned char*>(kPurpose.data()), kPurpose.size(), reinterpret_cast<const unsigned char*>(token.data()),
                     std::min<std::size_t>(token.size(), crypto_generichash_KEYBYTES_MAX));
  return hex_of(out, sizeof out);
}

std::string new_token() {
  unsigned char bytes[32];
  if (sodium_init() < 0) return {};
  randombytes_buf(bytes, sizeof bytes);
  return hex_of(bytes, sizeof bytes);
}

}  // namespace demarche
