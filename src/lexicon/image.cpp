// image: an image checked and opened. Doors: Lexicon::from_image, Opened::open. Every offset, number and slot is checked here, so
// that look-ups need not; damage of any kind is an error, never a crash (fuzz/lexicon_image.cpp).
#include "lexicon/state.h"

namespace demarche {
namespace lexicon {

std::uint64_t check_sum_of(const char* bytes, std::size_t size) {
  std::uint64_t h = 0x9E3779B97F4A7C15u ^ size;
  const auto mix = [&](std::uint64_t word) {
    h = (h ^ word) * 0xD6E8FEB86659FD93u;
    h ^= h >> 32;
  };
  std::size_t at = 0;
  for (; size - at >= 8; at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes + at, 8);
    mix(word);
  }
  std::uint64_t tail = 0;
  if (at < size) std::memcpy(&tail, bytes + at, size - at);
  mix(tail);
  return h;
}

namespace {

template <class E>
bool is_within(std::uint32_t value, E last) {
  return value <= static_cast<std::uint32_t>(last);
}
template <class R>
bool holds(const std::vector<R>& records, Run run) {
  return run.first <= records.size() && run.count <= records.size() - run.first;
}
template <class R>
std::span<const R> part_of(const std::vector<R>& records, Run run) {
  return std::span<const R>(records).subspan(run.first, run.count);
}

}  // namespace

/// Fills a State section by section; `fail` remembers the first thing that is wrong.
class ImageOpener {
 public:
  ImageOpener(Opened& state, Bytes image) : s_(state), image_(image) {}

  /// What is wrong, or nullptr.
  const char* open() {
    if (!header() || !sections()) return wrong_;
    strings();
    names();
    words();
    frames();
    dictionary();
    return wrong_;
  }

 private:
  bool fail(const char* what) {
    if (!wrong_) wrong_ = what;
    return false;
  }
  bool check(bool good, const char* what) { return good || fail(what); }

  bool header() {
    ByteReader reader(image_);
    const auto header = reader.read<Header>();
    if (!header || header->magic != kMagic) return fail("is no compiled lexicon");
    if (header->format != kFormat) return fail("is a compiled lexicon of another version; compile it anew");
    if (header->size != image_.size() || header->sections != kSectionCount) return fail("is cut short or padded");
    const std::string_view rest = as_chars(image_.subspan(sizeof(Header)));
    if (check_sum_of(rest.data(), rest.size()) != header->check_sum) return fail("is damaged: its check sum does not fit");
    s_.check_sum = header->check_sum;
    return true;
  }

  bool sections() {
    ByteReader reader(image_, sizeof(Header));
    for (std::uint32_t n = 0; n < kSectionCount; ++n) {
      const auto record = reader.read<SectionRecord>();
      if (!record) return fail("is damaged: its sections are missing");
      sections_[n] = *record;
    }
    return true;
  }

  template <class R>
  Table<R> table(SectionId id) {
    const SectionRecord at = sections_[static_cast<std::size_t>(id)];
    const auto bytes = slice(image_, at.at, std::uint64_t{at.count} * sizeof(R));
    if (!bytes) return fail("is damaged: a section passes the end"), Table<R>();
    return {bytes->data(), at.count};
  }

  template <class R>
  Index<R> index(SectionId records, SectionId slots) {
    Index<R> out{table<R>(records), table<std::uint32_t>(slots)};
    const std::size_t size = out.slots.size();
    if (!check(size > 0 && (size & (size - 1)) == 0, "is damaged: a hash table has a wrong size")) return {};
    for (std::size_t n = 0; n < size; ++n) {
      if (!check(out.slots[n] <= out.records.size(), "is damaged: a hash table points past its records")) return {};
    }
    return out;
  }

  std::string_view text(Text t) {
    if (t.at > pool_size_ || t.size > pool_size_ - t.at) return fail("is damaged: a string lies outside the pool"), std::string_view();
    return s_.text(t);
  }

  template <class R>
  std::span<const R> run(const std::vector<R>& records, Run r) {
    if (!holds(records, r)) return fail("is damaged: a list passes the end"), std::span<const R>();
    return part_of(records, r);
  }

  /// Calls `take` for each record of a section, which has been reserved for in `out`.
  template <class R, class Out, class Take>
  void each(SectionId id, std::vector<Out>& out, Take take) {
    const Table<R> records = table<R>(id);
    out.reserve(records.size());
    for (std::size_t n = 0; n < records.size() && !wrong_; ++n) out.push_back(take(records[n]));
  }

