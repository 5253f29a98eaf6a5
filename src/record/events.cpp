// Tellings and the events they tell. Doors: find_event(), summarise(), add_event(), refresh_event().
//
// A telling belongs to an event that has its signature (type, measure or code, parties, kind of status), on about its day, at a
// place and of a size that do not speak against it, told in words that are partly the same. Every joining keeps its reason in
// `tellings.why`. An event's row is a pure function of its tellings: so corrections keep their history (the tellings), and a
// joining can be undone by moving them.
#include "record/events.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <unordered_map>

#include "base/utf8.h"
#include "record/queries.h"

namespace demarche {
namespace {

constexpr int kDaysApartStated = 1;    // two texts that both name a day: time zones
constexpr int kDaysApartLoose = 3;     // where one day is only that of publication
constexpr int kLongestInterval = 31;   // days of a loose date that still finds its event
constexpr double kWordsOfMeasure = 0.2;  // a measure says much already: "expel", RUS → GBR, on this day
constexpr double kWordsOfOther = 0.5;    // "accused" is said every day, of other things
constexpr std::uint64_t kUidRange = (std::uint64_t{1} << 53) - 1;  // every reader of JSON keeps such numbers whole
constexpr double kFarApartNumbers = 3;   // 8 and 20 killed are two attacks; 8 and 10 are one, corrected

/// Statuses that may change from report to report of one event. The rest stand for themselves.
std::string_view status_class(std::string_view status) {
  if (status == "done" || status == "announced" || status == "alleged" || status == "denied") return "fact";
  return status;
}
int status_rank(std::string_view status) {
  return status == "done" ? 4 : status == "announced" ? 3 : status == "denied" ? 2 : status == "alleged" ? 1 : 0;
}

struct Candidate {
  EventKey key = 0;
  Day from, to;
  bool stated = false;
  std::optional<Place> place;
  std::optional<Quantity> quantity;
  std::string words;
  ArticleKey text = 0;
  bool is_wrong = false;
};

/// Days between two intervals; 0 where they overlap.
int days_between(Day from_a, Day to_a, Day from_b, Day to_b) {
  if (to_a < from_b) return from_b.since_1970 - to_a.since_1970;
  if (to_b < from_a) return from_a.since_1970 - to_b.since_1970;
  return 0;
}

bool agree(const std::optional<Place>& a, const std::optional<Place>& b) {
  if (!a || !b || a->name.empty() || b->name.empty() || a->is_inferred || b->is_inferred) return true;
  if (lower(a->name) == lower(b->name)) return true;
  if (a->country.empty() || b->country.empty()) return true;
  if (a->country != b->country) return false;
  // A country named beside one of its towns speaks against nothing; two towns do.
  return lower(a->name) == lower(a->country) || lower(b->name) == lower(b->country) || (a->latitude == 0 && a->longitude == 0) || (b->latitude == 0 && b->longitude == 0);
}

bool agree(const std::optional<Quantity>& a, const std::optional<Quantity>& b) {
  if (!a || !b || a->unit != b->unit || a->value <= 0 || b->value <= 0) return true;
  const double a_high = a->upper.value_or(a->value), b_high = b->upper.value_or(b->value);
  if (a->value <= b_high && b->value <= a_high) return true;  // "dozens" and 30
  return std::max(a->value, b->value) / std::min(a_high, b_high) < kFarApartNumbers;
}

/// The day a telling is looked for at: its own, else that of publication, else when it was seen.
struct When {
  Day from, to;
  DayBasis basis;
};
When when_of(const TellingRow& t) {
  if (t.from) return {*t.from, t.to.value_or(*t.from), t.is_stated ? DayBasis::kText : DayBasis::kStory};
  if (t.published) return {*t.published, *t.published, DayBasis::kPublished};
  const Day seen = parse_day(t.first_seen).value_or(Day{});
  return {seen, seen, DayBasis::kSeen};
}

std::string percent(double share) { return std::to_string(static_cast<int>(std::lround(share * 100))) + " %"; }

/// Why the telling tells the candidate, or nothing where it does not; `score` ranks several.
std::optional<std::string> judge(const TellingRow& t, const When& when, const Candidate& c, double& score) {
  const bool both_stated = when.basis == DayBasis::kText && c.stated;
  const int apart = days_between(when.from, when.to, c.from, c.to);
  if (apart > (both_stated ? kDaysApartStated : kDaysApartLoose)) return std::nullopt;
  if (!agree(t.place, c.place) || !agree(t.quantity, c.quantity)) return std::nullopt;
  const double words = shared_words(t.words, c.words);
  const bool same_text = t.text == c.text;
  if (c.is_wrong && !same_text) return std::nullopt;  // a reader threw it out; another text may be right all the same
  if (!same_text && words < (t.measure.empty() ? kWordsOfOther : kWordsOfMeasure)) return std::nullopt;
  score = (same_text ? 2 : 0) + words - 0.1 * apart;
  std::string why = same_text ? "the same text; " : "";
  why += t.measure.empty() ? "same act (" + t.type + " " + t.cameo + ")" : "same measure (" + t.measure + ")";
  why += ", same parties, ";
  why += apart == 0 ? (both_stated ? "same day" : "day agrees") : std::to_string(apart) + (apart == 1 ? " day apart" : " days apart");
  why += ", " + percent(words) + " of words shared";
  if (t.quantity && c.quantity && t.quantity->value != c.quantity->value) why += "; number differs: " + in_words(*c.quantity) + ", here " + in_words(*t.quantity);
  return why;
}

/// Calls `act` for each label of an event.
template <class Act>
void each_label(std::string_view type, std::string_view measure, std::string_view mode, std::string_view context, Act&& act) {
  if (!type.empty()) act("type/" + std::string(type));
  if (!measure.empty()) act("measure/" + std::string(measure));
  for (const std::string& m : split(mode)) act("mode/" + m);
  for (const std::string& c : split(context)) act("context/" + c);
}

bool is_code(const std::string& party) { return !party.empty() && party[0] != '~'; }

/// What questions narrow by: written or taken away, alike.
void index_event(Database& db, bool add, EventKey key, std::string_view type, std::string_view measure, std::string_view mode, std::string_view context,
                 const std::string& day, std::string_view source_codes, std::string_view target_codes) {
  const IndexEntries all = index_entries(type, measure, mode, context, source_codes, target_codes);
  for (const std::string& label : all.labels) db.run(add ? sql::kAddLabel : sql::kDropLabel, label, day, key);
  for (const auto& [side, code] : all.sides) db.run(add ? sql::kAddSide : sql::kDropSide, side, code, day, key);
  for (const auto& [source, target] : all.dyads) db.run(add ? sql::kAddDyad : sql::kDropDyad, source, target, day, key);
}

void unindex_event(Database& db, EventKey key) {
  std::string type, measure, mode, context, day, sources, targets;
  {
    Rows row = db.rows(sql::kEventIndexed, key);
    if (!row.next()) return;
    type = row.text(0), measure = row.text(1), mode = row.text(2), context = row.text(3), day = row.text(4), sources = row.text(5), targets = row.text(6);
  }
  index_event(db, false, key, type, measure, mode, context, day, sources, targets);
}

/// Writes an event's row (`statement` is kAddEvent after its uid, or kSetEvent) and what it is found by.
void write_event(Database& db, const EventSummary& s, EventKey key, std::optional<std::uint64_t> uid, Sequence changed) {
  const TellingRow& t = *s.lead;
  const auto put = [&](auto... uid_first) {
    db.run(uid ? sql::kAddEvent : sql::kSetEvent, uid_first..., t.signature, t.type, t.cameo, t.measure, t.mode, t.context, t.goldstein, s.status, s.from, s.to,
           name_of(s.day_basis), s.place ? std::optional(s.place->name) : std::nullopt, s.place ? std::optional(s.place->country) : std::nullopt,
           s.place ? std::optional(s.place->latitude) : std::nullopt, s.place ? std::optional(s.place->longitude) : std::nullopt,
           s.place ? std::optional(s.place->is_inferred) : std::nullopt, s.quantity ? std::optional(s.quantity->value) : std::nullopt,
           s.quantity ? std::optional(s.quantity->unit) : std::nullopt, s.quantity ? quantity_more(*s.quantity) : std::nullopt, s.confidence, s.reports,
           s.sources, s.texts, t.source_codes, t.target_codes, s.first_seen, s.first_published, s.last_published, t.key, changed, s.verdict, key);
  };
  if (uid) put(*uid);
  else put();
  index_event(db, true, key, t.type, t.measure, t.mode, t.context, to_string(s.from), t.source_codes, t.target_codes);
}

}  // namespace

std::string_view name_of(DayBasis basis) {
  constexpr std::string_view kNames[] = {"text", "story", "published", "seen"};
  return kNames[static_cast<std::size_t>(basis)];
}

std::string_view name_of(Verdict verdict) {
  constexpr std::string_view kNames[] = {"", "right", "mended", "wrong"};
  return kNames[static_cast<std::size_t>(verdict)];
}

bool TellingRow::is_mended(std::string_view field) const {
  const std::vector<std::string> parts = split(verdict, " ");
  return !parts.empty() && parts[0] == "mended" && std::find(parts.begin() + 1, parts.end(), field) != parts.end();
}

std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#:"));
  if (url.starts_with("www.")) url.remove_prefix(4);
  return lower(url);
}

