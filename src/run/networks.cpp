// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/networks.h"

#include "base/log.h"
#include "see/networks_folder.h"

namespace photosieve {

std::string networks_for(const Profile& profile, Mode mode) {
  const bool wanted = profile.asks_for_faces() || profile.asks_for_texts();
  if (!wanted || mode == Mode::kSpeed) return "";
  const NetworksFolder found = networks_folder();
  if (!found.why.empty()) log_warning("Faces and readable text are not looked for: " + found.why);
  return found.folder;
}

}  // namespace photosieve
