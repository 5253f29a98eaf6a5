// lookups: names, role phrases, classes and triggers found in an opened image. Relies on image.cpp having checked it all.
#include <algorithm>

#include "lexicon/state.h"

namespace demarche {

using namespace lexicon;

namespace {

/// The record of a key, or false.
template <class R>
bool find(const Opened& s, const Index<R>& index, std::string_view key, R& out) {
  return index.find(hash_of(key), [&](const R& r) { return s.text(r.key) == key; }, out);
}

// ---------------------------------------------------------------- names

/// Extends a key word by word for as long as some name goes on so; the longest with senses wins.
template <class Spell, class Fits>
NameMatch longest_name(const Opened& s, const Document& document, WordId at, WordId end, std::string key, Spell spell, Fits fits) {
  NameMatch best;
  for (WordId w = at; w < end && w < document.words.size(); ++w) {
    const std::size_t before = key.size();
    if (!spell(key, document[w].form)) break;
    if (key.size() > kLongestName + 1) break;
    if (key.size() == before) {
      if (w == at) break;  // no name begins with a mark
      continue;
    }
    NameRecord record;
    if (!find(s, s.names, key, record)) break;
    // "Cuba's" is no Cubas: behind a name, the possessive's s is none of it
    const std::string_view form = document[w].form;
    const bool is_possessive = best.words > 0 && best.words == w - at && (form == "'s" || form == "\u2019s");
    if (record.senses.count > 0 && !is_possessive && fits(key, w + 1 - at)) {
      best = {w + 1 - at, std::span<const NameSense>(s.senses).subspan(record.senses.first, record.senses.count)};
    }
  }
  return best;
}

// ---------------------------------------------------------------- phrases

/// Walks back from `head`, over both spellings of each word (lemma and form), through all keys that some phrase begins with.
/// `find(key, record)` looks a key up; `note(words, record)` hears of each phrase found and says whether to go on.
template <class R, class Find, class Note>
bool walk_phrases(const Document& document, WordId begin, WordId word, std::uint32_t depth, const std::string& behind, Find look_up, Note note) {
  const Word& w = document[word];
  const std::string_view spellings[2] = {w.lemma, w.form};
  std::string first;
  for (int k = 0; k < 2; ++k) {
    std::string key = behind;
    if (!key.empty()) key += ' ';
    append_lower(key, spellings[k]);
    if (k == 0) first = key;
    else if (key == first) break;
    if (key.size() > kLongestPhrase) continue;
    R record;
    if (!look_up(key, record)) continue;
    if (record.is_member != 0 && !note(depth, record)) return false;
    if (record.goes_on == 0 || word == begin || depth > kPhraseWords) continue;
    if (!walk_phrases<R>(document, begin, word - 1, depth + 1, key, look_up, note)) return false;
  }
  return true;
}

bool stands(const Document& document, WordId begin, WordId head) { return head < document.words.size() && begin <= head; }

}  // namespace

NameMatch Lexicon::name_at(const Document& document, WordId at, WordId end) const {
  const auto as_written = [](std::string& key, std::string_view form) { return append_squashed(key, form), true; };
  const NameMatch best = longest_name(*state_, document, at, end, {}, as_written, [](const std::string&, WordId) { return true; });
  if (at >= document.words.size() || !is_all_capitals(document[at].form)) return best;
  const auto in_capitals = [](std::string& key, std::string_view form) {
    const std::size_t before = key.size();
    append_squashed(key, form);
    return key.size() == before || is_all_capitals(form) || count_letters(form) == 0;
  };
  const auto is_long_enough = [](const std::string& key, WordId words) { return words > 1 || count_letters(key) >= 4; };
  const NameMatch shouted = longest_name(*state_, document, at, end, std::string(1, kCapitalsMark), in_capitals, is_long_enough);
  return shouted.words > best.words ? shouted : best;
}

std::span<const NameSense> Lexicon::senses_of(std::string_view name) const {
  std::string key;
  append_squashed(key, name);
  NameRecord record;
  if (find(*state_, state_->names, key, record) && record.senses.count > 0) {
    return std::span<const NameSense>(state_->senses).subspan(record.senses.first, record.senses.count);
  }
  if (!is_all_capitals(name) || count_letters(name) < 4) return {};
  if (!find(*state_, state_->names, kCapitalsMark + key, record)) return {};
  return std::span<const NameSense>(state_->senses).subspan(record.senses.first, record.senses.count);
}

ActorEntry Lexicon::actor(EntryId id) const { return id < state_->actors.size() ? state_->actors[id] : ActorEntry(); }
std::size_t Lexicon::actors() const { return state_->actors.size(); }

std::size_t Lexicon::names() const {
  std::size_t count = 0;
  for (std::size_t n = 0; n < state_->names.records.size(); ++n) {
    const NameRecord record = state_->names.records[n];
    count += record.senses.count > 0 && !state_->text(record.key).starts_with(kCapitalsMark) ? 1 : 0;
  }
  return count;
}

EntryId Lexicon::by_code(std::string_view code) const {
  std::size_t low = 0;
  std::size_t high = state_->actor_codes.size();
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (state_->text(state_->actor_codes[middle].code) < code) low = middle + 1;
    else high = middle;
  }
  if (low == state_->actor_codes.size() || state_->text(state_->actor_codes[low].code) != code) return kNoEntry;
  return state_->actor_codes[low].entry;
}

