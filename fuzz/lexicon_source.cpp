// Any text as a source of each kind: errors with places, or a lexicon whose image opens and says the same.
#include <cstdlib>

#include "lexicon/lexicon.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace demarche;
  if (size == 0) return 0;
  static constexpr const char* kEndings[] = {"x.frames", "x.actors", "x.people", "x.places", "x.words", "x.codes", "x.dictionary"};
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const SourceFile files[] = {{kEndings[data[0] % 7], text},
                              {"base.codes", "16 | SANCTION | - | - | -4 | reduce relations\n"},
                              {"base.words", "class diplomat\n  diplomat, ambassador\n"},
                              {"base.actors", "country RUS Russia\n"}};
  std::vector<Error> errors;
  const auto lexicon = Lexicon::compile(files, &errors);
  if (lexicon.ok() == !errors.empty()) std::abort();
  for (const Error& error : errors) {
    if (error.text().empty() || error.where.empty()) std::abort();
  }
  if (!lexicon) return 0;
  const std::string image = lexicon->image();
  const auto again = Lexicon::from_image(as_bytes(image));
  if (!again || again->version() != lexicon->version() || again->image() != image) std::abort();
  return 0;
}
