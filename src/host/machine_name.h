// The name that this machine has in its network, by which runs on it are told from those elsewhere.
//
// "this machine" where it has none. Threads: any.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace photosieve {

[[nodiscard]] std::string machine_name();

}  // namespace photosieve
