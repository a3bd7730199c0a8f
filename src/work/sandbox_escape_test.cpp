// Every way out that a closed-in process is made to try, one by one. Each must fail, and the
// test, which is the parent that is aimed at, must live.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/openat2.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>

#include "work/sandbox.h"
#include "work/test_child.h"

namespace photosieve {
namespace {

namespace fs = std::filesystem;

// What an attempt can aim at.
struct Aim {
  int photo = -1;      // the descriptor that was handed in, open for reading alone
  pid_t parent = 0;    // the test
  const char* file{};  // a file of the user's
  const char* other{};
};

// The kernel's answer: 0 or more is an escape.
struct Escape {
  const char* name;
  long (*attempt)(const Aim&);
};

// A call that would make a process: the one made must end at once.
long made_process(long result) {
  if (result == 0) ::_exit(kSandboxSocket);
  return result;
}

long execute(const char* path) {
  std::array<const char*, 2> arguments{path, nullptr};
  return ::syscall(SYS_execve, path, arguments.data(), nullptr);
}

long map(int protection, int flags, int fd) {
  void* memory = ::mmap(nullptr, 4096, protection, flags, fd, 0);
  return memory == MAP_FAILED ? -1 : 0;
}

const std::array kEscapes{
    Escape{"open_for_reading",
           [](const Aim& a) { return ::syscall(SYS_openat, AT_FDCWD, a.file, O_RDONLY); }},
    Escape{"open_for_writing",
           [](const Aim& a) { return ::syscall(SYS_openat, AT_FDCWD, a.file, O_WRONLY); }},
    Escape{"open_new",
           [](const Aim& a) {
             return ::syscall(SYS_openat, AT_FDCWD, a.other, O_CREAT | O_WRONLY, 0600);
           }},
    Escape{"openat2",
           [](const Aim& a) {
             open_how how{};
             return ::syscall(SYS_openat2, AT_FDCWD, a.file, &how, sizeof(how));
           }},
    Escape{"open_own_memory",
           [](const Aim&) { return ::syscall(SYS_openat, AT_FDCWD, "/proc/self/mem", O_RDWR); }},
    Escape{"reopen_photo",
           [](const Aim& a) {
             const std::string path = "/proc/self/fd/" + std::to_string(a.photo);
             return ::syscall(SYS_openat, AT_FDCWD, path.c_str(), O_RDWR);
           }},
    Escape{"write_photo", [](const Aim& a) { return ::syscall(SYS_write, a.photo, "x", 1); }},
    Escape{"pwrite_photo",
           [](const Aim& a) { return ::syscall(SYS_pwrite64, a.photo, "x", 1, 0); }},
    Escape{"truncate_photo", [](const Aim& a) { return ::syscall(SYS_ftruncate, a.photo, 0); }},
    Escape{"truncate_path", [](const Aim& a) { return ::syscall(SYS_truncate, a.file, 0); }},
    Escape{"fallocate_photo",
           [](const Aim& a) { return ::syscall(SYS_fallocate, a.photo, 0, 0, 9); }},
    Escape{"map_photo_for_writing",
           [](const Aim& a) { return map(PROT_READ | PROT_WRITE, MAP_SHARED, a.photo); }},
    Escape{"change_photo_mode", [](const Aim& a) { return ::syscall(SYS_fchmod, a.photo, 0777); }},
    Escape{"change_photo_owner", [](const Aim& a) { return ::syscall(SYS_fchown, a.photo, 1, 1); }},
    Escape{"change_photo_times",
           [](const Aim& a) { return ::syscall(SYS_utimensat, a.photo, nullptr, nullptr, 0); }},
    Escape{"set_photo_attribute",
           [](const Aim& a) { return ::syscall(SYS_fsetxattr, a.photo, "user.x", "y", 1, 0); }},
    Escape{"photo_flags",
           [](const Aim& a) { return ::syscall(SYS_fcntl, a.photo, F_SETFL, O_NONBLOCK); }},
    Escape{"photo_ioctl", [](const Aim& a) { return ::syscall(SYS_ioctl, a.photo, 1, 0); }},
    Escape{"unlink", [](const Aim& a) { return ::syscall(SYS_unlinkat, AT_FDCWD, a.file, 0); }},
    Escape{"rename",
           [](const Aim& a) {
             return ::syscall(SYS_renameat2, AT_FDCWD, a.file, AT_FDCWD, a.other, 0);
           }},
    Escape{
        "link",
        [](const Aim& a) { return ::syscall(SYS_linkat, AT_FDCWD, a.file, AT_FDCWD, a.other, 0); }},
    Escape{"symlink",
           [](const Aim& a) { return ::syscall(SYS_symlinkat, a.file, AT_FDCWD, a.other); }},
    Escape{"make_folder",
           [](const Aim& a) { return ::syscall(SYS_mkdirat, AT_FDCWD, a.other, 0700); }},
    Escape{"look_at_path",
           [](const Aim& a) {
             struct stat status {};
             return ::syscall(SYS_newfstatat, AT_FDCWD, a.file, &status, 0);
           }},
    Escape{"change_folder", [](const Aim&) { return ::syscall(SYS_chdir, "/"); }},
    Escape{"change_root", [](const Aim&) { return ::syscall(SYS_chroot, "/"); }},
    Escape{"mount",
           [](const Aim&) { return ::syscall(SYS_mount, "none", "/mnt", "tmpfs", 0, nullptr); }},
    Escape{"unshare", [](const Aim&) { return ::syscall(SYS_unshare, CLONE_NEWUSER); }},
    Escape{"socket_internet",
           [](const Aim&) { return ::syscall(SYS_socket, AF_INET, SOCK_STREAM, 0); }},
    Escape{"socket_unix",
           [](const Aim&) { return ::syscall(SYS_socket, AF_UNIX, SOCK_STREAM, 0); }},
    Escape{"socket_netlink",
           [](const Aim&) { return ::syscall(SYS_socket, AF_NETLINK, SOCK_RAW, 0); }},
    Escape{"socket_pair",
           [](const Aim&) {
             std::array<int, 2> ends{};
             return ::syscall(SYS_socketpair, AF_UNIX, SOCK_STREAM, 0, ends.data());
           }},
    Escape{"connect",
           [](const Aim&) {
             sockaddr_un address{};
             address.sun_family = AF_UNIX;
             return ::syscall(SYS_connect, kSandboxSocket, &address, sizeof(address));
           }},
    Escape{"accept",
           [](const Aim&) { return ::syscall(SYS_accept4, kSandboxSocket, nullptr, nullptr, 0); }},
    Escape{"clone",
           [](const Aim&) { return made_process(::syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0)); }},
    Escape{"clone3",
           [](const Aim&) {
             std::array<std::uint64_t, 11> arguments{};
             arguments[4] = SIGCHLD;
             return made_process(::syscall(SYS_clone3, arguments.data(), sizeof(arguments)));
           }},
#ifdef SYS_fork
    Escape{"fork", [](const Aim&) { return made_process(::syscall(SYS_fork)); }},
    Escape{"open_the_old_way", [](const Aim& a) { return ::syscall(SYS_open, a.file, O_RDONLY); }},
    Escape{"unlink_the_old_way", [](const Aim& a) { return ::syscall(SYS_unlink, a.file); }},
    Escape{"rename_the_old_way",
           [](const Aim& a) { return ::syscall(SYS_rename, a.file, a.other); }},
#endif
    Escape{"execute", [](const Aim&) { return execute("/bin/true"); }},
    Escape{"memory_file", [](const Aim&) { return ::syscall(SYS_memfd_create, "x", 0); }},
    Escape{"execute_descriptor",
           [](const Aim& a) {
             return ::syscall(SYS_execveat, a.photo, "", nullptr, nullptr, AT_EMPTY_PATH);
           }},
    Escape{"trace_parent",
           [](const Aim& a) { return ::syscall(SYS_ptrace, PTRACE_ATTACH, a.parent, 0, 0); }},
    Escape{"read_parents_memory",
           [](const Aim& a) {
             char byte = 0;
             iovec here{&byte, 1};
             iovec there{&byte, 1};
             return ::syscall(SYS_process_vm_readv, a.parent, &here, 1, &there, 1, 0);
           }},
    Escape{"write_parents_memory",
           [](const Aim& a) {
             char byte = 0;
             iovec here{&byte, 1};
             iovec there{&byte, 1};
             return ::syscall(SYS_process_vm_writev, a.parent, &here, 1, &there, 1, 0);
           }},
    Escape{"kill_parent", [](const Aim& a) { return ::syscall(SYS_kill, a.parent, SIGKILL); }},
    Escape{"kill_everyone", [](const Aim&) { return ::syscall(SYS_kill, 0, SIGKILL); }},
    Escape{"kill_parents_thread",
           [](const Aim& a) { return ::syscall(SYS_tgkill, a.parent, a.parent, SIGKILL); }},
    Escape{"kill_thread", [](const Aim& a) { return ::syscall(SYS_tkill, a.parent, SIGKILL); }},
    Escape{"queue_signal",
           [](const Aim& a) {
             siginfo_t info{};
             info.si_code = SI_QUEUE;
             return ::syscall(SYS_rt_sigqueueinfo, a.parent, SIGTERM, &info);
           }},
    Escape{"process_descriptor",
           [](const Aim& a) { return ::syscall(SYS_pidfd_open, a.parent, 0); }},
    Escape{"limit_parent",
           [](const Aim& a) {
             const rlimit nothing{0, 0};
             return ::syscall(SYS_prlimit64, a.parent, RLIMIT_CPU, &nothing, nullptr);
           }},
    Escape{"bind_parent_to_cpu",
           [](const Aim& a) {
             unsigned long mask = 1;
             return ::syscall(SYS_sched_setaffinity, a.parent, sizeof(mask), &mask);
           }},
    Escape{"io_uring",
           [](const Aim&) {
             std::array<char, 256> parameters{};
             return ::syscall(SYS_io_uring_setup, 1, parameters.data());
           }},
    Escape{"bpf", [](const Aim&) { return ::syscall(SYS_bpf, 0, nullptr, 0); }},
    Escape{"keyring", [](const Aim&) { return ::syscall(SYS_keyctl, 0, -3, 0, 0, 0); }},
    Escape{"perf_event",
           [](const Aim&) { return ::syscall(SYS_perf_event_open, nullptr, 0, -1, -1, 0); }},
    Escape{"user_fault", [](const Aim&) { return ::syscall(SYS_userfaultfd, 0); }},
    Escape{"shared_memory", [](const Aim&) { return ::syscall(SYS_shmget, 0, 4096, 0600); }},
    Escape{"become_dumpable",
           [](const Aim&) { return ::syscall(SYS_prctl, PR_SET_DUMPABLE, 1, 0, 0, 0); }},
    Escape{"outlive_parent",
           [](const Aim&) { return ::syscall(SYS_prctl, PR_SET_PDEATHSIG, 0, 0, 0, 0); }},
    Escape{"another_filter",
           [](const Aim&) { return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_STRICT, 0, nullptr); }},
    Escape{"executable_memory",
           [](const Aim&) { return map(PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1); }},
    Escape{"executable_photo",
           [](const Aim& a) { return map(PROT_READ | PROT_EXEC, MAP_PRIVATE, a.photo); }},
    Escape{"make_memory_executable",
           [](const Aim&) -> long {
             void* memory = ::mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
             return ::mprotect(memory, 4096, PROT_READ | PROT_EXEC);
           }},
    Escape{"new_user", [](const Aim&) { return ::syscall(SYS_setuid, 1); }},
    Escape{"more_file_size",
           [](const Aim&) {
             const rlimit more{1, RLIM_INFINITY};
             return ::syscall(SYS_prlimit64, 0, RLIMIT_FSIZE, &more, nullptr);
           }},
};

