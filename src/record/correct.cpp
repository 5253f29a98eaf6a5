// What the record joined wrongly, or did not join, put right by hand, and taken back. Doors: merge_events(), split_event(), undo_correction().
//
// A correction moves tellings between events; the events are then summed up anew. It is kept with all that is needed to take it back:
// which tellings moved and why they had stood where they stood, and the links of the event that went.
#include <algorithm>
#include <charconv>

#include "record/ask.h"
#include "record/events.h"
#include "record/queries.h"
#include "record/write.h"

namespace demarche {
namespace {

struct Moved {
  TellingKey key = 0;
  ArticleKey article = 0;
  std::string why;
};

std::vector<Moved> tellings_with_reasons(Database& db, EventKey event) {
  std::vector<Moved> out;
  for (Rows r = db.rows(sql::kWhyOfTellings, event); r.next();) out.push_back({r.integer(0), r.integer(2), r.text(1)});
  return out;
}

std::string text_of(const std::vector<Moved>& moved) {
  std::string out;
  for (const Moved& m : moved) {
    std::string why = m.why;
    std::replace(why.begin(), why.end(), '\n', ' ');
    out += std::to_string(m.key) + ":" + why + "\n";
  }
  return out;
}

std::vector<Moved> moved_of(std::string_view text) {
  std::vector<Moved> out;
  for (const std::string& line : split(text, "\n")) {
    Moved m;
    const std::size_t colon = line.find(':');
    std::from_chars(line.data(), line.data() + std::min(colon, line.size()), m.key);
    if (colon != std::string::npos) m.why = line.substr(colon + 1);
    out.push_back(std::move(m));
  }
  return out;
}

struct Link {
  EventKey event = 0, answers = 0;
  std::string basis, why;
  double confidence = 0;
  ArticleKey article = 0;
};

std::vector<Link> links_of_event(Database& db, EventKey event) {
  std::vector<Link> out;
  for (Rows r = db.rows(sql::kLinksOfEvent, event); r.next();) out.push_back({r.integer(0), r.integer(1), r.text(2), r.text(5), r.real(3), r.integer(4)});
  return out;
}

std::string text_of(const std::vector<Link>& links) {
  std::string out;
  for (const Link& l : links) {
    std::string why = l.why;
    std::replace(why.begin(), why.end(), '\n', ' ');
    out += std::to_string(l.event) + " " + std::to_string(l.answers) + " " + l.basis + " " + std::to_string(l.confidence) + " " + std::to_string(l.article) + " " + why + "\n";
  }
  return out;
}

std::vector<Link> links_from(std::string_view text) {
  std::vector<Link> out;
  for (const std::string& line : split(text, "\n")) {
    std::vector<std::string> parts = split(line, " ");
    if (parts.size() < 5) continue;
    Link l;
    std::from_chars(parts[0].data(), parts[0].data() + parts[0].size(), l.event);
    std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), l.answers);
    l.basis = parts[2];
    std::from_chars(parts[3].data(), parts[3].data() + parts[3].size(), l.confidence);
    std::from_chars(parts[4].data(), parts[4].data() + parts[4].size(), l.article);
    l.why = joined({parts.begin() + 5, parts.end()}, " ");
    out.push_back(std::move(l));
  }
  return out;
}

void restore(Database& db, const Link& l) {
  if (l.event == l.answers || !db.integer(sql::kEventKnown, l.event) || !db.integer(sql::kEventKnown, l.answers)) return;
  db.run(sql::kRestoreLink, l.event, l.answers, l.basis, l.confidence, KeyOrNull{l.article}, l.why);
}

/// Moves tellings from one event into another. The event that is left without any goes.
void move(Database& db, const std::vector<Moved>& moved, EventKey to, const std::string& why) {
  for (const Moved& m : moved) db.run(sql::kMoveTelling, to, why.empty() ? m.why : why, m.key);
}

}  // namespace

Result<HandCorrection> Record::merge_events(EventKey event, EventKey other, const std::string& why, Instant now) {
  State& s = *state_;
  Database& db = s.db;
  HandCorrection out{0, "merge", event, other, why, iso_instant(now), {}, {}};
  std::optional<Error> refused;
  const Status done = s.transact([&] {
    const auto uid = db.integer(sql::kUidOf, other);
    if (event == other) refused = Error{ErrorKind::kUsage, s.path, "an event cannot be joined with itself", {}};
    else if (!db.integer(sql::kEventKnown, event)) refused = no_such(s, 'E', event, "event");
    else if (!uid) refused = no_such(s, 'E', other, "event");
    if (refused) return db.fail(*refused);
    const std::vector<Moved> moved = tellings_with_reasons(db, other);
    const std::vector<Link> links = links_of_event(db, other);
    move(db, moved, event, "joined by hand: " + (why.empty() ? "no reason given" : why));
    refresh_event(db, other, Change::Kind::kEventChanged);  // has no tellings left: goes, with its links
    for (Link l : links) {
      if (l.event == other) l.event = event;
      if (l.answers == other) l.answers = event;
      restore(db, l);
    }
    refresh_event(db, event, Change::Kind::kEventChanged);
    db.run(sql::kAddCorrection, "merge", event, other, *uid, text_of(moved), text_of(links), why, out.at);
    out.key = db.last_key();
  });
  if (!done) return done.error();
  return out;
}

