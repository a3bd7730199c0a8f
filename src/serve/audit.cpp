// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/audit.h"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "base/log.h"
#include "base/text.h"
#include "base/uuid.h"

namespace photosieve {
namespace {

void not_recorded(const AuditEntry& entry, const std::string& why) {
  log_warning(fmt::format("not recorded: {} by {} from {}: {} ({})", entry.action,
                          printable(entry.who), entry.address, entry.outcome, why));
}

}  // namespace

void Audit::record(AuditEntry entry, std::function<void()> then) const {
  entry.at = clock_->wall();
  entry.id = uuid_v7(entry.at);
  const auto shared = std::make_shared<const AuditEntry>(std::move(entry));
  const auto told = std::make_shared<const std::function<void()>>(std::move(then));
  const bool taken = readers_->post([shared, told](Store& store) {
    if (const auto added = store.add_audit(*shared); !added)
      not_recorded(*shared, added.error().message);
    (*told)();
  });
  if (taken) return;
  not_recorded(*shared, "too much is being asked");
  (*told)();
}

}  // namespace photosieve
