// What was done, in plain words: of measure, type, number and status. Door: deed_in_words().
#include "coding/deeds.h"

#include <charconv>

namespace demarche {
namespace {

struct Deed {
  std::string_view measure, one, many;  ///< `many` takes the quantity for "%"
};

constexpr Deed kDeeds[] = {
    {"expel", "expels envoys", "expels %"},
    {"withdraw-accreditation", "withdraws accreditation", "withdraws the accreditation of %"},
    {"declare-unwelcome", "declares an envoy unwelcome", "declares % unwelcome"},
    {"reduce-staff", "cuts a post’s staff", ""},
    {"suspend-mission", "suspends a mission", ""},
    {"close-post", "closes a post", ""},
    {"open-post", "opens a post", ""},
    {"reopen-post", "reopens a post", ""},
    {"recall-envoy", "recalls its envoy", "recalls %"},
    {"return-envoy", "sends its envoy back", ""},
    {"summon-envoy", "summons the envoy", ""},
    {"appoint-envoy", "appoints an envoy", ""},
    {"accept-credentials", "accepts credentials", ""},
    {"sever-relations", "severs relations", ""},
    {"downgrade-relations", "downgrades relations", ""},
    {"upgrade-relations", "upgrades relations", ""},
    {"restore-relations", "restores relations", ""},
    {"recognise", "recognises", ""},
    {"withdraw-recognition", "withdraws recognition", ""},
    {"ban-entry", "bans entry", "bans the entry of %"},
    {"impose-sanctions", "imposes sanctions", ""},
    {"extend-sanctions", "extends sanctions", ""},
    {"ease-sanctions", "eases sanctions", ""},
    {"freeze-assets", "freezes assets", "freezes assets of %"},
    {"embargo", "imposes an embargo", ""},
    {"close-border", "closes the border", ""},
    {"open-border", "opens the border", ""},
    {"close-airspace", "closes its airspace", ""},
    {"suspend-talks", "suspends talks", ""},
    {"resume-talks", "resumes talks", ""},
    {"cancel-visit", "cancels a visit", ""},
    {"suspend-treaty", "suspends a treaty", ""},
    {"leave-body", "leaves the organisation", ""},
    {"suspend-member", "suspends a membership", ""},
    {"sign-agreement", "signs an agreement", ""},
    {"ceasefire", "agrees to a ceasefire", ""},
    {"prisoner-exchange", "exchanges prisoners", "exchanges %"},
    {"grant-asylum", "grants asylum", ""},
    {"send-aid", "sends aid", "sends aid: %"},
    {"suspend-aid", "suspends aid", "suspends aid: %"},
    {"protest-note", "hands over a note of protest", ""},
};

std::string_view deed_of(EventType type) {
  switch (type) {
    case EventType::kAgree: return "agrees or promises";
    case EventType::kConsult: return "confers";
    case EventType::kSupport: return "supports";
    case EventType::kConcede: return "concedes";
    case EventType::kCooperate: return "cooperates";
    case EventType::kAid: return "gives aid";
    case EventType::kRetreat: return "yields";
    case EventType::kRequest: return "asks or demands";
    case EventType::kAccuse: return "accuses";
    case EventType::kReject: return "rejects";
    case EventType::kThreaten: return "threatens";
    case EventType::kProtest: return "protests";
    case EventType::kSanction: return "takes a measure";
    case EventType::kMobilize: return "moves forces";
    case EventType::kCoerce: return "coerces";
    case EventType::kAssault: return "attacks";
  }
  return "";
}

/// "agency" → "agencies", "box" → "boxes"; codes of currencies and what ends in "s" stay.
void make_plural(std::string& word) {
  const char last = word.back(), before = word.size() > 1 ? word[word.size() - 2] : ' ';
  if (last < 'a' || last > 'z' || last == 's') return;
  const auto is_vowel = [](char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; };
  if (last == 'y' && !is_vowel(before)) {
    word.back() = 'i';
    word += "es";
  } else {
    word += last == 'x' || last == 'z' || (last == 'h' && (before == 'c' || before == 's')) ? "es" : "s";
  }
}

/// "8 persons", "at least 12 persons", "2.5 USD", "15 percent of staff": units in capitals are symbols and take no plural.
std::string amount(const Quantity& q) {
  std::string out = q.bound == "at_least" ? "at least " : q.bound == "at_most" ? "up to " : q.bound == "about" ? "about " : "";
  out += number_in_words(q.value);
  if (q.upper) out += " to " + number_in_words(*q.upper);
  if (q.unit.empty()) return out;
  out += " " + q.unit;
  if (q.value != 1 && q.unit != "percent") make_plural(out);
  if (!q.thing.empty()) out += " of " + q.thing;
  return out;
}

}  // namespace

std::string deed_in_words(const Event& e) {
  std::string out(e.has_type ? std::string(deed_of(e.type)) : "is coded " + e.cameo);
  bool counted = false;
  for (const Deed& d : kDeeds) {
    if (d.measure != e.measure) continue;
    out = e.quantity && !d.many.empty() ? d.many : d.one;
    if (const auto at = out.find('%'); at != std::string::npos) out.replace(at, 1, amount(*e.quantity)), counted = true;
  }
  if (e.quantity && !counted) out += ": " + amount(*e.quantity);
  const bool by_nature = e.type == EventType::kRequest || e.type == EventType::kThreaten;
  if (e.status == EventStatus::kNegated) out += " – did not happen";
  else if (e.status != EventStatus::kDone && !by_nature) out += " (" + std::string(name_of(e.status)) + ")";
  return out;
}

std::string number_in_words(double value) {
  char digits[400];
  return {digits, std::to_chars(digits, digits + sizeof digits, value, std::chars_format::fixed).ptr};
}

}  // namespace demarche
