// Questions of a parse: children in order, prepositions, coordination, voice. Relies on heads and relations only.
// Door: class Tree.
#include <algorithm>

#include "reading/reading.h"

namespace demarche {

Tree::Tree(const Document& document) : document_(&document) {
  const std::size_t n = document.words.size();
  first_.assign(n + 1, 0);
  sentence_.assign(n, 0);
  for (const Word& w : document.words) {
    if (w.head != kNoWord) ++first_[w.head + 1];
  }
  for (std::size_t k = 1; k <= n; ++k) first_[k] += first_[k - 1];
  children_.resize(first_[n]);
  std::vector<std::uint32_t> at(first_.begin(), first_.end());
  for (WordId w = 0; w < n; ++w) {
    if (const WordId head = document.words[w].head; head != kNoWord) children_[at[head]++] = w;
  }
  for (std::uint32_t s = 0; s < document.sentences.size(); ++s) {
    for (WordId w = document.sentences[s].begin; w < document.sentences[s].end; ++w) sentence_[w] = s;
  }
}

WordId Tree::child(WordId w, Rel rel) const {
  for (const WordId c : children(w)) {
    if (word(c).rel == rel) return c;
  }
  return kNoWord;
}

WordId Tree::child(WordId w, Rel rel, SubRel sub) const {
  for (const WordId c : children(w)) {
    if (word(c).rel == rel && word(c).subrel == sub) return c;
  }
  return kNoWord;
}

std::string Tree::preposition(WordId w) const {
  for (const WordId c : children(w)) {
    if (word(c).rel != Rel::kCase || word(c).lemma == "'s") continue;
    std::string out(word(c).lemma);
    for (const WordId f : children(c)) {
      if (word(f).rel == Rel::kFixed) out.append(" ").append(word(f).lemma);
    }
    return out;
  }
  return {};
}

bool Tree::has_preposition(WordId w, std::string_view prep) const {
  for (const WordId c : children(w)) {
    if (word(c).rel != Rel::kCase && word(c).rel != Rel::kMark) continue;
    if (word(c).lemma == prep) return true;
    if (prep == "toward" && word(c).lemma == "towards") return true;
    if (prep == "towards" && word(c).lemma == "toward") return true;
    if (prep == "on" && word(c).lemma == "upon") return true;
    for (const WordId f : children(c)) {
      if (word(f).rel == Rel::kFixed && word(f).lemma == prep) return true;
    }
  }
  return false;
}

WordList Tree::coordinated(WordId w) const {
  WordList out{w};
  for (std::size_t k = 0; k < out.size() && out.size() < 32; ++k) {
    for (const WordId c : children(out[k])) {
      if (word(c).rel == Rel::kConj) out.push_back(c);
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

bool Tree::within(WordId w, WordId top) const {
  for (int steps = 0; w != kNoWord && steps < 256; w = word(w).head, ++steps) {
    if (w == top) return true;
  }
  return false;
}

bool Tree::is_passive(WordId verb) const {
  const Word& v = word(verb);
  bool subject = false, object = false, agent = false, doer = false;
  for (const WordId c : children(verb)) {
    const Word& w = word(c);
    if (w.rel == Rel::kAux && (w.subrel == SubRel::kPass || w.lemma == "get")) return true;
    if (w.rel == Rel::kObl && w.subrel == SubRel::kAgent && !is_time_word(w) && w.lemma != "end" && w.upos != Upos::kNum) agent = true;  // "to shut by the end of the month"
    if (w.rel == Rel::kNsubj && w.subrel == SubRel::kNone) doer = true;
    if (w.subrel == SubRel::kPass && (w.rel == Rel::kNsubj || w.rel == Rel::kCsubj)) subject = true;
    if (w.rel == Rel::kObj) object = true;
  }
  if (agent && !doer) return true;  // "it stood by its neighbour" has a doer
  // a passive subject without "be" stands in headlines ("Envoys expelled over leak"), never beside an object or a finite form
  if (subject && !object && !v.is(kFin)) return true;
  if (object && v.rel == Rel::kAcl) return false;
  // "was called in and handed a note": the second participle shares the first one's voice
  static constexpr std::string_view kGiving[] = {"hand", "give", "tell", "grant", "deny", "order", "refuse"};
  const bool giving = object && std::find(std::begin(kGiving), std::end(kGiving), v.lemma) != std::end(kGiving);
  if (v.rel == Rel::kConj && (v.is(kPart) || giving) && v.is(kPast) && v.head != kNoWord && word(v.head).upos == Upos::kVerb) {
    const bool own = std::any_of(children(verb).begin(), children(verb).end(), [&](WordId c) {
      const Rel r = word(c).rel;
      return r == Rel::kNsubj || r == Rel::kAux;
    });
    if (!own && is_passive(v.head)) return true;
  }
  if (is_headline_passive(verb)) return true;
  if (!v.is(kPart) || !v.is(kPast)) return false;
  if (v.rel == Rel::kAdvcl && !object && !doer) {  // "Mexico, criticised for its treatment of migrants, …": never after "having"
    return std::none_of(children(verb).begin(), children(verb).end(), [&](WordId c) { return word(c).rel == Rel::kAux; });
  }
  return v.rel == Rel::kAcl && v.subrel != SubRel::kRelcl;
}

bool Tree::is_headline_passive(WordId verb) const {
  const Word& v = word(verb);
  if (v.upos != Upos::kVerb || !v.is(kFin) || !v.is(kPast) || v.head != kNoWord) return false;
  const Sentence& s = sentence(verb);
  if (word(s.end - 1).upos == Upos::kPunct) return false;
  bool subject = false;
  for (const WordId c : children(verb)) {
    const Word& w = word(c);
    if (w.rel == Rel::kObj || w.rel == Rel::kCcomp || w.rel == Rel::kXcomp || w.rel == Rel::kAux) return false;
    if (w.rel == Rel::kNsubj && c < verb) subject = true;
  }
  return subject;
}

bool Tree::is_predicate(WordId w) const {
  return word(w).upos == Upos::kVerb || child(w, Rel::kCop) != kNoWord || child(w, Rel::kNsubj) != kNoWord;
}

bool Tree::is_backdrop(WordId clause) const {
  const Word& x = word(clause);
  if (x.rel != Rel::kAdvcl || x.head == kNoWord) return false;
  bool past = x.is(kPast) && x.is(kFin), mark = false;
  for (const WordId c : children(clause)) {
    const Word& w = word(c);
    if (w.rel == Rel::kAux && w.is(kPast) && w.is(kFin)) past = true;
    if (w.rel == Rel::kAux && (w.lemma == "will" || w.lemma == "would" || w.lemma == "can" || w.lemma == "may")) return false;
    if (w.rel == Rel::kMark && (w.lemma == "after" || w.lemma == "since")) mark = true;
  }
  return past && mark;
}

bool Tree::in_backdrop(WordId w, WordId top) const {
  for (int steps = 0; w != kNoWord && w != top && steps < 64; w = word(w).head, ++steps) {
    if (is_backdrop(w)) return true;
  }
  return false;
}

bool Tree::is_occasion(WordId noun) const {
  const Word& x = word(noun);
  if (x.upos != Upos::kNoun) return false;
  static constexpr std::string_view kBehind[] = {"over", "after", "following", "because of", "because", "due to", "against", "at", "to", "for", "amid", "since"};
  if (std::any_of(std::begin(kBehind), std::end(kBehind), [&](std::string_view p) { return has_preposition(noun, p); })) return true;
  static constexpr std::string_view kReason[] = {"cite", "protest", "avenge", "answer", "condemn"};
  return x.rel == Rel::kObj && x.head != kNoWord && std::find(std::begin(kReason), std::end(kReason), word(x.head).lemma) != std::end(kReason);
}

}  // namespace demarche
