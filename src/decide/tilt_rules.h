// The rule about a photo that is turned against what is level or upright in it.
//
// It answers a question of rules.h; the table there has it. Nothing is said of a photo that is not
// whole. Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decide/rules.h"

namespace photosieve {

// Beyond its first limit; from the second one on it is meant so. The sentence says which way.
[[nodiscard]] Answer tilted(const Question& question);

}  // namespace photosieve
