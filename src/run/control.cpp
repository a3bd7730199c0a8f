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

#include "base/clock.h"
#include "model/name_table.h"

namespace photosieve {
namespace {

constexpr std::size_t kMostClients = 64;
constexpr std::size_t kLongestRequest = 4096;
constexpr std::size_t kLongestAnswer = 64 * 1024;
constexpr std::array<std::string_view, 6> kCommands{"status", "pause",  "resume",
                                                    "cancel", "change", "retry"};

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

Result<ControlRequest> request_from(const std::string& line) {
  const auto wrong = [](const char* message) { return fail(ErrorKind::kUsage, message); };
  // Nothing that is asked for nests deeper; a parser that recurses is not given more.
  if (std::count(line.begin(), line.end(), '[') + std::count(line.begin(), line.end(), '{') > 16)
    return wrong("the request nests too deeply");
  const auto json = nlohmann::json::parse(line, nullptr, false);
  const auto command = json.is_object() ? json.find("command") : json.end();
  if (!json.is_object() || command == json.end() || !command->is_string())
    return wrong("the request has no command");
  const auto known = value_named<ControlCommand>(kCommands, command->get_ref<const std::string&>());
  if (!known) return wrong("the command is not status, pause, resume, cancel, change or retry");
  ControlRequest request{.command = *known};
  if (*known == ControlCommand::kChange) {
    const auto settings = json.find("settings");
    if (settings == json.end()) return wrong("a change needs its settings");
    PS_TRY(request.change, change_from_json(*settings));
  }
  if (*known == ControlCommand::kRetry) {
    const auto n = json.find("n");
    if (n == json.end() || !n->is_number_unsigned() || n->get<std::uint64_t>() > UINT32_MAX)
      return wrong("a retry needs the photo's number n");
    request.n = n->get<std::uint32_t>();
  }
  return request;
}

const sockaddr* generic(const sockaddr_un& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

nlohmann::ordered_json refusal(const char* code, const std::string& message) {
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

void ControlServer::serve(const std::function<void(int, ControlRequest)>& handle) {
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
                              const std::function<void(int, ControlRequest)>& handle) {
  if (client.asked) return true;
  std::array<char, kLongestRequest> bytes{};
  const ssize_t got = ::recv(client.socket.get(), bytes.data(), bytes.size(), 0);
  if (got < 0) return errno == EAGAIN || errno == EINTR;
  client.request.append(bytes.data(), static_cast<std::size_t>(got));
  const std::size_t line = client.request.find('\n');
  if (line == std::string::npos) return got > 0 && client.request.size() < kLongestRequest;
  auto request = request_from(client.request.substr(0, line));
  client.asked = true;
  if (!request) {
    const std::string text = refusal("invalid_payload", request.error().message).dump() + "\n";
    (void)::send(client.socket.get(), text.data(), text.size(), MSG_NOSIGNAL);
    return false;
  }
  handle(client.id, std::move(*request));
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

Result<nlohmann::json> ask(const std::string& path, const ControlRequest& request, int timeout_s,
                           int stop_fd) {
  PS_TRY(const sockaddr_un address, address_of(path));
  const UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket.valid() || ::connect(socket.get(), generic(address), sizeof address) != 0)
    return fail(ErrorKind::kUsage, "no process runs this session");
  nlohmann::ordered_json json_request{
      {"command", kCommands[static_cast<std::size_t>(request.command)]}};
  if (request.command == ControlCommand::kChange)
    json_request["settings"] = change_json(request.change);
  if (request.command == ControlCommand::kRetry) json_request["n"] = request.n;
  const std::string text = json_request.dump() + "\n";
  if (::send(socket.get(), text.data(), text.size(), MSG_NOSIGNAL) < 0)
    return fail(ErrorKind::kRetry, fmt::format("the session's process: {}", system_says(errno)));
  std::string answer;
  std::array<char, 4096> bytes{};
  const SystemClock clock;
  const SteadyNs until = clock.steady() + timeout_s * SteadyNs{1'000'000'000};
  while (answer.find('\n') == std::string::npos && answer.size() < kLongestAnswer) {
    std::array<pollfd, 2> waits{{{socket.get(), POLLIN, 0}, {stop_fd, POLLIN, 0}}};
    const SteadyNs left = std::max<SteadyNs>(0, until - clock.steady());
    const int ready = ::poll(waits.data(), waits.size(), static_cast<int>(left / 1'000'000));
    if (ready < 0 && errno == EINTR) continue;
    if (ready == 0 || waits[0].revents == 0)
      return fail(ErrorKind::kRetry, "the session's process does not answer");
    const ssize_t got = ::recv(socket.get(), bytes.data(), bytes.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return fail(ErrorKind::kRetry, "the session's process ended");
    answer.append(bytes.data(), static_cast<std::size_t>(got));
  }
  auto json = nlohmann::json::parse(answer, nullptr, false);
  if (!json.is_object() || !json.contains("ok"))
    return fail(ErrorKind::kRetry, "the session's process gave no sensible answer");
  return json;
}

}  // namespace photosieve
