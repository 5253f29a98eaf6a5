// One connection. Door: class Session.
//
// HTTP/1.1: requests are read one after the other, also where a client sends several at once (pipelining): the next is looked at when
// the answer to the one before is sent. Beast reads the requests and holds them to the limits; answers are written as head and body in
// one go. All of a session runs on its own strand; views run on desks.
#include "serve/session.h"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/version.hpp>

#include "base/day.h"
#include "serve/answer.h"
#include "serve/gate.h"
#include "serve/log.h"

namespace demarche {
namespace {

namespace net = boost::asio;
namespace http = boost::beast::http;

constexpr std::uint64_t kMostOfAnyBody = std::uint64_t{8} << 20;  // bytes; a route's own limit is checked when it is known
constexpr std::size_t kMostDrained = std::size_t{16} << 20;        // bytes that are thrown away of a client that was refused
constexpr std::size_t kSlowestBytes = 16 << 10;                    // a second, that a client takes in

std::string date_of(Instant now) {
  constexpr std::string_view kDays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Day day{static_cast<std::int32_t>(now / 86400)};
  const CivilDay civil = civil_of(day);
  const int second = static_cast<int>(now % 86400);
  char out[64];
  std::snprintf(out, sizeof out, "%s, %02d %s %04d %02d:%02d:%02d GMT", std::string(kDays[weekday(day)]).c_str(), civil.day, std::string(kMonths[civil.month - 1]).c_str(), civil.year, second / 3600,
                second / 60 % 60, second % 60);
  return out;
}

std::string text_of(boost::beast::string_view view) { return {view.data(), view.size()}; }

}  // namespace

Session::Session(net::ip::tcp::socket socket, Switchboard& switchboard) : stream_(std::move(socket)), switchboard_(switchboard) {
  ++switchboard_.house.metrics.connections, ++switchboard_.house.metrics.connections_total;
  const std::lock_guard lock(switchboard_.mutex);
  switchboard_.open.insert(this);
}

Session::~Session() {
  {
    const std::lock_guard lock(switchboard_.mutex);
    switchboard_.open.erase(this);
  }
  if (subscriber_) subscriber_->leave(), --switchboard_.house.metrics.streams;
  --switchboard_.house.metrics.connections;
}

void Session::start() {
  Failure ignored;
  client_ = stream_.socket().remote_endpoint(ignored).address().to_string();
  stream_.socket().set_option(net::ip::tcp::no_delay(true), ignored);  // an answer goes out as soon as it is written
  net::post(stream_.get_executor(), [self = shared_from_this()] { self->read_head(); });
}

void Session::end() {
  net::post(stream_.get_executor(), [self = shared_from_this()] {
    self->keep_alive_ = false;
    if (self->is_idle_) self->stream_.close();
  });
}

// ---- a request ----

void Session::read_head() {
  if (switchboard_.house.is_draining) return hang_up();
  parser_.emplace();
  request_ = Request(), found_ = RouteFound(), method_ = "-";
  is_head_request_ = keep_alive_ = false;
  parser_->header_limit(static_cast<std::uint32_t>(switchboard_.house.options.largest_head));
  parser_->body_limit(kMostOfAnyBody);
  is_idle_ = buffer_.size() == 0;
  stream_.expires_after(std::chrono::seconds(switchboard_.house.options.patience_s));
  http::async_read_header(stream_, buffer_, *parser_, [self = shared_from_this()](Failure failed, std::size_t) { self->on_head(failed); });
}

void Session::on_head(Failure failed) {
  is_idle_ = false;
  if (failed == http::error::end_of_stream) return hang_up();
  if (failed == http::error::header_limit || failed == http::error::buffer_overflow)
    return refuse(431, "the head of a request may have " + std::to_string(switchboard_.house.options.largest_head) + " bytes");
  if (failed == http::error::body_limit) return refuse(413, "the body is larger than " + std::to_string(kMostOfAnyBody) + " bytes");
  if (failed && failed.category() == make_error_code(http::error::bad_method).category()) return refuse(400, "this is no HTTP request: " + failed.message());
  if (failed) return;  // timed out, or the client is gone

  const auto& head = parser_->get();
  is_head_request_ = head.method() == http::verb::head;
  keep_alive_ = head.keep_alive() && head.version() == 11;
  if (head.version() != 10 && head.version() != 11) return refuse(400, "only HTTP/1.0 and HTTP/1.1 are spoken here");
  method_ = text_of(head.method_string());
  request_.target = text_of(head.target());
  request_.host = text_of(head[http::field::host]);
  if (head.count(http::field::host) > 1) return refuse(400, "there is more than one Host field");
  if (!is_own_host(switchboard_.house, request_.host)) return refuse(421, "this server is not called '" + request_.host + "'; --host lets it be called so");
  // An address in whole ("http://host/path") is for proxies, which we are not.
  if (request_.target.empty() || request_.target[0] != '/') return refuse(400, "the address does not begin with '/'");
  const std::string_view target = request_.target;
  const std::size_t question = std::min(target.find('?'), target.size());
  found_ = find_route(method_, target.substr(0, question));
  if (!found_.route) {
    if (found_.allow.empty()) return refuse(problem(404, "there is no such address; /api/v1/openapi.json lists them"));
    Reply reply = head.method() == http::verb::options ? Reply() : problem(405, "this address takes " + found_.allow);
    if (head.method() == http::verb::options) reply.status = 204, reply.type.clear();
    reply.headers.emplace_back("Allow", found_.allow);
    return refuse(std::move(reply));
  }
  const std::size_t largest = found_.route->largest_body != 0 ? found_.route->largest_body : switchboard_.house.options.largest_body;
  if (const auto length = parser_->content_length(); length && *length > largest) return refuse(413, "the body of such a request may have " + std::to_string(largest) + " bytes");
  parser_->body_limit(largest);
  auto parameters = Parameters::parse(question < target.size() ? target.substr(question + 1) : std::string_view());
  if (!parameters) return refuse(problem(parameters.error()));
  request_.parameters = *std::move(parameters);
  request_.method = found_.route->method;
  request_.parts = std::move(found_.parts);
  request_.authorization = text_of(head[http::field::authorization]);
  request_.if_none_match = text_of(head[http::field::if_none_match]);
  request_.accept_encoding = text_of(head[http::field::accept_encoding]);
  request_.last_event_id = text_of(head["Last-Event-ID"]);
  request_.content_type = text_of(head[http::field::content_type]);
  request_.base = (head["X-Forwarded-Proto"] == "https" ? "https://" : "http://") + request_.host;
  if (boost::beast::iequals(head[http::field::expect], "100-continue") && head.version() == 11) {
    head_ = "HTTP/1.1 100 Continue\r\n\r\n";
    return net::async_write(stream_, net::buffer(head_), [self = shared_from_this()](Failure broken, std::size_t) {
      if (!broken) self->read_body();
    });
  }
  read_body();
}

void Session::read_body() {
  stream_.expires_after(std::chrono::seconds(switchboard_.house.options.patience_s));
  http::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](Failure failed, std::size_t) { self->on_body(failed); });
}