Result<HandCorrection> Record::split_event(EventKey event, std::span<const ArticleKey> articles, const std::string& why, Instant now) {
  State& s = *state_;
  Database& db = s.db;
  HandCorrection out{0, "split", event, 0, why, iso_instant(now), {}, {}};
  const Status done = s.transact([&] {
    if (!db.integer(sql::kEventKnown, event)) return db.fail(no_such(s, 'E', event, "event"));
    std::vector<Moved> all = tellings_with_reasons(db, event), moved;
    for (const Moved& m : all) {
      if (std::find(articles.begin(), articles.end(), m.article) != articles.end()) moved.push_back(m);
    }
    if (moved.empty()) return db.fail({ErrorKind::kUsage, s.path, "none of these articles tells event E" + std::to_string(event), {}});
    if (moved.size() == all.size()) return db.fail({ErrorKind::kUsage, s.path, "all reports of event E" + std::to_string(event) + " would go; one has to stay", {}});
    std::vector<TellingRow> rows = tellings_of(db, event);
    std::erase_if(rows, [&](const TellingRow& t) { return std::none_of(moved.begin(), moved.end(), [&](const Moved& m) { return m.key == t.key; }); });
    const std::uint64_t uid = free_uid(db, "split " + std::to_string(event) + " " + std::to_string(moved.front().key));
    out.other = add_event(db, uid, rows);
    move(db, moved, out.other, "parted by hand: " + (why.empty() ? "no reason given" : why));
    refresh_event(db, out.other, Change::Kind::kEventChanged);
    refresh_event(db, event, Change::Kind::kEventChanged);
    db.run(sql::kAddApart, event, out.other);
    db.run(sql::kAddCorrection, "split", event, out.other, uid, text_of(moved), "", why, out.at);
    out.key = db.last_key();
  });
  if (!done) return done.error();
  return out;
}

Status Record::undo_correction(std::int64_t key, Instant now) {
  State& s = *state_;
  Database& db = s.db;
  return s.transact([&] {
    std::string what, tellings, links;
    EventKey event = 0, other = 0;
    std::uint64_t uid = 0;
    {
      Rows r = db.rows(sql::kCorrection, key);
      if (!r.next()) return db.fail(no_such(s, 'C', key, "correction"));
      if (!r.is_null(6)) return db.fail({ErrorKind::kUsage, s.path, "correction C" + std::to_string(key) + " was taken back already", {}});
      what = r.text(0), event = r.integer(1), other = r.integer(2), uid = static_cast<std::uint64_t>(r.integer(3)), tellings = r.text(4), links = r.text(5);
    }
    if (what != "merge" && what != "split") return take_back_judgement(s, key, iso_instant(now));
    if (const auto later = db.integer(sql::kLaterCorrection, key, event, other))
      return db.fail({ErrorKind::kUsage, s.path, "correction C" + std::to_string(*later) + " came after it and concerns the same events; take that back first", {}});
    // Only what still stands where the correction put it moves back: an article that was read anew since may have gone elsewhere.
    const EventKey from = what == "merge" ? event : other, to = what == "merge" ? other : event;
    std::vector<Moved> moved;
    const std::vector<Moved> there = tellings_with_reasons(db, from);
    for (const Moved& m : moved_of(tellings)) {
      if (std::any_of(there.begin(), there.end(), [&](const Moved& t) { return t.key == m.key; })) moved.push_back(m);
    }
    if (moved.empty()) return db.fail({ErrorKind::kUsage, s.path, "its reports have been read anew and stand elsewhere now", {}});
    if (what == "merge") {
      std::vector<TellingRow> rows = tellings_of(db, event);
      std::erase_if(rows, [&](const TellingRow& t) { return std::none_of(moved.begin(), moved.end(), [&](const Moved& m) { return m.key == t.key; }); });
      add_event(db, uid, rows, other);
    }
    move(db, moved, to, {});
    if (what == "split") db.run(sql::kDropApartPair, event, other);
    refresh_event(db, event, Change::Kind::kEventChanged);
    refresh_event(db, other, Change::Kind::kEventChanged);
    for (const Link& l : links_from(links)) {
      db.run(sql::kDropLink, l.event == other ? event : l.event, l.answers == other ? event : l.answers, l.why);
      restore(db, l);
    }
    db.run(sql::kCorrectionUndone, iso_instant(now), key);
  });
}

}  // namespace demarche
