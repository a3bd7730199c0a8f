// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/distribution.h"

#include <algorithm>
#include <cmath>

#include "base/result.h"

namespace photosieve {
namespace {

double at_rank(const std::vector<float>& sorted, double share) {
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
  return rounded(static_cast<double>(sorted[rank == 0 ? 0 : rank - 1]));
}

}  // namespace

void Distribution::add(double value, Decision decision) {
  values_.push_back(static_cast<float>(value));
  approved_.push_back(decision == Decision::kApproved);
  sum_ += value;
}

Distribution::Summary Distribution::summary(std::size_t bins) const {
  PS_CHECK(!values_.empty() && bins > 0);
  std::vector<float> sorted = values_;
  std::sort(sorted.begin(), sorted.end());
  const double lowest = static_cast<double>(sorted.front());
  const double highest = static_cast<double>(sorted.back());
  Summary summary{.count = static_cast<std::uint32_t>(values_.size()),
                  .minimum = rounded(lowest),
                  .maximum = rounded(highest),
                  .mean = rounded(sum_ / static_cast<double>(values_.size())),
                  .p5 = at_rank(sorted, 0.05),
                  .p50 = at_rank(sorted, 0.5),
                  .p95 = at_rank(sorted, 0.95),
                  .bins = {}};
  const std::size_t count = lowest == highest ? 1 : bins;
  const double width = (highest - lowest) / static_cast<double>(count);
  for (std::size_t i = 0; i < count; ++i)
    summary.bins.push_back({rounded(lowest + width * static_cast<double>(i)),
                            rounded(lowest + width * static_cast<double>(i + 1)), 0, 0});
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const double place = width > 0 ? (static_cast<double>(values_[i]) - lowest) / width : 0;
    Bin& bin = summary.bins[std::min(static_cast<std::size_t>(place), count - 1)];
    ++(approved_[i] ? bin.approved : bin.rejected);
  }
  return summary;
}

}  // namespace photosieve
