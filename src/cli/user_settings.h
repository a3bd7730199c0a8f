// UserSettings: what a person chose once for all runs, from the settings file.
//
// The file is $XDG_CONFIG_HOME/photosieve/settings.toml (~/.config/...), or PHOTOSIEVE_SETTINGS;
// without one all is as built in. docs/operations.md has every key.
// Errors   kUsage, with file and line: what is no TOML, an unknown key (with the nearest one), a
//          value that cannot be; a file that is there and cannot be read.
// Threads  values; reading the environment is for the start of the program.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "console/view_options.h"
#include "model/settings.h"

namespace photosieve {

// Which milestones a run tells: shares, counts of photos, hours (none: every hour).
struct MilestoneLists {
  std::vector<std::uint32_t> percentages = RunSettings().percentage_milestones;
  std::vector<std::uint32_t> counts = RunSettings().count_milestones;
  std::vector<std::uint32_t> hours = RunSettings().hour_milestones;

  // "25%", "1000", "2h"; sorted, each once.
  [[nodiscard]] static Result<MilestoneLists> from(const std::vector<std::string>& words);
  [[nodiscard]] std::vector<std::string> words() const;
};

struct UserSettings {
  ViewOptions view;
  MilestoneLists milestones;
  std::vector<std::string> report_formats{"html", "json", "csv"};  // written when a run is complete
};

[[nodiscard]] Result<UserSettings> settings_from_toml(std::string_view text,
                                                      const std::string& file);
// The same as a file that settings_from_toml() reads, each key with a word on what it does.
[[nodiscard]] std::string settings_toml(const UserSettings& settings);

[[nodiscard]] std::string settings_path();
[[nodiscard]] Result<UserSettings> read_settings(const std::string& path);

}  // namespace photosieve
