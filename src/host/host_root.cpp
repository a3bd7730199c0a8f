// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/host_root.h"

#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>

namespace photosieve {
namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 20;
constexpr std::size_t kFirstBytes = 4096;
// The kernel gives records of a file as long as they fit into a page. None that is read here is
// three quarters of a page long: a first read that gives no more than the rest gave all.
constexpr std::size_t kSurelyWhole = 1024;

UniqueFd open_to_read(const std::string& path) {
  return UniqueFd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
}

// All of a file from its start, into memory that is kept for the next time.
bool read_whole(int fd, std::string& text) {
  if (text.capacity() < kFirstBytes) text.reserve(kFirstBytes);
  std::size_t filled = 0;
  while (filled < kMostBytes) {
    text.resize(std::max(text.capacity(), filled + kFirstBytes));
    const ssize_t got =
        ::pread(fd, text.data() + filled, text.size() - filled, static_cast<off_t>(filled));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
    if (filled <= kSurelyWhole) break;
  }
  text.resize(filled);
  return true;
}

}  // namespace

std::string HostRoot::at(std::string_view path) const {
  return prefix_ + std::string(path);
}

std::optional<std::string> HostRoot::text(std::string_view path) const {
  const UniqueFd fd = open_to_read(at(path));
  std::string text;
  if (!fd.valid() || !read_whole(fd.get(), text)) return std::nullopt;
  return text;
}

std::vector<std::string> HostRoot::names(std::string_view folder) const {
  std::vector<std::string> names;
  std::error_code failed;
  std::filesystem::directory_iterator entry(at(folder), failed);
  for (; !failed && entry != std::filesystem::directory_iterator(); entry.increment(failed))
    names.push_back(entry->path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::optional<std::string> HostRoot::link(std::string_view path) const {
  std::array<char, PATH_MAX> target{};
  const ssize_t length = ::readlink(at(path).c_str(), target.data(), target.size());
  if (length < 0) return std::nullopt;
  return std::string(target.data(), static_cast<std::size_t>(length));
}

bool HostRoot::exists(std::string_view path) const {
  return ::access(at(path).c_str(), F_OK) == 0;
}

std::optional<std::string_view> KeptFile::read() {
  if (!fd_.valid()) fd_ = open_to_read(path_);
  if (!fd_.valid()) return std::nullopt;
  if (!read_whole(fd_.get(), text_)) {
    fd_.reset();
    return std::nullopt;
  }
  return text_;
}

}  // namespace photosieve