void Session::on_body(Failure failed) {
  if (failed == http::error::body_limit) return refuse(413, "the body is larger than such a request may have");
  if (failed && failed.category() == make_error_code(http::error::bad_method).category()) return refuse(400, "this is no HTTP request: " + failed.message());
  if (failed) return;
  request_.body = std::move(parser_->get().body());
  dispatch();
}

void Session::dispatch() {
  stream_.expires_never();
  began_ = Clock::now();
  request_.now = switchboard_.house.options.clock();
  const Route& route = *found_.route;
  Desks& desks = route.with_pen ? switchboard_.writing : switchboard_.asking;
  const bool taken = desks.take([self = shared_from_this(), &route](Desk& desk) {
    Reply reply;
    try {
      reply = answer(desk, route, self->request_);
    } catch (const std::exception& e) {  // out of memory
      reply = problem(500, std::string("the answer could not be made: ") + e.what());
    }
    net::post(self->stream_.get_executor(), [self, made = std::move(reply)]() mutable { self->send(std::move(made)); });
  });
  if (!taken) send(problem(503, "too many requests wait already"));
}

// ---- an answer ----

void Session::refuse(int status, const std::string& why) {
  ++switchboard_.house.metrics.broken_requests;
  refuse(problem(status, why));
}

void Session::refuse(Reply reply) {
  began_ = Clock::now();
  keep_alive_ = keep_alive_ && parser_->is_done();  // a request without a body is over; another's body is still to come
  if (reply.status == 400 || reply.status == 413 || reply.status == 431) keep_alive_ = false;
  send(std::move(reply));
}

std::string Session::head_of(const Reply& reply, bool keep_alive) const {
  std::string out = "HTTP/1.1 " + std::to_string(reply.status) + " " + std::string(title_of(reply.status)) + "\r\n";
  const auto field = [&](std::string_view name, std::string_view value) { out += name, out += ": ", out += value, out += "\r\n"; };
  field("Date", date_of(switchboard_.house.options.clock()));
  field("Server", "demarche");
  if (!reply.type.empty()) field("Content-Type", reply.type);
  if (!reply.stream && reply.status != 204 && reply.status != 304) field("Content-Length", std::to_string(reply.bytes().size()));
  for (const auto& [name, value] : reply.headers) field(name, value);
  for (const auto& [name, value] : safety_headers()) field(name, value);
  if (!keep_alive) field("Connection", "close");
  return out + "\r\n";
}

