// SPDX-License-Identifier: GPL-3.0-or-later
#include "work/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstdlib>
#include <new>
#include <vector>

#include "work/test_child.h"

namespace photosieve {
namespace {

using test::Child;

constexpr int kFine = 0;
constexpr int kNotFine = 1;

// Lives closed in.
std::string end_of(const std::function<int()>& life, const SandboxLimits& limits = {}) {
  Child child([&](int socket) { return close_in(socket, limits) ? life() : 99; });
  return child.wait();
}

TEST(Sandbox, LetsAProcessComputeAndReadWhatItIsHanded) {
  Child child([](int socket) {
    if (!close_in(socket, {})) return 99;
    auto received = receive_request(kSandboxSocket);
    if (!received || !*received) return kNotFine;
    std::vector<char> bytes(64 << 20);  // some memory
    const ssize_t got = ::pread((*received)->photo.get(), bytes.data(), 4, 0);
    return got == 4 ? kFine : kNotFine;
  });
  const UniqueFd self(::open("/proc/self/exe", O_RDONLY));
  ASSERT_TRUE(send_request(child.socket(), ThumbnailRequest{1, 1, 1}, self.get()));
  EXPECT_EQ(child.wait(), "exit 0");
}

TEST(Sandbox, KeepsNoDescriptorButTheSocketAndStandardError) {
  const UniqueFd secret(::open("/etc/passwd", O_RDONLY));
  const int high = ::fcntl(secret.get(), F_DUPFD, 700);
  EXPECT_EQ(end_of([] {
              int open = 0;
              for (int fd = 0; fd < 1000; ++fd)
                if (::fcntl(fd, F_GETFL) >= 0) ++open;
              return open == 4 ? kFine : kNotFine;
            }),
            "exit 0");
  ::close(high);
}

TEST(Sandbox, TakesTheSocketWhateverItsNumber) {
  Child child([](int socket) {
    const int moved = ::dup2(socket, kSandboxSocket);
    return close_in(moved, {}) && receive_request(kSandboxSocket) ? kFine : kNotFine;
  });
  child.hang_up();
  EXPECT_EQ(child.wait(), "exit 0");
}

TEST(Sandbox, LetsAnAbortBeSeenAsOne) {
  EXPECT_EQ(end_of([]() -> int { std::abort(); }), "signal 6");
}

TEST(Sandbox, LeavesNoCoreAndStartsNoFileLargerThanNothing) {
  EXPECT_EQ(end_of([] {
              rlimit core{1, 1};
              rlimit file{1, 1};
              ::syscall(SYS_getrlimit, RLIMIT_CORE, &core);
              ::syscall(SYS_getrlimit, RLIMIT_FSIZE, &file);
              return core.rlim_max == 0 && file.rlim_max == 0 ? kFine : kNotFine;
            }),
            "exit 0");
}

#ifndef PHOTOSIEVE_SANITIZED  // sanitizers need the address space
TEST(Sandbox, BoundsMemory) {
  const auto take = [] {
    try {
      const std::vector<char> bytes(std::size_t{1} << 30, 'x');
      return static_cast<int>(bytes[5] == 'x');
    } catch (const std::bad_alloc&) {
      return 7;
    }
  };
  EXPECT_EQ(end_of(take, {.memory_bytes = std::uint64_t{512} << 20}), "exit 7");
  EXPECT_EQ(end_of(take, {.memory_bytes = std::uint64_t{4} << 30}), "exit 1");
}
#endif

TEST(Sandbox, RefusesToBeginWhenTheParentIsGone) {
  Child child([](int socket) { return close_in(socket, {.parent_pid = 1 << 22}) ? 1 : 42; });
  EXPECT_EQ(child.wait(), "exit 42");
}

TEST(Sandbox, DiesWithItsParent) {
  // The grandchild holds the socket's other end: its end is the end of the stream.
  Child parent([](int socket) {
    const pid_t grandchild = ::fork();
    if (grandchild == 0) {
      if (!close_in(socket, {})) ::_exit(99);
      (void)!::write(kSandboxSocket, "!", 1);
      for (;;) static_cast<void>(::poll(nullptr, 0, -1));
    }
    ::close(socket);
    static_cast<void>(::poll(nullptr, 0, -1));
    return 0;
  });
  char byte = 0;
  ASSERT_EQ(::read(parent.socket(), &byte, 1), 1);  // closed in
  ::kill(parent.pid(), SIGKILL);
  EXPECT_EQ(::read(parent.socket(), &byte, 1), 0);
  EXPECT_EQ(parent.wait(), "signal 9");
}

TEST(Sandbox, KeepsItsLimitOfProcessorTime) {
  EXPECT_EQ(end_of([] {
              const rlimit second{1, 2};
              ::setrlimit(RLIMIT_CPU, &second);
              volatile unsigned spin = 0;
              for (;;) spin = spin + 1;
              return kNotFine;
            }),
            "signal " + std::to_string(SIGXCPU));
}

}  // namespace
}  // namespace photosieve
