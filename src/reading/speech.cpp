// Sayings and quotations → statements: each with its speaker, its whole span, its spirit and whom it is aimed at.
//
// A quotation that a clause of saying touches belongs to it whole, over sentences and paragraphs. A quotation that stands alone
// belongs to whoever spoke last. Relies on quotes, sayings, speakers. Doors: read_speech(), statements_of().
#include "reading/speech.h"

#include <algorithm>

#include "base/utf8.h"
#include "reading/speakers.h"

namespace demarche {

std::string_view name_of(Stance stance) {
  switch (stance) {
    case Stance::kAssert: return "assert";
    case Stance::kAccuse: return "accuse";
    case Stance::kDeny: return "deny";
    case Stance::kPromise: return "promise";
    case Stance::kThreaten: return "threaten";
    case Stance::kPraise: return "praise";
    case Stance::kRequest: return "request";
    case Stance::kInform: return "inform";
  }
  return "assert";
}

SpeechWords::SpeechWords(const Lexicon& lx)
    : lexicon(&lx),
      clause_verb(lx.class_named("clause-verb")),
      quotation_verb(lx.class_named("quotation-verb")),
      label_verb(lx.class_named("label-verb")),
      act_verb(lx.class_named("speech-act")),
      audience(lx.class_named("audience")),
      spoken_thing(lx.class_named("spoken-thing")),
      speaker_word(lx.class_named("speaker-word")),
      claim_noun(lx.class_named("claim-noun")),
      denial_word(lx.class_named("denial-word")),
      reproach(lx.class_named("reproach")),
      figure(lx.class_named("figure-noun")),
      group_noun(lx.class_named("armed-group-noun")),
      side_noun(lx.class_named("side-noun")),
      accuse(lx.class_named("stance-accuse")),
      deny(lx.class_named("stance-deny")),
      promise(lx.class_named("stance-promise")),
      threaten(lx.class_named("stance-threaten")),
      praise(lx.class_named("stance-praise")),
      request(lx.class_named("stance-request")),
      inform(lx.class_named("stance-inform")),
      negator(lx.class_named("negator")),
      hearer(lx.class_named("hearer-verb")),
      told(lx.class_named("told-verb")),
      double_verb(lx.class_named("double-verb")),
      plain(lx.class_named("plain-verb")),
      refusal(lx.class_named("refusal-verb")),
      citing(lx.class_named("citing-verb")),
      going_on(lx.class_named("going-on-verb")),
      speaker_again(lx.class_named("speaker-again")),
      source(lx.class_named("source-word")) {}

std::string SpeechWords::verb(const Tree& tree, WordId w, ClassId cls) const {
  const Document& d = tree.document();
  const std::string lemma(d[w].lemma);
  // the particle or preposition may hang from the verb or from its noun: "called for restraint"
  for (WordId k = w + 1; k <= w + 3 && k < tree.sentence(w).end; ++k) {
    const Upos u = d[k].upos;
    if (u != Upos::kAdp && u != Upos::kAdv && u != Upos::kPart && u != Upos::kAdj && u != Upos::kPron) break;
    if (lexicon->in_class(d, w, k, cls)) return lemma + " " + lower(d[k].form);
    if (u != Upos::kAdv && u != Upos::kPron) break;  // "put it bluntly", "called again for"
  }
  if (const WordId particle = tree.child(w, Rel::kCompound, SubRel::kPrt); particle != kNoWord) {  // "brushed the charge aside"
    std::string with = lemma + " " + lower(d[particle].form);
    if (lexicon->in_class(with, cls)) return with;
  }
  for (const WordId c : tree.children(w)) {
    if (d[c].rel != Rel::kAdvmod || c < w) continue;
    std::string with = lemma + " " + lower(d[c].form);
    if (lexicon->in_class(with, cls)) return with;
  }
  return lexicon->in_class(lemma, cls) ? lemma : std::string();
}

Stance SpeechWords::stance(const Tree& tree, WordId w) const {
  const std::pair<ClassId, Stance> all[] = {{deny, Stance::kDeny},       {accuse, Stance::kAccuse}, {threaten, Stance::kThreaten}, {promise, Stance::kPromise},
                                            {request, Stance::kRequest}, {praise, Stance::kPraise}, {inform, Stance::kInform}};
  for (const auto& [cls, stance] : all) {
    if (is(tree, w, cls)) return stance;
  }
  return Stance::kAssert;
}

namespace {

class SpeechReader {
 public:
  SpeechReader(const Tree& tree, const Lexicon& lexicon, Mentions& mentions, const Arguments& arguments, const Dates& dates)
      : tree_(tree), d_(tree.document()), words_(lexicon), mentions_(mentions), arguments_(arguments), dates_(dates), speakers_(tree, words_, mentions) {}

