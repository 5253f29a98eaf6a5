// Lists of feeds. Relies on: toml++, expat. Doors: read_feed_list(), feed_list_as_toml(), feed_list_as_opml(), seconds_of().
//
// In OPML (2.0, opml.org) a feed is an <outline> with xmlUrl; outlines without are folders. What OPML has no word for is left to the
// usual settings.
#include "feeds/feed_list.h"

#include <expat.h>

#include <charconv>
#include <memory>

#include "base/toml.h"
#include "base/utf8.h"

namespace demarche {
namespace {

constexpr std::size_t kMostFeeds = 100'000;

// ---- TOML ----

class TomlList {
 public:
  explicit TomlList(const std::string& where) : where_(where) {}

  void read(const toml::table& all, FeedList& out) {
    for (const auto& [key, value] : all) {
      if (key.str() != "feed") {
        out.errors.push_back(at(value, "there is no '" + std::string(key.str()) + "' in a list of feeds; feeds stand under [[feed]]"));
        continue;
      }
      const toml::array* const list = value.as_array();
      if (!list) {
        out.errors.push_back(at(value, "feeds stand under [[feed]], in two brackets"));
        continue;
      }
      for (const toml::node& one : *list) {
        auto feed = feed_of(one);
        if (feed) out.feeds.push_back(*std::move(feed));
        else out.errors.push_back(feed.error());
      }
    }
  }

 private:
  [[nodiscard]] Error at(const toml::node& node, std::string what) const {
    return {ErrorKind::kMalformed, where_ + ":" + std::to_string(node.source().begin.line), std::move(what), {}};
  }

  Result<Subscription> feed_of(const toml::node& node) {
    const toml::table* const table = node.as_table();
    if (!table) return at(node, "a feed is a table with a url");
    Subscription s;
    for (const auto& [key, value] : *table) {
      if (auto wrong = take(s, key.str(), value)) return *std::move(wrong);
    }
    if (s.url.empty()) return at(node, "this feed has no url");
    return s;
  }

  std::optional<Error> take(Subscription& s, std::string_view key, const toml::node& value) {
    const auto text = value.value_exact<std::string>();
    const auto flag = value.value_exact<bool>();
    if (key == "url" || key == "name") {
      if (!text) return at(value, std::string(key) + " is text in quotes");
      (key == "url" ? s.url : s.name) = *text;
    } else if (key == "kind") {
      const auto kind = text ? feed_kind_of(*text) : std::nullopt;
      if (!kind) return at(value, "kind is \"auto\", \"feed\" or \"page\"");
      s.kind = *kind;
    } else if (key == "every") {
      const auto number = value.value_exact<std::int64_t>();
      const auto seconds = number ? number : text ? seconds_of(*text) : std::nullopt;
      if (!seconds) return at(value, "every is a number of seconds, or text such as \"15m\" or \"2h\"");
      s.every = *seconds;
    } else if (key == "full_text" || key == "paused") {
      if (!flag) return at(value, std::string(key) + " is true or false");
      (key == "paused" ? s.is_paused : s.full_text) = *flag;
    } else {
      return at(value, "a feed has no '" + std::string(key) + "'; it has url, name, kind, every, full_text and paused");
    }
    return std::nullopt;
  }

  const std::string& where_;
};

// ---- OPML ----

class OpmlList {
 public:
  OpmlList(const std::string& where, FeedList& out) : where_(where), out_(out), parser_(XML_ParserCreate(nullptr), XML_ParserFree) {
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), [](void* self, const XML_Char* n, const XML_Char** a) { static_cast<OpmlList*>(self)->begin(n, a); }, [](void*, const XML_Char*) {});
  }

  Status read(const std::string& text) {
    const XML_Status status = XML_Parse(parser_.get(), text.data(), static_cast<int>(text.size()), 1);
    const std::string line = where_ + ":" + std::to_string(XML_GetCurrentLineNumber(parser_.get()));
    if (!is_opml_) return Error{ErrorKind::kMalformed, where_, "is no OPML: its first element is not <opml>", {}};
    if (status != XML_STATUS_OK) return Error{ErrorKind::kMalformed, line, std::string("is no well-formed XML: ") + XML_ErrorString(XML_GetErrorCode(parser_.get())), {}};
    return Done{};
  }

