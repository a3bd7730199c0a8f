// StallWatch: notices a session that has given no result for long although a worker holds a photo.
//
// Told after as much silence as the run's pace makes a stall (publish/pace_watch.h), and then each
// minute of it; a result, or another photo that is the longest held, begins anew. Threads: one.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"

namespace photosieve {

class StallWatch {
 public:
  // `oldest`: the photo that a worker has held longest, "": none; `processed`: results so far;
  // `patience`: seconds. Seconds of silence, when they are worth telling now.
  [[nodiscard]] std::optional<double> silence(const std::string& oldest, std::uint32_t processed,
                                              double patience, SteadyNs now);

 private:
  std::string oldest_;
  std::uint32_t processed_ = 0;
  SteadyNs since_ = 0;
  std::optional<SteadyNs> told_at_;
};

}  // namespace photosieve
