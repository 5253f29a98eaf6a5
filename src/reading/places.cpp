// Where the things that an article tells of happened. Relies on tree, the lexicon's names, and on the dateline. Door: class
// Places.
//
// A place phrase is a name, or a noun for a site with a name in it ("the village of Yenga"), behind a preposition of place. It
// belongs to the clause in which it stands, as a time does; what stands in a relative clause or in what somebody says is not the
// main clause's.
#include <algorithm>
#include <array>
#include <map>

#include "base/utf8.h"
#include "reading/times.h"

namespace demarche {
namespace {

constexpr int kTooFar = 12;
constexpr WordId kLongestName = 4;  ///< words of a name before its last one

constexpr std::array<std::string_view, 24> kWhere{
    "in",   "at",      "near",       "outside", "inside", "around", "off",      "along",   "across", "over",  "on",      "within",
    "amid", "between", "throughout", "above",   "beside", "behind", "opposite", "beneath", "atop",   "under", "through", "via"};
constexpr std::array<std::string_view, 6> kWhither{"to", "into", "from", "toward", "towards", "onto"};

bool is_place_use(NameUse use) { return use == NameUse::kPlace || use == NameUse::kCapital || use == NameUse::kSeat; }

/// What climbing from a clause to the one above it costs; nothing where the two do not share their place.
std::optional<int> step_up(const Tree& t, WordId clause) {
  const Word& w = t.word(clause);
  switch (w.rel) {
    case Rel::kConj:
      return t.child(clause, Rel::kNsubj) == kNoWord ? 1 : 3;
    case Rel::kXcomp:
      return 1;
    case Rel::kAdvcl:
      return 4;
    case Rel::kAcl:
      return w.subrel == SubRel::kRelcl ? 5 : 4;
    case Rel::kCcomp:
    case Rel::kParataxis:
      return 6;
    case Rel::kRoot:
      return std::nullopt;
    default:
      return 2;
  }
}

/// What it costs to take a place out of a clause for the one above it.
std::optional<int> step_out(const Tree& t, WordId clause) {
  const Word& w = t.word(clause);
  if (w.rel == Rel::kXcomp) return 2;
  if (w.rel == Rel::kConj && t.child(clause, Rel::kNsubj) == kNoWord) return 3;
  if (w.rel == Rel::kAdvcl && !w.is(kFin)) return 4;
  if (w.rel == Rel::kAcl && w.subrel != SubRel::kRelcl) return 4;
  return std::nullopt;
}

/// "MOSCOW" of a dateline as it is written elsewhere; short names stay ("UN", "DMZ").
std::string titled(std::string name) {
  const bool capitals = name.size() > 3 && std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!capitals) return name;
  bool inner = false;
  for (char& c : name) {
    const bool letter = c >= 'A' && c <= 'Z';
    if (letter && inner) c = static_cast<char>(c + 0x20);
    inner = letter || (inner && c == '\'');
  }
  return name;
}

}  // namespace

Places::Places(const Tree& tree, const Lexicon& lexicon, const Mentions& mentions)
    : tree_(&tree),
      lexicon_(&lexicon),
      mentions_(&mentions),
      sites_({lexicon.class_named("place-word"), lexicon.class_named("territory"), lexicon.class_named("border")}),
      movement_(lexicon.class_named("movement-verb")),
      visit_(lexicon.class_named("visit-word")),
      water_(lexicon.class_named("water")),
      reach_(lexicon.class_named("reach-verb")) {
  const Document& d = tree.document();
  first_.reserve(d.sentences.size() + 1);
  for (std::uint32_t s = 0; s < d.sentences.size(); ++s) {
    first_.push_back(spots_.size());
    for (WordId w = d.sentences[s].begin; w < d.sentences[s].end; ++w) read_spot(w);
  }
  first_.push_back(spots_.size());
  read_dateline();
}

/// "in Kosice", "near the village of Yenga", "to Jeddah".
void Places::read_spot(WordId w) {
  const Document& d = tree_->document();
  const Upos u = d[w].upos;
  if (u != Upos::kPropn && u != Upos::kNoun && u != Upos::kAdj && u != Upos::kX) return;
  if (d[w].span.begin < d.article->dateline_span.end) return;
  for (const WordId c : tree_->children(w)) {
    if (d[c].rel != Rel::kCase || c > w) continue;
    const bool where = is_any(d[c].form, kWhere);
    if (!where && !is_any(d[c].form, kWhither)) continue;
    // "on Twitter": nothing that only the tagger takes for a place is one on which things happen
    if (same_word(d[c].form, "on") && !named(w) && !is_site(w)) continue;
    if (auto place = site(w, 0)) spots_.push_back({w, where ? Way::kAt : Way::kTo, *std::move(place)});
    return;
  }
}

