// Polite fetching: few requests at a time, room between two of one host, redirects followed within limits, robots.txt obeyed where
// pages are fetched, Retry-After kept.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "feeds/network.h"
#include "feeds/robots.h"
#include "feeds/web_address.h"

namespace demarche {

struct FetchLimits {
  std::size_t at_once = 32;             ///< requests in all
  std::size_t at_once_per_host = 2;
  std::int64_t gap_ms = 500;            ///< between the beginnings of two requests to one host
  int most_redirects = 5;
  int timeout_ms = 60'000;              ///< of one request
  std::size_t most_bytes = std::size_t{16} << 20;  ///< of one answer, unpacked
  std::string product = "Demarche";     ///< by which robots.txt names us
};

struct Wanted {
  std::string url;
  std::vector<std::string> headers;     ///< "If-None-Match: …"
  bool is_page = false;                 ///< robots.txt is asked first
};

struct Fetched {
  std::uint64_t ticket = 0;
  WebReply answer;
  std::string url;                      ///< where the answer came from
  std::string moved_to;                 ///< where every redirect on the way was for good; else ""
  std::int64_t retry_after_ms = 0;      ///< how long the host wants to be left alone; 0: it did not say
  bool is_forbidden = false;            ///< robots.txt says no, or the address is refused: no later try helps
};

/// "120" or a date of HTTP, as milliseconds from now; 0 where it says nothing. At most a day.
std::int64_t retry_after_ms(std::string_view header, std::int64_t now_ms);

/// One thread. Tickets are the caller's own.
class Fetcher {
 public:
  Fetcher(Network& network, WallClock& clock, FetchLimits limits) : network_(network), clock_(clock), limits_(std::move(limits)) {}

  void want(std::uint64_t ticket, Wanted wanted);
  /// Starts what may start; what has ended, waiting for it at most so long.
  std::vector<Fetched> step(std::int64_t at_most_ms);
  /// Asked for and not yet ended.
  [[nodiscard]] std::size_t open() const { return open_; }

 private:
  struct Task {
    std::uint64_t ticket = 0;
    Wanted wanted;
    WebAddress at;
    int hops = 0;
    bool moved_for_good = true;
    std::string robots_of;              ///< origin, where this fetches a robots.txt
  };
  struct Host {
    std::deque<Task> queue;
    std::size_t active = 0;
    std::int64_t next_start = 0, held_until = 0, gap_ms = 0;
  };
  struct Known {
    Robots rules;
    std::int64_t until = 0;             ///< when it is fetched anew
    bool is_reachable = true, is_fetching = false;
    std::vector<Task> waiting;
  };

  void start_all();
  bool start_next(Host& host);
  void start(Host& host, Task task);
  bool wait_for_robots(const Task& task);
  std::int64_t until_next_start(std::int64_t at_most_ms);
  void end(Task task, WebReply answer);
  void follow(Task task, WebReply answer);
  void end_robots(const Task& task, const WebReply& answer);
  void give(const Task& task, WebReply answer, bool is_forbidden = false, std::int64_t retry_ms = 0);
  void fail(const Task& task, ErrorKind kind, std::string what, bool is_forbidden, std::int64_t retry_ms = 0);

  Network& network_;
  WallClock& clock_;
  FetchLimits limits_;
  std::map<std::string, Host> hosts_;
  std::map<std::string, Known> robots_;
  std::unordered_map<std::uint64_t, Task> running_;  ///< by the network's ticket
  std::vector<Fetched> ended_;
  std::uint64_t next_ = 0;
  std::size_t open_ = 0;
};

}  // namespace demarche
