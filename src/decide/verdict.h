// decide(): from a photo's facts and measures to findings and a verdict.
//
// Every rule of the profile is asked, whatever the others say: all reasons, never only the first.
// Beyond the limit of a rejecting rule of quality or defects by no more than the profile's
// near_percent, a photo is warned of only. Confidence says how far the nearest deciding measure
// lies from its limit; quality says which of two alike photos is the better one. Errors: none.
// Threads: pure. Cost: microseconds. SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "model/decoded_photo.h"
#include "model/evidence.h"
#include "model/photo_metadata.h"
#include "model/profile.h"

namespace photosieve {

struct PhotoFacts {
  Format format = Format::kUnknown;
  std::uint32_t width = 0;  // upright; 0 when unknown
  std::uint32_t height = 0;
  std::uint64_t bytes = 0;
  std::string_view path;  // only its extension matters
  const std::vector<DecodeProblem>& problems;
  const PhotoMetadata* metadata = nullptr;  // nothing: not read, and not judged
  std::uint32_t pictures = 1;               // in the file; the first was looked at
};

struct Verdict {
  std::vector<Finding> findings;  // in the order of FindingCode
  Decision decision = Decision::kRejected;
  double confidence = 0;  // 0 to 1
  double quality = 0;     // 0 to 100
};

[[nodiscard]] Verdict decide(const PhotoFacts& facts, const Evidence& evidence,
                             const Profile& profile);

}  // namespace photosieve
