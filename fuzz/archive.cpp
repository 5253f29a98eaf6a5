// Web archives, feeds, tables and packed bytes: whatever comes, articles or errors come out, and an end.
#include <cstdint>
#include <string>

#include "feeds/feeds.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using demarche::SourceKind;
  if (size == 0) return 0;
  constexpr SourceKind kKinds[] = {SourceKind::kAuto, SourceKind::kWarc, SourceKind::kFeed, SourceKind::kCsv, SourceKind::kReadings, SourceKind::kJsonl};
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  auto source = demarche::source_over(bytes, "input", kKinds[data[0] % 6]);
  if (!source) return 0;
  std::size_t items = 0;
  while (auto item = (*source)->next()) {
    if (++items > 4 * size + 16) __builtin_trap();  // no input holds more articles and faults than bytes
  }
  return 0;
}
