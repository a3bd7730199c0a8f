// The flags by which a run's view is chosen, over what the settings file says.
//
// --progress, --interval, --sections, --colours, --width, and for runs --milestones.
// Errors   kUsage with the nearest name.
// Threads  pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "cli/user_settings.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own name
class App;
}

namespace photosieve {

struct ViewFlags {
  std::string progress;
  double interval = 0;
  std::vector<std::string> sections;
  std::string colours;
  std::uint32_t width = 0;
  std::vector<std::string> milestones;
};

// The values lie in `flags` once the command line is parsed.
void add_view_flags(CLI::App* command, ViewFlags& flags);
void add_milestone_flag(CLI::App* command, ViewFlags& flags);

// `settings` with what was given by flags in its place.
[[nodiscard]] Result<UserSettings> with_flags(UserSettings settings, const ViewFlags& flags);

}  // namespace photosieve
