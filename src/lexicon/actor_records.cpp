// Actors on their way to an image: their names squashed and indexed, the senses of each in the order in which they are tried.
// Door: write_actors().
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/utf8.h"
#include "lexicon/compiler.h"
#include "lexicon/names.h"
#include "lexicon/state.h"

namespace demarche::lexicon {
namespace {

/// In the order in which a name's senses are tried.
int rank_of(NameUse use) {
  switch (use) {
    case NameUse::kName: return 0;
    case NameUse::kMetonym: return 1;
    case NameUse::kBody: return 2;
    case NameUse::kAdjective: return 3;
    case NameUse::kPeople: return 4;
    case NameUse::kPeoples: return 5;
    case NameUse::kCapital: return 6;
    case NameUse::kPlace: return 7;
    case NameUse::kSeat: return 8;
    case NameUse::kSurname: return 9;
    case NameUse::kShort: return 10;
  }
  return 11;
}

struct Sense {
  std::uint32_t entry;
  NameUse use;
  std::string sector;
  Days days;
  [[nodiscard]] bool is_always() const { return days.from.since_1970 == INT32_MIN && days.to.since_1970 == INT32_MAX; }
};

class Actors {
 public:
  Actors(const Draft& draft, Sections& out, Complaints& complaints) : draft_(draft), out_(out), complaints_(complaints) {}

  void write() {
    for (const ActorDraft& actor : draft_.actors) write_actor(actor);
    for (std::uint32_t n = 0; n < draft_.actors.size(); ++n) write_capitals(draft_.actors[n], n);
    write_codes();
    write_names();
  }

 private:
  void check_code(const Spot& code) {
    if (!draft_.actor_of.contains(code.text())) complaints_.add(code, "no actor has the code \"" + std::string(code.text()) + "\"");
  }

  /// A person's country: that of the first office that has one.
  std::string country_of(const ActorDraft& actor) {
    if (!actor.country.empty()) return actor.country;
    for (const OfficeDraft& office : actor.offices) {
      const auto at = draft_.actor_of.find(office.code.text());
      if (at != draft_.actor_of.end() && !draft_.actors[at->second].country.empty()) return draft_.actors[at->second].country;
    }
    return "";
  }

  /// From the first day of office to five years after the last: then a surname alone means this person.
  static Days known_days(const ActorDraft& actor) {
    constexpr std::int32_t kAfter = 5 * 365;
    Days all{Day{INT32_MAX}, Day{INT32_MIN}};
    for (const OfficeDraft& office : actor.offices) {
      all.from = std::min(all.from, office.days.from);
      all.to = std::max(all.to, office.days.to);
    }
    if (all.to.since_1970 < INT32_MAX - kAfter) all.to.since_1970 += kAfter;
    return all;
  }

  void write_actor(const ActorDraft& actor) {
    const auto entry = static_cast<std::uint32_t>(out_.actors.size());
    if (!actor.country.empty() && actor.kind != ActorKind::kCountry) check_code(actor.country_spot);
    std::vector<std::string_view> members;
    for (const Spot& code : actor.members) check_code(code), members.push_back(code.text());
    auto at = actor.at;
    for (const CapitalDraft& capital : actor.capitals) at = at ? at : capital.at;
    const std::size_t first_office = out_.offices.size();
    for (const OfficeDraft& office : actor.offices) {
      check_code(office.code);
      out_.offices.push_back({out_.pool.put(office.code.text()), out_.pool.put(office.sector), out_.pool.put(office.title), office.days.from.since_1970,
                              office.days.to.since_1970});
    }
    const Run offices = run_from(out_.offices, first_office);
    const std::string country = country_of(actor);
    countries_.push_back(country);
    out_.actors.push_back({out_.pool.put(actor.name), out_.pool.put(actor.code), out_.pool.put(country), out_.pool.put(actor.sector),
                           static_cast<std::uint32_t>(actor.kind), 0, at ? at->first : 0, at ? at->second : 0, out_.put_texts(members),
                           out_.put_texts(actor.nouns), offices});
    for (const NameDraft& name : actor.names) {
      if (name.use == NameUse::kSurname) {
        add_sense(actor, name.text, {entry, name.use, name.sector, known_days(actor)});
        continue;
      }
      if (actor.days.empty()) add_sense(actor, name.text, {entry, name.use, name.sector, {}});
      for (const Days& days : actor.days) add_sense(actor, name.text, {entry, name.use, name.sector, days});
    }
  }

