// The lines of a file, packed or not.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "demarche/result.h"

namespace demarche {

/// Gives each line, without its end, until `act` gives false. gzip and zstd are taken off. Lines above 16 MiB are kTooLarge.
Status each_line(const std::string& path, const std::function<bool(std::string_view)>& act);

}  // namespace demarche
