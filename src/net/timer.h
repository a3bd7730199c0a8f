// Timer and TimerHeap: deadlines of an event loop.
//
// A Timer belongs to its heap while it is set and leaves it when destroyed; setting it again moves
// it. Owner and callback are a pointer and a plain function: a timer takes 40 bytes, and there is
// one or more for each connection.
// Threads  the loop's only.
// Cost     O(log n) to set and cancel.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/clock.h"

namespace photosieve::net {

class TimerHeap;

class Timer {
 public:
  using Callback = void (*)(void* owner);

  Timer(TimerHeap& heap, void* owner, Callback callback)
      : heap_(&heap), owner_(owner), callback_(callback) {}
  ~Timer() { cancel(); }
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  void set(SteadyNs deadline);
  void cancel();
  // Not set, and from now on another loop's.
  void move_to(TimerHeap& heap) {
    cancel();
    heap_ = &heap;
  }
  [[nodiscard]] bool is_set() const { return place_ != kNowhere; }

 private:
  friend class TimerHeap;
  static constexpr std::uint32_t kNowhere = UINT32_MAX;

  TimerHeap* heap_;
  void* owner_;
  Callback callback_;
  std::uint32_t place_ = kNowhere;  // in the heap
};

class TimerHeap {
 public:
  // The earliest deadline; a very late one when there is none.
  [[nodiscard]] SteadyNs earliest() const {
    return entries_.empty() ? INT64_MAX : entries_.front().deadline;
  }
  // Runs the callbacks of what is due; they may set and cancel any timer. A timer that is set
  // anew to a time that has passed runs in the next call.
  void run_due(SteadyNs now);
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  friend class Timer;
  struct Entry {
    SteadyNs deadline;
    Timer* timer;
  };
  void put(std::size_t place, Entry entry);
  void sift_up(std::size_t place);
  void sift_down(std::size_t place);
  void remove(std::size_t place);

  std::vector<Entry> entries_;
};

}  // namespace photosieve::net
