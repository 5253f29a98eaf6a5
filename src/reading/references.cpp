// What stands for one party named before: pronouns, "the alliance", "the country". Part of Mentions; groups.cpp has "the two countries".
#include <algorithm>
#include <map>
#include <string>

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

/// Who says "we" or "I": the subject of a verb of speech in its own sentence, else in the sentences behind and before it.
std::optional<WordId> Mentions::speaker_near(WordId head) {
  const std::uint32_t here = tree_->sentence_of(head);
  const auto in_sentence = [&](std::uint32_t s) -> std::optional<WordId> {
    const Sentence& sentence = document_->sentences[s];
    for (WordId v = sentence.begin; v < sentence.end; ++v) {
      const Word& verb = document_->words[v];
      if (verb.upos != Upos::kVerb || !lexicon_->in_class(verb.lemma, classes_.speech)) continue;
      for (const WordId c : tree_->children(v)) {
        const Word& x = document_->words[c];
        if (x.rel != Rel::kNsubj || c == head || (x.upos == Upos::kPron && x.lemma != "he" && x.lemma != "she")) continue;
        if (tree_->within(head, c)) continue;
        if (resolve(c)) return c;
      }
    }
    return std::nullopt;
  };
  const auto last = static_cast<std::uint32_t>(document_->sentences.size());
  for (const std::int64_t step : {0, 1, 2, -1, -2}) {
    const std::int64_t s = static_cast<std::int64_t>(here) + step;
    if (s < 0 || s >= static_cast<std::int64_t>(last)) continue;
    if (const auto who = in_sentence(static_cast<std::uint32_t>(s))) return who;
  }
  return std::nullopt;
}

/// The word that a pronoun stands for.
std::optional<WordId> Mentions::of_pronoun_word(WordId head) {
  const Word& w = document_->words[head];
  const std::string form = lower(w.form);
  const bool personal = form == "he" || form == "she" || form == "him" || form == "his" || form == "her";
  const bool plural = form == "they" || form == "their" || form == "them" || form == "themselves" || form == "both" || form == "each" || form == "neither";
  const bool thing = form == "it" || form == "its" || form == "itself";
  if (form == "whose") {  // the noun that its clause modifies
    for (WordId up = w.head; up != kNoWord; up = document_->words[up].head) {
      const Word& x = document_->words[up];
      if (x.rel != Rel::kAcl || x.head == kNoWord) continue;
      return resolve(x.head) ? std::optional(x.head) : std::nullopt;
    }
    return std::nullopt;
  }
  const bool speaker = form == "we" || form == "our" || form == "i" || form == "us" || form == "my";
  if (!personal && !plural && !thing && !speaker) return std::nullopt;
  if (speaker) {
    if (const auto who = speaker_near(head)) return who;
  }
  const auto fits = [&](ActorId id) {
    const Actor& a = actors_[id];
    if (personal) return a.kind == ActorKind::kPerson;
    if (thing) return a.kind != ActorKind::kPerson && a.kind != ActorKind::kPeople;
    if (plural) return a.kind != ActorKind::kPlace;
    return true;
  };
  // "phoned Jammeh to thank him": whom one acts on is not the one who acts, but whom the clause above acts on
  if (const WordId deed = w.head; personal && deed != kNoWord && w.rel == Rel::kObj && tree_->child(deed, Rel::kNsubj) == kNoWord) {
    const Word& d = document_->words[deed];
    const bool controlled = (d.rel == Rel::kXcomp || d.rel == Rel::kAdvcl) && d.is(kInf) && d.head != kNoWord;
    const WordId object = controlled ? tree_->child(d.head, Rel::kObj) : kNoWord;
    if (object != kNoWord && object < head && resolved_[object] >= 0 && fits(static_cast<ActorId>(resolved_[object]))) return object;
  }
  // the subject of its own clause, or of the clause around it
  WordId up = w.head;
  if (up != kNoWord && (w.rel == Rel::kObj || w.rel == Rel::kIobj || w.rel == Rel::kObl)) up = document_->words[up].head;  // "the army detained them"
  for (int steps = 0; up != kNoWord && steps < 12; up = document_->words[up].head, ++steps) {
    for (const WordId c : tree_->children(up)) {
      if (document_->words[c].rel != Rel::kNsubj || c == head || tree_->within(head, c) || c > head) continue;
      if (!personal && (document_->words[up].lemma == "charge" || document_->words[up].lemma == "accuse" || document_->words[up].lemma == "allege") && w.head != up) continue;  // "the UN charged that its men had fired"
      if (resolved_[c] >= 0 && fits(static_cast<ActorId>(resolved_[c]))) return c;
    }
  }
  // else the nearest before it, subjects of the sentence before first
  const std::uint32_t here = tree_->sentence_of(head);
  std::optional<WordId> nearest, subject, main, many;
  const auto is_main = [&](WordId at) {  // the subject of its sentence, not of a clause within
    WordId verb = document_->words[at].head;
    while (verb != kNoWord && document_->words[verb].rel == Rel::kConj) verb = document_->words[verb].head;
    return verb != kNoWord && document_->words[verb].head == kNoWord;
  };
  const auto is_many = [&](WordId at) {
    const Word& x = document_->words[at];
    return (x.is(kPlur) && x.upos != Upos::kPron) || tree_->child(at, Rel::kConj) != kNoWord;
  };
  if (thing && here > 0) {  // "Peru … It did not apologise. … its foreign minister": what the sentence before goes on about
    const Sentence& last = document_->sentences[here - 1];
    for (WordId c = last.begin; c < last.end && c < last.begin + 3; ++c) {
      if (document_->words[c].rel == Rel::kNsubj && lower(document_->words[c].form) == "it" && is_main(c)) resolve(c);
    }
  }
  for (const std::size_t k : before(head, 3, kBack)) {
    const auto& [at, id] = order_[k];
    if (resolved_[at] < 0 || !fits(id)) continue;
    const bool is_subject = document_->words[at].rel == Rel::kNsubj && tree_->sentence_of(at) + 1 >= here;
    if (plural && is_subject && is_many(at)) many = at;
    if (!nearest || at >= *nearest) nearest = at;
    if (is_subject) subject = at;
    if (is_subject && tree_->sentence_of(at) + 1 == here && is_main(at)) main = at;
  }
  if (main && thing && w.rel == Rel::kNsubj) return main;  // "Peru, which …, expelled him. It also …"
  if (many && (form == "they" || form == "them" || form == "their")) return many;
  return subject ? subject : nearest;
}

