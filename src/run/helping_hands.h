// HelpingHands: threads that do many small waits side by side.
//
// Looking into a file waits for a disk or a network, one round trip after the other; eight of them
// wait at once. Where no thread can be started, the caller does everything itself.
// Threads  each() from one; the hands sleep between calls and end with the object.
// Cost     a wake-up a call: worth it for some dozens of things that wait, or cost 1 µs each.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace photosieve {

class HelpingHands {
 public:
  static constexpr unsigned kHands = 7;  // eight with the caller

  explicit HelpingHands(unsigned hands = kHands);
  ~HelpingHands();
  HelpingHands(const HelpingHands&) = delete;
  HelpingHands& operator=(const HelpingHands&) = delete;

  // Calls `one` for 0 to count - 1, in any order and side by side; returns when all are done.
  void each(std::size_t count, const std::function<void(std::size_t)>& one);

 private:
  void lend();
  void work();

  std::mutex mutex_;
  std::condition_variable begun_;
  std::condition_variable ended_;
  std::uint64_t round_ = 0;  // with mutex_, as all below
  bool leaving_ = false;
  std::size_t busy_ = 0;  // hands that have not ended this round
  const std::function<void(std::size_t)>* one_ = nullptr;
  std::size_t count_ = 0;
  std::atomic<std::size_t> next_ = 0;
  std::vector<std::thread> hands_;
};

// Does what it is given one after the other, which is quicker for what takes some microseconds;
// once that takes more than 0.1 ms each, with hands, as long as it does.
[[nodiscard]] std::function<void(std::size_t, const std::function<void(std::size_t)>&)>
side_by_side();

}  // namespace photosieve
