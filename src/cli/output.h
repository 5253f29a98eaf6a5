// Where a command's data go: standard output or a file.
#pragma once

#include <unistd.h>

#include <optional>
#include <string>
#include <string_view>

#include "demarche/result.h"

namespace demarche {

class Output {
 public:
  Output() = default;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output();

  /// Begins the file anew.
  Status open(const std::string& path);
  /// False where nothing more can be written; `error` then says why, but for a pipe that nobody reads any longer.
  bool write(std::string_view text, std::optional<Error>& error);

 private:
  [[nodiscard]] Status failure() const;

  int file_ = STDOUT_FILENO;
  std::string name_ = "standard output";
  bool owned_ = false;
};

}  // namespace demarche
