// Compiling, from draft to image: what the files share that write its sections. Internal to the lexicon layer.
//
//   class_records   classes with their nesting resolved, role words: phrases and where they begin
//   frame_records   frames, their roles, conditions and triggers
//   actor_records   actors, offices, names and their senses
//   lay_out         all sections → the bytes that layout.h describes
//   compile         sources → draft → sections → image; the public doors
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lexicon/draft.h"
#include "lexicon/layout.h"
#include "lexicon/lexicon.h"

namespace demarche::lexicon {

/// Strings, each once.
class Pool {
 public:
  Text put(std::string_view text) {
    if (text.empty()) return {0, 0};
    const auto [at, is_new] = known_.try_emplace(std::string(text), Text{static_cast<std::uint32_t>(bytes.size()), static_cast<std::uint32_t>(text.size())});
    if (is_new) bytes += text;
    return at->second;
  }
  std::string bytes;

 private:
  std::unordered_map<std::string, Text> known_;
};

/// All sections on their way to an image.
struct Sections {
  Pool pool;
  std::vector<Text> texts;
  std::vector<ActorRecord> actors;
  std::vector<OfficeRecord> offices;
  std::vector<SenseRecord> senses;
  std::vector<NameRecord> names;
  std::vector<std::uint32_t> name_slots;
  std::vector<ActorCodeRecord> actor_codes;
  std::vector<ClassRecord> classes;
  std::vector<MemberRecord> members;
  std::vector<std::uint32_t> member_slots;
  std::vector<RoleWordRecord> role_words;
  std::vector<std::uint32_t> role_slots;
  std::vector<FrameRecord> frames;
  std::vector<RoleRecord> roles;
  std::vector<TestRecord> tests;
  std::vector<ConditionRecord> conditions;
  std::vector<PartRecord> parts;
  std::vector<TriggerRecord> triggers;
  std::vector<HeadRecord> heads;
  std::vector<std::uint32_t> head_slots;
  std::vector<CodeRecord> codes;
  std::vector<DictionaryRecord> dictionary;

  template <class Strings>
  Run put_texts(const Strings& strings) {
    const Run run{static_cast<std::uint32_t>(texts.size()), static_cast<std::uint32_t>(strings.size())};
    for (const auto& s : strings) texts.push_back(pool.put(s));
    return run;
  }
};

/// The records from number `first` to the end.
template <class R>
Run run_from(const std::vector<R>& records, std::size_t first) {
  return {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(records.size() - first)};
}

/// Slots for records with these hashes, at most half full.
std::vector<std::uint32_t> slots_for(const std::vector<std::uint64_t>& hashes);
/// The image of these sections.
std::string laid_out(const Sections& sections);

/// The keys under which a phrase is found: as our tokeniser cuts it, and as its author wrote it.
std::vector<std::string> keys_of(std::string_view phrase);
bool is_short_enough(const std::string& key);

/// Classes by number, their nesting resolved; classes without a name are made for phrases that a test or trigger asks for.
class Classes {
 public:
  Classes(const Draft& draft, Complaints& complaints);

  /// The class of "@name"; kNoClass and a complaint where there is none.
  ClassId named(const Spot& at, std::string_view name);
  /// A class of its own for these phrases.
  ClassId unnamed(const std::vector<std::string>& phrases);
  [[nodiscard]] const std::vector<std::string>& members(ClassId cls) const { return members_[cls]; }
  [[nodiscard]] std::size_t size() const { return names_.size(); }

  void write(Sections& out) const;

 private:
  enum class State : std::uint8_t { kNew, kOpen, kDone };

  void resolve(std::size_t n, const Spot& asked_at);
  std::string checked(const Spot& member);

  const Draft& draft_;
  Complaints& complaints_;
  std::vector<std::string> names_;
  std::vector<std::vector<std::string>> members_;
  std::vector<State> state_;
  std::map<std::vector<std::string>, std::size_t> unnamed_;
};

void write_role_words(const Draft& draft, Sections& out, Complaints& complaints);
/// May ask `classes` for new ones, which are written behind it.
void write_frames(const Draft& draft, Classes& classes, Sections& out, Complaints& complaints);
void write_actors(const Draft& draft, Sections& out, Complaints& complaints);

}  // namespace demarche::lexicon
