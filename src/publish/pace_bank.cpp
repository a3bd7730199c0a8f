// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/pace_bank.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

namespace photosieve {

bool PaceBank::add(double cost, double seconds, double photos) {
  open_.cost += cost;
  open_.seconds += seconds;
  open_.photos += photos;
  return open_.seconds >= length_ && open_.photos >= fewest_photos_ && close();
}

bool PaceBank::close() {
  if (count_ == kMostBlocks) halve();
  // Right after halving, blocks are twice as long: this one waits for its other half.
  if (open_.seconds < length_) return false;
  blocks_[count_++] = open_;
  take_in(open_);
  open_ = {};
  weigh();
  return true;
}

void PaceBank::halve() {
  for (std::size_t i = 0; i < kMostBlocks / 2; ++i) {
    const Block& first = blocks_[2 * i];
    const Block& second = blocks_[2 * i + 1];
    blocks_[i] = {first.cost + second.cost, first.seconds + second.seconds,
                  first.photos + second.photos};
  }
  count_ = kMostBlocks / 2;
  length_ *= 2;
  filters_ = {};
  seen_ = 0;
  for (std::size_t i = 0; i < count_; ++i) take_in(blocks_[i]);
}

void PaceBank::see(Filter& filter, double wandering, const Block& block) const {
  const double share = block.seconds / length_;  // 1, but where a photo took longer than a block
  const double speed = block.cost / block.seconds;
  filter.spread += wandering * share;
  const double expected = filter.spread + 1 / share;
  const double gain = filter.spread / expected;
  const double miss = speed - filter.level;
  filter.level += gain * miss;
  filter.spread *= 1 - gain;
  filter.squares += miss * miss / expected;
  filter.log_likelihood -= 0.5 * std::log(expected);
}

void PaceBank::take_in(const Block& block) {
  if (seen_++ == 0) {
    for (Filter& filter : filters_)
      filter = {block.cost / block.seconds, length_ / block.seconds, 0, 0};
    return;
  }
  for (std::size_t i = 0; i < kFilters; ++i) see(filters_[i], kWandering[i], block);
}

void PaceBank::weigh() {
  double best = -1e300;
  for (std::size_t i = 0; i < kFilters; ++i) {
    const Filter& filter = filters_[i];
    const double noise = kNoise * filters_[0].level;
    // The noise's variance is integrated out: what is left is Student's distribution.
    weights_[i] = std::log(kLikely[i]) + filter.log_likelihood -
                  0.5 * (kNoiseWeight + static_cast<double>(seen_)) *
                      std::log(kNoiseWeight * noise * noise + filter.squares);
    best = std::max(best, weights_[i]);
  }
  double sum = 0;
  for (double& weight : weights_) sum += weight = std::exp(weight - best);
  for (double& weight : weights_) weight /= sum;
}

PaceBank::Outlook PaceBank::ahead(double cost) const {
  if (count_ == 0) {
    if (open_.seconds <= 0 || open_.cost <= 0) return {};
    const double speed = open_.cost / open_.seconds;
    const double variance = speed * speed / std::max(1.0, open_.photos);
    return {speed, variance, variance};
  }
  const bool part = open_.photos >= fewest_photos_ && open_.seconds > 0;
  std::array<Filter, kFilters> filters = filters_;
  for (std::size_t i = 0; part && i < kFilters; ++i) {
    const double share = open_.seconds / length_;
    Filter& filter = filters[i];
    filter.spread += kWandering[i] * share;
    const double gain = filter.spread / (filter.spread + 1 / share);
    filter.level += gain * (open_.cost / open_.seconds - filter.level);
    filter.spread *= 1 - gain;
  }
  const double whole = filters[0].level;
  const double blocks_ahead = std::max(cost / whole / length_, 0.01);
  double mean = 0;
  for (std::size_t i = 0; i < kFilters; ++i) {
    filters[i].level = whole + (filters[i].level - whole) / (1 + blocks_ahead / kMemory[i]);
    mean += weights_[i] * filters[i].level;
  }
  if (!(mean > 0)) return {};
  const double noise = kNoise * filters_[0].level;
  const double of_blocks = (kNoiseWeight * noise * noise + filters[0].squares) /
                           (kNoiseWeight + static_cast<double>(seen_) - 1);
  double of_level = 0;
  double of_time = 0;
  for (std::size_t i = 0; i < kFilters; ++i) {
    const Filter& filter = filters[i];
    const double of_noise = (kNoiseWeight * noise * noise + filter.squares) /
                            (kNoiseWeight + static_cast<double>(seen_) - 1);
    const double apart = filter.level - mean;
    of_level += weights_[i] * (apart * apart + of_noise * filter.spread);
    of_time += weights_[i] *
               (std::min(of_noise * kWandering[i] * blocks_ahead / 3, kFarthest * of_blocks) +
                of_noise / blocks_ahead);
  }
  return {mean, of_level + of_time, of_level};
}

PaceBank::Slowing PaceBank::slowing() const {
  constexpr std::size_t kTenth = 10;
  if (count_ < kTenth) return {};
  std::array<double, kMostBlocks> speeds{};
  std::transform(blocks_.begin(), blocks_.begin() + static_cast<std::ptrdiff_t>(count_),
                 speeds.begin(), [](const Block& block) { return block.cost / block.seconds; });
  const auto end = speeds.begin() + static_cast<std::ptrdiff_t>(count_);
  const auto middle = speeds.begin() + static_cast<std::ptrdiff_t>(count_ / 2);
  const auto slow = speeds.begin() + static_cast<std::ptrdiff_t>(count_ / kTenth);
  std::nth_element(speeds.begin(), middle, end);
  std::nth_element(speeds.begin(), slow, middle);
  const double slowest = std::accumulate(speeds.begin(), slow, 0.0) /
                         static_cast<double>(std::distance(speeds.begin(), slow));
  if (!(*middle > 0 && slowest > 0)) return {};
  const double limit = std::sqrt(*middle * slowest);
  double all = 0;
  double slowed = 0;
  for (std::size_t i = 0; i < count_; ++i) {
    all += blocks_[i].cost;
    if (blocks_[i].cost < limit * blocks_[i].seconds) slowed += blocks_[i].cost;
  }
  return {slowest / *middle, slowed / all};
}

PaceBank::Recent PaceBank::recent(double seconds) const {
  Block now = open_;
  Block before;
  for (std::size_t i = count_; i-- > 0;) {
    Block& to = now.seconds < seconds ? now : before;
    to.cost += blocks_[i].cost;
    to.seconds += blocks_[i].seconds;
    if (before.seconds >= seconds) break;
  }
  return {now.seconds > 0 ? now.cost / now.seconds : 0,
          before.seconds > 0 ? before.cost / before.seconds : 0, now.seconds, before.seconds};
}

}  // namespace photosieve
