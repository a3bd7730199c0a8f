// SPDX-License-Identifier: Apache-2.0
#include "net/websocket_frame.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "net/encoding.h"

namespace photosieve::net {

using Kind = WebSocketEvent::Kind;

struct WebSocketReader::Header {
  std::size_t size = 0;  // of the header itself
  std::size_t length = 0;
  std::array<char, 4> mask{};
  Opcode opcode = Opcode::kContinuation;
  bool final_fragment = false;
  bool masked = false;
};

namespace {

WebSocketEvent error(CloseCode code) {
  return {Kind::kError, {}, code};
}

bool is_control(Opcode opcode) {
  return static_cast<unsigned>(opcode) >= 8;
}

bool is_known(unsigned opcode) {
  return opcode <= 2 || (opcode >= 8 && opcode <= 10);
}

// Eight bytes a step; the tail byte by byte.
void unmask(std::span<char> bytes, const std::array<char, 4>& mask) {
  std::uint32_t word = 0;
  std::memcpy(&word, mask.data(), 4);
  const std::uint64_t twice = (std::uint64_t{word} << 32) | word;
  std::size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    std::uint64_t chunk = 0;
    std::memcpy(&chunk, bytes.data() + i, 8);
    chunk ^= twice;
    std::memcpy(bytes.data() + i, &chunk, 8);
  }
  for (; i < bytes.size(); ++i) bytes[i] = static_cast<char>(bytes[i] ^ mask[i % 4]);
}

// RFC 6455 section 7.4: what an endpoint may put into a close frame.
bool may_close_with(unsigned code) {
  if (code >= 3000 && code <= 4999) return true;
  return (code >= 1000 && code <= 1014) && code != 1004 && code != 1005 && code != 1006;
}

WebSocketEvent close_event(std::string_view payload) {
  if (payload.empty()) return {Kind::kClose, {}, CloseCode::kNormal};
  if (payload.size() == 1) return error(CloseCode::kProtocolError);
  const unsigned code = (static_cast<unsigned>(static_cast<unsigned char>(payload[0])) << 8) |
                        static_cast<unsigned char>(payload[1]);
  if (!may_close_with(code)) return error(CloseCode::kProtocolError);
  payload.remove_prefix(2);
  if (!is_utf8(payload)) return error(CloseCode::kInvalidText);
  return {Kind::kClose, payload, static_cast<CloseCode>(code)};
}

}  // namespace

WebSocketReader::Parsed WebSocketReader::parse_header(std::span<const char> bytes,
                                                      Header& header) const {
  const auto byte = [&](std::size_t i) -> unsigned { return static_cast<unsigned char>(bytes[i]); };
  if (bytes.size() < 2) return Parsed::kShort;
  if ((byte(0) & 0x70U) != 0 || !is_known(byte(0) & 15U)) return Parsed::kBroken;
  header.final_fragment = (byte(0) & 0x80U) != 0;
  header.opcode = static_cast<Opcode>(byte(0) & 15U);
  header.masked = (byte(1) & 0x80U) != 0;
  if (header.masked != (role_ == WebSocketRole::kServer)) return Parsed::kBroken;

  const unsigned code = byte(1) & 0x7FU;
  if (is_control(header.opcode) && (code > 125 || !header.final_fragment)) return Parsed::kBroken;
  std::size_t extra = 0;
  if (code == 126) extra = 2;
  if (code == 127) extra = 8;
  header.size = 2 + extra + (header.masked ? 4 : 0);
  if (bytes.size() < header.size) return Parsed::kShort;

  std::uint64_t length = extra == 0 ? code : 0;
  for (std::size_t i = 0; i < extra; ++i) length = (length << 8) | byte(2 + i);
  if ((extra == 2 && length < 126) || (extra == 8 && (length <= 0xFFFF || (length >> 63) != 0)))
    return Parsed::kBroken;
  if (!is_control(header.opcode) && length > max_message_ - std::min(max_message_, message_.size()))
    return Parsed::kTooBig;
  header.length = length;
  if (header.masked) std::copy_n(bytes.data() + 2 + extra, 4, header.mask.begin());
  return Parsed::kHeader;
}

