// SimulatedLoad: what a machine would give so many workers, for tests of the tuner.
//
// A second's throughput follows from processors, from a disk that has so much to give (and less
// when too many ask at once) and from memory (pressure beyond what fits); with the noise of photos
// that differ. Threads: one. SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>

#include "tune/worker_tuner.h"

namespace photosieve {

struct SimulatedLoad {
  double processors = 8;
  double processor_share = 1;  // of a photo's time that needs a processor; the rest waits
  double disk = 1e9;           // work a second that it gives
  double disk_crowd = 1e9;     // workers from which on the disk gives less
  double fits = 1e9;           // workers that fit into memory
  double waits = 0;            // I/O pressure in percent, whatever the speed is

  // Work a second with so many workers, without noise; one worker alone does 1 at most.
  [[nodiscard]] double speed(std::uint32_t workers) const {
    double speed = std::min<double>(workers, processors / processor_share);
    double disk_gives = disk;
    if (workers > disk_crowd) disk_gives *= std::pow(disk_crowd / workers, 0.7);
    speed = std::min(speed, disk_gives);
    if (workers > fits) speed *= std::pow(fits / workers, 3);  // it swaps
    return speed;
  }
  [[nodiscard]] std::uint32_t best(std::uint32_t most) const {
    std::uint32_t best = 1;
    for (std::uint32_t workers = 2; workers <= most; ++workers)
      if (speed(workers) > speed(best) + 1e-9) best = workers;
    return best;
  }
  [[nodiscard]] TunerReading reading(std::uint32_t workers) const {
    TunerReading reading;
    reading.processors_used = std::min(processors, speed(workers) * processor_share);
    reading.memory_pressure = workers > fits ? 20 + 10 * (workers - fits) : 0;
    reading.io_pressure = std::max(waits, 100 * std::clamp(1 - speed(workers) / workers, 0.0, 1.0));
    reading.memory_used_percent = std::min(93.0, fits < 100 ? 90 * workers / fits : 2.0 * workers);
    return reading;
  }
};

}  // namespace photosieve
