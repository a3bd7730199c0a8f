// Opens the store in a PostgreSQL database. Private to store/.
//
// Errors   those of connect_postgres and SqlStore::open; messages name the database without its
//          user and password.
// Threads  any; the store that it gives is one thread's.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "store/store.h"

namespace photosieve {

[[nodiscard]] Result<std::unique_ptr<Store>> open_postgres_store(const std::string& address);

}  // namespace photosieve
