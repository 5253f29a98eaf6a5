// The seam to the network and to the clock: everything above asks through here, so that tests hand in answers and hours of their own.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "demarche/result.h"
#include "feeds/addresses.h"

namespace demarche {

/// Milliseconds since 1970, and never read below the commands.
class WallClock {
 public:
  virtual ~WallClock() = default;
  virtual std::int64_t now_ms() = 0;
  [[nodiscard]] std::int64_t now() { return now_ms() / 1000; }
};
/// The machine's own.
WallClock& system_clock();

/// One request: HTTP, or a mail that is handed to an SMTP server.
struct WebRequest {
  std::string url;                   ///< http, https; smtp, smtps where `mail` is given
  std::string method = "GET";
  std::vector<std::string> headers;  ///< "Name: value"
  std::string body;                  ///< of a POST; of a mail, with its headers
  std::size_t most_bytes = std::size_t{16} << 20;  ///< of the answer, unpacked
  int timeout_ms = 60'000;
  struct Mail {
    std::string from;
    std::vector<std::string> to;
    std::string user, password;      ///< "" for none
    bool needs_tls = false;          ///< STARTTLS or nothing
  };
  std::optional<Mail> mail;
  bool is_trusted = false;           ///< named in the settings: may lie on a private address
};

/// What came back. Redirects are not followed here: `location` says where one leads.
struct WebReply {
  int status = 0;                    ///< of HTTP, or SMTP; 0 where there was none
  std::string body;
  std::string type;                  ///< Content-Type as given
  std::string etag, last_modified, location, retry_after;
  std::optional<Error> error;        ///< kTooLarge beyond a limit, kUsage for a refused address, else kUnreadable
};

/// Starts requests and hands out their answers as they come. One thread, but for interrupt().
class Network {
 public:
  virtual ~Network() = default;
  /// `ticket` is the caller's own, and comes back with the answer.
  virtual void start(std::uint64_t ticket, WebRequest request) = 0;
  struct Ended {
    std::uint64_t ticket = 0;
    WebReply reply;
  };
  /// Answers that are there; waits for one at most so long, and returns early where interrupted.
  virtual std::vector<Ended> wait(std::int64_t at_most_ms) = 0;
  /// Ends a wait() at once, from any thread or signal-safe place that may lock.
  virtual void interrupt() = 0;
};

struct NetworkOptions {
  std::string user_agent = "Demarche";
  std::string proxy;                 ///< "" for none: proxies of the environment are not used
  std::string certificates;          ///< file of certificate authorities; "" for the system's
  AddressRules addresses;
};
/// The network by libcurl. kUnreadable where libcurl cannot begin.
Result<std::unique_ptr<Network>> curl_network(NetworkOptions options);

}  // namespace demarche
