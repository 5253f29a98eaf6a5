// The reading layer: what one annotated article says, before it is put into comparable codes.
//
// The stages, in order, one .cpp each:
//   tree        children, prepositions, coordination: the questions that all later stages ask of a parse
//   mentions    names, roles, pronouns and definite nouns → the parties of the article (names, persons, roles, references, groups)
//   arguments   who fills which role of a predicate: passives, control, relative clauses, light verbs, nouns (agents, arguments)
//   frames      predicate words → the lexicon's frames, with parts and conditions checked (frames, frame_parts, frame_contents, parties)
//   factuality  negated, planned, demanded, alleged: how far the text says that it happened
//   quantities  how many, how much: persons, money, measures; "from 20 to 10"
//   places      where it happened: the phrase of its clause, the paragraph's place, the dateline
//   dates       which time belongs to which predicate; helped by calendar, numbers, expressions, anchors, tense (times.h)
//
// Stages keep no state between articles. A Reading layer object belongs to one thread; Document and Lexicon must outlive it.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "demarche/document.h"
#include "demarche/reading.h"
#include "lexicon/lexicon.h"

namespace demarche {

using WordList = std::vector<WordId>;

// ---------------------------------------------------------------- tree

/// The children of every word of a document, in order of text; made once an article.
class Tree {
 public:
  explicit Tree(const Document& document);

  [[nodiscard]] std::span<const WordId> children(WordId w) const {
    return {children_.data() + first_[w], first_[w + 1] - first_[w]};
  }
  [[nodiscard]] const Document& document() const { return *document_; }
  [[nodiscard]] const Word& word(WordId w) const { return document_->words[w]; }
  [[nodiscard]] std::uint32_t sentence_of(WordId w) const { return sentence_[w]; }
  [[nodiscard]] const Sentence& sentence(WordId w) const { return document_->sentences[sentence_[w]]; }

  /// First child with that relation; kNoWord where none.
  [[nodiscard]] WordId child(WordId w, Rel rel) const;
  [[nodiscard]] WordId child(WordId w, Rel rel, SubRel sub) const;
  /// The preposition of a nominal, lower case, a fixed one joined by blanks ("because of"); "" where none.
  [[nodiscard]] std::string preposition(WordId w) const;
  /// Whether one of the prepositions of the nominal is `prep` (multiword ones count by first and whole).
  [[nodiscard]] bool has_preposition(WordId w, std::string_view prep) const;
  /// `w` and what is coordinated with it, in order of text.
  [[nodiscard]] WordList coordinated(WordId w) const;
  /// Whether `w` lies in the subtree of `top` (or is it).
  [[nodiscard]] bool within(WordId w, WordId top) const;
  [[nodiscard]] bool is_passive(WordId verb) const;
  /// "Two envoys expelled from Minsk": a headline tells the present of what one does, so that a past form without object or auxiliary is
  /// the passive. A headline is a sentence that no mark ends.
  [[nodiscard]] bool is_headline_passive(WordId verb) const;
  [[nodiscard]] bool is_predicate(WordId w) const;  ///< heads a clause: a verb, or a copula's complement
  /// "over the killing", "because of the arrest", "citing the raid": a noun that words present as what something answers.
  [[nodiscard]] bool is_occasion(WordId noun) const;
  /// Whether a clause tells as known what went before: "said it would close the office after Bonn had expelled two of its envoys".
  [[nodiscard]] bool is_backdrop(WordId clause) const;
  /// Whether `w` stands in such a clause below `top`: the writer's word, not that of `top`'s speaker.
  [[nodiscard]] bool in_backdrop(WordId w, WordId top) const;

 private:
  const Document* document_;
  std::vector<std::uint32_t> first_;
  std::vector<WordId> children_;
  std::vector<std::uint32_t> sentence_;
};

// ---------------------------------------------------------------- actors

/// The state or organisation that an actor acts for; itself where it acts for none that has a code.
inline ActorId principal_of(ActorId a, const std::vector<Actor>& actors) {
  const auto& state = actors[a].represents;
  return state && !actors[*state].code.empty() ? *state : a;
}
/// Armed, and of no state: by its first PLOVER sector.
inline bool is_irregular(const Actor& who) {
  static constexpr std::string_view kSectors[] = {"REB", "SEP", "INS", "CRM", "UAF"};
  return !who.sector.empty() && std::find(std::begin(kSectors), std::end(kSectors), who.sector.front()) != std::end(kSectors);
}

// ---------------------------------------------------------------- mentions

/// The word classes that the files of Mentions ask, looked up once an article.
struct MentionClasses {
  explicit MentionClasses(const Lexicon& lexicon);

