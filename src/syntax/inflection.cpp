// Inflected forms → dictionary forms. A form is first sought among the irregular ones, then undone by rule and held against the
// listed verbs, whose own forms decide ("hoping" is no form of "hop"), then the same behind a prefix ("overthrew"); what no list
// vouches for goes by the endings of data/inflection/endings.txt. Relies on the embedded files. Doors: verb, noun, adjective, bend.
#include "syntax/inflection.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

#include "base/fields.h"

extern "C" const unsigned char demarche_verbs[];
extern "C" const unsigned char demarche_verbs_end[];
extern "C" const unsigned char demarche_irregular[];
extern "C" const unsigned char demarche_irregular_end[];
extern "C" const unsigned char demarche_endings[];
extern "C" const unsigned char demarche_endings_end[];

namespace demarche::syntax {
namespace {

constexpr std::array<std::string_view, 24> kPrefixes = {"counter", "under", "inter", "super", "trans", "cross", "over", "fore",
                                                        "self",    "back",  "down",  "with",  "out",   "mis",   "dis",  "pre",
                                                        "non",     "sub",   "air",   "re",    "un",    "up",    "de",   "co"};

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }
bool is_consonant(char c) { return c >= 'a' && c <= 'z' && !is_vowel(c); }

/// Letters that begin the word and are no vowels; "qu" is one of them, "y" is where a vowel follows it.
std::size_t onset(std::string_view word) {
  std::size_t n = 0;
  while (n < word.size() && is_consonant(word[n]) && !(word[n] == 'y' && n > 0)) ++n;
  if (n > 0 && word[n - 1] == 'q' && n < word.size() && word[n] == 'u') ++n;
  return n;
}

/// "plan", "stop", "quit": one vowel between consonants, the last of which is doubled before an ending.
bool doubles_by_rule(std::string_view word) {
  const std::size_t n = onset(word);
  if (n + 2 != word.size()) return false;
  const char vowel = word[n], last = word[n + 1];
  return (is_vowel(vowel) || vowel == 'y') && is_consonant(last) && last != 'w' && last != 'x' && last != 'y' && last != 'h';
}

/// Whether the tag says that the word stands in its dictionary form: infinitive, imperative, present without -s.
bool is_base_form(std::uint32_t morph) {
  if ((morph & (kInf | kImperative)) != 0) return true;
  return (morph & (kPres | kFin)) == (kPres | kFin) && (morph & (kPerson3 | kSing)) != (kPerson3 | kSing);
}

bool ends_hissing(std::string_view w) {
  return w.ends_with('s') || w.ends_with('x') || w.ends_with('z') || w.ends_with("ch") || w.ends_with("sh");
}
bool ends_consonant_y(std::string_view w) { return w.size() > 2 && w.back() == 'y' && is_consonant(w[w.size() - 2]); }

std::string join(std::string_view a, std::string_view b) { return std::string(a).append(b); }

template <class Take>
void each_choice(std::string_view field, const Take& take) {
  while (!field.empty()) {
    const std::size_t end = std::min(field.find('/'), field.size());
    take(field.substr(0, end));
    field.remove_prefix(std::min(end + 1, field.size()));
  }
}

/// Whether a pattern begins with C or V.
bool asks_class(std::string_view pattern) { return pattern.front() == 'C' || pattern.front() == 'V'; }

bool fits(std::string_view stem, std::string_view pattern) {
  const char first = pattern.front();
  if (!asks_class(pattern)) return stem.ends_with(pattern);
  pattern.remove_prefix(1);
  if (stem.size() <= pattern.size() || !stem.ends_with(pattern)) return false;
  const char before = stem[stem.size() - pattern.size() - 1];
  return first == 'C' ? is_consonant(before) : is_vowel(before);
}

std::string_view between(const unsigned char* begin, const unsigned char* end) {
  return {reinterpret_cast<const char*>(begin), static_cast<std::size_t>(end - begin)};
}

void must(const Status& status) {  // a file of the program itself: the tests read it too
  if (status) return;
  std::fprintf(stderr, "demarche: %s\n", status.error().text().c_str());
  std::abort();
}

}  // namespace

const Inflection& Inflection::english() {
  static const Inflection built_in = [] {
    Inflection out;
    must(out.add_verbs(between(demarche_verbs, demarche_verbs_end), "data/inflection/verbs.txt"));
    must(out.add_irregular(between(demarche_irregular, demarche_irregular_end), "data/inflection/irregular.txt"));
    must(out.add_endings(between(demarche_endings, demarche_endings_end), "data/inflection/endings.txt"));
    return out;
  }();
  return built_in;
}

