// The newest state of a session as events, from what is stored of it alone: for those who come
// late, and for sessions that another process runs.
//
// What a session's row does not hold (speeds, use of the machine) is not known and has no value.
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "model/events.h"

namespace photosieve {

[[nodiscard]] ProgressUpdate progress_of(const Session& session);
// A live session's newest update, brought up to what is stored since.
[[nodiscard]] ProgressUpdate brought_up_to(ProgressUpdate update, const Session& session);
// How it ended; nothing while it has not.
[[nodiscard]] std::optional<Event> ending_of(const Session& session);

}  // namespace photosieve
