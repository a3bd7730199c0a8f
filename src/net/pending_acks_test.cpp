// SPDX-License-Identifier: Apache-2.0
#include "net/pending_acks.h"

#include <gtest/gtest.h>

#include <vector>

namespace photosieve::net {
namespace {

TEST(PendingAcks, TellsEachCallbackOnce) {
  auto loop = *EventLoop::create();
  std::vector<std::string> said;
  const auto say = [&said](const std::string& name) {
    return [&said, name](const Result<Args>& got) {
      said.push_back(name + (got ? " answered" : " " + got.error().message));
    };
  };
  loop->post([&] {
    auto acks = std::make_shared<PendingAcks>(*loop, 3);
    acks->expect(1, 10'000, say("a"));
    acks->expect(2, 20, say("late"));
    acks->expect(3, 10'000, say("lost"));
    acks->expect(4, 10'000, say("one too many"));
    EXPECT_TRUE(acks->answer(1, {}));
    EXPECT_FALSE(acks->answer(1, {}));
    EXPECT_FALSE(acks->answer(99, {}));
    acks->expect(5, 40, [&, acks](const Result<Args>& got) {
      said.push_back(got ? "?" : "end");
      acks->fail_all("gone");
      loop->stop();
    });
  });
  loop->run();
  EXPECT_EQ(said, (std::vector<std::string>{"one too many too many acknowledgements are waited for",
                                            "a answered", "late no acknowledgement in time", "end",
                                            "lost gone"}));
}

}  // namespace
}  // namespace photosieve::net
