// Clauses of saying behind what is said ("…, he said", "“…,” said Kamara") and in its midst ("Trade, he said, would suffer").
// Punctuation decides where the clause stands; what stands on its left and right decides what is said.
// Relies on saying_words. Door: SayingFinder::inserted.
#include "reading/saying_finder.h"

namespace demarche {

// ---- "…, he said", "…, he said, …", "“…,” said Kamara"

bool SayingFinder::inserted(WordId v, bool is_clause_verb) {
  if (is_progressive(v)) return quoting_verb(v) != kNoWord && closing(v, is_clause_verb);
  return inverted(v, is_clause_verb) || closing(v, is_clause_verb);
}

bool SayingFinder::inverted(WordId v, bool is_clause_verb) {
  WordId before = v;
  if (before > s_->begin && d_[before - 1].upos == Upos::kAdv) --before;
  if (!separates(before) || v + 1 >= end_ || words_.lexicon->in_class(d_[v].lemma, words_.told)) return false;
  const Word& next = d_[v + 1];
  if (is_comma(next.form) || is_stop(next.form) || next.form == ":" || clause_begins(v + 1) || next.upos == Upos::kAdp || next.upos == Upos::kVerb || next.upos == Upos::kAdv || next.upos == Upos::kSconj) return false;
  // a subject of its own before the verb: "Lavrov, the minister, said Russia …"
  for (WordId c : tree_.children(v)) {
    if (d_[c].rel == Rel::kNsubj && c < v) return false;
  }
  WordId stop = v + 1;
  while (stop < end_ && !is_comma(d_[stop].form) && !is_quote_mark(d_[stop].form) && !is_dash(d_[stop].form) && d_[stop].form != ":" && d_[stop].form != ";") ++stop;
  for (WordId w = v + 1; w < stop; ++w) {
    if (clause_begins(w)) return false;
    if ((d_[w].upos == Upos::kVerb || d_[w].upos == Upos::kAux) && d_[w].is(kFin) && !inside_relative(w, v)) return false;
  }
  const WordId speaker = nominal(v + 1, stop);
  if (speaker == kNoWord || is_time(speaker)) return false;
  WordId after = stop;
  // appositions and relative clauses of the speaker belong to the clause of saying
  while (after + 1 < end_ && is_comma(d_[after].form) && describes_speaker(after + 1)) {
    WordId next_stop = after + 1;
    while (next_stop < end_ && !is_comma(d_[next_stop].form) && !is_quote_mark(d_[next_stop].form)) ++next_stop;
    after = next_stop;
  }
  return take_inserted(v, speaker, {before, after}, is_clause_verb);
}

bool SayingFinder::inside_relative(WordId w, WordId v) const {
  for (int steps = 0; w != kNoWord && w != v && steps < 12; w = d_[w].head, ++steps) {
    if (d_[w].rel == Rel::kAcl) return true;
  }
  return false;
}

bool SayingFinder::describes_speaker(WordId w) const {
  const std::string form = lower(d_[w].form);
  if (is_any(form, {"who", "whose", "which", "whom", "where"})) return true;
  if (is_any(form, {"and", "but", "adding", "while", "to", "that"}) || is_quote_mark(form) || d_[w].upos == Upos::kVerb) return false;
  return d_[w].upos == Upos::kDet || is_nominal(d_[w]) || d_[w].upos == Upos::kAdj;
}

bool SayingFinder::closing(WordId v, bool is_clause_verb) {
  WordId after = behind(v);
  if (!closes(after)) after = circumstances_end(v);
  const bool at_end = after >= end_;
  if (!closes(after)) return false;
  if (!at_end && is_quote_mark(d_[after].form)) return false;
  if (!at_end && is_comma(d_[after].form) && quotation_follows(after + 1) && !said_before(v)) return false;
  WordId last = quoting_verb(v) == kNoWord ? v : quoting_verb(v);  // one past the last word of the speaker's phrase
  while (last > s_->begin && (d_[last - 1].upos == Upos::kAux || d_[last - 1].upos == Upos::kAdv || d_[last - 1].upos == Upos::kPart)) --last;
  WordId begin = last;
  for (int inserts = 0; begin > s_->begin && inserts < 3; ++inserts) {
    if (!is_comma(d_[begin - 1].form)) break;
    WordId open = begin - 1;
    while (open > s_->begin && !is_comma(d_[open - 1].form) && !(is_quote_mark(d_[open - 1].form) && in_quotation_[open - 1])) --open;
    if (open <= s_->begin + 1 || !is_comma(d_[open - 1].form)) return false;
    begin = open - 1;
  }
  // "farmland that both countries claim": describes what stands before it
  if (d_[v].rel == Rel::kAcl && d_[v].subrel == SubRel::kRelcl && d_[v].head != kNoWord && d_[v].head + 1 < v && !is_comma(d_[d_[v].head + 1].form)) return false;
  const WordId phrase_end = begin;
  while (begin > s_->begin && !separates(begin)) --begin;
  WordId first = begin;
  while (first < phrase_end && (d_[first].upos == Upos::kCconj || is_quote_mark(d_[first].form))) ++first;
  if (first >= phrase_end) return false;
  WordId speaker = kNoWord;
  for (WordId c : tree_.children(v)) {
    if (d_[c].rel == Rel::kNsubj && c >= first && c < v) speaker = c;
  }
  if (speaker == kNoWord) speaker = nominal(first, phrase_end);
  if (speaker == kNoWord || is_any(lower(d_[first].form), {"if", "when", "because", "which", "who", "whom", "that", "what", "where"})) return false;
  if (lower(d_[first].form) == "as" && (!is_clause_verb || d_[v].lemma == "call")) return false;
  return take_inserted(v, speaker, {first, after}, is_clause_verb);
}

WordId SayingFinder::circumstances_end(WordId v) const {
  WordId w = v + 1;
  while (!closes(w)) {
    if (clause_begins(w) || d_[w].form == ":" || d_[w].upos == Upos::kVerb || d_[w].upos == Upos::kAux) return w;
    if (d_[w].upos == Upos::kPron && d_[w].rel == Rel::kNsubj) return w;
    ++w;
  }
  const Upos first = d_[v + 1 < end_ ? v + 1 : v].upos;
  const bool hears = d_[v].lemma == "tell" && v + 1 < end_;
  return hears || first == Upos::kAdp || first == Upos::kPropn || first == Upos::kAdv || w == v + 1 ? w : v + 1;
}

bool SayingFinder::said_before(WordId v) const {
  for (WordId w = s_->begin; w < v; ++w) {
    if (in_quotation_[w]) return true;
  }
  for (WordId w = s_->begin; w < v; ++w) {
    if (is_comma(d_[w].form)) return true;
  }
  return false;
}

bool SayingFinder::take_inserted(WordId v, WordId speaker, WordRange clause, bool is_clause_verb) {
  Saying s;
  s.verb = v;
  s.speaker = speaker;
  s.clause = clause;
  WordId left_end = clause.begin;
  while (left_end > s_->begin && (d_[left_end - 1].upos == Upos::kCconj)) --left_end;
  WordRange left{left_begin(left_end), left_end};
  if (left.end > left.begin + 1 && opens_clause(left.end - 2)) left.begin = left.end - 1;  // "… because, he said, …": what follows is said
  const bool quoted = (left.begin < left.end && has_quotation(left)) || (left.empty() && clause.begin > 0 && in_quotation_[clause.begin - 1] && !in_quotation_[v]);
  const bool predicate = has_finite(left);
  WordRange right = right_of(clause.end, quoted, predicate && !subordinate(left));
  if (left.end == left.begin + 1 && d_[left.begin].upos == Upos::kPunct && !quoted) {
    if (right.empty()) return false;
    left = {left.end, left.end};
  } else if (left.empty()) {
    if (!quoted || s_->paragraph_begins || clause.end < end_) return false;
    left = {clause.begin - 1, clause.begin};  // the quotation that ends with the sentence before; it is widened later
  } else if (!quoted && !predicate && !(right.empty() && is_clause_verb && left.end > left.begin + 4) && (right.empty() || !has_finite(right))) {
    return false;
  }
  const bool quoted_right = !right.empty() && has_quotation(right);
  if (!is_clause_verb && !quoted && !quoted_right && !is_any(d_[v].lemma, {"go", "continue"})) return false;
  if (!is_clause_verb && !quoted && !quoted_right && subordinate(left) && right.empty()) return false;
  if (!quoted && is_foreign_subject(left, speaker)) return false;
  if (!left.empty()) s.content.push_back(left);
  if (!right.empty()) s.content.push_back(right);
  s.stance = words_.stance(tree_, v);
  out_.push_back(std::move(s));
  return true;
}

bool SayingFinder::subordinate(WordRange r) const {
  if (r.empty()) return false;
  const Word& x = d_[r.begin];
  return x.rel == Rel::kMark || is_any(lower(x.form), {"when", "while", "after", "before", "although", "as", "if", "unless", "should", "were", "once", "asked"});
}

WordId SayingFinder::left_begin(WordId end) const {
  WordId begin = s_->begin;
  for (WordId w = s_->begin; w < end; ++w) {
    if ((d_[w].form == ":" || d_[w].form == ";") && !in_quotation_[w] && w + 1 < end) begin = w + 1;
  }
  for (std::size_t k = first_; k < out_.size(); ++k) {  // behind another one's clause: "A said, “…,” B replied"
    const Saying& other = out_[k];
    if (other.verb < end && other.clause.end <= end && !other.content.empty() && other.content.back().begin >= other.clause.end) {
      for (WordId w = other.content.back().begin; w < end; ++w) {
        if (d_[w].form == ";") begin = std::max(begin, w + 1);
      }
    }
  }
  return begin;
}

WordRange SayingFinder::right_of(WordId at, bool quoted_left, bool predicate_left) const {
  if (at >= end_) return {end_, end_};
  WordId begin = at;
  if (d_[begin].form == ";") return quotation_follows(begin + 1) ? WordRange{begin + 1, end_} : WordRange{end_, end_};
  while (begin < end_ && (is_comma(d_[begin].form) || is_dash(d_[begin].form) || d_[begin].form == ":")) ++begin;
  if (begin >= end_) return {end_, end_};
  if (quotation_follows(begin)) return {begin, end_};
  const std::string form = lower(d_[begin].form);
  const bool joins = is_any(form, {"and", "but", "or", "nor", "to", "that", "which", "because", "since", "if", "unless", "until", "although", "though", "while", "as", "after", "before", "when", "where"});
  if (quoted_left) {
    // "…,” he said, and “…"
    if (is_any(form, {"and", "but", "because"}) && quotation_follows(begin + 1)) return {begin, end_};
    return {end_, end_};
  }
  if (!predicate_left) return {begin, end_};
  if (d_[begin].upos == Upos::kVerb && !d_[begin].is(kFin)) return {end_, end_};
  return joins ? WordRange{begin, end_} : WordRange{end_, end_};
}
}  // namespace demarche