  ClassId group, counter, speech;
  ClassId town, title, first_office, tie, rebel, sending;
  ClassId other_country, country, together, together_body, pair, camp;
};

/// The parties of an article and the words that name them.
class Mentions {
 public:
  Mentions(const Tree& tree, const Lexicon& lexicon, std::optional<Day> published);

  /// The party that the noun phrase headed by `head` names, or nothing: a common noun that is no role word gives nothing.
  std::optional<ActorId> resolve(WordId head);
  /// The parties that "the two countries", "both sides" or "they" mean together; empty where the phrase is no such.
  std::vector<ActorId> several(WordId head);
  /// The word before that a pronoun stands for; nothing where it is no pronoun that the reader follows.
  std::optional<WordId> antecedent(WordId pronoun) { return of_pronoun_word(pronoun); }
  /// The parties in a noun phrase that names none itself: its adjectives, possessors, "of"-, "on"-phrases ("a US resolution").
  std::vector<ActorId> inside(WordId head);
  /// The state of this code, whether or not the article names it.
  ActorId state(std::string_view code) { return country(code, kNoWord); }
  /// An unlisted party named by the words of the phrase itself.
  ActorId unknown(WordId head);

  [[nodiscard]] const std::vector<Actor>& actors() const { return actors_; }
  std::vector<Actor>& actors() { return actors_; }
  /// Whether the phrase's head is a proper name or part of one.
  [[nodiscard]] bool is_name(WordId head) const;
  [[nodiscard]] NameUse use(WordId head) const;  ///< of a listed name; kName otherwise
  [[nodiscard]] bool is_listed(WordId w) const { return name_of_[w] != 0; }
  [[nodiscard]] bool is_person(WordId head);
  [[nodiscard]] const Place* place_at(WordId w) const;
  [[nodiscard]] std::optional<ActorId> dateline() const { return dateline_; }  ///< the country where the report was written
  /// Whose institutions need no name in this article: the dateline's country, or the one that a report from abroad is about.
  [[nodiscard]] std::optional<ActorId> scene_state() const { return scene_; }
  [[nodiscard]] Span phrase(WordId head) const;  ///< the phrase's determiners, modifiers and name, without what follows

 private:
  struct Name {
    WordId begin = 0, end = 0, head = 0;
    NameSense sense;
    bool is_known = false;  ///< listed; else a named span of the tagger
    NameKind kind = NameKind::kNone;
  };

  /// A name that tells by itself which country or party the article speaks of; what other names mean is settled by these.
  struct Home {
    EntryId entry = kNoEntry;
    std::string_view country;
    WordId begin = 0, end = 0;
  };

  void find_names();
  [[nodiscard]] bool is_town_of(WordId w) const;
  void give_seats();
  void find_unlisted_names();
  [[nodiscard]] const Name* name_at(WordId w) const { return name_of_[w] ? &names_[name_of_[w] - 1] : nullptr; }
  [[nodiscard]] bool may_be_surname(WordId w) const;
  void find_homes(const std::vector<NameMatch>& matches);
  [[nodiscard]] int home_of(const NameSense& sense, WordId begin) const;
  [[nodiscard]] const NameSense* choose(std::span<const NameSense> senses, WordId begin, WordId end) const;
  [[nodiscard]] WordId head_of(WordId begin, WordId end) const;

