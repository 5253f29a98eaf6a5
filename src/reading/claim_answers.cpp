// How what is claimed is met: denials find the claim that they deny, or tell of one themselves; what is admitted, or neither confirmed
// nor denied, was a claim too. Relies on speech, denials, claims. Door: answer_claims().
#include <algorithm>

#include "base/utf8.h"
#include "reading/claims.h"

namespace demarche {
namespace {

constexpr std::uint32_t kAnswerWindow = 2;   // sentences within which a contrary account answers a claim
constexpr std::uint32_t kDenialWindow = 4;   // sentences over which an outright denial looks back for what it denies

class Answers : public ClaimSides {
 public:
  Answers(const Tree& tree, const Lexicon& lexicon, Mentions& mentions, const Arguments& arguments, const SpeechMap& speech, std::vector<ClaimDraft>& drafts)
      : ClaimSides(tree, lexicon, mentions, arguments, speech),
        drafts_(drafts),
        speech_verb_(lexicon.class_named("speech-verb")),
        claim_noun_(lexicon.class_named("claim-noun")),
        admission_(lexicon.class_named("admission-verb")),
        admitted_(lexicon.class_named("admitted-deed")),
        spying_(lexicon.class_named("spying")) {}

  void run() {
    for (const Denial& denial : find_denials(tree_, lexicon_, speech_)) answer(denial);
    for (WordId w = 0; w < d_.words.size(); ++w) {
      if (d_[w].upos == Upos::kVerb) admit(w);
    }
  }

 private:
  void answer(const Denial& denial) {
    const Speech& by = statement(denial.statement);
    if (!is_side(by.speaker)) return;
    if (denial.is_outright && answer_named(denial)) return;
    ClaimDraft* best = nullptr;
    const std::uint32_t here = tree_.sentence_of(denial.range.begin);
    for (ClaimDraft& draft : drafts_) {
      if (draft.statement == denial.statement || same_side(by.speaker, draft.by) || draft.denial) continue;
      const std::uint32_t there = tree_.sentence_of(draft.range.begin);
      const bool is_before = draft.range.begin < denial.range.begin;
      if (!is_before && there > here + 1) continue;
      if (!denial.is_outright && (!is_before || there + kAnswerWindow < here)) continue;
      const bool is_open = draft.about.empty() && denial.is_outright && ((denial.is_anaphoric && there + kDenialWindow >= here) || share_word(by.range, draft.range));
      const bool is_about = same_side(by.speaker, draft.about) || is_open || (denial.is_outright && rules(by.speaker, draft.about));
      if (!is_about) continue;
      if (!best || is_nearer(draft, *best, denial)) best = &draft;
    }
    if (best) {
      best->denial = denial;
      if (best->about.empty()) best->about = {by.speaker};
      if (!denial.is_general) return;
      for (ClaimDraft& draft : drafts_) {  // "rejects all the accusations": every one of the same claimant
        if (draft.denial || draft.range.begin > denial.range.begin || !same_side(draft.by.front(), best->by) || !same_side(by.speaker, draft.about)) continue;
        draft.denial = denial;
      }
      return;
    }
    if (denial.is_outright && !is_repeated(denial)) make_claim(denial);
  }

  /// Who rules a country answers for it: "the Taliban government denied it" of what Afghanistan is accused of.
  [[nodiscard]] bool rules(ActorId a, const std::vector<ActorId>& accused) const {
    const Actor& x = mentions_.actors()[a];
    return !x.country.empty() && std::any_of(accused.begin(), accused.end(), [&](ActorId b) { return mentions_.actors()[b].code == x.country; });
  }

