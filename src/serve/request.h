// What is asked and what is answered, without the wire: handlers know nothing of sockets.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "demarche/record.h"
#include "demarche/result.h"

namespace demarche {

/// The part of an address behind "?", each name at most once.
class Parameters {
 public:
  /// kUsage where a name stands twice or the text is not percent-encoded UTF-8.
  static Result<Parameters> parse(std::string_view query);
  /// "" where it is not given: an empty value and none mean the same.
  [[nodiscard]] std::string_view get(std::string_view name) const;
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& all() const { return all_; }

 private:
  std::vector<std::pair<std::string, std::string>> all_;
};

/// "%2F" → "/"; nullopt where it is no percent-encoding, no UTF-8, or holds control characters. `plus` makes "+" a blank.
std::optional<std::string> percent_decoded(std::string_view text, bool plus);
/// Everything but letters, digits and "-._~" as %XX.
std::string percent_encoded(std::string_view text);

enum class Method : std::uint8_t { kGet, kPost, kPut, kDelete };
std::string_view name_of(Method method);  ///< "GET"

struct Request {
  Method method = Method::kGet;
  std::string target;               ///< as it was sent: "/api/v1/events?q=source%3ARUS"
  std::vector<std::string> parts;   ///< what the route's {…} stand for, decoded, in order
  Parameters parameters;
  std::string body;
  std::string host, authorization, if_none_match, accept_encoding, last_event_id, content_type;
  std::string base;                 ///< "http://127.0.0.1:8765": how the client reaches us, for links in feeds
  Instant now = 0;                  ///< when it came
  [[nodiscard]] Day today() const { return Day{static_cast<std::int32_t>(now / 86400)}; }
};

class Subscriber;

struct Reply {
  int status = 200;
  std::string type = "application/json; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  /// Where set, the body are these bytes, which outlive the server: files in the program.
  std::string_view fixed = {};
  /// Where set, the answer is a stream that stays open and takes what this subscriber is sent.
  std::shared_ptr<Subscriber> stream = {};
  [[nodiscard]] std::string_view bytes() const { return fixed.data() ? fixed : std::string_view(body); }
};

/// application/problem+json of RFC 9457.
Reply problem(int status, std::string_view detail);
/// The same of an error. Places on the server's disk are left out; the place in a query stays, with the caret under it.
Reply problem(const Error& error);
std::string_view title_of(int status);  ///< "Not Found"

}  // namespace demarche
