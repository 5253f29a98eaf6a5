// Sentences that are set otherwise than running text (IN CAPITALS, As A Headline, all in small letters) → their words as running
// text would set them, which is what the network has learned on. The Document keeps what is written. What decides a word is, in this
// order: how the document's ordinary sentences set it, how the model's training text did, and whether the network, shown the
// sentence as it is written, takes it for a name. Relies on the model's `casing`. Doors: Recaser::read, Recaser::recase.
#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "syntax/network.h"

namespace demarche::syntax {
namespace {

/// Words that headlines leave small.
constexpr std::array<std::string_view, 46> kSmallWords = {
    "a",    "an",   "the",  "of",   "in",   "on",      "at",     "to",    "for",    "and",  "or",   "by",
    "as",   "with", "from", "over", "into", "after",   "amid",   "under", "up",     "vs",   "than", "that",
    "but",  "nor",  "is",   "are",  "was",  "be",      "its",    "his",   "n't",    "'s",   "'re",  "'ll",
    "'ve",  "'m",   "'d",   "via",  "near", "between", "within", "until", "against", "about"};
constexpr std::size_t kFewestWords = 3;  ///< with letters; less says nothing about how a line is set

struct Letters {
  std::size_t small = 0, capital = 0;
  bool capital_first = false;
};

Letters letters_of(std::string_view form) {
  Letters out;
  for (std::size_t at = 0; at < form.size();) {
    const char32_t c = next_code_point(form, at);
    const bool capital = is_upper(c);
    const bool small = !capital && ((c >= 'a' && c <= 'z') || (c >= 0xDF && c != 0xF7 && c != kBadCodePoint && c < 0x2000));
    if (capital && out.small + out.capital == 0) out.capital_first = true;
    out.small += small ? 1 : 0;
    out.capital += capital ? 1 : 0;
  }
  return out;
}

char32_t to_upper(char32_t c) {
  const bool small = (c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7);
  return small ? c - 32 : c;
}

/// 'l', 't', 'u' as in the model's `casing`; '-' for what has no letters or mixes them.
char setting_of(std::string_view form) {
  const Letters l = letters_of(form);
  if (l.small + l.capital == 0) return '-';
  if (l.capital == 0) return 'l';
  if (l.small == 0) return l.capital > 1 ? 'u' : 't';
  return l.capital_first && l.capital == 1 ? 't' : '-';
}

bool is_verb(std::string_view lower_form) {
  bool listed = false;
  (void)Inflection::english().verb(lower_form, 0, &listed);
  return listed;
}

bool is_small_word(std::string_view lower_form) {
  return std::find(kSmallWords.begin(), kSmallWords.end(), lower_form) != kSmallWords.end();
}

bool begins_anew(std::string_view before) {
  static constexpr std::array<std::string_view, 14> kMarks = {"\"", "“", "'", "‘", ":", "(", "-", "--", "—", "–", ".", "...", "?", "!"};
  return std::find(kMarks.begin(), kMarks.end(), before) != kMarks.end();
}

std::string capitalised(std::string_view lower_form) {
  std::string out;
  std::size_t at = 0;
  append_utf8(out, to_upper(next_code_point(lower_form, at)));
  return out.append(lower_form.substr(at));
}

/// "ngo"? No: "ngk", "u.s.g."; but not "mr."
bool is_initials(std::string_view lower_form) {
  const std::size_t dot = lower_form.find('.');
  if (dot != std::string_view::npos) return dot + 1 < lower_form.size();
  return lower_form.size() <= 5 && lower_form.find_first_of("aeiouy") == std::string_view::npos;
}

std::string in_capitals(std::string_view lower_form) {
  std::string out;
  for (std::size_t at = 0; at < lower_form.size();) {
    const char32_t c = next_code_point(lower_form, at);
    append_utf8(out, to_upper(c));
  }
  return out;
}

}  // namespace

Recaser::Setting Recaser::setting_of_sentence(const Document& doc, const Sentence& sentence) const {
  std::size_t words = 0, long_words = 0, capitals = 0, heads = 0, content = 0, small = 0;
  for (WordId w = sentence.begin; w < sentence.end; ++w) {
    const Letters l = letters_of(doc[w].form);
    if (l.small + l.capital == 0) continue;
    ++words;
    small += l.capital == 0 ? 1 : 0;
    capitals += l.small == 0 ? 1 : 0;
    long_words += l.small == 0 && l.capital > 3 ? 1 : 0;
    if (is_small_word(lower(doc[w].form))) continue;
    ++content;
    heads += l.capital_first ? 1 : 0;
  }
  if (words < kFewestWords) return Setting::kText;
  if (capitals * 10 >= words * 9 && long_words >= 2) return Setting::kCapitals;
  if (small == words) return Setting::kSmall;
  if (content >= kFewestWords && heads == content && has_common_capital(doc, sentence)) return Setting::kHeadline;
  return Setting::kText;
}

/// Whether a word behind the first stands with a capital that running text would not give it.
bool Recaser::has_common_capital(const Document& doc, const Sentence& sentence) const {
  for (WordId w = sentence.begin + 1; w < sentence.end; ++w) {
    if (setting_of(doc[w].form) != 't' || begins_anew(doc[w - 1].form)) continue;
    const std::string small = lower(doc[w].form);
    const char setting = net_.casing_of(small);
    if (setting == 'l' || (setting == '-' && is_verb(small))) return true;
  }
  return false;
}

bool Recaser::is_mostly_small(const Document& doc, const Sentence& sentence) {
  std::size_t words = 0, small = 0;
  for (WordId w = sentence.begin; w < sentence.end; ++w) {
    const Letters l = letters_of(doc[w].form);
    words += l.small + l.capital > 0 ? 1 : 0;
    small += l.small > 0 && l.capital == 0 ? 1 : 0;
  }
  return small * 2 >= words;
}

bool Recaser::read(const Document& doc) {
  settings_.clear();
  seen_.clear();
  if (net_.weights.casing.empty()) return false;
  bool any = false;
  for (const Sentence& s : doc.sentences) {
    settings_.push_back(setting_of_sentence(doc, s));
    any = any || settings_.back() != Setting::kText;
  }
  if (!any) return false;
  for (std::size_t k = 0; k < settings_.size(); ++k) {
    const Sentence& s = doc.sentences[k];
    if (settings_[k] != Setting::kText || !is_mostly_small(doc, s)) continue;
    for (WordId w = s.begin + 1; w < s.end; ++w) {
      if (begins_anew(doc[w - 1].form)) continue;
      const Letters l = letters_of(doc[w].form);
      if (l.small + l.capital == 0) continue;
      Seen& seen = seen_[lower(doc[w].form)];
      if (l.capital == 0) ++seen.small;
      else if (seen.capital++ == 0) seen.form = doc[w].form;
    }
  }
  return true;
}

/// How running text would set a word of a sentence set as `how`, which on its own looks to the network like a name or not.
std::string Recaser::set(std::string_view form, bool name, Setting how) const {
  const std::string small = lower(form);
  if (const auto seen = seen_.find(small); seen != seen_.end())
    return seen->second.small >= seen->second.capital ? small : std::string(seen->second.form);
  const char learned_as = net_.casing_of(small);
  if (learned_as == 'u') return in_capitals(small);
  if (learned_as == 'l' && (!name || how != Setting::kCapitals)) return small;
  if (learned_as == '-' && is_verb(small)) return small;  // the network takes what it has not met for names; verbs we know
  if (!name && learned_as != 't') return small;
  if (how == Setting::kHeadline && setting_of(form) != 't') return std::string(form);  // "NATO", "McCain"
  const bool acronym = is_initials(small) || (learned_as != 't' && small.size() <= 2);  // "US"
  return acronym ? in_capitals(small) : capitalised(small);
}

bool Recaser::recase(const Document& doc, std::size_t sentence, std::vector<std::string>& out) const {
  const Setting how = settings_[sentence];
  if (how == Setting::kText) return false;
  const Sentence& s = doc.sentences[sentence];
  out.clear();
  bool first = how != Setting::kSmall;
  for (WordId w = s.begin; w < s.end; ++w) {
    const std::string_view form = doc[w].form;
    const bool lettered = setting_of(form) != '-' || letters_of(form).capital > 0;
    out.push_back(lettered ? set(form, doc[w].upos == Upos::kPropn, how) : std::string(form));
    if (lettered && first && setting_of(out.back()) == 'l') out.back() = capitalised(out.back());
    first = first && !lettered;
  }
  return true;
}

}  // namespace demarche::syntax
