// SPDX-License-Identifier: Apache-2.0
#include "net/event_loop.h"

#include <sys/eventfd.h>

#include <algorithm>
#include <cerrno>

namespace photosieve::net {
namespace {

// The loop that this thread runs, if any.
EventLoop*& current_loop() {
  // NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): a thread's own
  thread_local EventLoop* loop = nullptr;
  return loop;
}

int wait_ms(SteadyNs now, SteadyNs earliest) {
  if (earliest == INT64_MAX) return -1;
  if (earliest <= now) return 0;
  const std::int64_t ms = (earliest - now + 999'999) / 1'000'000;  // never early
  return static_cast<int>(std::min<std::int64_t>(ms, 60'000));
}

}  // namespace

Result<std::unique_ptr<EventLoop>> EventLoop::create() {
  std::unique_ptr<EventLoop> loop(new EventLoop);
  loop->epoll_ = UniqueFd(::epoll_create1(EPOLL_CLOEXEC));
  loop->wake_ = UniqueFd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!loop->epoll_.valid() || !loop->wake_.valid())
    return fail(ErrorKind::kRetry, "the kernel gave no descriptor for an event loop");
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.ptr = nullptr;  // marks the wake-up
  if (::epoll_ctl(loop->epoll_.get(), EPOLL_CTL_ADD, loop->wake_.get(), &event) != 0)
    return fail(ErrorKind::kRetry, "the kernel refused to watch a descriptor");
  loop->now_ = loop->clock_.steady();
  return loop;
}

EventLoop::~EventLoop() = default;

bool EventLoop::in_loop() const {
  return current_loop() == this;
}

void EventLoop::run() {
  current_loop() = this;
  while (!stopping_.load()) turn();
  run_posted();  // what was posted before stop()
  finish_turn();
  current_loop() = nullptr;
  stopping_.store(false);
}

void EventLoop::stop() {
  stopping_.store(true);
  post([] {});
}

void EventLoop::post(Task task) {
  bool wake = false;
  {
    const std::scoped_lock lock(mutex_);
    posted_.push_back(std::move(task));
    waiting_.fetch_add(1, std::memory_order_release);
    wake = !wake_pending_;
    wake_pending_ = true;
  }
  if (!wake) return;
  const std::uint64_t one = 1;
  while (::write(wake_.get(), &one, sizeof one) < 0 && errno == EINTR) {
  }
}

bool EventLoop::watch(int fd, std::uint32_t events, IoHandler& handler) {
  epoll_event event{};
  event.events = events;
  event.data.ptr = &handler;
  return ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &event) == 0;
}

void EventLoop::rewatch(int fd, std::uint32_t events, IoHandler& handler) {
  epoll_event event{};
  event.events = events;
  event.data.ptr = &handler;
  ::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, fd, &event);
}

void EventLoop::unwatch(int fd) {
  ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, fd, nullptr);
}

void EventLoop::turn() {
  // What ran at the end of the last turn may have left work for the end of this one.
  const bool work_left = !turn_end_.empty() || !after_turn_.empty();
  const int wait = work_left ? 0 : wait_ms(clock_.steady(), timers_.earliest());
  const int ready =
      ::epoll_wait(epoll_.get(), events_.data(), static_cast<int>(events_.size()), wait);
  now_ = clock_.steady();
  bool woken = false;
  for (int i = 0; i < ready; ++i) {
    const epoll_event& event = events_[static_cast<std::size_t>(i)];
    if (event.data.ptr == nullptr)
      woken = true;
    else
      static_cast<IoHandler*>(event.data.ptr)->on_io(event.events);
  }
  if (woken) {
    std::uint64_t count = 0;
    while (::read(wake_.get(), &count, sizeof count) < 0 && errno == EINTR) {
    }
  }
  if (woken) run_posted();
  timers_.run_due(now_);
  finish_turn();
}

void EventLoop::run_posted() {
  std::vector<Task> tasks;
  {
    const std::scoped_lock lock(mutex_);
    tasks.swap(posted_);
    wake_pending_ = false;
  }
  for (Task& task : tasks) {
    waiting_.fetch_sub(1, std::memory_order_relaxed);
    task();
  }
}

void EventLoop::finish_turn() {
  // Writing may end connections, whose handlers may queue more writing.
  while (!turn_end_.empty()) {
    std::vector<TurnEnd*> now;
    now.swap(turn_end_);
    for (TurnEnd* handler : now) handler->on_turn_end();
    if (turn_end_.empty()) {  // keep the memory for the next turn
      now.clear();
      turn_end_.swap(now);
    }
  }
  std::vector<Task> after;
  after.swap(after_turn_);
  for (Task& task : after) task();
  std::vector<std::shared_ptr<void>> dead;
  dead.swap(graveyard_);
}

}  // namespace photosieve::net
