// Word classes and role words on their way to an image: nesting resolved, each phrase under the keys by which it is found. Doors: Classes,
// write_role_words().
#include <algorithm>
#include <set>

#include "base/utf8.h"
#include "lexicon/compiler.h"
#include "lexicon/names.h"
#include "lexicon/state.h"

namespace demarche::lexicon {
namespace {

std::string key_of(const std::vector<std::string>& words) {
  std::string out;
  for (auto word = words.rbegin(); word != words.rend(); ++word) out += (out.empty() ? "" : " ") + *word;
  return out;
}

struct PhraseFlags {
  bool is_member = false, goes_on = false;
};

/// Calls `see(beginning)` for each beginning of a key that ends before a blank.
template <class F>
void for_beginnings(const std::string& key, F see) {
  for (std::size_t at = key.find(' '); at != std::string::npos; at = key.find(' ', at + 1)) see(key.substr(0, at));
}

}  // namespace

std::vector<std::string> keys_of(std::string_view phrase) {
  std::string low;
  append_lower(low, phrase);
  std::vector<std::string> out{key_of(cut(low))};
  std::vector<std::string> written;
  for (std::string_view rest = trim(low); !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    written.emplace_back(rest.substr(0, end));
    rest = trim(rest.substr(end));
  }
  if (std::string key = key_of(written); key != out[0]) out.push_back(std::move(key));
  return out;
}

bool is_short_enough(const std::string& key) {
  return key.size() <= kLongestPhrase && std::count(key.begin(), key.end(), ' ') < static_cast<std::ptrdiff_t>(kPhraseWords);
}

Classes::Classes(const Draft& draft, Complaints& complaints) : draft_(draft), complaints_(complaints) {
  for (const ClassDraft& c : draft.classes) names_.emplace_back(c.where.text());
  members_.resize(names_.size());
  state_.resize(names_.size());
  for (std::size_t n = 0; n < members_.size(); ++n) resolve(n, draft_.classes[n].where);
}

ClassId Classes::named(const Spot& at, std::string_view name) {
  const auto found = draft_.class_of.find(name);
  if (found != draft_.class_of.end()) return static_cast<ClassId>(found->second);
  complaints_.add(at, "there is no class \"" + std::string(name) + "\"");
  return kNoClass;
}

ClassId Classes::unnamed(const std::vector<std::string>& phrases) {
  const auto [at, is_new] = unnamed_.try_emplace(phrases, names_.size());
  if (is_new) {
    names_.push_back("~" + phrases.front());
    members_.push_back(phrases);
  }
  return static_cast<ClassId>(at->second);
}

void Classes::write(Sections& out) const {
  std::map<std::pair<std::uint32_t, std::string>, PhraseFlags> keys;
  for (std::uint32_t cls = 0; cls < names_.size(); ++cls) {
    out.classes.push_back({out.pool.put(names_[cls])});
    for (const std::string& phrase : members_[cls]) {
      for (const std::string& key : keys_of(phrase)) {
        keys[{cls, key}].is_member = true;
        for_beginnings(key, [&](std::string beginning) { keys[{cls, std::move(beginning)}].goes_on = true; });
      }
    }
  }
  std::vector<std::uint64_t> hashes;
  for (const auto& [key, flags] : keys) {
    out.members.push_back({out.pool.put(key.second), key.first, flags.is_member, flags.goes_on});
    hashes.push_back(hash_of(key.second, key.first + 1));
  }
  out.member_slots = slots_for(hashes);
}

void Classes::resolve(std::size_t n, const Spot& asked_at) {
  if (state_[n] == State::kDone) return;
  if (state_[n] == State::kOpen) return complaints_.add(asked_at, "class " + names_[n] + " contains itself");
  state_[n] = State::kOpen;
  std::set<std::string> known;
  std::vector<std::string> all;
  const auto add = [&](const std::string& phrase) {
    if (known.insert(phrase).second) all.push_back(phrase);
  };
  for (const Spot& member : draft_.classes[n].members) {
    if (!member.text().starts_with('@')) {
      add(checked(member));
      continue;
    }
    const ClassId other = named(member, member.text().substr(1));
    if (other == kNoClass) continue;
    resolve(other, member);
    for (const std::string& phrase : members_[other]) add(phrase);
  }
  members_[n] = std::move(all);
  state_[n] = State::kDone;
}

std::string Classes::checked(const Spot& member) {
  std::string phrase(member.text());
  for (const std::string& key : keys_of(phrase)) {
    if (is_short_enough(key)) continue;
    complaints_.add(member, "a phrase has at most " + std::to_string(kPhraseWords) + " words and " + std::to_string(kLongestPhrase) + " bytes");
    return "?";
  }
  return phrase;
}

void write_role_words(const Draft& draft, Sections& out, Complaints& complaints) {
  struct Value {
    PhraseFlags flags;
    const RoleWordDraft* role = nullptr;
  };
  std::map<std::string, Value> keys;
  for (const RoleWordDraft& role : draft.role_words) {
    for (const std::string& key : keys_of(role.word.text())) {
      if (!is_short_enough(key)) {
        complaints.add(role.word, "a phrase has at most " + std::to_string(kPhraseWords) + " words and " + std::to_string(kLongestPhrase) + " bytes");
        continue;
      }
      Value& value = keys[key];
      value.flags.is_member = true;
      value.role = &role;
      for_beginnings(key, [&](const std::string& beginning) { keys[beginning].flags.goes_on = true; });
    }
  }
  std::vector<std::uint64_t> hashes;
  for (const auto& [key, value] : keys) {
    const Text sector = value.role ? out.pool.put(value.role->sector) : Text{0, 0};
    const auto nature = value.role ? static_cast<std::uint32_t>(value.role->nature) : 0;
    out.role_words.push_back({out.pool.put(key), sector, nature, value.flags.is_member, value.flags.goes_on});
    hashes.push_back(hash_of(key));
  }
  out.role_slots = slots_for(hashes);
}

}  // namespace demarche::lexicon
