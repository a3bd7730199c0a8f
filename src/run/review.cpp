// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/review.h"

#include <set>

#include "decide/similarity.h"

namespace photosieve {

Result<std::optional<std::vector<ReviewOutcome>>> review(Store& store,
                                                         const std::string& session_id,
                                                         const Profile& profile,
                                                         const std::string& folder,
                                                         const std::function<bool()>& go_on) {
  constexpr std::uint32_t kAskEvery = 256;
  SimilarityWalk walk(profile, folder);
  std::vector<ReviewOutcome> outcomes;
  std::set<std::uint32_t> kept_in_groups;
  std::uint32_t seen = 0;
  bool stopped = false;
  Result<> walked;
  PS_TRY_VOID(store.each_candidate(session_id, [&](const StoredCandidate& stored) {
    auto decision = walk.next({stored.n, stored.own_decision, stored.content, stored.fingerprint,
                               stored.local_features, stored.camera, stored.taken_at});
    if (!decision) {
      walked = because("the photos cannot be compared", std::move(decision).error());
      return false;
    }
    if (decision->group != 0) {
      kept_in_groups.insert(decision->group);
      outcomes.push_back({stored.n, decision->group, std::move(decision->finding)});
    }
    stopped = ++seen % kAskEvery == 0 && !go_on();
    return !stopped;
  }));
  PS_TRY_VOID(walked);
  if (stopped) return std::optional<std::vector<ReviewOutcome>>{};
  // The kept photo of a group is a member of it too.
  for (const std::uint32_t n : kept_in_groups) outcomes.push_back({n, n, std::nullopt});
  return std::optional(std::move(outcomes));
}

}  // namespace photosieve