WebSocketEvent WebSocketReader::next(std::span<char>& input) {
  if (drop_pending_) pending_ = {};
  if (drop_message_) message_ = {};
  drop_pending_ = drop_message_ = false;

  // Fragments of a message make no event, so a call may take several frames.
  while (true) {
    Header header;
    const bool kept = !pending_.empty();
    Parsed parsed = parse_header(kept ? std::span<const char>(pending_) : input, header);
    while (kept && parsed == Parsed::kShort && !input.empty()) {
      pending_.push_back(input.front());
      input = input.subspan(1);
      parsed = parse_header(pending_, header);
    }
    if (parsed == Parsed::kBroken) return error(CloseCode::kProtocolError);
    if (parsed == Parsed::kTooBig) return error(CloseCode::kTooBig);

    if (!kept && parsed == Parsed::kHeader && input.size() >= header.size + header.length) {
      const std::span<char> payload = input.subspan(header.size, header.length);
      input = input.subspan(header.size + header.length);
      const WebSocketEvent event = complete(header, payload);
      if (event.kind != Kind::kNeedMore) return event;
      continue;
    }
    if (parsed == Parsed::kShort) {  // with a kept beginning, the input is used up by now
      pending_.append(input.data(), input.size());
      input = {};
      return {};
    }
    const std::size_t missing = header.size + header.length - pending_.size();
    const std::size_t taken = std::min(missing, input.size());
    pending_.append(input.data(), taken);
    input = input.subspan(taken);
    if (taken < missing) return {};
    const WebSocketEvent event =
        complete(header, std::span<char>(pending_).subspan(header.size, header.length));
    if (event.kind != Kind::kNeedMore) {
      drop_pending_ = true;
      return event;
    }
    pending_ = {};
  }
}

WebSocketEvent WebSocketReader::complete(const Header& header, std::span<char> payload) {
  if (header.masked) unmask(payload, header.mask);
  const std::string_view text(payload.data(), payload.size());
  switch (header.opcode) {
    case Opcode::kPing:
      return {Kind::kPing, text, CloseCode::kNormal};
    case Opcode::kPong:
      return {Kind::kPong, text, CloseCode::kNormal};
    case Opcode::kClose:
      return close_event(text);
    default:
      return data(header, text);
  }
}

WebSocketEvent WebSocketReader::data(const Header& header, std::string_view payload) {
  const bool continues = header.opcode == Opcode::kContinuation;
  const bool open = fragmented_ != Opcode::kContinuation;
  if (continues != open) return error(CloseCode::kProtocolError);

  Opcode opcode = header.opcode;
  if (continues || !header.final_fragment) {
    message_.append(payload);
    if (!continues) fragmented_ = header.opcode;
    if (!header.final_fragment) return {};
    opcode = fragmented_;
    fragmented_ = Opcode::kContinuation;
    payload = message_;
    drop_message_ = true;
  }
  if (opcode == Opcode::kBinary) return {Kind::kBinary, payload, CloseCode::kNormal};
  if (!is_utf8(payload)) return error(CloseCode::kInvalidText);
  return {Kind::kText, payload, CloseCode::kNormal};
}

namespace {

void append_header(std::string& out, Opcode opcode, std::size_t size, unsigned mask_bit) {
  out.push_back(static_cast<char>(0x80U | static_cast<unsigned>(opcode)));
  int extra = 0;
  if (size < 126) {
    out.push_back(static_cast<char>(mask_bit | size));
  } else {
    extra = size <= 0xFFFF ? 2 : 8;
    out.push_back(static_cast<char>(mask_bit | (extra == 2 ? 126U : 127U)));
  }
  for (int i = extra - 1; i >= 0; --i)
    out.push_back(static_cast<char>((std::uint64_t{size} >> (8 * i)) & 0xFF));
}

}  // namespace

void append_frame_header(std::string& out, Opcode opcode, std::size_t payload_size) {
  append_header(out, opcode, payload_size, 0);
}

void append_masked_frame(std::string& out, Opcode opcode, std::string_view payload,
                         std::uint32_t mask) {
  append_header(out, opcode, payload.size(), 0x80);
  std::array<char, 4> key{};
  std::memcpy(key.data(), &mask, 4);
  out.append(key.data(), 4);
  const std::size_t begin = out.size();
  out.append(payload);
  unmask(std::span<char>(out).subspan(begin), key);  // masking is its own inverse
}

std::string close_payload(CloseCode code, std::string_view reason) {
  const auto number = static_cast<unsigned>(code);
  std::string out;
  out.push_back(static_cast<char>(number >> 8));
  out.push_back(static_cast<char>(number & 0xFF));
  std::size_t cut = std::min<std::size_t>(reason.size(), 123);
  while (cut > 0 && !is_utf8(reason.substr(0, cut))) --cut;  // never half a character
  out.append(reason.substr(0, cut));
  return out;
}

}  // namespace photosieve::net
