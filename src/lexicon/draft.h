// What the sources say, checked line by line but not yet joined: the readers of frames, actors, words and codes fill it, compile
// turns it into an image. Internal to the lexicon layer.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lexicon/dictionary.h"
#include "lexicon/source.h"

namespace demarche::lexicon {

struct TriggerDraft {
  TriggerPos pos = TriggerPos::kVerb;
  Spot phrase;
};

struct RoleDraft {
  RoleKind kind = RoleKind::kAgent;
  std::string prep;
};

struct ConditionDraft {
  bool unless = false;
  RoleDraft role;
  std::vector<Spot> tests;
};

struct FrameDraft {
  Spot where;  ///< its name
  Spot code;
  std::optional<EventType> type;
  std::string measure;
  std::optional<std::vector<std::string>> modes, contexts;  ///< absent: those of the code
  std::vector<TriggerDraft> triggers;
  std::vector<ConditionDraft> conditions;
  std::vector<RoleDraft> source, target;
  std::optional<Content> content;
  bool is_mutual = false, needs_source = false, needs_target = false, is_weak = false, is_wide = false;
  std::vector<FrameExample> examples;
};

struct NameDraft {
  std::string text;
  NameUse use = NameUse::kName;
  std::string sector;
};

struct Days {
  Day from{INT32_MIN}, to{INT32_MAX};
};

struct OfficeDraft {
  Spot code;
  std::string sector, title;
  Days days;
};

struct CapitalDraft {
  std::string name;
  std::optional<std::pair<double, double>> at;
};

struct ActorDraft {
  Spot where;  ///< code, or name where it has none
  ActorKind kind = ActorKind::kUnknown;
  std::string name, code, country, sector;
  Spot country_spot;
  std::vector<NameDraft> names;
  std::vector<std::string> nouns;
  std::vector<Spot> members;
  std::vector<CapitalDraft> capitals;
  std::vector<Days> days;
  std::vector<OfficeDraft> offices;
  std::optional<std::pair<double, double>> at;
};

struct ClassDraft {
  Spot where;
  std::vector<Spot> members;
};

struct RoleWordDraft {
  Spot word;
  std::string sector;
  RoleNature nature = RoleNature::kPerson;
};

struct CodeDraft {
  Spot where;
  std::optional<EventType> type;  ///< "-": the code is no event of PLOVER
  std::vector<std::string> modes, contexts;
  double goldstein = 0;
};

/// An entry of a .dictionary file; which fields it has depends on its kind (dictionary_source.cpp).
struct DictionaryDraft {
  struct DatedCode {
    Spot code;
    std::optional<Days> days;
  };
  struct Form {
    Spot words;
    std::optional<Spot> code;
  };
  struct Pattern {
    Spot text, code;
  };
  Spot where;  ///< its name
  DictionaryKind kind = DictionaryKind::kActor;
  std::vector<Spot> names;  ///< of actors, agents, discards; members of sets
  std::vector<DatedCode> codes;
  std::vector<Form> forms;
  std::vector<Pattern> patterns;
};

/// Everything, in order of the sources. Keys: frames and classes by name, actors by code, persons by their first name, places by
/// name and country, role words by themselves, codes by code; a later file replaces.
struct Draft {
  std::vector<FrameDraft> frames;
  std::vector<ActorDraft> actors;
  std::vector<ClassDraft> classes;
  std::vector<RoleWordDraft> role_words;
  std::map<std::string, CodeDraft, std::less<>> codes;
  std::vector<DictionaryDraft> dictionary;

  std::map<std::string, std::size_t, std::less<>> frame_of, actor_of, class_of, role_word_of, dictionary_of;
};

void take_frames(const SourceText& file, Draft& draft, Complaints& complaints);
void take_actors(const SourceText& file, Draft& draft, Complaints& complaints);
void take_people(const SourceText& file, Draft& draft, Complaints& complaints);
void take_places(const SourceText& file, Draft& draft, Complaints& complaints);
void take_words(const SourceText& file, Draft& draft, Complaints& complaints);
void take_codes(const SourceText& file, Draft& draft, Complaints& complaints);
void take_dictionary(const SourceText& file, Draft& draft, Complaints& complaints);

/// `from..to`, either end open.
std::optional<Days> days_of(const Spot& range, Complaints& complaints);

std::optional<EventType> event_type_named(std::string_view name);

/// Where an entry with this key goes: a new place, that of an earlier file's entry, or none where the same file has it already
/// (a complaint).
template <class T>
T* place_for(std::vector<T>& all, std::map<std::string, std::size_t, std::less<>>& index, const std::string& key, const Spot& where,
             std::string_view what, Complaints& complaints) {
  const auto [at, is_new] = index.try_emplace(key, all.size());
  if (is_new) return &all.emplace_back();
  T& old = all[at->second];
  if (old.where.file == where.file) {
    complaints.add(where, std::string(what) + " " + std::string(where.text()) + " is given twice; first on line " +
                              std::to_string(old.where.piece.line + 1));
    return nullptr;
  }
  old = T();
  return &old;
}

/// A line of the image's dictionary, on its way there.
struct DictionaryLine {
  Dictionary::LineKind kind = Dictionary::LineKind::kActor;
  std::string text, more;
  std::optional<Days> days;
};
/// A phrase of a dictionary in the form of the image: words cut and in lower case; "" where none of them counts.
std::string normalised_phrase(std::string_view text);
std::vector<DictionaryLine> dictionary_lines(const Draft& draft, Complaints& complaints);

// ---- the language of triggers and roles (triggers.cpp)

bool is_preposition(std::string_view word);

/// A part of a trigger before classes have their numbers.
struct PartDraft {
  PartKind kind = PartKind::kParticle;
  std::string prep;
  std::string word;  ///< "@class" or a lemma, which may hold hyphens
  bool of_trigger = true;
};
struct TriggerShape {
  std::string head;  ///< lemma or "@class"
  std::vector<PartDraft> parts;
};
bool is_reflexive(std::string_view word);  ///< "himself", "themselves"
/// The shapes that a phrase stands for: one, or several where its head is written with hyphens.
std::vector<TriggerShape> shapes_of(TriggerPos pos, std::string_view phrase);

// ---- cutting (names.cpp)

/// The words of a phrase as the text layer cuts them, in lower case, curly apostrophes straight.
std::vector<std::string> cut(std::string_view phrase);

}  // namespace demarche::lexicon
