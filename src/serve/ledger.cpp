// Actors, posts and statements as answers. Doors: view_actors(), view_actor(), view_posts(), view_post(), view_statements().
#include <algorithm>

#include "serve/views.h"

namespace demarche {
namespace {

constexpr std::size_t kPartners = 30;

bool is_side(const RecordedActor& a) { return a.kind == ActorKind::kCountry || a.kind == ActorKind::kOrganisation; }

}  // namespace

Result<Reply> view_actors(Desk& desk, const Request& request) {
  const auto query = query_of(request);
  if (!query) return query.error();
  const auto window = window_of(request);
  if (!window) return window.error();
  const auto actors = desk.record().actors(*query, *window);
  if (!actors) return actors.error();
  return rows_of(*actors);
}

Result<Reply> view_actor(Desk& desk, const Request& request) {
  const Record& record = desk.record();
  const auto window = window_of(request, 50);
  const auto name = quoted(request.parts[0]);
  if (!window || !name) return window ? name.error() : window.error();
  const auto query = parse_query("actor:" + *name);
  if (!query) return query.error();
  const auto found = record.actors(*query, {.limit = 200});
  if (!found) return found.error();
  if (found->rows.empty()) return Error{ErrorKind::kNotFound, {}, "nobody in this record has the code or name '" + request.parts[0] + "'", {}};
  // A code is first of all the state's or the organisation's; the rest are those who act for it.
  const auto side = std::find_if(found->rows.begin(), found->rows.end(), is_side);
  const RecordedActor& actor = side != found->rows.end() ? *side : found->rows.front();
  const auto partners = record.partners(request.parts[0], kPartners);
  if (!partners) return partners.error();
  const auto events = record.events(*query, *window);
  if (!events) return events.error();
  Reply out;
  JsonWriter json(out.body);
  json.object([&] {
    json.key("actor"), write(json, actor);
    json.array("others", [&] {
      for (const RecordedActor& a : found->rows) {
        if (a.key != actor.key) write(json, a);
      }
    });
    json.array("partners", [&] {
      for (const Partner& p : *partners) {
        json.object([&] {
          json.field("code", p.code);
          json.key("to"), json.integer(p.to);
          json.key("from"), json.integer(p.from);
        });
      }
    });
    write_all(json, "events", events->rows);
    json.field("next", events->next);
  });
  out.body += '\n';
  return out;
}

Result<Reply> view_posts(Desk& desk, const Request& request) {
  const auto query = query_of(request);
  if (!query) return query.error();
  const auto window = window_of(request);
  if (!window) return window.error();
  const auto posts = desk.record().posts(*query, *window);
  if (!posts) return posts.error();
  return rows_of(*posts);
}

Result<Reply> view_post(Desk& desk, const Request& request) {
  const auto key = key_of(request, 'P', "a post");
  if (!key) return key.error();
  const auto post = desk.record().post(*key);
  if (!post) return post.error();
  return one_of(*post);
}

Result<Reply> view_statements(Desk& desk, const Request& request) {
  const auto query = query_of(request);
  if (!query) return query.error();
  const auto window = window_of(request);
  if (!window) return window.error();
  const auto statements = desk.record().statements(*query, *window);
  if (!statements) return statements.error();
  return rows_of(*statements);
}

}  // namespace demarche
