// Pressure and load: the texts of /proc/pressure/*, of a group's *.pressure, and of /proc/loadavg.
//
// Pressure (PSI) is the share of the last 10 seconds in which something waited for the resource,
// percent; load is the kernel's own mean of runnable and waiting tasks over 1, 5 and 15 minutes.
// Threads: pure. Source: linux Documentation/accounting/psi.rst, proc_loadavg(5).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace photosieve {

[[nodiscard]] std::optional<double> some_avg10(std::string_view pressure);  // 0 to 100

struct LoadAverage {
  double one = 0;
  double five = 0;
  double fifteen = 0;
};
[[nodiscard]] std::optional<LoadAverage> load_average(std::string_view loadavg);

}  // namespace photosieve