std::string party_code(const Actor& actor) {
  if (!actor.code.empty()) return actor.code;
  std::string name = lower(actor.name);
  std::replace(name.begin(), name.end(), ';', ',');
  return "~" + name;
}

IndexEntries index_entries(std::string_view type, std::string_view measure, std::string_view mode, std::string_view context, std::string_view source_codes,
                           std::string_view target_codes) {
  IndexEntries out;
  each_label(type, measure, mode, context, [&](std::string label) { out.labels.push_back(std::move(label)); });
  const std::vector<std::string> targets = split(target_codes);
  for (const std::string& s : split(source_codes)) {
    if (!is_code(s)) continue;
    out.sides.emplace_back("s", s);
    for (const std::string& t : targets) {
      if (is_code(t)) out.dyads.emplace_back(s, t);
    }
  }
  for (const std::string& t : targets) {
    if (is_code(t)) out.sides.emplace_back("t", t);
  }
  return out;
}

std::uint64_t signature_of(const TellingRow& t) {
  const auto sorted = [](std::string_view codes) {
    std::vector<std::string> all = split(codes);
    std::sort(all.begin(), all.end());
    return joined(all);
  };
  std::string all = t.type + "\n" + (t.measure.empty() ? t.cameo : t.measure) + "\n" + std::string(status_class(t.status)) + "\n" + sorted(t.source_codes) + "\n" +
                    sorted(t.target_codes);
  return stable_hash(all) >> 1;  // SQLite's integers have a sign
}

