// SPDX-License-Identifier: GPL-3.0-or-later
#include "work/sandbox.h"

#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <string>
#include <system_error>

#include "base/unique_fd.h"

namespace photosieve {
namespace {

constexpr rlim_t kMostDescriptors = 8;  // three, the socket, the photo's, and those one too many

Result<> refused(const std::string& step, int error) {
  return fail(ErrorKind::kFatal,
              "close the worker in: " + step + ": " + std::system_category().message(error));
}

// The kernel kills this process when the thread that made it ends; one that ended before the call
// is seen by the parent's number.
Result<> die_with(int parent_pid) {
  const int parent = parent_pid != 0 ? parent_pid : ::getppid();
  if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return refused("parent's death", errno);
  if (::getppid() != parent) return fail(ErrorKind::kFatal, "the worker's parent is gone");
  return {};
}

Result<> keep_only(int socket_fd) {
  UniqueFd null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  if (!null.valid()) return refused("/dev/null", errno);
  // The socket may stand where another is to go.
  UniqueFd socket(::fcntl(socket_fd, F_DUPFD_CLOEXEC, kSandboxSocket + 1));
  if (!socket.valid()) return refused("socket", errno);
  if (::dup2(null.get(), STDIN_FILENO) < 0 || ::dup2(null.get(), STDOUT_FILENO) < 0 ||
      ::dup2(socket.get(), kSandboxSocket) < 0)
    return refused("descriptors", errno);
  if (::syscall(SYS_close_range, kSandboxSocket + 1, ~0U, 0) != 0) {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    for (rlim_t fd = kSandboxSocket + 1; fd < limit.rlim_cur; ++fd) ::close(static_cast<int>(fd));
  }
  // Both are closed by now, and their numbers must not be closed again when they mean others.
  static_cast<void>(null.release());
  static_cast<void>(socket.release());
  return {};
}

Result<> set_limits(const SandboxLimits& limits) {
  struct Limit {
    decltype(RLIMIT_AS) what;
    rlim_t value;
  };
  for (const Limit limit : {
           Limit{RLIMIT_NOFILE, kMostDescriptors},
           Limit{RLIMIT_FSIZE, 0},
           Limit{RLIMIT_CORE, 0},
           Limit{RLIMIT_NPROC, 0},
#ifndef PHOTOSIEVE_SANITIZED
           Limit{RLIMIT_AS, limits.memory_bytes},
#endif
       }) {
    const rlimit both{limit.value, limit.value};
    if (::setrlimit(limit.what, &both) != 0) return refused("limits", errno);
  }
  static_cast<void>(limits);
  // Standard error may be a file: writing to it then fails, and must not kill.
  ::signal(SIGXFSZ, SIG_IGN);
  return {};
}

struct FilterFree {
  void operator()(void* filter) const { seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, FilterFree>;

// What needs no look at its arguments. fstat comes as the plain system call: the newer one takes a
// path too. tgkill and prctl are below.
constexpr std::array kAllowed{
    SCMP_SYS(read),           SCMP_SYS(readv),        SCMP_SYS(pread64),
    SCMP_SYS(write),          SCMP_SYS(writev),       SCMP_SYS(sendmsg),
    SCMP_SYS(recvmsg),        SCMP_SYS(poll),         SCMP_SYS(ppoll),
    SCMP_SYS(fstat),          SCMP_SYS(lseek),        SCMP_SYS(close),
    SCMP_SYS(munmap),         SCMP_SYS(mremap),       SCMP_SYS(brk),
    SCMP_SYS(madvise),        SCMP_SYS(futex),        SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),   SCMP_SYS(gettimeofday), SCMP_SYS(getrandom),
    SCMP_SYS(exit),           SCMP_SYS(exit_group),   SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),
    SCMP_SYS(getrlimit),      SCMP_SYS(getrusage),    SCMP_SYS(getpid),
    SCMP_SYS(gettid),         SCMP_SYS(getppid),      SCMP_SYS(sched_yield),
    SCMP_SYS(restart_syscall)};

#ifdef PHOTOSIEVE_SANITIZED
// A pipe is how sanitizers ask whether memory can be read.
constexpr std::array kForSanitizers{SCMP_SYS(pipe), SCMP_SYS(pipe2)};
#else
constexpr std::array<int, 0> kForSanitizers{};
#endif

// EACCES and not EPERM: what wants to read a locale or a time zone goes on without.
constexpr std::array kOpening{SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(openat2), SCMP_SYS(creat),
                              SCMP_SYS(open_by_handle_at)};

Result<> load_filter() {
  const Filter filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)));
  if (!filter) return refused("seccomp", ENOMEM);
  int worst = 0;
  const auto note = [&worst](int result) { worst = worst != 0 ? worst : result; };
  const auto allow_if = [&](int call, scmp_arg_cmp condition) {
    note(seccomp_rule_add_array(filter.get(), SCMP_ACT_ALLOW, call, 1, &condition));
  };
  for (const int call : kAllowed)
    note(seccomp_rule_add_array(filter.get(), SCMP_ACT_ALLOW, call, 0, nullptr));
  for (const int call : kForSanitizers)
    note(seccomp_rule_add_array(filter.get(), SCMP_ACT_ALLOW, call, 0, nullptr));
  for (const int call : kOpening)
    note(seccomp_rule_add_array(filter.get(), SCMP_ACT_ERRNO(EACCES), call, 0, nullptr));
  const auto own_pid = static_cast<scmp_datum_t>(::getpid());
  allow_if(SCMP_SYS(mmap), SCMP_A2_64(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  allow_if(SCMP_SYS(mprotect), SCMP_A2_64(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  allow_if(SCMP_SYS(fcntl), SCMP_A1_64(SCMP_CMP_EQ, F_GETFL, 0));
  allow_if(SCMP_SYS(tgkill), SCMP_A0_64(SCMP_CMP_EQ, own_pid, 0));  // abort()
  const std::array own_cpu{SCMP_A0_64(SCMP_CMP_EQ, 0, 0), SCMP_A1_64(SCMP_CMP_EQ, RLIMIT_CPU, 0)};
  note(seccomp_rule_add_array(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), own_cpu.size(),
                              own_cpu.data()));
  if (worst != 0) return refused("seccomp rules", -worst);
  if (const int loaded = seccomp_load(filter.get()); loaded != 0)
    return refused("seccomp", -loaded);
  return {};
}

}  // namespace

Result<> close_in(int socket_fd, const SandboxLimits& limits) {
  PS_TRY_VOID(die_with(limits.parent_pid));
  PS_TRY_VOID(keep_only(socket_fd));
  PS_TRY_VOID(set_limits(limits));
  if (::prctl(PR_SET_DUMPABLE, 0) != 0) return refused("dumpable", errno);
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return refused("no new privileges", errno);
  return load_filter();
}

}  // namespace photosieve
