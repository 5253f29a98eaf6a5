// Who may write a record. Door: WriterLock.
//
// Two locks lie on the first bytes of FILE-writer: byte 0 is the queue, byte 1 the pen. A writer joins the queue, takes the pen,
// leaves the queue; so one that lays the pen down and at once wants it again stands behind the one that waits. From byte 2 on the
// holder writes who it is. They are locks of the open file description, which end with the process.
#include "record/writer.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <system_error>
#include <thread>

namespace demarche {
namespace {

constexpr off_t kQueue = 0, kPen = 1, kName = 2;
constexpr std::size_t kLongestName = 200;
constexpr auto kBetween = std::chrono::milliseconds(2);

bool lock(int file, off_t at, short type) {
  struct flock range {};
  range.l_type = type;
  range.l_whence = SEEK_SET;
  range.l_start = at;
  range.l_len = 1;
  return ::fcntl(file, F_OFD_SETLK, &range) == 0;
}

}  // namespace

WriterLock::~WriterLock() {
  give();
  if (file_ >= 0) ::close(file_);
}

Status WriterLock::take() {
  if (held_) return Done{};
  if (file_ < 0) file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file_ < 0) return Error{ErrorKind::kUnreadable, path_, "cannot be written: " + std::generic_category().message(errno), {}};
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(patience_ms_);
  const auto wait_for = [&](off_t at) {
    while (!lock(file_, at, F_WRLCK)) {
      if (errno != EAGAIN && errno != EACCES && errno != EINTR) return true;  // no locks on this file system: SQLite's own must do
      if (std::chrono::steady_clock::now() >= end) return false;
      std::this_thread::sleep_for(kBetween);
    }
    return true;
  };
  if (!wait_for(kQueue)) return held_by_another();
  const bool mine = wait_for(kPen);
  lock(file_, kQueue, F_UNLCK);
  if (!mine) return held_by_another();
  held_ = true;
  const std::string name = "process " + std::to_string(::getpid()) + " (" + name_ + ")\n";
  if (::pwrite(file_, name.data(), name.size(), kName) < 0) return Done{};  // a full disk: others will not learn the name
  if (::ftruncate(file_, kName + static_cast<off_t>(name.size())) != 0) return Done{};
  return Done{};
}

void WriterLock::give() {
  if (!held_) return;
  lock(file_, kPen, F_UNLCK);
  held_ = false;
}

Error WriterLock::held_by_another() const {
  char text[kLongestName];
  const ssize_t n = ::pread(file_, text, sizeof text, kName);
  std::string holder(text, static_cast<std::size_t>(n > 0 ? n : 0));
  if (const std::size_t line = holder.find('\n'); line != std::string::npos) holder.resize(line);
  const std::string record = path_.substr(0, path_.size() - std::string("-writer").size());
  return {ErrorKind::kUnreadable, record,
          "is being written by " + (holder.empty() ? "another process" : holder) + "; waited " + std::to_string((patience_ms_ + 500) / 1000) + " s for it", {}};
}

}  // namespace demarche
