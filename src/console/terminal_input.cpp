// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/terminal_input.h"

#include <sys/eventfd.h>
#include <termios.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>

#include "base/result.h"

namespace photosieve {
namespace {

constexpr std::array<int, 3> kSignals{SIGTSTP, SIGCONT, SIGWINCH};
// What ends a process at once, unless somebody else has a use for it.
constexpr std::array<int, 6> kFatal{SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
// The cursor is shown and lines wrap.
constexpr char kAsFound[] = "\x1b[?25h\x1b[?7h";

// What handlers may touch: lock-free atomics, descriptors, and settings that are written before
// their flag is set.
std::atomic<std::uint32_t> g_seen{0};  // NOLINT: a bit each of kSignals
std::atomic<int> g_wake{-1};           // NOLINT
std::atomic<bool> g_changed{false};    // NOLINT: g_found is to be put back
std::atomic<int> g_in{-1};             // NOLINT
std::atomic<int> g_out{-1};            // NOLINT
termios g_found{};                     // NOLINT
static_assert(std::atomic<int>::is_always_lock_free);

void on_signal(int signal) {
  const int saved = errno;
  for (std::size_t i = 0; i < kSignals.size(); ++i)
    if (kSignals[i] == signal) g_seen.fetch_or(1U << i);
  const std::uint64_t one = 1;
  (void)!::write(g_wake.load(), &one, sizeof one);
  errno = saved;
}

void put_back() {
  if (!g_changed.exchange(false)) return;
  // In the background this would stop the process.
  sigset_t tty_output;
  sigset_t before;
  ::sigemptyset(&tty_output);
  ::sigaddset(&tty_output, SIGTTOU);
  ::pthread_sigmask(SIG_BLOCK, &tty_output, &before);
  ::tcsetattr(g_in.load(), TCSANOW, &g_found);
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void on_fatal(int signal) {
  put_back();
  (void)!::write(g_out.load(), kAsFound, sizeof kAsFound - 1);
  ::raise(signal);  // as it was before: the handler is for once
}

void take_over(int signal, void (*handler)(int), int flags) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(signal, &action, nullptr);
}

}  // namespace

TerminalInput::TerminalInput(int in, int out, bool wanted)
    : in_(in),
      out_(out),
      wanted_(wanted && ::isatty(out) == 1),
      wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!wanted_) return;
  PS_CHECK(wake_.valid());
  g_seen = 0;
  PS_CHECK(g_wake.exchange(wake_.get()) == -1);
  g_in = in_;
  g_out = out_;
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    kept_[i].signal = kSignals[i];
    ::sigaction(kSignals[i], nullptr, &kept_[i].before);
    // A shell without job control ignores SIGTSTP: it stays so.
    if (kept_[i].before.sa_handler != SIG_IGN) take_over(kSignals[i], on_signal, SA_RESTART);
  }
  for (const int signal : kFatal) {
    Kept kept{.signal = signal};
    ::sigaction(signal, nullptr, &kept.before);
    if (kept.before.sa_handler != SIG_DFL) continue;
    kept_fatal_.push_back(kept);
    take_over(signal, on_fatal, static_cast<int>(SA_RESETHAND | SA_NODEFER));
  }
  make_raw();
}

TerminalInput::~TerminalInput() {
  if (!wanted_) return;
  restore();
  for (const Kept& kept : kept_) ::sigaction(kept.signal, &kept.before, nullptr);
  for (const Kept& kept : kept_fatal_) ::sigaction(kept.signal, &kept.before, nullptr);
  g_wake = -1;
}

void TerminalInput::make_raw() {
  raw_ = false;
  if (hung_up_ || ::isatty(in_) != 1 || ::tcgetpgrp(in_) != ::getpgrp()) return;
  if (!g_changed && ::tcgetattr(in_, &g_found) != 0) return;
  termios keys = g_found;
  keys.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
  keys.c_cc[VMIN] = 0;
  keys.c_cc[VTIME] = 0;
  g_changed = true;
  raw_ = ::tcsetattr(in_, TCSANOW, &keys) == 0;
}

void TerminalInput::restore() {
  put_back();
  raw_ = false;
}

void TerminalInput::add_to(std::vector<pollfd>& fds) const {
  if (!wanted_) return;
  fds.push_back({wake_.get(), POLLIN, 0});
  if (raw_) fds.push_back({in_, POLLIN, 0});
}

TerminalInput::Come TerminalInput::take() {
  Come come;
  if (!wanted_) return come;
  std::uint64_t wakes = 0;
  (void)!::read(wake_.get(), &wakes, sizeof wakes);
  const std::uint32_t seen = g_seen.exchange(0);
  come.stop = (seen & 1U) != 0;
  come.continued = (seen & 2U) != 0;
  come.resized = (seen & 4U) != 0;
  if (come.continued) make_raw();  // whoever had the terminal meanwhile set it as they liked
  if (!raw_) return come;
  std::array<char, 64> bytes{};
  const ssize_t got = ::read(in_, bytes.data(), bytes.size());
  if (got < 0 && errno != EAGAIN && errno != EINTR) {
    hung_up_ = true;
    raw_ = false;
  }
  for (ssize_t i = 0; i < got; ++i) switch (bytes[static_cast<std::size_t>(i)]) {
      case 'p':
        come.keys.push_back(Key::kPause);
        break;
      case 'r':
        come.keys.push_back(Key::kResume);
        break;
      case 'q':
        come.keys.push_back(Key::kQuit);
        break;
      default:
        break;
    }
  return come;
}

void TerminalInput::stop_here() {
  restore();
  take_over(SIGTSTP, SIG_DFL, 0);
  ::raise(SIGTSTP);  // here it stands until it is continued
  take_over(SIGTSTP, on_signal, SA_RESTART);
}

}  // namespace photosieve
