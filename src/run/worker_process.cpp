// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/worker_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>
#include <vector>

#include "work/worker.h"

extern char** environ;  // NOLINT: POSIX's own name

namespace photosieve {
namespace {

// The child's descriptors: nothing to read or write but standard error, and the socket as 3.
struct FileActions {
  FileActions() { posix_spawn_file_actions_init(&actions); }
  ~FileActions() { posix_spawn_file_actions_destroy(&actions); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  posix_spawn_file_actions_t actions;
};

// This process's, without what may hold the password of a database: a worker reads files from
// anywhere and needs none.
std::vector<char*> environment_of_worker() {
  std::vector<char*> kept;
  for (char** one = environ; *one != nullptr; ++one) {
    const std::string_view variable(*one);
    if (!variable.starts_with("PG") && !variable.starts_with("PHOTOSIEVE_DATABASE="))
      kept.push_back(*one);
  }
  kept.push_back(nullptr);
  return kept;
}

}  // namespace

Result<WorkerProcess> WorkerProcess::start(const std::string& binary, const std::string& networks) {
  std::array<int, 2> pair{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0)
    return fail(ErrorKind::kRetry, fmt::format("no socket pair for a worker: {}",
                                               std::generic_category().message(errno)));
  UniqueFd ours(pair[0]);
  const UniqueFd theirs(pair[1]);

  FileActions files;
  posix_spawn_file_actions_addopen(&files.actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files.actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&files.actions, theirs.get(), kSocketFd);

  // Ctrl-C goes to the whole group: a worker must not die of it, the coordinator ends in order.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
  posix_spawnattr_setpgroup(&attributes, 0);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);

  std::string name = "photosieve";
  std::string command = kCommand;
  std::string folder = networks;
  std::array<char*, 4> arguments{name.data(), command.data(),
                                 folder.empty() ? nullptr : folder.data(), nullptr};
  pid_t pid = -1;
  std::vector<char*> environment = environment_of_worker();
  const int error = ::posix_spawn(&pid, binary.c_str(), &files.actions, &attributes,
                                  arguments.data(), environment.data());
  posix_spawnattr_destroy(&attributes);
  if (error != 0)
    return fail(ErrorKind::kRetry, fmt::format("{} cannot be started: {}", binary,
                                               std::generic_category().message(error)));
  return WorkerProcess(std::move(ours), pid);
}

WorkerProcess& WorkerProcess::operator=(WorkerProcess&& other) noexcept {
  if (this != &other) {
    end();
    socket_ = std::move(other.socket_);
    pid_ = std::exchange(other.pid_, -1);
  }
  return *this;
}

WorkerProcess::WorkerProcess(WorkerProcess&& other) noexcept
    : socket_(std::move(other.socket_)), pid_(std::exchange(other.pid_, -1)) {}

WorkerProcess::~WorkerProcess() {
  end();
}

void WorkerProcess::end() {
  if (pid_ <= 0) return;
  kill();
  (void)reap();
}

void WorkerProcess::kill() const {
  if (pid_ > 0) ::kill(pid_, SIGKILL);
}

WorkerLoss WorkerProcess::reap() {
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  socket_.reset();
  return worker_loss(status);
}

WorkerLoss worker_loss(int wait_status) {
  using Kind = WorkerLoss::Kind;
  constexpr int kExecFailed = 127;
  if (WIFSIGNALED(wait_status)) {
    const int signal = WTERMSIG(wait_status);
    if (signal == SIGKILL) return {Kind::kKilled, signal};
    if (signal == SIGXCPU) return {Kind::kLimit, signal};
    return {Kind::kSignal, signal};
  }
  const int status = WEXITSTATUS(wait_status);
  if (status == kWorkerOutOfMemory) return {Kind::kLimit, status};
  if (status == kWorkerOpen || status == kExecFailed) return {Kind::kNoStart, status};
  return {Kind::kDisobedient, status};
}

}  // namespace photosieve
