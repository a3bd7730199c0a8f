// OrderBox: what other threads want of a session, on its way to the session's thread.
//
// post() and set_share() wake the thread that polls fd(). An order is answered once, by its `done`,
// when it has taken effect and that is stored.
// Threads: post(), set_share(), close() any; the rest the session's. Limits: 256 orders that wait.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/guarded.h"
#include "base/unique_fd.h"
#include "run/command.h"

namespace photosieve {

struct Order {
  enum class What : std::uint8_t { kStatus, kPause, kResume, kCancel, kChange, kRetry, kStarted };
  What what = What::kStatus;
  SettingsChange change;  // for kChange
  std::uint32_t n = 0;    // for kRetry
  SessionDone done;
};

class OrderBox {
 public:
  OrderBox();

  // The order comes back, not answered, when the session takes none any more.
  [[nodiscard]] std::optional<Order> post(Order order);
  // The session's part of the workers that it shares with others; 0: it shares none.
  void set_share(std::uint32_t workers);

  [[nodiscard]] std::uint32_t share() const { return share_.load(); }
  [[nodiscard]] int fd() const { return wake_.get(); }
  [[nodiscard]] std::vector<Order> take();
  // No more orders from now on; those that wait.
  [[nodiscard]] std::vector<Order> close();

 private:
  static constexpr std::size_t kMostWaiting = 256;
  struct State {
    std::vector<Order> waiting;
    bool closed = false;
  };
  void wake() const;

  UniqueFd wake_;
  std::atomic<std::uint32_t> share_{0};
  Guarded<State> state_;
};

}  // namespace photosieve
