// Lemmas: the exceptions of the model first, then the script that the network chose ("Lemma scripts" in docs/model-format.md).
// Door: Lemmatiser::lemma.
#include <algorithm>

#include "base/utf8.h"
#include "syntax/network.h"

namespace demarche::syntax {

std::string_view Lemmatiser::lemma(std::string_view form, Upos upos, std::uint32_t script) {
  normalise(form, false, norm_);
  key_.clear();
  for (const char32_t c : norm_) append_utf8(key_, c >= '0' && c <= '9' ? U'0' : to_lower(c));
  key_.append("\t").append(name_of(upos));
  if (const std::uint32_t line = net_.lemmas.find(key_); line != LineIndex::kNone) {
    const std::string_view found = net_.weights.lemmas[line];
    if (const std::size_t tab = found.rfind('\t'); tab + 1 < found.size()) return found.substr(tab + 1);
  }
  const ScriptClass& s = net_.scripts[script];
  const bool fits = s.cut <= norm_.size();
  const std::size_t kept = norm_.size() - (fits ? s.cut : 0);
  out_.clear();
  for (std::size_t i = 0; i < kept; ++i) append_utf8(out_, s.lower_case ? to_lower(norm_[i]) : norm_[i]);
  if (fits) out_.append(s.add);
  return out_;
}

}  // namespace demarche::syntax
