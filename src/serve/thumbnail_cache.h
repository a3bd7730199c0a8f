// ThumbnailCache: small pictures on disk, made once.
//
// A file each, named by the hash of the photo's bytes and the width: the same photo in another
// session or place is the same file, and other bytes are never taken for it. Files are whole or
// not there. Over the limit those go first that were not asked for longest; the files' times keep
// that over a restart.
// Errors   none: without a usable folder nothing is kept, and what is damaged is made anew.
// Threads  any; it reads and writes files, so no event loop's.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <string>

#include "base/guarded.h"
#include "base/hash.h"
#include "base/unique_fd.h"

namespace photosieve {

class ThumbnailCache {
 public:
  // Made when missing, readable by its owner alone; files of others in it are left alone.
  ThumbnailCache(const std::string& folder, std::uint64_t most_bytes);

  [[nodiscard]] std::optional<std::string> find(const Hash128& content, std::uint32_t width);
  void keep(const Hash128& content, std::uint32_t width, const std::string& bytes);

  [[nodiscard]] std::uint64_t bytes() const;  // kept now

 private:
  struct File {
    std::uint64_t bytes = 0;
    std::list<std::string>::iterator place;
  };
  struct Index {
    std::list<std::string> by_use;  // the newest first
    std::map<std::string, File> files;
    std::uint64_t bytes = 0;
  };
  void load();
  static void forget(Index& index, const std::string& name);
  void make_room(Index& index) const;

  const std::uint64_t most_bytes_;
  UniqueFd folder_;
  Guarded<Index> index_;
};

// $XDG_CACHE_HOME/photosieve/thumbnails, or ~/.cache/...; "" without a home.
[[nodiscard]] std::string default_thumbnail_folder();

}  // namespace photosieve
