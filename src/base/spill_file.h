// SpillFile: bytes that are read and written here and there, kept out of the process's memory.
//
// The first 256 KiB are held. Once there are more, all lie in a file without a name in `folder`,
// which is gone with this object, or with the process. The system keeps of it what it has room for;
// nothing of it counts as this process's memory. It is read and written, not mapped: a full disk is
// an error of write() and no signal, and no page stays resident because it was looked at.
// Errors   kFatal: the folder cannot be written, its disk is full or away.
// Threads  one at a time.
// Cost     a system call each: some 0.3 us a read of 512 bytes that the system has, 1 us a write.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "base/result.h"
#include "base/unique_fd.h"

namespace photosieve {

class SpillFile {
 public:
  static constexpr std::uint64_t kHeldBytes = 256 << 10;

  explicit SpillFile(std::string folder) : folder_(std::move(folder)) {}

  [[nodiscard]] Result<> write(std::uint64_t at, std::span<const std::byte> bytes);
  // What was never written is 0.
  [[nodiscard]] Result<> read(std::uint64_t at, std::span<std::byte> bytes) const;

  template <class T>
  [[nodiscard]] Result<> write_value(std::uint64_t at, const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    return write(at, std::as_bytes(std::span(&value, 1)));
  }
  template <class T>
  [[nodiscard]] Result<> read_value(std::uint64_t at, T& value) const {
    static_assert(std::is_trivially_copyable_v<T>);
    return read(at, std::as_writable_bytes(std::span(&value, 1)));
  }

 private:
  [[nodiscard]] Result<> spill();
  [[nodiscard]] Result<> write_file(std::uint64_t at, std::span<const std::byte> bytes);
  [[nodiscard]] tl::unexpected<Error> failed(int error) const;

  std::string folder_;
  std::vector<std::byte> held_;
  UniqueFd file_;  // all bytes, once there is one
};

// Where temporary files of any size may lie: $TMPDIR, or /var/tmp, which outlives a restart and so
// is no memory, as /tmp may be.
[[nodiscard]] std::string spill_folder();

}  // namespace photosieve
