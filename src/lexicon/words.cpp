// words: `class NAME` and `role SECTOR NATURE` with their members on the lines below. Door: take_words.
#include "lexicon/draft.h"

#include <array>

#include "base/utf8.h"

namespace demarche::lexicon {
namespace {

std::string quoted(const Spot& spot) { return "\"" + std::string(spot.text()) + "\""; }

/// The members of an entry: its lines know no keys, so a line's first word belongs to its first member.
std::vector<Spot> members_of(const Entry& entry, Complaints& complaints) {
  std::vector<Spot> out;
  for (const Field& field : entry.fields) {
    const char* begin = field.key.text().data();
    const char* end = field.values.text().empty() ? begin + field.key.text().size() : field.values.text().data() + field.values.text().size();
    Spot line = field.key;
    line.piece.text = {begin, static_cast<std::size_t>(end - begin)};
    for (const Spot& member : split(line, ',', complaints)) out.push_back(member);
  }
  if (out.empty()) complaints.add(entry.kind, "the " + std::string(entry.kind.text()) + " has no members");
  return out;
}

std::optional<RoleNature> nature_named(std::string_view name) {
  if (name == "person") return RoleNature::kPerson;
  if (name == "group") return RoleNature::kGroup;
  if (name == "body") return RoleNature::kBody;
  if (name == "thing") return RoleNature::kThing;
  return std::nullopt;
}

void take_class(const Entry& entry, Draft& draft, Complaints& complaints) {
  if (entry.rest.text().empty() || entry.rest.text().find(' ') != std::string_view::npos) {
    return complaints.add(entry.rest.text().empty() ? entry.kind : entry.rest, "a class has a name of one word");
  }
  ClassDraft* out = place_for(draft.classes, draft.class_of, std::string(entry.rest.text()), entry.rest, "class", complaints);
  if (!out) return;
  out->where = entry.rest;
  out->members = members_of(entry, complaints);
}

void take_role(const Entry& entry, Draft& draft, Complaints& complaints) {
  const auto [sector, nature_name] = first_word(entry.rest);
  const auto nature = nature_named(nature_name.text());
  if (!nature) return complaints.add(nature_name.text().empty() ? entry.kind : nature_name, "a role is `role SECTOR NATURE`, with nature person, group, body or thing");
  for (const Spot& word : members_of(entry, complaints)) {
    const auto [at, is_new] = draft.role_word_of.try_emplace(lower(word.text()), draft.role_words.size());
    RoleWordDraft role{word, std::string(sector.text()), *nature};
    if (is_new) draft.role_words.push_back(std::move(role));
    else if (draft.role_words[at->second].word.file != word.file) draft.role_words[at->second] = std::move(role);
  }  // a word that one file gives twice keeps its first meaning
}

}  // namespace

void take_words(const SourceText& file, Draft& draft, Complaints& complaints) {
  for (const Entry& entry : read_entries(file, complaints)) {
    if (entry.kind.text() == "class") take_class(entry, draft, complaints);
    else if (entry.kind.text() == "role") take_role(entry, draft, complaints);
    else complaints.add(entry.kind, "a .words file holds classes and roles, not " + quoted(entry.kind));
  }
}

}  // namespace demarche::lexicon
