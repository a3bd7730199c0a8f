// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/cpu_list.h"

#include <algorithm>

#include "host/text_scan.h"

namespace photosieve {

std::optional<std::vector<unsigned>> cpu_list(std::string_view text) {
  constexpr std::uint64_t kMostCores = 8192;
  std::vector<bool> in(kMostCores);
  text = trimmed(text);
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    const std::string_view part = text.substr(0, comma);
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
    const std::size_t dash = part.find('-');
    const auto first = whole_of(part.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : whole_of(part.substr(dash + 1));
    if (!first || !last || *first > *last || *last >= kMostCores) return std::nullopt;
    std::fill(in.begin() + static_cast<std::ptrdiff_t>(*first),
              in.begin() + static_cast<std::ptrdiff_t>(*last) + 1, true);
  }
  std::vector<unsigned> numbers;
  for (unsigned number = 0; number < kMostCores; ++number)
    if (in[number]) numbers.push_back(number);
  return numbers;
}

}  // namespace photosieve
