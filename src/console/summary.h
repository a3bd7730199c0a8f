// Summary: what a person reads when a run has ended.
//
// Pure: counts to lines, ready to print; the last ones say where things are and what to do next.
// Threads: any.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "console/run_figures.h"
#include "console/style.h"
#include "model/photo.h"
#include "model/session.h"

namespace photosieve {

struct SummaryCounts {
  struct Code {
    FindingCode code = FindingCode::kUndecodable;
    Severity severity = Severity::kReject;
    std::uint32_t photos = 0;
  };
  struct Skipped {
    SkipReason reason = SkipReason::kNotAPhoto;
    std::uint32_t files = 0;
  };
  std::vector<Code> codes;
  std::vector<Skipped> skipped;
  std::uint32_t not_copied = 0;  // approved, but their copy failed
};

// What is known of the run beside what is stored of its session.
struct SummaryMore {
  RunFigures figures;
  std::string report;      // where the report lies; "" when there is none
  bool elsewhere = false;  // it ran on a server: this machine's commands do not know of it
};

[[nodiscard]] std::vector<std::string> summary_lines(const Session& session,
                                                     const SummaryCounts& counts,
                                                     const SummaryMore& more, const Style& style);

}  // namespace photosieve
