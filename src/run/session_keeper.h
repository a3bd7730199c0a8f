// SessionKeeper: looks once a second at what no session of this process tells by itself.
//
// It tells what the whole program takes (performance_update without a session), tells from the
// store how sessions of other processes go, and notices those whose process died: they are stored
// and told as interrupted, and can be resumed by anybody.
// Errors   logged once, until the store answers again.
// Threads  one of its own, from construction to destruction; look() is its step, for tests.
// Cost     a query of the sessions that are not ended a second.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>
#include <thread>

#include "base/clock.h"
#include "publish/hub.h"
#include "run/host_watch.h"
#include "run/hosted_sessions.h"
#include "store/store.h"

namespace photosieve {

class SessionKeeper {
 public:
  SessionKeeper(Hub& hub, const Clock& clock, std::string database, HostedSessions& hosted,
                HostWatch& use);
  ~SessionKeeper();
  SessionKeeper(const SessionKeeper&) = delete;
  SessionKeeper& operator=(const SessionKeeper&) = delete;

  void stop();

 private:
  void run();
  void look();
  void tell_program();
  [[nodiscard]] Result<> look_at_others();
  [[nodiscard]] Result<> look_at(Session session, const std::string& runtime);
  [[nodiscard]] Result<> look_at_gone(const std::string& id);
  void tell(const Session& session, const Session* before);

  Hub& hub_;
  const Clock& clock_;
  const std::string database_;
  HostedSessions& hosted_;
  HostWatch& use_;
  std::unique_ptr<Store> store_;           // opened by the thread
  std::map<std::string, Session> others_;  // sessions of other processes, as last told
  bool complained_ = false;
  UniqueFd stop_;
  std::thread thread_;
};

}  // namespace photosieve
