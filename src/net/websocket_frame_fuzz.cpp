// Frames cut anywhere say the same as in one piece, and no message is over its limit.
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>
#include <string>

#include "net/encoding.h"
#include "net/websocket_frame.h"

namespace {

using namespace photosieve::net;  // NOLINT(google-build-using-namespace): a program of its own

constexpr std::size_t kMost = 300;

std::string said(WebSocketRole role, const std::string& bytes, std::size_t step) {
  WebSocketReader reader(role, kMost);
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    std::string piece = bytes.substr(at, step);
    std::span<char> input(piece);
    while (true) {
      const WebSocketEvent event = reader.next(input);
      if (event.kind == WebSocketEvent::Kind::kNeedMore) break;
      if (event.payload.size() > kMost) std::abort();
      if (event.kind == WebSocketEvent::Kind::kText && !is_utf8(event.payload)) std::abort();
      text += std::to_string(static_cast<int>(event.kind)) + ':' +
              std::to_string(static_cast<int>(event.code)) + ':' + std::string(event.payload) + ';';
      if (event.kind == WebSocketEvent::Kind::kError) return text;
    }
  }
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  for (const auto role : {WebSocketRole::kServer, WebSocketRole::kClient}) {
    const std::string whole = said(role, bytes, bytes.size() + 1);
    if (whole != said(role, bytes, 1U + data[0] % 16U)) std::abort();
  }
  return 0;
}
