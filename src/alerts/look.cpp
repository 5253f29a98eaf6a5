// An alert's query over what changed. Relies on: the record's feed of changes and its queries. Doors: look(), alert_query().
//
// Few changes: the events that changed are asked for by their keys. Many (an archive was read): the query runs over all that changed
// later, page by page. Either way each event is told at most once, and again only where the alert wants changes.
#include <algorithm>
#include <unordered_map>

#include "alerts/alerts.h"
#include "base/day.h"

namespace demarche {
namespace {

constexpr std::size_t kFewChanges = 5000;
constexpr std::size_t kKeysAtOnce = 400;    // in one question
constexpr std::size_t kPage = 1000;         // events a page
constexpr std::size_t kMostHeld = 20'000;   // events of one look; what is beyond is counted at the next

std::uint64_t hash_of(std::string_view bytes) {
  std::uint64_t h = 14695981039346656037ull;
  for (const char c : bytes) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return h;
}

/// What a reader was told of an event; another value is a change worth telling.
std::uint64_t state_of(const RecordedEvent& e) {
  std::string all = std::string(name_of(e.status)) + " " + to_string(e.from) + " " + to_string(e.to);
  if (e.quantity) all += " " + std::to_string(e.quantity->value) + e.quantity->unit;
  return hash_of(all);
}

class Look {
 public:
  Look(Record& record, const Alert& alert, Instant now, bool after_pause) : record_(record), alert_(alert), now_(now), after_pause_(after_pause) {
    look_.at = now, look_.next_digest = alert.next_digest;
    look_.seen_before = alert.seen, look_.digest_before = alert.next_digest;
  }

  Result<bool> run() {
    const auto last = record_.last_change();
    if (!last) return last.error();
    look_.seen = *last;
    std::vector<RecordedEvent> found;
    if (*last > alert_.seen) {
      if (const Status asked = find(found); !asked) return asked.error();
    }
    if (const Status known = leave_out_known(found); !known) return known.error();
    const Status told = alert_.wants.digest == Digest::kNone ? tell_at_once(found) : tell_in_digest();
    if (!told) return told.error();
    const bool nothing = look_.matches.empty() && look_.deliveries.empty() && !look_.tells_waiting && look_.next_digest == alert_.next_digest;
    if (nothing && look_.seen == alert_.seen) return true;
    return note_look(record_, alert_.key, look_);
  }

 private:
  Status find(std::vector<RecordedEvent>& found) {
    const auto query = alert_query(alert_.wants, now_);
    if (!query) return query.error();
    const auto changes = record_.changes(alert_.seen, kFewChanges);
    if (!changes) return changes.error();
    if (changes->size() == kFewChanges) return pages(*query, alert_.seen, found);
    std::vector<EventKey> keys;
    for (const Change& c : *changes) {
      if (c.kind == Change::Kind::kEvent || c.kind == Change::Kind::kReport || c.kind == Change::Kind::kEventChanged) keys.push_back(c.key);
    }
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    for (std::size_t at = 0; at < keys.size(); at += kKeysAtOnce) {
      Query some = *query;
      QueryTerm named;
      named.field = QueryTerm::Field::kEvent;
      for (std::size_t n = at; n < std::min(at + kKeysAtOnce, keys.size()); ++n) named.values.push_back(std::to_string(keys[n]));
      some.terms.push_back(std::move(named));
      if (const Status asked = pages(some, 0, found); !asked) return asked;
    }
    return Done{};
  }

  Status pages(const Query& query, Sequence changed_after, std::vector<RecordedEvent>& found) {
    Window window;
    window.limit = kPage, window.oldest_first = true, window.changed_after = changed_after;
    do {
      auto page = record_.events(query, window);
      if (!page) return page.error();
      for (RecordedEvent& e : page->rows) found.push_back(std::move(e));
      window.after = page->next;
    } while (!window.after.empty() && found.size() < kMostHeld);
    return Done{};
  }

