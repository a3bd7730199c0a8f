// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/stall_watch.h"

namespace photosieve {
namespace {

constexpr SteadyNs kFirst = 30'000'000'000;
constexpr SteadyNs kThen = 60'000'000'000;

}  // namespace

std::optional<double> StallWatch::silence(const std::string& oldest, std::uint32_t processed,
                                          SteadyNs now) {
  if (oldest.empty() || oldest != oldest_ || processed != processed_) {
    oldest_ = oldest;
    processed_ = processed;
    since_ = now;
    tell_at_ = now + kFirst;
    return std::nullopt;
  }
  if (now < tell_at_) return std::nullopt;
  tell_at_ = now + kThen;
  return static_cast<double>(now - since_) / 1e9;
}

}  // namespace photosieve
