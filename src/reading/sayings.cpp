// Predicates of speech in each sentence: the verb, the phrase that names the speaker, and the words that are said.
//
// A clause of saying stands before what is said ("he said that …"), behind it ("…, he said") or in its midst ("…, he said, …").
// Parsers are at their weakest there, so punctuation decides where the clause stands and the tree only what fills it.
// Relies on tree, arguments, quotes. Door: find_sayings().
#include <algorithm>

#include "base/utf8.h"
#include "reading/speech.h"

namespace demarche {
namespace {

bool is_any(std::string_view x, std::initializer_list<std::string_view> all) { return std::find(all.begin(), all.end(), x) != all.end(); }
bool is_comma(std::string_view form) { return form == "," || form == "，"; }
bool is_dash(std::string_view form) { return is_any(form, {"—", "–", "--", "-"}); }
bool is_stop(std::string_view form) { return is_any(form, {".", "?", "!", "…", "..."}); }
bool is_quote_mark(std::string_view form) { return is_any(form, {"\"", "“", "”", "''", "``", "«", "»", "„", "‘", "’", "'"}); }

bool is_nominal(const Word& w) {
  return w.upos == Upos::kNoun || w.upos == Upos::kPropn || w.upos == Upos::kPron || w.upos == Upos::kNum || w.upos == Upos::kX ||
         ((w.upos == Upos::kAdj || w.upos == Upos::kDet) && w.rel == Rel::kNsubj);
}

class SayingFinder {
 public:
  SayingFinder(const Tree& tree, const SpeechWords& words, const Arguments& arguments, const std::vector<Quotation>& quotations)
      : tree_(tree), d_(tree.document()), words_(words), arguments_(arguments), weekday_(words.lexicon->class_named("weekday")), month_(words.lexicon->class_named("month")) {
    in_quotation_.assign(d_.words.size(), 0);
    for (std::size_t q = 0; q < quotations.size(); ++q) {
      for (WordId w = quotations[q].range.begin; w < quotations[q].range.end; ++w) in_quotation_[w] = static_cast<std::uint32_t>(q + 1);
    }
  }

  std::vector<Saying> all() {
    for (const Sentence& s : d_.sentences) {
      const Span dateline = d_.article->dateline_span;
      if (!dateline.empty() && dateline.contains(s.span)) continue;
      s_ = &s;
      end_ = s.end;
      while (end_ > s.begin + 1 && d_[end_ - 1].upos == Upos::kPunct) --end_;
      const std::size_t before = out_.size();
      heading();
      for (WordId w = s.begin; w < s.end; ++w) at(w);
      cut_at_next(before);
    }
    return std::move(out_);
  }

 private:
  void at(WordId w) {
    const Word& x = d_[w];
    if (lower(x.form) == "according" && w + 1 < s_->end && d_[w + 1].lemma == "to") return according(w);
    if (x.upos != Upos::kVerb || x.rel == Rel::kAmod || is_open(w)) return;
    const bool clause = words_.is(tree_, w, words_.clause_verb);
    const bool quotation = words_.is(tree_, w, words_.quotation_verb);
    if ((clause || quotation) && !in_quotation_[w] && x.lemma != "deny" && inserted(w, clause)) return;
    if (clause && leading(w)) return;
    if (quotation && quotes_on(w)) return;
    if (words_.is(tree_, w, words_.label_verb) && label(w)) return;
    if (words_.is(tree_, w, words_.act_verb)) act(w);
  }

  // ---- whether it was said at all

  /// "no official said", "neither side"
  [[nodiscard]] bool denies_subject(WordId subject) const {
    for (WordId c : tree_.children(subject)) {
      if (d_[c].rel == Rel::kDet && is_any(lower(d_[c].form), {"no", "neither"})) return true;
    }
    return false;
  }