  ActorId country(std::string_view code, WordId mention);
  ActorId add(const std::string& key, Actor&& actor, WordId mention);
  void mention(ActorId id, WordId head);
  [[nodiscard]] std::vector<std::size_t> before(WordId head, std::uint32_t sentences, std::size_t most) const;
  std::optional<ActorId> resolve_uncached(WordId head);
  std::optional<ActorId> of_name(const Name& name, WordId head);
  [[nodiscard]] bool is_location(WordId head) const;
  ActorId capital_as_place(const Name& name, const ActorEntry& e, WordId head);
  std::optional<ActorId> of_person(const Name& name, WordId head);
  std::optional<ActorId> of_role(WordId head, const RoleMatch& role);
  std::optional<ActorId> same_role_before(WordId head);
  [[nodiscard]] bool is_body(ActorId id) const;
  [[nodiscard]] bool has_role(WordId head) const;
  [[nodiscard]] bool names_many(WordId head) const;
  std::optional<ActorId> spoken_of_there(WordId head);
  std::optional<ActorId> state_behind(ActorId id, bool is_person);
  [[nodiscard]] bool has_scene(WordId head, const RoleMatch& role) const;
  std::optional<ActorId> scene(WordId head, bool is_person);
  std::optional<ActorId> of_half(WordId head);
  std::optional<ActorId> country_spoken_of(WordId head);
  std::vector<ActorId> pair_of_lead();
  std::vector<ActorId> together(WordId head);
  std::vector<ActorId> last_persons(WordId head);
  std::vector<ActorId> of_region(WordId head, std::size_t count);
  [[nodiscard]] bool is_plain_group(WordId head) const;
  std::optional<ActorId> moved_to(std::uint32_t here);
  std::optional<ActorId> only_armed_group(WordId head);
  std::optional<ActorId> sender_of_peacekeepers(WordId head);
  bool is_struck_by(WordId head, ActorId state);
  void give_only_country();
  std::optional<ActorId> office_before(WordId head);
  [[nodiscard]] bool has_title(const Name& name) const;
  void find_dateline_state();
  void find_scene_state(WordId from);
  std::vector<ActorId> countries_together(WordId head, std::size_t count);
  std::optional<ActorId> of_pronoun(WordId head);
  std::optional<WordId> of_pronoun_word(WordId head);
  std::optional<WordId> speaker_near(WordId head);
  std::optional<ActorId> of_definite(WordId head);
  std::optional<ActorId> owner(WordId head, int depth);
  ActorId person(const std::string& name, WordId head, std::optional<ActorId> owner, const RoleMatch* role, WordId role_head);
  [[nodiscard]] std::string words_of(WordId begin, WordId end) const;

  const Tree* tree_;
  const Document* document_;
  const Lexicon* lexicon_;
  std::optional<Day> day_;
  std::vector<Home> homes_;  ///< in order of text
  std::vector<Name> names_;
  std::vector<std::uint32_t> name_of_;  ///< by word: index into names_ + 1
  std::vector<std::int64_t> resolved_;  ///< by word: -2 not asked, -1 nothing, else the actor
  std::vector<Actor> actors_;
  std::unordered_map<std::string, ActorId> by_key_;
  std::unordered_map<std::string, ActorId> by_surname_;
  std::vector<std::pair<WordId, ActorId>> order_;  ///< mentions in the order in which they were resolved
  std::vector<std::vector<std::size_t>> in_sentence_;  ///< by sentence: its mentions, as indices into order_
  std::vector<Place> places_;
  std::unordered_map<WordId, std::size_t> place_of_;
  MentionClasses classes_;
  std::vector<std::pair<WordId, std::vector<ActorId>>> groups_;  ///< parties that one phrase named together, as they were asked for
  std::optional<ActorId> dateline_;  ///< country of the dateline
  std::optional<ActorId> scene_;     ///< see scene_state()
};

// ---------------------------------------------------------------- arguments

/// Answers "who fills this role of this predicate". A role may be filled by several words (coordination).
class Arguments {
 public:
  Arguments(const Tree& tree, const Lexicon& lexicon);

  /// Heads of the phrases that fill `role` for a predicate at `w`; `helpers` are further words of the trigger ("talks" of "hold
  /// talks") whose phrases count too.
  [[nodiscard]] WordList fillers(WordId w, const Role& role, std::span<const WordId> helpers) const;
  [[nodiscard]] WordList agents(WordId w) const;
  [[nodiscard]] WordList patients(WordId w) const;
  [[nodiscard]] WordList with_preposition(WordId w, std::string_view prep) const;
  /// Complement clauses: the words that head them.
  [[nodiscard]] WordList clauses(WordId w) const;
  /// The light verb of which noun `w` is object ("launch an attack"), or kNoWord; `passive` where the light verb makes its
  /// subject the target ("suffered an attack").
  [[nodiscard]] WordId light_verb(WordId w, bool& passive) const;