  std::vector<Speech> all() {
    quotations_ = find_quotations(d_);
    quoted_.assign(d_.words.size(), 0);
    for (std::size_t q = 0; q < quotations_.size(); ++q) {
      for (WordId w = quotations_[q].range.begin; w < quotations_[q].range.end; ++w) quoted_[w] = static_cast<std::uint32_t>(q + 1);
    }
    owner_.assign(quotations_.size(), kNone);
    for (Saying& s : find_sayings(tree_, words_, arguments_, quotations_)) take(std::move(s));
    drop_echoes();
    widen_to_quotations();
    join_lone_quotations();
    for (Speech& s : out_) finish(s);
    std::sort(out_.begin(), out_.end(), [](const Speech& a, const Speech& b) { return a.range.begin != b.range.begin ? a.range.begin < b.range.begin : a.range.end > b.range.end; });
    return std::move(out_);
  }

 private:
  static constexpr std::size_t kNone = SIZE_MAX;

  void take(Saying&& saying) {
    const auto id = speakers_.resolve(saying, quoted_[saying.verb] != 0);
    if (!id) return;
    Speech s;
    s.saying = std::move(saying);
    s.speaker = *id;
    s.with = speakers_.together(s.saying, *id);
    s.verb = s.saying.form == SayingForm::kHeading ? ":" : verb_of(s.saying);
    out_.push_back(std::move(s));
  }

  [[nodiscard]] std::string verb_of(const Saying& s) const {
    if (s.form == SayingForm::kAccording) return "according to";
    for (ClassId cls : {words_.act_verb, words_.quotation_verb, words_.clause_verb}) {
      if (std::string verb = words_.verb(tree_, s.verb, cls); verb.find(' ') != std::string::npos) return verb;
    }
    return std::string(d_[s.verb].lemma);
  }

  /// A speaker's word about his own words ("said he would urge", "said: “We say”") is no second statement.
  void drop_echoes() {
    std::vector<Speech> kept;
    for (std::size_t b = 0; b < out_.size(); ++b) {
      const bool echo = std::any_of(out_.begin(), out_.end(), [&](const Speech& a) {
        if (&a == &out_[b] || a.speaker != out_[b].speaker) return false;
        const auto holds = [](const Speech& outer, const Speech& inner) {
          return std::any_of(outer.saying.content.begin(), outer.saying.content.end(), [&](WordRange r) { return r.has(inner.saying.verb); });
        };
        if (!holds(a, out_[b]) || is_free_relative(out_[b].saying.verb)) return false;
        return !holds(out_[b], a) || a.saying.verb < out_[b].saying.verb;  // of two that hold each other the first stays
      });
      if (!echo) kept.push_back(out_[b]);
    }
    out_ = std::move(kept);
  }

  /// "what he described as a plot": a judgement of its own within what he says.
  [[nodiscard]] bool is_free_relative(WordId verb) const {
    const WordId up = d_[verb].head;
    return d_[verb].rel == Rel::kAcl && up != kNoWord && d_[up].lemma == "what";
  }

