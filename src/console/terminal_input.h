// TerminalInput: keys, and the signals of a terminal: made larger, stopped (Ctrl-Z), continued.
//
// While it exists and `in` is a terminal that this process has in the foreground, keys come without
// Enter and are not echoed; Ctrl-C and Ctrl-Z stay signals. The terminal is as it was found when
// this ends, while the process is stopped, and after a signal that ends the process (those that
// StopSignal takes are the caller's). Somewhere else no key ever comes and nothing is changed.
// At most one exists at a time. Threads: made, used and destroyed by one; signals may reach any.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <poll.h>
#include <signal.h>

#include <array>
#include <cstdint>
#include <vector>

#include "base/unique_fd.h"

namespace photosieve {

enum class Key : std::uint8_t { kPause, kResume, kQuit };  // p, r, q

class TerminalInput {
 public:
  // `wanted` false: where nothing is drawn, the terminal is left alone.
  TerminalInput(int in, int out, bool wanted);
  ~TerminalInput();
  TerminalInput(const TerminalInput&) = delete;
  TerminalInput& operator=(const TerminalInput&) = delete;

  void add_to(std::vector<pollfd>& fds) const;

  struct Come {
    std::vector<Key> keys;
    bool resized = false;
    bool stop = false;       // call stop_here() when the screen is tidy
    bool continued = false;  // others may have written to the terminal
  };
  [[nodiscard]] Come take();  // never waits

  // Stops the process as Ctrl-Z does; returns when it goes on.
  void stop_here();
  // The terminal as it was found: before the process is ended without destructors.
  void restore();

  [[nodiscard]] bool has_keys() const { return raw_; }

 private:
  void make_raw();

  struct Kept {
    int signal = 0;
    struct sigaction before {};
  };
  const int in_;
  const int out_;
  const bool wanted_;
  bool raw_ = false;
  bool hung_up_ = false;
  UniqueFd wake_;
  std::array<Kept, 3> kept_;
  std::vector<Kept> kept_fatal_;
};

}  // namespace photosieve
