// The board's files: from the program, or from a folder while somebody works on them.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "demarche/result.h"
#include "serve/request.h"

namespace demarche {

class Web {
 public:
  /// The files in the program where `folder` is "". kMalformed where they are damaged.
  static Result<Web> open(const std::string& folder);

  /// The file of a path, still percent-encoded. A path that names no kind of file is a place in the board: its first page.
  [[nodiscard]] Reply file(std::string_view path, std::string_view accept_encoding) const;
  /// Hash over the board; "none" where there is no board, "folder" for one.
  [[nodiscard]] const std::string& version() const { return version_; }

 private:
  struct File {
    std::string etag;
    std::string_view plain, gzip, brotli;  ///< bytes in the program; empty where there is no such form
  };
  Status take_bundle(std::string_view bundle);
  [[nodiscard]] Reply from_program(const std::string& path, std::string_view accept_encoding) const;
  [[nodiscard]] Reply from_folder(const std::string& path) const;

  std::string folder_, version_ = "none";
  std::map<std::string, File, std::less<>> files_;
};

}  // namespace demarche
