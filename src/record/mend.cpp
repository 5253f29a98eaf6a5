// The right values of an event, as JSON, checked, and put in the place of what was read. Doors: parse_mend(), mend_json(),
// complete_mend(), apply_mend().
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <limits>
#include <set>

#include "base/day.h"
#include "base/utf8.h"
#include "coding/json.h"
#include "lexicon/lexicon.h"
#include "record/ask.h"
#include "record/json.h"
#include "record/judge.h"

namespace demarche {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::size_t kMostValues = 64;  // parties, modes: more is a mistake

Error usage(std::string_view field, std::string message) { return {ErrorKind::kUsage, std::string(field), std::move(message), {}}; }

bool is_bare(std::string_view value) { return value.find_first_of(";\n\r\t") == std::string_view::npos; }

// ---- from JSON ----

class MendParser {
 public:
  Result<EventMend> run(const object& all) {
    for (const auto [name, value] : all) {
      if (failure_) break;
      field(name, value);
    }
    if (failure_) return *failure_;
    return std::move(mend_);
  }

 private:
  void fail(std::string_view field, std::string message) {
    if (!failure_) failure_ = usage(field, std::move(message));
  }

  void field(std::string_view name, element value) {
    if (name == "event" || name == "type") return type(name, value);
    if (name == "cameo") return void(mend_.cameo = text(name, value));
    if (name == "measure") return void(mend_.measure = text(name, value));
    if (name == "goldstein") return number(name, value, mend_.goldstein);
    if (name == "mode") return void(mend_.mode = texts(name, value));
    if (name == "context") return void(mend_.context = texts(name, value));
    if (name == "status") return status(name, value);
    if (name == "source") return void(mend_.source = parties(name, value));
    if (name == "target") return void(mend_.target = parties(name, value));
    if (name == "date") return date(name, value);
    if (name == "place") return place(name, value);
    if (name == "quantity") return quantity(name, value);
    fail(name, "is no field that can be mended; there are event, cameo, goldstein, measure, mode, context, status, source, target, date, place, quantity");
  }

  std::string text(std::string_view name, element value) {
    std::string_view out;
    if (value.get(out) != simdjson::SUCCESS) return fail(name, "has to be a text"), std::string();
    if (!is_bare(out)) return fail(name, "holds a semicolon or a line break"), std::string();
    return std::string(out);
  }

  std::vector<std::string> texts(std::string_view name, element value) {
    std::vector<std::string> out;
    array all;
    if (value.get(all) != simdjson::SUCCESS) return fail(name, "has to be a list of texts"), out;
    for (const element one : all) out.push_back(text(name, one));
    if (out.size() > kMostValues) fail(name, "has too many values");
    return out;
  }

  void number(std::string_view name, element value, std::optional<double>& to) {
    double n = 0;
    if (value.get(n) != simdjson::SUCCESS) return fail(name, "has to be a number");
    to = n;
  }

  void type(std::string_view name, element value) {
    const std::string word = text(name, value);
    mend_.type = event_type_of(word);
    if (!mend_.type) fail(name, "'" + word + "' is no PLOVER type");
  }

  void status(std::string_view name, element value) {
    const std::string word = text(name, value);
    const EventStatus known = status_named(word);
    if (name_of(known) != word) return fail(name, "'" + word + "' is no status; there are done, announced, planned, threatened, requested, alleged, denied, negated");
    mend_.status = known;
  }

  std::vector<RecordedActor> parties(std::string_view name, element value) {
    std::vector<RecordedActor> out;
    array all;
    if (value.get(all) != simdjson::SUCCESS) return fail(name, "has to be a list of codes or names"), out;
    for (const element one : all) {
      RecordedActor& a = out.emplace_back();
      object o;
      if (one.get(o) == simdjson::SUCCESS) {
        const auto part = [&](const char* field) {
          std::string_view found;
          return o[field].get(found) == simdjson::SUCCESS ? std::string(found) : std::string();
        };
        a.name = part("name"), a.code = part("code"), a.country = part("country"), a.kind = kind_named(part("kind"));
        if (part("kind").empty()) a.kind = ActorKind::kUnknown;
        array sectors;
        if (o["sector"].get(sectors) == simdjson::SUCCESS) a.sector = texts(name, o["sector"].value_unsafe());
      } else {
        a.name = text(name, one);
      }
      if (a.name.empty() && a.code.empty()) fail(name, "has a party without code and name");
      if (!is_bare(a.name) || !is_bare(a.code)) fail(name, "holds a semicolon or a line break");
    }
    if (out.size() > kMostValues) fail(name, "has too many parties");
    return out;
  }

