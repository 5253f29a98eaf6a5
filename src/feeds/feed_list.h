// Lists of feeds, as people keep them: TOML of our own, and OPML, which feed readers exchange.
//
//   [[feed]]
//   url = "https://www.example.org/news.rss"
//   name = "Example"          # else the feed's own title
//   every = "15m"             # "90s", "15m", "2h", "1d", or seconds
//   kind = "auto"             # "feed", "page"
//   full_text = true          # false: the summaries of the feed, not the pages behind them
//   paused = false
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "demarche/feeds.h"

namespace demarche {

struct FeedList {
  std::vector<Subscription> feeds;
  std::vector<Error> errors;  ///< each wrong entry, "FILE:LINE" or "FILE: outline N"; the others are there
};

/// TOML or OPML, told apart by the first bytes. An error where the whole is neither.
Result<FeedList> read_feed_list(const std::string& text, const std::string& where);
std::string feed_list_as_toml(const std::vector<Feed>& feeds);
std::string feed_list_as_opml(const std::vector<Feed>& feeds);

/// "90s", "15m", "2h", "1d", "45" → seconds; nothing for others. And back: "15m".
std::optional<std::int64_t> seconds_of(std::string_view words);
std::string duration_of(std::int64_t seconds);

}  // namespace demarche