  /// "denied a report in a Dutch newspaper that …", "rejected Washington's claim": the denial says itself whose charge it is.
  bool answer_named(const Denial& denial) {
    const Speech& by = statement(denial.statement);
    if (by.saying.content.empty()) return false;
    const WordRange said = by.saying.content.front();
    // the charge is the verb's object, the subject of what is said ("reports that … are untrue, he said"), or, where "they" are
    // called false, one named before in the sentence ("asked about claims that …")
    const WordId first = denial.is_anaphoric ? tree_.sentence(said.begin).begin : said.begin;
    for (WordId noun = std::min(first, said.begin); noun < said.end; ++noun) {
      const bool is_object = d_[noun].rel == Rel::kObj && d_[noun].head == by.saying.verb;
      const bool is_subject = d_[noun].rel == Rel::kNsubj && said.has(noun);
      if (!lexicon_.in_class(d_, tree_.sentence(noun).begin, noun, claim_noun_) || (!is_object && !is_subject && said.has(noun))) continue;
      const std::vector<ActorId> claimants = others(claimants_of(noun), by.speaker);
      if (claimants.empty()) continue;
      ClaimDraft* told = nullptr;
      for (ClaimDraft& draft : drafts_) {
        const bool of_them = std::any_of(claimants.begin(), claimants.end(), [&](ActorId a) { return same_side(a, draft.by); });
        if (of_them && !draft.denial && (draft.about.empty() || same_side(by.speaker, draft.about)) &&
            tree_.sentence_of(draft.range.begin) <= tree_.sentence_of(denial.range.begin) + 1) told = &draft;
      }
      if (told) {
        told->denial = denial;
        if (told->about.empty()) told->about = {by.speaker};
      } else {
        drafts_.push_back({denial.statement, claimants, {by.speaker}, {noun, noun < said.begin ? charge_end(noun, said.begin) : said.end}, true, denial});
      }
      return true;
    }
    return false;
  }

  /// The end of the words that hang from a charge, no further than `stop`.
  [[nodiscard]] WordId charge_end(WordId noun, WordId stop) const {
    WordId end = noun + 1;
    while (end < stop && tree_.within(end, noun)) ++end;
    return end;
  }

  /// Whose a charge is: its possessor or adjective, "by", "from" and "in" behind it ("a report in a Dutch newspaper").
  std::vector<ActorId> claimants_of(WordId noun) {
    WordList sources;
    for (WordId c : tree_.children(noun)) {
      const Word& x = d_[c];
      const bool before = c < noun && (x.subrel == SubRel::kPoss || x.rel == Rel::kAmod || x.rel == Rel::kCompound || x.rel == Rel::kNmod);
      const bool behind = c > noun && x.rel == Rel::kNmod && (tree_.has_preposition(c, "by") || tree_.has_preposition(c, "from") || tree_.has_preposition(c, "in"));
      if (before || behind) sources.push_back(c);
    }
    if (sources.empty() && noun + 1 < tree_.sentence(noun).end && d_[noun + 1].upos == Upos::kAdp) {  // the parser may hang "in a Dutch newspaper" from the verb
      const WordId c = d_[noun + 1].head;
      const bool right = c != kNoWord && c > noun && d_[c].rel == Rel::kObl && d_[c].head == d_[noun].head;
      if (right && (tree_.has_preposition(c, "by") || tree_.has_preposition(c, "from") || tree_.has_preposition(c, "in"))) sources.push_back(c);
    }
    return parties(sources);
  }

  /// "El Salvador admitted the incursion", "would neither confirm nor deny it": what the other side said before was a claim, and
  /// is not denied.
  void admit(WordId verb) {
    const bool admits = lexicon_.in_class(d_[verb].lemma, admission_);
    if (!admits && d_[verb].lemma != "deny") return;
    const Factuality fact = factualities_.of(verb);
    if (admits ? fact.is_negated || fact.modality != Modality::kFact : !fact.is_negated) return;
    const std::vector<ActorId> owners = parties(arguments_.agents(verb));
    const WordId object = tree_.child(verb, Rel::kObj);
    const bool of_it = object != kNoWord && (is_any(d_[object].lemma, {"it", "this", "that"}) || lexicon_.in_class(d_[object].lemma, admitted_) || lexicon_.in_class(d_[object].lemma, claim_noun_) || is_reproach(object));
    if (owners.empty() || !of_it) return;
    const std::uint32_t here = tree_.sentence_of(verb);
    for (std::size_t k = speech_.statements().size(); k-- > 0;) {
      const Speech& s = statement(k);
      if (s.range.begin >= verb || tree_.sentence_of(s.range.begin) + kAnswerWindow < here || !is_side(s.speaker) || same_side(s.speaker, owners)) continue;
      if (is_any_of(s.saying.stance, {Stance::kDeny, Stance::kPromise, Stance::kPraise, Stance::kRequest}) || !has_for_subject(s, owners)) continue;
      const bool told = std::any_of(drafts_.begin(), drafts_.end(), [&](const ClaimDraft& d) { return d.statement == k && !d.about.empty(); });
      if (!told) drafts_.push_back({k, {s.speaker}, owners, s.range, false, {}});
      return;
    }
  }

