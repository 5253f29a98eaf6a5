// Is the record whole? Doors: Record::check(), Record::rebuild().
//
// Primary are articles, readings, tellings with their parties, statements, claims, posts and corrections. All else follows from them:
// the values of events, what they are found by, the search index, the bands. check() compares the one with the other; rebuild() makes
// the latter anew.
#include <algorithm>

#include "coding/json.h"
#include "record/ask.h"
#include "record/events.h"
#include "record/queries.h"

namespace demarche {
namespace {

class Checker {
 public:
  Checker(Record::State& state, const std::function<void(const std::string&)>& told) : db_(state.db), told_(told) {}

  void run(CheckReport& report) {
    report_ = &report;
    for (Rows r = db_.rows(sql::kIntegrity); r.next();) {
      if (r.view(0) != "ok") fault("SQLite: " + r.text(0));
    }
    for (Rows r = db_.rows(sql::kForeignKeys); r.next();) fault("row " + r.text(1) + " of " + r.text(0) + " names a row of " + r.text(2) + " that is not there");
    readings();
    for (Rows r = db_.rows(sql::kArticlesWithoutReading); r.next();) fault("article A" + r.text(0) + " has no current reading");
    for (Rows r = db_.rows(sql::kStrayTwins); r.next();) fault("article A" + r.text(0) + " counts as the text of one that counts as the text of another");
    events();
    if (const auto n = db_.integer(sql::kStrayBands); n && *n > 0) fault(std::to_string(*n) + " bands are those of articles that are not there");
  }

 private:
  void fault(const std::string& what) {
    ++report_->faults;
    if (told_) told_(what);
  }

  void readings() {
    ArticleKey last = 0;
    for (Rows r = db_.rows(sql::kReadingsChecked); r.next();) {
      ++report_->readings;
      const ArticleKey key = r.integer(0);
      const std::string name = "article A" + std::to_string(key);
      if (key != last) {
        ++report_->articles;
        check_article(r, key, name);
      }
      last = key;
      const Result<std::string> json = unpack(r.view(1));
      if (!json) {
        fault("a reading of " + name + " " + json.error().message);
        continue;
      }
      const Result<Reading> reading = read_reading(*json, {}, r.text(2));
      if (!reading) {
        fault("a reading of " + name + ": " + reading.error().message);
        continue;
      }
      if (r.integer(4) == 0) continue;
      const auto tellings = db_.integer(sql::kTellingsCount, key);
      report_->tellings += tellings.value_or(0);
      if (tellings != static_cast<std::int64_t>(reading->events.size()))
        fault(name + " tells " + std::to_string(tellings.value_or(0)) + " events, but its reading " + std::to_string(reading->events.size()));
    }
  }

  void check_article(Rows& r, ArticleKey key, const std::string& name) {
    Article a;
    a.id = r.text(5), a.source = r.text(6), a.url = r.text(7), a.published = r.day(8), a.title = r.text(9), a.text = r.text(2);
    if (content_hash(a) != r.view(3)) fault(name + " is not what was written: its hash differs");
    for (const std::int64_t band : bands_of(a.text)) {
      if (db_.integer(sql::kBandsOfArticle, key, band) != 1) return fault(name + " is not found by its text's bands");
    }
  }

  void events() {
    std::int64_t labels = 0, sides = 0, dyads = 0;
    for (EventKey after = 0;;) {
      std::vector<EventKey> keys;
      for (Rows r = db_.rows(sql::kEventKeysAfter, after); r.next();) keys.push_back(r.integer(0));
      if (keys.empty()) break;
      after = keys.back();
      for (const EventKey key : keys) event(key, labels, sides, dyads);
    }
    Rows r = db_.rows(sql::kIndexCounts);
    if (!r.next()) return;
    const auto compare = [&](const char* what, std::int64_t there, std::int64_t wanted) {
      if (there != wanted) fault("there are " + std::to_string(there) + " " + what + " of events, where " + std::to_string(wanted) + " belong");
    };
    compare("labels", r.integer(0), labels), compare("sides", r.integer(1), sides), compare("dyads", r.integer(2), dyads);
  }

