// EventLoop: one thread's sockets, timers and posted work, over epoll.
//
// A turn: what the kernel reports, then posted tasks, then timers, then turn-end work (writing).
// Threads  post(), stop(), in_loop() any; everything else on the thread that calls run().
// Lifetime what is watched must be unwatched before it goes; destroy_later() keeps an object until
//          the turn is over, since an event for it may still be in hand.
// Errors   create() when the kernel refuses a descriptor.
// Cost     one epoll_wait a turn; one write to an eventfd for the first post of a turn.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/epoll.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/unique_fd.h"
#include "net/task.h"
#include "net/timer.h"

namespace photosieve::net {

// Something whose descriptor is watched.
class IoHandler {
 public:
  virtual ~IoHandler() = default;
  virtual void on_io(std::uint32_t events) = 0;  // EPOLLIN, EPOLLOUT, EPOLLHUP, ...
};

// Something that has work left for the end of the turn.
class TurnEnd {
 public:
  virtual ~TurnEnd() = default;
  virtual void on_turn_end() = 0;
};

class EventLoop {
 public:
  [[nodiscard]] static Result<std::unique_ptr<EventLoop>> create();
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  void run();  // until stop()
  void stop();

  // Runs the task on the loop's thread, in the order of the posts. After the loop has stopped for
  // good a task is dropped with the loop.
  void post(Task task);
  [[nodiscard]] bool in_loop() const;

  // On the loop's thread with nothing posted that waits: runs the task now. Otherwise posts it. So
  // what one thread hands over keeps its order, and a handler's own sending costs no crossing.
  template <class Work>
  void run_in_order(Work&& work) {
    if (in_loop() && waiting_.load(std::memory_order_acquire) == 0)
      work();
    else
      post(std::forward<Work>(work));
  }

  [[nodiscard]] bool watch(int fd, std::uint32_t events, IoHandler& handler);
  void rewatch(int fd, std::uint32_t events, IoHandler& handler);
  void unwatch(int fd);

  [[nodiscard]] TimerHeap& timers() { return timers_; }
  [[nodiscard]] SteadyNs now() const { return now_; }  // when this turn began
  [[nodiscard]] WallMs wall() const { return clock_.wall(); }

  // Calls the handler once more at the end of this turn; ask once a turn and handler.
  void at_turn_end(TurnEnd& handler) { turn_end_.push_back(&handler); }
  // Runs after all writing of this turn.
  void after_turn(Task task) { after_turn_.push_back(std::move(task)); }

  // Deletes the object when the turn is over.
  template <class T>
  void destroy_later(std::unique_ptr<T> object) {
    graveyard_.push_back(std::shared_ptr<void>(std::move(object)));
  }

  // A buffer that every handler of this loop may use while it runs: reading needs no memory of its
  // own in each connection.
  [[nodiscard]] std::vector<char>& scratch() { return scratch_; }

 private:
  EventLoop() = default;
  void turn();
  void run_posted();
  void finish_turn();

  // Constant after create().
  UniqueFd epoll_;
  UniqueFd wake_;
  SystemClock clock_;

  // Any thread.
  std::atomic<bool> stopping_{false};
  std::atomic<std::size_t> waiting_{0};  // posted tasks that have not begun
  std::mutex mutex_;
  std::vector<Task> posted_;   // mutex_
  bool wake_pending_ = false;  // mutex_

  // The loop's thread only.
  TimerHeap timers_;
  SteadyNs now_ = 0;
  std::vector<TurnEnd*> turn_end_;
  std::vector<Task> after_turn_;
  std::vector<std::shared_ptr<void>> graveyard_;  // deleters only; nobody else holds them
  std::vector<epoll_event> events_ = std::vector<epoll_event>(512);
  std::vector<char> scratch_ = std::vector<char>(std::size_t{64} * 1024);
};

}  // namespace photosieve::net
