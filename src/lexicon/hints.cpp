// The lexicon's names as the namer's hints: of a name's senses, the first says what kind of thing it is. Door: LexiconNames::at.
#include "lexicon/lexicon.h"

namespace demarche {
namespace {

NameHint hint_of(const Lexicon& lexicon, const NameSense& sense) {
  switch (sense.use) {
    case NameUse::kAdjective:
    case NameUse::kPeople:
    case NameUse::kPeoples: return NameHint::kPeople;
    case NameUse::kCapital:
    case NameUse::kPlace:
    case NameUse::kSeat: return NameHint::kPlace;
    case NameUse::kSurname: return NameHint::kPerson;
    case NameUse::kMetonym:
    case NameUse::kBody: return NameHint::kOrganisation;
    case NameUse::kShort: return NameHint::kNone;  // a word like any other until the article says whose
    case NameUse::kName: break;
  }
  switch (lexicon.actor(sense.entry).kind) {
    case ActorKind::kCountry: return NameHint::kCountry;
    case ActorKind::kPlace: return NameHint::kPlace;
    case ActorKind::kPerson: return NameHint::kPerson;
    case ActorKind::kPeople: return NameHint::kPeople;
    case ActorKind::kUnknown: return NameHint::kNone;
    default: return NameHint::kOrganisation;
  }
}

}  // namespace

NameHints::Hint LexiconNames::at(const Document& document, WordId at, WordId end) const {
  const NameMatch match = lexicon_->name_at(document, at, end);
  if (match.words == 0 || match.senses.empty()) return {};
  return {match.words, hint_of(*lexicon_, match.senses.front())};
}

}  // namespace demarche
