// SPDX-License-Identifier: Apache-2.0
#include "net/recovery_log.h"

#include <gtest/gtest.h>

#include <string>

namespace photosieve::net {
namespace {

class RecoveryLogTest : public testing::Test {
 protected:
  // Appends a packet and returns its offset.
  std::string append(const std::string& text, const Target& target = {},
                     const std::string& key = {}) {
    std::string given;
    log.append(
        target, now,
        [&](std::uint64_t, const std::string& offset) {
          given = offset;
          auto packet = std::make_shared<WirePacket>();
          packet->bytes = text;
          packet->key = key;
          return packet;
        },
        [](const WirePtr&) {});
    return given;
  }

  // "a b" of what a session has missed, or "lost".
  std::string missed(const RecoveryLog::Session& session,
                     const std::optional<std::string>& offset = std::nullopt) {
    const auto found = log.missed(session, offset);
    if (!found) return "lost";
    std::string text;
    for (const WirePtr& packet : found->packets) text += (text.empty() ? "" : " ") + packet->bytes;
    return text;
  }

  static constexpr SteadyNs kSecond = 1'000'000'000;
  SteadyNs now = 1000 * kSecond;
  RecoveryLog log{{true, 60'000, 10'000, 3}};
};

TEST_F(RecoveryLogTest, GivesWhatCameAfterTheOffsetAndConcernsTheSession) {
  const RecoveryLog::Session session{"pid", "sid", {{"r", 0}}, nullptr, 0, 0, false};
  const std::string first = append("a");
  append("b", {{"r"}, {}, {}});
  append("c", {{"elsewhere"}, {}, {}});
  append("d", {{}, {"r"}, {}});
  append("e", {{}, {"sid"}, {}});
  append("f", {{}, {}, "sid"});
  append("g", {{}, {}, "other"});
  append("h", {{"x", "sid"}, {}, {}});
  EXPECT_EQ(missed(session, first), "b f h");
  EXPECT_EQ(missed(session), "a b f h") << "no event has reached it: all since it connected";
}

TEST_F(RecoveryLogTest, GivesNothingFromBeforeARoomWasJoined) {
  append("a", {{"r"}, {}, {}});
  const RecoveryLog::Session session{"pid", "sid", {{"r", log.newest()}}, nullptr, 0, 0, false};
  append("b", {{"r"}, {}, {}});
  EXPECT_EQ(missed(session), "b");
}

TEST_F(RecoveryLogTest, RefusesOffsetsThatAreNotItsOwn) {
  const RecoveryLog::Session session{"pid", "sid", {}, nullptr, 0, 0, false};
  const std::string offset = append("a");
  for (const std::string& bad : {std::string("x"), std::string(), std::string("other123-1"),
                                 offset + "0", offset + "x", offset.substr(0, offset.size() - 1)})
    EXPECT_EQ(missed(session, bad), "lost") << bad;
}

TEST_F(RecoveryLogTest, SaysSoWhenThePacketsAreTooOldOrTooMany) {
  const RecoveryLog::Session session{"pid", "sid", {}, nullptr, 0, 0, false};
  const std::string first = append("a");
  const std::string second = append("b");
  now += 61 * kSecond;
  const std::string third = append("c");
  EXPECT_EQ(missed(session, first), "lost");
  EXPECT_EQ(missed(session, second), "c");
  append(std::string(9'600, 'x'));  // over 10,000 bytes with the other's
  EXPECT_EQ(missed(session, second), "lost");
  EXPECT_EQ(missed(session, third), std::string(9'600, 'x'));
  EXPECT_LE(log.packet_bytes(), 10'500U);
}

TEST_F(RecoveryLogTest, KeepsOnlyTheNewestOfAKeyForTheSameReceivers) {
  const RecoveryLog::Session session{"pid", "sid", {{"r", 0}}, nullptr, 0, 0, false};
  const std::string first = append("p1", {{"r"}, {}, {}}, "p");
  append("x");
  append("p2", {{"r"}, {}, {}}, "p");
  append("all", {}, "p");
  EXPECT_EQ(missed(session), "x p2 all");
  EXPECT_EQ(missed(session, first), "x p2 all");
}

TEST_F(RecoveryLogTest, StaysSmallUnderAFloodOfOneKey) {
  append("first");
  for (int i = 0; i < 100'000; ++i) append(std::string(600, 'x'), {}, "p");
  EXPECT_LE(log.packet_bytes(), 11'000U);
}

TEST_F(RecoveryLogTest, FindsSessionsUntilTheirTimeIsOver) {
  log.connected({"pid", "sid", {}, nullptr, 0, 2, true});
  now += 1000 * kSecond;
  auto found = log.find("pid", now);
  ASSERT_TRUE(found.has_value()) << "a connected one stays";
  EXPECT_TRUE(found->connected);
  EXPECT_EQ(found->loop, 2U);
  log.gone("pid", {{"r", 3}}, nullptr, now);
  now += 59 * kSecond;
  found = log.find("pid", now);
  ASSERT_TRUE(found.has_value());
  EXPECT_FALSE(found->connected);
  EXPECT_EQ(found->rooms.at(0).room, "r");
  now += 2 * kSecond;
  EXPECT_FALSE(log.find("pid", now).has_value());
  EXPECT_FALSE(log.find("unknown", now).has_value());
}

TEST_F(RecoveryLogTest, RemembersALimitedNumberOfGoneSessions) {
  for (int i = 0; i < 100; ++i) {
    const std::string pid = std::to_string(i);
    log.connected({pid, pid, {}, nullptr, 0, 0, true});
    log.gone(pid, {}, nullptr, now);
  }
  EXPECT_LE(log.session_count(), 4U);
  EXPECT_TRUE(log.find("99", now).has_value());
  log.forget("99");
  EXPECT_FALSE(log.find("99", now).has_value());
}

}  // namespace
}  // namespace photosieve::net
