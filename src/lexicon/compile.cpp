// compile: sources → draft → image. Names are squashed and indexed, classes resolved, triggers parsed; then records are laid out
// as layout.h says. Doors: Lexicon::compile, Lexicon::examples.
#include <algorithm>
#include <cstring>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "base/utf8.h"
#include "lexicon/draft.h"
#include "lexicon/layout.h"
#include "lexicon/names.h"
#include "lexicon/state.h"

namespace demarche {
namespace lexicon {
namespace {

// ---------------------------------------------------------------- writing

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

/// Slots for records with these hashes, at most half full.
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

template <class R>
Run run_from(const std::vector<R>& records, std::size_t first) {
  return {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(records.size() - first)};
}

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

// ---------------------------------------------------------------- phrases of classes and roles

std::string key_of(const std::vector<std::string>& words) {
  std::string out;
  for (auto word = words.rbegin(); word != words.rend(); ++word) out += (out.empty() ? "" : " ") + *word;
  return out;
}

/// The keys under which a phrase is found: as our tokeniser cuts it, and as its author wrote it.
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

struct PhraseFlags {
  bool is_member = false, goes_on = false;
};

/// Calls `see(beginning)` for each beginning of a key that ends before a blank.
template <class F>
void for_beginnings(const std::string& key, F see) {
  for (std::size_t at = key.find(' '); at != std::string::npos; at = key.find(' ', at + 1)) see(key.substr(0, at));
}

// ---------------------------------------------------------------- classes

/// Classes by number, their nesting resolved; classes without a name are made for phrases that a test or trigger asks for.
class Classes {
 public:
  Classes(const Draft& draft, Complaints& complaints) : draft_(draft), complaints_(complaints) {
    for (const ClassDraft& c : draft.classes) names_.emplace_back(c.where.text());
    members_.resize(names_.size());
    state_.resize(names_.size());
    for (std::size_t n = 0; n < members_.size(); ++n) resolve(n, draft_.classes[n].where);
  }

  /// The class of "@name"; kNoClass and a complaint where there is none.
  ClassId named(const Spot& at, std::string_view name) {
    const auto found = draft_.class_of.find(name);
    if (found != draft_.class_of.end()) return static_cast<ClassId>(found->second);
    complaints_.add(at, "there is no class \"" + std::string(name) + "\"");
    return kNoClass;
  }

  /// A class of its own for these phrases.
  ClassId unnamed(const std::vector<std::string>& phrases) {
    const auto [at, is_new] = unnamed_.try_emplace(phrases, names_.size());
    if (is_new) {
      names_.push_back("~" + phrases.front());
      members_.push_back(phrases);
    }
    return static_cast<ClassId>(at->second);
  }

  [[nodiscard]] const std::vector<std::string>& members(ClassId cls) const { return members_[cls]; }
  [[nodiscard]] std::size_t size() const { return names_.size(); }

