// What finds the predicates of speech: internal to sayings.cpp, insertions.cpp and saying_words.cpp.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <vector>

#include "base/utf8.h"
#include "reading/speech.h"
#include "reading/speech_forms.h"

namespace demarche {

/// Goes through the sentences of one article. `s_` is the sentence in hand, `end_` where its words end before the last stop.
class SayingFinder {
 public:
  SayingFinder(const Tree& tree, const SpeechWords& words, const Arguments& arguments, const std::vector<Quotation>& quotations);

  std::vector<Saying> all();

 private:
  // sayings.cpp: "said that", acts, "according to", headings
  void at(WordId w);
  bool leading(WordId v);
  bool take_leading(WordId v, WordId begin);
  [[nodiscard]] bool content_begins(WordId v, WordId begin) const;
  /// "he went on: “…"
  bool quotes_on(WordId v);
  bool label(WordId v);
  void act(WordId v);
  [[nodiscard]] bool asks_to(WordId v) const;
  [[nodiscard]] bool is_accused_by(WordId v) const;
  bool figure(WordId v);
  /// Whether the verb answers a charge named before it: "an allegation that Tehran has rejected".
  [[nodiscard]] bool answers_charge(WordId v) const { return charge_before(tree_, *words_.lexicon, words_.claim_noun, v) != kNoWord; }
  bool add_act(WordId v, WordId end);
  void according(WordId w);
  [[nodiscard]] bool comma_after(WordId w) const { return w < end_ && is_comma(d_[w].form); }
  [[nodiscard]] bool goes_on(WordRange r) const { return is_any(lower(d_[r.begin].form), {"and", "but", "with", "who", "which", "to"}) || d_[r.begin].upos == Upos::kAux; }
  void heading();
  /// What is said ends where a later saying of the sentence begins that the tree does not put inside it.
  void cut_at_next(std::size_t first);

  // insertions.cpp: "…, he said", "“…,” said Kamara"
  bool inserted(WordId v, bool is_clause_verb);
  /// Behind the verb: ", said Outi Laaksonen, who follows …".
  bool inverted(WordId v, bool is_clause_verb);
  [[nodiscard]] bool inside_relative(WordId w, WordId v) const;
  [[nodiscard]] bool describes_speaker(WordId w) const;
  /// Before the verb: ", the official said", ", Peter Hornak, the ambassador, told reporters".
  bool closing(WordId v, bool is_clause_verb);
  /// The end of the words behind the verb that only tell to whom, where and when, whatever the tree makes of them: no verb, no clause.
  [[nodiscard]] WordId circumstances_end(WordId v) const;
  /// Whether something that may be said stands before the clause.
  [[nodiscard]] bool said_before(WordId v) const;
  bool take_inserted(WordId v, WordId speaker, WordRange clause, bool is_clause_verb);
  /// "Lavrov, in Paris, said": what stands left is the subject's own beginning, no clause.
  [[nodiscard]] static bool is_foreign_subject(WordRange left, WordId speaker) { return left.has(speaker); }
  [[nodiscard]] bool subordinate(WordRange r) const;
  /// Where what is said before the clause begins: at a quotation, behind a colon or semicolon, else with the sentence.
  [[nodiscard]] WordId left_begin(WordId end) const;
  /// What goes on to be said behind the clause; empty where the writer goes on.
  [[nodiscard]] WordRange right_of(WordId at, bool quoted_left, bool predicate_left) const;

  // saying_words.cpp: what punctuation and tree tell of the words of a sentence
  /// "Kabul denies sheltering": plain verbs of saying that a tagger takes for nouns behind a name.
  [[nodiscard]] bool is_misread_verb(WordId w) const;
  /// "no official said", "neither side"
  [[nodiscard]] bool denies_subject(WordId subject) const;
  /// The last subject before the verb: the parser may hang a second one, of a clause within, from it too.
  [[nodiscard]] WordId nearest_subject(WordId v) const;
  /// Not said, or not yet: negated, modal, an infinitive, in a condition.
  [[nodiscard]] bool is_open(WordId v) const;
  /// Passive by its auxiliary or by-phrase; a bare "passive subject" is the parser's doubt.
  [[nodiscard]] bool is_passive(WordId v) const;
  [[nodiscard]] WordRange subtree(WordId top) const;
  /// The first word behind the verb that is neither its particle, nor whom it is said to, nor when, where and how.
  [[nodiscard]] WordId behind(WordId v) const;
  [[nodiscard]] bool ends_phrase(WordId w) const;
  [[nodiscard]] bool clause_begins(WordId w) const { return d_[w].rel == Rel::kMark && is_any(d_[w].lemma, {"that", "whether", "how", "why", "what"}); }
  [[nodiscard]] bool is_audience(WordId w) const { return words_.lexicon->in_class(d_, s_->begin, w, words_.audience); }
  /// The head of the noun phrase within [begin, end): the first nominal that hangs from outside, a subject before others.
  [[nodiscard]] WordId nominal(WordId begin, WordId end) const;
  [[nodiscard]] bool has_case(WordId w) const;
  [[nodiscard]] bool is_progressive(WordId v) const { return d_[v].is(kGer) || (d_[v].is(kPart) && d_[v].is(kPres)); }
  /// "was quoted (by state radio) as saying": the verb of quoting; kNoWord for any other verb.
  [[nodiscard]] WordId quoting_verb(WordId v) const;
  [[nodiscard]] bool is_time(WordId w) const;
  /// Where a clause of saying ends: with the sentence, at a comma, dash or semicolon, at a quotation mark.
  [[nodiscard]] bool closes(WordId w) const;
  /// Whether a comma, dash or quotation mark stands before `w`, or a quotation ends with the sentence before.
  [[nodiscard]] bool separates(WordId w) const;
  [[nodiscard]] bool quotation_follows(WordId w) const { return w < s_->end && is_quote_mark(d_[w].form) && in_quotation_[w]; }
  [[nodiscard]] bool opens_clause(WordId w) const { return is_any(lower(d_[w].form), {"because", "that", "which", "who", "but", "and", "after", "since", "whether", "where", "when"}); }
  [[nodiscard]] bool has_quotation(WordRange r) const;
  [[nodiscard]] bool has_finite(WordRange r) const;
  /// "a mine which the army said had been laid": what is said lacks the subject that the relative pronoun stands for.
  [[nodiscard]] bool is_gapped(WordId v, WordId begin) const;
  /// Heads of the phrases that say who speaks: the tree's subject, else the noun phrase before the verb.
  [[nodiscard]] WordList speakers(WordId v) const;
  [[nodiscard]] static WordList with_default(WordList first, WordList second) { return first.empty() ? second : first; }
  /// "…, adding that": the saying of the same sentence whose speaker goes on.
  [[nodiscard]] const Saying* said_with(WordId v) const;
  [[nodiscard]] WordId first_of(WordId head) const;
  [[nodiscard]] WordId content_end(WordId v, WordId begin) const;
  /// "said it had begun and that it would end"
  [[nodiscard]] bool starts_with_that(WordId c) const;
  [[nodiscard]] bool has_class(WordRange r, ClassId cls) const;
  [[nodiscard]] WordId nominal_after(WordId begin, WordId end) const;

  const Tree& tree_;
  const Document& d_;
  const SpeechWords& words_;
  const Arguments& arguments_;
  Factualities factualities_;
  ClassId weekday_, month_;
  std::vector<std::uint32_t> in_quotation_;
  std::vector<Saying> out_;
  std::size_t first_ = 0;  ///< of the sentence's sayings in out_
  const Sentence* s_ = nullptr;
  WordId end_ = 0;
};

}  // namespace demarche
