// Errands: a few threads for what may block, such as asking another process or walking a folder.
//
// Errands run in the order in which they came, some at once. Each is called once: with false when
// the threads are ending, so that whoever waits for it can be told.
// Threads: any; an errand runs on a thread of this, or, when it cannot be taken, not at all.
// Limits: 256 that wait.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace photosieve {

class Errands {
 public:
  using Errand = std::function<void(bool go)>;

  explicit Errands(std::size_t threads);
  ~Errands();  // stop()
  Errands(const Errands&) = delete;
  Errands& operator=(const Errands&) = delete;

  // False when too many wait, or after stop(): it is not called then.
  [[nodiscard]] bool add(Errand errand);
  // What runs is waited for, what waits is told that it will not run.
  void stop();
  [[nodiscard]] bool idle() const;

 private:
  static constexpr std::size_t kMostWaiting = 256;
  void work();

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Errand> waiting_;  // mutex_
  std::size_t running_ = 0;     // mutex_
  bool stopping_ = false;       // mutex_
  std::vector<std::thread> threads_;
};

}  // namespace photosieve