  void strings() {
    const Table<char> pool = table<char>(SectionId::kPool);
    pool_size_ = pool.size();
    s_.pool = pool_size_ == 0 ? "" : reinterpret_cast<const char*>(image_.data()) + sections_[static_cast<std::size_t>(SectionId::kPool)].at;
    each<Text>(SectionId::kTexts, s_.texts, [&](Text t) { return text(t); });
  }

  void names() {
    each<OfficeRecord>(SectionId::kOffices, s_.offices, [&](const OfficeRecord& r) {
      return Office{text(r.code), text(r.sector), text(r.title), Day{r.from}, Day{r.to}};
    });
    each<ActorRecord>(SectionId::kActors, s_.actors, [&](const ActorRecord& r) {
      check(is_within(r.kind, ActorKind::kUnknown), "is damaged: an actor is of no kind");
      check(r.latitude >= -90 && r.latitude <= 90 && r.longitude >= -180 && r.longitude <= 180, "is damaged: a place is nowhere");
      return ActorEntry{text(r.name), text(r.code), text(r.country), text(r.sector), static_cast<ActorKind>(r.kind), r.latitude, r.longitude,
                        run(s_.texts, r.members), run(s_.texts, r.nouns), run(s_.offices, r.offices)};
    });
    each<SenseRecord>(SectionId::kSenses, s_.senses, [&](const SenseRecord& r) {
      check(r.entry < s_.actors.size() && is_within(r.use, NameUse::kShort), "is damaged: a name means nothing that there is");
      return NameSense{r.entry, static_cast<NameUse>(r.use), text(r.sector), Day{r.from}, Day{r.to}};
    });
    s_.names = index<NameRecord>(SectionId::kNames, SectionId::kNameSlots);
    for (std::size_t n = 0; n < s_.names.records.size() && !wrong_; ++n) {
      const NameRecord r = s_.names.records[n];
      text(r.key), run(s_.senses, r.senses);
    }
    s_.actor_codes = table<ActorCodeRecord>(SectionId::kActorCodes);
    for (std::size_t n = 0; n < s_.actor_codes.size() && !wrong_; ++n) {
      text(s_.actor_codes[n].code);
      check(s_.actor_codes[n].entry < s_.actors.size(), "is damaged: a code stands for nobody");
    }
    each<CodeRecord>(SectionId::kCodes, s_.codes, [&](const CodeRecord& r) {
      check(r.type == kNoType || is_within(r.type, EventType::kAssault), "is damaged: a code is of no type");
      return CodeEntry{text(r.code), r.type == kNoType ? std::nullopt : std::optional(static_cast<EventType>(r.type)), run(s_.texts, r.modes),
                       run(s_.texts, r.contexts), r.goldstein};
    });
  }

  void words() {
    s_.classes = table<ClassRecord>(SectionId::kClasses);
    check(s_.classes.size() < kNoClass, "is damaged: it has too many classes");
    for (std::size_t n = 0; n < s_.classes.size() && !wrong_; ++n) {
      s_.class_ids.emplace(text(s_.classes[n].name), static_cast<ClassId>(n));
    }
    s_.members = index<MemberRecord>(SectionId::kMembers, SectionId::kMemberSlots);
    for (std::size_t n = 0; n < s_.members.records.size() && !wrong_; ++n) text(s_.members.records[n].key);
    s_.role_words = index<RoleWordRecord>(SectionId::kRoleWords, SectionId::kRoleSlots);
    for (std::size_t n = 0; n < s_.role_words.records.size() && !wrong_; ++n) {
      const RoleWordRecord r = s_.role_words.records[n];
      text(r.key), text(r.sector);
      check(is_within(r.nature, RoleNature::kThing), "is damaged: a role word has no nature");
    }
  }

  Role role(std::uint32_t kind, Text prep) {
    check(is_within(kind, RoleKind::kPrep), "is damaged: a role is of no kind");
    return {static_cast<RoleKind>(kind), text(prep)};
  }

  ClassId class_of(std::uint32_t cls) {
    check(cls == kNoClass || cls < s_.classes.size(), "is damaged: a class has no number");
    return static_cast<ClassId>(cls);
  }

