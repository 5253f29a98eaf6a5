// A Reading: what Demarche says about one article. The machine-readable form is JSON (docs/reading.md); this is the same in C++.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/article.h"

namespace demarche {

/// The sixteen event types of PLOVER (2021), in the order of their quadrants.
enum class EventType : std::uint8_t {
  kAgree, kConsult, kSupport, kConcede,      // verbal cooperation
  kCooperate, kAid, kRetreat,                // material cooperation
  kRequest, kAccuse, kReject, kThreaten,     // verbal conflict
  kProtest, kSanction, kMobilize, kCoerce, kAssault,  // material conflict
};
inline constexpr int kEventTypes = 16;
std::string_view name_of(EventType type);                       ///< "SANCTION"
std::optional<EventType> event_type_of(std::string_view name);  ///< of "SANCTION"
std::string_view quad_of(EventType type);                       ///< "material-conflict"

/// Whether and how far the text says that an event happened; docs/reading.md defines each.
enum class EventStatus : std::uint8_t { kDone, kAnnounced, kPlanned, kThreatened, kRequested, kAlleged, kDenied, kNegated };
std::string_view name_of(EventStatus status);

/// Index into Reading::actors.
using ActorId = std::uint32_t;

enum class ActorKind : std::uint8_t { kCountry, kOrganisation, kGroup, kParty, kMovement, kCompany, kMedia, kPeople, kPerson, kPlace, kUnknown };
std::string_view name_of(ActorKind kind);

/// Who takes part; one entry per actor in this article, however often named.
struct Actor {
  std::string name;      ///< best known name, or the words of the article where the lexicon knows none
  std::string code;      ///< ISO 3166-1 alpha-3 of the state acted for, or the organisation's acronym; "" where unknown
  std::string country;   ///< ISO 3166-1 alpha-3; "" where none
  ActorKind kind = ActorKind::kUnknown;
  std::vector<std::string> sector;  ///< PLOVER sectors, "GOV"
  std::string role;                 ///< "foreign minister"; "" where none
  std::optional<ActorId> represents;
  std::vector<Span> mentions;       ///< in order of text, none twice
  std::string actor_code;           ///< whole code of a users' own dictionary, "ARNGOV"; "" where there is none
};

/// How many or how much an event is about. Of an inexact number `value` is the low end: "dozens" is 24 with `upper` 99.
struct Quantity {
  double value = 0;
  std::string unit{};   ///< "person", an ISO 4217 code ("USD"), "percent", else what is counted, singular ("tonne", "embassy"); "" unknown
  std::string thing{};  ///< of a measure, what is measured: "rice" of "5,000 tonnes of rice"; else ""
  std::string bound{};  ///< "at_least", "at_most", "about"; "" where the number is exact
  std::optional<double> upper{};              ///< high end of a range or of a vague word
  std::optional<double> killed{}, injured{};  ///< persons, where the clause tells them apart
};

/// A day or an interval, both ends inclusive, with the words it was read from.
struct DateRange {
  Day from;
  Day to;
  std::string text;          ///< "" where the text names no time for it
  bool is_inferred = false;  ///< taken from the day of the story, not from words of its own
};

struct Place {
  std::string name{};
  std::string country{};
  double latitude = 0;       ///< 0, 0 where the lexicon knows no position; a whole country has none
  double longitude = 0;
  bool is_inferred = false;  ///< from the paragraph's last place or the dateline, not from the event's own sentence
};

struct Event {
  EventType type = EventType::kConsult;
  bool has_type = true;  ///< false: the code is of a users' own dictionary and implies no type of PLOVER
  std::vector<std::string> mode;
  std::vector<std::string> context;
  std::string cameo;
  double goldstein = 0;
  std::string measure;
  std::vector<ActorId> source;
  std::vector<ActorId> target;
  std::optional<Quantity> quantity;
  std::optional<DateRange> date;
  std::optional<Place> place;
  EventStatus status = EventStatus::kDone;
  std::vector<ActorId> attributed_to;
  std::vector<Span> trigger;             ///< the words that say it, in order of text
  std::vector<std::uint32_t> sentences;  ///< indices into Reading::sentences, ascending
  std::vector<std::uint32_t> responds_to;  ///< indices into Reading::events
  std::vector<std::string> responds_rule;  ///< beside `responds_to`: the human name of the rule that read each link
  double confidence = 0;
  std::string rule;   ///< human name of the last rule that shaped the code ("future cooperation is agreement"), else "frame"
  std::string entry;  ///< name of the lexicon's frame
};
inline std::string_view type_of(const Event& event) { return event.has_type ? name_of(event.type) : std::string_view(); }  ///< "" for none
inline std::string_view quad_of(const Event& event) { return event.has_type ? quad_of(event.type) : std::string_view(); }  ///< "" for none

struct Statement {
  ActorId speaker = 0;
  std::vector<ActorId> with;  ///< who says it together with the speaker; mostly empty
  bool quoted = false;
  Span span;
  std::string verb;
  std::string stance = "assert";
  std::vector<ActorId> toward;
  std::optional<DateRange> date;
};

struct Claim {
  std::vector<ActorId> by;
  std::vector<ActorId> about;
  Span span;
  std::vector<ActorId> denied_by;
  std::optional<Span> denial_span;
};

/// A standing mission, embassy, office or delegation that events change.
struct PostChange {
  std::string what;                   ///< status, staff-limit, head, seat, protecting-power
  std::optional<double> from, to;     ///< of staff-limit
  std::string to_status;              ///< of status: open, closed, suspended, reduced; of head: who; of seat: the town; else the state
  std::optional<std::uint32_t> event; ///< index into Reading::events
  std::optional<DateRange> effective;
  std::string certainty;              ///< of `effective`: "probable", or "deadline" where it is the time given; "" where plain
  std::vector<Span> trigger;             ///< the words that say it, in order of text
  std::vector<std::uint32_t> sentences;  ///< every sentence that tells it: indices into Reading::sentences, ascending
  std::string rule;                      ///< human name of the rule that read it
};
struct Post {
  std::optional<ActorId> holder, host;
  std::string kind;  ///< embassy, consulate, mission, office, delegation
  std::string name;  ///< "Russia's permanent mission to NATO"
  std::optional<Place> place;  ///< the town or country it stands in
  std::vector<PostChange> changes;
};

struct Versions {
  std::string program, model, lexicon;
};

/// Ids of actors, indices of events and sentences, and spans in it count within this article: coding/whole.cpp moves each of them where
/// sections of a long article are joined, and has to know a new one.
struct Reading {
  Article article;
  Versions versions;
  std::vector<Actor> actors;
  std::vector<Event> events;
  std::vector<Statement> statements;
  std::vector<Claim> claims;
  std::vector<Post> posts;
  std::vector<Span> sentences;
};

}  // namespace demarche
