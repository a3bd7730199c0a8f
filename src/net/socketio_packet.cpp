// SPDX-License-Identifier: Apache-2.0
#include "net/socketio_packet.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace photosieve::net {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Takes the digits that `text` begins with; nothing when they are no number below 2^53.
std::optional<std::uint64_t> take_number(std::string_view& text) {
  constexpr std::uint64_t kLargestExact = (std::uint64_t{1} << 53) - 1;  // of a JavaScript peer
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || number > kLargestExact) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

bool is_binary_type(SocketType type) {
  return type == SocketType::kBinaryEvent || type == SocketType::kBinaryAck;
}

bool data_fits(const SocketPacket& packet, bool has_data) {
  const Json& data = packet.data;
  switch (packet.type) {
    case SocketType::kConnect:
      return !packet.id && (!has_data || data.is_object());
    case SocketType::kDisconnect:
      return !packet.id && !has_data;
    case SocketType::kConnectError:
      return !packet.id && (data.is_object() || data.is_string());
    case SocketType::kEvent:
    case SocketType::kBinaryEvent: {
      if (!data.is_array() || data.empty()) return false;
      if (data[0].is_number()) return true;
      return data[0].is_string() && !is_reserved_event(data[0].get_ref<const std::string&>());
    }
    case SocketType::kAck:
    case SocketType::kBinaryAck:
      return packet.id.has_value() && data.is_array();
  }
  return false;
}

// Moves binary values out and leaves placeholders, in the order in which the text names them.
void extract_binary(Json& value, std::vector<std::string>& attachments) {
  if (value.is_binary()) {
    const auto& bytes = value.get_binary();
    attachments.emplace_back(bytes.begin(), bytes.end());
    value = Json{{"_placeholder", true}, {"num", attachments.size() - 1}};
    return;
  }
  if (value.is_structured())
    for (auto& item : value) extract_binary(item, attachments);
}

// Recursion is bounded: parse_json limits the depth. An attachment has one place: a packet that
// names one many times would grow by copies.
bool insert_binary(Json& value, std::vector<std::optional<std::string>>& attachments) {
  if (value.is_object()) {
    const auto mark = value.find("_placeholder");
    if (mark != value.end() && mark->is_boolean() && mark->get<bool>()) {
      const auto num = value.find("num");
      if (num == value.end() || !num->is_number_unsigned()) return false;
      const auto index = num->get<std::uint64_t>();
      if (index >= attachments.size() || !attachments[index]) return false;
      const std::string bytes = *std::move(attachments[index]);
      attachments[index].reset();
      value = Json::binary({bytes.begin(), bytes.end()});
      return true;
    }
  }
  if (!value.is_structured()) return true;
  return std::all_of(value.begin(), value.end(),
                     [&](Json& item) { return insert_binary(item, attachments); });
}

}  // namespace

bool is_reserved_event(std::string_view name) {
  constexpr std::array<std::string_view, 6> kReserved = {
      "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"};
  return std::find(kReserved.begin(), kReserved.end(), name) != kReserved.end();
}

std::optional<SocketPacket> decode_socket_packet(std::string_view text,
                                                 const SocketLimits& limits) {
  if (text.empty() || text[0] < '0' || text[0] > '6') return std::nullopt;
  SocketPacket packet;
  packet.type = static_cast<SocketType>(text[0] - '0');
  text.remove_prefix(1);

  if (is_binary_type(packet.type)) {
    const auto count = take_number(text);
    if (!count || *count > limits.max_attachments || text.empty() || text[0] != '-')
      return std::nullopt;
    packet.attachments = *count;
    text.remove_prefix(1);
  }
  if (!text.empty() && text[0] == '/') {
    const std::size_t end = std::min(text.find(','), text.size());
    if (end > limits.max_namespace) return std::nullopt;
    packet.nsp = std::string(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (!text.empty() && is_digit(text[0])) {
    packet.id = take_number(text);
    if (!packet.id) return std::nullopt;
  }
  const bool has_data = !text.empty();
  if (has_data) {
    auto data = parse_json(text, limits.json);
    if (!data) return std::nullopt;
    packet.data = *std::move(data);
  }
  if (!data_fits(packet, has_data)) return std::nullopt;
  return packet;
}

EncodedPacket encode_socket_packet(SocketPacket packet) {
  EncodedPacket encoded;
  extract_binary(packet.data, encoded.attachments);
  SocketType type = packet.type;
  if (!encoded.attachments.empty()) {
    if (type == SocketType::kEvent) type = SocketType::kBinaryEvent;
    if (type == SocketType::kAck) type = SocketType::kBinaryAck;
  }
  std::string& text = encoded.text;
  text.push_back(static_cast<char>('0' + static_cast<int>(type)));
  if (is_binary_type(type)) text += std::to_string(encoded.attachments.size()) + '-';
  if (packet.nsp != "/") text += packet.nsp + ',';
  if (packet.id) text += std::to_string(*packet.id);
  if (!packet.data.is_null()) text += dump_json(packet.data);
  return encoded;
}

PacketAssembler::Status PacketAssembler::text(std::string_view text) {
  if (waiting_) return Status::kInvalid;
  auto packet = decode_socket_packet(text, limits_);
  if (!packet) return Status::kInvalid;
  packet_ = *std::move(packet);
  waiting_ = packet_.attachments > 0;
  return waiting_ ? Status::kMore : Status::kComplete;
}

PacketAssembler::Status PacketAssembler::binary(std::string_view bytes) {
  if (!waiting_) return Status::kInvalid;
  received_.emplace_back(bytes);
  if (received_.size() < packet_.attachments) return Status::kMore;
  waiting_ = false;
  packet_.attachments = 0;
  auto attachments = std::move(received_);
  received_ = {};
  return insert_binary(packet_.data, attachments) ? Status::kComplete : Status::kInvalid;
}

}  // namespace photosieve::net
