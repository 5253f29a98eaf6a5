// triggers: a phrase such as `place under house arrest` → its head and the parts that must stand with it. Door: shapes_of.
//
// Reading goes from left to right. A preposition with a noun behind it opens that preposition's object; at the end of a stretch
// it is a particle. Words between are a noun with its modifiers, the object; adverbs and secondary predicates ("free", "hostage")
// are particles. Which words are prepositions after which verbs stands in the tables below.
#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.h"
#include "lexicon/draft.h"

namespace demarche::lexicon {
namespace {

using Words = std::vector<std::string>;

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

constexpr std::array<std::string_view, 58> kPrepositions{
    "to",      "with",   "from",    "against", "on",     "upon",    "over",       "for",   "at",     "in",     "into",   "of",
    "by",      "about",  "between", "among",   "toward", "towards", "around",     "behind", "near",   "outside", "across", "through",
    "under",   "as",     "after",   "before",  "off",    "out",     "inside",     "within", "without", "onto",  "along",  "alongside",
    "beside",  "beyond", "beneath", "below",   "above",  "during",  "since",      "until", "till",   "despite", "regarding", "concerning",
    "amid",    "amidst", "amongst", "via",     "per",    "past",    "throughout", "versus", "like",   "than"};

/// Words that go with a verb and take no object of their own, even where a noun follows: "lay down arms".
constexpr std::array<std::string_view, 13> kAdverbs{"up",   "down",     "out",  "away",   "back",  "forward", "apart",
                                                    "aside", "together", "home", "abroad", "ahead", "forth"};

/// Secondary predicates and bare adverbs; only as the last word of a stretch: "set free", "take hostage".
constexpr std::array<std::string_view, 63> kPredicates{
    "free",      "loose",     "open",        "shut",       "dead",         "alive",        "alight",      "ablaze",      "amok",
    "packing",   "missing",      "naked",        "guilty",      "innocent",    "liable",
    "unwelcome", "undesirable", "responsible", "accountable", "unlawful",  "illegal",      "unacceptable", "unanswered", "unconscious",
    "vacant",    "wrong",     "well",        "sorry",      "slow",         "slowly",       "underground", "offline",     "online",
    "point-blank", "outright", "parallel",   "halfway",    "foul",         "sick",         "tough",       "hard",        "short",
    "ready",     "safe",      "secret",      "public",     "due",          "injured",      "wounded",     "incommunicado", "invalid",
    "void",      "null",      "bankrupt",    "clear",      "firm",         "idle",         "nuclear",     "alone",       "ballistic",
    "live",      "inoperative", "inadmissible"};

/// Those that are plain objects of most verbs ("release hostage"), and the verbs after which they are not.
constexpr std::array<std::string_view, 5> kConditions{"hostage", "captive", "prisoner", "wounded", "injured"};
constexpr std::array<std::string_view, 6> kVerbsOfConditions{"take", "hold", "keep", "seize", "leave", "make"};

/// Verbs that may have a predicate before their object.
constexpr std::array<std::string_view, 6> kVerbsOfPredicates{"set", "hold", "take", "declare", "find", "leave"};

constexpr std::array<std::string_view, 9> kReflexives{"himself", "herself", "itself", "themselves", "oneself", "myself", "yourself", "ourselves", "yourselves"};

/// Verbs after which a word that may be a preposition is a particle although a noun follows: "hand over suspect".
struct VerbList {
  std::string_view word;
  bool particle;  ///< after the listed verbs it is a particle; else the listed verbs are the exception
  std::array<std::string_view, 16> verbs;
};
constexpr std::array<VerbList, 6> kAfterVerbs{{
    {"over", true, {"hand", "take", "turn", "roll", "sign", "win", "give", "make", "stop"}},
    {"in", true, {"bring", "call", "draft", "hand", "move", "order", "pour", "rein", "send", "turn", "pencil", "usher", "phase", "reel", "ship", "draw"}},
    {"on", true, {"pass", "egg", "spur", "carry"}},
    {"through", true, {"push", "force", "ram", "steamroll", "steamroller", "railroad"}},
    {"along", true, {"pass", "bring"}},
    {"off", false, {"stay", "take", "walk", "order", "force", "pull", "knock", "yank", "wipe", "leave", "drive", "keep", "strike", "warn"}},
}};

bool is_gap(std::string_view word) { return word == "_"; }
bool is_article(std::string_view word) { return word == "a" || word == "an" || word == "the"; }

/// Whether `words[at]` opens an object of its own after this verb.
bool opens_object(const Words& words, std::size_t at) {
  const std::string_view word = words[at];
  if (!is_preposition(word) || at + 1 >= words.size() || is_gap(words[at + 1])) return false;
  if (word == "out") return false;
  const std::string_view next = words[at + 1];
  if (is_preposition(next) && !(at + 2 < words.size() && next == "outside")) return false;
  for (const VerbList& list : kAfterVerbs) {
    if (list.word != word) continue;
    const bool listed = at == 1 && is_in(list.verbs, words[0]);
    if (word == "in" && next == "place") return true;  // "bring in place"
    return listed != list.particle;
  }
  return true;
}

class Shaper {
 public:
  explicit Shaper(std::vector<PartDraft>& parts) : parts_(parts) {}

