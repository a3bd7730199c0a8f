// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/readers.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <atomic>
#include <filesystem>
#include <future>
#include <thread>

namespace photosieve {
namespace {

struct ReadersTest : testing::Test {
  ReadersTest() {
    std::string pattern = testing::TempDir() + "readersXXXXXX";
    folder = ::mkdtemp(pattern.data());
  }
  ~ReadersTest() override { std::filesystem::remove_all(folder); }
  [[nodiscard]] std::string database() const { return "sqlite:" + folder + "/p.db"; }
  std::string folder;
};

TEST_F(ReadersTest, AJobHasAStoreAndAThreadOfItsOwn) {
  Readers readers;
  ASSERT_TRUE(readers.start(database(), 2));
  // Both jobs wait for each other: they run at the same time.
  std::promise<void> first;
  std::promise<void> second;
  std::promise<std::pair<Store*, std::thread::id>> seen;
  ASSERT_TRUE(readers.post([&](Store& store) {
    first.set_value();
    second.get_future().wait();
    seen.set_value({&store, std::this_thread::get_id()});
  }));
  std::promise<Store*> other;
  ASSERT_TRUE(readers.post([&](Store& store) {
    first.get_future().wait();
    second.set_value();
    other.set_value(&store);
  }));
  const auto [store, thread] = seen.get_future().get();
  EXPECT_NE(store, other.get_future().get());
  EXPECT_NE(thread, std::this_thread::get_id());
}

TEST_F(ReadersTest, TooManyJobsAreRefusedAndThoseThatWaitAreDroppedAtTheEnd) {
  Readers readers;
  ASSERT_TRUE(readers.start(database(), 1));
  std::promise<void> go;
  std::promise<void> begun;
  ASSERT_TRUE(readers.post([&](Store&) {
    begun.set_value();
    go.get_future().wait();
  }));
  begun.get_future().wait();
  std::atomic<int> run{0};
  const auto held = std::make_shared<int>(1);
  for (std::size_t i = 0; i < Readers::kMostWaiting; ++i)
    ASSERT_TRUE(readers.post([&run, held](Store&) { ++run; })) << i;
  EXPECT_FALSE(readers.post([&](Store&) { ++run; }));
  std::jthread releaser([&] {
    while (held.use_count() > 1) std::this_thread::yield();
    go.set_value();
  });
  readers.stop();
  EXPECT_EQ(run, 0);
  EXPECT_EQ(held.use_count(), 1);
  EXPECT_FALSE(readers.post([&](Store&) { ++run; })) << "it has stopped";
}

TEST_F(ReadersTest, ADatabaseThatCannotBeOpenedIsSaidAtTheStart) {
  Readers readers;
  EXPECT_FALSE(readers.start("mysql:x", 1));
}

}  // namespace
}  // namespace photosieve
