// PendingOrders: orders that were given to a session and have not taken effect.
//
// Each is answered once, with what is stored: a pause when the session is paused, and so on; one
// that was overtaken by another, or by the session's end, is told so.
// Threads: one.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "run/order_box.h"

namespace photosieve {

class PendingOrders {
 public:
  // To be called when what the order asks was given to the session's core.
  void add(Order order);
  // `session` as it is stored; `over` when nothing will change it any more.
  void settle(const Session& session, bool over);
  // The session can keep no promise any more.
  void give_up(const Error& error);

  [[nodiscard]] bool empty() const { return waiting_.empty(); }

 private:
  std::vector<Order> waiting_;
};

}  // namespace photosieve
