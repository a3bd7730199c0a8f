// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/reviewed_flags.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(ReviewedFlags, WhatWasReviewedIsForgottenAndWhatIsFoundIsSet) {
  const Finding copy{.code = FindingCode::kIdenticalFile, .severity = Severity::kReject};
  const Finding alike{.code = FindingCode::kIdenticalFile, .severity = Severity::kWarn};
  BlockFlags flags;
  flags.judged.set(0).set(1).set(2);
  flags.approved.set(2);
  flags.findings[finding_key(copy, true)].set(0).set(1);
  flags.findings[finding_key(copy, false)].set(0);
  ReviewedFlags review;
  review.forget(1, true);
  review.forget(2, false);
  review.find(2, alike);
  review.find(3, copy);
  review.find(kBlockPhotos + 1, copy);
  EXPECT_EQ(review.blocks(), (std::vector<std::uint32_t>{0, 1}));
  review.apply(0, flags);
  EXPECT_EQ(flags.approved, PhotoBits().set(0));
  EXPECT_EQ(flags.findings[finding_key(copy, true)], PhotoBits().set(2));
  EXPECT_EQ(flags.findings[finding_key(alike, true)], PhotoBits().set(1));
  EXPECT_EQ(flags.findings[finding_key(copy, false)], PhotoBits().set(0)) << "its own stays";
}

}  // namespace
}  // namespace photosieve
