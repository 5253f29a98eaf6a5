// The views: what each route answers. Each asks the record of its desk and writes JSON; none knows of sockets.
#pragma once

#include "base/json.h"
#include "record/json.h"
#include "serve/desk.h"
#include "serve/request.h"

namespace demarche {

// events.cpp
Result<Reply> view_events(Desk& desk, const Request& request);
Result<Reply> view_event(Desk& desk, const Request& request);
Result<Reply> view_chain(Desk& desk, const Request& request);
// today.cpp
Result<Reply> view_today(Desk& desk, const Request& request);
Result<Reply> view_exchange(Desk& desk, const Request& request);
// articles.cpp
Result<Reply> view_articles(Desk& desk, const Request& request);
Result<Reply> view_article(Desk& desk, const Request& request);
Result<Reply> view_explanation(Desk& desk, const Request& request);
Result<Reply> take_article(Desk& desk, const Request& request);
// ledger.cpp
Result<Reply> view_actors(Desk& desk, const Request& request);
Result<Reply> view_actor(Desk& desk, const Request& request);
Result<Reply> view_posts(Desk& desk, const Request& request);
Result<Reply> view_post(Desk& desk, const Request& request);
Result<Reply> view_statements(Desk& desk, const Request& request);
// numbers.cpp
Result<Reply> view_statistics(Desk& desk, const Request& request);
Result<Reply> view_counts(Desk& desk, const Request& request);
Result<Reply> view_versions(Desk& desk, const Request& request);
Result<Reply> view_fields(Desk& desk, const Request& request);
Result<Reply> view_openapi(Desk& desk, const Request& request);
Result<Reply> view_liveness(Desk& desk, const Request& request);
Result<Reply> view_readiness(Desk& desk, const Request& request);
Result<Reply> view_metrics(Desk& desk, const Request& request);
// syndication.cpp
Result<Reply> view_atom(Desk& desk, const Request& request);
Result<Reply> view_json_feed(Desk& desk, const Request& request);
// stream.cpp
Result<Reply> open_stream(Desk& desk, const Request& request);
// corrections.cpp
Result<Reply> view_corrections(Desk& desk, const Request& request);
Result<Reply> take_correction(Desk& desk, const Request& request);
Result<Reply> undo_correction(Desk& desk, const Request& request);
// feeds.cpp
Result<Reply> view_feeds(Desk& desk, const Request& request);
Result<Reply> view_feed(Desk& desk, const Request& request);
Result<Reply> take_feed(Desk& desk, const Request& request);
Result<Reply> set_feed(Desk& desk, const Request& request);
Result<Reply> drop_feed(Desk& desk, const Request& request);
Result<Reply> try_feed(Desk& desk, const Request& request);
// alerts.cpp
Result<Reply> view_alerts(Desk& desk, const Request& request);
Result<Reply> view_alert(Desk& desk, const Request& request);
Result<Reply> take_alert(Desk& desk, const Request& request);
Result<Reply> set_alert(Desk& desk, const Request& request);
Result<Reply> drop_alert(Desk& desk, const Request& request);
Result<Reply> view_preview(Desk& desk, const Request& request);
Result<Reply> view_deliveries(Desk& desk, const Request& request);
// web.cpp
Result<Reply> view_web(Desk& desk, const Request& request);

// ---- what they share ----

/// "E12" or "12" with its letter; kNotFound for everything else, as for a key that nobody has.
Result<std::int64_t> key_of(const Request& request, char letter, std::string_view what);
/// Parameter q as a query, days counted from the day of the request.
Result<Query> query_of(const Request& request);
/// A query put together by us and by the client's q.
Result<Query> query_of(const Request& request, const std::string& ours);
/// A name or code as a term of a query may hold it, in quotation marks; kUsage where it has such itself.
Result<std::string> quoted(std::string_view name);
/// Parameters limit, after and order. `limit` is at most 1000.
Result<Window> window_of(const Request& request, std::size_t limit = 100);
/// A parameter that is a whole number from `least` to `most`; `otherwise` where it is not given.
Result<std::int64_t> number_of(const Request& request, std::string_view name, std::int64_t least, std::int64_t most, std::int64_t otherwise);

template <class T>
void write_all(JsonWriter& json, std::string_view name, const std::vector<T>& all) {
  json.array(name, [&] {
    for (const T& one : all) write(json, one);
  });
}

/// {"rows":[…],"next":"…"}
template <class T>
Reply rows_of(const Answer<T>& answer) {
  Reply out;
  JsonWriter json(out.body);
  json.object([&] {
    write_all(json, "rows", answer.rows);
    json.field("next", answer.next);
  });
  out.body += '\n';
  return out;
}

template <class T>
Reply one_of(const T& value, int status = 200) {
  Reply out;
  out.status = status;
  JsonWriter json(out.body);
  write(json, value);
  out.body += '\n';
  return out;
}

/// 204: done, and nothing to say.
inline Reply nothing_said() {
  Reply out;
  out.status = 204;
  out.type.clear();
  return out;
}

/// Links among these events, each once.
Result<std::vector<RecordedLink>> links_among(const Record& record, const std::vector<RecordedEvent>& events);

}  // namespace demarche
