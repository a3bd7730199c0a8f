// PhotoBytes: a file read once, whole, into memory that is kept for the next one.
//
// A file larger than kLargestRead has its first kHeaderRead bytes read, and its whole content
// hashed in passing. Reading looks at size and time before and after.
// Errors   a WorkerError without its number: not a regular file open for reading alone, a read that
//          fails, a file that changed meanwhile. std::bad_alloc leaves when memory ran out.
// Threads  one at a time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "model/photo.h"
#include "work/protocol.h"

namespace photosieve {

inline constexpr std::uint64_t kLargestRead = std::uint64_t{512} << 20;
inline constexpr std::size_t kHeaderRead = std::size_t{16} << 20;

class PhotoBytes {
 public:
  // Nothing when all went well; identity(), bytes() and content() are then this file's.
  [[nodiscard]] std::optional<WorkerError> read(int fd, std::uint64_t largest = kLargestRead);

  [[nodiscard]] const FileIdentity& identity() const { return identity_; }
  [[nodiscard]] std::span<const std::uint8_t> bytes() const { return {buffer_.get(), size_}; }
  // The whole file's hash, only where bytes() is not the whole file.
  [[nodiscard]] const std::optional<Hash128>& content() const { return content_; }

 private:
  void make_room(std::size_t size);
  [[nodiscard]] std::optional<WorkerError> read_whole(int fd);
  [[nodiscard]] std::optional<WorkerError> read_header_and_hash(int fd);

  FileIdentity identity_;
  std::unique_ptr<std::uint8_t[]> buffer_;
  std::size_t capacity_ = 0;
  std::size_t size_ = 0;
  std::optional<Hash128> content_;
};

}  // namespace photosieve
