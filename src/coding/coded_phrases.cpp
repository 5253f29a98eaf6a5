// Noun phrases and their codes by a users' dictionary. A phrase is its head with the words before it that belong to it and a name
// behind it; the first actor in it is its actor, and all agents in it add their codes. Door: coded_phrases.
#include "coding/coded_phrases.h"

#include <algorithm>
#include <map>

namespace demarche {

SentenceTokens::SentenceTokens(const Document& document, WordId begin, WordId end) {
  for (WordId w = begin; w < end; ++w) {
    std::string token = token_of(document[w].form);
    if (!counts_as_word(token)) continue;
    tokens.push_back(std::move(token));
    words.push_back(w);
  }
}

// ---------------------------------------------------------------- codes

namespace {

/// Whether `block` stands in `code` at a place that is a multiple of three.
bool has_block(std::string_view code, std::string_view block) {
  for (std::size_t at = 0; at + block.size() <= code.size(); at += 3) {
    if (code.substr(at, block.size()) == block) return true;
  }
  return false;
}

/// The blocks of `added` that are not in `code` yet.
std::string new_blocks(std::string_view code, std::string_view added) {
  if (added.size() % 3 != 0) return has_block(code, added) ? std::string() : std::string(added);
  std::string out;
  for (std::size_t at = 0; at < added.size(); at += 3) {
    const std::string_view block = added.substr(at, 3);
    if (!has_block(code, block) && !has_block(out, block)) out += block;
  }
  return out;
}

constexpr std::string_view kNobody = "---";

}  // namespace

std::string compose_code(std::string_view actor, const std::vector<CodedPhrase::Agent>& agents) {
  std::string out(actor.empty() ? kNobody : actor);
  for (const CodedPhrase::Agent& agent : agents) {
    const std::string added = new_blocks(out, agent.code);
    if (agent.goes_before && out == kNobody) out = added;
    else if (agent.goes_before) out = added + out;
    else out += added;
  }
  return out;
}

namespace {

// ---------------------------------------------------------------- phrases

bool is_nominal(const Word& w) {
  return w.upos == Upos::kNoun || w.upos == Upos::kPropn || w.upos == Upos::kPron || w.upos == Upos::kNum || w.upos == Upos::kSym || w.upos == Upos::kX;
}

/// Heads a phrase although it is no noun: "the poor", "Danish" alone.
bool is_adjectival_head(const Word& w) {
  return w.upos == Upos::kAdj && (w.rel == Rel::kNsubj || w.rel == Rel::kObj || w.rel == Rel::kObl || w.rel == Rel::kNmod || w.rel == Rel::kIobj);
}

class PhraseFinder {
 public:
  PhraseFinder(const Tree& tree, const Sentence& sentence, const Dictionary& dictionary, const std::optional<Day>& day)
      : tree_(tree), sentence_(sentence), dictionary_(dictionary), day_(day) {}

  std::vector<CodedPhrase> find() {
    cut();
    adopt_adjectives();
    join_names();
    for (CodedPhrase& phrase : phrases_) code(phrase);
    coordinate();
    lend_actors();
    for (CodedPhrase& phrase : phrases_) compose(phrase);
    return std::move(phrases_);
  }

 private:
  const Word& word(WordId w) const { return tree_.word(w); }

  /// Whether `w` belongs to the phrase of its head word.
  [[nodiscard]] bool is_inside(WordId w) const {
    const Word& x = word(w);
    if (x.head == kNoWord) return false;
    const Word& head = word(x.head);
    const bool of_name = is_nominal(head) || head.upos == Upos::kAdj || head.upos == Upos::kDet || head.upos == Upos::kVerb;
    switch (x.rel) {
      case Rel::kDet:
      case Rel::kAmod:
      case Rel::kCompound:
      case Rel::kNummod:
      case Rel::kFlat:
      case Rel::kGoeswith: return of_name && x.subrel != SubRel::kPrt;
      case Rel::kAppos: return w > x.head && !has_comma_between(x.head, w);
      case Rel::kNmod: return x.subrel == SubRel::kPoss || tree_.child(w, Rel::kCase) == kNoWord;
      case Rel::kCase: return x.upos == Upos::kPart;  // "'s"
      case Rel::kAdvmod: return is_nominal(head) || head.rel == Rel::kAmod || head.rel == Rel::kNummod;
      case Rel::kPunct: return x.form == "-" || x.form == "\xE2\x80\x93" || x.form == "." || x.form == "\"" || x.form == "'";
      case Rel::kDep: return is_nominal(head) && is_nominal(x);
      case Rel::kObl: return head.rel == Rel::kAmod && w < x.head;  // "state-run"
      case Rel::kCc:
      case Rel::kConj: return is_between_modifiers(w);
      default: return false;
    }
  }

