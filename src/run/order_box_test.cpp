// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/order_box.h"

#include <gtest/gtest.h>
#include <poll.h>

#include <thread>

namespace photosieve {
namespace {

bool readable(const OrderBox& box) {
  pollfd wait{box.fd(), POLLIN, 0};
  return ::poll(&wait, 1, 0) == 1;
}

TEST(OrderBox, AnOrderWakesItsReaderAndComesOnce) {
  OrderBox box;
  EXPECT_FALSE(readable(box));
  std::thread([&box] { EXPECT_FALSE(box.post({.what = Order::What::kPause})); }).join();
  EXPECT_TRUE(readable(box));
  const auto orders = box.take();
  ASSERT_EQ(orders.size(), 1U);
  EXPECT_EQ(orders[0].what, Order::What::kPause);
  EXPECT_FALSE(readable(box));
  EXPECT_TRUE(box.take().empty());
}

TEST(OrderBox, AShareThatChangesWakesItsReader) {
  OrderBox box;
  box.set_share(0);
  EXPECT_FALSE(readable(box)) << "nothing changed";
  box.set_share(3);
  EXPECT_TRUE(readable(box));
  EXPECT_EQ(box.share(), 3U);
}

TEST(OrderBox, AClosedBoxGivesAnOrderBack) {
  OrderBox box;
  EXPECT_FALSE(box.post({.what = Order::What::kPause}));
  EXPECT_EQ(box.close().size(), 1U);
  const auto back = box.post({.what = Order::What::kResume});
  ASSERT_TRUE(back);
  EXPECT_EQ(back->what, Order::What::kResume);
}

TEST(OrderBox, TooManyOrdersAreRefusedAtOnce) {
  OrderBox box;
  int refused = 0;
  for (int i = 0; i < 300; ++i)
    EXPECT_FALSE(box.post({.done = [&](const Asked<Session>& answer) {
      ++refused;
      EXPECT_EQ(answer.error().code, CommandCode::kTooManyRequests);
    }}));
  EXPECT_EQ(refused, 44);
}

}  // namespace
}  // namespace photosieve
