// An event in plain words: who, what, when. Doors: party_text(), deed_text(), days_text().
#include "record/words.h"

#include <algorithm>

#include "base/day.h"
#include "base/lists.h"
#include "coding/deeds.h"

namespace demarche {

std::string party_text(const std::vector<RecordedActor>& actors) {
  std::vector<std::string> parts;
  for (const RecordedActor& a : actors) {
    std::string text = a.code.empty() ? a.name : a.code;
    if (std::find(parts.begin(), parts.end(), text) == parts.end()) parts.push_back(std::move(text));
  }
  return parts.empty() ? "?" : joined(parts, ", ");
}

std::string deed_text(const RecordedEvent& event) {
  Event e;
  e.type = event.type, e.has_type = event.has_type, e.measure = event.measure, e.quantity = event.quantity, e.status = event.status;
  return deed_in_words(e);
}

std::string days_text(Day from, Day to) { return from == to ? to_string(from) : to_string(from) + " to " + to_string(to); }

}  // namespace demarche
