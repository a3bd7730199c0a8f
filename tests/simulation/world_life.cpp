// A coordinator's life, from its start to its death, and what must be true when all are over.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tally.h"
#include "simulation/truth.h"
#include "simulation/world.h"

namespace photosieve {
namespace {

constexpr int kLives = 60;
constexpr int kRoughLives = 12;  // after these nothing kills the coordinator any more
constexpr int kShortLives = 2;   // that are cut short in any case: two resumes a seed
constexpr int kForever = 1'000'000;
constexpr std::uint32_t kWorkers = 3;

}  // namespace

void World::run() {
  disk_.session.id = "s";
  disk_.session.settings.batch_size = 5;
  for (int life = 0; life < kLives && broken_.empty(); ++life) {
    if (disk_.session.status == SessionStatus::kComplete) break;
    live(life);
  }
  if (broken_.empty()) check_outcome();
}

void World::live(int life) {
  quiet_ = life >= kRoughLives;
  dead_ = false;
  if (life > 0) ++resumes_;
  start();
  int steps = kForever;
  if (life < kShortLives) steps = 20 + pick(300);
  if (life >= kShortLives && !quiet_ && chance(2, 3)) steps = pick(900);
  for (int i = 0; i < steps && !core_->over() && !dead_ && broken_.empty(); ++i) happen();
  crash();
}

void World::start() {
  core_ = std::make_unique<SessionCore>(disk_.session, kWorkers);
  review_stored_ = false;
  const bool scanned = disk_.scanned;
  if (scanned) {
    for (std::uint32_t n = 1; n <= kPhotos; ++n) core_->restore(photo_of(n), stored(n));
    core_->restore_milestones(disk_.milestones);
  }
  feed(input::Begin{disk_.session.status == SessionStatus::kPaused});
  if (scanned || dead_) return;
  std::vector<PhotoRef> photos;
  for (std::uint32_t n = 1; n <= kPhotos; ++n) photos.push_back(photo_of(n));
  disk_.scanned = true;  // the scan is stored as it goes
  feed(input::PhotosFound{photos});
  feed(input::ScanEnded{});
}

void World::crash() {
  core_.reset();
  outside_.clear();
  worker_has_.clear();
  changes_.clear();
  if (disk_.session.status == SessionStatus::kComplete) return;
  ++faults_;
  if (!disk_.session.total_images) disk_.scanned = false;
  if (disk_.session.status != SessionStatus::kPaused || chance(1, 2))
    disk_.session.status = SessionStatus::kInterrupted;
  disk_.session.total_images = disk_.scanned ? std::optional(kPhotos) : std::nullopt;
}

PhotoState World::stored(std::uint32_t n) const {
  PhotoState state;
  const auto result = disk_.results.find(n);
  if (result == disk_.results.end()) return state;
  state.judged = true;
  state.own_approved = result->second.decision == Decision::kApproved;
  state.approved = state.own_approved;
  state.issues = rejecting_categories(result->second.findings) & 0xFU;
  const auto copy = disk_.copies.find(n);
  if (copy == disk_.copies.end()) return state;
  state.staged = copy->second == CopyOutcome::kStaged;
  state.placed = copy->second == CopyOutcome::kPlaced;
  return state;
}

void World::check_outcome() {
  demand(disk_.session.status == SessionStatus::kComplete, "a session comes to its end");
  demand(disk_.results.size() == kPhotos, "every photo is judged");
  std::set<std::uint32_t> approved;
  std::set<std::uint32_t> placed;
  for (std::uint32_t n = 1; n <= kPhotos && broken_.empty(); ++n) {
    const PhotoResult& result = disk_.results.at(n);
    const PhotoResult truth = truth_of(n);
    demand(result.findings.size() == truth.findings.size(), "findings are those of the photo");
    for (std::size_t i = 0; i < truth.findings.size() && broken_.empty(); ++i)
      demand(result.findings[i].code == truth.findings[i].code, "findings are those of the photo");
    if (truth.decision != Decision::kApproved || copy_of_another(n)) continue;
    approved.insert(n);
    if (!cannot_be_copied(n)) placed.insert(n);
  }
  demand(disk_.session.processed == kPhotos, "all are counted");
  demand(disk_.session.approved == approved.size(), "the approved are counted");
  demand(disk_.session.rejected == kPhotos - approved.size(), "the rejected are counted");
  demand(disk_.output == placed, "the approved lie in the output, and nothing else");
  demand(disk_.staging.empty(), "no copy is left in staging");
  check_milestones();
}

void World::check_milestones() {
  const std::multiset<std::string> stored(disk_.milestones.begin(), disk_.milestones.end());
  for (const std::string& value : disk_.milestones)
    demand(stored.count(value) == 1, "milestone " + value + " is reached once");
  for (const std::string& value : told_milestones_) {
    demand(told_milestones_.count(value) == 1, "milestone " + value + " is told once");
    demand(stored.count(value) == 1, "milestone " + value + " is stored before it is told");
  }
  if (settings_change_) return;
  std::vector<std::string> shares;
  std::vector<std::string> counts;
  int hours = 0;
  for (const std::string& value : disk_.milestones) {
    if (value.back() == '%') shares.push_back(value);
    if (value.ends_with("_images")) counts.push_back(value);
    if (value.find("_hour") == std::string::npos) continue;
    ++hours;
    demand(std::stoi(value) == hours, "the hours come in order, none is left out");
  }
  demand(shares == std::vector<std::string>{"25%", "50%", "75%", "90%"}, "the shares, in order");
  demand(counts == std::vector<std::string>{"100_images"}, "the counts, in order");
}

}  // namespace photosieve
