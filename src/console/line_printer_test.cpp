// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/line_printer.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <thread>

namespace photosieve {
namespace {

struct LinePrinterTest : testing::Test {
  LinePrinterTest() { EXPECT_EQ(::pipe2(fds.data(), O_NONBLOCK), 0); }
  ~LinePrinterTest() override {
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

TEST_F(LinePrinterTest, DrawsOverItsOwnLineAndPutsOthersAboveIt) {
  LinePrinter printer(fds[1], true);
  printer.draw("1/3");
  EXPECT_EQ(written(), "\x1b[?7l1/3\x1b[?7h");
  printer.draw("1/3");
  EXPECT_EQ(written(), "") << "the same line is not drawn again";
  printer.print("25 % done");
  EXPECT_EQ(written(), "\r\x1b[K25 % done\n\x1b[?7l1/3\x1b[?7h");
  printer.clear();
  EXPECT_EQ(written(), "\r\x1b[K");
  printer.clear();
  printer.print("done");
  EXPECT_EQ(written(), "done\n") << "nothing is drawn any more";
}

TEST_F(LinePrinterTest, ElsewhereOnlyLinesThatStayAreWritten) {
  LinePrinter printer(fds[1], false);
  printer.draw("1/3");
  printer.print("25 % done");
  EXPECT_EQ(written(), "25 % done\n");
  EXPECT_EQ(printer.columns(), 79U);
}

TEST_F(LinePrinterTest, RowsThatANarrowTerminalBreaksTheLineIntoAreTakenAway) {
  LinePrinter printer(fds[1], true);  // 80 columns: a pipe has none of its own
  printer.draw(std::string(200, 'x'));
  (void)written();
  printer.draw("\x1b[32m1/3\x1b[0m");
  EXPECT_EQ(written(), "\r\x1b[K\x1b[A\x1b[K\x1b[A\x1b[K\x1b[?7l\x1b[32m1/3\x1b[0m\x1b[?7h");
  printer.draw("2/3");
  EXPECT_EQ(written(), "\r\x1b[K\x1b[?7l2/3\x1b[?7h");
}

TEST_F(LinePrinterTest, WaitsForAFullPipeAndLosesNothing) {
  LinePrinter printer(fds[1], false);
  std::string all;
  std::thread reader([&] {
    while (all.size() < 200'002) {
      pollfd ready{fds[0], POLLIN, 0};
      (void)::poll(&ready, 1, -1);
      all += written();
    }
  });
  printer.print(std::string(100'000, 'a'));
  printer.print(std::string(100'000, 'b'));
  reader.join();
  EXPECT_EQ(all, std::string(100'000, 'a') + "\n" + std::string(100'000, 'b') + "\n");
}

TEST_F(LinePrinterTest, ATerminalThatIsGoneIsNoError) {
  ::signal(SIGPIPE, SIG_IGN);
  LinePrinter printer(fds[1], true);
  ::close(fds[0]);
  printer.print("nobody reads this");
  printer.draw("nor this");
  fds[0] = ::dup(fds[1]);
}

}  // namespace
}  // namespace photosieve
