// SPDX-License-Identifier: Apache-2.0
#include "net/client_connection.h"

#include <system_error>

namespace photosieve::net {

ClientConnection::~ClientConnection() {
  close();
}

Result<> ClientConnection::open() {
  close();
  const ClientTarget& target = network_.target;
  PS_TRY(UniqueFd fd, connect_to(target.endpoint));
  std::unique_ptr<TlsSession> tls;
  if (target.secure) {
    if (!network_.tls) return fail(ErrorKind::kUsage, "a secure address needs a TLS context");
    tls = network_.tls->session(fd.get(), target.endpoint.host);
    if (!tls) return fail(ErrorKind::kRetry, "OpenSSL made no session");
  }
  stream_ = std::make_unique<Stream>(std::move(fd), std::move(tls));
  connecting_ = true;
  writable_wanted_ = true;
  if (!network_.loop.watch(stream_->fd(), EPOLLIN | EPOLLOUT, *this)) {
    close();
    return fail(ErrorKind::kRetry, "the kernel refused to watch a socket");
  }
  return {};
}

void ClientConnection::close() {
  if (!stream_) return;
  network_.loop.unwatch(stream_->fd());
  stream_.reset();
  out_ = {};
  connecting_ = false;
}

void ClientConnection::lose(const std::string& reason) {
  if (!stream_) return;
  close();
  on_lost(reason);
}

void ClientConnection::on_io(std::uint32_t events) {
  if (!stream_) return;
  if (connecting_) {
    const int error = connect_error(stream_->fd());
    if (error != 0) return lose(std::error_code(error, std::generic_category()).message());
    if ((events & EPOLLOUT) == 0) return;
    connecting_ = false;
  }
  if ((events & EPOLLOUT) != 0) flush();
  if (stream_ && (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) read();
}

void ClientConnection::read() {
  std::vector<char>& buffer = network_.loop.scratch();
  do {
    const IoResult result = stream_->read(buffer);
    if (result.status == IoStatus::kAgain) break;
    if (result.status != IoStatus::kDone)
      return lose(result.status == IoStatus::kClosed ? "transport close" : failure());
    on_bytes(std::span<char>(buffer).first(result.bytes));
  } while (stream_ && stream_->holds_data());
  if (stream_ && stream_->secure() && !out_.empty()) flush();  // the handshake may be done now
}

std::string ClientConnection::failure() const {
  const std::string distrust = stream_->distrust();
  return distrust.empty() ? "transport error"
                          : "the server's certificate is not trusted: " + distrust;
}

void ClientConnection::write(std::string_view bytes) {
  if (!stream_) return;
  out_ += bytes;
  if (!connecting_) flush();
}

void ClientConnection::flush() {
  bool blocked = stream_->flush() == IoStatus::kAgain;
  while (!blocked && !out_.empty()) {
    const iovec slice{out_.data(), out_.size()};
    const IoResult result = stream_->write({&slice, 1});
    if (result.status == IoStatus::kFailed || result.status == IoStatus::kClosed)
      return lose(failure());
    out_.erase(0, result.bytes);
    blocked = result.status == IoStatus::kAgain || result.bytes == 0 ||
              stream_->flush() == IoStatus::kAgain;
  }
  if (blocked == writable_wanted_) return;
  writable_wanted_ = blocked;
  update_interest();
}

void ClientConnection::update_interest() {
  network_.loop.rewatch(stream_->fd(), writable_wanted_ ? EPOLLIN | EPOLLOUT : EPOLLIN, *this);
}

}  // namespace photosieve::net
