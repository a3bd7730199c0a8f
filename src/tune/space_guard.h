// SpaceGuard: pauses a run before the output's disk is full, and lets it go on when there is room.
//
// It pauses when less is free than the reserve: 512 MB, or as much as is copied in 30 seconds
// at the speed of now, whichever is more, but never more than a quarter of the disk. It goes on by
// itself when half as much again is free. Whoever resumes before that is obeyed: it does not pause
// again until there was room meanwhile.
// Pure. Threads: one.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace photosieve {

struct SpaceReading {
  std::optional<double> free_mb;
  std::optional<double> total_mb;
  double copied_mb_a_second = 0;
  bool paused = false;  // the session is, whoever asked
};

class SpaceGuard {
 public:
  enum class What : std::uint8_t { kPause, kResume };
  struct Change {
    What what = What::kPause;
    double free_mb = 0;
    std::string reason;  // "300 MB are free on the output's disk, 512 MB are kept in reserve"
  };
  [[nodiscard]] std::optional<Change> read(const SpaceReading& reading);
  // The reserve for such a reading.
  [[nodiscard]] static double reserve_mb(const SpaceReading& reading);

 private:
  bool paused_by_this_ = false;
  bool overruled_ = false;
};

}  // namespace photosieve
