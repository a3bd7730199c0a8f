// SPDX-License-Identifier: Apache-2.0
#include "base/spill_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "base/text.h"

namespace photosieve {
namespace {

UniqueFd open_nameless(const std::string& folder) {
  UniqueFd file(::open(folder.c_str(), O_TMPFILE | O_EXCL | O_RDWR | O_CLOEXEC, 0600));
  if (file.valid() || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)) return file;
  // A filesystem that knows only files with names.
  std::string path = folder + "/.photosieve-XXXXXX";
  file = UniqueFd(::mkostemp(path.data(), O_CLOEXEC));
  if (file.valid()) ::unlink(path.c_str());
  return file;
}

}  // namespace

Result<> SpillFile::write(std::uint64_t at, std::span<const std::byte> bytes) {
  if (file_.valid()) return write_file(at, bytes);
  const std::uint64_t end = at + bytes.size();
  if (end > kHeldBytes) {
    PS_TRY_VOID(spill());
    return write_file(at, bytes);
  }
  if (end > held_.size()) held_.resize(end);
  std::copy(bytes.begin(), bytes.end(), held_.begin() + static_cast<std::ptrdiff_t>(at));
  return {};
}

Result<> SpillFile::read(std::uint64_t at, std::span<std::byte> bytes) const {
  if (!file_.valid()) {
    const std::size_t from = std::min<std::uint64_t>(at, held_.size());
    const auto there =
        std::span(held_).subspan(from).first(std::min(bytes.size(), held_.size() - from));
    const auto rest = std::copy(there.begin(), there.end(), bytes.begin());
    std::fill(rest, bytes.end(), std::byte{0});
    return {};
  }
  while (!bytes.empty()) {
    const ssize_t got = ::pread(file_.get(), bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed(errno);
    if (got == 0) break;
    bytes = bytes.subspan(static_cast<std::size_t>(got));
    at += static_cast<std::uint64_t>(got);
  }
  std::fill(bytes.begin(), bytes.end(), std::byte{0});
  return {};
}

Result<> SpillFile::spill() {
  UniqueFd file = open_nameless(folder_);
  if (!file.valid()) return failed(errno);
  file_ = std::move(file);
  const std::vector<std::byte> held = std::exchange(held_, {});
  return write_file(0, held);
}

Result<> SpillFile::write_file(std::uint64_t at, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::pwrite(file_.get(), bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return failed(put < 0 ? errno : ENOSPC);
    bytes = bytes.subspan(static_cast<std::size_t>(put));
    at += static_cast<std::uint64_t>(put);
  }
  return {};
}

tl::unexpected<Error> SpillFile::failed(int error) const {
  const std::string where = printable(folder_);
  if (error == ENOSPC || error == EDQUOT || error == EFBIG)
    return fail(ErrorKind::kFatal,
                fmt::format("there is no room left in {} for temporary files; make some", where));
  return fail(ErrorKind::kFatal, fmt::format("temporary files cannot be kept in {}: {}", where,
                                             std::generic_category().message(error)));
}

std::string spill_folder() {
  const char* named = ::getenv("TMPDIR");  // NOLINT(concurrency-mt-unsafe): nobody sets it
  return named != nullptr && *named != '\0' ? named : "/var/tmp";
}

}  // namespace photosieve
