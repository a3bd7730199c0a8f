// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/line_printer.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <array>

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
  EXPECT_EQ(written(), "\r\x1b[J1/3");
  printer.draw("1/3");
  EXPECT_EQ(written(), "") << "the same line is not drawn again";
  printer.print("25 % done");
  EXPECT_EQ(written(), "\r\x1b[J25 % done\n1/3");
  printer.clear();
  EXPECT_EQ(written(), "\r\x1b[J");
}

TEST_F(LinePrinterTest, ElsewhereOnlyLinesThatStayAreWritten) {
  LinePrinter printer(fds[1], false);
  printer.draw("1/3");
  printer.print("25 % done");
  EXPECT_EQ(written(), "25 % done\n");
  EXPECT_EQ(printer.columns(), 80U);
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
