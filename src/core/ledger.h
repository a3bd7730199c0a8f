// Ledger: what is to be stored next, and what may be told once it is.
//
// Everything a step of the run brings about is put down here; one commit at a time is taken out
// of it, and only when that commit is durable are its events told. So nothing is ever told that
// is not stored.
// Threads: one.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/action.h"

namespace photosieve {

class Ledger {
 public:
  void add_result(PhotoResult result, Now now);
  void add_copy(std::uint32_t n, CopyOutcome outcome, std::string message, Now now);
  void add_milestone(MilestoneReached milestone);
  // An error is stored and told.
  void add_error(const std::string& session_id, std::string type, std::string message,
                 std::uint32_t n, bool recoverable, Now now);
  // Told once what was added before it is stored.
  void tell(Event event) { waiting_.events.push_back(std::move(event)); }
  // The session's row changed; `event` is told when that is stored.
  void add_event(Event event);
  void hurry() { hurry_ = true; }  // commit at once, not when it is worth it
  // It is worth it now, unless results come so fast that batches end several times in a tenth of a
  // second: then those are committed together. A durable commit costs milliseconds, however few
  // results it holds.
  void batch_ended() { batch_ended_ = true; }

  [[nodiscard]] bool empty() const;
  [[nodiscard]] bool under_way() const { return under_way_; }
  // Whether there is something to commit, and it is time to.
  [[nodiscard]] bool due(Now now) const;
  [[nodiscard]] action::Commit take(const Session& session);
  // The commit that was taken is durable: what may now be told, results first.
  [[nodiscard]] std::vector<Event> committed();

 private:
  static constexpr SteadyNs kLongestWait = 500'000'000;
  static constexpr SteadyNs kBatchWait = 100'000'000;

  struct Waiting {
    std::vector<PhotoResult> results;
    std::vector<action::Commit::Copy> copies;
    std::vector<MilestoneReached> milestones;
    std::vector<action::Commit::Error> errors;
    std::vector<Event> events;
  };
  void began(Now now);

  Waiting waiting_;
  std::vector<Event> to_tell_;  // of the commit that is under way
  std::optional<SteadyNs> oldest_;
  bool changed_ = false;
  bool hurry_ = true;  // the first result is stored at once: the run is seen to move
  bool batch_ended_ = false;
  bool under_way_ = false;
};

}  // namespace photosieve
