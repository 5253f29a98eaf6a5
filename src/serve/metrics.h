// What the server did, counted. Any thread may count.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace demarche {

class Metrics {
 public:
  /// One answer: its route ("GET /api/v1/events"; "" for none), status, time from the whole request to the whole answer, bytes sent.
  void answered(std::string_view route, int status, double seconds, std::uint64_t bytes);

  std::atomic<std::int64_t> connections{0};          ///< open now
  std::atomic<std::uint64_t> connections_total{0};
  std::atomic<std::uint64_t> connections_refused{0}; ///< too many at once
  std::atomic<std::uint64_t> broken_requests{0};     ///< no HTTP, too large, too slow
  std::atomic<std::int64_t> streams{0};              ///< open now
  std::atomic<std::uint64_t> streams_dropped{0};     ///< clients that were too slow
  std::atomic<std::uint64_t> messages{0};            ///< sent on streams, each client's counted

  /// Prometheus' text form of all of it.
  [[nodiscard]] std::string text() const;

 private:
  static constexpr std::array<double, 9> kBounds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.25, 1, 5};  // seconds
  struct Count {
    std::map<int, std::uint64_t> by_status;
    std::array<std::uint64_t, kBounds.size() + 1> within{};
    double seconds = 0;
    std::uint64_t bytes = 0;
  };
  mutable std::mutex mutex_;
  std::map<std::string, Count, std::less<>> counts_;
};

/// "name{label="value"} 3\n"
void metric_line(std::string& out, std::string_view name, std::string_view labels, double value);
/// "# HELP …" and "# TYPE …".
void metric_head(std::string& out, std::string_view name, std::string_view kind, std::string_view help);

}  // namespace demarche
