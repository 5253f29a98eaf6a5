// The phrase that names a speaker → a party. "He", "it" and "the official" are most often whoever spoke or acted last; what a
// statement says is said by those who issued it. Relies on mentions. Door: class Speakers.
#include "reading/speakers.h"

#include <algorithm>

#include "base/utf8.h"

namespace demarche {
namespace {

constexpr std::uint32_t kMemory = 3;  // sentences over which a pronoun looks back

bool is_any(std::string_view x, std::initializer_list<std::string_view> all) { return std::find(all.begin(), all.end(), x) != all.end(); }

}  // namespace

std::optional<ActorId> Speakers::resolve(const Saying& saying, bool in_quotation) {
  const auto id = party(saying, in_quotation);
  if (id && is_bare(*id)) complete(*id, saying);
  if (id) heard_.push_back({saying.speaker, *id});
  return id;
}

std::optional<ActorId> Speakers::party(const Saying& saying, bool in_quotation) {
  const WordId head = saying.speaker;
  if (head == kNoWord) return std::nullopt;
  const Word& w = d_[head];
  if (w.upos == Upos::kPron || w.upos == Upos::kDet) {
    if (in_quotation && is_any(lower(w.form), {"we", "i", "you", "us"})) return std::nullopt;
    return pronoun(head, saying.verb);
  }
  if (words_.lexicon->in_class(d_, tree_.sentence(head).begin, head, words_.spoken_thing) && !mentions_.is_name(head)) {
    if (const auto id = spoken_thing(head)) return id;
  }
  auto id = mentions_.resolve(head);
  if (!id || is_bare(*id)) {  // "the exiled coalition, CNARED,"
    for (WordId c : tree_.children(head)) {
      if (d_[c].rel != Rel::kAppos || d_[c].upos != Upos::kPropn) continue;
      if (const auto named = mentions_.resolve(c)) id = named;
    }
  }
  const bool is_act = saying.form == SayingForm::kAct;
  if (!id || (is_bare(*id) && is_definite(head) && !mentions_.is_name(head))) {
    if (const auto same = same_office(head)) return same;
  }
  if (id) {
    if (is_act && is_bare(*id) && mentions_.actors()[*id].kind == ActorKind::kUnknown) return std::nullopt;
    return id;
  }
  if (is_act || (saying.form == SayingForm::kHeading && !mentions_.is_name(head))) return std::nullopt;
  if (w.upos == Upos::kNum || w.upos == Upos::kAdj || w.upos == Upos::kX) return std::nullopt;
  if (!can_speak(saying)) return std::nullopt;
  return mentions_.unknown(head);
}

/// Whom a speaker without a country speaks for, where his own phrase says it: "…, speaking for the Cambodian Defence Ministry",
/// "a government source".
void Speakers::complete(ActorId id, const Saying& saying) {
  const ActorKind kind = mentions_.actors()[id].kind;
  if (kind != ActorKind::kPerson && kind != ActorKind::kUnknown && kind != ActorKind::kGroup) return;
  for (WordId w = saying.clause.begin; w < saying.verb; ++w) {
    const bool body = d_[w].rel == Rel::kCompound && d_[w].head == saying.speaker && words_.lexicon->role_ending_at(d_, tree_.sentence(w).begin, w).words > 0;
    const bool spoken_for = d_[w].rel == Rel::kObl && tree_.has_preposition(w, "for") && d_[w].head != kNoWord && d_[d_[w].head].lemma == "speak" && tree_.within(w, saying.speaker);
    if (!body && !spoken_for) continue;
    auto whom = mentions_.resolve(w);
    if (!whom || is_bare(*whom)) {
      for (ActorId inner : mentions_.inside(w)) {
        if (!is_bare(inner)) whom = inner;
      }
    }
    if (!whom || is_bare(*whom) || *whom == id) continue;
    Actor& a = mentions_.actors()[id];
    a.code = mentions_.actors()[*whom].code;
    a.country = mentions_.actors()[*whom].country;
    a.represents = whom;
    return;
  }
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

bool Speakers::is_definite(WordId head) const {
  for (WordId c : tree_.children(head)) {
    if (d_[c].rel == Rel::kDet && is_any(lower(d_[c].form), {"the", "this", "that", "these", "those"})) return true;
  }
  return false;
}

/// "he said": whoever spoke last, or the subject of a sentence since.
std::optional<ActorId> Speakers::pronoun(WordId head, WordId verb) {
  const std::string form = lower(d_[head].form);
  const bool person = is_any(form, {"he", "she", "him", "her", "himself", "herself"});
  const bool thing = is_any(form, {"it", "itself"});
  const bool plural = is_any(form, {"they", "them"});
  if (!person && !thing && !plural) {
    if (is_any(form, {"who", "which", "that"})) {
      for (WordId up = d_[verb].rel == Rel::kAcl ? d_[verb].head : kNoWord; up != kNoWord;) return mentions_.resolve(up);
    }
    return std::nullopt;
  }
  if (thing && (d_[head].rel == Rel::kExpl || tree_.is_passive(verb))) return std::nullopt;
  const std::uint32_t here = tree_.sentence_of(head);
  const WordId since = d_.sentences[here > kMemory ? here - kMemory : 0].begin;
  if (const auto id = recent(head, since, person, plural)) {
    mentions_.actors()[*id].mentions.push_back(d_[head].span);
    auto& spans = mentions_.actors()[*id].mentions;
    std::sort(spans.begin(), spans.end(), [](Span a, Span b) { return a.begin < b.begin; });
    spans.erase(std::unique(spans.begin(), spans.end()), spans.end());
    return id;
  }
  return mentions_.resolve(head);
}

/// The latest that fits, sentence by sentence backwards: the main subject or the speaker of each.
std::optional<ActorId> Speakers::recent(WordId before, WordId since, bool person, bool plural) {
  const auto fits = [&](ActorId id) {
    const Actor& a = mentions_.actors()[id];
    const bool is_person = a.kind == ActorKind::kPerson;
    if (person) return is_person;
    if (plural) return a.kind == ActorKind::kGroup || a.kind == ActorKind::kPeople || a.kind == ActorKind::kUnknown || a.kind == ActorKind::kParty || a.kind == ActorKind::kMovement;
    return !is_person && a.kind != ActorKind::kPeople;
  };
  std::vector<Heard> all = heard_;
  for (const Sentence& s : d_.sentences) {
    if (s.begin < since || s.begin >= before || s.root == kNoWord) continue;
    for (WordId c : tree_.children(s.root)) {
      if (d_[c].rel != Rel::kNsubj || c >= before || d_[c].upos == Upos::kPron || (!plural && d_[c].is(kPlur))) continue;
      if (const auto id = mentions_.resolve(c)) all.push_back({c, *id});
    }
  }
  // in the pronoun's own sentence any subject before it
  for (WordId w = tree_.sentence(before).begin; w < before; ++w) {
    if (d_[w].rel != Rel::kNsubj || d_[w].upos == Upos::kPron || (!plural && d_[w].is(kPlur))) continue;
    if (const auto id = mentions_.resolve(w)) all.push_back({w, *id});
  }
  std::stable_sort(all.begin(), all.end(), [](Heard a, Heard b) { return a.at < b.at; });
  for (auto at = all.rbegin(); at != all.rend(); ++at) {
    if (at->at < before && at->at >= since && fits(at->id)) return at->id;
  }
  return std::nullopt;
}

/// "the statement said": those who issued it.
std::optional<ActorId> Speakers::spoken_thing(WordId head) {
  for (const ActorId id : mentions_.inside(head)) {
    if (!is_bare(id) || mentions_.actors()[id].kind == ActorKind::kPerson) return id;
  }
  if (!is_definite(head)) return std::nullopt;
  const std::uint32_t here = tree_.sentence_of(head);
  const WordId since = d_.sentences[here > kMemory ? here - kMemory : 0].begin;
  for (auto at = heard_.rbegin(); at != heard_.rend(); ++at) {
    if (at->at < head && at->at >= since) return at->id;
  }
  return recent(head, since, false, false);
}

/// "the official said": the official who was named before.
std::optional<ActorId> Speakers::same_office(WordId head) {
  const RoleMatch role = words_.lexicon->role_ending_at(d_, tree_.sentence(head).begin, head);
  for (auto at = heard_.rbegin(); at != heard_.rend(); ++at) {
    const Actor& a = mentions_.actors()[at->id];
    if (is_bare(at->id)) continue;
    if (d_[at->at].lemma == d_[head].lemma) return at->id;
    if (role.words && a.kind == ActorKind::kPerson && a.role.find(std::string(d_[head].lemma)) != std::string::npos) return at->id;
  }
  for (const Actor& a : mentions_.actors()) {
    if (!role.words || a.code.empty() || a.kind != ActorKind::kPerson || a.mentions.empty() || a.mentions.front().begin > d_[head].span.begin) continue;
    if (a.role.find(std::string(d_[head].lemma)) != std::string::npos) return static_cast<ActorId>(&a - mentions_.actors().data());
  }
  return std::nullopt;
}

}  // namespace demarche
