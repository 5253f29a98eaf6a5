// Any bytes as a web page.
#include <cstdint>

#include "text/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace demarche;
  Result<Article> article = read_html({reinterpret_cast<const char*>(data), size});
  if (!article) return 0;
  Document doc(*std::move(article));
  segment(doc);
  return 0;
}
