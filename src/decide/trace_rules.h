// Rules about what software left in the pixels: frames, few levels, an earlier
// encoding, enlarging.
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
[[nodiscard]] Answer upsampled(const Question& question);

}  // namespace photosieve
