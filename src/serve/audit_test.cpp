// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/audit.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <future>

namespace photosieve {
namespace {

TEST(Audit, IsStoredBeforeItIsAnswered) {
  std::string folder = testing::TempDir() + "auditXXXXXX";
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const std::string database = "sqlite:" + folder + "/p.db";
  const auto store = open_store(database);
  ASSERT_TRUE(store);
  ManualClock clock;
  {
    Readers readers;
    ASSERT_TRUE(readers.start(database, 1));
    std::promise<std::size_t> stored;
    Audit(readers, clock).record({.who = "token file", .action = "pause_session"}, [&] {
      stored.set_value((*store)->audit({}, 10)->size());
    });
    EXPECT_EQ(stored.get_future().get(), 1U);
    const auto entries = (*store)->audit({}, 10);
    ASSERT_TRUE(entries);
    EXPECT_EQ(entries->front().at, clock.wall());
    EXPECT_EQ(entries->front().who, "token file");
    EXPECT_FALSE(entries->front().id.empty());
  }
  std::filesystem::remove_all(folder);
}

TEST(Audit, WhatCannotBeRecordedIsAnsweredAllTheSame) {
  ManualClock clock;
  Readers readers;  // that nobody started: what is posted waits
  for (std::size_t i = 0; i < Readers::kMostWaiting; ++i) ASSERT_TRUE(readers.post([](Store&) {}));
  bool answered = false;
  Audit(readers, clock).record({.action = "pause_session"}, [&] { answered = true; });
  EXPECT_TRUE(answered);
}

}  // namespace
}  // namespace photosieve
