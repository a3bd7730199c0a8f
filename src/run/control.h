// ControlServer and ask(): how another process reaches the one that runs a session.
//
// A Unix socket beside the session's lock. One request a connection, a line of JSON
// {"command": "status"|"pause"|"resume"|"cancel"|"change"|"retry"} (change with "settings", retry
// with the photo's number "n"), and one answer, a line of JSON
// {"ok": true, "session": {...}} or {"ok": false, "error": {"code", "message"}}, given when the
// command has taken effect and is stored.
// Errors   asking: kUsage when nobody runs the session, kRetry when no answer comes.
// Threads  the server belongs to the thread that polls it; ask() may be called by any.
// Limits   64 connections, 4 kB a request: over that a connection is closed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <poll.h>

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/unique_fd.h"
#include "run/command.h"

namespace photosieve {

enum class ControlCommand : std::uint8_t { kStatus, kPause, kResume, kCancel, kChange, kRetry };

struct ControlRequest {
  ControlCommand command = ControlCommand::kStatus;
  SettingsChange change;  // for kChange
  std::uint32_t n = 0;    // for kRetry
};

class ControlServer {
 public:
  [[nodiscard]] static Result<ControlServer> listen(const std::string& path);
  ControlServer(ControlServer&&) noexcept = default;
  ControlServer& operator=(ControlServer&&) noexcept = default;
  ~ControlServer();

  void add_to(std::vector<pollfd>& fds) const;
  // Reads what has come and gives each whole request to `handle`; it is answered by answer().
  void serve(const std::function<void(int client, ControlRequest request)>& handle);
  void answer(int client, const nlohmann::ordered_json& answer);

 private:
  struct Client {
    int id = 0;
    UniqueFd socket;
    std::string request;
    bool asked = false;
  };
  ControlServer(UniqueFd socket, std::string path)
      : socket_(std::move(socket)), path_(std::move(path)) {}
  void accept_one();
  [[nodiscard]] bool read_from(Client& client,
                               const std::function<void(int, ControlRequest)>& handle);

  UniqueFd socket_;
  std::string path_;
  std::vector<Client> clients_;
  int next_id_ = 1;
};

// Sends one command and waits for its answer, `timeout_s` seconds at most, or until `stop_fd` is
// readable.
[[nodiscard]] Result<nlohmann::json> ask(const std::string& path, const ControlRequest& request,
                                         int timeout_s, int stop_fd = -1);

}  // namespace photosieve
