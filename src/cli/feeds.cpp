// `demarche feeds …`: which feeds are watched. Door: add_feeds.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "base/files.h"
#include "cli/ask.h"
#include "cli/network_choice.h"
#include "feeds/feed_list.h"
#include "feeds/watcher.h"
#include "record/watched_json.h"

namespace demarche {
namespace {

constexpr std::uint64_t kLargestList = std::uint64_t{16} << 20;  // bytes
constexpr std::size_t kItemsShown = 10;

struct Options {
  RecordChoice record;
  NetworkChoice network;
  RowOptions rows;
  std::vector<std::string> words;
  std::string url, name, kind, every, format = "toml", output;
  bool summaries = false, pages = false, dry_run = false;
  std::optional<bool> paused;
};

Result<Subscription> wished(const Options& o, Subscription s) {
  if (!o.name.empty()) s.name = o.name;
  if (!o.kind.empty()) s.kind = feed_kind_of(o.kind).value_or(FeedKind::kAuto);
  if (o.summaries) s.full_text = false;
  if (o.pages) s.full_text = true;
  if (o.paused) s.is_paused = *o.paused;
  if (!o.every.empty()) {
    const auto seconds = seconds_of(o.every);
    if (!seconds) return Error{ErrorKind::kUsage, {}, "--every: '" + o.every + "' is no time such as 90s, 15m, 2h or 1d", {}};
    s.every = *seconds;
  }
  return s;
}

int add(const Options& o) {
  Subscription wants;
  wants.url = o.url;
  const auto s = wished(o, wants);
  if (!s) return failed_with(s.error());
  auto record = open_record(o.record, Access::kCreate, "demarche feeds");
  if (!record) return failed_with(record.error());
  const auto added = add_feed(*record, *s, now());
  if (!added) return failed_with(added.error());
  std::printf("F%lld  %s, every %s\n", static_cast<long long>(added->key), added->wants.url.c_str(), duration_of(added->wants.every).c_str());
  return 0;
}

int set(const Options& o) {
  auto record = open_record(o.record, Access::kWrite, "demarche feeds");
  if (!record) return failed_with(record.error());
  for (const std::string& word : o.words) {
    const auto there = find_feed(*record, word);
    if (!there) return failed_with(there.error());
    Subscription wants = there->wants;
    if (!o.url.empty()) wants.url = o.url;
    const auto s = wished(o, wants);
    if (!s) return failed_with(s.error());
    const auto changed = change_feed(*record, there->key, *s, now());
    if (!changed) return failed_with(changed.error());
  }
  return 0;
}

int remove(const Options& o) {
  auto record = open_record(o.record, Access::kWrite, "demarche feeds");
  if (!record) return failed_with(record.error());
  for (const std::string& word : o.words) {
    const auto there = find_feed(*record, word);
    if (!there) return failed_with(there.error());
    if (const Status gone = remove_feed(*record, there->key); !gone) return failed_with(gone.error());
    std::fprintf(stderr, "F%lld %s is no longer watched; its %lld articles stay\n", static_cast<long long>(there->key), there->called().c_str(), static_cast<long long>(there->articles));
  }
  return 0;
}

const std::vector<Column>& feed_columns() {
  static const std::vector<Column> columns = {{"key", "KEY"}, {"name", "NAME", false, true}, {"url", "URL", false, true}, {"kind", ""}, {"every", "EVERY"}, {"full_text", ""}, {"paused", ""},
                                              {"last_good", "LAST GOOD"}, {"next_poll", "NEXT POLL"}, {"items", "ITEMS", true}, {"waiting", "WAITING", true},
                                              {"articles", "ARTICLES", true}, {"failures", "FAILED", true}, {"note", "NOTE", false, true}};
  return columns;
}

std::vector<std::string> feed_cells(const Feed& f) {
  return {key_text('F', f.key), f.called(), f.wants.url, std::string(name_of(f.wants.kind)), duration_of(f.wants.every), f.wants.full_text ? "1" : "0", f.wants.is_paused ? "1" : "0",
          time_text(f.last_good), f.wants.is_paused ? "paused" : time_text(f.next_poll), std::to_string(f.items), std::to_string(f.waiting), std::to_string(f.articles),
          std::to_string(f.failures), f.note};
}

int list(const Options& o) {
  auto record = open_record(o.record, Access::kRead, {});
  if (!record) return failed_with(record.error());
  const auto all = feeds(*record);
  if (!all) return failed_with(all.error());
  return list_rows(o.rows, feed_columns(), *all, feed_cells, "feeds");
}

void show(const TestedFeed& t) {
  std::printf("%s\n  %s, status %d, %zu bytes%s%s\n", t.url.c_str(), t.content.is_feed ? "a feed" : "a page", t.reply.status, t.reply.body.size(),
              t.reply.etag.empty() && t.reply.last_modified.empty() ? ", knows no conditional requests" : "", t.moved_to.empty() ? "" : ", moved here for good");
  if (!t.content.title.empty()) std::printf("  title: %s\n", t.content.title.c_str());
  std::printf("  %zu item%s\n", t.content.items.size(), t.content.items.size() == 1 ? "" : "s");
  for (std::size_t n = 0; n < t.content.items.size() && n < kItemsShown; ++n) {
    const Article& a = t.content.items[n].article;
    std::printf("    %s  %s\n      %s, %zu bytes of text\n", a.published ? to_string(*a.published).c_str() : "no day    ", a.title.c_str(), a.url.empty() ? "no address" : a.url.c_str(), a.text.size());
  }
  if (!t.page.empty()) std::printf("  the page of the first: %s; the feed's own words are read\n", t.page.c_str());
  else if (t.page_bytes > 0) std::printf("  the page of the first: %zu bytes of text\n", t.page_bytes);
  for (const std::string& offer : t.content.offers) std::printf("  offers the feed %s\n", offer.c_str());
}

int test(const Options& o) {
  auto network = open_network(o.network);
  if (!network) return failed_with(network.error());
  Subscription wants;
  wants.url = o.url;
  if (o.url.find("://") == std::string::npos) {
    auto record = open_record(o.record, Access::kRead, {});
    if (!record) return failed_with(record.error());
    const auto there = find_feed(*record, o.url);
    if (!there) return failed_with(there.error());
    wants = there->wants;
  }
  const auto s = wished(o, wants);
  if (!s) return failed_with(s.error());
  const TestedFeed tested = test_feed(**network, system_clock(), limits_of(o.network), *s);
  if (tested.reply.error) return complain(*tested.reply.error), kInputFailed;
  show(tested);
  for (const Error& error : tested.content.errors) complain(error);
  return tested.content.items.empty() ? kInputFailed : 0;
}

int import(const Options& o) {
  auto record = open_record(o.record, Access::kCreate, "demarche feeds");
  if (!record) return failed_with(record.error());
  std::size_t added = 0, known = 0, failed = 0;
  for (const std::string& path : o.words) {
    const auto text = read_file(path, kLargestList);
    if (!text) return failed_with(text.error());
    auto list = read_feed_list(*text, path == "-" ? "standard input" : path);
    if (!list) return failed_with(list.error());
    for (const Error& error : list->errors) complain(error), ++failed;
    for (const Subscription& s : list->feeds) {
      const auto there = find_feed(*record, s.url);  // by address
      if (there) {
        ++known;
        continue;
      }
      const auto feed = add_feed(*record, s, now());
      if (feed) ++added;
      else complain(feed.error()), ++failed;
    }
  }
  std::fprintf(stderr, "%zu feeds added, %zu were watched already, %zu cannot be\n", added, known, failed);
  return failed > 0 ? kInputFailed : 0;
}

int export_list(const Options& o) {
  auto record = open_record(o.record, Access::kRead, {});
  if (!record) return failed_with(record.error());
  const auto all = feeds(*record);
  if (!all) return failed_with(all.error());
  Output output;
  if (!o.output.empty()) {
    if (const Status opened = output.open(o.output); !opened) return failed_with(opened.error());
  }
  std::optional<Error> error;
  output.write(o.format == "opml" ? feed_list_as_opml(*all) : feed_list_as_toml(*all), error);
  return error ? failed_with(*error) : 0;
}

void add_wishes(CLI::App& command, Options& o) {
  command.add_option("--name", o.name, "What it is called, and the source of its articles; else its own title");
  command.add_option("--every", o.every, "Time between polls: 90s, 15m (the default), 2h, 1d");
  command.add_option("--kind", o.kind, "feed (RSS, Atom, JSON Feed), page (its own text is an article, read again when it changes) or auto")->check(CLI::IsMember({"auto", "feed", "page"}));
  command.add_flag("--summaries", o.summaries, "Read what the feed itself says, not the pages behind its items");
}

}  // namespace

void add_feeds(CLI::App& root, int& exit_code) {
  CLI::App* const command = root.add_subcommand("feeds", "Choose the feeds that 'demarche watch' polls");
  command->require_subcommand(1);
  const auto o = std::make_shared<Options>();
  const auto sub = [&](const char* name, const char* what, int (*act)(const Options&)) {
    CLI::App* const s = command->add_subcommand(name, what);
    add_record_option(*s, o->record);
    s->callback([o, act, &exit_code] { exit_code = act(*o); });
    return s;
  };
  CLI::App* s = sub("add", "Watch a feed or page", add);
  s->add_option("url", o->url, "Its address")->required();
  add_wishes(*s, *o);
  s = sub("set", "Change what is wanted of a feed", set);
  s->add_option("feeds", o->words, "F3, address or name")->required();
  s->add_option("--url", o->url, "Its new address");
  add_wishes(*s, *o);
  s->add_flag("--pages", o->pages, "Read the pages behind its items");
  s->add_flag("--pause,!--resume", o->paused, "Stop polling it, or begin again");
  s = sub("list", "Show the feeds, and how their polls went", list);
  add_row_options(*s, o->rows);
  s = sub("remove", "Watch a feed no longer; its articles stay", remove);
  s->add_option("feeds", o->words, "F3, address or name")->required();
  s = sub("test", "Fetch a feed and the page of its newest item, and show what would be read; nothing is recorded", test);
  s->add_option("url", o->url, "An address, or a feed that is watched: F3, its name")->required();
  add_wishes(*s, *o);
  add_network_options(*s, o->network);
  s = sub("import", "Watch all feeds of a list, TOML or OPML", import);
  s->add_option("files", o->words, "Lists, or - for standard input")->required();
  s = sub("export", "Write the list of feeds", export_list);
  s->add_option("--format", o->format, "toml, or opml for other feed readers")->check(CLI::IsMember({"toml", "opml"}))->capture_default_str();
  s->add_option("--output,-o", o->output, "Write to this file instead of standard output");
}

}  // namespace demarche
