// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/helping_hands.h"

#include <memory>
#include <system_error>

#include "base/clock.h"

namespace photosieve {
namespace {

constexpr SteadyNs kSlowNs = 100'000;  // a thing; a file in memory takes some microseconds
constexpr SteadyNs kQuickNs = 10'000;  // with all hands

}  // namespace

HelpingHands::HelpingHands(unsigned hands) {
  try {
    while (hands_.size() < hands) hands_.emplace_back([this] { lend(); });
  } catch (const std::system_error&) {
    // As many as there are.
  }
}

HelpingHands::~HelpingHands() {
  {
    const std::scoped_lock lock(mutex_);
    leaving_ = true;
  }
  begun_.notify_all();
  for (std::thread& hand : hands_) hand.join();
}

void HelpingHands::each(std::size_t count, const std::function<void(std::size_t)>& one) {
  {
    const std::scoped_lock lock(mutex_);
    one_ = &one;
    count_ = count;
    next_ = 0;
    busy_ = hands_.size();
    ++round_;
  }
  begun_.notify_all();
  work();
  std::unique_lock lock(mutex_);
  ended_.wait(lock, [this] { return busy_ == 0; });
}

void HelpingHands::work() {
  for (std::size_t i = next_++; i < count_; i = next_++) (*one_)(i);
}

void HelpingHands::lend() {
  std::uint64_t seen = 0;
  std::unique_lock lock(mutex_);
  while (true) {
    begun_.wait(lock, [&] { return leaving_ || round_ != seen; });
    if (leaving_) return;
    seen = round_;
    lock.unlock();
    work();
    lock.lock();
    if (--busy_ == 0) ended_.notify_one();
  }
}

std::function<void(std::size_t, const std::function<void(std::size_t)>&)> side_by_side() {
  return [hands = std::shared_ptr<HelpingHands>(), slow = false](
             std::size_t count, const std::function<void(std::size_t)>& one) mutable {
    const SystemClock clock;
    const SteadyNs began = clock.steady();
    if (slow) {
      if (hands == nullptr) hands = std::make_shared<HelpingHands>();
      hands->each(count, one);
    } else {
      for (std::size_t i = 0; i < count; ++i) one(i);
    }
    const SteadyNs taken = clock.steady() - began;
    slow = taken > (slow ? kQuickNs : kSlowNs) * static_cast<SteadyNs>(count);
  };
}

}  // namespace photosieve