  /// Whether a statement tells what one of them does.
  bool has_for_subject(const Speech& s, const std::vector<ActorId>& side) {
    for (WordRange r : s.saying.content) {
      for (WordId w = r.begin; w < r.end; ++w) {
        if (d_[w].rel != Rel::kNsubj && d_[w].subrel != SubRel::kAgent) continue;
        for (ActorId a : parties({w})) {
          if (same_side(a, side)) return true;
        }
      }
    }
    return false;
  }

  /// A second denial by the same side, right behind one that has found its claim.
  [[nodiscard]] bool is_repeated(const Denial& denial) const {
    return std::any_of(drafts_.begin(), drafts_.end(), [&](const ClaimDraft& d) {
      return d.denial && same_side(statement(denial.statement).speaker, d.denial->by) &&
             tree_.sentence_of(d.denial->range.begin) + kDenialWindow >= tree_.sentence_of(denial.range.begin);
    });
  }

  /// Whether two passages share a word of meaning.
  [[nodiscard]] bool share_word(WordRange a, WordRange b) const {
    for (WordId w = a.begin; w < a.end; ++w) {
      const Word& x = d_[w];
      if (x.upos != Upos::kNoun && x.upos != Upos::kVerb && x.upos != Upos::kPropn) continue;
      if (lexicon_.in_class(x.lemma, speech_verb_) || x.lemma == "have" || x.lemma == "do" || x.lemma == "be") continue;
      for (WordId k = b.begin; k < b.end; ++k) {
        if (is_kin(d_[k], x)) return true;
      }
    }
    return speaks_of(a, spying_) && speaks_of(b, spying_);  // "activities incompatible with their status", "worked for its intelligence"
  }

  [[nodiscard]] bool speaks_of(WordRange r, ClassId topic) const {
    for (WordId w = r.begin; w < r.end; ++w) {
      if (lexicon_.in_class(d_, tree_.sentence(w).begin, w, topic)) return true;
    }
    return false;
  }

  /// The same word, or a verb and the noun made of it: "met" and "meeting", "expel" and "expelled".
  [[nodiscard]] static bool is_kin(const Word& a, const Word& b) {
    if (a.lemma == b.lemma && a.upos == b.upos) return true;
    if (a.upos == b.upos || a.upos == Upos::kPropn || b.upos == Upos::kPropn) return false;
    if (a.upos != Upos::kVerb && b.upos != Upos::kVerb) return false;
    const std::string_view verb = a.upos == Upos::kVerb ? a.lemma : b.lemma, noun = a.upos == Upos::kVerb ? b.lemma : a.lemma;
    return verb.size() >= 4 && noun.starts_with(verb.substr(0, verb.size() > 4 && verb.back() == 'e' ? verb.size() - 1 : verb.size()));
  }

  [[nodiscard]] static bool is_nearer(const ClaimDraft& a, const ClaimDraft& b, const Denial& denial) {
    const auto distance = [&](const ClaimDraft& x) {
      const auto there = static_cast<std::int64_t>(x.range.begin);
      const auto here = static_cast<std::int64_t>(denial.range.begin);
      return there < here ? here - there : 100000 + there - here;
    };
    return distance(a) < distance(b);
  }

