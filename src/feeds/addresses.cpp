// Which machines may be reached. Door: AddressRules.
//
// Not reached are the ranges that IANA's special-purpose registries (RFC 6890 and its followers) do not call globally reachable:
// this host, private and shared networks, loopback, link-local (with the addresses where clouds keep secrets), documentation, benchmarks,
// multicast, reserved. IPv6 forms that carry an IPv4 address (mapped, NAT64, 6to4, Teredo) are refused, or judged by that address.
#include "feeds/addresses.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <system_error>

namespace demarche {
namespace {

using Address = std::array<std::uint8_t, 16>;

constexpr std::string_view kNotPublic[] = {
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
    "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"};
constexpr Address kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0};
constexpr Address kNat64 = {0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

Address mapped(const void* four) {
  Address out = kMapped;
  std::memcpy(out.data() + 12, four, 4);
  return out;
}

}  // namespace

bool AddressRules::parse(std::string_view text, Range& out) {
  const std::size_t slash = text.find('/');
  const std::string address(text.substr(0, slash));
  in_addr four{};
  in6_addr six{};
  int most = 128;
  if (::inet_pton(AF_INET, address.c_str(), &four) == 1) out.address = mapped(&four), most = 32;
  else if (::inet_pton(AF_INET6, address.c_str(), &six) == 1) std::memcpy(out.address.data(), &six, 16);
  else return false;
  out.bits = most;
  if (slash != std::string_view::npos) {
    const char* const end = text.data() + text.size();
    const auto [at, failed] = std::from_chars(text.data() + slash + 1, end, out.bits);
    if (failed != std::errc() || at != end || out.bits < 0 || out.bits > most) return false;
  }
  out.bits += 128 - most;
  return true;
}

bool AddressRules::holds(const Range& range, const Address& address) {
  for (int bit = 0; bit < range.bits; bit += 8) {
    const auto byte = static_cast<std::size_t>(bit / 8);
    const int left = std::min(8, range.bits - bit);
    const auto mask = static_cast<std::uint8_t>(0xFF << (8 - left));
    if ((range.address[byte] & mask) != (address[byte] & mask)) return false;
  }
  return true;
}

Status AddressRules::allow(std::string_view range) {
  Range one;
  if (range == "*") return allowed_.push_back(one), Done{};
  if (!parse(range, one)) return Error{ErrorKind::kUsage, {}, "'" + std::string(range) + "' is no address or range such as 127.0.0.1, 10.1.0.0/16 or fd00::/8", {}};
  allowed_.push_back(one);
  return Done{};
}

bool AddressRules::permits(const Address& address) const {
  if (std::any_of(allowed_.begin(), allowed_.end(), [&](const Range& r) { return holds(r, address); })) return true;
  if (std::equal(kNat64.begin(), kNat64.begin() + 12, address.begin())) return permits(mapped(address.data() + 12));
  static const std::vector<Range> not_public = [] {
    std::vector<Range> out;
    for (const std::string_view text : kNotPublic) parse(text, out.emplace_back());
    return out;
  }();
  return std::none_of(not_public.begin(), not_public.end(), [&](const Range& r) { return holds(r, address); });
}

bool AddressRules::permits(const sockaddr* address) const {
  if (address->sa_family == AF_INET) return permits(mapped(&reinterpret_cast<const sockaddr_in*>(address)->sin_addr));
  if (address->sa_family != AF_INET6) return false;
  Address six;
  std::memcpy(six.data(), &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr, 16);
  return permits(six);
}

bool AddressRules::permits(std::string_view address) const {
  Range one;
  return address.find('/') == std::string_view::npos && parse(address, one) && permits(one.address);
}

}  // namespace demarche