Status Inflection::add_verbs(std::string_view text, const std::string& where) {
  return each_line(text, where, [&](std::string_view line) {
    for (std::string_view word = next_field(line); !word.empty(); word = next_field(line)) {
      std::uint8_t flags = kRegular;
      if (word.ends_with('*')) flags |= kDoubles;
      if (word.ends_with('~')) flags |= kMayDouble;
      if (flags != kRegular) word.remove_suffix(1);
      if (word.empty() || word.find_first_of("*~") != std::string_view::npos) return false;
      verbs_[word] |= flags;
    }
    return true;
  });
}

Status Inflection::add_irregular(std::string_view text, const std::string& where) {
  return each_line(text, where, [&](std::string_view line) {
    const std::string_view kind = next_field(line);
    if (kind.empty()) return true;
    const std::string_view whole = line, base = next_field(line), second = next_field(line), third = next_field(line),
                           fourth = next_field(line);
    if (second.empty()) return false;
    const auto keep = [&](auto& forms) {
      for (const std::string_view field : {second, third, fourth}) each_choice(field, [&](std::string_view f) { forms.emplace(f, base); });
    };
    if (kind == "verb") {
      verbs_[base] |= kIrregular;
      irregular_.emplace(base, whole);
      keep(verb_of_);
    } else if (kind == "noun") {
      keep(noun_of_);
    } else if (kind == "adj") {
      keep(adjective_of_);
    } else if (kind == "tail") {
      tails_.emplace_back(second, base);
    } else {
      return false;
    }
    return true;
  });
}

Status Inflection::add_endings(std::string_view text, const std::string& where) {
  const Status read = each_line(text, where, [&](std::string_view line) {
    const std::string_view pattern = next_field(line), what = next_field(line);
    if (pattern.empty()) return true;
    if (what != "e" && what != "-") return false;
    endings_.push_back({pattern, what == "e"});
    return true;
  });
  std::stable_sort(endings_.begin(), endings_.end(), [](const Ending& a, const Ending& b) {
    return std::pair(a.pattern.size(), !asks_class(a.pattern)) > std::pair(b.pattern.size(), !asks_class(b.pattern));
  });
  return read;
}

std::vector<std::string_view> Inflection::verbs() const {
  std::vector<std::string_view> out;
  for (const auto& [verb, flags] : verbs_) out.push_back(verb);
  return out;
}

// ---- bending ----

Inflection::Paradigm Inflection::bend(std::string_view base) const {
  Paradigm out;
  const auto found = verbs_.find(base);
  const std::uint8_t flags = found == verbs_.end() ? std::uint8_t{kRegular} : found->second;
  const bool stays = ends_consonant_y(base), e = base.ends_with('e');
  const std::string_view trunk = base.substr(0, base.size() - 1);
  if (ends_consonant_y(base)) out.third.push_back(join(trunk, "ies"));
  else out.third.push_back(join(base, ends_hissing(base) || base.ends_with('o') ? "es" : "s"));
  if (base.ends_with('o')) out.third.push_back(join(base, "s"));
  if (base.ends_with('s') && !base.ends_with("ss")) out.third.push_back(join(base, "ses"));

  const bool must_double = doubles_by_rule(base) || (flags & kDoubles) != 0;
  const auto add = [&](std::vector<std::string>& to, std::string_view plain, std::string_view ending) {
    if (must_double || (flags & kMayDouble) != 0) to.push_back(join(base, std::string(1, base.back()).append(ending)));
    if (!must_double || base.ends_with('s')) to.emplace_back(plain);
  };
  if (base.ends_with("ie")) out.gerund.push_back(join(base.substr(0, base.size() - 2), "ying"));
  else if (e && !base.ends_with("ee") && !base.ends_with("oe") && !base.ends_with("ye")) out.gerund.push_back(join(trunk, "ing"));
  else if (base.ends_with("ic")) out.gerund.push_back(join(base, "king"));
  else add(out.gerund, join(base, "ing"), "ing");
  if (e && !base.ends_with("ie")) out.gerund.push_back(join(base, "ing"));

  if ((flags & kIrregular) == 0 || (flags & kRegular) != 0) {
    if (e) out.past.push_back(join(base, "d"));
    else if (stays) out.past.push_back(join(trunk, "ied"));
    else if (base.ends_with("ic")) out.past.push_back(join(base, "ked"));
    else add(out.past, join(base, "ed"), "ed");
    out.participle = out.past;
  }
  if (const auto line = irregular_.find(base); line != irregular_.end()) {
    std::string_view rest = line->second;
    next_field(rest);
    const std::string_view past = next_field(rest), participle = next_field(rest), third = next_field(rest);
    if (!third.empty()) out.third.clear();
    each_choice(third, [&](std::string_view f) { out.third.emplace_back(f); });
    each_choice(past, [&](std::string_view f) { out.past.emplace_back(f); });
    each_choice(participle.empty() ? past : participle, [&](std::string_view f) { out.participle.emplace_back(f); });
  }
  return out;
}

