// The user's settings: $XDG_CONFIG_HOME/demarche/config.toml, else ~/.config/demarche/config.toml; DEMARCHE_CONFIG names another
// file, and an empty DEMARCHE_CONFIG none. Door: read_config. What it may hold is in docs/lexicon.md.
#include <cstdlib>
#include <filesystem>


#include "base/files.h"
#include "base/toml.h"
#include "cli/commands.h"

namespace demarche {
namespace {

namespace fs = std::filesystem;

std::string from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

/// "" where there is none.
std::string config_path() {
  if (std::getenv("DEMARCHE_CONFIG")) return from_environment("DEMARCHE_CONFIG");
  std::string folder = from_environment("XDG_CONFIG_HOME");
  if (folder.empty() && !from_environment("HOME").empty()) folder = from_environment("HOME") + "/.config";
  const std::string path = folder.empty() ? "" : folder + "/demarche/config.toml";
  std::error_code ignored;
  return fs::exists(path, ignored) ? path : "";
}

/// "~/lexicon" and paths that are relative to the file they stand in.
std::string resolved(std::string_view path, const std::string& file) {
  if (path == "~" || path.starts_with("~/")) return from_environment("HOME") + std::string(path.substr(1));
  if (path.starts_with('/')) return std::string(path);
  return (fs::path(file).parent_path() / path).lexically_normal().string();
}

std::string place(const std::string& file, const toml::source_position& at) {
  return file + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

Error wrong(const std::string& file, const toml::node& node, std::string message) {
  return {ErrorKind::kMalformed, place(file, node.source().begin), std::move(message), {}};
}

Status take_lexicon(const toml::node& value, const std::string& file, Config& config) {
  const auto take = [&](const toml::node& one) -> Status {
    const auto path = one.value_exact<std::string>();
    if (!path || path->empty()) return wrong(file, one, "lexicon is a path, or a list of paths, in quotes");
    config.lexicon.push_back(resolved(*path, file));
    return Done{};
  };
  const toml::array* list = value.as_array();
  if (!list) return take(value);
  for (const toml::node& one : *list) {
    if (Status taken = take(one); !taken) return taken;
  }
  return Done{};
}

/// Text in quotes that is not empty.
Status take_text(const toml::node& value, const std::string& file, const std::string& name, std::string& to) {
  const auto text = value.value_exact<std::string>();
  if (!text || text->empty()) return wrong(file, value, name + " is text in quotes");
  to = *text;
  return Done{};
}

Status take_watch(const toml::node& value, const std::string& file, Config::Watch& watch) {
  const toml::table* const table = value.as_table();
  if (!table) return wrong(file, value, "watch is a table: [watch]");
  for (const auto& [key, one] : *table) {
    const std::string name(key.str());
    Status taken = Done{};
    if (name == "user_agent") taken = take_text(one, file, name, watch.user_agent);
    else if (name == "proxy") taken = take_text(one, file, name, watch.proxy);
    else if (name == "allow_private") {
      const toml::array* const list = one.as_array();
      if (!list) return wrong(file, one, "allow_private is a list of addresses and ranges: [\"127.0.0.1\", \"10.1.0.0/16\"]");
      for (const toml::node& range : *list) {
        if (!(taken = take_text(range, file, name, watch.allow_private.emplace_back()))) return taken;
      }
    } else {
      return wrong(file, one, "there is no setting '" + name + "' in [watch]; there are allow_private, user_agent and proxy");
    }
    if (!taken) return taken;
  }
  return Done{};
}

Status take_mail(const toml::node& value, const std::string& file, Config::Mail& mail) {
  const toml::table* const table = value.as_table();
  if (!table) return wrong(file, value, "mail is a table: [mail]");
  bool says_tls = false;
  for (const auto& [key, one] : *table) {
    const std::string name(key.str());
    Status taken = Done{};
    says_tls = says_tls || name == "tls";
    if (name == "server") taken = take_text(one, file, name, mail.server);
    else if (name == "from") taken = take_text(one, file, name, mail.from);
    else if (name == "user") taken = take_text(one, file, name, mail.user);
    else if (name == "password_file") {
      taken = take_text(one, file, name, mail.password_file);
      mail.password_file = resolved(mail.password_file, file);
    } else if (name == "tls") {
      const auto flag = one.value_exact<bool>();
      if (!flag) return wrong(file, one, "tls is true or false");
      mail.needs_tls = *flag;
    } else {
      return wrong(file, one, "there is no setting '" + name + "' in [mail]; there are server, from, user, password_file and tls");
    }
    if (!taken) return taken;
  }
  if (!mail.server.starts_with("smtp://") && !mail.server.starts_with("smtps://")) return wrong(file, value, "[mail] needs a server such as \"smtp://localhost:25\"");
  if (!says_tls) mail.needs_tls = !mail.user.empty() && mail.server.starts_with("smtp://");  // a password is not sent in the open unasked
  if (mail.from.find('@') == std::string::npos) return wrong(file, value, "[mail] needs the address it sends from: from = \"desk@example.org\"");
  return Done{};
}

}  // namespace

Result<Config> read_config() {
  Config config;
  const std::string path = config_path();
  if (path.empty()) return config;
  const auto text = read_file(path, std::uint64_t{1} << 20);
  if (!text) return text.error();
  const Result<toml::table> parsed = parse_toml(*text, path);
  if (!parsed) return parsed.error();
  for (const auto& [key, value] : *parsed) {
    if (key.str() == "record") {
      const auto record = value.value_exact<std::string>();
      if (!record || record->empty()) return wrong(path, value, "record is a path in quotes");
      config.record = resolved(*record, path);
      continue;
    }
    if (key.str() == "watch" || key.str() == "mail") {
      if (Status taken = key.str() == "watch" ? take_watch(value, path, config.watch) : take_mail(value, path, config.mail); !taken) return taken.error();
      continue;
    }
    if (key.str() != "lexicon") return wrong(path, value, "there is no setting '" + std::string(key.str()) + "'; there are lexicon, record, [watch] and [mail]");
    if (Status taken = take_lexicon(value, path, config); !taken) return taken.error();
  }
  return config;
}

}  // namespace demarche
