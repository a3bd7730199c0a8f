// SPDX-License-Identifier: Apache-2.0
#include "net/connection.h"

#include <unistd.h>

#include <algorithm>
#include <array>

#include "net/http_reply.h"
#include "net/http_shard.h"
#include "net/websocket_handshake.h"

namespace photosieve::net {
namespace {

constexpr std::size_t kMaxHeld = std::size_t{64} * 1024;    // pipelined bytes behind a request
constexpr std::uint64_t kPiece = std::uint64_t{64} * 1024;  // of a file, in memory at once
constexpr std::int64_t kLingerMs = 1'000;
constexpr std::size_t kSlices = 64;  // packets in one write
constexpr std::int64_t kNsPerMs = 1'000'000;

}  // namespace

Connection::Connection(HttpShard& shard, Stream stream, std::string peer)
    : shard_(&shard),
      stream_(std::move(stream)),
      timer_(shard.loop().timers(), this,
             [](void* self) { static_cast<Connection*>(self)->on_timeout(); }),
      peer_(std::move(peer)) {}

Connection::~Connection() = default;

void Connection::start() {
  if (!shard_->loop().watch(stream_.fd(), interest(), *this)) {
    close("the kernel refused to watch the connection");
    return;
  }
  if (writable_wanted_) shard_->note_blocked(true);
  if (!awaiting_) wait_for_request();
}

void Connection::wait_for_request() {
  const HttpServerOptions& options = shard_->server().options();
  timer_.set(shard_->loop().now() + options.request_timeout_ms * kNsPerMs);
}

void Connection::on_io(std::uint32_t events) {
  if (state_ == State::kClosed) return;
  if ((events & EPOLLOUT) != 0) flush();
  if (state_ == State::kClosed) return;
  if ((events & EPOLLIN) != 0 && reading_) {
    read();
  } else if ((events & (EPOLLHUP | EPOLLERR | EPOLLRDHUP)) != 0) {
    close("transport close");
  }
}

void Connection::read() {
  std::vector<char>& buffer = shard_->loop().scratch();
  do {
    const IoResult result = stream_.read(buffer);
    if (result.status == IoStatus::kAgain) return;
    if (result.status != IoStatus::kDone) {
      close(result.status == IoStatus::kClosed ? "transport close" : "transport error");
      return;
    }
    on_bytes(std::span<char>(buffer).first(result.bytes));
  } while (state_ != State::kClosed && reading_ && stream_.holds_data());
}

void Connection::on_bytes(std::span<char> bytes) {
  if (state_ == State::kHttp) on_http(bytes);
  if (state_ == State::kWebSocket && !bytes.empty()) on_frames(bytes);
}

void Connection::on_http(std::span<char>& bytes) {
  if (processing_) {  // an answer inside dispatch: the loop below goes on with the rest
    return;
  }
  processing_ = true;
  while (state_ == State::kHttp && !awaiting_ && !finish_ && !bytes.empty()) {
    if (!parser_) {
      parser_ = std::make_unique<HttpRequestParser>(shard_->server().options().limits);
      wait_for_request();
    }
    std::string_view text(bytes.data(), bytes.size());
    const HttpParse parsed = parser_->feed(text);
    bytes = bytes.last(text.size());
    if (parsed == HttpParse::kFailed) {
      shard_->count_bad_request();
      refuse(parser_->error_status());
      bytes = {};
    } else if (parsed == HttpParse::kComplete) {
      HttpRequest request = parser_->take();
      parser_.reset();
      timer_.cancel();
      request.peer = peer_;
      request.secure = secure();
      keep_alive_ = request.keep_alive;
      head_only_ = request.method == "HEAD";
      awaiting_ = true;
      shard_->dispatch(*this, std::move(request));
    } else if (parser_->take_continue()) {
      enqueue(wire_raw("HTTP/1.1 100 Continue\r\n\r\n"));
    }
  }
  processing_ = false;
  if (state_ == State::kHttp && !bytes.empty() && awaiting_) {
    held_.append(bytes.data(), bytes.size());
    bytes = {};
    if (held_.size() > kMaxHeld) {
      reading_ = false;
      update_interest();
    }
  }
}

void Connection::resume() {
  if (held_.empty() || processing_) return;
  std::string bytes = std::move(held_);
  held_ = {};
  on_bytes(bytes);
}

void Connection::on_frames(std::span<char> bytes) {
  while (state_ == State::kWebSocket) {
    const WebSocketEvent event = reader_->next(bytes);
    switch (event.kind) {
      case WebSocketEvent::Kind::kNeedMore:
        return;
      case WebSocketEvent::Kind::kPing: {
        auto pong = std::make_shared<WirePacket>();
        append_frame_header(pong->bytes, Opcode::kPong, event.payload.size());
        pong->bytes.append(event.payload);
        enqueue(std::move(pong));
        break;
      }
      case WebSocketEvent::Kind::kPong:
        break;
      case WebSocketEvent::Kind::kClose:
      case WebSocketEvent::Kind::kError:
        close_websocket(event.code, {});
        return;
      case WebSocketEvent::Kind::kText:
      case WebSocketEvent::Kind::kBinary:
        user_->on_frame(*this, event);
        break;
    }
  }
}

void Connection::respond(const HttpResponse& response) {
  if (state_ != State::kHttp || !awaiting_) return;
  user_ = nullptr;
  drop_reply();
  const bool with_file = response.file && !head_only_ && response.file->bytes > 0;
  if (with_file) {
    file_ = response.file;
    file_sent_ = 0;
    wait_for_request();
  }
  enqueue(wire_raw(encode_response(response, keep_alive_, head_only_)));
  if (!with_file && state_ != State::kClosed) answered();
}

// The answer is queued whole: what comes next may be read.
void Connection::answered() {
  awaiting_ = false;
  if (!keep_alive_) {
    close_after_writing();
    return;
  }
  timer_.set(shard_->loop().now() + shard_->server().options().idle_timeout_ms * kNsPerMs);
  if (!reading_) {
    reading_ = true;
    update_interest();
  }
  resume();
}

// Queues the next piece of the answer's file; false when it cannot be read, and all is over.
bool Connection::send_more_of_file() {
  std::string piece(std::min<std::uint64_t>(kPiece, file_->bytes - file_sent_), '\0');
  const ssize_t count = ::pread(file_->file.get(), piece.data(), piece.size(),
                                static_cast<off_t>(file_->offset + file_sent_));
  if (count <= 0) {  // it became shorter: the peer sees that the answer is not whole
    close("the file of an answer cannot be read");
    return false;
  }
  piece.resize(static_cast<std::size_t>(count));
  file_sent_ += piece.size();
  queue_.push(wire_raw(std::move(piece)));
  timer_.set(shard_->loop().now() + shard_->server().options().idle_timeout_ms * kNsPerMs);
  return true;
}

void Connection::drop_reply() {
  if (reply_) reply_->detach();
  reply_.reset();
}

void Connection::refuse(int status) {
  parser_.reset();
  awaiting_ = true;
  keep_alive_ = false;
  const auto& refusal = shard_->server().options().refusal;
  respond(refusal ? refusal(status) : HttpResponse{status, {}, {}, {}});
}

void Connection::upgrade(const HttpRequest& request, ConnectionUser& user,
                         std::size_t max_message) {
  state_ = State::kWebSocket;
  awaiting_ = false;
  user_ = &user;
  parser_.reset();
  timer_.cancel();
  peer_ = {};  // its session keeps it
  reader_ = std::make_unique<WebSocketReader>(WebSocketRole::kServer, max_message);
  enqueue(wire_raw(encode_websocket_response(request.header("Sec-WebSocket-Key"))));
}

void Connection::send(WirePtr packet) {
  if (!is_open() || finish_) return;
  if (packet->is_volatile && writable_wanted_) return;
  enqueue(std::move(packet));
}

void Connection::enqueue(WirePtr packet) {
  const std::size_t cap = shard_->server().options().max_queued_bytes;
  const std::size_t size = OutQueue::cost(*packet);
  const auto too_much = [&] { return !queue_.empty() && queue_.held() + size > cap; };
  // What a handler sends in one turn may be more than the cap though the peer keeps up.
  if (too_much() && !writable_wanted_ && !overflowed_) flush();
  if (state_ == State::kClosed) return;
  queue_.push(std::move(packet));
  if (queue_.size() > 1 && queue_.held() > cap) overflowed_ = true;
  if (dirty_) return;
  dirty_ = true;
  shard_->loop().at_turn_end(*this);
}

void Connection::on_turn_end() {
  dirty_ = false;
  if (state_ == State::kClosed) return;
  if (overflowed_) {
    shard_->count_slow();
    close("slow reader");
    return;
  }
  if (!writable_wanted_) flush();
}

void Connection::flush() {
  bool file_done = false;
  std::array<iovec, kSlices>
      slices;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled below
  while (true) {
    const IoStatus kept = stream_.flush();
    if (kept == IoStatus::kFailed || kept == IoStatus::kClosed) return close("transport error");
    if (kept == IoStatus::kAgain) return set_blocked(true);
    if (queue_.empty()) {
      if (!file_) break;
      file_done = file_sent_ == file_->bytes;
      if (file_done) {
        file_.reset();
        break;
      }
      if (!send_more_of_file()) return;
    }
    std::size_t count = queue_.gather(slices);
    if (count > 1) {
      const std::string_view run = shard_->gather_cache().find(queue_.untouched());
      if (!run.empty()) {
        slices[0] = {const_cast<char*>(run.data()), run.size()};  // only read, as in gather()
        count = 1;
      }
    }
    std::size_t offered = 0;
    for (std::size_t i = 0; i < count; ++i) offered += slices[i].iov_len;
    const IoResult result = stream_.write(std::span<const iovec>(slices).first(count));
    if (result.status == IoStatus::kFailed || result.status == IoStatus::kClosed)
      return close("transport error");
    queue_.consume(result.bytes);
    // A plain socket that took less than offered is full; asking again would only say so.
    const bool short_write = !stream_.secure() && result.bytes < offered;
    if (result.status == IoStatus::kAgain || short_write) return set_blocked(true);
  }
  set_blocked(false);
  if (file_done && !finish_) return answered();
  if (finish_) linger();
}

void Connection::set_blocked(bool blocked) {
  if (writable_wanted_ == blocked) return;
  writable_wanted_ = blocked;
  shard_->note_blocked(blocked);
  update_interest();
}

std::uint32_t Connection::interest() const {
  std::uint32_t events = EPOLLRDHUP;
  if (reading_) events |= EPOLLIN;
  if (writable_wanted_) events |= EPOLLOUT;
  return events;
}

void Connection::update_interest() {
  shard_->loop().rewatch(stream_.fd(), interest(), *this);
}

void Connection::close_websocket(CloseCode code, std::string_view reason) {
  if (state_ != State::kWebSocket || finish_) return;
  enqueue(wire_close(code, reason));
  close_after_writing();
}

void Connection::close_after_writing() {
  if (!is_open() || finish_) return;
  finish_ = true;
  timer_.set(shard_->loop().now() + 10 * kLingerMs * kNsPerMs);  // for a peer that never reads
  ConnectionUser* user = std::exchange(user_, nullptr);
  if (state_ == State::kWebSocket) state_ = State::kLingering;
  if (!dirty_) {
    dirty_ = true;
    shard_->loop().at_turn_end(*this);
  }
  if (user != nullptr) user->on_connection_closed(*this, "transport close");
}

// Closing a socket that has unread bytes resets it, and the peer may never see the answer. So:
// say that no more comes, drop what still arrives, and close when the peer has, or soon.
void Connection::linger() {
  state_ = State::kLingering;
  finish_ = false;
  stream_.shutdown_writing();
  timer_.set(shard_->loop().now() + kLingerMs * kNsPerMs);
}

void Connection::on_timeout() {
  const bool mid_request = state_ == State::kHttp && parser_ != nullptr;
  if (mid_request) {
    shard_->count_bad_request();
    refuse(408);
    return;
  }
  close("timeout");
}

void Connection::close(std::string_view reason) {
  if (state_ == State::kClosed) return;
  state_ = State::kClosed;
  timer_.cancel();
  if (writable_wanted_) shard_->note_blocked(false);
  writable_wanted_ = false;
  shard_->loop().unwatch(stream_.fd());
  stream_.close();
  queue_.clear();
  file_.reset();
  ConnectionUser* user = std::exchange(user_, nullptr);
  drop_reply();
  auto self = shard_->release(*this);
  shard_->loop().destroy_later(std::move(self));
  shard_->count_closed();
  if (user != nullptr) user->on_connection_closed(*this, reason);
}

void Connection::move_to(HttpShard& shard, std::function<void(Connection&)> then) {
  // At the end of the turn no function of this connection is on the stack, and it has written what
  // it had; if it is still there then, it goes.
  HttpShard* from = shard_;
  HttpShard* to = &shard;
  from->loop().after_turn([this, from, to, then = std::move(then)]() mutable {
    if (!from->owns(*this) || dirty_) return;
    from->loop().unwatch(stream_.fd());
    timer_.move_to(to->loop().timers());
    if (writable_wanted_) from->note_blocked(false);
    shard_ = to;
    to->loop().post([self = from->release(*this), to, then = std::move(then)]() mutable {
      Connection& connection = *self;
      to->take(std::move(self));
      if (connection.is_open()) then(connection);
    });
  });
}

}  // namespace photosieve::net