/// Whether `form`, which ends in `suffix`, is a regular form of `base`.
bool Inflection::bends_so(std::string_view base, std::string_view form, std::string_view suffix) const {
  const Paradigm all = bend(base);
  const auto& forms = suffix == "s" ? all.third : suffix == "ing" ? all.gerund : all.past;
  return std::find(forms.begin(), forms.end(), form) != forms.end();
}

// ---- undoing ----

/// By the lists alone, without prefixes.
std::optional<std::string> Inflection::listed_verb(std::string_view form, std::uint32_t morph) const {
  if (is_base_form(morph) && verbs_.count(form) != 0) return std::string(form);
  if (const auto found = verb_of_.find(form); found != verb_of_.end()) return std::string(found->second);
  std::array<std::string, 6> candidates;
  std::size_t n = 0;
  std::string_view suffix;
  const std::size_t size = form.size();
  if (form.ends_with("ing") && size > 4) {
    suffix = "ing";
    const std::string_view stem = form.substr(0, size - 3);
    candidates[n++] = stem;
    candidates[n++] = join(stem, "e");
    if (stem.size() > 2 && stem.back() == stem[stem.size() - 2]) candidates[n++] = stem.substr(0, stem.size() - 1);
    if (stem.ends_with('y')) candidates[n++] = join(stem.substr(0, stem.size() - 1), "ie");
    if (stem.ends_with("ck")) candidates[n++] = stem.substr(0, stem.size() - 1);
  } else if (form.ends_with("ed") && size > 3) {
    suffix = "ed";
    const std::string_view stem = form.substr(0, size - 2);
    candidates[n++] = stem;
    candidates[n++] = form.substr(0, size - 1);
    if (stem.size() > 2 && stem.back() == stem[stem.size() - 2]) candidates[n++] = stem.substr(0, stem.size() - 1);
    if (stem.ends_with('i')) candidates[n++] = join(stem.substr(0, stem.size() - 1), "y");
    if (stem.ends_with("ck")) candidates[n++] = stem.substr(0, stem.size() - 1);
  } else if (form.ends_with('s') && size > 2 && !form.ends_with("ss")) {
    suffix = "s";
    candidates[n++] = form.substr(0, size - 1);
    if (form.ends_with("ies")) candidates[n++] = join(form.substr(0, size - 3), "y");
    if (form.ends_with("es")) candidates[n++] = form.substr(0, size - 2);
    if (form.ends_with("sses")) candidates[n++] = form.substr(0, size - 3);
  }
  for (std::size_t k = 0; k < n; ++k) {
    if (verbs_.count(candidates[k]) != 0 && bends_so(candidates[k], form, suffix)) return std::move(candidates[k]);
  }
  if (verbs_.count(form) != 0) return std::string(form);
  return std::nullopt;
}

std::optional<std::string> Inflection::known_verb(std::string_view form, std::uint32_t morph) const {
  if (auto listed = listed_verb(form, morph)) return listed;
  if (const std::size_t hyphen = form.rfind('-'); hyphen != std::string_view::npos && hyphen + 3 < form.size()) {
    if (const auto rest = known_verb(form.substr(hyphen + 1), morph)) return join(form.substr(0, hyphen + 1), *rest);
  }
  for (const std::string_view prefix : kPrefixes) {
    if (!form.starts_with(prefix) || form.size() < prefix.size() + 3) continue;
    if (const auto rest = listed_verb(form.substr(prefix.size()), morph)) return join(prefix, *rest);
  }
  return std::nullopt;
}

