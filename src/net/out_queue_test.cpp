// SPDX-License-Identifier: Apache-2.0
#include "net/out_queue.h"

#include <gtest/gtest.h>
#include <malloc.h>

#include <algorithm>
#include <array>
#include <string>

namespace photosieve::net {
namespace {

WirePtr keyed(const std::string& text, const std::string& key) {
  auto packet = std::make_shared<WirePacket>();
  packet->bytes = text;
  packet->key = key;
  return packet;
}

// What the kernel would be offered next.
std::string offered(const OutQueue& queue) {
  std::array<iovec, 8> slices{};
  std::string text;
  const std::size_t count = queue.gather(slices);
  for (std::size_t i = 0; i < count; ++i)
    text.append(static_cast<const char*>(slices[i].iov_base), slices[i].iov_len);
  return text;
}

TEST(OutQueue, GivesBytesInOrderWhereverTheKernelStops) {
  OutQueue queue;
  for (const char* text : {"abc", "de", "f"}) queue.push(wire_raw(text));
  EXPECT_GE(queue.held(), 6U);
  std::string written;
  while (!queue.empty()) {
    written += offered(queue).substr(0, 1);
    queue.consume(1);
  }
  EXPECT_EQ(written, "abcdef");
  EXPECT_EQ(queue.held(), 0U);
}

TEST(OutQueue, KeepsTheNewestOfAKeyBehindWhatCameBetween) {
  OutQueue queue;
  queue.push(keyed("p1", "p"));
  queue.push(wire_raw("x"));
  queue.push(keyed("q1", "q"));
  queue.push(keyed("p2", "p"));
  EXPECT_EQ(offered(queue), "xq1p2");
  EXPECT_EQ(queue.size(), 3U);
}

TEST(OutQueue, LeavesAKeyedPacketAloneOnceTheKernelHasAPart) {
  OutQueue queue;
  queue.push(keyed("first", "p"));
  queue.consume(2);
  queue.push(keyed("second", "p"));
  EXPECT_EQ(offered(queue), "rstsecond");
  queue.push(keyed("third", "p"));
  EXPECT_EQ(offered(queue), "rstthird");
}

TEST(OutQueue, DoesNotGrowWithAMillionPacketsOfOneKey) {
  OutQueue queue;
  queue.push(wire_raw("head"));
  queue.consume(1);
  const WirePtr packet = keyed(std::string(600, 'x'), "p");
  for (int i = 0; i < 1'000'000; ++i) queue.push(packet);
  EXPECT_EQ(queue.size(), 2U);
  EXPECT_EQ(queue.held(), OutQueue::cost(*packet) + OutQueue::cost(*wire_raw("head")));
}

TEST(OutQueue, ForgetsItsPastThoughItNeverRunsDry) {
  OutQueue queue;
  queue.push(wire_raw("x"));
  for (int i = 0; i < 10'000; ++i) {
    queue.push(wire_raw("x"));
    queue.consume(1);
    ASSERT_EQ(queue.size(), 1U);
    ASSERT_EQ(queue.held(), OutQueue::cost(*wire_raw("x")));
  }
}

TEST(OutQueue, CountsTheMemoryThatAPacketTakesNotOnlyItsBytes) {
  constexpr std::size_t kPackets = 20'000;
  OutQueue queue;
  const auto in_use = [] { return ::mallinfo2().uordblks; };
  const std::size_t before = in_use();
  for (std::size_t i = 0; i < kPackets; ++i) queue.push(wire_text("2"));
  const std::size_t taken = in_use() - before;
  if (taken == 0) GTEST_SKIP() << "this build's allocator does not say what is in use";
  EXPECT_GE(queue.held(), taken);
  EXPECT_LE(queue.held(), taken * 3 / 2);
}

TEST(OutQueue, HoldsNothingOnceEverythingHasGoneWhateverTheWay) {
  const std::string text(100, 'x');
  OutQueue queue;
  for (int i = 0; i < 5; ++i) queue.push(i == 1 ? keyed(text, "k") : wire_text("4" + text));
  queue.push(keyed(text, "k"));
  (void)queue.take();
  (void)queue.take_payload(150);
  while (!queue.empty()) queue.consume(std::min<std::size_t>(offered(queue).size(), 60));
  EXPECT_EQ(queue.held(), 0U);
}

TEST(OutQueue, MakesPayloadsOfAboutALimit) {
  OutQueue queue;
  for (int i = 0; i < 4; ++i) queue.push(wire_text("4" + std::string(10, 'a')));
  EXPECT_EQ(queue.take_payload(30),
            "4aaaaaaaaaa\x1e"
            "4aaaaaaaaaa");
  EXPECT_EQ(queue.size(), 2U);
  EXPECT_EQ(queue.take_payload(1), "4aaaaaaaaaa") << "one at least";
  EXPECT_EQ(queue.take()->payload(WirePacket::Part{2, 11, false}), "4aaaaaaaaaa");
  EXPECT_TRUE(queue.empty());
}

}  // namespace
}  // namespace photosieve::net
