// Persons: by full name, by surname, by the role beside the name, by the office that the sentence before left without a name. Part of
// Mentions.
#include <algorithm>

#include "base/utf8.h"
#include "reading/mention_words.h"
#include "reading/reading.h"

namespace demarche {

ActorId Mentions::person(const std::string& name, WordId head, std::optional<ActorId> owner_id, const RoleMatch* role, WordId role_head) {
  const std::string surname = name.substr(name.rfind(' ') == std::string::npos ? 0 : name.rfind(' ') + 1);
  if (const auto known = by_surname_.find(surname); known != by_surname_.end() && (name == surname || actors_[known->second].name == name)) {
    mention(known->second, head);
    return known->second;
  }
  Actor actor;
  actor.name = name;
  actor.kind = ActorKind::kPerson;
  if (owner_id) {
    actor.code = actors_[*owner_id].code;
    actor.country = actors_[*owner_id].country;
    actor.represents = owner_id;
  }
  if (role) {
    actor.sector = split(role->sector);
    actor.role = lower(words_of(role_head + 1 > role->words ? role_head + 1 - role->words : role_head, role_head + 1));
  } else if (owner_id) {
    actor.sector = actors_[*owner_id].sector;
  }
  const ActorId id = add("person " + name, std::move(actor), head);
  by_surname_.try_emplace(surname, id);
  return id;
}

std::optional<ActorId> Mentions::of_person(const Name& name, WordId head) {
  const std::string words = words_of(name.begin, name.end);
  if (name.is_known && name.sense.use == NameUse::kSurname) {
    if (const auto known = by_surname_.find(words); known != by_surname_.end()) {
      mention(known->second, head);
      return known->second;
    }
  }
  if (name.is_known) {
    const ActorEntry e = lexicon_->actor(name.sense.entry);
    const Office* office = e.offices.empty() ? nullptr : &e.offices.front();
    if (day_) {
      const Office* last_before = nullptr;
      const Office* current = nullptr;
      for (const Office& o : e.offices) {
        if (!current && *day_ >= o.from && *day_ <= o.to) current = &o;
        if (o.from <= *day_ && (!last_before || o.from > last_before->from)) last_before = &o;
      }
      office = current ? current : last_before ? last_before : office;
    }
    Actor actor;
    actor.name = e.name;
    actor.kind = ActorKind::kPerson;
    if (office) {
      const ActorId state = country(office->code, kNoWord);
      actor.code = actors_[state].code;
      actor.country = actors_[state].country;
      actor.represents = state;
      actor.sector = split(office->sector);
      actor.role = office->title;
    }
    const ActorId id = add("person " + actor.name, std::move(actor), head);
    const std::string full(e.name);
    by_surname_.try_emplace(full.substr(full.rfind(' ') == std::string::npos ? 0 : full.rfind(' ') + 1), id);
    return id;
  }
  // a surname of somebody named before
  if (const auto known = by_surname_.find(words); known != by_surname_.end()) {
    mention(known->second, head);
    return known->second;
  }
  // the role that stands before the name or beside it gives country and sector
  const Word& w = document_->words[head];
  const auto role_at = [&](WordId r) { return lexicon_->role_ending_at(*document_, tree_->sentence(head).begin, r); };
  std::optional<ActorId> state;
  RoleMatch role;
  WordId role_head = head;
  for (const WordId c : tree_->children(head)) {
    const Word& x = document_->words[c];
    if (x.rel != Rel::kCompound && x.rel != Rel::kAppos && x.rel != Rel::kNmod && x.rel != Rel::kFlat && x.rel != Rel::kAmod) continue;
    if (const RoleMatch r = role_at(c); r.words && r.nature == RoleNature::kPerson && x.subrel != SubRel::kPoss) {
      role = r;
      role_head = c;
      state = owner(c, 0);
    }
  }
  if (!state && w.head != kNoWord && is_name_link(w)) {
    if (const RoleMatch r = role_at(w.head); r.words) role = r, role_head = w.head, state = owner(w.head, 0);
  }
  if (!state) state = owner(head, 0);
  if (!state && (name.end - name.begin >= 2 || has_title(name))) state = office_before(head);
  const bool titled = has_title(name);
  const bool person_like = titled || name.kind == NameKind::kPerson || role.words || (name.end - name.begin >= 2 && name.kind == NameKind::kNone);
  if (person_like && name.kind != NameKind::kOrganisation && name.kind != NameKind::kPlace) {
    return person(words, head, state, role.words ? &role : nullptr, role_head);
  }
  Actor actor;
  actor.name = words;
  actor.kind = name.kind == NameKind::kOrganisation ? ActorKind::kOrganisation
               : name.kind == NameKind::kPlace      ? ActorKind::kPlace
               : name.kind == NameKind::kPerson     ? ActorKind::kPerson
                                                    : ActorKind::kUnknown;
  if (state) actor.code = actors_[*state].code, actor.country = actors_[*state].country;
  return add("unlisted " + words, std::move(actor), head);
}

/// "Sheikh Tamim", "Air Vice Marshal Prapat": a title makes a person.
bool Mentions::has_title(const Name& name) const {
  const WordId from = name.begin > 0 ? name.begin - 1 : name.begin;
  for (WordId w = from; w < name.end; ++w) {
    const std::string_view form = document_->words[w].form;
    if (form.front() >= 'A' && form.front() <= 'Z' && lexicon_->in_class(form, classes_.title)) return w + 1 < name.end || w < name.begin;
  }
  return false;
}

/// "Kuwait's emir flew to Jeddah. Sheikh Sabah al-Ahmad …": whose head the sentence before left without a name.
std::optional<ActorId> Mentions::office_before(WordId head) {
  const std::uint32_t here = tree_->sentence_of(head);
  if (document_->words[head].rel != Rel::kNsubj) return std::nullopt;
  for (std::size_t k = order_.size(), seen = 0; k-- > 0 && seen < 20; ++seen) {
    const auto [at, id] = order_[k];
    const std::uint32_t there = tree_->sentence_of(at);
    if (there + 1 < here) break;
    if (there != here - 1 || document_->words[at].upos != Upos::kNoun) continue;
    const Actor& a = actors_[id];
    if (a.kind != ActorKind::kPerson || !a.represents || a.role.empty()) continue;
    if (lexicon_->in_class(std::string_view(a.role).substr(a.role.rfind(' ') + 1), classes_.first_office)) return a.represents;
  }
  return std::nullopt;
}

}  // namespace demarche
