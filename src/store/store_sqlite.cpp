// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store_sqlite.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <system_error>

#include "base/text.h"
#include "base/unique_fd.h"
#include "store/sql_store.h"
#include "store/sqlite_database.h"

namespace photosieve {
namespace {

// Makes the folders above a file, each readable by its owner alone.
Result<> make_folders(const std::string& path) {
  for (std::size_t slash = path.find('/', 1); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    const std::string folder = path.substr(0, slash);
    if (::mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST) continue;
    // One that exists may also be refused for another reason (read-only above it).
    struct stat found {};
    const int error = errno;
    if (::stat(folder.c_str(), &found) == 0 && S_ISDIR(found.st_mode)) continue;
    return fail(ErrorKind::kUsage, fmt::format("{} cannot be made: {}", printable(folder),
                                               std::generic_category().message(error)));
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_store(const std::string& path) {
  PS_TRY_VOID(make_folders(path));
  // It names a person's photos: readable by its owner alone, as are the files that SQLite makes
  // beside it. What stands in the way of this is said when it is opened below. The descriptor is
  // closed before SQLite opens the file: closing one later would drop the locks of this process
  // (POSIX), and another's end would then take the log away from under this one.
  UniqueFd(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600)).reset();
  PS_TRY(std::unique_ptr<Database> database, SqliteDatabase::open(path));
  auto store = SqlStore::open(std::move(database));
  if (!store) return because("database " + printable(path), std::move(store).error());
  return store;
}

}  // namespace photosieve
