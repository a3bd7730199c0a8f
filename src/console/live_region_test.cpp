// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/live_region.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <thread>

namespace photosieve {
namespace {

struct LiveRegionTest : testing::Test {
  LiveRegionTest() { EXPECT_EQ(::pipe2(fds.data(), O_NONBLOCK), 0); }
  ~LiveRegionTest() override {
    ::close(fds[0]);
    ::close(fds[1]);
  }
  std::string written() const {
    std::array<char, 4096> bytes{};
    const ssize_t got = ::read(fds[0], bytes.data(), bytes.size());
    return got > 0 ? std::string(bytes.data(), static_cast<std::size_t>(got)) : std::string();
  }
  std::array<int, 2> fds{};
};

// What a frame of these rows looks like on the wire.
std::string framed(const std::string& before, const std::string& rows) {
  return "\x1b[?2026h" + before + "\x1b[?7l" + rows + "\x1b[?7h\x1b[?2026l";
}

TEST_F(LiveRegionTest, DrawsOverItsOwnLinesAndPutsOthersAboveThem) {
  LiveRegion region(fds[1], true);
  region.draw({"1/3", "a.jpg"});
  EXPECT_EQ(written(), framed("\x1b[?25l", "1/3\x1b[K\na.jpg\x1b[K"));
  region.draw({"1/3", "a.jpg"});
  EXPECT_EQ(written(), "") << "the same lines are not drawn again";
  region.draw({"2/3", "b.jpg"});
  EXPECT_EQ(written(), framed("\r\x1b[A", "2/3\x1b[K\nb.jpg\x1b[K"));
  region.print("25 % done");
  EXPECT_EQ(written(), framed("\r\x1b[K\x1b[A\x1b[K25 % done\n", "2/3\x1b[K\nb.jpg\x1b[K"));
  region.draw({"3/3"});
  EXPECT_EQ(written(), framed("\r\x1b[K\x1b[A\x1b[K", "3/3\x1b[K")) << "a row less";
  region.clear();
  EXPECT_EQ(written(), "\r\x1b[K\x1b[?25h");
  region.clear();
  region.print("done");
  EXPECT_EQ(written(), "done\n") << "nothing is drawn any more";
}

TEST_F(LiveRegionTest, WhatWasForgottenIsLeftWhereItStands) {
  LiveRegion region(fds[1], true);
  region.draw({"1/3"});
  (void)written();
  region.forget();
  region.draw({"1/3"});
  EXPECT_EQ(written(), framed("\x1b[?25l", "1/3\x1b[K"));
}

TEST_F(LiveRegionTest, ElsewhereOnlyLinesThatStayAreWritten) {
  LiveRegion region(fds[1], false);
  region.draw({"1/3"});
  region.send("\x07");
  region.print("25 % done");
  EXPECT_EQ(written(), "25 % done\n");
  EXPECT_EQ(region.size().columns, 79U);
  EXPECT_EQ(LiveRegion(fds[1], false, 200).size().columns, 200U);
}

TEST_F(LiveRegionTest, RowsThatANarrowTerminalBreaksTheLineIntoAreTakenAway) {
  LiveRegion region(fds[1], true);  // 80 columns: a pipe has none of its own
  region.draw({std::string(200, 'x'), std::string(81, 'y')});
  (void)written();
  region.draw({"\x1b[32m1/3\x1b[0m"});
  std::string five_rows = "\r\x1b[K";
  for (int i = 1; i < 5; ++i) five_rows += "\x1b[A\x1b[K";
  EXPECT_EQ(written(), framed(five_rows, "\x1b[32m1/3\x1b[0m\x1b[K"));
  region.draw({"2/3"});
  EXPECT_EQ(written(), framed("\r", "2/3\x1b[K"));
}

TEST_F(LiveRegionTest, WaitsForAFullPipeAndLosesNothing) {
  LiveRegion region(fds[1], false);
  std::string all;
  std::thread reader([&] {
    while (all.size() < 200'002) {
      pollfd ready{fds[0], POLLIN, 0};
      (void)::poll(&ready, 1, -1);
      all += written();
    }
  });
  region.print(std::string(100'000, 'a'));
  region.print(std::string(100'000, 'b'));
  reader.join();
  EXPECT_EQ(all, std::string(100'000, 'a') + "\n" + std::string(100'000, 'b') + "\n");
}

TEST_F(LiveRegionTest, ATerminalThatIsGoneIsNoError) {
  ::signal(SIGPIPE, SIG_IGN);
  LiveRegion region(fds[1], true);
  ::close(fds[0]);
  region.print("nobody reads this");
  region.draw({"nor this"});
  fds[0] = ::dup(fds[1]);
}

}  // namespace
}  // namespace photosieve
