// The motor of watching. Relies on: demarche/feeds.h (the state), fetcher, poll, reader. Door: Watcher.
//
// One turn: start the polls that are due; take items that wait, and ask for their pages; let the network work; note what came; read
// and write what is complete. An item goes waiting (in the record) → fetching → ready → written, and only the last step ends it there.
#include "feeds/watcher.h"

#include <algorithm>

#include "base/utf8.h"

namespace demarche {
namespace {

constexpr std::size_t kPollsAtOnce = 64;        // begun in one turn
constexpr std::size_t kMostPolls = 1024;        // under way
constexpr std::size_t kItemsTaken = 2000;       // waiting items in memory
constexpr std::size_t kWrittenAtOnce = 32;      // articles a transaction
constexpr std::int64_t kIdleMs = 1000;          // the longest sleep: others may add a feed meanwhile
constexpr std::int64_t kAfterTroubleMs = 10'000;
constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kLongestBackOff = 6 * 3600;  // seconds
constexpr std::int64_t kItemDelaysMs[] = {30'000, 120'000, 600'000, 3'600'000};  // between tries of a page

std::uint64_t ticket_of_feed(FeedKey key) { return static_cast<std::uint64_t>(key) * 2; }
std::uint64_t ticket_of_item(FeedItemKey key) { return static_cast<std::uint64_t>(key) * 2 + 1; }

std::uint64_t hash_of(std::string_view bytes) {  // FNV-1a, 64 bits
  std::uint64_t h = 14695981039346656037ull;
  for (const char c : bytes) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return h;
}

/// A status after which a page is not asked for again: it is not there, or not for us.
bool is_final(int status) { return status >= 400 && status < 500 && status != 408 && status != 425 && status != 429; }

bool is_text_type(std::string_view type) {
  const std::string small = lower(type.substr(0, 64));
  return small.empty() || small.starts_with("text/") || small.find("html") != std::string::npos || small.find("xml") != std::string::npos;
}

}  // namespace

Instant next_poll_after(const Feed& feed, Instant now, bool is_good, std::int64_t retry_after_ms) {
  std::int64_t wait = feed.wants.every;
  if (!is_good) {
    const auto doublings = std::min<std::int64_t>(feed.failures + 1, 20);
    wait = std::min(wait << doublings, std::max(wait, kLongestBackOff));
  }
  // Up to a tenth: sooner where all is well, later where it is not.
  const auto chance = static_cast<std::int64_t>(hash_of(feed.wants.url + std::to_string(now / 3600)) % static_cast<std::uint64_t>(wait / 10 + 1));
  wait += is_good ? -chance : chance;
  return now + std::max(wait, (retry_after_ms + 999) / 1000);
}

Watcher::Watcher(Record& record, Reader& reader, Network& network, WallClock& clock, WatchOptions options)
    : record_(record), reader_(reader), clock_(clock), options_(std::move(options)), network_(network), fetcher_(network, clock, options_.limits) {}

Status Watcher::run(std::stop_token stop) {
  const std::stop_callback wake(stop, [this] { network_.interrupt(); });
  while (!stop.stop_requested()) {
    step(kIdleMs);
    if (options_.once && (failure_ || is_idle())) break;
  }
  write_ready();
  if (options_.once && failure_) return *failure_;
  return Done{};
}

void Watcher::step(std::int64_t at_most_ms) {
  const std::int64_t now = clock_.now_ms();
  if (now >= quiet_until_ms_) {
    if (now >= next_look_ms_ || look_for_items_) {
      next_look_ms_ = now + std::min<std::int64_t>(at_most_ms, kIdleMs);
      start_polls();
      take_items();
    }
  }
  const bool busy = !ready_.empty() || look_for_items_;
  for (Fetched& f : fetcher_.step(busy ? 0 : at_most_ms)) take(std::move(f));
  write_ready();
}

bool Watcher::is_idle() {
  if (!has_started_ || !polling_.empty() || !fetching_.empty() || !ready_.empty() || look_for_items_) return false;
  const auto waiting = waiting_items(record_, clock_.now(), 1);
  return !waiting || waiting->empty();
}

// ---- polls ----

void Watcher::start_polls() {
  if (options_.once && has_started_) return;
  const bool all = options_.once;
  if (polling_.size() >= kMostPolls) return;
  const auto due = due_feeds(record_, clock_.now(), all ? SIZE_MAX >> 1 : polling_.size() + kPollsAtOnce, all && options_.all);  // those under way are due still
  if (!due) return trouble(due.error());
  has_started_ = true;
  for (const Feed& f : *due) {
    if (!polling_.contains(f.key)) poll(f);
  }
}

void Watcher::poll(Feed feed) {
  Wanted wanted;
  wanted.url = feed.wants.url;
  wanted.is_page = feed.wants.kind == FeedKind::kPage;
  if (!feed.etag.empty()) wanted.headers.push_back("If-None-Match: " + feed.etag);
  if (!feed.last_modified.empty()) wanted.headers.push_back("If-Modified-Since: " + feed.last_modified);
  wanted.headers.emplace_back("Accept: application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5");
  const FeedKey key = feed.key;
  polling_.emplace(key, Polling{std::move(feed), clock_.now_ms()});
  fetcher_.want(ticket_of_feed(key), std::move(wanted));
}

void Watcher::take(Fetched fetched) {
  if (fetched.ticket % 2 == 0) {
    auto polling = polling_.extract(static_cast<FeedKey>(fetched.ticket / 2));
    if (!polling.empty()) end_poll(polling.mapped(), std::move(fetched));
    return;
  }
  auto item = fetching_.extract(static_cast<FeedItemKey>(fetched.ticket / 2));
  if (!item.empty()) end_page(std::move(item.mapped()), std::move(fetched));
}

void Watcher::end_poll(const Polling& polling, Fetched fetched) {
  const Feed& feed = polling.feed;
  const WebReply& answer = fetched.answer;
  PollResult result;
  result.at = clock_.now();
  WatchNote note;
  note.feed = feed.key, note.name = feed.called(), note.status = answer.status, note.took_ms = clock_.now_ms() - polling.begun_ms;
  const std::uint64_t body = hash_of(answer.body);
  if (answer.error) {
    result.note = answer.error->message;
  } else if (answer.status == 304 || (answer.status == 200 && feed.body == body && feed.last_good > 0)) {
    result.is_good = note.is_unchanged = true;
  } else if (answer.status < 200 || answer.status >= 300) {
    result.note = "the server answers " + std::to_string(answer.status) + (answer.status == 410 ? ": the feed is gone for good" : "");
  } else {
    PollContent content = read_poll(feed.wants, answer.body, fetched.url);
    if (!content.errors.empty()) result.note = content.errors.front().text() + (content.errors.size() > 1 ? " (and " + std::to_string(content.errors.size() - 1) + " more)" : "");
    result.is_good = content.errors.empty() || !content.items.empty();
    result.items = std::move(content.items);
    if (result.is_good && !content.title.empty()) {
      result.title = content.title;
      if (feed.wants.name.empty()) note.name = content.title;
    }
    if (content.errors.empty()) {
      result.etag = answer.etag, result.last_modified = answer.last_modified, result.body = body;
      // What a feed that is polled often shows for the first time was published about now; a first poll may show what is old.
      if (feed.last_good > 0 && result.at - feed.last_good < kDay) {
        for (FoundItem& found : result.items) {
          Article& a = found.article;
          if (!a.published) a.published = Day{static_cast<std::int32_t>(result.at / kDay)}, a.published_basis = "seen";
        }
      }
    }
    if (!content.is_feed && result.is_good) result.kind = FeedKind::kPage;  // from now on robots.txt is asked
    if (!content.is_feed && !content.offers.empty() && feed.wants.kind == FeedKind::kAuto) result.note = "is a page, and offers a feed: " + content.offers.front();
  }
  if (result.is_good && result.note.empty() && !fetched.moved_to.empty()) result.note = "moved for good to " + fetched.moved_to;
  result.next_poll = next_poll_after(feed, result.at, result.is_good, fetched.retry_after_ms);
  if (answer.status == 410) result.next_poll = std::max(result.next_poll, result.at + kDay);
  note.words = result.note, note.next_poll = result.next_poll;
  const auto noted = note_poll(record_, feed.key, result);
  if (!noted) {
    if (noted.error().kind != ErrorKind::kNotFound) trouble(noted.error());  // else it was removed meanwhile
    return;
  }
  note.new_items = noted->new_items, note.revised = noted->revised;
  look_for_items_ = look_for_items_ || noted->new_items + noted->revised > 0;
  tell(std::move(note));
}

// ---- items ----

void Watcher::take_items() {
  look_for_items_ = false;
  if (taken_.size() >= kItemsTaken) return;
  auto waiting = waiting_items(record_, clock_.now(), kItemsTaken);
  if (!waiting) return trouble(waiting.error());
  for (WaitingItem& item : *waiting) {
    if (!taken_.insert(item.key).second) continue;
    if (!item.wants_page) {
      ready_.push_back({std::move(item.article), item.key, item.feed});
      continue;
    }
    Wanted wanted;
    wanted.url = item.article.url;
    wanted.is_page = true;
    wanted.headers.emplace_back("Accept: text/html, application/xhtml+xml, */*;q=0.5");
    const FeedItemKey key = item.key;
    fetching_.emplace(key, std::move(item));
    fetcher_.want(ticket_of_item(key), std::move(wanted));
  }
}

void Watcher::end_page(WaitingItem item, Fetched fetched) {
  const WebReply& answer = fetched.answer;
  if (answer.error) {
    const bool is_final = fetched.is_forbidden || answer.error->kind == ErrorKind::kTooLarge;
    return is_final ? use_feeds_words(item, answer.error->message) : postpone(item, fetched.retry_after_ms, answer.error->message);
  }
  const std::string says = "the server answers " + std::to_string(answer.status);
  if (is_final(answer.status)) return use_feeds_words(item, says);
  if (answer.status < 200 || answer.status >= 300) return postpone(item, fetched.retry_after_ms, says);
  if (!is_text_type(answer.type)) return use_feeds_words(item, "its page is " + answer.type.substr(0, 80) + ", not HTML");
  std::string why;
  Article article = article_of_page(item.article, answer.body, fetched.url, why);
  if (!why.empty()) return use_feeds_words(item, why);
  if (const auto of = feed(record_, item.feed); of && !of->wants.name.empty()) article.source = of->wants.name;  // as its reader calls it
  ready_.push_back({std::move(article), item.key, item.feed});
}

void Watcher::postpone(const WaitingItem& item, std::int64_t after_ms, const std::string& why) {
  const auto tries = static_cast<std::size_t>(std::max(item.tries, 0));
  const bool again = tries < std::size(kItemDelaysMs);
  const std::int64_t delay = std::max(after_ms, again ? kItemDelaysMs[tries] : 0);
  if (!again) return use_feeds_words(item, why);
  taken_.erase(item.key);
  if (const Status done = postpone_item(record_, item.key, clock_.now() + (delay + 999) / 1000, true, why); !done) trouble(done.error());
}

/// The page is not to be had: what the feed says is read, and why is kept with the item.
void Watcher::use_feeds_words(const WaitingItem& item, const std::string& why) {
  if (const Status done = postpone_item(record_, item.key, clock_.now(), false, why); !done) return taken_.erase(item.key), trouble(done.error());
  ready_.push_back({item.article, item.key, item.feed});
}

void Watcher::write_ready() {
  while (!ready_.empty()) {
    const std::size_t many = std::min(ready_.size(), kWrittenAtOnce);
    std::vector<Article> articles;
    WriteOptions options;
    options.now = clock_.now();
    std::vector<FeedKey> of;
    for (std::size_t n = 0; n < many; ++n) {
      Ready& r = ready_[n];
      articles.push_back(std::move(r.article));
      options.items.push_back(r.item), of.push_back(r.feed);
    }
    ready_.erase(ready_.begin(), ready_.begin() + static_cast<std::ptrdiff_t>(many));
    std::vector<Prepared> prepared;
    for (std::size_t n = 0; Reading & reading : reader_.read(std::move(articles))) prepared.push_back(prepare(std::move(reading), origin_of(of[n++])));
    const auto written = record_.write(prepared, options);
    for (const FeedItemKey key : options.items) taken_.erase(key);  // written, or still waiting in the record
    if (!written) return trouble(written.error());
    std::map<FeedKey, WatchNote> notes;
    for (std::size_t n = 0; n < written->size(); ++n) {
      WatchNote& note = notes[of[n]];
      ++((*written)[n].is_new ? note.articles : note.known);
      note.events += (*written)[n].new_events, note.reports += (*written)[n].reports;
    }
    for (auto& [key, note] : notes) {
      note.what = WatchNote::What::kRead, note.feed = key;
      if (const auto there = feed(record_, key)) note.name = there->called();
      tell(std::move(note));
    }
  }
}

std::string Watcher::origin_of(FeedKey key) {
  const auto there = feed(record_, key);
  return there ? there->wants.url : std::string();
}

void Watcher::trouble(const Error& error) {
  failure_ = error;
  quiet_until_ms_ = clock_.now_ms() + kAfterTroubleMs;
  next_look_ms_ = 0;
  WatchNote note;
  note.what = WatchNote::What::kTrouble, note.words = error.text();
  tell(std::move(note));
}

void Watcher::tell(WatchNote note) {
  note.at_ms = clock_.now_ms();
  if (options_.told) options_.told(note);
}

}  // namespace demarche
