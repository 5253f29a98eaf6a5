// Frames on their way to an image: what their code implies, roles, conditions, triggers by their head words. Door: write_frames().
#include <algorithm>
#include <map>
#include <set>

#include "base/utf8.h"
#include "lexicon/compiler.h"
#include "lexicon/state.h"

namespace demarche::lexicon {
namespace {

const CodeDraft* longest_prefix(const Draft& draft, std::string_view code) {
  for (; code.size() >= 2; code.remove_suffix(1)) {
    if (const auto at = draft.codes.find(code); at != draft.codes.end()) return &at->second;
  }
  return nullptr;
}

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

}  // namespace

void write_frames(const Draft& draft, Classes& classes, Sections& out, Complaints& complaints) { Frames(draft, classes, out, complaints).write(); }

}  // namespace demarche::lexicon
