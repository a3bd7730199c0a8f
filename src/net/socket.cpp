// SPDX-License-Identifier: Apache-2.0
#include "net/socket.h"

#include "base/log.h"
#include "net/conversation.h"
#include "net/engine_session.h"
#include "net/namespace_state.h"
#include "net/pending_acks.h"

namespace photosieve::net {
namespace {

constexpr std::size_t kMaxRequestId = 128;

std::string event_name(const Json& value) {
  return value.is_string() ? value.get<std::string>() : dump_json(value);
}

// "event\0id" of an event whose payload carries a request_id, or "".
std::string request_key(const std::string& event, const Args& args) {
  if (args.empty() || !args[0].is_object()) return {};
  const auto found = args[0].find("request_id");
  if (found == args[0].end() || !found->is_string()) return {};
  const auto& id = found->get_ref<const std::string&>();
  if (id.empty() || id.size() > kMaxRequestId) return {};
  return event + '\0' + id;
}

}  // namespace

Socket::Socket(NamespaceShard& shard, EngineSession& session, std::string id)
    : shard_(shard), session_(&session), id_(std::move(id)) {}

Socket::~Socket() = default;

Emitter Socket::only() {
  return {shard_.nsp(), shared_from_this()};
}

Emitter Socket::broadcast() {
  return Emitter(shard_.nsp()).except(id_);
}

Emitter Socket::to(std::string room) {
  return broadcast().to(std::move(room));
}

void Socket::emit_with_ack(std::string_view event, Args args, std::int64_t timeout_ms,
                           AckCallback callback) {
  const std::uint64_t ack_id = next_ack_.fetch_add(1);
  const WirePtr packet = encode_event(shard_.nsp().name, event, std::move(args), ack_id);
  shard_.loop().run_in_order([self = shared_from_this(), packet, ack_id, timeout_ms,
                              callback = std::move(callback)]() mutable {
    if (self->session_ == nullptr) {
      callback(fail(ErrorKind::kRetry, "the client has gone"));
      return;
    }
    if (!self->acks_) {
      self->acks_ = std::make_unique<PendingAcks>(self->shard_.loop(),
                                                  self->shard_.nsp().options.max_pending_acks);
    }
    self->acks_->expect(ack_id, timeout_ms, std::move(callback));
    self->deliver(packet);
  });
}

void Socket::join(std::string room) {
  shard_.loop().run_in_order([self = shared_from_this(), room = std::move(room)] {
    if (self->session_ == nullptr) return;
    RoomTable& rooms = self->shard_.rooms();
    if (rooms.room_count(*self) >= self->shard_.nsp().options.max_rooms) {
      log_debug("socket " + self->id_ + ": in too many rooms to join " + room);
      return;
    }
    const RecoveryLog& recovery = self->shard_.nsp().recovery;
    rooms.join(*self, room, recovery.enabled() ? recovery.newest() : 0);
  });
}

void Socket::leave(std::string room) {
  shard_.loop().run_in_order([self = shared_from_this(), room = std::move(room)] {
    self->shard_.rooms().leave(*self, room);
  });
}

std::vector<std::string> Socket::rooms() const {
  std::vector<std::string> names;
  for (RoomSince& joined : shard_.rooms().rooms_of(*this)) names.push_back(std::move(joined.room));
  return names;
}

void Socket::disconnect(bool close) {
  // Always by a post: handlers hear of the end, and the caller may hold what they need.
  shard_.loop().post([self = shared_from_this(), close] {
    if (self->session_ == nullptr) return;
    Conversation* conversation = self->conversation_;
    SocketPacket packet;
    packet.type = SocketType::kDisconnect;
    packet.nsp = self->shard_.nsp().name;
    self->session_->send(wire_socket_packet(encode_socket_packet(std::move(packet))));
    self->leave_namespace("server namespace disconnect", false);
    if (close) conversation->close("forced server close");
  });
}

void Socket::deliver(const WirePtr& packet) {
  if (session_ == nullptr) return;
  if (packet->sequence != 0 && packet->sequence <= min_place_) return;
  session_->send(packet);
}

void Socket::on_event(SocketPacket&& packet) {
  NamespaceState& nsp = shard_.nsp();
  Event event;
  auto& data = packet.data.get_ref<Json::array_t&>();
  event.name = event_name(data[0]);
  event.args.assign(std::make_move_iterator(data.begin() + 1), std::make_move_iterator(data.end()));

  const SocketPtr self = shared_from_this();
  const std::optional<std::uint64_t> id = packet.id;
  RequestMemory::Answer answer;
  if (id) answer = [self, id](const Args& args) { self->send_ack(*id, args); };

  Ack::Done done;
  const std::string request = request_key(event.name, event.args);
  if (request.empty()) {
    done = [answer](const Args* args) {
      if (args != nullptr && answer) answer(*args);
    };
  } else {
    const RequestMemory::Begun begun = nsp.requests.begin(request, answer, shard_.loop().now());
    if (begun.verdict == RequestMemory::Verdict::kWait) return;
    if (begun.verdict == RequestMemory::Verdict::kAnswered) {
      if (begun.args && answer) answer(*begun.args);
      return;
    }
    done = [answer, request, &nsp](const Args* args) {
      const auto waiting = nsp.requests.finish(request, args);
      if (args == nullptr) return;
      if (answer) answer(*args);
      for (const RequestMemory::Answer& repeated : waiting) repeated(*args);
    };
  }
  event.ack = Ack(std::move(done), id.has_value());

  const auto found = nsp.handlers.find(event.name);
  const Namespace::EventHandler& handler = found == nsp.handlers.end() ? nsp.on_any : found->second;
  if (!handler) return;
  if (!nsp.guarded("event " + event.name, [&] { handler(self, event); })) disconnect();
}

void Socket::on_ack(SocketPacket&& packet) {
  if (!acks_) return;
  auto& data = packet.data.get_ref<Json::array_t&>();
  const SocketPtr self = shared_from_this();  // the callback may end the connection
  Args args(std::make_move_iterator(data.begin()), std::make_move_iterator(data.end()));
  const bool fine = shard_.nsp().guarded(
      "acknowledgement", [&] { static_cast<void>(acks_->answer(*packet.id, std::move(args))); });
  if (!fine) disconnect();
}

void Socket::send_ack(std::uint64_t id, Args args) {
  SocketPacket packet;
  packet.type = SocketType::kAck;
  packet.nsp = shard_.nsp().name;
  packet.id = id;
  packet.data = Json(
      Json::array_t(std::make_move_iterator(args.begin()), std::make_move_iterator(args.end())));
  const WirePtr wire = wire_socket_packet(encode_socket_packet(std::move(packet)));
  shard_.loop().run_in_order([self = shared_from_this(), wire] { self->deliver(wire); });
}

void Socket::leave_namespace(std::string_view reason, bool may_return) {
  if (session_ == nullptr) return;
  const SocketPtr self = shared_from_this();
  NamespaceState& nsp = shard_.nsp();
  connected_ = false;
  if (nsp.on_disconnect)
    static_cast<void>(nsp.guarded("on_disconnect", [&] { nsp.on_disconnect(self, reason); }));
  if (session_ == nullptr) return;
  if (!pid_.empty()) {
    if (may_return)
      nsp.recovery.gone(pid_, shard_.rooms().rooms_of(*this), data_, shard_.loop().now());
    else
      nsp.recovery.forget(pid_);
  }
  session_ = nullptr;
  conversation_->forget(*this);
  conversation_ = nullptr;
  shard_.remove(*this);
  if (acks_) {
    const auto acks = std::move(acks_);
    static_cast<void>(
        nsp.guarded("acknowledgement", [&] { acks->fail_all("the client has gone"); }));
  }
}

}  // namespace photosieve::net
