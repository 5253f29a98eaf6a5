// The record: everything read so far, in one SQLite file; written once, asked for years.
//
// A Record is one connection. Use one per thread: any number may read while one writes (WAL). Nothing here reads a clock; what
// depends on the time of day takes it as an argument (`Instant`). Failures leave the file as it was before the call.
//
//   auto record = Record::open("news.record", {.access = Access::kCreate});
//   auto written = record->write(readings, {.now = seconds_since_1970});
//   auto query = parse_query("source:RUS target:NATO since:2021-10");
//   for (const RecordedEvent& e : record->events(*query)->rows) …
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/article.h"
#include "demarche/query.h"
#include "demarche/reading.h"
#include "demarche/result.h"

namespace demarche {

class Lexicon;

/// Keys of one record; never given twice in it, not even after a deletion. People write them with a letter: E12, A3, P5.
using ArticleKey = std::int64_t;
using EventKey = std::int64_t;
using ActorKey = std::int64_t;
using PostKey = std::int64_t;
using TellingKey = std::int64_t;

/// Seconds since 1970-01-01T00:00:00Z.
using Instant = std::int64_t;
/// Place in the record's feed of changes; grows by one with each change, never goes back.
using Sequence = std::int64_t;

// ---------------------------------------------------------------- what is in it

/// An actor as the whole record knows it.
struct RecordedActor {
  ActorKey key = 0;
  std::string name;
  std::string code;     ///< "RUS", "NATO"; "" where unknown
  std::string country;  ///< alpha-3 or ""
  ActorKind kind = ActorKind::kUnknown;
  std::vector<std::string> sector;
  std::int64_t articles = 0;  ///< that name it; filled by Record::actors only
  std::int64_t events = 0;    ///< of which it is source or target; filled by Record::actors only
};

/// Where an event's day comes from: its own words, the day of the story it stands in, that of publication, that of first sight.
enum class DayBasis : std::uint8_t { kText, kStory, kPublished, kSeen };
std::string_view name_of(DayBasis basis);  ///< "text", "story", "published", "seen"

/// What readers found of an event: nothing yet, that it is read rightly, that some of it is something else, that there is no such event.
enum class Verdict : std::uint8_t { kNone, kRight, kMended, kWrong };
std::string_view name_of(Verdict verdict);  ///< "", "right", "mended", "wrong"

/// One event of the world, told by one or more articles. Its values are those of the best report, corrected by later ones.
struct RecordedEvent {
  EventKey key = 0;
  std::uint64_t uid = 0;  ///< below 2^53; the same in every record that met the same article first
  EventType type = EventType::kConsult;
  bool has_type = true;  ///< false: as of Event
  std::string cameo;
  std::string measure;
  std::vector<std::string> mode, context;
  double goldstein = 0;
  EventStatus status = EventStatus::kDone;
  std::vector<RecordedActor> source, target, attributed_to;
  Day from, to;  ///< both inclusive
  DayBasis day_basis = DayBasis::kText;
  std::optional<Place> place;
  std::optional<Quantity> quantity;
  double confidence = 0;
  std::int64_t reports = 0;  ///< articles that tell it
  std::int64_t sources = 0;  ///< publishers among them
  std::int64_t texts = 0;    ///< different texts among them: agency copy in ten papers is one
  std::string first_seen;    ///< ISO 8601 UTC; when the record met it
  ArticleKey article = 0;    ///< the article of the leading report, and from it:
  std::string title, url, publisher;
  std::optional<Day> published;
  std::string sentence;      ///< the sentence that tells it
  std::string trigger;       ///< the words in it
  Verdict verdict = Verdict::kNone;  ///< kWrong: shown only where a query asks for it by `verdict:` or `event:`
};

/// One report of an event.
struct Telling {
  TellingKey key = 0;
  EventKey event = 0;
  ArticleKey article = 0;
  std::uint32_t ordinal = 0;  ///< index into the events of that article's reading
  std::string title, url, publisher;
  std::optional<Day> published;
  std::string first_seen;
  EventStatus status = EventStatus::kDone;
  std::optional<DateRange> date;
  std::optional<Quantity> quantity;
  std::optional<Place> place;
  double confidence = 0;
  std::string sentence, trigger;
  std::uint32_t sentence_number = 0;                 ///< from 0
  std::uint32_t trigger_begin = 0, trigger_end = 0;  ///< code points of the article's text
  std::vector<RecordedActor> source, target;
  std::string why;   ///< why it was counted as this event; "" for the first report
  bool is_lead = false;
  ArticleKey same_text_as = 0;  ///< the first article with this text; 0 where it is itself the first
  Verdict verdict = Verdict::kNone;
};

/// A value that later reports changed: "quantity" from "8 person" to "10 person".
struct Correction {
  std::string field;  ///< date, quantity, place, status
  std::string from, to;
  ArticleKey article = 0;  ///< that brought the new value
  std::string at;          ///< day of publication, else when it was seen
};

/// One event answers another.
struct RecordedLink {
  EventKey event = 0;    ///< that answers
  EventKey answers = 0;
  std::string basis;     ///< "text": an article says so; "inferred": the record concludes so
  std::string why;
  double confidence = 0;
};

struct EventDetail {
  RecordedEvent event;
  std::vector<Telling> tellings;  ///< the leading one first, then by day of publication
  std::vector<Correction> corrections;
  std::vector<RecordedLink> answers, answered_by;
  std::vector<std::int64_t> judgements = {};  ///< keys of the corrections ("right", "wrong", "mend") in force for it
};

struct RecordedArticle {
  ArticleKey key = 0;
  std::string id, title, byline, source, url, language;
  std::optional<Day> published;
  std::string published_basis;  ///< where the day was found: "given", "page", "feed" …; "" where there is none
  std::string first_seen;
  ArticleKey same_text_as = 0;  ///< first article with (nearly) the same text; 0 where it is itself the first
  ArticleKey revises = 0;       ///< earlier text of the same page; 0 where none
  std::int64_t events = 0;
  std::string excerpt;          ///< what a search found, or the beginning of the text
};

/// One change of a post, as one or more articles report it.
struct RecordedPostChange {
  std::string what;                ///< status, staff-limit, head, seat, protecting-power
  std::optional<double> from, to;  ///< of staff-limit
  std::string to_status;           ///< of status, head
  EventKey event = 0;              ///< that changed it; 0 where none
  ArticleKey article = 0;          ///< first that reports it
  std::int64_t reports = 1;
  Day from_day, to_day;            ///< when it takes effect
  DayBasis day_basis = DayBasis::kText;
  std::string certainty;           ///< "probable"; "" where plain
};

/// A mission, embassy, office or delegation with its history, earliest change first.
struct RecordedPost {
  PostKey key = 0;
  std::string holder, host;  ///< codes, or names where there is no code
  std::string holder_name, host_name;
  std::string kind, name, place;
  std::string status;        ///< by the last change that says one; "" where none does
  std::vector<RecordedPostChange> history;
};

struct RecordedStatement {
  ArticleKey article = 0;
  RecordedActor speaker;
  std::string toward;  ///< codes, or names where there is no code, "; " between
  bool quoted = false;
  std::string verb, stance, text;
  std::optional<Day> day;
  std::string title, publisher, url;
};

/// What a check found.
struct CheckReport {
  std::int64_t articles = 0, readings = 0, events = 0, tellings = 0;
  std::int64_t faults = 0;
  bool search_checked = true;  ///< false where the file is read-only
};

struct PruneOptions {
  std::optional<Day> before;      ///< articles published (else first seen) before this day go
  bool earlier_readings = false;  ///< readings that are not current go
  std::optional<std::int64_t> keep_changes;  ///< the feed keeps so many of its last changes
  bool dry_run = false;           ///< counts, and changes nothing
};
struct PruneReport {
  std::int64_t articles = 0, events = 0, readings = 0, changes = 0;
};

/// An article as it is to be read again.
struct StoredArticle {
  ArticleKey key = 0;
  Article article;
};

/// One of the readings of an article.
struct ReadingMark {
  std::int64_t key = 0;
  Versions versions;
  std::string made_at;
  bool is_current = false;
};

/// What is right of an event instead of what was read. What is not set stays as read.
struct EventMend {
  std::optional<EventType> type;
  std::optional<std::string> cameo, measure;
  std::optional<double> goldstein;
  std::optional<std::vector<std::string>> mode, context;
  std::optional<EventStatus> status;
  std::optional<std::vector<RecordedActor>> source, target;  ///< by code or name; the rest is filled in; an empty list is nobody
  std::optional<std::optional<DateRange>> date;              ///< nothing within: the text names no day
  std::optional<std::optional<Place>> place;
  std::optional<std::optional<Quantity>> quantity;
};
/// Fields as in an event's JSON, parties as codes or names: {"event":"SANCTION","source":["RUS"],"place":null}. kUsage, naming the field.
Result<EventMend> parse_mend(std::string_view json);

/// What a reader says of an event.
struct Judgement {
  Verdict verdict = Verdict::kWrong;
  EventMend mend;       ///< of kMended
  std::string who, why;
};

/// The words that a judgement is about.
struct JudgedPlace {
  ArticleKey article = 0;
  std::string sentence, trigger;
  std::string as_read;          ///< what the reading made of them then: "SANCTION 166 expel: RUS > GBR"
  std::vector<std::string> source, target;  ///< codes, or "~" and a name, as the reading made them then
  std::string entry;            ///< of the lexicon, that read it
  EventKey event = 0;           ///< that it holds for now; 0 where no reading says it any more
};

/// What a person did to events: joined two, parted one, or said what is right of one. C7.
struct HandCorrection {
  std::int64_t key = 0;
  std::string what;             ///< "merge": `other` went into `event`; "split": `other` came out of `event`; "right", "wrong", "mend": of `event`
  EventKey event = 0, other = 0;
  std::string why, at, undone_at;  ///< `undone_at` is "" while it stands
  std::string who;              ///< of "right", "wrong", "mend"
  EventMend mend = {};          ///< of "mend"
  std::vector<JudgedPlace> places = {};  ///< of "right", "wrong", "mend"
};

// ---------------------------------------------------------------- asking

/// Who an actor has to do with, and how often.
struct Partner {
  std::string code;
  std::int64_t to = 0, from = 0;  ///< events in which the actor is source, or target, of it
};

/// Which part of an answer is wanted.
struct Window {
  std::size_t limit = 100;
  std::string after = {};     ///< `next` of the page before; "" begins
  bool oldest_first = false;
  Sequence changed_after = 0; ///< only what changed later than this place in the feed; 0 means all
};

template <class T>
struct Answer {
  std::vector<T> rows;
  std::string next;  ///< for Window::after; "" where this is the last page
};

/// What happened to the record, one thing each.
struct Change {
  enum class Kind : std::uint8_t { kArticle, kEvent, kReport, kEventChanged, kEventGone, kPost, kLink };
  Sequence sequence = 0;
  Kind kind = Kind::kArticle;
  std::int64_t key = 0;  ///< of the article, event (kLink: that answers) or post
};
std::string_view name_of(Change::Kind kind);  ///< "article", "event", "report", "event-changed", "event-gone", "post", "link"

struct RecordCounts {
  std::int64_t articles = 0, texts = 0, readings = 0, events = 0, tellings = 0, actors = 0, statements = 0, claims = 0, posts = 0, links = 0;
  std::int64_t bytes = 0;  ///< of the file
  std::string first_day, last_day;  ///< of events; "" where there are none
};

// ---------------------------------------------------------------- writing

enum class Access : std::uint8_t {
  kRead,    ///< the file must exist
  kWrite,   ///< the file must exist; an older layout is brought up to date
  kCreate,  ///< as kWrite, and made where there is none
};

struct RecordOptions {
  Access access = Access::kRead;
  int patience_ms = 30'000;  ///< how long a write waits for another writer before it fails, naming that writer
  int cache_mib = 64;  ///< pages of the file that this connection keeps in memory, at most
  std::string writer = "demarche";  ///< how this writer is named to others that wait for it
};

/// A file that was read to its end; kept so that it need not be read again while it is the same.
struct FinishedInput {
  std::string name;           ///< its path
  std::uint64_t size = 0;     ///< bytes
  std::int64_t modified = 0;  ///< seconds since 1970
  std::uint64_t articles = 0, failed = 0;
};

struct WriteOptions {
  Instant now = 0;  ///< when these articles were met
  std::vector<FinishedInput> finished = {};  ///< noted in the same transaction
  std::vector<std::int64_t> items = {};      ///< beside the readings, where they come from feeds: the item that each is; 0 for none
};

/// What became of one reading.
struct Written {
  ArticleKey article = 0;
  bool is_new = false;          ///< false: the record had this article already, and nothing changed
  ArticleKey same_text_as = 0;
  std::uint32_t new_events = 0, reports = 0;  ///< events met for the first time; further reports of known ones
};

/// A reading with all that can be made of it without the record, so that threads share this work and the one writer does not
/// do it. Immutable; may cross threads.
class PreparedReading;
using Prepared = std::shared_ptr<const PreparedReading>;
/// `origin` says where the article comes from: a path, an address; "" where it does not matter.
Prepared prepare(Reading reading, std::string origin = {});

/// 32 bytes that name an article: BLAKE2b over id, source, url, day of publication, title and text.
std::string content_hash(const Article& article);

class Record {
 public:
  /// kNotFound, kUnreadable; kMalformed where it is no record; kUnsupported where a newer Demarche made it.
  static Result<Record> open(const std::string& path, const RecordOptions& options = {});
  Record(Record&&) noexcept;
  Record& operator=(Record&&) noexcept;
  ~Record();