  /// Keeps what is new, or has changed where the alert tells changes.
  Status leave_out_known(std::vector<RecordedEvent>& found) {
    std::vector<EventKey> keys;
    for (const RecordedEvent& e : found) keys.push_back(e.key);
    const auto known = known_matches(record_, alert_.key, keys);
    if (!known) return known.error();
    std::unordered_map<EventKey, std::uint64_t> states;
    for (const AlertMatch& m : *known) states.emplace(m.event, m.state);
    std::erase_if(found, [&](const RecordedEvent& e) {
      const auto had = states.find(e.key);
      return had != states.end() && (!alert_.wants.tells_changes || had->second == state_of(e));
    });
    for (const RecordedEvent& e : found) look_.matches.push_back({e.key, state_of(e), states.contains(e.key)});
    return Done{};
  }

  /// One message an event; where there are too many, they wait and come together.
  Status tell_at_once(const std::vector<RecordedEvent>& found) {
    const auto made = count_deliveries(record_, alert_.key, now_ - 3600);
    if (!made) return made.error();
    const std::int64_t room = std::max<std::int64_t>(0, kMostAnHour - *made);
    const bool flood = found.size() > (after_pause_ ? kMostAfterPause : kMostAtOnce) || static_cast<std::int64_t>(found.size()) > room;
    if (!flood) {
      for (std::size_t n = 0; n < found.size(); ++n) {
        const auto links = record_.links_of(found[n].key);
        if (!links) return links.error();
        look_.deliveries.push_back(message_of_event(alert_.wants, found[n], *links, look_.matches[n].is_change, now_));
      }
    }
    const auto waiting = many_waiting(flood ? found.size() : 0);
    if (!waiting) return waiting.error();
    if (*waiting == 0) {
      if (look_.next_digest <= now_) look_.next_digest = 0;
      return Done{};
    }
    if (look_.next_digest > now_) return Done{};
    look_.next_digest = now_ + kFloodGap;
    return digest(flood);
  }

  Status tell_in_digest() {
    if (now_ < alert_.next_digest) return Done{};
    look_.next_digest = next_digest_after(alert_.wants.digest, now_);
    return digest(true);
  }

  Result<std::int64_t> many_waiting(std::size_t more) {
    std::int64_t many = 0;
    const auto waiting = waiting_matches(record_, alert_.key, 0, many);
    if (!waiting) return waiting.error();
    return many + static_cast<std::int64_t>(more);
  }

  /// One message of all that waits, with or without what this look found.
  Status digest(bool with_found) {
    std::int64_t many = 0;
    auto keys = waiting_matches(record_, alert_.key, kMostInDigest, many);
    if (!keys) return keys.error();
    for (const AlertMatch& m : with_found ? look_.matches : std::vector<AlertMatch>()) {
      if (std::find(keys->begin(), keys->end(), m.event) != keys->end()) continue;  // it waited, and changed meanwhile
      ++many;
      if (keys->size() < kMostInDigest) keys->push_back(m.event);
    }
    if (many == 0) return Done{};
    std::vector<RecordedEvent> events;
    for (const EventKey key : *keys) {
      auto there = record_.event(key);
      if (there) events.push_back(std::move(there->event));
      else if (there.error().kind != ErrorKind::kNotFound) return there.error();
      else --many;  // counted as another event since
    }
    look_.tells_waiting = true;
    if (events.empty()) return Done{};
    look_.deliveries.push_back(message_of_digest(alert_.wants, events, many, now_));
    return Done{};
  }

  Record& record_;
  const Alert& alert_;
  Instant now_;
  bool after_pause_;
  AlertLook look_;
};

}  // namespace

Result<Query> alert_query(const AlertWish& wants, Instant now) {
  const Day today{static_cast<std::int32_t>(now / 86400)};
  auto query = parse_query(wants.query, today);
  if (!query) return query.error();
  if (wants.max_age > 0) {
    QueryTerm since;
    since.field = QueryTerm::Field::kSince;
    since.from = Day{today.since_1970 - static_cast<std::int32_t>(wants.max_age)}, since.to = since.from;
    since.values = {to_string(since.from)};
    query->terms.push_back(std::move(since));
  }
  return query;
}

Result<bool> look(Record& record, const Alert& alert, Instant now, bool after_pause) { return Look(record, alert, now, after_pause).run(); }

}  // namespace demarche
