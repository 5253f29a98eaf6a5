// Any bytes as a weights file: an error, or a model that parses. And as a names file: an error, or a chain that names.
#include <cstdlib>

#include "syntax/network.h"
#include "syntax/syntax.h"

namespace {

using namespace demarche;

Document three_words() {
  auto docs = read_conllu("1\tThe\t_\t_\t_\t_\t_\t_\t_\t_\n2\tMinister\t_\t_\t_\t_\t_\t_\t_\t_\n3\tleft\t_\t_\t_\t_\t_\t_\t_\t_\n");
  return std::move(docs->front());
}

void parse_with(Bytes bytes) {
  const auto model = Model::from_bytes(bytes, "fuzz", false);
  if (!model) return;
  Document doc = three_words();
  Parser(*model).annotate(doc);
  if (doc.sentences[0].root == kNoWord) std::abort();
}

void name_with(Bytes bytes) {
  const auto chain = syntax::NameChain::from_bytes(bytes, "fuzz", false);
  if (!chain) return;
  static Document doc = [] {
    Document parsed = three_words();
    Parser(Model::embedded()).annotate(parsed);
    return parsed;
  }();
  syntax::Namer(Model::embedded().network(), *chain).name(doc, {}, nullptr);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const Bytes bytes(reinterpret_cast<const std::byte*>(data), size);
  parse_with(bytes);
  name_with(bytes);
  return 0;
}