  /// Every quotation goes to the innermost saying whose content it touches, and that content grows to hold it.
  void widen_to_quotations() {
    for (std::size_t q = 0; q < quotations_.size(); ++q) {
      const WordRange quotation = quotations_[q].range;
      std::size_t best = kNone;
      for (std::size_t k = 0; k < out_.size(); ++k) {
        const bool touches = std::any_of(out_[k].saying.content.begin(), out_[k].saying.content.end(), [&](WordRange r) { return r.overlaps(quotation); });
        if (!touches || quotation.has(out_[k].saying.verb)) continue;
        if (best == kNone || width(out_[k]) < width(out_[best])) best = k;
      }
      if (best == kNone && quotations_[q].words >= 3) best = reaching_on(quotation);
      if (best == kNone) continue;
      owner_[q] = best;
      out_[best].is_quoted = true;
      for (WordRange& r : out_[best].saying.content) {
        if (!r.overlaps(quotation)) continue;
        r.begin = std::min(r.begin, quotation.begin);
        r.end = std::max(r.end, quotation.end);
        break;
      }
    }
  }
  /// "told a radio station that he was well, read a great deal, and was “as innocent as a lamb”": the reported clause of the same
  /// sentence, cut short by the parser; its content grows up to the quotation.
  std::size_t reaching_on(WordRange quotation) {
    std::size_t best = kNone;
    for (std::size_t k = 0; k < out_.size(); ++k) {
      const Saying& s = out_[k].saying;
      if (s.form != SayingForm::kClause || s.content.empty() || tree_.sentence_of(s.verb) != tree_.sentence_of(quotation.begin)) continue;
      if (s.verb > quotation.begin || s.content.back().begin < s.verb || s.content.back().end > quotation.begin) continue;
      if (best == kNone || s.verb > out_[best].saying.verb) best = k;
    }
    if (best != kNone) out_[best].saying.content.back().end = quotation.end;
    return best;
  }
  [[nodiscard]] static WordId width(const Speech& s) {
    WordId n = 0;
    for (WordRange r : s.saying.content) n += r.end - r.begin;
    return n;
  }

  /// "“It is a game,” said Laaksonen. “Whoever blinks first loses.”": the second quotation goes on with the first.
  void join_lone_quotations() {
    for (std::size_t q = 0; q < quotations_.size(); ++q) {
      if (owner_[q] != kNone || !stands_alone(quotations_[q].range)) continue;
      const std::size_t before = last_statement_before(quotations_[q].range.begin);
      if (before == kNone) continue;
      owner_[q] = before;
      out_[before].saying.content.push_back(quotations_[q].range);
      out_[before].is_quoted = true;
    }
  }

  /// Whether the quotation is all of its sentences.
  [[nodiscard]] bool stands_alone(WordRange q) const {
    const Sentence& first = tree_.sentence(q.begin);
    const Sentence& last = tree_.sentence(q.end - 1);
    WordId end = last.end;
    while (end > q.end && d_[end - 1].upos == Upos::kPunct) --end;
    return q.begin == first.begin && q.end >= end;
  }

  /// The statement that ends in the sentence before, by a quotation or by a clause of saying; a new paragraph needs a quotation.
  [[nodiscard]] std::size_t last_statement_before(WordId w) const {
    const std::uint32_t here = tree_.sentence_of(w);
    if (here == 0) return kNone;
    std::size_t best = kNone;
    for (std::size_t k = 0; k < out_.size(); ++k) {
      const WordId last = std::max(out_[k].saying.verb, out_[k].saying.content.empty() ? 0 : out_[k].saying.content.back().end - 1);
      if (last >= w || tree_.sentence_of(last) + 1 != here) continue;
      if (best == kNone || out_[k].saying.verb > out_[best].saying.verb) best = k;
    }
    if (best == kNone) return kNone;
    if (d_.sentences[here].paragraph_begins && !out_[best].is_quoted) return kNone;
    return best;
  }

  void finish(Speech& s) {
    Saying& saying = s.saying;
    std::sort(saying.content.begin(), saying.content.end(), [](WordRange a, WordRange b) { return a.begin < b.begin; });
    for (WordRange& r : saying.content) trim(r);
    std::erase_if(saying.content, [](WordRange r) { return r.empty(); });
    s.range = saying.content.empty() ? saying.clause : WordRange{saying.content.front().begin, saying.content.back().end};
    if (saying.form == SayingForm::kAct) s.range = {std::min(saying.verb, s.range.begin), std::max(saying.verb + 1, s.range.end)};
    if (saying.form == SayingForm::kAct && saying.content.empty()) s.range = saying.clause;
    s.span = {d_[s.range.begin].span.begin, d_[s.range.end - 1].span.end};
    s.toward = toward(s);
    s.date = date(s);
  }

  /// Commas and full stops at the edges are the writer's; quotation marks stay.
  void trim(WordRange& r) const {
    const auto is_edge = [&](WordId w) { return d_[w].form == "," || d_[w].form == ":" || d_[w].form == ";" || d_[w].form == "—" || d_[w].form == "–"; };
    while (!r.empty() && is_edge(r.begin)) ++r.begin;
    while (!r.empty() && is_edge(r.end - 1)) --r.end;
    if (!r.empty() && d_[r.end - 1].form == "." && !quoted_[r.end - 1]) --r.end;
  }

