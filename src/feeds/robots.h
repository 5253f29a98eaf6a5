// robots.txt, by RFC 9309: which pages of a host a program may fetch.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace demarche {

/// The rules of one file for one program. Immutable.
class Robots {
 public:
  /// Everything is allowed.
  Robots() = default;
  /// `product` is the name rules are looked for by ("Demarche"); where none names it, those for "*" hold. Reads at most 512 KiB.
  static Robots read(std::string_view file, std::string_view product);
  static Robots nothing_allowed();

  /// `target` is path and query: "/news?id=4". Cost: target times rules.
  [[nodiscard]] bool allows(std::string_view target) const;
  /// "Crawl-delay", which is no part of the standard but is meant: at most 30 s; 0 where none is asked.
  [[nodiscard]] std::int64_t delay_ms() const { return delay_ms_; }

 private:
  struct Rule {
    std::string path;  ///< with * and $, normalised
    bool allows = false;
  };
  std::vector<Rule> rules_;
  std::int64_t delay_ms_ = 0;
};

}  // namespace demarche
