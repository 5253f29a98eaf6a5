// What is watched: feeds listed, added, changed, removed, tried. Doors: view_feeds(), view_feed(), take_feed(), set_feed(), drop_feed(), try_feed().
#include <atomic>

#include "base/day.h"
#include "feeds/watcher.h"
#include "record/watched_json.h"
#include "serve/bodies.h"
#include "serve/views.h"

namespace demarche {
namespace {

constexpr int kTestMs = 15'000;       // for each of a test's two or three fetches
constexpr int kTestsAtOnce = 2;       // each keeps a desk busy
constexpr std::size_t kItemsShown = 20;

/// What a body says of a feed, laid over what it is.
Status take_wishes(const Request& request, Subscription& s) {
  Body body;
  if (const Status read = body.read(request, {"url", "name", "kind", "every", "full_text", "paused"}); !read) return read;
  std::string kind(name_of(s.kind));
  body.take("url", s.url), body.take("name", s.name), body.take("kind", kind), body.take("every", s.every), body.take("full_text", s.full_text), body.take("paused", s.is_paused);
  if (const auto known = feed_kind_of(kind)) s.kind = *known;
  else body.fail("\"kind\" is auto, feed or page");
  return body.status();
}

void write(JsonWriter& json, const TestedFeed& t) {
  json.object([&] {
    json.field("url", t.url);
    json.key("status"), json.integer(t.reply.status);
    json.field_unless_empty("moved_to", t.moved_to);
    if (t.reply.error) json.field("error", t.reply.error->message);
    else if (t.content.items.empty() && !t.content.errors.empty()) json.field("error", t.content.errors.front().message);
    json.key("is_feed"), json.boolean(t.content.is_feed);
    json.field("title", t.content.title);
    json.key("items"), json.integer(static_cast<std::int64_t>(t.content.items.size()));
    json.array("newest", [&] {
      for (std::size_t n = 0; n < t.content.items.size() && n < kItemsShown; ++n) {
        const Article& a = t.content.items[n].article;
        json.object([&] {
          json.field("title", a.title);
          json.field_unless_empty("url", a.url);
          if (a.published) json.field("published", to_string(*a.published));
          json.key("bytes"), json.integer(static_cast<std::int64_t>(a.text.size()));
        });
      }
    });
    json.field_unless_empty("page", t.page);
    json.key("page_bytes"), json.integer(static_cast<std::int64_t>(t.page_bytes));
    json.array("offers", [&] {
      for (const std::string& offer : t.content.offers) json.string(offer);
    });
  });
}

}  // namespace

Result<Reply> view_feeds(Desk& desk, const Request& /*request*/) {
  auto all = feeds(desk.record());
  if (!all) return all.error();
  return rows_of(Answer<Feed>{*std::move(all), ""});
}

Result<Reply> view_feed(Desk& desk, const Request& request) {
  const auto key = key_of(request, 'F', "a feed");
  if (!key) return key.error();
  const auto there = feed(desk.record(), *key);
  return there ? Result<Reply>(one_of(*there)) : there.error();
}

Result<Reply> take_feed(Desk& desk, const Request& request) {
  Subscription wants;
  if (const Status taken = take_wishes(request, wants); !taken) return taken.error();
  const auto pen = desk.pen();
  if (!pen) return pen.error();
  const auto added = add_feed(**pen, wants, request.now);
  return added ? Result<Reply>(one_of(*added, 201)) : added.error();
}

Result<Reply> set_feed(Desk& desk, const Request& request) {
  const auto key = key_of(request, 'F', "a feed");
  if (!key) return key.error();
  const auto pen = desk.pen();
  if (!pen) return pen.error();
  const auto there = feed(**pen, *key);
  if (!there) return there.error();
  Subscription wants = there->wants;
  if (const Status taken = take_wishes(request, wants); !taken) return taken.error();
  const auto changed = change_feed(**pen, *key, wants, request.now);
  return changed ? Result<Reply>(one_of(*changed)) : changed.error();
}

Result<Reply> drop_feed(Desk& desk, const Request& request) {
  const auto key = key_of(request, 'F', "a feed");
  if (!key) return key.error();
  const auto pen = desk.pen();
  if (!pen) return pen.error();
  if (const Status gone = remove_feed(**pen, *key); !gone) return gone.error();
  return nothing_said();
}

Result<Reply> try_feed(Desk& desk, const Request& request) {
  const auto key = key_of(request, 'F', "a feed");
  if (!key) return key.error();
  const auto there = feed(desk.record(), *key);
  if (!there) return there.error();
  static std::atomic<int> running{0};
  struct Turn {
    bool is_mine = running.fetch_add(1) < kTestsAtOnce;
    ~Turn() { running.fetch_sub(1); }
  } turn;
  if (!turn.is_mine) return problem(503, "other feeds are being tried at the moment");
  auto network = curl_network(desk.house().options.network);
  if (!network) return network.error();
  FetchLimits limits;
  limits.timeout_ms = kTestMs;
  Reply out;
  JsonWriter json(out.body);
  write(json, test_feed(**network, system_clock(), limits, there->wants));
  out.body += '\n';
  return out;
}

}  // namespace demarche
