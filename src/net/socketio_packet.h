// Socket.IO 5 packets: text and attachments to packets, and back. Pure.
//
// Format   https://socket.io/docs/v4/socket-io-protocol/. The text is what an Engine.IO message
//          carries: type, number of attachments and "-", namespace and ",", id, JSON. Binary values
//          in the JSON are Json::binary; on the wire each is a placeholder and an attachment.
// Errors   nothing for what is malformed or over a limit; reserved event names are malformed.
// Threads  pure; one at a time a PacketAssembler.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/json.h"

namespace photosieve::net {

enum class SocketType : std::uint8_t {
  kConnect = 0,
  kDisconnect = 1,
  kEvent = 2,
  kAck = 3,
  kConnectError = 4,
  kBinaryEvent = 5,
  kBinaryAck = 6,
};

struct SocketPacket {
  SocketType type = SocketType::kEvent;
  std::string nsp = "/";
  std::optional<std::uint64_t> id;  // of an event that wants an acknowledgement, and of that
  Json data;                        // null where the packet has none
  std::size_t attachments = 0;      // that are still to come; set by decoding only
};

struct SocketLimits {
  JsonLimits json;
  std::size_t max_attachments = 10;  // of one packet
  std::size_t max_namespace = 128;   // bytes of a namespace's name
};

[[nodiscard]] std::optional<SocketPacket> decode_socket_packet(std::string_view text,
                                                               const SocketLimits& limits = {});

struct EncodedPacket {
  std::string text;
  std::vector<std::string> attachments;
};

// kEvent and kAck become their binary kinds where the data holds binary values.
[[nodiscard]] EncodedPacket encode_socket_packet(SocketPacket packet);

// "connect", "disconnect" and the like: names that no event on the wire may have.
[[nodiscard]] bool is_reserved_event(std::string_view name);

// Puts packets together from messages as they come. At most one packet is in the making.
class PacketAssembler {
 public:
  enum class Status : std::uint8_t { kComplete, kMore, kInvalid };

  explicit PacketAssembler(SocketLimits limits = {}) : limits_(limits) {}

  [[nodiscard]] Status text(std::string_view text);
  [[nodiscard]] Status binary(std::string_view bytes);

  // The packet, after kComplete.
  [[nodiscard]] SocketPacket take() { return std::move(packet_); }

 private:
  SocketLimits limits_;
  SocketPacket packet_;
  std::vector<std::optional<std::string>> received_;
  bool waiting_ = false;  // for attachments of packet_
};

}  // namespace photosieve::net
