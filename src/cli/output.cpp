// Where a command's data go. Door: class Output.
#include "cli/output.h"

#include <fcntl.h>

#include <cerrno>
#include <system_error>

namespace demarche {

Output::~Output() {
  if (owned_) ::close(file_);
}

Status Output::open(const std::string& path) {
  file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  name_ = path;
  owned_ = file_ >= 0;
  return owned_ ? Status(Done{}) : failure();
}

bool Output::write(std::string_view text, std::optional<Error>& error) {
  while (!text.empty()) {
    const ssize_t n = ::write(file_, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      if (errno != EPIPE) error = failure().error();
      return false;
    }
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

Status Output::failure() const {
  return Error{ErrorKind::kUnreadable, name_, "cannot be written: " + std::generic_category().message(errno), {}};
}

}  // namespace demarche
