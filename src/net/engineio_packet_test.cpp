// SPDX-License-Identifier: Apache-2.0
#include "net/engineio_packet.h"

#include <gtest/gtest.h>

#include <string>

namespace photosieve::net {
namespace {

// "4:hello b:bytes 2:" of a payload, or "refused".
std::string shown(std::string_view body, std::size_t most = 10) {
  const auto items = decode_engine_payload(body, most);
  if (!items) return "refused";
  std::string text;
  for (const EnginePayloadItem& item : *items) {
    if (!text.empty()) text += ' ';
    text += item.binary ? "b" : std::to_string(static_cast<int>(item.type));
    text += ':' + item.data;
  }
  return text;
}

TEST(EnginePayload, IsTakenApartAtTheRecordSeparators) {
  const std::pair<const char*, const char*> cases[] = {
      {"4hello", "4:hello"},
      {"4a\x1e"
       "4b\x1e"
       "2",
       "4:a 4:b 2:"},
      {"bAQID", "b:\x01\x02\x03"},
      {"bAQI=", "b:\x01\x02"},
      {"b", "b:"},
      {"4h\xc3\xa4", "4:h\xc3\xa4"},
      {"", "refused"},
      {"abc", "refused"},
      {"7x", "refused"},
      {"4a\x1e", "refused"},
      {"\x1e"
       "4a",
       "refused"},
      {"b!!!", "refused"},
      {"bA", "refused"},
      {"4\xff", "refused"},
  };
  for (const auto& [body, expected] : cases) EXPECT_EQ(shown(body), expected) << body;
}

TEST(EnginePayload, HoldsALimitedNumberOfPackets) {
  EXPECT_EQ(shown("4\x1e"
                  "4\x1e"
                  "4",
                  3),
            "4: 4: 4:");
  EXPECT_EQ(shown("4\x1e"
                  "4\x1e"
                  "4",
                  2),
            "refused");
}

TEST(EnginePayload, ComesBackFromWhatWasAppended) {
  std::string payload;
  append_payload_text(payload, "4hi");
  append_payload_binary(payload, "\x01\xff");
  EXPECT_EQ(payload,
            "4hi\x1e"
            "bAf8=");
  EXPECT_EQ(shown(payload), "4:hi b:\x01\xff");
}

TEST(EngineOpen, HasExactlyTheKeysOfTheProtocol) {
  EXPECT_EQ(encode_engine_open({"abc", true, 300, 200, 1000}),
            R"(0{"sid":"abc","upgrades":["websocket"],"pingInterval":300,"pingTimeout":200,)"
            R"("maxPayload":1000})");
  EXPECT_EQ(
      encode_engine_open({"abc", false, 300, 200, 1000}),
      R"(0{"sid":"abc","upgrades":[],"pingInterval":300,"pingTimeout":200,"maxPayload":1000})");
}

TEST(EngineOpen, IsReadBackAndRefusedWhenAKeyIsWrong) {
  const auto read = decode_engine_open(encode_engine_open({"abc", true, 300, 200, 1000}).substr(1));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->sid, "abc");
  EXPECT_TRUE(read->may_upgrade);
  EXPECT_EQ(read->ping_interval_ms, 300);
  for (const char* bad : {"", "[]", "{}", R"({"sid":1,"pingInterval":1,"pingTimeout":1})",
                          R"({"sid":"a","pingInterval":-1,"pingTimeout":1})",
                          R"({"sid":"a","pingInterval":"1","pingTimeout":1})"})
    EXPECT_FALSE(decode_engine_open(bad).has_value()) << bad;
}

}  // namespace
}  // namespace photosieve::net
