// `demarche lexicon import`: dictionaries of other coders become sources of ours in a folder, beside a report of every line that could
// not be used, and why. Door: import_lexicon.
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "cli/lexicon.h"
#include "lexicon/import.h"

namespace demarche {
namespace {

constexpr const char* kReport = "import-report.txt";
constexpr std::array<std::string_view, 5> kNoDictionaries{".md", ".xml", ".py", ".html", ".json"};

DictionaryDialect dialect_named(const std::string& name) {
  if (name == "tabari") return DictionaryDialect::kTabari;
  return name == "petrarch" ? DictionaryDialect::kPetrarch : DictionaryDialect::kPetrarch2;
}

/// A folder's files without those that are no dictionaries: licences, pages, programs.
bool may_be_dictionary(const std::string& path) {
  const std::string name = std::filesystem::path(path).filename().string();
  if (name.starts_with("LICENSE") || name.starts_with("README")) return false;
  return std::none_of(kNoDictionaries.begin(), kNoDictionaries.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

Result<std::vector<SourceFile>> read_dictionaries(const std::vector<std::string>& paths) {
  std::vector<SourceFile> out;
  for (const std::string& path : paths) {
    std::vector<std::string> names{path};
    if (is_folder(path)) {
      auto files = list_files(path);
      if (!files) return files.error();
      std::erase_if(*files, [](const std::string& name) { return !may_be_dictionary(name); });
      names = *std::move(files);
    }
    for (const std::string& name : names) {
      auto text = read_file(name, std::uint64_t{256} << 20);
      if (!text) return text.error();
      out.push_back({name, *std::move(text)});
    }
  }
  return out;
}

Status write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  if (out.flush()) return Done{};
  return Error{ErrorKind::kUnreadable, path.string(), "cannot be written: " + std::generic_category().message(errno), {}};
}

/// A folder that is there already must not hold files that we would write over.
Status make_folder(const std::filesystem::path& folder, const Imported& imported) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return Error{ErrorKind::kUnreadable, folder.string(), "cannot be made: " + failed.message(), {}};
  for (const SourceFile& file : imported.files) {
    if (std::filesystem::exists(folder / file.name)) {
      return Error{ErrorKind::kUsage, (folder / file.name).string(), "is there already and may have been edited; name another folder, or remove it", {}};
    }
  }
  return Done{};
}

std::string report_of(const Imported& imported) {
  std::string out = "Lines of the dictionaries that could not be used, and why.\n\n";
  for (const Error& error : imported.unused) out += error.text() + "\n";
  if (imported.unused.empty()) out += "None.\n";
  return out;
}

}  // namespace

int import_lexicon(const std::vector<std::string>& paths, const std::string& dialect, const std::string& folder) {
  const auto files = read_dictionaries(paths);
  if (!files) return complain_all({files.error()});
  const Imported imported = import_dictionaries(*files, dialect_named(dialect));
  if (imported.files.empty()) {
    for (const Error& error : imported.unused) complain(error);
    return complain_all({{ErrorKind::kNotFound, paths.front(), "holds nothing that could be taken over", {}}});
  }
  if (Status made = make_folder(folder, imported); !made) return complain_all({made.error()});
  for (const SourceFile& file : imported.files) {
    if (Status written = write(std::filesystem::path(folder) / file.name, file.text); !written) return complain_all({written.error()});
  }
  const std::filesystem::path report = std::filesystem::path(folder) / kReport;
  if (Status written = write(report, report_of(imported)); !written) return complain_all({written.error()});
  std::printf("%zu actors under %zu names, %zu agents, %zu sets of words, %zu verbs in %zu forms, %zu patterns, %zu discards: %s\n", imported.actors,
              imported.names, imported.agents, imported.sets, imported.verbs, imported.forms, imported.patterns, imported.discards, folder.c_str());
  std::printf("%zu lines could not be used: %s\n", imported.unused.size(), report.c_str());
  return 0;
}

}  // namespace demarche
