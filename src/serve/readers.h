// Readers: threads that answer what the store is asked, so that no event loop waits for a disk.
//
// Each has a store connection of its own. A job that finds the queue full is refused: the client
// is told to come again, and memory does not grow.
// Errors   start(): the store's. A job's own are its own business.
// Threads  post() any; jobs run on a reader's thread. stop() joins; jobs that wait are dropped.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/bounded_queue.h"
#include "base/result.h"
#include "store/store.h"

namespace photosieve {

class Readers {
 public:
  using Job = std::function<void(Store&)>;
  static constexpr std::size_t kMostWaiting = 256;

  ~Readers() { stop(); }
  Readers() = default;
  Readers(const Readers&) = delete;
  Readers& operator=(const Readers&) = delete;

  [[nodiscard]] Result<> start(const std::string& database, unsigned threads);
  // False when too many wait already.
  [[nodiscard]] bool post(Job job);
  void stop();

 private:
  BoundedQueue<Job> jobs_{kMostWaiting};
  std::vector<std::unique_ptr<Store>> stores_;
  std::vector<std::jthread> threads_;
};

}  // namespace photosieve
