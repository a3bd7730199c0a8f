// SPDX-License-Identifier: Apache-2.0
#include "net/wire_packet.h"

#include <gtest/gtest.h>

namespace photosieve::net {
namespace {

TEST(WirePacket, HoldsFramesForAWebSocketAndPartsForAPoll) {
  const auto packet = wire_socket_packet({"51-[\"a\"]", {"\x01\x02"}});
  EXPECT_EQ(packet->bytes,
            "\x81\x09"
            "451-[\"a\"]"
            "\x82\x02\x01\x02");
  std::string payload;
  append_payload(payload, *packet);
  EXPECT_EQ(payload,
            "451-[\"a\"]\x1e"
            "bAQI=");
}

TEST(WirePacket, OfRawBytesHasNothingForAPoll) {
  std::string payload;
  append_payload(payload, *wire_raw("HTTP/1.1 200 OK"));
  EXPECT_EQ(payload, "");
}

TEST(WirePacket, OfACloseIsACloseFrame) {
  EXPECT_EQ(wire_close(CloseCode::kGoingAway, "x")->bytes, "\x88\x03\x03\xe9x");
  EXPECT_EQ(wire_text("2")->bytes,
            "\x81\x01"
            "2");
  EXPECT_EQ(wire_binary("ab")->bytes,
            "\x82\x02"
            "ab");
}

}  // namespace
}  // namespace photosieve::net
