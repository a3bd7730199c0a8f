// SessionOwner: the one process that runs a session, known by a lock that dies with it.
//
// For each running session there is a lock file and a control socket in the runtime folder
// ($XDG_RUNTIME_DIR/photosieve, else /tmp/photosieve-UID, made with mode 0700 and refused when it
// is somebody else's). The lock is the kernel's (flock): no crash leaves it behind.
// Errors   kTaken when another process owns the session; kFatal when the folder cannot be used.
// Threads  one.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/result.h"
#include "base/unique_fd.h"

namespace photosieve {

[[nodiscard]] Result<std::string> runtime_folder();
[[nodiscard]] std::string control_path(const std::string& folder, const std::string& session_id);

class SessionOwner {
 public:
  [[nodiscard]] static Result<SessionOwner> claim(const std::string& folder,
                                                  const std::string& session_id);
  SessionOwner(SessionOwner&&) noexcept = default;
  SessionOwner& operator=(SessionOwner&&) noexcept = default;
  ~SessionOwner();

 private:
  SessionOwner(UniqueFd lock, std::string path) : lock_(std::move(lock)), path_(std::move(path)) {}

  UniqueFd lock_;
  std::string path_;
};

// Whether some process owns the session now.
[[nodiscard]] bool is_owned(const std::string& folder, const std::string& session_id);

}  // namespace photosieve
