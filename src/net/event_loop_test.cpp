// SPDX-License-Identifier: Apache-2.0
#include "net/event_loop.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <array>
#include <atomic>
#include <thread>
#include <vector>

namespace photosieve::net {
namespace {

TEST(EventLoop, RunsPostsOfOneThreadInTheirOrder) {
  auto loop = *EventLoop::create();
  std::vector<int> said;
  std::thread other([&] {
    for (int i = 0; i < 1000; ++i) loop->post([&said, i] { said.push_back(i); });
    loop->stop();
  });
  loop->run();
  other.join();
  ASSERT_EQ(said.size(), 1000U);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(said[static_cast<std::size_t>(i)], i);
}

TEST(EventLoop, RunsInOrderAtOnceOnlyWhenNothingWaits) {
  auto loop = *EventLoop::create();
  std::vector<int> said;
  loop->post([&] {
    loop->run_in_order([&] { said.push_back(1); });
    loop->post([&] { said.push_back(3); });
    loop->run_in_order([&] { said.push_back(4); });  // waits behind the post
    said.push_back(2);
    loop->post([&] { loop->stop(); });
  });
  loop->run();
  EXPECT_EQ(said, (std::vector<int>{1, 2, 3, 4}));
}

TEST(EventLoop, GoesOnWithWorkThatTheEndOfATurnHasLeft) {
  auto loop = *EventLoop::create();
  int turns = 0;
  const std::function<void()> again = [&] {
    if (++turns == 100)
      loop->stop();
    else
      loop->after_turn([&] { again(); });
  };
  loop->post([&] { again(); });
  loop->run();
  EXPECT_EQ(turns, 100);
}

class Echo final : public IoHandler {
 public:
  Echo(EventLoop& loop, int fd) : loop_(loop), fd_(fd) {}
  void on_io(std::uint32_t) override {
    const ssize_t got = ::read(fd_, loop_.scratch().data(), loop_.scratch().size());
    if (got <= 0 || ::write(fd_, loop_.scratch().data(), static_cast<std::size_t>(got)) != got)
      loop_.stop();
  }

 private:
  EventLoop& loop_;
  int fd_;
};

TEST(EventLoop, TellsWhatIsReadableAndStopsWhenTold) {
  auto loop = *EventLoop::create();
  std::array<int, 2> pair{};
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()), 0);
  UniqueFd near(pair[0]);
  UniqueFd far(pair[1]);
  Echo echo(*loop, far.get());
  ASSERT_TRUE(loop->watch(far.get(), EPOLLIN, echo));
  std::thread thread([&] { loop->run(); });
  std::array<char, 5> answer{};
  EXPECT_EQ(::write(near.get(), "hello", 5), 5);
  EXPECT_EQ(::recv(near.get(), answer.data(), 5, MSG_WAITALL), 5);
  EXPECT_EQ(std::string_view(answer.data(), 5), "hello");
  near.reset();
  thread.join();
}

TEST(EventLoop, RunsTimersAtTheirTime) {
  auto loop = *EventLoop::create();
  SystemClock clock;
  const SteadyNs deadline = clock.steady() + 20'000'000;
  Timer timer(loop->timers(), loop.get(),
              [](void* stopped) { static_cast<EventLoop*>(stopped)->stop(); });
  timer.set(deadline);
  loop->run();
  EXPECT_GE(clock.steady(), deadline);
}

}  // namespace
}  // namespace photosieve::net
