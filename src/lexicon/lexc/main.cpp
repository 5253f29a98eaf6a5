// demarche_lexc IMAGE BUNDLE FILE…: compiles the lexicon's sources to the image that the build puts into the program, and puts
// the sources themselves into one bundle beside it, over which users lay their own files at start. Says every error with file,
// line and caret, and then fails, so that a mistake in data/ stops the build.
#include <cstdio>
#include <fstream>

#include "base/files.h"
#include "lexicon/lexicon.h"

namespace {

int write(const char* name, const std::string& bytes) {
  std::ofstream out(name, std::ios::binary | std::ios::trunc);
  out << bytes;
  if (!out.flush()) return std::fprintf(stderr, "%s: cannot be written\n", name), 1;
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace demarche;
  if (argc < 4) return std::fputs("usage: demarche_lexc IMAGE BUNDLE FILE...\n", stderr), 2;
  std::vector<SourceFile> files;
  for (int k = 3; k < argc; ++k) {
    auto text = read_file(argv[k]);
    if (!text) return std::fprintf(stderr, "%s\n", text.error().text().c_str()), 1;
    files.push_back({argv[k], std::move(*text)});
  }
  std::vector<Error> errors;
  const auto lexicon = Lexicon::compile(files, &errors);
  for (const Error& error : errors) std::fprintf(stderr, "%s\n", error.text().c_str());
  if (!lexicon && errors.empty()) std::fprintf(stderr, "%s\n", lexicon.error().text().c_str());
  if (!lexicon) return std::fprintf(stderr, "%zu errors\n", errors.size()), 1;
  return write(argv[1], lexicon->image()) + write(argv[2], bundle_of(files)) == 0 ? 0 : 1;
}
