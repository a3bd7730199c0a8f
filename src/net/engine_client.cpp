// SPDX-License-Identifier: Apache-2.0
#include "net/engine_client.h"

namespace photosieve::net {
namespace {
constexpr SteadyNs kNsPerMs = 1'000'000;
constexpr std::size_t kMostPackets = 10'000;  // in one answer to a poll
}  // namespace

EngineClient::EngineClient(const ClientNetwork& network, const EngineClientOptions& options,
                           Handlers handlers)
    : network_(network),
      options_(options),
      handlers_(std::move(handlers)),
      deadline_(network.loop.timers(), this,
                [](void* self) { static_cast<EngineClient*>(self)->on_deadline(); }) {}

EngineClient::~EngineClient() {
  close();
}

std::string EngineClient::query(const char* transport) const {
  std::string text = std::string("EIO=4&transport=") + transport;
  if (!handshake_.sid.empty()) text += "&sid=" + handshake_.sid;
  return text;
}

HttpRequest EngineClient::request(const char* method, std::string body) const {
  HttpRequest made;
  made.method = method;
  made.path = options_.path;
  made.query = query("polling");
  made.headers = options_.headers;
  if (!body.empty()) made.headers.emplace_back("Content-Type", "text/plain; charset=UTF-8");
  made.body = std::move(body);
  return made;
}

// ---- opening

void EngineClient::open() {
  state_ = State::kOpening;
  deadline_.set(network_.loop.now() + options_.connect_timeout_ms * kNsPerMs);
  if (!options_.use_polling) return open_websocket();
  poll_ = std::make_unique<HttpClient>(network_, options_.max_message);
  post_ = std::make_unique<HttpClient>(network_, options_.max_message);
  poll();
}

void EngineClient::open_websocket() {
  websocket_ = std::make_unique<WebSocketClient>(
      network_, options_.max_message,
      WebSocketClient::Handlers{[] {},  // the open packet follows
                                [this](std::string_view data, bool binary) {
                                  binary ? handlers_.on_message(data, true) : on_packet(data);
                                },
                                [this](const std::string& reason) { fail_with(reason); }});
  const auto begun = websocket_->connect(options_.path, query("websocket"), options_.headers);
  if (!begun) fail_with(begun.error().message);
}

void EngineClient::on_open(std::string_view data) {
  auto handshake = decode_engine_open(data);
  if (!handshake || state_ != State::kOpening) return fail_with("parse error");
  handshake_ = *std::move(handshake);
  state_ = State::kOpen;
  set_deadline();
  handlers_.on_open();
  if (state_ == State::kOpen && !websocket_ && options_.use_websocket && handshake_.may_upgrade)
    probe();
}

// ---- polling

void EngineClient::poll() {
  poll_->request(request("GET", {}),
                 [this](Result<HttpResponse> response) { on_poll(std::move(response)); });
}

void EngineClient::on_poll(Result<HttpResponse> response) {
  if (!response) return fail_with(response.error().message);
  if (response->status != 200)
    return fail_with("the server answered a poll with " + std::to_string(response->status));
  const auto items = decode_engine_payload(response->body, kMostPackets);
  if (!items) return fail_with("parse error");
  for (const EnginePayloadItem& item : *items) {
    if (state_ == State::kClosed) return;
    if (item.binary)
      handlers_.on_message(item.data, true);
    else
      on_packet(std::string(1, static_cast<char>('0' + static_cast<int>(item.type))) + item.data);
  }
  if (state_ == State::kClosed || websocket_) return;
  if (probed_)
    move_if_idle();
  else
    poll();
}

void EngineClient::post() {
  std::string payload;
  std::size_t taken = 0;
  while (taken < queue_.size() &&
         (taken == 0 || payload.size() + queue_[taken].data.size() * 4 / 3 + 8 <
                            static_cast<std::size_t>(handshake_.max_payload))) {
    const Outgoing& packet = queue_[taken++];
    packet.binary ? append_payload_binary(payload, packet.data)
                  : append_payload_text(payload, packet.data);
  }
  queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(taken));
  post_->request(request("POST", std::move(payload)), [this](Result<HttpResponse> response) {
    if (!response) return fail_with(response.error().message);
    if (response->status != 200)
      return fail_with("the server answered a post with " + std::to_string(response->status));
    flush();
    if (probed_) move_if_idle();
  });
}

