// actors: countries, organisations, groups; persons with their offices; places. Doors: take_actors, take_people, take_places.
#include <algorithm>
#include <array>
#include <charconv>

#include "base/day.h"
#include "lexicon/draft.h"

namespace demarche::lexicon {
namespace {

std::string quoted(const Spot& spot) { return "\"" + std::string(spot.text()) + "\""; }

struct NamedKind {
  std::string_view name;
  ActorKind kind;
};
constexpr std::array<NamedKind, 8> kKinds{{{"country", ActorKind::kCountry}, {"organisation", ActorKind::kOrganisation}, {"group", ActorKind::kGroup},
                                           {"party", ActorKind::kParty}, {"movement", ActorKind::kMovement}, {"company", ActorKind::kCompany},
                                           {"media", ActorKind::kMedia}, {"people", ActorKind::kPeople}}};

std::optional<Day> day_or(std::string_view text, Day open) {
  return text.empty() ? std::optional<Day>(open) : parse_day(text);
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// The two numbers at the end of `text`, which is cut down to what stands before them.
std::optional<std::pair<double, double>> coordinates_at_end(std::string_view& text) {
  const std::size_t last = text.find_last_of(" \t");
  if (last == std::string_view::npos) return std::nullopt;
  const std::string_view head = trim(text.substr(0, last));
  const std::size_t before = head.find_last_of(" \t");
  const auto latitude = number(head.substr(before == std::string_view::npos ? 0 : before + 1));
  const auto longitude = number(text.substr(last + 1));
  if (!latitude || !longitude || !(*latitude >= -90 && *latitude <= 90) || !(*longitude >= -180 && *longitude <= 180)) return std::nullopt;
  text = before == std::string_view::npos ? std::string_view() : trim(head.substr(0, before));
  return std::pair(*latitude, *longitude);
}

std::string blank_separated(const std::vector<Spot>& words) {
  std::string out;
  for (const Spot& word : words) {
    for (Spot rest = word; !rest.text().empty();) {
      const auto [first, more] = first_word(rest);
      out += (out.empty() ? "" : " ") + std::string(first.text());
      rest = more;
    }
  }
  return out;
}

/// "Pentagon [MIL]" to name and sector.
NameDraft with_sector(const Spot& text, NameUse use, Complaints& complaints) {
  const std::string_view all = text.text();
  const std::size_t open = all.find('[');
  if (open == std::string_view::npos) return {std::string(all), use, {}};
  if (!all.ends_with(']')) complaints.add(part_of(text, all.substr(open)), "the sector that begins here has no closing bracket");
  const std::size_t close = std::min(all.find(']'), all.size());
  const std::string_view inner = trim(all.substr(open + 1, close - open - 1));
  return {std::string(trim(all.substr(0, open))), use, std::string(inner)};
}

bool ends_with_any(std::string_view word, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view e) { return word.ends_with(e); });
}

/// Regular plural of a demonym; "" where it has none of its own ("Chinese", "Swiss", "British").
std::string plural_of(const std::string& one) {
  if (ends_with_any(one, {"ese", "ss", "ish", "ch"})) return "";
  if (one.ends_with("man")) return one.substr(0, one.size() - 3) + "men";
  if (one.ends_with("woman")) return one.substr(0, one.size() - 5) + "women";
  if (one.size() > 1 && one.ends_with("y") && std::string_view("aeiou").find(one[one.size() - 2]) == std::string_view::npos) {
    return one.substr(0, one.size() - 1) + "ies";
  }
  if (ends_with_any(one, {"s", "x", "z", "sh"})) return one + "es";
  return one + "s";
}

class ActorReader {
 public:
  ActorReader(ActorDraft& actor, Complaints& complaints) : actor_(actor), complaints_(complaints) {}

  void take(const Field& field) {
    const std::string_view key = field.key.text();
    if (key == "also") names(field, NameUse::kName);
    else if (key == "short") names(field, NameUse::kShort);
    else if (key == "adjective") names(field, NameUse::kAdjective);
    else if (key == "people") take_demonyms(field);
    else if (key == "metonym") names(field, NameUse::kMetonym);
    else if (key == "body") names(field, NameUse::kBody);
    else if (key == "capital") take_capitals(field);
    else if (key == "noun") for (const Spot& noun : list(field)) actor_.nouns.emplace_back(noun.text());
    else if (key == "sector") actor_.sector = blank_separated(list(field));
    else if (key == "country") take_country(field);
    else if (key == "member") for (const Spot& code : list(field)) actor_.members.push_back(code);
    else if (key == "seat") names(field, NameUse::kSeat);
    else if (key == "days") take_days(field);
    else complaints_.add(field.key, "an actor has no field " + quoted(field.key));
  }

 private:
  std::vector<Spot> list(const Field& field) {
    std::vector<Spot> out = split(field.values, ',', complaints_);
    if (out.empty()) complaints_.add(field.key, "the field " + quoted(field.key) + " is empty");
    return out;
  }

