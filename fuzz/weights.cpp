// Any bytes as a weights file: an error, or a model that parses.
#include <cstdlib>

#include "syntax/syntax.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace demarche;
  const auto model = Model::from_bytes({reinterpret_cast<const std::byte*>(data), size}, "fuzz", false);
  if (!model) return 0;
  auto docs =
      read_conllu("1\tThe\t_\t_\t_\t_\t_\t_\t_\t_\n2\tminister\t_\t_\t_\t_\t_\t_\t_\t_\n3\tleft\t_\t_\t_\t_\t_\t_\t_\t_\n");
  Parser(*model).annotate(docs->front());
  if (docs->front().sentences[0].root == kNoWord) std::abort();
  return 0;
}
