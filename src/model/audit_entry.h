// AuditEntry: who did what by a server, or to who may ask it, and what came of it.
//
// Threads: plain data.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/clock.h"

namespace photosieve {

struct AuditEntry {
  std::string id;  // a UUID
  WallMs at = 0;
  std::string who;      // "token 0a1b2c3d (studio)", "token file", "user anna", "local", "nobody"
  std::string address;  // the asking machine's; "": this one's, by no network
  std::string action;   // "start_session", "pause_session", "log_in", "create_token" ...
  std::string session_id;  // "": of none
  std::string outcome;     // "done", or the code of the problem that was answered

  bool operator==(const AuditEntry&) const = default;
};

// Where a list of entries goes on: after this one.
struct AuditPlace {
  WallMs at = 0;
  std::string id;
};

}  // namespace photosieve