void Session::send(Reply reply) {
  if (switchboard_.house.is_draining) keep_alive_ = false;
  if (reply.stream && is_head_request_) reply.stream = nullptr;
  if (reply.stream) return begin_stream(std::move(reply));
  reply_ = std::move(reply);
  head_ = head_of(reply_, keep_alive_);
  const bool has_body = !is_head_request_ && reply_.status != 204 && reply_.status != 304;
  const std::string_view body = has_body ? reply_.bytes() : std::string_view();
  stream_.expires_after(std::chrono::seconds(switchboard_.house.options.patience_s + static_cast<int>(body.size() / kSlowestBytes)));
  const std::array<net::const_buffer, 2> parts = {net::buffer(head_), net::buffer(body.data(), body.size())};
  net::async_write(stream_, parts, [self = shared_from_this(), size = body.size()](Failure failed, std::size_t) { self->on_sent(failed, size); });
}

void Session::on_sent(Failure failed, std::size_t bytes) {
  const std::string route = found_.route ? std::string(name_of(found_.route->method)) + " " + std::string(found_.route->path) : std::string();
  switchboard_.house.metrics.answered(route, reply_.status, std::chrono::duration<double>(Clock::now() - began_).count(), bytes);
  write_log(reply_.status, bytes);
  if (failed) return;
  reply_ = Reply();
  if (!keep_alive_) return hang_up();
  read_head();
}

void Session::write_log(int status, std::uint64_t bytes) const {
  const House& house = switchboard_.house;
  house.log->write(client_, house.options.clock(), method_, request_.target, status, bytes, std::chrono::duration<double>(Clock::now() - began_).count());
}

/// Ends the connection so that the client gets all of the answer: what it still sends is read for a moment and thrown away.
void Session::hang_up() {
  Failure ignored;
  stream_.socket().shutdown(net::ip::tcp::socket::shutdown_send, ignored);
  stream_.expires_after(std::chrono::seconds(2));
  drain();
}

void Session::drain() {
  stream_.async_read_some(net::buffer(scratch_), [self = shared_from_this()](Failure failed, std::size_t bytes) {
    self->drained_ += bytes;
    if (failed || self->drained_ > kMostDrained) return self->stream_.close();
    self->drain();
  });
}

// ---- a stream ----

void Session::begin_stream(Reply reply) {
  subscriber_ = std::move(reply.stream);
  write_log(200, 0);
  reply.stream = subscriber_;  // head_of() leaves out the length
  ++switchboard_.house.metrics.streams;
  keep_alive_ = false;
  sending_ = {std::make_shared<const std::string>(head_of(reply, false) + "retry: 2000\n\n")};
  is_sending_ = true;
  stream_.expires_after(std::chrono::seconds(switchboard_.house.options.patience_s));
  net::async_write(stream_, net::buffer(*sending_.front()), [self = shared_from_this()](Failure failed, std::size_t) {
    self->is_sending_ = false;
    if (failed) return self->end_stream();
    self->stream_.expires_never();
    self->subscriber_->listen([weak = self->weak_from_this(), executor = self->stream_.get_executor()] {
      net::post(executor, [weak] {
        if (const auto alive = weak.lock()) alive->pump();
      });
    });
    self->switchboard_.house.hub->join(self->subscriber_);
    self->watch();
  });
}

/// Waits for the client to close; what it sends on a stream means nothing. It is the plain socket that waits, without a time.
void Session::watch() {
  stream_.socket().async_read_some(net::buffer(scratch_), [self = shared_from_this()](Failure failed, std::size_t) {
    if (failed) return self->end_stream();
    self->watch();
  });
}

void Session::pump() {
  if (is_sending_ || !subscriber_ || subscriber_->has_left()) return;
  const bool is_over = subscriber_->is_over();
  sending_ = subscriber_->take();
  if (sending_.empty()) {
    if (is_over) end_stream();
    return;
  }
  std::vector<net::const_buffer> parts;
  parts.reserve(sending_.size());
  for (const Message& m : sending_) parts.push_back(net::buffer(*m));
  is_sending_ = true;
  stream_.expires_after(std::chrono::seconds(switchboard_.house.options.patience_s));
  net::async_write(stream_, parts, [self = shared_from_this()](Failure failed, std::size_t) {
    self->is_sending_ = false;
    self->stream_.expires_never();
    if (failed) return self->end_stream();
    self->pump();
  });
}

void Session::end_stream() {
  if (subscriber_) subscriber_->leave();
  stream_.close();
}

}  // namespace demarche
