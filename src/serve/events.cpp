// Events as answers, and what all views share. Doors: view_events(), view_event(), view_chain().
#include <charconv>
#include <set>

#include "serve/views.h"

namespace demarche {

Result<std::int64_t> key_of(const Request& request, char letter, std::string_view what) {
  std::string_view word = request.parts.empty() ? std::string_view() : std::string_view(request.parts[0]);
  if (!word.empty() && (word[0] == letter || word[0] == static_cast<char>(letter + 0x20))) word.remove_prefix(1);
  std::int64_t key = 0;
  const auto [end, failed] = std::from_chars(word.data(), word.data() + word.size(), key);
  if (failed != std::errc() || end != word.data() + word.size() || key <= 0)
    return Error{ErrorKind::kNotFound, {}, "'" + request.parts[0] + "' is no key of " + std::string(what) + "; such are written " + std::string(1, letter) + "12", {}};
  return key;
}

Result<Query> query_of(const Request& request) { return parse_query(request.parameters.get("q"), request.today()); }

Result<Query> query_of(const Request& request, const std::string& ours) {
  const std::string_view theirs = request.parameters.get("q");
  // The client's words first, so that the place of a mistake is that in its own query.
  return parse_query(theirs.empty() ? ours : std::string(theirs) + (ours.empty() ? "" : " " + ours), request.today());
}

Result<std::string> quoted(std::string_view name) {
  if (name.find('"') != std::string_view::npos) return Error{ErrorKind::kUsage, {}, "a name has no quotation marks in it: " + std::string(name), {}};
  return "\"" + std::string(name) + "\"";
}

Result<std::int64_t> number_of(const Request& request, std::string_view name, std::int64_t least, std::int64_t most, std::int64_t otherwise) {
  const std::string_view word = request.parameters.get(name);
  if (word.empty()) return otherwise;
  std::int64_t out = 0;
  const auto [end, failed] = std::from_chars(word.data(), word.data() + word.size(), out);
  if (failed != std::errc() || end != word.data() + word.size() || out < least || out > most)
    return Error{ErrorKind::kUsage, {}, "'" + std::string(name) + "' is a number from " + std::to_string(least) + " to " + std::to_string(most) + ", not '" + std::string(word) + "'", {}};
  return out;
}

Result<Window> window_of(const Request& request, std::size_t limit) {
  Window out;
  const auto wanted = number_of(request, "limit", 1, 1000, static_cast<std::int64_t>(limit));
  if (!wanted) return wanted.error();
  out.limit = static_cast<std::size_t>(*wanted);
  out.after = request.parameters.get("after");
  const std::string_view order = request.parameters.get("order");
  if (!order.empty() && order != "oldest" && order != "newest") return Error{ErrorKind::kUsage, {}, "'order' is oldest or newest, not '" + std::string(order) + "'", {}};
  out.oldest_first = order == "oldest";
  return out;
}

Result<std::vector<RecordedLink>> links_among(const Record& record, const std::vector<RecordedEvent>& events) {
  std::set<EventKey> keys;
  for (const RecordedEvent& e : events) keys.insert(e.key);
  std::vector<RecordedLink> out;
  for (const RecordedEvent& e : events) {
    auto links = record.links_of(e.key);
    if (!links) return links.error();
    for (RecordedLink& l : *links) {
      if (l.event == e.key && keys.contains(l.answers)) out.push_back(std::move(l));
    }
  }
  return out;
}

Result<Reply> view_events(Desk& desk, const Request& request) {
  const auto query = query_of(request);
  if (!query) return query.error();
  const auto window = window_of(request);
  if (!window) return window.error();
  const auto events = desk.record().events(*query, *window);
  if (!events) return events.error();
  return rows_of(*events);
}

Result<Reply> view_event(Desk& desk, const Request& request) {
  const auto key = key_of(request, 'E', "an event");
  if (!key) return key.error();
  const auto event = desk.record().event(*key);
  if (!event) return event.error();
  return one_of(*event);
}

Result<Reply> view_chain(Desk& desk, const Request& request) {
  const auto key = key_of(request, 'E', "an event");
  if (!key) return key.error();
  std::vector<RecordedLink> links;
  const auto events = desk.record().chain(*key, &links);
  if (!events) return events.error();
  Reply out;
  JsonWriter json(out.body);
  json.object([&] {
    write_all(json, "events", *events);
    write_all(json, "links", links);
  });
  out.body += '\n';
  return out;
}

}  // namespace demarche