  void read(const Words& words, std::size_t first) {
    verb_ = words[0];
    for (std::size_t at = first; at < words.size(); ++at) {
      const std::string& word = words[at];
      if (is_gap(word)) flush();
      else if (opens_object(words, at)) flush(), prep_ = word;
      else if (is_preposition(word) || adverb_here(words, at)) flush(), particle(word);
      else stretch_.push_back(word);
      // "in place" is one thing: what follows is the verb's object ("leave in place sanction")
      if (prep_ == "in" && stretch_.size() == 1 && stretch_[0] == "place") flush();
    }
    flush();
  }

 private:
  bool adverb_here(const Words& words, std::size_t at) const {
    if (!is_in(kAdverbs, words[at])) return false;
    if (!prep_.empty() && stretch_.empty()) return false;  // "from home"
    const bool last = at + 1 == words.size() || is_gap(words[at + 1]) || is_preposition(words[at + 1]);
    return words[at] != "home" || last || words[at + 1].starts_with('@');  // "grant home rule"
  }

  bool is_predicate(std::string_view word) const {
    return is_in(kPredicates, word) || (is_in(kConditions, word) && is_in(kVerbsOfConditions, verb_));
  }

  void particle(const std::string& word) { parts_.push_back({PartKind::kParticle, {}, word, true}); }

  void flush() {
    const std::string prep = std::exchange(prep_, {});
    Words words = std::exchange(stretch_, {});
    std::string predicate;
    if (prep.empty() && !words.empty() && is_predicate(words.back())) {
      predicate = words.back();
      words.pop_back();
    }
    if (prep.empty() && words.size() > 1 && is_predicate(words.front()) && is_in(kVerbsOfPredicates, verb_)) {
      particle(words.front());  // "hold responsible government"
      words.erase(words.begin());
    }
    if (prep.empty() && words.size() == 2 && words.front() == "en") return particle(words.back());  // "en masse"
    if (!words.empty()) {
      parts_.push_back({prep.empty() ? PartKind::kObject : PartKind::kPrepObject, prep, words.back(), true});
      if (words.back() == "grata") return;  // "persona non grata" has no certain head, hence no modifiers
      for (std::size_t k = 0; k + 1 < words.size(); ++k) parts_.push_back({PartKind::kModifier, {}, words[k], false});
    }
    if (!predicate.empty()) particle(predicate);
  }

  std::vector<PartDraft>& parts_;
  std::string_view verb_;
  std::string prep_;
  Words stretch_;
};

/// A head written with hyphens, as it may come out of the tokeniser: the last word with modifiers before it ("counter | attack"),
/// the first with a particle ("sit | in"), or whole.
std::vector<TriggerShape> head_shapes(const std::string& head) {
  std::vector<TriggerShape> out{{head, {}}};
  if (head.starts_with('@')) return out;
  Words words = cut(head);
  words.erase(std::remove(words.begin(), words.end(), "-"), words.end());
  if (words.size() < 2) return out;
  TriggerShape last{words.back(), {}};
  for (std::size_t k = 0; k + 1 < words.size(); ++k) last.parts.push_back({PartKind::kModifier, {}, words[k], true});
  const bool has_particle = words.size() == 2 && (is_preposition(words[1]) || is_in(kAdverbs, words[1]));
  if (has_particle) out.push_back({words[0], {{PartKind::kParticle, {}, words[1], true}}});
  else out.push_back(std::move(last));
  return out;
}

Words words_of(std::string_view phrase) {
  Words out;
  for (std::string_view rest = trim(phrase); !rest.empty(); rest = trim(rest)) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string word = lower(rest.substr(0, end));
    rest.remove_prefix(end);
    if (!is_article(word)) out.push_back(word);
  }
  return out;
}

std::vector<TriggerShape> verb_shapes(const Words& words) {
  std::vector<TriggerShape> out = head_shapes(words[0]);
  for (TriggerShape& shape : out) Shaper(shape.parts).read(words, 1);
  return out;
}

/// The head of a noun phrase is the word before its first preposition, else its last.
std::vector<TriggerShape> noun_shapes(const Words& words) {
  const auto opens = std::find_if(words.begin() + 1, words.end(), [](const std::string& w) { return is_preposition(w) || is_in(kAdverbs, w); });
  const auto head = static_cast<std::size_t>(opens - words.begin()) - 1;
  std::vector<TriggerShape> out = head_shapes(words[head]);
  for (TriggerShape& shape : out) {
    for (std::size_t k = 0; k < head; ++k) shape.parts.push_back({PartKind::kModifier, {}, words[k], true});
    Shaper(shape.parts).read(words, head + 1);
  }
  return out;
}

}  // namespace

bool is_preposition(std::string_view word) { return is_in(kPrepositions, word); }

std::vector<TriggerShape> shapes_of(TriggerPos pos, std::string_view phrase) {
  const Words words = words_of(phrase);
  if (words.empty()) return {};
  return pos == TriggerPos::kNoun ? noun_shapes(words) : verb_shapes(words);
}

bool is_reflexive(std::string_view word) { return is_in(kReflexives, word); }

}  // namespace demarche::lexicon
