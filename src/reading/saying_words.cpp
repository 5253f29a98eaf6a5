// What punctuation and tree tell of the words of a sentence: where clauses of saying and phrases end, who the subject is, whether
// something was said at all. Parsers are at their weakest around inserted clauses, so punctuation goes first.
// Relies on tree, arguments, quotes. Used by sayings.cpp and insertions.cpp.
#include "reading/saying_finder.h"

namespace demarche {

bool SayingFinder::is_misread_verb(WordId w) const {
  if (d_[w].upos != Upos::kNoun || w == s_->begin || d_[w - 1].upos != Upos::kPropn) return false;
  return is_any(d_[w].form, {"says", "said", "denies", "denied", "accuses", "accused", "insists", "claims", "warns"}) && w + 1 < end_;
}

// ---- whether it was said at all

bool SayingFinder::denies_subject(WordId subject) const {
  for (WordId c : tree_.children(subject)) {
    if (d_[c].rel == Rel::kDet && is_any(lower(d_[c].form), {"no", "neither"})) return true;
  }
  return false;
}

WordId SayingFinder::nearest_subject(WordId v) const {
  WordId found = kNoWord;
  for (WordId c : tree_.children(v)) {
    if (c < v && d_[c].rel == Rel::kNsubj) found = c;
  }
  return found;
}

bool SayingFinder::is_open(WordId v) const {
  const Word& x = d_[v];
  const WordId subject = nearest_subject(v);
  for (WordId c : tree_.children(v)) {
    const Word& k = d_[c];
    const std::string form = lower(k.form);
    if (k.rel == Rel::kAux && is_any(form, {"will", "would", "may", "might", "could", "can", "should", "must", "shall", "'ll", "’ll", "'d", "’d", "wo", "ca"})) return true;
    if (c < v && k.rel == Rel::kCc && form == "nor" && subject != kNoWord && c < subject) return true;  // "Nor has the government said"
    if (c < v && k.rel == Rel::kAdvmod && is_any(form, {"not", "n't", "n’t", "never", "hardly"})) return true;
    if (k.rel == Rel::kObj && is_any(form, {"nobody", "none"})) return true;
    if (k.rel == Rel::kMark && is_any(form, {"if", "unless", "whether", "without"})) return true;
    if (k.rel == Rel::kNsubj && (c == subject || subject == kNoWord) && (is_any(form, {"nobody", "none", "nothing", "neither"}) || denies_subject(c))) return true;
  }
  if (subject == kNoWord && factualities_.of(v).is_negated) return true;  // "neither confirmed nor denied", "stopped short of blaming"
  if (x.is(kImperative) && tree_.child(v, Rel::kNsubj) == kNoWord && v == s_->begin) return true;
  bool to = false;
  for (WordId c : tree_.children(v)) to = to || (c < v && d_[c].lemma == "to" && d_[c].rel == Rel::kMark);
  if (!to && v > s_->begin && lower(d_[v - 1].form) == "to" && d_[v - 1].upos == Upos::kPart) to = true;
  if (to) return x.head == kNoWord || !is_any(d_[x.head].lemma, {"go", "continue", "proceed"});
  return false;
}

bool SayingFinder::is_passive(WordId v) const {
  for (WordId c : tree_.children(v)) {
    if (d_[c].rel == Rel::kAux && (d_[c].subrel == SubRel::kPass || d_[c].lemma == "be") && !d_[v].is(kGer) && !(d_[v].is(kPart) && d_[v].is(kPres))) return true;
    if (d_[c].rel == Rel::kObl && d_[c].subrel == SubRel::kAgent) return true;
  }
  // "a charge levelled in Rome"; "Mali, often accused of …, said": no object and no subject of its own
  const bool reduced = d_[v].rel == Rel::kAcl && d_[v].subrel != SubRel::kRelcl;
  const bool absolute = d_[v].rel == Rel::kAdvcl && tree_.child(v, Rel::kNsubj) == kNoWord && tree_.child(v, Rel::kMark) == kNoWord && words_.is(tree_, v, words_.accuse);
  return (reduced || absolute) && d_[v].is(kPart) && d_[v].is(kPast) && tree_.child(v, Rel::kObj) == kNoWord;
}

WordId charge_before(const Tree& tree, const Lexicon& lexicon, ClassId claim_noun, WordId verb) {
  const Word& v = tree.word(verb);
  const bool has_agent = tree.child(verb, Rel::kObl, SubRel::kAgent) != kNoWord;
  WordId charge = kNoWord;
  if (v.rel == Rel::kAcl && !has_agent) {  // the parser may take "a claim that Baku later called untrue" for the claim's own content
    const WordId subject = tree.child(verb, Rel::kNsubj);
    const bool own = subject != kNoWord && tree.word(subject).subrel != SubRel::kPass && !is_any(tree.word(subject).lemma, {"who", "which", "that"});
    const WordId object = tree.child(verb, Rel::kObj);
    const bool relative = (object == kNoWord && (v.subrel == SubRel::kRelcl || tree.child(verb, Rel::kXcomp) != kNoWord)) || (object < verb && is_any(tree.word(object).lemma, {"which", "that"}));
    if (own && relative) charge = v.head;
  } else if (v.rel == Rel::kAcl && has_agent) {
    charge = v.head;
  } else if (has_agent) {
    charge = tree.child(verb, Rel::kNsubj, SubRel::kPass);
  }
  return charge != kNoWord && charge < verb && lexicon.in_class(tree.document(), tree.sentence(charge).begin, charge, claim_noun) ? charge : kNoWord;
}

// ---- ranges

WordRange SayingFinder::subtree(WordId top) const {
  WordRange r{top, top + 1};
  WordList level{top};
  for (int depth = 0; depth < 64 && !level.empty(); ++depth) {
    WordList next;
    for (WordId w : level) {
      for (WordId c : tree_.children(w)) r.begin = std::min(r.begin, c), r.end = std::max(r.end, c + 1), next.push_back(c);
    }
    level = std::move(next);
  }
  return r;
}

WordId SayingFinder::behind(WordId v) const {
  const bool has_hearer = words_.lexicon->in_class(d_[v].lemma, words_.hearer);
  WordId at = v + 1;
  for (bool moved = true; moved && at < end_;) {
    moved = false;
    for (WordId c : tree_.children(v)) {
      if (c < v) continue;
      const Word& k = d_[c];
      const bool circumstance = k.rel == Rel::kObl || k.rel == Rel::kAdvmod || k.rel == Rel::kIobj || k.subrel == SubRel::kPrt || k.rel == Rel::kDiscourse;
      const bool hearer = k.rel == Rel::kObj && (has_hearer || is_audience(c));
      if (!circumstance && !hearer) continue;
      WordRange r = subtree(c);
      if (r.begin != at || clause_begins(r.begin)) continue;
      WordId stop = r.begin + 1;
      while (stop < r.end && !ends_phrase(stop)) ++stop;
      if (k.rel == Rel::kObl && d_[r.begin].upos == Upos::kDet && !k.name_begins && tree_.preposition(c).empty() && k.subrel == SubRel::kNone) continue;
      at = stop, moved = true;
      break;
    }
    if (!moved && at < end_ && d_[at].upos == Upos::kAdv && at + 1 < end_ && (is_comma(d_[at + 1].form) || is_quote_mark(d_[at + 1].form))) ++at, moved = true;
  }
  return std::min(at, end_);
}

bool SayingFinder::ends_phrase(WordId w) const {
  const std::string_view form = d_[w].form;
  return is_comma(form) || is_dash(form) || form == ":" || form == ";" || (is_quote_mark(form) && in_quotation_[w]) || clause_begins(w);
}

WordId SayingFinder::nominal(WordId begin, WordId end) const {
  WordId found = kNoWord;
  if (begin < end && d_[end - 1].upos == Upos::kPropn && d_[end - 1].rel == Rel::kFlat) {  // a name right before the verb
    WordId name = end - 1;
    while (d_[name].rel == Rel::kFlat && d_[name].head != kNoWord && d_[name].head >= begin && d_[name].head < name) name = d_[name].head;
    if (d_[name].rel != Rel::kFlat && d_[name].rel != Rel::kAppos && d_[name].rel != Rel::kNmod && !has_case(name)) return name;
  }
  for (WordId w = begin; w < end; ++w) {
    const Word& x = d_[w];
    if (!is_nominal(x) || x.rel == Rel::kCompound || x.rel == Rel::kFlat || x.subrel == SubRel::kPoss || x.subrel == SubRel::kTmod) continue;
    const bool inside = x.head != kNoWord && x.head >= begin && x.head < end && d_[x.head].upos != Upos::kVerb;
    if (inside && x.rel != Rel::kNsubj) continue;
    if (x.rel == Rel::kNsubj) return w;
    if (found == kNoWord && !(x.rel == Rel::kObl && has_case(w))) found = w;
  }
  return found;
}

bool SayingFinder::has_case(WordId w) const {
  for (WordId c : tree_.children(w)) {
    if (d_[c].rel == Rel::kCase) return true;
  }
  return false;
}

WordId SayingFinder::quoting_verb(WordId v) const {
  if (v < s_->begin + 2 || lower(d_[v - 1].form) != "as" || !is_progressive(v)) return kNoWord;
  for (WordId w = v - 1; w > s_->begin && w + 8 > v; --w) {
    if (words_.lexicon->in_class(d_[w].lemma, words_.citing)) return w;
  }
  return kNoWord;
}

bool SayingFinder::is_time(WordId w) const {
  return words_.lexicon->in_class(d_[w].lemma, weekday_) || words_.lexicon->in_class(d_[w].lemma, month_) || is_any(d_[w].lemma, {"yesterday", "today", "tonight", "week", "month"});
}

bool SayingFinder::closes(WordId w) const {
  return w >= end_ || is_comma(d_[w].form) || is_dash(d_[w].form) || d_[w].form == ";" || (is_quote_mark(d_[w].form) && in_quotation_[w]);
}

bool SayingFinder::separates(WordId w) const {
  if (w == 0) return false;
  const std::string_view form = d_[w - 1].form;
  if (w == s_->begin) return in_quotation_[w - 1] && is_quote_mark(form);
  return is_comma(form) || is_dash(form) || form == ";" || form == ":" || (is_quote_mark(form) && in_quotation_[w - 1] && !in_quotation_[w]);
}

bool SayingFinder::has_quotation(WordRange r) const {
  for (WordId w = r.begin; w < r.end; ++w) {
    if (in_quotation_[w]) return true;
  }
  return false;
}

bool SayingFinder::has_finite(WordRange r) const {
  for (WordId w = r.begin; w < r.end; ++w) {
    const Word& x = d_[w];
    if ((x.upos == Upos::kVerb || x.upos == Upos::kAux) && (x.is(kFin) || (x.is(kPart) && x.is(kPast)))) return true;
  }
  return false;
}

bool SayingFinder::is_gapped(WordId v, WordId begin) const {
  return begin == v + 1 && d_[v].rel == Rel::kAcl && (d_[begin].upos == Upos::kAux || (d_[begin].upos == Upos::kVerb && d_[begin].is(kFin)));
}

WordList SayingFinder::speakers(WordId v) const {
  if (const WordId quoting = quoting_verb(v); quoting != kNoWord) {  // "Xinhua quoted Wang as saying", "he was quoted as saying"
    return is_passive(quoting) ? arguments_.patients(quoting) : with_default(arguments_.patients(quoting), arguments_.agents(v));
  }
  WordList own;
  for (WordId c : tree_.children(v)) {
    if (d_[c].rel == Rel::kNsubj && c < v) own.push_back(c);
  }
  if (is_passive(v)) return arguments_.agents(v);
  if (own.size() > 1 && d_[own.back()].upos == Upos::kPropn) return {own.back(), own.front()};  // "spokeswoman Irina Belova", both as subjects
  if (const Saying* same = own.empty() ? said_with(v) : nullptr) return {same->speaker};
  if (!own.empty() && !is_any(d_[own.front()].lemma, {"who", "which", "that"})) return {own.front()};
  WordList out = arguments_.agents(v);
  if (own.empty() && d_[v].rel == Rel::kConj && d_[v].is(kFin)) {  // a finite verb is no fellow of an infinitive
    WordId up = d_[v].head;
    for (int steps = 0; up != kNoWord && d_[up].is(kInf) && steps < 6; ++steps) up = d_[up].head;
    if (up != kNoWord && up != d_[v].head && d_[up].upos == Upos::kVerb) out = arguments_.agents(up);
  }
  if (!out.empty() && out.front() < v) return out;
  if (!out.empty() && d_[v].rel == Rel::kAcl) return out;
  WordId begin = v;
  while (begin > s_->begin && !separates(begin)) --begin;
  const WordId found = nominal(begin, v);
  return found == kNoWord ? out : WordList{found};
}

const Saying* SayingFinder::said_with(WordId v) const {
  const Word& x = d_[v];
  const Saying* last = nullptr;
  for (std::size_t k = first_; k < out_.size(); ++k) {
    if (out_[k].verb < v) last = &out_[k];
  }
  if (!last || x.head == kNoWord || v == s_->begin) return nullptr;
  WordId before = v - 1;
  while (before > s_->begin && (d_[before].upos == Upos::kAdv || d_[before].upos == Upos::kAux)) --before;
  // "said the alliance had taken note, but added that": a second verb of saying goes on with the first one's speaker
  if (d_[before].upos == Upos::kCconj && !x.is(kInf) && !is_progressive(v)) return last;
  if (!(x.is(kPart) && x.is(kPres)) && !x.is(kGer)) return nullptr;
  if (!is_comma(d_[v - 1].form)) return nullptr;
  const bool official = words_.lexicon->in_class(x.lemma, words_.going_on);
  if (x.head == last->verb || official) return last;
  for (WordId a : arguments_.agents(v)) {
    if (d_[a].upos == Upos::kPropn || d_[a].upos == Upos::kPron) return a == last->speaker || is_passive(x.head) ? last : nullptr;
  }
  return last;
}

WordId SayingFinder::first_of(WordId head) const {
  if (head < s_->begin || head >= s_->end) return s_->begin;
  return subtree(head).begin;
}

WordId SayingFinder::content_end(WordId v, WordId begin) const {
  WordId end = end_;
  const bool is_main = d_[v].head == kNoWord || d_[v].rel == Rel::kConj || d_[v].rel == Rel::kParataxis || v == s_->root;
  const bool free_relative = d_[v].rel == Rel::kAcl && d_[v].head != kNoWord && d_[d_[v].head].lemma == "what";
  if (is_gapped(v, begin) || free_relative) {
    while (begin < end && !is_comma(d_[begin].form)) ++begin;
    return begin;
  }
  if (!is_main) end = std::clamp(subtree(v).end, begin + 1, end_);
  for (WordId w = begin; w < end; ++w) {
    if (d_[w].form == ";" && !in_quotation_[w]) end = w;
  }
  // what is coordinated with the verb itself is no part of what it says
  WordId top = v;
  for (int steps = 0; steps < 8; ++steps) {
    for (WordId c : tree_.children(top)) {
      if (d_[c].rel != Rel::kConj || c <= begin || d_[c].upos != Upos::kVerb) continue;
      const WordId cut = subtree(c).begin;
      const bool joined = tree_.child(c, Rel::kCc) != kNoWord || (cut > 0 && is_comma(d_[cut - 1].form)) || is_comma(d_[cut].form);
      if (joined && cut > begin && !starts_with_that(c)) end = std::min(end, cut);
    }
    if (d_[top].rel != Rel::kConj || d_[top].head == kNoWord) break;
    top = d_[top].head;
  }
  return end;
}

bool SayingFinder::starts_with_that(WordId c) const {
  for (WordId k : tree_.children(c)) {
    if (clause_begins(k)) return true;
  }
  return false;
}

bool SayingFinder::has_class(WordRange r, ClassId cls) const {
  for (WordId w = r.begin; w < r.end; ++w) {
    if (words_.lexicon->in_class(d_, s_->begin, w, cls)) return true;
  }
  return false;
}

WordId SayingFinder::nominal_after(WordId begin, WordId end) const {
  for (WordId w = begin; w < end; ++w) {
    if (is_nominal(d_[w]) && d_[w].rel != Rel::kCompound && d_[w].subrel != SubRel::kPoss && d_[w].rel != Rel::kFlat && d_[w].subrel != SubRel::kTmod) return w;
  }
  return kNoWord;
}
}  // namespace demarche