 private:
  [[nodiscard]] WordList verb_agents(WordId w, int depth) const;
  [[nodiscard]] WordList object_control(WordId w, WordId up) const;
  [[nodiscard]] WordList noun_agents(WordId w) const;
  [[nodiscard]] WordList talkers(WordId talks) const;
  [[nodiscard]] WordList expand(WordId w) const;
  [[nodiscard]] WordId counted(WordId w) const;
  [[nodiscard]] WordId misplaced_by(WordId w) const;
  [[nodiscard]] bool is_measure_or_time(const Word& w) const;
  [[nodiscard]] bool is_marked_deed(WordId clause) const;
  [[nodiscard]] bool is_named_so(WordId verb, WordId object) const;
  [[nodiscard]] bool is_last_of_naming(WordId verb, WordId c) const;
  [[nodiscard]] bool is_out_of(WordId verb, WordId w) const;
  [[nodiscard]] bool is_hidden_object(WordId verb, WordId w) const;
  [[nodiscard]] bool is_contact(WordId verb) const;
  [[nodiscard]] bool is_means(WordId verb) const;
  [[nodiscard]] WordId stray_subject(WordId w) const;
  [[nodiscard]] WordId coordinate_before(WordId verb, WordId first) const;
  [[nodiscard]] WordId expletive(WordId w) const;
  [[nodiscard]] WordList lent_phrase(WordId w, std::string_view prep) const;

  const Tree* tree_;
  const Lexicon* lexicon_;
  ClassId light_;
  ClassId light_passive_;
  ClassId counter_;
  ClassId asking_;
  ClassId talks_;
  ClassId measure_, naming_, linking_, contact_, launching_;
  ClassId aspect_, rising_, gripping_;
};

// ---------------------------------------------------------------- frames

/// A predicate of the text that was recognised as a frame of the lexicon.
struct FrameMatch {
  WordId head = kNoWord;
  const Trigger* trigger = nullptr;
  FrameId frame = 0;
  WordList parts;         ///< further words of the trigger
  int specificity = 0;    ///< of the trigger's words and the frame's conditions
  int fit = 0;            ///< how well the frame's own roles were filled
  std::vector<ActorId> source, target;
  WordId source_word = kNoWord, target_word = kNoWord;
  bool is_swallowed = false;  ///< lies in the complement of a frame that absorbs its content
};

/// Called with every frame that was tried and what came of it.
class FrameWatcher {
 public:
  virtual ~FrameWatcher() = default;
  virtual void tried(WordId head, std::string_view frame, bool is_match, const std::string& why) = 0;
};

/// All frames of the document, in order of their head words; at most one a head word.
std::vector<FrameMatch> match_frames(const Tree& tree, const Lexicon& lexicon, Mentions& mentions, const Arguments& arguments,
                                     FrameWatcher* watcher);

// ---------------------------------------------------------------- factuality

enum class Modality : std::uint8_t { kFact, kFuture, kPossible, kNecessary, kConditional, kPurpose };

/// How far the text says that the predicate at a word holds.
struct Factuality {
  bool is_negated = false;
  Modality modality = Modality::kFact;
  WordId speech = kNoWord;   ///< innermost verb of speech whose content the predicate is in
  bool is_alleged = false;   ///< under a verb of accusation or doubt
  bool is_failed = false;    ///< negated by "fail to"
  bool is_plan = false;      ///< under a verb of intent: "plans to", "is due to"
  bool is_decided = false;  ///< "decided to", "voted to": settled, if not yet done
  bool is_reported = false;  ///< "reportedly", "allegedly"
  bool is_asked = false;     ///< in a question of the writer's
};

class Factualities {
 public:
  Factualities(const Tree& tree, const Lexicon& lexicon);
  [[nodiscard]] Factuality of(WordId head) const;

 private:
  [[nodiscard]] bool is_existing(WordId noun, WordId verb) const;
  [[nodiscard]] bool is_asked(WordId head) const;
  [[nodiscard]] bool happens(WordId verb) const;
  [[nodiscard]] bool holds_back(WordId verb) const;
  [[nodiscard]] bool is_regarded(WordId verb) const;
  [[nodiscard]] bool is_told_as_past(WordId clause) const;
  [[nodiscard]] bool is_anybody(WordId w) const;
  [[nodiscard]] bool has_no(WordId noun) const;

