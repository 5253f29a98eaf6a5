// Feeds as the record keeps them. Doors: add_feed(), change_feed(), remove_feed(), feed(), feeds(), find_feed(), due_feeds(), note_poll().
#include <algorithm>
#include <charconv>
#include <set>

#include "base/utf8.h"
#include "demarche/feeds.h"
#include "record/record.h"
#include "record/watched.h"
#include "record/watched_queries.h"

namespace demarche {
namespace {

constexpr std::size_t kLongestUrl = 8192;
constexpr std::int64_t kMostReadings = 12;  // of one item: a feed that words its items anew at every poll is not followed for ever
constexpr std::string_view kKinds[] = {"auto", "feed", "page"};

Feed feed_of(const Rows& r) {
  Feed f;
  f.key = r.integer(0);
  f.wants.url = r.text(1), f.wants.name = r.text(2), f.wants.kind = feed_kind_of(r.view(3)).value_or(FeedKind::kAuto);
  f.wants.every = r.integer(4), f.wants.full_text = r.integer(5) != 0, f.wants.is_paused = r.integer(6) != 0;
  f.title = r.text(7), f.added_at = r.integer(8), f.next_poll = r.integer(9), f.last_poll = r.integer(10), f.last_good = r.integer(11);
  f.failures = r.integer(12), f.note = r.text(13), f.etag = r.text(14), f.last_modified = r.text(15), f.body = static_cast<std::uint64_t>(r.integer(16));
  f.items = r.integer(17), f.waiting = r.integer(18), f.articles = r.integer(19);
  return f;
}

std::optional<Error> wrong_with(const Subscription& s) {
  const auto wrong = [&](std::string what) { return Error{ErrorKind::kUsage, s.url, std::move(what), {}}; };
  const std::string small = lower(s.url.substr(0, 8));
  if (!small.starts_with("http://") && !small.starts_with("https://")) return wrong("is no address that begins with http:// or https://");
  if (s.url.size() > kLongestUrl) return wrong("is longer than the limit of 8,192 bytes");
  if (std::any_of(s.url.begin(), s.url.end(), [](char c) { return static_cast<unsigned char>(c) <= ' '; })) return wrong("holds a blank or a control character");
  if (s.url.find_first_not_of('/', s.url.find("//")) == std::string::npos) return wrong("names no host");
  if (s.every < kLeastEvery || s.every > kMostEvery) return wrong("cannot be polled every " + std::to_string(s.every) + " s; 10 s to 30 days are possible");
  return std::nullopt;
}

Error no_such_feed(const Record& record, const std::string& what) { return {ErrorKind::kNotFound, record.path(), "there is no feed " + what, {}}; }

std::optional<std::int64_t> hash_or_none(std::optional<std::uint64_t> h) { return h ? std::optional(static_cast<std::int64_t>(*h)) : std::nullopt; }

/// Puts items of one poll among those that wait, where they are new or say something else than before.
class Noting {
 public:
  Noting(Database& db, FeedKey feed, Instant now) : db_(db), feed_(feed), now_(now) {}

  PollNoted run(const std::vector<FoundItem>& items) {
    std::set<std::uint64_t> met;  // a feed may name two items alike: the first counts
    for (const FoundItem& item : items) {
      const std::uint64_t name = stable_hash(item.name);
      if (met.insert(name).second) one(item, name);
    }
    return noted_;
  }

 private:
  void one(const FoundItem& item, std::uint64_t name) {
    const Article& a = item.article;
    const std::uint64_t mark = stable_hash(a.text, stable_hash(a.title)), url = a.url.empty() ? 0 : stable_hash(a.url);
    FeedItemKey key = 0;
    {
      Rows known = db_.rows(sql::kItem, feed_, name);
      if (known.next()) {
        if (static_cast<std::uint64_t>(known.integer(1)) == mark || known.integer(2) >= kMostReadings) return;
        key = known.integer(0);
      }
    }
    if (key != 0) {
      db_.run(sql::kReviseItem, mark, url, key);
      ++noted_.revised;
    } else {
      if (const auto article = article_elsewhere(url, mark)) {
        db_.run(sql::kAddItem, feed_, name, mark, url, now_, KeyOrNull{*article}, "its page stands in a feed already");
        return;
      }
      db_.run(sql::kAddItem, feed_, name, mark, url, now_, std::nullopt, "");
      key = db_.last_key();
      ++noted_.new_items;
    }
    db_.run(sql::kAddWaiting, key, item.wants_page, now_, a.id, a.title, a.byline, a.source, a.url, a.published, a.published_basis, a.language, a.text);
  }

