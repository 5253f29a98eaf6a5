// The query language: every text gives terms or an error with its place.
#include <cstdint>
#include <string_view>

#include "demarche/query.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto query = demarche::parse_query(text, demarche::Day{18918});
  if (!query && (query.error().message.empty() || query.error().where.find("query:") != 0)) __builtin_trap();
  if (query) {
    for (const demarche::QueryTerm& t : query->terms) {
      if (t.values.empty() || t.at > size) __builtin_trap();
    }
  }
  return 0;
}
