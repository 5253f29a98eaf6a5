// How the field writes actors, countries, CAMEO codes and cells. Doors: cameo_actor(), fips_of(), cow_of(), class TabLine.
#include <algorithm>
#include <array>
#include <cstdio>
#include <map>

#include "base/day.h"
#include "base/lists.h"
#include "record/export.h"

extern "C" const unsigned char demarche_exchange_states[];
extern "C" const unsigned char demarche_exchange_states_end[];

namespace demarche {
namespace {

struct State {
  std::string fips, cow;
};

const std::map<std::string, State, std::less<>>& states() {
  static const auto all = [] {
    std::map<std::string, State, std::less<>> out;
    const std::string_view text(reinterpret_cast<const char*>(demarche_exchange_states), static_cast<std::size_t>(demarche_exchange_states_end - demarche_exchange_states));
    for (const std::string& line : split(text, "\n")) {
      const std::vector<std::string> parts = split(line, " ");
      if (parts.size() != 3 || parts[0] == "#") continue;
      out[parts[0]] = {parts[1] == "-" ? "" : parts[1], parts[2] == "-" ? "" : parts[2]};
    }
    return out;
  }();
  return all;
}

struct Group {
  std::string_view ours, cameo;
};
/// Organisations with a code of their own among CAMEO's known groups; others keep their acronym.
constexpr std::array kGroups = {Group{"UN", "UNO"},   Group{"NATO", "NAT"}, Group{"EU", "EEC"},    Group{"AU", "AFU"},   Group{"ASEAN", "ASN"}, Group{"OSCE", "SCE"},
                                Group{"ECOWAS", "WAS"}, Group{"OPEC", "OPC"}, Group{"IMF", "IMF"}, Group{"WTO", "WTO"},  Group{"IAEA", "IAE"},  Group{"ICC", "ICC"},
                                Group{"GCC", "GCC"},  Group{"OIC", "OIC"},  Group{"CIS", "CIS"}};

constexpr std::array<std::string_view, 12> kRoles = {"GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD", "SPY", "MED", "EDU", "BUS", "LEG"};

}  // namespace

CameoActor cameo_actor(const RecordedActor& a) {
  CameoActor out;
  const bool is_state = states().contains(a.code) || (a.code.size() == 3 && a.code == a.country);
  if (is_state) {
    out.country = a.code;
  } else if (!a.code.empty()) {
    const auto known = std::find_if(kGroups.begin(), kGroups.end(), [&](const Group& g) { return g.ours == a.code; });
    out.group = known == kGroups.end() ? a.code : std::string(known->cameo);
    out.country = a.country;
  } else {
    out.country = a.country;
  }
  for (const std::string& sector : a.sector) {
    if (sector == "IGO" && !out.group.empty()) continue;  // said by the group's code
    if (out.role.empty() && std::find(kRoles.begin(), kRoles.end(), sector) != kRoles.end()) out.role = sector;
    else out.others.push_back(sector);
  }
  if (out.role.empty() && !out.others.empty()) out.role = out.others.front(), out.others.erase(out.others.begin());
  out.full = (is_state || out.group.empty() ? out.country : out.group) + out.role;
  for (const std::string& o : out.others) out.full += o;
  return out;
}

std::string fips_of(const std::string& country) {
  const auto found = states().find(country);
  return found == states().end() ? std::string() : found->second.fips;
}
std::string cow_of(const std::string& country) {
  const auto found = states().find(country);
  return found == states().end() ? std::string() : found->second.cow;
}

int quad_number(const RecordedEvent& event) {
  if (!event.has_type) return quad_of_cameo(event.cameo);
  const std::string_view quad = quad_of(event.type);
  return quad == "verbal-cooperation" ? 1 : quad == "material-cooperation" ? 2 : quad == "verbal-conflict" ? 3 : 4;
}

int quad_of_cameo(std::string_view cameo) {
  const std::string root = root_of(cameo);
  return root <= "05" ? 1 : root <= "09" ? 2 : root <= "14" ? 3 : 4;
}
std::string root_of(std::string_view cameo) { return std::string(cameo.substr(0, 2)); }
std::string base_of(std::string_view cameo) { return std::string(cameo.substr(0, 3)); }

std::string compact_day(Day day) {
  std::string out = to_string(day);
  std::erase(out, '-');
  return out;
}
std::string compact_instant(std::string_view iso) {
  std::string out;
  for (const char c : iso) {
    if (c >= '0' && c <= '9') out += c;
  }
  return out;
}
std::string fixed_number(double value, int decimals) {
  char out[64];
  std::snprintf(out, sizeof out, "%.*f", decimals, value + 0.0);
  return out;
}

TabLine& TabLine::cell(std::string_view text) {
  if (!first_) out_ += '\t';
  first_ = false;
  if (text.empty()) text = missing_;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out_ += byte < 0x20 || byte == 0x7F ? ' ' : c;
  }
  return *this;
}
TabLine& TabLine::empty(int many) {
  for (int n = 0; n < many; ++n) cell(std::string_view());
  return *this;
}

}  // namespace demarche
