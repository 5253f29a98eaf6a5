#include "base/files.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace demarche {
namespace {

Error from_errno(const std::string& path, int code) {
  const ErrorKind kind = code == ENOENT || code == ENOTDIR ? ErrorKind::kNotFound : ErrorKind::kUnreadable;
  return {kind, path, "cannot be read: " + std::generic_category().message(code), {}};
}

struct Descriptor {
  int fd;
  bool owned;
  ~Descriptor() { if (owned && fd >= 0) ::close(fd); }
};

}  // namespace

MappedFile::MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(bytes_, other.bytes_);
  return *this;
}
MappedFile::~MappedFile() {
  if (!bytes_.empty()) ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

Result<MappedFile> MappedFile::open(const std::string& path) {
  Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC), true};
  if (file.fd < 0) return from_errno(path, errno);
  struct stat info {};
  if (::fstat(file.fd, &info) != 0) return from_errno(path, errno);
  if (!S_ISREG(info.st_mode)) return Error{ErrorKind::kUnreadable, path, "is no regular file", {}};
  MappedFile out;
  if (info.st_size == 0) return out;
  void* at = ::mmap(nullptr, static_cast<std::size_t>(info.st_size), PROT_READ, MAP_PRIVATE, file.fd, 0);
  if (at == MAP_FAILED) return from_errno(path, errno);
  out.bytes_ = {static_cast<const std::byte*>(at), static_cast<std::size_t>(info.st_size)};
  return out;
}

Result<std::string> read_file(const std::string& path, std::uint64_t limit) {
  const bool standard_input = path == "-";
  Descriptor file{standard_input ? 0 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC), !standard_input};
  if (file.fd < 0) return from_errno(path, errno);
  std::string out;
  struct stat info {};
  if (::fstat(file.fd, &info) == 0) {
    if (S_ISDIR(info.st_mode)) return Error{ErrorKind::kUnreadable, path, "is a folder", {}};
    if (S_ISREG(info.st_mode) && static_cast<std::uint64_t>(info.st_size) <= limit) out.reserve(static_cast<std::size_t>(info.st_size) + 1);
  }
  char chunk[1 << 16];
  for (;;) {
    const ssize_t n = ::read(file.fd, chunk, sizeof chunk);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return from_errno(path, errno);
    if (n == 0) return out;
    if (out.size() + static_cast<std::size_t>(n) > limit) {
      return Error{ErrorKind::kTooLarge, path, "is larger than the limit of " + std::to_string(limit) + " bytes", {}};
    }
    out.append(chunk, static_cast<std::size_t>(n));
  }
}

Result<std::vector<std::string>> list_files(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code failed;
  std::vector<std::string> out;
  fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, failed);
  if (failed) return from_errno(folder, failed.value());
  for (const fs::recursive_directory_iterator end; at != end; at.increment(failed)) {
    if (failed) return from_errno(folder, failed.value());
    if (at->path().filename().string().starts_with('.')) {
      at.disable_recursion_pending();
      continue;
    }
    if (std::error_code ignored; at->is_regular_file(ignored)) out.push_back(at->path().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

bool is_folder(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::is_directory(path, ignored);
}

}  // namespace demarche