  [[nodiscard]] bool has_comma_between(WordId a, WordId b) const {
    for (WordId w = a + 1; w < b; ++w) {
      if (word(w).form == ",") return true;
    }
    return false;
  }

  /// "death and injury" of "death and injury toll", "Norway's and Sweden's presidents": coordination before the head that both modify.
  [[nodiscard]] bool is_between_modifiers(WordId w) const {
    WordId first = word(w).head;
    if (word(w).rel == Rel::kCc && word(first).rel == Rel::kConj) first = word(first).head;
    if (first == kNoWord || (word(first).rel != Rel::kAmod && word(first).rel != Rel::kCompound && word(first).subrel != SubRel::kPoss)) return false;
    return w < word(first).head;
  }

  /// The head of the phrase that `w` is in.
  [[nodiscard]] WordId top_of(WordId w) const {
    for (int steps = 0; steps < 32 && is_inside(w); ++steps) w = word(w).head;
    return w;
  }

  /// Words of one head that stand together are a phrase.
  void cut() {
    std::vector<WordId> top(sentence_.size());
    for (WordId w = sentence_.begin; w < sentence_.end; ++w) top[w - sentence_.begin] = top_of(w);
    const auto of = [&](WordId w, WordId head) { return w >= sentence_.begin && w < sentence_.end && top[w - sentence_.begin] == head; };
    for (WordId h = sentence_.begin; h < sentence_.end; ++h) {
      if (top[h - sentence_.begin] != h || (!is_nominal(word(h)) && !is_adjectival_head(word(h)))) continue;
      CodedPhrase phrase;
      phrase.head = phrase.begin = h;
      phrase.end = h + 1;
      while (of(phrase.begin - 1, h)) --phrase.begin;
      while (of(phrase.end, h)) ++phrase.end;
      phrases_.push_back(std::move(phrase));
    }
    std::sort(phrases_.begin(), phrases_.end(), [](const CodedPhrase& a, const CodedPhrase& b) { return a.begin < b.begin; });
  }

  /// A determiner or adjective right before a phrase that the parser hung elsewhere ("and the evil awful Gondor").
  void adopt_adjectives() {
    for (CodedPhrase& phrase : phrases_) {
      while (phrase.begin > sentence_.begin) {
        const WordId w = phrase.begin - 1;
        if ((word(w).upos != Upos::kAdj && word(w).upos != Upos::kDet) || phrase_at(w) != phrases_.size()) break;
        if (word(w).rel == Rel::kConj) conjunct_[phrase.head] = word(w).head;
        phrase.begin = w;
      }
    }
  }

  /// A name of the dictionary that goes on behind a phrase ("Ministry of Defence") makes one phrase of all that it covers.
  void join_names() {
    const SentenceTokens all(tree_.document(), sentence_.begin, sentence_.end);
    for (std::size_t t = 0; t < all.tokens.size(); ++t) {
      const std::size_t n = phrase_at(all.words[t]);
      if (n == phrases_.size()) continue;
      const std::size_t words = std::max(dictionary_.actor_at(all.tokens, t, true).words, dictionary_.agent_at(all.tokens, t, true).words);
      if (words < 2 || all.words[t + words - 1] < phrases_[n].end) continue;
      WordId end = all.words[t + words - 1] + 1;
      std::size_t last = n + 1;
      while (last < phrases_.size() && phrases_[last].begin < end) end = std::max(end, phrases_[last++].end);
      for (std::size_t k = n + 1; k < last; ++k) {
        if (word(phrases_[n].head).head == phrases_[k].head) phrases_[n].head = phrases_[k].head;
      }
      phrases_[n].end = end;
      phrases_.erase(phrases_.begin() + static_cast<std::ptrdiff_t>(n + 1), phrases_.begin() + static_cast<std::ptrdiff_t>(last));
    }
  }

