// WebSocket frames (RFC 6455): bytes in, messages out; and the way back. Pure.
//
// Input    WebSocketReader takes bytes as they come, cut anywhere, and unmasks them in place.
// Limits   a message, whole or in fragments, has at most `max_message` bytes.
// Errors   an event of kind kError with the close code (1002, 1007, 1009) that answers it; the
//          reader must not be used after that.
// Threads  one at a time a reader.
// Cost     a frame that lies whole in the input is not copied; an idle reader holds no memory.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace photosieve::net {

enum class Opcode : std::uint8_t {
  kContinuation = 0,
  kText = 1,
  kBinary = 2,
  kClose = 8,
  kPing = 9,
  kPong = 10,
};

// Close codes of RFC 6455 section 7.4.1 that this library sends.
enum class CloseCode : std::uint16_t {
  kNormal = 1000,
  kGoingAway = 1001,
  kProtocolError = 1002,
  kInvalidText = 1007,
  kPolicy = 1008,
  kTooBig = 1009,
};

enum class WebSocketRole : std::uint8_t {
  kServer,  // takes masked frames only
  kClient,  // takes unmasked frames only
};

struct WebSocketEvent {
  enum class Kind : std::uint8_t { kNeedMore, kText, kBinary, kPing, kPong, kClose, kError };
  Kind kind = Kind::kNeedMore;
  std::string_view payload;  // valid until the reader is called again; the reason of a close
  CloseCode code = CloseCode::kNormal;  // of kError and kClose
};

class WebSocketReader {
 public:
  WebSocketReader(WebSocketRole role, std::size_t max_message)
      : max_message_(max_message), role_(role) {}

  // The next event of what was kept and of `input`, which moves on past the bytes taken.
  [[nodiscard]] WebSocketEvent next(std::span<char>& input);

 private:
  struct Header;
  enum class Parsed : std::uint8_t { kHeader, kShort, kBroken, kTooBig };

  [[nodiscard]] Parsed parse_header(std::span<const char> bytes, Header& header) const;
  [[nodiscard]] WebSocketEvent complete(const Header& header, std::span<char> payload);
  [[nodiscard]] WebSocketEvent data(const Header& header, std::string_view payload);

  std::string pending_;  // the beginning of a frame that is not whole yet
  std::string message_;  // the fragments of a message so far
  std::size_t max_message_;
  WebSocketRole role_;
  Opcode fragmented_ = Opcode::kContinuation;  // the kind of message_, while there is one
  bool drop_pending_ = false;                  // the last event lay in pending_
  bool drop_message_ = false;                  // the last event lay in message_
};

// The header of an unmasked frame, final fragment, 2 to 10 bytes.
void append_frame_header(std::string& out, Opcode opcode, std::size_t payload_size);

// A whole masked frame, as clients must send.
void append_masked_frame(std::string& out, Opcode opcode, std::string_view payload,
                         std::uint32_t mask);

// Code and reason (cut to 123 bytes) as a close frame holds them.
[[nodiscard]] std::string close_payload(CloseCode code, std::string_view reason);

}  // namespace photosieve::net
