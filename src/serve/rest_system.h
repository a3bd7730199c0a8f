// REST: the program and its machine — system, folders for a picker, liveness, readiness, metrics.
//
// Threads: the handlers run on an event loop and answer from there or from a reader's thread.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serve/services.h"

namespace photosieve {

void get_system(const Services& services, const CallPtr& call);
void list_folders_at(const Services& services, const CallPtr& call);  // ?path=
void get_healthz(const Services& services, const CallPtr& call);
void get_readyz(const Services& services, const CallPtr& call);
void get_metrics(const Services& services, const CallPtr& call);

}  // namespace photosieve