  const Tree* tree_;
  const Lexicon* lexicon_;
  ClassId negator_, speech_, future_, doubt_, attempt_, light_;
  ClassId forbear_, happen_, plan_, unfulfilled_, see_to_, hearsay_, will_;
};

// ---------------------------------------------------------------- calendar

/// Whether a word only ever names a time ("Monday", "Oct.", "Ramadan", "GMT") and so can be no party: a noun that is a weekday,
/// month, feast or zone and no part of a person's or body's name as the tagger sees it. "May" the verb, "march" and "sun" are not.
[[nodiscard]] bool is_time_word(const Word& w);


// ---------------------------------------------------------------- dates

/// From when on what a predicate brings about holds: "suspends its mission, probably from Nov. 1".
struct Onset {
  DateRange days;
  bool is_probable = false;  ///< "probably", "likely"
};

enum class Direction : std::uint8_t { kUnknown, kPast, kFuture };
/// The tense in which a clause speaks; what only time reading needs.
enum class Tense : std::uint8_t { kNone, kPluperfect, kPast, kPerfect, kPresent, kFuture };

/// The words that place a clause in time beside its auxiliaries, as the lexicon has them. The lexicon must outlive it.
struct TenseWords {
  explicit TenseWords(const Lexicon& lexicon);

  const Lexicon* lexicon;
  ClassId ahead, upcoming, implicative, setting;
};

/// When the things that an article tells of happened. All time expressions are read once, in order of text, against the day of
/// publication, the tense of their clauses and the day that the narrative has come to. Cost: linear in the words; a question costs
/// the expressions of its sentence times the depth of the tree.
class Dates {
 public:
  Dates(const Tree& tree, const Lexicon& lexicon);
  ~Dates();

  /// The days of the event that `head` names: those of the expression in its own clause, else of the clause around it, never of one
  /// inside a relative clause or of another event's phrase. Without any, the day of the story (`is_inferred`): the days from the
  /// lead's day to publication, or those of the scene that the paragraph tells of. Nothing without a day of publication.
  [[nodiscard]] std::optional<DateRange> of(WordId head) const;
  /// "from", "as of", "effective" with a time, in the predicate's clause.
  [[nodiscard]] std::optional<Onset> onset(WordId head) const;
  /// Whether a word is part of a time expression or of the date in the dateline.
  [[nodiscard]] bool in_expression(WordId w) const;

 private:
  struct Timed;
  void read_sentence(std::uint32_t s);
  bool find_lead(std::uint32_t s);
  [[nodiscard]] static int coarseness(const Timed& x);
  [[nodiscard]] std::optional<int> own_cost(const Timed& x, WordId head) const;
  [[nodiscard]] std::optional<int> cost(const Timed& x, WordId head) const;
  [[nodiscard]] bool suits(const Timed& x, WordId head) const;
  [[nodiscard]] std::optional<DateRange> by_when(WordId head) const;
  [[nodiscard]] std::optional<DateRange> by_relation(WordId head) const;
  [[nodiscard]] std::optional<DateRange> by_adverb(WordId head) const;
  [[nodiscard]] std::optional<DateRange> by_story(WordId head) const;
  [[nodiscard]] std::optional<DateRange> by_after(WordId head) const;
  [[nodiscard]] const Timed* best(WordId head) const;
  [[nodiscard]] const Timed* best_own(WordId head) const;
  [[nodiscard]] std::optional<DateRange> reference(const Timed& x) const;
  void settle_past(Timed& timed) const;
  [[nodiscard]] bool is_scene(const Timed& x, Direction direction) const;
  [[nodiscard]] bool says_when(const Timed& x, WordId clause) const;
  [[nodiscard]] bool is_where(WordId clause) const;
  [[nodiscard]] std::span<const Timed> of_sentence(std::uint32_t s) const;
  [[nodiscard]] Tense tense(WordId w) const;

  const Tree* tree_;
  const Lexicon* lexicon_;
  TenseWords words_;
  ClassId speech_;
  std::optional<Day> published_;
  std::optional<DateRange> lead_;    ///< the day that the first sentence tells of
  std::optional<DateRange> story_;   ///< the days that the narrative has come to, while reading
  std::vector<Timed> times_;         ///< of the whole article, in order of text
  std::vector<std::size_t> first_;   ///< by sentence: index into times_; one more at the end
  mutable std::vector<std::optional<Tense>> tenses_;  ///< by word, as far as asked
  std::vector<std::optional<DateRange>> before_;  ///< by sentence: the narrative's days when it begins
  std::vector<std::optional<DateRange>> scene_;   ///< by sentence: the same, but only from its own paragraph
};

// ---------------------------------------------------------------- quantities

/// A change of a number: "from 20 to 10", "halved", "by a third".
struct NumberChange {
  std::optional<double> from, to, by;
  std::optional<double> ratio;  ///< new to old: 0.5 of "halved", 0.667 of "cut by a third"
};

/// How many or how much events are about.
class Quantities {
 public:
  Quantities(const Tree& tree, const Lexicon& lexicon, Mentions& mentions, const Arguments& arguments);

