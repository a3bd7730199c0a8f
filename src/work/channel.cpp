// SPDX-License-Identifier: GPL-3.0-or-later
#include "work/channel.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace photosieve {
namespace {

constexpr int kPatienceMs = 5000;
constexpr std::size_t kMostDescriptors = 4;  // what a mistaken peer may send; one is kept

std::string reason() {
  return std::system_category().message(errno);
}

// Room for descriptors in a control message, aligned as the kernel wants it.
union Control {
  cmsghdr head;
  std::array<char, CMSG_SPACE(sizeof(int) * kMostDescriptors)> bytes;
};

void attach(msghdr& message, Control& control, int fd) {
  message.msg_control = control.bytes.data();
  message.msg_controllen = CMSG_SPACE(sizeof(int));
  cmsghdr* head = CMSG_FIRSTHDR(&message);
  head->cmsg_level = SOL_SOCKET;
  head->cmsg_type = SCM_RIGHTS;
  head->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(head), &fd, sizeof(int));
}

// Closes all but the first descriptor that came.
void take_descriptors(msghdr& message, UniqueFd& photo) {
  for (cmsghdr* head = CMSG_FIRSTHDR(&message); head != nullptr;
       head = CMSG_NXTHDR(&message, head)) {
    if (head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t count = (head->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int fd = -1;
      std::memcpy(&fd, CMSG_DATA(head) + i * sizeof(int), sizeof(int));
      UniqueFd owned(fd);
      if (!photo.valid()) photo = std::move(owned);
    }
  }
}

Result<> wait_for_room(int socket_fd) {
  pollfd room{socket_fd, POLLOUT, 0};
  int ready = 0;
  do {
    ready = ::poll(&room, 1, kPatienceMs);
  } while (ready < 0 && errno == EINTR);
  if (ready <= 0) return fail(ErrorKind::kRetry, "the peer does not read its socket");
  return {};
}

Result<> send_all(int socket_fd, std::string_view frame, int photo_fd) {
  while (!frame.empty()) {
    Control control{};
    iovec piece{const_cast<char*>(frame.data()), frame.size()};
    msghdr message{};
    message.msg_iov = &piece;
    message.msg_iovlen = 1;
    if (photo_fd >= 0) attach(message, control, photo_fd);
    const ssize_t sent = ::sendmsg(socket_fd, &message, MSG_NOSIGNAL);
    if (sent > 0) {
      frame.remove_prefix(static_cast<std::size_t>(sent));
      photo_fd = -1;  // it went with the first byte
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      PS_TRY_VOID(wait_for_room(socket_fd));
    } else if (errno != EINTR) {
      return fail(ErrorKind::kRetry, "send to the peer: " + reason());
    }
  }
  return {};
}

// True with `wanted` filled; false at the end of the stream before its first byte.
Result<bool> receive_all(int socket_fd, std::span<std::uint8_t> wanted, UniqueFd& photo) {
  std::size_t have = 0;
  while (have < wanted.size()) {
    Control control{};
    iovec piece{wanted.data() + have, wanted.size() - have};
    msghdr message{};
    message.msg_iov = &piece;
    message.msg_iovlen = 1;
    message.msg_control = control.bytes.data();
    message.msg_controllen = control.bytes.size();
    const ssize_t got = ::recvmsg(socket_fd, &message, MSG_CMSG_CLOEXEC);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(ErrorKind::kRetry, "receive from the peer: " + reason());
    take_descriptors(message, photo);
    if (got == 0 && have == 0) return false;
    if (got == 0) return fail(ErrorKind::kRetry, "the peer went away in a message");
    have += static_cast<std::size_t>(got);
  }
  return true;
}

}  // namespace

Result<SocketPair> make_socket_pair() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return fail(ErrorKind::kRetry, "make a socket pair: " + reason());
  return SocketPair{UniqueFd(ends[0]), UniqueFd(ends[1])};
}

Result<> send_request(int socket_fd, const Request& request, int photo_fd) {
  return send_all(socket_fd, encode_request(request), photo_fd);
}

Result<std::optional<ReceivedRequest>> receive_request(int socket_fd) {
  UniqueFd photo;
  std::array<std::uint8_t, kFrameHeadBytes> head{};
  PS_TRY(const bool more, receive_all(socket_fd, head, photo));
  if (!more) return std::optional<ReceivedRequest>{};
  const std::size_t length = frame_length(head);
  if (length == 0 || length > kLargestRequest)
    return fail(ErrorKind::kRetry, "a request is too long");
  std::vector<std::uint8_t> cbor(length);
  PS_TRY(const bool whole, receive_all(socket_fd, cbor, photo));
  if (!whole) return fail(ErrorKind::kRetry, "the peer went away in a message");
  PS_TRY(Request request, decode_request(cbor));
  return ReceivedRequest{std::move(request), std::move(photo)};
}

Result<> send_answer(int socket_fd, const Answer& answer) {
  return send_all(socket_fd, encode_answer(answer), -1);
}

}  // namespace photosieve
