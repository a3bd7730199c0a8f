// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/thumbnail_cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>
#include <vector>

#include "net/random.h"

namespace photosieve {
namespace {

constexpr std::string_view kUnfinished = ".new-";
constexpr std::uint64_t kLargestFile = std::uint64_t{16} << 20U;

std::string file_name(const Hash128& content, std::uint32_t width) {
  return fmt::format("{}-{}.jpg", to_hex(content), width);
}

bool is_ours(const std::string& name) {
  return name.size() > 37 && name[32] == '-' && name.ends_with(".jpg") &&
         hash_from_hex(std::string_view(name).substr(0, 32)).has_value();
}

struct CloseDir {
  void operator()(DIR* dir) const { ::closedir(dir); }
};

struct Seen {
  std::string name;
  std::uint64_t bytes = 0;
  timespec used{};
};

// What an interrupted write left behind goes. (Another process that is just writing keeps nothing.)
std::vector<Seen> files_in(int folder) {
  std::vector<Seen> seen;
  const int copy = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const std::unique_ptr<DIR, CloseDir> dir(copy < 0 ? nullptr : ::fdopendir(copy));
  if (dir == nullptr) return seen;
  while (const dirent* entry = ::readdir(dir.get())) {  // NOLINT(concurrency-mt-unsafe): own DIR
    const std::string name = entry->d_name;
    if (name.starts_with(kUnfinished)) ::unlinkat(folder, name.c_str(), 0);
    struct stat found {};
    if (!is_ours(name) || ::fstatat(folder, name.c_str(), &found, AT_SYMLINK_NOFOLLOW) != 0 ||
        !S_ISREG(found.st_mode))
      continue;
    seen.push_back({name, static_cast<std::uint64_t>(found.st_size), found.st_mtim});
  }
  return seen;
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

std::string default_thumbnail_folder() {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nobody sets the environment while the program runs
  const char* cache = ::getenv("XDG_CACHE_HOME");
  if (cache != nullptr && *cache == '/') return std::string(cache) + "/photosieve/thumbnails";
  // NOLINTNEXTLINE(concurrency-mt-unsafe): as above
  const char* home = ::getenv("HOME");
  if (home != nullptr && *home == '/') return std::string(home) + "/.cache/photosieve/thumbnails";
  return {};
}

ThumbnailCache::ThumbnailCache(const std::string& folder, std::uint64_t most_bytes)
    : most_bytes_(most_bytes) {
  if (folder.empty()) return;
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(folder).parent_path(), ignored);
  ::mkdir(folder.c_str(), 0700);
  folder_ = UniqueFd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder_.valid()) load();
}

void ThumbnailCache::load() {
  auto seen = files_in(folder_.get());
  std::sort(seen.begin(), seen.end(), [](const Seen& a, const Seen& b) {
    return std::pair(a.used.tv_sec, a.used.tv_nsec) > std::pair(b.used.tv_sec, b.used.tv_nsec);
  });
  index_.with([&](Index& index) {
    for (const Seen& one : seen) {
      index.by_use.push_back(one.name);
      index.files[one.name] = {one.bytes, std::prev(index.by_use.end())};
      index.bytes += one.bytes;
    }
    make_room(index);
  });
}

void ThumbnailCache::forget(Index& index, const std::string& name) {
  const auto found = index.files.find(name);
  if (found == index.files.end()) return;
  index.bytes -= found->second.bytes;
  index.by_use.erase(found->second.place);
  index.files.erase(found);
}

void ThumbnailCache::make_room(Index& index) const {
  while (index.bytes > most_bytes_ && !index.by_use.empty()) {
    const std::string name = index.by_use.back();
    ::unlinkat(folder_.get(), name.c_str(), 0);
    forget(index, name);
  }
}

std::optional<std::string> ThumbnailCache::find(const Hash128& content, std::uint32_t width) {
  const std::string name = file_name(content, width);
  const bool known = index_.with([&](Index& index) {
    const auto found = index.files.find(name);
    if (found == index.files.end()) return false;
    index.by_use.splice(index.by_use.begin(), index.by_use, found->second.place);
    return true;
  });
  if (!known) return std::nullopt;
  const UniqueFd file(::openat(folder_.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  struct stat found {};
  std::string bytes;
  if (file.valid() && ::fstat(file.get(), &found) == 0 &&
      static_cast<std::uint64_t>(found.st_size) <= kLargestFile) {
    bytes.resize(static_cast<std::size_t>(found.st_size));
    const ssize_t count = ::pread(file.get(), bytes.data(), bytes.size(), 0);
    bytes.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
    ::futimens(file.get(), nullptr);
  }
  // A JPEG begins with its marker: what does not is no picture any more.
  if (bytes.starts_with("\xff\xd8")) return bytes;
  index_.with([&](Index& index) { forget(index, name); });
  return std::nullopt;
}

void ThumbnailCache::keep(const Hash128& content, std::uint32_t width, const std::string& bytes) {
  if (!folder_.valid() || bytes.size() > std::min(most_bytes_, kLargestFile)) return;
  const std::string name = file_name(content, width);
  const std::string unfinished = std::string(kUnfinished) + net::random_id();
  const UniqueFd file(
      ::openat(folder_.get(), unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file.valid()) return;
  if (!write_all(file.get(), bytes) ||
      ::renameat(folder_.get(), unfinished.c_str(), folder_.get(), name.c_str()) != 0) {
    ::unlinkat(folder_.get(), unfinished.c_str(), 0);
    return;
  }
  index_.with([&](Index& index) {
    forget(index, name);
    index.by_use.push_front(name);
    index.files[name] = {bytes.size(), index.by_use.begin()};
    index.bytes += bytes.size();
    make_room(index);
  });
}

std::uint64_t ThumbnailCache::bytes() const {
  return index_.with([](const Index& index) { return index.bytes; });
}

}  // namespace photosieve
