// Any bytes as a dictionary of each coder: what is taken over always compiles, and each thing reported has a place and a cause.
#include <cstdlib>

#include "lexicon/import.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace demarche;
  if (size < 2) return 0;
  static constexpr const char* kNames[] = {"x.actors", "x.agents", "x.verbs", "x.discards", "x"};
  const std::string text(reinterpret_cast<const char*>(data) + 2, size - 2);
  const SourceFile files[] = {{kNames[data[0] % 5], text}};
  const Imported imported = import_dictionaries(files, static_cast<DictionaryDialect>(data[1] % 3));
  for (const Error& error : imported.unused) {
    if (error.where.empty() || error.message.empty()) std::abort();
  }
  if (!Lexicon::compile(imported.files)) std::abort();
  return 0;
}
