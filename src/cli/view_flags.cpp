// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/view_flags.h"

#include <CLI/CLI.hpp>

namespace photosieve {

void add_view_flags(CLI::App* command, ViewFlags& flags) {
  command
      ->add_option("--progress", flags.progress,
                   "auto (a screen on a terminal, lines elsewhere), bar, plain, json or none")
      ->check(CLI::IsMember({"auto", "bar", "plain", "json", "none"}))
      ->type_name("STYLE");
  command->add_option("--interval", flags.interval, "Seconds between two updates")
      ->check(CLI::Range(0.1, 3600.0))
      ->type_name("S");
  command
      ->add_option("--sections", flags.sections,
                   "What the screen shows: all, or some of bar, decided, speed, left, batch, host, "
                   "milestone, file; with commas between them")
      ->delimiter(',')
      ->type_name("LIST");
  command
      ->add_option("--colours", flags.colours,
                   "auto (on a terminal, unless NO_COLOR is set), always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->type_name("WHEN");
  command->add_option("--width", flags.width, "Columns to draw in; default: the terminal's")
      ->check(CLI::Range(1, 1000))
      ->type_name("N");
}

void add_milestone_flag(CLI::App* command, ViewFlags& flags) {
  command
      ->add_option("--milestones", flags.milestones,
                   "Shares, counts and hours that are told, as 25%,1000,2h; without an hour, every "
                   "hour is")
      ->delimiter(',')
      ->type_name("LIST");
}

Result<UserSettings> with_flags(UserSettings settings, const ViewFlags& flags) {
  ViewOptions& view = settings.view;
  if (const auto style = progress_style_from(flags.progress)) view.progress = *style;
  if (const auto colours = when_from(flags.colours)) view.colours = *colours;
  if (flags.interval > 0) view.interval_seconds = flags.interval;
  if (flags.width > 0) view.width = flags.width;
  if (!flags.sections.empty()) {
    PS_TRY(view.sections, Sections::from(flags.sections));
  }
  if (!flags.milestones.empty()) {
    PS_TRY(settings.milestones, MilestoneLists::from(flags.milestones));
  }
  return settings;
}

}  // namespace photosieve
