// How far a long run is, on one line of standard error. Door: Progress.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string>

#include "cli/commands.h"

namespace demarche {
namespace {

constexpr auto kPatience = std::chrono::seconds(1);
constexpr auto kBetween = std::chrono::milliseconds(100);

std::string bar(double share) {
  constexpr int kCells = 24;
  const int full = std::clamp(static_cast<int>(share * kCells), 0, kCells);
  return "[" + std::string(static_cast<std::size_t>(full), '#') + std::string(static_cast<std::size_t>(kCells - full), '.') + "]";
}

/// "12 s", "3 min 05 s", "2 h 07 min".
std::string duration(double seconds) {
  const auto s = static_cast<long>(seconds + 0.5);
  char out[48];
  if (s < 60) std::snprintf(out, sizeof out, "%ld s", s);
  else if (s < 3600) std::snprintf(out, sizeof out, "%ld min %02ld s", s / 60, s % 60);
  else std::snprintf(out, sizeof out, "%ld h %02ld min", s / 3600, s / 60 % 60);
  return out;
}

}  // namespace

Progress::Progress(std::uint64_t total_bytes, bool shares_output)
    : total_(total_bytes), wanted_(!shares_output && ::isatty(STDERR_FILENO) == 1) {}

void Progress::show(std::uint64_t articles, std::uint64_t bytes) {
  if (!wanted_) return;
  const std::lock_guard lock(mutex_);
  const auto now = Clock::now();
  if (now - begin_ < kPatience || now - last_ < kBetween) return;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - begin_).count();
  const double share = total_ > 0 ? std::min(1.0, static_cast<double>(bytes) / static_cast<double>(total_)) : 0;
  std::string line;
  if (total_ > 0) line = bar(share) + " " + std::to_string(static_cast<int>(share * 100)) + " %  ";
  line += std::to_string(articles) + " articles  " + std::to_string(static_cast<long>(static_cast<double>(articles) / seconds)) + "/s";
  if (share > 0) line += "  " + duration(seconds * (1 - share) / share) + " left";
  std::fprintf(stderr, "\r%s\x1b[K", line.c_str());
  std::fflush(stderr);
  shown_ = true;
}

void Progress::clear() {
  const std::lock_guard lock(mutex_);
  if (shown_) std::fputs("\r\x1b[K", stderr), std::fflush(stderr);
  shown_ = false;
}

}  // namespace demarche
