// Which record a command works with. Doors: add_record_option(), record_path(), open_record().
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "cli/commands.h"

namespace demarche {
namespace {

std::string from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

}  // namespace

void add_record_option(CLI::App& command, RecordChoice& choice) {
  command.add_option("--record", choice.path, "The record's file; default: $DEMARCHE_RECORD, the settings, ~/.local/share/demarche/record.sqlite");
}

Result<std::string> record_path(const RecordChoice& choice) {
  if (!choice.path.empty()) return choice.path;
  if (std::string path = from_environment("DEMARCHE_RECORD"); !path.empty()) return path;
  auto config = read_config();
  if (!config) return config.error();
  if (!config->record.empty()) return config->record;
  std::string folder = from_environment("XDG_DATA_HOME");
  if (folder.empty() && !from_environment("HOME").empty()) folder = from_environment("HOME") + "/.local/share";
  if (folder.empty()) return Error{ErrorKind::kUsage, {}, "there is no home folder to keep a record in; name a file by --record", {}};
  return folder + "/demarche/record.sqlite";
}

Result<Record> open_record(const RecordChoice& choice, Access access, const std::string& writer, int patience_s) {
  const auto path = record_path(choice);
  if (!path) return path.error();
  if (access == Access::kCreate && choice.path.empty()) {
    std::error_code ignored;  // the record's own error says what is wrong
    std::filesystem::create_directories(std::filesystem::path(*path).parent_path(), ignored);
  }
  return Record::open(*path, {.access = access, .patience_ms = patience_s * 1000, .writer = writer});
}

Instant now() { return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count(); }

Day today() { return Day{static_cast<std::int32_t>(now() / 86400)}; }

}  // namespace demarche
