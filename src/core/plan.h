// Plan: which photo goes to which worker next, and what becomes of it when the worker dies.
//
// Photos are leased to a worker in batches, in the order of n; a worker holds two photos at most,
// so that it never waits for the coordinator. Of the last photos a batch is a share of what waits,
// one a worker and as much again (guided self-scheduling: C. D. Polychronopoulos, D. J. Kuck, IEEE
// Trans. Computers 36 (1987)): workers end together, and few photos are still all workers' work. A
// photo whose worker died is suspect: it is tried
// again alone. After three equal deaths (the same fatal signal, or a limit exceeded each time) it
// is given up; a worker killed from outside says nothing about the photo, however often (but a
// machine that kills twenty in a row over one photo is not one to go on with).
// Workers may become more or fewer at any time: one that is too many hands back what it has not
// been sent and is done when it has answered for what it holds; a suspect photo stays with it.
// Threads: one. Cost: constant a call; batches_expected() a step for each of the last batches.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "core/input.h"

namespace photosieve {

class Plan {
 public:
  Plan(std::uint32_t workers, std::uint32_t batch_size);

  // Photos to be judged, in the order they shall be.
  void add(std::uint32_t n) { waiting_.push_back_run(n); }
  // A photo that must be judged once more: before all others.
  void add_first(std::uint32_t n) { again_.push_back(n); }

  // How many workers there shall be. What follows is in to_start() and to_stop().
  void set_workers(std::uint32_t workers);
  // Workers that shall be there and are not, and those that are there and done; each is named
  // once, and is from then on taken as started or stopped.
  [[nodiscard]] std::vector<std::uint32_t> to_start();
  [[nodiscard]] std::vector<std::uint32_t> to_stop();
  [[nodiscard]] std::uint32_t slots() const { return static_cast<std::uint32_t>(slots_.size()); }
  [[nodiscard]] std::uint32_t started() const;  // workers that are there

  // A pause waits for photos in work only: what the worker was sent beside the one it has just
  // answered for goes back, and it is to be stopped.
  void recall(std::uint32_t worker);

  void set_batch_size(std::uint32_t photos) { batch_size_ = photos; }
  [[nodiscard]] std::uint32_t batch_size() const { return batch_size_; }
  // Photos done of the batches that are out, all workers together.
  [[nodiscard]] std::uint32_t batch_done() const;

  void worker_up(std::uint32_t worker);
  // The next photo for that worker, or nothing: it is down, full, busy with a suspect, or all is
  // out.
  [[nodiscard]] std::optional<std::uint32_t> next(std::uint32_t worker, SteadyNs now);

  struct Batch {
    std::uint32_t number = 0;  // from 1, in the order in which batches ended
    double seconds = 0;        // from the first photo's sending to the last one's answer
  };
  // The worker answered for photo n, or the photo is done some other way. A batch when that was
  // its last photo. False in `known` when the worker was never given that photo.
  struct Done {
    bool known = false;
    std::optional<Batch> batch;
  };
  [[nodiscard]] Done done(std::uint32_t worker, std::uint32_t n, SteadyNs now);
  // The worker could not judge n as it is now: it goes to the same worker again.
  [[nodiscard]] bool again(std::uint32_t worker, std::uint32_t n);

  struct Loss {
    enum class Kind : std::uint8_t { kRestart, kGiveUp, kTooManyKills, kCannotStart, kNone };
    Kind kind = Kind::kRestart;
    std::uint32_t n = 0;  // the photo it was about; 0: none
    WorkerLoss cause;
  };
  // The worker is gone. After kGiveUp the caller reports done(worker, n). kNone: that worker was
  // stopped before.
  [[nodiscard]] Loss lost(std::uint32_t worker, const WorkerLoss& cause);

  [[nodiscard]] bool idle() const;                          // nothing waits and nothing is out
  [[nodiscard]] std::uint32_t out() const { return out_; }  // photos that workers hold
  [[nodiscard]] std::uint32_t batches_ended() const { return batches_ended_; }
  [[nodiscard]] std::uint32_t batches_expected() const;
  // The oldest photo that a worker holds; 0: none.
  [[nodiscard]] std::uint32_t oldest_out() const;

 private:
  // Ascending numbers as runs: 25,000 photos in a row cost eight bytes.
  class Runs {
   public:
    void push_back_run(std::uint32_t n);
    [[nodiscard]] bool empty() const { return runs_.empty(); }
    [[nodiscard]] std::uint32_t size() const { return size_; }
    std::uint32_t pop_front();

   private:
    struct Run {
      std::uint32_t first;
      std::uint32_t last;
    };
    std::deque<Run> runs_;
    std::uint32_t size_ = 0;
  };

  struct Item {
    std::uint32_t n = 0;
    std::uint32_t lease = 0;
    SteadyNs sent = 0;
  };
  struct Lease {
    std::uint32_t left = 0;  // photos without a result
    std::uint32_t photos = 0;
    SteadyNs began = 0;
  };
  struct Suspect {
    std::uint32_t n = 0;
    int kills = 0;
    int equal_deaths = 0;
    int deaths = 0;
    std::optional<WorkerLoss> last;
  };
  struct Slot {
    bool wanted = false;   // it shall be there
    bool started = false;  // it was asked for and not stopped
    bool up = false;       // and is ready
    int failed_starts = 0;
    std::deque<Item> to_send;
    std::deque<Item> out;
    std::optional<Suspect> suspect;  // the first of to_send, or the only one of out
  };

  static constexpr std::size_t kDepth = 2;
  static constexpr int kEqualDeaths = 3;
  static constexpr int kMostDeaths = 10;
  static constexpr int kMostKills = 20;
  static constexpr int kMostFailedStarts = 5;

  void lease_to(Slot& slot);
  void hand_back(Slot& slot);
  [[nodiscard]] std::uint32_t waiting() const;
  // Photos of the next batch when so many wait.
  [[nodiscard]] std::uint32_t next_batch(std::uint32_t waiting) const;

  std::uint32_t batch_size_;
  std::vector<Slot> slots_;
  Runs waiting_;
  std::deque<std::uint32_t> again_;
  std::map<std::uint32_t, Lease> leases_;
  std::uint32_t next_lease_ = 1;
  std::uint32_t batches_ended_ = 0;
  std::uint32_t out_ = 0;
};

}  // namespace photosieve
