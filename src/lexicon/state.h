// An opened image. Internal to the lexicon layer: image.cpp opens it, lookups.cpp asks it.
#pragma once

#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lexicon/dictionary.h"
#include "lexicon/layout.h"
#include "lexicon/lexicon.h"
#include "lexicon/names.h"

namespace demarche {
namespace lexicon {

/// Records in the image, read where they lie (an image in memory need not be aligned).
template <class R>
class Table {
 public:
  Table() = default;
  Table(const std::byte* at, std::size_t count) : at_(at), count_(count) {}
  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] R operator[](std::size_t n) const {
    R out;
    std::memcpy(&out, at_ + n * sizeof(R), sizeof(R));
    return out;
  }

 private:
  const std::byte* at_ = nullptr;
  std::size_t count_ = 0;
};

/// A checked hash table over records: `is(record)` compares in full.
template <class R>
struct Index {
  Table<R> records;
  Table<std::uint32_t> slots;

  template <class Is>
  [[nodiscard]] bool find(std::uint64_t hash, Is is, R& out) const {
    const std::size_t mask = slots.size() - 1;
    std::size_t slot = hash & mask;
    for (std::size_t tries = 0; tries < slots.size(); ++tries, slot = (slot + 1) & mask) {
      const std::uint32_t n = slots[slot];
      if (n == 0) return false;
      out = records[n - 1];
      if (is(out)) return true;
    }
    return false;
  }
};

/// What an image holds, once checked.
struct Opened {
  /// Checks and opens; `image` must outlive this.
  Status open(Bytes bytes, const std::string& where);

  [[nodiscard]] std::string_view text(Text t) const { return {pool + t.at, t.size}; }

  Bytes image;
  const char* pool = nullptr;
  std::uint64_t check_sum = 0;

  // Small structs with views into the pool, made once when the image is opened; all else is read in place.
  std::vector<std::string_view> texts;
  std::vector<ActorEntry> actors;
  std::vector<Office> offices;
  std::vector<NameSense> senses;
  std::vector<Role> roles;
  std::vector<Test> tests;
  std::vector<Condition> conditions;
  std::vector<Part> parts;
  std::vector<Trigger> triggers;
  std::vector<Frame> frames;
  Table<ActorCodeRecord> actor_codes;
  Table<ClassRecord> classes;
  std::vector<CodeEntry> codes;  ///< sorted by code
  Index<NameRecord> names;
  Index<MemberRecord> members;
  Index<RoleWordRecord> role_words;
  Index<HeadRecord> heads;
  std::unordered_map<std::string_view, ClassId> class_ids;
  Dictionary dictionary;
};

}  // namespace lexicon

struct Lexicon::State : lexicon::Opened {
  std::string owned;  ///< the image, where it was compiled here
};

}  // namespace demarche
