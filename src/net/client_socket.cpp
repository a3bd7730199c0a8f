// SPDX-License-Identifier: Apache-2.0
#include "net/client_socket.h"

#include <exception>

#include "base/log.h"
#include "net/socket_client_impl.h"

namespace photosieve::net {
namespace {

// A handler is not ours: its exception may not end the client's thread.
template <class Work>
void guarded(const std::string& nsp, Work&& work) {
  try {
    work();
  } catch (const std::exception& error) {
    log_warning("client, namespace " + nsp + ": " + error.what());
  }
}

std::string text_member(const Json& object, const char* key) {
  if (!object.is_object()) return {};
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

}  // namespace

ClientSocket::ClientSocket(SocketClient& client, std::string nsp, Json auth)
    : client_(client), nsp_(std::move(nsp)), auth_(std::move(auth)) {}

ClientSocket::~ClientSocket() = default;

void ClientSocket::emit_args(std::string_view event, Args args) {
  SocketPacket packet;
  packet.nsp = nsp_;
  Json::array_t data;
  data.emplace_back(event);
  for (Json& value : args) data.push_back(std::move(value));
  packet.data = std::move(data);
  emit_packet(std::move(packet));
}

void ClientSocket::emit_with_ack(std::string_view event, Args args, std::int64_t timeout_ms,
                                 AckCallback callback) {
  SocketPacket packet;
  packet.nsp = nsp_;
  packet.id = next_ack_.fetch_add(1);
  Json::array_t data;
  data.emplace_back(event);
  for (Json& value : args) data.push_back(std::move(value));
  packet.data = std::move(data);
  EventLoop* loop = client_.impl_->loop.get();
  if (loop == nullptr) {
    callback(fail(ErrorKind::kUsage, "the client has not been started"));
    return;
  }
  loop->run_in_order(
      [this, packet = std::move(packet), timeout_ms, callback = std::move(callback)]() mutable {
        if (!wanted_) {
          callback(fail(ErrorKind::kRetry, "the client has disconnected"));
          return;
        }
        acks_->expect(*packet.id, timeout_ms, std::move(callback));
        emit_packet(std::move(packet));
      });
}

void ClientSocket::emit_packet(SocketPacket packet) {
  SocketClient::Impl& impl = *client_.impl_;
  const auto work = [this, &impl](SocketPacket ready) {
    if (connected_) return impl.send(std::move(ready));
    if (!wanted_) return;
    waiting_.push_back(std::move(ready));
    if (waiting_.size() <= impl.options.max_waiting) return;
    if (waiting_.front().id) {
      // its callback hears of it by its own time-out
      log_debug("client, namespace " + nsp_ + ": too many events wait for a connection");
    }
    waiting_.pop_front();
  };
  if (!impl.loop) return work(std::move(packet));  // before start(): nothing else runs
  impl.loop->run_in_order(
      [work, packet = std::move(packet)]() mutable { work(std::move(packet)); });
}

void ClientSocket::disconnect() {
  SocketClient::Impl& impl = *client_.impl_;
  if (!impl.loop) {
    wanted_ = false;
    return;
  }
  impl.loop->post([this, &impl] {
    if (!wanted_) return;
    wanted_ = false;
    pid_ = {};
    SocketPacket goodbye;
    goodbye.type = SocketType::kDisconnect;
    goodbye.nsp = nsp_;
    if (connected_) impl.send(std::move(goodbye));
    on_transport_close("io client disconnect");
    impl.close_if_unused();
  });
}

// ---- on the client's thread

void ClientSocket::on_transport_open() {
  SocketPacket packet;
  packet.type = SocketType::kConnect;
  packet.nsp = nsp_;
  packet.data = auth_;
  if (!pid_.empty()) {
    if (!packet.data.is_object()) packet.data = Json::object();
    packet.data["pid"] = pid_;
    if (last_offset_) packet.data["offset"] = *last_offset_;
  }
  client_.impl_->send(std::move(packet));
}

void ClientSocket::on_transport_close(const std::string& reason) {
  // What waits for a connection keeps waiting, unless there will be none.
  const bool was_connected = connected_.exchange(false);
  if (acks_ && (was_connected || !wanted_ || client_.impl_->closed))
    guarded(nsp_, [&] { acks_->fail_all("the connection was lost: " + reason); });
  if (!was_connected) return;
  if (on_disconnect_) guarded(nsp_, [&] { on_disconnect_(reason); });
}

void ClientSocket::on_packet(SocketPacket&& packet) {
  switch (packet.type) {
    case SocketType::kConnect: {
      const std::string sid = text_member(packet.data, "sid");
      const std::string pid = text_member(packet.data, "pid");
      const bool recovered = !pid.empty() && pid == pid_;
      pid_ = pid;
      if (!recovered) last_offset_.reset();
      id_.with([&](std::string& id) { id = sid; });
      connected_ = true;
      auto waiting = std::move(waiting_);
      waiting_.clear();
      if (on_connect_) guarded(nsp_, [&] { on_connect_(recovered); });
      for (SocketPacket& ready : waiting) emit_packet(std::move(ready));
      return;
    }
    case SocketType::kConnectError:
      if (on_refused_) {
        const Json& data = packet.data;
        const Json none;
        const auto extra = data.is_object() ? data.find("data") : data.end();
        guarded(nsp_, [&] {
          on_refused_(text_member(data, "message"), extra == data.end() ? none : *extra);
        });
      }
      return;
    case SocketType::kDisconnect:
      pid_ = {};
      return on_transport_close("io server disconnect");
    case SocketType::kEvent:
    case SocketType::kBinaryEvent:
      return on_event(std::move(packet));
    case SocketType::kAck:
    case SocketType::kBinaryAck: {
      auto& data = packet.data.get_ref<Json::array_t&>();
      Args args(std::make_move_iterator(data.begin()), std::make_move_iterator(data.end()));
      guarded(nsp_, [&] { static_cast<void>(acks_->answer(*packet.id, std::move(args))); });
      return;
    }
  }
}

void ClientSocket::on_event(SocketPacket&& packet) {
  auto& data = packet.data.get_ref<Json::array_t&>();
  const std::string event = data[0].is_string() ? data[0].get<std::string>() : dump_json(data[0]);
  Args args(std::make_move_iterator(data.begin() + 1), std::make_move_iterator(data.end()));
  // As the reference client does: with recovery the last argument of an event is its offset.
  if (!pid_.empty() && !args.empty() && args.back().is_string())
    last_offset_ = args.back().get<std::string>();

  Ack::Done done;
  if (packet.id) {
    done = [this, id = *packet.id](Args* answer) {
      if (answer == nullptr) return;
      SocketPacket ack;
      ack.type = SocketType::kAck;
      ack.nsp = nsp_;
      ack.id = id;
      ack.data = Json(Json::array_t(std::make_move_iterator(answer->begin()),
                                    std::make_move_iterator(answer->end())));
      client_.impl_->loop->run_in_order([this, ack = std::move(ack)]() mutable {
        if (connected_) client_.impl_->send(std::move(ack));
      });
    };
  }
  const Ack ack(std::move(done), packet.id.has_value());
  const auto found = handlers_.find(event);
  if (found != handlers_.end())
    guarded(nsp_, [&] { found->second(args, ack); });
  else if (on_any_)
    guarded(nsp_, [&] { on_any_(event, args); });
}

}  // namespace photosieve::net
