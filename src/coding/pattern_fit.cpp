// One verb's patterns against the words around it. Both sides are read from the verb outward; an element fits at the next place where it
// can, or, where the pattern joins it to the one before, only right there. Door: fit_patterns.
#include <algorithm>

#include "coding/patterns.h"

namespace demarche {
namespace {

constexpr int kMostTrials = 20000;

class SideFitter {
 public:
  SideFitter(const Dictionary& dictionary, const std::vector<CodedPhrase>& phrases, const VerbSide& side, const std::vector<Element>& elements,
             bool joins_verb, int& trials)
      : dictionary_(dictionary), phrases_(phrases), side_(side), elements_(elements), joins_verb_(joins_verb), trials_(trials) {}

  /// Fills `fit` where all elements fit.
  bool fit(PatternFit& fit) { return from(0, 0, fit); }

 private:
  /// Whether element `k` must follow the one before it outward without a word between.
  [[nodiscard]] bool is_joined(std::size_t k) const {
    if (k == 0) return joins_verb_;
    return side_.is_before ? elements_[k - 1].is_next : elements_[k].is_next;
  }

  bool from(std::size_t k, std::size_t at, PatternFit& fit) {
    if (k == elements_.size()) return true;
    const std::size_t last = is_joined(k) ? std::min(at + 1, side_.size()) : side_.size();
    for (std::size_t place = at; place < last; ++place) {
      if (--trials_ < 0) return false;
      if (at_place(k, place, at, fit)) return true;
    }
    return false;
  }

  bool at_place(std::size_t k, std::size_t place, std::size_t from_here, PatternFit& fit) {
    const Element& element = elements_[k];
    switch (element.kind) {
      case ElementKind::kWord: return Dictionary::is_word(element.word, side_.tokens[place]) && goes_on(k, place, place + 1, fit);
      case ElementKind::kSet:
        for (const Phrase& phrase : dictionary_.set(element.set)) {
          if (is_phrase_at(phrase, place) && goes_on(k, place, place + phrase.size(), fit)) return true;
        }
        return false;
      default: return is_phrase_beginning(place, from_here) && phrase_at(k, place, fit);
    }
  }

  /// Goes on behind [place, end), whose words belong to the pattern.
  bool goes_on(std::size_t k, std::size_t place, std::size_t end, PatternFit& fit) {
    const std::size_t words = fit.words.size();
    fit.words.insert(fit.words.end(), side_.words.begin() + static_cast<std::ptrdiff_t>(place), side_.words.begin() + static_cast<std::ptrdiff_t>(end));
    if (from(k + 1, end, fit)) return true;
    fit.words.resize(words);
    return false;
  }

  [[nodiscard]] bool is_phrase_at(const Phrase& phrase, std::size_t place) const {
    if (phrase.size() > side_.size() - place) return false;
    for (std::size_t n = 0; n < phrase.size(); ++n) {
      const PhraseWord& word = phrase[side_.is_before ? phrase.size() - 1 - n : n];
      if (!Dictionary::is_word(word, side_.tokens[place + n])) return false;
    }
    return true;
  }

  // ---- noun phrases

  /// The first word of a phrase outward, or the rest of one behind an element that took words of it.
  [[nodiscard]] bool is_phrase_beginning(std::size_t place, std::size_t from_here) const {
    const std::size_t phrase = side_.phrases[place];
    if (phrase == VerbSide::kNoPhrase) return false;
    return place == from_here || place == 0 || side_.phrases[place - 1] != phrase;
  }

  [[nodiscard]] std::size_t end_of_phrase(std::size_t place) const {
    std::size_t end = place + 1;
    while (end < side_.size() && side_.phrases[end] == side_.phrases[place]) ++end;
    return end;
  }

