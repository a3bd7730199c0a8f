// SPDX-License-Identifier: GPL-3.0-or-later
#include "tune/batch_tuner.h"

#include <algorithm>
#include <cmath>

namespace photosieve {
namespace {

constexpr double kSeconds = 6;
constexpr double kFewest = 4;
constexpr double kMost = 64;
constexpr double kDeadBand = 1.5;

}  // namespace

std::optional<std::uint32_t> tuned_batch(std::uint32_t batch_size, double seconds_a_photo) {
  if (!(seconds_a_photo > 0)) return std::nullopt;
  const double wanted = std::clamp(std::round(kSeconds / seconds_a_photo), kFewest, kMost);
  if (batch_size > 0 && wanted <= batch_size * kDeadBand && wanted * kDeadBand >= batch_size)
    return std::nullopt;
  return static_cast<std::uint32_t>(wanted);
}

}  // namespace photosieve
