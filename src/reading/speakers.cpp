// The phrase that names a speaker → a party. "He", "it" and "the official" are most often whoever spoke or acted last; what a
// statement says is said by those who issued it. Relies on mentions. Door: class Speakers.
#include "reading/speakers.h"

#include <algorithm>

#include "base/utf8.h"
#include "reading/speech_forms.h"

namespace demarche {
namespace {

constexpr std::uint32_t kMemory = 3;       // sentences over which a pronoun looks back

/// A word that stands for a party named elsewhere; the tagger takes short names for pronouns at times ("MI5").
bool is_pronoun(const Word& w) {
  if (w.upos != Upos::kPron && w.upos != Upos::kDet) return false;
  return std::none_of(w.form.begin() + 1, w.form.end(), [](unsigned char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

}  // namespace

std::optional<ActorId> Speakers::resolve(const Saying& saying, bool in_quotation) {
  const auto id = party(saying, in_quotation);
  if (id && (is_bare(*id) || is_guessed(*id, saying))) {
    if (const auto whom = principal(*id, saying)) {
      const Actor side = mentions_.actors()[*whom];
      Actor& speaker = mentions_.actors()[*id];
      speaker.code = side.code, speaker.country = side.country;
      speaker.represents = side.kind == ActorKind::kPerson && side.represents ? side.represents : whom;
    }
  }
  if (id) heard_.push_back({saying.speaker, *id});
  return id;
}

std::vector<ActorId> Speakers::together(const Saying& saying, ActorId speaker) {
  std::vector<ActorId> out = mentions_.several(saying.speaker);
  for (WordId w : tree_.coordinated(saying.speaker)) {
    if (const auto id = mentions_.resolve(w)) out.push_back(*id);
  }
  std::vector<ActorId> others;
  for (ActorId a : out) {
    if (a != speaker && std::find(others.begin(), others.end(), a) == others.end()) others.push_back(a);
  }
  return others;
}

std::optional<ActorId> Speakers::party(const Saying& saying, bool in_quotation) {
  const WordId head = saying.speaker;
  if (head == kNoWord) return std::nullopt;
  const Word& w = d_[head];
  if (const std::vector<ActorId> all = mentions_.several(head); all.size() > 1) return all.front();
  if (is_any(lower(w.form), {"one", "another", "some", "others"})) {
    for (WordId c = head + 1; c < tree_.sentence(head).end && c < head + 6; ++c) {  // "one of them, Gul Khan"
      if (d_[c].upos != Upos::kPropn || d_[c].rel == Rel::kFlat || d_[c - 1].form != ",") continue;
      if (const auto named = mentions_.resolve(c)) return named;
    }
    if (const auto id = one_of(head)) return id;
    if (d_[head].lemma == "one") {  // "one of his advisers hinted"
      for (WordId c : tree_.children(head)) {
        if (c > head && tree_.has_preposition(c, "of") && d_[c].upos == Upos::kNoun) {
          const auto named = mentions_.resolve(c);
          return named ? *named : mentions_.unknown(c);
        }
      }
    }
  }
  if (is_pronoun(w)) {
    if (in_quotation && is_any(lower(w.form), {"we", "i", "you", "us"})) return std::nullopt;
    return pronoun(head, saying);
  }
  if (words_.lexicon->in_class(d_, tree_.sentence(head).begin, head, words_.spoken_thing) && !mentions_.is_name(head)) {
    if (const auto id = spoken_thing(head, saying)) return id;
  }
  auto id = mentions_.resolve(head);
  const bool common_group = id && w.upos == Upos::kNoun && mentions_.actors()[*id].kind != ActorKind::kPerson;
  if (!id || is_bare(*id) || common_group) {  // "the exiled coalition, CNARED,"
    for (WordId c : tree_.children(head)) {
      if (d_[c].rel != Rel::kAppos || d_[c].upos != Upos::kPropn) continue;
      if (const auto named = mentions_.resolve(c)) id = named;
    }
  }
  if ((!id || is_bare(*id)) && is_definite(head) && words_.lexicon->in_class(w.lemma, words_.group_noun)) {
    if (const auto named = group_before(head)) id = named;
  }
  const bool is_act = saying.form == SayingForm::kAct;
  if (!id || (is_definite(head) && !mentions_.is_name(head) && is_generic(head))) {
    if (const auto same = same_office(head)) return same;
  }
  if (id) {
    if (is_act && is_bare(*id) && mentions_.actors()[*id].kind != ActorKind::kPerson && !mentions_.is_name(head)) return std::nullopt;
    return id;
  }
  if (is_act || (saying.form == SayingForm::kHeading && !mentions_.is_name(head))) return std::nullopt;
  if (w.upos == Upos::kNum || w.upos == Upos::kAdj || w.upos == Upos::kX) return std::nullopt;
  if (!can_speak(saying)) return std::nullopt;
  return mentions_.unknown(head);
}

/// "the group", "the movement": the armed group or party that one of the last sentences named last.
std::optional<ActorId> Speakers::group_before(WordId head) {
  for (WordId w = head; w-- > 0 && tree_.sentence_of(w) + 2 >= tree_.sentence_of(head);) {
    if (d_[w].upos != Upos::kPropn) continue;
    const auto id = mentions_.resolve(w);
    if (!id || is_bare(*id)) continue;
    const ActorKind kind = mentions_.actors()[*id].kind;
    if (kind == ActorKind::kGroup || kind == ActorKind::kParty || kind == ActorKind::kMovement) return id;
  }
  return std::nullopt;
}

/// "the official", "the Russian diplomat" without a word of whose: somebody already named.
bool Speakers::is_generic(WordId head) {
  const auto id = mentions_.resolve(head);
  if (id && is_bare(*id)) return true;
  if (!words_.lexicon->role_ending_at(d_, tree_.sentence(head).begin, head).words) return false;
  for (WordId c : tree_.children(head)) {
    const Rel r = d_[c].rel;
    if (r != Rel::kDet && r != Rel::kPunct && r != Rel::kCase && r != Rel::kAmod) return false;
    if (r == Rel::kAmod && mentions_.resolve(c)) return false;
  }
  return true;
}

/// Anybody "says"; what "confirms" or "suggests" may be a thing, and "according to plan" names nobody.
bool Speakers::can_speak(const Saying& saying) const {
  const WordId head = saying.speaker;
  if (mentions_.is_name(head) || d_[head].name == NameKind::kPerson) return true;
  if (saying.form == SayingForm::kClause && is_any(d_[saying.verb].lemma, {"say", "tell", "add"})) return true;
  const WordId begin = tree_.sentence(head).begin;
  return words_.lexicon->in_class(d_, begin, head, words_.speaker_word) || words_.lexicon->in_class(d_, begin, head, words_.spoken_thing) ||
         words_.lexicon->role_ending_at(d_, begin, head).words > 0;
}

/// "one of them said": of those who spoke last as several.
std::optional<ActorId> Speakers::one_of(WordId head) {
  bool of_them = false;
  for (WordId c : tree_.children(head)) of_them = of_them || (tree_.has_preposition(c, "of") && (d_[c].upos == Upos::kPron || is_definite(c)));
  if (!of_them) return std::nullopt;
  for (auto at = heard_.rbegin(); at != heard_.rend(); ++at) {
    if (d_[at->at].is(kPlur) && tree_.sentence_of(at->at) + kMemory >= tree_.sentence_of(head)) return at->id;
  }
  return mentions_.unknown(head);
}

bool Speakers::is_definite(WordId head) const {
  for (WordId c : tree_.children(head)) {
    if (d_[c].rel == Rel::kDet && is_any(lower(d_[c].form), {"the", "this", "that", "these", "those"})) return true;
  }
  return false;
}

/// "he said": whoever spoke last, or the subject of a sentence since.
std::optional<ActorId> Speakers::pronoun(WordId head, const Saying& saying) {
  const WordId verb = saying.verb;
  const std::string form = lower(d_[head].form);
  const bool person = is_any(form, {"he", "she", "him", "her", "himself", "herself"});
  const bool thing = is_any(form, {"it", "itself"});
  const bool plural = is_any(form, {"they", "them"});
  if (!person && !thing && !plural) {
    if (is_any(form, {"who", "which", "that"})) {
      if (d_[verb].rel == Rel::kAcl && d_[verb].head != kNoWord) return mentions_.resolve(d_[verb].head);
      // "said Lind, who denied that …": the parser may make the relative clause a second main one
      const WordId begin = tree_.sentence(head).begin;
      WordId before = head > begin && d_[head - 1].form == "," ? head - 1 : head;
      if (before == begin || !is_nominal(d_[before - 1])) return std::nullopt;
      for (--before; d_[before].rel == Rel::kFlat && d_[before].head != kNoWord && d_[before].head >= begin && d_[before].head < before;) before = d_[before].head;
      return mentions_.resolve(before);
    }
    return std::nullopt;
  }
  if (thing && tree_.is_passive(verb)) return std::nullopt;  // "it is said"
  if (const auto id = recent(head, saying, person, plural)) {
    mentions_.actors()[*id].mentions.push_back(d_[head].span);
    auto& spans = mentions_.actors()[*id].mentions;
    std::sort(spans.begin(), spans.end(), [](Span a, Span b) { return a.begin < b.begin; });
    spans.erase(std::unique(spans.begin(), spans.end()), spans.end());
    return id;
  }
  return mentions_.resolve(head);
}

/// The latest that fits, sentence by sentence backwards. Of the pronoun's own sentence every subject before it counts that is not
/// among the words said; of those before, whoever spoke there, else the main subject.
std::optional<ActorId> Speakers::recent(WordId before, const Saying& saying, bool person, bool plural) {
  const auto fits = [&](WordId at, ActorId id) {
    const Actor& a = mentions_.actors()[id];
    if (!plural && d_[at].is(kPlur)) return false;
    const bool is_person = a.kind == ActorKind::kPerson;
    if (person) return is_person;
    if (plural) return a.kind == ActorKind::kGroup || a.kind == ActorKind::kPeople || a.kind == ActorKind::kUnknown || a.kind == ActorKind::kParty || a.kind == ActorKind::kMovement;
    return !is_person && a.kind != ActorKind::kPeople;
  };
  const auto is_said = [&](WordId w) { return std::any_of(saying.content.begin(), saying.content.end(), [&](WordRange r) { return r.has(w); }); };
  const auto subject = [&](WordId w) -> std::optional<ActorId> {
    if (d_[w].rel != Rel::kNsubj || is_pronoun(d_[w])) return std::nullopt;
    const auto id = mentions_.resolve(w);
    return id && fits(w, *id) ? id : std::nullopt;
  };
  const std::uint32_t here = tree_.sentence_of(before);
  for (WordId w = before; w-- > d_.sentences[here].begin;) {
    const auto spoke = std::find_if(heard_.rbegin(), heard_.rend(), [&](Heard h) { return h.at == w; });
    if (spoke != heard_.rend() && fits(w, spoke->id)) return spoke->id;
    if (is_said(w) && !saying.content.empty() && saying.content.front().begin < saying.verb) continue;
    if (const auto id = subject(w)) return id;
  }
  for (std::uint32_t s = here; s-- > 0 && s + kMemory >= here;) {
    const Sentence& sentence = d_.sentences[s];
    for (auto at = heard_.rbegin(); at != heard_.rend(); ++at) {
      if (tree_.sentence_of(at->at) == s && fits(at->at, at->id)) return at->id;
    }
    if (sentence.root == kNoWord) continue;
    for (WordId c : tree_.children(sentence.root)) {
      if (const auto id = subject(c)) return id;
    }
    if (tree_.child(sentence.root, Rel::kNsubj) != kNoWord) continue;
    for (WordId w = sentence.end; w-- > sentence.begin;) {  // "Asked what she would do, Sheinbaum paused."
      if (const auto id = subject(w)) return id;
    }
  }
  return std::nullopt;
}

/// "the statement said": those who issued it.
std::optional<ActorId> Speakers::spoken_thing(WordId head, const Saying& saying) {
  for (const ActorId id : mentions_.inside(head)) {
    if (!is_bare(id) || mentions_.actors()[id].kind == ActorKind::kPerson) return id;
  }
  if (!is_definite(head)) return std::nullopt;
  const std::uint32_t here = tree_.sentence_of(head);
  const WordId since = d_.sentences[here > kMemory ? here - kMemory : 0].begin;
  for (auto at = heard_.rbegin(); at != heard_.rend(); ++at) {
    if (at->at < head && at->at >= since) return at->id;
  }
  return recent(head, saying, false, false);
}

/// "the official said": the official who was named before; "the diplomat pointed out": whoever spoke just before.
std::optional<ActorId> Speakers::same_office(WordId head) {
  const RoleMatch role = words_.lexicon->role_ending_at(d_, tree_.sentence(head).begin, head);
  const std::string lemma(d_[head].lemma);
  const auto holds = [&](const Actor& a) { return a.kind == ActorKind::kPerson && a.role.find(lemma) != std::string::npos; };
  for (auto at = heard_.rbegin(); at != heard_.rend(); ++at) {
    if (is_bare(at->id)) continue;
    if (d_[at->at].lemma == lemma || (role.words && holds(mentions_.actors()[at->id]))) return at->id;
  }
  if (!role.words || role.nature != RoleNature::kPerson || d_[head].is(kPlur)) return std::nullopt;
  const std::vector<Actor>& actors = mentions_.actors();
  for (ActorId a = 0; a < actors.size(); ++a) {
    if (!actors[a].code.empty() && !actors[a].mentions.empty() && actors[a].mentions.front().begin < d_[head].span.begin && holds(actors[a])) return a;
  }
  const bool wide = words_.lexicon->in_class(lemma, words_.speaker_again);
  if (wide && !heard_.empty()) {
    const Heard last = heard_.back();
    if (actors[last.id].kind == ActorKind::kPerson && tree_.sentence_of(last.at) + 2 >= tree_.sentence_of(head)) return last.id;
  }
  return std::nullopt;
}

}  // namespace demarche