  void date(std::string_view name, element value) {
    mend_.date.emplace();
    if (value.is_null()) return;
    std::string_view word, from, to;
    object o;
    if (value.get(word) == simdjson::SUCCESS) {
      from = to = word;
    } else if (value.get(o) != simdjson::SUCCESS || o["from"].get(from) != simdjson::SUCCESS) {
      return fail(name, "has to be a day such as 2021-10-18, {\"from\": …, \"to\": …}, or null");
    } else if (o["to"].get(to) != simdjson::SUCCESS) {
      to = from;
    }
    const auto first = parse_day(from), last = parse_day(to);
    if (!first || !last) return fail(name, "'" + std::string(first ? to : from) + "' is no day such as 2021-10-18");
    if (*last < *first) return fail(name, "ends before it begins");
    *mend_.date = DateRange{*first, *last, "", false};
  }

  void place(std::string_view name, element value) {
    mend_.place.emplace();
    if (value.is_null()) return;
    std::string_view word;
    object o;
    Place p;
    if (value.get(word) == simdjson::SUCCESS) {
      p.name = word;
    } else if (value.get(o) == simdjson::SUCCESS) {
      std::string_view part;
      if (o["name"].get(part) == simdjson::SUCCESS) p.name = part;
      if (o["country"].get(part) == simdjson::SUCCESS) p.country = part;
      double n = 0;
      if (o["lat"].get(n) == simdjson::SUCCESS) p.latitude = n;
      if (o["lon"].get(n) == simdjson::SUCCESS) p.longitude = n;
    }
    if (p.name.empty()) return fail(name, "has to be a name, {\"name\": …, \"country\": …}, or null");
    *mend_.place = std::move(p);
  }

  void quantity(std::string_view name, element value) {
    mend_.quantity.emplace();
    if (value.is_null()) return;
    Quantity q;
    object o;
    if (value.get(q.value) != simdjson::SUCCESS) {
      if (value.get(o) != simdjson::SUCCESS || o["value"].get(q.value) != simdjson::SUCCESS) return fail(name, "has to be a number, {\"value\": …, \"unit\": …}, or null");
      std::string_view part;
      if (o["unit"].get(part) == simdjson::SUCCESS) q.unit = part;
      if (o["of"].get(part) == simdjson::SUCCESS) q.thing = part;
      if (o["bound"].get(part) == simdjson::SUCCESS) q.bound = part;
      double n = 0;
      if (o["upper"].get(n) == simdjson::SUCCESS) q.upper = n;
      if (o["killed"].get(n) == simdjson::SUCCESS) q.killed = n;
      if (o["injured"].get(n) == simdjson::SUCCESS) q.injured = n;
    }
    *mend_.quantity = std::move(q);
  }

