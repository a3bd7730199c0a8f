// Inbox: the one door by which other threads' news comes to the core's thread.
//
// post() waits while the inbox is full, so that a fast scanner cannot fill memory. The core's
// thread polls fd() and takes what there is.
// Threads: post() and close() any; the rest the core's.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "base/bounded_queue.h"
#include "base/unique_fd.h"
#include "core/input.h"

namespace photosieve {

class Inbox {
 public:
  Inbox();

  void post(Input input);  // dropped once the inbox is closed
  void close() { queue_.close(); }

  [[nodiscard]] int fd() const { return wake_.get(); }
  [[nodiscard]] std::optional<Input> take() { return queue_.try_pop(); }
  void forget_wake();  // before taking everything

 private:
  static constexpr std::size_t kCapacity = 64;  // of a fast scan 16,000 photos

  UniqueFd wake_;
  BoundedQueue<Input> queue_;
};

}  // namespace photosieve
