// SPDX-License-Identifier: Apache-2.0
#include "net/websocket_frame.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace photosieve::net {
namespace {

using Kind = WebSocketEvent::Kind;

constexpr std::size_t kMost = 1000;

// What a reader says of the bytes, fed `step` at a time: "text:hello", "close:1000:", "error:1002".
std::vector<std::string> read(WebSocketRole role, const std::string& bytes, std::size_t step) {
  WebSocketReader reader(role, kMost);
  std::vector<std::string> said;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    std::string piece = bytes.substr(at, step);
    std::span<char> input(piece);
    while (true) {
      const WebSocketEvent event = reader.next(input);
      const std::string payload(event.payload);
      const std::string code = std::to_string(static_cast<int>(event.code));
      if (event.kind == Kind::kNeedMore) break;
      if (event.kind == Kind::kText) said.push_back("text:" + payload);
      if (event.kind == Kind::kBinary) said.push_back("binary:" + payload);
      if (event.kind == Kind::kPing) said.push_back("ping:" + payload);
      if (event.kind == Kind::kPong) said.push_back("pong:" + payload);
      if (event.kind == Kind::kClose) said.push_back("close:" + code + ":" + payload);
      if (event.kind == Kind::kError) {
        said.push_back("error:" + code);
        return said;
      }
    }
  }
  return said;
}

std::string masked(Opcode opcode, std::string_view payload) {
  std::string out;
  append_masked_frame(out, opcode, payload, 0xA1B2C3D4);
  return out;
}

// A masked frame without the final bit.
std::string fragment(Opcode opcode, std::string_view payload) {
  std::string out = masked(opcode, payload);
  out[0] = static_cast<char>(out[0] & 0x7F);
  return out;
}

struct Case {
  const char* what;
  std::string bytes;
  std::vector<std::string> said;
};

std::vector<Case> cases() {
  const std::string too_long(kMost + 1, 'x');
  const std::string long_text(kMost, 'x');
  std::string reserved = masked(Opcode::kText, "x");
  reserved[0] = static_cast<char>(reserved[0] | 0x40);
  std::string unknown = masked(Opcode::kText, "x");
  unknown[0] = static_cast<char>(0x83);
  return {
      {"a text", masked(Opcode::kText, "hello"), {"text:hello"}},
      {"an empty text", masked(Opcode::kText, ""), {"text:"}},
      {"bytes", masked(Opcode::kBinary, "\xff\x00"), {"binary:\xff"}},
      {"two in a row",
       masked(Opcode::kText, "a") + masked(Opcode::kText, "b"),
       {"text:a", "text:b"}},
      {"a long one", masked(Opcode::kText, long_text), {"text:" + long_text}},
      {"fragments around a ping",
       fragment(Opcode::kText, "he") + masked(Opcode::kPing, "p") +
           fragment(Opcode::kContinuation, "l") + masked(Opcode::kContinuation, "lo"),
       {"ping:p", "text:hello"}},
      {"a character cut by fragments",
       fragment(Opcode::kText, "\xc3") + masked(Opcode::kContinuation, "\xa4"),
       {"text:\xc3\xa4"}},
      {"ping and pong",
       masked(Opcode::kPing, "") + masked(Opcode::kPong, "x"),
       {"ping:", "pong:x"}},
      {"a close without code", masked(Opcode::kClose, ""), {"close:1000:"}},
      {"a close with a reason",
       masked(Opcode::kClose, std::string("\x03\xe9") + "bye"),
       {"close:1001:bye"}},
      {"a close with half a code", masked(Opcode::kClose, "\x03"), {"error:1002"}},
      {"a close with a reserved code", masked(Opcode::kClose, "\x03\xed"), {"error:1002"}},
      {"a close with a code out of range",
       masked(Opcode::kClose, std::string("\x00\x01", 2)),
       {"error:1002"}},
      {"a close with invalid UTF-8", masked(Opcode::kClose, "\x03\xe8\xff"), {"error:1007"}},
      {"invalid UTF-8", masked(Opcode::kText, "\xc3\x28"), {"error:1007"}},
      {"a surrogate in UTF-8", masked(Opcode::kText, "\xed\xa0\x80"), {"error:1007"}},
      {"a frame without mask", std::string("\x81\x01x"), {"error:1002"}},
      {"a reserved bit", reserved, {"error:1002"}},
      {"an unknown opcode", unknown, {"error:1002"}},
      {"a ping in fragments", fragment(Opcode::kPing, "x"), {"error:1002"}},
      {"a ping of 126 bytes", masked(Opcode::kPing, std::string(126, 'x')), {"error:1002"}},
      {"a continuation of nothing", masked(Opcode::kContinuation, "x"), {"error:1002"}},
      {"a text inside fragments",
       fragment(Opcode::kText, "a") + masked(Opcode::kText, "b"),
       {"error:1002"}},
      {"too long a message", masked(Opcode::kText, too_long), {"error:1009"}},
      {"too long a message in fragments",
       fragment(Opcode::kText, long_text) + masked(Opcode::kContinuation, "x"),
       {"error:1009"}},
      {"a length in more bytes than it needs",
       std::string("\x81\xfe\x00\x01", 4) + "MASKx",
       {"error:1002"}},
      {"a length of 2^63",
       std::string("\x82\xff\x80\x00\x00\x00\x00\x00\x00\x00", 10) + "MASK",
       {"error:1002"}},
      {"a length of 2^62",
       std::string("\x82\xff\x40\x00\x00\x00\x00\x00\x00\x00", 10) + "MASK",
       {"error:1009"}},
  };
}

// Wherever the bytes are cut, the reader says the same.
TEST(WebSocketReader, SaysWhatTheRfcDemandsHoweverTheBytesAreCut) {
  for (const Case& each : cases()) {
    for (const std::size_t step : {1, 2, 3, 7, 100000}) {
      EXPECT_EQ(read(WebSocketRole::kServer, each.bytes, step), each.said)
          << each.what << ", " << step << " bytes at a time";
    }
  }
}

TEST(WebSocketReader, AsAClientTakesUnmaskedFramesOnly) {
  std::string plain;
  append_frame_header(plain, Opcode::kText, 2);
  EXPECT_EQ(read(WebSocketRole::kClient, plain + "hi", 1), std::vector<std::string>{"text:hi"});
  EXPECT_EQ(read(WebSocketRole::kClient, masked(Opcode::kText, "hi"), 1),
            std::vector<std::string>{"error:1002"});
}

TEST(FrameHeader, UsesTheShortestLength) {
  const std::pair<std::size_t, std::size_t> sizes[] = {{0, 2},     {125, 2},    {126, 4},
                                                       {65535, 4}, {65536, 10}, {1 << 20, 10}};
  for (const auto& [payload, header] : sizes) {
    std::string out;
    append_frame_header(out, Opcode::kBinary, payload);
    EXPECT_EQ(out.size(), header) << payload;
  }
}

TEST(ClosePayload, CutsALongReasonBetweenCharacters) {
  std::string reason;
  for (int i = 0; i < 100; ++i) reason += "\xc3\xa4";
  const std::string payload = close_payload(CloseCode::kPolicy, reason);
  EXPECT_EQ(payload.size(), 2U + 122U);  // 61 characters of two bytes
  EXPECT_EQ(payload.substr(0, 2), "\x03\xf0");
}

}  // namespace
}  // namespace photosieve::net
