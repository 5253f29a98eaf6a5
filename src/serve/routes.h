// The table of routes: every address that the server answers, and what may stand in it. docs/openapi.json says the same at length,
// and a test holds the two together.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "serve/desk.h"
#include "serve/request.h"

namespace demarche {

using View = Result<Reply> (*)(Desk&, const Request&);

/// What somebody has to show.
enum class Needs : std::uint8_t {
  kNothing,  ///< open to all who reach us
  kReading,  ///< nothing on a loopback address, else token or reading key
  kToken,    ///< the token, always
};

/// What an answer depends on, and so what its ETag is made of.
enum class Follows : std::uint8_t {
  kRecord,   ///< the record and the address: the same until the record changes
  kContent,  ///< itself: made anew each time
  kNever,    ///< it is never kept
};

struct Route {
  Method method = Method::kGet;
  std::string_view path;        ///< "/api/v1/events/{key}"
  std::string_view parameters;  ///< names that may stand behind "?", blanks between
  Needs needs = Needs::kReading;
  Follows follows = Follows::kRecord;
  View view = nullptr;
  std::size_t largest_body = 0; ///< bytes; 0: what the options say
  bool with_pen = false;        ///< it writes: answered by the one desk that does, so that others never wait for it
};

std::span<const Route> routes();

struct RouteFound {
  const Route* route = nullptr;      ///< null where there is none
  std::vector<std::string> parts;    ///< what {…} stand for
  std::string allow;                 ///< methods of this path, "GET, POST"; "" where no route has it
};
/// The route of a path, still percent-encoded and without "?". `method` "HEAD" is a GET.
RouteFound find_route(std::string_view method, std::string_view path);

}  // namespace demarche
