// SPDX-License-Identifier: Apache-2.0
#include "net/endpoint.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>
#include <system_error>

namespace photosieve::net {
namespace {

constexpr int kSocketType = SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC;

std::string errno_text() {
  return std::error_code(errno, std::generic_category()).message();
}

struct AddressFree {
  void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};
using AddressList = std::unique_ptr<addrinfo, AddressFree>;

Result<AddressList> resolve(const Endpoint& endpoint, bool passive) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV | (passive ? AI_PASSIVE : 0);
  addrinfo* list = nullptr;
  const std::string port = std::to_string(endpoint.port);
  const char* host = endpoint.host.empty() ? nullptr : endpoint.host.c_str();
  const int error = ::getaddrinfo(host, port.c_str(), &hints, &list);
  if (error != 0)
    return fail(ErrorKind::kRetry, endpoint.host + ": " + std::string(::gai_strerror(error)));
  return AddressList(list);
}

Result<sockaddr_un> unix_address(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path)
    return fail(ErrorKind::kUsage, path + ": too long for a socket's path");
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return address;
}

Result<UniqueFd> listen_unix(const std::string& path) {
  PS_TRY(const sockaddr_un address, unix_address(path));
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);
  UniqueFd probe(::socket(AF_UNIX, kSocketType, 0));
  if (probe.valid() && ::connect(probe.get(), generic, sizeof address) == 0)
    return fail(ErrorKind::kRetry, path + ": another program listens there");
  if (errno == ECONNREFUSED) ::unlink(path.c_str());  // left behind by a program that died
  UniqueFd fd(::socket(AF_UNIX, kSocketType, 0));
  if (!fd.valid() || ::bind(fd.get(), generic, sizeof address) != 0 ||
      ::listen(fd.get(), SOMAXCONN) != 0)
    return fail(ErrorKind::kRetry, path + ": " + errno_text());
  return fd;
}

}  // namespace

Result<Endpoint> parse_endpoint(std::string_view text) {
  Endpoint endpoint;
  constexpr std::string_view kUnix = "unix:";
  if (text.substr(0, kUnix.size()) == kUnix) {
    endpoint.unix_path = std::string(text.substr(kUnix.size()));
    if (endpoint.unix_path.empty()) return fail(ErrorKind::kUsage, "unix: needs a path");
    return endpoint;
  }
  const std::size_t colon = text.rfind(':');
  const std::string shown(text);
  if (colon == std::string_view::npos)
    return fail(ErrorKind::kUsage, shown + ": expected HOST:PORT or unix:PATH");
  std::string_view host = text.substr(0, colon);
  const std::string_view port = text.substr(colon + 1);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), endpoint.port);
  if (error != std::errc{} || end != port.data() + port.size())
    return fail(ErrorKind::kUsage, shown + ": the port is a number from 0 to 65535");
  if (!host.empty() && host.front() == '[') {
    if (host.back() != ']') return fail(ErrorKind::kUsage, shown + ": a bracket is missing");
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return fail(ErrorKind::kUsage, shown + ": write an IPv6 address as [ADDRESS]:PORT");
  }
  endpoint.host = std::string(host);
  return endpoint;
}

std::string to_text(const Endpoint& endpoint) {
  if (!endpoint.unix_path.empty()) return "unix:" + endpoint.unix_path;
  const bool v6 = endpoint.host.find(':') != std::string::npos;
  return (v6 ? '[' + endpoint.host + ']' : endpoint.host) + ':' + std::to_string(endpoint.port);
}

Result<UniqueFd> listen_on(const Endpoint& endpoint, bool share_port) {
  if (!endpoint.unix_path.empty()) return listen_unix(endpoint.unix_path);
  PS_TRY(const AddressList list, resolve(endpoint, true));
  const int on = 1;
  for (const addrinfo* address = list.get(); address != nullptr; address = address->ai_next) {
    UniqueFd fd(::socket(address->ai_family, kSocketType, 0));
    if (!fd.valid()) continue;
    ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (share_port) ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    if (::bind(fd.get(), address->ai_addr, address->ai_addrlen) == 0 &&
        ::listen(fd.get(), SOMAXCONN) == 0)
      return fd;
  }
  return fail(ErrorKind::kRetry, to_text(endpoint) + ": " + errno_text());
}

std::uint16_t bound_port(int fd) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  if (address.ss_family == AF_INET)
    return ntohs(reinterpret_cast<const sockaddr_in*>(&address)->sin_port);
  if (address.ss_family == AF_INET6)
    return ntohs(reinterpret_cast<const sockaddr_in6*>(&address)->sin6_port);
  return 0;
}

Result<UniqueFd> connect_to(const Endpoint& endpoint) {
  if (!endpoint.unix_path.empty()) {
    PS_TRY(const sockaddr_un address, unix_address(endpoint.unix_path));
    UniqueFd fd(::socket(AF_UNIX, kSocketType, 0));
    const auto* generic = reinterpret_cast<const sockaddr*>(&address);
    if (!fd.valid() || ::connect(fd.get(), generic, sizeof address) != 0)
      return fail(ErrorKind::kRetry, to_text(endpoint) + ": " + errno_text());
    return fd;
  }
  PS_TRY(const AddressList list, resolve(endpoint, false));
  for (const addrinfo* address = list.get(); address != nullptr; address = address->ai_next) {
    UniqueFd fd(::socket(address->ai_family, kSocketType, 0));
    if (!fd.valid()) continue;
    if (::connect(fd.get(), address->ai_addr, address->ai_addrlen) == 0 || errno == EINPROGRESS) {
      set_no_delay(fd.get());
      return fd;
    }
  }
  return fail(ErrorKind::kRetry, to_text(endpoint) + ": " + errno_text());
}

int connect_error(int fd) {
  int error = 0;
  socklen_t size = sizeof error;
  if (::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0) return errno;
  return error;
}

std::string peer_address(int fd) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (::getpeername(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) return {};
  const void* bytes = nullptr;
  if (address.ss_family == AF_INET)
    bytes = &reinterpret_cast<const sockaddr_in*>(&address)->sin_addr;
  if (address.ss_family == AF_INET6)
    bytes = &reinterpret_cast<const sockaddr_in6*>(&address)->sin6_addr;
  if (bytes == nullptr) return {};
  if (::inet_ntop(address.ss_family, bytes, text.data(), text.size()) == nullptr) return {};
  return text.data();
}

void set_no_delay(int fd) {
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void set_unsent_limit(int fd) {
  const int bytes = 128 * 1024;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &bytes, sizeof bytes);
}

}  // namespace photosieve::net
