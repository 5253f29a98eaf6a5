// The table of routes and the way through it. Doors: routes(), find_route().
#include "serve/routes.h"

#include <algorithm>

#include "serve/views.h"

namespace demarche {
namespace {

constexpr std::size_t kLargestArticle = std::size_t{8} << 20;  // bytes of an article that is sent in

using enum Method;
using enum Needs;
using enum Follows;

// New routes also go into docs/openapi.json and docs/serve.md.
constexpr Route kRoutes[] = {
    {kGet, "/api/v1/events", "q limit after order", kReading, kRecord, view_events},
    {kGet, "/api/v1/events/{key}", "", kReading, kRecord, view_event},
    {kGet, "/api/v1/events/{key}/chain", "", kReading, kRecord, view_chain},
    {kGet, "/api/v1/today", "q days ahead limit after", kReading, kRecord, view_today},
    {kGet, "/api/v1/exchange", "a b since until q limit after", kReading, kRecord, view_exchange},
    {kGet, "/api/v1/articles", "q limit after order", kReading, kRecord, view_articles},
    {kPost, "/api/v1/articles", "", kToken, kNever, take_article, kLargestArticle, true},
    {kGet, "/api/v1/articles/{key}", "", kReading, kRecord, view_article},
    {kGet, "/api/v1/articles/{key}/explain", "", kReading, kRecord, view_explanation},
    {kGet, "/api/v1/actors", "q limit after", kReading, kRecord, view_actors},
    {kGet, "/api/v1/actors/{actor}", "limit", kReading, kRecord, view_actor},
    {kGet, "/api/v1/posts", "q limit after", kReading, kRecord, view_posts},
    {kGet, "/api/v1/posts/{key}", "", kReading, kRecord, view_post},
    {kGet, "/api/v1/statements", "q limit after order", kReading, kRecord, view_statements},
    {kGet, "/api/v1/dyads/{a}/{b}/statistics", "by since until q", kReading, kRecord, view_statistics},
    {kGet, "/api/v1/counts", "", kReading, kRecord, view_counts},
    {kGet, "/api/v1/versions", "", kReading, kContent, view_versions},
    {kGet, "/api/v1/query-fields", "", kReading, kContent, view_fields},
    {kGet, "/api/v1/stream", "q after", kReading, kNever, open_stream},
    {kGet, "/api/v1/events.atom", "q limit", kReading, kRecord, view_atom},
    {kGet, "/api/v1/events.feed.json", "q limit", kReading, kRecord, view_json_feed},
    {kGet, "/api/v1/corrections", "", kReading, kContent, view_corrections},
    {kPost, "/api/v1/corrections", "", kToken, kNever, take_correction, 0, true},
    {kDelete, "/api/v1/corrections/{key}", "", kToken, kNever, undo_correction, 0, true},
    {kGet, "/api/v1/feeds", "", kReading, kContent, view_feeds},
    {kPost, "/api/v1/feeds", "", kToken, kNever, take_feed, 0, true},
    {kGet, "/api/v1/feeds/{key}", "", kReading, kContent, view_feed},
    {kPut, "/api/v1/feeds/{key}", "", kToken, kNever, set_feed, 0, true},
    {kDelete, "/api/v1/feeds/{key}", "", kToken, kNever, drop_feed, 0, true},
    {kPost, "/api/v1/feeds/{key}/test", "", kToken, kNever, try_feed},
    {kGet, "/api/v1/alerts", "", kToken, kContent, view_alerts},
    {kPost, "/api/v1/alerts", "", kToken, kNever, take_alert, 0, true},
    {kGet, "/api/v1/alerts/{name}", "", kToken, kContent, view_alert},
    {kPut, "/api/v1/alerts/{name}", "", kToken, kNever, set_alert, 0, true},
    {kDelete, "/api/v1/alerts/{name}", "", kToken, kNever, drop_alert, 0, true},
    {kGet, "/api/v1/alerts/{name}/preview", "days limit", kToken, kContent, view_preview},
    {kGet, "/api/v1/alerts/{name}/deliveries", "limit after", kToken, kContent, view_deliveries},
    {kGet, "/api/v1/openapi.json", "", kNothing, kContent, view_openapi},
    {kGet, "/liveness", "", kNothing, kNever, view_liveness},
    {kGet, "/readiness", "", kNothing, kNever, view_readiness},
    {kGet, "/metrics", "", kReading, kNever, view_metrics},
};

/// Every other path: the board's files. They hold nothing of the record, so they need nothing.
constexpr Route kWeb = {kGet, "/{file}", "", kNothing, kContent, view_web};

/// What follows the next "/"; `path` loses it.
std::string_view next_part(std::string_view& path) {
  path.remove_prefix(1);
  const std::string_view part = path.substr(0, path.find('/'));
  path.remove_prefix(part.size());
  return part;
}

/// Whether a path has the form of a pattern; what {…} stand for goes to `parts`.
bool fits(std::string_view pattern, std::string_view path, std::vector<std::string>& parts) {
  parts.clear();
  while (!pattern.empty() && !path.empty()) {
    const std::string_view wanted = next_part(pattern), given = next_part(path);
    if (!wanted.starts_with('{')) {
      if (wanted != given) return false;
      continue;
    }
    auto part = percent_decoded(given, false);
    if (!part || part->empty()) return false;
    parts.push_back(*std::move(part));
  }
  return pattern.empty() && path.empty();
}

}  // namespace

std::span<const Route> routes() { return kRoutes; }

RouteFound find_route(std::string_view method, std::string_view path) {
  RouteFound out;
  if (!path.starts_with('/')) return out;
  if (method == "HEAD") method = "GET";
  std::vector<std::string> parts;
  for (const Route& route : kRoutes) {
    if (!fits(route.path, path, parts)) continue;
    out.allow += (out.allow.empty() ? "" : ", ") + std::string(name_of(route.method));
    if (name_of(route.method) == method) out.route = &route, out.parts = parts;
  }
  if (!out.allow.empty()) {
    if (out.allow.find("GET") != std::string::npos) out.allow += ", HEAD";
    return out;
  }
  if (path.starts_with("/api/")) return out;
  out.allow = "GET, HEAD";
  if (method == "GET") out.route = &kWeb, out.parts = {std::string(path)};
  return out;
}

std::string routes_in_words() {
  std::string out;
  for (const Route& route : kRoutes) {
    out += std::string(name_of(route.method)) + " " + std::string(route.path) + (route.needs == kToken ? " token" : route.needs == kReading ? " reading" : " open");
    if (!route.parameters.empty()) out += " " + std::string(route.parameters);
    out += '\n';
  }
  return out;
}

}  // namespace demarche
