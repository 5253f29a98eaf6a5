// The lexicon inside the program: the image that demarche_lexc made of data/, opened on first use, and the sources themselves.
#include <cstdio>
#include <cstdlib>

#include "lexicon/lexicon.h"

extern "C" const unsigned char demarche_lexicon_image[];
extern "C" const unsigned char demarche_lexicon_image_end[];
extern "C" const unsigned char demarche_lexicon_bundle[];
extern "C" const unsigned char demarche_lexicon_bundle_end[];

namespace demarche {

const Lexicon& Lexicon::embedded() {
  static const Lexicon lexicon = [] {
    const auto size = static_cast<std::size_t>(demarche_lexicon_image_end - demarche_lexicon_image);
    auto opened = from_image({reinterpret_cast<const std::byte*>(demarche_lexicon_image), size}, "the lexicon in the program");
    if (!opened) {
      std::fprintf(stderr, "demarche: %s\n", opened.error().text().c_str());
      std::abort();
    }
    return std::move(*opened);
  }();
  return lexicon;
}

std::vector<SourceFile> embedded_sources() {
  const auto size = static_cast<std::size_t>(demarche_lexicon_bundle_end - demarche_lexicon_bundle);
  return files_of_bundle({reinterpret_cast<const char*>(demarche_lexicon_bundle), size});
}

}  // namespace demarche
