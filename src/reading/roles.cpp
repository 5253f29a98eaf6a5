// Role words and whose they are: "the Russian army", "Moscow's envoy", "police in Minsk", and "the ministry" of whatever country the text
// is about. Part of Mentions.
#include <algorithm>

#include "base/utf8.h"
#include "reading/mention_words.h"
#include "reading/reading.h"

namespace demarche {

namespace {

bool belongs_by(std::string_view prep) {
  return prep == "of" || prep == "in" || prep == "from" || prep == "for" || prep == "at" || prep == "to" || prep == "throughout" || prep == "across" ||
         prep == "inside" || prep == "within";
}

/// Sectors whose bodies speak for the state itself.
bool is_government(const RoleMatch& role) { return role.sector == "GOV" && (role.nature == RoleNature::kBody || role.nature == RoleNature::kGroup); }

}  // namespace

/// Whose a phrase is: its adjective, possessor, "of"-phrase ("the Russian army", "Moscow's envoy", "police in Minsk").
std::optional<ActorId> Mentions::owner(WordId head, int depth) {
  if (depth > 3) return std::nullopt;
  const auto coded = [&](std::optional<ActorId> id) { return id && !actors_[*id].code.empty(); };
  for (const WordId c : tree_->children(head)) {
    const Word& w = document_->words[c];
    if (w.subrel == SubRel::kPoss) {
      if (const auto id = resolve(c); coded(id)) return id;
    }
  }
  for (const WordId c : tree_->children(head)) {
    const Word& w = document_->words[c];
    if ((w.rel == Rel::kAmod || w.rel == Rel::kCompound || w.rel == Rel::kFlat || w.rel == Rel::kDet) && name_at(c) && name_at(c)->is_known) {
      if (const auto id = resolve(c); coded(id)) return id;
    }
    if (w.rel == Rel::kCompound || w.rel == Rel::kAmod) {  // "foreign ministry official", "Saudi-led"
      if (const auto id = owner(c, depth + 1); coded(id)) return id;
    }
  }
  for (const WordId c : tree_->children(head)) {
    const Word& w = document_->words[c];
    if (w.rel == Rel::kNmod && w.subrel != SubRel::kPoss && belongs_by(tree_->preposition(c))) {
      if (const auto id = resolve(c); coded(id)) return id;
      if (const auto id = owner(c, depth + 1); coded(id)) return id;
    }
  }
  for (const WordId c : tree_->children(head)) {  // "Gen. X, speaking for the Cambodian ministry"
    const Word& w = document_->words[c];
    if ((w.rel != Rel::kAcl && w.rel != Rel::kAdvcl) || (w.lemma != "speak" && w.lemma != "represent" && w.lemma != "act")) continue;
    for (const WordId d : tree_->children(c)) {
      const bool whom = document_->words[d].rel == Rel::kObj || (document_->words[d].rel == Rel::kObl && tree_->has_preposition(d, "for"));
      if (!whom) continue;
      if (const auto id = resolve(d); coded(id)) return id;
      if (const auto id = owner(d, depth + 1); coded(id)) return id;
    }
  }
  // "the mission that Moscow may have there", also of "the size of the mission that …"
  const WordId counted = document_->words[head].rel == Rel::kNmod && tree_->has_preposition(head, "of") ? document_->words[head].head : kNoWord;
  for (const WordId noun : {head, counted}) {
    if (noun == kNoWord) continue;
    for (const WordId c : tree_->children(noun)) {
      const Word& w = document_->words[c];
      if (w.rel != Rel::kAcl || w.subrel != SubRel::kRelcl || c < head) continue;
      if (w.lemma != "have" && w.lemma != "keep" && w.lemma != "maintain" && w.lemma != "run" && w.lemma != "operate") continue;
      for (const WordId d : tree_->children(c)) {
        if (document_->words[d].rel != Rel::kNsubj || document_->words[d].upos != Upos::kPropn) continue;
        if (const auto id = resolve(d); coded(id)) return id;
      }
    }
  }
  for (const WordId c : tree_->children(head)) {  // "militias loyal to the president"
    const Word& w = document_->words[c];
    if (w.rel != Rel::kAmod && w.rel != Rel::kAcl) continue;
    if (!lexicon_->in_class(w.lemma, classes_.tie)) continue;
    for (const WordId d : tree_->children(c)) {
      if (document_->words[d].rel != Rel::kObl) continue;
      if (const auto id = resolve(d); coded(id)) return id;
    }
  }
  for (const WordId c : tree_->children(head)) {  // "refugees fleeing the war in Liberia"
    if (document_->words[c].rel != Rel::kAcl || document_->words[c].subrel == SubRel::kRelcl) continue;
    for (const WordId d : tree_->children(c)) {
      const Word& w = document_->words[d];
      if (w.rel != Rel::kObl && w.rel != Rel::kObj) continue;
      const std::string prep = tree_->preposition(d);
      if (w.rel == Rel::kObl && prep != "in" && prep != "from") continue;
      if (name_at(d) && name_at(d)->is_known) {
        if (const auto id = resolve(d); coded(id)) return id;
      }
      if (w.rel == Rel::kObj) {
        if (const auto id = owner(d, depth + 1); coded(id)) return id;
      }
    }
  }
  return std::nullopt;
}

std::optional<ActorId> Mentions::of_role(WordId head, const RoleMatch& role) {
  std::optional<ActorId> state = owner(head, 0);
  const WordId begin = head + 1 >= role.words ? head + 1 - role.words : head;
  // words before the head may carry the country: "Russian" of "Russian foreign minister" hangs from "foreign" at times
  for (WordId k = begin; k < head && !state; ++k) state = owner(k, 0);
  // "tens of thousands of students throughout Indonesia": the country may hang from any of the counters
  for (WordId at = head, up = document_->words[head].head; !state && up != kNoWord && up < at && document_->words[at].rel == Rel::kNmod && tree_->has_preposition(at, "of") &&
                                                          lexicon_->in_class(document_->words[up].lemma, classes_.counter);
       at = up, up = document_->words[up].head) {
    state = owner(up, 0);
  }
  for (const WordId c : tree_->children(head)) {  // "King X of Morocco"
    if (!state && (document_->words[c].rel == Rel::kFlat || document_->words[c].rel == Rel::kAppos)) state = owner(c, 0);
  }
  if (!state) {  // "police in Cairo arrested", "were arrested in Rwanda": the clause's place
    WordId verb = document_->words[head].head;
    if (verb != kNoWord && (role.sector == "COP" || role.sector == "MIL" || role.sector == "JUD" || role.sector == "GOV")) {
      for (const WordId c : tree_->children(verb)) {
        if (document_->words[c].rel == Rel::kObl && tree_->has_preposition(c, "in") && name_at(c) && name_at(c)->is_known) state = resolve(c);
      }
    }
  }
  const bool by_words = state.has_value();
  if (!state) {
    if (const auto group = only_armed_group(head)) {
      mention(*group, head);
      return group;
    }
  }
  if (!state && (document_->words[head].lemma == "peacekeeper" || document_->words[head].lemma == "peace-keeper")) state = sender_of_peacekeepers(head);
  if (!state) state = spoken_of_there(head);
  if (!state) state = same_role_before(head);
  if (!state && has_scene(head, role)) state = scene(head, role.nature == RoleNature::kPerson);
  if (role.nature == RoleNature::kPerson) {
    for (const WordId c : tree_->children(head)) {
      const Word& w = document_->words[c];
      if (!is_name_link(w) || !name_at(c)) continue;
      const Name& name = *name_at(c);
      if (name.is_known && lexicon_->actor(name.sense.entry).kind == ActorKind::kPerson) {
        const auto id = of_person(name, head);
        if (id && by_words && state && actors_[*state].kind == ActorKind::kCountry && actors_[*id].code != actors_[*state].code) {
          actors_[*id].code = actors_[*state].code;
          actors_[*id].country = actors_[*state].country;
          actors_[*id].represents = state;
        }
        resolved_[c] = static_cast<std::int64_t>(*id);
        return id;
      }
      if (!name.is_known && c > head) {
        const ActorId id = person(words_of(name.begin, name.end), head, state, &role, head);
        resolved_[c] = id;
        return id;
      }
    }
  }
  const bool of_state = state && actors_[*state].kind == ActorKind::kCountry;
  if (state && is_government(role) && (of_state || actors_[*state].kind == ActorKind::kOrganisation)) {
    mention(*state, head);
    return state;
  }
  Actor actor;
  const Span span = phrase(head);
  actor.name = document_->text().substr(span.begin, span.size());
  actor.sector = split(role.sector);
  actor.kind = role.nature == RoleNature::kPerson ? ActorKind::kPerson : ActorKind::kGroup;
  if (role.nature == RoleNature::kPerson) actor.role = lower(words_of(begin, head + 1));
  if (state) {
    actor.code = actors_[*state].code;
    actor.country = actors_[*state].country;
    actor.represents = state;
  }
  std::string lemma(document_->words[head].lemma);
  return add("role " + actor.code + "/" + std::string(role.sector) + "/" + lemma, std::move(actor), head);
}

/// The state that an actor is or acts for; a city's for what happens there.
std::optional<ActorId> Mentions::state_behind(ActorId id, bool is_person) {
  const Actor& a = actors_[id];
  if (a.code.empty()) return std::nullopt;
  if (a.kind == ActorKind::kCountry || (is_person && a.kind == ActorKind::kOrganisation && a.represents == std::nullopt)) return id;
  if (a.represents && actors_[*a.represents].kind == ActorKind::kCountry) return a.represents;
  if (a.kind == ActorKind::kPlace) return country(a.code, kNoWord);
  return std::nullopt;
}

/// "Seoul was less warm. The ministry there …": the country that the sentence before spoke of.
std::optional<ActorId> Mentions::spoken_of_there(WordId head) {
  if (head + 1 >= tree_->sentence(head).end || document_->words[head + 1].form != "there") return std::nullopt;
  std::optional<ActorId> there;
  for (const std::size_t k : before(head, 1, kBack)) {
    const auto [at, id] = order_[k];
    const auto state = tree_->sentence_of(at) < tree_->sentence_of(head) ? state_behind(id, false) : std::nullopt;
    if (state && (!there || document_->words[at].rel == Rel::kNsubj || document_->words[at].rel == Rel::kObl)) there = state;
  }
  return there;
}

/// "the mission", "the ministry": the one that the article named before with its country.
std::optional<ActorId> Mentions::same_role_before(WordId head) {
  const Word& w = document_->words[head];
  bool definite = false;
  for (const WordId c : tree_->children(head)) definite = definite || (document_->words[c].rel == Rel::kDet && document_->words[c].lemma == "the");
  if (!definite) return std::nullopt;
  for (std::size_t k = order_.size(), seen = 0; k-- > 0 && seen < kBack; ++seen) {
    const auto [at, id] = order_[k];
    if (at >= head || lower(document_->words[at].lemma) != lower(w.lemma)) continue;  // "the Slovak Embassy", later "the embassy"
    const Actor& a = actors_[id];
    if (a.kind == ActorKind::kCountry && !a.code.empty()) return id;
    if (a.represents && !actors_[*a.represents].code.empty()) return a.represents;
  }
  return std::nullopt;
}

/// Institutions that act, or are spoken of as known, belong to the country that the text is about; what is sent, shot or asked need not.
bool Mentions::has_scene(WordId head, const RoleMatch& role) const {
  static constexpr std::string_view kSectors[] = {"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "OPP"};
  if (role.nature == RoleNature::kThing) return false;
  if (std::none_of(std::begin(kSectors), std::end(kSectors), [&](std::string_view s) { return role.sector.starts_with(s); })) return false;
  const Word& w = document_->words[head];
  if (w.rel == Rel::kNsubj || w.subrel == SubRel::kPoss || w.subrel == SubRel::kAgent || w.rel == Rel::kRoot) return true;
  for (const WordId c : tree_->children(head)) {
    if (document_->words[c].rel == Rel::kDet && document_->words[c].lemma == "the") return true;
    if (document_->words[c].rel == Rel::kFlat || document_->words[c].rel == Rel::kAppos) return true;  // "President X"
  }
  return false;
}

/// An official, court or army that no word ties to a country belongs to the only country that its sentence names.
void Mentions::give_only_country() {
  for (ActorId id = 0; id < actors_.size(); ++id) {
    if (!actors_[id].code.empty() || actors_[id].mentions.empty()) continue;
    static constexpr std::string_view kSectors[] = {"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "OPP"};
    const auto& sector = actors_[id].sector;
    if (sector.empty() || std::find(std::begin(kSectors), std::end(kSectors), sector.front()) == std::end(kSectors)) continue;
    const std::uint32_t at = actors_[id].mentions.front().begin;
    const auto sentence = std::upper_bound(document_->sentences.begin(), document_->sentences.end(), at,
                                           [](std::uint32_t byte, const Sentence& s) { return byte < s.span.begin; });
    if (sentence == document_->sentences.begin()) continue;
    const Sentence& s = *(sentence - 1);
    const auto head = std::find_if(order_.begin(), order_.end(), [&](const auto& m) { return m.second == id; });
    std::optional<ActorId> only;
    bool several = false;
    for (WordId w = s.begin; w < s.end; ++w) {
      if (!name_of_[w] || resolved_[w] < 0) continue;
      const Actor& a = actors_[static_cast<ActorId>(resolved_[w])];
      const std::string& code = a.kind == ActorKind::kCountry ? a.code : a.country;
      if (code.empty()) continue;
      const Word& x = document_->words[w];
      if (x.rel == Rel::kObj || x.rel == Rel::kIobj) several = true;  // a party of its own: whom he visits, accuses
      if ((x.rel == Rel::kObl || x.rel == Rel::kNmod) && x.subrel != SubRel::kPoss) {
        const std::string prep = tree_->preposition(w);
        if (prep == "to" || prep == "with" || prep == "against" || prep == "on" || prep == "toward" || prep == "from") several = true;
      }
      if (only && actors_[*only].code != code) several = true;
      if (!only) only = country(code, kNoWord);
    }
    if (!only || several) continue;
    if (head != order_.end() && actors_[id].kind == ActorKind::kPerson && is_struck_by(head->first, *only)) continue;
    actors_[id].code = actors_[*only].code;
    actors_[id].country = actors_[*only].country;
    actors_[id].represents = only;
  }
}

/// "In Prague, …" at the head of one of the last sentences moves the report there, until the country of the dateline acts again.
std::optional<ActorId> Mentions::moved_to(std::uint32_t here) {
  constexpr std::uint32_t kStays = 4;  // sentences
  for (std::uint32_t s = here; s-- > 0 && s + kStays >= here;) {
    const Sentence& sentence = document_->sentences[s];
    for (WordId w = sentence.begin; w < sentence.end; ++w) {
      if (resolved_[w] < 0) continue;
      const Actor& a = actors_[static_cast<ActorId>(resolved_[w])];
      const Word& x = document_->words[w];
      if (x.rel == Rel::kNsubj && a.code == actors_[*dateline_].code) return std::nullopt;
      const bool fronted = w <= sentence.begin + 2 && x.rel == Rel::kObl && tree_->has_preposition(w, "in");
      if (!fronted || a.code.empty()) continue;
      if (a.kind == ActorKind::kCountry) return static_cast<ActorId>(resolved_[w]);
      if (a.kind == ActorKind::kPlace) return country(a.country.empty() ? a.code : a.country, kNoWord);
    }
  }
  return std::nullopt;
}

/// "the rebels", "separatists" of an article that names one armed group only.
std::optional<ActorId> Mentions::only_armed_group(WordId head) {
  if (!lexicon_->in_class(document_->words[head].lemma, classes_.rebel)) return std::nullopt;
  std::string only;
  for (const Name& n : names_) {
    if (!n.is_known) continue;
    const ActorEntry e = lexicon_->actor(n.sense.entry);
    if (e.kind != ActorKind::kGroup && e.kind != ActorKind::kMovement) continue;
    if (!only.empty() && only != e.code) return std::nullopt;
    only = e.code;
  }
  if (only.empty()) return std::nullopt;
  return country(only, kNoWord);
}

/// Peacekeepers are those of the organisation named last, else the United Nations'; not those whom a state sends or refuses.
std::optional<ActorId> Mentions::sender_of_peacekeepers(WordId head) {
  const Word& w = document_->words[head];
  if (w.rel == Rel::kObj && w.head != kNoWord && lexicon_->in_class(document_->words[w.head].lemma, classes_.sending)) {
    for (WordId verb = w.head, steps = 0; verb != kNoWord && steps < 4; verb = document_->words[verb].head, ++steps) {  // "the African Union shelved a plan to send …"
      const WordId subject = tree_->child(verb, Rel::kNsubj);
      if (subject == kNoWord) continue;
      const auto id = resolve(subject);
      return id && actors_[*id].kind == ActorKind::kOrganisation ? id : std::nullopt;
    }
    return std::nullopt;
  }
  for (std::size_t k = order_.size(), seen = 0; k-- > 0 && seen < kBack; ++seen) {
    const auto [at, id] = order_[k];
    const Actor& a = actors_[id];
    if (at >= head || a.kind != ActorKind::kOrganisation || a.code.empty() || a.sector.empty() || a.sector.front() != "IGO") continue;
    return id;
  }
  return country("UN", kNoWord);
}

/// "Guinean troops carried off two policemen": whom an army takes is not of its own side.
bool Mentions::is_struck_by(WordId head, ActorId state) {
  while (document_->words[head].rel == Rel::kConj && document_->words[head].head != kNoWord) head = document_->words[head].head;
  const Word& w = document_->words[head];
  const bool given = w.rel == Rel::kObl && tree_->has_preposition(head, "to");  // "Sweden granted asylum to a former judge"
  if ((w.rel != Rel::kObj && !given) || w.head == kNoWord) return false;
  WordId verb = w.head;
  while (document_->words[verb].rel == Rel::kConj && document_->words[verb].head != kNoWord) verb = document_->words[verb].head;
  const WordId subject = tree_->child(verb, Rel::kNsubj);
  if (subject == kNoWord) return false;
  const auto doer = resolve(subject);
  if (!doer || actors_[*doer].code != actors_[state].code) return false;
  const auto& sector = actors_[*doer].sector;
  if (given && actors_[*doer].kind == ActorKind::kCountry) return true;
  return !sector.empty() && (sector.front() == "MIL" || sector.front() == "SPY");
}

/// Whose a role is that nothing in its phrase says: "the ministry", "police", "a spokesman". The party that the text is about here: one
/// named before it in its own sentence; a place that the text has moved to ("In Prague, …"); the country of the dateline; else the
/// subject of the sentences before.
std::optional<ActorId> Mentions::scene(WordId head, bool is_person) {
  constexpr std::uint32_t kNear = 2;  // sentences
  const std::uint32_t here = tree_->sentence_of(head);
  const auto state_of = [&](ActorId id) { return state_behind(id, is_person); };
  for (const WordId c : tree_->children(head)) {
    if (dateline_ && lower(document_->words[c].form) == "here") return dateline_;
  }
  if (dateline_ && head + 1 < tree_->sentence(head).end && document_->words[head + 1].form == "here") return dateline_;  // "the Senate here ousted"
  const ClassId head_of_mission = lexicon_->class_named("head-of-mission"), diplomat = lexicon_->class_named("diplomat");
  // "Slovakia's ambassador was called in to the ministry": the envoy is a guest
  const auto is_guest = [&](WordId at, ActorId id) {
    const std::string& role = actors_[id].role;
    const std::string_view last = std::string_view(role).substr(role.rfind(' ') == std::string::npos ? 0 : role.rfind(' ') + 1);
    if (lexicon_->in_class(last, head_of_mission) || lexicon_->in_class(last, diplomat)) return true;
    const WordId up = document_->words[at].head;
    const auto envoy = [&](WordId w) { return lexicon_->in_class(document_->words[w].lemma, head_of_mission) || lexicon_->in_class(document_->words[w].lemma, diplomat); };
    const Rel r = document_->words[at].rel;
    return envoy(at) || (up != kNoWord && (r == Rel::kNmod || r == Rel::kAmod || r == Rel::kCompound) && envoy(up));
  };
  // "Brazil and Uruguay barred the new government": whom one does something to is another
  const auto is_doer_to = [&](WordId at) {
    const Word& x = document_->words[head];
    if (x.rel != Rel::kObj || x.head == kNoWord) return false;
    const WordId doer = tree_->child(x.head, Rel::kNsubj);
    return doer != kNoWord && tree_->within(at, doer);
  };
  const auto is_place = [&](WordId at) {
    const Word& w = document_->words[at];
    // "In Prague, …", "police in Prague …": the text goes there; "the mission in Prague" is only spoken of
    const bool of_subject = w.rel == Rel::kNmod && w.head != kNoWord && document_->words[w.head].rel == Rel::kNsubj;
    const bool just_before = w.rel == Rel::kObl && tree_->sentence_of(at) + 1 >= here && w.head != kNoWord &&
                             (document_->words[w.head].head == kNoWord || document_->words[w.head].rel == Rel::kConj || at <= tree_->sentence(at).begin + 2);
    return (just_before || of_subject) && (tree_->has_preposition(at, "in") || tree_->has_preposition(at, "at"));
  };
  std::optional<ActorId> subject, place, nearest, nearest_here;  // "The EU has frozen its aid to Burundi, officials said": whose deed, theirs are the officials
  const std::vector<std::size_t> near = before(head, kNear, kBack);
  for (auto k = near.rbegin(); k != near.rend(); ++k) {
    const auto [at, id] = order_[*k];
    const std::uint32_t there = tree_->sentence_of(at);
    const auto state = state_of(id);
    if (!state) continue;
    if (there == here && (is_guest(at, id) || is_doer_to(at))) continue;
    if (there == here && document_->words[at].rel == Rel::kNsubj && document_->words[head].rel == Rel::kNsubj) return state;
    if (there == here && !nearest_here) nearest_here = state;
    if (there == here) continue;
    if (nearest_here) return nearest_here;
    if (!place && is_place(at)) place = state;
    if (!subject && document_->words[at].rel == Rel::kNsubj) subject = state;
    if (!nearest) nearest = state;
  }
  if (nearest_here) return nearest_here;
  if (place && dateline_) return place;
  if (const auto moved = dateline_ ? moved_to(here) : std::nullopt) return moved;
  if (scene_) return scene_;
  return subject ? subject : nearest;
}

}  // namespace demarche
