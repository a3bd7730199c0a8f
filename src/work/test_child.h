// A child process for tests: forked from the test, ends by _exit, watched from outside.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <string>
#include <utility>

#include "base/result.h"
#include "base/unique_fd.h"
#include "work/channel.h"

namespace photosieve::test {

class Child {
 public:
  // `life` gets the child's end of a socket pair; what it gives is the exit status.
  explicit Child(const std::function<int(int)>& life) {
    auto pair = make_socket_pair();
    PS_CHECK(pair.has_value());
    pid_ = ::fork();
    if (pid_ == 0) {
      pair->coordinator.reset();
      ::_exit(life(pair->worker.get()));
    }
    socket_ = std::move(pair->coordinator);
  }
  ~Child() {
    socket_.reset();
    if (pid_ > 0) static_cast<void>(wait());
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  [[nodiscard]] pid_t pid() const { return pid_; }
  [[nodiscard]] int socket() const { return socket_.get(); }
  void hang_up() { socket_.reset(); }

  // "exit 0", "signal 9".
  [[nodiscard]] std::string wait() {
    int status = 0;
    if (::waitpid(std::exchange(pid_, -1), &status, 0) < 0) return "lost";
    return WIFEXITED(status) ? "exit " + std::to_string(WEXITSTATUS(status))
                             : "signal " + std::to_string(WTERMSIG(status));
  }

 private:
  pid_t pid_ = -1;
  UniqueFd socket_;
};

}  // namespace photosieve::test