  // ---- writing: each call is one transaction, durable when it returns ----

  /// Writes articles with their readings, in order. Articles the record has already are passed over.
  Result<std::vector<Written>> write(std::span<const Prepared> readings, const WriteOptions& options);
  Result<std::vector<Written>> write(std::vector<Reading> readings, const WriteOptions& options);
  /// Whether each article is in the record; asked before reading it, to save the work.
  Result<std::vector<bool>> has(std::span<const Article> articles) const;
  /// Whether this file was read to its end, and is still the same by size and time.
  Result<bool> has_input(const FinishedInput& input) const;

  // ---- reading anew, with another lexicon or model ----

  /// Articles whose current reading was not made by these versions (`all`: every one), by keys after `after`.
  Result<std::vector<StoredArticle>> articles_to_reread(const Versions& versions, ArticleKey after, std::size_t limit, bool all = false) const;
  Result<std::int64_t> count_to_reread(const Versions& versions, bool all = false) const;
  /// Makes these the current readings of their articles; earlier ones are kept. Events keep their keys where the same words tell them
  /// still. Each `readings[n]` is of article `keys[n]`.
  Result<std::vector<Written>> rewrite(std::span<const ArticleKey> keys, std::span<const Prepared> readings, const WriteOptions& options);
  /// All readings of an article, oldest first.
  Result<std::vector<ReadingMark>> readings_of(ArticleKey article) const;
  Result<Reading> reading_of(std::int64_t reading_key) const;
  /// Articles that have earlier readings beside the current one, by keys after `after`.
  Result<std::vector<ArticleKey>> articles_with_earlier_readings(ArticleKey after, std::size_t limit) const;

