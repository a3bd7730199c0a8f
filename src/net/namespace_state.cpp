// SPDX-License-Identifier: Apache-2.0
#include "net/namespace_state.h"

#include <algorithm>
#include <exception>

#include "base/clock.h"
#include "base/log.h"
#include "net/conversation.h"

namespace photosieve::net {

std::shared_ptr<WirePacket> encode_event(const std::string& nsp, std::string_view event, Args args,
                                         std::optional<std::uint64_t> ack_id) {
  SocketPacket packet;
  packet.nsp = nsp;
  packet.id = ack_id;
  Json::array_t data;
  data.reserve(args.size() + 1);
  data.emplace_back(event);
  for (Json& value : args) data.push_back(std::move(value));
  packet.data = std::move(data);
  return wire_socket_packet(encode_socket_packet(std::move(packet)));
}

// ---- NamespaceShard

void NamespaceShard::add(const SocketPtr& socket) {
  rooms_.enter(*socket);
  sockets_.emplace(socket->id(), socket);
  ++nsp_.connected;
}

void NamespaceShard::remove(Socket& socket) {
  rooms_.leave_all(socket);
  if (sockets_.erase(socket.id()) > 0) --nsp_.connected;
}

SocketPtr NamespaceShard::find(std::string_view id) const {
  const auto found = sockets_.find(id);
  return found == sockets_.end() ? nullptr : found->second;
}

void NamespaceShard::deliver(const Target& target, const WirePtr& packet) {
  for (const std::string& id : target.except) {
    if (const auto left_out = sockets_.find(id); left_out != sockets_.end())
      rooms_.mark_next(*left_out->second);
  }
  rooms_.each(target.rooms, target.except,
              [&](RoomMember& member) { static_cast<Socket&>(member).deliver(packet); });
  for (const std::string& room : target.rooms) {  // a socket's id is its own room
    if (const auto own = sockets_.find(room); own != sockets_.end()) own->second->deliver(packet);
  }
}

void NamespaceShard::detach(std::string_view id) {
  const SocketPtr socket = find(id);
  if (!socket) return;
  Conversation* conversation = socket->conversation_;
  socket->leave_namespace("transport close", true);
  conversation->close_if_empty();
}

// ---- NamespaceState

NamespaceState::NamespaceState(std::string namespace_name, HttpServer& http,
                               const SocketServerOptions& server_options)
    : name(std::move(namespace_name)),
      options(server_options),
      recovery(server_options.recovery),
      requests(server_options.max_requests, server_options.max_request_age_ms) {
  for (std::size_t i = 0; i < http.loop_count(); ++i)
    shards_.push_back(std::make_unique<NamespaceShard>(*this, http.loop(i), i));
}

NamespaceState::~NamespaceState() = default;

bool NamespaceState::guarded(std::string_view what, const std::function<void()>& work) const {
  try {
    work();
    return true;
  } catch (const std::exception& error) {  // a handler is not ours: it may not end the loop
    log_warning("namespace " + name + ": " + std::string(what) + ": " + error.what());
    return false;
  }
}

void NamespaceState::send(Sending sending, std::string_view event, Args args) {
  const auto finish = [](const std::shared_ptr<WirePacket>& packet, const Sending& how) {
    packet->key = how.key;
    packet->is_volatile = how.is_volatile;
    return packet;
  };
  if (!recovery.enabled() || sending.is_volatile) {
    const auto packet = finish(encode_event(name, event, std::move(args), std::nullopt), sending);
    hand_over(std::make_shared<const Sending>(std::move(sending)), packet);
    return;
  }
  const auto shared = std::make_shared<const Sending>(std::move(sending));
  recovery.append(
      shared->target, SystemClock().steady(),
      [&](std::uint64_t place, const std::string& offset) {
        args.emplace_back(offset);
        auto packet = finish(encode_event(name, event, std::move(args), std::nullopt), *shared);
        packet->sequence = place;
        return packet;
      },
      [&](const WirePtr& packet) { hand_over(shared, packet); });
}

void NamespaceState::hand_over(const std::shared_ptr<const Sending>& sending,
                               const WirePtr& packet) {
  if (sending->only) {
    sending->only->shard_.loop().run_in_order(
        [sending, packet] { sending->only->deliver(packet); });
    return;
  }
  for (const auto& shard : shards_) {
    shard->loop().run_in_order(
        [shard = shard.get(), sending, packet] { shard->deliver(sending->target, packet); });
  }
}

}  // namespace photosieve::net
