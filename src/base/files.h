// The one seam to the file system below `cli`: read a whole file, map a file, list a folder.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "demarche/result.h"

namespace demarche {

/// A read-only mapping of a file; unmapped on destruction. Views of `bytes()` end with it.
class MappedFile {
 public:
  static Result<MappedFile> open(const std::string& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();
  [[nodiscard]] Bytes bytes() const { return bytes_; }

 private:
  MappedFile() = default;
  Bytes bytes_;
};

/// The whole content of a file, or of standard input for "-". Files above `limit` bytes give kTooLarge.
Result<std::string> read_file(const std::string& path, std::uint64_t limit = std::uint64_t{4} << 30);

/// Regular files below `folder`, hidden ones left out, sorted bytewise by path so that order never depends on the disk.
Result<std::vector<std::string>> list_files(const std::string& folder);

bool is_folder(const std::string& path);

}  // namespace demarche
