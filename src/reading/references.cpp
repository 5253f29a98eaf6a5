// What stands for something named before: pronouns, "the alliance", "the two countries". Part of Mentions.
#include <algorithm>

#include "base/utf8.h"
#include "reading/mention_words.h"
#include "reading/reading.h"

namespace demarche {

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
  for (const std::size_t k : before(head, 3, kBack)) {
    const auto& [at, id] = order_[k];
    if (resolved_[at] < 0 || !fits(id)) continue;
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
