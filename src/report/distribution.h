// Distribution: the values of one number over many photos, as bins and quantiles.
//
// Bins are equally wide between the smallest and the largest value, each from its lower edge on and
// below its upper one, the last with its end too; of values that are all equal there is one bin.
// Quantiles are of the nearest rank. Values are kept as floats until then.
// Threads: one. Memory: 5 bytes a value.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/photo.h"

namespace photosieve {

class Distribution {
 public:
  void add(double value, Decision decision);

  struct Bin {
    double from = 0;
    double to = 0;
    std::uint32_t approved = 0;
    std::uint32_t rejected = 0;
  };
  struct Summary {
    std::uint32_t count = 0;
    double minimum = 0;
    double maximum = 0;
    double mean = 0;
    double p5 = 0;
    double p50 = 0;
    double p95 = 0;
    std::vector<Bin> bins;
  };
  // Of at least one value.
  [[nodiscard]] Summary summary(std::size_t bins) const;
  [[nodiscard]] bool empty() const { return values_.empty(); }

 private:
  std::vector<float> values_;
  std::vector<bool> approved_;
  double sum_ = 0;
};

}  // namespace photosieve