  bool phrase_at(std::size_t k, std::size_t place, PatternFit& fit) {
    const std::size_t n = side_.phrases[place];
    switch (elements_[k].kind) {
      case ElementKind::kSource: return is_party(n) && binds(k, fit.source, n, end_of_phrase(place), fit);
      case ElementKind::kTarget: return is_party(n) && binds(k, fit.target, n, end_of_phrase(place), fit);
      case ElementKind::kSkip: return from(k + 1, end_of_phrase(place), fit);
      case ElementKind::kCompound: {
        if (!is_compound(phrases_[n].group)) return false;
        const bool was_before = fit.compound_is_before;
        fit.compound_is_before = side_.is_before;
        if (binds(k, fit.compound, n, end_of_group(place), fit)) return true;
        fit.compound_is_before = was_before;
        return false;
      }
      case ElementKind::kGroup: return has_words(elements_[k].group, n) && from(k + 1, end_of_phrase(place), fit);
      default: return false;
    }
  }

  bool binds(std::size_t k, std::optional<std::size_t>& role, std::size_t phrase, std::size_t end, PatternFit& fit) {
    const auto before = role;
    role = phrase;
    if (from(k + 1, end, fit)) return true;
    role = before;
    return false;
  }

  [[nodiscard]] bool is_party(std::size_t n) const { return !phrases_[n].codes.empty() && !phrases_[n].is_absorbed; }

  [[nodiscard]] bool is_compound(std::size_t group) const {
    return std::count_if(phrases_.begin(), phrases_.end(), [&](const CodedPhrase& p) { return p.group == group && !p.codes.empty(); }) > 1;
  }

  /// Behind the last word outward of all phrases that are coordinated with the one at `place`.
  [[nodiscard]] std::size_t end_of_group(std::size_t place) const {
    const std::size_t group = phrases_[side_.phrases[place]].group;
    std::size_t end = place + 1;
    for (std::size_t at = place; at < side_.size(); ++at) {
      if (side_.phrases[at] != VerbSide::kNoPhrase && phrases_[side_.phrases[at]].group == group) end = at + 1;
    }
    return end;
  }

  /// Whether the words of a group stand in the phrase, in this order.
  [[nodiscard]] bool has_words(const std::vector<Element>& group, std::size_t phrase) const {
    std::vector<std::string> tokens;
    for (std::size_t at = 0; at < side_.size(); ++at) {
      if (side_.phrases[at] == phrase) tokens.push_back(side_.tokens[at]);
    }
    if (side_.is_before) std::reverse(tokens.begin(), tokens.end());
    std::size_t at = 0;
    for (const Element& element : group) {
      const std::size_t end = element_in(element, tokens, at);
      if (end == 0) return false;
      at = end;
    }
    return true;
  }

  /// Behind the first place from `at` on where a word or a phrase of a set stands; 0 where none.
  [[nodiscard]] std::size_t element_in(const Element& element, Tokens tokens, std::size_t at) const {
    for (const std::size_t last = element.is_next ? std::min(at + 1, tokens.size()) : tokens.size(); at < last; ++at) {
      if (element.kind == ElementKind::kWord) {
        if (Dictionary::is_word(element.word, tokens[at])) return at + 1;
        continue;
      }
      for (const Phrase& phrase : dictionary_.set(element.set)) {
        if (const std::size_t end = Dictionary::match(phrase, tokens, at, tokens.size())) return end;
      }
    }
    return 0;
  }

  const Dictionary& dictionary_;
  const std::vector<CodedPhrase>& phrases_;
  const VerbSide& side_;
  const std::vector<Element>& elements_;
  bool joins_verb_;
  int& trials_;
};

}  // namespace

std::optional<PatternFit> fit_patterns(const VerbEntry& verb, const Dictionary& dictionary, const std::vector<CodedPhrase>& phrases,
                                       const VerbSide& before, const VerbSide& after) {
  for (const VerbPattern& pattern : verb.patterns) {
    int trials = kMostTrials;
    PatternFit fit;
    fit.pattern = &pattern;
    if (!SideFitter(dictionary, phrases, before, pattern.before, pattern.joins_before, trials).fit(fit)) continue;
    if (!SideFitter(dictionary, phrases, after, pattern.after, pattern.joins_after, trials).fit(fit)) continue;
    return fit;
  }
  return std::nullopt;
}

}  // namespace demarche
