// SPDX-License-Identifier: Apache-2.0
#include "net/stream.h"

#include <sys/socket.h>

#include <cerrno>

namespace photosieve::net {
namespace {

IoResult failed() {
  if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) return {IoStatus::kAgain, 0};
  return {IoStatus::kFailed, 0};
}

}  // namespace

IoResult Stream::read(std::span<char> buffer) {
  if (tls_) return tls_->read(buffer);
  const ssize_t got = ::recv(fd_.get(), buffer.data(), buffer.size(), 0);
  if (got < 0) return failed();
  if (got == 0) return {IoStatus::kClosed, 0};
  return {IoStatus::kDone, static_cast<std::size_t>(got)};
}

IoResult Stream::write(std::span<const iovec> slices) {
  if (tls_) return tls_->write(slices);
  ssize_t sent = 0;
  if (slices.size() == 1) {  // send() costs the kernel less than sendmsg()
    sent = ::send(fd_.get(), slices[0].iov_base, slices[0].iov_len, MSG_NOSIGNAL);
  } else {
    msghdr message{};
    message.msg_iov = const_cast<iovec*>(slices.data());  // not changed by sending
    message.msg_iovlen = slices.size();
    sent = ::sendmsg(fd_.get(), &message, MSG_NOSIGNAL);
  }
  if (sent < 0) return failed();
  return {IoStatus::kDone, static_cast<std::size_t>(sent)};
}

IoStatus Stream::flush() {
  return tls_ ? tls_->flush() : IoStatus::kDone;
}

void Stream::shutdown_writing() {
  if (tls_) tls_->say_goodbye();
  ::shutdown(fd_.get(), SHUT_WR);
}

void Stream::close() {
  tls_.reset();
  fd_.reset();
}

}  // namespace photosieve::net
