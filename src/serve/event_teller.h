// EventTeller: tells clients what the hub publishes, and those who come the newest state.
//
// One thread does both, so that a client sees one order: whoever joins a session gets its state as
// it is stored, and from then on only what came after. What is told to a room is encoded once.
// Rooms: session_<id> hears of one session, `sessions` of every session's changes (its counts every
// two seconds) and of the host.
// Errors   unknown sessions, and a store that does not answer, are told to who asked.
// Threads  its own, from construction to stop(); the other methods any, and return at once.
// Limits   10,000 requests that wait; over that kTooManyRequests.
// Lifetime the Socket.IO server outlives it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "base/clock.h"
#include "net/namespace.h"
#include "publish/hub.h"
#include "serve/live_reply.h"
#include "store/store.h"

namespace photosieve {

class EventTeller {
 public:
  EventTeller(net::Namespace& nsp, Hub& hub, std::string database, const Clock& clock);
  ~EventTeller();  // stop()
  EventTeller(const EventTeller&) = delete;
  EventTeller& operator=(const EventTeller&) = delete;

  void join(std::string session_id, LiveReply reply);
  void watch(LiveReply reply);  // the room `sessions`
  void status(std::string session_id, LiveReply reply);

  void stop();

 private:
  using Job = std::function<void()>;
  static constexpr std::size_t kMostJobs = 10'000;

  void add(const LiveReply& reply, Job job);
  void subscribe();
  void run();
  void tell_all();  // what the hub has
  void tell(const Event& event);
  void tell_list(const ProgressUpdate& update);
  void do_join(const std::string& session_id, const LiveReply& reply);
  void do_watch(const LiveReply& reply);
  void do_status(const std::string& session_id, const LiveReply& reply);
  [[nodiscard]] Asked<Store*> store();

  net::Namespace& nsp_;
  Hub& hub_;
  const std::string database_;
  const Clock& clock_;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> jobs_;   // mutex_
  bool news_ = false;      // mutex_
  bool stopping_ = false;  // mutex_

  // The thread's only.
  std::shared_ptr<Mailbox> mailbox_;
  std::unique_ptr<Store> store_;
  struct Listed {
    Session session;
    SteadyNs told = 0;
  };
  std::map<std::string, Listed> listed_;  // sessions that are not ended, as the list last heard
  std::set<std::string> told_endings_;
  std::thread thread_;
};

}  // namespace photosieve
