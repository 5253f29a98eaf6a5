// The right values of an event, as JSON from outside: every text gives values that come back from their own JSON, or an error with words.
#include <cstdint>
#include <string_view>

#include "record/json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto mend = demarche::parse_mend(text);
  if (!mend) {
    if (mend.error().message.empty()) __builtin_trap();
    return 0;
  }
  const std::string json = demarche::mend_json(*mend);
  const auto again = demarche::parse_mend(json);
  if (!again || demarche::mend_json(*again) != json) __builtin_trap();
  return 0;
}