  /// A capital speaks for its country and is a place, unless the places have it already.
  void write_capitals(const ActorDraft& actor, std::uint32_t entry) {
    for (const CapitalDraft& capital : actor.capitals) {
      const std::vector<Days> always{Days{}};
      for (const Days& days : actor.days.empty() ? always : actor.days) {
        add_sense(actor, capital.name, {entry, NameUse::kCapital, {}, days});
      }
      if (is_place_already(capital.name, actor.country)) continue;
      const auto place = static_cast<std::uint32_t>(out_.actors.size());
      out_.actors.push_back({out_.pool.put(capital.name), {0, 0}, out_.pool.put(actor.country), {0, 0}, static_cast<std::uint32_t>(ActorKind::kPlace),
                             0, capital.at ? capital.at->first : 0, capital.at ? capital.at->second : 0, {0, 0}, {0, 0}, {0, 0}});
      countries_.push_back(actor.country);
      add_sense(actor, capital.name, {place, NameUse::kPlace, {}, {}});
    }
  }

  bool is_place_already(std::string_view name, const std::string& country) const {
    std::string key;
    append_squashed(key, name);
    const auto at = names_.find(key);
    return at != names_.end() && std::any_of(at->second.begin(), at->second.end(), [&](const Sense& s) {
             return s.use == NameUse::kPlace && countries_[s.entry] == country;
           });
  }

  void write_codes() {
    std::map<std::string_view, std::uint32_t> codes;
    for (std::uint32_t n = 0; n < draft_.actors.size(); ++n) {
      if (!draft_.actors[n].code.empty()) codes[draft_.actors[n].code] = n;
    }
    for (const auto& [code, entry] : codes) out_.actor_codes.push_back({out_.pool.put(code), entry});
  }

  void add_sense(const ActorDraft& actor, const std::string& name, Sense sense) {
    std::string key;
    append_squashed(key, name);
    if (key.empty() || key.size() > kLongestName) {
      return complaints_.add(actor.where, "the name \"" + name + "\" is empty or longer than " + std::to_string(kLongestName) + " bytes");
    }
    add_key(name, key, sense);
    if (key[0] >= 'a' && key[0] <= 'z') {  // "al-Qaeda" begins a sentence
      std::string capital = name;
      if (capital[0] >= 'a' && capital[0] <= 'z') {
        capital[0] = static_cast<char>(capital[0] - 0x20);
        key[0] = static_cast<char>(key[0] - 0x20);
        add_key(capital, key, sense);
      }
    }
    const std::string capitals = upper(name);
    std::string capital_key;
    append_squashed(capital_key, capitals);
    if (capital_key != key) add_key(capitals, kCapitalsMark + capital_key, sense);
  }

  /// Remembers the key and where words may end in it: behind everything squashed, and around all that is no letter or digit.
  void add_key(std::string_view name, const std::string& key, const Sense& sense) {
    std::vector<Sense>& senses = names_[key];
    const auto same = [&](const Sense& s) {
      return s.entry == sense.entry && s.use == sense.use && s.days.from == sense.days.from && s.days.to == sense.days.to;
    };
    if (std::none_of(senses.begin(), senses.end(), same)) senses.push_back(sense);
    std::size_t size = key[0] == kCapitalsMark ? 1 : 0;
    const std::size_t none = size;
    for (std::size_t at = 0; at < name.size();) {
      const std::size_t from = at;
      const char32_t c = next_code_point(name, at);
      const bool is_letter = c >= 0xC0 || (c < 0x80 && (std::isalnum(static_cast<int>(c)) != 0));
      if (!is_letter && size > none) beginnings_.insert(key.substr(0, size));
      if (!is_squashed(c)) size += at - from;
      if (!is_letter && size > none) beginnings_.insert(key.substr(0, size));
    }
  }

  void write_names() {
    for (const std::string& beginning : beginnings_) names_.try_emplace(beginning);
    std::vector<std::uint64_t> hashes;
    for (auto& [key, senses] : names_) {
      std::stable_sort(senses.begin(), senses.end(), [](const Sense& a, const Sense& b) {
        return std::tuple(rank_of(a.use), a.is_always()) < std::tuple(rank_of(b.use), b.is_always());
      });
      const std::size_t first = out_.senses.size();
      for (const Sense& s : senses) {
        out_.senses.push_back({s.entry, static_cast<std::uint32_t>(s.use), out_.pool.put(s.sector), s.days.from.since_1970, s.days.to.since_1970});
      }
      out_.names.push_back({out_.pool.put(key), run_from(out_.senses, first)});
      hashes.push_back(hash_of(key));
    }
    out_.name_slots = slots_for(hashes);
  }

  const Draft& draft_;
  Sections& out_;
  Complaints& complaints_;
  std::map<std::string, std::vector<Sense>> names_;
  std::set<std::string> beginnings_;
  std::vector<std::string> countries_;  ///< of each entry
};

}  // namespace

void write_actors(const Draft& draft, Sections& out, Complaints& complaints) { Actors(draft, out, complaints).write(); }

}  // namespace demarche::lexicon
