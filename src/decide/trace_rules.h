// Rules about what software and sensor left in the pixels: frames, few levels, an earlier
// encoding, enlarging, too much colour, seams of sharpening, hot pixels, dust.
//
// Each answers a question of rules.h; the table there has them all. Nothing is said of a photo that
// is not whole. Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decide/rules.h"

namespace photosieve {

[[nodiscard]] Answer border(const Question& question);
[[nodiscard]] Answer banding(const Question& question);
[[nodiscard]] Answer double_compression(const Question& question);
[[nodiscard]] Answer dust(const Question& question);
[[nodiscard]] Answer hot_pixels(const Question& question);
[[nodiscard]] Answer upsampled(const Question& question);
[[nodiscard]] Answer oversaturated(const Question& question);
[[nodiscard]] Answer halos(const Question& question);

}  // namespace photosieve
