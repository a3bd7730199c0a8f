// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sql_store.h"

#include <fmt/format.h>

#include "store/schema.h"

namespace photosieve {
namespace {

constexpr std::size_t kColumnsSince = 11;  // the schema whose image_columns are as they are now

}  // namespace

Result<std::unique_ptr<Store>> SqlStore::open(std::unique_ptr<Database> database) {
  std::unique_ptr<SqlStore> store(new SqlStore(std::move(database)));
  PS_TRY_VOID(store->bring_up_to_date());
  return std::unique_ptr<Store>(std::move(store));
}

Result<> SqlStore::bring_up_to_date() {
  const auto steps = schema_steps();
  PS_TRY(const std::size_t before, database_->schema_version());
  if (before == steps.size()) return {};
  return database_->upgrade([&]() -> Result<> {
    // Asked again under the lock: another process may have done it meanwhile.
    PS_TRY(const std::size_t now, database_->schema_version());
    if (now > steps.size())
      return fail(
          ErrorKind::kFatal,
          fmt::format("it was written by a newer photosieve (schema {}, this one knows {}); "
                      "use that one, or another --database",
                      now, steps.size()));
    if (now == 0) {
      PS_TRY(const bool empty, database_->is_empty());
      if (!empty)
        return fail(ErrorKind::kUsage,
                    "it belongs to another program and is left alone; name another --database");
    }
    for (std::size_t i = now; i < steps.size(); ++i) PS_TRY_VOID(database_->execute(steps[i]));
    if (now > 0 && now < kColumnsSince) PS_TRY_VOID(fill_columns());
    return database_->set_schema_version(steps.size());
  });
}

Result<Statement*> SqlStore::statement(const char* sql) {
  const auto known = statements_.find(sql);
  if (known != statements_.end()) return known->second.get();
  PS_TRY(std::unique_ptr<Statement> prepared, database_->prepare(sql));
  return statements_.emplace(sql, std::move(prepared)).first->second.get();
}

}  // namespace photosieve