bool Places::is_site(WordId w) const {
  const Word& x = tree_->word(w);
  return lexicon_->in_class(x.lemma, water_) ||
         std::any_of(sites_.begin(), sites_.end(), [&](ClassId c) { return lexicon_->in_class(x.lemma, c); });
}

/// The place of a phrase: its own name, or the name that its noun for a site goes with.
std::optional<Place> Places::site(WordId w, int depth) const {
  if (auto place = named(w)) return place;
  const Document& d = tree_->document();
  const Word& x = d[w];
  if (depth == 0 && x.upos == Upos::kPropn && x.name == NameKind::kPlace) return unlisted(w);
  if (depth > 2 || x.upos == Upos::kPron || !is_site(w)) return std::nullopt;
  for (const WordId c : tree_->children(w)) {
    const Word& y = d[c];
    const bool of = y.rel == Rel::kNmod && y.subrel != SubRel::kPoss && c > w && tree_->has_preposition(c, "of");
    if (!of && y.rel != Rel::kAppos && y.rel != Rel::kCompound && y.rel != Rel::kFlat) continue;
    if (auto place = site(c, depth + 1)) return place;
    if (y.upos == Upos::kPropn && (y.name == NameKind::kPlace || of)) return unlisted(c);
  }
  if (x.upos == Upos::kPropn && x.name == NameKind::kPlace) return unlisted(w);
  // "the Russian capital", "Moscow's outskirts": a site of a country
  for (const WordId c : tree_->children(w)) {
    const Word& y = d[c];
    if (y.rel != Rel::kAmod && y.subrel != SubRel::kPoss && !(y.rel == Rel::kNmod && tree_->has_preposition(c, "with"))) continue;
    if (auto place = named(c)) {
      if (same_word(x.lemma, "capital")) return capital_of(*place, w, c);
      place->latitude = place->longitude = 0;
      return place;
    }
    if (!mentions_->is_listed(c) || mentions_->use(c) != NameUse::kAdjective) continue;
    if (const auto owner = country_of(c)) {
      const ActorEntry e = lexicon_->actor(*owner);
      Place place{std::string(e.name), std::string(e.code), 0, 0};
      return same_word(x.lemma, "capital") ? capital_of(place, w, c) : place;
    }
  }
  return std::nullopt;
}

/// "the Russian capital": named so, at the capital's position.
Place Places::capital_of(const Place& country, WordId head, WordId owner) const {
  const Document& d = tree_->document();
  Place place = country;
  const WordId begin = std::min(head, owner);
  place.name = d.text().substr(d[begin].span.begin, d[head].span.end - d[begin].span.begin);
  if (const EntryId e = lexicon_->by_code(country.country); e != kNoEntry)
    place.latitude = lexicon_->actor(e).latitude, place.longitude = lexicon_->actor(e).longitude;
  return place;
}

std::optional<EntryId> Places::country_of(WordId w) const {
  const Document& d = tree_->document();
  const WordId first = tree_->sentence(w).begin;
  for (WordId begin = w >= first + kLongestName ? w - kLongestName : first; begin <= w; ++begin) {
    const NameMatch match = lexicon_->name_at(d, begin, tree_->sentence(w).end);
    if (match.words == 0 || begin + match.words <= w) continue;
    for (const NameSense& s : match.senses) {
      if (lexicon_->actor(s.entry).kind == ActorKind::kCountry) return s.entry;
    }
  }
  return std::nullopt;
}

