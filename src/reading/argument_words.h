// Small questions that both halves of Arguments ask; see arguments.cpp.
#pragma once

#include <algorithm>

#include "reading/reading.h"

namespace demarche {

inline bool is_subject(const Word& w) { return w.rel == Rel::kNsubj && w.subrel != SubRel::kPass && w.subrel != SubRel::kOuter; }
inline bool is_relative_pronoun(const Word& w) {
  return w.upos == Upos::kPron && (w.lemma == "who" || w.lemma == "which" || w.lemma == "that" || w.lemma == "whom");
}

inline bool is_passive_subject(const Word& w) { return w.rel == Rel::kNsubj && w.subrel == SubRel::kPass; }

inline void append_new(WordList& to, const WordList& more) {
  for (const WordId w : more) {
    if (std::find(to.begin(), to.end(), w) == to.end()) to.push_back(w);
  }
}

}  // namespace demarche
