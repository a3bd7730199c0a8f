// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store_sqlite.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <system_error>

#include "base/text.h"
#include "base/unique_fd.h"
#include "store/schema.h"

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

Result<std::unique_ptr<Store>> SqliteStore::open(const std::string& path) {
  PS_TRY_VOID(make_folders(path));
  // It names a person's photos: readable by its owner alone, as are the files that SQLite makes
  // beside it. What stands in the way of this is said when it is opened below. The descriptor is
  // closed before SQLite opens the file: closing one later would drop the locks of this process
  // (POSIX), and another's end would then take the log away from under this one.
  UniqueFd(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600)).reset();
  PS_TRY(SqliteDatabase database, SqliteDatabase::open(path));
  std::unique_ptr<SqliteStore> store(new SqliteStore(std::move(database)));
  if (auto done = store->bring_up_to_date(); !done)
    return because("database " + printable(path), std::move(done).error());
  return std::unique_ptr<Store>(std::move(store));
}

Result<> SqliteStore::bring_up_to_date() {
  const auto steps = schema_steps();
  const auto version = [this]() -> Result<std::size_t> {
    PS_TRY(SqliteStatement read, database_.prepare("PRAGMA user_version"));
    PS_TRY([[maybe_unused]] const bool row, read.step());
    return static_cast<std::size_t>(read.whole(0));
  };
  PS_TRY(const std::size_t before, version());
  if (before == steps.size()) return {};
  return database_.transaction([&]() -> Result<> {
    // Asked again under the lock: another process may have done it meanwhile.
    PS_TRY(const std::size_t now, version());
    if (now > steps.size())
      return fail(
          ErrorKind::kFatal,
          fmt::format("it was written by a newer photosieve (schema {}, this one knows {}); "
                      "use that one, or another --database",
                      now, steps.size()));
    if (now == 0) {
      PS_TRY(SqliteStatement read, database_.prepare("SELECT COUNT(*) FROM sqlite_master"));
      PS_TRY([[maybe_unused]] const bool row, read.step());
      if (read.whole(0) != 0)
        return fail(ErrorKind::kUsage,
                    "it belongs to another program and is left alone; name another --database");
    }
    for (std::size_t i = now; i < steps.size(); ++i) PS_TRY_VOID(database_.execute(steps[i]));
    return database_.execute(fmt::format("PRAGMA user_version={}", steps.size()).c_str());
  });
}

Result<SqliteStatement*> SqliteStore::statement(const char* sql) {
  const auto known = statements_.find(sql);
  if (known != statements_.end()) return &known->second;
  PS_TRY(SqliteStatement prepared, database_.prepare(sql));
  return &statements_.emplace(sql, std::move(prepared)).first->second;
}

}  // namespace photosieve
