// frames: each field of a frame checked and taken in; examples parsed. Door: take_frames.
#include <algorithm>
#include <array>

#include "lexicon/draft.h"

namespace demarche::lexicon {
namespace {

constexpr std::array<std::string_view, kEventTypes> kTypeNames{"AGREE",   "CONSULT", "SUPPORT", "CONCEDE",  "COOPERATE", "AID",      "RETREAT", "REQUEST",
                                                               "ACCUSE",  "REJECT",  "THREATEN", "PROTEST", "SANCTION",  "MOBILIZE", "COERCE",  "ASSAULT"};

struct NamedRole {
  std::string_view name;
  RoleKind kind;
};
constexpr std::array<NamedRole, 8> kRoles{{{"agent", RoleKind::kAgent}, {"patient", RoleKind::kPatient}, {"recipient", RoleKind::kRecipient},
                                           {"clause", RoleKind::kClause}, {"clause-agent", RoleKind::kClauseAgent},
                                           {"clause-patient", RoleKind::kClausePatient}, {"self", RoleKind::kSelf},
                                           {"sentence", RoleKind::kSentence}}};

std::string quoted(const Spot& spot) { return "\"" + std::string(spot.text()) + "\""; }

std::optional<RoleDraft> role_named(std::string_view name) {
  const auto role = std::find_if(kRoles.begin(), kRoles.end(), [&](const NamedRole& r) { return r.name == name; });
  if (role != kRoles.end()) return RoleDraft{role->kind, {}};
  if (is_preposition(name)) return RoleDraft{RoleKind::kPrep, std::string(name)};
  return std::nullopt;
}

bool is_code(std::string_view text) {
  return text.size() >= 2 && text.size() <= 4 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

class FrameReader {
 public:
  FrameReader(FrameDraft& frame, Complaints& complaints) : frame_(frame), complaints_(complaints) {}

  void take(const Field& field) {
    const std::string_view key = field.key.text();
    if (key == "code") take_code(field);
    else if (key == "type") take_type(field);
    else if (key == "verb") take_triggers(field, TriggerPos::kVerb);
    else if (key == "noun") take_triggers(field, TriggerPos::kNoun);
    else if (key == "adj") take_triggers(field, TriggerPos::kAdj);
    else if (key == "measure") frame_.measure = one_word(field);
    else if (key == "mode") take_words(field, frame_.modes);
    else if (key == "context") take_words(field, frame_.contexts);
    else if (key == "when" || key == "unless") take_condition(field);
    else if (key == "source") take_roles(field, frame_.source);
    else if (key == "target") take_roles(field, frame_.target);
    else if (key == "content") take_content(field);
    else if (key == "needs") take_needs(field);
    else if (key == "mutual") flag(field, frame_.is_mutual);
    else if (key == "weak") flag(field, frame_.is_weak);
    else if (key == "wide") flag(field, frame_.is_wide);
    else if (key == "=" || key == "!") take_example(field);
    else complaints_.add(field.key, "a frame has no field " + quoted(field.key));
  }

  void finish() {
    if (frame_.code.text().empty()) complaints_.add(frame_.where, "the frame has no code");
    if (frame_.triggers.empty()) complaints_.add(frame_.where, "the frame has no trigger: verb, noun or adj");
    if (frame_.source.empty()) frame_.source = {{RoleKind::kAgent, {}}};
    if (frame_.target.empty() && !frame_.is_mutual) frame_.target = {{RoleKind::kPatient, {}}};
  }

 private:
  std::vector<Spot> list(const Field& field) {
    std::vector<Spot> out = split(field.values, ',', complaints_);
    if (out.empty()) complaints_.add(field.key, "the field " + quoted(field.key) + " is empty");
    return out;
  }

  std::string one_word(const Field& field) {
    const std::string_view text = field.values.text();
    if (text.empty() || text.find_first_of(" ,") != std::string_view::npos) {
      complaints_.add(text.empty() ? field.key : field.values, "the field " + quoted(field.key) + " takes one word");
    }
    return std::string(text);
  }

  void flag(const Field& field, bool& value) {
    if (!field.values.text().empty()) complaints_.add(field.values, "the field " + quoted(field.key) + " takes no value");
    value = true;
  }

  void take_code(const Field& field) {
    if (!is_code(field.values.text())) complaints_.add(field.values.text().empty() ? field.key : field.values, "a CAMEO code is two to four digits");
    else frame_.code = field.values;
  }

  void take_type(const Field& field) {
    frame_.type = event_type_named(field.values.text());
    if (!frame_.type) complaints_.add(field.values, quoted(field.values) + " is no PLOVER type");
  }

  void take_triggers(const Field& field, TriggerPos pos) {
    for (const Spot& phrase : list(field)) frame_.triggers.push_back({pos, phrase});
  }

  void take_words(const Field& field, std::optional<std::vector<std::string>>& words) {
    if (!words) words.emplace();
    for (const Spot& word : list(field)) words->emplace_back(word.text());
  }

  std::optional<RoleDraft> role(const Spot& name) {
    auto out = role_named(name.text());
    if (!out) complaints_.add(name, quoted(name) + " is no role: neither agent, patient, … nor a preposition");
    return out;
  }

  void take_condition(const Field& field) {
    const auto [name, tests] = first_word(field.values);
    if (name.text().empty()) return complaints_.add(field.key, "a condition names a role and a test");
    const auto at = role(name);
    if (!at) return;
    ConditionDraft condition{field.key.text() == "unless", *at, split(tests, '|', complaints_)};
    if (condition.tests.empty()) return complaints_.add(name, "the condition on " + quoted(name) + " has no test");
    frame_.conditions.push_back(std::move(condition));
  }

  void take_roles(const Field& field, std::vector<RoleDraft>& roles) {
    for (const Spot& name : list(field)) {
      const auto at = role(name);
      if (at && (at->kind == RoleKind::kSelf || at->kind == RoleKind::kSentence)) {
        complaints_.add(name, quoted(name) + " can be tested, but yields no actor");
      } else if (at) {
        roles.push_back(*at);
      }
    }
  }

  void take_content(const Field& field) {
    if (field.values.text() == "absorbed") frame_.content = Content::kAbsorbed;
    else if (field.values.text() == "asserted") frame_.content = Content::kAsserted;
    else complaints_.add(field.values, "content is absorbed or asserted");
  }

  void take_needs(const Field& field) {
    for (const Spot& side : list(field)) {
      if (side.text() == "source") frame_.needs_source = true;
      else if (side.text() == "target") frame_.needs_target = true;
      else complaints_.add(side, "a frame needs source or target");
    }
  }

  /// `SENTENCE : A,B > C`; codes of a side are upper case, "-" means nobody.
  void take_example(const Field& field) {
    FrameExample example;
    example.frame = frame_.where.text();
    example.where = std::string(field.key.file->name) + ":" + std::to_string(field.key.piece.line + 1);
    example.positive = field.key.text() == "=";
    const std::string_view all = field.values.text();
    const std::size_t colon = example.positive ? all.rfind(" : ") : std::string_view::npos;
    example.text = trim(all.substr(0, colon));
    if (example.positive) {
      if (colon == std::string_view::npos) return complaints_.add(field.values, "an example ends with its parties: \" : RUS > GBR\"");
      std::string_view parties = all.substr(colon + 3);
      parties = trim(parties.substr(0, parties.find(" #")));
      const std::size_t arrow = parties.find('>');
      if (arrow == std::string_view::npos) return complaints_.add(part_of(field.values, parties), "the parties of an example are parted by >");
      example.source = side(part_of(field.values, parties.substr(0, arrow)));
      example.target = side(part_of(field.values, parties.substr(arrow + 1)));
    }
    frame_.examples.push_back(std::move(example));
  }

  std::vector<std::string> side(const Spot& codes) {
    std::vector<std::string> out;
    for (const Spot& code : split(codes, ',', complaints_)) {
      if (code.text() != "-") out.emplace_back(code.text());
    }
    return out;
  }

  FrameDraft& frame_;
  Complaints& complaints_;
};

}  // namespace

std::optional<EventType> event_type_named(std::string_view name) {
  const auto at = std::find(kTypeNames.begin(), kTypeNames.end(), name);
  if (at == kTypeNames.end()) return std::nullopt;
  return static_cast<EventType>(at - kTypeNames.begin());
}

void take_frames(const SourceText& file, Draft& draft, Complaints& complaints) {
  for (const Entry& entry : read_entries(file, complaints)) {
    if (entry.kind.text() != "frame") {
      complaints.add(entry.kind, "a .frames file holds frames, not " + quoted(entry.kind));
      continue;
    }
    if (entry.rest.text().empty() || entry.rest.text().find(' ') != std::string_view::npos) {
      complaints.add(entry.rest.text().empty() ? entry.kind : entry.rest, "a frame has a name of one word");
      continue;
    }
    FrameDraft* frame = place_for(draft.frames, draft.frame_of, std::string(entry.rest.text()), entry.rest, "frame", complaints);
    if (!frame) continue;
    frame->where = entry.rest;
    FrameReader reader(*frame, complaints);
    for (const Field& field : entry.fields) reader.take(field);
    reader.finish();
  }
}

}  // namespace demarche::lexicon
