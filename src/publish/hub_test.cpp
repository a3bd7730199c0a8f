// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/hub.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace photosieve {
namespace {

ProgressUpdate progress(std::uint32_t image, std::string session = "s") {
  ProgressUpdate update;
  update.session_id = std::move(session);
  update.current_image = image;
  return update;
}
StageChange stage(std::string message) {
  return {"s", Stage::kProcessing, std::move(message), 0};
}

TEST(Hub, KeepsTheNewestProgressAndEverythingElseInOrder) {
  Hub hub;
  const auto mailbox = hub.subscribe("s", {});
  hub.publish(progress(1));
  hub.publish(stage("a"));
  hub.publish(progress(2));
  hub.publish(stage("b"));
  hub.publish(progress(3));
  hub.publish(progress(9, "another"));
  const auto taken = mailbox->take();
  ASSERT_EQ(taken.events.size(), 3U);
  EXPECT_EQ(std::get<StageChange>(*taken.events[0]).message, "a");
  EXPECT_EQ(std::get<StageChange>(*taken.events[1]).message, "b");
  EXPECT_EQ(std::get<ProgressUpdate>(*taken.events[2]).current_image, 3U);
  EXPECT_TRUE(mailbox->take().events.empty());
}

TEST(Hub, WhoComesLateFindsTheNewestProgress) {
  Hub hub;
  EXPECT_FALSE(hub.latest("s").has_value());
  hub.publish(progress(5));
  hub.publish(progress(6));
  EXPECT_EQ(hub.latest("s")->current_image, 6U);
  hub.forget("s");
  EXPECT_FALSE(hub.latest("s").has_value());
}

TEST(Hub, AReaderThatNeverReadsIsCutOffAndTheOthersAreNot) {
  Hub hub;
  const auto slow = hub.subscribe("", {}, 10'000);
  const auto quick = hub.subscribe("", {}, 10'000);
  std::size_t seen = 0;
  for (int i = 0; i < 10'000; ++i) {
    hub.publish(stage("x"));
    seen += quick->take().events.size();
  }
  EXPECT_EQ(seen, 10'000U);
  const auto taken = slow->take();
  EXPECT_TRUE(taken.cut_off);
  EXPECT_EQ(hub.cut_off(), 1U);
  EXPECT_LT(taken.events.size(), 100U);
}

TEST(Hub, AReaderInAThreadOfItsOwnSeesEveryEventInOrderAndTheLastProgress) {
  constexpr int kEvents = 5000;
  Hub hub;
  std::mutex mutex;
  std::condition_variable woken;
  bool waiting = false;
  const auto mailbox = hub.subscribe(
      "s",
      [&] {
        const std::lock_guard lock(mutex);
        waiting = true;
        woken.notify_one();
      },
      100 << 20);
  int next = 0;
  std::uint32_t newest = 0;
  bool in_order = true;
  std::thread reader([&] {
    while (next < kEvents || newest < kEvents) {
      {
        std::unique_lock lock(mutex);
        woken.wait(lock, [&] { return waiting; });
        waiting = false;
      }
      for (const SharedEvent& event : mailbox->take().events) {
        if (const auto* change = std::get_if<StageChange>(event.get()))
          in_order = in_order && change->message == std::to_string(next++);
        if (const auto* update = std::get_if<ProgressUpdate>(event.get())) {
          in_order = in_order && update->current_image > newest;
          newest = update->current_image;
        }
      }
    }
  });
  for (int i = 0; i < kEvents; ++i) {
    hub.publish(stage(std::to_string(i)));
    hub.publish(progress(static_cast<std::uint32_t>(i) + 1));
  }
  reader.join();
  EXPECT_TRUE(in_order);
  EXPECT_EQ(next, kEvents);
  EXPECT_EQ(newest, static_cast<std::uint32_t>(kEvents));
  EXPECT_FALSE(mailbox->take().cut_off);
}

TEST(Hub, ManyThreadsPublishAndReadersComeAndGo) {
  Hub hub;
  std::atomic<int> wakes{0};
  const auto mailbox = hub.subscribe(
      "", [&] { ++wakes; }, 100 << 20);
  std::vector<std::thread> publishers;
  publishers.reserve(4);
  for (int t = 0; t < 4; ++t)
    publishers.emplace_back([&hub] {
      for (int i = 0; i < 500; ++i) {
        hub.publish(stage("x"));
        hub.publish(progress(1));
        (void)hub.subscribe("s", {})->take();
      }
    });
  for (std::thread& publisher : publishers) publisher.join();
  std::size_t stages = 0;
  for (const SharedEvent& event : mailbox->take().events)
    stages += std::holds_alternative<StageChange>(*event) ? 1 : 0;
  EXPECT_EQ(stages, 2000U);
  EXPECT_EQ(wakes.load(), 4000);
}

}  // namespace
}  // namespace photosieve
