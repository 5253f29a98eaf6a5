// Who stands on either side of a frame: its own roles first, then the nearest party in what it is about, then whoever stands there
// under no known name. Doors: Parties::fill, Parties::fill_unlisted.
#include "reading/parties.h"

#include <algorithm>

namespace demarche {
namespace {

template <class T>
bool contains(const std::vector<T>& all, const T& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

std::vector<ActorId> Parties::of(const WordList& fillers, const std::vector<ActorId>& not_these, WordId& word) {
  std::vector<ActorId> out;
  const auto take = [&](ActorId id, WordId from) {
    if (contains(not_these, id) || contains(out, id)) return;
    if (mentions_.actors()[id].kind == ActorKind::kPlace && is_on_side(id, not_these)) return;  // "closed the office in Moscow" is not at Moscow
    if (out.empty()) word = from;
    out.push_back(id);
  };
  for (const WordId f : fillers) {
    if (const std::vector<ActorId> all = mentions_.several(f); !all.empty()) {
      for (const ActorId id : all) take(id, f);
    } else if (const auto id = mentions_.resolve(f)) {
      take(*id, f);
    } else {
      for (const ActorId inner : mentions_.inside(f)) take(inner, f);
    }
  }
  // "members of the Russian mission in Brussels": whose they are, not where
  const auto is_place = [&](ActorId a) { return mentions_.actors()[a].kind == ActorKind::kPlace; };
  if (!std::all_of(out.begin(), out.end(), is_place)) std::erase_if(out, is_place);
  return out;
}

std::vector<ActorId> Parties::side(const FrameMatch& match, std::span<const Role> roles, const std::vector<ActorId>& not_these, WordId& word, bool judges) {
  std::vector<ActorId> poor;  // the first that is hardly the other side: kept where nobody better stands further on
  WordId poor_word = kNoWord;
  const auto take = [&](const Role& role, std::vector<ActorId>& found) {
    if (found.empty()) return false;
    if (poor.empty() && !not_these.empty() && is_hardly_other(role, found, word, match, not_these)) return poor = std::move(found), poor_word = word, false;
    return poor.empty() || (is_coded(found) && !is_media(found) && !is_all_on_side(found, not_these));
  };
  if (judges && tree_.word(match.head).upos == Upos::kVerb) {
    for (const WordId p : arguments_.patients(match.head)) {  // "rejected Trump's plan for Syria" is against Trump
      const WordId owner = tree_.child(p, Rel::kNmod, SubRel::kPoss);
      if (owner == kNoWord || tree_.word(owner).upos == Upos::kPron) continue;
      if (std::vector<ActorId> found = of({owner}, not_these, word); !found.empty()) return found;
    }
  }
  for (const Role& role : roles) {
    std::vector<ActorId> found = of(arguments_.fillers(match.head, role, match.parts), not_these, word);
    if (take(role, found)) return found;
    if (role.kind != RoleKind::kAgent || tree_.word(match.head).upos == Upos::kVerb) continue;
    for (const WordId p : match.parts) {  // "US sanctions": the noun's own modifiers
      found = of(arguments_.agents(p), not_these, word);
      if (take(role, found)) return found;
    }
  }
  if (!poor.empty()) word = poor_word;
  return poor;
}

/// Who fills a role of the other side and yet is hardly the other side, while a further role may name one: the doer of what one promises
/// oneself ("Finland is to supply Ukraine, its minister promised"), the doer's own state ("the minister restated Ethiopia's support to"),
/// its own things ("pulled its troops out of", "extend their mission in"), the object that only belongs to the trigger ("launched air
/// strikes on").
bool Parties::is_hardly_other(const Role& role, const std::vector<ActorId>& found, WordId word, const FrameMatch& match, const std::vector<ActorId>& doers) const {
  if (is_all_on_side(found, doers)) {
    if (role.kind == RoleKind::kClauseAgent) return true;
    const bool state = std::all_of(found.begin(), found.end(), [&](ActorId a) { return mentions_.actors()[a].kind == ActorKind::kCountry; });
    const bool of_trigger = std::any_of(match.parts.begin(), match.parts.end(), [&](WordId p) { return p == word || (word != kNoWord && tree_.word(word).head == p); });
    if (state && of_trigger) return true;
  }
  const bool things = std::all_of(found.begin(), found.end(), [&](ActorId a) {
    const Actor& who = mentions_.actors()[a];
    const bool soldiers = who.kind == ActorKind::kPerson && !who.sector.empty() && who.sector.front() == "MIL" && is_owned_by(word, doers);
    if ((who.kind == ActorKind::kPerson && !soldiers) || who.kind == ActorKind::kCountry) return false;
    const bool of_doer = who.code.empty() || is_on_side(a, doers), of_war = who.sector.empty() || who.sector.front() == "MIL";
    if (contains(match.parts, word)) return of_doer || (of_war && who.kind == ActorKind::kGroup);  // "air strikes in Syria" are not Syria's
    return of_doer && of_war && is_owned_by(word, doers);
  });
  return things;
}

/// "its troops", "Kenya's contingent" where Kenya does it.
bool Parties::is_owned_by(WordId word, const std::vector<ActorId>& owners) const {
  if (word == kNoWord) return false;
  const auto children = tree_.children(word);
  return std::any_of(children.begin(), children.end(), [&](WordId c) {
    if (tree_.word(c).subrel != SubRel::kPoss) return false;
    const auto id = mentions_.resolve(c);
    return id && is_on_side(*id, owners);
  });
}

/// "Senegal and the rebels signed a truce after a week of talks": the coding takes those who then act together for those who talked.
bool Parties::is_talk_of_doers(const FrameMatch& match, const Frame& frame) const {
  if (frame.type != EventType::kConsult || !frame.is_mutual || match.trigger->pos != TriggerPos::kNoun) return false;
  WordId w = match.head;
  while (tree_.word(w).rel == Rel::kNmod && tree_.word(w).head != kNoWord && tree_.has_preposition(w, "of")) w = tree_.word(w).head;
  const WordId verb = tree_.word(w).head;
  if (tree_.word(w).rel != Rel::kObl || verb == kNoWord || tree_.word(verb).upos != Upos::kVerb || tree_.is_passive(verb)) return false;
  return (tree_.has_preposition(w, "after") || tree_.has_preposition(w, "following")) && arguments_.agents(verb).size() > 1;
}

bool Parties::is_negated(WordId w) const {
  const auto children = tree_.children(w);
  return std::any_of(children.begin(), children.end(), [&](WordId c) { return tree_.word(c).lemma == "not" || tree_.word(c).lemma == "never"; });
}

bool Parties::is_all_on_side(const std::vector<ActorId>& all, const std::vector<ActorId>& side) const {
  return !all.empty() && std::all_of(all.begin(), all.end(), [&](ActorId a) { return is_on_side(a, side); });
}

/// Acts of speech that judge a deed; the deed's doer is their object.
bool Parties::is_judgement(const Frame& frame) { return frame.type == EventType::kAccuse || frame.type == EventType::kSupport || frame.type == EventType::kReject; }

/// "Each side accused the other".
bool Parties::is_each_other(const FrameMatch& match) const {
  for (const WordId w : arguments_.patients(match.head)) {
    if (tree_.word(w).lemma == "other" || tree_.word(w).lemma == "another") return true;
  }
  return false;
}

bool Parties::is_coded(const std::vector<ActorId>& side) const {
  return std::any_of(side.begin(), side.end(), [&](ActorId a) { return !mentions_.actors()[a].code.empty(); });
}

bool Parties::is_on_side(ActorId id, const std::vector<ActorId>& side) const {
  const auto& actors = mentions_.actors();
  return std::any_of(side.begin(), side.end(), [&](ActorId s) { return s == id || (!actors[s].code.empty() && actors[s].code == actors[id].code); });
}

bool Parties::is_media(const std::vector<ActorId>& side) const {
  return std::all_of(side.begin(), side.end(), [&](ActorId a) { const auto& sector = mentions_.actors()[a].sector; return !sector.empty() && sector.front() == "MED"; });
}

/// Parties of more than one code.
bool Parties::are_apart(const std::vector<ActorId>& side) const {
  return std::any_of(side.begin(), side.end(), [&](ActorId a) { return !mentions_.actors()[a].code.empty() && mentions_.actors()[a].code != mentions_.actors()[side.front()].code; });
}

/// The party nearest in what the predicate is about, where none stands in the frame's own roles: "threatened to use force against
/// Kosovo", "refused to lift the ban on Cambodia's fruit". Time clauses, relative clauses and speech are no part of it. Parties of the
/// doer's own side ("declared a curfew in Bolivia") count where `own_side_too`.
std::vector<ActorId> Parties::within_content(const FrameMatch& match, bool own_side_too, WordId& word) {
  constexpr int kDeepest = 5;
  WordList level{match.head};
  level.insert(level.end(), match.parts.begin(), match.parts.end());
  WordList visited = level;
  const auto fits = [&](WordId c) -> std::optional<ActorId> {
    const Rel r = tree_.word(c).rel;
    if ((r == Rel::kAmod || r == Rel::kCompound) && !mentions_.is_listed(c)) return std::nullopt;
    if (lexicon_.frame(match.frame).type == EventType::kAid && tree_.preposition(c) == "from") return std::nullopt;  // "flew in engineers from Guam": not for Guam
    if (lexicon_.frame(match.frame).type == EventType::kAid && r == Rel::kObj && mentions_.is_person(c)) return std::nullopt;  // "sent engineers": nor for them
    const auto id = mentions_.resolve(c);
    if (!id || mentions_.actors()[*id].code.empty()) return std::nullopt;
    if (r == Rel::kAmod && mentions_.actors()[*id].kind == ActorKind::kPeople && mentions_.actors()[*id].country.empty()) return std::nullopt;  // "this West African nation"
    if (!own_side_too && is_on_side(*id, match.source)) return std::nullopt;
    return id;
  };
  for (int depth = 0; depth < kDeepest && !level.empty(); ++depth) {
    WordList next, best;
    int best_rank = 0;
    for (const WordId w : level) {
      for (const WordId c : tree_.children(w)) {
        if (contains(visited, c) || !leads_into_content(c, w, depth)) continue;
        visited.push_back(c);
        next.push_back(c);
        if (!fits(c)) continue;
        const int rank = rank_of_link(c);
        if (rank > best_rank) best.clear(), best_rank = rank;
        if (rank == best_rank) best.push_back(c);
      }
    }
    if (!best.empty()) {
      std::vector<ActorId> out;
      for (const WordId c : tree_.coordinated(best.front())) {
        if (const auto id = fits(c); id && !contains(out, *id)) out.push_back(*id);
      }
      word = best.front();
      return out;
    }
    level = std::move(next);
  }
  return {};
}

/// "threatened a strike unless Israel withdraws": the party on whose deed the threat hangs.
std::vector<ActorId> Parties::in_condition(FrameMatch& match) {
  WordList heads{match.head};
  heads.insert(heads.end(), match.parts.begin(), match.parts.end());
  for (const WordId c : arguments_.clauses(match.head)) heads.push_back(c);
  for (const WordId h : heads) {
    for (const WordId c : tree_.children(h)) {
      if (tree_.word(c).rel != Rel::kAdvcl) continue;
      const WordId mark = tree_.child(c, Rel::kMark);
      if (mark == kNoWord) continue;
      const std::string_view m = tree_.word(mark).lemma;
      if (m != "if" && m != "unless" && m != "until" && m != "before" && m != "should") continue;
      WordId word = kNoWord;
      std::vector<ActorId> found = of(arguments_.agents(c), match.source, word);
      if (!found.empty()) {
        match.target_word = word;
        return found;
      }
    }
  }
  return {};
}

/// "The pledge was welcomed in Windhoek": the capital as place stands for the government that says so.
std::vector<ActorId> Parties::speaking_capital(FrameMatch& match, const Frame& frame) {
  switch (frame.type) {
    case EventType::kSupport: case EventType::kAccuse: case EventType::kReject: case EventType::kRequest: break;
    default: return {};
  }
  for (const WordId w : arguments_.with_preposition(match.head, "in")) {
    if (mentions_.use(w) != NameUse::kCapital) continue;
    const auto id = mentions_.resolve(w);
    if (!id || mentions_.actors()[*id].code.empty() || is_on_side(*id, match.target)) continue;
    match.source_word = w;
    return {mentions_.state(std::string(mentions_.actors()[*id].country))};
  }
  return {};
}

/// "Iraqi fuel was donated to Lebanon", "hundreds of Cypriot police were deployed": whose is what is given or moved did it.
void Parties::senders(FrameMatch& match, const Frame& frame) {
  if (frame.type != EventType::kAid && frame.type != EventType::kMobilize) return;
  WordId word = kNoWord;
  std::vector<ActorId> owners = of(arguments_.patients(match.head), {}, word);
  std::erase_if(owners, [&](ActorId a) { return mentions_.actors()[a].code.empty(); });
  const bool moved = frame.type == EventType::kMobilize;
  std::vector<ActorId> others = match.target;
  std::erase_if(others, [&](ActorId a) { return is_on_side(a, owners); });
  if (owners.empty() || (!moved && others.empty())) return;
  match.source = std::move(owners), match.source_word = word;
  match.target = std::move(others);
}

/// "The Council met at Cambodia's request", "sent troops at its invitation": who did it was asked to.
std::vector<ActorId> Parties::asked_by_deed(FrameMatch& match) {
  const Word& w = tree_.word(match.head);
  if (w.upos != Upos::kNoun || w.rel != Rel::kObl || w.head == kNoWord || !tree_.has_preposition(match.head, "at")) return {};
  return of(arguments_.agents(w.head), match.source, match.target_word);
}

bool Parties::leads_into_content(WordId c, WordId from, int depth) const {
  static constexpr std::string_view kOutside[] = {"after", "before", "since", "despite", "during", "because", "amid", "following", "until", "like",
                                                  "while", "when", "if", "unless", "although", "though", "as", "by", "than", "including", "except", "through"};
  const Word& x = tree_.word(c);
  switch (x.rel) {
    case Rel::kObj: case Rel::kIobj: case Rel::kXcomp: case Rel::kObl: case Rel::kNmod: case Rel::kAmod: case Rel::kCompound: break;
    case Rel::kCcomp: case Rel::kAdvcl: case Rel::kAcl:
      if (x.subrel == SubRel::kRelcl) return false;
      break;
    case Rel::kNsubj:
      if (depth == 0 && (tree_.word(from).upos == Upos::kVerb || tree_.word(from).upos == Upos::kAdj) && x.subrel != SubRel::kPass) return false;
      break;
    default: return false;
  }
  if (x.subrel == SubRel::kAgent) return false;
  for (const WordId d : tree_.children(c)) {
    const Rel r = tree_.word(d).rel;
    if (r != Rel::kCase && r != Rel::kMark) continue;
    for (const std::string_view out : kOutside) {
      if (out == "by" && x.rel == Rel::kNmod) continue;  // "reforms by the government"
      if (tree_.word(d).lemma == out) return false;
    }
  }
  return true;
}

/// Which of several parties at the same depth an act is aimed at.
int Parties::rank_of_link(WordId c) const {
  const Word& x = tree_.word(c);
  if (x.rel == Rel::kObj || x.rel == Rel::kIobj) return 9;
  static constexpr std::pair<std::string_view, int> kRanks[] = {{"against", 10}, {"with", 8}, {"to", 7}, {"toward", 7}, {"at", 6}, {"from", 6},
                                                                {"on", 6}, {"over", 3}, {"of", 5}, {"for", 4}, {"in", 2}, {"into", 4}};
  const std::string prep = tree_.preposition(c);
  for (const auto& [word, rank] : kRanks) {
    if (prep == word) return rank;
  }
  return prep.empty() ? 5 : 1;
}

bool Parties::can_be_party(WordId w) const {
  const Upos u = tree_.word(w).upos;
  return (u == Upos::kNoun || u == Upos::kPropn) && !is_time_word(tree_.word(w));  // "reopened the crossing on Monday" is not at Monday
}

bool Parties::fill(FrameMatch& match, const Frame& frame, std::string& why) {
  const auto& actors = mentions_.actors();
  match.source = side(match, frame.source, {}, match.source_word, false);
  if (is_judgement(frame) && tree_.word(match.head).upos == Upos::kVerb && tree_.is_passive(match.head) && arguments_.agents(match.head).empty() && match.source_word != kNoWord &&
      std::any_of(match.parts.begin(), match.parts.end(), [&](WordId p) { return p != match.source_word && tree_.within(match.source_word, p); })) {
    match.source.clear();  // "Russia's invasion was condemned": Russia is who is condemned
  }
  match.target = side(match, frame.target, match.source, match.target_word, is_judgement(frame));
  if (match.source.size() == 2 && !match.target.empty() && match.target_word != kNoWord && tree_.word(match.target_word).lemma == "other") match.target.clear();
  if (match.source.size() == 2 && match.target.empty() && is_each_other(match)) match.target = match.source;
  if (match.target.empty() && frame.type == EventType::kRequest) match.target = asked_by_deed(match);
  if (frame.is_mutual) {
    for (const WordId w : arguments_.fillers(match.head, Role{RoleKind::kPrep, "with"}, match.parts)) {
      for (const ActorId id : of({w}, match.source, match.target_word)) {
        if (!contains(match.target, id)) match.target.push_back(id);
      }
    }
  }
  if (match.source.empty() && tree_.is_passive(match.head)) match.source = speaking_capital(match, frame);
  if (match.source.empty() && tree_.is_passive(match.head)) senders(match, frame);
  match.fit = (is_coded(match.source) ? 3 : 0) + (is_coded(match.target) ? 5 : match.target.empty() ? 0 : 1);
  // "its troops", "their weapons" of the doer are no other side where a further party stands in what is done
  const bool is_alone = tree_.document().sentences.size() == 1;  // no article that could tell the other side
  const bool own_things = !match.target.empty() && std::all_of(match.target.begin(), match.target.end(), [&](ActorId t) {
    return actors[t].kind != ActorKind::kCountry && (actors[t].code.empty() || is_on_side(t, match.source)) && !actors[t].sector.empty() &&
           (actors[t].kind != ActorKind::kPerson || (is_alone && !actors[t].role.empty()));
  });
  const bool all_mutual = frame.is_mutual && match.source.size() > 1;
  if (!match.target.empty() && !all_mutual && is_hardly_other(Role{RoleKind::kPatient, {}}, match.target, match.target_word, match, match.source)) {
    WordId word = kNoWord;
    if (std::vector<ActorId> found = within_content(match, false, word); !found.empty()) match.target = std::move(found), match.target_word = word;
  } else if ((match.target.empty() || (own_things && !is_coded(match.target))) && !all_mutual) {
    WordId word = kNoWord;
    std::vector<ActorId> found = within_content(match, false, word);
    if (!found.empty() && match.target.empty()) match.target_word = word;
    for (const ActorId id : found) {
      if (!contains(match.target, id)) match.target.push_back(id);
    }
  }
  if (match.target.empty() && (frame.type == EventType::kThreaten || is_negated(match.head))) match.target = in_condition(match);  // "will not end the strike until the ministry pays"
  // "Kenya and Uganda share intelligence": who works together and names nobody else works with each other
  if (match.target.empty() && frame.type == EventType::kCooperate && are_apart(match.source)) match.target = match.source, match.target_word = match.source_word;
  const bool is_material = frame.type == EventType::kCoerce || frame.type == EventType::kAssault;
  const bool is_occasion = is_material && match.trigger->pos == TriggerPos::kNoun && tree_.is_occasion(match.head);  // whose, the answer to it tells
  if (match.source.empty() && match.target.empty() && is_talk_of_doers(match, frame)) return true;
  if (match.source.empty() && match.target.empty() && !is_occasion && (frame.measure.empty() || is_alone)) return why = "no party in any of its roles", false;
  if (frame.needs_source && match.source.empty()) return why = "needs a source, and found none", false;
  if (frame.needs_target && match.target.empty() && !all_mutual) return why = "needs a target, and found none", false;
  if (match.target.empty() && match.source.size() > 1 && !arguments_.with_preposition(match.head, "between").empty()) {
    match.target = match.source, match.target_word = match.source_word;  // "a row between Japan and Korea" is both sides'
  }
  if (frame.is_weak && (match.source.empty() || match.target.empty()) && !all_mutual) return why = "weak trigger without parties on both sides", false;
  if (all_mutual && is_all_on_side(match.target, match.source)) match.target.clear();  // "signed accords between the two countries"
  if (all_mutual && match.target.empty()) match.target = match.source, match.target_word = match.source_word;
  return true;
}

/// People protest where they live: whom no word ties to a country belong to that of the place, or of the government they face.
void Parties::place_protesters(const FrameMatch& match) {
  auto& actors = mentions_.actors();
  for (const ActorId s : match.source) {
    Actor& who = actors[s];
    if (!who.code.empty() || who.kind == ActorKind::kCountry || who.kind == ActorKind::kOrganisation) continue;
    std::optional<ActorId> home;
    WordList where = arguments_.fillers(match.head, Role{RoleKind::kPrep, "in"}, match.parts);
    for (const WordId p : match.parts) {  // "blocked streets in Hong Kong"
      for (const WordId f : arguments_.with_preposition(p, "in")) where.push_back(f);
    }
    for (const WordId f : where) {
      const auto id = mentions_.resolve(f);
      if (!home && id && !actors[*id].code.empty()) home = id;
    }
    for (const ActorId t : match.target) {
      if (!home && !actors[t].code.empty() && actors[t].kind != ActorKind::kOrganisation) home = t;
    }
    if (!home) continue;
    who.code = actors[*home].country.empty() ? actors[*home].code : actors[*home].country;
    who.country = who.code;
    if (actors[*home].kind == ActorKind::kCountry) who.represents = home;
  }
}

/// "a draft that would have banned arms sales": texts and plans do nothing themselves.
bool Parties::is_text(WordId w) const {
  return lexicon_.in_class(tree_.word(w).lemma, text_);
}

/// "The president signed a decree granting …": who makes a text does what it says.
std::vector<ActorId> Parties::authors(WordId text, WordId& word) {
  const WordId up = tree_.word(text).head;
  if (up == kNoWord || tree_.word(text).rel != Rel::kObj || !lexicon_.in_class(tree_.word(up).lemma, making_)) return {};
  return of(arguments_.agents(up), {}, word);
}

/// Protesters who name nobody face the government of the place, else their own.
void Parties::face_government(FrameMatch& match) {
  const auto& actors = mentions_.actors();
  if (!match.target.empty() || match.source.empty()) return;
  for (const WordId f : arguments_.fillers(match.head, Role{RoleKind::kPrep, "in"}, match.parts)) {
    const auto id = mentions_.resolve(f);
    if (!id || actors[*id].country.empty()) continue;
    match.target = {mentions_.state(actors[*id].country)};
    match.target_word = f;
    return;
  }
  for (const ActorId s : match.source) {
    if (actors[s].country.empty() || actors[s].kind == ActorKind::kCountry) continue;
    match.target = {mentions_.state(std::string(actors[s].country))};
    match.target_word = match.source_word;
    return;
  }
}

void Parties::fill_unlisted(FrameMatch& match, const Frame& frame) {
  const auto is_part = [&](WordId w) { return contains(match.parts, w); };
  if (match.source.empty() && match.target.empty()) return;  // a diplomatic measure told without its sides: the article may give them
  if (match.target.empty() && frame.type == EventType::kThreaten) match.target = within_content(match, true, match.target_word);  // "a curfew in Algiers"
  if (match.target.empty() && !frame.is_mutual) {
    for (const Role& role : frame.target) {
      if (!match.target.empty()) break;
      if (role.kind != RoleKind::kPatient && role.kind != RoleKind::kRecipient && role.kind != RoleKind::kPrep) continue;
      for (const WordId f : arguments_.fillers(match.head, role, match.parts)) {
        if (is_part(f) || !can_be_party(f) || mentions_.resolve(f)) continue;
        match.target = {mentions_.unknown(f)};
        match.target_word = f;
        break;
      }
    }
  }
  if (match.target.empty()) match.target = within_content(match, true, match.target_word);
  if (match.source.empty() && !frame.is_mutual) {
    for (const WordId f : arguments_.agents(match.head)) {
      if (is_text(f)) {
        match.source = authors(f, match.source_word);
        if (!match.source.empty()) break;
      }
      if (!can_be_party(f) || is_part(f) || is_text(f) || mentions_.resolve(f) || tree_.word(f).rel == Rel::kCompound || tree_.word(f).rel == Rel::kAmod) continue;
      match.source = {mentions_.unknown(f)};
      match.source_word = f;
      break;
    }
  }
  if (frame.type == EventType::kProtest) {
    place_protesters(match);
    if (tree_.document().sentences.size() == 1) face_government(match);  // an article may name whom they face
  }
}

}  // namespace demarche
