// read_profile(): a profile from TOML, with all that is wrong with it.
//
// Keys: name, title, extends, keep_per_motif, near_percent, without, extra_names, names_file,
// [[not_checked]] and a table [rules.CODE] a rule (enabled, severity, source and its limits). What
// extends another takes over everything but its name and title, and says only what differs. Paths
// in it (extends, names_file) are relative to its own folder. Errors   every problem found, in the
// order of the text, each with its place; a profile is there
//          only when there is none. Profiles that extend one another in a circle, more than 8 deep,
//          larger than 1 MB: refused.
// Threads  pure, but for reading files.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/profile.h"

namespace photosieve {

struct ProfileProblem {
  std::string file;   // as errors name it
  unsigned line = 0;  // from 1; 0: the file as a whole
  unsigned column = 0;
  std::string message;
};

struct ProfileReading {
  std::optional<Profile> profile;
  std::vector<ProfileProblem> problems;
};

// A built-in profile by name, or the TOML file at that path.
[[nodiscard]] ProfileReading read_profile(const std::string& name_or_path);
// `where` names the text in problems, and its folder is where its paths begin.
[[nodiscard]] ProfileReading read_profile_text(std::string_view text, const std::string& where);

// "my.toml:3: unknown key ...", as other commands say it.
[[nodiscard]] std::string one_line(const ProfileProblem& problem);

}  // namespace photosieve
