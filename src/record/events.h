// Tellings and the events they tell: what joins them, and what an event is, given its tellings. Internal to the record layer.
#pragma once

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "record/record.h"

namespace demarche {

/// One report of an event, as the table `tellings` has it, with what counts of its article.
struct TellingRow {
  TellingKey key = 0;
  EventKey event = 0;
  ArticleKey article = 0;
  std::uint32_t ordinal = 0;
  std::uint64_t signature = 0;
  std::string type, cameo, measure, mode, context, status;
  double goldstein = 0;
  std::optional<Day> from, to;  ///< as the text gives them
  std::string day_text;
  bool is_stated = false;  ///< false: the day is that of the story, not of the event's own words
  std::optional<Place> place;
  std::optional<Quantity> quantity;
  double confidence = 0;
  std::string source_codes, target_codes;  ///< "; " between; "~name" for a party without a code
  std::uint32_t sentence = 0, sentence_begin = 0, sentence_end = 0, trigger_begin = 0, trigger_end = 0;  ///< code points
  std::optional<std::pair<std::uint32_t, std::uint32_t>> source_at, target_at;  ///< where the first party of each side is named
  std::uint32_t mentions = 1;  ///< sentences of the article that tell it
  std::string words;  ///< content_words of the sentence

  std::string publisher;         ///< article's source, else the host of its URL
  std::optional<Day> published;
  std::string first_seen;
  ArticleKey text = 0;           ///< first article with this text
  std::string verdict;           ///< "", "right", "wrong", "mended source date": what readers found of it, with the fields they mended

  [[nodiscard]] bool is_wrong() const { return verdict == "wrong"; }
  [[nodiscard]] bool is_mended(std::string_view field) const;
};

/// What an event is, given its tellings.
struct EventSummary {
  const TellingRow* lead = nullptr;
  std::string status;
  Day from, to;
  DayBasis day_basis = DayBasis::kText;
  std::optional<Place> place;
  std::optional<Quantity> quantity;
  double confidence = 0;
  std::int64_t reports = 0, sources = 0, texts = 0;
  std::string first_seen;
  std::optional<Day> first_published, last_published;
  std::string_view verdict;  ///< "", "right", "mended", "wrong"
};

/// A place from five columns (name, country, latitude, longitude, inferred), a quantity from three (value, unit, more).
std::optional<Place> place_of(Rows& row, int column);
std::optional<Quantity> quantity_of(Rows& row, int column);
/// What else is known of a quantity, as JSON; nothing where that is nothing.
std::optional<std::string> quantity_more(const Quantity& quantity);
/// "8 person", "about 5000 tonne rice", "24 to 99 person".
std::string in_words(const Quantity& quantity);

/// Pure; `tellings` is not empty, in order of their keys.
EventSummary summarise(const std::vector<TellingRow>& tellings);

/// Hash over what tellings of one event have in common: type, measure (or code), parties, and the kind of status.
std::uint64_t signature_of(const TellingRow& telling);

struct Match {
  EventKey event = 0;
  std::string why;
  TellingKey telling = 0;  ///< that the new one takes the place of; 0 where it is a further one
};
/// The event that this telling tells, where the record has it; not one of `used`, which the same article tells already.
std::optional<Match> find_event(Database& db, const TellingRow& telling, const std::unordered_set<EventKey>& used);

/// Keys for the event row of a first telling.
/// `key` 0: the next free one.
EventKey add_event(Database& db, std::uint64_t uid, const std::vector<TellingRow>& tellings, EventKey key = 0);
/// A free identifier below 2^53, made of a text that names the event wherever it is met.
std::uint64_t free_uid(Database& db, std::string_view name);
/// Computes an event anew from its tellings; drops it where it has none. Tells the feed.
void refresh_event(Database& db, EventKey key, Change::Kind kind);
std::vector<TellingRow> tellings_of(Database& db, EventKey key);

/// What an event is found by: labels, sides ("s", "RUS") and dyads ("RUS", "NATO").
struct IndexEntries {
  std::vector<std::string> labels;
  std::vector<std::pair<std::string, std::string>> sides, dyads;
};
IndexEntries index_entries(std::string_view type, std::string_view measure, std::string_view mode, std::string_view context, std::string_view source_codes,
                           std::string_view target_codes);

void tell_feed(Database& db, Change::Kind kind, std::int64_t key);

/// "nytimes.com" of a URL; "" where it is none.
std::string host_of(std::string_view url);

/// The code of an actor, else "~" and its name in small letters.
std::string party_code(const Actor& actor);

}  // namespace demarche
