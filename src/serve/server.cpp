// Listens, hands connections to sessions, and ends in good order. Doors: Server::open(), Server::run().
#include <sodium.h>
#include <sys/resource.h>
#include <unistd.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <filesystem>

#include "serve/gate.h"
#include "serve/log.h"
#include "serve/session.h"
#include "serve/web.h"

namespace demarche {
namespace {

namespace net = boost::asio;
using net::ip::tcp;

constexpr int kSocketThreads = 2;
constexpr std::size_t kShortestToken = 16;
constexpr rlim_t kFilesBeside = 64;  // files that are no connections

constexpr std::string_view kTooMany = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 5\r\nConnection: close\r\n\r\n";

/// As many files at once as connections need and the system lets us have.
void raise_limit(std::size_t connections) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const rlim_t wanted = static_cast<rlim_t>(connections) + kFilesBeside;
  if (limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min(limit.rlim_max, wanted);
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

Status check(const ServeOptions& o) {
  const auto wrong = [](std::string what) { return Error{ErrorKind::kUsage, {}, std::move(what), {}}; };
  if (o.token.size() < kShortestToken) return wrong("a token has at least " + std::to_string(kShortestToken) + " characters");
  if (std::any_of(o.token.begin(), o.token.end(), [](char c) { return c <= 0x20 || c == 0x7F; })) return wrong("a token has no blanks and no control characters");
  if (!o.clock) return wrong("a server needs a clock");
  return Done{};
}

/// Opens the record once, so that it exists and has this program's layout. True where it can only be read.
Result<bool> prepare_record(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const bool exists = fs::exists(path, ignored);
  const fs::path folder = fs::absolute(path, ignored).parent_path();
  const bool writable = ::access(folder.c_str(), W_OK) == 0 && (!exists || ::access(path.c_str(), W_OK) == 0);
  const auto opened = Record::open(path, {.access = writable ? Access::kCreate : Access::kRead, .writer = "demarche serve"});
  if (!opened) return opened.error();
  return !writable;
}

}  // namespace

struct Server::State {
  House house;
  std::unique_ptr<Desks> asking, writing;
  std::unique_ptr<Switchboard> switchboard;
  net::io_context sockets{kSocketThreads};  // behind these: sessions that did not end in time go with it, and still report to them
  tcp::acceptor acceptor{sockets};
  net::steady_timer pause{sockets};

  Status listen();
  void accept();
  void taken(tcp::socket socket);
  void end_sessions();
  void run(const std::stop_token& stop);
};

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;
Server::~Server() = default;

Result<Server> Server::open(ServeOptions options) {
  if (sodium_init() < 0) return Error{ErrorKind::kUnreadable, {}, "the system gives no random numbers", {}};
  if (const Status good = check(options); !good) return good.error();
  auto state = std::make_unique<State>();
  House& house = state->house;
  house.options = std::move(options);
  house.is_loopback = is_loopback(house.options.address);
  house.reading_key = reading_key(house.options.token);
  if (const Status listening = state->listen(); !listening) return listening.error();
  auto log = AccessLog::open(house.options.access_log);
  if (!log) return log.error();
  house.log = *std::move(log);
  auto web = Web::open(house.options.web);
  if (!web) return web.error();
  house.web = std::make_unique<Web>(*std::move(web));
  const auto read_only = prepare_record(house.options.record);
  if (!read_only) return read_only.error();
  house.is_read_only = *read_only;
  auto hub = Hub::open(house);
  if (!hub) return hub.error();
  house.hub = *std::move(hub);
  const unsigned cores = std::max(2u, std::thread::hardware_concurrency());
  auto asking = Desks::open(house, house.options.desks != 0 ? house.options.desks : cores), writing = Desks::open(house, 1);
  if (!asking || !writing) return asking ? writing.error() : asking.error();
  state->asking = *std::move(asking), state->writing = *std::move(writing);
  state->switchboard = std::unique_ptr<Switchboard>(new Switchboard{house, *state->asking, *state->writing, {}, {}});
  return Server(std::move(state));
}

std::uint16_t Server::port() const { return state_->house.port; }

std::string Server::address() const {
  const std::string& host = state_->house.options.address;
  return "http://" + (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" + std::to_string(port());
}

bool Server::is_read_only() const { return state_->house.is_read_only; }

Status Server::State::listen() {
  boost::system::error_code failed;
  const auto address = net::ip::make_address(house.options.address, failed);
  if (failed) return Error{ErrorKind::kUsage, {}, "'" + house.options.address + "' is no IP address such as 127.0.0.1 or ::1", {}};
  const tcp::endpoint endpoint(address, house.options.port);
  const std::string where = house.options.address + ":" + std::to_string(house.options.port);
  acceptor.open(endpoint.protocol(), failed);
  if (!failed) acceptor.set_option(net::socket_base::reuse_address(true), failed);
  if (!failed) acceptor.bind(endpoint, failed);
  if (!failed) acceptor.listen(net::socket_base::max_listen_connections, failed);
  if (failed == net::error::address_in_use) return Error{ErrorKind::kUnreadable, where, "another program listens here; --listen 127.0.0.1:0 takes a free port", {}};
  if (failed) return Error{ErrorKind::kUnreadable, where, "cannot listen: " + failed.message(), {}};
  house.port = acceptor.local_endpoint(failed).port();
  return Done{};
}

void Server::State::accept() {
  acceptor.async_accept(net::make_strand(sockets), [this](boost::system::error_code failed, tcp::socket socket) {
    if (!acceptor.is_open()) return;
    if (!failed) {
      taken(std::move(socket));
      return accept();
    }
    // Most often too many open files: those that end make room.
    pause.expires_after(std::chrono::milliseconds(100));
    pause.async_wait([this](boost::system::error_code) {
      if (acceptor.is_open()) accept();
    });
  });
}

void Server::State::taken(tcp::socket socket) {
  if (house.metrics.connections >= static_cast<std::int64_t>(house.options.connections)) {
    ++house.metrics.connections_refused;
    boost::system::error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(net::buffer(kTooMany.data(), kTooMany.size()), ignored);
    return;
  }
  std::make_shared<Session>(std::move(socket), *switchboard)->start();
}

void Server::State::end_sessions() {
  std::vector<std::shared_ptr<Session>> open;
  {
    const std::lock_guard lock(switchboard->mutex);
    for (Session* s : switchboard->open) {
      if (auto alive = s->weak_from_this().lock()) open.push_back(std::move(alive));
    }
  }
  for (const auto& s : open) s->end();
}

void Server::State::run(const std::stop_token& stop) {
  raise_limit(house.options.connections);
  auto work = net::make_work_guard(sockets);
  std::vector<std::thread> threads;
  for (int n = 0; n < kSocketThreads; ++n) threads.emplace_back([this] { sockets.run(); });
  net::post(sockets, [this] { accept(); });
  {
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait(lock, stop, [] { return false; });
  }
  house.is_draining = true;
  net::post(sockets, [this] {
    boost::system::error_code ignored;
    acceptor.close(ignored);
    pause.cancel();
  });
  house.hub->close();
  end_sessions();
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(house.options.drain_s);
  while (house.metrics.connections > 0 && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  asking->close(), writing->close();
  work.reset();
  sockets.stop();
  for (std::thread& thread : threads) thread.join();
}

Status Server::run(const std::stop_token& stop) {
  state_->run(stop);
  return Done{};
}

}  // namespace demarche