RoleMatch Lexicon::role_ending_at(const Document& document, WordId begin, WordId head) const {
  RoleMatch best;
  if (!stands(document, begin, head)) return best;
  const auto look_up = [&](const std::string& key, RoleWordRecord& out) { return find(*state_, state_->role_words, key, out); };
  const auto note = [&](std::uint32_t words, const RoleWordRecord& r) {
    if (words > best.words) best = {words, state_->text(r.sector), static_cast<RoleNature>(r.nature)};
    return true;
  };
  walk_phrases<RoleWordRecord>(document, begin, head, 1, {}, look_up, note);
  return best;
}

std::size_t Lexicon::role_words() const {
  std::size_t count = 0;
  for (std::size_t n = 0; n < state_->role_words.records.size(); ++n) count += state_->role_words.records[n].is_member != 0 ? 1 : 0;
  return count;
}

ClassId Lexicon::class_named(std::string_view name) const {
  const auto at = state_->class_ids.find(name);
  return at == state_->class_ids.end() ? kNoClass : at->second;
}

std::size_t Lexicon::classes() const { return state_->classes.size(); }
std::string_view Lexicon::class_name(ClassId cls) const {
  return cls < state_->classes.size() ? state_->text(state_->classes[cls].name) : std::string_view();
}

bool Lexicon::in_class(std::string_view lemma, ClassId cls) const {
  std::string key;
  for (std::string_view rest = lemma; !rest.empty();) {  // keys of phrases run from their last word to their first
    const std::size_t at = rest.rfind(' ');
    if (!key.empty()) key += ' ';
    append_lower(key, at == std::string_view::npos ? rest : rest.substr(at + 1));
    rest = at == std::string_view::npos ? std::string_view() : rest.substr(0, at);
  }
  MemberRecord r;
  return state_->members.find(hash_of(key, cls + 1U), [&](const MemberRecord& m) { return m.cls == cls && state_->text(m.key) == key; }, r) &&
         r.is_member != 0;
}

bool Lexicon::in_class(const Document& document, WordId begin, WordId head, ClassId cls) const {
  if (cls == kNoClass || !stands(document, begin, head)) return false;
  bool found = false;
  const auto look_up = [&](const std::string& key, MemberRecord& out) {
    return state_->members.find(hash_of(key, cls + 1U), [&](const MemberRecord& m) { return m.cls == cls && state_->text(m.key) == key; }, out);
  };
  const auto note = [&](std::uint32_t, const MemberRecord&) { return found = true, false; };
  walk_phrases<MemberRecord>(document, begin, head, 1, {}, look_up, note);
  return found;
}

std::span<const Trigger> Lexicon::triggers(std::string_view lemma) const {
  HeadRecord r;
  if (!state_->heads.find(hash_of(lemma), [&](const HeadRecord& h) { return state_->text(h.lemma) == lemma; }, r)) return {};
  return std::span<const Trigger>(state_->triggers).subspan(r.triggers.first, r.triggers.count);
}

std::size_t Lexicon::trigger_words() const { return state_->heads.records.size(); }
std::string_view Lexicon::trigger_word(std::size_t n) const { return state_->text(state_->heads.records[n].lemma); }

const Frame& Lexicon::frame(FrameId id) const { return state_->frames[id]; }
std::size_t Lexicon::frames() const { return state_->frames.size(); }

const Dictionary& Lexicon::dictionary() const { return state_->dictionary; }

const CodeEntry* Lexicon::code(std::string_view cameo) const {
  for (; cameo.size() >= 2; cameo.remove_suffix(1)) {
    const auto at = std::lower_bound(state_->codes.begin(), state_->codes.end(), cameo, [](const CodeEntry& c, std::string_view code) { return c.code < code; });
    if (at != state_->codes.end() && at->code == cameo) return &*at;
  }
  return nullptr;
}

double Lexicon::goldstein(std::string_view cameo) const {
  const CodeEntry* entry = code(cameo);
  return entry ? entry->goldstein : 0;
}

}  // namespace demarche
