// World: a made-up world in which the core of a session runs, from a seed.
//
// All that the core meets outside is simulated here, with faults: workers that die of the photo, by
// the system, at a limit or before they start; files that change, that cannot be opened, that
// cannot be copied; a disk that is full for a while; a store that fails before or after a commit
// is durable; clocks that jump; people who pause, resume, stop, ask again and change settings; and
// a coordinator that is killed between any two of the things it does. What survives a crash is in
// `Disk`, and nothing else. After every step the promises are checked:
//
//   nothing is told that is not stored; processed never falls; a photo is with one worker at most;
//   nothing is copied before its result is stored, nothing placed before reviewing is; what is
//   paused starts no photo; milestones are stored once and in order;
//
// and at the end, that the outcome is the one of an undisturbed run. The method is that of
// FoundationDB (J. Zhou et al., SIGMOD 2021, section 4): one thread, every choice from the seed.
// Errors   the first broken promise stands in broken(); the world stops there.
// Threads  one. The same seed gives the same world, on any machine.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "core/session_core.h"

namespace photosieve {

// All that survives a crash of the coordinator.
struct Disk {
  Session session;
  std::map<std::uint32_t, PhotoResult> results;
  std::map<std::uint32_t, CopyOutcome> copies;
  std::vector<std::string> milestones;
  bool scanned = false;
  std::set<std::uint32_t> staging;  // files in the staging folder
  std::set<std::uint32_t> output;   // files under their final names
};

class World {
 public:
  static constexpr std::uint32_t kPhotos = 220;

  explicit World(std::uint32_t seed);

  // Runs until the session is complete or a promise is broken, with as many lives as it takes.
  void run();

  [[nodiscard]] const std::string& broken() const { return broken_; }  // "": nothing is
  [[nodiscard]] int faults() const { return faults_; }
  [[nodiscard]] int resumes() const { return resumes_; }

 private:
  [[nodiscard]] int pick(int below);
  [[nodiscard]] bool chance(int of, int in) { return pick(in) < of; }
  [[nodiscard]] bool fault(int of, int in);  // a chance that counts as a fault
  [[nodiscard]] Now now() const { return {steady_, wall_ + steady_ / 1'000'000}; }
  void demand(bool kept, const std::string& promise);

  // world_life.cpp: a coordinator from its start to its death
  void live(int life);
  void start();
  void crash();
  [[nodiscard]] PhotoState stored(std::uint32_t n) const;
  void check_outcome();
  void check_milestones();

  // world.cpp: what happens
  void happen();
  void let_time_pass();
  void change_settings();
  void ask_again(std::uint32_t n);
  void worker_acts(std::uint32_t worker);
  [[nodiscard]] bool may_change(std::uint32_t n);
  void die(std::uint32_t worker, WorkerLoss loss);
  void forget(std::uint32_t worker);
  void copy_ends(const input::CopyEnded& copy);
  void feed(const Input& input);

  // what the core wants done
  void perform(const Actions& actions);
  void act(const action::StartWorker& start);
  void act(const action::StopWorkers&) {}
  void act(const action::StopWorker& stop) { forget(stop.worker); }
  void act(const action::Judge& judge);
  void act(const action::Commit& commit);
  void act(const action::Tell& tell);
  void act(const action::Stage& stage);
  void act(const action::Place& place);
  void act(const action::Unstage& unstage);
  void act(const action::Review&);
  void act(const action::Finish&) {}

  const std::uint32_t seed_;
  std::mt19937 random_;
  bool settings_change_;  // else the milestones' order can be told
  SteadyNs steady_ = 1;
  WallMs wall_ = 1'767'225'600'000;
  Disk disk_;
  std::string broken_;
  int faults_ = 0;
  int resumes_ = 0;

  // Of one life.
  std::unique_ptr<SessionCore> core_;
  bool quiet_ = false;  // late lives bring no more crashes, so that there is an end
  bool dead_ = false;
  bool review_stored_ = false;
  std::vector<Input> outside_;  // what will happen, in any order
  std::map<std::uint32_t, std::vector<std::uint32_t>> worker_has_;
  std::map<std::uint32_t, int> changes_;

  std::multiset<std::string> told_milestones_;
  std::uint32_t told_processed_ = 0;
};

}  // namespace photosieve