/// The place that the listed name at a word means: a city or region, a capital, a country. Of several the one that goes with what
/// stands behind it ("Tripoli, Lebanon"), else with the article's other places.
std::optional<Place> Places::named(WordId w) const {
  const Document& d = tree_->document();
  if (!mentions_->is_listed(w)) return std::nullopt;
  const Sentence& s = tree_->sentence(w);
  // "Michael Jordan" is no place; a lone name in the lexicon is, whatever the tagger holds of it
  const auto in_person = [&](WordId k) { return k >= s.begin && k < s.end && d[k].name == NameKind::kPerson; };
  if (in_person(w) && ((!d[w].name_begins && w > s.begin && in_person(w - 1)) || (in_person(w + 1) && !d[w + 1].name_begins)))
    return std::nullopt;
  const std::optional<Day>& published = d.article->published;
  for (WordId begin = w >= s.begin + kLongestName ? w - kLongestName : s.begin; begin <= w;
       ++begin) {  // the name may have several words
    const NameMatch match = lexicon_->name_at(d, begin, s.end);
    if (match.words == 0 || begin + match.words <= w) continue;
    const NameSense* best = nullptr;
    int most = -1;
    const WordId behind = begin + match.words;
    const std::string_view told = behind + 1 < s.end && d[behind].form == "," ? country_named(behind + 1) : std::string_view();
    for (const NameSense& sense : match.senses) {
      const ActorEntry e = lexicon_->actor(sense.entry);
      const bool country = sense.use == NameUse::kName && e.kind == ActorKind::kCountry;
      if (!country && !is_place_use(sense.use) && !(sense.use == NameUse::kName && e.kind == ActorKind::kPlace)) continue;
      const std::string_view code = e.kind == ActorKind::kCountry ? e.code : e.country;
      int rank = is_place_use(sense.use) ? 1 : 0;
      if (!told.empty() && code == told) rank += 16;
      if (published ? sense.from <= *published && *published <= sense.to : sense.to.since_1970 == INT32_MAX) rank += 8;
      for (const Spot& spot : spots_) rank += spot.place.country == code && !code.empty() ? 2 : 0;
      if (rank > most) best = &sense, most = rank;
    }
    if (best == nullptr) return std::nullopt;
    const ActorEntry e = lexicon_->actor(best->entry);
    Place place;
    place.name = titled(d.text().substr(d[begin].span.begin, d[begin + match.words - 1].span.end - d[begin].span.begin));
    place.country = std::string(e.kind == ActorKind::kCountry ? e.code : e.country);
    if (!told.empty() && told != place.country) {  // the lexicon knows another of that name
      place.country = told;
      return place;
    }
    const bool whole_country =
        best->use == NameUse::kName && e.kind == ActorKind::kCountry;  // its own position would be the capital's
    if (best->use != NameUse::kSeat && !whole_country) place.latitude = e.latitude, place.longitude = e.longitude;
    return place;
  }
  return std::nullopt;
}

/// The code of the country whose name begins at a word; "" where none does.
std::string_view Places::country_named(WordId w) const {
  const NameMatch match = lexicon_->name_at(tree_->document(), w, tree_->sentence(w).end);
  for (const NameSense& s : match.senses) {
    const ActorEntry e = lexicon_->actor(s.entry);
    if (s.use == NameUse::kName && e.kind == ActorKind::kCountry) return e.code;
  }
  return {};
}

/// A place that the lexicon does not know, by the words of its name; its country where the text tells it beside the name.
std::optional<Place> Places::unlisted(WordId w) const {
  const Document& d = tree_->document();
  const Sentence& s = tree_->sentence(w);
  WordId begin = w, end = w + 1;
  while (begin > s.begin && !d[begin].name_begins && d[begin - 1].name == NameKind::kPlace && d[begin - 1].upos == Upos::kPropn)
    --begin;
  while (end < s.end && d[end].name == NameKind::kPlace && !d[end].name_begins) ++end;
  while (begin > s.begin && !d[begin - 1].space_after && d[begin - 1].upos != Upos::kPunct)
    --begin;  // "al-Udeid", however it was cut
  while (begin > s.begin + 1 && !d[begin - 1].space_after && d[begin - 1].form == "-" && !d[begin - 2].space_after) begin -= 2;
  while (end + 1 < s.end && !d[end - 1].space_after && d[end].form == "-" && !d[end].space_after) end += 2;
  Place place;
  place.name = d.text().substr(d[begin].span.begin, d[end - 1].span.end - d[begin].span.begin);
  if (place.name.size() < 3) return std::nullopt;
  if (end + 1 < s.end && d[end].form == ",") place.country = country_named(end + 1);
  for (WordId up = w, steps = 0; place.country.empty() && up != kNoWord && steps < 3;
       up = d[up].head, ++steps) {  // "the Ethiopian town of Mekele"
    for (const WordId c : tree_->children(up)) {
      if (d[c].rel != Rel::kAmod || !mentions_->is_listed(c) || mentions_->use(c) != NameUse::kAdjective) continue;
      if (const auto owner = country_of(c)) place.country = lexicon_->actor(*owner).code;
    }
    if (up != w && !is_site(up)) break;
  }
  return place;
}

