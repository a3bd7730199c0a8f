// HostedSessions: the sessions that run in this process, a thread and a store connection each.
//
// Workers are shared anew whenever a session begins, pauses, goes on, changes its limit or ends.
// Errors   told to `done`: what open_session() refuses, as the contract's codes.
// Threads  any; launch() and order() return soon, stop() waits for all sessions' ends. Callbacks
//          run on the session's thread. Limits: 64 sessions at once.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>

#include "run/host_watch.h"
#include "run/order_box.h"
#include "run/run.h"
#include "run/session_host.h"

namespace photosieve {

class HostedSessions {
 public:
  using Ended = std::function<void(Result<RunOutcome>)>;

  HostedSessions(Hub& hub, const Clock& clock, const HostOptions& options, HostWatch& use);
  ~HostedSessions();  // stop()
  HostedSessions(const HostedSessions&) = delete;
  HostedSessions& operator=(const HostedSessions&) = delete;

  // Opens and runs a session. `done` is called once: when it runs and that is stored, or with what
  // kept it from it; `ended`, if any, after the run.
  void launch(RunRequest request, SessionDone done, Ended ended = {});
  // Gives the order to the session, or back when it does not run here.
  [[nodiscard]] std::optional<Order> order(const std::string& id, Order order);
  [[nodiscard]] bool here(const std::string& id) const;
  [[nodiscard]] std::set<std::string> ids() const;
  [[nodiscard]] bool idle() const;

  // Shares the workers anew when the container's limits have changed.
  void follow_limits(double processors);
  void reap();  // joins the threads of sessions that are over
  void stop();
  [[nodiscard]] int stop_fd() const { return stop_.get(); }  // readable from stop() on

 private:
  struct Hosted {
    std::string id;  // "" until it is known
    std::shared_ptr<OrderBox> orders = std::make_shared<OrderBox>();
    std::thread thread;
    bool active = false;      // takes part in the sharing of workers
    std::uint32_t limit = 0;  // the most workers it wants; 0: no limit
    bool finished = false;
  };
  static constexpr std::size_t kMostSessions = 64;

  void live(Hosted& hosted, RunRequest request, const SessionDone& done, const Ended& ended);
  void follow(Hosted& hosted, const Session& session);
  void share_workers();  // with mutex_ held

  Hub& hub_;
  const Clock& clock_;
  const HostOptions options_;
  HostWatch& use_;
  UniqueFd stop_;
  std::mutex opening_;  // one session opens at a time: the same folder is not begun twice
  mutable std::mutex mutex_;
  std::list<Hosted> hosted_;  // mutex_; an element is its thread's until it is finished
  bool stopping_ = false;     // mutex_
  unsigned shared_ = 0;       // mutex_: workers that were last shared
};

}  // namespace photosieve
