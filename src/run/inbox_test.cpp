// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/inbox.h"

#include <gtest/gtest.h>
#include <poll.h>

#include <thread>

namespace photosieve {
namespace {

bool awake(const Inbox& inbox, int wait_ms) {
  pollfd fd{inbox.fd(), POLLIN, 0};
  return ::poll(&fd, 1, wait_ms) == 1;
}

TEST(Inbox, WakesTheReaderAndKeepsTheOrder) {
  Inbox inbox;
  EXPECT_FALSE(awake(inbox, 0));
  std::thread poster([&] {
    for (std::uint32_t n = 1; n <= 1000; ++n) inbox.post(input::WorkerUp{n});
  });
  std::uint32_t seen = 0;
  while (seen < 1000) {
    ASSERT_TRUE(awake(inbox, 5000));
    inbox.forget_wake();
    while (const auto input = inbox.take())
      ASSERT_EQ(std::get<input::WorkerUp>(*input).worker, ++seen);
  }
  poster.join();
}

TEST(Inbox, AClosedOneDropsWhatComesAndNobodyWaits) {
  Inbox inbox;
  inbox.close();
  for (int i = 0; i < 1000; ++i) inbox.post(input::Tick{});
  EXPECT_FALSE(inbox.take().has_value());
}

}  // namespace
}  // namespace photosieve
