// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store_postgres.h"

#include "store/database_address.h"
#include "store/postgres_database.h"
#include "store/sql_store.h"

namespace photosieve {

Result<std::unique_ptr<Store>> open_postgres_store(const std::string& address) {
  PS_TRY(std::unique_ptr<Database> database, PostgresDatabase::open(address));
  auto store = SqlStore::open(std::move(database));
  if (!store) return because("database " + shown_address(address), std::move(store).error());
  return store;
}

}  // namespace photosieve