  /// The number of those or that which the event affects ("expelled eight diplomats", "three banks were cut off", "20 soldiers died");
  /// of a protest, of those who protest. Coordinated phrases of one unit add up ("a secretary and two clerks" are three). Nothing
  /// where none is said. Killed and injured stand apart where the clause tells them.
  [[nodiscard]] std::optional<Quantity> of(const FrameMatch& match) const;
  /// The number in a noun phrase, or in what it consists of ("the accreditation of eight officials").
  [[nodiscard]] std::optional<Quantity> of_phrase(WordId head) const;
  /// What a verb or noun of change does to a number: "lowered from 31 to 28", "capped at 20", "doubled".
  [[nodiscard]] std::optional<NumberChange> change(WordId head) const;

 private:
  [[nodiscard]] std::optional<Quantity> sum(const WordList& heads) const;
  [[nodiscard]] std::optional<Quantity> counted(WordId head) const;
  [[nodiscard]] std::optional<Quantity> money(WordId head, WordId begin) const;
  [[nodiscard]] std::optional<Quantity> in_parts(WordId head, int depth) const;
  [[nodiscard]] std::optional<Quantity> of_pronoun(WordId head) const;
  [[nodiscard]] std::optional<Quantity> behind(WordId head) const;
  [[nodiscard]] bool is_person(WordId head) const;
  [[nodiscard]] bool is_one(WordId head) const;
  [[nodiscard]] std::optional<Quantity> one_person(WordId verb) const;
  void count_casualties(const FrameMatch& match, std::optional<Quantity>& q) const;

  const Tree* tree_;
  const Lexicon* lexicon_;
  Mentions* mentions_;
  const Arguments* arguments_;
  std::vector<ClassId> persons_;
  ClassId casualty_, killing_, wounding_, decrease_, people_, side_, takes_person_, body_;
};

/// The number that stands on one of the words ("three" of "three days"); nothing where none does.
std::optional<Quantity> quantity_of(const Tree& tree, const WordList& words);

// ---------------------------------------------------------------- places

/// Where things happened. The place phrases of the article are read once, in order; a question costs those of its sentence.
class Places {
 public:
  Places(const Tree& tree, const Lexicon& lexicon, const Mentions& mentions);

  /// The place phrase nearest to the event's head in its clause, else in the clauses around it; else (`is_inferred`) the place that
  /// the paragraph told of last; else the dateline's, where a party of the event is at home there or the lead tells of it.
  [[nodiscard]] std::optional<Place> of(const FrameMatch& match) const;
  /// The place that a listed name at a word means, with its position: a city or region, a capital, a country (without position).
  [[nodiscard]] std::optional<Place> named(WordId w) const;

 private:
  enum class Way : std::uint8_t { kAt, kTo };
  struct Spot {
    WordId head;
    Way way;
    Place place;
  };
  void read_spot(WordId w);
  void read_dateline();
  [[nodiscard]] bool is_site(WordId w) const;
  [[nodiscard]] std::optional<Place> site(WordId w, int depth) const;
  [[nodiscard]] std::optional<Place> unlisted(WordId w) const;
  [[nodiscard]] Place capital_of(const Place& country, WordId head, WordId owner) const;
  [[nodiscard]] std::optional<EntryId> country_of(WordId w) const;
  [[nodiscard]] std::string_view country_named(WordId w) const;
  [[nodiscard]] std::optional<int> cost(WordId spot, WordId head) const;
  [[nodiscard]] std::optional<Place> inferred(const FrameMatch& match) const;

  const Tree* tree_;
  const Lexicon* lexicon_;
  const Mentions* mentions_;
  std::array<ClassId, 3> sites_;
  ClassId movement_, visit_, water_, reach_;
  std::vector<Spot> spots_;
  std::vector<std::size_t> first_;  ///< by sentence: index into spots_; one more at the end
  std::optional<Place> dateline_;
};

}  // namespace demarche
