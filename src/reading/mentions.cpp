// Names, role words, pronouns and definite nouns become the parties of the article. Relies on tree and lexicon.
// Doors: Mentions::resolve for a phrase that names a party, Mentions::inside for the parties within one that does not.
//
// A party is kept under a key: a country under its code, its army under "RUS/MIL", a minister under his name. What speaks for a
// government (capital, metonym, "the government of", "the foreign ministry") is the country itself.
#include <algorithm>

#include "base/utf8.h"
#include "reading/mention_words.h"
#include "reading/reading.h"

namespace demarche {

MentionClasses::MentionClasses(const Lexicon& lexicon)
    : group(lexicon.class_named("group-noun")),
      counter(lexicon.class_named("counter-noun")),
      speech(lexicon.class_named("speech-verb")),
      town(lexicon.class_named("town-word")),
      title(lexicon.class_named("title")),
      first_office(lexicon.class_named("first-office")),
      tie(lexicon.class_named("tie-word")),
      rebel(lexicon.class_named("rebel-noun")),
      sending(lexicon.class_named("sending-verb")),
      other_country(lexicon.class_named("other-country")),
      country(lexicon.class_named("country-noun")),
      together(lexicon.class_named("together-noun")),
      together_body(lexicon.class_named("together-body")),
      pair(lexicon.class_named("pair-noun")),
      camp(lexicon.class_named("camp-noun")) {}

Mentions::Mentions(const Tree& tree, const Lexicon& lexicon, std::optional<Day> published)
    : tree_(&tree), document_(&tree.document()), lexicon_(&lexicon), day_(published), classes_(lexicon) {
  const std::size_t n = document_->words.size();
  name_of_.assign(n, 0);
  resolved_.assign(n, kNotAsked);
  in_sentence_.resize(document_->sentences.size());
  find_names();
  give_seats();
  find_unlisted_names();
  find_dateline_state();
  for (WordId w = 0; w < n; ++w) {
    const Upos u = document_->words[w].upos;
    if (u == Upos::kNoun || u == Upos::kPropn || (u == Upos::kAdj && name_of_[w]) || (u == Upos::kX && name_of_[w])) resolve(w);
  }
  give_only_country();
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
  in_sentence_[tree_->sentence_of(head)].push_back(order_.size());
  order_.emplace_back(head, id);
}

/// Mentions before a word, in its sentence and up to `sentences` before it, as indices into order_, ascending: at most `most`, the
/// nearest sentences' first.
std::vector<std::size_t> Mentions::before(WordId head, std::uint32_t sentences, std::size_t most) const {
  std::vector<std::size_t> out;
  const std::uint32_t here = tree_->sentence_of(head);
  for (std::uint32_t s = here + 1; s-- > 0 && s + sentences >= here && out.size() < most;) {
    for (auto k = in_sentence_[s].rbegin(); k != in_sentence_[s].rend() && out.size() < most; ++k) {
      if (order_[*k].first < head) out.push_back(*k);
    }
  }
  std::sort(out.begin(), out.end());
  return out;
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
  if (name && !name->is_known) {  // "the International Labour Office (ILO)"
    for (const WordId c : tree_->children(head)) {
      const Name* beside = c > head && document_->words[c].rel == Rel::kAppos ? name_at(c) : nullptr;
      if (!beside || !beside->is_known || beside->end - beside->begin != 1 || document_->words[c].form.size() < 2) continue;
      const bool acronym = std::all_of(document_->words[c].form.begin(), document_->words[c].form.end(), [](char ch) { return ch < 'a' || ch > 'z'; });
      if (acronym && lexicon_->actor(beside->sense.entry).kind != ActorKind::kCountry) {
        if (const auto id = of_name(*beside, head)) return id;
      }
    }
  }
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
  if (w.upos == Upos::kNoun) {  // "militiamen known as the anti-balaka"
    for (const WordId c : tree_->children(head)) {
      const Word& x = document_->words[c];
      if (x.rel != Rel::kAcl || (x.lemma != "know" && x.lemma != "call" && x.lemma != "dub")) continue;
      for (const WordId d : tree_->children(c)) {
        const Name* alias = name_at(d);
        if (!alias || !alias->is_known || (x.lemma == "know" && !tree_->has_preposition(d, "as"))) continue;
        const ActorKind kind = lexicon_->actor(alias->sense.entry).kind;
        if (kind == ActorKind::kPerson || kind == ActorKind::kCountry || alias->sense.use != NameUse::kName) continue;
        if (const auto id = of_name(*alias, head)) return id;
      }
    }
  }
  if (!name || !name->is_known) {
    if (const auto half = of_half(head)) return half;
  }
  if (w.upos == Upos::kAdj && !name) return std::nullopt;  // "military exercises"
  if (const auto named_before = of_definite(head)) return named_before;
  const RoleMatch role = lexicon_->role_ending_at(*document_, tree_->sentence(head).begin, head);
  if (role.words) return of_role(head, role);
  if (name) return of_person(*name, head);
  return std::nullopt;
}

/// "the North", "the South" where the text is about the Koreas or the Sudans.
std::optional<ActorId> Mentions::of_half(WordId head) {
  const Word& w = document_->words[head];
  if (w.form != "North" && w.form != "South") return std::nullopt;
  const auto is_the = [&](WordId c) { return document_->words[c].rel == Rel::kDet && document_->words[c].lemma == "the"; };
  const auto children = tree_->children(head);
  if (std::none_of(children.begin(), children.end(), is_the)) return std::nullopt;
  const auto names = [&](std::string_view code) {
    return std::any_of(names_.begin(), names_.end(), [&](const Name& n) { return n.is_known && lexicon_->actor(n.sense.entry).code == code; });
  };
  const bool north = w.form == "North";
  if (names("KOR") || names("PRK")) return country(north ? "PRK" : "KOR", head);
  if (names("SDN") && names("SSD")) return country(north ? "SDN" : "SSD", head);
  return std::nullopt;
}

std::optional<ActorId> Mentions::of_name(const Name& name, WordId head) {
  const ActorEntry e = lexicon_->actor(name.sense.entry);
  if (e.kind == ActorKind::kPerson) return of_person(name, head);
  switch (name.sense.use) {
    case NameUse::kName:
    case NameUse::kAdjective:
    case NameUse::kCapital:
    case NameUse::kMetonym:
    case NameUse::kSeat: {
      if (!name.sense.sector.empty() && name.sense.sector != "GOV") break;
      if (e.kind == ActorKind::kPlace) break;
      if (e.code.empty()) break;
      if ((name.sense.use == NameUse::kCapital || name.sense.use == NameUse::kSeat) && is_location(head)) return capital_as_place(name, e, head);
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

/// "signed in Algiers": where something happens, not who does it.
bool Mentions::is_location(WordId head) const {
  const Word& w = document_->words[head];
  if (w.rel != Rel::kObl && w.rel != Rel::kNmod) return false;
  const std::string prep = tree_->preposition(head);
  return prep == "in" || prep == "at" || prep == "near" || prep == "outside" || prep == "around";
}

ActorId Mentions::capital_as_place(const Name& name, const ActorEntry& e, WordId head) {
  Actor actor;
  actor.name = words_of(name.begin, name.end);
  actor.code = e.code;
  actor.country = e.country.empty() ? std::string(e.code) : std::string(e.country);
  actor.kind = ActorKind::kPlace;
  place_of_[head] = places_.size();
  places_.push_back({actor.name, actor.country, e.latitude, e.longitude});
  return add("place " + actor.name, std::move(actor), head);
}

const Place* Mentions::place_at(WordId w) const {
  const auto at = place_of_.find(w);
  return at == place_of_.end() ? nullptr : &places_[at->second];
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
