// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/pending_orders.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

using What = Order::What;

struct PendingOrdersTest : testing::Test {
  void order(What what) {
    Order order;
    order.what = what;
    const std::size_t place = answers.size();
    answers.emplace_back("waits");
    order.done = [this, place](const Asked<Session>& answer) {
      EXPECT_EQ(answers[place], "waits") << "answered twice";
      answers[place] = answer ? std::string(name(answer->status)) : answer.error().message;
    };
    pending.add(std::move(order));
  }
  void settle(SessionStatus status, bool over = false) {
    Session session;
    session.status = status;
    pending.settle(session, over);
  }
  std::vector<std::string> answers;
  PendingOrders pending;
};

TEST_F(PendingOrdersTest, APauseIsAnsweredWhenTheSessionIsPaused) {
  order(What::kPause);
  settle(SessionStatus::kRunning);
  EXPECT_EQ(answers[0], "waits");
  order(What::kPause);
  settle(SessionStatus::kPaused);
  EXPECT_EQ(answers, (std::vector<std::string>{"paused", "paused"}));
  EXPECT_TRUE(pending.empty());
}

TEST_F(PendingOrdersTest, APauseThatIsOvertakenIsToldSo) {
  order(What::kPause);
  settle(SessionStatus::kRunning);
  order(What::kResume);
  settle(SessionStatus::kRunning);
  EXPECT_EQ(answers[0], "The session was resumed before it had paused; pause it again");
  EXPECT_EQ(answers[1], "running");
}

TEST_F(PendingOrdersTest, WhoWaitsForItToGoOnIsToldOfAPause) {
  order(What::kResume);
  settle(SessionStatus::kPaused);
  order(What::kPause);
  settle(SessionStatus::kPaused);
  EXPECT_EQ(answers[0], "The session was paused before it had gone on; resume it again");
  EXPECT_EQ(answers[1], "paused");
}

TEST_F(PendingOrdersTest, TheEndAnswersAllThatWait) {
  order(What::kPause);
  order(What::kStatus);
  order(What::kStarted);
  settle(SessionStatus::kComplete, true);
  EXPECT_EQ(answers, (std::vector<std::string>{"The session is complete: there is nothing to pause",
                                               "complete", "complete"}));
  order(What::kCancel);
  settle(SessionStatus::kCancelled, true);
  EXPECT_EQ(answers[3], "cancelled");
}

TEST_F(PendingOrdersTest, AStoreThatFailsIsSaid) {
  order(What::kResume);
  pending.give_up({ErrorKind::kFatal, "the disk is gone"});
  EXPECT_EQ(answers[0], "the disk is gone");
}

}  // namespace
}  // namespace photosieve
