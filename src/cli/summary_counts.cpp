// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/summary_counts.h"

#include "report/session_counts.h"

namespace photosieve {

Result<SummaryCounts> summary_counts(Store& store, const Session& session) {
  PS_TRY(const SessionCounts counted, session_counts(store, session.id));
  SummaryCounts counts;
  for (const CategoryCounts& category : counted.categories)
    for (const Store::CodeCount& code : category.codes)
      counts.codes.push_back({code.code, code.severity, code.photos});
  for (const SkippedCount& one : counted.skipped) counts.skipped.push_back({one.reason, one.files});
  counts.not_copied = counted.not_copied;
  return counts;
}

}  // namespace photosieve
