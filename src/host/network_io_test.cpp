// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/network_io.h"

#include <gtest/gtest.h>

#include "host/test_tree.h"

namespace photosieve {
namespace {

constexpr SteadyNs kSecond = 1'000'000'000;
constexpr const char* kHead =
    "Inter-|   Receive                                                |  Transmit\n"
    " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs\n";

std::string line(const std::string& name, std::uint64_t received, std::uint64_t sent) {
  return "  " + name + ":" + std::to_string(received) + " 1 0 0 0 0 0 0 " + std::to_string(sent) +
         " 1 0 0 0 0 0 0\n";
}

TEST(NetworkIo, ReadsTheTableEvenWhereNameAndNumberTouch) {
  const std::string text = kHead + line("eth0", 4995318816, 5765828) + "nonsense\n eth1: 1 2\n";
  const auto table = network_table(text);
  ASSERT_EQ(table.size(), 1U);
  EXPECT_EQ(table[0].name, "eth0");
  EXPECT_EQ(table[0].received, 4995318816U);
  EXPECT_EQ(table[0].sent, 5765828U);
}

TEST(NetworkIo, BytesThatPassABridgeCountOnceAndLoopbackNever) {
  const TestTree tree;
  tree.put("/sys/class/net/eth0/device/vendor", "x");
  tree.put("/sys/class/net/br0/address", "x");
  NetworkMeter meter(tree.root());
  const auto text = [](std::uint64_t mb) {
    const std::uint64_t bytes = mb << 20;
    return kHead + line("lo", bytes * 9, bytes * 9) + line("eth0", bytes, bytes * 2) +
           line("br0", bytes, bytes * 2);
  };
  EXPECT_EQ(meter.step(text(1), kSecond).sent_mb_s, std::nullopt);
  const NetworkUse use = meter.step(text(2), 2 * kSecond);
  EXPECT_EQ(use.received_mb_s, 1.0);
  EXPECT_EQ(use.sent_mb_s, 2.0);
}

TEST(NetworkIo, InAContainerAllButLoopbackCount) {
  const TestTree tree;
  NetworkMeter meter(tree.root());
  (void)meter.step(line("lo", 0, 0) + line("eth0", 0, 0), kSecond);
  EXPECT_EQ(
      meter.step(line("lo", 9 << 20, 0) + line("eth0", 1 << 20, 0), 2 * kSecond).received_mb_s,
      1.0);
}

TEST(NetworkIo, WithoutAnInterfaceItIsUnknown) {
  const TestTree tree;
  NetworkMeter meter(tree.root());
  (void)meter.step(line("lo", 0, 0), kSecond);
  EXPECT_EQ(meter.step(line("lo", 5, 5), 2 * kSecond).received_mb_s, std::nullopt);
}

}  // namespace
}  // namespace photosieve
