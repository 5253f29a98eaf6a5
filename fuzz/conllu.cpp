// Any bytes as CoNLL-U: an error, or documents that can be written, read again, scored against themselves and parsed.
#include <cstdlib>

#include "syntax/syntax.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace demarche;
  auto docs = read_conllu({reinterpret_cast<const char*>(data), size});
  if (!docs) return 0;
  static Parser parser(Model::embedded());
  for (Document& doc : *docs) {
    for (const Word& w : doc.words) {
      if (w.span.begin > w.span.end || w.span.end > doc.text().size()) std::abort();
    }
    const auto self = score(doc, doc);
    if (!self || self->words.correct != doc.words.size()) std::abort();
    std::string out;
    write_conllu(doc, out);
    if (!read_conllu(out)) std::abort();
    parser.annotate(doc);
  }
  return 0;
}
