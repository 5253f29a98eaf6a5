// Names, role words, pronouns and definite nouns become the parties of the article. Relies on tree and lexicon.
// Doors: Mentions::resolve for a phrase that names a party, Mentions::inside for the parties within one that does not.
//
// A party is kept under a key: a country under its code, its army under "RUS/MIL", a minister under his name. What speaks for a
// government (capital, metonym, "the government of", "the foreign ministry") is the country itself.
#include <algorithm>

#include "base/utf8.h"
#include "reading/reading.h"

namespace demarche {
namespace {

constexpr std::int64_t kNotAsked = -2;
constexpr std::int64_t kNothing = -1;
constexpr std::size_t kBack = 200;  // mentions looked back over for what "the alliance" or "the two countries" mean

std::vector<std::string> split(std::string_view blanks) {
  std::vector<std::string> out;
  while (!blanks.empty()) {
    const auto at = blanks.find(' ');
    if (at != 0) out.emplace_back(blanks.substr(0, at));
    if (at == std::string_view::npos) break;
    blanks.remove_prefix(at + 1);
  }
  return out;
}

bool is_modifier(const Word& w) { return w.rel == Rel::kAmod || w.rel == Rel::kCompound || w.rel == Rel::kNmod || w.rel == Rel::kDet; }
bool is_name_link(const Word& w) { return w.rel == Rel::kFlat || w.rel == Rel::kCompound || w.rel == Rel::kAppos; }
bool belongs_by(std::string_view prep) {
  return prep == "of" || prep == "in" || prep == "from" || prep == "for" || prep == "at" || prep == "to" || prep == "throughout" || prep == "across" ||
         prep == "inside" || prep == "within";
}
/// Sectors whose bodies speak for the state itself.
bool is_government(const RoleMatch& role) { return role.sector == "GOV" && (role.nature == RoleNature::kBody || role.nature == RoleNature::kGroup); }

}  // namespace

Mentions::Mentions(const Tree& tree, const Lexicon& lexicon, std::optional<Day> published)
    : tree_(&tree), document_(&tree.document()), lexicon_(&lexicon), day_(published), group_noun_(lexicon.class_named("group-noun")) {
  const std::size_t n = document_->words.size();
  name_of_.assign(n, 0);
  resolved_.assign(n, kNotAsked);
  find_names();
  find_unlisted_names();
  find_dateline_state();
  for (WordId w = 0; w < n; ++w) {
    const Upos u = document_->words[w].upos;
    if (u == Upos::kNoun || u == Upos::kPropn || (u == Upos::kAdj && name_of_[w]) || (u == Upos::kX && name_of_[w])) resolve(w);
  }
  give_only_country();
}

/// A surname alone: a proper noun that is no part of another name and no month.
bool Mentions::may_be_surname(WordId w) const {
  const Word& x = document_->words[w];
  if (x.upos != Upos::kPropn) return false;
  if (is_time_word(x) && x.rel != Rel::kNsubj && x.subrel != SubRel::kPoss) return false;
  const Sentence& s = tree_->sentence(w);
  const auto is_unlisted_name = [&](WordId k) {
    return document_->words[k].upos == Upos::kPropn && name_of_[k] == 0 && !lexicon_->role_ending_at(*document_, s.begin, k).words;
  };
  if (w > s.begin && is_unlisted_name(w - 1) && (x.head == w - 1 || document_->words[w - 1].head == w || document_->words[w - 1].head == x.head)) return false;
  if (w + 1 < s.end && document_->words[w + 1].upos == Upos::kPropn && (document_->words[w + 1].head == w || x.head == w + 1) &&
      !lexicon_->role_ending_at(*document_, s.begin, w + 1).words) {
    return false;
  }
  return true;
}

/// "MOSCOW, June 14 -": the country where the report was written, from a first sentence without a verb.
void Mentions::find_dateline_state() {
  constexpr WordId kLongest = 14;
  if (document_->sentences.size() < 2 || document_->sentences.front().size() > kLongest) return;
  const Sentence& first = document_->sentences.front();
  for (WordId w = first.begin; w < first.end; ++w) {
    if (document_->words[w].upos == Upos::kVerb || document_->words[w].upos == Upos::kAux) return;
  }
  for (WordId w = first.begin; w < first.end && !dateline_; ++w) {
    const Name* name = name_at(w);
    if (!name || !name->is_known) continue;
    const ActorEntry e = lexicon_->actor(name->sense.entry);
    const std::string_view code = e.kind == ActorKind::kCountry ? e.code : e.country;
    if (!code.empty()) dateline_ = country(code, kNoWord);
  }
}

const NameSense* Mentions::choose(std::span<const NameSense> senses, WordId begin, WordId end) const {
  const NameSense* best = nullptr;
  int best_rank = -1;
  const Word& last = document_->words[end - 1];
  for (const NameSense& s : senses) {
    int rank = 2;
    if (day_ && (*day_ < s.from || *day_ > s.to)) rank = 0;
    const bool adjectival = last.upos == Upos::kAdj || (last.rel == Rel::kCompound && last.upos == Upos::kPropn) || last.rel == Rel::kAmod;
    if (s.use == NameUse::kSurname && !may_be_surname(begin)) continue;
    if (end - begin == 1 && adjectival == (s.use == NameUse::kAdjective)) ++rank;
    if (lexicon_->actor(s.entry).kind == ActorKind::kPerson && day_) {
      for (const Office& o : lexicon_->actor(s.entry).offices) {
        if (*day_ >= o.from && *day_ <= o.to) { ++rank; break; }
      }
    }
    if (s.use == NameUse::kSurname) rank = std::min(rank, 1);  // any other meaning comes first
    if (rank > best_rank) best = &s, best_rank = rank;
  }
  return best;
}

WordId Mentions::head_of(WordId begin, WordId end) const {
  for (WordId w = begin; w < end; ++w) {
    const WordId h = document_->words[w].head;
    if ((h == kNoWord || h < begin || h >= end) && document_->words[w].upos != Upos::kPunct) return w;
  }
  return end - 1;
}

void Mentions::find_names() {
  for (const Sentence& s : document_->sentences) {
    for (WordId w = s.begin; w < s.end;) {
      const NameMatch match = lexicon_->name_at(*document_, w, s.end);
      const Upos u = document_->words[w].upos;
      const bool plausible = match.words > 1 || u == Upos::kPropn || u == Upos::kAdj || u == Upos::kNoun || u == Upos::kX || u == Upos::kSym;
      const NameSense* sense = match.words && plausible ? choose(match.senses, w, w + match.words) : nullptr;
      if (!sense) { ++w; continue; }
      Name name{w, w + match.words, 0, *sense, true, NameKind::kNone};
      name.head = head_of(name.begin, name.end);
      // a person who bears a country's name: "Michael Jordan"
      const bool short_name = match.words == 1 && lexicon_->actor(sense->entry).kind != ActorKind::kPerson && u == Upos::kPropn;
      if (short_name && w > s.begin && document_->words[w].name == NameKind::kPerson && document_->words[w - 1].upos == Upos::kPropn &&
          name_of_[w - 1] == 0 && (document_->words[w].head == w - 1 || document_->words[w - 1].head == w)) {
        ++w;
        continue;
      }
      names_.push_back(name);
      for (WordId k = name.begin; k < name.end; ++k) name_of_[k] = static_cast<std::uint32_t>(names_.size());
      w = name.end;
    }
  }
}

/// Runs of proper nouns that the lexicon does not know.
void Mentions::find_unlisted_names() {
  for (const Sentence& s : document_->sentences) {
    for (WordId w = s.begin; w < s.end;) {
      const auto part = [&](WordId k) { return k < s.end && document_->words[k].upos == Upos::kPropn && name_of_[k] == 0 && !is_time_word(document_->words[k]); };
      if (!part(w)) { ++w; continue; }
      WordId end = w + 1;
      while (part(end) && (is_name_link(document_->words[end]) || is_name_link(document_->words[end - 1]) || document_->words[end].head == end - 1)) ++end;
      // role words written with capitals ("Foreign Minister") are no part of the name
      WordId begin = w;
      for (WordId k = w; k < end; ++k) {
        if (lexicon_->role_ending_at(*document_, s.begin, k).words) begin = k + 1;
      }
      if (begin < end) {
        Name name{begin, end, head_of(begin, end), {}, false, document_->words[begin].name};
        if (name.kind == NameKind::kNone) name.kind = document_->words[end - 1].name;
        names_.push_back(name);
        for (WordId k = begin; k < end; ++k) name_of_[k] = static_cast<std::uint32_t>(names_.size());
      }
      w = end;
    }
  }
}

bool Mentions::is_name(WordId head) const { return name_of_[head] != 0 || document_->words[head].upos == Upos::kPropn; }

NameUse Mentions::use(WordId head) const {
  const Name* name = name_at(head);
  return name && name->is_known ? name->sense.use : NameUse::kName;
}

std::string Mentions::words_of(WordId begin, WordId end) const {
  return document_->text().substr(document_->words[begin].span.begin, document_->words[end - 1].span.end - document_->words[begin].span.begin);
}

Span Mentions::phrase(WordId head) const {
  WordId begin = head;
  WordId end = head + 1;
  if (const Name* name = name_at(head)) begin = std::min(begin, name->begin), end = std::max(end, name->end);
  for (const WordId c : tree_->children(head)) {
    const Word& w = document_->words[c];
    if (c < begin && (w.rel == Rel::kDet || w.rel == Rel::kAmod || w.rel == Rel::kCompound || w.rel == Rel::kNummod || w.subrel == SubRel::kPoss)) begin = c;
    if (c >= end && w.rel == Rel::kFlat && c == end) end = c + 1;
  }
  for (const WordId c : tree_->children(begin)) {
    const Rel r = document_->words[c].rel;
    if (r != Rel::kCase && r != Rel::kCc && r != Rel::kPunct && r != Rel::kMark && r != Rel::kAdvmod) begin = std::min(begin, c);
  }
  if (document_->words[begin].upos == Upos::kDet && begin + 1 < head + 1) ++begin;
  return {document_->words[begin].span.begin, document_->words[end - 1].span.end};
}

void Mentions::mention(ActorId id, WordId head) {
  const Span span = phrase(head);
  std::vector<Span>& all = actors_[id].mentions;
  const auto at = std::lower_bound(all.begin(), all.end(), span, [](Span a, Span b) { return a.begin != b.begin ? a.begin < b.begin : a.end < b.end; });
  if (at == all.end() || !(*at == span)) all.insert(at, span);
  order_.emplace_back(head, id);
}

ActorId Mentions::add(const std::string& key, Actor&& actor, WordId head) {
  const auto [at, is_new] = by_key_.try_emplace(key, static_cast<ActorId>(actors_.size()));
  if (is_new) actors_.push_back(std::move(actor));
  if (head != kNoWord) mention(at->second, head);
  return at->second;
}

ActorId Mentions::country(std::string_view code, WordId head) {
  Actor actor;
  actor.code = code;
  const EntryId entry = lexicon_->by_code(code);
  if (entry == kNoEntry) {
    actor.name = code;
    actor.kind = ActorKind::kUnknown;
  } else {
    const ActorEntry e = lexicon_->actor(entry);
    actor.name = e.name;
    actor.country = e.country;
    actor.kind = e.kind;
    actor.sector = split(e.sector);
    if (e.kind == ActorKind::kCountry) actor.country = code, actor.sector = {"GOV"};
  }
  return add("code " + actor.code, std::move(actor), head);
}

std::optional<ActorId> Mentions::resolve(WordId head) {
  std::int64_t& slot = resolved_[head];
  if (slot == kNotAsked) {
    slot = kNothing;  // a phrase that leads back to itself names nobody
    const std::optional<ActorId> found = resolve_uncached(head);
    resolved_[head] = found ? static_cast<std::int64_t>(*found) : kNothing;
  }
  if (resolved_[head] < 0) return std::nullopt;
  return static_cast<ActorId>(resolved_[head]);
}

std::optional<ActorId> Mentions::resolve_uncached(WordId head) {
  const Word& w = document_->words[head];
  if (w.upos == Upos::kPron || (w.upos == Upos::kDet && w.is(kPoss))) return of_pronoun(head);
  const Name* name = name_at(head);
  if (name && name->is_known) return of_name(*name, head);
  if (w.upos == Upos::kNoun) {  // "rights watchdog Amnesty International", "the rebel group UNITA"
    for (const WordId c : tree_->children(head)) {
      const Word& x = document_->words[c];
      if (c < head || (x.rel != Rel::kFlat && x.rel != Rel::kAppos && x.rel != Rel::kCompound) || x.upos != Upos::kPropn) continue;
      const Name* beside = name_at(c);
      if (!beside || !beside->is_known || lexicon_->actor(beside->sense.entry).kind == ActorKind::kPerson || beside->sense.use != NameUse::kName) continue;
      if (lexicon_->actor(beside->sense.entry).kind == ActorKind::kCountry && x.rel != Rel::kAppos) continue;
      if (const auto id = of_name(*beside, head)) return id;
    }
  }
  if (w.upos == Upos::kAdj && !name) return std::nullopt;  // "military exercises"
  if (const auto named_before = of_definite(head)) return named_before;
  const RoleMatch role = lexicon_->role_ending_at(*document_, tree_->sentence(head).begin, head);
  if (role.words) return of_role(head, role);
  if (name) return of_person(*name, head);
  return std::nullopt;
}

std::optional<ActorId> Mentions::of_name(const Name& name, WordId head) {
  const ActorEntry e = lexicon_->actor(name.sense.entry);
  if (e.kind == ActorKind::kPerson) return of_person(name, head);
  switch (name.sense.use) {
    case NameUse::kName:
    case NameUse::kAdjective:
    case NameUse::kCapital:
    case NameUse::kMetonym: {
      if (!name.sense.sector.empty() && name.sense.sector != "GOV") break;
      if (e.kind == ActorKind::kPlace) break;
      if (e.code.empty()) break;
      // "Israelis", "Germans" in one word come as kPeople; "Hamas", "NATO", "Russia" are themselves
      return country(e.code, head);
    }
    case NameUse::kPeople:
    case NameUse::kPeoples: {
      Actor actor;
      actor.name = words_of(name.begin, name.end);
      for (const WordId c : tree_->children(head)) {  // "the Albanians of southern Serbia"
        const Word& x = document_->words[c];
        if (x.rel != Rel::kNmod || x.subrel == SubRel::kPoss || !name_at(c) || !name_at(c)->is_known) continue;
        const std::string prep = tree_->preposition(c);
        if (prep != "of" && prep != "in") continue;
        const auto home = resolve(c);
        if (!home || actors_[*home].code.empty() || actors_[*home].code == e.code) continue;
        actor.code = actor.country = actors_[*home].code;
        actor.kind = ActorKind::kPeople;
        actor.sector = {"CVL"};
        return add("people " + actor.code + " " + std::string(e.code), std::move(actor), head);
      }
      actor.code = e.code;
      actor.country = e.country.empty() && e.kind == ActorKind::kCountry ? e.code : e.country;
      actor.kind = ActorKind::kPeople;
      actor.sector = {"CVL"};
      return add("people " + std::string(e.code), std::move(actor), head);
    }
    default: break;
  }
  Actor actor;
  actor.name = words_of(name.begin, name.end);
  actor.country = e.country;
  actor.code = e.kind == ActorKind::kPlace ? std::string(e.country) : std::string(e.code);
  actor.kind = e.kind == ActorKind::kPlace ? ActorKind::kPlace : ActorKind::kOrganisation;
  if (actor.country.empty() && e.kind == ActorKind::kCountry) actor.country = e.code;
  actor.sector = split(name.sense.sector.empty() ? e.sector : name.sense.sector);
  if (e.kind == ActorKind::kPlace) {
    place_of_[head] = places_.size();
    places_.push_back({std::string(e.name), std::string(e.country), e.latitude, e.longitude});
  }
  return add("named " + actor.name, std::move(actor), head);
}

const Place* Mentions::place_at(WordId w) const {
  const auto at = place_of_.find(w);
  return at == place_of_.end() ? nullptr : &places_[at->second];
}

ActorId Mentions::person(const std::string& name, WordId head, std::optional<ActorId> owner_id, const RoleMatch* role) {
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
    actor.role = lower(words_of(head + 1 > role->words ? head + 1 - role->words : head, head + 1));
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
  for (const WordId c : tree_->children(head)) {
    const Word& x = document_->words[c];
    if (x.rel != Rel::kCompound && x.rel != Rel::kAppos && x.rel != Rel::kNmod && x.rel != Rel::kFlat && x.rel != Rel::kAmod) continue;
    if (const RoleMatch r = role_at(c); r.words && r.nature == RoleNature::kPerson && x.subrel != SubRel::kPoss) {
      role = r;
      state = owner(c, 0);
    }
  }
  if (!state && w.head != kNoWord && is_name_link(w)) {
    if (const RoleMatch r = role_at(w.head); r.words) role = r, state = owner(w.head, 0);
  }
  if (!state) state = owner(head, 0);
  if (!state && name.end - name.begin >= 2) state = office_before(head);
  const bool person_like = name.kind == NameKind::kPerson || role.words || (name.end - name.begin >= 2 && name.kind == NameKind::kNone);
  if (person_like && name.kind != NameKind::kOrganisation && name.kind != NameKind::kPlace) {
    return person(words, head, state, role.words ? &role : nullptr);
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

/// "Kuwait's emir flew to Jeddah. Sheikh Sabah al-Ahmad …": whose head the sentence before left without a name.
std::optional<ActorId> Mentions::office_before(WordId head) {
  static constexpr std::string_view kOffices[] = {"president", "premier", "prime minister", "minister", "king", "queen", "emir", "chancellor", "leader", "ruler",
                                                  "sultan", "envoy", "ambassador", "spokesman", "spokeswoman", "foreign minister", "chief", "head"};
  const std::uint32_t here = tree_->sentence_of(head);
  if (document_->words[head].rel != Rel::kNsubj) return std::nullopt;
  for (std::size_t k = order_.size(), seen = 0; k-- > 0 && seen < 20; ++seen) {
    const auto [at, id] = order_[k];
    const std::uint32_t there = tree_->sentence_of(at);
    if (there + 1 < here) break;
    if (there != here - 1 || document_->words[at].rel != Rel::kNsubj || document_->words[at].upos != Upos::kNoun) continue;
    const Actor& a = actors_[id];
    if (a.kind != ActorKind::kPerson || !a.represents || a.role.empty()) continue;
    if (std::any_of(std::begin(kOffices), std::end(kOffices), [&](std::string_view o) { return a.role.ends_with(o); })) return a.represents;
  }
  return std::nullopt;
}

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
        const ActorId id = person(words_of(name.begin, name.end), head, state, &role);
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
    actors_[id].code = actors_[*only].code;
    actors_[id].country = actors_[*only].country;
    actors_[id].represents = only;
  }
}

/// Whose a role is that nothing in its phrase says: "the ministry", "police", "a spokesman". The party that the text is about here: one
/// named before it in its own sentence; a place that the text has moved to ("In Prague, …"); the country of the dateline; else the
/// subject of the sentences before.
std::optional<ActorId> Mentions::scene(WordId head, bool is_person) {
  constexpr std::uint32_t kNear = 2;  // sentences
  const std::uint32_t here = tree_->sentence_of(head);
  const auto state_of = [&](ActorId id) -> std::optional<ActorId> {
    const Actor& a = actors_[id];
    if (a.code.empty()) return std::nullopt;
    if (a.kind == ActorKind::kCountry || (is_person && a.kind == ActorKind::kOrganisation && a.represents == std::nullopt)) return id;
    if (a.represents && actors_[*a.represents].kind == ActorKind::kCountry) return a.represents;
    if (a.kind == ActorKind::kPlace) return country(a.code, kNoWord);
    return std::nullopt;
  };
  for (const WordId c : tree_->children(head)) {
    if (dateline_ && lower(document_->words[c].form) == "here") return dateline_;
  }
  const auto is_place = [&](WordId at) {
    const Word& w = document_->words[at];
    return (w.rel == Rel::kObl || w.rel == Rel::kNmod) && (tree_->has_preposition(at, "in") || tree_->has_preposition(at, "at"));
  };
  std::optional<ActorId> subject, place, nearest;
  for (std::size_t k = order_.size(), seen = 0; k-- > 0 && seen < kBack; ++seen) {
    const auto [at, id] = order_[k];
    if (at >= head) continue;
    const std::uint32_t there = tree_->sentence_of(at);
    if (there + kNear < here) break;
    const auto state = state_of(id);
    if (!state) continue;
    if (there == here) return state;
    if (!place && is_place(at)) place = state;
    if (!subject && document_->words[at].rel == Rel::kNsubj) subject = state;
    if (!nearest) nearest = state;
  }
  if (place && dateline_) return place;
  if (dateline_) return dateline_;
  return subject ? subject : nearest;
}

std::optional<ActorId> Mentions::of_pronoun(WordId head) {
  const std::optional<WordId> word = of_pronoun_word(head);
  if (!word) return std::nullopt;
  const auto id = static_cast<ActorId>(resolved_[*word]);
  mention(id, head);
  return id;
}

/// The word that a pronoun stands for.
std::optional<WordId> Mentions::of_pronoun_word(WordId head) {
  const Word& w = document_->words[head];
  const std::string form = lower(w.form);
  const bool personal = form == "he" || form == "she" || form == "him" || form == "his" || form == "her";
  const bool plural = form == "they" || form == "their" || form == "them" || form == "themselves" || form == "both" || form == "each" || form == "neither";
  const bool thing = form == "it" || form == "its" || form == "itself";
  const bool speaker = form == "we" || form == "our" || form == "i" || form == "us" || form == "my";
  if (!personal && !plural && !thing && !speaker) return std::nullopt;
  const auto fits = [&](ActorId id) {
    const Actor& a = actors_[id];
    if (personal) return a.kind == ActorKind::kPerson;
    if (thing) return a.kind != ActorKind::kPerson && a.kind != ActorKind::kPeople;
    if (plural) return a.kind != ActorKind::kPlace;
    return true;
  };
  // the subject of its own clause, or of the clause around it
  WordId up = w.head;
  for (int steps = 0; up != kNoWord && steps < 12; up = document_->words[up].head, ++steps) {
    for (const WordId c : tree_->children(up)) {
      if (document_->words[c].rel != Rel::kNsubj || c == head || tree_->within(head, c) || c > head) continue;
      if (resolved_[c] >= 0 && fits(static_cast<ActorId>(resolved_[c]))) return c;
    }
  }
  // else the nearest before it, subjects of the sentence before first
  const std::uint32_t here = tree_->sentence_of(head);
  std::optional<WordId> nearest, subject;
  const auto from = order_.size() > kBack ? order_.begin() + static_cast<std::ptrdiff_t>(order_.size() - kBack) : order_.begin();
  for (auto m = from; m != order_.end(); ++m) {
    const auto& [at, id] = *m;
    if (at >= head || resolved_[at] < 0 || !fits(id) || tree_->sentence_of(at) + 3 < here) continue;
    if (!nearest || at >= *nearest) nearest = at;
    if (document_->words[at].rel == Rel::kNsubj && tree_->sentence_of(at) + 1 >= here) subject = at;
  }
  return subject ? subject : nearest;
}

/// "the alliance", "the country": something named before.
std::optional<ActorId> Mentions::of_definite(WordId head) {
  const Word& w = document_->words[head];
  if (w.upos != Upos::kNoun) return std::nullopt;
  bool definite = false;
  for (const WordId c : tree_->children(head)) {
    if (document_->words[c].rel == Rel::kDet && document_->words[c].lemma == "the") definite = true;
  }
  if (!definite) return std::nullopt;
  const auto named = [&](WordId c) { return document_->words[c].rel == Rel::kAmod && is_listed(c); };
  if (std::any_of(tree_->children(head).begin(), tree_->children(head).end(), named)) return std::nullopt;  // "the Arab alliance"
  const auto from = order_.size() > kBack ? order_.rend() - static_cast<std::ptrdiff_t>(order_.size() - kBack) : order_.rend();
  for (auto at = order_.rbegin(); at != from; ++at) {
    const Actor& a = actors_[at->second];
    if (a.kind == ActorKind::kOrganisation || a.kind == ActorKind::kGroup || a.kind == ActorKind::kParty) {
      const EntryId entry = lexicon_->by_code(a.code);
      if (entry == kNoEntry) continue;
      for (const std::string_view noun : lexicon_->actor(entry).nouns) {
        if (noun == w.lemma) {
          const ActorId id = at->second;
          mention(id, head);
          return id;
        }
      }
    }
    if (a.kind == ActorKind::kCountry && w.is(kSing) && (w.lemma == "country" || w.lemma == "nation" || w.lemma == "kingdom" || w.lemma == "republic")) {
      const ActorId id = at->second;
      mention(id, head);
      return id;
    }
  }
  return std::nullopt;
}

/// "the two countries", "both sides", "the four", "they": parties that no one phrase names. Empty where the phrase is none of these.
std::vector<ActorId> Mentions::several(WordId head) {
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
  static constexpr std::string_view kNouns[] = {"country", "side", "nation", "neighbour", "neighbor", "government", "state", "power", "rival", "ally", "party", "capital"};
  const bool listed_noun = std::find(std::begin(kNouns), std::end(kNouns), w.lemma) != std::end(kNouns);
  bool distributive = false;  // "each side", "neither country"
  for (const WordId c : tree_->children(head)) {
    const std::string f = lower(document_->words[c].form);
    if (document_->words[c].rel == Rel::kDet && (f == "each" || f == "neither" || f == "either")) distributive = listed_noun;
  }
  const bool noun = listed_noun && (w.is(kPlur) || distributive);
  std::size_t count = distributive ? 2 : 0;
  const auto number = [](std::string_view s) -> std::size_t {
    static constexpr std::string_view kNumbers[] = {"", "", "two", "three", "four", "five", "six"};
    for (std::size_t n = 2; n < std::size(kNumbers); ++n) {
      if (s == kNumbers[n]) return n;
    }
    return 0;
  };
  bool definite = distributive;
  for (const WordId c : tree_->children(head)) {
    const std::string f = lower(document_->words[c].form);
    if (f == "the" || f == "these" || f == "those") definite = true;
    if (f == "both") definite = true, count = 2;
    if (document_->words[c].rel == Rel::kNummod) count = number(f);
    if (document_->words[c].rel == Rel::kAmod && is_listed(c)) return out;  // "the Baltic states"
  }
  if (w.upos == Upos::kNum) count = number(form);
  else if (!noun) {  // "the two countries' ministers", "commanders of both sides"
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
    if (!definite || !noun || w.lemma == "government" || w.lemma == "country" || w.lemma == "power" || w.lemma == "party") return out;
    count = 2;  // "the sides", "the neighbours"
  }
  const auto from = order_.size() > kBack ? order_.rend() - static_cast<std::ptrdiff_t>(order_.size() - kBack) : order_.rend();
  for (auto at = order_.rbegin(); at != from && out.size() < count; ++at) {
    if (at->first >= head) continue;
    const Actor& a = actors_[at->second];
    if (a.code.empty()) continue;
    const std::optional<ActorId> state = a.kind == ActorKind::kCountry ? std::optional<ActorId>(at->second) : a.represents;
    if (state && actors_[*state].kind == ActorKind::kCountry) add_new(*state);
  }
  if (out.size() < count) return {};
  std::reverse(out.begin(), out.end());
  for (const ActorId id : out) mention(id, head);
  return out;
}

std::vector<ActorId> Mentions::inside(WordId head) {
  std::vector<ActorId> out;
  const auto take = [&](WordId w) {
    for (const WordId c : tree_->coordinated(w)) {
      if (const auto id = resolve(c); id && std::find(out.begin(), out.end(), *id) == out.end()) out.push_back(*id);
    }
  };
  WordList level{head};
  for (int depth = 0; depth < 4 && out.empty() && !level.empty(); ++depth) {
    WordList next;
    for (const WordId w : level) {
      for (const WordId c : tree_->children(w)) {
        const Word& x = document_->words[c];
        if (is_modifier(x) && x.subrel != SubRel::kPoss && x.rel != Rel::kNmod && !is_listed(c)) {
          next.push_back(c);  // "military tensions" are not the military's
        } else if (x.subrel == SubRel::kPoss || is_modifier(x) || x.rel == Rel::kAppos || x.rel == Rel::kFlat) {
          take(c), next.push_back(c);
        }
        // "Saudi-led": the adjective's own parts
        if (x.rel == Rel::kObl && document_->words[w].upos == Upos::kVerb && document_->words[w].rel == Rel::kAmod) take(c);
      }
    }
    level = std::move(next);
  }
  return out;
}

ActorId Mentions::unknown(WordId head) {
  Actor actor;
  const Span span = phrase(head);
  actor.name = document_->text().substr(span.begin, span.size());
  actor.kind = ActorKind::kUnknown;
  const ActorId id = add("words " + std::to_string(head), std::move(actor), head);
  resolved_[head] = id;
  return id;
}

bool Mentions::is_person(WordId head) {
  const RoleMatch role = lexicon_->role_ending_at(*document_, tree_->sentence(head).begin, head);
  if (role.words) return role.nature == RoleNature::kPerson;
  const auto id = resolve(head);
  if (id && actors_[*id].kind == ActorKind::kPerson) return true;
  const Word& w = document_->words[head];
  return w.name == NameKind::kPerson || (w.upos == Upos::kPron && (w.lemma == "he" || w.lemma == "she" || w.lemma == "who"));
}

}  // namespace demarche
