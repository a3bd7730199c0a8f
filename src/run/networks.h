// networks_for(): the networks that a run's workers shall have.
//
// Nothing ("") in mode speed, where the profile asks for neither faces nor text, and where there
// are none: then it says, once a call, what is not looked for.
// Threads  any; reads the environment (see/networks_folder.h).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "model/profile.h"
#include "model/settings.h"

namespace photosieve {

[[nodiscard]] std::string networks_for(const Profile& profile, Mode mode);

}  // namespace photosieve