  EventMend mend_;
  std::optional<Error> failure_;
};

// ---- what follows from what is set ----

std::vector<std::string> owned(std::span<const std::string_view> all) { return {all.begin(), all.end()}; }

/// The general CAMEO code of each type, in the order of EventType: what an event is coded by where only its type is known.
constexpr std::array<std::string_view, kEventTypes> kGeneralCodes = {"030", "040", "050", "080", "060", "070", "087", "100",
                                                                     "110", "120", "130", "140", "160", "150", "170", "180"};

Status complete_codes(EventMend& m, const RecordedEvent& event, const Lexicon& lexicon) {
  if (m.type && !m.cameo) {
    const CodeEntry* const now = lexicon.code(event.cameo);
    if (!now || now->type != m.type) m.cameo = kGeneralCodes[static_cast<std::size_t>(*m.type)];
  }
  if (m.cameo) {
    const bool digits = m.cameo->size() >= 2 && m.cameo->size() <= 4 && m.cameo->find_first_not_of("0123456789") == std::string::npos;
    const CodeEntry* const known = digits ? lexicon.code(*m.cameo) : nullptr;
    if (!known) return usage("cameo", "'" + *m.cameo + "' is no CAMEO code");
    if (!m.type && known->type) m.type = known->type;
    if (!m.type && !event.has_type) return usage("cameo", "'" + *m.cameo + "' is no event of PLOVER; give the type too");
    const bool of_type = known->type && (m.type ? *m.type : event.type) == *known->type;
    if (!m.goldstein) m.goldstein = known->goldstein;
    if (!m.mode) m.mode = of_type ? owned(known->modes) : std::vector<std::string>();
    if (!m.context) m.context = owned(known->contexts);
  }
  if (m.goldstein && !(*m.goldstein >= -10 && *m.goldstein <= 10)) return usage("goldstein", "is a number from -10 to 10");
  if (m.measure && !m.measure->empty()) {
    std::set<std::string_view> all;
    for (FrameId f = 0; f < lexicon.frames(); ++f) all.insert(lexicon.frame(f).measure);
    if (!all.contains(*m.measure)) return usage("measure", "'" + *m.measure + "' is no diplomatic measure of the lexicon");
  }
  return Done{};
}

bool fill_from(Rows rows, RecordedActor& a) {
  if (!rows.next()) return false;
  a = actor_of(rows, 0);
  return true;
}

bool fill_from(const Lexicon& lexicon, EntryId id, RecordedActor& a) {
  if (id == kNoEntry) return false;
  const ActorEntry entry = lexicon.actor(id);
  a.name = entry.name, a.code = entry.code, a.country = entry.country, a.kind = entry.kind, a.sector = split(entry.sector, " ");
  if (a.sector.empty() && a.kind == ActorKind::kCountry) a.sector = {"GOV"};  // as a reading has it
  return true;
}

/// Who a code or name is: by the lexicon's codes, by the record, by the lexicon's names; else somebody that only this name is known of.
Status resolve(RecordedActor& a, std::string_view side, Database& db, const Lexicon& lexicon) {
  if (!a.code.empty() && !a.name.empty()) return Done{};
  const std::string word = a.code.empty() ? a.name : a.code;
  std::string capitals = word;
  std::transform(capitals.begin(), capitals.end(), capitals.begin(), [](unsigned char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 0x20) : static_cast<char>(c); });
  for (const std::string& code : {word, capitals}) {
    if (fill_from(lexicon, lexicon.by_code(code), a) || fill_from(db.rows(sql::kActorByCode, code), a)) return Done{};
  }
  if (fill_from(db.rows(sql::kActorByName, word), a)) return Done{};
  const auto senses = lexicon.senses_of(word);
  if (!senses.empty() && senses.front().use == NameUse::kName && fill_from(lexicon, senses.front().entry, a)) return Done{};
  if (word == capitals && word.size() <= 8 && word.find(' ') == std::string::npos) return usage(side, "nobody has the code '" + word + "'");
  a = {};
  a.name = word;
  return Done{};
}

// ---- into a reading ----

ActorId party_in(Reading& reading, const RecordedActor& wanted) {
  const auto is_state = [](const Actor& a) { return a.kind != ActorKind::kPerson && a.kind != ActorKind::kPlace && a.kind != ActorKind::kUnknown; };
  for (ActorId n = 0; n < reading.actors.size(); ++n) {
    const Actor& a = reading.actors[n];
    if (a.code == wanted.code && (lower(a.name) == lower(wanted.name) || (!wanted.code.empty() && is_state(a) && a.kind == wanted.kind))) return n;
  }
  Actor a;
  a.name = wanted.name, a.code = wanted.code, a.country = wanted.country, a.kind = wanted.kind, a.sector = wanted.sector;
  reading.actors.push_back(std::move(a));
  return static_cast<ActorId>(reading.actors.size() - 1);
}

std::vector<ActorId> parties_in(Reading& reading, const std::vector<RecordedActor>& all) {
  std::vector<ActorId> out;
  for (const RecordedActor& a : all) {
    const ActorId id = party_in(reading, a);
    if (std::find(out.begin(), out.end(), id) == out.end()) out.push_back(id);
  }
  return out;
}

}  // namespace

Result<EventMend> parse_mend(std::string_view json) {
  simdjson::dom::parser parser;
  element root;
  object all;
  const simdjson::padded_string padded(json);
  if (const auto failed = parser.parse(padded).get(root); failed != simdjson::SUCCESS) return Error{ErrorKind::kUsage, {}, std::string("the right values are no JSON: ") + simdjson::error_message(failed), {}};
  if (root.get(all) != simdjson::SUCCESS) return Error{ErrorKind::kUsage, {}, "the right values have to be a JSON object", {}};
  return MendParser().run(all);
}

