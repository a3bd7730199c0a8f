// session_counts(): what a session found, counted, for summaries.
//
// Counts are photos; a photo counts once a code and severity. Codes stand in the order of
// FindingCode below their category, categories in theirs; those without a photo are left out.
// Errors   kUsage for an unknown session; the store's. Threads: the store's own.
// Cost     one walk over the session's photos.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace photosieve {

struct CategoryCounts {
  Category category = Category::kQuality;
  std::vector<Store::CodeCount> codes;
};

struct SessionCounts {
  std::vector<CategoryCounts> categories;
  std::vector<SkippedCount> skipped;
  std::uint32_t not_copied = 0;  // approved, but their copy failed
};

[[nodiscard]] Result<SessionCounts> session_counts(Store& store, const std::string& session_id);

}  // namespace photosieve
