// Tally: the counts of a session, kept exact while results come, are replaced and are reviewed.
//
// Threads: one. Cost: constant a photo, no allocation.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/photo_table.h"
#include "model/session.h"

namespace photosieve {

// Counts a result into the session and the photo's state; a result counted before is taken back.
void count_result(const PhotoResult& result, PhotoTable& photos, Session& session);

// Counts a photo that reviewing rejected for similarity. Counting it twice changes nothing.
void count_review(std::uint32_t n, PhotoTable& photos, Session& session);

// Counts a photo that an earlier run judged: its state is as restored, by its own findings.
void count_restored(std::uint32_t n, const PhotoTable& photos, Session& session);

// "1 photo", "1,002 photos".
[[nodiscard]] std::string photos_in_words(std::uint32_t count);

}  // namespace photosieve
