// Two sides' scores over time, and the correlation by lag, as one picture.
#pragma once

#include <string>

#include "record/statistics.h"

namespace demarche {

/// A whole SVG document, 900 units wide; the same series give the same bytes. Readable without colours: the second side is drawn hatched,
/// and title and description say in words what is shown.
std::string stats_svg(const DyadSeries& series, const Reciprocity& reciprocity);

}  // namespace demarche