  void event(EventKey key, std::int64_t& labels, std::int64_t& sides, std::int64_t& dyads) {
    ++report_->events;
    const std::string name = "event E" + std::to_string(key);
    const std::vector<TellingRow> tellings = tellings_of(db_, key);
    if (tellings.empty()) return fault(name + " has no report");
    const EventSummary s = summarise(tellings);
    std::string day;
    IndexEntries entries;
    {
      Rows r = db_.rows(sql::kEventChecked, key);
      if (!r.next()) return;
      const bool quantity = r.is_null(4) ? !s.quantity : s.quantity && s.quantity->value == r.real(4);
      const bool same = r.view(0) == s.status && r.day(1) == s.from && r.day(2) == s.to && r.view(3) == name_of(s.day_basis) && quantity && r.integer(5) == s.reports &&
                        r.integer(6) == s.sources && r.integer(7) == s.texts && r.integer(8) == s.lead->key && r.view(9) == s.lead->source_codes &&
                        r.view(10) == s.lead->target_codes && static_cast<std::uint64_t>(r.integer(11)) == s.lead->signature && r.view(16) == s.verdict;
      if (!same) fault(name + " is not what its reports say");
      day = r.text(1);
      entries = index_entries(r.view(12), r.view(13), r.view(14), r.view(15), r.view(9), r.view(10));
    }
    bool found = true;
    for (const std::string& label : entries.labels) found &= db_.integer(sql::kLabelThere, label, day, key).has_value();
    for (const auto& [side, code] : entries.sides) found &= db_.integer(sql::kSideThere, side, code, day, key).has_value();
    for (const auto& [source, target] : entries.dyads) found &= db_.integer(sql::kDyadThere, source, target, day, key).has_value();
    if (!found) fault(name + " is not found by all that it is");
    const auto distinct = [](auto all) {
      std::sort(all.begin(), all.end());
      return static_cast<std::int64_t>(std::unique(all.begin(), all.end()) - all.begin());
    };
    labels += distinct(entries.labels), sides += distinct(entries.sides), dyads += distinct(entries.dyads);
  }

  Database& db_;
  const std::function<void(const std::string&)>& told_;
  CheckReport* report_ = nullptr;
};

}  // namespace

Result<CheckReport> Record::check(const std::function<void(const std::string&)>& told) {
  State& s = *state_;
  CheckReport report;
  if (s.options.access == Access::kRead) {
    const ReadScope scope(s.db);
    report.search_checked = false;
    Checker(s, told).run(report);
    if (!s.db.ok()) return *s.db.failure();
    return report;
  }
  const Status done = s.transact([&] {
    Checker(s, told).run(report);
    if (!s.db.ok()) return;
    s.db.run(sql::kSearchCheck);
    if (s.db.ok()) return;
    ++report.faults;
    if (told) told("the search index does not agree with the articles: " + s.db.failure()->message);
    s.db.forget_failure();
  });
  if (!done) return done.error();
  return report;
}

Status Record::rebuild() {
  State& s = *state_;
  Database& db = s.db;
  return s.transact([&] {
    for (const std::string_view drop : {sql::kDropLabels, sql::kDropSides, sql::kDropDyads, sql::kDropBands}) db.run(drop);
    for (EventKey after = 0; db.ok();) {
      std::vector<EventKey> keys;
      for (Rows r = db.rows(sql::kEventKeysAfter, after); r.next();) keys.push_back(r.integer(0));
      if (keys.empty()) break;
      after = keys.back();
      for (const EventKey key : keys) refresh_event(db, key, Change::Kind::kEventChanged);
    }
    for (ArticleKey after = 0; db.ok();) {
      std::vector<std::pair<ArticleKey, std::vector<std::int64_t>>> texts;
      for (Rows r = db.rows(sql::kTextsAfter, after); r.next();) texts.emplace_back(r.integer(0), bands_of(r.view(1)));
      if (texts.empty()) break;
      after = texts.back().first;
      for (const auto& [key, bands] : texts) {
        for (const std::int64_t band : bands) db.run(sql::kAddBand, band, key);
      }
    }
    db.run(sql::kSearchRebuild);
  });
}

}  // namespace demarche