/// What stood before -ed or -ing → the base, by spelling alone.
std::string Inflection::stem_to_base(std::string stem) const {
  const std::size_t n = stem.size();
  if (n > 2 && stem[n - 1] == stem[n - 2] && is_consonant(stem[n - 1])) {
    const char last = stem[n - 1];
    const bool kept = last == 's' || last == 'z' || last == 'f' || (last == 'l' && onset(stem) + 3 == n);
    if (!kept) stem.pop_back();
    return stem;
  }
  if (doubles_by_rule(stem)) return stem + 'e';
  for (const Ending& ending : endings_) {
    if (fits(stem, ending.pattern)) return ending.adds_e ? stem + 'e' : stem;
  }
  return stem;
}

std::string Inflection::guessed_verb(std::string_view form, std::uint32_t morph) const {
  const std::size_t size = form.size();
  if (is_base_form(morph)) return std::string(form);
  if (form.ends_with("ing") && size > 4) {
    const std::string_view stem = form.substr(0, size - 3);
    if (std::any_of(stem.begin(), stem.end(), [](char c) { return is_vowel(c) || c == 'y'; })) return stem_to_base(std::string(stem));
  } else if (form.ends_with("ied") && size > 4) {
    return join(form.substr(0, size - 3), "y");
  } else if (form.ends_with("eed") && size > 4) {
    return std::string(form.substr(0, size - 1));
  } else if (form.ends_with("ed") && size > 3) {
    return stem_to_base(std::string(form.substr(0, size - 2)));
  }
  if (!form.ends_with('s') || form.ends_with("ss") || size < 4) return std::string(form);
  if (form.ends_with("ies")) return join(form.substr(0, size - 3), "y");
  for (const std::string_view hiss : {"sses", "shes", "ches", "xes", "zzes", "oes"}) {
    if (form.ends_with(hiss)) return std::string(form.substr(0, size - 2));
  }
  return std::string(form.substr(0, size - 1));
}

std::string Inflection::verb(std::string_view form, std::uint32_t morph, bool* sure) const {
  auto known = known_verb(form, morph);
  if (sure != nullptr) *sure = known.has_value();
  if (known) return *std::move(known);
  return guessed_verb(form, morph);
}

std::string Inflection::noun(std::string_view form, bool* sure) const {
  if (sure != nullptr) *sure = true;
  if (const auto found = noun_of_.find(form); found != noun_of_.end()) return std::string(found->second);
  if (const std::size_t hyphen = form.rfind('-'); hyphen != std::string_view::npos && hyphen + 1 < form.size()) {
    if (const auto found = noun_of_.find(form.substr(hyphen + 1)); found != noun_of_.end())
      return join(form.substr(0, hyphen + 1), found->second);
  }
  for (const auto& [plural, singular] : tails_) {
    if (form.size() > plural.size() + 1 && form.ends_with(plural)) return join(form.substr(0, form.size() - plural.size()), singular);
  }
  if (sure != nullptr) *sure = false;
  const auto cut = [&](std::size_t n) { return std::string(form.substr(0, form.size() - n)); };
  const std::size_t size = form.size();
  if (!form.ends_with('s') || form.ends_with("ss") || size < 3) return std::string(form);
  if (form.ends_with("ies")) return size <= 4 ? cut(1) : cut(3) + 'y';
  for (const std::string_view hiss : {"sses", "shes", "ches", "xes", "zzes"}) {
    if (form.ends_with(hiss)) return cut(2);
  }
  if (form.ends_with("yses")) return cut(2) + "is";
  if (form.ends_with("uses")) return form.ends_with("auses") || form.ends_with("ouses") ? cut(1) : cut(2);
  if (form.ends_with("oes")) return cut(2);
  return cut(1);
}

std::string Inflection::adjective(std::string_view form, bool* sure) const {
  if (sure != nullptr) *sure = adjective_of_.count(form) != 0;
  if (const auto found = adjective_of_.find(form); found != adjective_of_.end()) return std::string(found->second);
  const std::size_t ending = form.ends_with("est") ? 3 : form.ends_with("er") ? 2 : 0;
  if (ending == 0 || form.size() < ending + 3) return std::string(form);
  const std::string stem(form.substr(0, form.size() - ending));
  if (stem.ends_with('i')) return join(std::string_view(stem).substr(0, stem.size() - 1), "y");
  return stem_to_base(stem);
}

}  // namespace demarche::syntax
