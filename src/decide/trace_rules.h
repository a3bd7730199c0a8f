// Rules about what software left in the pixels: frames.
//
// Each answers a question of rules.h; the table there has them all. Nothing is said of a photo that
// is not whole. Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decide/rules.h"

namespace photosieve {

[[nodiscard]] Answer border(const Question& question);

}  // namespace photosieve