void Places::read_dateline() {
  const Document& d = tree_->document();
  const Span line = d.article->dateline_span;
  if (line.empty() || d.sentences.empty()) return;
  for (WordId w = 0; w < d.words.size() && d[w].span.begin < line.end && !dateline_; ++w) {
    if (d[w].form == "," || d[w].form == "(") break;
    dateline_ = named(w);
  }
  if (dateline_) dateline_->is_inferred = true;
}

std::optional<int> Places::cost(WordId spot, WordId head) const {
  const Tree& t = *tree_;
  const auto below = [&](WordId top) -> std::optional<int> {
    int out = 0;
    for (WordId node = spot; out < kTooFar;) {
      const WordId up = t.word(node).head;
      if (up == kNoWord) return std::nullopt;
      if (up == top) return out;
      if (heads_clause(t, up)) {
        const auto step = step_out(t, up);
        if (!step) return std::nullopt;
        out += *step;
      } else {
        out += t.word(node).subrel == SubRel::kPoss ? 3 : 2;
      }
      node = up;
    }
    return std::nullopt;
  };
  int out = 0;
  for (WordId at = head; at != kNoWord && out < kTooFar; at = t.word(at).head) {
    if (at == spot) return out;
    if (const auto rest = below(at)) return out + *rest;
    const auto step = step_up(t, at);
    if (!step) return std::nullopt;
    out += *step;
  }
  return std::nullopt;
}

std::optional<Place> Places::of(const FrameMatch& match) const {
  const Tree& t = *tree_;
  const WordId head = match.head;
  const EventType type = lexicon_->frame(match.frame).type;
  const std::string_view lemma = t.word(head).lemma;
  // "shelled Kharkiv", "visited Beijing": the object is the place
  const bool forceful = type == EventType::kAssault || type == EventType::kMobilize || type == EventType::kRetreat;
  for (const WordId c : t.children(head)) {
    const Word& x = t.word(c);
    if (x.rel != Rel::kObj && !(x.rel == Rel::kNsubj && x.subrel == SubRel::kPass) &&
        !(x.rel == Rel::kNmod && t.has_preposition(c, "of")))
      continue;
    const bool plain =
        mentions_->use(c) == NameUse::kPlace || lexicon_->in_class(lemma, reach_) || (forceful && mentions_->use(c) == NameUse::kCapital);
    if (!plain) continue;
    if (auto place = named(c)) return place;
  }
  const bool moves = lexicon_->in_class(lemma, movement_) || lexicon_->in_class(lemma, visit_) || forceful;
  const std::uint32_t s = t.sentence_of(head);
  const Spot* best = nullptr;
  int least = kTooFar;
  for (std::size_t k = first_[s]; k < first_[s + 1]; ++k) {
    const Spot& spot = spots_[k];
    if (spot.way == Way::kTo && !moves) continue;
    const auto c = cost(spot.head, head);
    if (c && *c + (spot.way == Way::kTo ? 1 : 0) < least) best = &spot, least = *c + (spot.way == Way::kTo ? 1 : 0);
  }
  if (best) return best->place;
  return inferred(match);
}

/// The place that the paragraph told of last, where a party of the event is at home there or a pronoun carries the scene on; else
/// the dateline's, where a party is at home there or the lead tells it.
std::optional<Place> Places::inferred(const FrameMatch& match) const {
  const Document& d = tree_->document();
  const auto at_home = [&](const Place& place) {
    const auto lives = [&](ActorId a) { return !place.country.empty() && mentions_->actors()[a].country == place.country; };
    return std::any_of(match.source.begin(), match.source.end(), lives) ||
           std::any_of(match.target.begin(), match.target.end(), lives);
  };
  const std::uint32_t own = tree_->sentence_of(match.head);
  const bool goes_on = match.source_word != kNoWord && d[match.source_word].upos == Upos::kPron;
  for (std::uint32_t s = own; s > 0 && !d.sentences[s].paragraph_begins; --s) {
    for (std::size_t k = first_[s]; k-- > first_[s - 1];) {
      if (spots_[k].way != Way::kAt || !(at_home(spots_[k].place) || (goes_on && s == own))) continue;
      Place place = spots_[k].place;
      place.is_inferred = true;
      return place;
    }
  }
  if (!dateline_ || dateline_->country.empty()) return std::nullopt;
  const bool lead = own == 0 || d.sentences[own - 1].span.begin < d.article->dateline_span.end;
  if (!lead && !at_home(*dateline_)) return std::nullopt;
  return dateline_;
}

}  // namespace demarche
