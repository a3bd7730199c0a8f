// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/fair_share.h"

namespace photosieve {

std::vector<std::uint32_t> fair_shares(std::uint32_t workers,
                                       std::span<const std::uint32_t> limits) {
  std::vector<std::uint32_t> shares(limits.size(), 1);
  auto left = static_cast<std::int64_t>(workers) - static_cast<std::int64_t>(limits.size());
  for (bool given = true; given && left > 0;) {
    given = false;
    for (std::size_t i = 0; i < shares.size() && left > 0; ++i) {
      if (limits[i] != 0 && shares[i] >= limits[i]) continue;
      ++shares[i];
      --left;
      given = true;
    }
  }
  return shares;
}

}  // namespace photosieve
