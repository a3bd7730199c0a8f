// Screen: what is known of a run, as the lines of a terminal of so many columns and rows.
//
// Sections (view_options.h) stand below one another; what has no room on a line goes to the next in
// its short form, and a name is elided in its middle. Where there are too few rows for all, the
// lightest sections go first (milestone, host, batch, file), and of one row progress_line() is all.
// No line has more columns than are given; nothing before the first progress.
// Threads: pure. Cost: microseconds; it is drawn a few times a second.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "console/style.h"
#include "console/view_options.h"
#include "console/view_state.h"

namespace photosieve {

struct ScreenSize {
  std::size_t columns = 80;
  std::size_t rows = 24;  // that may be drawn in
};

[[nodiscard]] std::vector<std::string> screen_lines(const ViewState& state, ScreenSize size,
                                                    const Sections& sections, const Style& style);

}  // namespace photosieve
