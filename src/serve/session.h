// One connection: requests in, answers out, one after the other. Internal to the serve layer, beside server.cpp.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <array>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_set>

#include "serve/desk.h"
#include "serve/routes.h"
#include "serve/stream.h"

namespace demarche {

class Session;

/// What connections share beyond the house. Outlives them.
struct Switchboard {
  House& house;
  Desks& asking;   ///< answer questions
  Desks& writing;  ///< the one desk that writes
  std::mutex mutex;
  std::unordered_set<Session*> open;  ///< guarded by `mutex`
};

class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(boost::asio::ip::tcp::socket socket, Switchboard& switchboard);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();

  void start();
  /// Closes the connection now if it waits for a request, else after the answer. Any thread.
  void end();

 private:
  using Clock = std::chrono::steady_clock;
  using Failure = boost::beast::error_code;

  void read_head();
  void on_head(Failure failed);
  void read_body();
  void on_body(Failure failed);
  void dispatch();
  /// Answers in place of a view and closes: what the client still sends is not looked at.
  void refuse(int status, const std::string& why);
  void refuse(Reply reply);
  void send(Reply reply);
  void on_sent(Failure failed, std::size_t bytes);
  [[nodiscard]] std::string head_of(const Reply& reply, bool keep_alive) const;
  void write_log(int status, std::uint64_t bytes) const;
  void hang_up();
  void drain();

  void begin_stream(Reply reply);
  void watch();
  void pump();
  void end_stream();

  boost::beast::tcp_stream stream_;
  Switchboard& switchboard_;
  boost::beast::flat_buffer buffer_;
  std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
  RouteFound found_;
  Request request_;
  std::string client_, method_;
  bool is_head_request_ = false, keep_alive_ = false, is_idle_ = false;
  Clock::time_point began_;
  Reply reply_;
  std::string head_;
  std::array<char, 4096> scratch_{};
  std::size_t drained_ = 0;
  std::shared_ptr<Subscriber> subscriber_;
  std::vector<Message> sending_;
  bool is_sending_ = false;
};

}  // namespace demarche
