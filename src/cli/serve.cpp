// `demarche serve`: the record over HTTP, with the board; `demarche up`: the same, and feeds watched and alerts sent beside it.
// Doors: add_serve, add_up.
#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <thread>

#include "cli/ask.h"
#include "cli/watching.h"
#include "serve/serve.h"

namespace demarche {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string listen = "127.0.0.1:8765", token_file, web, log;
  std::vector<std::string> hosts;
  unsigned desks = 0;
  std::size_t connections = 4096;
  int patience_s = 20, heartbeat_s = 15;
  bool quiet = false, routes = false;
  RecordChoice record;
  LexiconOptions lexicon;
  WatchingOptions watching;
  bool watches = false;  ///< `up`
};

std::string from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

/// "127.0.0.1:8765", "[::1]:8765", "8765", "0.0.0.0".
Status take_listen(const std::string& text, ServeOptions& o) {
  const Error wrong{ErrorKind::kUsage, {}, "--listen: '" + text + "' is no ADDRESS:PORT such as 127.0.0.1:8765 or [::1]:8765", {}};
  std::string address = text, port;
  if (text.find_first_not_of("0123456789") == std::string::npos) {
    address = "127.0.0.1", port = text;
  } else if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string::npos) return wrong;
    address = text.substr(1, end - 1);
    if (end + 1 < text.size()) port = text[end + 1] == ':' ? text.substr(end + 2) : "-";
  } else if (const std::size_t colon = text.rfind(':'); colon != std::string::npos) {
    address = text.substr(0, colon), port = text.substr(colon + 1);
  }
  if (address == "localhost") address = "127.0.0.1";
  if (!port.empty()) {
    if (port.find_first_not_of("0123456789") != std::string::npos || port.size() > 5 || std::stoul(port) > 65535) return wrong;
    o.port = static_cast<std::uint16_t>(std::stoul(port));
  }
  o.address = address;
  return Done{};
}

/// Where the token is kept from one start to the next, so that a browser that was let in stays so.
std::string token_path(const Options& o) {
  if (!o.token_file.empty()) return o.token_file;
  std::string folder = from_environment("XDG_STATE_HOME");
  if (folder.empty() && !from_environment("HOME").empty()) folder = from_environment("HOME") + "/.local/state";
  return folder.empty() ? "" : folder + "/demarche/token";
}

/// $DEMARCHE_TOKEN, else what the file holds, else a new one, which the file is given, readable to its owner alone.
Result<std::string> token_of(const Options& o) {
  if (std::string token = from_environment("DEMARCHE_TOKEN"); !token.empty()) return token;
  const std::string path = token_path(o);
  if (path.empty()) return new_token();
  std::error_code ignored;
  if (fs::exists(path, ignored)) {
    auto text = read_file(path, 4096);
    if (!text) return text.error();
    while (!text->empty() && static_cast<unsigned char>(text->back()) <= 0x20) text->pop_back();
    if (text->empty()) return Error{ErrorKind::kMalformed, path, "holds no token; delete it, and a new one is made", {}};
    return text;
  }
  fs::create_directories(fs::path(path).parent_path(), ignored);
  const std::string token = new_token();
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  const std::string line = token + "\n";
  const bool kept = file >= 0 && ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size());
  if (file >= 0) ::close(file);
  if (!kept && !o.token_file.empty()) return Error{ErrorKind::kUnreadable, path, "the token cannot be kept here", {}};
  return token;
}

