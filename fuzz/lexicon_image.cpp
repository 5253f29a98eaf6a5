// Any bytes as a compiled lexicon: an error, or one that every look-up may ask. The check sum is put right first, so that damage
// gets past it to the checks behind.
#include <cstring>

#include "lexicon/layout.h"
#include "lexicon/lexicon.h"
#include "text/text.h"

namespace {

volatile std::size_t sink = 0;  // NOLINT: keeps reads alive
void read(std::string_view text) {
  for (const char c : text) sink = sink + static_cast<unsigned char>(c);
}

void ask(const demarche::Lexicon& lexicon) {
  using namespace demarche;
  Article article;
  article.text = "Russia expelled two British foreign ministers. UNITED NATIONS envoys held talks in Moscow.";
  Document doc(std::move(article));
  segment(doc);
  const auto end = static_cast<WordId>(doc.words.size());
  for (WordId w = 0; w < end; ++w) {
    for (const NameSense& sense : lexicon.name_at(doc, w, end).senses) read(sense.sector), read(lexicon.actor(sense.entry).name);
    read(lexicon.role_ending_at(doc, 0, w).sector);
    sink = sink + lexicon.in_class(doc, 0, w, 0);
    for (const Trigger& trigger : lexicon.triggers(doc[w].form)) {
      read(lexicon.frame(trigger.frame).name);
      for (const Part& part : trigger.parts) read(part.lemma);
    }
  }
  for (FrameId f = 0; f < lexicon.frames(); ++f) {
    for (const Condition& condition : lexicon.frame(f).conditions) {
      for (const Test& test : condition.tests) read(test.lemma);
    }
  }
  sink = sink + lexicon.by_code("RUS") + static_cast<std::size_t>(lexicon.goldstein("166") != 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace demarche;
  std::string image(reinterpret_cast<const char*>(data), size);
  if (size >= sizeof(lexicon::Header)) {
    lexicon::Header header;
    std::memcpy(&header, image.data(), sizeof header);
    header.size = size;
    header.check_sum = lexicon::check_sum_of(image.data() + sizeof header, size - sizeof header);
    std::memcpy(image.data(), &header, sizeof header);
  }
  const auto opened = Lexicon::from_image(as_bytes(image));
  if (opened) ask(*opened);
  return 0;
}
