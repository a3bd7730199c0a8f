// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/control.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <nlohmann/json.hpp>
#include <optional>
#include <system_error>

namespace photosieve {
namespace {

constexpr std::size_t kMostClients = 8;
constexpr std::size_t kLongestRequest = 256;
constexpr std::size_t kLongestAnswer = 64 * 1024;
constexpr std::array<std::string_view, 4> kCommands{"status", "pause", "resume", "cancel"};

std::string system_says(int error) {
  return std::generic_category().message(error);
}

Result<sockaddr_un> address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof(address.sun_path))
    return fail(ErrorKind::kFatal, fmt::format("{} is too long for a socket's name; set "
                                               "XDG_RUNTIME_DIR to a shorter one",
                                               path));
  std::copy(path.begin(), path.end(), address.sun_path);
  return address;
}

std::optional<ControlCommand> command_from(const std::string& line) {
  const auto json = nlohmann::json::parse(line, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  const auto command = json.find("command");
  if (command == json.end() || !command->is_string()) return std::nullopt;
  for (std::size_t i = 0; i < kCommands.size(); ++i)
    if (command->get_ref<const std::string&>() == kCommands[i])
      return static_cast<ControlCommand>(i);
  return std::nullopt;
}

const sockaddr* generic(const sockaddr_un& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

nlohmann::ordered_json refusal(const char* code, const char* message) {
  return {{"ok", false}, {"error", {{"code", code}, {"message", message}}}};
}

}  // namespace

Result<ControlServer> ControlServer::listen(const std::string& path) {
  PS_TRY(const sockaddr_un address, address_of(path));
  UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  ::unlink(path.c_str());  // a crashed owner's; the session's lock says that there is no other
  if (!socket.valid() || ::bind(socket.get(), generic(address), sizeof address) != 0 ||
      ::listen(socket.get(), 8) != 0)
    return fail(ErrorKind::kFatal, fmt::format("control socket {}: {}", path, system_says(errno)));
  return ControlServer(std::move(socket), path);
}

ControlServer::~ControlServer() {
  if (socket_.valid()) ::unlink(path_.c_str());
}

void ControlServer::add_to(std::vector<pollfd>& fds) const {
  fds.push_back({socket_.get(), POLLIN, 0});
  for (const Client& client : clients_)
    if (!client.asked) fds.push_back({client.socket.get(), POLLIN, 0});
}

void ControlServer::serve(const std::function<void(int, ControlCommand)>& handle) {
  accept_one();
  for (std::size_t i = 0; i < clients_.size();) {
    if (read_from(clients_[i], handle))
      ++i;
    else
      clients_.erase(clients_.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

void ControlServer::accept_one() {
  UniqueFd socket(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
  if (!socket.valid() || clients_.size() >= kMostClients) return;
  clients_.push_back({next_id_++, std::move(socket), {}, false});
}

bool ControlServer::read_from(Client& client,
                              const std::function<void(int, ControlCommand)>& handle) {
  if (client.asked) return true;
  std::array<char, kLongestRequest> bytes{};
  const ssize_t got = ::recv(client.socket.get(), bytes.data(), bytes.size(), 0);
  if (got < 0) return errno == EAGAIN || errno == EINTR;
  client.request.append(bytes.data(), static_cast<std::size_t>(got));
  const std::size_t line = client.request.find('\n');
  if (line == std::string::npos) return got > 0 && client.request.size() < kLongestRequest;
  const auto command = command_from(client.request.substr(0, line));
  client.asked = true;
  if (!command) {
    const std::string text =
        refusal("invalid_payload", "the command is not status, pause, resume or cancel").dump() +
        "\n";
    (void)::send(client.socket.get(), text.data(), text.size(), MSG_NOSIGNAL);
    return false;
  }
  handle(client.id, *command);
  return true;
}

void ControlServer::answer(int client, const nlohmann::ordered_json& answer) {
  const auto found = std::find_if(clients_.begin(), clients_.end(),
                                  [client](const Client& one) { return one.id == client; });
  if (found == clients_.end()) return;
  const std::string text =
      answer.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  // An answer fits a socket's buffer; a client that is gone is no concern of the run's.
  (void)::send(found->socket.get(), text.data(), text.size(), MSG_NOSIGNAL);
  clients_.erase(found);
}

Result<nlohmann::json> ask(const std::string& path, ControlCommand command, int timeout_s) {
  PS_TRY(const sockaddr_un address, address_of(path));
  const UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket.valid() || ::connect(socket.get(), generic(address), sizeof address) != 0)
    return fail(ErrorKind::kUsage, "no process runs this session");
  const timeval timeout{timeout_s, 0};
  ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
  const std::string request =
      fmt::format("{{\"command\": \"{}\"}}\n", kCommands[static_cast<std::size_t>(command)]);
  if (::send(socket.get(), request.data(), request.size(), MSG_NOSIGNAL) < 0)
    return fail(ErrorKind::kRetry, fmt::format("the session's process: {}", system_says(errno)));
  std::string answer;
  std::array<char, 4096> bytes{};
  while (answer.find('\n') == std::string::npos && answer.size() < kLongestAnswer) {
    const ssize_t got = ::recv(socket.get(), bytes.data(), bytes.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0)
      return fail(ErrorKind::kRetry, got == 0 ? std::string("the session's process ended")
                                              : std::string("the session's process does not "
                                                            "answer"));
    answer.append(bytes.data(), static_cast<std::size_t>(got));
  }
  auto json = nlohmann::json::parse(answer, nullptr, false);
  if (!json.is_object() || !json.contains("ok"))
    return fail(ErrorKind::kRetry, "the session's process gave no sensible answer");
  return json;
}

}  // namespace photosieve
