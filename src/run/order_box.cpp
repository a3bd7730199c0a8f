// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/order_box.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <utility>

namespace photosieve {

OrderBox::OrderBox() : wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  PS_CHECK(wake_.valid());
}

void OrderBox::wake() const {
  const std::uint64_t one = 1;
  (void)!::write(wake_.get(), &one, sizeof one);
}

std::optional<Order> OrderBox::post(Order order) {
  enum class Taken : std::uint8_t { kYes, kClosed, kFull };
  const Taken taken = state_.with([&](State& state) {
    if (state.closed) return Taken::kClosed;
    if (state.waiting.size() >= kMostWaiting) return Taken::kFull;
    state.waiting.push_back(std::move(order));
    return Taken::kYes;
  });
  if (taken == Taken::kClosed) return order;
  if (taken == Taken::kYes)
    wake();
  else
    order.done(tl::unexpected(CommandError{CommandCode::kTooManyRequests,
                                           "Too many commands wait for this session; try again "
                                           "in a second"}));
  return std::nullopt;
}

void OrderBox::set_share(std::uint32_t workers) {
  if (share_.exchange(workers) != workers) wake();
}

std::vector<Order> OrderBox::take() {
  std::uint64_t count = 0;
  (void)!::read(wake_.get(), &count, sizeof count);
  return state_.with([](State& state) { return std::exchange(state.waiting, {}); });
}

std::vector<Order> OrderBox::close() {
  return state_.with([](State& state) {
    state.closed = true;
    return std::exchange(state.waiting, {});
  });
}

}  // namespace photosieve