  void write(Sections& out) const {
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

 private:
  enum class State : std::uint8_t { kNew, kOpen, kDone };

  void resolve(std::size_t n, const Spot& asked_at) {
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

  std::string checked(const Spot& member) {
    std::string phrase(member.text());
    for (const std::string& key : keys_of(phrase)) {
      if (is_short_enough(key)) continue;
      complaints_.add(member, "a phrase has at most " + std::to_string(kPhraseWords) + " words and " + std::to_string(kLongestPhrase) + " bytes");
      return "?";
    }
    return phrase;
  }

  const Draft& draft_;
  Complaints& complaints_;
  std::vector<std::string> names_;
  std::vector<std::vector<std::string>> members_;
  std::vector<State> state_;
  std::map<std::vector<std::string>, std::size_t> unnamed_;
};

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

// ---------------------------------------------------------------- codes

const CodeDraft* longest_prefix(const Draft& draft, std::string_view code) {
  for (; code.size() >= 2; code.remove_suffix(1)) {
    if (const auto at = draft.codes.find(code); at != draft.codes.end()) return &at->second;
  }
  return nullptr;
}

// ---------------------------------------------------------------- frames

bool absorbs_by_default(EventType type) {
  return type == EventType::kAgree || type == EventType::kRequest || type == EventType::kAccuse || type == EventType::kReject ||
         type == EventType::kThreaten;
}

class Frames {
 public:
  Frames(const Draft& draft, Classes& classes, Sections& out, Complaints& complaints)
      : draft_(draft), classes_(classes), out_(out), complaints_(complaints) {}

  void write() {
    for (std::uint32_t n = 0; n < draft_.frames.size(); ++n) {
      write_frame(draft_.frames[n]);
      for (const TriggerDraft& trigger : draft_.frames[n].triggers) take_trigger(n, trigger);
    }
    std::vector<std::uint64_t> hashes;
    const auto layer_of = [&](const TriggerRecord& t) { return draft_.frames[t.frame].where.file->layer; };
    for (auto& [lemma, triggers] : triggers_) {
      std::stable_sort(triggers.begin(), triggers.end(), [&](const TriggerRecord& a, const TriggerRecord& b) { return layer_of(a) > layer_of(b); });
      out_.heads.push_back({out_.pool.put(lemma), {static_cast<std::uint32_t>(out_.triggers.size()), static_cast<std::uint32_t>(triggers.size())}});
      out_.triggers.insert(out_.triggers.end(), triggers.begin(), triggers.end());
      hashes.push_back(hash_of(lemma));
    }
    out_.head_slots = slots_for(hashes);
  }

 private:
  void write_frame(const FrameDraft& frame) {
    const CodeDraft* code = longest_prefix(draft_, frame.code.text());
    const std::optional<EventType> implied = code ? code->type : std::nullopt;
    const std::optional<EventType> type = frame.type ? frame.type : implied;
    if (!type && !frame.code.text().empty()) {
      complaints_.add(frame.code, "code " + std::string(frame.code.text()) + " implies no PLOVER type; give the frame a `type`");
    }
    const EventType kind = type.value_or(EventType::kConsult);
    const std::vector<std::string> none;
    const auto& modes = frame.modes ? *frame.modes : code && implied == type ? code->modes : none;
    const auto& contexts = frame.contexts ? *frame.contexts : code ? code->contexts : none;
    FrameRecord record{};
    record.name = out_.pool.put(frame.where.text());
    record.cameo = out_.pool.put(frame.code.text());
    record.measure = out_.pool.put(frame.measure);
    record.goldstein = code ? code->goldstein : 0;
    record.modes = out_.put_texts(modes);
    record.contexts = out_.put_texts(contexts);
    record.source = put_roles(frame.source);
    record.target = put_roles(frame.target);
    record.conditions = put_conditions(frame);
    record.type = static_cast<std::uint32_t>(kind);
    record.content = static_cast<std::uint32_t>(frame.content.value_or(absorbs_by_default(kind) ? Content::kAbsorbed : Content::kAsserted));
    record.flags = (frame.is_mutual ? kMutual : 0U) | (frame.needs_source ? kNeedsSource : 0U) | (frame.needs_target ? kNeedsTarget : 0U) |
                   (frame.is_weak ? kWeak : 0U) | (frame.is_wide ? kWide : 0U) | (frame.where.file->layer > 0 ? kOwn : 0U);
    out_.frames.push_back(record);
  }

  Run put_roles(const std::vector<RoleDraft>& roles) {
    const std::size_t first = out_.roles.size();
    for (const RoleDraft& role : roles) out_.roles.push_back({out_.pool.put(role.prep), static_cast<std::uint32_t>(role.kind)});
    return run_from(out_.roles, first);
  }

  Run put_conditions(const FrameDraft& frame) {
    const std::size_t first = out_.conditions.size();
    for (const ConditionDraft& condition : frame.conditions) {
      const std::size_t first_test = out_.tests.size();
      for (const Spot& test : condition.tests) out_.tests.push_back(test_of(test));
      out_.conditions.push_back({condition.unless, static_cast<std::uint32_t>(condition.role.kind), out_.pool.put(condition.role.prep),
                                 run_from(out_.tests, first_test)});
    }
    return run_from(out_.conditions, first);
  }

  TestRecord test_of(const Spot& test) {
    static const std::map<std::string, TestKind, std::less<>> kinds{
        {"person", TestKind::kPerson}, {"country", TestKind::kCountry}, {"organisation", TestKind::kOrganisation},
        {"organization", TestKind::kOrganisation}, {"actor", TestKind::kActor}, {"name", TestKind::kName}, {"number", TestKind::kNumber},
        {"money", TestKind::kMoney}, {"nothing", TestKind::kNothing}, {"clause", TestKind::kClause}, {"own", TestKind::kOwn},
        {"several", TestKind::kSeveral}};
    if (!test.piece.quoted) {
      if (const auto kind = kinds.find(test.text()); kind != kinds.end()) return {{0, 0}, static_cast<std::uint32_t>(kind->second), kNoClass};
    }
    const auto [lemma, cls] = word_of(test, test.text());
    return {out_.pool.put(lemma), static_cast<std::uint32_t>(cls == kNoClass ? TestKind::kLemma : TestKind::kClass), cls};
  }

  /// A word that a test or part asks for: a class, a lemma, or, where the tokeniser parts it, a class of its own.
  std::pair<std::string, ClassId> word_of(const Spot& at, std::string_view word) {
    if (word.starts_with('@')) return {"", classes_.named(at, word.substr(1))};
    if (is_reflexive(word)) return {"", classes_.unnamed({"himself", "herself", "itself", "themselves", "oneself", "themself"})};
    if (word == "grata") return {"", classes_.unnamed({"persona", "personas", "personae", "grata", "gratae"})};  // whichever the parser makes the head
    std::string low;
    append_lower(low, word);
    if (cut(low).size() == 1) {
      const bool is_plural = low.size() > 3 && low.ends_with('s') && !low.ends_with("ss") && !low.ends_with("is");
      if (!is_plural) return {low, kNoClass};
      return {"", classes_.unnamed({low, low.substr(0, low.size() - 1)})};  // "arms", "rights": a class matches forms as well as lemmas
    }
    for (const std::string& key : keys_of(low)) {
      if (!is_short_enough(key)) {
        complaints_.add(at, "a phrase has at most " + std::to_string(kPhraseWords) + " words and " + std::to_string(kLongestPhrase) + " bytes");
        return {low, kNoClass};
      }
    }
    return {"", classes_.unnamed({low})};
  }

  void take_trigger(std::uint32_t frame, const TriggerDraft& trigger) {
    const std::vector<TriggerShape> shapes = shapes_of(trigger.pos, trigger.phrase.text());
    if (shapes.empty()) complaints_.add(trigger.phrase, "the trigger has no word");
    for (const TriggerShape& shape : shapes) {
      if (!shape.head.starts_with('@')) {
        add_trigger(frame, trigger, shape, shape.head);
        continue;
      }
      const ClassId cls = classes_.named(trigger.phrase, std::string_view(shape.head).substr(1));
      if (cls == kNoClass) continue;
      for (const std::string& member : classes_.members(cls)) {
        if (member.find(' ') == std::string::npos) add_trigger(frame, trigger, shape, lower(member));
      }
    }
  }

  void add_trigger(std::uint32_t frame, const TriggerDraft& trigger, const TriggerShape& shape, const std::string& head) {
    std::string identity = std::to_string(frame) + "|" + std::to_string(static_cast<int>(trigger.pos)) + "|" + head;
    for (const PartDraft& part : shape.parts) identity += "|" + std::to_string(static_cast<int>(part.kind)) + part.prep + ":" + part.word;
    if (!seen_.insert(std::move(identity)).second) return;
    const std::size_t first = out_.parts.size();
    for (const PartDraft& part : shape.parts) {
      const auto [lemma, cls] = part.kind == PartKind::kParticle ? std::pair(part.word, kNoClass) : word_of(trigger.phrase, part.word);
      out_.parts.push_back({out_.pool.put(part.prep), out_.pool.put(lemma), cls, static_cast<std::uint16_t>(part.kind), part.of_trigger});
    }
    triggers_[head].push_back({frame, static_cast<std::uint32_t>(trigger.pos), run_from(out_.parts, first)});
  }

  const Draft& draft_;
  Classes& classes_;
  Sections& out_;
  Complaints& complaints_;
  std::map<std::string, std::vector<TriggerRecord>> triggers_;
  std::set<std::string> seen_;
};

// ---------------------------------------------------------------- actors and names

/// In the order in which a name's senses are tried.
int rank_of(NameUse use) {
  switch (use) {
    case NameUse::kName: return 0;
    case NameUse::kMetonym: return 1;
    case NameUse::kBody: return 2;
    case NameUse::kAdjective: return 3;
    case NameUse::kPeople: return 4;
    case NameUse::kPeoples: return 5;
    case NameUse::kCapital: return 6;
    case NameUse::kPlace: return 7;
    case NameUse::kSeat: return 8;
    case NameUse::kSurname: return 9;
    case NameUse::kShort: return 10;
  }
  return 11;
}

struct Sense {
  std::uint32_t entry;
  NameUse use;
  std::string sector;
  Days days;
  [[nodiscard]] bool is_always() const { return days.from.since_1970 == INT32_MIN && days.to.since_1970 == INT32_MAX; }
};

class Actors {
 public:
  Actors(const Draft& draft, Sections& out, Complaints& complaints) : draft_(draft), out_(out), complaints_(complaints) {}

  void write() {
    for (const ActorDraft& actor : draft_.actors) write_actor(actor);
    for (std::uint32_t n = 0; n < draft_.actors.size(); ++n) write_capitals(draft_.actors[n], n);
    write_codes();
    write_names();
  }

 private:
  void check_code(const Spot& code) {
    if (!draft_.actor_of.contains(code.text())) complaints_.add(code, "no actor has the code \"" + std::string(code.text()) + "\"");
  }

  /// A person's country: that of the first office that has one.
  std::string country_of(const ActorDraft& actor) {
    if (!actor.country.empty()) return actor.country;
    for (const OfficeDraft& office : actor.offices) {
      const auto at = draft_.actor_of.find(office.code.text());
      if (at != draft_.actor_of.end() && !draft_.actors[at->second].country.empty()) return draft_.actors[at->second].country;
    }
    return "";
  }

  /// From the first day of office to five years after the last: then a surname alone means this person.
  static Days known_days(const ActorDraft& actor) {
    constexpr std::int32_t kAfter = 5 * 365;
    Days all{Day{INT32_MAX}, Day{INT32_MIN}};
    for (const OfficeDraft& office : actor.offices) {
      all.from = std::min(all.from, office.days.from);
      all.to = std::max(all.to, office.days.to);
    }
    if (all.to.since_1970 < INT32_MAX - kAfter) all.to.since_1970 += kAfter;
    return all;
  }

  void write_actor(const ActorDraft& actor) {
    const auto entry = static_cast<std::uint32_t>(out_.actors.size());
    if (!actor.country.empty() && actor.kind != ActorKind::kCountry) check_code(actor.country_spot);
    std::vector<std::string_view> members;
    for (const Spot& code : actor.members) check_code(code), members.push_back(code.text());
    auto at = actor.at;
    for (const CapitalDraft& capital : actor.capitals) at = at ? at : capital.at;
    const std::size_t first_office = out_.offices.size();
    for (const OfficeDraft& office : actor.offices) {
      check_code(office.code);
      out_.offices.push_back({out_.pool.put(office.code.text()), out_.pool.put(office.sector), out_.pool.put(office.title), office.days.from.since_1970,
                              office.days.to.since_1970});
    }
    const Run offices = run_from(out_.offices, first_office);
    const std::string country = country_of(actor);
    countries_.push_back(country);
    out_.actors.push_back({out_.pool.put(actor.name), out_.pool.put(actor.code), out_.pool.put(country), out_.pool.put(actor.sector),
                           static_cast<std::uint32_t>(actor.kind), 0, at ? at->first : 0, at ? at->second : 0, out_.put_texts(members),
                           out_.put_texts(actor.nouns), offices});
    for (const NameDraft& name : actor.names) {
      if (name.use == NameUse::kSurname) {
        add_sense(actor, name.text, {entry, name.use, name.sector, known_days(actor)});
        continue;
      }
      if (actor.days.empty()) add_sense(actor, name.text, {entry, name.use, name.sector, {}});
      for (const Days& days : actor.days) add_sense(actor, name.text, {entry, name.use, name.sector, days});
    }
  }

  /// A capital speaks for its country and is a place, unless the places have it already.
  void write_capitals(const ActorDraft& actor, std::uint32_t entry) {
    for (const CapitalDraft& capital : actor.capitals) {
      const std::vector<Days> always{Days{}};
      for (const Days& days : actor.days.empty() ? always : actor.days) {
        add_sense(actor, capital.name, {entry, NameUse::kCapital, {}, days});
      }
      if (is_place_already(capital.name, actor.country)) continue;
      const auto place = static_cast<std::uint32_t>(out_.actors.size());
      out_.actors.push_back({out_.pool.put(capital.name), {0, 0}, out_.pool.put(actor.country), {0, 0}, static_cast<std::uint32_t>(ActorKind::kPlace),
                             0, capital.at ? capital.at->first : 0, capital.at ? capital.at->second : 0, {0, 0}, {0, 0}, {0, 0}});
      countries_.push_back(actor.country);
      add_sense(actor, capital.name, {place, NameUse::kPlace, {}, {}});
    }
  }

  bool is_place_already(std::string_view name, const std::string& country) const {
    std::string key;
    append_squashed(key, name);
    const auto at = names_.find(key);
    return at != names_.end() && std::any_of(at->second.begin(), at->second.end(), [&](const Sense& s) {
             return s.use == NameUse::kPlace && countries_[s.entry] == country;
           });
  }

  void write_codes() {
    std::map<std::string_view, std::uint32_t> codes;
    for (std::uint32_t n = 0; n < draft_.actors.size(); ++n) {
      if (!draft_.actors[n].code.empty()) codes[draft_.actors[n].code] = n;
    }
    for (const auto& [code, entry] : codes) out_.actor_codes.push_back({out_.pool.put(code), entry});
  }

  void add_sense(const ActorDraft& actor, const std::string& name, Sense sense) {
    std::string key;
    append_squashed(key, name);
    if (key.empty() || key.size() > kLongestName) {
      return complaints_.add(actor.where, "the name \"" + name + "\" is empty or longer than " + std::to_string(kLongestName) + " bytes");
    }
    add_key(name, key, sense);
    if (key[0] >= 'a' && key[0] <= 'z') {  // "al-Qaeda" begins a sentence
      std::string capital = name;
      if (capital[0] >= 'a' && capital[0] <= 'z') {
        capital[0] = static_cast<char>(capital[0] - 0x20);
        key[0] = static_cast<char>(key[0] - 0x20);
        add_key(capital, key, sense);
      }
    }
    const std::string capitals = upper(name);
    std::string capital_key;
    append_squashed(capital_key, capitals);
    if (capital_key != key) add_key(capitals, kCapitalsMark + capital_key, sense);
  }

  /// Remembers the key and where words may end in it: behind everything squashed, and around all that is no letter or digit.
  void add_key(std::string_view name, const std::string& key, const Sense& sense) {
    std::vector<Sense>& senses = names_[key];
    const auto same = [&](const Sense& s) {
      return s.entry == sense.entry && s.use == sense.use && s.days.from == sense.days.from && s.days.to == sense.days.to;
    };
    if (std::none_of(senses.begin(), senses.end(), same)) senses.push_back(sense);
    std::size_t size = key[0] == kCapitalsMark ? 1 : 0;
    const std::size_t none = size;
    for (std::size_t at = 0; at < name.size();) {
      const std::size_t from = at;
      const char32_t c = next_code_point(name, at);
      const bool is_letter = c >= 0xC0 || (c < 0x80 && (std::isalnum(static_cast<int>(c)) != 0));
      if (!is_letter && size > none) beginnings_.insert(key.substr(0, size));
      if (!is_squashed(c)) size += at - from;
      if (!is_letter && size > none) beginnings_.insert(key.substr(0, size));
    }
  }

  void write_names() {
    for (const std::string& beginning : beginnings_) names_.try_emplace(beginning);
    std::vector<std::uint64_t> hashes;
    for (auto& [key, senses] : names_) {
      std::stable_sort(senses.begin(), senses.end(), [](const Sense& a, const Sense& b) {
        return std::tuple(rank_of(a.use), a.is_always()) < std::tuple(rank_of(b.use), b.is_always());
      });
      const std::size_t first = out_.senses.size();
      for (const Sense& s : senses) {
        out_.senses.push_back({s.entry, static_cast<std::uint32_t>(s.use), out_.pool.put(s.sector), s.days.from.since_1970, s.days.to.since_1970});
      }
      out_.names.push_back({out_.pool.put(key), run_from(out_.senses, first)});
      hashes.push_back(hash_of(key));
    }
    out_.name_slots = slots_for(hashes);
  }

  const Draft& draft_;
  Sections& out_;
  Complaints& complaints_;
  std::map<std::string, std::vector<Sense>> names_;
  std::set<std::string> beginnings_;
  std::vector<std::string> countries_;  ///< of each entry
};

// ---------------------------------------------------------------- all together

using Taker = void (*)(const SourceText&, Draft&, Complaints&);
struct FileKind {
  std::string_view ending;
  Taker take;
};
constexpr std::array<FileKind, 7> kFileKinds{{{".frames", take_frames}, {".actors", take_actors}, {".people", take_people},
                                              {".places", take_places}, {".words", take_words}, {".codes", take_codes},
                                              {".dictionary", take_dictionary}}};

/// The files of a compilation and what they say; texts stay where they are, since drafts point at them.
struct Sources {
  explicit Sources(std::span<const SourceFile> files, Complaints& complaints) {
    texts.reserve(files.size());
    for (const SourceFile& file : files) {
      texts.emplace_back(file);
      const auto kind = std::find_if(kFileKinds.begin(), kFileKinds.end(), [&](const FileKind& k) { return std::string_view(file.name).ends_with(k.ending); });
      if (kind != kFileKinds.end()) kind->take(texts.back(), draft, complaints);
      else complaints.errors().push_back({ErrorKind::kMalformed, file.name, "is no source of a lexicon; " + source_endings(), {}});
    }
  }
  std::vector<SourceText> texts;
  Draft draft;
};

std::string image_of(const Draft& draft, Complaints& complaints) {
  Sections out;
  for (const auto& [code, value] : draft.codes) {
    out.codes.push_back({out.pool.put(code), value.goldstein, out.put_texts(value.modes), out.put_texts(value.contexts),
                         value.type ? static_cast<std::uint32_t>(*value.type) : kNoType, 0});
  }
  Classes classes(draft, complaints);
  Actors(draft, out, complaints).write();
  Frames(draft, classes, out, complaints).write();
  classes.write(out);
  write_role_words(draft, out, complaints);
  for (const DictionaryLine& line : dictionary_lines(draft, complaints)) {
    const Days days = line.days.value_or(Days{});
    out.dictionary.push_back({out.pool.put(line.text), out.pool.put(line.more), days.from.since_1970, days.to.since_1970,
                              static_cast<std::uint16_t>(line.kind), line.days.has_value()});
  }
  if (classes.size() >= kNoClass) complaints.errors().push_back({ErrorKind::kTooLarge, "lexicon", "has more than 65534 classes", {}});
  return Layout(out).finish();
}

/// Errors in the order of the files and their lines.
void sort_errors(std::vector<Error>& errors, const std::vector<SourceText>& texts) {
  const auto place = [&](const Error& error) {
    const std::size_t last = error.where.rfind(':');
    const std::size_t before = last == std::string::npos ? last : error.where.rfind(':', last - 1);
    const std::string_view name = std::string_view(error.where).substr(0, before);
    const auto file = std::find_if(texts.begin(), texts.end(), [&](const SourceText& t) { return t.name == name; });
    const int line = before == std::string::npos ? 0 : std::atoi(error.where.c_str() + before + 1);
    return std::tuple(file - texts.begin(), line);
  };
  std::stable_sort(errors.begin(), errors.end(), [&](const Error& a, const Error& b) { return place(a) < place(b); });
}

}  // namespace
}  // namespace lexicon

Result<Lexicon> Lexicon::compile(std::span<const SourceFile> files, std::vector<Error>* all_errors) {
  using namespace lexicon;
  Complaints complaints;
  const Sources sources(files, complaints);
  std::string image = image_of(sources.draft, complaints);
  if (complaints.none()) {
    auto state = std::make_unique<State>();
    state->owned = std::move(image);
    if (const Status opened = state->open(as_bytes(state->owned), "lexicon"); !opened) return opened.error();
    return Lexicon(std::move(state));
  }
  sort_errors(complaints.errors(), sources.texts);
  Error first = complaints.errors().front();
  if (all_errors) *all_errors = std::move(complaints.errors());
  return first;
}

Result<std::vector<EntryPlace>> Lexicon::entries(std::span<const SourceFile> files) {
  using namespace lexicon;
  Complaints complaints;
  const Sources sources(files, complaints);
  if (!complaints.none()) return complaints.errors().front();
  const Draft& draft = sources.draft;
  std::vector<EntryPlace> out;
  const auto add = [&](std::string kind, std::string key, const Spot& at) {
    if (at.file) out.push_back({std::move(kind), std::move(key), std::string(at.file->name) + ":" + std::to_string(at.piece.line + 1)});
  };
  for (const auto& [key, n] : draft.frame_of) add("frame", key, draft.frames[n].where);
  for (const auto& [key, n] : draft.actor_of) {  // "person NAME", "place NAME|COUNTRY", else a code
    const std::string_view kind = key.starts_with("person ") ? "person" : key.starts_with("place ") ? "place" : "";
    add(kind.empty() ? "actor" : std::string(kind), kind.empty() ? key : key.substr(kind.size() + 1), draft.actors[n].where);
  }
  for (const auto& [key, n] : draft.class_of) add("class", key, draft.classes[n].where);
  for (const auto& [key, n] : draft.role_word_of) add("role word", key, draft.role_words[n].word);
  for (const auto& [key, code] : draft.codes) add("code", key, code.where);
  for (const auto& [key, n] : draft.dictionary_of) {  // "verb NAME"
    const std::size_t blank = key.find(' ');
    static constexpr std::string_view kinds[] = {"dictionary actor", "agent", "word set", "verb", "discard", "article discard"};
    add(std::string(kinds[static_cast<std::size_t>(draft.dictionary[n].kind)]), key.substr(blank + 1), draft.dictionary[n].where);
  }
  return out;
}

Result<std::vector<FrameExample>> Lexicon::examples(std::span<const SourceFile> files) {
  using namespace lexicon;
  Complaints complaints;
  const Sources sources(files, complaints);
  if (!complaints.none()) return complaints.errors().front();
  std::vector<FrameExample> out;
  for (const FrameDraft& frame : sources.draft.frames) out.insert(out.end(), frame.examples.begin(), frame.examples.end());
  return out;
}

}  // namespace demarche
