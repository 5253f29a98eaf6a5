// Programs that take a message on their standard input. Relies on: posix_spawn. Door: Commands.
//
// No shell stands between. A program gets its own process group, so that what it starts ends with it where it takes too long; its
// standard output and error are read, and the end of them is kept with a failure.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "alerts/alerts.h"

extern char** environ;  // NOLINT: the process's environment, by POSIX

namespace demarche {
namespace {

constexpr std::int64_t kLongestMs = 30'000;
constexpr std::size_t kMostKept = 500;  // bytes of what it says

std::string reason(int code) { return std::generic_category().message(code); }

}  // namespace

struct Commands::Process {
  std::uint64_t ticket = 0;
  pid_t pid = -1;
  int to = -1, from = -1;
  std::string input, said;
  std::size_t sent = 0;
  std::int64_t end_ms = 0;
  bool is_late = false;

  ~Process() {
    if (to >= 0) ::close(to);
    if (from >= 0) ::close(from);
  }

  void feed() {
    while (to >= 0 && sent < input.size()) {
      const ssize_t n = ::write(to, input.data() + sent, input.size() - sent);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0 && errno == EAGAIN) return;
      if (n < 0) sent = input.size();  // it does not want the rest, which is its right
      else sent += static_cast<std::size_t>(n);
    }
    if (to >= 0) ::close(std::exchange(to, -1));
  }

  void hear() {
    char bytes[4096];
    for (;;) {
      const ssize_t n = ::read(from, bytes, sizeof bytes);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return;
      said.append(bytes, static_cast<std::size_t>(n));
      if (said.size() > 2 * kMostKept) said.erase(0, said.size() - kMostKept);
    }
  }

  [[nodiscard]] std::string last_words() const {
    std::string out;
    for (const char c : said.substr(said.size() > kMostKept ? said.size() - kMostKept : 0)) out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
  }
};

Commands::Commands(WallClock& clock) : clock_(clock) {}

Commands::~Commands() {
  for (const auto& p : running_) {
    ::kill(-p->pid, SIGTERM);
    int status = 0;
    if (::waitpid(p->pid, &status, WNOHANG) == 0) ::kill(-p->pid, SIGKILL), ::waitpid(p->pid, &status, 0);
  }
}

void Commands::start(std::uint64_t ticket, const std::vector<std::string>& program, const std::vector<std::string>& environment, std::string input) {
  const auto fail = [&](const std::string& what) { ended_.push_back({ticket, false, what}); };
  int in[2], out[2];
  if (::pipe2(in, O_CLOEXEC) != 0) return fail("cannot be started: " + reason(errno));
  if (::pipe2(out, O_CLOEXEC) != 0) return ::close(in[0]), ::close(in[1]), fail("cannot be started: " + reason(errno));
  auto p = std::make_unique<Process>();
  p->ticket = ticket, p->to = in[1], p->from = out[0], p->input = std::move(input), p->end_ms = clock_.now_ms() + kLongestMs;
  ::fcntl(p->to, F_SETFL, O_NONBLOCK);
  ::fcntl(p->from, F_SETFL, O_NONBLOCK);

  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, in[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, out[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, out[1], STDERR_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none, usual;
  sigemptyset(&none);
  sigemptyset(&usual);
  for (const int s : {SIGPIPE, SIGINT, SIGTERM, SIGXFSZ}) sigaddset(&usual, s);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &usual);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);

  std::vector<char*> arguments, variables;
  for (const std::string& a : program) arguments.push_back(const_cast<char*>(a.c_str()));
  arguments.push_back(nullptr);
  for (char** v = environ; *v; ++v) variables.push_back(*v);
  for (const std::string& v : environment) variables.push_back(const_cast<char*>(v.c_str()));
  variables.push_back(nullptr);
  const int failed = ::posix_spawn(&p->pid, program.front().c_str(), &files, &attributes, arguments.data(), variables.data());
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
  ::close(in[0]);
  ::close(out[1]);
  if (failed != 0) return fail("cannot be started: " + reason(failed));
  running_.push_back(std::move(p));
}

std::vector<Commands::Ended> Commands::step() {
  for (auto& p : running_) {
    p->feed();
    p->hear();
    if (!p->is_late && clock_.now_ms() >= p->end_ms) {
      p->is_late = true;
      ::kill(-p->pid, SIGKILL);
    }
    int status = 0;
    const pid_t got = ::waitpid(p->pid, &status, WNOHANG);
    if (got == 0) continue;
    p->hear();
    const bool is_good = got > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0 && !p->is_late;
    std::string note = p->is_late                      ? "took longer than 30 s, and was killed"
                       : got < 0                       ? "ended, nobody knows how"
                       : WIFEXITED(status)             ? "ended with status " + std::to_string(WEXITSTATUS(status))
                                                       : "was ended by signal " + std::to_string(WTERMSIG(status));
    if (const std::string words = p->last_words(); !is_good && !words.empty()) note += ": " + words;
    ended_.push_back({p->ticket, is_good, std::move(note)});
    p.reset();
  }
  std::erase(running_, nullptr);
  return std::exchange(ended_, {});
}

}  // namespace demarche
