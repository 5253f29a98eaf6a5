// folder: which files are sources of a lexicon, read from a folder or a bundle. Doors: read_sources, bundle_of, files_of_bundle.
//
// A bundle is, for each file, its name, a line break, its size in bytes as a decimal number, a line break, and its bytes.
#include <algorithm>
#include <array>
#include <charconv>

#include "base/files.h"
#include "lexicon/lexicon.h"

namespace demarche {
namespace {

constexpr std::array<std::string_view, 7> kEndings{".frames", ".actors", ".people", ".places", ".words", ".codes", ".dictionary"};
constexpr std::uint64_t kLargestSource = std::uint64_t{256} << 20;

/// The line at the front of `text`, which is cut down to what is behind it.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

}  // namespace

bool is_source_name(std::string_view name) {
  return std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

std::string source_endings() {
  std::string out = "the names of sources end in";
  for (std::size_t n = 0; n < kEndings.size(); ++n) {
    out += (n == 0 ? " " : n + 1 == kEndings.size() ? " or " : ", ") + std::string(kEndings[n]);
  }
  return out;
}

Result<OwnSources> read_sources(const std::string& path) {
  OwnSources out;
  std::vector<std::string> names{path};
  if (is_folder(path)) {
    auto files = list_files(path);
    if (!files) return files.error();
    const auto sources_end = std::stable_partition(files->begin(), files->end(), [](const std::string& name) { return is_source_name(name); });
    out.passed_over.assign(sources_end, files->end());
    files->erase(sources_end, files->end());
    names = *std::move(files);
  }
  for (std::string& name : names) {
    auto text = read_file(name, kLargestSource);
    if (!text) return text.error();
    out.files.push_back({std::move(name), *std::move(text)});
  }
  return out;
}

std::string bundle_of(std::span<const SourceFile> files) {
  std::string out;
  for (const SourceFile& file : files) out += file.name + "\n" + std::to_string(file.text.size()) + "\n" + file.text;
  return out;
}

std::vector<SourceFile> files_of_bundle(std::string_view bundle) {
  std::vector<SourceFile> out;
  while (!bundle.empty()) {
    const std::string_view name = take_line(bundle);
    const std::string_view digits = take_line(bundle);
    std::size_t size = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), size);
    out.push_back({std::string(name), std::string(bundle.substr(0, size))});
    bundle.remove_prefix(std::min(size, bundle.size()));
  }
  return out;
}

}  // namespace demarche
