// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/mover.h"

#include <vector>

namespace photosieve {

MoveReport Mover::perform(const MoveJob& job) {
  switch (job.what) {
    case MoveJob::What::kStage:
      return staging_.stage(job.n, job.path, job.content);
    case MoveJob::What::kPlace:
      return staging_.place(job.n, job.path, job.content, false);
    case MoveJob::What::kReplace:
      return staging_.place(job.n, job.path, job.content, true);
    case MoveJob::What::kUnstage:
      return staging_.unstage(job.n);
  }
  return {job.n, MoveOutcome::kFailed, "", std::nullopt};
}

bool Mover::step() {
  auto job = jobs_.pop();
  if (!job) return false;
  std::vector<MoveReport> group;
  while (job) {
    group.push_back(perform(*job));
    job = group.size() < kMostInAGroup ? jobs_.try_pop() : std::nullopt;
  }
  const auto synced = staging_.sync();
  for (MoveReport& report : group) {
    const bool counted_on_it =
        report.outcome == MoveOutcome::kStaged || report.outcome == MoveOutcome::kPlaced;
    if (!synced && counted_on_it) {
      const bool full = synced.error().kind == ErrorKind::kRetry;
      report.outcome = full ? MoveOutcome::kDiskFull : MoveOutcome::kFailed;
      report.message = synced.error().message;
    }
    report_(std::move(report));
  }
  return true;
}

}  // namespace photosieve
