// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/pressure.h"

#include "host/text_scan.h"

namespace photosieve {

std::optional<double> some_avg10(std::string_view pressure) {
  constexpr std::string_view kKey = "avg10=";
  while (const auto line = take_line(pressure)) {
    std::string_view rest = *line;
    if (take_word(rest) != "some") continue;
    while (const auto word = take_word(rest)) {
      if (word->substr(0, kKey.size()) != kKey) continue;
      const auto percent = decimal_of(word->substr(kKey.size()));
      if (!percent || *percent < 0 || *percent > 100) return std::nullopt;
      return percent;
    }
  }
  return std::nullopt;
}

std::optional<LoadAverage> load_average(std::string_view loadavg) {
  LoadAverage load;
  for (double* one : {&load.one, &load.five, &load.fifteen}) {
    const auto word = take_word(loadavg);
    const auto number = word ? decimal_of(*word) : std::nullopt;
    if (!number || *number < 0) return std::nullopt;
    *one = *number;
  }
  return load;
}

}  // namespace photosieve
