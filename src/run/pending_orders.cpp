// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/pending_orders.h"

#include <fmt/format.h>

#include <utility>

namespace photosieve {
namespace {

using What = Order::What;

bool in_effect(What what, SessionStatus status) {
  switch (what) {
    case What::kPause:
      return status == SessionStatus::kPaused;
    case What::kResume:
      return status == SessionStatus::kRunning;
    case What::kCancel:
      return status == SessionStatus::kCancelled;
    case What::kStatus:
    case What::kStarted:
    case What::kChange:
    case What::kRetry:
      break;
  }
  return true;
}

const char* verb(What what) {
  switch (what) {
    case What::kPause:
      return "pause";
    case What::kResume:
      return "resume";
    case What::kCancel:
      return "cancel";
    case What::kChange:
      return "change";
    case What::kRetry:
      return "judge again";
    case What::kStatus:
    case What::kStarted:
      break;
  }
  return "do";
}

void refuse(const Order& order, std::string message) {
  order.done(tl::unexpected(CommandError{CommandCode::kWrongState, std::move(message)}));
}

}  // namespace

void PendingOrders::add(Order order) {
  // Whoever waits for a pause hears that it will not come.
  if (order.what == What::kResume || order.what == What::kCancel)
    std::erase_if(waiting_, [&](const Order& one) {
      if (one.what != What::kPause) return false;
      refuse(one, order.what == What::kResume
                      ? "The session was resumed before it had paused; pause it again"
                      : "The session was cancelled before it had paused");
      return true;
    });
  // And whoever waits for it to go on, that it does not.
  if (order.what == What::kPause)
    std::erase_if(waiting_, [&](const Order& one) {
      if (one.what != What::kResume) return false;
      refuse(one, "The session was paused before it had gone on; resume it again");
      return true;
    });
  waiting_.push_back(std::move(order));
}

void PendingOrders::settle(const Session& session, bool over) {
  std::erase_if(waiting_, [&](const Order& one) {
    if (in_effect(one.what, session.status)) {
      one.done(session);
      return true;
    }
    if (over)
      refuse(one, fmt::format("The session is {}: there is nothing to {}", name(session.status),
                              verb(one.what)));
    return over;
  });
}

void PendingOrders::give_up(const Error& error) {
  for (const Order& one : std::exchange(waiting_, {}))
    one.done(tl::unexpected(CommandError{CommandCode::kInternal, error.message}));
}

}  // namespace photosieve
