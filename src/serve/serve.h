// The serve layer: the record over HTTP, for the board, for scripts and for other newsrooms' systems.
//
// The stages, one .cpp each:
//   request     what is asked and answered, without the wire; failures as problem+json
//   routes      the table: method, path, what it takes, who may, the view that answers
//   gate        who may ask: names of this host, the token
//   views       what is answered: events, stories (today, exchange), articles, ledger, numbers, syndication, corrections, feeds, alerts
//   bodies      the fields of what is sent in
//   desk        the threads that answer, each with its own connection to the record
//   answer      a request through gate, table and view; ETags, gzip
//   kept        answers that were just made
//   messages    changes of the record as server-sent events
//   stream      what is new, sent as it happens to all who listen
//   web         the board's files, from the program or a folder
//   log         a line a request
//   metrics     what the server did, for Prometheus
//   session     one connection: reads requests, writes answers, within limits of size and time
//   server      listens, and ends in good order
//   beast       Boost's networking, compiled once
//
// HTTP, sockets and timers are Boost's; nothing blocks the threads that hold the sockets. docs/serve.md is the users' page,
// docs/openapi.json the API's description.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "demarche/record.h"
#include "demarche/result.h"
#include "feeds/network.h"
#include "lexicon/lexicon.h"

namespace demarche {

struct ServeOptions {
  std::string record;                 ///< path of the record; made where there is none
  std::string address = "127.0.0.1";  ///< IPv4 or IPv6 to listen on
  std::uint16_t port = 8765;          ///< 0 takes a free one
  std::string token;                  ///< what writes need, and reads too where `address` is no loopback; at least 16 characters
  std::vector<std::string> hosts;     ///< further names by which clients call this server (behind a proxy): "news.example.org"
  std::string web;                    ///< folder of the board's files; "" serves those in the program
  std::string access_log;             ///< file that takes a line a request; "-" is standard error; "" none
  unsigned desks = 0;                 ///< threads that answer; 0: as many as there are cores, at least 2
  std::size_t connections = 4096;     ///< at once; one more is told 503
  std::size_t queue = 512;            ///< requests that wait for a desk; one more is told 503
  std::size_t largest_head = 16 << 10;          ///< bytes of a request's line and fields
  std::size_t largest_body = 64 << 10;          ///< bytes, but where a route allows more (an article: 8 MiB)
  int patience_s = 20;                ///< for a request to come whole, and for a client to take an answer
  int heartbeat_s = 15;               ///< between comments on streams where nothing happens
  int poll_ms = 200;                  ///< between looks at the record's feed of changes
  int drain_s = 10;                   ///< for what is under way when the server is told to stop
  NetworkOptions network;             ///< for feeds that are tried
  const Lexicon* lexicon = nullptr;   ///< for articles that are sent in; null: the one in the program
  std::function<Instant()> clock;     ///< seconds since 1970
};

/// A server that listens. `run` may be called once.
class Server {
 public:
  /// Opens the record and the port. kUsage for options that cannot be; kUnreadable where the port is taken.
  static Result<Server> open(ServeOptions options);
  Server(Server&&) noexcept;
  Server& operator=(Server&&) noexcept;
  ~Server();

  [[nodiscard]] std::uint16_t port() const;
  /// "http://127.0.0.1:8765"
  [[nodiscard]] std::string address() const;
  /// Whether only reading is possible (a record on a read-only disk).
  [[nodiscard]] bool is_read_only() const;

  /// Serves until `stop` is requested, then lets what is under way end, at most `drain_s`, and returns. Streams are closed.
  Status run(const std::stop_token& stop);

 private:
  struct State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// A key that lets read and nothing else, made of the token: for feed readers and event streams, which cannot send the token.
std::string reading_key(const std::string& token);
/// 32 random bytes as text.
std::string new_token();

/// One line a route, "GET /api/v1/events q limit after order": method, path, parameters. For tests and documents.
std::string routes_in_words();

}  // namespace demarche
