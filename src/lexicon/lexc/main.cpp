// demarche_lexc OUT FILE…: compiles the lexicon's sources to the image that the build puts into the program. Says every error with
// file, line and caret, and then fails, so that a mistake in data/ stops the build.
#include <cstdio>
#include <fstream>

#include "base/files.h"
#include "lexicon/lexicon.h"

int main(int argc, char** argv) {
  using namespace demarche;
  if (argc < 3) return std::fputs("usage: demarche_lexc OUT FILE...\n", stderr), 2;
  std::vector<SourceFile> files;
  for (int k = 2; k < argc; ++k) {
    auto text = read_file(argv[k]);
    if (!text) return std::fprintf(stderr, "%s\n", text.error().text().c_str()), 1;
    files.push_back({argv[k], std::move(*text)});
  }
  std::vector<Error> errors;
  const auto lexicon = Lexicon::compile(files, &errors);
  for (const Error& error : errors) std::fprintf(stderr, "%s\n", error.text().c_str());
  if (!lexicon) return std::fprintf(stderr, "%zu errors\n", errors.size()), 1;
  std::ofstream out(argv[1], std::ios::binary | std::ios::trunc);
  out << lexicon->image();
  if (!out.flush()) return std::fprintf(stderr, "%s: cannot be written\n", argv[1]), 1;
  return 0;
}
