// What the commands that reach the network share: options, settings, log lines. Doors: add_network_options(), open_network(), time_text().
#include "cli/network_choice.h"

#include <CLI/CLI.hpp>

namespace demarche {

void add_network_options(CLI::App& command, NetworkChoice& o) {
  command.add_option("--allow-private", o.allow_private, "Let feeds, pages and webhooks lie on these private addresses (127.0.0.1, 10.1.0.0/16); may be repeated; '*' for all")
      ->allow_extra_args(false);
  command.add_option("--user-agent", o.user_agent, "How this program names itself to servers; name a way to reach you");
  command.add_option("--proxy", o.proxy, "Proxy for all fetches (http://proxy.example:3128); those of the environment are not used");
  command.add_option("--timeout", o.timeout_s, "Seconds that one fetch may take")->check(CLI::Range(1, 3600))->capture_default_str();
  command.add_option("--gap", o.gap_ms, "Milliseconds between two fetches from one host")->check(CLI::Range(0, 600'000))->capture_default_str();
}

Result<NetworkOptions> network_options(const NetworkChoice& choice) {
  const auto config = read_config();
  if (!config) return config.error();
  NetworkOptions options;
  options.user_agent = !choice.user_agent.empty() ? choice.user_agent : !config->watch.user_agent.empty() ? config->watch.user_agent : "Demarche/" DEMARCHE_VERSION " (news reader)";
  options.proxy = choice.proxy.empty() ? config->watch.proxy : choice.proxy;
  for (const auto* ranges : {&config->watch.allow_private, &choice.allow_private}) {
    for (const std::string& range : *ranges) {
      if (const Status allowed = options.addresses.allow(range); !allowed) return allowed.error();
    }
  }
  return options;
}

Result<std::unique_ptr<Network>> open_network(const NetworkChoice& choice) {
  auto options = network_options(choice);
  if (!options) return options.error();
  return curl_network(*std::move(options));
}

FetchLimits limits_of(const NetworkChoice& choice) {
  FetchLimits limits;
  limits.timeout_ms = choice.timeout_s * 1000;
  limits.gap_ms = choice.gap_ms;
  return limits;
}

std::string time_text(Instant at) {
  if (at == 0) return "never";
  const std::int64_t second = at % 86400;
  char time[16];
  std::snprintf(time, sizeof time, " %02d:%02d:%02d", static_cast<int>(second / 3600), static_cast<int>(second / 60 % 60), static_cast<int>(second % 60));
  return to_string(Day{static_cast<std::int32_t>(at / 86400)}) + time;
}

}  // namespace demarche
