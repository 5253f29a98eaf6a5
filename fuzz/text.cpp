// Any bytes as a text file: cleaned, read, cut; every byte that is no white space must lie in one word.
#include <cstdint>
#include <cstdlib>

#include "text/glyph.h"
#include "text/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace demarche;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto cut = [](Article article) {
    Document doc(std::move(article));
    segment(doc);
    const OffsetMap map(doc.text());
    std::size_t at = 0;
    for (const Word& w : doc.words) {
      while (at < w.span.begin) {
        const Sighting s = see(doc.text(), at);
        if (s.glyph != Glyph::kSpace) std::abort();
        at += s.size;
      }
      if (at != w.span.begin || w.span.empty() || map.code_points(w.span.begin) > w.span.begin) std::abort();
      at = w.span.end;
    }
    WordId next = 0;
    for (const Sentence& s : doc.sentences) {
      if (s.begin != next || s.end <= s.begin || s.size() > kLongestSentence) std::abort();
      next = s.end;
    }
    if (next != doc.words.size()) std::abort();
  };
  if (Result<Article> article = read_plain(bytes); article) {
    if (!article->text.empty() && count_code_points(article->text) == 0) std::abort();
    cut(*std::move(article));
  }
  Article raw;
  raw.text = bytes;
  cut(std::move(raw));
  is_clean(tidy(bytes));
  return 0;
}
