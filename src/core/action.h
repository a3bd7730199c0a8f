// Action: what the core wants done. Whoever drives it does them in the order given.
//
// Threads: values.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "core/input.h"
#include "model/events.h"
#include "model/photo.h"
#include "model/session.h"

namespace photosieve::action {

struct Judge {  // give this photo to that worker
  std::uint32_t worker = 0;
  std::uint32_t n = 0;
};
struct StartWorker {  // (again); WorkerUp or WorkerLost follows
  std::uint32_t worker = 0;
};
struct StopWorker {  // what it may hold is not wanted from it any more; no WorkerLost follows
  std::uint32_t worker = 0;
};
struct StopWorkers {};  // all; what they hold is not wanted any more

// Store this in one transaction, then Committed. At most one is under way.
struct Commit {
  struct Copy {
    std::uint32_t n = 0;
    CopyOutcome outcome = CopyOutcome::kStaged;
    std::string message;
  };
  struct Error {
    std::string type;
    std::string message;
    std::uint32_t n = 0;
    bool recoverable = true;
    WallMs timestamp = 0;
  };
  Session session;  // the row as it shall be
  std::vector<PhotoResult> results;
  std::vector<Copy> copies;
  std::vector<MilestoneReached> milestones;
  std::vector<Error> errors;
  bool with_review = false;  // and the outcomes that Reviewed spoke of
};
struct Tell {  // what is told is stored: this comes after its Committed
  Event event;
};
struct Stage {  // copy the photo into staging; CopyEnded follows
  std::uint32_t n = 0;
};
struct Place {  // rename the staged copy into its place; CopyEnded follows
  std::uint32_t n = 0;
};
struct Unstage {  // remove the staged copy; CopyEnded follows
  std::uint32_t n = 0;
};
struct Review {};  // decide similarity over all photos, then Reviewed
struct Finish {};  // the session is over, whatever its status: clean up and go home

}  // namespace photosieve::action

namespace photosieve {

using Action = std::variant<action::Judge, action::StartWorker, action::StopWorker,
                            action::StopWorkers, action::Commit, action::Tell, action::Stage,
                            action::Place, action::Unstage, action::Review, action::Finish>;
using Actions = std::vector<Action>;

}  // namespace photosieve
