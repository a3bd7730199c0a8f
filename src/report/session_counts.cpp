// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/session_counts.h"

#include <array>

#include "base/text.h"

namespace photosieve {

Result<SessionCounts> session_counts(Store& store, const std::string& session_id) {
  PS_TRY(const std::optional<Session> session, store.session(session_id));
  if (!session) return fail(ErrorKind::kUsage, "there is no session " + printable(session_id));
  SessionCounts counts;
  PS_TRY(const std::vector<Store::CodeCount> codes, store.code_counts(session_id));
  constexpr std::array kCategories{Category::kQuality, Category::kDefect, Category::kSimilarity,
                                   Category::kCompliance};
  for (const Category category : kCategories) {
    CategoryCounts one{category, {}};
    for (const Store::CodeCount& count : codes)
      if (info(count.code).category == category) one.codes.push_back(count);
    if (!one.codes.empty()) counts.categories.push_back(std::move(one));
  }
  PS_TRY(counts.skipped, store.skipped_counts(session_id));
  PS_TRY_VOID(store.each_photo(session_id, [&](const StoredPhoto& photo) {
    const bool failed =
        photo.judged && photo.decision == Decision::kApproved && photo.copy == CopyState::kFailed;
    if (failed) ++counts.not_copied;
    return true;
  }));
  return counts;
}

}  // namespace photosieve
