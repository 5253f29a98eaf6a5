// Which machines may be reached: public ones, and those that the settings allow.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/result.h"

struct sockaddr;

namespace demarche {

/// Keeps a feed, a redirect or a name of the net from leading to the reader's own machines: asked of each address at the moment of
/// connecting, so that a name which resolves anew to another address does not slip through.
class AddressRules {
 public:
  /// "10.1.0.0/16", "127.0.0.1", "fd00::/8"; "*" allows every address. kUsage for others.
  Status allow(std::string_view range);
  [[nodiscard]] bool permits(const sockaddr* address) const;
  /// By its text, without a port; false where it is none.
  [[nodiscard]] bool permits(std::string_view address) const;

 private:
  struct Range {
    std::array<std::uint8_t, 16> address{};  ///< IPv4 as ::ffff:a.b.c.d
    int bits = 0;
  };
  [[nodiscard]] bool permits(const std::array<std::uint8_t, 16>& address) const;
  static bool parse(std::string_view text, Range& out);
  static bool holds(const Range& range, const std::array<std::uint8_t, 16>& address);

  std::vector<Range> allowed_;
};

}  // namespace demarche
