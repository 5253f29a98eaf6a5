// Any bytes as JSON lines; also as lines whose text is HTML.
#include <cstdint>
#include <string>

#include "text/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace demarche;
  for (const InputKind kind : {InputKind::kJsonl, InputKind::kJsonlOfHtml, InputKind::kAuto}) {
    ArticleReader reader = ArticleReader::over(std::string(reinterpret_cast<const char*>(data), size), "input", kind);
    while (auto article = reader.next()) {
      if (!*article) continue;
      Document doc(*std::move(*article));
      segment(doc);
    }
  }
  return 0;
}
