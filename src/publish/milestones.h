// Milestones: which ones a step of a run reaches, in order, each once a session.
//
// Three lists (RunSettings): shares of all photos in percent, counts of photos, hours of
// processing time (an empty list: every hour). Values are the contract's: "25%", "1000_images",
// "1_hour", "2_hours". What an earlier run of the session told is restored and not told again.
// Threads: one. Cost: a comparison a call while nothing is reached.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "model/events.h"
#include "model/settings.h"

namespace photosieve {

struct Milestone {
  MilestoneType type = MilestoneType::kPercentage;
  std::string value;
  std::string message;  // "25 % of 20,000 photos done"
};

// What a milestone says: "25 % of 20,000 photos done". `done` photos of `total` when it was
// reached.
[[nodiscard]] std::string milestone_message(MilestoneType type, const std::string& value,
                                            std::uint32_t done, std::uint32_t total);

class Milestones {
 public:
  explicit Milestones(const RunSettings& settings);
  // Other lists from now on; what was told stays told.
  void change(const RunSettings& settings);

  // Those told before, by value.
  void restore(const std::vector<std::string>& values);

  // What having `done` of `total` photos after `elapsed_seconds` of processing reaches that was
  // not reached before: shares first, then counts, then hours, each from the lowest.
  [[nodiscard]] std::vector<Milestone> reach(std::uint32_t done, std::uint32_t total,
                                             double elapsed_seconds);

 private:
  [[nodiscard]] bool quiet(std::uint32_t done, std::uint32_t total, double elapsed_seconds);

  std::vector<std::uint32_t> percentages_;
  std::vector<std::uint32_t> counts_;
  std::vector<std::uint32_t> hours_;  // empty: every hour
  std::set<std::string> told_;
  std::uint32_t total_ = 0;      // of the last call
  std::uint32_t next_done_ = 0;  // nothing is reached by photos before that many are done
  double next_elapsed_ = 0;      // nor by time before that
};

}  // namespace photosieve
