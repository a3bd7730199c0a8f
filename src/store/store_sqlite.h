// Opens the store in a SQLite file. Private to store/.
//
// The file and the folders above it are made when missing, for their owner alone (0600, 0700).
// Errors   kUsage for a place where nothing can be made; else those of SqlStore::open.
// Threads  any; the store that it gives is one thread's.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "store/store.h"

namespace photosieve {

[[nodiscard]] Result<std::unique_ptr<Store>> open_sqlite_store(const std::string& path);

}  // namespace photosieve
