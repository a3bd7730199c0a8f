// Rules about focus: nothing sharp, hardly sharp, moved while the shutter was open.
//
// Each answers a question of rules.h; the table there has them all. Nothing is said of a photo that
// is not whole. Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decide/rules.h"

namespace photosieve {

// Both limits must be missed: edges too wide, and too few points, which the spectrum has a say in.
[[nodiscard]] Answer out_of_focus(const Question& question);
// The same with limits of its own; the caller takes it out where another of these was found.
[[nodiscard]] Answer slightly_soft(const Question& question);
// Between its two limits it is near: a warning.
[[nodiscard]] Answer motion_blur(const Question& question);

}  // namespace photosieve
