// REST: what happened in a session, and what came of it — milestones, errors, decisions,
// statistics, performance, report.
//
// Threads: the handlers run on an event loop and answer from a reader's thread.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serve/services.h"

namespace photosieve {

void list_milestones(const Services& services, const CallPtr& call);
void list_errors(const Services& services, const CallPtr& call);     // ?limit=&cursor=
void list_decisions(const Services& services, const CallPtr& call);  // the tuner's: none yet
void get_statistics(const Services& services, const CallPtr& call);
void get_performance(const Services& services, const CallPtr& call);  // ?from=&to=&points=
void get_report(const Services& services, const CallPtr& call);       // ?format=json|csv

}  // namespace photosieve
