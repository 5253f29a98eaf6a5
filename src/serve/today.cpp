// What moved, told as stories: events that answer each other stand together. Doors: view_today(), view_exchange().
#include <algorithm>
#include <map>
#include <set>

#include "base/day.h"
#include "serve/views.h"

namespace demarche {
namespace {

constexpr std::size_t kLongestStory = 40;  // events of one exchange; the chain of an event has all

/// An exchange while it is put together: keys only, so that all events are then fetched in one question.
struct Story {
  std::vector<EventKey> keys;  ///< as they were met, walking the links from the newest event
  std::vector<RecordedLink> links;
  bool is_cut = false;
};

Result<Story> story_of(const Record& record, EventKey begin) {
  Story out;
  out.keys.push_back(begin);
  std::set<EventKey> met{begin};
  for (std::size_t n = 0; n < out.keys.size(); ++n) {
    auto links = record.links_of(out.keys[n]);
    if (!links) return links.error();
    for (RecordedLink& l : *links) {
      const EventKey other = l.event == out.keys[n] ? l.answers : l.event;
      if (!met.contains(other)) {
        if (out.keys.size() == kLongestStory) {
          out.is_cut = true;
          continue;
        }
        met.insert(other), out.keys.push_back(other);
      }
      if (l.event == out.keys[n]) out.links.push_back(std::move(l));
    }
  }
  std::erase_if(out.links, [&](const RecordedLink& l) { return !met.contains(l.event) || !met.contains(l.answers); });
  return out;
}

std::string keys_term(const std::vector<EventKey>& keys) {
  std::string out = "event:";
  for (const EventKey key : keys) out += (out.back() == ':' ? "" : ",") + key_text('E', key);
  return out;
}

std::pair<Day, EventKey> place_of(const RecordedEvent& e) { return {e.from, e.key}; }

/// Events by their keys, fetched in few questions.
Result<std::map<EventKey, RecordedEvent>> fetched(const Record& record, const std::vector<EventKey>& keys) {
  constexpr std::size_t kAtOnce = 500;
  std::map<EventKey, RecordedEvent> out;
  for (std::size_t n = 0; n < keys.size(); n += kAtOnce) {
    const auto end = keys.begin() + static_cast<std::ptrdiff_t>(std::min(n + kAtOnce, keys.size()));
    const auto query = parse_query(keys_term({keys.begin() + static_cast<std::ptrdiff_t>(n), end}));
    if (!query) return query.error();
    auto rows = record.events(*query, {.limit = kAtOnce});
    if (!rows) return rows.error();
    for (RecordedEvent& e : rows->rows) out.emplace(e.key, std::move(e));
  }
  return out;
}

/// Whether a page before this one has shown the story: one of its events that the query asks for stands before `first`.
Result<bool> was_shown(const Record& record, const Request& request, const std::string& ours, const Story& story, const RecordedEvent& first) {
  if (story.keys.size() == 1) return false;
  const auto query = query_of(request, ours + (ours.empty() ? "" : " ") + keys_term(story.keys));
  if (!query) return query.error();
  const auto newest = record.events(*query, {.limit = 1});
  if (!newest) return newest.error();
  return !newest->rows.empty() && place_of(newest->rows[0]) > place_of(first);
}

void write_story(JsonWriter& json, const Story& story, const std::map<EventKey, RecordedEvent>& events, const RecordedEvent& newest) {
  std::vector<const RecordedEvent*> all;
  for (const EventKey key : story.keys) {
    if (const auto at = events.find(key); at != events.end()) all.push_back(&at->second);
  }
  std::sort(all.begin(), all.end(), [](const auto* a, const auto* b) { return place_of(*a) < place_of(*b); });
  json.object([&] {
    json.field("newest", key_text('E', newest.key));
    json.field("day", to_string(newest.from));
    json.array("events", [&] {
      for (const RecordedEvent* e : all) write(json, *e);
    });
    write_all(json, "links", story.links);
    if (story.is_cut) json.key("cut"), json.boolean(true);
  });
}

}  // namespace

Result<Reply> view_today(Desk& desk, const Request& request) {
  const Record& record = desk.record();
  const auto window = window_of(request, 50);
  const auto days = number_of(request, "days", 1, 100'000, 0), ahead = number_of(request, "ahead", 0, 100'000, 31);
  if (!window || !days || !ahead) return !window ? window.error() : !days ? days.error() : ahead.error();
  // A day ahead is a plan; one far ahead is more often a number read as a year.
  std::string ours = "until:" + to_string(Day{request.today().since_1970 + static_cast<std::int32_t>(*ahead)});
  if (*days > 0) ours += " since:" + to_string(Day{request.today().since_1970 - static_cast<std::int32_t>(*days) + 1});
  const auto query = query_of(request, ours);
  if (!query) return query.error();
  const auto events = record.events(*query, *window);
  if (!events) return events.error();

  std::vector<std::pair<const RecordedEvent*, Story>> stories;
  std::set<EventKey> told;
  std::vector<EventKey> wanted;
  for (const RecordedEvent& e : events->rows) {
    if (told.contains(e.key)) continue;
    auto story = story_of(record, e.key);
    if (!story) return story.error();
    told.insert(story->keys.begin(), story->keys.end());
    if (!window->after.empty()) {
      const auto shown = was_shown(record, request, ours, *story, events->rows.front());
      if (!shown) return shown.error();
      if (*shown) continue;
    }
    wanted.insert(wanted.end(), story->keys.begin(), story->keys.end());
    stories.emplace_back(&e, *std::move(story));
  }
  const auto all = fetched(record, wanted);
  if (!all) return all.error();
  Reply out;
  JsonWriter json(out.body);
  json.object([&] {
    json.array("exchanges", [&] {
      for (const auto& [newest, story] : stories) write_story(json, story, *all, *newest);
    });
    json.field("next", events->next);
  });
  out.body += '\n';
  return out;
}

Result<Reply> view_exchange(Desk& desk, const Request& request) {
  const auto window = window_of(request, 200);
  if (!window) return window.error();
  const auto a = quoted(request.parameters.get("a")), b = quoted(request.parameters.get("b"));
  if (!a || !b) return a ? b.error() : a.error();
  if (a->size() == 2 || b->size() == 2) return Error{ErrorKind::kUsage, {}, "an exchange has two sides: ?a=RUS&b=NATO", {}};
  std::string ours = "between:" + *a + "," + *b;
  for (const std::string_view end : {"since", "until"}) {
    if (const std::string_view day = request.parameters.get(end); !day.empty()) ours += " " + std::string(end) + ":" + std::string(day);
  }
  const auto query = query_of(request, ours);
  if (!query) return query.error();
  auto events = desk.record().events(*query, *window);
  if (!events) return events.error();
  std::reverse(events->rows.begin(), events->rows.end());  // newest asked for, told in order of days
  const auto links = links_among(desk.record(), events->rows);
  if (!links) return links.error();
  Reply out;
  JsonWriter json(out.body);
  json.object([&] {
    json.field("a", request.parameters.get("a")), json.field("b", request.parameters.get("b"));
    write_all(json, "events", events->rows);
    write_all(json, "links", *links);
    json.field("next", events->next);
  });
  out.body += '\n';
  return out;
}

}  // namespace demarche
