// What readers corrected, as examples for the lexicon. Internal to the layers above the record.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "demarche/record.h"
#include "lexicon/lexicon.h"

namespace demarche {

/// A .frames file to lay over the lexicon of `sources`: each frame that readers found right, wrong or in need of mending, whole as it stands,
/// with their sentences as its examples ("=" must be read so, "!" must not be read as this). What no frame reads stands in comments.
/// Corrections that were taken back are left out. `count` receives how many examples there are.
std::string correction_examples(std::span<const HandCorrection> corrections, std::span<const SourceFile> sources, std::size_t& count);

}  // namespace demarche
