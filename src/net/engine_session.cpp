// SPDX-License-Identifier: Apache-2.0
#include "net/engine_session.h"

#include <algorithm>
#include <functional>

#include "net/encoding.h"
#include "net/engine_shard.h"
#include "net/engineio_packet.h"

namespace photosieve::net {
namespace {

constexpr SteadyNs kNsPerMs = 1'000'000;
constexpr SteadyNs kPollReleaseNs = 100 * kNsPerMs;
constexpr std::size_t kPollPayload = std::size_t{1} << 20;

}  // namespace

// A WebSocket that asks to take over from polling.
struct EngineSession::Upgrade {
  Connection* connection = nullptr;
  Timer timer;  // every 100 ms while probed
  SteadyNs deadline = 0;
  bool probed = false;
};

EngineSession::EngineSession(EngineShard& shard, std::string sid)
    : shard_(&shard),
      heartbeat_(shard.loop().timers(), this,
                 [](void* self) { static_cast<EngineSession*>(self)->on_heartbeat(); }),
      sid_(std::move(sid)) {}

EngineSession::~EngineSession() = default;

EventLoop& EngineSession::loop() const {
  return shard_->loop();
}

std::size_t EngineSession::loop_index() const {
  return shard_->index();
}

HttpResponse EngineSession::text_response(int status, std::string body,
                                          std::string_view origin) const {
  HttpResponse response{status, cors_headers(shard_->options().cors, origin), std::move(body)};
  response.headers.emplace_back("Content-Type", "text/plain; charset=UTF-8");
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

// ---- opening

void EngineSession::open_polling(Connection& connection, HttpRequest&& request) {
  const EngineOptions& options = shard_->options();
  const EngineHandshake handshake{sid_, options.allow_websocket, options.ping_interval_ms,
                                  options.ping_timeout_ms,
                                  static_cast<std::int64_t>(options.max_payload)};
  connection.respond(text_response(200, encode_engine_open(handshake), request.header("Origin")));
  begin(std::move(request));
}

void EngineSession::open_websocket(Connection& connection, HttpRequest&& request) {
  const EngineOptions& options = shard_->options();
  const EngineHandshake handshake{sid_, false, options.ping_interval_ms, options.ping_timeout_ms,
                                  static_cast<std::int64_t>(options.max_payload)};
  socket_ = &connection;
  connection.upgrade(request, *this, options.max_payload);
  connection.send(wire_text(encode_engine_open(handshake)));
  begin(std::move(request));
}

void EngineSession::begin(HttpRequest&& request) {
  heartbeat_.set(loop().now() + shard_->options().ping_interval_ms * kNsPerMs);
  user_ = shard_->shared().factory(*this, std::move(request));
}

// ---- sending

bool EngineSession::is_writable() const {
  if (!open_) return false;
  return socket_ != nullptr ? !socket_->is_blocked() : poll_ != nullptr;
}

void EngineSession::send(WirePtr packet) {
  if (!open_) return;
  if (socket_ != nullptr) {
    socket_->send(std::move(packet));
    return;
  }
  if (packet->is_volatile && poll_ == nullptr) return;
  const std::size_t cap = shard_->shared().max_queued_bytes;
  queue_.push(std::move(packet));
  if (queue_.size() > 1 && queue_.held() > cap) overflowed_ = true;
  if (turn_end_pending_ || (poll_ == nullptr && !overflowed_)) return;
  turn_end_pending_ = true;
  loop().at_turn_end(*this);
}

void EngineSession::on_turn_end() {
  turn_end_pending_ = false;
  if (!open_) return;
  // A poll that is open takes what a busy turn has put together, however much that is.
  if (poll_ != nullptr) {
    flush_poll();
    overflowed_ = queue_.held() > shard_->shared().max_queued_bytes;
  }
  if (overflowed_) {
    ++shard_->shared().dropped_slow;
    end("slow reader", "1");
  }
}

void EngineSession::flush_poll() {
  if (poll_ == nullptr || queue_.empty()) return;
  answer_poll(queue_.take_payload(kPollPayload));
}

void EngineSession::answer_poll(std::string body) {
  Connection* connection = std::exchange(poll_, nullptr);
  if (connection == nullptr) return;
  connection->set_user(nullptr);
  connection->respond(text_response(200, std::move(body), poll_origin_));
}

// ---- polling

// A browser whose connection breaks before the answer sends the same request again by itself, and
// the client above it never knows. Clients give each request a `t` of its own, so a repeated one is
// seen by it: a POST is taken once, and after a GET whose answer was lost the session ends, so that
// the client knows and can recover. 0 without a `t`.
std::size_t EngineSession::mark_of(const HttpRequest& request) {
  const auto t = query_value(request.query, "t");
  if (!t || t->empty()) return 0;
  return std::hash<std::string>{}(*t + ' ' + request.body) | 1U;
}

void EngineSession::on_poll(Connection& connection, const HttpRequest& request) {
  if (poll_ != nullptr) {  // two at a time: neither can be trusted with the order
    connection.respond(text_response(400, "", request.header("Origin")));
    end("transport error", "1");
    return;
  }
  const std::size_t mark = mark_of(request);
  if (mark != 0 && mark == last_poll_) {  // its first answer was lost, and what was in it
    connection.respond(text_response(400, "", request.header("Origin")));
    end("transport error", "1");
    return;
  }
  last_poll_ = mark;
  poll_ = &connection;
  poll_origin_ = std::string(request.header("Origin"));
  connection.set_user(this);
  if (!queue_.empty())
    flush_poll();
  else if (upgrade_ && upgrade_->probed)
    answer_poll("6");  // the client waits for its poll to come back before it moves
}

void EngineSession::on_post(Connection& connection, const HttpRequest& request) {
  const std::string origin(request.header("Origin"));
  const std::size_t mark = mark_of(request);
  if (mark != 0 && mark == std::exchange(last_post_, mark))
    return connection.respond(text_response(200, "ok", origin));
  const auto items = decode_engine_payload(request.body, shard_->options().max_packets);
  bool good = items.has_value();
  if (good) {
    for (const EnginePayloadItem& item : *items) {
      if (!open_) break;
      good = on_item(item) && good;
    }
  }
  if (!good) end("parse error", "1");
  connection.respond(text_response(good ? 200 : 400, good ? "ok" : "", origin));
}

bool EngineSession::on_item(const EnginePayloadItem& item) {
  if (item.binary) {
    on_binary(item.data);
    return true;
  }
  switch (item.type) {
    case EngineType::kClose:
      end("transport close", "6");
      return true;
    case EngineType::kPong:
    case EngineType::kMessage:
      on_packet(std::string(1, static_cast<char>('0' + static_cast<int>(item.type))) + item.data);
      return true;
    default:
      return false;  // nothing else is a client's to send
  }
}

// ---- packets, from whichever transport

void EngineSession::on_packet(std::string_view text) {
  const auto packet = decode_engine_packet(text);
  if (!packet) return end("parse error", "1");
  switch (packet->type) {
    case EngineType::kPong:
      if (!awaits_pong_) return;
      awaits_pong_ = false;
      heartbeat_.set(loop().now() + shard_->options().ping_interval_ms * kNsPerMs);
      return;
    case EngineType::kMessage:
      user_->on_message(packet->data, false);
      return;
    case EngineType::kClose:
      return end("transport close", "6");
    default:
      return end("parse error", "1");
  }
}

void EngineSession::on_binary(std::string_view bytes) {
  user_->on_message(bytes, true);
}

void EngineSession::on_heartbeat() {
  const EngineOptions& options = shard_->options();
  if (awaits_pong_) return end("ping timeout", "1");
  awaits_pong_ = true;
  send(wire_text("2"));
  heartbeat_.set(loop().now() + options.ping_timeout_ms * kNsPerMs);
}

// ---- WebSockets

void EngineSession::on_frame(Connection& connection, const WebSocketEvent& event) {
  if (upgrade_ && upgrade_->connection == &connection) return on_probe(event);
  if (event.kind == WebSocketEvent::Kind::kBinary)
    on_binary(event.payload);
  else
    on_packet(event.payload);
}

void EngineSession::on_upgrade(Connection& connection, const HttpRequest& request) {
  // A second WebSocket for a session is turned away, and the first goes on.
  connection.upgrade(request, *this, shard_->options().max_payload);
  if (socket_ != nullptr || upgrade_) {
    connection.set_user(nullptr);
    connection.close_websocket(CloseCode::kPolicy, "the session has a WebSocket already");
    return;
  }
  upgrade_ = std::unique_ptr<Upgrade>(
      new Upgrade{&connection,
                  {loop().timers(), this,
                   [](void* self) { static_cast<EngineSession*>(self)->on_upgrade_timer(); }},
                  loop().now() + shard_->options().upgrade_timeout_ms * kNsPerMs});
  upgrade_->timer.set(upgrade_->deadline);
}

void EngineSession::on_probe(const WebSocketEvent& event) {
  if (event.kind == WebSocketEvent::Kind::kText && event.payload == "2probe") {
    upgrade_->connection->send(wire_text("3probe"));
    upgrade_->probed = true;
    answer_poll("6");
    upgrade_->timer.set(loop().now() + kPollReleaseNs);
  } else if (event.kind == WebSocketEvent::Kind::kText && event.payload == "5" &&
             upgrade_->probed) {
    finish_upgrade();
  } else {
    end_upgrade(CloseCode::kProtocolError);
  }
}

void EngineSession::on_upgrade_timer() {
  if (loop().now() >= upgrade_->deadline) return end_upgrade(CloseCode::kPolicy);
  answer_poll("6");
  upgrade_->timer.set(std::min(upgrade_->deadline, loop().now() + kPollReleaseNs));
}

void EngineSession::finish_upgrade() {
  socket_ = upgrade_->connection;
  const auto done = std::move(upgrade_);
  answer_poll("6");
  while (!queue_.empty()) socket_->send(queue_.take());
}

void EngineSession::end_upgrade(CloseCode code) {
  const auto given_up = std::move(upgrade_);
  given_up->connection->set_user(nullptr);
  given_up->connection->close_websocket(code, {});
}

// ---- ending

void EngineSession::on_connection_closed(Connection& connection, std::string_view reason) {
  if (upgrade_ && upgrade_->connection == &connection) {
    upgrade_.reset();
    return;
  }
  if (socket_ == &connection) {
    socket_ = nullptr;
    end(reason, {});
  } else if (poll_ == &connection) {
    poll_ = nullptr;
    end(reason, {});
  }
}

void EngineSession::close(std::string_view reason) {
  if (socket_ != nullptr) {
    end(reason, {});
    return;
  }
  flush_poll();
  end(reason, "1");
}

void EngineSession::end(std::string_view reason, std::string_view last_poll) {
  if (!open_) return;
  open_ = false;
  heartbeat_.cancel();
  if (upgrade_) end_upgrade(CloseCode::kNormal);
  answer_poll(std::string(last_poll));
  if (socket_ != nullptr) {
    Connection* socket = std::exchange(socket_, nullptr);
    socket->set_user(nullptr);
    socket->close_websocket(CloseCode::kNormal, {});
  }
  if (user_) user_->on_close(reason);
  shard_->forget(*this);
}

}  // namespace photosieve::net
