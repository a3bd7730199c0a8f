// slow_disk: shows a folder at another place, read at the speed of a disk that is described.
//
//   slow_disk FOLDER PLACE      mounts it until standard input ends
//
// Each line of standard input describes the disk from then on, as words `name=value`; what a line
// does not name is 0:
//   mb_a_second   megabytes it reads in a second, all readers together; 0: as fast as FOLDER is
//   seek_ms       lost whenever a request does not go on where the one before it ended
//   wait_ms       what each request waits beside all others: a network's way there and back
// A disk serves one request after the other (in the order they come); waits of a network go on side
// by side. What it says once it is mounted, and after each line, is "ready".
// Killed, it is a share that was cut off: whatever is asked of PLACE fails until it is unmounted.
// Read only, files and folders only. Needs the rights to mount and Debian's fuse3.
// SPDX-License-Identifier: GPL-3.0-or-later
#define FUSE_USE_VERSION 35
#include <dirent.h>
#include <fcntl.h>
#include <fuse3/fuse.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>

namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

struct Disk {
  double mb_a_second = 0;
  double seek_ms = 0;
  double wait_ms = 0;
};

class Service {
 public:
  void describe(const Disk& disk) {
    const std::scoped_lock lock(mutex_);
    disk_ = disk;
    free_at_ = {};
  }

  // Waits for as long as the disk takes.
  void serve(std::uint64_t file, off_t offset, std::size_t bytes) {
    Clock::time_point done = Clock::now();
    {
      const std::scoped_lock lock(mutex_);
      Milliseconds busy{0};
      if (file != file_ || offset != next_) busy += Milliseconds(disk_.seek_ms);
      if (disk_.mb_a_second > 0)
        busy += Milliseconds(static_cast<double>(bytes) / 1e3 / disk_.mb_a_second);
      file_ = file;
      next_ = offset + static_cast<off_t>(bytes);
      free_at_ = std::max(free_at_, done) + std::chrono::duration_cast<Clock::duration>(busy);
      done = free_at_ + std::chrono::duration_cast<Clock::duration>(Milliseconds(disk_.wait_ms));
    }
    std::this_thread::sleep_until(done);
  }

 private:
  std::mutex mutex_;
  Disk disk_;
  Clock::time_point free_at_;
  std::uint64_t file_ = 0;
  off_t next_ = 0;
};

Service service;
int source = -1;  // the folder that is shown

std::string below(const char* path) {
  return path[1] == '\0' ? "." : path + 1;
}
int outcome(int result) {
  return result < 0 ? -errno : result;
}

int about(const char* path, struct stat* found, fuse_file_info*) {
  return outcome(::fstatat(source, below(path).c_str(), found, AT_SYMLINK_NOFOLLOW));
}

int list(const char* path, void* names, fuse_fill_dir_t fill, off_t, fuse_file_info*,
         fuse_readdir_flags) {
  const int fd = ::openat(source, below(path).c_str(), O_RDONLY | O_DIRECTORY);
  if (fd < 0) return -errno;
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::fdopendir(fd), ::closedir);
  while (const dirent* entry = ::readdir(folder.get())) {
    struct stat kind {};
    kind.st_ino = entry->d_ino;
    kind.st_mode = static_cast<mode_t>(entry->d_type) << 12;
    if (fill(names, entry->d_name, &kind, 0, fuse_fill_dir_flags{}) != 0) break;
  }
  return 0;
}

int open_file(const char* path, fuse_file_info* file) {
  if ((file->flags & O_ACCMODE) != O_RDONLY) return -EROFS;
  const int fd = ::openat(source, below(path).c_str(), O_RDONLY);
  if (fd < 0) return -errno;
  file->fh = static_cast<std::uint64_t>(fd);
  return 0;
}

int read_file(const char*, char* bytes, std::size_t size, off_t offset, fuse_file_info* file) {
  const int fd = static_cast<int>(file->fh);
  const ssize_t got = ::pread(fd, bytes, size, offset);
  if (got < 0) return -errno;
  struct stat which {};
  (void)::fstat(fd, &which);
  service.serve(which.st_ino, offset, static_cast<std::size_t>(got));
  return static_cast<int>(got);
}

int close_file(const char*, fuse_file_info* file) {
  return outcome(::close(static_cast<int>(file->fh)));
}

void* begin(fuse_conn_info*, fuse_config* config) {
  config->use_ino = 1;
  config->kernel_cache = 0;
  return nullptr;
}

void obey(fuse* mounted) {
  std::cout << "ready" << std::endl;
  std::string line;
  while (std::getline(std::cin, line)) {
    Disk disk;
    std::istringstream words(line);
    for (std::string word; words >> word;) {
      const std::size_t equals = word.find('=');
      const std::string name = word.substr(0, equals);
      const double value = equals == std::string::npos ? 0 : std::atof(word.c_str() + equals + 1);
      if (name == "mb_a_second") {
        disk.mb_a_second = value;
      } else if (name == "seek_ms") {
        disk.seek_ms = value;
      } else if (name == "wait_ms") {
        disk.wait_ms = value;
      } else {
        std::cerr << "slow_disk: no disk has " << word << '\n';
      }
    }
    service.describe(disk);
    std::cout << "ready" << std::endl;
  }
  fuse_exit(mounted);
  fuse_unmount(mounted);  // wakes the loop
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) {
    std::cerr << "slow_disk FOLDER PLACE\n";
    return 2;
  }
  source = ::open(words[1], O_RDONLY | O_DIRECTORY);
  if (source < 0) {
    std::perror(words[1]);
    return 1;
  }
  fuse_operations does{};
  does.getattr = about;
  does.readdir = list;
  does.open = open_file;
  does.read = read_file;
  does.release = close_file;
  does.init = begin;
  fuse_args options = FUSE_ARGS_INIT(0, nullptr);
  for (const char* option : {"slow_disk", "-oro,default_permissions,fsname=slow_disk"})
    if (fuse_opt_add_arg(&options, option) != 0) return 1;
  fuse* mounted = fuse_new(&options, &does, sizeof(does), nullptr);
  if (mounted == nullptr || fuse_mount(mounted, words[2]) != 0) return 1;
  std::thread(obey, mounted).detach();
  fuse_loop_config loop{};
  loop.max_idle_threads = 16;
  fuse_loop_mt(mounted, &loop);
  std::_Exit(0);  // obey() may still wait for a line
}
