// Audit: has who did what recorded before its answer goes out.
//
// What cannot be recorded (too much waits, or the store fails) is told on the log and answered all
// the same: who pauses a run must not be held up by a full disk.
// Threads  record() any; `then` is called once, on a reader's thread or at once on the caller's.
// Cost     a durable commit of the store.
// Lifetime readers and clock outlive it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "base/clock.h"
#include "model/audit_entry.h"
#include "serve/readers.h"

namespace photosieve {

class Audit {
 public:
  Audit(Readers& readers, const Clock& clock) : readers_(&readers), clock_(&clock) {}

  // `entry` gets its id and time here.
  void record(AuditEntry entry, std::function<void()> then) const;

 private:
  Readers* readers_;
  const Clock* clock_;
};

}  // namespace photosieve