  void frames() {
    each<RoleRecord>(SectionId::kRoles, s_.roles, [&](const RoleRecord& r) { return role(r.kind, r.prep); });
    each<TestRecord>(SectionId::kTests, s_.tests, [&](const TestRecord& r) {
      check(is_within(r.kind, TestKind::kSeveral), "is damaged: a test is of no kind");
      check(r.kind != static_cast<std::uint32_t>(TestKind::kClass) || r.cls < s_.classes.size(), "is damaged: a test has no class");
      return Test{static_cast<TestKind>(r.kind), class_of(r.cls), text(r.lemma)};
    });
    each<ConditionRecord>(SectionId::kConditions, s_.conditions, [&](const ConditionRecord& r) {
      return Condition{r.unless != 0, role(r.role_kind, r.prep), run(s_.tests, r.tests)};
    });
    each<PartRecord>(SectionId::kParts, s_.parts, [&](const PartRecord& r) {
      check(is_within(r.kind, PartKind::kModifier), "is damaged: a part of a trigger is of no kind");
      return Part{static_cast<PartKind>(r.kind), text(r.prep), text(r.lemma), class_of(r.cls), r.of_trigger != 0};
    });
    each<FrameRecord>(SectionId::kFrames, s_.frames, [&](const FrameRecord& r) { return frame(r); });
    each<TriggerRecord>(SectionId::kTriggers, s_.triggers, [&](const TriggerRecord& r) {
      check(r.frame < s_.frames.size() && is_within(r.pos, TriggerPos::kAdj), "is damaged: a trigger has no frame");
      return Trigger{r.frame, static_cast<TriggerPos>(r.pos), run(s_.parts, r.parts)};
    });
    s_.heads = index<HeadRecord>(SectionId::kHeads, SectionId::kHeadSlots);
    for (std::size_t n = 0; n < s_.heads.records.size() && !wrong_; ++n) {
      const HeadRecord r = s_.heads.records[n];
      text(r.lemma), run(s_.triggers, r.triggers);
    }
  }

  void dictionary() {
    using Kind = Dictionary::LineKind;
    std::vector<Dictionary::Line> lines;
    each<DictionaryRecord>(SectionId::kDictionary, lines, [&](const DictionaryRecord& r) {
      check(is_within(r.kind, Kind::kDiscardArticle), "is damaged: a line of its dictionary is of no kind");
      return Dictionary::Line{static_cast<Kind>(r.kind), text(r.text), text(r.more), r.is_dated != 0, Day{r.from}, Day{r.to}};
    });
    if (!wrong_) check(s_.dictionary.fill(lines), "is damaged: its dictionary makes no sense");
  }

  Frame frame(const FrameRecord& r) {
    check(is_within(r.type, EventType::kAssault) && is_within(r.content, Content::kAsserted), "is damaged: a frame is of no type");
    return Frame{text(r.name), static_cast<EventType>(r.type), text(r.cameo), r.goldstein, text(r.measure), run(s_.texts, r.modes),
                 run(s_.texts, r.contexts), run(s_.roles, r.source), run(s_.roles, r.target), run(s_.conditions, r.conditions),
                 static_cast<Content>(r.content), (r.flags & kMutual) != 0, (r.flags & kNeedsSource) != 0, (r.flags & kNeedsTarget) != 0,
                 (r.flags & kWeak) != 0, (r.flags & kOwn) != 0, (r.flags & kWide) != 0};
  }

  Opened& s_;
  Bytes image_;
  std::array<SectionRecord, kSectionCount> sections_{};
  std::size_t pool_size_ = 0;
  const char* wrong_ = nullptr;
};

Status Opened::open(Bytes bytes, const std::string& where) {
  image = bytes;
  const char* wrong = ImageOpener(*this, bytes).open();
  if (!wrong) return Done{};
  const bool is_other_version = std::string_view(wrong).find("another version") != std::string_view::npos;
  return Error{is_other_version ? ErrorKind::kUnsupported : ErrorKind::kMalformed, where, wrong, {}};
}

}  // namespace lexicon

Lexicon::Lexicon(std::unique_ptr<State> state) : state_(std::move(state)) {}
Lexicon::Lexicon(Lexicon&&) noexcept = default;
Lexicon& Lexicon::operator=(Lexicon&&) noexcept = default;
Lexicon::~Lexicon() = default;

Result<Lexicon> Lexicon::from_image(Bytes image, const std::string& where) {
  auto state = std::make_unique<State>();
  if (const Status opened = state->open(image, where); !opened) return opened.error();
  return Lexicon(std::move(state));
}

std::string Lexicon::image() const { return std::string(as_chars(state_->image)); }

std::string Lexicon::version() const {
  static constexpr char digits[] = "0123456789abcdef";
  const auto sum = static_cast<std::uint32_t>(state_->check_sum ^ state_->check_sum >> 32);
  std::string out;
  for (int shift = 28; shift >= 0; shift -= 4) out += digits[sum >> shift & 15];
  return out;
}

}  // namespace demarche