  /// Not said, or not yet: negated, modal, an infinitive, in a condition.
  [[nodiscard]] bool is_open(WordId v) const {
    const Word& x = d_[v];
    for (WordId c : tree_.children(v)) {
      const Word& k = d_[c];
      const std::string form = lower(k.form);
      if (k.rel == Rel::kAux && is_any(form, {"will", "would", "may", "might", "could", "can", "should", "must", "shall", "'ll", "’ll", "'d", "’d", "wo", "ca"})) return true;
      if (c < v && k.rel == Rel::kAdvmod && is_any(form, {"not", "n't", "n’t", "never", "hardly"})) return true;
      if (k.rel == Rel::kObj && is_any(form, {"nobody", "none"})) return true;
      if (k.rel == Rel::kMark && is_any(form, {"if", "unless", "whether", "without"})) return true;
      if (k.rel == Rel::kNsubj && (is_any(form, {"nobody", "none", "nothing", "neither"}) || denies_subject(c))) return true;
    }
    if (x.is(kImperative) && tree_.child(v, Rel::kNsubj) == kNoWord && v == s_->begin) return true;
    bool to = false;
    for (WordId c : tree_.children(v)) to = to || (c < v && d_[c].lemma == "to" && d_[c].rel == Rel::kMark);
    if (!to && v > s_->begin && lower(d_[v - 1].form) == "to" && d_[v - 1].upos == Upos::kPart) to = true;
    if (to) return x.head == kNoWord || !is_any(d_[x.head].lemma, {"go", "continue", "proceed"});
    return false;
  }

  /// Passive by its auxiliary or by-phrase; a bare "passive subject" is the parser's doubt.
  [[nodiscard]] bool is_passive(WordId v) const {
    for (WordId c : tree_.children(v)) {
      if (d_[c].rel == Rel::kAux && (d_[c].subrel == SubRel::kPass || d_[c].lemma == "be") && !d_[v].is(kGer) && !(d_[v].is(kPart) && d_[v].is(kPres))) return true;
      if (d_[c].rel == Rel::kObl && d_[c].subrel == SubRel::kAgent) return true;
    }
    return d_[v].rel == Rel::kAcl && d_[v].subrel != SubRel::kRelcl && d_[v].is(kPart) && d_[v].is(kPast) && tree_.child(v, Rel::kObj) == kNoWord;
  }

  // ---- ranges

