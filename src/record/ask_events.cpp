// Events as answers. Doors: Record::events(), count_events(), event(), chain().
#include <algorithm>
#include <charconv>
#include <set>

#include "record/ask.h"
#include "record/events.h"
#include "record/queries.h"

namespace demarche {
namespace {

constexpr std::size_t kLongestChain = 500;  // events

std::string shown(const DateRange& d) { return d.from == d.to ? to_string(d.from) : to_string(d.from) + " to " + to_string(d.to); }

/// Where a later report says otherwise than the ones before it. `tellings` in order of publication.
std::vector<Correction> corrections_of(const std::vector<Telling>& tellings) {
  std::vector<Correction> out;
  std::string date, quantity, place, status;
  const auto see = [&](const char* field, std::string& had, const std::string& now, const Telling& t) {
    if (now.empty() || now == had) return;
    if (!had.empty()) out.push_back({field, had, now, t.article, t.published ? to_string(*t.published) : t.first_seen.substr(0, 10)});
    had = now;
  };
  for (const Telling& t : tellings) {
    see("date", date, t.date && !t.date->is_inferred ? shown(*t.date) : "", t);
    see("quantity", quantity, t.quantity ? in_words(*t.quantity) : "", t);
    see("place", place, t.place ? t.place->name : "", t);
    see("status", status, std::string(name_of(t.status)), t);
  }
  return out;
}

RecordedLink link_of(Rows& row) { return {row.integer(0), row.integer(1), row.text(2), row.text(3), row.real(4)}; }

std::vector<Telling> tellings_shown(Database& db, EventKey event) {
  std::vector<Telling> out;
  {
    Rows r = db.rows(sql::kTellingsShown, event);
    while (r.next()) {
      Telling& t = out.emplace_back();
      t.key = r.integer(0), t.event = event, t.article = r.integer(1), t.ordinal = static_cast<std::uint32_t>(r.integer(2));
      t.title = r.text(3), t.url = r.text(4), t.publisher = r.text(5), t.published = r.day(6), t.first_seen = r.text(7);
      t.status = status_named(r.view(8));
      if (const auto from = r.day(9)) t.date = DateRange{*from, r.day(10).value_or(*from), r.text(11), r.integer(12) != 0};
      t.place = place_of(r, 13), t.quantity = quantity_of(r, 18), t.confidence = r.real(21);
      t.sentence = r.text(22), t.trigger = r.text(23), t.sentence_number = static_cast<std::uint32_t>(r.integer(24));
      t.trigger_begin = static_cast<std::uint32_t>(r.integer(25)), t.trigger_end = static_cast<std::uint32_t>(r.integer(26));
      t.why = r.text(27), t.same_text_as = r.integer(28), t.verdict = verdict_named(r.view(29));
    }
  }
  for (Telling& t : out) {
    Rows r = db.rows(sql::kPartiesOfTelling, t.key);
    while (r.next()) {
      if (r.view(0) == "s") t.source.push_back(actor_of(r, 1));
      if (r.view(0) == "t") t.target.push_back(actor_of(r, 1));
    }
  }
  return out;
}

}  // namespace

const std::string kEventColumns =
    "e.key, e.uid, e.type, e.cameo, e.measure, e.mode, e.context, e.goldstein, e.status, e.day_from, e.day_to, e.day_basis, e.place, e.place_country, e.latitude, "
    "e.longitude, e.place_inferred, e.quantity, e.unit, e.quantity_more, e.confidence, e.reports, e.sources, e.texts, e.first_seen, t.article, a.title, a.url, a.source, a.published, "
    "substr(a.text, t.sentence_begin + 1, t.sentence_end - t.sentence_begin), substr(a.text, t.trigger_begin + 1, t.trigger_end - t.trigger_begin), e.lead, e.verdict";
const std::string kEventJoins = " CROSS JOIN tellings t ON t.key = e.lead CROSS JOIN articles a ON a.key = t.article ";

RecordedActor actor_of(Rows& row, int c) {
  RecordedActor a;
  a.key = row.integer(c), a.name = row.text(c + 1), a.code = row.text(c + 2), a.country = row.text(c + 3);
  a.kind = kind_named(row.view(c + 4)), a.sector = split(row.view(c + 5));
  return a;
}

RecordedEvent event_of(Rows& r) {
  RecordedEvent e;
  e.key = r.integer(0), e.uid = static_cast<std::uint64_t>(r.integer(1));
  const auto type = event_type_of(r.view(2));
  e.has_type = type.has_value();
  e.type = type.value_or(EventType::kConsult);
  e.cameo = r.text(3), e.measure = r.text(4), e.mode = split(r.view(5)), e.context = split(r.view(6)), e.goldstein = r.real(7);
  e.status = status_named(r.view(8));
  e.from = r.day(9).value_or(Day{}), e.to = r.day(10).value_or(e.from), e.day_basis = basis_named(r.view(11));
  e.place = place_of(r, 12), e.quantity = quantity_of(r, 17);
  e.confidence = r.real(20), e.reports = r.integer(21), e.sources = r.integer(22), e.texts = r.integer(23), e.first_seen = r.text(24);
  e.article = r.integer(25), e.title = r.text(26), e.url = r.text(27), e.publisher = r.text(28), e.published = r.day(29);
  e.sentence = r.text(30), e.trigger = r.text(31), e.verdict = verdict_named(r.view(33));
  return e;
}

void fill_parties(Database& db, RecordedEvent& event) {
  Rows r = db.rows(sql::kPartiesOfEvent, event.key);
  while (r.next()) {
    auto& side = r.view(0) == "s" ? event.source : r.view(0) == "t" ? event.target : event.attributed_to;
    side.push_back(actor_of(r, 1));
  }
}

Error no_such(const Record::State& state, char letter, std::int64_t key, std::string_view what) {
  return {ErrorKind::kNotFound, state.path, "there is no " + std::string(what) + " " + letter + std::to_string(key), {}};
}

std::string page_mark(std::string_view day, std::int64_t key) { return std::string(day) + "/" + std::to_string(key); }

Result<std::int64_t> number_of_mark(std::string_view text, std::size_t at) {
  std::int64_t n = 0;
  const auto [end, failed] = std::from_chars(text.data() + at, text.data() + text.size(), n);
  if (failed != std::errc() || end != text.data() + text.size() || n < 0) return Error{ErrorKind::kUsage, {}, "'" + std::string(text) + "' does not mark a page of an answer", {}};
  return n;
}

Result<std::string> page_clause(const Window& w, const std::string& day, const std::string& key, std::vector<Value>& values) {
  std::string out;
  if (!w.after.empty()) {
    const std::size_t slash = w.after.find('/');
    const auto n = number_of_mark(w.after, slash == std::string::npos ? w.after.size() : slash + 1);
    if (!n) return n.error();
    out = " AND (" + day + ", " + key + ") " + (w.oldest_first ? ">" : "<") + " (?, ?)";
    values.emplace_back(w.after.substr(0, slash)), values.emplace_back(*n);
  }
  const char* order = w.oldest_first ? " ASC" : " DESC";
  out += " ORDER BY " + day + order + ", " + key + order + " LIMIT " + std::to_string(w.limit + 1);
  return out;
}

Result<Answer<RecordedEvent>> Record::events(const Query& query, const Window& window) const {
  Database& db = state_->db;
  const ReadScope scope(db);
  auto selection = select_events(db, query, window.changed_after);
  if (!selection) return selection.error();
  const auto page = page_clause(window, selection->day, selection->key, selection->values);
  if (!page) return page.error();
  Answer<RecordedEvent> out;
  {
    Rows rows = db.rows_of("SELECT " + kEventColumns + " FROM " + selection->from + kEventJoins + "WHERE " + selection->where + *page, selection->values);
    while (rows.next()) {
      if (out.rows.size() == window.limit) {
        if (!out.rows.empty()) out.next = page_mark(to_string(out.rows.back().from), out.rows.back().key);
        break;
      }
      out.rows.push_back(event_of(rows));
    }
  }
  for (RecordedEvent& e : out.rows) fill_parties(db, e);
  if (!db.ok()) return *db.failure();
  return out;
}

Result<std::int64_t> Record::count_events(const Query& query) const {
  Database& db = state_->db;
  const ReadScope scope(db);
  auto selection = select_events(db, query);
  if (!selection) return selection.error();
  Rows rows = db.rows_of("SELECT count(*) FROM " + selection->from + " WHERE " + selection->where, selection->values);
  const std::int64_t n = rows.next() ? rows.integer(0) : 0;
  if (!db.ok()) return *db.failure();
  return n;
}

Result<EventDetail> Record::event(EventKey key) const {
  Database& db = state_->db;
  const ReadScope scope(db);
  EventDetail out;
  TellingKey lead = 0;
  {
    Rows rows = db.rows_of("SELECT " + kEventColumns + " FROM events e" + kEventJoins + "WHERE e.key = ?", {key});
    if (!rows.next()) return db.ok() ? no_such(*state_, 'E', key, "event") : *db.failure();
    out.event = event_of(rows);
    lead = rows.integer(32);
  }
  fill_parties(db, out.event);
  out.tellings = tellings_shown(db, key);
  out.corrections = corrections_of(out.tellings);
  std::stable_sort(out.tellings.begin(), out.tellings.end(), [&](const Telling& a, const Telling& b) { return (a.key == lead) > (b.key == lead); });
  if (!out.tellings.empty()) out.tellings.front().is_lead = true;
  for (Rows r = db.rows(sql::kAnswersOf, key); r.next();) out.answers.push_back(link_of(r));
  for (Rows r = db.rows(sql::kAnsweredBy, key); r.next();) out.answered_by.push_back(link_of(r));
  for (Rows r = db.rows(sql::kJudgementsOfEvent, key); r.next();) out.judgements.push_back(r.integer(0));
  if (!db.ok()) return *db.failure();
  return out;
}

Result<std::vector<RecordedLink>> Record::links_of(EventKey key) const {
  Database& db = state_->db;
  const ReadScope scope(db);
  std::vector<RecordedLink> out;
  for (const std::string_view direction : {sql::kAnswersOf, sql::kAnsweredBy}) {
    for (Rows r = db.rows(direction, key); r.next();) out.push_back(link_of(r));
  }
  if (!db.ok()) return *db.failure();
  return out;
}

Result<std::vector<RecordedEvent>> Record::chain(EventKey key, std::vector<RecordedLink>* links) const {
  Database& db = state_->db;
  const ReadScope scope(db);
  if (!db.integer(sql::kEventKnown, key)) return db.ok() ? no_such(*state_, 'E', key, "event") : *db.failure();
  std::set<EventKey> met{key};
  std::vector<EventKey> open{key};
  std::vector<RecordedLink> found;
  while (!open.empty() && met.size() < kLongestChain) {
    const EventKey at = open.back();
    open.pop_back();
    for (const bool back : {true, false}) {
      for (Rows r = db.rows(back ? sql::kAnswersOf : sql::kAnsweredBy, at); r.next();) {
        const RecordedLink link = link_of(r);
        if (back) found.push_back(link);
        const EventKey other = back ? link.answers : link.event;
        if (met.insert(other).second) open.push_back(other);
      }
    }
  }
  std::vector<RecordedEvent> out;
  for (const EventKey k : met) {
    Rows rows = db.rows_of("SELECT " + kEventColumns + " FROM events e" + kEventJoins + "WHERE e.key = ?", {k});
    if (rows.next()) out.push_back(event_of(rows));
  }
  for (RecordedEvent& e : out) fill_parties(db, e);
  std::sort(out.begin(), out.end(), [](const RecordedEvent& a, const RecordedEvent& b) { return std::pair(a.from, a.key) < std::pair(b.from, b.key); });
  if (links) {
    std::erase_if(found, [&](const RecordedLink& l) { return !met.contains(l.event) || !met.contains(l.answers); });
    *links = std::move(found);
  }
  if (!db.ok()) return *db.failure();
  return out;
}

}  // namespace demarche
