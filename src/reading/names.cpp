// Names in a sentence: those that the lexicon lists (senses.cpp chooses what each means), and runs of proper nouns that it does not know.
// Part of Mentions.
#include <algorithm>
#include <map>

#include "base/utf8.h"
#include "reading/mention_words.h"
#include "reading/reading.h"

namespace demarche {

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
  find_scene_state(first.end);
}

/// A report of talks abroad is about those who talk: where another country's names are many times those of the dateline's, "the army" is that one's.
void Mentions::find_scene_state(WordId from) {
  constexpr std::size_t kOften = 4, kTimes = 3;
  scene_ = dateline_;
  if (!dateline_) return;
  std::map<std::string_view, std::size_t> times;
  for (const Name& n : names_) {
    if (!n.is_known || n.begin < from) continue;
    const ActorEntry e = lexicon_->actor(n.sense.entry);
    if (e.kind == ActorKind::kCountry) ++times[e.code];
    else if (e.kind == ActorKind::kPlace || e.kind == ActorKind::kPerson) ++times[e.country];
  }
  times.erase("");
  const auto most = std::max_element(times.begin(), times.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most != times.end() && most->second >= kOften && most->second >= kTimes * times[actors_[*dateline_].code]) scene_ = country(most->first, kNoWord);
}

WordId Mentions::head_of(WordId begin, WordId end) const {
  for (WordId w = begin; w < end; ++w) {
    const WordId h = document_->words[w].head;
    if ((h == kNoWord || h < begin || h >= end) && document_->words[w].upos != Upos::kPunct) return w;
  }
  return end - 1;
}

/// "the northern town of Liberia": a place that bears a country's name.
bool Mentions::is_town_of(WordId w) const {
  const WordId begin = tree_->sentence(w).begin;
  return w >= begin + 2 && document_->words[w - 1].lemma == "of" &&
         lexicon_->in_class(document_->words[w - 2].lemma, classes_.town);
}

void Mentions::find_names() {
  std::vector<NameMatch> matches(document_->words.size());
  for (const Sentence& s : document_->sentences) {
    for (WordId w = s.begin; w < s.end; ++w) matches[w] = lexicon_->name_at(*document_, w, s.end);
  }
  find_homes(matches);
  for (const Sentence& s : document_->sentences) {
    for (WordId w = s.begin; w < s.end;) {
      const NameMatch& match = matches[w];
      const Upos u = document_->words[w].upos;
      const bool plausible = match.words > 1 || u == Upos::kPropn || u == Upos::kAdj || u == Upos::kNoun || u == Upos::kX || u == Upos::kSym;
      const NameSense* sense = match.words && plausible ? choose(match.senses, w, w + match.words) : nullptr;
      if (sense && lexicon_->actor(sense->entry).kind == ActorKind::kCountry && sense->use == NameUse::kName && is_town_of(w)) sense = nullptr;
      if (!sense) { ++w; continue; }
      Name name{w, w + match.words, 0, *sense, true, NameKind::kNone};
      if (sense->use == NameUse::kShort) name.sense.use = NameUse::kName;
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

/// "Brussels" in an article on the EU that never names Belgium is the EU.
void Mentions::give_seats() {
  const auto names_country = [&](EntryId entry) {
    return std::any_of(names_.begin(), names_.end(), [&](const Name& n) { return n.is_known && n.sense.entry == entry && n.sense.use != NameUse::kCapital; });
  };
  for (Name& name : names_) {
    if (!name.is_known || name.sense.use != NameUse::kCapital || names_country(name.sense.entry)) continue;
    const NameMatch match = lexicon_->name_at(*document_, name.begin, name.end);
    std::size_t most = 0;
    for (const NameSense& s : match.senses) {
      if (s.use != NameUse::kSeat) continue;
      const auto count = static_cast<std::size_t>(std::count_if(names_.begin(), names_.end(), [&](const Name& n) { return n.is_known && n.sense.entry == s.entry; }));
      if (count > std::max<std::size_t>(most, 1)) most = count, name.sense = s;
    }
    // a lone "Brussels" that does something is the Union
    if (most == 0 && lexicon_->actor(name.sense.entry).code == "BEL" && document_->words[name.head].rel == Rel::kNsubj) {
      for (const NameSense& s : match.senses) {
        if (s.use == NameUse::kSeat && lexicon_->actor(s.entry).code == "EU") name.sense = s;
      }
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

}  // namespace demarche
