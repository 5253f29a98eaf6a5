// What the commands that reach the network share.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/day.h"
#include "cli/commands.h"
#include "feeds/fetcher.h"

namespace demarche {

struct NetworkChoice {
  std::vector<std::string> allow_private;
  std::string user_agent, proxy;
  int timeout_s = 60;
  std::int64_t gap_ms = 500;
};
void add_network_options(CLI::App& command, NetworkChoice& o);
/// By the options, else by the settings. kUsage where an address range is none.
Result<NetworkOptions> network_options(const NetworkChoice& choice);
Result<std::unique_ptr<Network>> open_network(const NetworkChoice& choice);
FetchLimits limits_of(const NetworkChoice& choice);

/// "2026-11-23 16:00:00" in UTC; "never" for 0.
std::string time_text(Instant at);

}  // namespace demarche