void EngineClient::send(Outgoing packet) {
  if (state_ != State::kOpen) return;
  queue_.push_back(std::move(packet));
  flush();
}

void EngineClient::flush() {
  if (state_ != State::kOpen || queue_.empty()) return;
  if (websocket_) {
    for (const Outgoing& packet : queue_) websocket_->send(packet.data, packet.binary);
    queue_.clear();
  } else if (!probed_ && !post_->is_busy()) {
    post();
  }
}

// ---- upgrading

void EngineClient::probe() {
  probe_ = std::make_unique<WebSocketClient>(
      network_, options_.max_message,
      WebSocketClient::Handlers{
          [this] { probe_->send("2probe", false); },
          [this](std::string_view data, bool binary) {
            if (websocket_)  // the same WebSocket, after the upgrade
              binary ? handlers_.on_message(data, true) : on_packet(data);
            else
              on_probe(binary ? std::string_view{} : data);
          },
          [this](const std::string& reason) { websocket_ ? fail_with(reason) : drop_probe(); }});
  if (!probe_->connect(options_.path, query("websocket"), options_.headers)) drop_probe();
}

void EngineClient::on_probe(std::string_view text) {
  if (text != "3probe") return drop_probe();
  probed_ = true;  // no new polls and posts: what is under way comes to its end
  move_if_idle();
}

void EngineClient::move_if_idle() {
  if (state_ != State::kOpen || poll_->is_busy() || post_->is_busy()) return;
  websocket_ = std::move(probe_);
  probed_ = false;
  network_.loop.destroy_later(std::move(poll_));
  network_.loop.destroy_later(std::move(post_));
  websocket_->send("5", false);
  flush();
}

void EngineClient::drop_probe() {
  if (!probe_) return;
  probe_->close();
  network_.loop.destroy_later(std::move(probe_));
  const bool paused = std::exchange(probed_, false);
  if (!paused || state_ != State::kOpen) return;
  if (!poll_->is_busy()) poll();
  flush();
}

// ---- packets

void EngineClient::on_packet(std::string_view text) {
  const auto packet = decode_engine_packet(text);
  if (!packet) return fail_with("parse error");
  if (packet->type == EngineType::kOpen) return on_open(packet->data);
  if (state_ != State::kOpen) return fail_with("parse error");
  switch (packet->type) {
    case EngineType::kPing:
      set_deadline();
      return send({"3" + std::string(packet->data), false});
    case EngineType::kMessage:
      return handlers_.on_message(packet->data, false);
    case EngineType::kClose:
      return fail_with("transport close");
    default:
      return;  // noop
  }
}

void EngineClient::set_deadline() {
  deadline_.set(network_.loop.now() +
                (handshake_.ping_interval_ms + handshake_.ping_timeout_ms) * kNsPerMs);
}

void EngineClient::on_deadline() {
  fail_with(state_ == State::kOpening ? "timeout" : "ping timeout");
}

// ---- ending

void EngineClient::fail_with(const std::string& reason) {
  if (state_ == State::kClosed) return;
  close();
  handlers_.on_close(reason);
}

void EngineClient::close() {
  if (state_ == State::kClosed) return;
  const bool was_open = state_ == State::kOpen;
  state_ = State::kClosed;
  deadline_.cancel();
  queue_.clear();
  EventLoop& loop = network_.loop;
  for (auto* socket : {&websocket_, &probe_}) {
    if (!*socket) continue;
    (*socket)->close_normally();
    loop.destroy_later(std::move(*socket));
  }
  if (poll_) {
    poll_->abandon();
    loop.destroy_later(std::move(poll_));
  }
  if (!post_) return;
  // A last word, for whose answer nobody waits: the request is with the kernel when this returns.
  if (was_open && post_->is_open() && !post_->is_busy())
    post_->request(request("POST", "1"), [](const Result<HttpResponse>&) {});
  loop.destroy_later(std::move(post_));
}

}  // namespace photosieve::net
