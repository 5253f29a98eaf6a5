// Polite fetching. Relies on: network, robots, web_address. Door: Fetcher.
//
// Each host has a queue. A page waits until the robots.txt of its origin is known; a redirect joins the queue of the host that it
// leads to, and is judged there anew: scheme, robots.txt, address.
#include "feeds/fetcher.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <ctime>

namespace demarche {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kRobotsKeptMs = kDayMs;          // RFC 9309 §2.4: not longer than 24 hours
constexpr std::int64_t kRobotsRetryMs = 600'000;        // where it could not be had
constexpr std::int64_t kWorthWaitingMs = 60'000;        // a host that wants to be left alone for longer is answered for at once
constexpr std::size_t kMostRobots = 512u << 10;
constexpr std::size_t kMostHostsKept = 10'000;

bool is_redirect(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }

}  // namespace

std::int64_t retry_after_ms(std::string_view header, std::int64_t now_ms) {
  std::int64_t seconds = 0;
  const char* const end = header.data() + header.size();
  if (const auto [at, failed] = std::from_chars(header.data(), end, seconds); failed != std::errc() || at != end) {
    const std::time_t at_time = curl_getdate(std::string(header).c_str(), nullptr);
    if (header.empty() || at_time < 0) return 0;
    seconds = static_cast<std::int64_t>(at_time) - now_ms / 1000;
  }
  return std::clamp<std::int64_t>(seconds, 0, kDayMs / 1000) * 1000;
}

void Fetcher::want(std::uint64_t ticket, Wanted wanted) {
  Task task;
  task.ticket = ticket;
  task.wanted = std::move(wanted);
  ++open_;
  const auto at = web_address(task.wanted.url);
  if (!at) return fail(task, ErrorKind::kUsage, "is no address of http or https", true);
  task.at = *at;
  if (robots_.size() > kMostHostsKept) std::erase_if(robots_, [&](const auto& r) { return !r.second.is_fetching; });
  if (hosts_.size() > kMostHostsKept) std::erase_if(hosts_, [&](const auto& h) { return h.second.queue.empty() && h.second.active == 0 && h.second.held_until <= clock_.now_ms(); });
  hosts_[task.at.host].queue.push_back(std::move(task));
}

std::vector<Fetched> Fetcher::step(std::int64_t at_most_ms) {
  start_all();
  const std::int64_t wait_ms = ended_.empty() ? until_next_start(at_most_ms) : 0;
  for (Network::Ended& e : network_.wait(wait_ms)) {
    auto found = running_.extract(e.ticket);
    if (found.empty()) continue;
    --hosts_[found.mapped().at.host].active;
    end(std::move(found.mapped()), std::move(e.reply));
  }
  return std::exchange(ended_, {});
}

void Fetcher::start_all() {
  for (auto& [name, host] : hosts_) {
    while (running_.size() < limits_.at_once && start_next(host)) {}
  }
}

/// Starts, parks or answers the first of a host's queue; false where nothing may happen now.
bool Fetcher::start_next(Host& host) {
  const std::int64_t now = clock_.now_ms();
  if (host.queue.empty() || host.active >= limits_.at_once_per_host) return false;
  if (host.held_until > now + kWorthWaitingMs) {
    const Task task = std::move(host.queue.front());
    host.queue.pop_front();
    fail(task, ErrorKind::kUnreadable, "is left alone for " + std::to_string((host.held_until - now) / 1000) + " s: its host asked for it", false, host.held_until - now);
    return true;
  }
  const bool is_robots = !host.queue.front().robots_of.empty();
  if (host.held_until > now || (host.next_start > now && !is_robots)) return false;
  Task task = std::move(host.queue.front());
  host.queue.pop_front();
  if (task.wanted.is_page && wait_for_robots(task)) return true;
  start(host, std::move(task));
  return true;
}

/// True where the task was parked or refused: the origin's robots.txt is not known, or says no.
bool Fetcher::wait_for_robots(const Task& task) {
  const std::string origin = task.at.origin();
  Known& known = robots_[origin];
  if (known.is_fetching || known.until <= clock_.now_ms()) {
    known.waiting.push_back(task);
    if (known.is_fetching) return true;
    known.is_fetching = true;
    Task robots;
    robots.robots_of = origin;
    robots.wanted.url = origin + "/robots.txt";
    robots.at = web_address(robots.wanted.url).value_or(task.at);
    hosts_[task.at.host].queue.push_front(std::move(robots));
    return true;
  }
  hosts_[task.at.host].gap_ms = known.rules.delay_ms();
  if (known.rules.allows(task.at.target)) return false;
  if (known.is_reachable) fail(task, ErrorKind::kUsage, "is not fetched: robots.txt of " + task.at.host + " asks for it", true);
  else fail(task, ErrorKind::kUnreadable, "is not fetched: robots.txt of " + task.at.host + " cannot be had, so its pages are left alone", false, known.until - clock_.now_ms());
  return true;
}

