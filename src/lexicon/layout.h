// The image: how the compiled lexicon lies in memory. Internal to the lexicon layer.
//
//   Header     magic "DEMLEX\r\n", format number, number of sections, size of the image, check sum of all behind the header
//   Section[]  where each section begins and how many records it has, in the order of SectionId
//   sections   each at a multiple of 8: records of fixed size, little endian; the pool holds the bytes of all strings
//
// Records point at strings by Text (offset and size in the pool) and at runs of other records by Run (first, count). Hash tables
// are arrays of 32-bit slots, a power of two of them: 0 is empty, n stands for record n - 1; collisions go to the next slot.
// Nothing in an image is trusted: image.cpp checks every Text, Run, number and slot before a Lexicon exists.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace demarche::lexicon {

inline constexpr std::array<char, 8> kMagic{'D', 'E', 'M', 'L', 'E', 'X', '\r', '\n'};
inline constexpr std::uint32_t kFormat = 4;

struct Header {
  std::array<char, 8> magic;
  std::uint32_t format;
  std::uint32_t sections;
  std::uint64_t size;
  std::uint64_t check_sum;
};

struct SectionRecord {
  std::uint32_t at;
  std::uint32_t count;
};

enum class SectionId : std::uint32_t {
  kPool, kTexts, kActors, kOffices, kSenses, kNames, kNameSlots, kActorCodes, kClasses, kMembers, kMemberSlots, kRoleWords, kRoleSlots,
  kFrames, kRoles, kTests, kConditions, kParts, kTriggers, kHeads, kHeadSlots, kCodes, kDictionary, kSections,
};
inline constexpr auto kSectionCount = static_cast<std::uint32_t>(SectionId::kSections);

struct Text {
  std::uint32_t at, size;
};
struct Run {
  std::uint32_t first, count;
};

struct ActorRecord {
  Text name, code, country, sector;
  std::uint32_t kind, spare;
  double latitude, longitude;
  Run members, nouns;  ///< of kTexts
  Run offices;
};
struct OfficeRecord {
  Text code, sector, title;
  std::int32_t from, to;
};
struct SenseRecord {
  std::uint32_t entry, use;
  Text sector;
  std::int32_t from, to;
};
/// A squashed name, or the beginning of one at a place where a word may end: then it has no senses.
struct NameRecord {
  Text key;
  Run senses;
};
struct ActorCodeRecord {  ///< sorted by code
  Text code;
  std::uint32_t entry;
};
struct ClassRecord {
  Text name;
};
/// A phrase of a class, its words last first, a blank between; or the beginning of such a key.
struct MemberRecord {
  Text key;
  std::uint32_t cls;
  std::uint16_t is_member, goes_on;
};
struct RoleWordRecord {
  Text key;
  Text sector;
  std::uint32_t nature;
  std::uint16_t is_member, goes_on;
};
struct RoleRecord {
  Text prep;
  std::uint32_t kind;
};
struct TestRecord {
  Text lemma;
  std::uint32_t kind, cls;
};
struct ConditionRecord {
  std::uint32_t unless, role_kind;
  Text prep;
  Run tests;
};
struct PartRecord {
  Text prep, lemma;
  std::uint32_t cls;
  std::uint16_t kind, of_trigger;
};
struct TriggerRecord {
  std::uint32_t frame, pos;
  Run parts;
};
struct HeadRecord {
  Text lemma;
  Run triggers;
};
struct FrameRecord {
  Text name, cameo, measure;
  double goldstein;
  Run modes, contexts;  ///< of kTexts
  Run source, target;   ///< of kRoles
  Run conditions;
  std::uint32_t type, content, flags;  ///< flags: 1 mutual, 2 needs source, 4 needs target, 8 weak, 16 of a user's layer, 32 wide
  std::uint32_t spare;
};
struct CodeRecord {  ///< sorted by code
  Text code;
  double goldstein;
  Run modes, contexts;  ///< of kTexts
  std::uint32_t type;   ///< kNoType for none
  std::uint32_t spare;
};
inline constexpr std::uint32_t kNoType = 0xFFFFFFFF;

/// A line of the pattern dictionary, in the order of the sources (Dictionary::Line).
struct DictionaryRecord {
  Text text, more;
  std::int32_t from, to;
  std::uint16_t kind, is_dated;
};

enum FrameFlag : std::uint32_t { kMutual = 1, kNeedsSource = 2, kNeedsTarget = 4, kWeak = 8, kOwn = 16, kWide = 32 };

/// A mixing sum over eight bytes at a time.
std::uint64_t check_sum_of(const char* bytes, std::size_t size);

}  // namespace demarche::lexicon
