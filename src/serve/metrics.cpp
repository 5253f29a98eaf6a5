// What the server did, as Prometheus reads it. Doors: Metrics::answered(), Metrics::text().
#include "serve/metrics.h"

#include <cstdio>

namespace demarche {

void metric_line(std::string& out, std::string_view name, std::string_view labels, double value) {
  char number[48];
  std::snprintf(number, sizeof number, "%.17g", value);
  out += name;
  if (!labels.empty()) out += '{', out += labels, out += '}';
  out += ' ', out += number, out += '\n';
}

void metric_head(std::string& out, std::string_view name, std::string_view kind, std::string_view help) {
  out += "# HELP ", out += name, out += ' ', out += help, out += "\n# TYPE ", out += name, out += ' ', out += kind, out += '\n';
}

void Metrics::answered(std::string_view route, int status, double seconds, std::uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  auto at = counts_.find(route);
  if (at == counts_.end()) at = counts_.emplace(std::string(route), Count{}).first;
  Count& count = at->second;
  ++count.by_status[status];
  std::size_t n = 0;
  while (n < kBounds.size() && seconds > kBounds[n]) ++n;
  ++count.within[n];
  count.seconds += seconds;
  count.bytes += bytes;
}

std::string Metrics::text() const {
  std::string out;
  const auto plain = [&](std::string_view name, std::string_view kind, std::string_view help, double value) { metric_head(out, name, kind, help), metric_line(out, name, {}, value); };
  plain("demarche_connections", "gauge", "Connections open now.", static_cast<double>(connections));
  plain("demarche_connections_total", "counter", "Connections taken.", static_cast<double>(connections_total));
  plain("demarche_connections_refused_total", "counter", "Connections refused: too many at once.", static_cast<double>(connections_refused));
  plain("demarche_broken_requests_total", "counter", "Requests that were no HTTP, too large or too slow.", static_cast<double>(broken_requests));
  plain("demarche_streams", "gauge", "Event streams open now.", static_cast<double>(streams));
  plain("demarche_streams_dropped_total", "counter", "Event streams closed because the client was too slow.", static_cast<double>(streams_dropped));
  plain("demarche_stream_messages_total", "counter", "Messages given to event streams.", static_cast<double>(messages));
  const std::lock_guard lock(mutex_);
  const auto label = [](const std::string& route) { return "route=\"" + route + "\""; };
  metric_head(out, "demarche_requests_total", "counter", "Requests answered.");
  for (const auto& [route, count] : counts_)
    for (const auto& [status, many] : count.by_status) metric_line(out, "demarche_requests_total", label(route) + ",status=\"" + std::to_string(status) + "\"", static_cast<double>(many));
  metric_head(out, "demarche_response_bytes_total", "counter", "Bytes of answers' bodies.");
  for (const auto& [route, count] : counts_) metric_line(out, "demarche_response_bytes_total", label(route), static_cast<double>(count.bytes));
  metric_head(out, "demarche_request_seconds", "histogram", "Time from the whole request to the whole answer.");
  for (const auto& [route, count] : counts_) {
    std::uint64_t all = 0;
    for (std::size_t n = 0; n < kBounds.size(); ++n) {
      char bound[32];
      std::snprintf(bound, sizeof bound, "%g", kBounds[n]);
      metric_line(out, "demarche_request_seconds_bucket", label(route) + ",le=\"" + bound + "\"", static_cast<double>(all += count.within[n]));
    }
    all += count.within.back();
    metric_line(out, "demarche_request_seconds_bucket", label(route) + ",le=\"+Inf\"", static_cast<double>(all));
    metric_line(out, "demarche_request_seconds_sum", label(route), count.seconds);
    metric_line(out, "demarche_request_seconds_count", label(route), static_cast<double>(all));
  }
  return out;
}

}  // namespace demarche
