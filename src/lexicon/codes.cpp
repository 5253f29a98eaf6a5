// codes: `code | type | modes | contexts | Goldstein | description`, one a line. Door: take_codes.
#include <charconv>

#include "lexicon/draft.h"

namespace demarche::lexicon {
namespace {

bool is_code(std::string_view text) {
  return text.size() >= 2 && text.size() <= 4 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::vector<std::string> words_of(const Spot& list, Complaints& complaints) {
  std::vector<std::string> out;
  if (list.text() == "-") return out;
  for (const Spot& part : split(list, ',', complaints)) {
    for (Spot rest = part; !rest.text().empty();) {
      const auto [word, more] = first_word(rest);
      out.emplace_back(word.text());
      rest = more;
    }
  }
  return out;
}

}  // namespace

void take_codes(const SourceText& file, Draft& draft, Complaints& complaints) {
  for (const Spot& line : read_lines(file, complaints)) {
    const std::vector<Spot> fields = split_fields(line, '|', complaints);
    if (fields.size() != 6) {
      complaints.add(line, "a code has six fields parted by |: code, type, modes, contexts, Goldstein score, description; these are " +
                               std::to_string(fields.size()));
      continue;
    }
    CodeDraft code;
    code.where = fields[0];
    if (!is_code(fields[0].text())) complaints.add(fields[0], "a CAMEO code is two to four digits");
    code.type = event_type_named(fields[1].text());
    if (!code.type && fields[1].text() != "-") complaints.add(fields[1], "\"" + std::string(fields[1].text()) + "\" is no PLOVER type");
    code.modes = words_of(fields[2], complaints);
    code.contexts = words_of(fields[3], complaints);
    const std::string_view score = fields[4].text();
    const char* digits = score.data() + (score.starts_with('+') ? 1 : 0);
    const auto [end, failed] = std::from_chars(digits, score.data() + score.size(), code.goldstein);
    if (failed != std::errc() || end != score.data() + score.size() || !(code.goldstein >= -10 && code.goldstein <= 10)) {
      complaints.add(fields[4], "a Goldstein score is a number from -10 to 10");
    }
    const std::string key(fields[0].text());
    if (const auto old = draft.codes.find(key); old != draft.codes.end() && old->second.where.file == &file) {
      complaints.add(fields[0], "code " + key + " is given twice; first on line " + std::to_string(old->second.where.piece.line + 1));
      continue;
    }
    draft.codes[key] = std::move(code);
  }
}

}  // namespace demarche::lexicon
