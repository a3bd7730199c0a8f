// SimilarityWalk: of photos that are copies of one another, keeps the best; of a motif, the best
// few.
//
// The caller walks all photos of a session from the best to the worst (first those approved by
// their own findings, by quality downwards, then by n upwards; then the others in the same order)
// and asks for each. Each is compared with kept photos alone, so there are no chains, and the
// outcome depends on nothing but the walk's order, which depends on nothing but the photos.
// Copy     the same bytes; or a hash within the profile's radius in any of the eight turns and
//          mirrorings; or local features that agree on one movement (feature_match.h), so that
//          crops and small turns are found. It joins the kept photo's group and gets a finding.
// Motif    what alone would be a copy, but the files say that one camera took both at different
//          moments: frames of a burst, or one step aside. Of a motif `keep_per_motif` photos are
//          kept, in one group, named after the best; the others get a finding.
// Errors   kFatal: the folder for temporary files has no room, where there are local features.
// Memory   170 bytes a kept photo while tables grow.
// Cost     8 Hamming distances a kept photo (a few ns each), and that of feature_index.h.
// Threads  one.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "model/photo.h"
#include "model/profile.h"

namespace photosieve {

struct Candidate {
  std::uint32_t n = 0;
  Decision own = Decision::kRejected;  // by its own findings
  std::optional<Hash128> content;
  std::optional<Fingerprint> fingerprint;
  std::optional<LocalFeatures> local_features;
  std::string camera;    // "": not known
  std::string taken_at;  // PhotoMetadata::taken_at; "": not known
};

struct SimilarityDecision {
  std::uint32_t group = 0;         // the n of the kept photo it belongs to; 0: alone so far
  std::optional<Finding> finding;  // why it is not kept
};

class SimilarityWalk {
 public:
  // `folder`: where temporary files may lie.
  SimilarityWalk(const Profile& profile, const std::string& folder);
  ~SimilarityWalk();
  SimilarityWalk(const SimilarityWalk&) = delete;
  SimilarityWalk& operator=(const SimilarityWalk&) = delete;

  [[nodiscard]] Result<SimilarityDecision> next(const Candidate& candidate);

 private:
  class Kept;
  std::unique_ptr<Kept> kept_;
};

}  // namespace photosieve
