// Watching: feeds polled when their time comes, the pages behind their items fetched, articles read and written.
//
// Everything that must outlive the process stands in the record (demarche/feeds.h); this is the motor. WallClock and network are handed in.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <set>
#include <stop_token>

#include "coding/reader.h"
#include "demarche/feeds.h"
#include "feeds/fetcher.h"

namespace demarche {

// ---- what a poll and a page say (poll.cpp) ----

struct PollContent {
  bool is_feed = false;             ///< false: a page that is an article itself
  std::string title;                ///< as the feed calls itself; "" where it has no items
  std::vector<FoundItem> items;
  std::vector<Error> errors;        ///< what in it could not be read
  std::vector<std::string> offers;  ///< addresses of feeds that a page names in its head
};
/// `url` is where the body came from: links are resolved against it, and those that lead elsewhere than to the web are dropped.
PollContent read_poll(const Subscription& wants, const std::string& body, const std::string& url);

/// The article of an item whose page was fetched: the page's text with what the feed knows better. Where the page has no story, or a
/// shorter one than the feed, the feed's own words, and `why` says so.
Article article_of_page(const Article& of_feed, const std::string& page, const std::string& url, std::string& why);
/// Whether a feed gives an item whole, so that its page need not be fetched: 2,000 bytes or more that do not end in "…" or "read more".
bool is_whole(const Article& article);

// ---- one feed, tried without a record ----

struct TestedFeed {
  WebReply reply;
  std::string url, moved_to;
  PollContent content;
  std::string page;                 ///< of the newest item: what became of it, in words; "" where pages are not read
  std::size_t page_bytes = 0;       ///< of its text
};
/// Fetches a feed, and the page of its newest item where full text is wanted. Takes as long as the limits allow.
TestedFeed test_feed(Network& network, WallClock& clock, const FetchLimits& limits, const Subscription& wants);

// ---- the watcher ----

/// What happened, for a log.
struct WatchNote {
  enum class What : std::uint8_t { kPolled, kRead, kTrouble };
  What what = What::kPolled;
  std::int64_t at_ms = 0;
  FeedKey feed = 0;
  std::string name;                 ///< of the feed
  int status = 0;                   ///< of HTTP; 0 where no answer came
  std::int64_t took_ms = 0;         ///< of the poll
  bool is_unchanged = false;
  std::size_t new_items = 0, revised = 0;
  std::size_t articles = 0, known = 0;  ///< kRead: written, and in the record before
  std::uint32_t events = 0, reports = 0;
  std::string words;                ///< what went wrong, or is worth knowing; "" for nothing
  Instant next_poll = 0;
};

struct WatchOptions {
  FetchLimits limits;
  bool once = false;                ///< ends when everything that is due has been polled, fetched and written
  bool all = false;                 ///< with `once`: polls every feed, due or not
  std::function<void(const WatchNote&)> told;
};

/// One thread; the record and the reader are this watcher's own while it runs.
class Watcher {
 public:
  Watcher(Record& record, Reader& reader, Network& network, WallClock& clock, WatchOptions options);

  /// Runs until stopped, or with `once` until all is done. Articles that are fetched are written before it returns; what was under way
  /// is fetched again at the next start. An error only where `once` could not write to the record; else troubles are told and tried anew.
  Status run(std::stop_token stop = {});
  /// One turn of run(): at most so long where nothing is to do. For tests.
  void step(std::int64_t at_most_ms);
  [[nodiscard]] bool is_idle();

 private:
  struct Polling {
    Feed feed;
    std::int64_t begun_ms = 0;
  };
  struct Ready {
    Article article;
    FeedItemKey item = 0;
    FeedKey feed = 0;
  };

  void start_polls();
  void poll(Feed feed);
  void take_items();
  void take(Fetched fetched);
  void end_poll(const Polling& polling, Fetched fetched);
  void end_page(WaitingItem item, Fetched fetched);
  void postpone(const WaitingItem& item, std::int64_t after_ms, const std::string& why);
  void use_feeds_words(const WaitingItem& item, const std::string& why);
  void write_ready();
  void trouble(const Error& error);
  void tell(WatchNote note);
  std::string origin_of(FeedKey feed);

  Record& record_;
  Reader& reader_;
  WallClock& clock_;
  WatchOptions options_;
  Network& network_;
  Fetcher fetcher_;
  std::map<FeedKey, Polling> polling_;
  std::map<FeedItemKey, WaitingItem> fetching_;
  std::set<FeedItemKey> taken_;      ///< fetched or ready, so not to be taken again
  std::deque<Ready> ready_;
  bool has_started_ = false, look_for_items_ = true;
  std::int64_t next_look_ms_ = 0, quiet_until_ms_ = 0;
  std::optional<Error> failure_;
};

/// When a feed is polled next after a poll at `now`: its own time where that was good, else later and later, and never before the
/// server wants it. A share of chance keeps feeds apart; it depends on the feed and the hour alone.
Instant next_poll_after(const Feed& feed, Instant now, bool is_good, std::int64_t retry_after_ms);

}  // namespace demarche
