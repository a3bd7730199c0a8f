// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/stall_watch.h"

namespace photosieve {
namespace {

constexpr SteadyNs kThen = 60'000'000'000;

}  // namespace

std::optional<double> StallWatch::silence(const std::string& oldest, std::uint32_t processed,
                                          double patience, SteadyNs now) {
  if (oldest.empty() || oldest != oldest_ || processed != processed_) {
    oldest_ = oldest;
    processed_ = processed;
    since_ = now;
    told_at_.reset();
    return std::nullopt;
  }
  const double silent = static_cast<double>(now - since_) / 1e9;
  if (silent < patience || (told_at_ && now - *told_at_ < kThen)) return std::nullopt;
  told_at_ = now;
  return silent;
}

}  // namespace photosieve