  // ---- correcting by hand: what the record joined wrongly, or did not join ----

  /// Counts the reports of `other` as reports of `event`; `other` is gone. Kept in the list of corrections.
  Result<HandCorrection> merge_events(EventKey event, EventKey other, const std::string& why, Instant now);
  /// Makes the reports of these articles an event of their own, which no later report joins with the first again.
  Result<HandCorrection> split_event(EventKey event, std::span<const ArticleKey> articles, const std::string& why, Instant now);
  /// Takes a correction back, with keys and links as they were. kUsage where later corrections of the same events stand in the way.
  Status undo_correction(std::int64_t key, Instant now);
  /// Keeps what a reader says of an event. A wrong event is no longer shown nor counted; a mended one has the mended values everywhere: in
  /// answers, links, exports, statistics. The readings stay as they were made; the judgement holds again when the articles are read anew and
  /// say the same there, and for later copies of the same text. Later judgements go over earlier ones. `lexicon` knows codes and names.
  /// kUsage where a value means nothing. Taken back by undo_correction.
  Result<HandCorrection> judge_event(EventKey event, const Judgement& judgement, const Lexicon& lexicon, Instant now);
  Result<std::vector<HandCorrection>> hand_corrections() const;

  // ---- keeping ----

  /// Looks through the whole record: SQLite's own checks, dangling references, counts, every reading, every event against its reports.
  /// Needs the rights to write for the check of the search index; changes nothing. `told` is given each fault as it is found.
  Result<CheckReport> check(const std::function<void(const std::string& fault)>& told = {});
  /// Makes anew what follows from articles, readings and tellings: events' values, what they are found by, the search index.
  Status rebuild();
  /// A compact copy, whole at one moment, while others read and write. The file must not exist yet.
  Status back_up(const std::string& path) const;
  /// Puts a copy in the place of all this record holds, in one transaction. kMalformed where the copy is no whole record.
  Status restore_from(const std::string& path);
  /// Drops what is old. Events whose last report goes, go with it.
  Result<PruneReport> prune(const PruneOptions& options);
  /// Gives free pages back to the file system.
  Status compact();

