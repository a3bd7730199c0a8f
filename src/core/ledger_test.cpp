// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

PhotoResult result_of(std::uint32_t n) {
  PhotoResult result;
  result.n = n;
  return result;
}

TEST(Ledger, StoresTheFirstResultAtOnceAndLaterOnesWhenItIsWorthIt) {
  Ledger ledger;
  EXPECT_FALSE(ledger.due({}));
  ledger.add_result(result_of(1), {});
  EXPECT_TRUE(ledger.due({}));
  EXPECT_EQ(ledger.take({}).results.size(), 1U);
  (void)ledger.committed();

  ledger.add_result(result_of(2), {.steady = 1'000'000'000});
  ledger.add_result(result_of(3), {.steady = 1'400'000'000});
  EXPECT_FALSE(ledger.due({.steady = 1'499'000'000}));
  EXPECT_TRUE(ledger.due({.steady = 1'500'000'000}));
  EXPECT_EQ(ledger.take({}).results.size(), 2U);
}

TEST(Ledger, BatchesThatEndQuicklyAreCommittedTogether) {
  Ledger ledger;
  (void)ledger.take({});
  (void)ledger.committed();
  ledger.add_result({}, {.steady = 1'000'000'000});
  ledger.batch_ended();
  EXPECT_FALSE(ledger.due({.steady = 1'010'000'000}));
  ledger.add_result({}, {.steady = 1'020'000'000});
  ledger.batch_ended();
  EXPECT_FALSE(ledger.due({.steady = 1'099'999'999}));
  ASSERT_TRUE(ledger.due({.steady = 1'100'000'000}));
  EXPECT_EQ(ledger.take({}).results.size(), 2U);
  EXPECT_TRUE(ledger.committed().empty());
  ledger.add_result({}, {.steady = 1'200'000'000});
  EXPECT_FALSE(ledger.due({.steady = 1'300'000'000})) << "no batch has ended since";
}

TEST(Ledger, TellsOnlyWhatItsCommitHolds) {
  Ledger ledger;
  ledger.add_error("s", "worker", "a worker died", 3, true, {});
  (void)ledger.take({});
  ledger.add_event(ProcessingPaused{.session_id = "s"});
  EXPECT_FALSE(ledger.due({})) << "one commit at a time";
  const auto first = ledger.committed();
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(event_name(first[0]), "processing_error");
  ledger.hurry();
  ASSERT_TRUE(ledger.due({}));
  (void)ledger.take({});
  const auto second = ledger.committed();
  ASSERT_EQ(second.size(), 1U);
  EXPECT_EQ(event_name(second[0]), "processing_paused");
}

}  // namespace
}  // namespace photosieve
