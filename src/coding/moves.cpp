// What links ask of events: where they are told, between which sides, when, and which of them a noun takes up. Relies on principals
// and data/words/links.words. Door: class Moves.
#include "coding/moves.h"

#include <algorithm>

#include "base/utf8.h"

namespace demarche {

bool is_conflict(EventType t) { return quad_of(t) == "verbal-conflict" || quad_of(t) == "material-conflict"; }
bool is_material(EventType t) { return quad_of(t) == "material-conflict"; }

Moves::Moves(const ArticleView& view, std::vector<Event>& events)
    : tree_(*view.tree), document_(tree_.document()), view_(view), events_(events), sides_(tree_, *view.lexicon, *view.mentions),
      deed_(view.lexicon->class_named("deed-noun")), charge_(view.lexicon->class_named("charge-noun")), plea_(view.lexicon->class_named("plea-noun")),
      threat_(view.lexicon->class_named("threat-noun")), step_(view.lexicon->class_named("step-noun")), violence_(view.lexicon->class_named("violence-noun")),
      coup_(view.lexicon->class_named("coup-noun")), pact_(view.lexicon->class_named("pact-noun")), release_(view.lexicon->class_named("release-noun")) {
  in_sentence_.resize(document_.sentences.size());
  for (std::uint32_t e = 0; e < events_.size(); ++e) {
    moves_.push_back(move_of(events_[e]));
    for (const WordId h : moves_[e].heads) {
      auto& here = in_sentence_[tree_.sentence_of(h)];
      if (here.empty() || here.back() != e) here.push_back(e);
    }
  }
}

Moves::Move Moves::move_of(const Event& e) {
  Move m;
  std::vector<WordId> words;
  for (const Span s : e.trigger) {
    const auto at = std::lower_bound(document_.words.begin(), document_.words.end(), s.begin, [](const Word& w, std::uint32_t b) { return w.span.begin < b; });
    for (auto w = at; w != document_.words.end() && w->span.begin < s.end; ++w) words.push_back(static_cast<WordId>(w - document_.words.begin()));
  }
  for (const WordId w : words) {
    const WordId up = document_.words[w].head;
    if (std::find(words.begin(), words.end(), up) == words.end()) m.heads.push_back(w);
  }
  // of one sentence's words, those under another's are parts of the telling
  const WordList all = m.heads;
  std::erase_if(m.heads, [&](WordId w) { return std::any_of(all.begin(), all.end(), [&](WordId o) { return o != w && tree_.within(w, o); }); });
  const auto take = [&](std::vector<ActorId>& to, const std::vector<ActorId>& from) {
    for (const ActorId a : from) {
      if (const auto s = sides_.of(a); s && std::none_of(to.begin(), to.end(), [&](ActorId t) { return sides_.same(t, *s); })) to.push_back(*s);
    }
  };
  take(m.sources, e.source);
  take(m.targets, e.target);
  for (const WordId h : m.heads) m.is_earlier = m.is_earlier || is_earlier(h);
  m.words = std::move(words);
  m.camp = camp_of(e);
  return m;
}

Moves::Camp Moves::camp_of(const Event& e) const {
  if (e.type == EventType::kProtest) return Camp::kPeople;
  for (const ActorId a : e.source) {
    const Actor& who = view_.mentions->actors()[a];
    if (who.kind == ActorKind::kCountry || who.kind == ActorKind::kOrganisation) return Camp::kState;
    const std::string_view sector = who.sector.empty() ? std::string_view() : std::string_view(who.sector.front());
    if (!who.code.empty() && !who.country.empty() && who.code != who.country) return Camp::kOpposition;  // an armed group's men, a party's leader
    if (sector == "GOV" || sector == "MIL" || sector == "COP" || sector == "JUD" || sector == "LEG" || sector == "SPY") return Camp::kState;
    if (who.kind == ActorKind::kGroup || who.kind == ActorKind::kParty || who.kind == ActorKind::kMovement) return Camp::kOpposition;
    if (sector == "OPP" || sector == "REB" || sector == "INS" || sector == "SEP" || sector == "PTY" || sector == "CRM") return Camp::kOpposition;
    if (sector == "CVL" || sector == "LAB" || sector == "EDU" || sector == "REF" || sector == "NGO") return Camp::kPeople;
  }
  return Camp::kState;
}

bool Moves::is_earlier(WordId w) const {
  for (const WordId c : tree_.children(w)) {
    const Word& x = document_.words[c];
    const std::string form = lower(x.form);
    if (x.rel == Rel::kAux && form == "had") return true;
    if (x.rel == Rel::kAdvmod && (form == "earlier" || form == "already" || form == "previously")) return true;
  }
  return false;
}

bool Moves::by_same(std::uint32_t a, std::uint32_t b) const {
  return moves_[a].camp == moves_[b].camp && sides_.shares(moves_[a].sources, moves_[b].sources);
}

bool Moves::hits_back(std::uint32_t a, std::uint32_t b) const {
  return a != b && !moves_[a].sources.empty() && !by_same(a, b) && sides_.meets(moves_[a].targets, moves_[b].sources);
}

/// b was done to a's doer, or by those whom a hits, and by somebody else than a's doer.
bool Moves::opposed(std::uint32_t a, std::uint32_t b) const {
  if (a == b || moves_[a].sources.empty() || by_same(a, b)) return false;
  const bool hits_doer = sides_.shares(moves_[a].sources, moves_[b].targets);
  const bool hits_back = sides_.meets(moves_[a].targets, moves_[b].sources);
  if (hits_doer && (hits_back || moves_[a].targets.empty() || moves_[b].sources.empty())) return true;
  return hits_back && moves_[b].targets.empty();
}

bool Moves::contradicts_time(std::uint32_t a, std::uint32_t b) const {
  const auto& x = events_[a].date;
  const auto& y = events_[b].date;
  return x && y && !x->is_inferred && !y->is_inferred && x->to < y->from;
}

void Moves::add(std::uint32_t a, std::uint32_t b, std::string_view rule) {
  if (a == b || contradicts_time(a, b) || by_same(a, b)) return;
  if (events_[a].status == EventStatus::kNegated) return;
  const auto& said = moves_[a].words;  // what an accusation tells is its content
  if (events_[a].type == EventType::kAccuse && std::any_of(moves_[b].heads.begin(), moves_[b].heads.end(), [&](WordId h) { return std::find(said.begin(), said.end(), h) != said.end(); })) return;
  if (std::find(events_[b].responds_to.begin(), events_[b].responds_to.end(), a) != events_[b].responds_to.end()) return;
  auto& to = events_[a].responds_to;
  if (std::find(to.begin(), to.end(), b) != to.end()) return;
  to.push_back(b);
  events_[a].responds_rule.emplace_back(rule);
  aim(a, b);
}

/// A side that the answer's words leave open is that of whoever did what is answered.
void Moves::aim(std::uint32_t a, std::uint32_t b) {
  if (!is_conflict(events_[a].type) && events_[a].type != EventType::kSupport) return;
  const auto coded = [&](const std::vector<ActorId>& side) { return std::any_of(side.begin(), side.end(), [&](ActorId t) { return !view_.mentions->actors()[t].code.empty(); }); };
  const bool at_itself = sides_.shares(moves_[a].targets, moves_[a].sources) && !sides_.shares(moves_[a].sources, moves_[b].sources) && !sides_.shares(moves_[a].sources, moves_[b].targets);
  if (coded(events_[a].target) && !at_itself) return;
  const auto& theirs = moves_[b].sources.empty() ? moves_[b].targets : moves_[b].sources;
  if (theirs.empty() || (moves_[b].sources.empty() && sides_.shares(theirs, moves_[a].sources))) return;
  events_[a].target = moves_[a].targets = theirs;
}

void Moves::order(Event& e) {
  std::vector<std::size_t> by(e.responds_to.size());
  for (std::size_t k = 0; k < by.size(); ++k) by[k] = k;
  std::sort(by.begin(), by.end(), [&](std::size_t x, std::size_t y) { return e.responds_to[x] < e.responds_to[y]; });
  std::vector<std::uint32_t> to;
  std::vector<std::string> rules;
  for (const std::size_t k : by) to.push_back(e.responds_to[k]), rules.push_back(std::move(e.responds_rule[k]));
  e.responds_to = std::move(to);
  e.responds_rule = std::move(rules);
}

bool Moves::told_within(std::uint32_t e, WordId top) const {
  return std::any_of(moves_[e].heads.begin(), moves_[e].heads.end(), [&](WordId h) { return tree_.within(h, top); });
}

bool Moves::told_in(std::uint32_t e, std::uint32_t sentence) const {
  return std::any_of(moves_[e].heads.begin(), moves_[e].heads.end(), [&](WordId h) { return tree_.sentence_of(h) == sentence; });
}

/// Moves in a quarrel answer moves in a quarrel; what is friendly, or asks, answers what was asked or threatened; favours answer favours.
bool Moves::fits(std::uint32_t a, std::uint32_t b) const {
  const EventType x = events_[a].type, y = events_[b].type;
  const bool favour = y == EventType::kRetreat || y == EventType::kConcede;
  if (favour && (x == EventType::kRetreat || x == EventType::kConcede || x == EventType::kAgree || x == EventType::kAid)) return true;
  if (x == EventType::kRequest || x == EventType::kSupport || x == EventType::kConsult || x == EventType::kAgree || x == EventType::kAid || x == EventType::kCooperate) {
    return y == EventType::kRequest || y == EventType::kThreaten;
  }
  return is_conflict(y);
}

/// Beside what was done, that it was complained of is not what is answered.
void Moves::prefer_deeds(std::vector<std::uint32_t>& all) const {
  const auto deed = [&](std::uint32_t e) { return is_material(events_[e].type); };
  if (std::any_of(all.begin(), all.end(), deed)) std::erase_if(all, [&](std::uint32_t e) { return !deed(e); });
}

/// "NATO's actions", "the sanctions", "the expulsion": events that the noun takes up.
std::vector<std::uint32_t> Moves::named_deeds(WordId noun, std::uint32_t a) {
  const Word& x = document_.words[noun];
  const bool charge = view_.lexicon->in_class(x.lemma, charge_);
  const bool plea = view_.lexicon->in_class(x.lemma, plea_);
  const bool deed = view_.lexicon->in_class(x.lemma, deed_);
  if (!charge && !deed && !plea) return {};
  const auto owner = owner_of(noun);
  std::vector<std::uint32_t> found;
  std::vector<std::uint32_t> like;
  for (std::uint32_t b = 0; b < events_.size(); ++b) {
    if (b == a || by_same(a, b) || events_[b].status == EventStatus::kNegated) continue;
    const EventType t = events_[b].type;
    if (deed && !charge && !is_material(t)) continue;
    if (!deed && charge && t != EventType::kAccuse) continue;
    if (!deed && !charge && t != EventType::kRequest && t != EventType::kAgree && t != EventType::kThreaten) continue;
    if (owner && !sides_.shares({*owner}, moves_[b].sources)) continue;
    if (!fits(a, b) || (!opposed(a, b) && !hits_back(a, b) && !(owner && moves_[b].targets.empty()))) continue;
    if (says_the_same(x.lemma, b)) like.push_back(b);
    if (is_known_before(b, a, noun)) found.push_back(b);
  }
  if (!like.empty()) found = like;
  if (found.size() > 1 && !x.is(kPlur)) found = {nearest(found, noun)};
  return found;
}

/// "NATO's actions" are such as the reader has heard of, or such as are said to have come first.
bool Moves::is_known_before(std::uint32_t b, std::uint32_t a, WordId noun) const {
  if (std::any_of(moves_[b].heads.begin(), moves_[b].heads.end(), [&](WordId h) { return h < noun; })) return true;
  const auto& x = events_[a].date;
  const auto& y = events_[b].date;
  return moves_[b].is_earlier || (x && y && !x->is_inferred && !y->is_inferred && y->to < x->from);
}

bool Moves::says_the_same(std::string_view noun, std::uint32_t e) const {
  const std::string_view measure = events_[e].measure;
  struct Pair { std::string_view noun, measure; };
  static constexpr Pair kPairs[] = {{"expulsion", "expel"}, {"expulsion", "withdraw-accreditation"}, {"closure", "close-post"}, {"closure", "close-border"}, {"suspension", "suspend"},
                                    {"sanction", "sanctions"}, {"sanction", "freeze-assets"}, {"sanction", "ban-entry"}, {"sanction", "embargo"}, {"ban", "ban-entry"},
                                    {"ban", "embargo"}, {"recall", "recall-envoy"}, {"withdrawal", "recall-envoy"}, {"withdrawal", "withdraw"}, {"round", "sanctions"}, {"round", "freeze-assets"},
                                    {"tariff", "sanctions"}, {"cut", "reduce-staff"}, {"ouster", "expel"}, {"ejection", "expel"}, {"exchange", "prisoner-exchange"}, {"truce", "ceasefire"}, {"cease-fire", "ceasefire"}, {"armistice", "ceasefire"}};
  for (const Pair& p : kPairs) {
    if (p.noun == noun && measure.find(p.measure) != std::string_view::npos) return true;
  }
  const std::string_view stem = noun.substr(0, 5);
  return std::any_of(moves_[e].words.begin(), moves_[e].words.end(), [&](WordId w) {
    const Upos u = document_.words[w].upos;
    return (u == Upos::kNoun || u == Upos::kVerb) && noun.size() > 2 && lower(document_.words[w].lemma).starts_with(stem);
  });
}

bool Moves::is_coup(std::uint32_t e) const {
  const Event& x = events_[e];
  return x.type == EventType::kCoerce && x.cameo.starts_with("192") && std::find(x.context.begin(), x.context.end(), "political_institutions") != x.context.end() && x.status != EventStatus::kNegated && x.status != EventStatus::kDenied;
}

std::optional<std::uint32_t> Moves::coup_in_target(std::uint32_t a) const {
  constexpr int kDays = 60;  // a coup longer ago has had its answers
  std::optional<std::uint32_t> first;
  for (std::uint32_t b = 0; b < events_.size(); ++b) {
    if (!is_coup(b) || events_[b].status != EventStatus::kDone || first_word(b) > first_word(a) || by_same(a, b) || contradicts_time(a, b)) continue;
    if (!sides_.shares(moves_[a].targets, moves_[b].targets) || sides_.shares(moves_[a].sources, moves_[b].targets)) continue;
    const auto &x = events_[a].date, &y = events_[b].date;
    if (x && y && x->from.since_1970 - y->to.since_1970 > kDays) continue;
    if (!first || first_word(b) < first_word(*first)) first = b;
  }
  return first;
}

/// Whether a noun is a word for the event: its own word ("the ban" on what was banned) or one for events of its kind ("the move").
bool Moves::may_mean(WordId noun, std::uint32_t e) const {
  const std::string_view lemma = document_.words[noun].lemma;
  const auto is = [&](ClassId cls) { return view_.lexicon->in_class(lemma, cls); };
  const Event& x = events_[e];
  const EventType t = x.type;
  const bool favour = t == EventType::kRetreat || t == EventType::kConcede;
  if (is(charge_) && t == EventType::kAccuse) return true;
  if (is(plea_) && (t == EventType::kRequest || t == EventType::kAgree)) return true;
  if (is(threat_) && t == EventType::kThreaten) return true;
  if (is(step_)) {
    if (x.status == EventStatus::kAlleged || x.status == EventStatus::kDenied) return false;
    const bool force = lemma == "action" || lemma == "act" || lemma == "move";  // "the decision" is no attack
    if (t == EventType::kProtest) return false;
    return t == EventType::kAssault ? force : is_material(t) || favour || t == EventType::kAid || !x.measure.empty();
  }
  if (is(violence_)) return t == EventType::kAssault || (t == EventType::kCoerce && x.measure.empty() && says_the_same(lemma, e));
  if (is(coup_)) return is_coup(e);
  if (is(release_)) return t == EventType::kRetreat;
  if (is(pact_)) {
    const bool is_mutual = x.source.size() > 1 || x.source == x.target || x.cameo.starts_with("057") || says_the_same(lemma, e);
    return is_mutual && x.status != EventStatus::kPlanned && (t == EventType::kAgree || favour || x.cameo.starts_with("057") || (t == EventType::kCooperate && says_the_same(lemma, e)));
  }
  return (is_material(t) || favour || t == EventType::kReject) && says_the_same(lemma, e);
}

/// "the", "this", "those", "Japan's": a noun that speaks of something known.
bool Moves::is_definite(WordId noun) const {
  for (const WordId c : tree_.children(noun)) {
    const std::string_view lemma = document_.words[c].lemma;
    if (document_.words[c].rel == Rel::kDet && (lemma == "the" || lemma == "this" || lemma == "that" || lemma == "these" || lemma == "those" || lemma == "both")) return true;
    if (document_.words[c].subrel == SubRel::kPoss) return true;
  }
  return false;
}

std::vector<std::uint32_t> Moves::taken_up(WordId noun, std::uint32_t a) {
  constexpr std::uint32_t kFar = 30;  // sentences: what was told longer ago is named in full
  constexpr int kDays = 60;           // "the measures" are those of one quarrel
  const Word& x = document_.words[noun];
  if (x.upos != Upos::kNoun || !is_definite(noun)) return {};
  const auto who = view_.mentions->resolve(noun);
  if (who && !view_.mentions->actors()[*who].code.empty() && !view_.lexicon->in_class(x.lemma, violence_)) return {};
  if (x.lemma == "force" && who && tree_.child(noun, Rel::kAmod) != kNoWord) return {};  // "the armed force" is somebody, "the force they used" a deed
  const auto owner = owner_of(noun);
  const std::uint32_t here = tree_.sentence_of(noun);
  std::vector<ActorId> aimed = moves_[a].targets;  // a target on the doer's own side was not said
  std::erase_if(aimed, [&](ActorId t) { return sides_.shares({t}, moves_[a].sources); });
  std::vector<std::uint32_t> found, like;
  for (std::uint32_t b = 0; b < events_.size(); ++b) {
    if (b == a || by_same(a, b) || events_[b].status == EventStatus::kNegated || !may_mean(noun, b)) continue;
    const bool is_before = std::any_of(moves_[b].heads.begin(), moves_[b].heads.end(), [&](WordId h) { return h < noun && tree_.sentence_of(h) + kFar >= here; });
    if (!is_before || contradicts_time(a, b)) continue;
    const bool both = view_.lexicon->in_class(x.lemma, pact_);  // an accord is both sides'
    const auto is_of = [&](const std::vector<ActorId>& side) { return sides_.shares(side, moves_[b].sources) || (both && sides_.shares(side, moves_[b].targets)); };
    if (owner && !is_of({*owner}) && !sides_.shares({*owner}, moves_[b].targets)) continue;
    if (!aimed.empty() && !is_of(aimed)) continue;
    if (says_the_same(x.lemma, b)) like.push_back(b);
    found.push_back(b);
  }
  if (!like.empty()) found = std::move(like);
  if (found.size() < 2) return found;
  const std::uint32_t last = nearest(found, noun);
  if (!x.is(kPlur)) return {view_.lexicon->in_class(x.lemma, coup_) ? found.front() : last};  // a coup is told in pieces, its name first
  // "praised the accords" of a summit: whose, the word does not say
  if (view_.lexicon->in_class(x.lemma, pact_) && std::any_of(found.begin(), found.end(), [&](std::uint32_t b) { return !by_same(b, last); })) return {};
  const auto is_apart = [&](std::uint32_t b) {
    const auto &d = events_[b].date, &e = events_[last].date;
    return d && e && (d->from.since_1970 - e->to.since_1970 > kDays || e->from.since_1970 - d->to.since_1970 > kDays);
  };
  std::erase_if(found, [&](std::uint32_t b) { return b != last && (!by_same(b, last) || is_apart(b) || events_[b].type != events_[last].type); });
  return found;
}

std::optional<ActorId> Moves::owner_of(WordId noun) {
  for (const WordId c : tree_.children(noun)) {
    const Word& x = document_.words[c];
    const bool owns = x.subrel == SubRel::kPoss || x.rel == Rel::kAmod || x.rel == Rel::kCompound || ((x.rel == Rel::kNmod || x.rel == Rel::kObl) && (tree_.has_preposition(c, "by") || tree_.has_preposition(c, "of")));
    if (!owns) continue;
    if (const auto side = sides_.at(c)) return side;
  }
  return std::nullopt;
}

WordId Moves::first_word(std::uint32_t e) const { return moves_[e].heads.empty() ? 0 : moves_[e].heads.front(); }

std::uint32_t Moves::nearest(const std::vector<std::uint32_t>& all, WordId to) const {
  const auto far = [&](std::uint32_t e) {
    WordId best = kNoWord;
    for (const WordId h : moves_[e].heads) best = std::min(best, h > to ? h - to + 100 : to - h);  // what comes later is farther
    return best;
  };
  return *std::min_element(all.begin(), all.end(), [&](std::uint32_t x, std::uint32_t y) { return far(x) < far(y); });
}

/// What is dated long before is answered only where words say so.
bool Moves::is_history(std::uint32_t b, std::uint32_t a) const {
  constexpr int kDays = 120;
  const auto &x = events_[a].date, &y = events_[b].date;
  return x && y && !y->is_inferred && x->from.since_1970 - y->to.since_1970 > kDays;
}

/// "in kind", "hit back": the last deeds of the other side against the doer, told in one sentence before; else the ones told as earlier.
std::vector<std::uint32_t> Moves::deeds_before(std::uint32_t a) {
  std::vector<std::uint32_t> candidates;
  for (std::uint32_t b = 0; b < events_.size(); ++b) {
    if (opposed(a, b) && fits(a, b) && is_conflict(events_[b].type) && events_[b].status != EventStatus::kNegated && !contradicts_time(a, b)) candidates.push_back(b);
  }
  std::erase_if(candidates, [&](std::uint32_t b) { return is_history(b, a); });
  prefer_deeds(candidates);
  const auto is_done = [&](std::uint32_t e) { return events_[e].status != EventStatus::kAnnounced && events_[e].status != EventStatus::kPlanned && events_[e].status != EventStatus::kThreatened; };
  if (std::any_of(candidates.begin(), candidates.end(), is_done)) std::erase_if(candidates, [&](std::uint32_t e) { return !is_done(e); });
  prefer_newest(candidates, a);
  if (is_material(events_[a].type)) std::erase_if(candidates, [&](std::uint32_t b) { return events_[b].type == EventType::kReject; });
  const EventType x = events_[a].type;
  if (x == EventType::kRetreat || x == EventType::kConcede) {  // "in return": what the other side gave before
    candidates.clear();
    for (std::uint32_t b = 0; b < events_.size(); ++b) {
      const EventType y = events_[b].type;
      const bool favour = y == EventType::kRetreat || y == EventType::kConcede;
      if (favour && hits_back(a, b) && events_[b].status != EventStatus::kNegated && first_word(b) < first_word(a) && !contradicts_time(a, b)) candidates.push_back(b);
    }
  }
  if (candidates.empty() && is_conflict(x)) {  // what the other side did to somebody else, or to its own people
    for (std::uint32_t b = 0; b < events_.size(); ++b) {
      if (hits_back(a, b) && is_material(events_[b].type) && events_[b].status != EventStatus::kNegated && !contradicts_time(a, b)) candidates.push_back(b);
    }
    if (std::any_of(candidates.begin(), candidates.end(), [&](std::uint32_t b) { return is_coup(b); })) std::erase_if(candidates, [&](std::uint32_t b) { return !is_coup(b); });
  }
  if (candidates.empty()) return {};
  const WordId here = moves_[a].heads.empty() ? 0 : moves_[a].heads.front();
  const std::uint32_t last = nearest(candidates, here);
  const std::uint32_t sentence = tree_.sentence_of(nearest_head(last, here));
  std::erase_if(candidates, [&](std::uint32_t b) { return b != last && (!told_in(b, sentence) || !by_same(b, last)); });
  return candidates;
}

/// An answer is to what is new: what the text dates weeks before another deed is not what is answered.
void Moves::prefer_newest(std::vector<std::uint32_t>& all, std::uint32_t a) const {
  constexpr int kOld = 7;  // days
  const auto& published = document_.article->published;
  std::optional<Day> newest;
  for (const std::uint32_t e : all) {
    const auto& d = events_[e].date;
    if (d && first_word(e) < first_word(a) && (!published || d->from <= *published) && (!newest || *newest < d->from)) newest = d->from;
  }
  std::erase_if(all, [&](std::uint32_t e) {
    const auto& d = events_[e].date;
    return newest && d && !d->is_inferred && newest->since_1970 - d->to.since_1970 > kOld;
  });
}

WordId Moves::nearest_head(std::uint32_t e, WordId to) const {
  WordId best = first_word(e);
  const auto far = [&](WordId h) { return h > to ? h - to + 100 : to - h; };
  for (const WordId h : moves_[e].heads) {
    if (far(h) < far(best)) best = h;
  }
  return best;
}

bool Moves::is_measure(std::uint32_t e) const {
  const Event& x = events_[e];
  return x.type == EventType::kSanction && (x.status == EventStatus::kDone || x.status == EventStatus::kAnnounced);
}

bool Moves::same_time(std::uint32_t a, std::uint32_t b) const {
  const auto& x = events_[a].date;
  const auto& y = events_[b].date;
  return !x || !y || (x->from <= y->to && y->from <= x->to);
}

}  // namespace demarche
