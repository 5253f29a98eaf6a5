// Statements that deny: by their verb ("denied involvement", "dismissed the charge"), by what they call the charge ("called it
// groundless"), or by telling it otherwise ("There was no shelling"). Relies on speech. Door: find_denials().
#include <algorithm>

#include "base/utf8.h"
#include "reading/speech.h"
#include "reading/speech_forms.h"

namespace demarche {
namespace {

class DenialFinder {
 public:
  DenialFinder(const Tree& tree, const Lexicon& lexicon, const SpeechMap& speech)
      : tree_(tree),
        d_(tree.document()),
        lexicon_(lexicon),
        speech_(speech),
        deny_(lexicon.class_named("stance-deny")),
        claim_noun_(lexicon.class_named("claim-noun")),
        involvement_(lexicon.class_named("involvement-noun")),
        untrue_(lexicon.class_named("denial-word")),
        takes_seriously_(lexicon.class_named("charge-accepted")),
        label_verb_(lexicon.class_named("label-verb")),
        instead_(lexicon.class_named("instead-word")),
        culprit_(lexicon.class_named("culprit-word")),
        retort_(lexicon.class_named("retort-verb")),
        soft_(lexicon.class_named("soft-denial")),
        contradict_(lexicon.class_named("contradict-verb")) {}

  std::vector<Denial> all() {
    for (std::size_t k = 0; k < speech_.statements().size(); ++k) {
      const Speech& s = speech_.statements()[k];
      const bool outright = denies(s) || calls_untrue(s);
      if (!outright && !tells_otherwise(s)) continue;
      Denial denial{k, {s.speaker}, s.range, outright};
      look_at_object(s, denial);
      out_.push_back(std::move(denial));
    }
    std::sort(out_.begin(), out_.end(), [](const Denial& a, const Denial& b) { return a.range.begin < b.range.begin; });
    return std::move(out_);
  }

 private:
  /// "denied that", "denies any role", "rejected the allegations", "which Phnom Penh denied"; not "rejected the offer".
  [[nodiscard]] bool denies(const Speech& s) const {
    const WordId v = s.saying.verb;
    const std::string& verb = s.verb;
    if (!lexicon_.in_class(verb, deny_) || lexicon_.in_class(verb, soft_)) return false;
    if (answers_charge(v)) return true;
    const bool plain = d_[v].lemma == "deny";
    bool has_object = false;
    for (WordId c : tree_.children(v)) {
      const Word& x = d_[c];
      if (c > v && (x.rel == Rel::kCcomp || x.rel == Rel::kXcomp || x.rel == Rel::kAdvcl) && plain) return true;
      if (x.rel != Rel::kObj) continue;
      has_object = true;
      if (x.upos == Upos::kPron && is_any(x.lemma, {"it", "this", "that", "which", "they", "them"})) return true;
      if (plain && lexicon_.in_class(d_, tree_.sentence(c).begin, c, involvement_)) return true;
      if (lexicon_.in_class(d_, tree_.sentence(c).begin, c, claim_noun_)) return true;
      if (plain && x.upos == Upos::kVerb) return true;
    }
    if (plain && !has_object) return true;  // "something Washington has repeatedly denied"
    if (plain && !s.saying.content.empty() && has(s.saying.content.front(), claim_noun_)) return true;
    return !plain && !s.saying.content.empty() && has(s.saying.content.front(), claim_noun_) && d_[v].rel != Rel::kAcl;
  }

  [[nodiscard]] bool answers_charge(WordId v) const { return charge_before(tree_, lexicon_, claim_noun_, v) != kNoWord; }

  /// Whether it denies "it", "the charge", "all accusations", or something with words of its own.
  void look_at_object(const Speech& s, Denial& denial) const {
    const WordRange words = s.saying.content.empty() ? s.range : s.saying.content.front();
    bool own_words = false;
    for (WordId w = words.begin; w < words.end; ++w) {
      const bool charge = lexicon_.in_class(d_, tree_.sentence(w).begin, w, claim_noun_);
      const bool clause = d_[w].rel == Rel::kCcomp || (d_[w].rel == Rel::kAcl && d_[w].subrel != SubRel::kRelcl && w > words.begin);
      if (charge) denial.is_anaphoric = true, denial.is_general = denial.is_general || d_[w].is(kPlur);
      if (clause && d_[d_[w].head].lemma != s.verb) own_words = charge || own_words || lexicon_.in_class(d_[d_[w].head].lemma, claim_noun_);
      if (lexicon_.in_class(d_, tree_.sentence(w).begin, w, involvement_) && d_[w].rel == Rel::kObj) denial.is_anaphoric = true;
      if (d_[w].upos == Upos::kPron && is_any(lower(d_[w].form), {"it", "this", "that", "they", "them", "these"})) denial.is_anaphoric = true;
    }
    if (s.saying.content.empty()) denial.is_anaphoric = true;
    if (own_words) denial.is_anaphoric = false;
    if (answers_charge(s.saying.verb)) denial.is_anaphoric = true;
  }

