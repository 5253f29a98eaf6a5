// The lexicon: what words and names can mean. Compiled from the source files of docs/lexicon-format.md to one image that is mapped
// and used in place; no parsing, no allocation by entry at start.
//
// The stages, one .cpp each:
//   folder     which files of a folder are sources; several files in one bundle
//   source     lines → entries and fields, with places for errors
//   frames, actors, words, codes, dictionary_source   each kind of entry checked and taken in
//   class_records, frame_records, actor_records, lay_out   entries → the image's sections → bytes (compiler.h)
//   compile    all of these in order
//   dictionary a pattern dictionary after the manner of PETRARCH, asked
//   hints      names of the lexicon as hints for the parser's namer
//   image      the image checked (bounds, versions) and opened; lookups
//
// A Lexicon is immutable; any number of threads may use one. All views end with it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "demarche/document.h"
#include "demarche/reading.h"
#include "demarche/result.h"
#include "lexicon/dictionary.h"
#include "syntax/names.h"

namespace demarche {

// ---------------------------------------------------------------- what the compiler reads

/// One source file: its name decides its kind by the ending.
struct SourceFile {
  std::string name;
  std::string text;
  int layer = 0;  ///< 0 = built in; of two frames that fit a word about as well, that of the higher layer is read
};

/// Whether a file's ending is that of a source: ".frames", ".actors", …
bool is_source_name(std::string_view name);
/// For messages: "sources end in .frames, …".
std::string source_endings();

/// The sources of a folder, with all below it in order of their paths, or the one file that `path` names.
struct OwnSources {
  std::vector<SourceFile> files;
  std::vector<std::string> passed_over;  ///< paths of a folder's files that are no sources by their ending
};
Result<OwnSources> read_sources(const std::string& path);

/// The sources that the lexicon inside the program was compiled of; users' files are laid over them.
std::vector<SourceFile> embedded_sources();

/// Several files as one string, and back; for the build.
std::string bundle_of(std::span<const SourceFile> files);
std::vector<SourceFile> files_of_bundle(std::string_view bundle);

/// Where an entry of the sources stands.
struct EntryPlace {
  std::string kind;   ///< "frame", "actor", "person", "place", "class", "role word", "code"
  std::string key;    ///< what a later file's entry must have to replace it, unique within its kind
  std::string where;  ///< FILE:LINE
};

// ---------------------------------------------------------------- actors and names

/// Index of an actor (country, organisation, group, person, place) of the lexicon.
using EntryId = std::uint32_t;
inline constexpr EntryId kNoEntry = 0xFFFFFFFF;

/// How a name stands for its actor.
enum class NameUse : std::uint8_t {
  kName,       ///< "Russia", "NATO", "Sergey Lavrov"
  kAdjective,  ///< "Russian"
  kPeople,     ///< demonym, one: "a Russian"
  kPeoples,    ///< demonym, many: "the Russians"
  kCapital,    ///< "Moscow": a place that may speak for the government
  kMetonym,    ///< "the Kremlin"
  kBody,       ///< "State Duma": an institution of the country
  kPlace,      ///< a city or region in the country
  kSeat,       ///< seat of an organisation
  kSurname,    ///< "Lavrov": a person in or near the days of office, where no other name claims the word
  kShort,      ///< "PP", "Unity": a name only where the article speaks of its country or names the same party in full
};

/// One meaning of a name. Several may hold: "Georgia", "George Bush".
struct NameSense {
  EntryId entry = kNoEntry;
  NameUse use = NameUse::kName;
  std::string_view sector;  ///< for kMetonym and kBody: "MIL"; else "" (the entry's own)
  Day from{INT32_MIN}, to{INT32_MAX};  ///< days in which the name means this entry
};

/// A person's time in an office.
struct Office {
  std::string_view code;    ///< of the country or organisation
  std::string_view sector;  ///< blank-separated where several
  std::string_view title;   ///< "foreign minister"
  Day from{INT32_MIN}, to{INT32_MAX};
};

struct ActorEntry {
  std::string_view name;     ///< best known name
  std::string_view code;     ///< "RUS", "NATO", "HAMAS"; of a person: ""
  std::string_view country;  ///< alpha-3 or ""
  std::string_view sector;   ///< blank-separated, "REB OPP"
  ActorKind kind = ActorKind::kUnknown;
  double latitude = 0, longitude = 0;  ///< of places and capitals' countries; 0, 0 where unknown
  std::span<const std::string_view> members;     ///< codes
  std::span<const std::string_view> nouns;       ///< "alliance", "bloc"
  std::span<const Office> offices;   ///< of persons, in order of the file
};

/// A longest match of a name in a sentence.
struct NameMatch {
  std::uint32_t words = 0;  ///< how many words it covers; 0 = no match
  std::span<const NameSense> senses;
};

// ---------------------------------------------------------------- words

using ClassId = std::uint16_t;
inline constexpr ClassId kNoClass = 0xFFFF;

enum class RoleNature : std::uint8_t { kPerson, kGroup, kBody, kThing };

struct RoleMatch {
  std::uint32_t words = 0;     ///< words covered, ending with the head; 0 = none
  std::string_view sector;
  RoleNature nature = RoleNature::kPerson;
};

// ---------------------------------------------------------------- frames

using FrameId = std::uint32_t;

/// Grammatical source of a role's filler; for kPrep, `prep` names the preposition.
enum class RoleKind : std::uint8_t { kAgent, kPatient, kRecipient, kClause, kClauseAgent, kClausePatient, kSelf, kSentence, kPrep };
struct Role {
  RoleKind kind = RoleKind::kAgent;
  std::string_view prep;
};

enum class TestKind : std::uint8_t { kClass, kLemma, kPerson, kCountry, kOrganisation, kActor, kName, kNumber, kMoney, kNothing, kClause, kOwn, kSeveral };
struct Test {
  TestKind kind = TestKind::kLemma;
  ClassId cls = kNoClass;
  std::string_view lemma;
};
struct Condition {
  bool unless = false;
  Role role;
  std::span<const Test> tests;  ///< alternatives
};

/// Further words that a trigger asks for beside its head.
enum class PartKind : std::uint8_t {
  kParticle,    ///< particle, adverb or preposition governed by the head: "lash *out*", "call *for*"; also a secondary predicate: "set *free*"
  kObject,      ///< head of the object (or passive subject): "impose *sanction*"; lemma or class
  kPrepObject,  ///< head of the object of preposition `prep`: "place *under* house *arrest*"
  kModifier,    ///< modifier of the noun before which it stands: "*hunger* strike", "under *house* arrest"
};
struct Part {
  PartKind kind = PartKind::kParticle;
  std::string_view prep;   ///< of kPrepObject
  std::string_view lemma;  ///< "" where a class is asked
  ClassId cls = kNoClass;
  bool of_trigger = true;  ///< kModifier: of the trigger's head noun (true) or of the part before it (false)
};

enum class TriggerPos : std::uint8_t { kVerb, kNoun, kAdj };
struct Trigger {
  FrameId frame = 0;
  TriggerPos pos = TriggerPos::kVerb;
  std::span<const Part> parts;
};

enum class Content : std::uint8_t { kAbsorbed, kAsserted };
struct Frame {
  std::string_view name;
  EventType type = EventType::kConsult;
  std::string_view cameo;
  double goldstein = 0;
  std::string_view measure;
  std::span<const std::string_view> modes;
  std::span<const std::string_view> contexts;
  std::span<const Role> source;
  std::span<const Role> target;
  std::span<const Condition> conditions;
  Content content = Content::kAsserted;
  bool is_mutual = false;
  bool needs_source = false;
  bool needs_target = false;
  bool is_weak = false;
  bool is_own = false;  ///< of a user's layer
  bool is_wide = false; ///< goes behind every frame that is not wide
};

/// What a CAMEO code implies.
struct CodeEntry {
  std::string_view code;
  std::optional<EventType> type;  ///< nothing for a code that is no event of PLOVER
  std::span<const std::string_view> modes, contexts;
  double goldstein = 0;
};

/// An example of a frame's source, for the tests; not in the image.
struct FrameExample {
  std::string frame;
  std::string where;  ///< "FILE:LINE"
  std::string text;
  bool positive = true;
  std::vector<std::string> source, target;  ///< codes; empty for "-"
};

class Lexicon {
 public:
  /// Compiles source files. All errors of all files are collected, each "FILE:LINE:COLUMN" with the line and a caret.
  static Result<Lexicon> compile(std::span<const SourceFile> files, std::vector<Error>* all_errors = nullptr);
  /// Opens an image in memory, which must outlive the Lexicon; every offset in it is checked.
  static Result<Lexicon> from_image(Bytes image, const std::string& where = "lexicon");
  /// The lexicon inside the program.
  static const Lexicon& embedded();
  /// The bytes that from_image takes.
  [[nodiscard]] std::string image() const;
  /// Examples of frames, parsed from the same sources.
  static Result<std::vector<FrameExample>> examples(std::span<const SourceFile> files);
  /// The entries that hold after later files have replaced earlier ones', kind by kind. Files need not be whole: references to
  /// entries elsewhere are not followed.
  static Result<std::vector<EntryPlace>> entries(std::span<const SourceFile> files);

