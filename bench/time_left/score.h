// Score: how the estimates along traces compare with what came, at moments evenly spread over the
// time of processing after its first twentieth.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "publish/time_left_history.h"
#include "trace.h"

namespace photosieve {

class Score {
 public:
  // Plays the trace to TimeLeft, with what `prior` says of earlier runs, and to the peers.
  TimeLeftRecord play(const Trace& trace, const TimeLeftPrior& prior);

  struct Summary {
    std::size_t moments = 0;
    double under_p50 = 0;  // share of moments whose true end lies under it
    double under_p90 = 0;
    double range = 0;  // median of (P90 - P50) / remaining
    double error = 0;  // median of |P50 - remaining| / remaining
    double tqdm_error = 0;
    double indicatif_error = 0;
    double knowing_error = 0;  // of an estimate that is told the true speed beforehand
  };
  [[nodiscard]] Summary summary() const;

 private:
  std::size_t under_p50_ = 0;
  std::size_t under_p90_ = 0;
  std::vector<double> ranges_;
  std::vector<double> errors_;
  std::vector<double> tqdm_errors_;
  std::vector<double> indicatif_errors_;
  std::vector<double> knowing_errors_;
};

}  // namespace photosieve
