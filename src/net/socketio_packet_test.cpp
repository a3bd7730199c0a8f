// SPDX-License-Identifier: Apache-2.0
#include "net/socketio_packet.h"

#include <gtest/gtest.h>

#include <string>

namespace photosieve::net {
namespace {

using Status = PacketAssembler::Status;

TEST(SocketPacket, IsTheSameAfterDecodingAndEncoding) {
  for (const char* text : {
           "0",
           R"(0{"token":"a"})",
           R"(0/admin,{"sid":"x"})",
           "1",
           "1/admin,",
           R"(2["foo"])",
           R"(2["foo",1,"2",{"z":null,"a":[true,false]}])",
           R"(212["foo"])",
           R"(2/admin,456["project:delete",123])",
           "3/admin,456[]",
           R"(312["ok"])",
           R"(4/x,{"message":"no"})",
           R"(2[1,2])",
       }) {
    const auto packet = decode_socket_packet(text);
    ASSERT_TRUE(packet.has_value()) << text;
    EXPECT_EQ(encode_socket_packet(*packet).text, text);
  }
}

TEST(SocketPacket, MayLeaveOutTheCommaAfterTheNamespace) {
  const auto packet = decode_socket_packet("0/custom");
  ASSERT_TRUE(packet.has_value());
  EXPECT_EQ(packet->nsp, "/custom");
}

TEST(SocketPacket, IsRefusedWhenMalformed) {
  for (const char* text : {
           "",
           "7",
           "a",
           "0[]",
           "0\"a\"",
           "03",
           "1{}",
           "2",
           "2{}",
           "2[]",
           "2abc[\"x\"]",
           R"(2["connect"])",
           R"(2["disconnect"])",
           R"(2["newListener"])",
           "2[{}]",
           "2[null]",
           R"(2["a")",
           R"(2["a"]x)",
           "3[1]",
           "31{}",
           "31",
           "4",
           "4[]",
           "5[\"a\"]",
           "5-[\"a\"]",
           R"(511-["a"])",
           R"(599999999999999999999-["a"])",
           R"(2["\ud800"])",
           "299999999999999999999[\"a\"]",
           "2[\"a\",\"\xff\"]",
           "61-[]",
       })
    EXPECT_FALSE(decode_socket_packet(text).has_value()) << text;
}

TEST(SocketPacket, IsRefusedOverALimit) {
  const std::string deep = R"(2["a",)" + std::string(70, '[') + std::string(70, ']') + "]";
  EXPECT_FALSE(decode_socket_packet(deep).has_value());
  std::string wide = R"(2["a",{)";
  for (int i = 0; i < 1001; ++i) wide += '"' + std::to_string(i) + "\":0,";
  wide.back() = '}';
  EXPECT_FALSE(decode_socket_packet(wide + "]").has_value());
  EXPECT_FALSE(decode_socket_packet("0/" + std::string(200, 'n')).has_value());
}

TEST(SocketPacket, CarriesBinaryBesideItsText) {
  SocketPacket packet;
  packet.id = 7;
  packet.data = Json::array({"up", Json::binary({1, 2}), Json{{"x", Json::binary({3})}}});
  const EncodedPacket encoded = encode_socket_packet(packet);
  EXPECT_EQ(encoded.text,
            R"(52-7["up",{"_placeholder":true,"num":0},{"x":{"_placeholder":true,"num":1}}])");
  ASSERT_EQ(encoded.attachments.size(), 2U);

  PacketAssembler assembler;
  ASSERT_EQ(assembler.text(encoded.text), Status::kMore);
  ASSERT_EQ(assembler.binary(encoded.attachments[0]), Status::kMore);
  ASSERT_EQ(assembler.binary(encoded.attachments[1]), Status::kComplete);
  const SocketPacket back = assembler.take();
  EXPECT_EQ(back.data, packet.data);
  EXPECT_EQ(back.id, 7U);
}

TEST(PacketAssembler, RefusesAttachmentsThatDoNotFit) {
  PacketAssembler unannounced;
  EXPECT_EQ(unannounced.binary("x"), Status::kInvalid);

  PacketAssembler interrupted;
  ASSERT_EQ(interrupted.text(R"(51-["a",{"_placeholder":true,"num":0}])"), Status::kMore);
  EXPECT_EQ(interrupted.text(R"(2["b"])"), Status::kInvalid);

  for (const char* text :
       {R"(51-["a",{"_placeholder":true,"num":1}])", R"(51-["a",{"_placeholder":true,"num":-1}])",
        R"(51-["a",{"_placeholder":true}])", R"(51-["a",{"_placeholder":true,"num":"0"}])",
        R"(51-["a",{"_placeholder":true,"num":0},{"_placeholder":true,"num":0}])"}) {
    PacketAssembler assembler;
    ASSERT_EQ(assembler.text(text), Status::kMore) << text;
    EXPECT_EQ(assembler.binary("x"), Status::kInvalid) << text;
  }
}

TEST(PacketAssembler, GoesOnAfterAPacket) {
  PacketAssembler assembler;
  ASSERT_EQ(assembler.text(R"(50-["a"])"), Status::kComplete);
  EXPECT_EQ(assembler.take().data[0], "a");
  ASSERT_EQ(assembler.text(R"(2["b"])"), Status::kComplete);
  EXPECT_EQ(assembler.take().data[0], "b");
}

}  // namespace
}  // namespace photosieve::net