  Lexicon(Lexicon&&) noexcept;
  Lexicon& operator=(Lexicon&&) noexcept;
  ~Lexicon();

  [[nodiscard]] std::string version() const;  ///< eight hexadecimal digits over the image

  // Names. Matching runs over the characters of words without blanks, hyphens, dots and apostrophes, so that "U.S.", "US" and
  // "Asia - Pacific" match however they were cut; case counts, but a word in capitals throughout also matches "Title" case.
  /// The longest name that begins at word `at` and ends before `end`. Cost: one hash look-up a word for most words.
  [[nodiscard]] NameMatch name_at(const Document& document, WordId at, WordId end) const;
  /// The senses of a name given as text; empty where there is none.
  [[nodiscard]] std::span<const NameSense> senses_of(std::string_view name) const;
  [[nodiscard]] ActorEntry actor(EntryId id) const;
  [[nodiscard]] std::size_t actors() const;
  /// How many spellings of names are known.
  [[nodiscard]] std::size_t names() const;
  /// The country or organisation of a code ("RUS", "NATO").
  [[nodiscard]] EntryId by_code(std::string_view code) const;

  // Words.
  /// The longest role phrase ("foreign minister") whose last word is `head`; matched on lemma or lower-case form.
  [[nodiscard]] RoleMatch role_ending_at(const Document& document, WordId begin, WordId head) const;
  [[nodiscard]] std::size_t role_words() const;  ///< role words and phrases
  [[nodiscard]] ClassId class_named(std::string_view name) const;
  [[nodiscard]] std::size_t classes() const;
  /// "diplomat"; begins with "~" for a class that the compiler made of a trigger's or test's words.
  [[nodiscard]] std::string_view class_name(ClassId cls) const;
  /// Whether a lemma, or a phrase of lemmas joined by single blanks ("go on"), is in a class. For phrases in a text see below.
  [[nodiscard]] bool in_class(std::string_view lemma, ClassId cls) const;
  /// Whether the word, or a phrase of the document that ends with it, is in the class (by lemma, or lower-case form).
  [[nodiscard]] bool in_class(const Document& document, WordId begin, WordId head, ClassId cls) const;