std::string mend_json(const EventMend& m) {
  std::string out;
  JsonWriter json(out);
  const auto strings = [&](std::string_view name, const std::optional<std::vector<std::string>>& all) {
    if (!all) return;
    json.array(name, [&] {
      for (const std::string& s : *all) json.string(s);
    });
  };
  const auto parties = [&](std::string_view name, const std::optional<std::vector<RecordedActor>>& all) {
    if (!all) return;
    json.array(name, [&] {
      for (const RecordedActor& a : *all) {
        json.object([&] {
          json.field("name", a.name), json.field("code", a.code), json.field("country", a.country), json.field("kind", name_of(a.kind));
          json.array("sector", [&] {
            for (const std::string& s : a.sector) json.string(s);
          });
        });
      }
    });
  };
  const auto null = [&](std::string_view name) { json.key(name), json.number(std::numeric_limits<double>::quiet_NaN()); };  // which JSON writes as null
  json.object([&] {
    if (m.type) json.field("event", name_of(*m.type));
    if (m.cameo) json.field("cameo", *m.cameo);
    if (m.goldstein) json.key("goldstein"), json.number(*m.goldstein);
    if (m.measure) json.field("measure", *m.measure);
    strings("mode", m.mode), strings("context", m.context);
    if (m.status) json.field("status", name_of(*m.status));
    parties("source", m.source), parties("target", m.target);
    if (m.date && !*m.date) null("date");
    if (m.date && *m.date) json.object("date", [&] { json.field("from", to_string((*m.date)->from)), json.field("to", to_string((*m.date)->to)); });
    if (m.place && !*m.place) null("place");
    if (m.place && *m.place) json.key("place"), write_place(json, **m.place);
    if (m.quantity && !*m.quantity) null("quantity");
    if (m.quantity && *m.quantity) {
      json.object("quantity", [&] {
        json.key("value"), json.number((*m.quantity)->value);
        json.field_unless_empty("unit", (*m.quantity)->unit);
        write_quantity_details(json, **m.quantity);
      });
    }
  });
  return out;
}

Status complete_mend(EventMend& m, const RecordedEvent& event, Database& db, const Lexicon& lexicon) {
  if (const Status codes = complete_codes(m, event, lexicon); !codes) return codes;
  for (const auto& [side, parties] : {std::pair("source", &m.source), std::pair("target", &m.target)}) {
    if (!*parties) continue;
    for (RecordedActor& a : **parties) {
      if (const Status known = resolve(a, side, db, lexicon); !known) return known;
    }
  }
  if (m.source && m.source->empty() && (m.target ? m.target->empty() : event.target.empty())) return usage("source", "an event needs somebody on one side at least");
  if (m.target && m.target->empty() && (m.source ? m.source->empty() : event.source.empty())) return usage("target", "an event needs somebody on one side at least");
  if (m.place && *m.place && (*m.place)->latitude == 0 && (*m.place)->longitude == 0) {
    for (const NameSense& sense : lexicon.senses_of((*m.place)->name)) {
      const ActorEntry entry = lexicon.actor(sense.entry);
      const bool fits = (*m.place)->country.empty() || entry.country == (*m.place)->country || entry.code == (*m.place)->country;
      if (!fits || (sense.use != NameUse::kPlace && sense.use != NameUse::kCapital && sense.use != NameUse::kName)) continue;
      (*m.place)->country = entry.country.empty() ? std::string(entry.code) : std::string(entry.country);
      const bool has_position = sense.use != NameUse::kName || entry.kind == ActorKind::kPlace;
      if (has_position) (*m.place)->latitude = entry.latitude, (*m.place)->longitude = entry.longitude;
      break;
    }
  }
  return Done{};
}

std::string apply_mend(const EventMend& m, Reading& reading, Event& event) {
  std::string fields;
  const auto mended = [&](const char* name) { fields += (fields.empty() ? "" : " ") + std::string(name); };
  if (m.type) event.type = *m.type, event.has_type = true, mended("event");
  if (m.cameo) event.cameo = *m.cameo, mended("cameo");
  if (m.goldstein) event.goldstein = *m.goldstein, mended("goldstein");
  if (m.measure) event.measure = *m.measure, mended("measure");
  if (m.mode) event.mode = *m.mode, mended("mode");
  if (m.context) event.context = *m.context, mended("context");
  if (m.status) event.status = *m.status, mended("status");
  if (m.source) event.source = parties_in(reading, *m.source), mended("source");
  if (m.target) event.target = parties_in(reading, *m.target), mended("target");
  if (m.date) event.date = *m.date, mended("date");
  if (m.place) event.place = *m.place, mended("place");
  if (m.quantity) event.quantity = *m.quantity, mended("quantity");
  return fields;
}

}  // namespace demarche
