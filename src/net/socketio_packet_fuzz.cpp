// Messages, separated by 0xFF (binary ones begin with 0xFE), through the assembler: what comes out
// can be encoded, and decoded again to the same.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "net/socketio_packet.h"

namespace {

using namespace photosieve::net;  // NOLINT(google-build-using-namespace): a program of its own

void check(const SocketPacket& packet) {
  const EncodedPacket encoded = encode_socket_packet(packet);
  PacketAssembler again;
  PacketAssembler::Status status = again.text(encoded.text);
  for (const auto& attachment : encoded.attachments) status = again.binary(attachment);
  if (status != PacketAssembler::Status::kComplete) std::abort();
  const SocketPacket back = again.take();
  if (back.nsp != packet.nsp || back.id != packet.id) std::abort();
  if (dump_json(back.data) != dump_json(packet.data)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  PacketAssembler assembler;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\xff'), rest.size());
    const std::string_view message = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const bool binary = !message.empty() && message[0] == '\xfe';
    const auto status = binary ? assembler.binary(message.substr(1)) : assembler.text(message);
    if (status == PacketAssembler::Status::kInvalid) return 0;
    if (status == PacketAssembler::Status::kComplete) check(assembler.take());
  }
  return 0;
}
