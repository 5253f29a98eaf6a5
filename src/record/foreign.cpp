// Event files of other projects, line by line. Door: ForeignReader.
#include "record/foreign.h"

#include <algorithm>

#include "base/day.h"
#include "base/lists.h"
#include "base/utf8.h"
#include "lexicon/lexicon.h"

namespace demarche {
namespace {

std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> out;
  if (line.ends_with('\r')) line.remove_suffix(1);
  for (;;) {
    const std::size_t tab = line.find('\t');
    out.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return out;
    line.remove_prefix(tab + 1);
  }
}

/// CAMEO's codes of organisations that differ from ours.
constexpr std::pair<std::string_view, std::string_view> kGroups[] = {{"UNO", "UN"}, {"NAT", "NATO"}, {"EEC", "EU"}, {"AFU", "AU"}, {"ASN", "ASEAN"}, {"SCE", "OSCE"}, {"WAS", "ECOWAS"}, {"OPC", "OPEC"}, {"IAE", "IAEA"}};

std::string our_group(std::string_view group) {
  for (const auto& [theirs, ours] : kGroups) {
    if (theirs == group) return std::string(ours);
  }
  return std::string(group);
}

std::optional<Day> compact(std::string_view digits) {
  if (digits.size() != 8) return std::nullopt;
  return parse_day(std::string(digits.substr(0, 4)) + "-" + std::string(digits.substr(4, 2)) + "-" + std::string(digits.substr(6, 2)));
}

/// The PLOVER type of a CAMEO code, or of the shorter codes that it begins with.
std::optional<EventType> type_of_cameo(std::string_view code) {
  for (std::size_t size = code.size(); size >= 2; --size) {
    if (const CameoCode* known = cameo_code(code.substr(0, size))) return event_type_of(known->type);
  }
  return std::nullopt;
}

/// An event of these parties and this code; nothing where the code has no PLOVER type.
std::optional<ForeignEvent> coded(ForeignEvent e, std::string_view cameo) {
  e.cameo = cameo;
  const auto type = type_of_cameo(cameo);
  if (!type) return std::nullopt;
  e.type = *type;
  return e;
}

}  // namespace

const std::vector<CameoCode>& cameo_codes() {
  static const std::vector<CameoCode> all = [] {
    std::vector<CameoCode> out;
    for (const SourceFile& file : embedded_sources()) {
      if (!file.name.ends_with(".codes")) continue;
      for (const std::string& line : split(file.text, "\n")) {
        const std::vector<std::string> fields = split(line, " | ");
        if (line.empty() || line[0] == '#' || fields.size() != 6) continue;
        out.push_back({fields[0], fields[1] == "-" ? "" : fields[1], fields[5]});
      }
    }
    std::sort(out.begin(), out.end(), [](const CameoCode& a, const CameoCode& b) { return a.code < b.code; });
    return out;
  }();
  return all;
}

const CameoCode* cameo_code(std::string_view code) {
  const auto& all = cameo_codes();
  const auto found = std::lower_bound(all.begin(), all.end(), code, [](const CameoCode& c, std::string_view wanted) { return c.code < wanted; });
  return found == all.end() || found->code != code ? nullptr : &*found;
}

Error ForeignReader::wrong(const std::string& what) const { return {ErrorKind::kMalformed, where_ + ":" + std::to_string(line_), what, {}}; }

std::string_view ForeignReader::format() const {
  constexpr std::string_view kNames[] = {"", "GDELT", "ICEWS", "POLECAT", "Phoenix"};
  return kNames[static_cast<std::size_t>(format_)];
}

/// Settles the format by the first line; true where that is a header.
bool ForeignReader::begin(const std::vector<std::string_view>& cells) {
  const auto has = [&](std::string_view name) { return std::find(cells.begin(), cells.end(), name) != cells.end(); };
  const bool header = has("Event ID") || has("Event Date");
  if (header) {
    header_.assign(cells.begin(), cells.end());
    format_ = has("CAMEO Code") && has("Source Country") ? Format::kIcews : has("Event Type") && has("Actor Country") ? Format::kPolecat : Format::kUnknown;
    return true;
  }
  if (cells.size() == 61 || cells.size() == 58 || cells.size() == 57) format_ = Format::kGdelt;
  else if (cells.size() == 26) format_ = Format::kPhoenix;
  return false;
}