/// "the country": of those named in the sentences just before, the one that the text names most; not the doer of what is told of it.
std::optional<ActorId> Mentions::country_spoken_of(WordId head) {
  constexpr std::uint32_t kNear = 4;  // sentences
  const Word& w = document_->words[head];
  const WordId doer = w.rel == Rel::kObj && w.head != kNoWord ? tree_->child(w.head, Rel::kNsubj) : kNoWord;
  std::optional<ActorId> best, last;
  std::size_t most = 0;
  const std::vector<std::size_t> near = before(head, kNear, kBack);
  for (auto k = near.rbegin(); k != near.rend(); ++k) {
    const auto [at, id] = order_[*k];
    if (actors_[id].kind != ActorKind::kCountry || (doer != kNoWord && tree_->within(at, doer))) continue;
    if (!last) last = id;
    if (tree_->sentence_of(at) == tree_->sentence_of(head)) return id;
    std::size_t count = dateline_ == id ? 2 : 0;
    for (const auto& [word, who] : order_) count += who == id ? 1 : 0;
    if (count > most) most = count, best = id;
  }
  return best;
}

/// "the alliance", "the country": something named before.
std::optional<ActorId> Mentions::of_definite(WordId head) {
  const Word& w = document_->words[head];
  if (w.upos != Upos::kNoun) return std::nullopt;
  bool definite = false;
  std::optional<ActorId> whose;
  for (const WordId c : tree_->children(head)) {
    if (document_->words[c].rel == Rel::kDet && document_->words[c].lemma == "the") definite = true;
    if (document_->words[c].subrel == SubRel::kPoss) whose = resolve(c);
  }
  if (w.is(kSing) && (definite || whose) && lexicon_->in_class(w.lemma, classes_.other_country)) {
    // "its neighbour", "the larger neighbour": the other country of those just named
    std::optional<std::string> own;
    if (whose) own = actors_[*whose].code;
    std::optional<ActorId> other;  // of those named before, the one named most; of equals, the last
    std::size_t most = 0;
    std::map<ActorId, std::size_t> times;
    for (std::size_t k = order_.size(), seen = 0; k-- > 0 && seen < kBack; ++seen) {
      const auto [at, id] = order_[k];
      const Actor& a = actors_[id];
      if (at >= head || a.kind != ActorKind::kCountry) continue;
      if (!own) own = a.code;  // the one named last is who has the neighbour
      if (a.code != *own) ++times[id];
    }
    for (std::size_t k = order_.size(), seen = 0; k-- > 0 && seen < kBack; ++seen) {
      const ActorId id = order_[k].second;
      const auto n = times.find(id);
      if (order_[k].first < head && n != times.end() && n->second > most) most = n->second, other = id;
    }
    if (other) {
      mention(*other, head);
      return other;
    }
  }
  if (!definite && whose && w.is(kSing) && lexicon_->in_class(w.lemma, classes_.country)) {  // "his country", "her own nation"
    const Actor& a = actors_[*whose];
    const std::optional<ActorId> state = a.kind == ActorKind::kCountry ? whose : a.represents;
    if (state && actors_[*state].kind == ActorKind::kCountry) {
      mention(*state, head);
      return state;
    }
  }
  if (!definite) return std::nullopt;
  const auto named = [&](WordId c) {
    if (document_->words[c].rel != Rel::kAmod || !is_listed(c)) return false;
    const auto id = resolve(c);
    return !id || actors_[*id].kind != ActorKind::kPeople;  // "the West African bloc" is the one named before
  };
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
  }
  if (w.is(kSing) && lexicon_->in_class(w.lemma, classes_.country)) {
    if (const auto id = country_spoken_of(head)) {
      mention(*id, head);
      return id;
    }
  }
  return std::nullopt;
}

}  // namespace demarche