  void names(const Field& field, NameUse use) {
    for (const Spot& name : list(field)) actor_.names.push_back(with_sector(name, use, complaints_));
  }

  void take_demonyms(const Field& field) {
    for (const Spot& name : list(field)) {
      const std::string one(name.text());
      actor_.names.push_back({one, NameUse::kPeople, {}});
      if (std::string many = plural_of(one); !many.empty()) actor_.names.push_back({std::move(many), NameUse::kPeoples, {}});
    }
  }

  void take_capitals(const Field& field) {
    for (const Spot& capital : list(field)) {
      std::string_view name = capital.text();
      const auto at = coordinates_at_end(name);
      if (!at && capital.text().find_first_of("0123456789") != std::string_view::npos) {
        complaints_.add(capital, "a capital is its name, latitude and longitude, as in Moscow 55.75 37.62");
      }
      actor_.capitals.push_back({std::string(name), at});
    }
  }

  void take_country(const Field& field) {
    actor_.country = field.values.text();
    actor_.country_spot = field.values;
  }

  void take_days(const Field& field) {
    for (const Spot& range : list(field)) {
      if (const auto days = days_of(range, complaints_)) actor_.days.push_back(*days);
    }
  }

  ActorDraft& actor_;
  Complaints& complaints_;
};

bool is_actor_code(std::string_view code) {
  return !code.empty() && std::all_of(code.begin(), code.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; });
}

/// A person's lines belong together: the first of a file that names him anew replaces what earlier files said.
ActorDraft& person_of(Draft& draft, const Spot& name) {
  const auto [at, is_new] = draft.actor_of.try_emplace("person " + std::string(name.text()), draft.actors.size());
  if (is_new) draft.actors.emplace_back();
  ActorDraft& person = draft.actors[at->second];
  if (is_new || person.where.file != name.file) {
    person = ActorDraft();
    person.where = name;
    person.kind = ActorKind::kPerson;
    person.name = name.text();
  }
  return person;
}

void add_name(ActorDraft& actor, std::string_view text, NameUse use) {
  const auto same = [&](const NameDraft& n) { return n.text == text && n.use == use; };
  if (std::none_of(actor.names.begin(), actor.names.end(), same)) actor.names.push_back({std::string(text), use, {}});
}

}  // namespace

std::optional<Days> days_of(const Spot& range, Complaints& complaints) {
  const std::size_t dots = range.text().find("..");
  if (dots != std::string_view::npos) {
    const auto from = day_or(trim(range.text().substr(0, dots)), Day{INT32_MIN});
    const auto to = day_or(trim(range.text().substr(dots + 2)), Day{INT32_MAX});
    if (from && to && *from <= *to) return Days{*from, *to};
    if (from && to) return complaints.add(range, "the days end before they begin"), std::nullopt;
  }
  complaints.add(range, "days are written from..to, as in 2004-03-09..2012-05-21, either end left open where it is");
  return std::nullopt;
}

void take_actors(const SourceText& file, Draft& draft, Complaints& complaints) {
  for (const Entry& entry : read_entries(file, complaints)) {
    const auto kind = std::find_if(kKinds.begin(), kKinds.end(), [&](const NamedKind& k) { return k.name == entry.kind.text(); });
    if (kind == kKinds.end()) {
      complaints.add(entry.kind, "an .actors file holds countries, organisations and groups, not " + quoted(entry.kind));
      continue;
    }
    const auto [code, name] = first_word(entry.rest);
    if (!is_actor_code(code.text()) || (kind->kind == ActorKind::kCountry && code.text().size() != 3)) {
      complaints.add(code.text().empty() ? entry.kind : code, kind->kind == ActorKind::kCountry ? "a country has an ISO 3166-1 alpha-3 code in capitals, as in RUS"
                                                                                                : "an actor has a code in capitals without blanks, as in NATO");
      continue;
    }
    if (name.text().empty()) {
      complaints.add(code, "the actor has no name");
      continue;
    }
    ActorDraft* actor = place_for(draft.actors, draft.actor_of, std::string(code.text()), code, "code", complaints);
    if (!actor) continue;
    actor->where = code;
    actor->kind = kind->kind;
    actor->code = code.text();
    actor->name = name.text();
    if (kind->kind == ActorKind::kCountry) actor->country = actor->code;
    actor->names.push_back({actor->name, NameUse::kName, {}});
    ActorReader reader(*actor, complaints);
    for (const Field& field : entry.fields) reader.take(field);
    // an entry's own name that stands among its short names means it only where those do
    const auto is_short = [&](const NameDraft& n) { return n.use == NameUse::kShort && n.text == actor->name; };
    if (std::any_of(actor->names.begin(), actor->names.end(), is_short)) actor->names.erase(actor->names.begin());
    // the acronym of an organisation or group is its name too: "OSCE", "PKK"
    const bool is_named_so = std::any_of(actor->names.begin(), actor->names.end(), [&](const NameDraft& n) { return n.text == actor->code; });
    if (kind->kind != ActorKind::kCountry && kind->kind != ActorKind::kPeople && !is_named_so && actor->code.size() <= 8) {
      actor->names.push_back({actor->code, NameUse::kName, {}});
    }
  }
}

