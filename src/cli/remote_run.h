// RemoteRun: a session of a server, watched from elsewhere over Socket.IO.
//
// Which session: its id, the id's beginning, or `last`: the newest that is not ended. A connection
// that is lost comes back by itself, and the newest state with it. What the server says is read as
// what nobody vouches for (event_reader.h).
// Errors   connect(): kUsage for an address that is none. Later: problem() while there is no
//          connection; failed() when it makes no sense to go on (no such session, no token).
// Threads  made, used and destroyed by one; events come on a thread of the client, and `wake` is
//          called there. Memory: bounded, as only what was not taken yet is kept, of progress and
//          performance the newest.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/guarded.h"
#include "base/result.h"
#include "model/events.h"
#include "net/socket_client.h"

namespace photosieve {

class RemoteRun {
 public:
  // `token` "": none.
  [[nodiscard]] static Result<std::unique_ptr<RemoteRun>> connect(const std::string& url,
                                                                  const std::string& token,
                                                                  const std::string& session,
                                                                  std::function<void()> wake);
  ~RemoteRun();
  RemoteRun(const RemoteRun&) = delete;
  RemoteRun& operator=(const RemoteRun&) = delete;

  struct Taken {
    std::vector<Event> events;
    std::string problem;                // with the connection; "" when there is none
    std::optional<std::string> failed;  // why it makes no sense to go on
    std::string notice;                 // a command that was refused, and why
    bool ended = false;                 // with these events the session is over
    std::string session_id;             // "" while it is not known
  };
  [[nodiscard]] Taken take();

  void pause() { command("pause_processing"); }
  void resume() { command("resume_processing"); }

 private:
  RemoteRun(std::string url, std::string wanted, std::function<void()> wake);

  // On the client's thread.
  void choose(const Result<net::Args>& answer);
  void join(const std::string& id);
  void hear(const std::string& name, const net::Args& args);
  void hear_of_session(const net::Json& session);

  void command(const char* event);
  void change(const std::function<void(Taken&)>& how);

  const std::string url_;
  const std::string wanted_;
  const std::function<void()> wake_;
  Guarded<Taken> taken_;
  std::unique_ptr<net::SocketClient> client_;
  net::ClientSocket* socket_ = nullptr;  // the client's

  // Of the client's thread alone.
  struct Known {
    std::string id;
    std::string created_at;
    bool active = false;
  };
  std::vector<Known> known_;
  std::string id_;
  bool paused_ = false;
};

}  // namespace photosieve
