// All sections of a lexicon → its image, as layout.h says. Doors: laid_out(), slots_for().
#include <cstring>

#include "lexicon/compiler.h"
#include "lexicon/state.h"

namespace demarche::lexicon {
namespace {

class Layout {
 public:
  explicit Layout(const Sections& s) : out_(sizeof(Header) + kSectionCount * sizeof(SectionRecord), '\0') {
    add(s.pool.bytes.data(), s.pool.bytes.size(), 1);
    add(s.texts), add(s.actors), add(s.offices), add(s.senses), add(s.names), add(s.name_slots), add(s.actor_codes), add(s.classes);
    add(s.members), add(s.member_slots), add(s.role_words), add(s.role_slots), add(s.frames), add(s.roles), add(s.tests);
    add(s.conditions), add(s.parts), add(s.triggers), add(s.heads), add(s.head_slots), add(s.codes), add(s.dictionary);
  }

  std::string finish() {
    out_.resize((out_.size() + 7) / 8 * 8, '\0');
    std::memcpy(out_.data() + sizeof(Header), table_.data(), table_.size() * sizeof(SectionRecord));
    Header header{kMagic, kFormat, kSectionCount, out_.size(), 0};
    header.check_sum = check_sum_of(out_.data() + sizeof(Header), out_.size() - sizeof(Header));
    std::memcpy(out_.data(), &header, sizeof header);
    return std::move(out_);
  }

 private:
  template <class R>
  void add(const std::vector<R>& records) {
    static_assert(std::is_trivially_copyable_v<R>);
    add(records.data(), records.size(), sizeof(R));
  }
  void add(const void* records, std::size_t count, std::size_t size) {
    out_.resize((out_.size() + 7) / 8 * 8, '\0');
    table_.push_back({static_cast<std::uint32_t>(out_.size()), static_cast<std::uint32_t>(count)});
    if (count > 0) out_.append(static_cast<const char*>(records), count * size);
  }

  std::string out_;
  std::vector<SectionRecord> table_;
};

}  // namespace

std::vector<std::uint32_t> slots_for(const std::vector<std::uint64_t>& hashes) {
  std::size_t size = 2;
  while (size < 2 * hashes.size()) size *= 2;
  std::vector<std::uint32_t> out(size, 0);
  for (std::size_t n = 0; n < hashes.size(); ++n) {
    std::size_t slot = hashes[n] & (size - 1);
    while (out[slot] != 0) slot = (slot + 1) & (size - 1);
    out[slot] = static_cast<std::uint32_t>(n + 1);
  }
  return out;
}

std::string laid_out(const Sections& sections) { return Layout(sections).finish(); }

}  // namespace demarche::lexicon