/// The part of a full name by which news calls the person; "" where it is too short to tell or the name has one word.
std::string_view surname_of(std::string_view name, std::string_view country) {
  const bool is_first = country == "CHN" || country == "PRK" || country == "KOR" || country == "TWN";  // family name first
  std::string_view surname;
  if (is_first && name.find(' ') != std::string_view::npos) {
    surname = name.substr(0, name.find(' '));
    return surname;
  }
  const auto blank = name.rfind(' ');
  if (blank == std::string_view::npos) return {};
  // "King Hussein", "Pope Francis": what stands behind a title is a given name, which others bear too
  static constexpr std::array<std::string_view, 16> kTitles{"King",   "Queen",  "Prince",  "Princess", "Sheikh",    "Sheik",      "Sultan", "Emir",
                                                            "Mullah", "Sayyed", "Maulana", "Pope",     "Ayatollah", "Archbishop", "Lord",   "Comrade"};
  if (name.find(' ') == blank && std::find(kTitles.begin(), kTitles.end(), name.substr(0, blank)) != kTitles.end()) return {};
  surname = name.substr(blank + 1);
  for (const std::string_view article : {"al-", "Al-", "el-", "El-"}) {
    if (surname.starts_with(article)) surname.remove_prefix(article.size());
  }
  return surname.size() >= 4 ? surname : std::string_view{};
}

void take_people(const SourceText& file, Draft& draft, Complaints& complaints) {
  for (const Spot& line : read_lines(file, complaints)) {
    const std::vector<Spot> fields = split_fields(line, '|', complaints);
    if (fields.size() != 6) {
      complaints.add(line, "a person has six fields parted by |: names, code, sectors, office, days, how sure; these are " +
                               std::to_string(fields.size()));
      continue;
    }
    const std::vector<Spot> names = split(fields[0], ';', complaints);
    if (names.empty()) {
      complaints.add(line, "the person has no name");
      continue;
    }
    ActorDraft& person = person_of(draft, names.front());
    for (const Spot& name : names) {
      add_name(person, name.text(), NameUse::kName);
      if (const std::string_view surname = surname_of(name.text(), fields[1].text()); !surname.empty()) add_name(person, surname, NameUse::kSurname);
    }
    const std::string sector = blank_separated(split(fields[2], ',', complaints));
    if (person.sector.empty()) person.sector = sector;
    for (const Spot& range : split(fields[4], ',', complaints)) {
      const auto days = days_of(range, complaints);
      if (days) person.offices.push_back({fields[1], sector, std::string(fields[3].text()), *days});
    }
    const std::string_view sure = fields[5].text();
    if (sure != "sure" && sure != "month" && sure != "year") complaints.add(fields[5], "how exact the days are is sure, month or year");
  }
}

void take_places(const SourceText& file, Draft& draft, Complaints& complaints) {
  static constexpr std::array<std::string_view, 9> kinds{"city", "region", "island", "sea", "strait", "river", "crossing", "site", "district"};
  for (const Spot& line : read_lines(file, complaints)) {
    const std::vector<Spot> fields = split_fields(line, '|', complaints);
    if (fields.size() != 4) {
      complaints.add(line, "a place has four fields parted by |: names, country, latitude longitude, kind; these are " + std::to_string(fields.size()));
      continue;
    }
    std::string_view before = fields[2].text();
    const auto at = coordinates_at_end(before);
    if (!at || !before.empty()) complaints.add(fields[2], "a place has latitude and longitude in degrees, as in 23.13 113.26");
    if (std::find(kinds.begin(), kinds.end(), fields[3].text()) == kinds.end()) {
      complaints.add(fields[3], quoted(fields[3]) + " is no kind of place: city, region, island, sea, strait, river, crossing, site, district");
    }
    const std::vector<Spot> names = split(fields[0], ';', complaints);
    if (names.empty()) {
      complaints.add(line, "the place has no name");
      continue;
    }
    const std::string country = fields[1].text() == "-" ? "" : std::string(fields[1].text());
    const std::string key = "place " + std::string(names.front().text()) + "|" + country;
    ActorDraft* place = place_for(draft.actors, draft.actor_of, key, names.front(), "place", complaints);
    if (!place) continue;
    place->where = names.front();
    place->kind = ActorKind::kPlace;
    place->name = names.front().text();
    place->country = country;
    place->country_spot = fields[1];
    place->at = at;
    for (const Spot& name : names) add_name(*place, name.text(), NameUse::kPlace);
  }
}

}  // namespace demarche::lexicon
