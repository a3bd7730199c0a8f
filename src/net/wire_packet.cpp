// SPDX-License-Identifier: Apache-2.0
#include "net/wire_packet.h"

#include "net/engineio_packet.h"

namespace photosieve::net {
namespace {

void append_part(WirePacket& packet, std::string_view prefix, std::string_view payload,
                 bool binary) {
  const std::size_t size = prefix.size() + payload.size();
  append_frame_header(packet.bytes, binary ? Opcode::kBinary : Opcode::kText, size);
  packet.parts.push_back({packet.bytes.size(), size, binary});
  packet.bytes.append(prefix);
  packet.bytes.append(payload);
}

}  // namespace

WirePtr wire_raw(std::string bytes) {
  auto packet = std::make_shared<WirePacket>();
  packet->bytes = std::move(bytes);
  return packet;
}

WirePtr wire_text(std::string_view packet) {
  auto wire = std::make_shared<WirePacket>();
  append_part(*wire, {}, packet, false);
  return wire;
}

WirePtr wire_binary(std::string_view bytes) {
  auto wire = std::make_shared<WirePacket>();
  append_part(*wire, {}, bytes, true);
  return wire;
}

WirePtr wire_close(CloseCode code, std::string_view reason) {
  auto wire = std::make_shared<WirePacket>();
  const std::string payload = close_payload(code, reason);
  append_frame_header(wire->bytes, Opcode::kClose, payload.size());
  wire->bytes.append(payload);
  return wire;
}

std::shared_ptr<WirePacket> wire_socket_packet(const EncodedPacket& packet) {
  auto wire = std::make_shared<WirePacket>();
  append_part(*wire, "4", packet.text, false);
  for (const std::string& attachment : packet.attachments) append_part(*wire, {}, attachment, true);
  return wire;
}

void append_payload(std::string& payload, const WirePacket& packet) {
  for (const WirePacket::Part& part : packet.parts) {
    if (part.binary)
      append_payload_binary(payload, packet.payload(part));
    else
      append_payload_text(payload, packet.payload(part));
  }
}

}  // namespace photosieve::net
