// SPDX-License-Identifier: Apache-2.0
#include "base/stop_signal.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>

namespace photosieve {
namespace {

TEST(StopSignal, CountsSignalsAndWakesWhoWaits) {
  const StopSignal stop;
  pollfd fd{stop.fd(), POLLIN, 0};
  EXPECT_EQ(::poll(&fd, 1, 0), 0);
  EXPECT_EQ(stop.count(), 0);
  ::raise(SIGINT);
  EXPECT_EQ(::poll(&fd, 1, 1000), 1);
  EXPECT_EQ(stop.count(), 1);
  ::raise(SIGTERM);
  EXPECT_EQ(stop.count(), 2);
}

TEST(StopSignal, WhatWasIgnoredStaysIgnored) {
  ::signal(SIGHUP, SIG_IGN);  // as nohup does before it starts a program
  {
    const StopSignal stop;
    ::raise(SIGHUP);
    EXPECT_EQ(stop.count(), 0);
    ::raise(SIGINT);
    EXPECT_EQ(stop.count(), 1);
  }
  struct sigaction now {};
  ::sigaction(SIGHUP, nullptr, &now);
  EXPECT_EQ(now.sa_handler, SIG_IGN);
  ::signal(SIGHUP, SIG_DFL);
}

TEST(StopSignal, ANewOneStartsFromNothing) {
  {
    const StopSignal first;
    ::raise(SIGTERM);
  }
  const StopSignal second;
  pollfd fd{second.fd(), POLLIN, 0};
  EXPECT_EQ(::poll(&fd, 1, 0), 0);
  EXPECT_EQ(second.count(), 0);
}

TEST(StopSignal, LeavesTheDefaultBehindIt) {
  { const StopSignal stop; }
  struct sigaction now {};
  ::sigaction(SIGINT, nullptr, &now);
  EXPECT_EQ(now.sa_handler, SIG_DFL);
}

}  // namespace
}  // namespace photosieve
