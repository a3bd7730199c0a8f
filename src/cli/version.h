// The program's version, as `--version` says it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace photosieve {

inline constexpr const char* kVersion = "0.1.0";

}  // namespace photosieve