  // Frames.
  /// Triggers whose head word has this lemma, those of the highest layer first, else in order of the sources; empty for most words.
  [[nodiscard]] std::span<const Trigger> triggers(std::string_view lemma) const;
  /// All words that head a trigger, in no order that means anything; `n` < trigger_words().
  [[nodiscard]] std::size_t trigger_words() const;
  [[nodiscard]] std::string_view trigger_word(std::size_t n) const;
  [[nodiscard]] const Frame& frame(FrameId id) const;
  [[nodiscard]] std::size_t frames() const;
  /// The users' own pattern dictionary; empty where they have none.
  [[nodiscard]] const Dictionary& dictionary() const;

  /// What the longest code of the codes file implies that `cameo` begins with; nothing where there is none.
  [[nodiscard]] const CodeEntry* code(std::string_view cameo) const;
  /// Goldstein score of a CAMEO code by the codes file; 0 where unknown.
  [[nodiscard]] double goldstein(std::string_view cameo) const;

 private:
  struct State;
  explicit Lexicon(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// The lexicon's names as hints for the parser's namer. The Lexicon must outlive it.
class LexiconNames final : public NameHints {
 public:
  explicit LexiconNames(const Lexicon& lexicon) : lexicon_(&lexicon) {}
  [[nodiscard]] Hint at(const Document& document, WordId at, WordId end) const override;

 private:
  const Lexicon* lexicon_;
};

}  // namespace demarche
