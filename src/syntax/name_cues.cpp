// What lists say of words in names: titles and other cues, given and family names, well-known names of several words.
// Relies on data/names, which the program holds. Door: NameCues.
#include <cstdio>
#include <cstdlib>

#include "base/fields.h"
#include "syntax/names.h"

extern "C" const unsigned char demarche_name_cues[];
extern "C" const unsigned char demarche_name_cues_end[];
extern "C" const unsigned char demarche_given_names[];
extern "C" const unsigned char demarche_given_names_end[];
extern "C" const unsigned char demarche_family_names[];
extern "C" const unsigned char demarche_family_names_end[];
extern "C" const unsigned char demarche_known_names[];
extern "C" const unsigned char demarche_known_names_end[];

namespace demarche::syntax {
namespace {

std::string_view between(const unsigned char* begin, const unsigned char* end) {
  return {reinterpret_cast<const char*>(begin), static_cast<std::size_t>(end - begin)};
}

/// The program itself is damaged: nothing can be done with it.
void must(const Status& status) {
  if (status) return;
  std::fprintf(stderr, "demarche: %s\n", status.error().text().c_str());
  std::abort();
}

/// The next name of a list with commas, blanks around it cut; empty at the end.
std::string_view next_name(std::string_view& rest) {
  const std::size_t begin = std::min(rest.find_first_not_of(" ,\t\r"), rest.size());
  rest.remove_prefix(begin);
  std::string_view name = rest.substr(0, rest.find(','));
  rest.remove_prefix(name.size());
  return name.substr(0, name.find_last_not_of(" \t\r") + 1);
}

}  // namespace

const NameCues& NameCues::english() {
  static const NameCues built_in = [] {
    NameCues out;
    must(out.add_cues(between(demarche_name_cues, demarche_name_cues_end), "data/names/cues.txt"));
    out.add_names(kGiven, between(demarche_given_names, demarche_given_names_end));
    out.add_names(kFamily, between(demarche_family_names, demarche_family_names_end));
    must(out.add_known(between(demarche_known_names, demarche_known_names_end), "data/names/known.txt"));
    return out;
  }();
  return built_in;
}

Status NameCues::add_cues(std::string_view text, const std::string& where) {
  return each_line(text, where, [&](std::string_view line) {
    const std::string_view kind = next_field(line);
    if (kind.empty()) return true;
    const std::uint8_t bit = kind == "title" ? kTitle : kind == "body" ? kBody : kind == "ground" ? kGround : kind == "work" ? kWork : 0;
    for (std::string_view word = next_field(line); !word.empty(); word = next_field(line)) cues_[word] |= bit;
    return bit != 0;
  });
}

void NameCues::add_names(Kind kind, std::string_view text) {
  (void)each_line(text, "", [&](std::string_view line) {
    for (std::string_view word = next_field(line); !word.empty(); word = next_field(line)) persons_[word] |= kind;
    return true;
  });
}

Status NameCues::add_known(std::string_view text, const std::string& where) {
  std::string key;
  return each_line(text, where, [&](std::string_view line) {
    const std::string_view kind = next_field(line);
    if (kind.empty()) return true;
    const NameKind of = kind == "place"    ? NameKind::kPlace
                        : kind == "body"   ? NameKind::kOrganisation
                        : kind == "person" ? NameKind::kPerson
                        : kind == "work"   ? NameKind::kOther
                                           : NameKind::kNone;
    if (of == NameKind::kNone) return false;
    for (std::string_view name = next_name(line); !name.empty(); name = next_name(line)) {
      key.clear();
      for (const char c : name) {
        if (c != ' ') key.push_back(c);
      }
      known_.emplace(key, of);  // of a name that stands under two kinds the first counts
      longest_ = std::max(longest_, key.size());
    }
    return true;
  });
}

std::uint8_t NameCues::of(std::string_view form, std::string_view lower) const {
  if (lower.ends_with('.')) lower.remove_suffix(1);
  const auto cue = cues_.find(lower);
  const auto person = persons_.find(form);
  const unsigned bits = (cue == cues_.end() ? 0u : cue->second) | (person == persons_.end() ? 0u : person->second);
  return static_cast<std::uint8_t>(bits);
}

NameCues::Known NameCues::known(std::span<const std::string_view> words) const {
  Known out;
  std::string key;
  for (std::size_t n = 0; n < words.size(); ++n) {
    key += words[n];
    if (key.size() > longest_) break;
    const auto found = known_.find(key);
    if (found != known_.end()) out = {static_cast<WordId>(n + 1), found->second};
  }
  return out;
}

}  // namespace demarche::syntax
