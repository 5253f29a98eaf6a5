// Who is told of what: alerts listed, added, changed, removed, previewed, and their messages. Doors: view_alerts(), view_alert(), take_alert(),
// set_alert(), drop_alert(), view_preview(), view_deliveries().
//
// All of them need the token, reading too: addresses of webhooks and topics are often secrets of their own.
#include "alerts/alerts.h"

#include <charconv>

#include "record/watched_json.h"
#include "serve/bodies.h"
#include "serve/views.h"

namespace demarche {
namespace {

/// What a body says of an alert, laid over what it is.
Status take_wishes(const Request& request, AlertWish& w) {
  Body body;
  if (const Status read = body.read(request, {"name", "query", "channel", "target", "secret", "digest", "changes", "max_age", "paused"}); !read) return read;
  const AlertWish before = w;
  std::string channel(name_of(w.channel)), digest(name_of(w.digest));
  w.secret.clear();  // an empty one keeps what there is
  body.take("name", w.name), body.take("query", w.query), body.take("channel", channel), body.take("target", w.target), body.take("secret", w.secret), body.take("digest", digest);
  body.take("changes", w.tells_changes), body.take("max_age", w.max_age), body.take("paused", w.is_paused);
  if (const auto known = alert_channel_of(channel)) w.channel = *known;
  else body.fail("\"channel\" is webhook, mail, ntfy or command");
  if (const auto known = digest_of(digest)) w.digest = *known;
  else body.fail("\"digest\" is \"\", hour or day");
  // Who holds the token may write the record, but not run programs on this machine.
  const bool same_program = before.channel == AlertChannel::kCommand && before.target == w.target;
  if (w.channel == AlertChannel::kCommand && !same_program) body.fail("alerts that start a program are set by 'demarche alerts' on the machine itself");
  return body.status();
}

const std::string& name_in(const Request& request) { return request.parts.front(); }

}  // namespace

Result<Reply> view_alerts(Desk& desk, const Request& /*request*/) {
  auto all = alerts(desk.record());
  if (!all) return all.error();
  return rows_of(Answer<Alert>{*std::move(all), ""});
}

Result<Reply> view_alert(Desk& desk, const Request& request) {
  const auto there = alert(desk.record(), name_in(request));
  return there ? Result<Reply>(one_of(*there)) : there.error();
}

Result<Reply> take_alert(Desk& desk, const Request& request) {
  AlertWish wants;
  if (const Status taken = take_wishes(request, wants); !taken) return taken.error();
  const auto pen = desk.pen();
  if (!pen) return pen.error();
  const auto added = add_alert(**pen, wants, request.now);
  if (!added) return added.error();
  Reply out;
  out.status = 201;
  JsonWriter json(out.body);
  write(json, *added, true);  // the one time that a secret which was made is shown
  out.body += '\n';
  return out;
}

Result<Reply> set_alert(Desk& desk, const Request& request) {
  const auto pen = desk.pen();
  if (!pen) return pen.error();
  const auto there = alert(**pen, name_in(request));
  if (!there) return there.error();
  AlertWish wants = there->wants;
  if (const Status taken = take_wishes(request, wants); !taken) return taken.error();
  const auto changed = change_alert(**pen, name_in(request), wants, request.now);
  return changed ? Result<Reply>(one_of(*changed)) : changed.error();
}

Result<Reply> drop_alert(Desk& desk, const Request& request) {
  const auto pen = desk.pen();
  if (!pen) return pen.error();
  if (const Status gone = remove_alert(**pen, name_in(request)); !gone) return gone.error();
  return nothing_said();
}

Result<Reply> view_preview(Desk& desk, const Request& request) {
  const auto there = alert(desk.record(), name_in(request));
  if (!there) return there.error();
  const auto days = number_of(request, "days", 1, 36500, 30), limit = number_of(request, "limit", 1, 1000, 100);
  if (!days) return days.error();
  if (!limit) return limit.error();
  const auto found = preview(desk.record(), there->wants, request.now, static_cast<int>(*days), static_cast<std::size_t>(*limit));
  if (!found) return found.error();
  Reply out;
  JsonWriter json(out.body);
  json.object([&] {
    json.key("count"), json.integer(found->many);
    json.key("messages"), json.integer(found->messages);
    write_all(json, "events", found->events);
  });
  out.body += '\n';
  return out;
}

Result<Reply> view_deliveries(Desk& desk, const Request& request) {
  const auto there = alert(desk.record(), name_in(request));
  if (!there) return there.error();
  const auto limit = number_of(request, "limit", 1, 1000, 100), after = number_of(request, "after", 1, INT64_MAX, 0);
  if (!limit) return limit.error();
  if (!after) return after.error();
  auto all = deliveries(desk.record(), there->key, *after, static_cast<std::size_t>(*limit) + 1);
  if (!all) return all.error();
  Answer<Delivery> out;
  out.rows = *std::move(all);
  if (out.rows.size() > static_cast<std::size_t>(*limit)) {
    out.rows.pop_back();
    out.next = std::to_string(out.rows.back().key);
  }
  return rows_of(out);
}

}  // namespace demarche
