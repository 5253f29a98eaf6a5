// placeholder until written
#include "reading/reading.h"
#include "reading/times.h"
namespace demarche {
std::optional<Quantity> quantity_of(const Tree& tree, const WordList& patients) {
  for (const WordId p : patients) {
    const WordId n = tree.child(p, Rel::kNummod);
    if (n == kNoWord) continue;
    if (const auto v = plain_number(tree.word(n).form)) return Quantity{*v, "person"};
  }
  return std::nullopt;
}
}  // namespace demarche