Result<std::optional<ForeignEvent>> ForeignReader::line(std::string_view text) {
  ++line_;
  if (text.empty()) return std::optional<ForeignEvent>();
  if (line_ == 1 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::vector<std::string_view> cells = cells_of(text);
  if (format_ == Format::kUnknown) {
    const bool header = begin(cells);
    if (format_ == Format::kUnknown)
      return wrong("is none of the files known: GDELT (61, 58 or 57 columns), ICEWS or POLECAT (with their headers), Phoenix (26 columns); this line has " + std::to_string(cells.size()) + " columns");
    if (header) return std::optional<ForeignEvent>();
  }
  switch (format_) {
    case Format::kGdelt: return gdelt(cells);
    case Format::kIcews: return icews(cells);
    case Format::kPolecat: return polecat(cells);
    default: return phoenix(cells);
  }
}

std::string_view ForeignReader::cell(const std::vector<std::string_view>& cells, std::string_view name) const {
  for (std::size_t n = 0; n < header_.size() && n < cells.size(); ++n) {
    if (header_[n] == name) return cells[n] == "NULL" || cells[n] == "NA" || cells[n] == "None" ? std::string_view() : cells[n];
  }
  return {};
}

std::string ForeignReader::code_named(std::string_view name) {
  if (name.empty()) return {};
  if (const auto known = names_.find(name); known != names_.end()) return known->second;
  std::string code;
  for (const NameSense& sense : lexicon_.senses_of(name)) {
    if (sense.use != NameUse::kName) continue;
    code = std::string(lexicon_.actor(sense.entry).code);
    if (!code.empty()) break;
  }
  return names_[std::string(name)] = code;
}

/// An event without anything but its day, of a line of a file with a header.
Result<ForeignEvent> ForeignReader::on_day_of_header(const std::vector<std::string_view>& cells) const {
  if (cells.size() != header_.size()) return wrong("has " + std::to_string(cells.size()) + " columns, its header " + std::to_string(header_.size()));
  const auto day = parse_day(cell(cells, "Event Date"));
  if (!day) return wrong("its Event Date '" + std::string(cell(cells, "Event Date")) + "' is no day such as 2021-10-18");
  ForeignEvent e;
  e.day = *day;
  return e;
}

/// The same of a file without, whose second column is the day.
Result<ForeignEvent> ForeignReader::on_compact_day(const std::vector<std::string_view>& cells) const {
  const auto day = compact(cells[1]);
  if (!day) return wrong("its second column '" + std::string(cells[1]) + "' is no day such as 20211018");
  ForeignEvent e;
  e.day = *day;
  return e;
}

Result<std::optional<ForeignEvent>> ForeignReader::gdelt(const std::vector<std::string_view>& cells) {
  if (cells.size() != 61 && cells.size() != 58 && cells.size() != 57) return wrong("has " + std::to_string(cells.size()) + " columns, not 61, 58 or 57");
  auto e = on_compact_day(cells);
  if (!e) return e.error();
  const auto party = [&](std::size_t country, std::size_t group) { return cells[group].empty() ? std::string(cells[country]) : our_group(cells[group]); };
  e->source = party(7, 8), e->target = party(17, 18);
  return coded(*std::move(e), cells[26]);
}

Result<std::optional<ForeignEvent>> ForeignReader::icews(const std::vector<std::string_view>& cells) {
  auto e = on_day_of_header(cells);
  if (!e) return e.error();
  const auto party = [&](std::string_view country, std::string_view name) {
    std::string code = code_named(cell(cells, country));
    return code.empty() ? code_named(cell(cells, name)) : code;
  };
  e->source = party("Source Country", "Source Name"), e->target = party("Target Country", "Target Name");
  return coded(*std::move(e), cell(cells, "CAMEO Code"));
}

Result<std::optional<ForeignEvent>> ForeignReader::polecat(const std::vector<std::string_view>& cells) {
  auto e = on_day_of_header(cells);
  if (!e) return e.error();
  const auto party = [&](std::string_view country, std::string_view name) {
    std::string_view code = cell(cells, country);
    code = code.substr(0, code.find(';'));
    return code.empty() ? code_named(cell(cells, name)) : std::string(code);
  };
  e->source = party("Actor Country", "Actor Name"), e->target = party("Recipient Country", "Recipient Name");
  const auto type = event_type_of(cell(cells, "Event Type"));
  if (!type) return wrong("its Event Type '" + std::string(cell(cells, "Event Type")) + "' is no PLOVER type");
  e->type = *type;
  return std::optional(*std::move(e));
}

Result<std::optional<ForeignEvent>> ForeignReader::phoenix(const std::vector<std::string_view>& cells) {
  if (cells.size() != 26) return wrong("has " + std::to_string(cells.size()) + " columns, not 26");
  auto e = on_compact_day(cells);
  if (!e) return e.error();
  e->source = our_group(cells[6]), e->target = our_group(cells[10]);
  return coded(*std::move(e), cells[13]);
}

}  // namespace demarche
