// SPDX-License-Identifier: Apache-2.0
#include "net/socket_client.h"

#include <algorithm>
#include <cmath>

#include "net/random.h"
#include "net/socket_client_impl.h"

namespace photosieve::net {

std::int64_t reconnect_delay_ms(const SocketClientOptions& options, int attempt, double random) {
  const double grown =
      static_cast<double>(options.reconnect_delay_ms) * std::pow(2.0, std::min(attempt, 30));
  const double jittered = grown * (1 + options.jitter * (2 * random - 1));
  return static_cast<std::int64_t>(
      std::clamp(jittered, 0.0, static_cast<double>(options.reconnect_delay_max_ms)));
}

SocketClient::SocketClient(SocketClientOptions options)
    : impl_(std::make_unique<Impl>(std::move(options))) {}

SocketClient::~SocketClient() {
  stop();
}

ClientSocket& SocketClient::of(std::string nsp, Json auth) {
  if (nsp.empty() || nsp[0] != '/') nsp.insert(0, 1, '/');
  auto& found = impl_->sockets[nsp];
  if (!found) found = std::make_unique<ClientSocket>(*this, nsp, std::move(auth));
  return *found;
}

void SocketClient::on_failure(std::function<void(const std::string& reason)> handler) {
  impl_->on_failure = std::move(handler);
}

Result<> SocketClient::start() {
  return impl_->start();
}

void SocketClient::close() {
  if (impl_->loop) impl_->loop->run_in_order([impl = impl_.get()] { impl->close(); });
}

void SocketClient::stop() {
  if (!impl_->thread.joinable()) return;
  impl_->loop->post([impl = impl_.get()] {
    impl->close();
    impl->loop->stop();
  });
  impl_->thread.join();
}

// ---- on the client's thread

Result<> SocketClient::Impl::start() {
  if (thread.joinable()) return fail(ErrorKind::kUsage, "a client starts once");
  PS_TRY(ClientTarget target, parse_target(options.url));
  if (target.secure && !options.tls) {
    PS_TRY(options.tls, TlsContext::client(""));
  }
  PS_TRY(loop, EventLoop::create());
  network = std::make_unique<ClientNetwork>(ClientNetwork{*loop, std::move(target), options.tls});
  retry = std::make_unique<Timer>(loop->timers(), this,
                                  [](void* self) { static_cast<Impl*>(self)->connect(); });
  for (const auto& [name, socket] : sockets)
    socket->acks_ = std::make_unique<PendingAcks>(*loop, options.max_pending_acks);
  loop->post([this] { connect(); });
  thread = std::thread([this] { loop->run(); });
  return {};
}

void SocketClient::Impl::connect() {
  if (closed) return;
  assembler.reset();
  engine = std::make_unique<EngineClient>(
      *network, options.engine,
      EngineClient::Handlers{
          [this] { on_engine_open(); },
          [this](std::string_view data, bool binary) { on_message(data, binary); },
          [this](const std::string& reason) { on_engine_close(reason); }});
  engine->open();
}

void SocketClient::Impl::on_engine_open() {
  attempt = 0;
  for (const auto& [name, socket] : sockets)
    if (socket->wanted_) socket->on_transport_open();
}

void SocketClient::Impl::drop_engine() {
  if (!engine) return;
  engine->close();
  loop->destroy_later(std::move(engine));
}

void SocketClient::Impl::on_engine_close(const std::string& reason) {
  drop_engine();
  for (const auto& [name, socket] : sockets) socket->on_transport_close(reason);
  if (on_failure) on_failure(reason);
  if (closed || !options.reconnect) return;
  const double random = static_cast<double>(random_u32()) / static_cast<double>(UINT32_MAX);
  retry->set(loop->now() + reconnect_delay_ms(options, attempt, random) * 1'000'000);
  ++attempt;
}

void SocketClient::Impl::close() {
  if (closed) return;
  closed = true;
  retry->cancel();
  for (const auto& [name, socket] : sockets) {
    if (!socket->is_connected()) continue;
    SocketPacket goodbye;
    goodbye.type = SocketType::kDisconnect;
    goodbye.nsp = name;
    send(std::move(goodbye));
  }
  drop_engine();
  for (const auto& [name, socket] : sockets) socket->on_transport_close("io client disconnect");
}

void SocketClient::Impl::close_if_unused() {
  const bool used = std::any_of(sockets.begin(), sockets.end(),
                                [](const auto& entry) { return entry.second->wanted_; });
  if (!used) close();
}

void SocketClient::Impl::on_message(std::string_view data, bool binary) {
  using Status = PacketAssembler::Status;
  if (!assembler) assembler = std::make_unique<PacketAssembler>(options.packets);
  const Status status = binary ? assembler->binary(data) : assembler->text(data);
  if (status == Status::kMore) return;
  if (status == Status::kInvalid) return on_engine_close("parse error");
  SocketPacket packet = assembler->take();
  const auto socket = sockets.find(packet.nsp);
  if (socket != sockets.end()) socket->second->on_packet(std::move(packet));
}

void SocketClient::Impl::send(SocketPacket packet) {
  if (!is_open()) return;
  const EncodedPacket encoded = encode_socket_packet(std::move(packet));
  engine->send_text(encoded.text);
  for (const std::string& attachment : encoded.attachments) {
    if (is_open()) engine->send_binary(attachment);
  }
}

}  // namespace photosieve::net
