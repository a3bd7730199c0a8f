// SPDX-License-Identifier: Apache-2.0
#include "net/engineio_packet.h"

#include <fmt/format.h>

#include <algorithm>

#include "net/encoding.h"
#include "net/json.h"

namespace photosieve::net {

std::optional<EnginePacket> decode_engine_packet(std::string_view text) {
  if (text.empty() || text[0] < '0' || text[0] > '6') return std::nullopt;
  return EnginePacket{static_cast<EngineType>(text[0] - '0'), text.substr(1)};
}

std::optional<std::vector<EnginePayloadItem>> decode_engine_payload(std::string_view body,
                                                                    std::size_t max_packets) {
  if (!is_utf8(body)) return std::nullopt;
  std::vector<EnginePayloadItem> items;
  while (true) {
    if (items.size() == max_packets) return std::nullopt;
    const std::size_t end = std::min(body.find(kRecordSeparator), body.size());
    const std::string_view part = body.substr(0, end);
    if (!part.empty() && part[0] == 'b') {
      auto bytes = base64_decode(part.substr(1));
      if (!bytes) return std::nullopt;
      items.push_back({EngineType::kMessage, true, *std::move(bytes)});
    } else {
      const auto packet = decode_engine_packet(part);
      if (!packet) return std::nullopt;
      items.push_back({packet->type, false, std::string(packet->data)});
    }
    if (end == body.size()) return items;
    body.remove_prefix(end + 1);
  }
}

void append_payload_text(std::string& payload, std::string_view text) {
  if (!payload.empty()) payload.push_back(kRecordSeparator);
  payload.append(text);
}

void append_payload_binary(std::string& payload, std::string_view bytes) {
  if (!payload.empty()) payload.push_back(kRecordSeparator);
  payload.push_back('b');
  payload.append(base64_encode(bytes));
}

std::string encode_engine_open(const EngineHandshake& handshake) {
  return fmt::format(
      R"(0{{"sid":"{}","upgrades":[{}],"pingInterval":{},"pingTimeout":{},"maxPayload":{}}})",
      handshake.sid, handshake.may_upgrade ? R"("websocket")" : "", handshake.ping_interval_ms,
      handshake.ping_timeout_ms, handshake.max_payload);
}

std::optional<EngineHandshake> decode_engine_open(std::string_view data) {
  const auto json = parse_json(data);
  if (!json || !json->is_object()) return std::nullopt;
  const auto number = [&](const char* key) -> std::int64_t {
    const auto found = json->find(key);
    constexpr std::int64_t kMost = 1'000'000'000;
    if (found == json->end() || !found->is_number_integer()) return -1;
    return std::clamp<std::int64_t>(found->get<std::int64_t>(), -1, kMost);
  };
  EngineHandshake handshake;
  const auto sid = json->find("sid");
  if (sid == json->end() || !sid->is_string()) return std::nullopt;
  handshake.sid = sid->get<std::string>();
  const auto upgrades = json->find("upgrades");
  if (upgrades != json->end() && upgrades->is_array())
    handshake.may_upgrade =
        std::find(upgrades->begin(), upgrades->end(), "websocket") != upgrades->end();
  handshake.ping_interval_ms = number("pingInterval");
  handshake.ping_timeout_ms = number("pingTimeout");
  if (handshake.ping_interval_ms <= 0 || handshake.ping_timeout_ms <= 0) return std::nullopt;
  if (const std::int64_t most = number("maxPayload"); most > 0) handshake.max_payload = most;
  return handshake;
}

}  // namespace photosieve::net
