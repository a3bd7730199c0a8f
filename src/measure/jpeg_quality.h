// measure_jpeg_quality(): which IJG quality a photo's quantisation tables stand for.
//
// Method   Least squares: the quality 1 to 100 whose tables (the Independent JPEG Group's, of
//          ITU-T T.81 annex K scaled as libjpeg does) lie nearest, over both tables, with each
//          entry taken relative to the expected one. The residual says how far away they still are:
//          0 for libjpeg's own tables, more for a camera's.
// Range    quality 1 to 100; residual in percent (root mean square of the relative difference).
// Errors   nothing when there is no luma table.
// Threads  pure. Cost: 12,800 steps, about 20 us a photo.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "model/decoded_photo.h"

namespace photosieve {

struct JpegQuality {
  int quality = 0;
  double residual_percent = 0;
};

[[nodiscard]] std::optional<JpegQuality> measure_jpeg_quality(const JpegTables& tables);

}  // namespace photosieve
