// What a poll and a page say. Relies on: source (feeds), text (pages). Doors: read_poll(), article_of_page(), test_feed().
#include <algorithm>
#include <chrono>

#include "base/utf8.h"
#include "feeds/feeds.h"
#include "feeds/watcher.h"
#include "text/text.h"

namespace demarche {
namespace {

constexpr std::size_t kWhole = 2000;         // bytes of an item's text that need no page
constexpr std::size_t kLeastStory = 120;     // bytes of a page's text that may be a story
constexpr std::size_t kMostOffers = 8;
constexpr std::size_t kHead = std::size_t{256} << 10;  // bytes of a page within which its head ends

/// The value of an attribute within one tag of HTML.
std::string attribute(std::string_view tag, std::string_view name) {
  const std::string small = lower(tag);
  for (std::size_t at = small.find(name); at != std::string::npos; at = small.find(name, at + 1)) {
    std::size_t k = at + name.size();
    if (at == 0 || static_cast<unsigned char>(small[at - 1]) > ' ' || k >= small.size() || small.size() != tag.size()) continue;
    while (k < tag.size() && static_cast<unsigned char>(tag[k]) <= ' ') ++k;
    if (k >= tag.size() || tag[k] != '=') continue;
    ++k;
    while (k < tag.size() && static_cast<unsigned char>(tag[k]) <= ' ') ++k;
    if (k >= tag.size()) return {};
    const bool is_quoted = tag[k] == '"' || tag[k] == '\'';
    const std::size_t begin = is_quoted ? k + 1 : k;
    const std::size_t end = is_quoted ? tag.find(tag[k], begin) : tag.find_first_of(" \t\r\n>", begin);
    std::string value(tag.substr(begin, end == std::string_view::npos ? end : end - begin));
    for (std::size_t amp = value.find("&amp;"); amp != std::string::npos; amp = value.find("&amp;", amp + 1)) value.erase(amp + 1, 4);
    return value;
  }
  return {};
}

/// <link rel="alternate" type="application/rss+xml" href="…"> of a page's head.
std::vector<std::string> offers_of(const std::string& page, const std::string& url) {
  std::vector<std::string> out;
  const std::string_view head = std::string_view(page).substr(0, kHead);
  for (std::size_t at = head.find("<link"); at != std::string_view::npos && out.size() < kMostOffers; at = head.find("<link", at + 1)) {
    const std::size_t end = head.find('>', at);
    if (end == std::string_view::npos) break;
    const std::string_view tag = head.substr(at, end - at);
    const std::string type = lower(attribute(tag, "type"));
    if (lower(attribute(tag, "rel")) != "alternate" || (type != "application/rss+xml" && type != "application/atom+xml" && type != "application/feed+json")) continue;
    if (auto link = resolved(url, attribute(tag, "href"))) out.push_back(*std::move(link));
  }
  return out;
}

bool is_feed(const std::string& body) {
  return looks_like_feed(std::string_view(body).substr(0, 4096));
}

/// An id that was made of the words changes with them; the address does not.
std::string name_in_feed(const Article& a) { return !a.url.empty() && a.id == article_id(a.title, a.text) ? a.url : a.id; }

void read_feed_items(const Subscription& wants, const std::string& body, const std::string& url, PollContent& out) {
  auto source = source_over(body, url, SourceKind::kFeed);
  if (!source) return out.errors.push_back(source.error());
  while (auto item = (*source)->next()) {
    if (!*item) {
      out.errors.push_back(item->error());
      continue;
    }
    FoundItem& found = out.items.emplace_back();
    found.article = std::move((**item).article);
    Article& a = found.article;
    if (out.title.empty()) out.title = a.source;
    found.name = name_in_feed(a);  // before the address changes with the feed's own
    a.url = resolved(url, a.url).value_or("");
    if (!wants.name.empty()) a.source = wants.name;
    found.wants_page = wants.full_text && !a.url.empty() && !is_whole(a);
  }
}

void read_page_item(const Subscription& wants, const std::string& body, const std::string& url, PollContent& out) {
  auto page = read_html(body, url);
  if (!page) return out.errors.push_back(page.error());
  if (page->text.empty()) return out.errors.push_back({ErrorKind::kMalformed, url, "is a page without a story", {}});
  FoundItem& found = out.items.emplace_back();
  found.article = *std::move(page);
  Article& a = found.article;
  a.url = url;
  out.title = a.title;
  if (!wants.name.empty()) a.source = wants.name;
  if (!a.published && (a.published = day_of_url(url))) a.published_basis = "url";
  a.id = article_id(a.title, a.text);
  found.name = a.id;  // another text is another item
}

}  // namespace

bool is_whole(const Article& a) {
  if (a.text.size() < kWhole) return false;
  std::string end = lower(std::string_view(a.text).substr(a.text.size() - 40));
  while (!end.empty() && (static_cast<unsigned char>(end.back()) <= ' ' || end.back() == ']' || end.back() == ')')) end.pop_back();
  return !end.ends_with("…") && !end.ends_with("...") && !end.ends_with("read more") && !end.ends_with("continue reading") && !end.ends_with("more »");
}

PollContent read_poll(const Subscription& wants, const std::string& body, const std::string& url) {
  PollContent out;
  out.is_feed = wants.kind == FeedKind::kFeed || (wants.kind == FeedKind::kAuto && is_feed(body));
  if (out.is_feed) {
    read_feed_items(wants, body, url, out);
    return out;
  }
  out.offers = offers_of(body, url);
  read_page_item(wants, body, url, out);
  return out;
}

Article article_of_page(const Article& of_feed, const std::string& page, const std::string& url, std::string& why) {
  auto read = read_html(page, url);
  const bool has_story = read && read->text.size() >= kLeastStory && read->text.size() >= of_feed.text.size() / 2;
  if (!has_story) {
    why = !read ? read.error().message : "its page has no story that is longer than the feed's words";
    return of_feed;
  }
  Article a = *std::move(read);
  a.id = of_feed.id;
  a.url = url;
  if (a.title.empty()) a.title = of_feed.title;
  if (a.source.empty()) a.source = of_feed.source;
  if (a.byline.empty()) a.byline = of_feed.byline;
  if (of_feed.published && (of_feed.published_basis == "feed" || !a.published)) a.published = of_feed.published, a.published_basis = of_feed.published_basis;
  a.language = of_feed.language;
  if (a.dateline.empty()) find_dateline(a);
  return a;
}

TestedFeed test_feed(Network& network, WallClock& clock, const FetchLimits& limits, const Subscription& wants) {
  TestedFeed out;
  Fetcher fetcher(network, clock, limits);
  const auto fetch = [&](Wanted wanted) {
    const std::int64_t end = clock.now_ms() + 3 * limits.timeout_ms;
    fetcher.want(1, std::move(wanted));
    while (clock.now_ms() < end) {
      for (Fetched& f : fetcher.step(200)) return std::move(f);
    }
    Fetched late;
    late.answer.error = Error{ErrorKind::kUnreadable, wants.url, "took too long", {}};
    return late;
  };
  Fetched got = fetch({wants.url, {}, wants.kind == FeedKind::kPage});
  out.reply = std::move(got.answer), out.url = got.url, out.moved_to = got.moved_to;
  if (out.reply.error) return out;
  if (out.reply.status < 200 || out.reply.status >= 300) {
    out.reply.error = Error{ErrorKind::kUnreadable, wants.url, "the server answers " + std::to_string(out.reply.status), {}};
    return out;
  }
  out.content = read_poll(wants, out.reply.body, got.url);
  const auto first = std::find_if(out.content.items.begin(), out.content.items.end(), [](const FoundItem& f) { return f.wants_page; });
  if (first == out.content.items.end()) return out;
  const Fetched page = fetch({first->article.url, {}, true});
  if (page.answer.error) out.page = page.answer.error->message;
  else if (page.answer.status < 200 || page.answer.status >= 300) out.page = "the server answers " + std::to_string(page.answer.status);
  else out.page_bytes = article_of_page(first->article, page.answer.body, page.url, out.page).text.size();
  return out;
}

}  // namespace demarche
