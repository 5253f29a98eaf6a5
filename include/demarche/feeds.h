// Feeds that a record watches: what their reader wants of them, how their polls went, which of their items are still to be read.
//
// All of it lives in the record, so that a watcher that is killed at any moment loses no item and reads none twice: an item stands
// in the record before its page is fetched, and ends in the transaction that writes its article.
//
// Each writing call is one transaction. Threads and connections as for Record. Nothing here reads a clock or opens a socket.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/article.h"
#include "demarche/record.h"
#include "demarche/result.h"

namespace demarche {

/// Keys of one record; people write F3.
using FeedKey = std::int64_t;
using FeedItemKey = std::int64_t;

/// What stands at the address: a feed (RSS, Atom, JSON Feed), or a page whose own text is an article and may change.
enum class FeedKind : std::uint8_t { kAuto, kFeed, kPage };
std::string_view name_of(FeedKind kind);  ///< "auto", "feed", "page"
std::optional<FeedKind> feed_kind_of(std::string_view name);

inline constexpr std::int64_t kUsualEvery = 900;                ///< seconds between polls where nobody says otherwise
inline constexpr std::int64_t kLeastEvery = 10, kMostEvery = 30 * 86400;

/// What its reader wants of a feed.
struct Subscription {
  std::string url = {};             ///< http or https
  std::string name = {};            ///< "" for the feed's own title
  FeedKind kind = FeedKind::kAuto;
  std::int64_t every = kUsualEvery; ///< seconds between polls
  bool full_text = true;            ///< reads the page that each item links to, not the item's summary alone
  bool is_paused = false;
};

struct Feed {
  FeedKey key = 0;
  Subscription wants;
  std::string title;                ///< as the feed calls itself; "" before the first poll
  Instant added_at = 0;
  Instant next_poll = 0;
  Instant last_poll = 0, last_good = 0;  ///< 0: never
  std::int64_t failures = 0;        ///< polls that failed in a row
  std::string note;                 ///< what the last poll said: an error, a new address; "" for nothing
  std::string etag, last_modified;  ///< for the next conditional request
  std::uint64_t body = 0;           ///< hash of the last body
  std::int64_t items = 0;           ///< that ever stood in it
  std::int64_t waiting = 0;         ///< of them, still to be read
  std::int64_t articles = 0;        ///< of them, in the record
  /// Name, else title, else address.
  [[nodiscard]] const std::string& called() const { return !wants.name.empty() ? wants.name : !title.empty() ? title : wants.url; }
};

/// kUsage where the address is no http or https address, `every` is out of bounds, or the address is watched already.
Result<Feed> add_feed(Record& record, const Subscription& wants, Instant now);
/// The next poll comes at once where the address changes. kNotFound, kUsage.
Result<Feed> change_feed(Record& record, FeedKey key, const Subscription& wants, Instant now);
/// Articles that came of it stay. kNotFound.
Status remove_feed(Record& record, FeedKey key);
Result<Feed> feed(const Record& record, FeedKey key);
/// In the order they were added.
Result<std::vector<Feed>> feeds(const Record& record);
/// By "F3", "3", address or name (of its reader, else of the feed). kNotFound; kUsage where several have that name.
Result<Feed> find_feed(const Record& record, std::string_view word);

// ---- polls ----

/// Feeds that are not paused and whose time has come, the longest due first. `all`: every one that is not paused.
Result<std::vector<Feed>> due_feeds(const Record& record, Instant now, std::size_t limit, bool all = false);
/// When the next one is due; nothing where none is watched.
Result<std::optional<Instant>> next_due(const Record& record);

/// One item as a poll found it.
struct FoundItem {
  std::string name;      ///< what names it in its feed: its id, else its address
  Article article;       ///< what the feed says of it
  bool wants_page = false;
};

/// How a poll ended.
struct PollResult {
  Instant at = 0, next_poll = 0;
  bool is_good = false;             ///< the server answered with the feed, or that it is unchanged
  std::string note;                 ///< an error, or "moved to …"
  std::optional<FeedKind> kind;     ///< what kAuto turned out to be
  std::optional<std::string> title, etag, last_modified;  ///< as the answer gives them; nothing leaves what there was
  std::optional<std::uint64_t> body;
  std::vector<FoundItem> items;
};
struct PollNoted {
  std::size_t new_items = 0, revised = 0;
};
/// Notes the poll and puts its new and revised items among those that wait. An item that another feed has already is not read again.
Result<PollNoted> note_poll(Record& record, FeedKey key, const PollResult& poll);

// ---- items ----

struct WaitingItem {
  FeedItemKey key = 0;
  FeedKey feed = 0;
  Article article;       ///< as the feed gave it
  bool wants_page = false;
  int tries = 0;         ///< fetches of its page that failed
  Instant next_try = 0;
};
/// Items to be read now, oldest first.
Result<std::vector<WaitingItem>> waiting_items(const Record& record, Instant now, std::size_t limit);
Result<std::int64_t> count_waiting(const Record& record);
/// Its page could not be had: again at `next_try`. Without `wants_page` it is read from the feed's own words then.
Status postpone_item(Record& record, FeedItemKey key, Instant next_try, bool wants_page, const std::string& why);
/// Nothing can be read of it; it stays known. Items that become articles end by WriteOptions::items.
Status give_up_item(Record& record, FeedItemKey key, const std::string& why);

}  // namespace demarche
