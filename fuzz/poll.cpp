// What servers send to a watcher: feeds of every kind, pages that offer feeds, robots.txt, Retry-After, OPML. The first byte says which.
#include <cstdint>
#include <string>

#include "feeds/feed_list.h"
#include "feeds/robots.h"
#include "feeds/watcher.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace demarche;
  if (size == 0) return 0;
  const std::string rest(reinterpret_cast<const char*>(data + 1), size - 1);
  switch (data[0] % 4) {
    case 0: {
      Subscription wants;
      for (const FoundItem& item : read_poll(wants, rest, "https://a.example/feed").items) {
        // whatever a feed says, its items lead to the web or nowhere
        if (!item.article.url.empty() && !item.article.url.starts_with("http://") && !item.article.url.starts_with("https://")) __builtin_trap();
      }
      break;
    }
    case 1: {
      const std::size_t line = rest.find('\n');
      const Robots robots = Robots::read(rest.substr(line == std::string::npos ? 0 : line), "Demarche");
      if (!robots.allows("/robots.txt")) __builtin_trap();
      (void)robots.allows(rest.substr(0, line));
      break;
    }
    case 2:
      if (rest.starts_with('<')) (void)read_feed_list(rest, "list");  // OPML; toml++ 3.3 asserts on some broken TOML ("[[`a")
      break;
    default:
      if (const std::int64_t ms = retry_after_ms(rest, 1634551200000); ms < 0 || ms > 86'400'000) __builtin_trap();
      (void)resolved("https://a.example/x/y", rest);
      (void)seconds_of(rest);
  }
  return 0;
}
