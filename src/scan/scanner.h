// Scanner: every file below a folder, photo or not, in the order of their paths as bytes.
//
// Opens folder by folder from an already opened root, never through a symbolic link, so nothing
// outside can be reached and links make no loops; a mount that leads back to a folder above is
// passed over. Folders may be nested to any depth. A folder sorts as its name with a '/', so that
// photos come in the order of their whole paths and are numbered as they come.
// Errors   opening the root: kUsage with what to do. A folder below that cannot be listed is a
//          SkippedFile with the system's reason, and the walk goes on. When the process has no
//          descriptors or memory left the walk ends with kFatal: going on would lose photos.
// Threads  one. Memory: about 32 bytes an entry of the folders from the root to where it stands.
// Cost     one stat a file; files that may be photos are opened for their first bytes, a TIFF for
// its
//          directories (a raw file is a TIFF inside): some 5 microseconds each when warm. The
//          access times of what it reads are left alone where the system allows that.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/unique_fd.h"
#include "model/photo.h"
#include "scan/file_kind.h"

namespace photosieve {

using Scanned = std::variant<PhotoRef, SkippedFile>;

// The input folder, opened to be read below. kUsage when it is missing, no folder, or unreadable.
[[nodiscard]] Result<UniqueFd> open_folder(const std::string& path);

class Scanner {
 public:
  using Found = std::function<bool(Scanned)>;

  // Calls `one` for 0 to count - 1, from several threads at once where that pays, and returns when
  // all are done.
  using SideBySide =
      std::function<void(std::size_t count, const std::function<void(std::size_t)>& one)>;

  // `root` stays open as long as the scanner is used. Files are looked at by `side_by_side`, one
  // after the other without.
  explicit Scanner(int root, SideBySide side_by_side = {});

  // Calls `found` for each file until it returns false or a stop is asked for (then the walk has
  // ended early). kFatal when the root itself cannot be listed, at first or any more (a disk that
  // went away); a folder below that cannot be read while the root can is skipped, and says so.
  [[nodiscard]] Result<> walk(const Found& found, const std::stop_token& stop = {});

 private:
  struct Entry {
    std::size_t at = 0;  // in the level's names
    std::uint16_t bytes = 0;
    bool folder = false;  // its name has a '/' at its end
  };
  // What was seen of a file before the walk came to it.
  struct Looked {
    int error = 0;  // errno of asking what it is
    mode_t mode = 0;
    FileIdentity identity;
    Result<FileKind> kind;
  };
  struct Level {
    [[nodiscard]] std::string_view name(const Entry& entry) const {
      return std::string_view(names).substr(entry.at, entry.bytes);
    }
    UniqueFd folder;  // closed while the walk is far below it
    dev_t device = 0;
    ino_t inode = 0;
    std::string names;
    std::vector<Entry> entries;  // sorted; the next one last
    std::vector<Looked> looked;  // at the last so many of them
    std::size_t path_bytes = 0;  // of path_, up to and with this folder's '/'
  };

  [[nodiscard]] int list(int parent, const char* name, Level& level) const;
  [[nodiscard]] Error what_failed(int error) const;
  // These return false when the walk is to end.
  [[nodiscard]] Result<bool> enter(const std::string& name, const Found& found);
  void look_ahead(Level& level);
  [[nodiscard]] Looked look(int folder, const std::string& name) const;
  [[nodiscard]] Result<bool> tell(const std::string& name, const Looked& looked,
                                  const Found& found);
  [[nodiscard]] Result<FileKind> kind_of(int folder, const std::string& name) const;
  [[nodiscard]] bool skip(const std::string& name, SkipReason reason, std::string detail,
                          const Found& found) const;
  void step_up();
  [[nodiscard]] Result<> reopen_top();
  [[nodiscard]] bool is_above(dev_t device, ino_t inode) const;

  const int root_;
  SideBySide side_by_side_;
  std::vector<Level> levels_;
  std::string path_;  // of the folder where the walk stands, with '/' at its end; "" at the root
  std::uint32_t next_n_ = 1;
};

}  // namespace photosieve
