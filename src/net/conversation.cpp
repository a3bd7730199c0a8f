// SPDX-License-Identifier: Apache-2.0
#include "net/conversation.h"

#include <algorithm>
#include <array>

#include "net/random.h"

namespace photosieve::net {
namespace {

constexpr SteadyNs kNsPerMs = 1'000'000;
constexpr SteadyNs kSecond = 1'000'000'000;

std::optional<std::string> string_member(const Json& object, const char* key) {
  if (!object.is_object()) return std::nullopt;
  const auto found = object.find(key);
  if (found == object.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

// A client that ends its connection itself does not come back to it.
bool may_return_after(std::string_view reason) {
  constexpr std::array<std::string_view, 6> kCuts = {"transport close",      "transport error",
                                                     "ping timeout",         "slow reader",
                                                     "server shutting down", "timeout"};
  return std::find(kCuts.begin(), kCuts.end(), reason) != kCuts.end();
}

}  // namespace

Conversation::Conversation(ConversationHost& host, EngineSession& session, std::size_t loop,
                           HttpRequest&& request)
    : host_(host),
      session_(session),
      loop_(loop),
      request_(std::make_unique<HttpRequest>(std::move(request))),
      connect_timer_(session.loop().timers(), this,
                     [](void* self) { static_cast<Conversation*>(self)->on_connect_timeout(); }) {
  connect_timer_.set(session.loop().now() + host.options().connect_timeout_ms * kNsPerMs);
}

Conversation::~Conversation() = default;

void Conversation::on_connect_timeout() {
  close("no namespace in time");
}

SocketPtr Conversation::socket_in(std::string_view nsp) const {
  const auto found = std::find_if(sockets_.begin(), sockets_.end(), [&](const SocketPtr& socket) {
    return socket->shard_.nsp().name == nsp;
  });
  return found == sockets_.end() ? nullptr : *found;
}

void Conversation::on_message(std::string_view data, bool binary) {
  using Status = PacketAssembler::Status;
  auto assembler = std::move(assembler_);
  if (!assembler) assembler = std::make_unique<PacketAssembler>(host_.options().packets);
  const Status status = binary ? assembler->binary(data) : assembler->text(data);
  if (status == Status::kInvalid) return close("parse error");
  if (status == Status::kMore) {
    assembler_ = std::move(assembler);
    return;
  }
  on_packet(assembler->take());
}

bool Conversation::over_rate() {
  const std::size_t most = host_.options().max_events_per_second;
  if (most == 0) return false;
  const SteadyNs now = session_.loop().now();
  if (now - second_began_ >= kSecond) {
    second_began_ = now;
    events_this_second_ = 0;
  }
  return ++events_this_second_ > most;
}

void Conversation::on_packet(SocketPacket&& packet) {
  if (over_rate()) return close("too many events");
  if (packet.type == SocketType::kConnect) return on_connect(std::move(packet));
  const SocketPtr socket = socket_in(packet.nsp);
  if (!socket) return close("parse error");
  switch (packet.type) {
    case SocketType::kEvent:
    case SocketType::kBinaryEvent:
      return socket->on_event(std::move(packet));
    case SocketType::kAck:
    case SocketType::kBinaryAck:
      return socket->on_ack(std::move(packet));
    case SocketType::kDisconnect:
      return socket->leave_namespace("client namespace disconnect", false);
    default:
      return close("parse error");
  }
}

// ---- connecting

void Conversation::on_connect(SocketPacket&& packet) {
  const bool under_way =
      std::find(connecting_.begin(), connecting_.end(), packet.nsp) != connecting_.end();
  if (under_way || socket_in(packet.nsp)) return close("parse error");
  NamespaceState* nsp = host_.find(packet.nsp);
  if (nsp == nullptr) return refuse(packet.nsp, {"Invalid namespace", {}});
  if (sockets_.size() + connecting_.size() >= host_.options().max_namespaces)
    return refuse(packet.nsp, {"too many namespaces", {}});

  const auto pid = string_member(packet.data, "pid");
  if (nsp->recovery.enabled() && pid) {
    const auto known = nsp->recovery.find(*pid, session_.loop().now());
    if (known) return recover(*nsp, packet.data, *known);
  }
  connect(*nsp, packet.data, std::nullopt);
}

// The old connection may not have noticed its end yet (the client has, and is here), and it may
// live on another loop: it is taken leave of there first.
void Conversation::recover(NamespaceState& nsp, const Json& auth,
                           const RecoveryLog::Session& known) {
  if (known.connected && known.loop != loop_) {
    connecting_.push_back(nsp.name);
    if (!alive_) alive_ = std::make_shared<Conversation*>(this);
    NamespaceShard& there = nsp.shard(known.loop);
    there.loop().post([&nsp, &there, sid = known.sid, home = &session_.loop(), alive = alive_,
                       auth = Json(auth)]() mutable {
      there.detach(sid);
      home->post([&nsp, alive = std::move(alive), auth = std::move(auth)] {
        if (Conversation* self = *alive) self->finish_recovery(nsp, auth);
      });
    });
    return;
  }
  if (known.connected) nsp.shard(loop_).detach(known.sid);
  finish_recovery(nsp, auth);
}

void Conversation::finish_recovery(NamespaceState& nsp, const Json& auth) {
  connecting_.erase(std::remove(connecting_.begin(), connecting_.end(), nsp.name),
                    connecting_.end());
  const auto pid = string_member(auth, "pid");
  const auto session = pid ? nsp.recovery.find(*pid, session_.loop().now()) : std::nullopt;
  std::optional<Restored> restored;
  if (session && !session->connected) {
    if (auto missed = nsp.recovery.missed(*session, string_member(auth, "offset")))
      restored = Restored{*session, *std::move(missed)};
    else
      nsp.recovery.forget(*pid);
  }
  connect(nsp, auth, std::move(restored));
}

void Conversation::connect(NamespaceState& nsp, const Json& auth,
                           std::optional<Restored> restored) {
  NamespaceShard& shard = nsp.shard(loop_);
  const auto socket =
      std::make_shared<Socket>(shard, session_, restored ? restored->session.sid : random_id());
  socket->conversation_ = this;
  if (restored) socket->data_ = restored->session.data;

  static const HttpRequest no_request;
  Json own_auth = auth;  // without what the client library has added for recovery
  if (nsp.recovery.enabled() && own_auth.is_object()) {
    own_auth.erase("pid");
    own_auth.erase("offset");
  }
  const Handshake handshake{request_ ? *request_ : no_request, own_auth, restored.has_value()};
  for (const Namespace::Middleware& middleware : nsp.middleware) {
    std::optional<Refusal> refusal;
    if (!nsp.guarded("middleware", [&] { refusal = middleware(*socket, handshake); }))
      refusal = Refusal{"internal error", {}};
    if (refusal) {
      socket->session_ = nullptr;
      socket->connected_ = false;
      return refuse(nsp.name, *refusal);
    }
  }

  if (nsp.recovery.enabled()) {
    socket->pid_ = restored ? restored->session.pid : random_id();
    socket->min_place_ = restored ? restored->missed.place : nsp.recovery.newest();
    nsp.recovery.connected(
        {socket->pid_, socket->id(), {}, nullptr, socket->min_place_, loop_, true});
  }
  shard.add(socket);
  sockets_.push_back(socket);
  connect_timer_.cancel();

  SocketPacket answer;
  answer.type = SocketType::kConnect;
  answer.nsp = nsp.name;
  answer.data = Json{{"sid", socket->id()}};
  if (!socket->pid_.empty()) answer.data["pid"] = socket->pid_;
  session_.send(wire_socket_packet(encode_socket_packet(std::move(answer))));
  if (restored) {
    for (const RoomSince& joined : restored->session.rooms)
      shard.rooms().join(*socket, joined.room, joined.since);
    for (const WirePtr& packet : restored->missed.packets) session_.send(packet);
  }
  const bool fine =
      !nsp.on_connect || nsp.guarded("on_connect", [&] { nsp.on_connect(socket, handshake); });
  if (!fine) socket->disconnect();
  request_.reset();
}

void Conversation::refuse(const std::string& nsp, const Refusal& refusal) {
  SocketPacket packet;
  packet.type = SocketType::kConnectError;
  packet.nsp = nsp;
  packet.data = Json{{"message", refusal.message}};
  if (!refusal.data.is_null()) packet.data["data"] = refusal.data;
  session_.send(wire_socket_packet(encode_socket_packet(std::move(packet))));
}

// ---- ending

void Conversation::forget(const Socket& socket) {
  sockets_.erase(std::remove_if(sockets_.begin(), sockets_.end(),
                                [&](const SocketPtr& known) { return known.get() == &socket; }),
                 sockets_.end());
}

void Conversation::close_if_empty() {
  if (sockets_.empty() && connecting_.empty()) close("transport close");
}

void Conversation::on_close(std::string_view reason) {
  connect_timer_.cancel();
  if (alive_) *alive_ = nullptr;
  const std::vector<SocketPtr> leaving = sockets_;
  for (const SocketPtr& socket : leaving) socket->leave_namespace(reason, may_return_after(reason));
}

}  // namespace photosieve::net
