// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan.h"

#include <algorithm>

#include "base/result.h"

namespace photosieve {

void Plan::Runs::push_back_run(std::uint32_t n) {
  ++size_;
  if (!runs_.empty() && runs_.back().last + 1 == n)
    runs_.back().last = n;
  else
    runs_.push_back({n, n});
}

std::uint32_t Plan::Runs::pop_front() {
  Run& run = runs_.front();
  const std::uint32_t n = run.first;
  if (run.first == run.last)
    runs_.pop_front();
  else
    ++run.first;
  --size_;
  return n;
}

Plan::Plan(std::uint32_t workers, std::uint32_t batch_size) : batch_size_(batch_size) {
  PS_CHECK(workers > 0 && batch_size > 0);
  set_workers(workers);
}

void Plan::set_workers(std::uint32_t workers) {
  if (workers > slots_.size()) slots_.resize(workers);
  for (std::uint32_t worker = 0; worker < slots_.size(); ++worker) {
    Slot& slot = slots_[worker];
    slot.wanted = worker < workers;
    if (!slot.wanted) hand_back(slot);
  }
}

// What the worker has not been sent goes to the front of all that waits; a suspect is no other's.
void Plan::hand_back(Slot& slot) {
  const auto keep = slot.to_send.begin() + (slot.suspect && slot.out.empty() ? 1 : 0);
  for (auto item = slot.to_send.end(); item != keep;) {
    --item;
    again_.push_front(item->n);
    Lease& lease = leases_.at(item->lease);
    --lease.photos;
    if (--lease.left > 0) continue;
    if (lease.photos > 0) ++batches_ended_;
    leases_.erase(item->lease);
  }
  slot.to_send.erase(keep, slot.to_send.end());
}

void Plan::recall(std::uint32_t worker) {
  if (worker >= slots_.size() || slots_[worker].suspect) return;
  Slot& slot = slots_[worker];
  out_ -= static_cast<std::uint32_t>(slot.out.size());
  slot.to_send.insert(slot.to_send.begin(), slot.out.begin(), slot.out.end());
  slot.out.clear();
  slot.wanted = false;
  hand_back(slot);
}

std::vector<std::uint32_t> Plan::to_start() {
  std::vector<std::uint32_t> workers;
  for (std::uint32_t worker = 0; worker < slots_.size(); ++worker) {
    Slot& slot = slots_[worker];
    if (!slot.wanted || slot.started) continue;
    slot.started = true;
    workers.push_back(worker);
  }
  return workers;
}

std::vector<std::uint32_t> Plan::to_stop() {
  std::vector<std::uint32_t> workers;
  for (std::uint32_t worker = 0; worker < slots_.size(); ++worker) {
    Slot& slot = slots_[worker];
    if (slot.wanted || !slot.started || !slot.out.empty() || !slot.to_send.empty()) continue;
    slot.started = slot.up = false;
    workers.push_back(worker);
  }
  return workers;
}

std::uint32_t Plan::started() const {
  return static_cast<std::uint32_t>(
      std::count_if(slots_.begin(), slots_.end(), [](const Slot& slot) { return slot.started; }));
}

std::uint32_t Plan::batch_done() const {
  std::uint32_t done = 0;
  for (const auto& [id, lease] : leases_) done += lease.photos - lease.left;
  return done;
}

void Plan::worker_up(std::uint32_t worker) {
  if (worker < slots_.size() && slots_[worker].started) slots_[worker].up = true;
}

void Plan::lease_to(Slot& slot) {
  Lease lease;
  const std::uint32_t id = next_lease_;
  const std::uint32_t size = next_batch(waiting());
  while (lease.left < size && !(again_.empty() && waiting_.empty())) {
    std::uint32_t n = 0;
    if (!again_.empty()) {
      n = again_.front();
      again_.pop_front();
    } else {
      n = waiting_.pop_front();
    }
    slot.to_send.push_back({n, id, 0});
    ++lease.left;
  }
  if (lease.left == 0) return;
  lease.photos = lease.left;
  ++next_lease_;
  leases_.emplace(id, lease);
}

std::optional<std::uint32_t> Plan::next(std::uint32_t worker, SteadyNs now) {
  Slot& slot = slots_[worker];
  if (!slot.up || slot.out.size() >= kDepth) return std::nullopt;
  if (slot.suspect && !slot.out.empty()) return std::nullopt;
  if (slot.to_send.empty() && slot.wanted) lease_to(slot);
  if (slot.to_send.empty()) return std::nullopt;

  Item item = slot.to_send.front();
  slot.to_send.pop_front();
  item.sent = now;
  Lease& lease = leases_.at(item.lease);
  if (lease.began == 0) lease.began = now;
  slot.out.push_back(item);
  ++out_;
  return item.n;
}

Plan::Done Plan::done(std::uint32_t worker, std::uint32_t n, SteadyNs now) {
  if (worker >= slots_.size()) return {};
  Slot& slot = slots_[worker];
  slot.failed_starts = 0;
  const auto is_n = [n](const Item& item) { return item.n == n; };
  auto found = std::find_if(slot.out.begin(), slot.out.end(), is_n);
  std::uint32_t lease_id = 0;
  if (found != slot.out.end()) {
    lease_id = found->lease;
    slot.out.erase(found);
    --out_;
  } else {
    // Given up: its worker is gone, and it stands first among those to be sent.
    found = std::find_if(slot.to_send.begin(), slot.to_send.end(), is_n);
    if (found == slot.to_send.end()) return {};
    lease_id = found->lease;
    slot.to_send.erase(found);
  }
  if (slot.suspect && slot.suspect->n == n) slot.suspect.reset();

  Done done{.known = true};
  Lease& lease = leases_.at(lease_id);
  if (--lease.left > 0) return done;
  done.batch = Batch{++batches_ended_, static_cast<double>(now - lease.began) / 1e9};
  leases_.erase(lease_id);
  return done;
}

bool Plan::again(std::uint32_t worker, std::uint32_t n) {
  if (worker >= slots_.size()) return false;
  Slot& slot = slots_[worker];
  const auto found =
      std::find_if(slot.out.begin(), slot.out.end(), [n](const Item& item) { return item.n == n; });
  if (found == slot.out.end()) return false;
  slot.to_send.push_front(*found);
  slot.out.erase(found);
  --out_;
  return true;
}

Plan::Loss Plan::lost(std::uint32_t worker, const WorkerLoss& cause) {
  if (worker >= slots_.size() || !slots_[worker].started) return {Loss::Kind::kNone, 0, cause};
  Slot& slot = slots_[worker];
  slot.up = false;
  const std::uint32_t n = slot.out.empty() ? 0 : slot.out.front().n;
  out_ -= static_cast<std::uint32_t>(slot.out.size());
  slot.to_send.insert(slot.to_send.begin(), slot.out.begin(), slot.out.end());
  slot.out.clear();
  if (cause.kind == WorkerLoss::Kind::kNoStart) {
    const bool hopeless = ++slot.failed_starts >= kMostFailedStarts;
    return {hopeless ? Loss::Kind::kCannotStart : Loss::Kind::kRestart, 0, cause};
  }
  if (n == 0 && !slot.wanted && slot.to_send.empty()) {
    slot.started = false;
    return {Loss::Kind::kNone, 0, cause};
  }
  if (n == 0) return {Loss::Kind::kRestart, 0, cause};

  // A worker answers in order, so the oldest photo is the one that it died of.

  if (!slot.suspect || slot.suspect->n != n) slot.suspect = Suspect{.n = n};
  Suspect& suspect = *slot.suspect;
  if (cause.kind == WorkerLoss::Kind::kKilled) {
    const bool too_many = ++suspect.kills >= kMostKills;
    return {too_many ? Loss::Kind::kTooManyKills : Loss::Kind::kRestart, n, cause};
  }
  ++suspect.deaths;
  suspect.equal_deaths = suspect.last == cause ? suspect.equal_deaths + 1 : 1;
  suspect.last = cause;
  const bool hopeless = suspect.equal_deaths >= kEqualDeaths || suspect.deaths >= kMostDeaths;
  return {hopeless ? Loss::Kind::kGiveUp : Loss::Kind::kRestart, n, cause};
}

bool Plan::idle() const {
  return waiting_.empty() && again_.empty() && leases_.empty();
}

std::uint32_t Plan::waiting() const {
  return waiting_.size() + static_cast<std::uint32_t>(again_.size());
}

std::uint32_t Plan::next_batch(std::uint32_t waiting) const {
  const auto workers = static_cast<std::uint32_t>(slots_.size());
  if (workers == 1) return batch_size_;
  return std::clamp(waiting / (2 * workers), 1U, batch_size_);
}

std::uint32_t Plan::batches_expected() const {
  std::uint32_t left = waiting();
  std::uint32_t batches = batches_ended_ + static_cast<std::uint32_t>(leases_.size());
  const auto workers = static_cast<std::uint32_t>(slots_.size());
  // Full ones while they last, then ever smaller ones.
  if (const std::uint32_t tail = 2 * workers * batch_size_; left > tail) {
    const std::uint32_t full = (left - tail) / batch_size_;
    batches += full;
    left -= full * batch_size_;
  }
  for (; left > 0; ++batches) left -= std::min(left, next_batch(left));
  return batches;
}

std::uint32_t Plan::oldest_out() const {
  const Item* oldest = nullptr;
  for (const Slot& slot : slots_)
    if (!slot.out.empty() && (oldest == nullptr || slot.out.front().sent < oldest->sent))
      oldest = &slot.out.front();
  return oldest == nullptr ? 0 : oldest->n;
}

}  // namespace photosieve