int serve(const Options& o) {
  if (o.routes) return std::fputs(routes_in_words().c_str(), stdout), 0;
  ServeOptions options;
  if (const Status good = take_listen(o.listen, options); !good) return failed_with(good.error());
  const auto path = record_path(o.record);
  if (!path) return failed_with(path.error());
  const auto token = token_of(o);
  if (!token) return failed_with(token.error());
  std::vector<Error> errors;
  const auto lexicon = ChosenLexicon::choose(o.lexicon, errors);
  if (!lexicon) return complain_all(errors);
  if (o.record.path.empty()) {
    std::error_code ignored;  // the record's own error says what is wrong
    fs::create_directories(fs::path(*path).parent_path(), ignored);
  }
  options.record = *path, options.token = *token, options.hosts = o.hosts, options.web = o.web, options.access_log = o.log;
  options.desks = o.desks, options.connections = o.connections, options.patience_s = o.patience_s, options.heartbeat_s = o.heartbeat_s, options.lexicon = &lexicon->get(), options.clock = now;

  auto network = network_options(o.watching.network);
  if (!network) return failed_with(network.error());
  options.network = *std::move(network);

  // Signals go to one thread that waits for them; all others are made after this and never see them.
  sigset_t signals;
  sigemptyset(&signals);
  for (const int s : {SIGINT, SIGTERM}) sigaddset(&signals, s);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);

  auto server = Server::open(std::move(options));
  if (!server) return failed_with(server.error());
  std::unique_ptr<Watching> watching;
  if (o.watches) {
    auto opened = Watching::open(*path, lexicon->get(), o.watching);
    if (!opened) return failed_with(opened.error());
    watching = *std::move(opened);
  }
  if (!o.quiet) {
    std::fprintf(stderr, "Serving %s%s\n", path->c_str(), server->is_read_only() ? " (for reading only: it cannot be written)" : "");
    std::fprintf(stderr, "The board, for you to read and write: %s/#token=%s\n", server->address().c_str(), token->c_str());
    std::fprintf(stderr, "Feeds and scripts that only read, from other machines, add key=%s to an address. Ctrl-C ends.\n", reading_key(*token).c_str());
  }
  std::printf("%s\n", server->address().c_str());
  std::fflush(stdout);
  std::stop_source stop;
  std::jthread ending([&](const std::stop_token& over) {
    while (!over.stop_requested()) {
      const timespec wait{0, 200'000'000};
      if (::sigtimedwait(&signals, nullptr, &wait) > 0) return (void)stop.request_stop();
    }
  });
  std::jthread beside;
  if (watching) beside = std::jthread([&] {
    if (const Status done = watching->run(stop.get_token()); !done) complain(done.error());
  });
  const Status ended = server->run(stop.get_token());
  stop.request_stop();  // where the server ended by itself
  if (beside.joinable()) beside.join();
  if (!o.quiet) std::fprintf(stderr, "Ended.\n");
  return ended ? 0 : failed_with(ended.error());
}

constexpr const char* kNotes =
    "On a loopback address, reading needs nothing and writing the token; on any other address everything does. The token is that of\n"
    "$DEMARCHE_TOKEN, else of --token-file (~/.local/state/demarche/token), which is made at the first start. docs/serve.md tells how to\n"
    "run it behind a proxy, and what the API answers.\n\n"
    "Examples:\n"
    "  demarche serve\n"
    "  demarche serve --record news.record --listen 127.0.0.1:9000\n"
    "  demarche serve --listen 0.0.0.0:8765 --host news.example.org\n\n"
    "Exit status: 0 ended by a signal, 1 the record or the address cannot be had, 2 wrong use.\n";

CLI::App* add_server(CLI::App& root, int& exit_code, const char* name, const char* what, const std::shared_ptr<Options>& o) {
  CLI::App* const command = root.add_subcommand(name, what);
  command->footer(kNotes);
  add_record_option(*command, o->record);
  command->add_option("--listen", o->listen, "Address and port; port 0 takes a free one, told on standard output")->capture_default_str();
  command->add_option("--token-file", o->token_file, "Where the token is kept");
  command->add_option("--host", o->hosts, "A further name by which clients call this server, such as that of a proxy before it");
  command->add_option("--web", o->web, "Serve the board's files from this folder instead of those in the program");
  command->add_option("--desks", o->desks, "Threads that answer; 0 means as many as there are cores")->check(CLI::Range(0, 256))->capture_default_str();
  command->add_option("--connections", o->connections, "Connections at once")->check(CLI::Range(1, 65000))->capture_default_str();
  command->add_option("--patience", o->patience_s, "Seconds for a request to come whole, and for a client to take an answer")->check(CLI::Range(1, 3600))->capture_default_str();
  command->add_option("--heartbeat", o->heartbeat_s, "Seconds between signs of life on event streams")->check(CLI::Range(1, 3600))->capture_default_str();
  command->add_option("--log", o->log, "Add a line a request to this file; - is standard error");
  command->add_flag("--quiet,-q", o->quiet, "Say nothing but the address");
  command->add_flag("--routes", o->routes, "Only list every address of the API with its parameters")->group("");
  add_network_options(*command, o->watching.network);
  add_lexicon_options(*command, o->lexicon);
  command->callback([o, &exit_code] { exit_code = serve(*o); });
  return command;
}

}  // namespace

void add_serve(CLI::App& root, int& exit_code) {
  add_server(root, exit_code, "serve", "Serve the record over HTTP: the API, event streams, feeds and the board", std::make_shared<Options>());
}

void add_up(CLI::App& root, int& exit_code) {
  const auto o = std::make_shared<Options>();
  o->watches = true;
  CLI::App* const command = add_server(root, exit_code, "up", "Serve the record, poll the feeds and send alerts, in one process", o);
  command->add_flag("--no-alerts", o->watching.without_alerts, "Leave alerts to another process");
}

}  // namespace demarche
