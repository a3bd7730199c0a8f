// WirePacket: what is sent, encoded once and shared by every receiver.
//
// `bytes` are WebSocket frames as a server sends them; `parts` says where each frame's payload
// lies, so that a polling transport can take the same bytes. A packet made of raw bytes (an HTTP
// response) has no parts.
// Threads  immutable once made; any number of connections on any threads hold it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "net/socketio_packet.h"
#include "net/websocket_frame.h"

namespace photosieve::net {

struct WirePacket {
  struct Part {
    std::size_t begin = 0;
    std::size_t size = 0;
    bool binary = false;
  };
  std::string bytes;
  std::vector<Part> parts;
  std::string key;             // packets of one key replace each other while they wait; "": never
  std::uint64_t sequence = 0;  // its place in the recovery log; 0: not in it
  bool is_volatile = false;    // dropped for a connection that cannot take it at once

  [[nodiscard]] std::string_view payload(const Part& part) const {
    return std::string_view(bytes).substr(part.begin, part.size);
  }
};

// Held by the queues of the connections it is sent to and by the recovery log.
using WirePtr = std::shared_ptr<const WirePacket>;

[[nodiscard]] WirePtr wire_raw(std::string bytes);
// One Engine.IO packet of text, its type included: "2", "4hello".
[[nodiscard]] WirePtr wire_text(std::string_view packet);
[[nodiscard]] WirePtr wire_binary(std::string_view bytes);
[[nodiscard]] WirePtr wire_close(CloseCode code, std::string_view reason);

// A Socket.IO packet as Engine.IO messages; the caller sets key and flags and then shares it.
[[nodiscard]] std::shared_ptr<WirePacket> wire_socket_packet(const EncodedPacket& packet);

// Appends the packet's parts to a polling payload.
void append_payload(std::string& payload, const WirePacket& packet);

}  // namespace photosieve::net