  /// The article (0: not yet read) of the same address in another feed, or of the same address and words in this one under another name.
  std::optional<ArticleKey> article_elsewhere(std::uint64_t url, std::uint64_t mark) {
    Rows r = db_.rows(sql::kItemOfUrl, url, feed_, mark);
    if (!r.next()) return std::nullopt;
    return r.integer(0);
  }

  Database& db_;
  FeedKey feed_;
  Instant now_;
  PollNoted noted_;
};

}  // namespace

std::string_view name_of(FeedKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::optional<FeedKind> feed_kind_of(std::string_view name) {
  const auto found = std::find(std::begin(kKinds), std::end(kKinds), name);
  if (found == std::end(kKinds)) return std::nullopt;
  return static_cast<FeedKind>(found - std::begin(kKinds));
}

Result<Feed> add_feed(Record& record, const Subscription& wants, Instant now) {
  if (auto wrong = wrong_with(wants)) return *std::move(wrong);
  Record::State& s = record.state();
  FeedKey key = 0, known = 0;
  const Status done = s.transact([&] {
    known = s.db.integer(sql::kFeedOfUrl, wants.url).value_or(0);
    if (known != 0) return;
    s.db.run(sql::kAddFeed, wants.url, wants.name, name_of(wants.kind), wants.every, wants.full_text, wants.is_paused, now, now);
    key = s.db.last_key();
  });
  if (!done) return done.error();
  if (known != 0) return Error{ErrorKind::kUsage, wants.url, "is watched already, as feed F" + std::to_string(known), {}};
  return feed(record, key);
}

Result<Feed> change_feed(Record& record, FeedKey key, const Subscription& wants, Instant now) {
  if (auto wrong = wrong_with(wants)) return *std::move(wrong);
  const Result<Feed> before = feed(record, key);
  if (!before) return before.error();
  Record::State& s = record.state();
  FeedKey other = 0;
  const Status done = s.transact([&] {
    other = s.db.integer(sql::kFeedOfUrl, wants.url).value_or(0);
    if (other != 0 && other != key) return;
    s.db.run(sql::kSetFeed, wants.url, wants.name, name_of(wants.kind), wants.every, wants.full_text, wants.is_paused, key);
    if (wants.url != before->wants.url || wants.kind != before->wants.kind) s.db.run(sql::kForgetPolls, now, key);
    else s.db.run(sql::kSoonerPoll, std::max(now, before->last_poll + wants.every), key);
  });
  if (!done) return done.error();
  if (other != 0 && other != key) return Error{ErrorKind::kUsage, wants.url, "is watched already, as feed F" + std::to_string(other), {}};
  return feed(record, key);
}

Status remove_feed(Record& record, FeedKey key) {
  Record::State& s = record.state();
  bool found = false;
  const Status done = s.transact([&] {
    s.db.run(sql::kDropFeed, key);
    found = s.db.changed_rows() > 0;
  });
  if (!done) return done;
  return found ? Status(Done{}) : Status(no_such_feed(record, "F" + std::to_string(key)));
}

Result<Feed> feed(const Record& record, FeedKey key) {
  Database& db = record.state().db;
  db.forget_failure();
  if (key > 0) {
    Rows r = db.rows(sql::kFeeds, key);
    if (r.next()) return feed_of(r);
  }
  return db.ok() ? no_such_feed(record, "F" + std::to_string(key)) : *db.failure();
}

Result<std::vector<Feed>> feeds(const Record& record) {
  Database& db = record.state().db;
  db.forget_failure();
  std::vector<Feed> out;
  for (Rows r = db.rows(sql::kFeeds, 0); r.next();) out.push_back(feed_of(r));
  if (!db.ok()) return *db.failure();
  return out;
}

Result<Feed> find_feed(const Record& record, std::string_view word) {
  const std::string_view digits = word.starts_with('F') || word.starts_with('f') ? word.substr(1) : word;
  FeedKey key = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), key);
  if (failed == std::errc() && end == digits.data() + digits.size() && key > 0) return feed(record, key);
  const auto all = feeds(record);
  if (!all) return all.error();
  const Feed* found = nullptr;
  for (const Feed& f : *all) {
    if (f.wants.url == word) return f;
    if (lower(f.called()) != lower(word)) continue;
    if (found) return Error{ErrorKind::kUsage, record.path(), "several feeds are called '" + std::string(word) + "': F" + std::to_string(found->key) + ", F" + std::to_string(f.key), {}};
    found = &f;
  }
  if (!found) return no_such_feed(record, "'" + std::string(word) + "'; 'demarche feeds list' shows all");
  return *found;
}

