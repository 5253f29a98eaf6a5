// Two sides in numbers, as JSON. Door: write().
#include "base/day.h"
#include "base/json.h"
#include "record/statistics.h"

namespace demarche {

void write(JsonWriter& json, const Deeds& d) {
  json.object([&] {
    json.key("events"), json.integer(d.events);
    json.key("net"), json.fixed(d.net, 1);
    constexpr std::string_view kQuads[] = {"verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"};
    for (std::size_t q = 0; q < 4; ++q) json.key(kQuads[q]), json.integer(d.by_quad[q]);
  });
}

void write(JsonWriter& json, const DyadSeries& s, const Reciprocity& r) {
  const auto both = [&](const Deeds& first, const Deeds& second) {
    json.key("first_to_second"), write(json, first);
    json.key("second_to_first"), write(json, second);
  };
  json.object([&] {
    json.field("first", s.first), json.field("second", s.second), json.field("step", name_of(s.step));
    both(s.first_total, s.second_total);
    json.array("periods", [&] {
      for (const DyadPeriod& p : s.periods) {
        json.object([&] {
          json.field("from", to_string(p.from)), json.field("to", to_string(p.to));
          both(p.first, p.second);
        });
      }
    });
    json.object("reciprocity", [&] {
      json.field("explanation", r.explanation);
      json.key("first_memory"), json.fixed(r.first_memory, 3);
      json.key("second_memory"), json.fixed(r.second_memory, 3);
      json.array("lags", [&] {
        for (const LagCorrelation& l : r.lags) {
          json.object([&] {
            json.key("lag"), json.integer(l.lag);
            json.key("second_follows_first"), json.fixed(l.second_follows, 3);
            json.key("first_follows_second"), json.fixed(l.first_follows, 3);
            json.key("chance"), json.fixed(l.chance, 3);
          });
        }
      });
    });
  });
}

}  // namespace demarche
