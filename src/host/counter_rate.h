// CounterRate: how fast a counter of the kernel grows.
//
// Counters count up from an unknown start. One that goes back was started anew (a device came back,
// a container moved) or wrapped at 32 bits, as some drivers' do; only a step that looks like a wrap
// (from the last quarter of the 32 bits into the first) counts as one, any other step back gives
// nothing for that moment.
// Threads: one a counter.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "base/clock.h"

namespace photosieve {

// What was added between two readings; nothing: they cannot be compared.
[[nodiscard]] constexpr std::optional<std::uint64_t> counter_step(std::uint64_t before,
                                                                  std::uint64_t now) {
  constexpr std::uint64_t kWrap = std::uint64_t{1} << 32;
  if (now >= before) return now - before;
  if (before < kWrap && before >= kWrap / 4 * 3 && now < kWrap / 4) return now + kWrap - before;
  return std::nullopt;
}

class CounterRate {
 public:
  // A second, since the last reading; nothing at the first one, when time stood still, and when
  // either reading is unknown.
  [[nodiscard]] std::optional<double> per_second(std::optional<std::uint64_t> value, SteadyNs now) {
    std::optional<double> rate;
    if (value && last_ && now > at_)
      if (const auto step = counter_step(*last_, *value))
        rate = static_cast<double>(*step) * 1e9 / static_cast<double>(now - at_);
    last_ = value;
    at_ = now;
    return rate;
  }

 private:
  std::optional<std::uint64_t> last_;
  SteadyNs at_ = 0;
};

}  // namespace photosieve
