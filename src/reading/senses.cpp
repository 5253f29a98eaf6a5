// Which of its meanings a listed name has here: by the day, the word's place in the phrase, and the countries that the article speaks of.
// "The Labour Party" is New Zealand's beside Wellington; "Unity" is a party only in an article that speaks of its country. Part of
// Mentions.
#include <algorithm>

#include "reading/mention_words.h"
#include "reading/reading.h"

namespace demarche {
namespace {

bool is_body_of_people(ActorKind kind) {
  return kind == ActorKind::kOrganisation || kind == ActorKind::kGroup || kind == ActorKind::kParty || kind == ActorKind::kMovement ||
         kind == ActorKind::kCompany || kind == ActorKind::kMedia;
}

bool is_of_country(NameUse use) {
  return use != NameUse::kPlace && use != NameUse::kSeat && use != NameUse::kSurname && use != NameUse::kShort;
}

}  // namespace

/// Gathers the names whose country nobody has to guess: countries with their people, capitals and institutions; persons, places and
/// parties that have only one.
void Mentions::find_homes(const std::vector<NameMatch>& matches) {
  for (WordId w = 0; w < matches.size();) {
    const NameMatch& match = matches[w];
    const NameSense* first = nullptr;
    bool is_one = match.words > 0;
    for (const NameSense& s : match.senses) {
      if (s.use == NameUse::kSurname || s.use == NameUse::kShort || s.use == NameUse::kSeat) continue;
      if (day_ && (*day_ < s.from || *day_ > s.to)) continue;
      const ActorEntry e = lexicon_->actor(s.entry);
      if (!first) {
        first = &s;
        if (e.kind == ActorKind::kCountry && is_of_country(s.use)) break;
      } else if (e.country != lexicon_->actor(first->entry).country) {
        is_one = false;
      }
    }
    const Upos u = document_->words[w].upos;
    const bool is_word = match.words == 1 && u != Upos::kPropn && u != Upos::kAdj && u != Upos::kNoun && u != Upos::kX;
    if (first && is_one && !is_word) homes_.push_back({first->entry, lexicon_->actor(first->entry).country, w, w + match.words});
    w += std::max<WordId>(match.words, 1);
  }
}

/// How near the article brings a party: 3 beside the name ("Spain's PP"), 2 in its sentence, 1 elsewhere, 0 nowhere.
int Mentions::home_of(const NameSense& sense, WordId begin) const {
  const std::string_view country = lexicon_->actor(sense.entry).country;
  int best = 0;
  for (const Home& h : homes_) {
    if (h.begin == begin) continue;
    if (h.entry != sense.entry && (country.empty() || h.country != country)) continue;
    const WordId gap = h.end <= begin ? begin - h.end : kNoWord;
    const bool beside = gap == 0 || (gap == 1 && document_->words[h.end].rel == Rel::kCase);
    best = std::max(best, beside || h.entry == sense.entry ? 3 : tree_->sentence_of(h.begin) == tree_->sentence_of(begin) ? 2 : 1);
  }
  return best;
}

const NameSense* Mentions::choose(std::span<const NameSense> senses, WordId begin, WordId end) const {
  const NameSense* best = nullptr;
  int best_rank = -1, best_home = 0;
  bool best_settles = false;
  const Word& last = document_->words[end - 1];
  for (const NameSense& s : senses) {
    const ActorEntry e = lexicon_->actor(s.entry);
    int rank = 2;
    if (day_ && (*day_ < s.from || *day_ > s.to)) rank = 0;
    const bool adjectival = last.upos == Upos::kAdj || (last.rel == Rel::kCompound && last.upos == Upos::kPropn) || last.rel == Rel::kAmod;
    if (s.use == NameUse::kSurname && !may_be_surname(begin)) continue;
    if (end - begin == 1 && adjectival == (s.use == NameUse::kAdjective)) ++rank;
    if (e.kind == ActorKind::kPerson && day_) {
      for (const Office& o : e.offices) {
        if (*day_ >= o.from && *day_ <= o.to) { ++rank; break; }
      }
    }
    if (s.use == NameUse::kSurname) rank = std::min(rank, 1);  // any other meaning comes first
    // of several parties or places with one name, that of the country spoken of
    const bool settles = (is_body_of_people(e.kind) && (s.use == NameUse::kName || s.use == NameUse::kAdjective || s.use == NameUse::kShort)) || s.use == NameUse::kPlace;
    const int home = settles && senses.size() + (s.use == NameUse::kShort ? 1 : 0) > 1 ? home_of(s, begin) : 0;
    if (s.use == NameUse::kShort && (home == 0 || document_->words[begin].upos == Upos::kVerb)) continue;
    const bool is_nearer = rank == best_rank && settles && best_settles && home > best_home;
    if (rank > best_rank || is_nearer) best = &s, best_rank = rank, best_home = home, best_settles = settles;
  }
  return best;
}

}  // namespace demarche
