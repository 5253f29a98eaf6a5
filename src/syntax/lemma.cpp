// Lemmas. The model has exceptions and a script that the network chose ("Lemma scripts" in docs/model-format.md); verbs, plurals
// and comparatives go by Inflection, which knows the language's own rules where scripts only imitate the treebanks' words.
// Doors: Lemmatiser::lemma, Lemmatiser::scripted (the model's word alone).
#include <algorithm>

#include "base/utf8.h"
#include "syntax/network.h"

namespace demarche::syntax {
namespace {

bool is_ascii_word(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

}  // namespace

bool Lemmatiser::exception(std::string_view form, Upos upos) {
  normalise(form, false, norm_);
  lower_.clear();
  for (const char32_t c : norm_) append_utf8(lower_, to_lower(c));
  key_ = lower_;
  for (char& c : key_) c = c >= '0' && c <= '9' ? '0' : c;
  key_.append("\t").append(name_of(upos));
  const std::uint32_t line = net_.lemmas.find(key_);
  if (line == LineIndex::kNone) return false;
  const std::string_view found = net_.weights.lemmas[line];
  const std::size_t tab = found.rfind('\t');
  if (tab == std::string_view::npos || tab + 1 >= found.size()) return false;
  out_ = found.substr(tab + 1);
  return true;
}

void Lemmatiser::apply(const ScriptClass& script) {
  const bool fits = script.cut <= norm_.size();
  const std::size_t kept = norm_.size() - (fits ? script.cut : 0);
  out_.clear();
  for (std::size_t i = 0; i < kept; ++i) append_utf8(out_, script.lower_case ? to_lower(norm_[i]) : norm_[i]);
  if (fits) out_.append(script.add);
}

/// `lemma`, which came of the lower-case form, with the capitals of the form as far as the two agree.
void Lemmatiser::keep_case(std::string_view lemma) {
  out_.clear();
  for (const char32_t c : norm_) append_utf8(out_, c);
  const auto agree = std::mismatch(lemma.begin(), lemma.end(), lower_.begin(), lower_.end());
  const auto same = static_cast<std::size_t>(agree.first - lemma.begin());
  out_.resize(same);
  out_.append(lemma.substr(same));
}

std::string_view Lemmatiser::scripted(std::string_view form, Upos upos, std::uint32_t script) {
  if (!exception(form, upos)) apply(net_.scripts[script]);
  return out_;
}

std::string_view Lemmatiser::lemma(std::string_view form, const TagClass& tag, std::uint32_t script) {
  const bool excepted = exception(form, tag.upos);
  const bool plural = (tag.morph & kPlur) != 0, graded = (tag.morph & (kComparative | kSuperlative)) != 0;
  if (!is_ascii_word(lower_)) {
    if (!excepted) apply(net_.scripts[script]);
    return out_;
  }
  bool sure = false;
  std::string bent;
  if (tag.upos == Upos::kVerb)
    bent = inflection_.verb(lower_, tag.morph, &sure);
  else if (tag.upos == Upos::kNoun && plural && !excepted)
    bent = inflection_.noun(lower_, &sure);
  else if ((tag.upos == Upos::kAdj || tag.upos == Upos::kAdv) && graded && !excepted)
    bent = inflection_.adjective(lower_, &sure);
  if (!sure && (excepted || bent.empty() || bent == lower_)) {
    if (!excepted) apply(net_.scripts[script]);
  } else if (net_.scripts[script].lower_case) {
    out_ = std::move(bent);
  } else {
    keep_case(bent);
  }
  return out_;
}

}  // namespace demarche::syntax