std::optional<Match> find_event(Database& db, const TellingRow& t, const std::unordered_set<EventKey>& used) {
  const When when = when_of(t);
  if (when.to.since_1970 - when.from.since_1970 > kLongestInterval) return std::nullopt;  // "this year" finds nothing
  if (t.source_codes.empty() && t.target_codes.empty()) return std::nullopt;              // nobody did it to nobody
  std::optional<Match> best;
  double best_score = -10;
  Rows rows = db.rows(sql::kCandidates, t.signature, Day{when.from.since_1970 - kLongestInterval - kDaysApartLoose}, Day{when.to.since_1970 + kDaysApartLoose});
  while (rows.next()) {
    Candidate c;
    c.key = rows.integer(0);
    if (used.contains(c.key)) continue;
    c.from = rows.day(1).value_or(Day{}), c.to = rows.day(2).value_or(Day{});
    c.stated = rows.view(3) == "text";
    c.place = place_of(rows, 4), c.quantity = quantity_of(rows, 9);
    c.words = rows.text(12), c.text = rows.integer(13), c.is_wrong = rows.view(14) == "wrong";
    double score = 0;
    auto why = judge(t, when, c, score);
    if (why && score > best_score) best_score = score, best = Match{c.key, *std::move(why)};
  }
  return best;
}

