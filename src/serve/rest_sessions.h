// REST: sessions — listed, started, tried out, paused, resumed, cancelled, changed.
//
// CONTRACT section 3. Each handler reads the request, calls one function and writes the answer.
// Threads  the handlers run on an event loop and answer from a reader's or the host's thread.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "serve/services.h"

namespace photosieve {

void list_sessions(const Services& services, const CallPtr& call);  // ?limit=&cursor=
void get_session(const Services& services, const CallPtr& call);
void post_session(const Services& services, const CallPtr& call);  // ?dry_run=
void post_command(const Services& services, const CallPtr& call, SessionCommand command);
void patch_settings(const Services& services, const CallPtr& call);

// What a body asks to be started, its folders below the roots and without links.
[[nodiscard]] Served<StartRequest> start_request_of(const net::Json& body, const Roots& roots);
[[nodiscard]] Served<SettingsChange> settings_change_of(const net::Json& body);
[[nodiscard]] net::Json dry_run_json(const DryRun& run);

// Answers with the session once the host has done what was asked, or with its problem.
[[nodiscard]] SessionDone answer_session(const CallPtr& call, int status = 200);

}  // namespace photosieve
