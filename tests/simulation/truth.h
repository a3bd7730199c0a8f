// What each photo of the made-up folder is in truth, whatever happens around it.
//
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "model/photo.h"

namespace photosieve {

inline bool kills_its_decoder(std::uint32_t n) {
  return n % 37 == 0;
}
inline bool cannot_be_opened(std::uint32_t n) {
  return n % 41 == 0;
}
inline bool cannot_be_copied(std::uint32_t n) {
  return n % 53 == 0;
}
inline bool copy_of_another(std::uint32_t n) {
  return n % 10 == 1 && n > 1;
}

inline PhotoRef photo_of(std::uint32_t n) {
  return {n, std::to_string(n) + ".jpg", {n, 1, n}};
}

inline PhotoResult truth_of(std::uint32_t n) {
  PhotoResult result;
  result.n = n;
  result.decision = Decision::kRejected;
  if (kills_its_decoder(n))
    result.findings.push_back({.code = FindingCode::kDecoderFailed});
  else if (cannot_be_opened(n))
    result.findings.push_back({.code = FindingCode::kUnreadable});
  else if (n % 3 == 0)
    result.findings.push_back({.code = FindingCode::kNoise});
  else
    result.decision = Decision::kApproved;
  return result;
}

}  // namespace photosieve
