// The worker channel: frames over a stream socket pair, the photo's descriptor beside the request.
//
// The descriptor travels (SCM_RIGHTS) with the frame's first byte, so that neither comes without
// the other. Errors: kRetry: the peer is gone or does not take the frame; it is to be killed.
// Threads: one at a time a direction. None of the calls raises SIGPIPE.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <utility>

#include "base/result.h"
#include "base/unique_fd.h"
#include "work/protocol.h"

namespace photosieve {

struct SocketPair {
  UniqueFd coordinator;  // close-on-exec
  UniqueFd worker;       // close-on-exec: clear it, or hand it on with dup2, when executing
};
[[nodiscard]] Result<SocketPair> make_socket_pair();

// The coordinator's side; the socket may be non-blocking. A request is small against the socket's
// buffer; with it full, waits for room, at most some seconds. `photo_fd` stays the caller's.
[[nodiscard]] Result<> send_request(int socket_fd, const Request& request, int photo_fd);

struct ReceivedRequest {
  Request request;
  UniqueFd photo;  // not valid when none came
};

// The worker's side; blocks. Nothing when the coordinator closed its end between requests.
[[nodiscard]] Result<std::optional<ReceivedRequest>> receive_request(int socket_fd);
[[nodiscard]] Result<> send_answer(int socket_fd, const Answer& answer);

}  // namespace photosieve
