// fault_layer: a library, loaded before the C library, in which the k-th call of a kind fails.
//
//   LD_PRELOAD=.../libfault_layer.so PHOTOSIEVE_FAULT="write 17 ENOSPC on" photosieve ...
//
// PHOTOSIEVE_FAULT holds a kind of call, which of them fails (1: the first; 0: none), with which
// errno, and `once` or `on`: whether the ones after it fail as well, as on a disk that is full.
// PHOTOSIEVE_FAULT_COUNTS names a file that is given a line a kind at the end: how many calls there
// were. Kinds: open, read, write, sync, rename, unlink, mkdir, map, socket, spawn, clone. Only
// files, folders and sockets of the program are meant: what lies below /usr, /lib, /etc, /proc,
// /sys and /dev is left alone, and so are standard output and error. Workers (their first argument
// is `worker-process`) are left alone too: what fails there is the sandbox's and the decoders'
// matter. Of what is called by syscall() only openat2 is reached; a program linked statically is
// not. SPDX-License-Identifier: GPL-3.0-or-later
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace {

enum Kind { kOpen, kRead, kWrite, kSync, kRename, kUnlink, kMkdir, kMap, kSocket, kSpawn, kClone };
constexpr std::array<const char*, 11> kNames{"open",  "read", "write",  "sync",  "rename", "unlink",
                                             "mkdir", "map",  "socket", "spawn", "clone"};
struct Error {
  const char* name;
  int number;
};
constexpr std::array<Error, 10> kErrors{{{"EIO", EIO},
                                         {"ENOSPC", ENOSPC},
                                         {"EROFS", EROFS},
                                         {"EMFILE", EMFILE},
                                         {"ENOMEM", ENOMEM},
                                         {"EACCES", EACCES},
                                         {"ESTALE", ESTALE},
                                         {"EDQUOT", EDQUOT},
                                         {"EINTR", EINTR},
                                         {"EAGAIN", EAGAIN}}};

struct Layer {
  bool active = false;
  int kind = -1;
  long which = 0;
  int error = EIO;
  bool on = false;
  const char* counts = nullptr;
  std::array<std::atomic<long>, kNames.size()> calls{};

  Layer() {
    std::array<char, 256> words{};
    const int fd =
        static_cast<int>(::syscall(SYS_openat, AT_FDCWD, "/proc/self/cmdline", O_RDONLY));
    const long got = ::syscall(SYS_read, fd, words.data(), words.size() - 1);
    ::syscall(SYS_close, fd);
    const std::string_view line(words.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    if (line.find("photosieve") == std::string_view::npos) return;
    if (line.find("worker-process") != std::string_view::npos) return;
    counts = std::getenv("PHOTOSIEVE_FAULT_COUNTS");
    active = true;
    const char* fault = std::getenv("PHOTOSIEVE_FAULT");
    std::array<char, 16> name{}, number{}, how{};
    if (fault == nullptr || std::sscanf(fault, "%15s %ld %15s %15s", name.data(), &which,
                                        number.data(), how.data()) != 4)
      return;
    for (std::size_t i = 0; i < kNames.size(); ++i)
      if (std::strcmp(kNames[i], name.data()) == 0) kind = static_cast<int>(i);
    for (const Error& one : kErrors)
      if (std::strcmp(one.name, number.data()) == 0) error = one.number;
    on = std::strcmp(how.data(), "on") == 0;
  }

  ~Layer() {
    if (counts == nullptr || !active) return;
    active = false;
    std::FILE* file = std::fopen(counts, "w");
    if (file == nullptr) return;
    for (std::size_t i = 0; i < kNames.size(); ++i)
      std::fprintf(file, "%s %ld\n", kNames[i], calls[i].load());
    std::fclose(file);
  }

  // Counts the call; true with errno set where it is to fail.
  bool fails(Kind called) {
    if (!active) return false;
    const long now = ++calls[called];
    if (called != kind || which == 0 || now < which || (now > which && !on)) return false;
    errno = error;
    return true;
  }
};

Layer& layer() {
  static Layer one;
  return one;
}
// Begins with the process, and not in the middle of a call.
[[maybe_unused]] const bool begun = (layer(), true);

bool of_the_system(const char* path) {
  if (path == nullptr) return true;
  for (const char* place : {"/usr/", "/lib", "/etc/", "/proc", "/sys", "/dev/"})
    if (std::strncmp(path, place, std::strlen(place)) == 0) return true;
  return false;
}
// Reading and writing count where a file or a folder of the program's is behind the descriptor.
bool ours(int fd) {
  if (fd <= 2) return false;
  struct stat about {};
  if (::syscall(SYS_fstat, fd, &about) != 0) return false;
  return S_ISREG(about.st_mode) || S_ISDIR(about.st_mode);
}

template <class Call>
Call real(const char* name) {
  return reinterpret_cast<Call>(::dlsym(RTLD_NEXT, name));
}

mode_t mode_of(int flags, va_list list) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(list, mode_t) : 0;
}

}  // namespace

