// SPDX-License-Identifier: GPL-3.0-or-later
#include "work/photo_bytes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <system_error>

#include "base/hash.h"

namespace photosieve {
namespace {

constexpr std::int64_t kNsASecond = 1'000'000'000;
constexpr std::size_t kLargestKept = std::size_t{64} << 20;  // a buffer beyond is not kept

WorkerError failed(WorkerErrorKind kind, std::string message) {
  return {0, kind, std::move(message)};
}

// The plain system call: the C library's fstat uses one that takes a path, which a closed-in
// process may not.
bool file_status(int fd, struct stat& status) {
  return ::syscall(SYS_fstat, fd, &status) == 0;
}

FileIdentity identity_of(const struct stat& status) {
  return {static_cast<std::uint64_t>(status.st_size),
          status.st_mtim.tv_sec * kNsASecond + status.st_mtim.tv_nsec,
          static_cast<std::uint64_t>(status.st_ino)};
}

// -1 with errno on failure; fewer than asked only at the end of the file.
ssize_t read_fully(int fd, std::uint8_t* to, std::size_t count, std::uint64_t offset) {
  std::size_t have = 0;
  while (have < count) {
    const ssize_t got = ::pread(fd, to + have, count - have, static_cast<off_t>(offset + have));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return -1;
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  return static_cast<ssize_t>(have);
}

WorkerError read_failure() {
  return failed(WorkerErrorKind::kUnreadable,
                "The file cannot be read: " + std::system_category().message(errno));
}

}  // namespace

void PhotoBytes::make_room(std::size_t size) {
  if (size <= capacity_ && capacity_ <= std::max(size, kLargestKept)) return;
  buffer_.reset();  // before the new one is there, so that both never are
  capacity_ = 0;
  buffer_ = std::make_unique_for_overwrite<std::uint8_t[]>(size);
  capacity_ = size;
}

std::optional<WorkerError> PhotoBytes::read_whole(int fd) {
  const auto size = static_cast<std::size_t>(identity_.bytes);
  make_room(size);
  const ssize_t got = read_fully(fd, buffer_.get(), size, 0);
  if (got < 0) return read_failure();
  size_ = static_cast<std::size_t>(got);
  return std::nullopt;
}

std::optional<WorkerError> PhotoBytes::read_header_and_hash(int fd) {
  make_room(2 * kHeaderRead);
  Xxh3Stream hash;
  std::uint64_t offset = 0;
  while (offset < identity_.bytes) {
    std::uint8_t* to = offset == 0 ? buffer_.get() : buffer_.get() + kHeaderRead;
    const auto count =
        static_cast<std::size_t>(std::min<std::uint64_t>(kHeaderRead, identity_.bytes - offset));
    const ssize_t got = read_fully(fd, to, count, offset);
    if (got < 0) return read_failure();
    hash.update({to, static_cast<std::size_t>(got)});
    if (offset == 0) size_ = static_cast<std::size_t>(got);
    offset += static_cast<std::uint64_t>(got);
    if (static_cast<std::size_t>(got) < count) break;  // it shrank; seen by its size
  }
  content_ = hash.digest();
  return std::nullopt;
}

std::optional<WorkerError> PhotoBytes::read(int fd, std::uint64_t largest) {
  size_ = 0;
  content_.reset();
  struct stat status {};
  const int flags = ::fcntl(fd, F_GETFL);
  if (flags < 0 || (flags & O_ACCMODE) != O_RDONLY || (flags & O_PATH) != 0 ||
      !file_status(fd, status) || !S_ISREG(status.st_mode))
    return failed(WorkerErrorKind::kNotAFile, "Not a regular file that is open for reading alone");
  identity_ = identity_of(status);
  auto error = identity_.bytes > largest ? read_header_and_hash(fd) : read_whole(fd);
  if (error) return error;
  if (!file_status(fd, status) || identity_of(status) != identity_)
    return failed(WorkerErrorKind::kChanged, "The file changed while it was read");
  return std::nullopt;
}

}  // namespace photosieve