  [[nodiscard]] WordRange subtree(WordId top) const {
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

  /// The first word behind the verb that is neither its particle, nor whom it is said to, nor when, where and how.
  [[nodiscard]] WordId behind(WordId v) const {
    const bool has_hearer = is_any(d_[v].lemma, {"tell", "inform", "assure", "remind", "notify", "warn", "brief", "ask", "advise", "caution", "promise", "let", "urge"});
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

  [[nodiscard]] bool ends_phrase(WordId w) const {
    const std::string_view form = d_[w].form;
    return is_comma(form) || is_dash(form) || form == ":" || form == ";" || (is_quote_mark(form) && in_quotation_[w]) || clause_begins(w);
  }
  [[nodiscard]] bool clause_begins(WordId w) const { return d_[w].rel == Rel::kMark && is_any(d_[w].lemma, {"that", "whether", "how", "why", "what"}); }
  [[nodiscard]] bool is_audience(WordId w) const { return words_.lexicon->in_class(d_, s_->begin, w, words_.audience); }

  /// The head of the noun phrase within [begin, end): the first nominal that hangs from outside, a subject before others.
  [[nodiscard]] WordId nominal(WordId begin, WordId end) const {
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
  [[nodiscard]] bool has_case(WordId w) const {
    for (WordId c : tree_.children(w)) {
      if (d_[c].rel == Rel::kCase) return true;
    }
    return false;
  }

  // ---- "…, he said", "…, he said, …", "“…,” said Kamara"

  bool inserted(WordId v, bool is_clause_verb) {
    if (is_progressive(v)) return quoting_verb(v) != kNoWord && closing(v, is_clause_verb);
    return inverted(v, is_clause_verb) || closing(v, is_clause_verb);
  }

  [[nodiscard]] bool is_progressive(WordId v) const { return d_[v].is(kGer) || (d_[v].is(kPart) && d_[v].is(kPres)); }

  /// "was quoted (by state radio) as saying": the verb of quoting; kNoWord for any other verb.
  [[nodiscard]] WordId quoting_verb(WordId v) const {
    if (v < s_->begin + 2 || lower(d_[v - 1].form) != "as" || !is_progressive(v)) return kNoWord;
    for (WordId w = v - 1; w > s_->begin && w + 8 > v; --w) {
      if (is_any(d_[w].lemma, {"quote", "cite", "report"})) return w;
    }
    return kNoWord;
  }

  /// Behind the verb: ", said Outi Laaksonen, who follows …".
  bool inverted(WordId v, bool is_clause_verb) {
    WordId before = v;
    if (before > s_->begin && d_[before - 1].upos == Upos::kAdv) --before;
    if (!separates(before) || v + 1 >= end_ || is_any(d_[v].lemma, {"tell", "inform", "assure", "notify", "remind"})) return false;
    const Word& next = d_[v + 1];
    if (is_comma(next.form) || is_stop(next.form) || next.form == ":" || clause_begins(v + 1) || next.upos == Upos::kAdp || next.upos == Upos::kVerb) return false;
    // a subject of its own before the verb: "Lavrov, the minister, said Russia …"
    for (WordId c : tree_.children(v)) {
      if (d_[c].rel == Rel::kNsubj && c < v) return false;
    }
    WordId stop = v + 1;
    while (stop < end_ && !is_comma(d_[stop].form) && !is_quote_mark(d_[stop].form) && !is_dash(d_[stop].form) && d_[stop].form != ":" && d_[stop].form != ";") ++stop;
    for (WordId w = v + 1; w < stop; ++w) {
      if (d_[w].upos == Upos::kVerb && d_[w].is(kFin) && !inside_relative(w, v)) return false;
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

  [[nodiscard]] bool is_time(WordId w) const {
    return words_.lexicon->in_class(d_[w].lemma, weekday_) || words_.lexicon->in_class(d_[w].lemma, month_) || is_any(d_[w].lemma, {"yesterday", "today", "tonight", "week", "month"});
  }

  [[nodiscard]] bool inside_relative(WordId w, WordId v) const {
    for (int steps = 0; w != kNoWord && w != v && steps < 12; w = d_[w].head, ++steps) {
      if (d_[w].rel == Rel::kAcl) return true;
    }
    return false;
  }

  [[nodiscard]] bool describes_speaker(WordId w) const {
    const std::string form = lower(d_[w].form);
    if (is_any(form, {"who", "whose", "which", "whom", "where"})) return true;
    if (is_any(form, {"and", "but", "adding", "while", "to", "that"}) || is_quote_mark(form) || d_[w].upos == Upos::kVerb) return false;
    return d_[w].upos == Upos::kDet || is_nominal(d_[w]) || d_[w].upos == Upos::kAdj;
  }

  /// Before the verb: ", the official said", ", Peter Hornak, the ambassador, told reporters".
  bool closing(WordId v, bool is_clause_verb) {
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

  /// Where a clause of saying ends: with the sentence, at a comma, dash or semicolon, at a quotation mark.
  [[nodiscard]] bool closes(WordId w) const {
    return w >= end_ || is_comma(d_[w].form) || is_dash(d_[w].form) || d_[w].form == ";" || (is_quote_mark(d_[w].form) && in_quotation_[w]);
  }
  /// The end of the words behind the verb that only tell to whom, where and when, whatever the tree makes of them: no verb, no clause.
  [[nodiscard]] WordId circumstances_end(WordId v) const {
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

  /// Whether a comma, dash or quotation mark stands before `w`, or a quotation ends with the sentence before.
  [[nodiscard]] bool separates(WordId w) const {
    if (w == 0) return false;
    const std::string_view form = d_[w - 1].form;
    if (w == s_->begin) return in_quotation_[w - 1] && is_quote_mark(form);
    return is_comma(form) || is_dash(form) || form == ";" || form == ":" || (is_quote_mark(form) && in_quotation_[w - 1] && !in_quotation_[w]);
  }
  [[nodiscard]] bool quotation_follows(WordId w) const { return w < s_->end && is_quote_mark(d_[w].form) && in_quotation_[w]; }
  /// Whether something that may be said stands before the clause.
  [[nodiscard]] bool said_before(WordId v) const {
    for (WordId w = s_->begin; w < v; ++w) {
      if (in_quotation_[w]) return true;
    }
    for (WordId w = s_->begin; w < v; ++w) {
      if (is_comma(d_[w].form)) return true;
    }
    return false;
  }

  bool take_inserted(WordId v, WordId speaker, WordRange clause, bool is_clause_verb) {
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
      if (!quoted) return false;
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

  /// "Lavrov, in Paris, said": what stands left is the subject's own beginning, no clause.
  [[nodiscard]] static bool is_foreign_subject(WordRange left, WordId speaker) { return left.has(speaker); }

  [[nodiscard]] bool subordinate(WordRange r) const {
    if (r.empty()) return false;
    const Word& x = d_[r.begin];
    return x.rel == Rel::kMark || is_any(lower(x.form), {"when", "while", "after", "before", "although", "as", "if", "unless", "should", "were", "once", "asked"});
  }
  [[nodiscard]] bool opens_clause(WordId w) const { return is_any(lower(d_[w].form), {"because", "that", "which", "who", "but", "and", "after", "since", "whether", "where", "when"}); }

  [[nodiscard]] bool has_quotation(WordRange r) const {
    for (WordId w = r.begin; w < r.end; ++w) {
      if (in_quotation_[w]) return true;
    }
    return false;
  }
  [[nodiscard]] bool has_finite(WordRange r) const {
    for (WordId w = r.begin; w < r.end; ++w) {
      const Word& x = d_[w];
      if ((x.upos == Upos::kVerb || x.upos == Upos::kAux) && (x.is(kFin) || (x.is(kPart) && x.is(kPast)))) return true;
    }
    return false;
  }

  /// Where what is said before the clause begins: at a quotation, behind a colon or semicolon, else with the sentence.
  [[nodiscard]] WordId left_begin(WordId end) const {
    WordId begin = s_->begin;
    for (WordId w = s_->begin; w < end; ++w) {
      if ((d_[w].form == ":" || d_[w].form == ";") && !in_quotation_[w] && w + 1 < end) begin = w + 1;
    }
    for (const Saying& other : out_) {  // behind another one's clause: "A said, “…,” B replied"
      if (other.verb >= s_->begin && other.verb < end && other.clause.end <= end && !other.content.empty() && other.content.back().begin >= other.clause.end) {
        for (WordId w = other.content.back().begin; w < end; ++w) {
          if (d_[w].form == ";") begin = std::max(begin, w + 1);
        }
      }
    }
    return begin;
  }

  /// What goes on to be said behind the clause; empty where the writer goes on.
  [[nodiscard]] WordRange right_of(WordId at, bool quoted_left, bool predicate_left) const {
    if (at >= end_) return {end_, end_};
    WordId begin = at;
    if (d_[begin].form == ";") return {end_, end_};
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

  // ---- "he said that …", "she told reporters: “…"

  bool leading(WordId v) {
    WordId begin = behind(v);
    while (begin < end_ && (d_[begin].form == ":" || (is_comma(d_[begin].form) && quotation_follows(begin + 1)))) ++begin;
    if (begin >= end_ || d_[begin].form == ";" || !content_begins(v, begin)) return false;
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

  [[nodiscard]] bool content_begins(WordId v, WordId begin) const {
    if (clause_begins(begin) && d_[begin].head != kNoWord && d_[d_[begin].head].rel == Rel::kAcl && is_any(d_[begin - 1].lemma, {"condition", "ground", "fact"})) return false;
    if (quotation_follows(begin) || clause_begins(begin) || (begin > 0 && d_[begin - 1].form == ":")) return true;
    if (is_comma(d_[begin].form) || is_dash(d_[begin].form)) return false;
    bool clausal = false, nominal_only = false;
    for (WordId c : tree_.children(v)) {
      if (c < v) continue;
      const Rel r = d_[c].rel;
      if (r == Rel::kCcomp || r == Rel::kCsubj || (r == Rel::kParataxis && subtree(c).begin <= begin)) clausal = true;
      if (r == Rel::kObj || r == Rel::kXcomp) nominal_only = true;
    }
    if (clausal || is_gapped(v, begin)) return true;
    if (!nominal_only && d_[v].lemma != "say") return false;
    if (!is_any(d_[v].lemma, {"say", "add", "claim", "insist", "maintain"})) return false;
    return has_finite({begin, content_end(v, begin)});
  }

  /// "a mine which the army said had been laid": what is said lacks the subject that the relative pronoun stands for.
  [[nodiscard]] bool is_gapped(WordId v, WordId begin) const {
    return begin == v + 1 && d_[v].rel == Rel::kAcl && (d_[begin].upos == Upos::kAux || (d_[begin].upos == Upos::kVerb && d_[begin].is(kFin)));
  }

  /// Heads of the phrases that say who speaks: the tree's subject, else the noun phrase before the verb.
  [[nodiscard]] WordList speakers(WordId v) const {
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

  [[nodiscard]] static WordList with_default(WordList first, WordList second) { return first.empty() ? second : first; }

  /// "…, adding that": the saying of the same sentence whose speaker goes on.
  [[nodiscard]] const Saying* said_with(WordId v) const {
    const Word& x = d_[v];
    const Saying* last = nullptr;
    for (const Saying& s : out_) {
      if (s.verb >= s_->begin && s.verb < v) last = &s;
    }
    if (!last || x.head == kNoWord || v == s_->begin) return nullptr;
    WordId before = v - 1;
    while (before > s_->begin && (d_[before].upos == Upos::kAdv || d_[before].upos == Upos::kAux)) --before;
    // "said the alliance had taken note, but added that": a second verb of saying goes on with the first one's speaker
    if (d_[before].upos == Upos::kCconj && !x.is(kInf) && !is_progressive(v)) return last;
    if (!(x.is(kPart) && x.is(kPres)) && !x.is(kGer)) return nullptr;
    if (!is_comma(d_[v - 1].form)) return nullptr;
    const bool official = is_any(x.lemma, {"add", "stress", "note", "emphasise", "emphasize", "underline", "underscore", "reiterate", "point", "insist", "explain"});
    if (x.head == last->verb || official) return last;
    for (WordId a : arguments_.agents(v)) {
      if (d_[a].upos == Upos::kPropn || d_[a].upos == Upos::kPron) return a == last->speaker || is_passive(x.head) ? last : nullptr;
    }
    return last;
  }

  [[nodiscard]] WordId first_of(WordId head) const {
    if (head < s_->begin || head >= s_->end) return s_->begin;
    return subtree(head).begin;
  }

  [[nodiscard]] WordId content_end(WordId v, WordId begin) const {
    WordId end = end_;
    const bool is_main = d_[v].head == kNoWord || d_[v].rel == Rel::kConj || d_[v].rel == Rel::kParataxis || v == s_->root;
    const bool free_relative = d_[v].rel == Rel::kAcl && d_[v].head != kNoWord && d_[d_[v].head].lemma == "what";
    if (is_gapped(v, begin) || free_relative) {
      while (begin < end && !is_comma(d_[begin].form)) ++begin;
      return begin;
    }
    if (!is_main) end = std::clamp(subtree(v).end, begin + 1, end_);
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
  /// "said it had begun and that it would end"
  [[nodiscard]] bool starts_with_that(WordId c) const {
    for (WordId k : tree_.children(c)) {
      if (clause_begins(k)) return true;
    }
    return false;
  }

  /// "he went on: “…"
  bool quotes_on(WordId v) {
    WordId begin = behind(v);
    while (begin < end_ && (d_[begin].form == ":" || is_comma(d_[begin].form))) ++begin;
    if (begin >= end_ || !quotation_follows(begin) || !(d_[begin - 1].form == ":" || is_comma(d_[begin - 1].form))) return false;
    const WordList subjects = speakers(v);
    if (subjects.empty()) return false;
    Saying said;
    said.verb = v;
    said.speaker = subjects.front();
    said.office = subjects.back();
    said.clause = {std::min(first_of(said.speaker), v), begin};
    said.content.push_back({begin, content_end(v, begin)});
    said.stance = words_.stance(tree_, v);
    out_.push_back(std::move(said));
    return true;
  }

  // ---- acts of speech

  bool label(WordId v) {
    if (is_passive(v)) return false;
    bool named = false;
    for (WordId c : tree_.children(v)) {
      if (c < v) continue;
      const Word& k = d_[c];
      if (k.rel == Rel::kXcomp && (k.upos == Upos::kAdj || k.upos == Upos::kNoun || k.upos == Upos::kPropn)) named = true;
      if (tree_.has_preposition(c, "as") || (d_[v].lemma != "call" && tree_.has_preposition(c, "to") && has_quotation(subtree(c)))) named = true;
      for (WordId g : tree_.children(c)) named = named || (k.rel == Rel::kObj && tree_.has_preposition(g, "as"));
    }
    const WordId end = content_end(v, v + 1 < end_ ? v + 1 : v);
    if (!named) named = has_class({v + 1, end}, words_.denial_word) && has_class({v + 1, end}, words_.claim_noun);
    if (!named) named = d_[v].rel == Rel::kAcl && d_[v].head != kNoWord && d_[d_[v].head].lemma == "what";
    for (WordId w = v + 1; w < end && !named; ++w) named = in_quotation_[w] && !in_quotation_[v];
    return named && end > v + 1 && add_act(v, end);
  }

  void act(WordId v) {
    if (is_passive(v)) return;
    if (d_[v].lemma == "call" && v + 1 < end_ && is_any(d_[v + 1].lemma, {"on", "upon"}) && !asks_to(v)) return;  // a visit
    const WordId end = content_end(v, std::min(v + 1, end_));
    // an offer or a motion is rejected by a deed; a charge is rejected by words
    if (is_any(d_[v].lemma, {"reject", "dispute", "dismiss"}) && !has_class({v + 1, end}, words_.claim_noun) && d_[std::min(v + 1, end_ - 1)].upos != Upos::kPron) return;
    add_act(v, end);
  }

  [[nodiscard]] bool has_class(WordRange r, ClassId cls) const {
    for (WordId w = r.begin; w < r.end; ++w) {
      if (words_.lexicon->in_class(d_, s_->begin, w, cls)) return true;
    }
    return false;
  }
  [[nodiscard]] bool asks_to(WordId v) const {
    for (WordId w = v + 2; w < end_; ++w) {
      if (d_[w].form == "to" && d_[w].upos == Upos::kPart) return true;
    }
    return false;
  }

  bool add_act(WordId v, WordId end) {
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

  void according(WordId w) {
    WordId stop = w + 2;
    while (stop < end_ && !is_comma(d_[stop].form) && !is_stop(d_[stop].form) && !is_dash(d_[stop].form) && d_[stop].form != ";") ++stop;
    WordId speaker = nominal_after(w + 2, stop);
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
  [[nodiscard]] bool comma_after(WordId w) const { return w < end_ && is_comma(d_[w].form); }
  [[nodiscard]] bool goes_on(WordRange r) const { return is_any(lower(d_[r.begin].form), {"and", "but", "with", "who", "which", "to"}) || d_[r.begin].upos == Upos::kAux; }
  [[nodiscard]] WordId nominal_after(WordId begin, WordId end) const {
    for (WordId w = begin; w < end; ++w) {
      if (is_nominal(d_[w]) && d_[w].rel != Rel::kCompound && d_[w].subrel != SubRel::kPoss && d_[w].rel != Rel::kFlat && d_[w].subrel != SubRel::kTmod) return w;
    }
    return kNoWord;
  }

  void heading() {
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

  /// What is said ends where a later saying of the sentence begins that the tree does not put inside it.
  void cut_at_next(std::size_t first) {
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

  const Tree& tree_;
  const Document& d_;
  const SpeechWords& words_;
  const Arguments& arguments_;
  ClassId weekday_, month_;
  std::vector<std::uint32_t> in_quotation_;
  std::vector<Saying> out_;
  const Sentence* s_ = nullptr;
  WordId end_ = 0;
};

}  // namespace

std::vector<Saying> find_sayings(const Tree& tree, const SpeechWords& words, const Arguments& arguments, const std::vector<Quotation>& quotations) {
  return SayingFinder(tree, words, arguments, quotations).all();
}

}  // namespace demarche
