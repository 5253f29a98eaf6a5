// A line a request, in the form that web servers' log readers know. Any thread may write.
#pragma once

#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "demarche/record.h"
#include "demarche/result.h"

namespace demarche {

class AccessLog {
 public:
  /// A file that is added to; "-" is standard error, "" none.
  static Result<std::unique_ptr<AccessLog>> open(const std::string& path);
  /// Common Log Format, and the milliseconds that the answer took. Keys in addresses are left out.
  void write(std::string_view client, Instant now, std::string_view method, std::string_view target, int status, std::uint64_t bytes, double seconds);

 private:
  struct Close {
    void operator()(std::FILE* f) const {
      if (f != stderr) std::fclose(f);
    }
  };
  std::mutex mutex_;
  std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace demarche