  // ---- codes of one phrase

  void code(CodedPhrase& phrase) const {
    const SentenceTokens t(tree_.document(), phrase.begin, phrase.end);
    std::size_t actor_begin = t.tokens.size(), actor_end = actor_begin;
    for (std::size_t at = 0; at < t.tokens.size() && actor_begin == t.tokens.size(); ++at) {
      const Dictionary::ActorMatch match = dictionary_.actor_at(t.tokens, at);
      if (match.words == 0) continue;
      actor_begin = at;
      actor_end = at + match.words;
      take_actor(match, phrase);
      actor_end = take_coordinated(t, actor_end, phrase);
    }
    for (std::size_t at = 0; at < t.tokens.size();) {
      const Dictionary::AgentMatch match = at >= actor_begin && at < actor_end ? Dictionary::AgentMatch() : dictionary_.agent_at(t.tokens, at);
      if (match.words > 0) phrase.agents.push_back({std::string(match.code), match.goes_before});
      at += std::max<std::size_t>(match.words, 1);
    }
  }

  void take_actor(const Dictionary::ActorMatch& match, CodedPhrase& phrase) const {
    for (std::string& code : parted(match.code_on(day_ ? &*day_ : nullptr))) {
      if (std::find(phrase.actors.begin(), phrase.actors.end(), code) == phrase.actors.end()) phrase.actors.push_back(std::move(code));
    }
  }

  /// "Norway's and Sweden's presidents": actors that an "and" or a comma joins to the first; behind the last.
  std::size_t take_coordinated(const SentenceTokens& t, std::size_t end, CodedPhrase& phrase) const {
    while (end < t.tokens.size()) {
      const bool by_word = t.tokens[end] == "and" || t.tokens[end] == "or";
      const bool by_comma = has_comma_between(t.words[end - 1], t.words[end]);
      const std::size_t next = end + (by_word ? 1 : 0);
      const Dictionary::ActorMatch match = (by_word || by_comma) && next < t.tokens.size() ? dictionary_.actor_at(t.tokens, next) : Dictionary::ActorMatch();
      if (match.words == 0) break;
      take_actor(match, phrase);
      end = next + match.words;
    }
    return end;
  }

  /// "FRO/BIL/SAM" to its parts; nothing for "---".
  static std::vector<std::string> parted(std::string_view codes) {
    std::vector<std::string> out;
    while (!codes.empty()) {
      const std::size_t end = std::min(codes.find('/'), codes.size());
      const std::string_view one = codes.substr(0, end);
      if (!one.empty() && one != kNobody) out.emplace_back(one);
      codes.remove_prefix(std::min(end + 1, codes.size()));
    }
    return out;
  }

  // ---- phrases together

  [[nodiscard]] std::size_t phrase_at(WordId w) const {
    for (std::size_t n = 0; n < phrases_.size(); ++n) {
      if (w >= phrases_[n].begin && w < phrases_[n].end) return n;
    }
    return phrases_.size();
  }

  void coordinate() {
    for (std::size_t n = 0; n < phrases_.size(); ++n) phrases_[n].group = n;
    for (CodedPhrase& phrase : phrases_) {
      const WordId with = coordinated_with(phrase);
      const std::size_t first = with == kNoWord ? phrases_.size() : phrase_at(with);
      if (first == phrases_.size() || phrases_[first].begin >= phrase.begin) continue;
      phrase.group = phrases_[first].group;  // in order of text, so the first's own is settled
    }
  }

  /// The word that a phrase is coordinated with; kNoWord for none.
  [[nodiscard]] WordId coordinated_with(const CodedPhrase& phrase) const {
    const Word& head = word(phrase.head);
    if (head.rel == Rel::kConj) return head.head;
    if (const auto at = conjunct_.find(phrase.head); at != conjunct_.end()) return at->second;
    return head.rel == Rel::kAppos && is_in_list(phrase) ? head.head : kNoWord;
  }

