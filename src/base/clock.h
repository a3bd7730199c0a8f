// Clock: the only door to the time of day and to elapsed time.
//
// Wall times are milliseconds since 1970 in UTC; steady times are nanoseconds since some fixed
// instant and never go back. Threads: SystemClock any; ManualClock one.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace photosieve {

using WallMs = std::int64_t;    // milliseconds since the epoch, UTC
using SteadyNs = std::int64_t;  // nanoseconds, monotonic

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual WallMs wall() const = 0;
  [[nodiscard]] virtual SteadyNs steady() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] WallMs wall() const override;
  [[nodiscard]] SteadyNs steady() const override;
};

// A clock that moves only when told to, for tests and simulations.
class ManualClock final : public Clock {
 public:
  [[nodiscard]] WallMs wall() const override { return wall_; }
  [[nodiscard]] SteadyNs steady() const override { return steady_; }
  void advance_ms(std::int64_t milliseconds) {
    wall_ += milliseconds;
    steady_ += milliseconds * 1'000'000;
  }
  void jump_wall_ms(std::int64_t milliseconds) { wall_ += milliseconds; }

 private:
  WallMs wall_ = 1'767'225'600'000;  // 2026-01-01T00:00:00.000Z
  SteadyNs steady_ = 1'000'000'000;
};

// Processor time that the calling thread has spent, in nanoseconds.
[[nodiscard]] std::int64_t thread_cpu_ns();

// "2026-01-31T09:15:02.417Z"
[[nodiscard]] std::string iso8601(WallMs time);
// Exactly such a text, of a day that is; else nothing.
[[nodiscard]] std::optional<WallMs> wall_from_iso8601(std::string_view text);

}  // namespace photosieve