EventSummary summarise(const std::vector<TellingRow>& tellings) {
  EventSummary s;
  std::unordered_set<std::string> sources;
  std::unordered_map<ArticleKey, double> texts;
  std::unordered_set<ArticleKey> articles;
  const TellingRow* dated = nullptr;
  const TellingRow* placed = nullptr;
  const TellingRow* counted = nullptr;
  const TellingRow* sure = nullptr;  // whose status a reader mended
  const bool all_wrong = std::all_of(tellings.begin(), tellings.end(), [](const TellingRow& t) { return t.is_wrong(); });
  const auto later = [](const TellingRow& a, const TellingRow& b) { return a.published.value_or(Day{}) >= b.published.value_or(Day{}); };
  const auto is_judged = [](const TellingRow& t) { return !t.verdict.empty() && !t.is_wrong(); };
  // A reader's word goes before a text's, words of its own before the day of the story, a day before an interval, a later report before an earlier one.
  const auto better_dated = [&](const TellingRow& a, const TellingRow& b) {
    const auto days = [](const TellingRow& t) { return t.to.value_or(*t.from).since_1970 - t.from->since_1970; };
    if (a.is_mended("date") != b.is_mended("date")) return a.is_mended("date");
    if (a.is_stated != b.is_stated) return a.is_stated;
    return days(a) < days(b) || (days(a) == days(b) && later(a, b));
  };
  const auto better_placed = [](const TellingRow& a, const TellingRow& b) {
    if (a.is_mended("place") != b.is_mended("place")) return a.is_mended("place");
    const auto has_position = [](const Place& p) { return p.latitude != 0 || p.longitude != 0; };
    return (b.place->is_inferred && !a.place->is_inferred) || (!has_position(*b.place) && has_position(*a.place));
  };
  const auto better_counted = [&](const TellingRow& a, const TellingRow& b) {
    return a.is_mended("quantity") != b.is_mended("quantity") ? a.is_mended("quantity") : later(a, b);
  };
  for (const TellingRow& t : tellings) {
    if (t.is_wrong() && !all_wrong) continue;  // another text tells it rightly
    if (!s.lead || is_judged(t) > is_judged(*s.lead) || (is_judged(t) == is_judged(*s.lead) && t.confidence > s.lead->confidence + 1e-9)) s.lead = &t;
    if (t.is_mended("status")) sure = &t;
    if (status_rank(t.status) > status_rank(s.status) || s.status.empty()) s.status = t.status;
    if (t.from && (!dated || better_dated(t, *dated))) dated = &t;
    if (t.place && (!placed || better_placed(t, *placed))) placed = &t;
    if (t.quantity && (!counted || better_counted(t, *counted))) counted = &t;
    sources.insert(t.publisher);
    articles.insert(t.article);
    texts[t.text] = std::max(texts[t.text], t.confidence);
    if (s.first_seen.empty() || t.first_seen < s.first_seen) s.first_seen = t.first_seen;
    if (t.published && (!s.first_published || *t.published < *s.first_published)) s.first_published = t.published;
    if (t.published && (!s.last_published || *s.last_published < *t.published)) s.last_published = t.published;
    if (t.verdict.starts_with("mended")) s.verdict = "mended";
    else if (t.verdict == "right" && s.verdict.empty()) s.verdict = "right";
  }
  if (all_wrong) s.verdict = "wrong";
  if (sure) s.status = sure->status;
  if (dated) s.from = *dated->from, s.to = dated->to.value_or(*dated->from), s.day_basis = dated->is_stated ? DayBasis::kText : DayBasis::kStory;
  else if (s.first_published) s.from = s.to = *s.first_published, s.day_basis = DayBasis::kPublished;
  else s.from = s.to = parse_day(s.first_seen).value_or(Day{}), s.day_basis = DayBasis::kSeen;
  if (placed) s.place = placed->place;
  if (counted) s.quantity = counted->quantity;
  s.reports = static_cast<std::int64_t>(articles.size());
  s.sources = static_cast<std::int64_t>(sources.size());
  s.texts = static_cast<std::int64_t>(texts.size());
  // Each further text takes a fifth off the doubt that the best one leaves.
  s.confidence = 1 - (1 - s.lead->confidence) * std::pow(0.8, static_cast<double>(s.texts - 1));
  return s;
}

std::vector<TellingRow> tellings_of(Database& db, EventKey key) {
  std::vector<TellingRow> out;
  Rows r = db.rows(sql::kTellingsOfEvent, key);
  while (r.next()) {
    TellingRow& t = out.emplace_back();
    t.key = r.integer(0), t.event = key, t.article = r.integer(1), t.ordinal = static_cast<std::uint32_t>(r.integer(2));
    t.signature = static_cast<std::uint64_t>(r.integer(3));
    t.type = r.text(4), t.cameo = r.text(5), t.measure = r.text(6), t.mode = r.text(7), t.context = r.text(8), t.goldstein = r.real(9), t.status = r.text(10);
    t.from = r.day(11), t.to = r.day(12);
    t.place = place_of(r, 13), t.quantity = quantity_of(r, 18);
    t.confidence = r.real(21), t.source_codes = r.text(22), t.target_codes = r.text(23);
    t.publisher = r.text(24).empty() ? host_of(r.view(25)) : r.text(24);
    t.published = r.day(26), t.first_seen = r.text(27), t.text = r.integer(28);
    t.day_text = r.text(29), t.is_stated = r.integer(30) == 0, t.verdict = r.text(31);
  }
  return out;
}

void tell_feed(Database& db, Change::Kind kind, std::int64_t key) { db.run(sql::kAddChange, static_cast<int>(kind), key); }

std::uint64_t free_uid(Database& db, std::string_view name) {
  std::uint64_t uid = stable_hash(name) & kUidRange;
  while (uid == 0 || db.integer(sql::kUidTaken, uid)) uid = (uid + 1) & kUidRange;
  return uid;
}

EventKey add_event(Database& db, std::uint64_t uid, const std::vector<TellingRow>& tellings, EventKey key) {
  if (key == 0) key = db.integer(sql::kNextEvent).value_or(1);
  tell_feed(db, Change::Kind::kEvent, key);
  write_event(db, summarise(tellings), key, uid, db.last_key());
  return key;
}

void refresh_event(Database& db, EventKey key, Change::Kind kind) {
  const std::vector<TellingRow> tellings = tellings_of(db, key);
  unindex_event(db, key);
  if (!tellings.empty()) {
    tell_feed(db, kind, key);
    write_event(db, summarise(tellings), key, std::nullopt, db.last_key());
    return;
  }
  tell_feed(db, Change::Kind::kEventGone, key);
  db.run(sql::kDropLinksOfEvent, key);
  db.run(sql::kDropApart, key);
  db.run(sql::kDropEvent, key);
}

}  // namespace demarche