Result<std::vector<Feed>> due_feeds(const Record& record, Instant now, std::size_t limit, bool all) {
  Database& db = record.state().db;
  db.forget_failure();
  std::vector<Feed> out;
  for (Rows r = db.rows(sql::kDueFeeds, all ? INT64_MAX : now, limit); r.next();) out.push_back(feed_of(r));
  if (!db.ok()) return *db.failure();
  return out;
}

Result<std::optional<Instant>> next_due(const Record& record) {
  Database& db = record.state().db;
  db.forget_failure();
  const std::optional<Instant> at = db.integer(sql::kNextDue);
  if (!db.ok()) return *db.failure();
  return at;
}

Result<PollNoted> note_poll(Record& record, FeedKey key, const PollResult& poll) {
  Record::State& s = record.state();
  PollNoted out;
  bool found = false;
  const Status done = s.transact([&] {
    s.db.run(sql::kNotePoll, poll.at, poll.next_poll, poll.note, poll.is_good, poll.title, poll.etag, poll.last_modified, hash_or_none(poll.body), key,
             poll.kind ? std::optional(std::string(name_of(*poll.kind))) : std::nullopt);
    found = s.db.changed_rows() > 0;
    if (found) out = Noting(s.db, key, poll.at).run(poll.items);
  });
  if (!done) return done.error();
  if (!found) return no_such_feed(record, "F" + std::to_string(key));
  return out;
}

// ---- items ----

Result<std::vector<WaitingItem>> waiting_items(const Record& record, Instant now, std::size_t limit) {
  Database& db = record.state().db;
  db.forget_failure();
  std::vector<WaitingItem> out;
  for (Rows r = db.rows(sql::kWaiting, now, limit); r.next();) {
    WaitingItem& w = out.emplace_back();
    w.key = r.integer(0), w.feed = r.integer(1), w.wants_page = r.integer(2) != 0, w.tries = static_cast<int>(r.integer(3)), w.next_try = r.integer(4);
    Article& a = w.article;
    a.id = r.text(5), a.title = r.text(6), a.byline = r.text(7), a.source = r.text(8), a.url = r.text(9), a.published = r.day(10), a.published_basis = r.text(11);
    a.language = r.text(12), a.text = r.text(13);
  }
  if (!db.ok()) return *db.failure();
  return out;
}

Result<std::int64_t> count_waiting(const Record& record) {
  Database& db = record.state().db;
  db.forget_failure();
  const auto n = db.integer(sql::kCountWaiting);
  if (!db.ok()) return *db.failure();
  return n.value_or(0);
}

Status postpone_item(Record& record, FeedItemKey key, Instant next_try, bool wants_page, const std::string& why) {
  Record::State& s = record.state();
  return s.transact([&] {
    s.db.run(sql::kPostpone, next_try, wants_page, key);
    s.db.run(sql::kNoteItem, why, key);
  });
}

Status give_up_item(Record& record, FeedItemKey key, const std::string& why) {
  Record::State& s = record.state();
  return s.transact([&] {
    s.db.run(sql::kGiveUpItem, why, key);
    s.db.run(sql::kDropWaiting, key);
  });
}

void end_item(Database& db, FeedItemKey item, ArticleKey article) {
  db.run(sql::kEndItem, article, item);
  db.run(sql::kDropWaiting, item);
}

}  // namespace demarche
