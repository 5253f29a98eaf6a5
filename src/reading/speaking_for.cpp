// Whom a speaker without a country speaks for: his office, his own phrase, where he speaks, whose he is called, and last the
// country that the text is about. Only who holds an office of state is given a side by the text around him.
// Relies on mentions. Door: Speakers::principal.
#include <algorithm>

#include "reading/speakers.h"
#include "reading/speech_forms.h"

namespace demarche {
namespace {

bool is_of_state(std::string_view sector) { return is_any(sector, {"GOV", "MIL", "LEG", "SPY"}); }

}  // namespace

std::optional<ActorId> Speakers::principal(ActorId id, const Saying& saying) {
  const Actor& a = mentions_.actors()[id];
  if (a.kind != ActorKind::kPerson && a.kind != ActorKind::kUnknown && a.kind != ActorKind::kGroup) return std::nullopt;
  const bool holds_office = a.kind == ActorKind::kPerson && !a.sector.empty() && is_of_state(a.sector.front());
  if (const auto whom = of_office_beside(saying)) return whom;
  if (const auto whom = of_own_phrase(saying)) return whom;
  if (holds_office) {
    if (const auto whom = of_place(saying)) return whom;
  }
  if (const auto whom = of_apposition(id, saying)) return whom;
  if (a.kind == ActorKind::kUnknown) {
    if (const auto whom = of_owner(saying)) return whom;
  }
  return holds_office ? of_text(saying) : std::nullopt;
}

/// A holder of an office whose country no word of his phrase tells, named here for the first time, and who speaks in a named place:
/// the place tells more than what the text was about.
bool Speakers::is_guessed(ActorId id, const Saying& saying) {
  const Actor& a = mentions_.actors()[id];
  if (a.kind != ActorKind::kPerson || a.sector.empty() || !is_of_state(a.sector.front()) || a.mentions.empty()) return false;
  const Span here{d_[saying.clause.begin].span.begin, d_[saying.clause.end - 1].span.end};
  if (a.mentions.front().begin < here.begin) return false;
  for (WordId w = saying.clause.begin; w < saying.verb; ++w) {
    if (d_[w].rel == Rel::kFlat || w == saying.speaker) continue;
    if (const auto word = mentions_.resolve(w); word && *word != id && !is_bare(*word) && mentions_.is_name(w)) return false;
  }
  return words_.lexicon->senses_of(a.name).empty() && of_place(saying).has_value();
}

/// The party at a word, or the first one in its phrase, that has a code.
std::optional<ActorId> Speakers::coded(WordId head) {
  if (const auto id = mentions_.resolve(head); id && !is_bare(*id)) return id;
  for (const ActorId inner : mentions_.inside(head)) {
    if (!is_bare(inner)) return inner;
  }
  return std::nullopt;
}

/// "spokeswoman Irina Belova", where the parser keeps office and name apart.
std::optional<ActorId> Speakers::of_office_beside(const Saying& saying) {
  if (saying.office == kNoWord || saying.office == saying.speaker) return std::nullopt;
  return coded(saying.office);
}

/// "a source in the Russian Foreign Ministry", "…, speaking for the Cambodian Defence Ministry", "a government source".
std::optional<ActorId> Speakers::of_own_phrase(const Saying& saying) {
  const bool is_source = words_.lexicon->in_class(d_[saying.speaker].lemma, words_.source);
  bool of_government = false;
  for (WordId w = saying.clause.begin; w < saying.clause.end; ++w) {
    const Word& x = d_[w];
    const bool governs = x.head == saying.speaker;
    const bool within = is_source && governs && x.rel == Rel::kNmod && x.subrel != SubRel::kPoss;
    const bool body = governs && x.rel == Rel::kCompound && words_.lexicon->role_ending_at(d_, tree_.sentence(w).begin, w).words > 0;
    const bool spoken_for = x.rel == Rel::kObl && tree_.has_preposition(w, "for") && x.head != kNoWord && d_[x.head].lemma == "speak" && tree_.within(w, saying.speaker);
    const bool office = governs && x.rel == Rel::kAppos && words_.lexicon->role_ending_at(d_, tree_.sentence(w).begin, w).words > 0;  // "X, the Taliban spokesman,"
    if (!within && !body && !spoken_for && !office) continue;
    if (const auto whom = coded(w)) return whom;
    of_government = of_government || (body && x.lemma == "government");
  }
  if (!of_government) return std::nullopt;
  const auto place = of_place(saying);
  return place ? place : of_text(saying);
}

/// "Tajikistan's security committee", "Chile's weather office": a body that no list knows is its country's; "Chile's neighbours" are not.
std::optional<ActorId> Speakers::of_owner(const Saying& saying) {
  const WordId head = saying.speaker;
  if (d_[head].is(kPlur) || d_[head].upos != Upos::kNoun || words_.lexicon->in_class(d_[head].lemma, words_.side_noun)) return std::nullopt;
  for (WordId c : tree_.children(head)) {
    if (d_[c].subrel != SubRel::kPoss || d_[c].upos != Upos::kPropn) continue;
    const auto owner = mentions_.resolve(c);
    if (owner && mentions_.actors()[*owner].kind == ActorKind::kCountry) return owner;
  }
  return std::nullopt;
}

/// "… said in Addis Ababa".
std::optional<ActorId> Speakers::of_place(const Saying& saying) {
  for (WordId c : tree_.children(saying.verb)) {
    if (d_[c].rel != Rel::kObl || !tree_.has_preposition(c, "in")) continue;
    const auto id = mentions_.resolve(c);
    if (id && !is_bare(*id) && mentions_.is_name(c)) return id;
  }
  return std::nullopt;
}

/// "his challenger, Morgan Tsvangirai": named before as somebody's.
std::optional<ActorId> Speakers::of_apposition(ActorId id, const Saying& saying) {
  for (WordId w = 0; w < saying.speaker; ++w) {
    if (d_[w].rel != Rel::kAppos || d_[w].upos != Upos::kPropn || d_[w].head == kNoWord) continue;
    if (const auto named = mentions_.resolve(w); !named || *named != id) continue;
    for (WordId c : tree_.children(d_[w].head)) {
      if (d_[c].subrel != SubRel::kPoss && d_[c].rel != Rel::kAmod && d_[c].rel != Rel::kCompound) continue;
      if (const auto owner = mentions_.resolve(c); owner && !is_bare(*owner)) return owner;
    }
  }
  return std::nullopt;
}

/// The country that the sentences before are about, else that of the dateline.
std::optional<ActorId> Speakers::of_text(const Saying& saying) {
  const std::uint32_t here = tree_.sentence_of(saying.verb);
  for (std::uint32_t s = here; s-- > 0 && s + 2 >= here;) {
    const WordId root = d_.sentences[s].root;
    if (root == kNoWord) continue;
    for (WordId c : tree_.children(root)) {
      if (d_[c].rel != Rel::kNsubj) continue;
      const auto id = mentions_.resolve(c);
      if (!id) continue;
      const Actor& a = mentions_.actors()[*id];
      if (a.kind == ActorKind::kCountry) return id;
      if (a.represents && mentions_.actors()[*a.represents].kind == ActorKind::kCountry) return a.represents;
    }
  }
  return mentions_.dateline();
}

}  // namespace demarche
