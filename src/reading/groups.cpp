// Several parties that one phrase means together: "the two countries", "both sides", "the Baltic states", "the leaders", "the two men".
// Part of Mentions.
#include <algorithm>
#include <map>
#include <string>

#include "base/utf8.h"
#include "reading/mention_words.h"
#include "reading/reading.h"

namespace demarche {

/// As many countries as "the four states" counts: those that one sentence names, or one list in it, the nearest before first.
std::vector<ActorId> Mentions::countries_together(WordId head, std::size_t count) {
  constexpr std::uint32_t kAhead = 6, kBehind = 8;  // sentences
  const std::uint32_t here = tree_->sentence_of(head);
  const auto last = static_cast<std::uint32_t>(document_->sentences.size());
  const auto code_at = [&](WordId w) -> std::string_view {
    const Name* name = name_at(w);
    if (!name || !name->is_known || name->head != w) return {};
    const ActorEntry e = lexicon_->actor(name->sense.entry);
    const bool itself = name->sense.use == NameUse::kName || name->sense.use == NameUse::kCapital;
    return itself && e.kind == ActorKind::kCountry ? e.code : std::string_view{};
  };
  const auto take = [](std::vector<std::string_view>& to, std::string_view code) {
    if (!code.empty() && std::find(to.begin(), to.end(), code) == to.end()) to.push_back(code);
  };
  const auto from = [&](std::uint32_t s) -> std::vector<ActorId> {
    std::map<std::string, std::vector<std::string_view>> alike;  // "by Bahrain, and then by Riyadh, Abu Dhabi and Cairo", by role
    const Sentence& sentence = document_->sentences[s];
    std::vector<ActorId> found;
    const auto as_actors = [&](const std::vector<std::string_view>& codes) {
      for (const std::string_view code : codes) found.push_back(country(code, kNoWord));
      return found;
    };
    for (WordId w = sentence.begin; w < sentence.end; ++w) {
      if (w == head) continue;
      if (const std::string_view code = code_at(w); !code.empty() && s != here) {
        WordId first = w;
        std::string prep = tree_->preposition(w);
        while (document_->words[first].rel == Rel::kConj && document_->words[first].head != kNoWord) {
          first = document_->words[first].head;
          if (prep.empty()) prep = tree_->preposition(first);
        }
        take(alike[prep.empty() ? std::to_string(static_cast<int>(document_->words[first].rel)) : prep], code);
      }
      if (document_->words[w].rel == Rel::kConj) continue;
      std::vector<std::string_view> list;
      for (const WordId c : tree_->coordinated(w)) take(list, code_at(c));
      if (list.size() == count) return as_actors(list);
    }
    for (const auto& [role, codes] : alike) {
      if (codes.size() == count) return as_actors(codes);
    }
    return found;
  };
  for (std::uint32_t back = 0; back <= kBehind && back <= here; ++back) {
    if (auto found = from(here - back); !found.empty()) return found;
  }
  for (std::uint32_t s = here + 1; s < last && s <= here + kAhead; ++s) {
    if (auto found = from(s); !found.empty()) return found;
  }
  return {};
}

/// The two coordinated subjects of the first sentence with a verb, where one of them is a group and no country.
std::vector<ActorId> Mentions::pair_of_lead() {
  for (const Sentence& s : document_->sentences) {
    bool has_verb = false;
    for (WordId w = s.begin; w < s.end; ++w) {
      const Word& x = document_->words[w];
      has_verb = has_verb || x.upos == Upos::kVerb;
      if (x.rel != Rel::kNsubj || tree_->child(w, Rel::kConj) == kNoWord) continue;
      std::vector<ActorId> out;
      bool group = false;
      for (const WordId c : tree_->coordinated(w)) {
        const auto id = resolve(c);
        if (!id || actors_[*id].code.empty()) continue;
        const ActorId side = principal_of(*id, actors_);
        group = group || actors_[side].kind == ActorKind::kGroup || actors_[side].kind == ActorKind::kMovement || actors_[side].kind == ActorKind::kParty;
        if (std::find(out.begin(), out.end(), side) == out.end()) out.push_back(side);
      }
      if (out.size() == 2 && group) return out;
    }
    if (has_verb) return {};
  }
  return {};
}

/// "British and EU negotiators", "Israeli and Hamas officials": what may own a group of people beside states.
bool Mentions::is_body(ActorId id) const {
  const ActorKind k = actors_[id].kind;
  return !actors_[id].code.empty() && (k == ActorKind::kOrganisation || k == ActorKind::kGroup || k == ActorKind::kMovement);
}

bool Mentions::has_role(WordId head) const { return lexicon_->role_ending_at(*document_, tree_->sentence(head).begin, head).words != 0; }

/// "troops", "police": a word for many people that has no plural of its own.
bool Mentions::names_many(WordId head) const {
  const RoleMatch role = lexicon_->role_ending_at(*document_, tree_->sentence(head).begin, head);
  return role.words != 0 && role.nature == RoleNature::kGroup && tree_->child(head, Rel::kDet) == kNoWord;
}

/// "the two countries", "both sides", "the four", "they": parties that no one phrase names. Empty where the phrase is none of these.
std::vector<ActorId> Mentions::several(WordId head) {
  std::vector<ActorId> out = together(head);
  if (out.empty() && is_plain_group(head)) {
    const bool are_persons = is_person(head);  // "the leaders" are no army told of since
    for (auto g = groups_.rbegin(); g != groups_.rend(); ++g) {  // the most who were named together, of equals the last
      const bool fits = !are_persons || is_person(g->first) || lexicon_->in_class(document_->words[g->first].lemma, classes_.together);
      if (g->first < head && fits && g->second.size() > out.size()) out = g->second;
    }
    for (const ActorId id : out) mention(id, head);
  }
  const auto of_one_country = [&](ActorId id) { return actors_[id].country == actors_[out.front()].country; };
  if (out.size() > 1 && !std::all_of(out.begin(), out.end(), of_one_country)) groups_.emplace_back(head, out);
  return out;
}

/// "The leaders", "the ministers", after "the presidents of the five republics": plural, definite, and nothing else said of them.
bool Mentions::is_plain_group(WordId head) const {
  const Word& w = document_->words[head];
  if (w.upos != Upos::kNoun || !w.is(kPlur)) return false;
  if (!lexicon_->in_class(w.lemma, classes_.together) && !lexicon_->in_class(w.lemma, classes_.together_body)) return false;
  bool definite = false;
  for (const WordId c : tree_->children(head)) {
    const Word& x = document_->words[c];
    if (x.rel == Rel::kDet && x.lemma == "the") definite = true;
    else if (x.rel == Rel::kAmod || x.rel == Rel::kCompound || x.rel == Rel::kNmod || x.rel == Rel::kNummod || x.rel == Rel::kAcl || x.rel == Rel::kAppos || x.rel == Rel::kFlat) return false;
  }
  return definite;
}

/// The members of a small region whose states are meant together: "the Baltic states", "the five Central Asian presidents".
std::vector<ActorId> Mentions::of_region(WordId head, std::size_t count) {
  const Word& w = document_->words[head];
  std::vector<ActorId> out;
  const bool is_body = lexicon_->in_class(w.lemma, classes_.together) || lexicon_->in_class(w.lemma, classes_.together_body);
  if (!w.is(kPlur) || (!is_body && !name_at(head))) return out;
  WordList named{head};  // "the Baltics" by name, else by the adjective
  for (const WordId c : tree_->children(head)) {
    if (is_body && (document_->words[c].rel == Rel::kAmod || document_->words[c].rel == Rel::kCompound)) named.push_back(c);
  }
  for (const WordId c : named) {
    const Name* name = name_at(c);
    if (!name || !name->is_known) continue;
    const ActorEntry e = lexicon_->actor(name->sense.entry);
    if (e.kind != ActorKind::kPeople || e.members.empty() || (count != 0 && count != e.members.size())) continue;
    for (const std::string_view code : e.members) out.push_back(country(code, kNoWord));
    for (const ActorId id : out) mention(id, head);
    return out;
  }
  return out;
}

/// "The two men", "the two presidents": the last two persons of different sides whom the sentences just before name.
std::vector<ActorId> Mentions::last_persons(WordId head) {
  constexpr std::uint32_t kNear = 2;  // sentences
  std::vector<ActorId> out;
  const std::vector<std::size_t> near = before(head, kNear, kBack);
  for (auto k = near.rbegin(); k != near.rend() && out.size() < 2; ++k) {
    const Actor& a = actors_[order_[*k].second];
    if (a.kind != ActorKind::kPerson || !a.represents || actors_[*a.represents].code.empty()) continue;
    if (std::none_of(out.begin(), out.end(), [&](ActorId o) { return actors_[o].code == actors_[*a.represents].code; })) out.push_back(*a.represents);
  }
  if (out.size() < 2) return {};
  std::reverse(out.begin(), out.end());
  for (const ActorId id : out) mention(id, head);
  return out;
}

std::vector<ActorId> Mentions::together(WordId head) {
  const Word& w = document_->words[head];
  std::vector<ActorId> out;
  const auto add_new = [&](ActorId id) {
    if (std::find(out.begin(), out.end(), id) == out.end()) out.push_back(id);
  };
  const std::string form = lower(w.form);
  if (form == "they" || form == "them" || form == "their" || form == "both" || form == "each" || form == "neither") {
    const auto first = of_pronoun_word(head);
    if (!first) return out;
    for (const WordId c : tree_->coordinated(*first)) {
      if (const auto id = resolve(c)) add_new(*id);
    }
    return out.size() > 1 ? out : std::vector<ActorId>{};
  }
  // "French and Egyptian warships", "Sierra Leonean and Liberian troops": one side of two countries
  const bool many = w.upos == Upos::kNoun && (w.is(kPlur) || names_many(head));
  if (many) {
    for (const WordId c : tree_->children(head)) {
      const Rel r = document_->words[c].rel;
      const bool owner = r == Rel::kAmod || r == Rel::kCompound || document_->words[c].subrel == SubRel::kPoss;  // "Israel's and Jordan's ministers"
      if (c > head || !owner || !is_listed(c)) continue;
      for (const WordId d : tree_->coordinated(c)) {
        if (d < head && is_listed(d)) {
          if (const auto id = resolve(d); id && (actors_[*id].kind == ActorKind::kCountry || (many && has_role(head) && is_body(*id)))) add_new(*id);
        }
      }
    }
    if (out.size() > 1) {
      for (const ActorId id : out) mention(id, head);
      return out;
    }
    out.clear();
  }
  // "the presidents of Brazil and Colombia", "troops from Norway and Sweden"
  if (many) {
    for (const WordId c : tree_->children(head)) {
      const Word& x = document_->words[c];
      if (x.rel != Rel::kNmod || x.subrel == SubRel::kPoss || tree_->child(c, Rel::kConj) == kNoWord) continue;
      const std::string prep = tree_->preposition(c);
      if (prep != "of" && !(prep == "from" && has_role(head))) continue;
      for (const WordId d : tree_->coordinated(c)) {
        if (const auto id = name_at(d) ? resolve(d) : std::nullopt; id && (actors_[*id].kind == ActorKind::kCountry || actors_[*id].kind == ActorKind::kOrganisation)) add_new(*id);
      }
    }
    if (out.size() > 1) {
      for (const ActorId id : out) mention(id, head);
      return out;
    }
    out.clear();
  }
  bool listed_noun = lexicon_->in_class(w.lemma, classes_.together);
  if (lexicon_->in_class(w.lemma, classes_.together_body)) {  // "both armies", "the two presidents"
    for (const WordId c : tree_->children(head)) {
      const std::string f = lower(document_->words[c].form);
      listed_noun = listed_noun || f == "both" || f == "two";
    }
  }
  const bool groups_too = lexicon_->in_class(w.lemma, classes_.camp);
  bool distributive = false;  // "each side", "neither country"
  for (const WordId c : tree_->children(head)) {
    const std::string f = lower(document_->words[c].form);
    if (document_->words[c].rel == Rel::kDet && (f == "each" || f == "neither" || f == "either")) distributive = listed_noun;
  }
  const bool noun = listed_noun && (w.is(kPlur) || distributive);
  std::size_t count = distributive ? 2 : 0;
  const auto number = [](std::string_view s) -> std::size_t {
    static constexpr std::string_view kNumbers[] = {"", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};
    for (std::size_t n = 2; n < std::size(kNumbers); ++n) {
      if (s == kNumbers[n]) return n;
    }
    return 0;
  };
  bool definite = distributive, is_qualified = false;
  for (const WordId c : tree_->children(head)) {
    const std::string f = lower(document_->words[c].form);
    if (f == "the" || f == "these" || f == "those") definite = true;
    if (f == "both") definite = true, count = 2;
    if (document_->words[c].rel == Rel::kNummod) count = number(f);
    if (document_->words[c].rel == Rel::kAmod && is_listed(c)) is_qualified = true;  // "the Baltic states"
  }
  if (w.upos == Upos::kNum && count == 0) count = number(form);
  if (definite || count > 0) {
    if (out = of_region(head, count); !out.empty()) return out;
  }
  if (count >= 3 && (noun || (w.upos == Upos::kNum && definite))) {
    for (const ActorId id : countries_together(head, count)) add_new(id);
    for (const ActorId id : out) mention(id, head);
    if (!out.empty()) return out;
  }
  if (is_qualified) return out;
  if (w.upos != Upos::kNum && !noun) {  // "the two countries' ministers", "commanders of both sides"
    if (w.upos != Upos::kNoun || !w.is(kPlur)) return out;
    for (const WordId c : tree_->children(head)) {
      const Word& x = document_->words[c];
      if (x.subrel != SubRel::kPoss && !(x.rel == Rel::kNmod && tree_->has_preposition(c, "of"))) continue;
      if (x.lemma == w.lemma || x.upos == Upos::kNum) continue;
      if (out = several(c); !out.empty()) return out;
    }
    return out;
  }
  if (!definite || count == 0) {
    const bool pair = lexicon_->in_class(w.lemma, classes_.pair) && tree_->child(head, Rel::kNummod) == kNoWord;
    if (!definite || !noun || !pair) return out;
    count = 2;  // "the sides", "the neighbours"
  }
  if (count == 2 && groups_too) {  // "Dakar and the rebels agreed …": the two camps are those of the lead, where one is no country
    if (out = pair_of_lead(); !out.empty()) {
      for (const ActorId id : out) mention(id, head);
      return out;
    }
  }
  if (count == 2 && is_person(head)) {
    if (out = last_persons(head); !out.empty() || w.lemma == "man" || w.lemma == "woman") return out;
  }
  if (count == 2) {
    // those whom the article names far more often than any other
    std::map<std::string, std::size_t> times;
    for (const Name& n : names_) {
      if (!n.is_known) continue;
      const ActorEntry e = lexicon_->actor(n.sense.entry);
      if (e.kind == ActorKind::kCountry || (groups_too && e.kind == ActorKind::kGroup)) ++times[std::string(e.code)];
    }
    std::vector<std::pair<std::size_t, std::string>> most;
    for (const auto& [code, n] : times) most.emplace_back(n, code);
    std::sort(most.rbegin(), most.rend());
    constexpr std::size_t kOften = 3;
    if (most.size() >= 2 && most[1].first >= kOften && (most.size() == 2 || most[1].first > most[2].first + 1)) {
      add_new(country(most[0].second, kNoWord));
      add_new(country(most[1].second, kNoWord));
      for (const ActorId id : out) mention(id, head);
      return out;
    }
  }
  const std::vector<std::size_t> near = before(head, tree_->sentence_of(head), kBack);
  for (auto k = near.rbegin(); k != near.rend() && out.size() < count; ++k) {
    const ActorId id = order_[*k].second;
    const Actor& a = actors_[id];
    if (a.code.empty()) continue;
    const std::optional<ActorId> state = a.kind == ActorKind::kCountry ? std::optional<ActorId>(id) : a.represents;
    if (state && actors_[*state].kind == ActorKind::kCountry) add_new(*state);
  }
  if (out.size() < count) return {};
  std::reverse(out.begin(), out.end());
  for (const ActorId id : out) mention(id, head);
  return out;
}

}  // namespace demarche
