// What an alert would have found. Relies on: the record's queries. Door: preview().
#include <algorithm>
#include <set>

#include "alerts/alerts.h"

namespace demarche {
namespace {

constexpr std::size_t kPage = 1000;

}  // namespace

Result<AlertPreview> preview(const Record& record, const AlertWish& wants, Instant now, int days, std::size_t limit) {
  AlertWish of_days = wants;
  of_days.max_age = days;
  const auto query = alert_query(of_days, now);
  if (!query) return query.error();
  const auto many = record.count_events(*query);
  if (!many) return many.error();
  Window window;
  window.limit = std::max<std::size_t>(limit, 1);
  auto page = record.events(*query, window);
  if (!page) return page.error();
  AlertPreview out;
  out.many = *many;
  if (wants.digest == Digest::kNone) {
    out.messages = *many;
  } else {
    // When an event would have been told is when it was first seen.
    std::set<std::string> periods;
    const std::size_t size = wants.digest == Digest::kHour ? 13 : 10;  // "2021-10-18T09", "2021-10-18"
    Window all;
    all.limit = kPage;
    do {
      const auto more = record.events(*query, all);
      if (!more) return more.error();
      for (const RecordedEvent& e : more->rows) periods.insert(e.first_seen.substr(0, size));
      all.after = more->next;
    } while (!all.after.empty());
    out.messages = static_cast<std::int64_t>(periods.size());
  }
  out.events = std::move(page->rows);
  return out;
}

}  // namespace demarche