  /// "called it groundless", "said the charges were fabricated", "dismissed it as absurd", "a lie"
  [[nodiscard]] bool calls_untrue(const Speech& s) const {
    if (s.saying.content.empty()) return false;
    const WordRange first = s.saying.content.front();
    if (names_charge(s) || clears_self(s)) return true;
    if (!has(first, untrue_)) return false;
    if (lexicon_.in_class(s.verb, deny_) || answers_charge(s.saying.verb)) return true;
    for (WordId w = first.begin; w < first.end; ++w) {
      if (lexicon_.in_class(d_, tree_.sentence(w).begin, w, claim_noun_)) return true;
    }
    // "called it groundless", "“This is a lie”"
    WordId w = first.begin;
    while (w < first.end && d_[w].upos == Upos::kPunct) ++w;
    return w < first.end && d_[w].upos == Upos::kPron && is_any(lower(d_[w].form), {"it", "this", "that", "they", "them", "these", "those"});
  }

  /// "called the charge a cheap novel": whoever gives a charge a name denies it, unless the name takes it for true or grave.
  [[nodiscard]] bool names_charge(const Speech& s) const {
    const WordId v = s.saying.verb, object = tree_.child(v, Rel::kObj);
    if (s.saying.form != SayingForm::kAct || object == kNoWord || object < v || !lexicon_.in_class(s.verb, label_verb_) || is_any(s.verb, {"welcome", "hail", "praise"})) return false;
    if (!lexicon_.in_class(d_, tree_.sentence(object).begin, object, claim_noun_) || is_any(d_[object].lemma, {"report", "story", "statement", "finding", "verdict", "argument", "criticism"})) return false;
    const WordRange words = s.saying.content.front();
    return words.end > object + 1 && !has(words, takes_seriously_);
  }

  /// "There was no shelling", "it merely returned fire", "did no such thing": a contrary account, if something was claimed.
  [[nodiscard]] bool tells_otherwise(const Speech& s) const {
    if (s.saying.content.empty()) return false;
    if (lexicon_.in_class(s.verb, retort_) && lexicon_.in_class(d_[s.saying.verb].lemma, contradict_)) return true;
    const WordRange first = s.saying.content.front();
    const WordId stop = std::min<WordId>(first.end, first.begin + 12);
    for (WordId w = first.begin; w < stop; ++w) {
      const std::string form = lower(d_[w].form);
      if (is_any(form, {"no", "not", "n't", "n’t", "never", "nobody", "none", "neither", "nothing"})) return true;
      if (lexicon_.in_class(d_, tree_.sentence(w).begin, w, instead_)) return true;
    }
    return blames_another(s);
  }

  /// "said it had nothing to do with it", "said they played no part in it".
  [[nodiscard]] bool clears_self(const Speech& s) const {
    const WordRange said = s.saying.content.front();
    for (WordId w = said.begin; w + 2 < said.end; ++w) {
      const Word& x = d_[w];
      if (x.upos != Upos::kPron || x.rel != Rel::kNsubj || !is_any(lower(x.form), {"it", "he", "she", "they", "we", "i"})) continue;
      const WordId last = std::min<WordId>(said.end, w + 7);
      for (WordId k = w + 1; k + 1 < last; ++k) {
        if (lower(d_[k].form) == "nothing" && d_[k + 1].lemma == "to" && k + 2 < said.end && d_[k + 2].lemma == "do") return true;
        if (lower(d_[k].form) == "no" && lexicon_.in_class(d_[k + 1].lemma, involvement_) && is_any(d_[k + 1].lemma, {"part", "role", "hand", "involvement", "knowledge", "connection", "link"})) return true;
      }
    }
    return false;
  }

  /// "said that Kurdish militants were responsible": with a subject of its own, and no word of ours.
  [[nodiscard]] bool blames_another(const Speech& s) const {
    const WordRange said = s.saying.content.front();
    for (WordId w = said.begin; w < said.end; ++w) {
      if (!lexicon_.in_class(d_, tree_.sentence(w).begin, w, culprit_)) continue;
      for (WordId up = w; up != kNoWord && said.has(up); up = d_[up].head) {
        const WordId subject = tree_.child(up, Rel::kNsubj);
        if (subject != kNoWord && said.has(subject)) return d_[subject].upos != Upos::kPron;
      }
    }
    return false;
  }

  [[nodiscard]] bool has(WordRange r, ClassId cls) const {
    for (WordId w = r.begin; w < r.end; ++w) {
      if (lexicon_.in_class(d_, tree_.sentence(w).begin, w, cls)) return true;
    }
    return false;
  }

  const Tree& tree_;
  const Document& d_;
  const Lexicon& lexicon_;
  const SpeechMap& speech_;
  ClassId deny_, claim_noun_, involvement_, untrue_, takes_seriously_, label_verb_, instead_, culprit_, retort_, soft_, contradict_;
  std::vector<Denial> out_;
};

}  // namespace

std::vector<Denial> find_denials(const Tree& tree, const Lexicon& lexicon, const SpeechMap& speech) { return DenialFinder(tree, lexicon, speech).all(); }

}  // namespace demarche