  [[nodiscard]] std::vector<ActorId> toward(const Speech& s) const {
    std::vector<ActorId> out;
    if (s.saying.form == SayingForm::kAccording || s.saying.form == SayingForm::kHeading) return out;
    const auto take = [&](WordId head) {
      for (WordId w : tree_.coordinated(head)) {
        if (words_.lexicon->in_class(d_, tree_.sentence(w).begin, w, words_.audience)) continue;
        const auto id = mentions_.resolve(w);
        if (!id || (mentions_.actors()[*id].code.empty() && mentions_.actors()[*id].kind != ActorKind::kPerson)) continue;
        if (*id != s.speaker && std::find(out.begin(), out.end(), *id) == out.end()) out.push_back(*id);
      }
    };
    for (WordId c : tree_.children(s.saying.verb)) {
      const Word& x = d_[c];
      const bool person_object = s.saying.form == SayingForm::kAct || d_[s.saying.verb].lemma == "tell" || d_[s.saying.verb].lemma == "inform";
      if (x.rel == Rel::kIobj || (x.rel == Rel::kObj && person_object)) take(c);
      if (x.rel == Rel::kObl && (tree_.has_preposition(c, "to") || tree_.has_preposition(c, "on") || tree_.has_preposition(c, "against"))) {
        const auto id = mentions_.resolve(c);
        if (id && mentions_.place_at(c) == nullptr) take(c);
      }
    }
    return out;
  }

  /// The day that stands with the clause of saying, not one within what is said.
  [[nodiscard]] std::optional<DateRange> date(const Speech& s) const {
    auto found = dates_.of(s.saying.verb);
    if (!found || found->text.empty()) return found;
    const Sentence& sentence = tree_.sentence(s.saying.verb);
    for (std::size_t at = d_.text().find(found->text, sentence.span.begin); at != std::string::npos && at < sentence.span.end; at = d_.text().find(found->text, at + 1)) {
      const bool said = std::any_of(s.saying.content.begin(), s.saying.content.end(), [&](WordRange r) {
        return at >= d_[r.begin].span.begin && at < d_[r.end - 1].span.end;
      });
      if (!said) return found;
    }
    return std::nullopt;
  }

  const Tree& tree_;
  const Document& d_;
  SpeechWords words_;
  Mentions& mentions_;
  const Arguments& arguments_;
  const Dates& dates_;
  Speakers speakers_;
  std::vector<Quotation> quotations_;
  std::vector<std::uint32_t> quoted_;
  std::vector<std::size_t> owner_;
  std::vector<Speech> out_;
};

}  // namespace

SpeechMap::SpeechMap(std::vector<Speech> statements, std::size_t words) : statements_(std::move(statements)) {
  at_.assign(words, 0);
  std::vector<std::uint32_t> order(statements_.size());
  for (std::uint32_t k = 0; k < order.size(); ++k) order[k] = k;
  const auto size = [&](std::uint32_t k) { return statements_[k].range.end - statements_[k].range.begin; };
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return size(a) > size(b); });
  for (std::uint32_t k : order) {  // the shorter overwrites the longer that holds it
    for (WordRange r : statements_[k].saying.content) {
      for (WordId w = r.begin; w < r.end && w < words; ++w) at_[w] = k + 1;
    }
  }
}

SpeechMap read_speech(const Tree& tree, const Lexicon& lexicon, Mentions& mentions, const Arguments& arguments, const Dates& dates) {
  return SpeechMap(SpeechReader(tree, lexicon, mentions, arguments, dates).all(), tree.document().words.size());
}

std::vector<Statement> statements_of(const SpeechMap& speech) {
  std::vector<Statement> out;
  for (const Speech& s : speech.statements()) {
    Statement x;
    x.speaker = s.speaker;
    x.with = s.with;
    x.quoted = s.is_quoted;
    x.span = s.span;
    x.verb = s.verb;
    x.stance = name_of(s.saying.stance);
    x.toward = s.toward;
    x.date = s.date;
    out.push_back(std::move(x));
  }
  return out;
}

}  // namespace demarche
