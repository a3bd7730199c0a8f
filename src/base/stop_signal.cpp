// SPDX-License-Identifier: Apache-2.0
#include "base/stop_signal.h"

#include <sys/eventfd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>

#include "base/result.h"

namespace photosieve {
namespace {

constexpr std::array<int, 4> kSignals{SIGINT, SIGTERM, SIGHUP, SIGPIPE};

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

}  // namespace

StopSignal::StopSignal() : fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  PS_CHECK(fd_.valid());
  g_count = 0;
  PS_CHECK(g_fd.exchange(fd_.get()) == -1);
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    Kept& kept = kept_[i];
    kept.signal = kSignals[i];
    ::sigaction(kept.signal, nullptr, &kept.before);
    if (kept.before.sa_handler == SIG_IGN) continue;
    struct sigaction action {};
    action.sa_handler = kept.signal == SIGPIPE ? SIG_IGN : on_signal;
    ::sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    ::sigaction(kept.signal, &action, nullptr);
  }
}

StopSignal::~StopSignal() {
  for (const Kept& kept : kept_) ::sigaction(kept.signal, &kept.before, nullptr);
  g_fd = -1;
}

int StopSignal::count() const {
  return g_count.load();
}

}  // namespace photosieve
