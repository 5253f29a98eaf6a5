// A line a request. Door: AccessLog::write().
#include "serve/log.h"

#include <cerrno>
#include <system_error>

#include "base/day.h"
#include "record/record.h"

namespace demarche {
namespace {

/// An address without its reading key, and without what could break a line or a quotation.
std::string shown(std::string_view target) {
  std::string out;
  for (const char c : target) out += c > 0x20 && c < 0x7F && c != '"' && c != '\\' ? c : '?';
  for (std::size_t at = 0; (at = out.find("key=", at)) != std::string::npos; at += 4) {
    if (at == 0 || (out[at - 1] != '?' && out[at - 1] != '&')) continue;
    const std::size_t end = std::min(out.find('&', at), out.size());
    out.replace(at + 4, end - at - 4, "…");
  }
  return out;
}

}  // namespace

Result<std::unique_ptr<AccessLog>> AccessLog::open(const std::string& path) {
  auto out = std::make_unique<AccessLog>();
  if (path.empty()) return out;
  out->file_.reset(path == "-" ? stderr : std::fopen(path.c_str(), "ae"));
  if (!out->file_) return Error{ErrorKind::kUnreadable, path, "cannot be written: " + std::generic_category().message(errno), {}};
  return out;
}

void AccessLog::write(std::string_view client, Instant now, std::string_view method, std::string_view target, int status, std::uint64_t bytes, double seconds) {
  if (!file_) return;
  const std::string address = shown(target);
  const std::lock_guard lock(mutex_);
  std::fprintf(file_.get(), "%.*s - - [%s] \"%.*s %s HTTP/1.1\" %d %llu %.1f\n", static_cast<int>(client.size()), client.data(), iso_instant(now).c_str(), static_cast<int>(method.size()), method.data(),
               address.c_str(), status, static_cast<unsigned long long>(bytes), seconds * 1000);
  std::fflush(file_.get());
}

}  // namespace demarche