 private:
  void begin(const XML_Char* name, const XML_Char** attributes) {
    const std::string element = lower(name);
    if (first_) is_opml_ = element == "opml", first_ = false;
    if (element != "outline" || out_.feeds.size() >= kMostFeeds) return;
    Subscription s;
    std::string title, text;
    for (; *attributes; attributes += 2) {
      const std::string attribute = lower(attributes[0]);
      if (attribute == "xmlurl") s.url = attributes[1];
      if (attribute == "title") title = attributes[1];
      if (attribute == "text") text = attributes[1];
    }
    if (s.url.empty()) return;  // a folder
    s.name = title.empty() ? text : title;
    out_.feeds.push_back(std::move(s));
  }

  const std::string& where_;
  FeedList& out_;
  std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser_;
  bool is_opml_ = false, first_ = true;
};

std::string quoted(std::string_view s) {
  std::string out = "\"";
  for (const char c : s) {
    char code[8];
    if (c == '"' || c == '\\') out += '\\', out += c;
    else if (static_cast<unsigned char>(c) < ' ' || c == '\x7F') std::snprintf(code, sizeof code, "\\u%04X", static_cast<unsigned char>(c)), out += code;
    else out += c;
  }
  return out + "\"";
}

std::string escaped(std::string_view s) {
  std::string out;
  for (const char c : s) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else if (static_cast<unsigned char>(c) >= ' ') out += c;
  }
  return out;
}

}  // namespace

std::optional<std::int64_t> seconds_of(std::string_view words) {
  std::int64_t n = 0;
  const char* const end = words.data() + words.size();
  const auto [at, failed] = std::from_chars(words.data(), end, n);
  if (failed != std::errc() || n < 0 || n > 400'000'000) return std::nullopt;
  const std::string_view unit(at, static_cast<std::size_t>(end - at));
  if (unit.empty() || unit == "s") return n;
  if (unit == "m" || unit == "min") return n * 60;
  if (unit == "h") return n * 3600;
  if (unit == "d") return n * 86400;
  return std::nullopt;
}

std::string duration_of(std::int64_t s) {
  if (s != 0 && s % 86400 == 0) return std::to_string(s / 86400) + "d";
  if (s != 0 && s % 3600 == 0) return std::to_string(s / 3600) + "h";
  if (s != 0 && s % 60 == 0) return std::to_string(s / 60) + "m";
  return std::to_string(s) + "s";
}

Result<FeedList> read_feed_list(const std::string& text, const std::string& where) {
  FeedList out;
  const std::size_t begin = text.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  if (begin != std::string::npos && text[begin] == '<') {
    if (const Status read = OpmlList(where, out).read(text); !read) return read.error();
    return out;
  }
  const Result<toml::table> parsed = parse_toml(text, where);
  if (!parsed) return parsed.error();
  TomlList(where).read(*parsed, out);
  return out;
}

std::string feed_list_as_toml(const std::vector<Feed>& feeds) {
  std::string out = "# Feeds that Demarche watches; 'demarche feeds import' reads this file.\n";
  for (const Feed& f : feeds) {
    out += "\n[[feed]]\nurl = " + quoted(f.wants.url) + "\n";
    if (!f.wants.name.empty()) out += "name = " + quoted(f.wants.name) + "\n";
    if (f.wants.kind != FeedKind::kAuto) out += "kind = " + quoted(name_of(f.wants.kind)) + "\n";
    if (f.wants.every != kUsualEvery) out += "every = " + quoted(duration_of(f.wants.every)) + "\n";
    if (!f.wants.full_text) out += "full_text = false\n";
    if (f.wants.is_paused) out += "paused = true\n";
  }
  return out;
}

std::string feed_list_as_opml(const std::vector<Feed>& feeds) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head><title>Feeds of Demarche</title></head>\n  <body>\n";
  for (const Feed& f : feeds)
    out += "    <outline type=\"rss\" text=\"" + escaped(f.called()) + "\" title=\"" + escaped(f.called()) + "\" xmlUrl=\"" + escaped(f.wants.url) + "\"/>\n";
  return out + "  </body>\n</opml>\n";
}

}  // namespace demarche