  // ---- asking ----

  /// Events, newest first. With actors and one article each. By dyad and time: an index look-up.
  Result<Answer<RecordedEvent>> events(const Query& query, const Window& window = {}) const;
  Result<std::int64_t> count_events(const Query& query) const;
  /// Articles, newest first; `text:` and `title:` search their words, and the terms about events ask for articles that tell such.
  Result<Answer<RecordedArticle>> articles(const Query& query, const Window& window = {}) const;
  /// Actors, the most often named first. Terms: actor (code or name), kind, code, country, sector.
  Result<Answer<RecordedActor>> actors(const Query& query, const Window& window = {}) const;
  /// Posts with their history. Terms: holder, host, kind, place, status, since, until (of any change).
  Result<Answer<RecordedPost>> posts(const Query& query, const Window& window = {}) const;
  /// Statements, newest first. Terms: actor or speaker, stance, since, until, text.
  /// One that tells no day stands at that of its article, else at the day on which that was first seen.
  Result<Answer<RecordedStatement>> statements(const Query& query, const Window& window = {}) const;

  /// kNotFound where there is none.
  Result<EventDetail> event(EventKey key) const;
  Result<RecordedArticle> article(ArticleKey key) const;
  /// The article's current reading, with its text.
  Result<Reading> reading(ArticleKey key) const;
  Result<RecordedPost> post(PostKey key) const;
  /// Events that lead to this one and that follow from it by links, in order of days; this one among them.
  Result<std::vector<RecordedEvent>> chain(EventKey key, std::vector<RecordedLink>* links = nullptr) const;

  /// Links of one event, both ways.
  Result<std::vector<RecordedLink>> links_of(EventKey key) const;
  /// The parties that an actor (code or name) meets most often in events, most frequent first.
  Result<std::vector<Partner>> partners(const std::string& actor, std::size_t limit) const;

  // ---- what is new ----

  /// Changes after a place in the feed, in order. The feed can be asked from any connection while another writes.
  Result<std::vector<Change>> changes(Sequence after, std::size_t limit = 1000) const;
  Result<Sequence> last_change() const;

  Result<RecordCounts> counts() const;
  [[nodiscard]] const std::string& path() const;

  struct State;  ///< for the record layer's own files
  [[nodiscard]] State& state() const { return *state_; }

 private:
  explicit Record(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace demarche