  /// "Norway, Sweden and Finland" with Sweden as an apposition: what follows it is the "and", or a comma and the next of the list;
  /// behind an apposition that is one, a comma stands before the "and".
  [[nodiscard]] bool is_in_list(const CodedPhrase& phrase) const {
    const WordId first = word(phrase.head).head;
    if (phrase.codes_are_none() || phrase.end + 1 >= sentence_.end) return false;
    const bool goes_on = std::any_of(tree_.children(first).begin(), tree_.children(first).end(),
                                     [&](WordId c) { return c > phrase.head && (word(c).rel == Rel::kConj || conjunct_.contains(c)); });
    const bool has_conjunct = goes_on || std::any_of(conjunct_.begin(), conjunct_.end(), [&](const auto& c) { return c.second == first && c.first > phrase.head; });
    if (!has_conjunct) return false;
    if (word(phrase.end).upos == Upos::kCconj) return true;
    return word(phrase.end).form == "," && word(phrase.end + 1).upos != Upos::kCconj;
  }

  static bool is_agent_alone(const CodedPhrase& phrase) { return phrase.actors.empty() && !phrase.agents.empty(); }

  [[nodiscard]] std::vector<std::size_t> members(std::size_t group) const {
    std::vector<std::size_t> out;
    for (std::size_t n = 0; n < phrases_.size(); ++n) {
      if (phrases_[n].group == group) out.push_back(n);
    }
    return out;
  }

  void lend_actors() {
    for (std::size_t n = 0; n < phrases_.size(); ++n) {
      if (phrases_[n].group == n) lend_within(members(n));
    }
    for (std::size_t n = 0; n < phrases_.size(); ++n) lend_from_behind(n);
  }

  /// "Danish media and government": a bare agent takes the actor that stands before the first noun.
  void lend_within(const std::vector<std::size_t>& group) {
    const CodedPhrase& first = phrases_[group.front()];
    if (first.actors.empty() || first.agents.empty()) return;
    for (const std::size_t n : group) {
      if (is_agent_alone(phrases_[n]) && phrases_[n].end - phrases_[n].begin == 1) phrases_[n].actors = first.actors;
    }
  }

  /// "soldiers from Gondor", "lawmakers and officials in Fornost and Gondor".
  void lend_from_behind(std::size_t n) {
    const CodedPhrase& place = phrases_[n];
    if (place.actors.empty() || place.group != n) return;
    const Word& head = word(place.head);
    if (head.rel != Rel::kNmod || head.head == kNoWord || head.subrel == SubRel::kPoss) return;
    const std::string preposition = tree_.preposition(place.head);
    if (preposition != "of" && preposition != "from" && preposition != "in" && preposition != "for" && preposition != "at") return;
    const std::size_t owner = phrase_at(head.head);
    if (owner == phrases_.size() || phrases_[owner].begin > place.begin) return;
    std::vector<std::string> actors;
    const std::vector<std::size_t> places = members(n);
    for (const std::size_t p : places) actors.insert(actors.end(), phrases_[p].actors.begin(), phrases_[p].actors.end());
    const std::vector<std::size_t> owners = members(phrases_[owner].group);
    const bool is_behind_all = phrases_[owners.back()].end <= place.begin;
    bool lent = false;
    for (const std::size_t o : owners) {
      if (!is_agent_alone(phrases_[o]) || (!is_behind_all && o != owner)) continue;
      phrases_[o].actors = actors;
      lent = true;
    }
    if (!lent) return;
    for (const std::size_t p : places) phrases_[p].is_absorbed = true;
  }

  static void compose(CodedPhrase& phrase) {
    for (const std::string& actor : phrase.actors) phrase.codes.push_back(compose_code(actor, phrase.agents));
    if (phrase.actors.empty() && !phrase.agents.empty()) phrase.codes.push_back(compose_code({}, phrase.agents));
  }

  const Tree& tree_;
  const Sentence& sentence_;
  const Dictionary& dictionary_;
  const std::optional<Day>& day_;
  std::vector<CodedPhrase> phrases_;
  std::map<WordId, WordId> conjunct_;  ///< by head of a phrase: what an adjective before it is coordinated with
};

}  // namespace

std::vector<CodedPhrase> coded_phrases(const Tree& tree, const Sentence& sentence, const Dictionary& dictionary, const std::optional<Day>& day) {
  return PhraseFinder(tree, sentence, dictionary, day).find();
}

}  // namespace demarche