  /// What is denied was claimed: the latest statement of another side before it.
  void make_claim(const Denial& denial) {
    const Speech& by = statement(denial.statement);
    const std::uint32_t here = tree_.sentence_of(denial.range.begin);
    const Speech* best = nullptr;
    std::size_t index = 0;
    for (std::size_t k = 0; k < speech_.statements().size(); ++k) {
      const Speech& s = statement(k);
      if (k == denial.statement || s.range.begin >= denial.range.begin || same_side(s.speaker, by.speaker) || (!is_side(s.speaker) && mentions_.actors()[s.speaker].kind != ActorKind::kPerson)) continue;
      if (is_any_of(s.saying.stance, {Stance::kDeny, Stance::kPraise, Stance::kPromise, Stance::kRequest})) continue;
      const std::uint32_t there = tree_.sentence_of(s.range.begin);
      if (there + kDenialWindow < here) continue;
      // "denied it" means what stands right before; "denied that a canal existed" means talk of a canal
      if (denial.is_anaphoric ? there + kAnswerWindow < here : !share_word(statement(denial.statement).range, s.range)) continue;
      if (!best || s.range.begin > best->range.begin) best = &s, index = k;
    }
    if (!best && raised_after(denial)) return;
    if (!best) best = told_after(denial, index);
    if (best) drafts_.push_back({index, {best->speaker}, {by.speaker}, best->range, false, denial});
  }

  /// "The charge … was rejected by Beijing. Hanoi had made it a day earlier."
  bool raised_after(const Denial& denial) {
    const Speech& by = statement(denial.statement);
    const std::uint32_t next = tree_.sentence_of(denial.range.begin) + 1;
    if (next >= d_.sentences.size()) return false;
    for (WordId v = d_.sentences[next].begin; v < d_.sentences[next].end; ++v) {
      const WordId object = tree_.child(v, Rel::kObj);
      if (d_[v].upos != Upos::kVerb || object == kNoWord || !is_any(d_[v].lemma, {"make", "level", "raise", "voice", "bring", "lodge"})) continue;
      if (!is_any(d_[object].lemma, {"it", "they"}) && !lexicon_.in_class(d_[object].lemma, claim_noun_)) continue;
      const std::vector<ActorId> claimants = others(parties(arguments_.agents(v)), by.speaker);
      if (claimants.empty()) continue;
      const WordId charge = charge_before(tree_, lexicon_, claim_noun_, by.saying.verb);
      const WordRange range = charge == kNoWord ? denial.range : WordRange{charge, charge_end(charge, by.saying.verb)};
      drafts_.push_back({denial.statement, claimants, {by.speaker}, range, true, denial});
      return true;
    }
    return false;
  }

  /// "X denied that … A report by Y had said that they did": what was said before may be told behind, in the sentence that follows.
  const Speech* told_after(const Denial& denial, std::size_t& index) const {
    const Speech& by = statement(denial.statement);
    for (std::size_t k = 0; k < speech_.statements().size(); ++k) {
      const Speech& s = statement(k);
      const bool follows = tree_.sentence_of(s.range.begin) == tree_.sentence_of(denial.range.begin) + 1;
      if (!follows || s.saying.form == SayingForm::kHeading || !is_side(s.speaker) || same_side(s.speaker, by.speaker)) continue;
      const auto children = tree_.children(s.saying.verb);
      const bool earlier = std::any_of(children.begin(), children.end(), [&](WordId c) { return d_[c].rel == Rel::kAux && lower(d_[c].form) == "had"; });
      if (earlier && !is_any_of(s.saying.stance, {Stance::kDeny, Stance::kPraise, Stance::kPromise, Stance::kRequest})) return index = k, &s;
    }
    return nullptr;
  }

  std::vector<ClaimDraft>& drafts_;
  ClassId speech_verb_, claim_noun_, admission_, admitted_, spying_;
};

}  // namespace

void answer_claims(const Tree& tree, const Lexicon& lexicon, Mentions& mentions, const Arguments& arguments, const SpeechMap& speech, std::vector<ClaimDraft>& drafts) {
  Answers(tree, lexicon, mentions, arguments, speech, drafts).run();
}

}  // namespace demarche
