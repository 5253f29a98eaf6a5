// Events → messages, in words for people and as JSON for programs. Doors: message_of_event(), message_of_digest(), message_of_test().
//
//   {"type": "alert.event", "timestamp": "2026-11-23T16:00:00Z",
//    "data": {"alert": {"name": …, "query": …}, "event": {… as `demarche query --format json` …, "answers": […]}}}
// A digest has "events" and "count" in the place of "event".
#include <sodium.h>

#include "alerts/alerts.h"
#include "base/day.h"
#include "base/utf8.h"
#include "record/json.h"
#include "record/record.h"
#include "record/words.h"

namespace demarche {
namespace {

constexpr std::size_t kLongestSubject = 200;  // bytes
constexpr std::size_t kIdBytes = 16;

std::string new_id() {
  [[maybe_unused]] static const int begun = sodium_init();
  unsigned char bytes[kIdBytes];
  randombytes_buf(bytes, sizeof bytes);
  char text[2 * kIdBytes + 1];
  sodium_bin2hex(text, sizeof text, bytes, sizeof bytes);
  return std::string("msg_") + text;
}

/// On one line, without control characters, so that no article can write headers or steer a terminal.
std::string flat(std::string_view s) {
  std::string out;
  for (const char c : s) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte == 0x7F) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += c;
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

/// At most so many bytes, cut between code points.
std::string cut(std::string s, std::size_t bytes) {
  if (s.size() <= bytes) return s;
  std::size_t at = 0, end = 0;
  while (at < s.size() && at + 4 <= bytes) {
    end = at;
    next_code_point(s, at);
  }
  return s.substr(0, end) + "…";
}

/// States, organisations and persons by their names; "two Russian diplomats" by the code of whom they belong to.
std::string names(const std::vector<RecordedActor>& actors) {
  std::string out;
  for (const RecordedActor& a : actors) {
    const bool is_proper = !a.name.empty() && !(a.name[0] >= 'a' && a.name[0] <= 'z') && !(a.name[0] >= '0' && a.name[0] <= '9');
    const bool has_name = a.code.empty() || (is_proper && (a.kind == ActorKind::kCountry || a.kind == ActorKind::kOrganisation || a.kind == ActorKind::kPerson));
    const std::string name = flat(has_name && !a.name.empty() ? a.name : a.code);
    if (out.find(name) == std::string::npos) out += (out.empty() ? "" : ", ") + name;
  }
  return out.empty() ? "?" : out;
}

std::string words_of(const RecordedEvent& e) {
  std::string out = headline(e) + "\n" + days_text(e.from, e.to);
  if (e.place && !e.place->name.empty()) out += ", " + flat(e.place->name);
  out += ". " + std::string(name_of(e.status)) + ", " + std::to_string(e.reports) + (e.reports == 1 ? " report" : " reports") + ".\n";
  if (!e.sentence.empty()) out += "“" + flat(e.sentence) + "”\n";
  const std::string title = flat(e.title), publisher = flat(e.publisher);
  if (!title.empty() || !publisher.empty()) out += title + (title.empty() || publisher.empty() ? "" : " – ") + publisher + "\n";
  if (!e.url.empty()) out += flat(e.url) + "\n";
  return out + key_text('E', e.key) + "\n";
}

template <class Fill>
std::string body_of(std::string_view type, const AlertWish& alert, Instant now, Fill&& fill) {
  std::string out;
  JsonWriter json(out);
  json.object([&] {
    json.field("type", type);
    json.field("timestamp", iso_instant(now));
    json.object("data", [&] {
      json.object("alert", [&] {
        json.field("name", alert.name);
        json.field("query", alert.query);
      });
      fill(json);
    });
  });
  return out;
}

}  // namespace

std::string headline(const RecordedEvent& e) {
  const std::string target = e.target.empty() ? "" : " → " + names(e.target);
  return cut(names(e.source) + target + ": " + deed_text(e), kLongestSubject);
}

NewDelivery message_of_event(const AlertWish& alert, const RecordedEvent& event, const std::vector<RecordedLink>& links, bool is_change, Instant now) {
  NewDelivery out;
  out.id = new_id(), out.kind = is_change ? "change" : "event", out.events = {event.key}, out.many = 1;
  out.subject = headline(event) + (is_change ? " (changed)" : "");
  out.words = words_of(event);
  out.body = body_of(is_change ? "alert.change" : "alert.event", alert, now, [&](JsonWriter& json) {
    json.key("event"), write(json, event);
    json.array("links", [&] {
      for (const RecordedLink& l : links) write(json, l);
    });
  });
  return out;
}

NewDelivery message_of_digest(const AlertWish& alert, const std::vector<RecordedEvent>& events, std::int64_t many, Instant now) {
  NewDelivery out;
  out.id = new_id(), out.kind = "digest", out.many = many;
  out.subject = flat(alert.name) + ": " + std::to_string(many) + (many == 1 ? " event" : " events");
  for (const RecordedEvent& e : events) out.events.push_back(e.key), out.words += words_of(e) + "\n";
  const std::int64_t more = many - static_cast<std::int64_t>(events.size());
  if (more > 0) out.words += "and " + std::to_string(more) + " more; demarche query '" + flat(alert.query) + "' shows all\n";
  out.body = body_of("alert.digest", alert, now, [&](JsonWriter& json) {
    json.key("count"), json.integer(many);
    json.array("events", [&] {
      for (const RecordedEvent& e : events) write(json, e);
    });
  });
  return out;
}

NewDelivery message_of_test(const AlertWish& alert, Instant now) {
  NewDelivery out;
  out.id = new_id(), out.kind = "test";
  out.subject = flat(alert.name) + ": a test";
  out.words = "This is how the alert '" + flat(alert.name) + "' arrives. It asks for: " + (alert.query.empty() ? "every event" : flat(alert.query)) + "\n";
  out.body = body_of("alert.test", alert, now, [](JsonWriter&) {});
  return out;
}

}  // namespace demarche
