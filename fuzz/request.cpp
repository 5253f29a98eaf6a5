// The address and the fields of an HTTP request, as far as we read them ourselves: whatever comes, nothing leads out of the board, and what
// was decoded has no control characters.
#include <cstdint>
#include <string>

#include "serve/answer.h"
#include "serve/web.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace demarche;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string_view target = input.substr(0, input.find('\n'));
  const std::size_t question = std::min(target.find('?'), target.size());
  const auto plain = [](const std::string& text) {
    for (const char c : text) {
      if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) __builtin_trap();
    }
  };
  const RouteFound found = find_route("GET", target.substr(0, question));
  for (const std::string& part : found.parts) {
    if (found.route && found.route->path != "/{file}") plain(part);
  }
  if (const auto parameters = Parameters::parse(question < target.size() ? target.substr(question + 1) : std::string_view())) {
    for (const auto& [name, value] : parameters->all()) plain(name), plain(value);
  }
  static const Result<Web> web = Web::open("");
  if (target.starts_with('/')) {
    const int status = web->file(target.substr(0, question), input).status;
    if (status != 200 && status != 404) __builtin_trap();
  }
  const std::string etag = etag_of(input);
  (void)accepts(input, "gzip");
  if (is_known(input, etag)) {
    if (input.find('*') == std::string_view::npos) __builtin_trap();  // nobody guesses the hash of the input within it
  }
  return 0;
}
