// Predicates of speech in each sentence: the verb, the phrase that names the speaker, and the words that are said.
//
// Here: clauses of saying that stand before what is said ("he said that …"), acts of speech ("accused Minsk of"), "according to",
// headings. Those behind it or in its midst are in insertions.cpp; what both ask of a sentence's words is in saying_words.cpp.
// Relies on tree, arguments, quotes. Door: find_sayings().
#include "reading/saying_finder.h"

namespace demarche {

SayingFinder::SayingFinder(const Tree& tree, const SpeechWords& words, const Arguments& arguments, const std::vector<Quotation>& quotations)
    : tree_(tree), d_(tree.document()), words_(words), arguments_(arguments), factualities_(tree, *words.lexicon), weekday_(words.lexicon->class_named("weekday")), month_(words.lexicon->class_named("month")) {
  in_quotation_.assign(d_.words.size(), 0);
  for (std::size_t q = 0; q < quotations.size(); ++q) {
    for (WordId w = quotations[q].range.begin; w < quotations[q].range.end; ++w) in_quotation_[w] = static_cast<std::uint32_t>(q + 1);
  }
}

std::vector<Saying> SayingFinder::all() {
  for (const Sentence& s : d_.sentences) {
    const Span dateline = d_.article->dateline_span;
    if (!dateline.empty() && dateline.contains(s.span)) continue;
    s_ = &s;
    end_ = s.end;
    while (end_ > s.begin + 1 && d_[end_ - 1].upos == Upos::kPunct) --end_;
    first_ = out_.size();
    heading();
    for (WordId w = s.begin; w < s.end; ++w) at(w);
    cut_at_next(first_);
  }
  return std::move(out_);
}

void SayingFinder::at(WordId w) {
  const Word& x = d_[w];
  if (lower(x.form) == "according" && w + 1 < s_->end && d_[w + 1].lemma == "to") return according(w);
  if ((x.upos != Upos::kVerb && !is_misread_verb(w)) || x.rel == Rel::kAmod || is_open(w)) return;
  const bool clause = words_.is(tree_, w, words_.clause_verb);
  const bool quotation = words_.is(tree_, w, words_.quotation_verb);
  if ((clause || quotation) && !in_quotation_[w] && x.lemma != "deny" && inserted(w, clause)) return;
  if (clause && leading(w)) return;
  if (quotation && quotes_on(w)) return;
  if (words_.is(tree_, w, words_.label_verb) && label(w)) return;
  if (is_any(x.lemma, {"put", "place", "estimate"}) && figure(w)) return;
  if (words_.is(tree_, w, words_.act_verb)) act(w);
}

// ---- "he said that …", "she told reporters: “…"

bool SayingFinder::leading(WordId v) {
  WordId begin = behind(v);
  while (begin < end_ && (d_[begin].form == ":" || (is_comma(d_[begin].form) && quotation_follows(begin + 1)))) ++begin;
  if (begin >= end_ || d_[begin].form == ";" || !content_begins(v, begin)) return false;
  return take_leading(v, begin);
}

/// The saying whose content begins behind its verb; false where nobody says it.
bool SayingFinder::take_leading(WordId v, WordId begin) {
  const WordList subjects = speakers(v);
  if (subjects.empty()) return false;
  Saying s;
  s.verb = v;
  s.speaker = subjects.front();
  s.office = subjects.back();
  s.clause = {std::min(first_of(s.speaker), v), begin};
  s.content.push_back({begin, content_end(v, begin)});
  s.stance = words_.stance(tree_, v);
  out_.push_back(std::move(s));
  return true;
}

bool SayingFinder::content_begins(WordId v, WordId begin) const {
  if (clause_begins(begin) && d_[begin].head != kNoWord && d_[d_[begin].head].rel == Rel::kAcl && is_any(d_[begin - 1].lemma, {"condition", "ground", "fact"})) return false;
  if (quotation_follows(begin) || clause_begins(begin) || (begin > 0 && d_[begin - 1].form == ":")) return true;
  if (is_comma(d_[begin].form) || is_dash(d_[begin].form)) return false;
  // verbs of other trades beside speech ("recalled its envoy", "reported a loss") say so by "that" or a quotation alone
  if (words_.lexicon->in_class(d_[v].lemma, words_.double_verb) && !(d_[begin].upos == Upos::kPron && d_[begin].rel == Rel::kNsubj)) return false;
  bool clausal = false, nominal_only = false;
  for (WordId c : tree_.children(v)) {
    if (c < v) continue;
    const Rel r = d_[c].rel;
    if (r == Rel::kCcomp || r == Rel::kCsubj || (r == Rel::kParataxis && subtree(c).begin <= begin)) clausal = true;
    if (r == Rel::kObj || r == Rel::kXcomp) nominal_only = true;
  }
  if (clausal || is_gapped(v, begin)) return true;
  if (!nominal_only && d_[v].lemma != "say") return false;
  if (!words_.lexicon->in_class(d_[v].lemma, words_.plain)) return false;
  return has_finite({begin, content_end(v, begin)});
}

bool SayingFinder::quotes_on(WordId v) {
  WordId begin = behind(v);
  if (begin == v + 1 && begin < end_ && lower(d_[begin].form) == "it" && d_[v].lemma == "put") ++begin;  // "as a colonel put it, “…”"
  while (begin < end_ && (d_[begin].form == ":" || is_comma(d_[begin].form))) ++begin;
  if (begin >= end_ || !quotation_follows(begin) || !(d_[begin - 1].form == ":" || is_comma(d_[begin - 1].form))) return false;
  return take_leading(v, begin);
}

// ---- acts of speech

bool SayingFinder::label(WordId v) {
  const bool of_charge = answers_charge(v);
  if (is_passive(v) && !of_charge) return false;
  const WordId what = d_[v].rel == Rel::kAcl ? d_[v].head : kNoWord;
  if (what != kNoWord && !of_charge && d_[what].lemma != "what" && d_[v].subrel == SubRel::kRelcl && !has_quotation({v + 1, std::max(v + 1, subtree(v).end)})) return false;  // "groups they brand terrorist"
  bool named = false;
  for (WordId c : tree_.children(v)) {
    if (c < v) continue;
    const Word& k = d_[c];
    if (k.rel == Rel::kXcomp && (of_charge || tree_.child(v, Rel::kObj) != kNoWord) && (k.upos == Upos::kAdj || k.upos == Upos::kNoun || k.upos == Upos::kPropn)) named = true;
    if (tree_.has_preposition(c, "as") || (d_[v].lemma != "call" && tree_.has_preposition(c, "to") && has_quotation(subtree(c)))) named = true;
    for (WordId g : tree_.children(c)) named = named || (k.rel == Rel::kObj && tree_.has_preposition(g, "as"));
  }
  const WordId end = content_end(v, v + 1 < end_ ? v + 1 : v);
  if (!named) named = has_class({v + 1, end}, words_.denial_word) && has_class({v + 1, end}, words_.claim_noun);
  if (!named) named = d_[v].rel == Rel::kAcl && d_[v].head != kNoWord && d_[d_[v].head].lemma == "what" && has_class({v + 1, end}, words_.reproach);
  for (WordId w = v + 1; w < end && !named; ++w) named = in_quotation_[w] && !in_quotation_[v];
  return named && end > v + 1 && add_act(v, end);
}

void SayingFinder::act(WordId v) {
  const bool of_charge = answers_charge(v) && words_.stance(tree_, v) == Stance::kDeny;
  if (is_passive(v) && !of_charge && !is_accused_by(v)) return;
  if (d_[v].lemma == "suspect" && tree_.child(v, Rel::kAdvcl) == kNoWord) return;  // "suspects a gas leak"
  if (d_[v].lemma == "offer" && tree_.child(v, Rel::kObj) != kNoWord && tree_.child(v, Rel::kXcomp) == kNoWord && !has_quotation(subtree(v))) return;  // "offered a loan": a deed
  if (d_[v].lemma == "call" && v + 1 < end_ && is_any(d_[v + 1].lemma, {"on", "upon"}) && !asks_to(v)) return;  // a visit
  const WordId end = content_end(v, std::min(v + 1, end_));
  // an offer or a motion is rejected by a deed; a charge is rejected by words
  if (!of_charge && words_.lexicon->in_class(d_[v].lemma, words_.refusal) && !has_class({v + 1, end}, words_.claim_noun) && d_[std::min(v + 1, end_ - 1)].upos != Upos::kPron) return;
  add_act(v, end);
}

/// "put the number of arrests at more than 100": a figure is somebody's word.
bool SayingFinder::figure(WordId v) {
  const WordId object = tree_.child(v, Rel::kObj);
  if (is_passive(v) || object == kNoWord || object < v || !words_.lexicon->in_class(d_[object].lemma, words_.figure)) return false;
  for (WordId w = object + 1; w + 1 < end_; ++w) {
    const WordId up = d_[w].head;
    const bool numbers = d_[w].lemma == "at" && up != kNoWord && up > w && (d_[up].upos == Upos::kNum || tree_.child(up, Rel::kNummod) != kNoWord);
    if (numbers) return add_act(v, content_end(v, v + 1));
  }
  return false;
}

/// "has been accused by Sudan of shelling": who accuses stands behind "by".
bool SayingFinder::is_accused_by(WordId v) const {
  return is_any(d_[v].lemma, {"accuse", "blame", "suspect"}) && tree_.child(v, Rel::kObl, SubRel::kAgent) != kNoWord;
}

bool SayingFinder::asks_to(WordId v) const {
  for (WordId w = v + 2; w < end_; ++w) {
    if (d_[w].form == "to" && d_[w].upos == Upos::kPart) return true;
  }
  return false;
}

bool SayingFinder::add_act(WordId v, WordId end) {
  const WordList subjects = speakers(v);
  if (subjects.empty()) return false;
  Saying s;
  s.form = SayingForm::kAct;
  s.verb = v;
  s.speaker = subjects.front();
  s.clause = {std::min(first_of(s.speaker), v), v + 1};
  if (end > v + 1) s.content.push_back({v + 1, end});
  s.stance = words_.stance(tree_, v);
  out_.push_back(std::move(s));
  return true;
}

// ---- "according to police", "Lavrov: …"

void SayingFinder::according(WordId w) {
  WordId stop = w + 2;
  while (stop < end_ && !is_comma(d_[stop].form) && !is_stop(d_[stop].form) && !is_dash(d_[stop].form) && d_[stop].form != ";") ++stop;
  WordId speaker = d_[w].rel == Rel::kCase ? d_[w].head : kNoWord;
  if (speaker == kNoWord || speaker < w + 2 || speaker >= stop) speaker = nominal_after(w + 2, stop);
  if (speaker == kNoWord) return;
  Saying s;
  s.form = SayingForm::kAccording;
  s.verb = w;
  s.speaker = speaker;
  const WordId up = d_[speaker].head;
  WordRange whole{s_->begin, end_};
  if (up != kNoWord && up >= s_->begin && up < s_->end && d_[up].rel == Rel::kAcl) whole = subtree(up);
  if (!comma_after(stop) && whole.begin == w) stop = std::min(stop, subtree(speaker).end);
  s.clause = {w, stop};
  WordRange left{std::max(whole.begin, left_begin(w)), w}, right{stop, std::min(whole.end, end_)};
  if (left.end > left.begin + 1 && is_comma(d_[w - 1].form) && opens_clause(w - 2)) left.end = left.begin;
  while (!right.empty() && is_comma(d_[right.begin].form)) ++right.begin;
  while (!left.empty() && is_comma(d_[left.end - 1].form)) --left.end;
  const bool left_said = !left.empty() && has_finite(left);
  if (!left.empty() && (left_said || !right.empty())) s.content.push_back(left);
  if (!right.empty() && (!left_said || d_[up == kNoWord ? w : up].rel == Rel::kAcl || goes_on(right))) s.content.push_back(right);
  if (!s.content.empty()) out_.push_back(std::move(s));
}

void SayingFinder::heading() {
  WordId colon = s_->begin;
  while (colon < end_ && colon < s_->begin + 7 && d_[colon].form != ":") ++colon;
  if (colon >= end_ || d_[colon].form != ":" || colon == s_->begin || !s_->paragraph_begins || colon + 3 > end_) return;
  if (has_finite({s_->begin, colon})) return;
  const WordId speaker = nominal(s_->begin, colon);
  if (speaker == kNoWord || d_[speaker].upos == Upos::kPron) return;
  Saying s;
  s.form = SayingForm::kHeading;
  s.verb = colon;
  s.speaker = speaker;
  s.clause = {s_->begin, colon + 1};
  s.content.push_back({colon + 1, end_});
  out_.push_back(std::move(s));
}

void SayingFinder::cut_at_next(std::size_t first) {
  for (std::size_t a = first; a < out_.size(); ++a) {
    for (std::size_t b = first; b < out_.size(); ++b) {
      if (a == b || out_[b].verb < out_[a].verb || out_[b].form == SayingForm::kAccording || out_[a].content.empty()) continue;
      WordRange& last = out_[a].content.back();
      if (last.begin < out_[a].verb || !last.has(out_[b].verb)) continue;
      const WordId hb = d_[out_[b].verb].head;
      const bool sibling = hb == out_[a].verb || (out_[b].speaker == out_[a].speaker && out_[b].speaker < out_[a].verb);
      const WordId cut = std::max(out_[b].speaker == out_[a].speaker ? out_[b].verb : out_[b].clause.begin, last.begin);
      if (sibling && d_[out_[b].verb].rel != Rel::kCcomp && cut > last.begin) last.end = std::min(last.end, cut);
    }
  }
}

std::vector<Saying> find_sayings(const Tree& tree, const SpeechWords& words, const Arguments& arguments, const std::vector<Quotation>& quotations) {
  return SayingFinder(tree, words, arguments, quotations).all();
}

}  // namespace demarche