class SandboxEscape : public testing::TestWithParam<Escape> {};

TEST_P(SandboxEscape, Fails) {
  const fs::path folder =
      fs::temp_directory_path() / ("escape_" + std::to_string(::getpid()) + GetParam().name);
  fs::create_directories(folder);
  const std::string file = folder / "original";
  const std::string other = folder / "other";
  std::ofstream(file) << "precious";
  const UniqueFd photo(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  {
    const pid_t self = ::getpid();
    test::Child child([&](int socket) {
      if (!close_in(socket, {})) return 99;
      auto received = receive_request(kSandboxSocket);
      if (!received || !*received) return 98;
      const Aim aim{(*received)->photo.get(), self, file.c_str(), other.c_str()};
      // Refused, not merely failed: a wrong argument would show nothing. (A descriptor open for
      // reading is EBADF to write to; a kernel without the call says ENOSYS.)
      if (GetParam().attempt(aim) >= 0) return 1;
      const bool refused = errno == EPERM || errno == EACCES || errno == EBADF || errno == ENOSYS;
      return refused ? 0 : 2;
    });
    ASSERT_TRUE(send_request(child.socket(), ThumbnailRequest{1, 1, 1}, photo.get()));
    EXPECT_EQ(child.wait(), "exit 0");
  }
  std::ifstream after(file);
  std::string content;
  after >> content;
  EXPECT_EQ(content, "precious");
  EXPECT_FALSE(fs::exists(other));
  fs::remove_all(folder);
}

INSTANTIATE_TEST_SUITE_P(Every, SandboxEscape, testing::ValuesIn(kEscapes),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace photosieve
