// The seam between reader and jsonl: the parser is made once and used for every line. Internal to the text layer.
#pragma once

#include <simdjson.h>

#include "text/text.h"

namespace demarche {

/// As read_json, with a parser to reuse. `line` must be followed by SIMDJSON_PADDING readable bytes.
Result<Article> read_json_line(simdjson::dom::parser& parser, std::string_view line, const std::string& where, bool html);

}  // namespace demarche
