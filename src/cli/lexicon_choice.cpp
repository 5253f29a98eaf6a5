// The lexicon that a command reads with: the one in the program, the user's own files laid over it, or a compiled image.
// Doors: add_lexicon_options, choose_lexicon.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "base/files.h"
#include "cli/commands.h"

namespace demarche {
namespace {

/// Whether a file begins as an image does; a folder and a source file do not.
bool is_image(const MappedFile& file) { return as_chars(file.bytes()).starts_with("DEMLEX"); }

Error of_use(std::string what) { return {ErrorKind::kUsage, {}, std::move(what), {}}; }

}  // namespace

void add_lexicon_options(CLI::App& command, LexiconOptions& o) {
  command.add_option("--lexicon", o.own, "Lay this folder, source file or compiled lexicon over the built-in one; may be repeated")
      ->allow_extra_args(false);
  command.add_flag("--no-builtin-lexicon", o.without_builtin, "Read with the --lexicon files alone");
}

std::vector<SourceFile> builtin_sources(bool without_builtin) {
  std::vector<SourceFile> files = embedded_sources();
  if (without_builtin) std::erase_if(files, [](const SourceFile& file) { return !file.name.ends_with(".codes"); });
  return files;
}

int complain_all(const std::vector<Error>& errors) {
  for (const Error& error : errors) complain(error);
  return errors.empty() ? 0 : errors.front().kind == ErrorKind::kUsage ? kWrongUse : kInputFailed;
}

std::unique_ptr<ChosenLexicon> ChosenLexicon::choose(const LexiconOptions& o, std::vector<Error>& errors) {
  std::unique_ptr<ChosenLexicon> out(new ChosenLexicon);
  std::vector<std::string> own = o.own;
  if (own.empty()) {
    auto config = read_config();
    if (!config) return errors.push_back(config.error()), nullptr;
    own = std::move(config->lexicon);
  }
  if (own.empty() && o.without_builtin) return errors.push_back(of_use("--no-builtin-lexicon leaves no lexicon: name one by --lexicon")), nullptr;
  if (own.empty()) return out;
  std::vector<SourceFile> files = builtin_sources(o.without_builtin);
  int layer = 0;
  for (const std::string& path : own) {
    if (!is_folder(path)) {
      auto file = MappedFile::open(path);
      if (!file) return errors.push_back(file.error()), nullptr;
      if (is_image(*file)) {
        if (own.size() > 1) {
          return errors.push_back(of_use("'" + path + "' is a compiled lexicon and stands alone; compile the folders into it instead")), nullptr;
        }
        out->file_.emplace(*std::move(file));
        auto lexicon = Lexicon::from_image(out->file_->bytes(), path);
        if (!lexicon) return errors.push_back(lexicon.error()), nullptr;
        out->own_.emplace(*std::move(lexicon));
        return out;
      }
    }
    auto sources = read_sources(path);
    if (!sources) return errors.push_back(sources.error()), nullptr;
    if (sources->files.empty()) return errors.push_back({ErrorKind::kNotFound, path, "holds no source of a lexicon; " + source_endings(), {}}), nullptr;
    ++layer;
    for (SourceFile& file : sources->files) file.layer = layer, files.push_back(std::move(file));
  }
  auto lexicon = Lexicon::compile(files, &errors);
  if (!lexicon) return nullptr;
  out->own_.emplace(*std::move(lexicon));
  return out;
}

}  // namespace demarche