void Fetcher::start(Host& host, Task task) {
  WebRequest request;
  request.url = task.at.whole;
  request.headers = task.wanted.headers;
  request.timeout_ms = limits_.timeout_ms;
  request.most_bytes = task.robots_of.empty() ? limits_.most_bytes : kMostRobots;
  host.next_start = clock_.now_ms() + std::max(limits_.gap_ms, host.gap_ms);
  ++host.active;
  const std::uint64_t ticket = ++next_;
  running_.emplace(ticket, std::move(task));
  network_.start(ticket, std::move(request));
}

std::int64_t Fetcher::until_next_start(std::int64_t at_most_ms) {
  const std::int64_t now = clock_.now_ms();
  std::int64_t out = at_most_ms;
  if (running_.size() >= limits_.at_once) return out;  // nothing starts before something ends
  for (const auto& [name, host] : hosts_) {
    if (host.queue.empty() || host.active >= limits_.at_once_per_host) continue;
    out = std::min(out, std::max(host.next_start, host.held_until) - now);
  }
  return std::max<std::int64_t>(out, 0);
}

void Fetcher::end(Task task, WebReply answer) {
  if (!answer.error && is_redirect(answer.status) && !answer.location.empty()) return follow(std::move(task), std::move(answer));
  if (!task.robots_of.empty()) return end_robots(task, answer);
  std::int64_t retry = 0;
  if (!answer.error && (answer.status == 429 || answer.status == 503)) {
    retry = retry_after_ms(answer.retry_after, clock_.now_ms());
    Host& host = hosts_[task.at.host];
    if (retry > 0) host.held_until = std::max(host.held_until, clock_.now_ms() + retry);
  }
  const bool refused = answer.error && answer.error->kind == ErrorKind::kUsage;
  give(task, std::move(answer), refused, retry);
}

void Fetcher::follow(Task task, WebReply answer) {
  const bool is_robots = !task.robots_of.empty();
  const auto link = resolved(task.at.whole, answer.location);
  const auto at = link ? web_address(*link) : std::nullopt;
  if (!at || ++task.hops > limits_.most_redirects) {
    const std::string what = at ? "is redirected more than " + std::to_string(limits_.most_redirects) + " times" : "is redirected to '" + answer.location.substr(0, 200) + "', which is no address of http or https";
    if (is_robots) return answer.status = 404, end_robots(task, answer);  // RFC 9309 §2.3.1.2: as if there were none
    return fail(task, ErrorKind::kUsage, what, !at);
  }
  if (answer.status != 301 && answer.status != 308) task.moved_for_good = false;
  if (at->host != task.at.host) task.wanted.headers.clear();  // marks of one server mean nothing to another
  task.at = *at;
  hosts_[task.at.host].queue.push_front(std::move(task));
}

void Fetcher::end_robots(const Task& task, const WebReply& answer) {
  Known& known = robots_[task.robots_of];
  const bool too_large = answer.error && answer.error->kind == ErrorKind::kTooLarge;  // what came is read
  const bool refused = answer.error && answer.error->kind == ErrorKind::kUsage;       // then the page itself will be refused, and say why
  known.is_reachable = refused || too_large || (!answer.error && answer.status < 500 && answer.status != 429);
  if (!known.is_reachable) known.rules = Robots::nothing_allowed();
  else if (answer.status >= 200 && answer.status < 300) known.rules = Robots::read(answer.body, limits_.product);
  else known.rules = Robots();
  known.until = clock_.now_ms() + (known.is_reachable ? kRobotsKeptMs : kRobotsRetryMs);
  known.is_fetching = false;
  for (Task& waiting : known.waiting) hosts_[waiting.at.host].queue.push_front(std::move(waiting));
  known.waiting.clear();
}

void Fetcher::give(const Task& task, WebReply answer, bool is_forbidden, std::int64_t retry_ms) {
  Fetched& out = ended_.emplace_back();
  out.ticket = task.ticket;
  out.answer = std::move(answer);
  out.url = task.at.whole;
  if (task.hops > 0 && task.moved_for_good) out.moved_to = task.at.whole;
  out.retry_after_ms = retry_ms;
  out.is_forbidden = is_forbidden;
  --open_;
}

void Fetcher::fail(const Task& task, ErrorKind kind, std::string what, bool is_forbidden, std::int64_t retry_ms) {
  WebReply answer;
  answer.error = Error{kind, task.at.whole.empty() ? task.wanted.url : task.at.whole, std::move(what), {}};
  give(task, std::move(answer), is_forbidden, retry_ms);
}

}  // namespace demarche
