// SPDX-License-Identifier: Apache-2.0
#include "net/request_memory.h"

#include <gtest/gtest.h>

namespace photosieve::net {
namespace {

using Verdict = RequestMemory::Verdict;

TEST(RequestMemory, RunsARequestOnceAndGivesItsAnswerAgain) {
  RequestMemory memory(10, 1000);
  EXPECT_EQ(memory.begin("a", {}, 0).verdict, Verdict::kRun);
  int told = 0;
  const Args seven{Json(7)};
  EXPECT_EQ(memory
                .begin(
                    "a", [&](const Args& args) { told = args[0].get<int>(); }, 0)
                .verdict,
            Verdict::kWait);
  for (const auto& answer : memory.finish("a", &seven)) answer(seven);
  EXPECT_EQ(told, 7);
  const auto again = memory.begin("a", {}, 0);
  EXPECT_EQ(again.verdict, Verdict::kAnswered);
  ASSERT_TRUE(again.args.has_value());
  EXPECT_EQ((*again.args)[0], 7);
  EXPECT_EQ(memory.begin("b", {}, 0).verdict, Verdict::kRun);
}

TEST(RequestMemory, GivesNothingWhereNoAnswerWasGiven) {
  RequestMemory memory(10, 1000);
  EXPECT_EQ(memory.begin("a", {}, 0).verdict, Verdict::kRun);
  EXPECT_TRUE(memory.finish("a", nullptr).empty());
  const auto again = memory.begin("a", {}, 0);
  EXPECT_EQ(again.verdict, Verdict::kAnswered);
  EXPECT_FALSE(again.args.has_value());
  EXPECT_TRUE(memory.finish("unknown", nullptr).empty());
}

TEST(RequestMemory, ForgetsTheOldestByNumberAndByAge) {
  RequestMemory memory(3, 1000);
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(memory.begin(std::to_string(i), {}, i).verdict, Verdict::kRun);
  EXPECT_LE(memory.size(), 4U);
  EXPECT_EQ(memory.begin("99", {}, 100).verdict, Verdict::kWait);
  EXPECT_EQ(memory.begin("99", {}, 2'000'000'000).verdict, Verdict::kRun) << "two seconds later";
}

}  // namespace
}  // namespace photosieve::net
