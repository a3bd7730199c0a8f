// SPDX-License-Identifier: Apache-2.0
#include "base/stop_signal.h"

#include <signal.h>
#include <sys/eventfd.h>

#include <array>
#include <atomic>
#include <cerrno>

#include "base/result.h"

namespace photosieve {
namespace {

constexpr std::array<int, 3> kSignals{SIGINT, SIGTERM, SIGHUP};

// What a signal handler may touch: lock-free atomics and a descriptor to write to.
std::atomic<int> g_count{0};  // NOLINT: a handler has no other way in
std::atomic<int> g_fd{-1};    // NOLINT
static_assert(std::atomic<int>::is_always_lock_free);

void on_signal(int) {
  const int saved = errno;
  g_count.fetch_add(1);
  const std::uint64_t one = 1;
  (void)!::write(g_fd.load(), &one, sizeof one);
  errno = saved;
}

void set_handler(int signal, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  ::sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  ::sigaction(signal, &action, nullptr);
}

}  // namespace

StopSignal::StopSignal() : fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  PS_CHECK(fd_.valid());
  g_count = 0;
  PS_CHECK(g_fd.exchange(fd_.get()) == -1);
  for (const int signal : kSignals) set_handler(signal, on_signal);
  set_handler(SIGPIPE, SIG_IGN);
}

StopSignal::~StopSignal() {
  for (const int signal : kSignals) set_handler(signal, SIG_DFL);
  set_handler(SIGPIPE, SIG_DFL);
  g_fd = -1;
}

int StopSignal::count() const {
  return g_count.load();
}

}  // namespace photosieve
