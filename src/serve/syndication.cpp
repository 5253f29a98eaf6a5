// Events as an Atom feed and as a JSON Feed, for any query. Doors: view_atom(), view_json_feed().
#include <sodium.h>

#include "base/day.h"
#include "record/words.h"
#include "serve/views.h"

namespace demarche {
namespace {

constexpr std::size_t kEntries = 50;

/// Text within XML; what XML cannot hold at all is left out.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
    }
  }
  return out;
}

/// A name of the event that is the same from every server that has it: a UUID (RFC 9562, version 8) of its uid.
std::string uuid_of(std::uint64_t uid) {
  const std::string text = "demarche event " + std::to_string(uid);
  unsigned char b[16];
  char digits[33];
  crypto_generichash(b, sizeof b, reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr, 0);
  b[6] = static_cast<unsigned char>((b[6] & 0x0F) | 0x80), b[8] = static_cast<unsigned char>((b[8] & 0x3F) | 0x80);
  sodium_bin2hex(digits, sizeof digits, b, sizeof b);
  const std::string d(digits);
  return d.substr(0, 8) + "-" + d.substr(8, 4) + "-" + d.substr(12, 4) + "-" + d.substr(16, 4) + "-" + d.substr(20);
}

/// "RUS → NATO: suspends a mission"
std::string title_of(const RecordedEvent& e) { return party_text(e.source) + (e.target.empty() ? "" : " → " + party_text(e.target)) + ": " + deed_text(e); }

std::string feed_title(const Request& request) {
  const std::string_view q = request.parameters.get("q");
  return q.empty() ? "Demarche: what moved" : "Demarche: " + std::string(q);
}

/// Addresses of articles come from outside: only those of the web are made links.
bool is_web(std::string_view url) { return url.starts_with("https://") || url.starts_with("http://"); }

std::string place_in_board(const Request& request, const RecordedEvent& e) { return request.base + "/event/" + key_text('E', e.key); }

std::string told_by(const RecordedEvent& e) {
  return days_text(e.from, e.to) + (e.place && !e.place->name.empty() ? ", " + e.place->name : "") + ". " + std::to_string(e.reports) + (e.reports == 1 ? " report" : " reports") +
         (e.publisher.empty() ? "" : ", first of " + e.publisher) + ".";
}

Result<Answer<RecordedEvent>> newest(Desk& desk, const Request& request) {
  const auto query = query_of(request);
  if (!query) return query.error();
  const auto window = window_of(request, kEntries);
  if (!window) return window.error();
  return desk.record().events(*query, *window);
}

}  // namespace

Result<Reply> view_atom(Desk& desk, const Request& request) {
  const auto events = newest(desk, request);
  if (!events) return events.error();
  std::string updated;  // when the newest was met
  for (const RecordedEvent& e : events->rows) updated = std::max(updated, e.first_seen);
  if (updated.empty()) updated = "1970-01-01T00:00:00Z";
  const std::string self = escaped(request.base + request.target);
  Reply out;
  out.type = "application/atom+xml; charset=utf-8";
  std::string& x = out.body;
  x = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>" + escaped(feed_title(request)) + "</title>\n<id>" + self +
      "</id>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"" + self + "\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"" + escaped(request.base) +
      "/\"/>\n<author><name>Demarche</name></author>\n<updated>" + updated + "</updated>\n";
  for (const RecordedEvent& e : events->rows) {
    x += "<entry>\n<title>" + escaped(title_of(e)) + "</title>\n<id>urn:uuid:" + uuid_of(e.uid) + "</id>\n<updated>" + e.first_seen + "</updated>\n<link rel=\"alternate\" type=\"text/html\" href=\"" +
         escaped(place_in_board(request, e)) + "\"/>\n";
    if (is_web(e.url)) x += "<link rel=\"related\" href=\"" + escaped(e.url) + "\"/>\n";
    if (e.has_type) x += "<category term=\"" + std::string(name_of(e.type)) + "\"/>\n";
    if (!e.measure.empty()) x += "<category term=\"" + escaped(e.measure) + "\"/>\n";
    x += "<summary>" + escaped(told_by(e)) + "</summary>\n<content type=\"text\">" + escaped(e.sentence) + "</content>\n</entry>\n";
  }
  x += "</feed>\n";
  return out;
}

Result<Reply> view_json_feed(Desk& desk, const Request& request) {
  const auto events = newest(desk, request);
  if (!events) return events.error();
  Reply out;
  out.type = "application/feed+json; charset=utf-8";
  JsonWriter json(out.body);
  json.object([&] {
    json.field("version", "https://jsonfeed.org/version/1.1");
    json.field("title", feed_title(request));
    json.field("home_page_url", request.base + "/");
    json.field("feed_url", request.base + request.target);
    json.array("items", [&] {
      for (const RecordedEvent& e : events->rows) {
        json.object([&] {
          json.field("id", "urn:uuid:" + uuid_of(e.uid));
          json.field("url", place_in_board(request, e));
          if (is_web(e.url)) json.field("external_url", e.url);
          json.field("title", title_of(e));
          json.field("summary", told_by(e));
          json.field("content_text", e.sentence);
          json.field("date_published", e.first_seen);
          json.array("tags", [&] {
            if (e.has_type) json.string(name_of(e.type));
            if (!e.measure.empty()) json.string(e.measure);
          });
          json.key("_demarche"), write(json, e);
        });
      }
    });
  });
  out.body += '\n';
  return out;
}

}  // namespace demarche
