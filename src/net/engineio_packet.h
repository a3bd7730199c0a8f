// Engine.IO 4 packets and polling payloads: text to packets and back. Pure.
//
// Format   https://socket.io/docs/v4/engine-io-protocol/: a digit for the type, then the data; a
//          payload joins packets with the record separator 0x1E, binary as 'b' and base64.
// Errors   nothing for what is malformed or over a limit.
// Threads  pure.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace photosieve::net {

enum class EngineType : std::uint8_t {
  kOpen = 0,
  kClose = 1,
  kPing = 2,
  kPong = 3,
  kMessage = 4,
  kUpgrade = 5,
  kNoop = 6,
};

struct EnginePacket {
  EngineType type = EngineType::kMessage;
  std::string_view data;  // of the text it was decoded from
};

// One packet in text form: "4hello".
[[nodiscard]] std::optional<EnginePacket> decode_engine_packet(std::string_view text);

struct EnginePayloadItem {
  EngineType type = EngineType::kMessage;
  bool binary = false;
  std::string data;
};

inline constexpr char kRecordSeparator = '\x1e';

// A POST's body: 1 to `max_packets` packets of valid UTF-8.
[[nodiscard]] std::optional<std::vector<EnginePayloadItem>> decode_engine_payload(
    std::string_view body, std::size_t max_packets);

// Appends one packet to a payload; `text` begins with its type.
void append_payload_text(std::string& payload, std::string_view text);
void append_payload_binary(std::string& payload, std::string_view bytes);

// The handshake that opens a session: exactly the five keys of the protocol.
struct EngineHandshake {
  std::string sid;
  bool may_upgrade = false;
  std::int64_t ping_interval_ms = 25'000;
  std::int64_t ping_timeout_ms = 20'000;
  std::int64_t max_payload = 1'000'000;
};

// "0{...}"
[[nodiscard]] std::string encode_engine_open(const EngineHandshake& handshake);
// From the data of an open packet; unknown keys are passed over.
[[nodiscard]] std::optional<EngineHandshake> decode_engine_open(std::string_view data);

}  // namespace photosieve::net