#define REAL(name) static const auto next = real<decltype(&::name)>(#name)

extern "C" {

int open(const char* path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  const mode_t mode = mode_of(flags, list);
  va_end(list);
  if (!of_the_system(path) && layer().fails(kOpen)) return -1;
  REAL(open);
  return next(path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  const mode_t mode = mode_of(flags, list);
  va_end(list);
  if (!of_the_system(path) && layer().fails(kOpen)) return -1;
  REAL(open64);
  return next(path, flags, mode);
}
int openat(int folder, const char* path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  const mode_t mode = mode_of(flags, list);
  va_end(list);
  if (!of_the_system(path) && layer().fails(kOpen)) return -1;
  REAL(openat);
  return next(folder, path, flags, mode);
}
int openat64(int folder, const char* path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  const mode_t mode = mode_of(flags, list);
  va_end(list);
  if (!of_the_system(path) && layer().fails(kOpen)) return -1;
  REAL(openat64);
  return next(folder, path, flags, mode);
}

// openat2() has no function of its own in the C library.
long syscall(long number, ...) {
  va_list list;
  va_start(list, number);
  std::array<long, 6> words{};
  for (long& word : words) word = va_arg(list, long);
  va_end(list);
  if (number == SYS_openat2 && !of_the_system(reinterpret_cast<const char*>(words[1])) &&
      layer().fails(kOpen))
    return -1;
  static const auto next = real<long (*)(long, ...)>("syscall");
  return next(number, words[0], words[1], words[2], words[3], words[4], words[5]);
}

ssize_t read(int fd, void* bytes, size_t count) {
  if (ours(fd) && layer().fails(kRead)) return -1;
  REAL(read);
  return next(fd, bytes, count);
}
ssize_t pread(int fd, void* bytes, size_t count, off_t at) {
  if (ours(fd) && layer().fails(kRead)) return -1;
  REAL(pread);
  return next(fd, bytes, count, at);
}
ssize_t pread64(int fd, void* bytes, size_t count, off64_t at) {
  if (ours(fd) && layer().fails(kRead)) return -1;
  REAL(pread64);
  return next(fd, bytes, count, at);
}
struct dirent* readdir(DIR* folder) {
  if (layer().fails(kRead)) return nullptr;
  REAL(readdir);
  return next(folder);
}
struct dirent64* readdir64(DIR* folder) {
  if (layer().fails(kRead)) return nullptr;
  REAL(readdir64);
  return next(folder);
}

ssize_t write(int fd, const void* bytes, size_t count) {
  if (ours(fd) && layer().fails(kWrite)) return -1;
  REAL(write);
  return next(fd, bytes, count);
}
ssize_t pwrite(int fd, const void* bytes, size_t count, off_t at) {
  if (ours(fd) && layer().fails(kWrite)) return -1;
  REAL(pwrite);
  return next(fd, bytes, count, at);
}
ssize_t pwrite64(int fd, const void* bytes, size_t count, off64_t at) {
  if (ours(fd) && layer().fails(kWrite)) return -1;
  REAL(pwrite64);
  return next(fd, bytes, count, at);
}
ssize_t copy_file_range(int from, off64_t* from_at, int to, off64_t* to_at, size_t count,
                        unsigned flags) {
  if (layer().fails(kWrite)) return -1;
  REAL(copy_file_range);
  return next(from, from_at, to, to_at, count, flags);
}
int ftruncate(int fd, off_t size) {
  if (layer().fails(kWrite)) return -1;
  REAL(ftruncate);
  return next(fd, size);
}
int ftruncate64(int fd, off64_t size) {
  if (layer().fails(kWrite)) return -1;
  REAL(ftruncate64);
  return next(fd, size);
}
int fallocate(int fd, int mode, off_t at, off_t size) {
  if (layer().fails(kWrite)) return -1;
  REAL(fallocate);
  return next(fd, mode, at, size);
}
int fchmod(int fd, mode_t mode) {
  if (layer().fails(kWrite)) return -1;
  REAL(fchmod);
  return next(fd, mode);
}
int futimens(int fd, const struct timespec times[2]) {
  if (layer().fails(kWrite)) return -1;
  REAL(futimens);
  return next(fd, times);
}

int fsync(int fd) {
  if (layer().fails(kSync)) return -1;
  REAL(fsync);
  return next(fd);
}
int fdatasync(int fd) {
  if (layer().fails(kSync)) return -1;
  REAL(fdatasync);
  return next(fd);
}

int rename(const char* from, const char* to) {
  if (layer().fails(kRename)) return -1;
  REAL(rename);
  return next(from, to);
}
int renameat(int from_folder, const char* from, int to_folder, const char* to) {
  if (layer().fails(kRename)) return -1;
  REAL(renameat);
  return next(from_folder, from, to_folder, to);
}
int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) {
  if (layer().fails(kRename)) return -1;
  REAL(renameat2);
  return next(from_folder, from, to_folder, to, flags);
}
int linkat(int from_folder, const char* from, int to_folder, const char* to, int flags) {
  if (layer().fails(kRename)) return -1;
  REAL(linkat);
  return next(from_folder, from, to_folder, to, flags);
}
int unlink(const char* path) {
  if (layer().fails(kUnlink)) return -1;
  REAL(unlink);
  return next(path);
}
int unlinkat(int folder, const char* path, int flags) {
  if (layer().fails(kUnlink)) return -1;
  REAL(unlinkat);
  return next(folder, path, flags);
}
int mkdir(const char* path, mode_t mode) {
  if (layer().fails(kMkdir)) return -1;
  REAL(mkdir);
  return next(path, mode);
}
int mkdirat(int folder, const char* path, mode_t mode) {
  if (layer().fails(kMkdir)) return -1;
  REAL(mkdirat);
  return next(folder, path, mode);
}

void* mmap(void* at, size_t size, int protection, int flags, int fd, off_t offset) {
  if (fd >= 0 && ours(fd) && layer().fails(kMap)) return MAP_FAILED;
  REAL(mmap);
  return next(at, size, protection, flags, fd, offset);
}
void* mmap64(void* at, size_t size, int protection, int flags, int fd, off64_t offset) {
  if (fd >= 0 && ours(fd) && layer().fails(kMap)) return MAP_FAILED;
  REAL(mmap64);
  return next(at, size, protection, flags, fd, offset);
}

int socketpair(int domain, int type, int protocol, int pair[2]) {
  if (layer().fails(kSocket)) return -1;
  REAL(socketpair);
  return next(domain, type, protocol, pair);
}
int socket(int domain, int type, int protocol) {
  if (layer().fails(kSocket)) return -1;
  REAL(socket);
  return next(domain, type, protocol);
}
ssize_t sendmsg(int fd, const struct msghdr* message, int flags) {
  if (layer().fails(kSocket)) return -1;
  REAL(sendmsg);
  return next(fd, message, flags);
}
ssize_t recv(int fd, void* bytes, size_t count, int flags) {
  if (layer().fails(kSocket)) return -1;
  REAL(recv);
  return next(fd, bytes, count, flags);
}

int posix_spawn(pid_t* pid, const char* path, const posix_spawn_file_actions_t* files,
                const posix_spawnattr_t* attributes, char* const words[], char* const variables[]) {
  if (layer().fails(kSpawn)) return errno;
  REAL(posix_spawn);
  return next(pid, path, files, attributes, words, variables);
}
int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*begin)(void*),
                   void* argument) {
  if (layer().fails(kClone)) return errno;
  REAL(pthread_create);
  return next(thread, attributes, begin, argument);
}

}  // extern "C"
