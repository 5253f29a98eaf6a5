// Pairs in numbers, and the server about itself. Doors: view_statistics(), view_counts(), view_versions(), view_fields(), view_openapi(),
// view_liveness(), view_readiness(), view_metrics().
#include <unistd.h>

#include <cstdio>

#include "record/statistics.h"
#include "serve/stream.h"
#include "serve/views.h"
#include "serve/web.h"

extern "C" const unsigned char demarche_openapi[];
extern "C" const unsigned char demarche_openapi_end[];

namespace demarche {
namespace {

Reply text_reply(int status, std::string body) {
  Reply out;
  out.status = status;
  out.type = "text/plain; charset=utf-8";
  out.body = std::move(body);
  return out;
}

/// Bytes of memory that the process holds; 0 where the system does not say.
double memory_held() {
  unsigned long long pages = 0;
  if (std::FILE* f = std::fopen("/proc/self/statm", "re")) {
    if (std::fscanf(f, "%*u %llu", &pages) != 1) pages = 0;
    std::fclose(f);
  }
  return static_cast<double>(pages) * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

Result<Reply> view_statistics(Desk& desk, const Request& request) {
  const std::string_view by = request.parameters.get("by");
  if (!by.empty() && by != "day" && by != "week" && by != "month") return Error{ErrorKind::kUsage, {}, "'by' is day, week or month, not '" + std::string(by) + "'", {}};
  const Step step = by == "day" ? Step::kDay : by == "week" ? Step::kWeek : Step::kMonth;
  std::string ours;
  for (const std::string_view end : {"since", "until"}) {
    if (const std::string_view day = request.parameters.get(end); !day.empty()) ours += (ours.empty() ? "" : " ") + std::string(end) + ":" + std::string(day);
  }
  const auto query = query_of(request, ours);
  if (!query) return query.error();
  const auto series = dyad_series(desk.record(), request.parts[0], request.parts[1], *query, step);
  if (!series) return series.error();
  Reply out;
  JsonWriter json(out.body);
  write(json, *series, reciprocity(*series));
  out.body += '\n';
  return out;
}

Result<Reply> view_counts(Desk& desk, const Request& /*request*/) {
  const auto counts = desk.record().counts();
  if (!counts) return counts.error();
  return one_of(*counts);
}

Result<Reply> view_versions(Desk& desk, const Request& /*request*/) {
  const Versions& v = desk.reader().versions();
  Reply out;
  JsonWriter json(out.body);
  json.object([&] {
    json.field("program", v.program);
    json.field("model", v.model);
    json.field("lexicon", v.lexicon);
    json.field("api", "1");
    json.field("board", desk.house().web->version());
    json.key("read_only"), json.boolean(desk.house().is_read_only);
  });
  out.body += '\n';
  return out;
}

Result<Reply> view_fields(Desk& /*desk*/, const Request& /*request*/) {
  Reply out;
  JsonWriter json(out.body);
  json.object([&] {
    json.array("rows", [&] {
      for (const QueryFieldHelp& f : query_fields()) json.object([&] { json.field("name", f.name), json.field("takes", f.takes), json.field("example", f.example); });
    });
  });
  out.body += '\n';
  return out;
}

Result<Reply> view_openapi(Desk& /*desk*/, const Request& /*request*/) {
  Reply out;
  out.body.assign(reinterpret_cast<const char*>(demarche_openapi), static_cast<std::size_t>(demarche_openapi_end - demarche_openapi));
  return out;
}

Result<Reply> view_liveness(Desk& /*desk*/, const Request& /*request*/) { return text_reply(200, "alive\n"); }

Result<Reply> view_readiness(Desk& desk, const Request& /*request*/) {
  if (desk.house().is_draining) return text_reply(503, "ending\n");
  const auto last = desk.record().last_change();
  if (!last) return text_reply(503, "the record cannot be read: " + last.error().message + "\n");
  return text_reply(200, "ready\n");
}

Result<Reply> view_metrics(Desk& desk, const Request& /*request*/) {
  Reply out = text_reply(200, desk.house().metrics.text());
  out.type = "text/plain; version=0.0.4; charset=utf-8";
  const auto gauge = [&](std::string_view name, std::string_view help, double value) { metric_head(out.body, name, "gauge", help), metric_line(out.body, name, {}, value); };
  gauge("demarche_memory_bytes", "Memory that the process holds.", memory_held());
  const auto counts = desk.record().counts();
  const auto last = desk.record().last_change();
  if (!counts || !last) return counts ? last.error() : counts.error();
  gauge("demarche_record_articles", "Articles in the record.", static_cast<double>(counts->articles));
  gauge("demarche_record_events", "Events in the record.", static_cast<double>(counts->events));
  gauge("demarche_record_bytes", "Size of the record's file.", static_cast<double>(counts->bytes));
  gauge("demarche_record_last_change", "Place in the record's feed of changes.", static_cast<double>(*last));
  return out;
}

}  // namespace demarche
